"""What a browser sent, put into the raw set at its pointers; all that was not sent stays as it is."""

import copy
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from service.web.forms.controls import ABSENT, Posted
from service.web.forms.dispatch import control_at
from service.web.forms.identities import give_ids
from service.web.forms.steps import Step


def read_form(step: Step, data: Mapping[str, Any], posted: "MultiDict[str, str]") -> dict[str, Any]:
    """Return the raw set with what was typed on a step; names that the step has no field for are ignored."""
    found = copy.deepcopy(dict(data))
    sent = Posted(posted)
    for pointer in step.pointers:
        value = control_at(pointer).read(pointer, value_at(found, pointer), sent)
        put(found, pointer, value)
    give_ids(found)
    return found


def value_at(data: Any, pointer: str) -> Any:
    """Return the raw value at a pointer, ABSENT if there is none."""
    for step in pointer.split("/")[1:]:
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return ABSENT
    return data


def put(data: dict[str, Any], pointer: str, value: Any) -> None:
    """Put a value at a pointer of the set, making the objects on the way; ABSENT takes it away."""
    *way, last = pointer.split("/")[1:]
    owner: Any = data
    for step in way:
        if isinstance(owner, list):
            owner = owner[int(step)]
            continue
        if not isinstance(owner.get(step), dict | list):
            if value is ABSENT:
                return
            owner[step] = {}
        owner = owner[step]
    if isinstance(owner, list):
        owner[int(last)] = value
    elif value is ABSENT:
        owner.pop(last, None)
    else:
        owner[last] = value
