"""What the program makes of a name while it is typed: its forms and whose they are."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, cast

from schemas.people import Person
from schemas.phrases import CASES, GENDERS
from service.language import Case, Gender, Kind, guess_gender, inflect
from service.web.forms.naming import person_name
from service.web.forms.nodes import Help
from service.web.forms.scene import Scene

_SHOWN: Final[tuple[Case, ...]] = ("gen", "dat", "ins")
_LONG: Final = 60  # characters; of a longer name one form tells enough
_WHO: Final = {"gen": "кого", "dat": "кому", "ins": "кем"}
_WHAT: Final = {"gen": "чего", "dat": "чему", "ins": "чем"}
_LONGEST: Final = 400  # characters; a longer text is no name
_Forms = tuple[tuple[str, str], ...]


def person_help(raw: Mapping[str, Any], scene: Scene) -> Help | None:
    """Return the forms of a person's name and the gender with what tells it."""
    name = person_name(raw)
    if not name or len(name) > _LONGEST:
        return None
    gender, told = _gender(raw, name)
    own = raw["cases"] if isinstance(raw.get("cases"), dict) else {}
    overrides: dict[str, Any] = {**scene.forms_of("person", name), **own}
    if raw.get("indeclinable") is True:
        overrides["indeclinable"] = True
    found = name_help(name, "person", gender=gender, overrides=overrides)
    return Help(found.forms, told) if found else None


def _gender(raw: Mapping[str, Any], name: str) -> tuple[Gender | None, str]:
    if raw.get("gender") in GENDERS:
        return cast("Gender", raw["gender"]), GENDERS[raw["gender"]]
    patronymic = raw.get("patronymic")
    if isinstance(patronymic, str) and patronymic.strip():
        sex = Person(id="x", surname="x", name="x", patronymic=patronymic.strip()).sex
        if sex:
            return cast("Gender", sex), f"{GENDERS[sex]}, по отчеству"
    guessed = guess_gender(name)
    return None, f"{GENDERS[guessed]}, по имени" if guessed else "не понятен: выберите его"


def name_help(text: str, kind: str, *, gender: Gender | None = None,
              overrides: Mapping[str, Any] | None = None) -> Help | None:  # fmt: skip
    """Return the forms of a name, a position or an organisation; None if there is nothing to decline."""
    plain = " ".join(text.split())
    if not plain or len(plain) > _LONGEST or kind not in {"person", "position", "org"}:
        return None
    known = {*CASES, "gender", "indeclinable"} - {"nom"}
    given = tuple((key, str(value)) for key, value in sorted((overrides or {}).items())
                  if key in known and isinstance(value, str) and value.strip()
                  and (key != "gender" or value in GENDERS))  # fmt: skip
    fixed = (overrides or {}).get("indeclinable") is True
    return _help(plain, cast("Kind", kind), gender, given, fixed=fixed)


@lru_cache(maxsize=8192)
def _help(text: str, kind: Kind, gender: Gender | None, given: _Forms, *, fixed: bool) -> Help:
    overrides: dict[str, object] = dict(given)
    if fixed:
        overrides["indeclinable"] = True
    words: Mapping[str, str] = _WHAT if kind == "org" else _WHO
    forms = []
    for case in _SHOWN:
        found = inflect(text, kind, case, gender=gender, overrides=overrides)
        forms.append((words[case], found.text, found.confident))
    sure = all(certain for _, _, certain in forms)
    if sure and all(form == text for _, form, _ in forms):
        return Help()
    return Help(tuple(forms[:1] if sure and len(text) > _LONG else forms))
