"""Webapps of a project and their backends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from dataikuapi._errors import DSSBadRequest, DSSConnectionError, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.webapp import AsyncDSSWebApp
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


async def test_webapps_are_created_and_listed(project: AsyncDSSProject) -> None:
    made = await project.create_webapp("What if")
    await project.create_webapp("Board", "DASH")
    first, second = await project.list_webapps()
    assert (first.id, first.name, first["type"]) == (made.webapp_id, "What if", "STANDARD")
    assert (second.name, second["type"], second.tags) == ("Board", "DASH", [])
    assert first.to_webapp().webapp_id == made.webapp_id
    handles = await project.list_webapps(as_type="objects")
    assert [handle.webapp_id for handle in handles] == [first.id, second.id]
    assert isinstance(handles[0], AsyncDSSWebApp)
    assert made.webapp_id in repr(made)


async def test_a_webapp_of_no_type(project: AsyncDSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="FLASH"):
        await project.create_webapp("Old", "FLASH")
    assert len(mock.calls) == asked
    answer = mock.request("POST", "/projects/SALES/webapps/", json={"name": "x", "type": "FLASH"})
    assert answer.status == 400


async def test_code_is_saved(project: AsyncDSSProject) -> None:
    made = await project.create_webapp("Shiny", "SHINY")
    settings = await made.get_settings()
    raw: Any = settings.get_raw()
    raw["params"]["server"] = "shinyServer()"
    raw["unknown"] = {"kept": [1]}
    await settings.save()
    again: Any = (await made.get_settings()).get_raw()
    assert again["params"]["server"] == "shinyServer()"
    assert again["unknown"] == {"kept": [1]}
    with pytest.raises(DSSNotFound, match="nowhere"):
        await project.get_webapp("nowhere").get_settings()


async def test_a_backend_is_started_and_stopped(project: AsyncDSSProject) -> None:
    made = await project.create_webapp("Board", "BOKEH")
    state = await made.get_state()
    assert state.running is False
    assert state.state == {"projectKey": "SALES", "webAppId": made.webapp_id}
    await made.stop_backend()
    assert (await made.get_state()).running is False
    future = await made.start_or_restart_backend()
    await future.wait_for_result()
    assert (await made.get_state()).running is True
    assert (await made.get_state()).webapp_id == made.webapp_id
    await made.stop_backend()
    assert (await made.get_state()).running is False


async def test_a_page_without_backend(project: AsyncDSSProject) -> None:
    made = await project.create_webapp("Page")
    with pytest.raises(DSSBadRequest, match="not enabled"):
        await made.start_or_restart_backend()
    settings = await made.get_settings()
    raw: Any = settings.get_raw()
    raw["params"]["backendEnabled"] = True
    await settings.save()
    await (await made.start_or_restart_backend()).wait_for_result()
    assert (await made.get_state()).running is True


async def test_the_address_of_a_backend(
    project: AsyncDSSProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = project.get_webapp("a/b").get_backend_client()
    assert backend.base_url == f"{project.client.host}/web-apps-backends/SALES/a%2Fb/"
    assert backend.url_for_path("//query?x=1") == backend.base_url + "query?x=1"
    monkeypatch.setattr(project.client, "internal_ticket", "ticket")
    with pytest.raises(ValueError, match="DKU_BASE_PORT"):
        project.get_webapp("x").get_backend_client()
    monkeypatch.setenv("DKU_BASE_PORT", "10000")
    monkeypatch.setenv("DKU_BASE_PROTOCOL", "https")
    inside = project.get_webapp("x").get_backend_client()
    assert inside.base_url == "https://127.0.0.1:10000/web-apps-backends/SALES/x/"


async def test_a_backend_is_called_with_the_key(
    project: AsyncDSSProject, client: AsyncDSSClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.url.path.endswith("broken"):
            raise httpx.ReadError("gone")
        return httpx.Response(418, json={"method": request.method})

    other = client.with_options()
    settings = other.rest.settings.changed(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(other.rest, "settings", settings)
    other.rest._http._carriers.clear()
    backend = other.get_project("SALES").get_webapp("x").get_backend_client()
    session = backend.session
    for method in ("get", "post", "put", "delete"):
        response = await getattr(session, method)(backend.url_for_path("/query"), params={"x": "1"})
        assert (response.status_code, response.json()) == (418, {"method": method.upper()})
    assert str(seen[0].url) == backend.base_url + "query?x=1"
    assert seen[0].headers["Authorization"].startswith("Basic ")
    with pytest.raises(DSSConnectionError, match="broken"):
        await session.get(backend.url_for_path("broken"))
    with pytest.raises(ValueError, match="url"):
        await session.get("https://elsewhere.example.com/")


async def test_rights(
    project: AsyncDSSProject, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    made = await project.create_webapp("Board", "BOKEH")
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES").get_webapp(made.webapp_id)
    with pytest.raises(DSSForbidden):
        await theirs.get_settings()
    line = {"group": "readers", "readProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    settings = await theirs.get_settings()
    with pytest.raises(DSSForbidden):
        await settings.save()
    with pytest.raises(DSSForbidden):
        await theirs.start_or_restart_backend()
    with pytest.raises(DSSForbidden):
        await theirs.stop_backend()


async def test_a_copy_of_the_project_has_no_backend_that_runs(
    project: AsyncDSSProject, client: AsyncDSSClient
) -> None:
    made = await project.create_webapp("Board", "BOKEH")
    await (await made.start_or_restart_backend()).wait_for_result()
    await project.duplicate("COPY", "Copy")
    [twin] = await client.get_project("COPY").list_webapps("objects")
    assert (await twin.get_state()).running is False
