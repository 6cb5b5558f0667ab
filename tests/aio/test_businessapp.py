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
from dataikuapi.aio.dss.businessapp import AsyncDSSBusinessApp, AsyncDSSBusinessAppListItem
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.archives import files_of, zip_of
from tests.people import add_person


async def content(client: AsyncDSSClient, value: int) -> dict[str, bytes]:
    """The files of a project, as an archive of an application holds them."""
    template = client.get_project("TEMPLATE")
    await template.set_variables({"standard": {"value": value}, "local": {}})
    async with await template.get_export_stream() as stream:
        return files_of(await stream.read())


def archive(version: str, files: dict[str, bytes] | None = None, **more: Any) -> io.BytesIO:
    """An archive of the application `watch`."""
    manifest = {"id": "watch", "version": version, "name": "Watch", **more}
    return io.BytesIO(zip_of({"business-app.json": json.dumps(manifest), **(files or {})}))


@pytest.fixture
async def app(client: AsyncDSSClient) -> AsyncDSSBusinessApp:
    """An application of version 1, with a project in its archive."""
    await client.create_project("TEMPLATE", "Template", "admin")
    wish = {"name": "watch_env", "specPackageList": "numpy"}
    data = archive("1", await content(client, 1), connections={"db": "PostgreSQL"}, codeEnv=wish)
    await client.install_business_app_from_archive(data, wait=True)
    return client.get_business_app("watch")


async def test_applications_are_listed(client: AsyncDSSClient, app: AsyncDSSBusinessApp) -> None:
    (item,) = await client.list_business_apps()
    assert isinstance(item, AsyncDSSBusinessAppListItem)
    assert (item.id, item.version, item.name, item.description) == ("watch", "1", "Watch", "")
    assert item.get_raw()["id"] == "watch"
    assert item.to_business_app().business_app_id == app.id
    (handle,) = await client.list_business_apps("objects")
    assert handle.id == "watch"
    assert "watch" in repr(handle)
    with pytest.raises(ValueError, match="as_type"):
        await client.list_business_apps("things")


async def test_details(client: AsyncDSSClient, app: AsyncDSSBusinessApp) -> None:
    details = await app.get_details()
    assert (details.id, details.name, details.version) == ("watch", "Watch", "1")
    assert (details.description, details.connections) == ("", {"db": "PostgreSQL"})
    assert details.web_app_id
    assert details.code_env_name is None
    assert details.settings.get_raw() == {"remapping": {}}
    assert details.get_raw()["id"] == "watch"
    with pytest.raises(DSSNotFound):
        await client.get_business_app("none").get_details()


async def test_install_from_the_store(client: AsyncDSSClient) -> None:
    future = await client.install_business_app_from_store("churn-watch")
    assert isinstance(future, AsyncDSSFuture)
    assert (await future.wait_for_result())["version"] == "1.2.0"
    with pytest.raises(DSSBadRequest, match="installed already"):
        await client.install_business_app_from_store("churn-watch", wait=True)
    with pytest.raises(DSSBadRequest, match="not in the store"):
        await client.install_business_app_from_store("none")
    with pytest.raises(ValueError, match="business_app_id"):
        await client.install_business_app_from_store("")


