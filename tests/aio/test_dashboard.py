"""Dashboards and insights of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.dashboard import AsyncDSSDashboard
from dataikuapi.aio.dss.insight import AsyncDSSInsight
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person

PAGES = [{"id": "p1", "title": "Overview", "grid": {"tiles": [{"tileId": "t1"}, {"tileId": "t2"}]}}]


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


async def test_a_dashboard_is_created_and_listed(project: AsyncDSSProject) -> None:
    settings: dict[str, Any] = {"pages": PAGES, "listed": True}
    made = await project.create_dashboard("Sales at a glance", settings)
    assert settings == {"pages": PAGES, "listed": True}
    [item] = await project.list_dashboards()
    assert (item.id, item.name, item.owner) == (made.dashboard_id, "Sales at a glance", "admin")
    assert (item.listed, item.num_pages, item.num_tiles, item.tags) == (True, 1, 2, [])
    assert item.to_dashboard().dashboard_id == made.dashboard_id
    [handle] = await project.list_dashboards(as_type="objects")
    assert isinstance(handle, AsyncDSSDashboard)
    assert (handle.project_key, handle.dashboard_id) == ("SALES", made.dashboard_id)
    assert made.dashboard_id in repr(made)


async def test_a_dashboard_without_settings_has_no_page(project: AsyncDSSProject) -> None:
    made = await project.create_dashboard("Empty")
    settings = await made.get_settings()
    assert settings.get_raw()["pages"] == []
    assert (settings.id, settings.name, settings.listed) == (made.dashboard_id, "Empty", False)
    assert settings.owner == "admin"


async def test_a_dashboard_is_saved(project: AsyncDSSProject) -> None:
    made = await project.create_dashboard("Old", {"pages": PAGES, "unknown": {"kept": 1}})
    settings = await made.get_settings()
    settings.name = "New"
    settings.listed = True
    settings.tags = ["a"]
    settings.description = "Long"
    await settings.save()
    again: Any = (await made.get_settings()).get_raw()
    assert (again["name"], again["listed"], again["tags"]) == ("New", True, ["a"])
    assert (again["pages"], again["unknown"]) == (PAGES, {"kept": 1})
    assert again["versionTag"]["versionNumber"] == 1


async def test_a_dashboard_is_deleted(project: AsyncDSSProject) -> None:
    made = await project.create_dashboard("Old")
    await made.delete()
    assert await project.list_dashboards() == []
    with pytest.raises(DSSNotFound, match=made.dashboard_id):
        await project.get_dashboard(made.dashboard_id).get_settings()


async def test_an_insight_is_created_and_listed(project: AsyncDSSProject) -> None:
    prototype = {
        "name": "Orders",
        "type": "dataset_table",
        "params": {"datasetSmartName": "orders"},
    }
    made = await project.create_insight(prototype)
    [item] = await project.list_insights()
    assert (item.id, item.name, item.type) == (made.insight_id, "Orders", "dataset_table")
    assert (item.listed, item.owner) == (False, "admin")
    assert item.to_insight().insight_id == made.insight_id
    [handle] = await project.list_insights("objects")
    assert isinstance(handle, AsyncDSSInsight)
    assert handle.insight_id == made.insight_id
    assert made.insight_id in repr(made)


async def test_an_insight_is_saved(project: AsyncDSSProject, mock: DSSMock) -> None:
    made = await project.create_insight({"type": "chart", "unknown": [1]})
    settings = await made.get_settings()
    assert (settings.id, settings.type, settings.owner) == (made.insight_id, "chart", "admin")
    settings.name = "Chart"
    settings.listed = True
    await settings.save()
    assert mock.calls[-1].method == "POST"
    again = await project.get_insight(made.insight_id).get_settings()
    assert (again.name, again.listed, again.get_raw()["unknown"]) == ("Chart", True, [1])


async def test_an_insight_is_deleted(project: AsyncDSSProject) -> None:
    made = await project.create_insight({"type": "chart"})
    await made.delete()
    assert await project.list_insights() == []
    with pytest.raises(DSSNotFound, match=made.insight_id):
        await made.get_settings()


async def test_an_insight_needs_a_type(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="type"):
        await project.create_insight({"name": "Nothing"})


async def test_bad_input_is_refused_before_asking(project: AsyncDSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    for list_them in (project.list_dashboards, project.list_insights, project.list_webapps):
        with pytest.raises(ValueError, match="as_type"):
            await list_them("dicts")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="dashboard_name"):
        await project.create_dashboard("")
    with pytest.raises(TypeError, match="settings"):
        await project.create_dashboard("X", [])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="creation_info"):
        await project.create_insight("chart")  # type: ignore[arg-type]
    assert len(mock.calls) == asked


async def test_rights(
    project: AsyncDSSProject, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    public = await project.create_dashboard("Public", {"pages": [], "listed": True})
    await project.create_dashboard("Private")
    insight = await project.create_insight({"type": "chart"})
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES")
    with pytest.raises(DSSForbidden):
        await theirs.list_dashboards()
    line = {"group": "readers", "readDashboards": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    assert [item.name for item in await theirs.list_dashboards()] == ["Public"]
    assert await theirs.list_insights() == []
    with pytest.raises(DSSForbidden):
        await theirs.get_dashboard(public.dashboard_id).delete()
    with pytest.raises(DSSForbidden):
        await theirs.get_insight(insight.insight_id).delete()
    with pytest.raises(DSSForbidden):
        await theirs.create_dashboard("Mine")
    line["writeDashboards"] = True
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    await theirs.create_dashboard("Mine")
    assert [item.name for item in await theirs.list_dashboards()] == ["Public", "Mine"]


async def test_they_travel_with_the_project(
    project: AsyncDSSProject, client: AsyncDSSClient
) -> None:
    await project.create_dashboard("Sales", {"pages": PAGES})
    await project.create_insight({"type": "chart", "name": "Chart"})
    await project.duplicate("COPY", "Copy")
    twin = client.get_project("COPY")
    [dashboard] = await twin.list_dashboards("objects")
    assert (await dashboard.get_settings()).get_raw()["projectKey"] == "COPY"
    assert [item.name for item in await twin.list_insights()] == ["Chart"]
