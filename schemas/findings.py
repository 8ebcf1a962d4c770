"""A finding: one thing that is wrong or doubtful in the data, where it is and how to mend it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Trail = tuple[str | int, ...]  # the names and numbers that lead from the root of the JSON to a value


@dataclass(frozen=True)
class Finding:
    """One error or warning.

    `pointer` is a JSON pointer (RFC 6901) into the caller's JSON, `code` is stable, `message` is a Russian
    sentence that says what is wrong and how to mend it.
    """

    pointer: str
    code: str
    message: str
    severity: Severity = "error"

    def as_dict(self) -> dict[str, str]:
        """Return the finding as it is printed in JSON."""
        return {"pointer": self.pointer, "code": self.code, "detail": self.message}


def escaped(name: str) -> str:
    """Return a name as a JSON pointer holds it (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1") if "~" in name or "/" in name else name


def pointer_of(trail: Trail) -> str:
    """Return the JSON pointer of a value; walks keep a trail, which costs nothing where nothing is found."""
    return "".join(f"/{escaped(str(step))}" for step in trail)
