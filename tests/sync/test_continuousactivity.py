# Derived by `tox -e generate` from tests/aio/test_continuousactivity.py. Do not edit.
"""Continuous activities: list, start, stop, status."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project, plant_recipe


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    """A project with a continuous recipe and another one."""
    plant_project(mock, "SALES", "events", "orders")
    plant_recipe(mock, "stream", "csync", ["clicks"], ["events"])
    plant_recipe(mock, "batch", "sync", ["events"], ["orders"])
    return client.get_project("SALES")


def test_list_holds_continuous_recipes_only(project: DSSProject) -> None:
    handles = project.list_continuous_activities()
    assert [handle.recipe_id for handle in handles] == ["stream"]
    items = project.list_continuous_activities(as_objects=False)
    assert items[0].get("desiredState") == "STOPPED"
    assert "stream" in repr(handles[0])


def test_start_and_stop(project: DSSProject, mock: DSSMock) -> None:
    activity = project.get_continuous_activity("stream")
    activity.start({"abortAfterCrashes": 3})
    status: Any = activity.get_status()
    assert status["desiredState"] == "STARTED"
    assert status["loopParams"]["abortAfterCrashes"] == 3
    assert status["mainLoopState"]["futureInfo"]["alive"] is True
    with pytest.raises(DSSBadRequest, match="runs already"):
        activity.start()
    assert mock.calls[-1].body == {}
    activity.stop()
    status = activity.get_status()
    assert (status["desiredState"], status["mainLoopState"]) == ("STOPPED", None)
    activity.stop()
    activity.start()
    assert (activity.get_status())["desiredState"] == "STARTED"


def test_aborting_the_task_stops_the_activity(project: DSSProject, client: DSSClient) -> None:
    activity = project.get_continuous_activity("stream")
    activity.start()
    status: Any = activity.get_status()
    client.get_future(status["mainLoopState"]["futureId"]).abort()
    assert (activity.get_status())["desiredState"] == "STOPPED"


def test_recipes_that_are_not_continuous(project: DSSProject) -> None:
    with pytest.raises(DSSBadRequest, match=r"SALES\.batch is not continuous"):
        project.get_continuous_activity("batch").start()
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        project.get_continuous_activity("nothing").get_status()


def test_recipe_of_the_activity(project: DSSProject) -> None:
    assert project.get_continuous_activity("stream").get_recipe().recipe_name == "stream"
