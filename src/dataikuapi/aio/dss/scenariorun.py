"""Runs of scenarios, and the fires of triggers that lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._dates import from_ms
from dataikuapi._errors import DataikuException, DSSFutureAborted
from dataikuapi._jobs import fire_phase, outcome_of, run_error, run_phase
from dataikuapi._peek import peek
from dataikuapi._progress import shown
from dataikuapi._wait import OnUpdate, Phase, PollPolicy
from dataikuapi.aio._poll import AsyncLook, clock_of, poll
from dataikuapi.dss.scenariodetails import DSSScenarioRunDetails
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.scenario import AsyncDSSScenario
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import ScenarioRun, TriggerFire

# A fire is asked whether it was cancelled once in so many looks for its run.
LOOKS = 10


class AsyncDSSScenarioRun:
    """A run of a scenario. Get it from the scenario's `run_and_wait`, `get_last_runs`, `get_run`.

    Attributes:
        client: the client that made this handle.
        run: what was last read of the run.
    """

    def __init__(self, client: AsyncDSSClient, run: ScenarioRun | Mapping[str, Any]) -> None:
        self.client = client
        self.run: dict[str, Any] = cast("Any", run)

    def __repr__(self) -> str:
        state = "running" if self.running else outcome_of(self.run)
        return f"<{type(self).__name__} {self.id} {state}>"

    @property
    def id(self) -> str:
        """Identifier of the run."""
        return self.run["runId"]

    def _place(self) -> tuple[str, str, str]:
        scenario = self.run["scenario"]
        return scenario["projectKey"], scenario["id"], self.id

    async def refresh(self) -> None:
        """Reads the run again.

        Operation: `scenario_get_run`.

        Raises:
            DSSNotFound: the run is gone.
        """
        await self._look(0.0, None)

    async def _look(self, _: float, left: float | None, /) -> dict[str, Any]:
        request = api.scenario.scenario_get_run.build_request(*self._place())
        details = await self.client.rest.within(left).json(request)
        run = peek(details, "scenarioRun")
        if run is not None:
            self.run = run
        return self.run

    async def wait_for_completion(
        self,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> None:
        """Waits until the run ends; nothing is asked of DSS when it has ended already.

        Operation: `scenario_get_run`, again and again.

        Args:
            no_fail: whether a run that ended otherwise than as a success is no error.
            timeout: seconds to wait at most; None for as long as it runs.
            on_update: function called with each state.
            progress: whether to show that it goes on.
            poll_policy: how often to ask.

        Raises:
            DSSFutureFailed: the run failed, or ended with a warning.
            DSSFutureAborted: somebody aborted it.
            DSSFutureLost: it ended without a result.
            DSSFutureTimeout: it did not end in time.
        """
        if self.running:
            await wait_for_run(
                self.client,
                self._look,
                self.id,
                timeout=timeout,
                on_update=on_update,
                progress=progress,
                poll_policy=poll_policy,
            )
        self._check(no_fail)

    def _check(self, no_fail: bool) -> None:
        start, end = self.run.get("start") or 0, self.run.get("end") or 0
        error = run_error(self.run, max(end - start, 0) / 1000)
        if error is not None and not no_fail:
            raise error

    @property
    def running(self) -> bool:
        """Whether the run goes on, as far as what was last read of it tells."""
        return not self.run.get("result")

    @property
    def outcome(self) -> str:
        """How the run ended: `SUCCESS`, `WARNING`, `FAILED` or `ABORTED`.

        A run that goes on has none: `ValueError`.
        """
        if self.running:
            raise ValueError(f"run {self.id} has no outcome yet: it still runs")
        return self.run["result"]["outcome"]

    @property
    def trigger(self) -> dict[str, Any]:
        """The trigger that started the run."""
        return self.run["trigger"]["trigger"]

    def get_info(self) -> dict[str, Any]:
        """Gives what was last read of the run, as a dict.

        Returns:
            The dict: `runId`, `start`, `end`, `trigger`, and `result` once the run has ended.
        """
        return self.run

    async def get_details(self) -> DSSScenarioRunDetails:
        """Reads the run and the runs of its steps.

        Operation: `scenario_get_run`.

        Returns:
            A dict with `scenarioRun` and `stepRuns`, and methods on them.

        Raises:
            DSSNotFound: the run is gone.
        """
        request = api.scenario.scenario_get_run.build_request(*self._place())
        return DSSScenarioRunDetails(await self.client.rest.json(request))

    def get_start_time(self) -> datetime | None:
        """Tells when the run began.

        Returns:
            The moment, in the local time zone.
        """
        return from_ms(self.run["start"])

    start_time: property = property(
        get_start_time, doc="When the run began, in the local time zone."
    )

    def get_end_time(self) -> datetime:
        """Tells when the run ended.

        Returns:
            The moment, in the local time zone.

        Raises:
            ValueError: it goes on.
        """
        end = from_ms(self.run.get("end"))
        if end is None:
            raise ValueError(f"run {self.id} has no end yet: it still runs")
        return end

    end_time: property = property(
        get_end_time, doc="When the run ended; `ValueError` while it goes on."
    )

    def get_duration(self) -> float:
        """Tells how long the run took, or how long it has been going on.

        Returns:
            Seconds.
        """
        end = from_ms(self.run.get("end")) or datetime.now().astimezone()
        start = from_ms(self.run["start"]) or end
        return (end - start).total_seconds()

    duration: property = property(get_duration, doc="Seconds the run took, or has been going on.")

    async def get_report(self) -> AsyncDSSStream:
        """Downloads the report of the run of a test scenario.

        Operation: `scenario_get_run_report`.

        Returns:
            JUnit XML as a stream, to be closed by the caller.

        Raises:
            DataikuException: the scenario was not marked as test when it ran.
        """
        self._require_test()
        request = api.scenario.scenario_get_run_report.build_request(*self._place())
        return await self.client.rest.stream(request)

    async def get_step_run_report(self, step_id: str) -> AsyncDSSStream:
        """Downloads the report of a step in the run of a test scenario.

        Operation: `scenario_get_step_report`.

        Args:
            step_id: identifier of the step.

        Returns:
            JUnit XML as a stream, to be closed by the caller.

        Raises:
            DataikuException: the scenario was not marked as test when it ran.
            DSSNotFound: there is no such step, or it has not run.
        """
        self._require_test()
        return await self.client.rest.stream(
            api.scenario.scenario_get_step_report.build_request(*self._place(), step_id=step_id)
        )

    def _require_test(self) -> None:
        scenario = self.run["scenario"]
        if not scenario.get("markedAsTest"):
            raise DataikuException(
                f"there is no report of run {self.id}: scenario {scenario['id']} was not marked as "
                "a test when it ran"
            )

    async def get_log(self, step_id: str | None = None) -> str:
        """Reads the log of the run.

        Operation: `scenario_read_log`.

        Args:
            step_id: identifier of a step, to read only the log of that one.

        Returns:
            The log.

        Raises:
            DSSNotFound: there is no such step, or it has not run.
        """
        return await self.client.rest.text(
            api.scenario.scenario_read_log.build_request(*self._place(), step_id=step_id)
        )


class AsyncDSSTriggerFire:
    """A fire of a trigger, which may lead to a run. Get it from the scenario's `run`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the scenario.
        scenario_id: identifier of the scenario.
        trigger_id: identifier of the trigger.
        run_id: identifier of the fire, which is not that of the run.
        trigger_fire: what was last read of the fire.
    """

    def __init__(
        self, scenario: AsyncDSSScenario, trigger_fire: TriggerFire | Mapping[str, Any]
    ) -> None:
        self.client: AsyncDSSClient = scenario.client
        self.project_key: str = scenario.project_key
        self.scenario_id: str = scenario.id
        self.trigger_fire: dict[str, Any] = cast("dict[str, Any]", trigger_fire)
        self.trigger_id: str = self.trigger_fire["trigger"]["id"]
        self.run_id: str = self.trigger_fire["runId"]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.scenario_id} {self.run_id}>"

    def get_raw(self) -> dict[str, Any]:
        """Gives what was last read of the fire, as a dict.

        Returns:
            The dict: `runId`, `trigger`, `cancelled`.
        """
        return self.trigger_fire

    async def wait_for_scenario_run(
        self,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        poll_policy: PollPolicy | None = None,
    ) -> AsyncDSSScenarioRun | None:
        """Waits until the fire has led to a run, which then goes on.

        Operations: `scenario_get_run_of_trigger`, `scenario_get_trigger_fire` now and then.

        Args:
            no_fail: whether a fire that was cancelled is no error.
            timeout: seconds to wait at most; None for no limit.
            poll_policy: how often to ask.

        Returns:
            The run; None for a cancelled fire with `no_fail`.

        Raises:
            DSSFutureAborted: the fire was cancelled: the scenario runs already, or another trigger
                fired.
            DSSFutureTimeout: there was no run in time.
        """
        clock = clock_of(self.client)
        started = clock.monotonic()
        looks = 0

        async def look(_: float, left: float | None, /) -> dict[str, Any]:
            nonlocal looks
            looks += 1
            if await self.is_cancelled(refresh=looks % LOOKS == 0):
                return {"cancelled": True}
            return await self._find_run(left)

        # A cancelled fire is no failure of the wait: what it means is said below.
        def phase_of(state: dict[str, Any]) -> Phase:
            phase = fire_phase(state)
            return Phase.DONE if phase is Phase.ABORTED else phase

        found = await poll(
            look,
            phase_of,
            what=f"start of scenario {self.scenario_id}",
            job_id=self.run_id,
            clock=clock,
            policy=poll_policy or PollPolicy(),
            timeout=timeout,
            on_update=None,
        )
        if found.get("scenarioRun"):
            return AsyncDSSScenarioRun(self.client, found["scenarioRun"])
        if no_fail:
            return None
        raise DSSFutureAborted(
            f"Scenario run has been cancelled (scenario {self.scenario_id}): it runs already, or "
            "another trigger fired",
            state=self.trigger_fire,
            job_id=self.run_id,
            elapsed=clock.monotonic() - started,
        )

    async def _find_run(self, left: float | None) -> dict[str, Any]:
        request = api.scenario.scenario_get_run_of_trigger.build_request(
            self.project_key,
            self.scenario_id,
            trigger_id=self.trigger_id,
            trigger_run_id=self.run_id,
        )
        return dict(await self.client.rest.within(left).json(request))

    async def get_scenario_run(self) -> AsyncDSSScenarioRun | None:
        """Finds the run that the fire has led to.

        Operation: `scenario_get_run_of_trigger`.

        Returns:
            The run, or None when there is none yet.
        """
        run = (await self._find_run(None)).get("scenarioRun")
        return None if run is None else AsyncDSSScenarioRun(self.client, run)

    async def is_cancelled(self, refresh: bool = False) -> bool:
        """Tells whether the fire was cancelled.

        Operation: `scenario_get_trigger_fire`, with `refresh` only.

        Args:
            refresh: whether the fire is read again first.

        Returns:
            True when there will be no run.
        """
        if refresh:
            request = api.scenario.scenario_get_trigger_fire.build_request(
                self.project_key, self.scenario_id, self.trigger_id, trigger_run_id=self.run_id
            )
            self.trigger_fire = dict(await self.client.rest.json(request))
        return bool(self.trigger_fire.get("cancelled"))


class AsyncDSSScenarioRunWaiter:
    """Waits for a run that a fire led to; the scenario's `run_and_wait` is made of it.

    Attributes:
        scenario_run: the run, as last read.
        trigger_fire: the fire.
    """

    def __init__(
        self, scenario_run: AsyncDSSScenarioRun, trigger_fire: AsyncDSSTriggerFire
    ) -> None:
        self.trigger_fire = trigger_fire
        self.scenario_run = scenario_run

    async def wait(
        self,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> AsyncDSSScenarioRun:
        """Waits until the run ends.

        Operation: `scenario_get_run_of_trigger`, again and again.

        Args:
            no_fail: whether a run that ended otherwise than as a success is no error.
            timeout: seconds to wait at most; None for as long as it runs.
            on_update: function called with each state.
            progress: whether to show that it goes on.
            poll_policy: how often to ask.

        Returns:
            The run.

        Raises:
            DSSFutureFailed: the run failed, or ended with a warning.
            DSSFutureAborted: somebody aborted it.
            DSSFutureLost: it ended without a result, or is gone.
            DSSFutureTimeout: it did not end in time.
        """
        if self.scenario_run.running:
            await wait_for_run(
                self.trigger_fire.client,
                self._look,
                self.scenario_run.id,
                timeout=timeout,
                on_update=on_update,
                progress=progress,
                poll_policy=poll_policy,
            )
        await self.scenario_run.wait_for_completion(no_fail)
        return self.scenario_run

    async def _look(self, _: float, left: float | None, /) -> dict[str, Any]:
        find = self.trigger_fire._find_run  # pyright: ignore[reportPrivateUsage]  (of its trigger, in this module)
        run = peek(await find(left), "scenarioRun")
        if run is None:
            return {}
        self.scenario_run: AsyncDSSScenarioRun = AsyncDSSScenarioRun(self.trigger_fire.client, run)
        return run


async def wait_for_run(
    client: AsyncDSSClient,
    look: AsyncLook,
    run_id: str,
    *,
    timeout: float | None,
    on_update: OnUpdate | None,
    progress: bool,
    poll_policy: PollPolicy | None,
) -> None:
    """Waits until a run of a scenario has a result.

    Args:
        client: the client.
        look: reads the run.
        run_id: its identifier.
        timeout: seconds to wait at most.
        on_update: function called with each state.
        progress: whether to show that it goes on.
        poll_policy: how often to ask.

    Raises:
        DSSFutureLost: the run is gone, or ended without a result.
        DSSFutureTimeout: it did not end in time.
    """
    what = f"scenario run {run_id}"
    with shown(progress, what, on_update) as update:
        await poll(
            look,
            run_phase,
            what=what,
            job_id=run_id,
            clock=clock_of(client),
            policy=poll_policy or PollPolicy(),
            timeout=timeout,
            on_update=update,
        )
