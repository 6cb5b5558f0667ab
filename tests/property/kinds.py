"""Settings objects of every kind: how they are read, and where an instance keeps them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dataikuapi import DSSClient
from dataikuapi.dss.recipehandle import SETTINGS
from dssmock.core import DSSMock


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
    inside: tuple[str | int, ...] = ()


def ml_task(client: DSSClient, id: str) -> Any:
    """Settings of an ML task, after a look at those of each algorithm."""
    found: Any = client.get_project("SALES").get_ml_task("xN3kq8Lw", id).get_settings()
    for name in found.get_all_possible_algorithm_names():
        found.get_algorithm_settings(name)
    return found


def preset(client: DSSClient) -> Any:
    """The first preset of a plugin, whose saving saves the settings."""
    found: Any = client.get_plugin("weather").get_settings().get_parameter_set("account")
    return found.list_presets()[0]


def recipe(kind: str) -> Kind:
    """Settings of a recipe of a type."""
    return Kind(
        lambda client: client.get_project("SALES").get_recipe(f"r_{kind}").get_settings(),
        *("recipes", f"SALES.r_{kind}", ("recipe",)),
    )


# A type of recipe for each class of settings.
_PLAIN = {"r_plugin": "AsyncDSSRecipeSettings", "split": "AsyncSplitRecipeSettings"}
RECIPES = sorted({name: kind for kind, name in (SETTINGS | _PLAIN).items()}.values())

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
    "code studio template": Kind(
        lambda client: client.get_code_studio_template("vscode").get_settings(),
        *("code_studio_templates", "vscode"),
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
    "dataset of SQL": Kind(
        lambda client: client.get_project("SALES").get_dataset("orders").get_settings(),
        *("datasets", "SALES.orders"),
    ),
    "dataset of SQL, inside": Kind(
        lambda client: client.get_project("SALES").get_dataset("orders").get_settings(),
        *("datasets", "SALES.orders", ("params",)),
    ),
    "dataset of files": Kind(
        lambda client: client.get_project("SALES").get_dataset("visits").get_settings(),
        *("datasets", "SALES.visits"),
    ),
    "dataset of another kind": Kind(
        lambda client: client.get_project("SALES").get_dataset("odd").get_settings(),
        *("datasets", "SALES.odd"),
    ),
    "rule of data quality": Kind(
        lambda client: (
            client.get_project("SALES")
            .get_dataset("orders")
            .get_data_quality_rules()
            .list_rules(as_type="objects")[0]
        ),
        *("data_quality_rules", "SALES.orders", ("checks", 0)),
    ),
    "statistics worksheet": Kind(
        lambda client: (
            client.get_project("SALES")
            .get_dataset("orders")
            .get_statistics_worksheet("w1X2y3Z4")
            .get_settings()
        ),
        *("statistics_worksheets", "SALES.orders", ("worksheets", 0)),
    ),
    "managed folder": Kind(
        lambda client: client.get_project("SALES").get_managed_folder("O2ue6CX3").get_settings(),
        *("managed_folders", "SALES.O2ue6CX3"),
    ),
    "scenario of steps": Kind(
        lambda client: client.get_project("SALES").get_scenario("NIGHTLY").get_settings(),
        *("scenarios", "SALES.NIGHTLY"),
    ),
    "scenario of steps, a step": Kind(
        lambda client: client.get_project("SALES").get_scenario("NIGHTLY").get_settings(),
        *("scenarios", "SALES.NIGHTLY", ("params", "steps", 0)),
    ),
    "scenario of code": Kind(
        lambda client: client.get_project("SALES").get_scenario("SCRIPT").get_settings(),
        *("scenarios", "SALES.SCRIPT"),
    ),
    "flow zone": Kind(
        lambda client: client.get_project("SALES").get_flow().get_zone("x1kd2f3g").get_settings(),
        *("flow_zones", "SALES.x1kd2f3g"),
    ),
    "wiki": Kind(
        lambda client: client.get_project("SALES").get_wiki().get_settings(),
        *("wikis", "SALES.wiki"),
    ),
    "article": Kind(
        lambda client: client.get_project("SALES").get_wiki().get_article("4lF6yms1").get_data(),
        *("wiki_articles", "SALES.4lF6yms1", ("article",)),
    ),
    "dashboard": Kind(
        lambda client: client.get_project("SALES").get_dashboard("O2ue6CX3").get_settings(),
        *("dashboards", "SALES.O2ue6CX3"),
    ),
    "insight": Kind(
        lambda client: client.get_project("SALES").get_insight("O2ue6CX3").get_settings(),
        *("insights", "SALES.O2ue6CX3"),
    ),
    "webapp": Kind(
        lambda client: client.get_project("SALES").get_webapp("4lF6yms1").get_settings(),
        *("webapps", "SALES.4lF6yms1"),
    ),
    "Jupyter notebook": Kind(
        lambda client: client.get_project("SALES").get_jupyter_notebook("explore").get_content(),
        *("jupyter_notebooks", "SALES.explore", ("content",)),
    ),
    "SQL notebook": Kind(
        lambda client: client.get_project("SALES").get_sql_notebook("aB3dE6g").get_content(),
        *("sql_notebooks", "SALES.aB3dE6g"),
    ),
    "streaming endpoint of Kafka": Kind(
        lambda client: client.get_project("SALES").get_streaming_endpoint("clicks").get_settings(),
        *("streaming_endpoints", "SALES.clicks"),
    ),
    "streaming endpoint of HTTP": Kind(
        lambda client: client.get_project("SALES").get_streaming_endpoint("news").get_settings(),
        *("streaming_endpoints", "SALES.news"),
    ),
    "streaming endpoint of another kind": Kind(
        lambda client: client.get_project("SALES").get_streaming_endpoint("odd").get_settings(),
        *("streaming_endpoints", "SALES.odd"),
    ),
    "application": Kind(
        lambda client: client.get_project("SALES").get_app_manifest(),
        *("projects", "SALES", ("appManifest",)),
    ),
    "code env of an automation node": Kind(
        lambda client: client.get_code_env("PYTHON", "auto").get_settings(),
        *("code_envs", "PYTHON/auto"),
    ),
    "plugin in a project": Kind(
        lambda client: client.get_plugin("weather").get_project_settings("SALES"),
        *("plugins", "weather", ("settings",)),
    ),
    "preset of a plugin": Kind(preset, "plugins", "weather", ("settings", "parameterSets", 0)),
    "old evaluation store": Kind(
        lambda client: (
            client.get_project("SALES").get_model_evaluation_store("Ht4sWk1e").get_settings()
        ),
        *("evaluation_stores", "SALES.Ht4sWk1e"),
    ),
    "old comparison": Kind(
        lambda client: client.get_project("SALES").get_model_comparison("Kc6vB0nq").get_settings(),
        *("evaluation_comparisons", "SALES.Kc6vB0nq"),
    ),
    "ML task of many targets": Kind(
        lambda client: (
            client.get_project("SALES").get_ml_task("xN3kq8Lw", "Mt0many0").get_settings()
        ),
        *("ml_tasks", "SALES.xN3kq8Lw.Mt0many0", ("settings",)),
    ),
    "ML task of causes": Kind(
        lambda client: (
            client.get_project("SALES").get_ml_task("xN3kq8Lw", "Ca0uses0").get_settings()
        ),
        *("ml_tasks", "SALES.xN3kq8Lw.Ca0uses0", ("settings",)),
    ),
    **{f"recipe of {kind}": recipe(kind) for kind in RECIPES},
}


def plant(mock: DSSMock) -> None:
    """Adds what the world has not: the kinds of objects that nothing else needs."""
    copies = {
        ("datasets", "SALES.orders", "SALES.odd"): {"name": "odd", "type": "Sample"},
        ("scenarios", "SALES.NIGHTLY", "SALES.SCRIPT"): {
            "id": "SCRIPT", "type": "custom_python", "params": {}, "script": "pass\n",
        },
        ("streaming_endpoints", "SALES.clicks", "SALES.news"): {
            "id": "news", "type": "httpsse", "params": {"url": "https://example.com"},
        },
        ("streaming_endpoints", "SALES.clicks", "SALES.odd"): {"id": "odd", "type": "SQS"},
        ("code_envs", "PYTHON/py311_ml", "PYTHON/auto"): {
            "envName": "auto", "versions": [], "deploymentMode": "AUTOMATION_SINGLE",
        },
    }  # fmt: skip
    for (table, old, new), changes in copies.items():
        mock.table(table).put(new, {**mock.table(table).get(old), **changes})
    tasks = mock.table("ml_tasks")
    for id, kind in (("Mt0many0", "MULTI_TARGET_REGRESSION"), ("Ca0uses0", "CAUSAL_REGRESSION")):
        task = copy.deepcopy(tasks.get("SALES.xN3kq8Lw.Qm7aT2vP"))
        task["settings"]["predictionType"] = kind
        tasks.put(f"SALES.xN3kq8Lw.{id}", {**task, "id": id})
    source = mock.table("recipes").get("SALES.compute_orders")
    for kind in RECIPES:
        document = copy.deepcopy(source)
        document["recipe"].update(name=f"r_{kind}", type=kind)
        document["payload"] = "pass\n" if kind == "python" else "{}"
        mock.table("recipes").put(f"SALES.r_{kind}", document)


# The kinds whose documents have a version tag, and so can be saved without overwriting a change.
VERSIONED = {
    "analysis",
    "API service",
    "article",
    "comparison",
    "connection",
    "dashboard",
    "dataset of another kind",
    "dataset of files",
    "dataset of SQL",
    "evaluation store",
    "insight",
    "managed folder",
    "old comparison",
    "old evaluation store",
    "project",
    "saved model",
    "scenario of code",
    "scenario of steps",
    "streaming endpoint of another kind",
    "streaming endpoint of HTTP",
    "streaming endpoint of Kafka",
    "webapp",
    *(f"recipe of {kind}" for kind in RECIPES),
}
