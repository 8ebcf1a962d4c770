"""The organisation's own lexicon: forms of names, positions and organisations that the program does not know."""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.base import schema_of, section
from schemas.fields import Choice, choice, flag, labelled, line
from schemas.messages import error
from schemas.phrases import GENDERS

KINDS: Final[dict[str, str]] = {"person": "люди", "position": "должности", "org": "организации"}


@section
class WordForms:
    """What is told of one text: forms by case, gender, whether it declines at all."""

    gen: str | None = line("Родительный падеж")
    dat: str | None = line("Дательный падеж")
    acc: str | None = line("Винительный падеж")
    ins: str | None = line("Творительный падеж")
    prep: str | None = line("Предложный падеж")
    loc: str | None = line("Местный падеж")
    gender: str | None = choice("Род", GENDERS)
    indeclinable: bool = flag("Не склоняется", default=False)


class LexiconField(fields.Field[Mapping[str, Mapping[str, WordForms]]]):
    """A lexicon: `{"position": {"тьютор": {"gen": "тьютора"}}}`."""

    def _deserialize(
        self, value: Any, attr: Any, data: Any, **kwargs: Any
    ) -> Mapping[str, Mapping[str, WordForms]]:
        if not isinstance(value, dict):
            raise error("invalid_lexicon", "Нужен объект с разделами person, position, org.")
        problems: dict[Any, Any] = {}
        loaded: dict[str, dict[str, WordForms]] = {}
        for kind, entries in value.items():
            try:
                loaded[Choice(KINDS).deserialize(kind) or ""] = _entries(entries)
            except ValidationError as found:
                problems[kind] = found.messages
        if problems:
            raise ValidationError(problems)
        return loaded


def _entries(entries: Any) -> dict[str, WordForms]:
    if not isinstance(entries, dict):
        raise error("invalid_lexicon", "Нужен объект: слово в именительном падеже и его формы.")
    problems: dict[Any, Any] = {}
    loaded: dict[str, WordForms] = {}
    for text, forms in entries.items():
        try:
            loaded[text] = schema_of(WordForms)().load(forms)
        except ValidationError as found:
            problems[text] = found.messages
    if problems:
        raise ValidationError(problems)
    return loaded


def lexicon(label: str) -> Any:
    """Declare a lexicon."""
    return labelled(LexiconField(load_default=None), label)
