"""Counts what the stateful phase of Schemathesis did: scenarios, steps, and links followed.

A phase that follows no link passes without a finding, so a run that is whole has to follow some.
The links are those that Schemathesis infers from the document: what an operation answers is what
another one takes in its path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from schemathesis.cli import EventHandler, handler
from schemathesis.engine.events import ScenarioFinished


@dataclass(slots=True)
class Steps:
    """What was done so far, over all versions of DSS.

    Attributes:
        scenarios: how many scenarios ran.
        calls: how many calls they made.
        followed: how many of these took a value from the answer to an earlier one.
        links: the links by which they did.
    """

    scenarios: int = 0
    calls: int = 0
    followed: int = 0
    links: set[str] = field(default_factory=set)

    def add(self, cases: Any) -> None:
        """Count a scenario.

        Args:
            cases: its cases, as the recorder of Schemathesis keeps them.
        """
        self.scenarios += 1
        self.calls += len(cases)
        for case in cases:
            if case.transition is not None and case.is_transition_applied:
                self.followed += 1
                self.links.add(case.transition.id)

    def __str__(self) -> str:
        return (
            f"stateful: {self.scenarios} scenarios, {self.calls} calls, {self.followed} of them"
            f" with what an earlier one had answered, by {len(self.links)} links"
        )


def count() -> Steps:
    """Let Schemathesis count from now on; gives what it counts into."""
    steps = Steps()

    @handler()
    class Counter(EventHandler):
        def handle_event(self, ctx: Any, event: Any) -> None:
            if isinstance(event, ScenarioFinished) and event.phase.value.lower() == "stateful":
                steps.add(event.recorder.cases.values())

    return steps
