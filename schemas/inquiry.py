"""What is asked of declension alone: one text and what is known of it."""

from collections.abc import Mapping

from schemas.base import section
from schemas.fields import choice, flag, line
from schemas.lexicon import KINDS
from schemas.phrases import GENDERS, case_forms


@section
class Inquiry:
    """A name, a position or an organisation whose forms are asked for."""

    text: str = line("Текст в именительном падеже", required=True, example="Иванова Мария Петровна", limit=400)
    kind: str = choice("Что это", KINDS, required=True)
    gender: str | None = choice("Пол человека", GENDERS)
    indeclinable: bool = flag("Не склоняется", default=False)
    forms: Mapping[str, str] | None = case_forms("Формы, которые уже известны")
