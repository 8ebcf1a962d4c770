"""Reading the tables of expected forms, which were written from the rules of grammar.

A line is `gender<TAB>text`; a declined word is written `typed=stem+class`, its six forms being the stem
with the endings of the class below; everything else stays as typed. `## …` names the rule of the lines
after it, `# …` is a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from service.language import CASES, Case

HERE = Path(__file__).parent

# gen dat acc ins prep; for the accusative «=» repeats the typed word, a sixth ending is the locative
ENDINGS: dict[str, str] = {
    "om": "а у а ом е", "em": "а у а ем е", "ym": "а у а ым е",
    "jem": "я ю я ем е", "jom": "я ю я ём е", "iy": "я ю я ем и",
    "om0": "а у = ом е", "em0": "а у = ем е", "jem0": "я ю = ем е", "jom0": "я ю = ём е", "sad": "а у = ом е у",
    "y": "ы е у ой е", "i": "и е у ой е", "iey": "и е у ей е", "yey": "ы е у ей е", "joy": "и е ю ёй е",
    "jey": "и е ю ей е", "iya": "и и ю ей и", "third": "и и = ью и",
    "ova": "ой ой у ой ой", "aya": "ой ой ую ой ой", "shaya": "ей ей ую ей ей", "yaya": "ей ей юю ей ей",
    "ogo": "ого ому ого ым ом", "ogi": "ого ому ого им ом", "ego": "его ему его им ем",
    "ogo0": "ого ому = ым ом", "ogi0": "ого ому = им ом", "ego0": "его ему = им ем",
    "o": "а у = ом е", "ie": "я ю = ем и", "e": "а у = ем е",
    "yh": "ых ым ых ыми ых", "ih": "их им их ими их", "yh0": "ых ым = ыми ых", "ih0": "их им = ими их",
    "eyam": "ей ам ей ами ах", "polk": "а у = ом е у", "iy0": "я ю = ем и", "deti": "ей ям ей ьми ях",
    "kaz": "его ему = им ем", "tretya": "ей ей ю ей ей",
    "ihsya": "ихся имся ихся имися ихся", "egosya": "егося емуся егося имся емся",
    "ov": "ов ам ов ами ах", "ey": "ей ям ей ями ях", "ev": "ев ям ев ями ях",
    "ov0": "ов ам = ами ах", "0am": " ам = ами ах", "0ama": " ам * ами ах", "ey0": "ей ям = ями ях",
}  # fmt: skip
_DECLINED = re.compile(r"([\w’]+)=([\w’]*)\+(\w+)")


@dataclass(frozen=True)
class Row:
    """A text, the gender given (or None), the rule and the form expected in each case."""

    text: str
    gender: str | None
    rule: str
    forms: dict[Case, str]


def _ending(code: str, case: Case) -> str:
    endings = ENDINGS[code].split(" ")
    place = CASES.index(case) - 1
    return endings[place] if place < len(endings) else endings[4]


def _form(found: re.Match[str], case: Case) -> str:
    typed, stem, code = found.groups()
    if case == "nom":
        return typed
    ending = _ending(code, case)
    if ending == "=":
        return typed
    form = stem + (ENDINGS[code].split(" ")[0] if ending == "*" else ending)
    return form.upper() if typed.isupper() and len(typed) > 1 else form


def rows(name: str) -> Iterator[Row]:
    """Read a table: every row with its seven forms."""
    rule = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            rule = line[3:]
        if not line.strip() or line.startswith("#"):
            continue
        gender, _, text = line.partition("\t")
        forms = {case: _DECLINED.sub(lambda found, c=case: _form(found, c), text) for case in CASES}  # type: ignore[misc]
        yield Row(forms["nom"], None if gender == "-" else gender, rule, forms)
