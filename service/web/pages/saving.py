"""What was typed on a page, put into its draft: laid together with what another tab has saved since."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from service.drafts import Draft, Drafts
from service.errors import TooLargeError
from service.web.pages.merging import UNKNOWN, Choice, Conflict, merge

REVISION: Final = "revision"  # that the page was made from
WRITER: Final = "writer"  # the open page itself
SEEN: Final = "seen"  # revision of the other tab's values between which was chosen
CHOICE: Final = "choice:"  # followed by the pointer of the conflict
OWN: Final = frozenset({REVISION, WRITER, SEEN, "do", "csrf_token", "focus"})
_TRIES: Final = 5
_WRITER: Final = re.compile(r"[\w-]{1,64}", re.ASCII)
Change = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Saving:
    """The draft as it is now; with conflicts nothing of the page was saved."""

    draft: Draft
    conflicts: tuple[Conflict, ...] = ()


def writer(posted: "MultiDict[str, str]") -> str:
    """Return the name of the open page that sends a form, an empty text if it has none."""
    name = posted.get(WRITER, "")
    return name if _WRITER.fullmatch(name) else ""


def save(  # noqa: PLR0913 - what is saved, where, and how much of it
    drafts: Drafts,
    draft: Draft,
    posted: "MultiDict[str, str]",
    change: Change,
    *,
    visited: tuple[str, ...] = (),
    limit: int,
) -> Saving:
    """Change what the page showed and save it; `change` gets the set that the page was made from.

    Raises TooLargeError if the set grew above `limit` bytes of JSON.
    """
    base = _base(drafts, draft, posted)
    mine = change(base if base is not None else draft.data)
    if len(json.dumps(mine, ensure_ascii=False).encode("utf-8", "surrogatepass")) > limit:
        raise TooLargeError("Комплект слишком велик: сократите тексты или разделите его на два.")
    for _ in range(_TRIES):
        chosen = _chosen(posted) if posted.get(SEEN) == str(draft.revision) else {}
        merged = merge(base if base is not None else UNKNOWN, mine, draft.data, chosen)
        if merged.conflicts:
            return Saving(draft, merged.conflicts)
        saved = drafts.save(draft, merged.data, writer=writer(posted), visited=visited)
        if saved is not None:
            return Saving(saved)
        draft = drafts.get(draft.owner, draft.id) or draft
    return Saving(draft, (Conflict("", mine, draft.data),))


def _base(drafts: Drafts, draft: Draft, posted: "MultiDict[str, str]") -> Mapping[str, Any] | None:
    told = posted.get(REVISION, "")
    if told == str(draft.revision):
        return draft.data
    return drafts.data_at(draft, int(told), writer(posted)) if told.isdecimal() and len(told) < 10 else None


def _chosen(posted: "MultiDict[str, str]") -> dict[str, Choice]:
    found: dict[str, Choice] = {}
    for name, value in posted.items():
        if name.startswith(CHOICE):
            found[name.removeprefix(CHOICE)] = "mine" if value == "mine" else "theirs"
    return found
