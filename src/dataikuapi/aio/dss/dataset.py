"""Datasets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi._members import dict_in
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi.aio.dss._dataset.distribute import AsyncDatasetDistribute
from dataikuapi.aio.dss._dataset.export import AsyncDatasetExport
from dataikuapi.aio.dss._dataset.flow import AsyncDatasetFlow
from dataikuapi.aio.dss._dataset.ml import AsyncDatasetMl
from dataikuapi.aio.dss._dataset.write import AsyncDatasetWrite
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.datasetcreation import (
        AsyncDSSManagedDatasetCreationHelper as AsyncDSSManagedDatasetCreationHelper,
    )
    from dataikuapi.aio.dss.datasetsettings import (
        AsyncDSSDatasetSettings as AsyncDSSDatasetSettings,
    )
    from dataikuapi.aio.dss.datasetsettings import (
        AsyncFSLikeDatasetSettings as AsyncFSLikeDatasetSettings,
    )
    from dataikuapi.aio.dss.datasetsettings import (
        AsyncSQLDatasetSettings as AsyncSQLDatasetSettings,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.datasetinfo import DSSDatasetInfo as DSSDatasetInfo

if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSDatasetSettings": "dataikuapi.aio.dss.datasetsettings",
            "AsyncDSSManagedDatasetCreationHelper": "dataikuapi.aio.dss.datasetcreation",
            "AsyncFSLikeDatasetSettings": "dataikuapi.aio.dss.datasetsettings",
            "AsyncSQLDatasetSettings": "dataikuapi.aio.dss.datasetsettings",
            "DSSDatasetInfo": "dataikuapi.dss.datasetinfo",
        },
    )


class AsyncDSSDatasetListItem(DSSTaggableObjectListItem):
    """An item of the list of datasets: the dict that DSS answered, with more methods.

    Attributes:
        client: the client that read the list.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_dataset(self) -> AsyncDSSDataset:
        """Gives the handle of the dataset; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return AsyncDSSDataset(
            self.client,
            *identities(api.dataset.dataset_list.OPERATION, self._data, "projectKey", "name"),
        )

    @property
    def name(self) -> str:
        """Name of the dataset."""
        return self._data["name"]

    @property
    def id(self) -> str:
        """Identifier of the dataset, which is its name."""
        return self._data["name"]

    @property
    def type(self) -> str:
        """Type of the dataset, such as `Filesystem` or `PostgreSQL`."""
        return self._data["type"]

    @property
    def schema(self) -> dict[str, Any]:
        """Schema of the dataset, a dict with `columns`."""
        return self._data["schema"]

    @property
    def connection(self) -> str | None:
        """Name of the connection that the data is on, or None."""
        return dict_in(self._data, "params").get("connection")

    def get_column(self, column: str) -> dict[str, Any] | None:
        """Looks up a column in the schema.

        Args:
            column: its name.

        Returns:
            The column as a dict with `name` and `type`, or None.
        """
        columns: list[dict[str, Any]] = self.schema.get("columns") or []
        return next((each for each in columns if each["name"] == column), None)


class AsyncDSSDataset(
    AsyncDatasetFlow,
    AsyncDatasetMl,
    AsyncDatasetWrite,
    AsyncDatasetExport,
    AsyncDatasetDistribute,
):
    """A dataset. Get it from :meth:`AsyncDSSProject.get_dataset`.

    Attributes:
        client: the client that made this handle.
        project: the project of the dataset.
        project_key: key of that project.
        dataset_name: name of the dataset.
    """

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.dataset_name}>"

    @property
    def id(self) -> str:
        """Identifier of the dataset, which is its name."""
        return self.dataset_name

    @property
    def name(self) -> str:
        """Name of the dataset."""
        return self.dataset_name
