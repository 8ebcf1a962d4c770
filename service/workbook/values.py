"""One cell to one value: every spelling that people use is understood, what is not is told with its cell."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from schemas.base import nearest
from service.entries import Place
from service.language import format_date, parse_date, school_year
from service.workbook.cells import ERRORS, Raw
from service.workbook.columns import Column, What, normal
from service.workbook.spans import read_deadline
from service.workbook.texts import read_blocks, read_lines
from service.workbook.told import Told

_YES: Final = frozenset({"да", "yes", "y", "true", "истина", "1", "+", "v", "x", "х", "✓", "✔", "есть", "д"})
_NO: Final = frozenset({"нет", "no", "n", "false", "ложь", "0", "-", "–", "—", "не нужно", "н"})
_FIRST_SERIAL, _LAST_SERIAL = 15_000, 80_000  # days since 30.12.1899: from 1941 to 2119
_EPOCH: Final = dt.date(1899, 12, 30)
_NUMBER: Final = re.compile(
    r"(-?\d{1,12}(?:[.,]\d{1,6})?)\s*(?:%|₽|лет|года?|г\.?|руб\w*\.?|чел\w*\.?|мес\w*\.?)?", re.I
)
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]|_x000[dD]_")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_INN_DIGITS: Final = 10
_SHOWN: Final = 60


class _NotUnderstoodError(Exception):
    """A cell's value is not what its column is for; the message is Russian."""


def read_cell(column: Column, raw: Raw, place: Place) -> Told:
    """Return what a cell tells under a column; one that is not understood tells nothing but its error."""
    if isinstance(raw, str):
        raw = cleaned(raw)
    if raw == "" or (isinstance(raw, str) and raw in {"-", "–", "—"} and column.what is not What.FLAG):
        return Told(None, place)
    if isinstance(raw, str) and raw in ERRORS:
        text = f"В ячейке ошибка формулы {raw}: впишите значение."
        return Told(None, place, text)
    warnings: list[str] = []
    try:
        value = _READERS[column.what](raw, column, warnings)
    except _NotUnderstoodError as problem:
        return Told(None, place, str(problem))
    return Told(value, place, warning=" ".join(warnings) or None)


def cleaned(text: str) -> str:
    """Return a text without invisible signs, control characters and the blanks of its ends."""
    if text.isprintable() and "_x" not in text:
        return text.strip()
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    return _CONTROL.sub(" ", text).strip(" \t\n") if _CONTROL.search(text) else text.strip(" \t\n")


def as_text(raw: Raw) -> str:
    """Return a cell as a person sees it: a whole number without «.0», a date as 01.09.2026."""
    if isinstance(raw, bool):
        return "да" if raw else "нет"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else str(raw).replace(".", ",")
    if isinstance(raw, dt.date):
        return format_date(raw.date() if isinstance(raw, dt.datetime) else raw)
    return str(raw)


