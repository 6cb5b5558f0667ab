"""Settings of scenarios: triggers, reporters, steps, script, as whom they run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSForbidden
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.scenario import AsyncDSSScenario
from dataikuapi.aio.dss.scenariosettings import (
    AsyncDSSScenarioSettings,
    AsyncPythonScriptBasedScenarioSettings,
    AsyncStepBasedScenarioSettings,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project
from tests.people import add_person

DAY = {"year": 2026, "month": 7, "day": 5}


@pytest.fixture
def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """An empty project."""
    plant_project(mock)
    return client.get_project("SALES")


@pytest.fixture
def settings(client: AsyncDSSClient) -> AsyncDSSScenarioSettings:
    """Settings that DSS says nothing of."""
    return AsyncDSSScenarioSettings(client, AsyncDSSScenario(client, "SALES", "S"), {})


def only(settings: AsyncDSSScenarioSettings) -> dict[str, Any]:
    """The parameters of the only trigger."""
    (trigger,) = settings.raw_triggers
    assert (trigger["active"], trigger["type"]) == (True, "temporal")
    return trigger["params"]


async def test_steps_triggers_and_reporters_survive(project: AsyncDSSProject) -> None:
    scenario = await project.create_scenario("S", "step_based")
    settings = await scenario.get_settings()
    assert isinstance(settings, AsyncStepBasedScenarioSettings)
    step = {"id": "a", "type": "custom_python", "params": {"script": "x"}, "unknown": [1, None]}
    reporter = {"id": "r", "messaging": {"type": "mail-scenario", "configuration": {"x": 1}}}
    settings.raw_steps.append(step)
    settings.raw_reporters.append(reporter)
    settings.add_periodic_trigger(10)
    settings.active = True
    settings.run_as = "admin"
    await settings.save()
    again = await scenario.get_settings()
    assert isinstance(again, AsyncStepBasedScenarioSettings)
    assert again.raw_steps == [step]
    assert again.raw_reporters == [reporter]
    assert only(again) == {"frequency": "Minutely", "repeatFrequency": 10}
    assert (again.active, again.run_as, again.effective_run_as) == (True, "admin", "admin")


async def test_saving_what_was_read_changes_nothing_but_the_version(
    project: AsyncDSSProject,
) -> None:
    scenario = await project.create_scenario("S", "step_based", {"other": {"kept": [1]}})
    settings = await scenario.get_settings()
    before = dict(settings.get_raw())
    await settings.save()
    after = dict((await scenario.get_settings()).get_raw())
    assert before.pop("versionTag") != after.pop("versionTag")
    assert after == before


async def test_script_is_read_and_saved(project: AsyncDSSProject, mock: DSSMock) -> None:
    scenario = await project.create_scenario("PY", "custom_python")
    settings = await scenario.get_settings()
    assert isinstance(settings, AsyncPythonScriptBasedScenarioSettings)
    assert settings.code == ""
    settings.code = "print('x')"
    await settings.save()
    assert mock.calls[-1].body == {"script": "print('x')"}
    again = await scenario.get_settings()
    assert isinstance(again, AsyncPythonScriptBasedScenarioSettings)
    assert again.code == again.script == "print('x')"


async def test_only_administrators_choose_as_whom_it_runs(
    project: AsyncDSSProject, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await project.create_scenario("S", "step_based")
    add_person(mock, "bob", "writers")
    line = {"group": "writers", "readProjectContent": True, "writeProjectContent": True}
    body = {"owner": "admin", "permissions": [line]}
    mock.request("PUT", "/projects/SALES/permissions", json=body)
    async with client_as("bob") as bob:
        scenario = bob.get_project("SALES").get_scenario("S")
        settings = await scenario.get_settings()
        settings.run_as = "admin"
        with pytest.raises(DSSForbidden, match="Only administrators"):
            await settings.save()
        settings.run_as = None
        await settings.save()
        assert (await scenario.get_settings()).effective_run_as == "bob"


@pytest.mark.parametrize(
    ("data", "login"),
    [
        ({"runAsUser": "a", "versionTag": {"lastModifiedBy": {"login": "b"}}}, "a"),
        ({"runAsUser": None, "versionTag": {"lastModifiedBy": {"login": "b"}}}, "b"),
        ({"versionTag": None, "creationTag": {"lastModifiedBy": {"login": "c"}}}, "c"),
        ({}, None),
    ],
)
async def test_effective_run_as(
    client: AsyncDSSClient, data: dict[str, Any], login: str | None
) -> None:
    scenario = AsyncDSSScenario(client, "SALES", "S")
    assert AsyncDSSScenarioSettings(client, scenario, data).effective_run_as == login


async def test_missing_parts_are_made_when_they_are_wanted(client: AsyncDSSClient) -> None:
    scenario = AsyncDSSScenario(client, "SALES", "S")
    settings = AsyncStepBasedScenarioSettings(client, scenario, {"triggers": None})
    settings.raw_steps.append({"id": "a"})
    assert settings.raw_triggers == []
    assert settings.get_raw() == {"triggers": [], "params": {"steps": [{"id": "a"}]}}


async def test_hourly_trigger(settings: AsyncDSSScenarioSettings) -> None:
    settings.add_hourly_trigger(5, **DAY, starting_hour=8, repeat_every=2, timezone="Europe/Paris")
    params = only(settings)
    assert params.pop("startingFrom").startswith("2026-07-05T00:00:00.000")
    assert params == {
        "frequency": "Hourly", "hour": 8, "minute": 5, "repeatFrequency": 2,
        "timezone": "Europe/Paris",
    }  # fmt: skip


async def test_daily_trigger(settings: AsyncDSSScenarioSettings) -> None:
    settings.add_daily_trigger(**DAY)
    params = only(settings)
    assert params.pop("startingFrom").startswith("2026-07-05T00:00:00.000")
    assert params == {
        "frequency": "Daily", "hour": 2, "minute": 0, "repeatFrequency": 1, "timezone": "SERVER",
    }  # fmt: skip


async def test_weekly_trigger(settings: AsyncDSSScenarioSettings) -> None:
    settings.add_daily_trigger(days=["Monday", "Friday"], repeat_every=2)
    params = only(settings)
    assert params["frequency"] == "Weekly"
    assert params["daysOfWeek"] == ["Monday", "Friday"]
    assert params["repeatFrequency"] == 2


async def test_monthly_trigger(settings: AsyncDSSScenarioSettings) -> None:
    settings.add_monthly_trigger(31, year=2026, run_on="LAST_DAY_OF_THE_MONTH")
    params = only(settings)
    assert params.pop("startingFrom").startswith("2026-01-31T00:00:00.000")
    assert params == {
        "frequency": "Monthly", "hour": 2, "minute": 0, "repeatFrequency": 1,
        "monthlyRunOn": "LAST_DAY_OF_THE_MONTH", "timezone": "SERVER",
    }  # fmt: skip


async def test_trigger_on_a_day_that_does_not_exist(settings: AsyncDSSScenarioSettings) -> None:
    with pytest.raises(ValueError, match="day 31"):
        settings.add_daily_trigger(year=2026, month=4, day=31)
    assert settings.raw_triggers == []
