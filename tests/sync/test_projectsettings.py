# Derived by `tox -e generate` from tests/aio/test_projectsettings.py. Do not edit.
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSServerError
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.projectsettings import DSSProjectSettings
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


def saved(project: DSSProject, settings: DSSProjectSettings) -> Any:
    """Save, and read what DSS kept."""
    settings.save()
    return (project.get_settings()).get_raw()


def test_metadata_is_kept_as_sent(project: DSSProject) -> None:
    metadata = dict(project.get_metadata())
    metadata.update(label="Sold", tags=["x", "y"], unknown={"kept": [1, None]})
    project.set_metadata(metadata)
    assert project.get_metadata() == metadata
    summary = project.get_summary()
    assert (summary["name"], summary["tags"]) == ("Sold", ["x", "y"])


def test_a_change_is_a_version_and_a_line_of_the_timeline(project: DSSProject) -> None:
    before = project.get_summary()
    project.set_metadata({"label": "Sold"})
    after = project.get_summary()
    assert after["versionTag"]["versionNumber"] == before["versionTag"]["versionNumber"] + 1
    assert after["creationTag"] == before["creationTag"]
    timeline = project.get_timeline()
    actions = [item["action"] for item in timeline["items"]]
    assert actions == ["PROJECT_EDIT_METADATA", "PROJECT_CREATE"]
    assert timeline["createdBy"]["login"] == "admin"
    assert [each["login"] for each in timeline["allContributors"]] == ["admin"]


def test_get_timeline_has_as_many_items_as_asked(project: DSSProject, mock: DSSMock) -> None:
    project.set_tags({"tags": {}})
    timeline = project.get_timeline(item_count=1)
    assert mock.calls[-1].query == {"itemCount": 1}
    assert [item["action"] for item in timeline["items"]] == ["PROJECT_EDIT_TAGS"]


def test_tags_are_replaced(project: DSSProject) -> None:
    tags = {"tags": {"finance": {"color": "#aabbcc"}, "plain": {}}}
    project.set_tags(tags)
    assert project.get_tags() == tags
    project.set_tags()
    assert project.get_tags() == {"tags": {}}


def test_permissions_are_kept_as_sent(project: DSSProject, mock: DSSMock) -> None:
    add_person(mock, "bob")
    permissions = dict(project.get_permissions())
    permissions["owner"] = "bob"
    permissions["permissions"] = [{"group": "readers", "readDashboards": True, "later": 1}]
    project.set_permissions(permissions)
    assert project.get_permissions() == permissions
    assert (project.get_summary())["ownerLogin"] == "bob"


def test_permissions_with_an_unknown_owner(project: DSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="nobody"):
        project.set_permissions({"owner": "nobody", "permissions": []})


def test_only_an_administrator_of_the_project_sets_permissions(
    project: DSSProject, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    add_person(mock, "carol", "readers")
    right = {"group": "readers", "writeProjectContent": True}
    project.set_permissions({"owner": "admin", "permissions": [right]})
    theirs = client_as("carol").get_project("SALES")
    theirs.set_variables({"standard": {"a": 1}, "local": {}})
    with pytest.raises(DSSForbidden):
        theirs.set_permissions({"owner": "carol"})


def test_interest_is_counted(demo_client: DSSClient, project: DSSProject) -> None:
    assert project.get_interest() == {"starCount": 0, "watchCount": 0}
    interest = demo_client.get_project("PENGUINS").get_interest()
    assert interest == {"starCount": 3, "watchCount": 2}


def test_variables_are_replaced_together(project: DSSProject) -> None:
    project.set_variables({"standard": {"a": [1, {"b": None}]}, "local": {"c": "x"}})
    assert project.get_variables() == {
        "standard": {"a": [1, {"b": None}]},
        "local": {"c": "x"},
    }
    project.set_variables({"standard": {}, "local": {}})
    assert project.get_variables() == {"standard": {}, "local": {}}


@pytest.mark.parametrize("missing", ["standard", "local"])
def test_set_variables_needs_both_parts(project: DSSProject, mock: DSSMock, missing: str) -> None:
    asked = len(mock.calls)
    obj: dict[str, Any] = {"standard": {}, "local": {}}
    del obj[missing]
    with pytest.raises(ValueError, match=missing):
        project.set_variables(obj)
    with pytest.raises(TypeError, match="obj"):
        project.set_variables([missing])  # type: ignore[arg-type]
    assert len(mock.calls) == asked


def test_update_variables_leaves_the_others(project: DSSProject) -> None:
    project.set_variables({"standard": {"a": 1, "b": 2}, "local": {"c": 3}})
    project.update_variables({"b": 20})
    project.update_variables({"d": 4}, type="local")
    assert project.get_variables() == {
        "standard": {"a": 1, "b": 20},
        "local": {"c": 3, "d": 4},
    }


def test_update_variables_of_no_kind(project: DSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="type"):
        project.update_variables({"a": 1}, type="global")
    assert len(mock.calls) == asked


def test_generate_ai_description(project: DSSProject, mock: DSSMock) -> None:
    answer = project.generate_ai_description(language="french", length="low")
    assert "Sales" in (answer["msg"] or "")
    assert (project.get_metadata())["description"] == ""
    assert mock.calls[-2].query == {
        "language": "french",
        "purpose": "generic",
        "length": "low",
        "saveDescription": False,
    }
    answer = project.generate_ai_description(save_description=True)
    assert (project.get_metadata())["description"] == answer["msg"]


@pytest.mark.parametrize(
    "wish", [{"language": "klingon"}, {"purpose": "poetic"}, {"length": "endless"}]
)
def test_generate_ai_description_of_an_unknown_kind(
    project: DSSProject, mock: DSSMock, wish: dict[str, Any]
) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match=next(iter(wish))):
        project.generate_ai_description(**wish)
    assert len(mock.calls) == asked


