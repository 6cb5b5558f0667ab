# Derived by `tox -e generate` from tests/aio/test_businessapp.py. Do not edit.
"""Business applications and their instances."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import (
    DSSBadRequest,
    DSSForbidden,
    DSSFutureFailed,
    DSSNotFound,
)
from dataikuapi.dss.businessapp import DSSBusinessApp, DSSBusinessAppListItem
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.archives import files_of, zip_of
from tests.people import add_person


def content(client: DSSClient, value: int) -> dict[str, bytes]:
    """The files of a project, as an archive of an application holds them."""
    template = client.get_project("TEMPLATE")
    template.set_variables({"standard": {"value": value}, "local": {}})
    with template.get_export_stream() as stream:
        return files_of(stream.read())


def archive(version: str, files: dict[str, bytes] | None = None, **more: Any) -> io.BytesIO:
    """An archive of the application `watch`."""
    manifest = {"id": "watch", "version": version, "name": "Watch", **more}
    return io.BytesIO(zip_of({"business-app.json": json.dumps(manifest), **(files or {})}))


@pytest.fixture
def app(client: DSSClient) -> DSSBusinessApp:
    """An application of version 1, with a project in its archive."""
    client.create_project("TEMPLATE", "Template", "admin")
    wish = {"name": "watch_env", "specPackageList": "numpy"}
    data = archive("1", content(client, 1), connections={"db": "PostgreSQL"}, codeEnv=wish)
    client.install_business_app_from_archive(data, wait=True)
    return client.get_business_app("watch")


def test_applications_are_listed(client: DSSClient, app: DSSBusinessApp) -> None:
    (item,) = client.list_business_apps()
    assert isinstance(item, DSSBusinessAppListItem)
    assert (item.id, item.version, item.name, item.description) == ("watch", "1", "Watch", "")
    assert item.get_raw()["id"] == "watch"
    assert item.to_business_app().business_app_id == app.id
    (handle,) = client.list_business_apps("objects")
    assert handle.id == "watch"
    assert "watch" in repr(handle)
    with pytest.raises(ValueError, match="as_type"):
        client.list_business_apps("things")


def test_details(client: DSSClient, app: DSSBusinessApp) -> None:
    details = app.get_details()
    assert (details.id, details.name, details.version) == ("watch", "Watch", "1")
    assert (details.description, details.connections) == ("", {"db": "PostgreSQL"})
    assert details.web_app_id
    assert details.code_env_name is None
    assert details.settings.get_raw() == {"remapping": {}}
    assert details.get_raw()["id"] == "watch"
    with pytest.raises(DSSNotFound):
        client.get_business_app("none").get_details()


def test_install_from_the_store(client: DSSClient) -> None:
    future = client.install_business_app_from_store("churn-watch")
    assert isinstance(future, DSSFuture)
    assert (future.wait_for_result())["version"] == "1.2.0"
    with pytest.raises(DSSBadRequest, match="installed already"):
        client.install_business_app_from_store("churn-watch", wait=True)
    with pytest.raises(DSSBadRequest, match="not in the store"):
        client.install_business_app_from_store("none")
    with pytest.raises(ValueError, match="business_app_id"):
        client.install_business_app_from_store("")


def test_upgrade_from_the_store(client: DSSClient, mock: DSSMock) -> None:
    client.install_business_app_from_store("churn-watch", wait=True)
    mock.table("business_app_store").put("churn-watch", {"version": "2.0.0"})
    app = client.get_business_app("churn-watch")
    assert (app.upgrade_from_store(wait=True))["version"] == "2.0.0"
    assert (app.get_details()).version == "2.0.0"


@pytest.mark.parametrize(
    "data", [b"no zip", zip_of({"a": "b"}), zip_of({"business-app.json": '{"version": "1"}'})]
)
def test_what_is_no_application_is_refused(client: DSSClient, data: bytes) -> None:
    future = client.install_business_app_from_archive(io.BytesIO(data))
    with pytest.raises(DSSFutureFailed):
        future.wait_for_result()
    assert client.list_business_apps() == []
    with pytest.raises(TypeError, match="fp"):
        client.install_business_app_from_archive("a.zip")  # type: ignore[arg-type]


def test_settings_are_kept(app: DSSBusinessApp) -> None:
    settings = app.get_settings()
    settings.remapping = {"connections": [{"source": "db", "target": "pg"}]}
    settings.get_raw()["more"] = 1  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    settings.save()
    again = app.get_settings()
    assert again.get_raw() == settings.get_raw()
    assert again.remapping["connections"][0]["target"] == "pg"
    assert (app.get_details()).settings.remapping == again.remapping


def test_code_environments(client: DSSClient, app: DSSBusinessApp, mock: DSSMock) -> None:
    with pytest.raises(DSSBadRequest, match="no code env"):
        app.update_code_env()
    future = app.create_code_env("PYTHON311", conda=True)
    assert mock.calls[-1].body == {
        "deploymentMode": "BUSINESS_APP_MANAGED",
        "conda": True,
        "pythonInterpreter": "PYTHON311",
    }
    future.wait_for_result()
    assert (app.get_details()).code_env_name == "watch_env"
    env = client.get_code_env("PYTHON", "watch_env")
    assert (env.get_definition())["specPackageList"] == "numpy"
    with pytest.raises(DSSBadRequest, match="already exists"):
        app.create_code_env(wait=True)
    wish = {"name": "watch_env", "specPackageList": "numpy\npandas"}
    client.install_business_app_from_archive(archive("2", codeEnv=wish), wait=True)
    assert (app.update_code_env(wait=True))["envName"] == "watch_env"
    assert (env.get_definition())["actualPackageList"] == "numpy\npandas"


def test_a_code_environment_that_cannot_be_built(client: DSSClient, app: DSSBusinessApp) -> None:
    wish = {"name": "broken", "specPackageList": "does-not-exist"}
    client.install_business_app_from_archive(archive("2", codeEnv=wish), wait=True)
    result = app.create_code_env(wait=True)
    assert result["messages"]["error"] is True
    assert (app.get_details()).code_env_name is None


def test_an_instance_is_a_project_with_the_content(
    client: DSSClient, app: DSSBusinessApp, mock: DSSMock
) -> None:
    instance = app.create_instance("EU", "Europe", short_desc="All of it")
    assert mock.calls[-2].body == {
        "projectKey": "EU",
        "projectName": "Europe",
        "shortDesc": "All of it",
    }
    assert (instance.business_app_id, instance.project_key) == ("watch", "EU")
    assert "watch/EU" in repr(instance)
    project = instance.get_as_project()
    assert (project.get_variables())["standard"] == {"value": 1}
    assert (project.get_metadata())["shortDesc"] == "All of it"
    (item,) = app.list_instances()
    assert (item.project_key, item.name, item.business_app_version) == ("EU", "Europe", "1")
    assert item.get_raw()["projectKey"] == "EU"
    assert item.to_instance().project_key == "EU"
    future = app.create_instance("EU", "Again", wait=False)
    with pytest.raises(DSSFutureFailed, match="already used"):
        future.wait_for_result()
    with pytest.raises(ValueError, match="project_key"):
        app.create_instance("", "Empty")
    assert len(app.list_instances()) == 1


def test_an_application_without_a_project_makes_empty_ones(client: DSSClient) -> None:
    client.install_business_app_from_store("churn-watch", wait=True)
    app = client.get_business_app("churn-watch")
    instance = app.create_instance("EU", "Europe")
    assert (instance.get_as_project().get_metadata())["label"] == "Europe"
    assert (instance.upgrade())["version"] == "1.2.0"


def test_an_instance_is_upgraded(client: DSSClient, app: DSSBusinessApp) -> None:
    instance = app.create_instance("EU", "Europe")
    data = archive("2", content(client, 2))
    client.install_business_app_from_archive(data, wait=True)
    (item,) = app.list_instances()
    assert item.business_app_version == "1"
    assert (instance.upgrade())["success"] is True
    (item,) = app.list_instances()
    assert (item.business_app_version, item.name) == ("2", "Europe")
    assert (instance.get_as_project().get_variables())["standard"] == {"value": 2}
    assert isinstance(instance.upgrade(wait=False), DSSFuture)


def test_start_stop_and_delete_an_instance(
    client: DSSClient, app: DSSBusinessApp, mock: DSSMock
) -> None:
    instance = app.create_instance("EU", "Europe")
    assert (instance.start_or_restart(wait=True))["success"] is True
    assert mock.table("projects").get("EU")["businessApp"]["running"] is True
    instance.stop()
    assert mock.table("projects").get("EU")["businessApp"]["running"] is False
    instance.delete(clear_job_and_scenario_logs=False)
    assert mock.calls[-1].operation == "project_delete"
    assert "EU" not in client.list_project_keys()
    assert app.list_instances() == []
    with pytest.raises(DSSNotFound, match="no instance EU"):
        instance.stop()


def test_rights_of_users(
    app: DSSBusinessApp, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    instance = app.create_instance("EU", "Europe")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "readProjectContent": True}
    instance.get_as_project().set_permissions({"owner": "admin", "permissions": [line]})
    assert instance.get_user_permissions("carol") == {
        "login": "carol",
        "admin": False,
        "readProjectContent": True,
        "writeProjectContent": False,
    }
    assert (instance.get_user_permissions("admin"))["admin"] is True
    with pytest.raises(DSSNotFound):
        instance.get_user_permissions("nobody")
    with client_as("carol") as carol:
        mine = carol.get_business_app("watch")
        assert (mine.get_details()).settings.get_raw() == {}
        assert len(mine.list_instances()) == 1
        for call in (
            mine.get_settings,
            mine.upgrade_from_store,
            mine.update_code_env,
            mine.get_instance("EU").stop,
        ):
            with pytest.raises(DSSForbidden):
                call()
        with pytest.raises(DSSForbidden):
            mine.create_instance("MINE", "Mine")


def test_delete_an_application(client: DSSClient, app: DSSBusinessApp) -> None:
    app.create_instance("EU", "Europe")
    with pytest.raises(DSSBadRequest, match="EU"):
        app.delete(wait=True)
    future = app.delete(force=True)
    future.wait_for_result()
    assert client.list_business_apps() == []
    assert "EU" not in client.list_project_keys()


def test_the_handle_of_an_instance_asks_nothing(app: DSSBusinessApp) -> None:
    assert app.get_instance("ANY").get_as_project().project_key == "ANY"
