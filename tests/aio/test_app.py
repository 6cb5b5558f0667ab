from __future__ import annotations

from collections.abc import Callable

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSFutureFailed,
    DSSNotFound,
)
from dataikuapi.aio.dss.app import (
    AsyncDSSApp,
    AsyncDSSAppInstance,
    AsyncDSSAppListItem,
    AsyncTemporaryDSSAppInstance,
)
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def app(demo_client: AsyncDSSClient) -> AsyncDSSApp:
    return demo_client.get_app("PROJECT_SURVEY")


async def test_list_apps(demo_client: AsyncDSSClient) -> None:
    [item] = await demo_client.list_apps()
    assert isinstance(item, AsyncDSSAppListItem)
    assert (item["appId"], item.tags) == ("PROJECT_SURVEY", ["template"])
    assert item.to_app().app_id == "PROJECT_SURVEY"
    [app] = await demo_client.list_apps(as_type="objects")
    assert isinstance(app, AsyncDSSApp)
    assert app.app_id == "PROJECT_SURVEY"


async def test_list_apps_as_something_else(demo_client: AsyncDSSClient, demo: DSSMock) -> None:
    with pytest.raises(ValueError, match="as_type"):
        await demo_client.list_apps("handles")
    assert demo.calls == []


async def test_create_instance(app: AsyncDSSApp, demo_client: AsyncDSSClient) -> None:
    instance = await app.create_instance("SURVEY_2027", "Survey of 2027")
    assert isinstance(instance, AsyncDSSAppInstance)
    project = instance.get_as_project()
    summary = await project.get_summary()
    assert (summary["name"], summary["projectAppType"]) == ("Survey of 2027", "APP_INSTANCE")
    assert await project.get_variables() == {"standard": {"year": 2026}, "local": {}}
    assert await app.list_instance_keys() == ["SURVEY_2026", "SURVEY_2027"]


async def test_create_instance_without_waiting(app: AsyncDSSApp, demo: DSSMock) -> None:
    demo.futures.script("RUNNING", "DONE")
    future = await app.create_instance("NEXT", "Next", wait=False, is_temporary_instance=True)
    assert demo.calls[-1].body == {
        "targetProjectKey": "NEXT",
        "targetProjectName": "Next",
        "isTemporaryAppInstance": True,
    }
    assert isinstance(future, AsyncDSSFuture)
    assert "NEXT" not in await app.list_instance_keys()
    assert (await future.wait_for_result())["projectKey"] == "NEXT"
    assert "NEXT" in await app.list_instance_keys()


async def test_create_instance_that_fails(app: AsyncDSSApp, demo: DSSMock) -> None:
    demo.futures.script("FAILED")
    with pytest.raises(DSSFutureFailed):
        await app.create_instance("NEXT", "Next")


async def test_create_instance_on_a_key_that_is_taken(app: AsyncDSSApp) -> None:
    with pytest.raises(DSSBadRequest, match="PENGUINS"):
        await app.create_instance("PENGUINS", "Again")


async def test_create_instance_refuses_bad_names(app: AsyncDSSApp, demo: DSSMock) -> None:
    with pytest.raises(ValueError, match="instance_key"):
        await app.create_instance("", "Next")
    with pytest.raises(ValueError, match="instance_name"):
        await app.create_instance("NEXT", "")
    assert demo.calls == []


async def test_make_random_project_key(demo_client: AsyncDSSClient) -> None:
    app = demo_client.get_app("plugin my-app/é")
    one, two = app.make_random_project_key(), app.make_random_project_key()
    assert one.startswith("plugin_my_app_")
    assert one.isidentifier()
    assert len(one.rpartition("_tmp_")[2]) == 10
    assert one != two


