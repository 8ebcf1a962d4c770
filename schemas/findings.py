"""A finding: one thing that is wrong or doubtful in the data, where it is and how to mend it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


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
