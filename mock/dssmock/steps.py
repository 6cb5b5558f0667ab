"""Steps of scenarios: how each type runs, and when one is skipped.

The steps of a type are run by the function that :func:`runs_steps` registers for it. One that
nobody runs, such as one whose code is the user's, succeeds with a line in the log that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dssmock import errors
from dssmock.activities import line

if TYPE_CHECKING:
    from dssmock.core import DSSMock

OUTCOMES: Final = ("SUCCESS", "WARNING", "FAILED", "ABORTED")
GOOD: Final = ("SUCCESS", "WARNING")
USER_CODE: Final = ("custom_python", "exec_pytest", "exec_shell")


@dataclass(slots=True)
class StepRun:
    """The run of one step.

    Attributes:
        dss: the instance.
        project_key: project of the scenario.
        step: a copy of the step.
        by: who started the scenario.
        variables: variables of the run, which later steps see.
        outcome: how the step ends; a runner may change it.
        lines: its log.
        items: what it reports.
    """

    dss: DSSMock
    project_key: str
    step: dict[str, Any]
    by: str
    variables: dict[str, Any]
    outcome: str = "SUCCESS"
    lines: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)

    @property
    def params(self) -> Mapping[str, Any]:
        """The parameters of the step."""
        return self.step.get("params") or {}

    def say(self, text: str, level: str = "INFO") -> None:
        """Write a line in the log."""
        self.lines.append(line(self.dss, text, level))

    def report(self, kind: str, outcome: str = "SUCCESS", **members: Any) -> None:
        """Add an item to the report; the step ends no better than the item."""
        self.items.append({"type": kind, "outcome": outcome, **members})
        self.outcome = worse(self.outcome, outcome)


Runner = Callable[[StepRun], None]
_R = TypeVar("_R", bound=Runner)
RUNNERS: dict[str, Runner] = {}


def runs_steps(*types: str) -> Callable[[_R], _R]:
    """Make a function run the steps of some types; it raises a ``DSSError`` when they fail.

    Args:
        *types: types of step, such as ``build_flowitem``.
    """

    def register(runner: _R) -> _R:
        RUNNERS.update(dict.fromkeys(types, runner))
        return runner

    return register


def worse(*outcomes: str) -> str:
    """The worst of some outcomes."""
    return max(outcomes, key=OUTCOMES.index, default="SUCCESS")


def thrown_of(error: errors.DSSError) -> dict[str, Any]:
    """An error as the report of a step holds it."""
    document = error.document()
    return {
        "clazz": document["errorType"],
        "title": document["message"],
        "message": document["detailedMessage"],
        "stack": document["stackTraceStr"],
        "code": document.get("code"),
    }


def skips(step: Mapping[str, Any], outcome: str) -> bool:
    """Whether a step does not run.

    Args:
        step: the step.
        outcome: how the run stands before it.
    """
    kind = step.get("runConditionType") or "RUN_IF_STATUS_MATCH"
    if step.get("enabled") is False or kind == "DISABLED":
        return True
    if kind == "RUN_IF_STATUS_MATCH":
        return outcome not in (step.get("runConditionStatuses") or GOOD)
    expression = str(step.get("runConditionExpression") or "true").strip().lower()
    return kind == "RUN_CONDITIONALLY" and expression == "false"


def run_step(dss: DSSMock, document: dict[str, Any], step: dict[str, Any]) -> dict[str, Any]:
    """Run a step, again if it fails and may be tried again.

    Args:
        dss: the instance.
        document: the run of the scenario; its variables and its log are changed.
        step: the step.

    Returns:
        The run of the step, as the API shows it.
    """
    began = dss.clock.now_ms()
    tries = 1 + max(step.get("maxRetriesOnFail") or 0, 0)
    run, thrown = _attempt(dss, document, step)
    while run.outcome == "FAILED" and (tries := tries - 1):
        run.say("Trying again")
        before, (run, thrown) = run.lines, _attempt(dss, document, step)
        run.lines[:0] = before
    if run.outcome == "FAILED" and run.params.get("proceedOnFailure"):
        run.outcome = "WARNING"
        run.say("The step failed, the scenario goes on", "WARN")
    own = step.get("id") or step.get("name") or ""
    document["log"].setdefault(own, []).extend(run.lines)
    document["log"][""].extend(run.lines if own else [])
    document["variables"] = run.variables
    result = {"type": "STEP_DONE", "outcome": run.outcome, "start": began}
    end = dss.clock.now_ms()
    if thrown is not None:
        result["thrown"] = thrown
    return {
        "runId": dss.ids.short(8),
        "step": step,
        "start": began,
        "end": end,
        "result": {**result, "end": end},
        "additionalReportItems": run.items,
    }


def _attempt(
    dss: DSSMock, document: Mapping[str, Any], step: dict[str, Any]
) -> tuple[StepRun, dict[str, Any] | None]:
    """Run a step once; gives the run, and the error that ended it."""
    kind = str(step.get("type"))
    run = StepRun(dss, document["projectKey"], step, document["by"], dict(document["variables"]))
    run.say(f"Step {step.get('name') or step.get('id')} of type {kind} started")
    thrown = None
    try:
        RUNNERS.get(kind, _note)(run)
    except errors.DSSError as error:
        thrown = thrown_of(error)
        run.outcome = "FAILED"
        run.say(f"{error.error_type}: {error.message}", "ERROR")
    run.say(f"Step ended: {run.outcome}")
    return run, thrown


def _note(run: StepRun) -> None:
    kind = run.step.get("type")
    what = "runs no code of users" if kind in USER_CODE else "knows no steps of this type"
    run.say(f"The mock {what}: the step does nothing", "WARN")
