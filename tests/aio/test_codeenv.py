"""Code environments: creation, definition, builds, logs and usages."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSDataError, DSSNotFound, DSSServerError
from dataikuapi.aio.dss.codeenv import AsyncDSSCodeEnv
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

MANAGED = "DESIGN_MANAGED"
FAILS = "does-not-exist"


async def make(
    client: AsyncDSSClient, name: str = "env", mode: str = MANAGED, **params: Any
) -> AsyncDSSCodeEnv:
    """A Python code environment."""
    return await client.create_code_env("PYTHON", name, mode, params)


async def test_create_makes_what_the_parameters_say(client: AsyncDSSClient) -> None:
    env = await client.create_code_env(
        "PYTHON", "my env", MANAGED, {"pythonInterpreter": "PYTHON312", "conda": True}
    )
    assert (env.env_lang, env.env_name) == ("PYTHON", "my env")
    definition = await env.get_definition()
    assert definition["deploymentMode"] == MANAGED
    assert definition["desc"]["pythonInterpreter"] == "PYTHON312"
    assert definition["desc"]["conda"] is True
    assert repr(env).endswith("CodeEnv PYTHON 'my env'>")


async def test_create_leaves_the_parameters_as_they_are(client: AsyncDSSClient) -> None:
    params = {"conda": False}
    await client.create_code_env("R", "r4", MANAGED, params)
    assert params == {"conda": False}


async def test_create_of_a_failing_build_says_why_and_leaves_its_log(
    client: AsyncDSSClient,
) -> None:
    with pytest.raises(DataikuException, match=r"creation failed.*No matching distribution"):
        await make(client, "broken", specPackageList=FAILS)
    env = client.get_code_env("PYTHON", "broken")
    assert [log["name"] for log in await env.list_logs()] == ["create.log"]
    assert "No matching distribution" in await env.get_log("create.log")
    with pytest.raises(DSSServerError, match="PYTHON env broken doesn't exist"):
        await env.get_definition()


async def test_create_without_waiting_gives_a_task(client: AsyncDSSClient) -> None:
    future = await client.create_code_env("PYTHON", "later", MANAGED, wait=False)
    assert isinstance(future, AsyncDSSFuture)
    assert (await future.wait_for_result())["envName"] == "later"
    assert (await client.get_code_env("PYTHON", "later").get_definition())["envName"] == "later"


async def test_create_twice_is_refused(client: AsyncDSSClient) -> None:
    await make(client)
    with pytest.raises(DSSBadRequest, match="already exists"):
        await make(client)


@pytest.mark.parametrize("name", ["", ".", "..", "a\nb"])
async def test_create_refuses_what_is_no_name(
    client: AsyncDSSClient, mock: DSSMock, name: str
) -> None:
    with pytest.raises(ValueError, match="env_name"):
        await make(client, name)
    assert mock.calls == []


async def test_create_refuses_parameters_that_are_no_dict(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    with pytest.raises(TypeError, match="params"):
        await client.create_code_env("PYTHON", "env", MANAGED, [1])  # type: ignore[call-overload]
    assert mock.calls == []


@pytest.mark.parametrize("name", ["a/b", "50%", "a b?x=1#y", "données", "环境"])
async def test_names_of_any_script_arrive_as_they_are(client: AsyncDSSClient, name: str) -> None:
    env = await make(client, name)
    assert (await env.get_definition())["envName"] == name
    assert [item["envName"] for item in await client.list_code_envs()] == [name]


async def test_list_gives_items_or_handles(client: AsyncDSSClient) -> None:
    await make(client, "one")
    await client.create_code_env("R", "two", MANAGED)
    items = await client.list_code_envs()
    assert [(item["envLang"], item["envName"]) for item in items] == [
        ("PYTHON", "one"), ("R", "two"),
    ]  # fmt: skip
    handles = await client.list_code_envs(as_objects=True)
    assert [handle.env_name for handle in handles] == ["one", "two"]


async def test_internal_environment_gets_its_name_from_dss(client: AsyncDSSClient) -> None:
    env = await client.create_internal_code_env("RAG_CODE_ENV", python_interpreter="PYTHON312")
    definition = await env.get_definition()
    assert definition["deploymentMode"] == "DSS_INTERNAL"
    assert definition["desc"]["pythonInterpreter"] == "PYTHON312"
    with pytest.raises(DSSBadRequest, match="Unknown type"):
        await client.create_internal_code_env("NO_SUCH_CODE_ENV")
    with pytest.raises(ValueError, match="internal_env_type"):
        await client.create_internal_code_env("")


async def test_internal_environment_without_waiting(client: AsyncDSSClient) -> None:
    future = await client.create_internal_code_env("PII_DETECTION_CODE_ENV", wait=False)
    name = (await future.wait_for_result())["envName"]
    assert [item["envName"] for item in await client.list_code_envs()] == [name]


async def test_internal_environment_that_the_answer_does_not_name(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    mock.faults.add("code_env_create_internal", status=200, body={"messages": None})
    with pytest.raises(DSSDataError, match="does not name"):
        await client.create_internal_code_env("RAG_CODE_ENV")


async def test_preset_creates_then_updates(client: AsyncDSSClient) -> None:
    answer = await client.create_code_env_from_python_preset(
        "DATA_SCIENCE", interpreter="PYTHON310", prefix="team_"
    )
    assert answer["envName"] == "team_DATA_SCIENCE"
    env = client.get_code_env("PYTHON", "team_DATA_SCIENCE")
    settings = await env.get_settings()
    assert "pandas" in settings.get_raw()["specPackageList"]
    assert settings.get_raw()["desc"]["pythonInterpreter"] == "PYTHON310"
    settings.get_raw()["specPackageList"] = "numpy"
    await settings.save()
    await client.create_code_env_from_python_preset("DATA_SCIENCE", prefix="team_")
    assert "pandas" in (await env.get_definition())["specPackageList"]
    with pytest.raises(DSSBadRequest, match="already exists"):
        await client.create_code_env_from_python_preset(
            "DATA_SCIENCE", allow_update=False, prefix="team_"
        )


async def test_preset_without_waiting(client: AsyncDSSClient) -> None:
    future = await client.create_code_env_from_python_preset("VISUALIZATION", wait=False)
    assert (await future.wait_for_result())["envName"] == "VISUALIZATION"


async def test_definition_is_written_back_whole(client: AsyncDSSClient) -> None:
    env = await make(client)
    definition = await env.get_definition()
    definition["owner"] = "bob"
    definition["usableByAll"] = False
    definition["unheardOf"] = {"kept": [1]}
    answer = await env.set_definition(definition)
    assert answer == await env.get_definition()
    assert answer["owner"] == "bob"
    assert answer["unheardOf"] == {"kept": [1]}
    assert answer["desc"]["usableByAll"] is False


async def test_packages_are_installed_when_asked(client: AsyncDSSClient) -> None:
    env = await make(client)
    definition = await env.get_definition()
    definition["specPackageList"] = "pandas==2.2.2\nscikit-learn"
    await env.set_definition(definition)
    assert (await client.list_code_envs())[0]["isUptodate"] is False
    answer = await env.update_packages(force_rebuild_env=True)
    assert answer["messages"]["error"] is False
    assert (await client.list_code_envs())[0]["isUptodate"] is True
    log = await env.get_log("update_packages.log")
    assert "from scratch" in log
    assert "Collecting scikit-learn" in log


async def test_packages_that_fail_raise_with_the_messages(client: AsyncDSSClient) -> None:
    env = await make(client)
    definition = await env.get_definition()
    definition["specPackageList"] = f"{FAILS}==1"
    await env.set_definition(definition)
    with pytest.raises(DataikuException, match=f"found for {FAILS}==1"):
        await env.update_packages()
    future = await env.update_packages(wait=False)
    assert (await future.wait_for_result())["messages"]["error"] is True


async def test_images_are_built_for_the_chosen_configurations(client: AsyncDSSClient) -> None:
    general = await client.get_general_settings()
    general.get_raw()["containerSettings"] = {"executionConfigs": [{"name": "k8s"}]}
    await general.save()
    env = await make(client, containerConfs=["k8s"])
    answer = await env.update_images()
    assert [said["message"] for said in answer["messages"]["messages"]] == ["Image built for k8s"]
    assert "k8s" in await env.get_log("images.log")
    future = await env.update_images(wait=False)
    assert (await future.wait_for_result())["messages"]["anyMessage"] is True
    broken = await make(client, "other", containerConfs=["gone"])
    with pytest.raises(DataikuException, match=r"image build failed.*gone"):
        await broken.update_images()


async def test_images_and_packages_of_a_version(client: AsyncDSSClient) -> None:
    env = await make(client, "auto", mode="AUTOMATION_VERSIONED", specPackageList="pandas")
    await env.update_packages(version="v1")
    assert (await env.get_definition())["versions"][0]["actualPackageList"] == "pandas"
    await env.update_images(env_version="v1")
    with pytest.raises(DSSBadRequest, match="no version v7"):
        await env.update_images(env_version="v7")
    with pytest.raises(DSSBadRequest, match="no version v7"):
        await env.update_packages(version="v7")


async def test_jupyter_support_goes_on_and_off(client: AsyncDSSClient) -> None:
    env = await make(client)
    await env.set_jupyter_support(False)
    assert (await env.get_definition())["desc"]["installJupyterSupport"] is False
    future = await env.set_jupyter_support(True, wait=False)
    await future.wait_for_result()
    assert (await env.get_definition())["desc"]["installJupyterSupport"] is True


async def test_delete_forgets_the_environment(client: AsyncDSSClient) -> None:
    env = await make(client)
    answer = await env.delete()
    assert answer["messages"]["error"] is False
    assert await client.list_code_envs() == []
    other = await make(client, "other")
    future = await other.delete(wait=False)
    await future.wait_for_result()
    assert await client.list_code_envs() == []


async def test_usages_follow_the_settings_of_projects(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    env = await make(client)
    chosen = {"python": {"mode": "EXPLICIT_ENV", "envName": "env"}, "r": {"mode": "INHERIT"}}
    project = {"projectKey": "SALES", "settings": {"settings": {"codeEnvs": chosen}}}
    mock.table("projects").put("SALES", project)
    mock.table("plugins").put("geo", {"id": "geo", "settings": {"codeEnvName": "other"}})
    mock.table("plugins").put("plain", {"id": "plain", "settings": {"codeEnvName": None}})
    usages = await env.list_usages()
    assert [(use["envUsage"], use["projectKey"]) for use in usages] == [("PROJECT", "SALES")]
    assert await env.list_usages(env_version="v1") == usages
    everywhere = await client.list_code_env_usages()
    assert [use["envName"] for use in everywhere] == ["env", "other"]
    assert everywhere[1]["objectId"] == "geo"


async def test_version_for_project(client: AsyncDSSClient, mock: DSSMock) -> None:
    chosen = {"python": {"mode": "EXPLICIT_ENV", "envName": "auto"}}
    project = {"projectKey": "SALES", "settings": {"settings": {"codeEnvs": chosen}}}
    mock.table("projects").put("SALES", {**project, "activeBundleId": "b1"})
    plain = await make(client, "plain")
    assert (await plain.get_version_for_project("SALES"))["version"] is None
    versioned = await make(client, "auto", mode="AUTOMATION_VERSIONED")
    found = await versioned.get_version_for_project("SALES")
    assert (found["version"], found["bundleId"]) == ("v1", "b1")


async def test_logs_are_listed_with_their_sizes(client: AsyncDSSClient) -> None:
    env = await make(client)
    logs = await env.list_logs(env_version="v1")
    assert logs == await env.list_logs()
    assert logs[0]["size"] == len((await env.get_log(logs[0]["name"])).encode())
    with pytest.raises(DSSNotFound, match=r"nothing\.log"):
        await env.get_log("nothing.log")


async def test_an_answer_that_is_no_object_is_an_error(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    env = await make(client)
    mock.faults.add("code_env_update_packages", status=200, body=["ok"])
    with pytest.raises(DSSDataError, match="list where object was expected"):
        await env.update_packages()
