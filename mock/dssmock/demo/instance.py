"""Demo data of the instance: code environments, clusters, meanings, settings, logs, a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _code_env_build as build
from dssmock.services import code_env, general_settings, log, notebook, variable
from dssmock.services.code_studio_template import TEMPLATES

if TYPE_CHECKING:
    from dssmock.core import DSSMock

DAY_MS: Final = 24 * 3600 * 1000
NOTEBOOK_PROJECT: Final = "PENGUINS"
ML_PACKAGES: Final = "pandas==2.2.2\nscikit-learn==1.5.1\nmatplotlib"
# Language, name, owner, packages asked for, and whether they are all installed.
CODE_ENVS: Final = (
    ("PYTHON", "py311_ml", "alice", ML_PACKAGES, True),
    ("PYTHON", "py39_legacy", "bob", "pandas<2\nxlrd==1.2.0", False),
    ("R", "r_stats", "alice", "dplyr\nggplot2", True),
)
MEANINGS: Final[tuple[dict[str, Any], ...]] = (
    {
        "id": "penguin_species", "label": "Species of penguin", "type": "VALUES_LIST",
        "description": "The three species of the Palmer Archipelago", "detectable": True,
        "entries": [
            {"value": "Adelie", "color": "#ff8c00"}, {"value": "Chinstrap", "color": "#a020f0"},
            {"value": "Gentoo", "color": "#008b8b"},
        ],
        "mappings": None, "pattern": None, "normalizationMode": "EXACT",
    },
    {
        "id": "sex_code", "label": "Sex, as a letter", "type": "VALUES_MAPPING",
        "description": "Letters of field notes", "detectable": False, "entries": None,
        "mappings": [
            {"from": "f", "to": {"value": "female"}}, {"from": "m", "to": {"value": "male"}},
        ],
        "pattern": None, "normalizationMode": "LOWERCASE",
    },
    {
        "id": "study_name", "label": "Name of a study", "type": "PATTERN",
        "description": "PAL and four digits", "detectable": False, "entries": None,
        "mappings": None, "pattern": "PAL[0-9]{4}", "normalizationMode": "EXACT",
    },
)  # fmt: skip
SETTINGS: Final[dict[str, Any]] = {
    "impersonation": {
        "enabled": True,
        "userRules": [
            {
                "scope": "GLOBAL", "type": "SINGLE_MAPPING",
                "dssUser": "alice", "targetUnix": "u_alice",
            },
            {"scope": "GLOBAL", "type": "IDENTITY"},
        ],
        "groupRules": [
            {"type": "SINGLE_MAPPING", "dssGroup": "readers", "targetUnix": "u_readers"},
        ],
    },
    "containerSettings": {
        "buildConfigs": [{"name": "docker", "baseImageType": "EXEC", "imageBuilderType": "DOCKER"}],
        "executionConfigs": [
            {"name": "k8s", "type": "KUBERNETES", "imageBuildConfig": "docker", "usableBy": "ALL"},
        ],
    },
    "codeEnvs": {"defaultPythonEnv": "py311_ml", "defaultREnv": None},
    "ldapSettings": {"enabled": False},
    "studioExternalUrl": "https://dss.example.org",
    "udr": True,
}  # fmt: skip
LOG_LINES: Final = ("Connected to the database", "Scheduler started", "Listening for requests")


def seed(dss: DSSMock) -> None:
    """Fill what belongs to the instance and to no project."""
    dss.table("instance").put("info", {"nodeId": "demo", "nodeName": "Demo design node"})
    dss.table("general_settings").put(general_settings.ID, SETTINGS)
    dss.table("variables").put(variable.ID, {"region": "antarctica", "retention_days": 30})
    for meaning in MEANINGS:
        dss.table("meanings").put(meaning["id"], meaning)
    for line in LOG_LINES:
        log.write(dss, line)
    _plant_code_envs(dss)
    _plant_clusters(dss)
    _plant_notebook(dss)
    _plant_template(dss)


def _plant_code_envs(dss: DSSMock) -> None:
    for lang, name, owner, packages, installed in CODE_ENVS:
        wish = {"deploymentMode": "DESIGN_MANAGED", "specPackageList": packages}
        doc = build.new_definition(lang, name, owner, wish)
        key = code_env.key_of(lang, name)
        if installed:
            build.install(dss, key, doc, "create.log")
        dss.table("code_envs").put(key, doc)


def _plant_clusters(dss: DSSMock) -> None:
    shared = {"owner": "alice", "usableByAll": True, "permissions": [], "params": {}, "data": {}}
    eks = {
        "id": "eks_main", "name": "eks_main", "type": "pycluster_eks-clusters_create-eks-cluster",
        "architecture": "KUBERNETES", "state": "NONE",
    }  # fmt: skip
    hadoop = {
        "id": "hadoop", "name": "hadoop", "type": "manual", "architecture": "HADOOP",
        "state": "NONE",
    }  # fmt: skip
    for doc in (eks, hadoop):
        dss.table("clusters").put(doc["id"], {**shared, **doc})


def _plant_notebook(dss: DSSMock) -> None:
    now = dss.clock.now_ms()
    name = "Explore the penguins"
    session = {
        "sessionId": dss.ids.short(8), "projectKey": NOTEBOOK_PROJECT, "notebookName": name,
        "sessionCreator": "alice", "sessionCreatorDisplayName": "Alice", "kernelId": "python3",
        "kernelExecutionState": "idle", "kernelConnections": 1, "sessionStartTime": now - DAY_MS,
        "kernelLastActivityTime": now,
    }  # fmt: skip
    doc = {"projectKey": NOTEBOOK_PROJECT, "name": name, "language": "python3"}
    key = notebook.key_of(NOTEBOOK_PROJECT, name)
    dss.table("notebooks").put(key, {**doc, "activeSessions": [session]})


def _plant_template(dss: DSSMock) -> None:
    template = {
        "id": "vscode", "label": "VS Code", "shortDesc": "An editor", "type": "block_based",
        "owner": "alice", "usableByAll": True, "permissions": [], "allContainerConfs": False,
        "containerConfs": ["k8s"], "params": {"blocks": []}, "buildFor": ["k8s"],
        "lastBuilt": dss.clock.now_ms() - DAY_MS,
    }  # fmt: skip
    dss.table(TEMPLATES).put(template["id"], template)
