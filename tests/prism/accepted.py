"""What Prism finds and is right nevertheless: rows of ``accepted.toml``, each with its reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.prism.judging import Violation

TABLE: Final = Path(__file__).with_name("accepted.toml")


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of finding that is none.

    Attributes:
        why: why it is none.
        text: what Prism says, as a regular expression.
        place: where, as a regular expression.
        operation: operations that it is about, as a regular expression.
        side: whose request, as a regular expression.
        status: statuses of the answer, as a regular expression.
    """

    why: str
    text: str = ""
    place: str = ""
    operation: str = ""
    side: str = ""
    status: str = ""

    def fits(self, found: Violation) -> bool:
        """Whether a finding is of this kind."""
        exchange = found.exchange
        pairs = (
            (self.text, found.text),
            (self.place, found.place),
            (self.operation, exchange.operation.id),
            (self.side, exchange.side),
            (self.status, str(exchange.response.status)),
        )
        return all(re.search(pattern, value) for pattern, value in pairs)


def load(file: Path = TABLE) -> list[Row]:
    """The rows of the table."""
    return [Row(**row) for row in tomllib.loads(file.read_text("utf-8")).get("row", [])]


def why(found: Violation, rows: list[Row]) -> str | None:
    """The reason why a finding is none, or None when it is one."""
    return next((row.why for row in rows if row.fits(found)), None)