def shown(raw: Raw) -> str:
    """Return a cell's text cut to be quoted in a message."""
    text = " ".join(as_text(raw).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _line(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    return " ".join(as_text(raw).split())


def _code(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    """Read a number of a document; Excel likes to take «12/3» for a date and then nobody knows what it was."""
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        raise _NotUnderstoodError(
            f"Excel превратил номер в дату ({shown(raw)}): задайте ячейке текстовый формат и впишите номер снова."
        )
    return " ".join(as_text(raw).split())


def _digits(raw: Raw, column: Column, warnings: list[str]) -> Any:
    """Read ИНН or ОГРН: blanks go; an ИНН that has lost its leading zero to Excel gets it back.

    Words stay: on other sheets people name a school instead.
    """
    whole = " ".join(as_text(raw).split())
    if whole.isascii() and whole.isdigit() and len(whole) != _INN_DIGITS - 1:
        return whole
    text = re.sub(r"^(?:ИНН|ОГРН)[\s:]*", "", whole, flags=re.I)
    if re.search(r"[^\d\s-]", text):
        return whole
    text = re.sub(r"[\s-]", "", text)
    if column.key == "inn" and text.isascii() and text.isdigit() and len(text) == _INN_DIGITS - 1:
        warnings.append(f"В ИНН {text} девять цифр: дописан потерянный ноль в начале. Проверьте.")
        return text.zfill(_INN_DIGITS)
    return text


def _date(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat()
    if isinstance(raw, dt.date):
        return raw.isoformat()
    if isinstance(raw, int | float) and not isinstance(raw, bool) and _FIRST_SERIAL < raw < _LAST_SERIAL:
        return (_EPOCH + dt.timedelta(days=int(raw))).isoformat()
    text = re.sub(r"^(?:до|с|со|от|по)\s+", "", as_text(raw).lower().strip(" .")).strip()
    try:
        return parse_date(text).isoformat()
    except ValueError as problem:
        impossible = ":" in str(problem) and "»" not in str(problem)
        why = f"Такой даты нет: {problem}." if impossible else f"«{shown(raw)}» — не дата."
        raise _NotUnderstoodError(f"{why} Впишите, например, 01.09.2026.") from problem


def _deadline(raw: Raw, column: Column, warnings: list[str]) -> Any:
    if isinstance(raw, str):
        return read_deadline(raw)
    return _date(raw, column, warnings)


def _year(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    text = re.sub(r"[^\d/–—-]", "", as_text(raw))
    text = re.sub(r"^(\d{2})([/–—-])(\d{2})$", r"20\1\g<2>20\3", text)
    try:
        return school_year(re.sub(r"[–—-]", "/", text).replace("/", "-"))
    except ValueError as problem:
        raise _NotUnderstoodError(f"«{shown(raw)}» — не учебный год: впишите, например, 2026/2027.") from problem


def _number(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        value = float(raw)
    else:
        found = _NUMBER.fullmatch(re.sub(r"(?<=\d)\s+(?=\d{3}\b)", "", as_text(raw)))
        if isinstance(raw, bool | dt.date | dt.time | dt.timedelta) or found is None:
            raise _NotUnderstoodError(f"«{shown(raw)}» — не число: впишите число цифрами.")
        value = float(found[1].replace(",", "."))
    return int(value) if value.is_integer() else value


def _whole(raw: Raw, column: Column, warnings: list[str]) -> Any:
    value = _number(raw, column, warnings)
    if not isinstance(value, int):
        raise _NotUnderstoodError(f"«{shown(raw)}» — не целое число: впишите целое.")
    return value


def _flag(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    text = as_text(raw).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise _NotUnderstoodError(f"«{shown(raw)}» — ни «да», ни «нет»: впишите «да» или «нет».")


def _choice(raw: Raw, column: Column, _warnings: list[str]) -> Any:
    return chosen(as_text(raw), column.choices)


def chosen(text: str, choices: Mapping[str, str]) -> str:
    """Return the code of a choice told by its name, its code or the start of its name that fits one only."""
    wanted = normal(text)
    known = _spellings(tuple(choices.items()))
    if wanted in known:
        return known[wanted]
    starting = {code for name, code in known.items() if wanted and name.startswith(wanted)}
    if len(starting) == 1:
        return starting.pop()
    listed = "; ".join(list(choices.values())[:15])
    hint = nearest(text, choices.values())
    raise _NotUnderstoodError(f"Значения «{shown(text)}» нет в списке. Выберите одно из: {listed}.{hint}")


@cache
def _spellings(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return codes by every spelling: the name with its brackets, without them, the code."""
    found: dict[str, str] = {}
    for spelled in (_plain, normal):
        for code, name in choices:
            found.setdefault(spelled(name), code)
    for code, _ in choices:
        found.setdefault(normal(code), code)
    return found


def chosen_of(text: str, choices: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the code of a choice, or what is wrong with the text."""
    try:
        return chosen(text, choices), None
    except _NotUnderstoodError as problem:
        return None, str(problem)


def _plain(name: str) -> str:
    """Return a choice's name with what stands in brackets: `normal` leaves that out."""
    return normal(name.replace("(", " ").replace(")", " "))


def _choices(raw: Raw, column: Column, _warnings: list[str]) -> Any:
    items = read_lines(as_text(raw))
    if len(items) == 1 and "," in items[0]:
        try:
            return [chosen(items[0], column.choices)]
        except _NotUnderstoodError:
            items = items[0].split(",")
    return list(dict.fromkeys(chosen(item.strip(), column.choices) for item in items if item.strip()))


def _lines(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    return read_lines(as_text(raw)) or None


def _text(raw: Raw, _column: Column, _warnings: list[str]) -> Any:
    return read_blocks(as_text(raw))


_READERS: Final[dict[What, Callable[[Raw, Column, list[str]], Any]]] = {
    What.LINE: _line, What.TEXT: _text, What.LINES: _lines, What.CODE: _code, What.DIGITS: _digits,
    What.DATE: _date, What.DEADLINE: _deadline, What.YEAR: _year, What.NUMBER: _number, What.WHOLE: _whole,
    What.FLAG: _flag, What.CHOICE: _choice, What.CHOICES: _choices, What.NAME: _code, What.NAMES: _lines,
}  # fmt: skip
