# Derived by `tox -e generate` from tests/aio/test_dashboard.py. Do not edit.
"""Dashboards and insights of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.dashboard import DSSDashboard
from dataikuapi.dss.insight import DSSInsight
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person

PAGES = [{"id": "p1", "title": "Overview", "grid": {"tiles": [{"tileId": "t1"}, {"tileId": "t2"}]}}]


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


def test_a_dashboard_is_created_and_listed(project: DSSProject) -> None:
    settings: dict[str, Any] = {"pages": PAGES, "listed": True}
    made = project.create_dashboard("Sales at a glance", settings)
    assert settings == {"pages": PAGES, "listed": True}
    [item] = project.list_dashboards()
    assert (item.id, item.name, item.owner) == (made.dashboard_id, "Sales at a glance", "admin")
    assert (item.listed, item.num_pages, item.num_tiles, item.tags) == (True, 1, 2, [])
    assert item.to_dashboard().dashboard_id == made.dashboard_id
    [handle] = project.list_dashboards(as_type="objects")
    assert isinstance(handle, DSSDashboard)
    assert (handle.project_key, handle.dashboard_id) == ("SALES", made.dashboard_id)
    assert made.dashboard_id in repr(made)


def test_a_dashboard_without_settings_has_no_page(project: DSSProject) -> None:
    made = project.create_dashboard("Empty")
    settings = made.get_settings()
    assert settings.get_raw()["pages"] == []
    assert (settings.id, settings.name, settings.listed) == (made.dashboard_id, "Empty", False)
    assert settings.owner == "admin"


def test_a_dashboard_is_saved(project: DSSProject) -> None:
    made = project.create_dashboard("Old", {"pages": PAGES, "unknown": {"kept": 1}})
    settings = made.get_settings()
    settings.name = "New"
    settings.listed = True
    settings.tags = ["a"]
    settings.description = "Long"
    settings.save()
    again: Any = (made.get_settings()).get_raw()
    assert (again["name"], again["listed"], again["tags"]) == ("New", True, ["a"])
    assert (again["pages"], again["unknown"]) == (PAGES, {"kept": 1})
    assert again["versionTag"]["versionNumber"] == 1


def test_a_dashboard_is_deleted(project: DSSProject) -> None:
    made = project.create_dashboard("Old")
    made.delete()
    assert project.list_dashboards() == []
    with pytest.raises(DSSNotFound, match=made.dashboard_id):
        project.get_dashboard(made.dashboard_id).get_settings()


def test_an_insight_is_created_and_listed(project: DSSProject) -> None:
    prototype = {
        "name": "Orders",
        "type": "dataset_table",
        "params": {"datasetSmartName": "orders"},
    }
    made = project.create_insight(prototype)
    [item] = project.list_insights()
    assert (item.id, item.name, item.type) == (made.insight_id, "Orders", "dataset_table")
    assert (item.listed, item.owner) == (False, "admin")
    assert item.to_insight().insight_id == made.insight_id
    [handle] = project.list_insights("objects")
    assert isinstance(handle, DSSInsight)
    assert handle.insight_id == made.insight_id
    assert made.insight_id in repr(made)


def test_an_insight_is_saved(project: DSSProject, mock: DSSMock) -> None:
    made = project.create_insight({"type": "chart", "unknown": [1]})
    settings = made.get_settings()
    assert (settings.id, settings.type, settings.owner) == (made.insight_id, "chart", "admin")
    settings.name = "Chart"
    settings.listed = True
    settings.save()
    assert mock.calls[-1].method == "POST"
    again = project.get_insight(made.insight_id).get_settings()
    assert (again.name, again.listed, again.get_raw()["unknown"]) == ("Chart", True, [1])


def test_an_insight_is_deleted(project: DSSProject) -> None:
    made = project.create_insight({"type": "chart"})
    made.delete()
    assert project.list_insights() == []
    with pytest.raises(DSSNotFound, match=made.insight_id):
        made.get_settings()


def test_an_insight_needs_a_type(project: DSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="type"):
        project.create_insight({"name": "Nothing"})


def test_bad_input_is_refused_before_asking(project: DSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    for list_them in (project.list_dashboards, project.list_insights, project.list_webapps):
        with pytest.raises(ValueError, match="as_type"):
            list_them("dicts")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="dashboard_name"):
        project.create_dashboard("")
    with pytest.raises(TypeError, match="settings"):
        project.create_dashboard("X", [])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="creation_info"):
        project.create_insight("chart")  # type: ignore[arg-type]
    assert len(mock.calls) == asked


def test_rights(project: DSSProject, mock: DSSMock, client_as: Callable[[str], DSSClient]) -> None:
    public = project.create_dashboard("Public", {"pages": [], "listed": True})
    project.create_dashboard("Private")
    insight = project.create_insight({"type": "chart"})
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES")
    with pytest.raises(DSSForbidden):
        theirs.list_dashboards()
    line = {"group": "readers", "readDashboards": True}
    project.set_permissions({"owner": "admin", "permissions": [line]})
    assert [item.name for item in theirs.list_dashboards()] == ["Public"]
    assert theirs.list_insights() == []
    with pytest.raises(DSSForbidden):
        theirs.get_dashboard(public.dashboard_id).delete()
    with pytest.raises(DSSForbidden):
        theirs.get_insight(insight.insight_id).delete()
    with pytest.raises(DSSForbidden):
        theirs.create_dashboard("Mine")
    line["writeDashboards"] = True
    project.set_permissions({"owner": "admin", "permissions": [line]})
    theirs.create_dashboard("Mine")
    assert [item.name for item in theirs.list_dashboards()] == ["Public", "Mine"]


def test_they_travel_with_the_project(project: DSSProject, client: DSSClient) -> None:
    project.create_dashboard("Sales", {"pages": PAGES})
    project.create_insight({"type": "chart", "name": "Chart"})
    project.duplicate("COPY", "Copy")
    twin = client.get_project("COPY")
    [dashboard] = twin.list_dashboards("objects")
    assert (dashboard.get_settings()).get_raw()["projectKey"] == "COPY"
    assert [item.name for item in twin.list_insights()] == ["Chart"]