async def test_a_temporary_instance_is_gone_after_its_block(
    app: AsyncDSSApp, demo_client: AsyncDSSClient, demo: DSSMock
) -> None:
    async with await app.create_temporary_instance() as instance:
        assert isinstance(instance, AsyncTemporaryDSSAppInstance)
        key = instance.project_key
        assert key in await demo_client.list_project_keys()
        assert demo.table("projects").get(key)["isTemporaryAppInstance"] is True
    assert key not in await demo_client.list_project_keys()
    deletion = next(call for call in reversed(demo.calls) if call.method == "DELETE")
    assert deletion.query == {
        "clearManagedDatasets": True,
        "clearOutputManagedFolders": True,
        "clearJobAndScenarioLogs": True,
        "clearManagedKnowledgeBanks": True,
        "wait": True,
    }


async def test_a_temporary_instance_is_gone_after_an_error(
    app: AsyncDSSApp, demo_client: AsyncDSSClient
) -> None:
    before = await demo_client.list_project_keys()
    with pytest.raises(ZeroDivisionError):
        async with await app.create_temporary_instance():
            raise ZeroDivisionError
    assert await demo_client.list_project_keys() == before


async def test_close_deletes_a_temporary_instance(
    app: AsyncDSSApp, demo_client: AsyncDSSClient
) -> None:
    instance = await app.create_temporary_instance()
    await instance.close()
    assert instance.project_key not in await demo_client.list_project_keys()


async def test_list_instances(app: AsyncDSSApp) -> None:
    assert await app.list_instances() == [{"projectKey": "SURVEY_2026", "name": "Survey of 2026"}]


async def test_get_instance(app: AsyncDSSApp) -> None:
    instance = app.get_instance("SURVEY_2026")
    assert (await instance.get_as_project().get_summary())["ownerLogin"] == "bob"
    manifest = await instance.get_manifest()
    assert manifest.get_raw()["label"] == "Yearly survey"
    with pytest.raises(DataikuException, match="saved"):
        await manifest.save()


async def test_manifest_of_a_template(app: AsyncDSSApp, demo_client: AsyncDSSClient) -> None:
    manifest = await app.get_manifest()
    assert manifest.project_key == "SURVEY"
    assert [tile["type"] for tile in manifest.get_all_actions()] == [
        "SCENARIO_RUN",
        "INLINE_DATASET_EDIT",
    ]
    assert manifest.get_runnable_scenarios() == ["COLLECT"]
    manifest.get_raw()["label"] = "Survey of the year"
    manifest.get_raw()["later"] = {"kept": True}
    await manifest.save()
    assert (await app.get_manifest()).get_raw() == manifest.get_raw()
    [item] = await demo_client.list_apps()
    assert item["label"] == "Survey of the year"


async def test_manifest_without_sections_has_no_actions(
    app: AsyncDSSApp, demo_client: AsyncDSSClient
) -> None:
    manifest = await app.get_manifest()
    manifest.get_raw()["homepageSections"] = None
    assert manifest.get_all_actions() == []
    assert manifest.get_runnable_scenarios() == []


async def test_an_app_that_does_not_exist(demo_client: AsyncDSSClient) -> None:
    app = demo_client.get_app("PROJECT_PENGUINS")
    for asking in (app.get_manifest, app.list_instances):
        with pytest.raises(DSSNotFound, match="PROJECT_PENGUINS"):
            await asking()


async def test_only_who_may_use_an_app_finds_it(
    mock: DSSMock, client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    from dssmock.services.app import make_template

    await client.create_project("SURVEY", "Survey", "admin")
    with mock.table("projects").edit("SURVEY") as document:
        make_template(document, {"instantiationPermission": "MANUAL"})
    add_person(mock, "carol", "readers")
    theirs = client_as("carol")
    assert await theirs.list_apps() == []
    await client.get_project("SURVEY").set_permissions(
        {"owner": "admin", "permissions": [{"group": "readers", "executeApp": True}]}
    )
    assert [each["appId"] for each in await theirs.list_apps()] == ["PROJECT_SURVEY"]
    await theirs.get_app("PROJECT_SURVEY").create_instance("HERS", "Hers")
    assert (await theirs.get_project("HERS").get_permissions())["owner"] == "carol"
