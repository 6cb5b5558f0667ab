"""What a run of a scenario did, and how test scenarios went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._peek import peek, peek_list

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import ScenarioTestingStatus


class DSSStepRunDetails(dict[str, Any]):
    """The run of a step, as a dict. Get it from the details of a run of a scenario."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)

    @property
    def outcome(self) -> str:
        """How the step ended: `SUCCESS`, `WARNING`, `FAILED` or `ABORTED`.

        A step that still runs has none: `ValueError`.
        """
        outcome = peek(self, "result", "outcome")
        if outcome is None:
            raise ValueError("the step has no outcome yet: it still runs")
        return outcome

    @property
    def job_ids(self) -> list[str]:
        """Identifiers of the jobs that the step ran."""
        return [item["jobId"] for item in self._items() if item.get("type") == "JOB_EXECUTED"]

    def _items(self) -> list[dict[str, Any]]:
        return peek_list(self, "additionalReportItems")

    @property
    def first_error_details(self) -> dict[str, Any] | None:
        """The first error of a step that failed, as far as it is known.

        A dict with `clazz`, `title`, `message`, `stack`, `code` and `fixability`; None when there
        is no error, or nothing is known of it.
        """
        # The step as a whole stands before what happened in it.
        for each in (peek(self, "result"), *self._items()):
            if peek(each, "outcome") == "FAILED" and peek(each, "thrown") is not None:
                return peek(each, "thrown")
        return None


class DSSScenarioRunDetails(dict[str, Any]):
    """A run of a scenario and of its steps, as a dict. Get it from the run's `get_details`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        if "stepRuns" in self:
            self["stepRuns"] = [DSSStepRunDetails(each) for each in peek_list(self, "stepRuns")]

    @property
    def steps(self) -> list[DSSStepRunDetails]:
        """The runs of the steps that have begun, in order."""
        return self["stepRuns"]

    @property
    def last_step(self) -> DSSStepRunDetails:
        """The run of the last step that has begun; `IndexError` when none has."""
        return self.steps[-1]

    @property
    def first_error_details(self) -> dict[str, Any] | None:
        """The first error of the first step that failed, or None; see the step's."""
        errors = (step.first_error_details for step in self.steps)
        return next((error for error in errors if error is not None), None)


class DSSTestingStatus:
    """How the test scenarios of a project went last. Get it from `get_testing_status`."""

    def __init__(self, raw: ScenarioTestingStatus | Mapping[str, Any]) -> None:
        self._raw = cast("dict[str, Any]", raw)

    @property
    def nb_total_ran_scenarios(self) -> int:
        """How many test scenarios have run."""
        return self._raw["nbTotalRanScenarios"]

    @property
    def nb_scenarios_per_outcome(self) -> dict[str, int]:
        """How many of them there are of each outcome."""
        return self._raw["nbScenariosPerOutcome"]

    def get_raw(self) -> dict[str, Any]:
        """Gives the status as a dict.

        Returns:
            What DSS answered.
        """
        return self._raw
