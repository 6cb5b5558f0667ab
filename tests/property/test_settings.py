"""Settings read and saved stay as they are, with whatever DSS has put into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataikuapi import DSSClient
from dssmock.core import DSSMock
from tests.contract.world import World

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
# A member of tomorrow; names that exist already mean something.
UNKNOWN = st.dictionaries(st.text(max_size=6).map("tomorrow's {}".format), JSON, max_size=3)
# What the server writes by itself on each save.
OWN = {"creationTag", "versionTag", "lastModifiedBy", "lastModifiedOn", "timeline"}


@dataclass(frozen=True)
class Kind:
    """Settings: how they are read, and where the instance keeps them.

    Attributes:
        read: reads them.
        table: table that has them.
        id: their identifier in it.
        inside: members on the way to them.
    """

    read: Callable[[DSSClient], Any]
    table: str
    id: str
    inside: tuple[str, ...] = ()


def ml_task(client: DSSClient, id: str) -> Any:
    """Settings of an ML task, after a look at those of each algorithm."""
    found: Any = client.get_project("SALES").get_ml_task("xN3kq8Lw", id).get_settings()
    for name in found.get_all_possible_algorithm_names():
        found.get_algorithm_settings(name)
    return found


KINDS: Mapping[str, Kind] = {
    "project": Kind(
        lambda client: client.get_project("SALES").get_settings(),
        *("projects", "SALES", ("settings",)),
    ),
    "project, inside": Kind(
        lambda client: client.get_project("SALES").get_settings(),
        *("projects", "SALES", ("settings", "settings")),
    ),
    "project folder": Kind(
        lambda client: client.get_project_folder("aB3dE6g").get_settings(),
        *("project_folders", "aB3dE6g", ("settings",)),
    ),
    "user": Kind(lambda client: client.get_user("alice").get_settings(), "users", "alice"),
    "own user": Kind(lambda client: client.get_own_user().get_settings(), "users", "admin"),
    "general": Kind(lambda client: client.get_general_settings(), "general_settings", "instance"),
    "variables": Kind(lambda client: client.get_global_variables(), "variables", "instance"),
    "connection": Kind(
        lambda client: client.get_connection("warehouse").get_settings(),
        *("connections", "warehouse"),
    ),
    "connection, inside": Kind(
        lambda client: client.get_connection("warehouse").get_settings(),
        *("connections", "warehouse", ("params",)),
    ),
    "cluster": Kind(
        lambda client: client.get_cluster("eks_main").get_settings(), "clusters", "eks_main"
    ),
    "code env": Kind(
        lambda client: client.get_code_env("PYTHON", "py311_ml").get_settings(),
        *("code_envs", "PYTHON/py311_ml"),
    ),
    "plugin": Kind(
        lambda client: client.get_plugin("my-plugin").get_settings(),
        *("plugins", "my-plugin", ("settings",)),
    ),
    "infra": Kind(
        lambda client: client.get_apideployer().get_infra("prod").get_settings(),
        *("api_deployer_infras", "prod"),
    ),
    "service": Kind(
        lambda client: client.get_apideployer().get_service("fraud").get_settings(),
        *("api_deployer_services", "fraud", ("settings",)),
    ),
    "deployment": Kind(
        lambda client: client.get_apideployer().get_deployment("fraud-on-prod").get_settings(),
        *("api_deployer_deployments", "fraud-on-prod", ("settings",)),
    ),
    "infra for projects": Kind(
        lambda client: client.get_projectdeployer().get_infra("prod").get_settings(),
        *("project_deployer_infras", "prod"),
    ),
    "published project": Kind(
        lambda client: client.get_projectdeployer().get_project("SALES").get_settings(),
        *("project_deployer_projects", "SALES", ("settings",)),
    ),
    "deployment of a project": Kind(
        lambda client: client.get_projectdeployer().get_deployment("SALES-on-prod").get_settings(),
        *("project_deployer_deployments", "SALES-on-prod", ("settings",)),
    ),
    "API service": Kind(
        lambda client: client.get_project("SALES").get_api_service("fraud").get_settings(),
        *("api_services", "SALES.fraud"),
    ),
    "messaging channel": Kind(
        lambda client: client.get_messaging_channel("team-mail").get_settings(),
        *("messaging_channels", "team-mail", ("configuration",)),
    ),
    "business app": Kind(
        lambda client: client.get_business_app("churn-watch").get_settings(),
        *("business_apps", "churn-watch", ("settings",)),
    ),
    "global key": Kind(
        lambda client: client.get_global_api_key_by_id("gk1").get_definition(),
        *("global_api_keys", "gk1"),
    ),
    "analysis": Kind(
        lambda client: client.get_project("SALES").get_analysis("xN3kq8Lw").get_definition(),
        *("analyses", "SALES.xN3kq8Lw", ("script",)),
    ),
    "ML task": Kind(
        lambda client: ml_task(client, "Qm7aT2vP"),
        *("ml_tasks", "SALES.xN3kq8Lw.Qm7aT2vP", ("settings",)),
    ),
    "ML task, an algorithm": Kind(
        lambda client: ml_task(client, "Qm7aT2vP"),
        "ml_tasks",
        "SALES.xN3kq8Lw.Qm7aT2vP",
        ("settings", "modeling", "random_forest_classification"),
    ),
    "ML task that forecasts": Kind(
        lambda client: ml_task(client, "Fc1tS9kd"),
        *("ml_tasks", "SALES.xN3kq8Lw.Fc1tS9kd", ("settings", "preprocessing")),
    ),
    "ML task that clusters": Kind(
        lambda client: ml_task(client, "Cl5sR7wq"),
        *("ml_tasks", "SALES.xN3kq8Lw.Cl5sR7wq", ("settings", "modeling")),
    ),
    "saved model": Kind(
        lambda client: client.get_project("SALES").get_saved_model("Yb5hR9cZ").get_settings(),
        *("saved_models", "SALES.Yb5hR9cZ"),
    ),
    "evaluation store": Kind(
        lambda client: client.get_project("SALES").get_evaluation_store("Ht4sWk1e").get_settings(),
        *("evaluation_stores", "SALES.Ht4sWk1e"),
    ),
    "comparison": Kind(
        lambda client: (
            client.get_project("SALES").get_evaluation_comparison("Kc6vB0nq").get_settings()
        ),
        *("evaluation_comparisons", "SALES.Kc6vB0nq"),
    ),
    "single sign-on": Kind(lambda client: client.get_sso_settings(), "iam_settings", "sso"),
    "LDAP": Kind(lambda client: client.get_ldap_settings(), "iam_settings", "ldap"),
    "Azure AD": Kind(lambda client: client.get_azure_ad_settings(), "iam_settings", "azure_ad"),
}


@cache
def world() -> World:
    """An instance whose settings were all saved once, so that all are stored."""
    made = World()
    with client_of(made.mock) as client:
        for kind in KINDS.values():
            kind.read(client).save()
    made.keep()
    return made


def client_of(mock: DSSMock) -> DSSClient:
    return DSSClient(mock.base_url, mock.admin_key, transport=mock.transport())


def stored(mock: DSSMock) -> Any:
    """All that the instance keeps, but for what it notes by itself."""
    return without_own({name: dict(mock.table(name).items()) for name in mock.table_names()})


def without_own(value: Any) -> Any:
    if isinstance(value, list):
        return [without_own(each) for each in value]
    if isinstance(value, dict):
        return {name: without_own(each) for name, each in value.items() if name not in OWN}
    return value


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=15)
@given(unknown=UNKNOWN)
def test_read_and_saved_settings_stay_as_they_are(name: str, unknown: dict[str, Any]) -> None:
    kind = KINDS[name]
    world().arrange("")
    mock = world().mock
    with mock.table(kind.table).edit(kind.id) as document:
        for step in kind.inside:
            document = document[step]
        document.update(unknown)
    before = stored(mock)
    with client_of(mock) as client:
        kind.read(client).save()
    assert stored(mock) == before