async def test_upgrade_from_the_store(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.install_business_app_from_store("churn-watch", wait=True)
    mock.table("business_app_store").put("churn-watch", {"version": "2.0.0"})
    app = client.get_business_app("churn-watch")
    assert (await app.upgrade_from_store(wait=True))["version"] == "2.0.0"
    assert (await app.get_details()).version == "2.0.0"


@pytest.mark.parametrize(
    "data", [b"no zip", zip_of({"a": "b"}), zip_of({"business-app.json": '{"version": "1"}'})]
)
async def test_what_is_no_application_is_refused(client: AsyncDSSClient, data: bytes) -> None:
    future = await client.install_business_app_from_archive(io.BytesIO(data))
    with pytest.raises(DSSFutureFailed):
        await future.wait_for_result()
    assert await client.list_business_apps() == []
    with pytest.raises(TypeError, match="fp"):
        await client.install_business_app_from_archive("a.zip")  # type: ignore[arg-type]


async def test_settings_are_kept(app: AsyncDSSBusinessApp) -> None:
    settings = await app.get_settings()
    settings.remapping = {"connections": [{"source": "db", "target": "pg"}]}
    settings.get_raw()["more"] = 1  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save()
    again = await app.get_settings()
    assert again.get_raw() == settings.get_raw()
    assert again.remapping["connections"][0]["target"] == "pg"
    assert (await app.get_details()).settings.remapping == again.remapping


async def test_code_environments(
    client: AsyncDSSClient, app: AsyncDSSBusinessApp, mock: DSSMock
) -> None:
    with pytest.raises(DSSBadRequest, match="no code env"):
        await app.update_code_env()
    future = await app.create_code_env("PYTHON311", conda=True)
    assert mock.calls[-1].body == {
        "deploymentMode": "BUSINESS_APP_MANAGED",
        "conda": True,
        "pythonInterpreter": "PYTHON311",
    }
    await future.wait_for_result()
    assert (await app.get_details()).code_env_name == "watch_env"
    env = client.get_code_env("PYTHON", "watch_env")
    assert (await env.get_definition())["specPackageList"] == "numpy"
    with pytest.raises(DSSBadRequest, match="already exists"):
        await app.create_code_env(wait=True)
    wish = {"name": "watch_env", "specPackageList": "numpy\npandas"}
    await client.install_business_app_from_archive(archive("2", codeEnv=wish), wait=True)
    assert (await app.update_code_env(wait=True))["envName"] == "watch_env"
    assert (await env.get_definition())["actualPackageList"] == "numpy\npandas"


async def test_a_code_environment_that_cannot_be_built(
    client: AsyncDSSClient, app: AsyncDSSBusinessApp
) -> None:
    wish = {"name": "broken", "specPackageList": "does-not-exist"}
    await client.install_business_app_from_archive(archive("2", codeEnv=wish), wait=True)
    result = await app.create_code_env(wait=True)
    assert result["messages"]["error"] is True
    assert (await app.get_details()).code_env_name is None


async def test_an_instance_is_a_project_with_the_content(
    client: AsyncDSSClient, app: AsyncDSSBusinessApp, mock: DSSMock
) -> None:
    instance = await app.create_instance("EU", "Europe", short_desc="All of it")
    assert mock.calls[-2].body == {
        "projectKey": "EU",
        "projectName": "Europe",
        "shortDesc": "All of it",
    }
    assert (instance.business_app_id, instance.project_key) == ("watch", "EU")
    assert "watch/EU" in repr(instance)
    project = instance.get_as_project()
    assert (await project.get_variables())["standard"] == {"value": 1}
    assert (await project.get_metadata())["shortDesc"] == "All of it"
    (item,) = await app.list_instances()
    assert (item.project_key, item.name, item.business_app_version) == ("EU", "Europe", "1")
    assert item.get_raw()["projectKey"] == "EU"
    assert item.to_instance().project_key == "EU"
    future = await app.create_instance("EU", "Again", wait=False)
    with pytest.raises(DSSFutureFailed, match="already used"):
        await future.wait_for_result()
    with pytest.raises(ValueError, match="project_key"):
        await app.create_instance("", "Empty")
    assert len(await app.list_instances()) == 1


async def test_an_application_without_a_project_makes_empty_ones(client: AsyncDSSClient) -> None:
    await client.install_business_app_from_store("churn-watch", wait=True)
    app = client.get_business_app("churn-watch")
    instance = await app.create_instance("EU", "Europe")
    assert (await instance.get_as_project().get_metadata())["label"] == "Europe"
    assert (await instance.upgrade())["version"] == "1.2.0"


async def test_an_instance_is_upgraded(client: AsyncDSSClient, app: AsyncDSSBusinessApp) -> None:
    instance = await app.create_instance("EU", "Europe")
    data = archive("2", await content(client, 2))
    await client.install_business_app_from_archive(data, wait=True)
    (item,) = await app.list_instances()
    assert item.business_app_version == "1"
    assert (await instance.upgrade())["success"] is True
    (item,) = await app.list_instances()
    assert (item.business_app_version, item.name) == ("2", "Europe")
    assert (await instance.get_as_project().get_variables())["standard"] == {"value": 2}
    assert isinstance(await instance.upgrade(wait=False), AsyncDSSFuture)


async def test_start_stop_and_delete_an_instance(
    client: AsyncDSSClient, app: AsyncDSSBusinessApp, mock: DSSMock
) -> None:
    instance = await app.create_instance("EU", "Europe")
    assert (await instance.start_or_restart(wait=True))["success"] is True
    assert mock.table("projects").get("EU")["businessApp"]["running"] is True
    await instance.stop()
    assert mock.table("projects").get("EU")["businessApp"]["running"] is False
    await instance.delete(clear_job_and_scenario_logs=False)
    assert mock.calls[-1].operation == "project_delete"
    assert "EU" not in await client.list_project_keys()
    assert await app.list_instances() == []
    with pytest.raises(DSSNotFound, match="no instance EU"):
        await instance.stop()


async def test_rights_of_users(
    app: AsyncDSSBusinessApp, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    instance = await app.create_instance("EU", "Europe")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "readProjectContent": True}
    await instance.get_as_project().set_permissions({"owner": "admin", "permissions": [line]})
    assert await instance.get_user_permissions("carol") == {
        "login": "carol",
        "admin": False,
        "readProjectContent": True,
        "writeProjectContent": False,
    }
    assert (await instance.get_user_permissions("admin"))["admin"] is True
    with pytest.raises(DSSNotFound):
        await instance.get_user_permissions("nobody")
    async with client_as("carol") as carol:
        mine = carol.get_business_app("watch")
        assert (await mine.get_details()).settings.get_raw() == {}
        assert len(await mine.list_instances()) == 1
        for call in (
            mine.get_settings,
            mine.upgrade_from_store,
            mine.update_code_env,
            mine.get_instance("EU").stop,
        ):
            with pytest.raises(DSSForbidden):
                await call()
        with pytest.raises(DSSForbidden):
            await mine.create_instance("MINE", "Mine")


async def test_delete_an_application(client: AsyncDSSClient, app: AsyncDSSBusinessApp) -> None:
    await app.create_instance("EU", "Europe")
    with pytest.raises(DSSBadRequest, match="EU"):
        await app.delete(wait=True)
    future = await app.delete(force=True)
    await future.wait_for_result()
    assert await client.list_business_apps() == []
    assert "EU" not in await client.list_project_keys()


async def test_the_handle_of_an_instance_asks_nothing(app: AsyncDSSBusinessApp) -> None:
    assert app.get_instance("ANY").get_as_project().project_key == "ANY"
