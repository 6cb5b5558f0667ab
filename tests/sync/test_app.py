# Derived by `tox -e generate` from tests/aio/test_app.py. Do not edit.
from __future__ import annotations

from collections.abc import Callable

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSFutureFailed,
    DSSNotFound,
)
from dataikuapi.dss.app import (
    DSSApp,
    DSSAppInstance,
    DSSAppListItem,
    TemporaryDSSAppInstance,
)
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def app(demo_client: DSSClient) -> DSSApp:
    return demo_client.get_app("PROJECT_SURVEY")


def test_list_apps(demo_client: DSSClient) -> None:
    [item] = demo_client.list_apps()
    assert isinstance(item, DSSAppListItem)
    assert (item["appId"], item.tags) == ("PROJECT_SURVEY", ["template"])
    assert item.to_app().app_id == "PROJECT_SURVEY"
    [app] = demo_client.list_apps(as_type="objects")
    assert isinstance(app, DSSApp)
    assert app.app_id == "PROJECT_SURVEY"


def test_list_apps_as_something_else(demo_client: DSSClient, demo: DSSMock) -> None:
    with pytest.raises(ValueError, match="as_type"):
        demo_client.list_apps("handles")
    assert demo.calls == []


def test_create_instance(app: DSSApp, demo_client: DSSClient) -> None:
    instance = app.create_instance("SURVEY_2027", "Survey of 2027")
    assert isinstance(instance, DSSAppInstance)
    project = instance.get_as_project()
    summary = project.get_summary()
    assert (summary["name"], summary["projectAppType"]) == ("Survey of 2027", "APP_INSTANCE")
    assert project.get_variables() == {"standard": {"year": 2026}, "local": {}}
    assert app.list_instance_keys() == ["SURVEY_2026", "SURVEY_2027"]


def test_create_instance_without_waiting(app: DSSApp, demo: DSSMock) -> None:
    demo.futures.script("RUNNING", "DONE")
    future = app.create_instance("NEXT", "Next", wait=False, is_temporary_instance=True)
    assert demo.calls[-1].body == {
        "targetProjectKey": "NEXT",
        "targetProjectName": "Next",
        "isTemporaryAppInstance": True,
    }
    assert isinstance(future, DSSFuture)
    assert "NEXT" not in app.list_instance_keys()
    assert (future.wait_for_result())["projectKey"] == "NEXT"
    assert "NEXT" in app.list_instance_keys()


def test_create_instance_that_fails(app: DSSApp, demo: DSSMock) -> None:
    demo.futures.script("FAILED")
    with pytest.raises(DSSFutureFailed):
        app.create_instance("NEXT", "Next")


def test_create_instance_on_a_key_that_is_taken(app: DSSApp) -> None:
    with pytest.raises(DSSBadRequest, match="PENGUINS"):
        app.create_instance("PENGUINS", "Again")


def test_create_instance_refuses_bad_names(app: DSSApp, demo: DSSMock) -> None:
    with pytest.raises(ValueError, match="instance_key"):
        app.create_instance("", "Next")
    with pytest.raises(ValueError, match="instance_name"):
        app.create_instance("NEXT", "")
    assert demo.calls == []


def test_make_random_project_key(demo_client: DSSClient) -> None:
    app = demo_client.get_app("plugin my-app/é")
    one, two = app.make_random_project_key(), app.make_random_project_key()
    assert one.startswith("plugin_my_app_")
    assert one.isidentifier()
    assert len(one.rpartition("_tmp_")[2]) == 10
    assert one != two


def test_a_temporary_instance_is_gone_after_its_block(
    app: DSSApp, demo_client: DSSClient, demo: DSSMock
) -> None:
    with app.create_temporary_instance() as instance:
        assert isinstance(instance, TemporaryDSSAppInstance)
        key = instance.project_key
        assert key in demo_client.list_project_keys()
        assert demo.table("projects").get(key)["isTemporaryAppInstance"] is True
    assert key not in demo_client.list_project_keys()
    deletion = next(call for call in reversed(demo.calls) if call.method == "DELETE")
    assert deletion.query == {
        "clearManagedDatasets": True,
        "clearOutputManagedFolders": True,
        "clearJobAndScenarioLogs": True,
        "clearManagedKnowledgeBanks": True,
        "wait": True,
    }


def test_a_temporary_instance_is_gone_after_an_error(app: DSSApp, demo_client: DSSClient) -> None:
    before = demo_client.list_project_keys()
    with pytest.raises(ZeroDivisionError):
        with app.create_temporary_instance():
            raise ZeroDivisionError
    assert demo_client.list_project_keys() == before


def test_close_deletes_a_temporary_instance(app: DSSApp, demo_client: DSSClient) -> None:
    instance = app.create_temporary_instance()
    instance.close()
    assert instance.project_key not in demo_client.list_project_keys()


def test_list_instances(app: DSSApp) -> None:
    assert app.list_instances() == [{"projectKey": "SURVEY_2026", "name": "Survey of 2026"}]


def test_get_instance(app: DSSApp) -> None:
    instance = app.get_instance("SURVEY_2026")
    assert (instance.get_as_project().get_summary())["ownerLogin"] == "bob"
    manifest = instance.get_manifest()
    assert manifest.get_raw()["label"] == "Yearly survey"
    with pytest.raises(DataikuException, match="saved"):
        manifest.save()


def test_manifest_of_a_template(app: DSSApp, demo_client: DSSClient) -> None:
    manifest = app.get_manifest()
    assert manifest.project_key == "SURVEY"
    assert [tile["type"] for tile in manifest.get_all_actions()] == [
        "SCENARIO_RUN",
        "INLINE_DATASET_EDIT",
    ]
    assert manifest.get_runnable_scenarios() == ["COLLECT"]
    manifest.get_raw()["label"] = "Survey of the year"
    manifest.get_raw()["later"] = {"kept": True}
    manifest.save()
    assert (app.get_manifest()).get_raw() == manifest.get_raw()
    [item] = demo_client.list_apps()
    assert item["label"] == "Survey of the year"


def test_manifest_without_sections_has_no_actions(app: DSSApp, demo_client: DSSClient) -> None:
    manifest = app.get_manifest()
    manifest.get_raw()["homepageSections"] = None
    assert manifest.get_all_actions() == []
    assert manifest.get_runnable_scenarios() == []


def test_an_app_that_does_not_exist(demo_client: DSSClient) -> None:
    app = demo_client.get_app("PROJECT_PENGUINS")
    for asking in (app.get_manifest, app.list_instances):
        with pytest.raises(DSSNotFound, match="PROJECT_PENGUINS"):
            asking()


def test_only_who_may_use_an_app_finds_it(
    mock: DSSMock, client: DSSClient, client_as: Callable[[str], DSSClient]
) -> None:
    from dssmock.services.app import make_template

    client.create_project("SURVEY", "Survey", "admin")
    with mock.table("projects").edit("SURVEY") as document:
        make_template(document, {"instantiationPermission": "MANUAL"})
    add_person(mock, "carol", "readers")
    theirs = client_as("carol")
    assert theirs.list_apps() == []
    client.get_project("SURVEY").set_permissions(
        {"owner": "admin", "permissions": [{"group": "readers", "executeApp": True}]}
    )
    assert [each["appId"] for each in theirs.list_apps()] == ["PROJECT_SURVEY"]
    theirs.get_app("PROJECT_SURVEY").create_instance("HERS", "Hers")
    assert (theirs.get_project("HERS").get_permissions())["owner"] == "carol"
