"""Continuous activities: list, start, stop, status."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project, plant_recipe


@pytest.fixture
def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """A project with a continuous recipe and another one."""
    plant_project(mock, "SALES", "events", "orders")
    plant_recipe(mock, "stream", "csync", ["clicks"], ["events"])
    plant_recipe(mock, "batch", "sync", ["events"], ["orders"])
    return client.get_project("SALES")


async def test_list_holds_continuous_recipes_only(project: AsyncDSSProject) -> None:
    handles = await project.list_continuous_activities()
    assert [handle.recipe_id for handle in handles] == ["stream"]
    items = await project.list_continuous_activities(as_objects=False)
    assert items[0].get("desiredState") == "STOPPED"
    assert "stream" in repr(handles[0])


async def test_start_and_stop(project: AsyncDSSProject, mock: DSSMock) -> None:
    activity = project.get_continuous_activity("stream")
    await activity.start({"abortAfterCrashes": 3})
    status: Any = await activity.get_status()
    assert status["desiredState"] == "STARTED"
    assert status["loopParams"]["abortAfterCrashes"] == 3
    assert status["mainLoopState"]["futureInfo"]["alive"] is True
    with pytest.raises(DSSBadRequest, match="runs already"):
        await activity.start()
    assert mock.calls[-1].body == {}
    await activity.stop()
    status = await activity.get_status()
    assert (status["desiredState"], status["mainLoopState"]) == ("STOPPED", None)
    await activity.stop()
    await activity.start()
    assert (await activity.get_status())["desiredState"] == "STARTED"


async def test_aborting_the_task_stops_the_activity(
    project: AsyncDSSProject, client: AsyncDSSClient
) -> None:
    activity = project.get_continuous_activity("stream")
    await activity.start()
    status: Any = await activity.get_status()
    await client.get_future(status["mainLoopState"]["futureId"]).abort()
    assert (await activity.get_status())["desiredState"] == "STOPPED"


async def test_recipes_that_are_not_continuous(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSBadRequest, match=r"SALES\.batch is not continuous"):
        await project.get_continuous_activity("batch").start()
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        await project.get_continuous_activity("nothing").get_status()


async def test_recipe_of_the_activity(project: AsyncDSSProject) -> None:
    assert project.get_continuous_activity("stream").get_recipe().recipe_name == "stream"
