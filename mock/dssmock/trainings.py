"""Scripts of trainings: how long the next sessions of ML tasks take, and how their models end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dssmock.futures import check_error, check_outcome

if TYPE_CHECKING:
    from dssmock.core import DSSMock

OUTCOMES: Final = ("DONE", "FAILED")
FAILURE: Final = "The training failed"


@dataclass(slots=True)
class Trainings:
    """The scripts of the sessions to come, each used by the next session that starts."""

    _scripts: list[dict[str, Any]] = field(default_factory=list)

    def script(
        self,
        outcome: str = "DONE",
        *,
        duration_ms: int = 0,
        error: str | None = None,
        algorithms: Mapping[str, str] | None = None,
    ) -> None:
        """Say how the next session goes.

        Args:
            outcome: how its models end, ``DONE`` or ``FAILED``.
            duration_ms: how long it takes on the instance's clock.
            error: why models fail.
            algorithms: outcomes of single algorithms by name, such as ``{"LASSO_REGRESSION":
                "FAILED"}``; the others end as ``outcome`` says.

        Raises:
            ValueError: there is no such outcome, or the duration is negative or no number.
            TypeError: the error is no string.
        """
        for each in (outcome, *(algorithms or {}).values()):
            check_outcome(duration_ms, (each,), OUTCOMES)
        self._scripts.append(
            {
                "outcome": outcome,
                "durationMs": duration_ms,
                "error": check_error(error) or FAILURE,
                "algorithms": dict(algorithms or {}),
            }
        )

    def take(self) -> dict[str, Any] | None:
        """The script of a session that starts now, or None."""
        return self._scripts.pop(0) if self._scripts else None

    def dump(self) -> list[dict[str, Any]]:
        """The scripts that wait, for a snapshot."""
        return list(self._scripts)

    def load(self, saved: list[dict[str, Any]]) -> None:
        """Go back to what :meth:`dump` gave."""
        self._scripts = list(saved)


def failure_of(script: Mapping[str, Any] | None, algorithm: str) -> str | None:
    """Why a model fails that an algorithm makes in a session with this script, or None."""
    if script is None or script["algorithms"].get(algorithm, script["outcome"]) == "DONE":
        return None
    return script["error"]


def length_of(script: Mapping[str, Any] | None) -> int | None:
    """How long a session with this script takes, in milliseconds; None when nothing says so."""
    return None if script is None else script["durationMs"]


def trainings(dss: DSSMock) -> Trainings:
    """The scripts of an instance."""
    return dss.part("trainings", Trainings)
