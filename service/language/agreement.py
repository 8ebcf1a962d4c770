"""Agreement: УТВЕРЖДЕНО Положение, прилагаемую карту, ознакомлена; о or об, с or со, в or во, к or ко."""

import re
from functools import lru_cache
from typing import Literal

from service.language.cases import Case
from service.language.dictionary import decline_adjective, readings
from service.language.letters import VOWELS, graft
from service.language.phrase_heads import Group, Wanted, find_group
from service.language.phrase_tokens import tokenise

Agreeing = Literal["m", "f", "n", "pl"]

_FULL = {"m": ("ый", "ий", "ой"), "f": ("ая", "яя"), "n": ("ое", "ее"), "pl": ("ые", "ие")}
_IRREGULAR = {
    "должен": ("должен", "должна", "должно", "должны"),
    "прошёл": ("прошёл", "прошла", "прошло", "прошли"),
}
_ORDER = ("m", "f", "n", "pl")
_CLUSTERS = "бвгджзклмнпрстфхцчшщ"


@lru_cache(maxsize=1024)
def _head(phrase: str) -> Group | None:
    tokens = tokenise(phrase)
    start = next((i for i, token in enumerate(tokens) if token.kind in {"word", "capitals"}), 0)
    return find_group(tokens, start, Wanted(animate=False, abbreviation=True))


def group_gender(phrase: str) -> Agreeing:
    """Tell the gender of a phrase's head: «дорожная карта» f, «Положение» n, «правила» pl, МБОУ n."""
    group = _head(phrase)
    if group is None:
        return "n"
    if group.number == "plur":
        return "pl"
    return "m" if group.gender == "m" else "f" if group.gender == "f" else "n"


def short_form(word: str, gender: str) -> str:
    """Put a short participle or a past verb, given in the masculine, into a gender: утверждён → утверждено."""
    if gender not in _ORDER:
        raise ValueError(f"нет такого рода: {gender}")
    place = _ORDER.index(gender)
    lower = word.lower()
    if lower in _IRREGULAR:
        return graft(word, lower, _IRREGULAR[lower][place])
    tail = "ся" if lower.endswith("ся") else ""
    base = lower.removesuffix(tail)
    reflexive = "сь" if tail and place else tail
    unstressed = base[:-2] + "ен" if base.endswith("ён") and place else base
    if base.endswith("ёл") and place:  # пришёл, пришла; провёл, провела
        unstressed = base[:-2] + ("л" if base.endswith("шёл") else "ел")
    ending = ("", "а", "о", "и" if base.endswith("л") else "ы")[place]
    return graft(word, lower, unstressed + ending + reflexive)


def full_form(word: str, gender: str, case: Case = "nom", *, animate: bool = False) -> str:
    """Put a full adjective or participle, given in the masculine, into gender and case.

    прилагаемый, f, acc → прилагаемую; действующий, f, gen → действующей.
    """
    if gender not in _ORDER:
        raise ValueError(f"нет такого рода: {gender}")
    lower = word.lower()
    tags = next((r.tags for r in readings(lower) if r.part == "adj"), frozenset[str]())
    nominative = _nominative(lower, gender)
    sort = "" if gender == "pl" else gender
    table = decline_adjective(nominative, sort, animate=animate, tags=tags)
    return graft(word, lower, table.form(case))


def _nominative(lower: str, gender: str) -> str:
    tail = "ся" if lower.endswith("ся") else ""
    base = lower.removesuffix(tail)
    stem, ending = base[:-2], base[-2:]
    if gender == "m":
        return lower
    soft = ending == "ий" and stem[-1:] not in "гкхжшчщ"
    hushing = stem[-1:] in "жшчщ" and ending == "ий"
    endings = {
        "f": "яя" if soft else "ая",
        "n": "ее" if soft or hushing else "ое",
        "pl": "ие" if soft or stem[-1:] in "гкхжшчщ" else "ые",
    }
    return stem + endings[gender] + tail


def agree_with(word: str, phrase: str, case: Case = "nom") -> str:
    """Make a participle or adjective (masculine, short or full) agree with a document, an object, a thing.

    «УТВЕРЖДЕН», «Положение» → «УТВЕРЖДЕНО»; «прилагаемый», «дорожная карта», acc → «прилагаемую».
    """
    gender = group_gender(phrase)
    if word.lower().removesuffix("ся").endswith(_FULL["m"]):
        return full_form(word, gender, case)
    return short_form(word, gender)


def about(text: str) -> str:
    """Choose «о» or «об» before a text: об утверждении, о ёлке, обо мне is not needed in documents."""
    first = _first_word(text)
    return "об" if first[:1] in VOWELS - set("еёюя") and first else "о"


def with_(text: str) -> str:
    """Choose «с» or «со»: со школой, со стажем, с 1 сентября, со 2 сентября, с директором."""
    first = _first_word(text)
    if re.match(r"(2|100|200|1\d\d)(\D|$)", first):
        return "со" if re.match(r"2(\D|$)|100(\D|$)|1\d\d", first) else "с"
    hissing = first[:1] in "сзшжщ" and first[1:2] in _CLUSTERS and len(first) > 1
    return "со" if hissing or first[:1] == "щ" or first.startswith(("мно", "льв", "вс", "вт", "лб", "рт")) else "с"


def in_(text: str) -> str:
    """Choose «в» or «во»: во Владимире, во втором, во исполнение, в школе."""
    first = _first_word(text)
    heap = first[:1] in "вф" and first[1:2] in _CLUSTERS and len(first) > 1
    return "во" if heap or first.startswith(("исполнени", "избежани", "мно", "льв", "ржа")) else "в"


def to_(text: str) -> str:
    """Choose «к» or «ко»: ко мне, ко всем, ко второму, к директору."""
    return "ко" if _first_word(text).startswith(("мне", "мно", "вс", "вт", "льв")) else "к"


def _first_word(text: str) -> str:
    found = re.search(r"[\w]+", text.lower())
    return found[0] if found else ""
