"""MLflow set up to log into DSS while a block runs."""

from __future__ import annotations

import importlib
import os
import warnings
from types import TracebackType
from typing import TYPE_CHECKING, Any

from dataikuapi._environment import environment
from dataikuapi._errors import DataikuException
from dataikuapi._session import Session
from dataikuapi._settings import API_PREFIX
from dataikuapi.dss_plugin_mlflow import header_provider

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient

HOST, KEY, TICKET = "DSS_MLFLOW_HOST", "DSS_MLFLOW_APIKEY", "DSS_MLFLOW_INTERNAL_TICKET"
VERIFY, INSECURE = "DSS_MLFLOW_VERIFY_CERT", "MLFLOW_TRACKING_INSECURE_TLS"
BEARER = "Bearer "


def mlflow_module(name: str = "mlflow") -> Any:
    """Imports a module of MLflow, which this package does not install.

    Args:
        name: name of the module.

    Returns:
        The module.

    Raises:
        ImportError: MLflow is not installed.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != "mlflow":
            raise
        text = "MLflow is needed: install the package mlflow"
        raise ModuleNotFoundError(text, name="mlflow") from error


def folder_of(project_key: str, managed_folder: Any) -> str:
    """Identifier of the folder of artifacts, with the key of its project.

    Args:
        project_key: key of the project to log into.
        managed_folder: an identifier, with a project key and a dot or without, the handle of a
            managed folder, or a `dataiku.Folder`.

    Returns:
        Key and identifier with a dot between them.

    Raises:
        TypeError: it is none of these.
        ValueError: it is no such identifier.
    """
    id = getattr(managed_folder, "odb_id", None)
    full = f"{managed_folder.project_key}.{id}" if id is not None else managed_folder
    if not isinstance(full, str):
        # The class of the package inside DSS, which is not asked for by importing it.
        full = getattr(managed_folder, "name", None)
    if not isinstance(full, str):
        kind = type(managed_folder).__name__
        raise TypeError(f"managed_folder must be an identifier or a managed folder, not {kind}")
    key, dot, id = full.rpartition(".")
    if not id or "." in key or (dot and not key):
        raise ValueError(f"managed_folder is no identifier of a managed folder: {full!r}")
    return full if dot else f"{project_key}.{id}"


def _credentials(client: Any) -> dict[str, str | None]:
    """What MLflow sends, and what the repository of artifacts makes its client of."""
    headers = client._session.request_headers()
    ticket = client.internal_ticket
    if client._session.auth is None and ticket:
        name, value = "X-DKU-APITicket", ticket
    else:
        name, value = "Authorization", headers.get("Authorization")
    return {
        header_provider.HEADER: name,
        header_provider.TOKEN: value,
        KEY: client.api_key,
        TICKET: None if client.api_key else ticket,
    }


def _tls(session: Session) -> dict[str, str | None]:
    verify = session.verify
    path = verify if isinstance(verify, str) else None
    found = {INSECURE: str(verify is False).lower()}
    if verify is False or path:
        return {**found, "MLFLOW_TRACKING_SERVER_CERT_PATH": path, VERIFY: path}
    return {**found, VERIFY: None}


def connect() -> tuple[DSSClient, str]:
    """Makes a client of what :class:`MLflowHandle` put into the environment.

    Returns:
        The client, and the key of the project that MLflow logs into.

    Raises:
        DataikuException: MLflow is not set up to log into DSS.
    """
    from dataikuapi.dssclient import DSSClient

    project = os.environ.get(header_provider.PROJECT)
    host = os.environ.get(HOST)
    if not project or not host:
        raise DataikuException("MLflow is not set up: call project.setup_mlflow first")
    key, ticket = os.environ.get(KEY), os.environ.get(TICKET)
    token = os.environ.get(header_provider.TOKEN, "")
    # Any, because the session is no public member.
    client: Any = DSSClient(
        host,
        api_key=key,
        internal_ticket=ticket,
        jwt_bearer_token=token.removeprefix(BEARER) if token.startswith(BEARER) else None,
        no_check_certificate=os.environ.get(INSECURE, "").lower() in {"true", "1"},
    )
    if VERIFY in os.environ:
        client._session.verify = os.environ[VERIFY]
    return client, project


class MLflowHandle:
    """MLflow that logs into a project. Get it from :meth:`DSSProject.setup_mlflow`.

    MLflow is set up when this is made, and as it was before after :meth:`clear` or the end of the
    `with` block. There is one environment for a process: one set-up at a time.

    Attributes:
        client: the client whose connection and credentials MLflow uses.
        project: the project.
        project_key: its key.
        mlflow_env: the variables of the environment that were set.
    """

    def __init__(
        self, client: Any, project: Any, managed_folder: Any, host: str | None = None
    ) -> None:
        """Sets MLflow up.

        Args:
            client: a client, sync or async.
            project: the handle of the project.
            managed_folder: folder for artifacts: identifier, handle or `dataiku.Folder`.
            host: URL of the tracking server, if it is not DSS.

        Raises:
            ImportError: MLflow is not installed.
        """
        self.client = client
        self.project = project
        self.project_key: str = project.project_key
        folder = folder_of(self.project_key, managed_folder)
        mlflow = mlflow_module()
        if mlflow.__version__.startswith(("0.", "1.")):
            text = f"DSS needs MLflow 2.0 or newer, this is {mlflow.__version__}"
            warnings.warn(text, RuntimeWarning, stacklevel=3)
        self.mlflow_env: dict[str, str | None] = {
            **_credentials(client),
            **_tls(client._session),
            header_provider.PROJECT: self.project_key,
            header_provider.FOLDER: folder,
            HOST: client.host,
            "MLFLOW_TRACKING_URI": host if host is not None else client.host + API_PREFIX,
        }
        _register()
        # What was chosen by hand would win over the environment, and a run cannot move.
        mlflow.set_tracking_uri(None)
        mlflow.end_run()
        self._set = environment(self.mlflow_env)
        self._set.__enter__()
        self._cleared = False

    def clear(self) -> None:
        """Puts the environment back to what it was; a second call does nothing."""
        if not self._cleared:
            self._cleared = True
            self._set.__exit__(None, None, None)

    def import_mlflow(self) -> Any:
        """Imports MLflow.

        Returns:
            The module `mlflow`.
        """
        return mlflow_module()

    def __enter__(self) -> Any:
        return self.import_mlflow()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.clear()


def _register() -> None:
    """Makes our plugins known to MLflow, once: it would send each header as often as it knows it.

    The package of DSS may have brought plugins of the same names.
    """
    from dataikuapi.dss_plugin_mlflow import artifact_repository as artifacts

    headers = mlflow_module("mlflow.tracking.request_header.registry")
    registry = headers._request_header_provider_registry
    wanted = header_provider.PluginDSSHeaderProvider
    if wanted.__name__ not in {type(each).__name__ for each in registry}:
        registry.register(wanted)
    stores = mlflow_module("mlflow.store.artifact.artifact_repository_registry")
    repository = artifacts.PluginDSSManagedFolderArtifactRepository
    stores._artifact_repository_registry.register(artifacts.SCHEME, repository)
