"""What a draft is called on the pages and in the names of its files; times as they are told to a person."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

_LONGEST: Final = 80
_UNNAMED: Final = "Новый комплект"


def draft_name(data: Mapping[str, Any]) -> str:
    """Return the short name of the organisation, as far as it is typed."""
    organization = data.get("organization")
    told = organization if isinstance(organization, dict) else {}
    for key in ("short_name", "full_name"):
        value = told.get(key)
        text = value.get("nom") if isinstance(value, dict) else value
        if isinstance(text, str) and text.strip():
            plain = " ".join(text.split())
            return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rstrip() + "…"
    return _UNNAMED


def clock(moment: dt.datetime) -> str:
    """Return «14:32» of the server's time."""
    return f"{moment.astimezone():%H:%M}"


def spoken(moment: dt.datetime, now: dt.datetime | None = None) -> str:
    """Return «сегодня в 14:32» or «22.11.2026 в 14:32» of the server's time."""
    local = moment.astimezone()
    day = "сегодня" if local.date() == (now or dt.datetime.now()).astimezone().date() else f"{local:%d.%m.%Y}"
    return f"{day} в {local:%H:%M}"


def capitalize_first(text: str) -> str:
    """Return the text with its first letter large and all others as they are."""
    return text[:1].upper() + text[1:]
