"""The datasets of a project."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_dataset_name, check_dict, check_list, check_str
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.dataset import AsyncDSSDataset, AsyncDSSDatasetListItem
    from dataikuapi.aio.dss.datasetcreation import AsyncDSSManagedDatasetCreationHelper
    from dataikuapi_rest.dicts import DataQualityDay

_ITEMS = ("listitems", "listitem")
_OBJECTS = ("objects", "object")


class AsyncProjectDatasets(AsyncProjectBase):
    """Methods on datasets."""

    @overload
    async def list_datasets(
        self,
        as_type: Literal["listitems", "listitem"] = "listitems",
        include_shared: bool = False,
        tags: Sequence[str] | None = None,
    ) -> list[AsyncDSSDatasetListItem]: ...
    @overload
    async def list_datasets(
        self,
        as_type: Literal["objects", "object"],
        include_shared: bool = False,
        tags: Sequence[str] | None = None,
    ) -> list[AsyncDSSDataset]: ...
    @overload
    async def list_datasets(
        self, as_type: str, include_shared: bool = False, tags: Sequence[str] | None = None
    ) -> list[Any]: ...
    async def list_datasets(
        self,
        as_type: str = "listitems",
        include_shared: bool = False,
        tags: Sequence[str] | None = None,
    ) -> list[Any]:
        """Lists the datasets of this project.

        Operation: `dataset_list`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.
            include_shared: whether datasets that other projects share with this one are listed.
            tags: only datasets with one of these tags; no tags at all filter nothing.

        Returns:
            The datasets.

        Raises:
            ValueError: `as_type` is neither.
        """
        if as_type not in _ITEMS + _OBJECTS:
            raise ValueError(f"as_type must be 'listitems' or 'objects', not {as_type!r}")
        request = api.dataset.dataset_list.build_request(
            self.project_key,
            foreign=include_shared,
            tags=None if tags is None else check_list("tags", tags),
        )
        found = await self.client.rest.json(request)
        from dataikuapi.aio.dss.dataset import AsyncDSSDatasetListItem

        items = [AsyncDSSDatasetListItem(self.client, each) for each in found]
        return items if as_type in _ITEMS else [item.to_dataset() for item in items]

    def get_dataset(self, dataset_name: str) -> AsyncDSSDataset:
        """Gives the handle of a dataset; nothing is asked of DSS.

        Args:
            dataset_name: its name; that of a dataset of another project, shared with this one,
                with the key of its project and a dot before it.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.dataset import AsyncDSSDataset

        return AsyncDSSDataset(self.client, self.project_key, dataset_name)

    async def _create(self, name: str, kind: str, params: Any, **more: Any) -> AsyncDSSDataset:
        body: dict[str, Any] = {
            "name": check_dataset_name("dataset_name", name),
            "projectKey": self.project_key,
            "type": check_str("type", kind),
            "params": check_dict("params", params),
            **more,
        }
        request = api.dataset.dataset_create.build_request(self.project_key, body=body)
        await self.client.rest.json(request)
        return self.get_dataset(name)

    async def create_dataset(
        self,
        dataset_name: str,
        type: str,
        params: Mapping[str, Any] | None = None,
        formatType: str | None = None,
        formatParams: Mapping[str, Any] | None = None,
    ) -> AsyncDSSDataset:
        """Creates a dataset of whatever type on data that is elsewhere.

        Nothing is detected: :meth:`AsyncDSSDataset.autodetect_settings` does that. For a dataset
        that DSS writes, use :meth:`new_managed_dataset`.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            type: its type, such as `Filesystem` or `PostgreSQL`.
            params: where the data is, as the type needs it.
            formatType: format of files, such as `csv`.
            formatParams: settings of the format.

        Returns:
            The handle of the dataset.

        Raises:
            ValueError: it cannot be a name; nothing was sent.
            DSSBadRequest: another dataset has this name.
        """
        return await self._create(
            dataset_name,
            type,
            {} if params is None else params,
            formatType=formatType,
            formatParams={} if formatParams is None else check_dict("formatParams", formatParams),
        )

    async def create_upload_dataset(
        self, dataset_name: str, connection: str | None = None
    ) -> AsyncDSSDataset:
        """Creates a dataset for uploaded files.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            connection: name of the connection that keeps the files; None for the usual one.

        Returns:
            The handle of the dataset.
        """
        params = {} if connection is None else {"uploadConnection": connection}
        return await self._create(dataset_name, "UploadedFiles", params)

    async def create_sample_dataset(
        self, dataset_name: str, plugin: str, sample: str, version: str | None = None
    ) -> AsyncDSSDataset:
        """Creates a dataset of a sample that a plugin brings.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            plugin: identifier of the plugin.
            sample: name of the sample.
            version: version of the sample.

        Returns:
            The handle of the dataset.
        """
        params = {
            "pluginId": check_str("plugin", plugin),
            "sampleName": check_str("sample", sample),
        }
        if version is not None:
            params["version"] = version
        return await self._create(dataset_name, f"Sample_{plugin}_{sample}", params)

    async def create_filesystem_dataset(
        self, dataset_name: str, connection: str, path_in_connection: str
    ) -> AsyncDSSDataset:
        """Creates a dataset on files of the server.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            connection: name of the connection.
            path_in_connection: path of a file or a folder on it.

        Returns:
            The handle of the dataset.
        """
        return await self.create_fslike_dataset(
            dataset_name, "Filesystem", connection, path_in_connection
        )

    async def create_s3_dataset(
        self,
        dataset_name: str,
        connection: str,
        path_in_connection: str,
        bucket: str | None = None,
    ) -> AsyncDSSDataset:
        """Creates a dataset on files in S3.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            connection: name of the connection.
            path_in_connection: path of a file or a folder in the bucket.
            bucket: the bucket; None for that of the connection.

        Returns:
            The handle of the dataset.
        """
        extra = {} if bucket is None else {"bucket": bucket}
        return await self.create_fslike_dataset(
            dataset_name, "S3", connection, path_in_connection, extra
        )

    async def create_gcs_dataset(
        self,
        dataset_name: str,
        connection: str,
        path_in_connection: str,
        bucket: str | None = None,
    ) -> AsyncDSSDataset:
        """Creates a dataset on files in Google Cloud Storage.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            connection: name of the connection.
            path_in_connection: path of a file or a folder in the bucket.
            bucket: the bucket; None for that of the connection.

        Returns:
            The handle of the dataset.
        """
        extra = {} if bucket is None else {"bucket": bucket}
        return await self.create_fslike_dataset(
            dataset_name, "GCS", connection, path_in_connection, extra
        )

    async def create_azure_blob_dataset(
        self,
        dataset_name: str,
        connection: str,
        path_in_connection: str,
        container: str | None = None,
    ) -> AsyncDSSDataset:
        """Creates a dataset on files in Azure Blob Storage.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            connection: name of the connection.
            path_in_connection: path of a file or a folder in the container.
            container: the container; None for that of the connection.

        Returns:
            The handle of the dataset.
        """
        extra = {} if container is None else {"container": container}
        return await self.create_fslike_dataset(
            dataset_name, "Azure", connection, path_in_connection, extra
        )

    async def create_fslike_dataset(
        self,
        dataset_name: str,
        dataset_type: str,
        connection: str,
        path_in_connection: str,
        extra_params: Mapping[str, Any] | None = None,
    ) -> AsyncDSSDataset:
        """Creates a dataset on files.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            dataset_type: its type, such as `HDFS` or `SFTP`.
            connection: name of the connection.
            path_in_connection: path of a file or a folder on it.
            extra_params: what the type needs besides.

        Returns:
            The handle of the dataset.
        """
        extra = {} if extra_params is None else check_dict("extra_params", extra_params)
        params = {"connection": connection, "path": path_in_connection, **extra}
        return await self._create(dataset_name, dataset_type, params)

    async def create_sql_table_dataset(
        self,
        dataset_name: str,
        type: str,
        connection: str,
        table: str,
        schema: str | None,
        catalog: str | None = None,
    ) -> AsyncDSSDataset:
        """Creates a dataset on a table.

        Operation: `dataset_create`.

        Args:
            dataset_name: its name, without a dot.
            type: its type, which is that of the connection, such as `PostgreSQL`.
            connection: name of the connection.
            table: name of the table.
            schema: schema of the table.
            catalog: catalogue of the table; None for that of the connection.

        Returns:
            The handle of the dataset.
        """
        params = {
            "connection": connection,
            "mode": "table",
            "table": table,
            "schema": schema,
            "catalog": catalog,
        }
        return await self._create(dataset_name, type, params)

    def new_managed_dataset(self, dataset_name: str) -> AsyncDSSManagedDatasetCreationHelper:
        """Prepares to create a dataset that DSS writes.

        Args:
            dataset_name: its name, without a dot.

        Returns:
            The builder of the dataset.

        Raises:
            ValueError: it cannot be a name.
        """
        from dataikuapi.aio.dss.datasetcreation import AsyncDSSManagedDatasetCreationHelper

        return AsyncDSSManagedDatasetCreationHelper(
            cast("Any", self), check_dataset_name("dataset_name", dataset_name)
        )

    def new_managed_dataset_creation_helper(
        self, dataset_name: str
    ) -> AsyncDSSManagedDatasetCreationHelper:
        """Former name of :meth:`new_managed_dataset`.

        Args:
            dataset_name: its name, without a dot.

        Returns:
            The builder of the dataset.
        """
        text = "new_managed_dataset_creation_helper is deprecated: use new_managed_dataset"
        warnings.warn(text, DeprecationWarning, stacklevel=2)
        return self.new_managed_dataset(dataset_name)

    async def get_data_quality_status(self, only_monitored: bool = True) -> dict[str, Any]:
        """Reads the data quality status of the datasets of this project.

        Operation: `data_quality_get_project_status`.

        Args:
            only_monitored: whether datasets that nobody monitors are left out.

        Returns:
            Status by name of dataset.
        """
        request = api.data_quality.data_quality_get_project_status.build_request(
            self.project_key, only_monitored=only_monitored
        )
        return await self.client.rest.json(request)

    async def get_data_quality_timeline(
        self, min_timestamp: int | None = None, max_timestamp: int | None = None
    ) -> list[DataQualityDay]:
        """Reads how the data quality of this project was, day by day.

        Operation: `data_quality_list_project_days`.

        Args:
            min_timestamp: first moment, in milliseconds since the epoch; two weeks ago by default.
            max_timestamp: last moment; now by default.

        Returns:
            A dict for each day, with the worst and the last outcome and what was computed.
        """
        request = api.data_quality.data_quality_list_project_days.build_request(
            self.project_key, min_timestamp=min_timestamp, max_timestamp=max_timestamp
        )
        return await self.client.rest.json(request)
