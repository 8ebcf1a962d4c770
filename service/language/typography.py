"""Typography of our own text: no-break blanks, №, dates, initials, dashes, ranges, quotation marks.

Every rule only changes blanks, dashes and quotation marks, never a letter or a digit, so the meaning
stays; the pass is idempotent. Addresses, e-mails and sites are masked. Rules: Мильчин, «Справочник
издателя и автора», гл. 3, 6; «273-ФЗ» keeps the plain hyphen, so that a search in the document finds it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from service.language.letters import NBSP
from service.language.quotes import pair_quotes

Step: TypeAlias = tuple[str, Callable[[str], str]]

_B = rf"[ {NBSP}]"
_UNITS = r"руб|коп|тыс|млн|млрд|чел|ед|шт|экз|мин|час|кг|км|балл[а-я]*|₽"
_GENITIVE = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_MONTHS = f"{_GENITIVE}|январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь"
_COUNTED = r"класс|лет|год|час|мин|чел|недел|месяц|дн|балл"
_PLACES = "г|гор|с|п|пос|пгт|ул|д|дер|кв|корп|пр|пер|обл|им|стр|ст|ч|гл|разд|подп|абз|рис|табл|прил|см"
_DASHES = "-–—−"
_DIGITS = "0123456789"
_MASK = "\ue000"
_PROTECTED = re.compile(
    r"(?:https?://|www\.)[^\s«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:ru|com|org|net|su)\b(?:/[^\s«»]*)?"
)


def _rules(*pairs: tuple[str, str, str]) -> Callable[[str], str]:
    """Compile rules of (signs, pattern, replacement); a text with none of the signs skips the rule."""
    compiled = tuple((frozenset(signs), re.compile(pattern, re.MULTILINE), new) for signs, pattern, new in pairs)

    def change(text: str) -> str:
        present = frozenset(text)
        for signs, pattern, replacement in compiled:
            if not signs.isdisjoint(present):
                text = pattern.sub(replacement, text)
        return text

    return change


_blanks = _rules(
    (" \t" + NBSP, r"[\t ]{2,}", " "),
    (NBSP, rf" *{NBSP}[ {NBSP}]+| +{NBSP}", NBSP),
    (" \t" + NBSP, rf"{_B}+([,;:!?»“)\]])", r"\1"),
    ("«„([", rf"([«„(\[]){_B}+", r"\1"),
)
_dashes = _rules(
    (_DASHES, rf"(?<=\S){_B}[-–—−]{_B}(?=\S)", f"{NBSP}– "),
    (_DASHES, r"(?<=[\w»)])—(?=[\w«(])", "–"),
    (_DASHES, rf"^[-—−]{_B}(?=\S)", "– "),
    (_DASHES, rf"\b((?:19|20)\d\d){_B}?[-–—−]{_B}?((?:19|20)\d\d)(?={_B}?(?:гг?\.|год|уч))", r"\1–\2"),
    (_DASHES, rf"(?<![\w.,/–-])(\d{{1,4}})[–—−]{_B}?(\d{{1,4}})(?![\w/–-]|[.,]\d)", r"\1–\2"),
    (_DASHES, rf"(?<![\w.,/–-])(\d{{1,4}}){_B}[–—−](\d{{1,4}})(?![\w/–-]|[.,]\d)", r"\1–\2"),
    (_DASHES, rf"(?<![\w.,/–-])(\d{{1,2}})-(\d{{1,2}})(?={_B}(?:{_COUNTED}))", r"\1–\2"),
    (_DASHES, rf"\b((?i:{_MONTHS})){_B}?[-–—−]{_B}?((?i:{_MONTHS}))\b", r"\1–\2"),
    (_DASHES, r"([а-яё]{2,}о)- (?!и\b|или\b|а\b|но\b)(?=[а-яё]{4})", r"\1-"),
)
_no_breaks = _rules(
    ("№", rf"№{_B}?(?=[\w«])", f"№{NBSP}"),
    (".", r"(?<![\w.])([А-ЯЁ]\.) (?=[А-ЯЁ]\.)", rf"\1{NBSP}"),
    (".", rf"(?<![\w.])((?:[А-ЯЁ]\.{NBSP}?)?[А-ЯЁ]\.) ?(?=[А-ЯЁ][а-яё])", rf"\1{NBSP}"),
    (".", rf"\b([А-ЯЁ][а-яё]+) (?=[А-ЯЁ]\.{NBSP}?[А-ЯЁ]\.(?!{_B}?[А-ЯЁ][а-яё]))", rf"\1{NBSP}"),
    (_DIGITS, rf"(\d{{4}}){_B}?(гг?\.)(?![а-яё])", rf"\1{NBSP}\2"),
    (_DIGITS, rf"\b(\d{{1,2}}) ({_GENITIVE})\b", rf"\1{NBSP}\2"),
    (_DIGITS, rf"\b((?i:{_MONTHS})) (?=\d{{4}}\b)", rf"\1{NBSP}"),
    ("%", r"(\d) ?(?=%)", rf"\1{NBSP}"),
    (_DIGITS, rf"(?<=\d) (?=(?:{_UNITS})(?![а-яё]))", NBSP),
    (".", rf"(?<![\w.])(?<!\d{_B})({_PLACES})\. ?(?=[А-ЯЁ\d])", rf"\1.{NBSP}"),
    (_DIGITS, r"\b(пгт|п|пп|ст|ч) (?=\d)", rf"\1{NBSP}"),
    (".", r"\b(т)\. ?([дпе])\.", rf"\1.{NBSP}\2."),
    (_DIGITS, rf"(?<![\d.,/№-])(?<!\d{_B})(?<!№{_B})\b(\d{{1,3}}) (\d{{3}})(?={_B}(?:{_UNITS}))", rf"\1{NBSP}\2"),
    (
        _DIGITS,
        rf"(?<![\d.,/№-])(?<!\d{_B})(?<!№{_B})\b(\d{{1,3}}) (\d{{3}}) (\d{{3}})(?={_B}(?:{_UNITS}))",
        rf"\1{NBSP}\2{NBSP}\3",
    ),
)

STEPS: tuple[Step, ...] = (
    ("кавычки", pair_quotes),
    ("пробелы", _blanks),
    ("тире", _dashes),
    ("неразрывные пробелы", _no_breaks),
)


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """Set a text by the rules of print; the letters, the digits and their order stay."""
    for _, step in STEPS:
        text = guarded(text, step)
    return text


def guarded(text: str, step: Callable[[str], str]) -> str:
    """Apply a step to everything but web addresses and e-mails."""
    if "." not in text or _MASK in text:
        return step(text)
    protected = _PROTECTED.findall(text)
    if not protected:
        return step(text)
    done = step(_PROTECTED.sub(_MASK, text))
    for address in protected:
        done = done.replace(_MASK, address, 1)
    return done
