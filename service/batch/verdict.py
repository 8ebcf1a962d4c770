"""What a check comes to: the file that says what to mend, or why nothing can be made of the source."""

import json
from collections.abc import Sequence
from typing import Final

from service.batch.intake import Source
from service.checking import Checked, problem_as_dict
from service.entries import Problem
from service.errors import InputError, InvalidDataError
from service.workbook import write_corrections

FIX_XLSX: Final = "Исправить.xlsx"
FIX_JSON: Final = "Исправить.json"


def corrections(source: Source, schools: Sequence[Checked]) -> bytes | None:
    """Return what to mend in a source, as it is sent back: its workbook with comments, else a list in JSON.

    None if there is nothing to mend.
    """
    wrong: dict[str, tuple[Problem, ...]] = {school.key: school.errors for school in schools if school.errors}
    if not wrong and not source.problems:
        return None
    if source.content is not None and source.intake is not None:
        return write_corrections(source.content, source.intake, wrong)
    told = [
        {"key": school.key, "name": school.name, "errors": [problem_as_dict(p) for p in school.errors]}
        for school in schools
        if school.errors
    ]
    return json.dumps({"schools": told}, ensure_ascii=False, indent=2).encode()


def refuse_empty(source: Source, schools: Sequence[Checked], only: Sequence[str]) -> None:
    """Raise InvalidDataError or InputError if there is no school, or one that was asked for is missing."""
    if not schools:
        if source.problems:
            raise InvalidDataError([p.finding for p in source.problems], [p.finding for p in source.warnings])
        raise InputError("Нет ни одной школы: заполните хотя бы одну строку.")
    unknown = sorted(set(only) - {school.key for school in schools})
    if unknown:
        raise InputError(f"Таких школ нет: {', '.join(unknown)}. Укажите ИНН так, как он записан в данных.")
