"""An instance that has all that the examples of the document name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from dssmock import seeds
from dssmock.bundle import Operation, default_bundle
from dssmock.core import DSSMock, ManualClock
from dssmock.services._plugin_archive import write_zip
from dssmock.services.app import make_template
from dssmock.services.code_studio_template import MANIFEST
from tests.archives import plugin_zip, version_zip
from tests.contract import (
    world_content,
    world_datasets,
    world_deployments,
    world_jobs,
    world_models,
    world_recipes,
)

NEWEST: Final = "15.2.0"
IMPORT_ID: Final = "kJ2dPq0A"
BUNDLE: Final = "/data/bundles/sales-v1.zip"
QUERY: Final = {"connection": "warehouse", "query": "SELECT 1 AS one", "type": "sql"}
GIT: Final = {"gitRepositoryUrl": "git@git.example.com:data/other.git"}
# What an operation makes must not be there yet, and what stands in its way must go.
ABSENT: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "api_deployer_create_deployment": (("api_deployer_deployments", "fraud-on-prod"),),
    "api_deployer_create_infra": (("api_deployer_infras", "prod"),),
    "api_deployer_create_service": (("api_deployer_services", "fraud"),),
    "api_deployer_delete_infra": (("api_deployer_deployments", "fraud-on-prod"),),
    "api_deployer_delete_service": (("api_deployer_deployments", "fraud-on-prod"),),
    "api_deployer_delete_version": (("api_deployer_deployments", "fraud-on-prod"),),
    "bundle_create_project": (("projects", "SALES"),),
    "bundle_create_project_from_archive": (("projects", "SALES"),),
    "cluster_create": (("clusters", "eks_main"),),
    "code_env_create": (("code_envs", "PYTHON/py311_ml"),),
    "connection_create": (("connections", "warehouse"),),
    "dataset_create": (("datasets", "SALES.orders"),),
    "group_create": (("groups", "writers"),),
    "meaning_create": (("meanings", "yesno"),),
    "plugin_install_from_zip": (("plugins", "my-plugin"),),
    "plugin_start_install_from_zip": (("plugins", "my-plugin"),),
    "project_create": (("projects", "SALES"),),
    "user_create": (("users", "carol"),),
}


def operations(version: str | None = None) -> Iterator[Operation]:
    """The operations to try on a version of DSS, each on the newest that has it; or all."""
    for operation in default_bundle().operations.values():
        if version in (None, home_of(operation)):
            yield operation


def home_of(operation: Operation) -> str:
    """The newest version of DSS that has an operation."""
    return operation.until or NEWEST


def parameters(operation: Operation, place: str) -> Iterator[Mapping[str, Any]]:
    """The parameters of an operation, those of its path first."""
    bundle = default_bundle()
    path_item = bundle.at(operation.pointer.rpartition("/")[0])
    for owner in (path_item, bundle.at(operation.pointer)):
        for node in owner.get("parameters", []):
            parameter, _ = bundle.resolve(node, "")
            if parameter["in"] == place:
                yield parameter


class World:
    """A mock that can be set up for the example of each operation.

    Args:
        version: version of DSS to be.
        make: the class of the mock.
    """

    def __init__(self, version: str = NEWEST, make: Callable[..., DSSMock] = DSSMock) -> None:
        # Strict: what a closed schema forbids is refused, not only noted.
        self.mock = make(seed="demo", strict=True, version=version, clock=ManualClock())
        _plant(self.mock)
        self.keep()

    def keep(self) -> None:
        """Begin from the present state from now on."""
        self._start = self.mock.snapshot()

    def arrange(self, operation: str) -> dict[str, str]:
        """Begin anew, ready for the example of an operation.

        Args:
            operation: its operationId.

        Returns:
            Values of path parameters that only live objects have.
        """
        mock = self.mock
        mock.restore(self._start)
        mock.futures.clear()
        world_datasets.arrange(mock, operation)
        world_deployments.arrange(mock, operation)
        world_models.arrange(mock, operation)
        world_recipes.arrange(mock, operation)
        world_jobs.arrange(mock, operation)
        world_content.arrange(mock, operation)
        for table, id in ABSENT.get(operation, ()):
            mock.table(table).delete(id)
        if operation == "api_deployer_delete_deployment":
            with mock.table("api_deployer_deployments").edit("fraud-on-prod") as deployment:
                deployment["settings"]["enabled"] = False
        if operation == "api_deployer_import_package":
            with mock.table("api_deployer_services").edit("fraud") as service:
                service["packages"] = []
        if operation == "project_folder_delete":
            with mock.table("projects").edit("SALES") as project:
                project["folderId"] = "ROOT"
        if operation in ("future_get", "future_abort"):
            return {"job_id": self._ask("/plugins/actions/installFromGit", GIT)["jobId"]}
        if operation in ("sql_stream_rows", "sql_finish_streaming"):
            return {"query_id": self._ask("/sql/queries/", QUERY)["queryId"]}
        return {}

    def file_for(self, operation: str) -> bytes:
        """The file that an upload takes."""
        own = (
            world_deployments.file_for(self.mock, operation)
            or world_models.file_for(operation)
            or world_recipes.file_for(operation)
        )
        if own is not None:
            return own
        if operation == "code_studio_template_import":
            return write_zip({MANIFEST: b'{"label": "VS Code", "type": "manual"}'})
        if operation.startswith("plugin_put"):
            return b"x = 2\n"
        if operation.startswith("plugin_"):
            return plugin_zip("my-plugin", "1.1.0")
        if operation.startswith("api_deployer_"):
            return version_zip("v9")
        return self.mock.blobs.get(BUNDLE)

    def _ask(self, path: str, body: Any) -> Any:
        return self.mock.request("POST", path, json=body).json()


def _plant(mock: DSSMock) -> None:
    """Add what the demo instance has not."""
    _people(mock)
    _deployer(mock)
    _instance(mock)
    _sales(mock)
    world_datasets.plant(mock)
    world_models.plant_evaluations(mock)
    world_recipes.plant(mock)
    # Older versions have not the routes that make the rest; no example of theirs needs it.
    if mock.version == NEWEST:
        world_deployments.plant(mock)
        world_recipes.plant_folder(mock)
        world_models.plant(mock)
        world_jobs.plant(mock)
        world_content.plant(mock)


def _people(mock: DSSMock) -> None:
    mock.table("groups").put("writers", seeds.group("writers", "They write"))
    gk = mock.table("global_api_keys").get("nightly")
    mock.table("global_api_keys").put("gk1", {**gk, "id": "gk1", "key": "s3cr3t"})
    pk = mock.table("personal_api_keys").get("alice-1")
    mock.table("personal_api_keys").put("pk1", {**pk, "id": "pk1", "key": "pk1-secret"})
    mock.table("tickets").put("t1cket", {"login": "bob", "keyId": None})


def _deployer(mock: DSSMock) -> None:
    for old, new in (
        ("penguin-species", "fraud"),
        ("local-nodes", "prod"),
        ("penguins-live", "fraud-on-prod"),
    ):
        for name in ("infras", "services", "deployments"):
            table = mock.table(f"api_deployer_{name}")
            if old in table:
                table.put(new, _renamed(table.get(old)))
    with mock.table("api_deployer_deployments").edit("fraud-on-prod") as deployment:
        deployment["updates"][0]["startTimestamp"] = 1767600000000


def _renamed(document: Any) -> Any:
    text = json.dumps(document)
    # The packages keep their bytes, which are found by the old name.
    for old, new in (("penguins-live", "fraud-on-prod"), ("local-nodes", "prod")):
        text = text.replace(old, new)
    for member in ("id", "name", "publishedServiceId"):
        text = text.replace(f'"{member}": "penguin-species"', f'"{member}": "fraud"')
    return json.loads(text)


def _instance(mock: DSSMock) -> None:
    models = mock.table("connections").get("local_models")
    mock.table("connections").put("huggingface", {**models, "name": "huggingface"})
    kernel = {"kernelId": "k1", "modelId": "small-chat", "state": "READY", "metrics": {}}
    serving = {"modelId": "small-chat", "state": "READY", "kernels": [kernel]}
    mock.table("local_models").put("huggingface/small-chat", serving)
    hdfs = mock.table("connections").get("filesystem_managed")
    mock.table("connections").put("hdfs", {**hdfs, "name": "hdfs", "type": "HDFS"})
    species = mock.table("meanings").get("penguin_species")
    for id in ("sizes", "yesno"):
        mock.table("meanings").put(id, {**species, "id": id})
    mock.request("POST", "/admin/clusters/eks_main/actions/start")
    with mock.table("code_env_logs").edit("PYTHON/py311_ml") as logs:
        logs["update_packages.log"] = "Done\n"
    archive = plugin_zip("my-plugin", files={"python-lib/tools.py": "x = 1\n"})
    mock.request("POST", "/plugins/actions/installFromZip", files={"file": ("p.zip", archive)})


def _sales(mock: DSSMock) -> None:
    archive = mock.request("POST", "/projects/SALES/export", json={}).body
    mock.blobs.put(BUNDLE, archive)
    mock.blobs.put(f"project-imports/{IMPORT_ID}", archive)
    with mock.table("projects").edit("SALES") as project:
        make_template(project, {"label": "Sales"})
        project["folderId"] = "aB3dE6g"
    folder = mock.table("project_folders").get("3QDgAL4")
    mock.table("project_folders").put("aB3dE6g", {**folder, "id": "aB3dE6g"})
    talk = mock.table("discussions").get("PENGUINS.etF5gIR")
    own = {"id": "kJ2dPq0", "projectKey": "SALES", "objectType": "DATASET", "objectId": "orders"}
    mock.table("discussions").put("SALES.kJ2dPq0", {**talk, **own})
    notebook = mock.table("notebooks").get("PENGUINS/Explore the penguins")
    text = json.dumps(notebook).replace("PENGUINS", "SALES").replace(notebook["name"], "explore")
    document = json.loads(text)
    document["activeSessions"][0]["sessionId"] = "8f1c2a"
    mock.table("notebooks").put("SALES/explore", document)
