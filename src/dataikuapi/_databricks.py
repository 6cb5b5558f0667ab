"""Models of MLflow in the registry of Databricks, fetched by MLflow itself."""

from __future__ import annotations

import importlib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from dataikuapi._environment import environment


def _host(params: Mapping[str, Any]) -> str:
    """URL of the workspace that a connection goes to."""
    for name in ("host", "port"):
        if not params.get(name):
            raise ValueError(f"the connection to Databricks has no {name}")
    scheme = "https" if params.get("ssl") else "http"
    path = str(params.get("httpPath") or "").strip("/")
    url = f"{scheme}://{params['host']}:{params['port']}"
    return f"{url}/{path}" if path else url


def _token(connection_info: Mapping[str, Any]) -> str:
    """Credential of a connection."""
    params = connection_info["params"]
    kind = params.get("authType")
    if kind == "OAUTH2_APP":
        return connection_info["resolvedOAuth2Credential"]["accessToken"]
    if kind == "PERSONAL_ACCESS_TOKEN":
        return params["personalAccessToken"]
    raise ValueError(f"Unhandled auth method: {kind}")


def _mlflow(name: str = "mlflow") -> Any:
    """MLflow, which this package does not install."""
    return importlib.import_module(name)


class DatabricksRepositoryContextManager:
    """Points MLflow to the registry of Databricks while a block runs.

    Attributes:
        connection_info: what DSS tells of the connection, credentials included.
        use_unity_catalog: whether the registry is that of the Unity Catalog.
    """

    def __init__(self, connection_info: Mapping[str, Any], use_unity_catalog: bool) -> None:
        self.connection_info = connection_info
        self.use_unity_catalog = use_unity_catalog
        self._running: Any = None

    def __enter__(self) -> None:
        self._running = self._pointed()
        self._running.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._running.__exit__(kind, error, traceback)

    @contextmanager
    def _pointed(self) -> Generator[None]:
        variables = {
            "MLFLOW_TRACKING_URI": "databricks",
            "DATABRICKS_HOST": _host(self.connection_info["params"]),
            "DATABRICKS_TOKEN": _token(self.connection_info),
        }
        proxy = self.connection_info.get("proxySettingsAsString")
        if proxy:
            variables.update(http_proxy=f"http://{proxy}", https_proxy=f"http://{proxy}")
        mlflow = _mlflow()
        before = mlflow.get_registry_uri()
        with environment(variables):
            mlflow.set_registry_uri("databricks-uc" if self.use_unity_catalog else "databricks")
            try:
                yield
            finally:
                mlflow.set_registry_uri(before)


def fetch_model(model_name: str, model_version: str, target_directory: str) -> None:
    """Downloads a model from the registry that MLflow points to.

    Args:
        model_name: name of the model.
        model_version: its version.
        target_directory: local folder to write to.
    """
    module = _mlflow("mlflow.store.artifact.models_artifact_repo")
    repository = module.ModelsArtifactRepository(f"models:/{model_name}/{model_version}")
    repository.download_artifacts("", dst_path=target_directory)
