"""The runs of a scenario so far."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._jobs import beyond, outcome_of
from dataikuapi._triggers import day_of
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.scenariorun import AsyncDSSScenarioRun
    from dataikuapi.aio.dssclient import AsyncDSSClient

SUCCESSES = ("SUCCESS", "WARNING")


class AsyncScenarioHistory:
    """Methods of a scenario on its runs."""

    client: AsyncDSSClient
    id: str
    project_key: str

    def _run(self, raw: Mapping[str, Any]) -> AsyncDSSScenarioRun:
        from dataikuapi.aio.dss.scenariorun import AsyncDSSScenarioRun

        return AsyncDSSScenarioRun(self.client, raw)

    async def _last_runs(self, limit: int, only_finished: bool) -> list[dict[str, Any]]:
        request = api.scenario.scenario_list_last_runs.build_request(
            self.project_key, self.id, limit=limit, only_finished_runs=only_finished
        )
        return cast("list[dict[str, Any]]", await self.client.rest.json(request))

    async def get_last_runs(
        self, limit: int = 10, only_finished_runs: bool = False
    ) -> list[AsyncDSSScenarioRun]:
        """Lists the last runs, newest first; :meth:`iter_runs` gives all of them.

        Operation: `scenario_list_last_runs`.

        Args:
            limit: how many at most.
            only_finished_runs: whether a run that goes on is left out.

        Returns:
            The runs.
        """
        return [self._run(each) for each in await self._last_runs(limit, only_finished_runs)]

    async def iter_runs(
        self, *, only_finished_runs: bool = False, page_size: int = 25
    ) -> AsyncIterator[AsyncDSSScenarioRun]:
        """Gives the runs one by one, newest first, and asks DSS for more only when need be.

        Operation: `scenario_list_last_runs`, each time for twice as many.

        Args:
            only_finished_runs: whether a run that goes on is left out.
            page_size: how many are asked for first.

        Yields:
            The runs; those that begin in the meantime are left out.

        Raises:
            ValueError: `page_size` is not at least 1.
        """
        if page_size < 1:
            raise ValueError(f"page_size must be at least 1, not {page_size}")
        limit, last = page_size, None
        while True:
            runs = await self._last_runs(limit, only_finished_runs)
            for each in beyond(runs, last):
                last = each["runId"]
                yield self._run(each)
            if len(runs) < limit:
                return
            limit *= 2

    async def get_runs_by_date(
        self, from_date: date | str, to_date: date | str | None = None
    ) -> list[AsyncDSSScenarioRun]:
        """Lists the runs between two days.

        Operation: `scenario_list_runs_by_date`.

        Args:
            from_date: the first day, as a date, a moment, or a text such as `2026-01-05`.
            to_date: the day after the last; today when None.

        Returns:
            The runs.

        Raises:
            ValueError: a text is no such day.
        """
        until = datetime.now().astimezone() if to_date is None else to_date
        request = api.scenario.scenario_list_runs_by_date.build_request(
            self.project_key,
            self.id,
            from_date=day_of("from_date", from_date),
            to_date=day_of("to_date", until),
        )
        return [self._run(each) for each in await self.client.rest.json(request)]

    async def get_last_finished_run(self) -> AsyncDSSScenarioRun:
        """Finds the last run that has ended, however it did.

        Operation: `scenario_list_last_runs`.

        Returns:
            The run.

        Raises:
            ValueError: no run has ended.
        """
        for run in await self.get_last_runs():
            if not run.running:
                return run
        raise ValueError(f"no run of scenario {self.id} has ended")

    async def get_last_successful_run(self) -> AsyncDSSScenarioRun:
        """Finds the last run that ended as a success, with or without warnings.

        Operation: `scenario_list_last_runs`; more than once when many runs failed since then.

        Returns:
            The run.

        Raises:
            ValueError: no run was a success.
        """
        async for run in self.iter_runs(only_finished_runs=True, page_size=10):
            if outcome_of(run.run) in SUCCESSES:
                return run
        raise ValueError(f"no run of scenario {self.id} was a success")

    async def get_current_run(self) -> AsyncDSSScenarioRun | None:
        """Finds the run that goes on.

        Operation: `scenario_list_last_runs`.

        Returns:
            The run, or None when there is none.
        """
        runs = await self.get_last_runs(1)
        return runs[0] if runs and runs[0].running else None

    async def get_run(self, run_id: str) -> AsyncDSSScenarioRun:
        """Reads a run.

        Operation: `scenario_get_run`.

        Args:
            run_id: identifier of the run.

        Returns:
            The run.

        Raises:
            DSSNotFound: there is no such run.
        """
        request = api.scenario.scenario_get_run.build_request(self.project_key, self.id, run_id)
        details = cast("dict[str, Any]", await self.client.rest.json(request))
        return self._run(details["scenarioRun"])

    async def get_average_duration(self, limit: int = 3) -> float | None:
        """Tells how long the last runs that were a success took on average.

        Operation: `scenario_list_last_runs`; more than once when some of the last runs failed.

        Args:
            limit: of how many runs.

        Returns:
            Seconds; None when fewer runs were a success, with or without warnings.

        Raises:
            ValueError: `limit` is not at least 1.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        durations: list[float] = []
        async for run in self.iter_runs(only_finished_runs=True, page_size=limit):
            if outcome_of(run.run) in SUCCESSES:
                durations.append(run.get_duration())
                if len(durations) == limit:
                    return sum(durations) / limit
        return None