def test_settings_are_kept_as_sent(project: DSSProject) -> None:
    settings = project.get_settings()
    raw: Any = settings.get_raw()
    assert raw is settings.settings
    raw["unknown"] = {"kept": True}
    assert saved(project, settings) == raw


def test_code_envs(project: DSSProject) -> None:
    settings = project.get_settings()
    settings.set_python_code_env("py39")
    settings.set_r_code_env("r36")
    chosen = (saved(project, settings))["settings"]["codeEnvs"]
    assert chosen["python"] == {"mode": "EXPLICIT_ENV", "envName": "py39", "useBuiltinEnv": False}
    assert chosen["r"] == {"mode": "EXPLICIT_ENV", "envName": "r36", "useBuiltinEnv": False}
    settings.set_python_code_env(None)
    settings.set_r_code_env(None)
    chosen = (saved(project, settings))["settings"]["codeEnvs"]
    assert {chosen["python"]["mode"], chosen["r"]["mode"]} == {"USE_BUILTIN_MODE"}
    assert chosen["python"]["useBuiltinEnv"] is True


def test_container_exec_config(project: DSSProject) -> None:
    settings = project.get_settings()
    settings.set_container_exec_config("k8s")
    container = (saved(project, settings))["settings"]["container"]
    assert container == {"containerMode": "EXPLICIT_CONTAINER", "containerConf": "k8s"}
    settings.set_container_exec_config(None)
    container = (saved(project, settings))["settings"]["container"]
    assert container["containerMode"] == "NONE"


def test_clusters(project: DSSProject) -> None:
    settings = project.get_settings()
    settings.set_cluster("hadoop", "spare")
    settings.set_k8s_cluster("${cluster}", fallback_cluster="kube")
    inner = (saved(project, settings))["settings"]
    assert inner["cluster"] == {
        "clusterMode": "EXPLICIT_CLUSTER",
        "clusterId": "hadoop",
        "defaultClusterId": "spare",
    }
    assert inner["k8sCluster"]["clusterId"] == "${cluster}"
    assert inner["k8sCluster"]["defaultClusterId"] == "kube"
    settings.set_cluster(None)
    settings.set_k8s_cluster(None)
    inner = (saved(project, settings))["settings"]
    assert inner["cluster"]["clusterMode"] == inner["k8sCluster"]["clusterMode"] == "INHERIT"


def test_add_exposed_object(client: DSSClient, project: DSSProject) -> None:
    settings = project.get_settings()
    for target in ("FINANCE", "FINANCE", "LEGAL"):
        settings.add_exposed_object("DATASET", "orders", target)
    settings.add_exposed_object("SAVED_MODEL", "m1", "LEGAL")
    exposed = (saved(project, settings))["exposedObjects"]["objects"]
    assert exposed == [
        {
            "type": "DATASET",
            "localName": "orders",
            "rules": [{"targetProject": "FINANCE"}, {"targetProject": "LEGAL"}],
        },
        {"type": "SAVED_MODEL", "localName": "m1", "rules": [{"targetProject": "LEGAL"}]},
    ]


def test_setters_work_on_settings_that_lack_the_place(client: DSSClient) -> None:
    settings = DSSProjectSettings(client, "SALES", {})
    settings.set_python_code_env("py39")
    settings.add_exposed_object("DATASET", "orders", "FINANCE")
    raw: Any = settings.get_raw()
    assert raw["settings"]["codeEnvs"]["python"]["envName"] == "py39"
    assert raw["exposedObjects"]["objects"][0]["localName"] == "orders"


def test_setters_refuse_empty_names(project: DSSProject) -> None:
    settings = project.get_settings()
    with pytest.raises(ValueError, match="code_env_name"):
        settings.set_python_code_env("")
    with pytest.raises(ValueError, match="config_name"):
        settings.set_container_exec_config("")
    with pytest.raises(ValueError, match="cluster"):
        settings.set_cluster("")
    with pytest.raises(ValueError, match="target_project"):
        settings.add_exposed_object("DATASET", "orders", "")


def test_a_part_of_the_settings_breaks_dss(client: DSSClient, project: DSSProject) -> None:
    partial = DSSProjectSettings(client, "SALES", {"projectStatus": "Draft"})
    with pytest.raises(DSSServerError, match="NullPointerException"):
        partial.save()
    assert (project.get_summary())["projectStatus"] == "Sandbox"
