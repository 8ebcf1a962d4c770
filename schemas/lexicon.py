"""The organisation's own lexicon: forms of names, positions and organisations that the program does not know."""

from typing import Any, Final

from marshmallow import fields

from schemas.base import schema_of
from schemas.fields import Choice, Mapped, labelled
from schemas.phrases import WordForms

KINDS: Final[dict[str, str]] = {"person": "люди", "position": "должности", "org": "организации"}


class LexiconField(Mapped):
    """A lexicon: `{"position": {"тьютор": {"gen": "тьютора"}}}`."""

    def __init__(self, **kwargs: Any) -> None:
        """Read kinds, then texts, then the forms of each."""
        entries = Mapped(
            fields.Nested(schema_of(WordForms)), "Нужен объект: слово в именительном падеже и его формы."
        )
        super().__init__(entries, "Нужен объект с разделами person, position, org.", Choice(KINDS), **kwargs)


def lexicon(label: str) -> Any:
    """Declare a lexicon."""
    return labelled(LexiconField(load_default=None), label)
