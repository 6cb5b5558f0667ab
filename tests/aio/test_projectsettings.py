from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSServerError
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.projectsettings import AsyncDSSProjectSettings
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


async def saved(project: AsyncDSSProject, settings: AsyncDSSProjectSettings) -> Any:
    """Save, and read what DSS kept."""
    await settings.save()
    return (await project.get_settings()).get_raw()


async def test_metadata_is_kept_as_sent(project: AsyncDSSProject) -> None:
    metadata = dict(await project.get_metadata())
    metadata.update(label="Sold", tags=["x", "y"], unknown={"kept": [1, None]})
    await project.set_metadata(metadata)
    assert await project.get_metadata() == metadata
    summary = await project.get_summary()
    assert (summary["name"], summary["tags"]) == ("Sold", ["x", "y"])


async def test_a_change_is_a_version_and_a_line_of_the_timeline(project: AsyncDSSProject) -> None:
    before = await project.get_summary()
    await project.set_metadata({"label": "Sold"})
    after = await project.get_summary()
    assert after["versionTag"]["versionNumber"] == before["versionTag"]["versionNumber"] + 1
    assert after["creationTag"] == before["creationTag"]
    timeline = await project.get_timeline()
    actions = [item["action"] for item in timeline["items"]]
    assert actions == ["PROJECT_EDIT_METADATA", "PROJECT_CREATE"]
    assert timeline["createdBy"]["login"] == "admin"
    assert [each["login"] for each in timeline["allContributors"]] == ["admin"]


