# Derived by `tox -e generate` from src/dataikuapi/aio/dss/managedfolder.py. Do not edit.
"""Managed folders."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dataset_name, check_dict, check_list, check_str
from dataikuapi._folders import below, filling, place_for, within_folder
from dataikuapi._lazy import lazy
from dataikuapi._paths import inner_path, target_file
from dataikuapi._uploads import local_files, opened, uploading
from dataikuapi.dss._zoned import Zoned
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._stream import DSSStream
    from dataikuapi._uploads import Upload
    from dataikuapi.dss.dataset import DSSDataset
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.managedfoldersettings import (
        DSSManagedFolderSettings as DSSManagedFolderSettings,
    )
    from dataikuapi.dss.metrics import ComputedMetrics
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        FutureState,
        ManagedFolder,
        ManagedFolderContents,
        ManagedFolderFile,
        ManagedFolderUsage,
        Message,
        MetricHistory,
    )
    from dataikuapi_rest.operation import EndpointRequest


class DSSManagedFolder(Zoned):
    """A managed folder. Get it from :meth:`DSSProject.get_managed_folder`.

    Attributes:
        client: the client that made this handle.
        project: the project of the folder.
        project_key: key of that project.
        odb_id: identifier of the folder, which is not its name.
    """

    def __init__(self, client: DSSClient, project_key: str, odb_id: str) -> None:
        self.client = client
        self.project: DSSProject = client.get_project(project_key)
        self.project_key = project_key
        self.odb_id = odb_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.odb_id}>"

    @property
    def id(self) -> str:
        """Identifier of the folder, which is not its name."""
        return self.odb_id

    def delete(self, drop_data: bool = False) -> Message:
        """Deletes the folder, and the recipes and labeling tasks that use it.

        Operation: `managed_folder_delete`.

        Args:
            drop_data: whether its files are deleted, too.

        Returns:
            The confirmation of DSS.
        """
        request = api.managed_folder.managed_folder_delete.build_request(
            self.project_key, self.odb_id, drop_data=drop_data
        )
        return self.client.rest.json(request)

    def rename(self, new_name: str) -> None:
        """Gives the folder another name; its identifier stays. Needs DSS 13.5.

        Operation: `managed_folder_rename`.

        Args:
            new_name: the name.

        Raises:
            ValueError: the name is blank; nothing was sent.
        """
        if not check_str("new_name", new_name).strip():
            raise ValueError("new_name must not be blank")
        body = {"id": self.odb_id, "newName": new_name}
        self.client.rest.empty(
            api.managed_folder.managed_folder_rename.build_request(self.project_key, body=body)
        )

    def get_definition(self) -> ManagedFolder:
        """Reads the definition of the folder; :meth:`get_settings` gives it with methods.

        Operation: `managed_folder_get`.

        Returns:
            A dict with `name`, `type`, `params`, `partitioning`, `tags` and others.

        Raises:
            DSSNotFound: there is no such folder.
        """
        return self.client.rest.json(
            api.managed_folder.managed_folder_get.build_request(self.project_key, self.odb_id)
        )

    def set_definition(self, definition: Mapping[str, Any]) -> Message:
        """Replaces the definition of the folder.

        Operation: `managed_folder_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed; `id` and `projectKey` stay.

        Returns:
            The confirmation of DSS.
        """
        request = api.managed_folder.managed_folder_update.build_request(
            self.project_key, self.odb_id, body=check_dict("definition", definition)
        )
        return self.client.rest.json(request)

    def get_settings(self) -> DSSManagedFolderSettings:
        """Reads the settings of the folder.

        Operation: `managed_folder_get`.

        Example:
            settings = folder.get_settings()
            settings.add_discrete_partitioning_dimension("country")
            settings.save()

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: there is no such folder.
        """
        from dataikuapi.dss.managedfoldersettings import DSSManagedFolderSettings

        return DSSManagedFolderSettings(self, self.get_definition())

    def list_contents(self) -> ManagedFolderContents:
        """Lists the files of the folder at all depths.

        Operation: `managed_folder_list_contents`.

        Returns:
            A dict whose `items` have `path`, which begins with a slash, `size` in bytes and
            `lastModified` in milliseconds since the epoch.

        Raises:
            DSSNotFound: there is no such folder.
        """
        return self.client.rest.json(
            api.managed_folder.managed_folder_list_contents.build_request(
                self.project_key, self.odb_id
            )
        )

    def get_file(self, path: str) -> DSSStream:
        """Reads a file of the folder.

        Operation: `managed_folder_get_file`.

        Example:
            with folder.get_file("/2026/january.csv") as stream:
                data = stream.read()

        Args:
            path: path of the file from the root of the folder; a slash before it does no harm.

        Returns:
            The file as a stream, to be closed by the caller.

        Raises:
            DSSNotFound: the folder has no such file.
        """
        return self.client.rest.stream(self._file(path))

    def _file(self, path: str) -> EndpointRequest[Any]:
        return api.managed_folder.managed_folder_get_file.build_request(
            self.project_key, self.odb_id, inner_path("path", path)
        )

    def put_file(
        self, path: str, f: Upload | IO[str] | str, *, progress: bool = False
    ) -> ManagedFolderFile:
        """Writes a file of the folder; one that exists is replaced.

        Operation: `managed_folder_put_file`.

        Args:
            path: path of the file from the root of the folder; a slash before it does no harm.
            f: the content: an open file, which is sent as it is read, the path of one
                (`pathlib.Path`), bytes, an iterable of bytes, or text, which is sent as UTF-8.
            progress: whether to show a progress bar.

        Returns:
            A dict with `path`, `size` and `lastModified` of the file.

        Raises:
            DSSNotFound: there is no such folder.
        """
        target = inner_path("path", path)
        put = api.managed_folder.managed_folder_put_file.build_request
        with uploading("f", f, progress=progress, text=True) as content:
            request = put(self.project_key, self.odb_id, target, body={"file": content})
            return self.client.rest.json(request)

    def delete_file(self, path: str) -> None:
        """Deletes a file, or all files below a path; one that is not there does no harm.

        Operation: `managed_folder_delete_file`; `managed_folder_clear_contents` for `/`.

        Args:
            path: path from the root of the folder; `/` is the root itself and empties the folder.
        """
        if check_str("path", path).strip("/"):
            request = api.managed_folder.managed_folder_delete_file.build_request(
                self.project_key, self.odb_id, inner_path("path", path)
            )
        else:
            request = api.managed_folder.managed_folder_clear_contents.build_request(
                self.project_key, self.odb_id
            )
        self.client.rest.empty(request)

    def upload_folder(self, path: str, folder: str | os.PathLike[str]) -> None:
        """Uploads the files of a local folder, at all depths, one after the other.

        Files are sent as they are read. Links to folders are not followed.

        Operation: `managed_folder_put_file`.

        Args:
            path: path in the managed folder that stands for the local folder; `/` is the root.
            folder: path of the local folder.

        Raises:
            NotADirectoryError: there is no such local folder; nothing was sent.
        """
        start = below(path)
        for local, inner in local_files("folder", folder):
            with opened(local) as file:
                self.put_file(start + inner, file)

    def download_file(
        self, path: str, target: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Writes a file of the folder into a local file, which is there when all has arrived.

        Where DSS offers parts of files, a connection that breaks is made again, and the download
        goes on where it stopped.

        Operation: `managed_folder_get_file`.

        Args:
            path: path of the file from the root of the folder; a slash before it does no harm.
            target: path of the local file, where one that exists is replaced, or a file opened
                for writing bytes.
            progress: whether to show a progress bar.

        Raises:
            FileNotFoundError: the folder of the local file does not exist; nothing was asked.
            OSError: the local file could not be written, for instance because the disk is full;
                the error names it, and the file that was there is.
            DSSNotFound: the folder has no such file.
            DSSDataError: the file was cut short; the local file was not touched.
        """
        from dataikuapi._download import download

        request = self._file(path)
        download(self.client.rest, request, target, name="target", progress=progress)

    def download_folder(
        self, path: str, folder: str | os.PathLike[str], *, progress: bool = False
    ) -> None:
        """Writes the files below a path into a local folder, at all depths, one after the other.

        A local folder that does not exist yet is there when all files have arrived; in one that
        exists each file is replaced when it has arrived, and other files stay.

        Operations: `managed_folder_list_contents`, `managed_folder_get_file`.

        Args:
            path: path in the managed folder, of a folder with files below it; `/` is the root,
                which may be empty.
            folder: path of the local folder.
            progress: whether to show a progress bar.

        Raises:
            ValueError: the path is that of a file, or no file is below it; no local folder is made.
            FileNotFoundError: the local folder that it is in does not exist; nothing was asked.
            DSSNotFound: there is no such folder.
            DSSDataError: a file was cut short, or has a path that climbs out of the folder.
        """
        from dataikuapi._download import download_to
        from dataikuapi._progress import transfer

        start = below(path)
        with filling("folder", folder) as target, transfer(progress, path) as bar:
            items = (self.list_contents()).get("items") or []
            files = within_folder(items, start, f"managed folder {self.project_key}.{self.odb_id}")
            sizes = {item.get("path"): item.get("size") or 0 for item in items}
            bar.expect(sum(sizes[listed] for listed, _ in files))
            for listed, inner in files:
                request, place = self._file(listed), place_for(target, inner)
                download_to(self.client.rest, request, target_file("folder", place), bar)

    def compute_metrics(
        self, metric_ids: list[str] | None = None, probes: Mapping[str, Any] | None = None
    ) -> FutureState:
        """Starts to compute metrics of the folder.

        Operation: `managed_folder_compute_metrics`, or
        `managed_folder_compute_metrics_from_ids` for chosen ones.

        Example:
            state = folder.compute_metrics()
            result = DSSFuture.from_resp(client, state).wait_for_result()

        Args:
            metric_ids: identifiers of the metrics; all of the folder's probes without it.
            probes: probes to use instead of the folder's own; ignored with `metric_ids`.

        Returns:
            The state of the task, as a dict.
        """
        metrics = api.managed_folder
        if metric_ids is not None:
            request = metrics.managed_folder_compute_metrics_from_ids.build_request(
                self.project_key,
                self.odb_id,
                body={"metricIds": check_list("metric_ids", metric_ids)},
            )
        elif probes is not None:
            request = metrics.managed_folder_compute_metrics.build_request(
                self.project_key, self.odb_id, body=check_dict("probes", probes)
            )
        else:
            request = metrics.managed_folder_compute_metrics.build_request(
                self.project_key, self.odb_id
            )
        return self.client.rest.json(request)

    def get_last_metric_values(self) -> ComputedMetrics:
        """Reads the last values of the metrics of the folder.

        Operation: `managed_folder_get_last_metrics`.

        Returns:
            The metrics with their values.
        """
        from dataikuapi.dss.metrics import ComputedMetrics

        request = api.managed_folder.managed_folder_get_last_metrics.build_request(
            self.project_key, self.odb_id
        )
        return ComputedMetrics(self.client.rest.json(request))

    def get_metric_history(self, metric: str | Mapping[str, Any]) -> MetricHistory:
        """Reads the values that a metric of the folder had.

        Operation: `managed_folder_get_metric_history`.

        Args:
            metric: identifier of the metric, such as `basic:COUNT_FILES`, or a dict about it.

        Returns:
            A dict with `metricId` and `values`.

        Raises:
            DSSNotFound: the folder has no such metric.
        """
        lookup = check_str("metric", metric) if isinstance(metric, str) else json.dumps(metric)
        return self.client.rest.json(
            api.managed_folder.managed_folder_get_metric_history.build_request(
                self.project_key, self.odb_id, metric_lookup=lookup
            )
        )

    def get_usages(self) -> list[ManagedFolderUsage]:
        """Lists the recipes that use the folder.

        Operation: `managed_folder_list_usages`.

        Returns:
            Dicts with `type`, which is `RECIPE_INPUT` or `RECIPE_OUTPUT`, `objectId` and
            `objectProjectKey`.
        """
        return self.client.rest.json(
            api.managed_folder.managed_folder_list_usages.build_request(
                self.project_key, self.odb_id
            )
        )

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions on the folder; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "MANAGED_FOLDER", self.odb_id)

    def copy_to(self, target: DSSManagedFolder, write_mode: str = "OVERWRITE") -> DSSFuture:
        """Starts to copy the files of this folder to another one.

        Operation: `managed_folder_copy`.

        Args:
            target: the other folder.
            write_mode: `OVERWRITE` to empty it first, `APPEND` to keep what it has.

        Returns:
            The task that copies them.

        Raises:
            DSSNotFound: one of the folders does not exist.
        """
        from dataikuapi.dss.future import DSSFuture

        if not isinstance(cast("object", target), DSSManagedFolder):
            raise TypeError(f"target must be a managed folder, not {type(target).__name__}")
        body = {
            "targetProjectKey": target.project_key,
            "targetFolderId": target.odb_id,
            "writeMode": write_mode,
        }
        request = api.managed_folder.managed_folder_copy.build_request(
            self.project_key, self.odb_id, body=body
        )
        return DSSFuture.from_resp(self.client, self.client.rest.json(request))

    def create_dataset_from_files(self, dataset_name: str) -> DSSDataset:
        """Creates a dataset of the files of this folder.

        It has neither format nor schema yet: let its `autodetect_settings` find them.

        Operation: `dataset_create`.

        Args:
            dataset_name: name of the dataset.

        Returns:
            The handle of the dataset.

        Raises:
            ValueError: it cannot be the name of a dataset, with a dot for instance.
            DSSBadRequest: the name is taken.
        """
        from dataikuapi.dss.dataset import DSSDataset

        body = {
            "name": check_dataset_name("dataset_name", dataset_name),
            "projectKey": self.project_key,
            "type": "FilesInFolder",
            "params": {"folderSmartId": self.odb_id},
        }
        self.client.rest.json(api.dataset.dataset_create.build_request(self.project_key, body=body))
        return DSSDataset(self.client, self.project_key, dataset_name)


if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {"DSSManagedFolderSettings": "dataikuapi.dss.managedfoldersettings"},
    )
