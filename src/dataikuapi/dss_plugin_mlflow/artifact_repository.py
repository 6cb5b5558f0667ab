"""Artifacts of MLflow in managed folders of DSS."""

from __future__ import annotations

import os
import tempfile
from typing import Any
from urllib.parse import unquote, urlparse

from dataikuapi._errors import DataikuException
from dataikuapi._folders import below, place_for, wanted
from dataikuapi._uploads import opened
from dataikuapi.dss.managedfolder import DSSManagedFolder
from dataikuapi.dss_plugin_mlflow.utils import connect, mlflow_module

SCHEME = "dss-managed-folder"


def parse_dss_managed_folder_uri(uri: str) -> tuple[str | None, str, str]:
    """Takes the URI of artifacts apart.

    Args:
        uri: a URI such as `dss-managed-folder://SALES.Ab3dE6gH/1/run/artifacts`.

    Returns:
        Key of the project, if one stands there, identifier of the folder, and path in it
        without a slash at its ends.

    Raises:
        ValueError: it is no such URI.
    """
    parsed = urlparse(uri)
    project, dot, folder = parsed.netloc.rpartition(".")
    if parsed.scheme != SCHEME:
        raise ValueError(f"no URI of a managed folder, which begins with {SCHEME}://: {uri!r}")
    if not folder or "." in project or (dot and not project):
        raise ValueError(f"no identifier of a managed folder in the URI: {uri!r}")
    return project or None, folder, unquote(parsed.path).strip("/")


class PluginDSSManagedFolderArtifactRepository:
    """What MLflow asks to read and write artifacts whose URI begins with `dss-managed-folder`.

    Attributes:
        managed_folder: the folder.
        base_artifact_path: path in the folder below which the artifacts are.
    """

    def __init__(
        self, artifact_uri: str, tracking_uri: str | None = None, registry_uri: str | None = None
    ) -> None:
        """Makes the repository; the connection is that of `DSSProject.setup_mlflow`.

        Args:
            artifact_uri: where the artifacts are.
            tracking_uri: given by MLflow; not used.
            registry_uri: given by MLflow; not used.
        """
        project, folder, path = parse_dss_managed_folder_uri(artifact_uri)
        client, default = connect()
        self.artifact_uri = artifact_uri
        self.managed_folder: DSSManagedFolder = DSSManagedFolder(client, project or default, folder)
        self.base_artifact_path = path

    def _below(self, path: str | None) -> str:
        """Beginning of the paths in the folder of the artifacts below a path."""
        return below(f"{self.base_artifact_path}/{path or ''}")

    def _items(self) -> list[dict[str, Any]]:
        items: Any = self.managed_folder.list_contents().get("items")
        return items or []

    def log_artifact(self, local_file: str, artifact_path: str | None = None) -> None:
        """Uploads a file.

        Args:
            local_file: path of the local file.
            artifact_path: path below the artifacts to put it into; their root without it.
        """
        target = self._below(artifact_path) + os.path.basename(local_file)
        with opened(local_file) as file:
            self.managed_folder.put_file(target, file)

    def log_artifacts(self, local_dir: str, artifact_path: str | None = None) -> None:
        """Uploads the files of a local folder, at all depths.

        Args:
            local_dir: path of the local folder.
            artifact_path: path below the artifacts that stands for it; their root without it.
        """
        self.managed_folder.upload_folder(self._below(artifact_path), local_dir)

    def list_artifacts(self, path: str | None = None) -> list[Any]:
        """Lists what is directly below a path.

        Args:
            path: path below the artifacts; their root without it.

        Returns:
            Files and folders as MLflow's `FileInfo`, by their paths; nothing for a file.
        """
        file_info = mlflow_module("mlflow.entities").FileInfo
        start, root = self._below(path), self._below(None)
        found: dict[str, int | None] = {}
        items = self._items()
        sizes = {each["path"]: each.get("size") for each in items}
        for listed, inner in wanted(items, start):
            first, slash, _ = inner.partition("/")
            found[start.removeprefix(root) + first] = None if slash else sizes[listed]
        return [file_info(name, size is None, size) for name, size in sorted(found.items())]

    def download_artifacts(self, artifact_path: str, dst_path: str | None = None) -> str:
        """Downloads a file, or the files below a path at all depths.

        Args:
            artifact_path: path below the artifacts.
            dst_path: an existing local folder to write to; a new one without it.

        Returns:
            Path of what has arrived: the local folder and the path below the artifacts.

        Raises:
            NotADirectoryError: the local folder does not exist; nothing was asked.
            DataikuException: there is no such artifact.
        """
        target = os.path.abspath(tempfile.mkdtemp() if dst_path is None else dst_path)
        if not os.path.isdir(target):
            raise NotADirectoryError(f"dst_path is no folder: {target}")
        start, root = self._below(artifact_path), self._below(None)
        items = self._items()
        # A path is that of a file or that of a folder: one of the two is empty.
        names = [path for path, _ in wanted(items, start)]
        names += [each["path"] for each in items if each["path"] == start[:-1]]
        if not names and start != root:
            raise DataikuException(f"no artifact {artifact_path!r} in {self.artifact_uri}")
        for name in names:
            inner = name.removeprefix(root)
            self._download_file(inner, place_for(target, inner))
        return os.path.join(target, *start.removeprefix(root).split("/")).rstrip(os.sep)

    def _download_file(self, remote_file_path: str, local_path: str | os.PathLike[str]) -> None:
        """Downloads a file; MLflow's own code calls this, too."""
        self.managed_folder.download_file(self._below(remote_file_path), local_path)

    def delete_artifacts(self, artifact_path: str | None = None) -> None:
        """Deletes a file, or the files below a path at all depths.

        Args:
            artifact_path: path below the artifacts; all of them without it.
        """
        self.managed_folder.delete_file(self._below(artifact_path))
