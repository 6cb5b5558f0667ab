# Derived by `tox -e generate` from tests/aio/test_codeenv.py. Do not edit.
"""Code environments: creation, definition, builds, logs and usages."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSDataError, DSSNotFound, DSSServerError
from dataikuapi.dss.codeenv import DSSCodeEnv
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

MANAGED = "DESIGN_MANAGED"
FAILS = "does-not-exist"


def make(client: DSSClient, name: str = "env", mode: str = MANAGED, **params: Any) -> DSSCodeEnv:
    """A Python code environment."""
    return client.create_code_env("PYTHON", name, mode, params)


def test_create_makes_what_the_parameters_say(client: DSSClient) -> None:
    env = client.create_code_env(
        "PYTHON", "my env", MANAGED, {"pythonInterpreter": "PYTHON312", "conda": True}
    )
    assert (env.env_lang, env.env_name) == ("PYTHON", "my env")
    definition = env.get_definition()
    assert definition["deploymentMode"] == MANAGED
    assert definition["desc"]["pythonInterpreter"] == "PYTHON312"
    assert definition["desc"]["conda"] is True
    assert repr(env).endswith("CodeEnv PYTHON 'my env'>")


def test_create_leaves_the_parameters_as_they_are(client: DSSClient) -> None:
    params = {"conda": False}
    client.create_code_env("R", "r4", MANAGED, params)
    assert params == {"conda": False}


def test_create_of_a_failing_build_says_why_and_leaves_its_log(
    client: DSSClient,
) -> None:
    with pytest.raises(DataikuException, match=r"creation failed.*No matching distribution"):
        make(client, "broken", specPackageList=FAILS)
    env = client.get_code_env("PYTHON", "broken")
    assert [log["name"] for log in env.list_logs()] == ["create.log"]
    assert "No matching distribution" in env.get_log("create.log")
    with pytest.raises(DSSServerError, match="PYTHON env broken doesn't exist"):
        env.get_definition()


def test_create_without_waiting_gives_a_task(client: DSSClient) -> None:
    future = client.create_code_env("PYTHON", "later", MANAGED, wait=False)
    assert isinstance(future, DSSFuture)
    assert (future.wait_for_result())["envName"] == "later"
    assert (client.get_code_env("PYTHON", "later").get_definition())["envName"] == "later"


def test_create_twice_is_refused(client: DSSClient) -> None:
    make(client)
    with pytest.raises(DSSBadRequest, match="already exists"):
        make(client)


@pytest.mark.parametrize("name", ["", ".", "..", "a\nb"])
def test_create_refuses_what_is_no_name(client: DSSClient, mock: DSSMock, name: str) -> None:
    with pytest.raises(ValueError, match="env_name"):
        make(client, name)
    assert mock.calls == []


def test_create_refuses_parameters_that_are_no_dict(client: DSSClient, mock: DSSMock) -> None:
    with pytest.raises(TypeError, match="params"):
        client.create_code_env("PYTHON", "env", MANAGED, [1])  # type: ignore[call-overload]
    assert mock.calls == []


@pytest.mark.parametrize("name", ["a/b", "50%", "a b?x=1#y", "données", "环境"])
def test_names_of_any_script_arrive_as_they_are(client: DSSClient, name: str) -> None:
    env = make(client, name)
    assert (env.get_definition())["envName"] == name
    assert [item["envName"] for item in client.list_code_envs()] == [name]


def test_list_gives_items_or_handles(client: DSSClient) -> None:
    make(client, "one")
    client.create_code_env("R", "two", MANAGED)
    items = client.list_code_envs()
    assert [(item["envLang"], item["envName"]) for item in items] == [
        ("PYTHON", "one"), ("R", "two"),
    ]  # fmt: skip
    handles = client.list_code_envs(as_objects=True)
    assert [handle.env_name for handle in handles] == ["one", "two"]


def test_internal_environment_gets_its_name_from_dss(client: DSSClient) -> None:
    env = client.create_internal_code_env("RAG_CODE_ENV", python_interpreter="PYTHON312")
    definition = env.get_definition()
    assert definition["deploymentMode"] == "DSS_INTERNAL"
    assert definition["desc"]["pythonInterpreter"] == "PYTHON312"
    with pytest.raises(DSSBadRequest, match="Unknown type"):
        client.create_internal_code_env("NO_SUCH_CODE_ENV")
    with pytest.raises(ValueError, match="internal_env_type"):
        client.create_internal_code_env("")


def test_internal_environment_without_waiting(client: DSSClient) -> None:
    future = client.create_internal_code_env("PII_DETECTION_CODE_ENV", wait=False)
    name = (future.wait_for_result())["envName"]
    assert [item["envName"] for item in client.list_code_envs()] == [name]


def test_internal_environment_that_the_answer_does_not_name(
    client: DSSClient, mock: DSSMock
) -> None:
    mock.faults.add("code_env_create_internal", status=200, body={"messages": None})
    with pytest.raises(DSSDataError, match="does not name"):
        client.create_internal_code_env("RAG_CODE_ENV")


def test_preset_creates_then_updates(client: DSSClient) -> None:
    answer = client.create_code_env_from_python_preset(
        "DATA_SCIENCE", interpreter="PYTHON310", prefix="team_"
    )
    assert answer["envName"] == "team_DATA_SCIENCE"
    env = client.get_code_env("PYTHON", "team_DATA_SCIENCE")
    settings = env.get_settings()
    assert "pandas" in settings.get_raw()["specPackageList"]
    assert settings.get_raw()["desc"]["pythonInterpreter"] == "PYTHON310"
    settings.get_raw()["specPackageList"] = "numpy"
    settings.save()
    client.create_code_env_from_python_preset("DATA_SCIENCE", prefix="team_")
    assert "pandas" in (env.get_definition())["specPackageList"]
    with pytest.raises(DSSBadRequest, match="already exists"):
        client.create_code_env_from_python_preset(
            "DATA_SCIENCE", allow_update=False, prefix="team_"
        )


def test_preset_without_waiting(client: DSSClient) -> None:
    future = client.create_code_env_from_python_preset("VISUALIZATION", wait=False)
    assert (future.wait_for_result())["envName"] == "VISUALIZATION"


def test_definition_is_written_back_whole(client: DSSClient) -> None:
    env = make(client)
    definition = env.get_definition()
    definition["owner"] = "bob"
    definition["usableByAll"] = False
    definition["unheardOf"] = {"kept": [1]}
    answer = env.set_definition(definition)
    assert answer == env.get_definition()
    assert answer["owner"] == "bob"
    assert answer["unheardOf"] == {"kept": [1]}
    assert answer["desc"]["usableByAll"] is False


def test_packages_are_installed_when_asked(client: DSSClient) -> None:
    env = make(client)
    definition = env.get_definition()
    definition["specPackageList"] = "pandas==2.2.2\nscikit-learn"
    env.set_definition(definition)
    assert (client.list_code_envs())[0]["isUptodate"] is False
    answer = env.update_packages(force_rebuild_env=True)
    assert answer["messages"]["error"] is False
    assert (client.list_code_envs())[0]["isUptodate"] is True
    log = env.get_log("update_packages.log")
    assert "from scratch" in log
    assert "Collecting scikit-learn" in log


def test_packages_that_fail_raise_with_the_messages(client: DSSClient) -> None:
    env = make(client)
    definition = env.get_definition()
    definition["specPackageList"] = f"{FAILS}==1"
    env.set_definition(definition)
    with pytest.raises(DataikuException, match=f"found for {FAILS}==1"):
        env.update_packages()
    future = env.update_packages(wait=False)
    assert (future.wait_for_result())["messages"]["error"] is True


def test_images_are_built_for_the_chosen_configurations(client: DSSClient) -> None:
    general = client.get_general_settings()
    general.get_raw()["containerSettings"] = {"executionConfigs": [{"name": "k8s"}]}
    general.save()
    env = make(client, containerConfs=["k8s"])
    answer = env.update_images()
    assert [said["message"] for said in answer["messages"]["messages"]] == ["Image built for k8s"]
    assert "k8s" in env.get_log("images.log")
    future = env.update_images(wait=False)
    assert (future.wait_for_result())["messages"]["anyMessage"] is True
    broken = make(client, "other", containerConfs=["gone"])
    with pytest.raises(DataikuException, match=r"image build failed.*gone"):
        broken.update_images()


def test_images_and_packages_of_a_version(client: DSSClient) -> None:
    env = make(client, "auto", mode="AUTOMATION_VERSIONED", specPackageList="pandas")
    env.update_packages(version="v1")
    assert (env.get_definition())["versions"][0]["actualPackageList"] == "pandas"
    env.update_images(env_version="v1")
    with pytest.raises(DSSBadRequest, match="no version v7"):
        env.update_images(env_version="v7")
    with pytest.raises(DSSBadRequest, match="no version v7"):
        env.update_packages(version="v7")


def test_jupyter_support_goes_on_and_off(client: DSSClient) -> None:
    env = make(client)
    env.set_jupyter_support(False)
    assert (env.get_definition())["desc"]["installJupyterSupport"] is False
    future = env.set_jupyter_support(True, wait=False)
    future.wait_for_result()
    assert (env.get_definition())["desc"]["installJupyterSupport"] is True


def test_delete_forgets_the_environment(client: DSSClient) -> None:
    env = make(client)
    answer = env.delete()
    assert answer["messages"]["error"] is False
    assert client.list_code_envs() == []
    other = make(client, "other")
    future = other.delete(wait=False)
    future.wait_for_result()
    assert client.list_code_envs() == []


def test_usages_follow_the_settings_of_projects(client: DSSClient, mock: DSSMock) -> None:
    env = make(client)
    chosen = {"python": {"mode": "EXPLICIT_ENV", "envName": "env"}, "r": {"mode": "INHERIT"}}
    project = {"projectKey": "SALES", "settings": {"settings": {"codeEnvs": chosen}}}
    mock.table("projects").put("SALES", project)
    mock.table("plugins").put("geo", {"id": "geo", "settings": {"codeEnvName": "other"}})
    mock.table("plugins").put("plain", {"id": "plain", "settings": {"codeEnvName": None}})
    usages = env.list_usages()
    assert [(use["envUsage"], use["projectKey"]) for use in usages] == [("PROJECT", "SALES")]
    assert env.list_usages(env_version="v1") == usages
    everywhere = client.list_code_env_usages()
    assert [use["envName"] for use in everywhere] == ["env", "other"]
    assert everywhere[1]["objectId"] == "geo"


def test_version_for_project(client: DSSClient, mock: DSSMock) -> None:
    chosen = {"python": {"mode": "EXPLICIT_ENV", "envName": "auto"}}
    project = {"projectKey": "SALES", "settings": {"settings": {"codeEnvs": chosen}}}
    mock.table("projects").put("SALES", {**project, "activeBundleId": "b1"})
    plain = make(client, "plain")
    assert (plain.get_version_for_project("SALES"))["version"] is None
    versioned = make(client, "auto", mode="AUTOMATION_VERSIONED")
    found = versioned.get_version_for_project("SALES")
    assert (found["version"], found["bundleId"]) == ("v1", "b1")


def test_logs_are_listed_with_their_sizes(client: DSSClient) -> None:
    env = make(client)
    logs = env.list_logs(env_version="v1")
    assert logs == env.list_logs()
    assert logs[0]["size"] == len((env.get_log(logs[0]["name"])).encode())
    with pytest.raises(DSSNotFound, match=r"nothing\.log"):
        env.get_log("nothing.log")


def test_an_answer_that_is_no_object_is_an_error(client: DSSClient, mock: DSSMock) -> None:
    env = make(client)
    mock.faults.add("code_env_update_packages", status=200, body=["ok"])
    with pytest.raises(DSSDataError, match="list where object was expected"):
        env.update_packages()
