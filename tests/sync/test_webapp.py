# Derived by `tox -e generate` from tests/aio/test_webapp.py. Do not edit.
"""Webapps of a project and their backends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from dataikuapi._errors import DSSBadRequest, DSSConnectionError, DSSForbidden, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.webapp import DSSWebApp
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


def test_webapps_are_created_and_listed(project: DSSProject) -> None:
    made = project.create_webapp("What if")
    project.create_webapp("Board", "DASH")
    first, second = project.list_webapps()
    assert (first.id, first.name, first["type"]) == (made.webapp_id, "What if", "STANDARD")
    assert (second.name, second["type"], second.tags) == ("Board", "DASH", [])
    assert first.to_webapp().webapp_id == made.webapp_id
    handles = project.list_webapps(as_type="objects")
    assert [handle.webapp_id for handle in handles] == [first.id, second.id]
    assert isinstance(handles[0], DSSWebApp)
    assert made.webapp_id in repr(made)


def test_a_webapp_of_no_type(project: DSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="FLASH"):
        project.create_webapp("Old", "FLASH")
    assert len(mock.calls) == asked
    answer = mock.request("POST", "/projects/SALES/webapps/", json={"name": "x", "type": "FLASH"})
    assert answer.status == 400


def test_code_is_saved(project: DSSProject) -> None:
    made = project.create_webapp("Shiny", "SHINY")
    settings = made.get_settings()
    raw: Any = settings.get_raw()
    raw["params"]["server"] = "shinyServer()"
    raw["unknown"] = {"kept": [1]}
    settings.save()
    again: Any = (made.get_settings()).get_raw()
    assert again["params"]["server"] == "shinyServer()"
    assert again["unknown"] == {"kept": [1]}
    with pytest.raises(DSSNotFound, match="nowhere"):
        project.get_webapp("nowhere").get_settings()


def test_a_backend_is_started_and_stopped(project: DSSProject) -> None:
    made = project.create_webapp("Board", "BOKEH")
    state = made.get_state()
    assert state.running is False
    assert state.state == {"projectKey": "SALES", "webAppId": made.webapp_id}
    made.stop_backend()
    assert (made.get_state()).running is False
    future = made.start_or_restart_backend()
    future.wait_for_result()
    assert (made.get_state()).running is True
    assert (made.get_state()).webapp_id == made.webapp_id
    made.stop_backend()
    assert (made.get_state()).running is False


def test_a_page_without_backend(project: DSSProject) -> None:
    made = project.create_webapp("Page")
    with pytest.raises(DSSBadRequest, match="not enabled"):
        made.start_or_restart_backend()
    settings = made.get_settings()
    raw: Any = settings.get_raw()
    raw["params"]["backendEnabled"] = True
    settings.save()
    (made.start_or_restart_backend()).wait_for_result()
    assert (made.get_state()).running is True


def test_the_address_of_a_backend(project: DSSProject, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_a_backend_is_called_with_the_key(
    project: DSSProject, client: DSSClient, monkeypatch: pytest.MonkeyPatch
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
        response = getattr(session, method)(backend.url_for_path("/query"), params={"x": "1"})
        assert (response.status_code, response.json()) == (418, {"method": method.upper()})
    assert str(seen[0].url) == backend.base_url + "query?x=1"
    assert seen[0].headers["Authorization"].startswith("Basic ")
    with pytest.raises(DSSConnectionError, match="broken"):
        session.get(backend.url_for_path("broken"))
    with pytest.raises(ValueError, match="url"):
        session.get("https://elsewhere.example.com/")


def test_rights(project: DSSProject, mock: DSSMock, client_as: Callable[[str], DSSClient]) -> None:
    made = project.create_webapp("Board", "BOKEH")
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES").get_webapp(made.webapp_id)
    with pytest.raises(DSSForbidden):
        theirs.get_settings()
    line = {"group": "readers", "readProjectContent": True}
    project.set_permissions({"owner": "admin", "permissions": [line]})
    settings = theirs.get_settings()
    with pytest.raises(DSSForbidden):
        settings.save()
    with pytest.raises(DSSForbidden):
        theirs.start_or_restart_backend()
    with pytest.raises(DSSForbidden):
        theirs.stop_backend()


def test_a_copy_of_the_project_has_no_backend_that_runs(
    project: DSSProject, client: DSSClient
) -> None:
    made = project.create_webapp("Board", "BOKEH")
    (made.start_or_restart_backend()).wait_for_result()
    project.duplicate("COPY", "Copy")
    [twin] = client.get_project("COPY").list_webapps("objects")
    assert (twin.get_state()).running is False
