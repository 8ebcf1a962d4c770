"""What is common to a district, laid under each school's own values."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

DISTRICT: Final = "district"
SCHOOLS: Final = "schools"
NAME: Final = "name"


def merged(common: Any, own: Any) -> Any:
    """Return a school's set over the district's: objects are merged, any other value of the school's own wins."""
    if not isinstance(common, Mapping) or not isinstance(own, Mapping):
        return own
    result = {name: copy.deepcopy(value) for name, value in common.items() if name not in own}
    return result | {name: merged(common.get(name), value) for name, value in own.items()}


@dataclass(frozen=True)
class District:
    """What the schools that follow have in common, and the name of their district, if it was told."""

    common: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None


def district_of(data: Any) -> District | None:
    """Return the district if this is `{"district": {…}}`, perhaps with its `"name"`, and nothing else."""
    if not isinstance(data, dict) or not {DISTRICT} <= set(data) <= {DISTRICT, NAME}:
        return None
    common, name = data[DISTRICT], data.get(NAME)
    if not isinstance(common, dict) or not isinstance(name, str | None):
        return None
    return District(common, name)
