"""What Schemathesis finds and DSS does: each row names the fact that asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of finding that is none.

    Attributes:
        code: code of the finding.
        text: what its text or the answer has to contain, as a regular expression.
        fact: why it is right.
        path: paths that it is about, as a regular expression.
        used: whether a run met it.
    """

    code: str
    text: str
    fact: str
    path: str = ""

    def fits(self, code: str, text: str, path: str) -> bool:
        """Whether a finding is of this kind."""
        return (
            code == self.code
            and re.search(self.text, text) is not None
            and re.search(self.path, path) is not None
        )


SERVER_ERROR: Final = "ST101"
REJECTED: Final = "ST202"
ACCEPTED: Final = "ST201"
METHOD: Final = "ST204"
ALLOW: Final = "ST205"

ROWS: Final = (
    Row(ACCEPTED, "Missing request body", "DSS reads an empty body as {}"),
)


def find(code: str, text: str, path: str) -> Row | None:
    """The row that accepts a finding, if there is one."""
    return next((row for row in ROWS if row.fits(code, text, path)), None)
