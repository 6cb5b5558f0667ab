# Derived by `tox -e generate` from src/dataikuapi/aio/dss/scenariosettings.py. Do not edit.
"""Settings and status of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._dates import from_ms
from dataikuapi._members import Member, MemberOrNone, sub_dict
from dataikuapi._peek import list_at, peek
from dataikuapi._saving import Saving
from dataikuapi._triggers import starting_from
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.scenario import DSSScenario
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import Scenario, ScenarioStatus


class DSSScenarioStatus:
    """Whether a scenario runs, and when it will. Get it from the scenario's `get_status`.

    Attributes:
        scenario: the scenario.
        data: what DSS answered.
    """

    def __init__(self, scenario: DSSScenario, data: ScenarioStatus | Mapping[str, Any]) -> None:
        self.scenario = scenario
        self.data: dict[str, Any] = cast("dict[str, Any]", data)

    def get_raw(self) -> dict[str, Any]:
        """Gives the status as a dict.

        Returns:
            The dict itself, with `active`, `running`, `start`, `nextRun`, `lastRun`.
        """
        return self.data

    @property
    def running(self) -> bool:
        """Whether the scenario runs now."""
        return self.data["running"]

    @property
    def next_run(self) -> datetime | None:
        """When the scenario will run next, in the local time zone, as far as that can be foreseen.

        Only triggers that look at the clock can be; None when there is none.
        """
        return from_ms(self.data.get("nextRun"))


class DSSScenarioSettings:
    """Settings of a scenario. Get it from the scenario's `get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        client: the client that made this handle.
        scenario: the scenario.
        data: the settings, changed in place.
    """

    def __init__(
        self,
        client: DSSClient,
        scenario: DSSScenario,
        data: Scenario | Mapping[str, Any],
    ) -> None:
        self.client = client
        self.scenario = scenario
        self.data: dict[str, Any] = cast("dict[str, Any]", data)

    def _members(self) -> dict[str, Any]:
        return self.data

    active: Member[bool] = Member[bool](
        "active", "Whether the triggers of the scenario are watched."
    )
    run_as: MemberOrNone[str] = MemberOrNone[str](
        "runAsUser",
        "Login of the user as whom the scenario runs, which only administrators may set; None for "
        "whoever changed it last.",
    )

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.data

    @property
    def effective_run_as(self) -> str | None:
        """Login of the user as whom the scenario really runs, or None when that is not known.

        Without :attr:`run_as` it is who changed the scenario last, else who made it.
        """
        if self.run_as is not None:
            return self.run_as
        for name in ("versionTag", "creationTag"):
            login = peek(self.data, name, "lastModifiedBy", "login")
            if login is not None:
                return login
        return None

    @property
    def raw_triggers(self) -> list[dict[str, Any]]:
        """The triggers; changes to the list are saved."""
        return list_at(self.data, "triggers")

    @property
    def raw_reporters(self) -> list[dict[str, Any]]:
        """The reporters; changes to the list are saved."""
        return list_at(self.data, "reporters")

    def add_periodic_trigger(self, every_minutes: int = 5) -> None:
        """Adds a trigger that fires every few minutes.

        Args:
            every_minutes: minutes between two fires.
        """
        self._add_trigger({"frequency": "Minutely", "repeatFrequency": every_minutes})

    def add_hourly_trigger(
        self,
        minute_of_hour: int = 0,
        year: int | None = None,
        month: int | None = None,
        day: int | None = None,
        starting_hour: int = 0,
        repeat_every: int = 1,
        timezone: str = "SERVER",
    ) -> None:
        """Adds a trigger that fires every few hours.

        Args:
            minute_of_hour: minute of the hour.
            year: year of the day from which it counts; this year when None.
            month: month of that day; this month when None.
            day: that day; today when None.
            starting_hour: hour of that day.
            repeat_every: hours between two fires.
            timezone: a name such as `Europe/Paris`, or `SERVER` for the zone of the server.

        Raises:
            ValueError: there is no such day.
        """
        self._add_trigger(
            {
                "frequency": "Hourly",
                "hour": starting_hour,
                "minute": minute_of_hour,
                "startingFrom": _start(year, month, day),
                "repeatFrequency": repeat_every,
                "timezone": timezone,
            }
        )

    def add_daily_trigger(
        self,
        hour: int = 2,
        minute: int = 0,
        days: list[str] | None = None,
        year: int | None = None,
        month: int | None = None,
        day: int | None = None,
        repeat_every: int = 1,
        timezone: str = "SERVER",
    ) -> None:
        """Adds a trigger that fires every few days, or on some days of the week.

        Args:
            hour: hour of the day.
            minute: minute of the hour.
            days: names such as `Monday`, to fire on these days every `repeat_every` weeks.
            year: year of the day from which it counts; this year when None.
            month: month of that day; this month when None.
            day: that day; today when None.
            repeat_every: days between two fires, or weeks with `days`.
            timezone: a name such as `Europe/Paris`, or `SERVER` for the zone of the server.

        Raises:
            ValueError: there is no such day.
        """
        params: dict[str, Any] = {
            "frequency": "Daily" if days is None else "Weekly",
            "hour": hour,
            "minute": minute,
            "startingFrom": _start(year, month, day),
        }
        if days is not None:
            params["daysOfWeek"] = list(days)
        self._add_trigger({**params, "repeatFrequency": repeat_every, "timezone": timezone})

    def add_monthly_trigger(
        self,
        day: int | None = 1,
        hour: int = 2,
        minute: int = 0,
        year: int | None = None,
        month: int | None = None,
        run_on: str = "ON_THE_DAY",
        repeat_every: int = 1,
        timezone: str = "SERVER",
    ) -> None:
        """Adds a trigger that fires every few months.

        Args:
            day: day of the month.
            hour: hour of the day.
            minute: minute of the hour.
            year: year of the month from which it counts; this year when None.
            month: that month; January when None.
            run_on: `ON_THE_DAY`, `LAST_DAY_OF_THE_MONTH`, `FIRST_WEEK`, `SECOND_WEEK`,
                `THIRD_WEEK`, `FOURTH_WEEK` or `LAST_WEEK`.
            repeat_every: months between two fires.
            timezone: a name such as `Europe/Paris`, or `SERVER` for the zone of the server.

        Raises:
            ValueError: there is no such day.
        """
        self._add_trigger(
            {
                "frequency": "Monthly",
                "startingFrom": _start(year, month, day, default_is_today=False),
                "hour": hour,
                "minute": minute,
                "monthlyRunOn": run_on,
                "repeatFrequency": repeat_every,
                "timezone": timezone,
            }
        )

    def _add_trigger(self, params: dict[str, Any]) -> None:
        self.raw_triggers.append({"active": True, "type": "temporal", "params": params})

    def save(self, *, force: bool | None = None) -> None:
        """Saves the settings.

        Operation: `scenario_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
            DSSForbidden: the caller may not write in the project, or not set as whom it runs.
        """
        key, id = self.scenario.project_key, self.scenario.id
        read = api.scenario.scenario_get.build_request(key, id)
        with Saving(self.client.rest, read, self.data, force):
            self._send(key, id)

    def _send(self, key: str, id: str) -> None:
        self.client.rest.json(api.scenario.scenario_update.build_request(key, id, body=self.data))


class StepBasedScenarioSettings(DSSScenarioSettings):
    """Settings of a scenario that is made of steps. Get it from the scenario's `get_settings`."""

    @property
    def raw_steps(self) -> list[dict[str, Any]]:
        """The steps, each with `id`, `name`, `type`, `params`; changes to the list are saved."""
        return list_at(sub_dict(self.data, "params"), "steps")


class PythonScriptBasedScenarioSettings(DSSScenarioSettings):
    """Settings of a scenario that is a Python script. Get it from the scenario's `get_settings`.

    Attributes:
        script: the script, also as :attr:`code`.
    """

    def __init__(
        self,
        client: DSSClient,
        scenario: DSSScenario,
        data: Scenario | Mapping[str, Any],
        script: str,
    ) -> None:
        super().__init__(client, scenario, data)
        self.script = script

    @property
    def code(self) -> str:
        """The script."""
        return self.script

    @code.setter
    def code(self, script: str) -> None:
        self.script: str = script

    def save(self, *, force: bool | None = None) -> None:
        """Saves the settings and the script.

        Operations: `scenario_update`, `scenario_update_payload`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
            DSSForbidden: the caller may not write in the project, or not set as whom it runs.
        """
        super().save(force=force)

    def _send(self, key: str, id: str) -> None:
        super()._send(key, id)
        request = api.scenario.scenario_update_payload.build_request(
            key, id, body={"script": self.script}
        )
        self.client.rest.json(request)


def _start(
    year: int | None, month: int | None, day: int | None, *, default_is_today: bool = True
) -> str:
    today = datetime.now().astimezone().date()
    return starting_from(year, month, day, today=today, default_is_today=default_is_today)