async def test_get_timeline_has_as_many_items_as_asked(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    await project.set_tags({"tags": {}})
    timeline = await project.get_timeline(item_count=1)
    assert mock.calls[-1].query == {"itemCount": 1}
    assert [item["action"] for item in timeline["items"]] == ["PROJECT_EDIT_TAGS"]


async def test_tags_are_replaced(project: AsyncDSSProject) -> None:
    tags = {"tags": {"finance": {"color": "#aabbcc"}, "plain": {}}}
    await project.set_tags(tags)
    assert await project.get_tags() == tags
    await project.set_tags()
    assert await project.get_tags() == {"tags": {}}


async def test_permissions_are_kept_as_sent(project: AsyncDSSProject, mock: DSSMock) -> None:
    add_person(mock, "bob")
    permissions = dict(await project.get_permissions())
    permissions["owner"] = "bob"
    permissions["permissions"] = [{"group": "readers", "readDashboards": True, "later": 1}]
    await project.set_permissions(permissions)
    assert await project.get_permissions() == permissions
    assert (await project.get_summary())["ownerLogin"] == "bob"


async def test_permissions_with_an_unknown_owner(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="nobody"):
        await project.set_permissions({"owner": "nobody", "permissions": []})


async def test_only_an_administrator_of_the_project_sets_permissions(
    project: AsyncDSSProject, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    add_person(mock, "carol", "readers")
    right = {"group": "readers", "writeProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [right]})
    theirs = client_as("carol").get_project("SALES")
    await theirs.set_variables({"standard": {"a": 1}, "local": {}})
    with pytest.raises(DSSForbidden):
        await theirs.set_permissions({"owner": "carol"})


async def test_interest_is_counted(demo_client: AsyncDSSClient, project: AsyncDSSProject) -> None:
    assert await project.get_interest() == {"starCount": 0, "watchCount": 0}
    interest = await demo_client.get_project("PENGUINS").get_interest()
    assert interest == {"starCount": 3, "watchCount": 2}


async def test_variables_are_replaced_together(project: AsyncDSSProject) -> None:
    await project.set_variables({"standard": {"a": [1, {"b": None}]}, "local": {"c": "x"}})
    assert await project.get_variables() == {
        "standard": {"a": [1, {"b": None}]},
        "local": {"c": "x"},
    }
    await project.set_variables({"standard": {}, "local": {}})
    assert await project.get_variables() == {"standard": {}, "local": {}}


@pytest.mark.parametrize("missing", ["standard", "local"])
async def test_set_variables_needs_both_parts(
    project: AsyncDSSProject, mock: DSSMock, missing: str
) -> None:
    asked = len(mock.calls)
    obj: dict[str, Any] = {"standard": {}, "local": {}}
    del obj[missing]
    with pytest.raises(ValueError, match=missing):
        await project.set_variables(obj)
    with pytest.raises(TypeError, match="obj"):
        await project.set_variables([missing])  # type: ignore[arg-type]
    assert len(mock.calls) == asked


async def test_update_variables_leaves_the_others(project: AsyncDSSProject) -> None:
    await project.set_variables({"standard": {"a": 1, "b": 2}, "local": {"c": 3}})
    await project.update_variables({"b": 20})
    await project.update_variables({"d": 4}, type="local")
    assert await project.get_variables() == {
        "standard": {"a": 1, "b": 20},
        "local": {"c": 3, "d": 4},
    }


async def test_update_variables_of_no_kind(project: AsyncDSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="type"):
        await project.update_variables({"a": 1}, type="global")
    assert len(mock.calls) == asked


async def test_generate_ai_description(project: AsyncDSSProject, mock: DSSMock) -> None:
    answer = await project.generate_ai_description(language="french", length="low")
    assert "Sales" in (answer["msg"] or "")
    assert (await project.get_metadata())["description"] == ""
    assert mock.calls[-2].query == {
        "language": "french",
        "purpose": "generic",
        "length": "low",
        "saveDescription": False,
    }
    answer = await project.generate_ai_description(save_description=True)
    assert (await project.get_metadata())["description"] == answer["msg"]


@pytest.mark.parametrize(
    "wish", [{"language": "klingon"}, {"purpose": "poetic"}, {"length": "endless"}]
)
async def test_generate_ai_description_of_an_unknown_kind(
    project: AsyncDSSProject, mock: DSSMock, wish: dict[str, Any]
) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match=next(iter(wish))):
        await project.generate_ai_description(**wish)
    assert len(mock.calls) == asked


async def test_settings_are_kept_as_sent(project: AsyncDSSProject) -> None:
    settings = await project.get_settings()
    raw: Any = settings.get_raw()
    assert raw is settings.settings
    raw["unknown"] = {"kept": True}
    assert await saved(project, settings) == raw


async def test_code_envs(project: AsyncDSSProject) -> None:
    settings = await project.get_settings()
    settings.set_python_code_env("py39")
    settings.set_r_code_env("r36")
    chosen = (await saved(project, settings))["settings"]["codeEnvs"]
    assert chosen["python"] == {"mode": "EXPLICIT_ENV", "envName": "py39", "useBuiltinEnv": False}
    assert chosen["r"] == {"mode": "EXPLICIT_ENV", "envName": "r36", "useBuiltinEnv": False}
    settings.set_python_code_env(None)
    settings.set_r_code_env(None)
    chosen = (await saved(project, settings))["settings"]["codeEnvs"]
    assert {chosen["python"]["mode"], chosen["r"]["mode"]} == {"USE_BUILTIN_MODE"}
    assert chosen["python"]["useBuiltinEnv"] is True


async def test_container_exec_config(project: AsyncDSSProject) -> None:
    settings = await project.get_settings()
    settings.set_container_exec_config("k8s")
    container = (await saved(project, settings))["settings"]["container"]
    assert container == {"containerMode": "EXPLICIT_CONTAINER", "containerConf": "k8s"}
    settings.set_container_exec_config(None)
    container = (await saved(project, settings))["settings"]["container"]
    assert container["containerMode"] == "NONE"


async def test_clusters(project: AsyncDSSProject) -> None:
    settings = await project.get_settings()
    settings.set_cluster("hadoop", "spare")
    settings.set_k8s_cluster("${cluster}", fallback_cluster="kube")
    inner = (await saved(project, settings))["settings"]
    assert inner["cluster"] == {
        "clusterMode": "EXPLICIT_CLUSTER",
        "clusterId": "hadoop",
        "defaultClusterId": "spare",
    }
    assert inner["k8sCluster"]["clusterId"] == "${cluster}"
    assert inner["k8sCluster"]["defaultClusterId"] == "kube"
    settings.set_cluster(None)
    settings.set_k8s_cluster(None)
    inner = (await saved(project, settings))["settings"]
    assert inner["cluster"]["clusterMode"] == inner["k8sCluster"]["clusterMode"] == "INHERIT"


async def test_add_exposed_object(client: AsyncDSSClient, project: AsyncDSSProject) -> None:
    settings = await project.get_settings()
    for target in ("FINANCE", "FINANCE", "LEGAL"):
        settings.add_exposed_object("DATASET", "orders", target)
    settings.add_exposed_object("SAVED_MODEL", "m1", "LEGAL")
    exposed = (await saved(project, settings))["exposedObjects"]["objects"]
    assert exposed == [
        {
            "type": "DATASET",
            "localName": "orders",
            "rules": [{"targetProject": "FINANCE"}, {"targetProject": "LEGAL"}],
        },
        {"type": "SAVED_MODEL", "localName": "m1", "rules": [{"targetProject": "LEGAL"}]},
    ]


async def test_setters_work_on_settings_that_lack_the_place(client: AsyncDSSClient) -> None:
    settings = AsyncDSSProjectSettings(client, "SALES", {})
    settings.set_python_code_env("py39")
    settings.add_exposed_object("DATASET", "orders", "FINANCE")
    raw: Any = settings.get_raw()
    assert raw["settings"]["codeEnvs"]["python"]["envName"] == "py39"
    assert raw["exposedObjects"]["objects"][0]["localName"] == "orders"


async def test_setters_refuse_empty_names(project: AsyncDSSProject) -> None:
    settings = await project.get_settings()
    with pytest.raises(ValueError, match="code_env_name"):
        settings.set_python_code_env("")
    with pytest.raises(ValueError, match="config_name"):
        settings.set_container_exec_config("")
    with pytest.raises(ValueError, match="cluster"):
        settings.set_cluster("")
    with pytest.raises(ValueError, match="target_project"):
        settings.add_exposed_object("DATASET", "orders", "")


async def test_a_part_of_the_settings_breaks_dss(
    client: AsyncDSSClient, project: AsyncDSSProject
) -> None:
    partial = AsyncDSSProjectSettings(client, "SALES", {"projectStatus": "Draft"})
    with pytest.raises(DSSServerError, match="NullPointerException"):
        await partial.save()
    assert (await project.get_summary())["projectStatus"] == "Sandbox"
