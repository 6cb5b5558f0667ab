# Derived by `tox -e generate` from src/dataikuapi/aio/dss/dataset.py. Do not edit.
"""Datasets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi._members import dict_in
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi.dss._dataset.distribute import DatasetDistribute
from dataikuapi.dss._dataset.export import DatasetExport
from dataikuapi.dss._dataset.flow import DatasetFlow
from dataikuapi.dss._dataset.ml import DatasetMl
from dataikuapi.dss._dataset.write import DatasetWrite
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.datasetcreation import (
        DSSManagedDatasetCreationHelper as DSSManagedDatasetCreationHelper,
    )
    from dataikuapi.dss.datasetinfo import DSSDatasetInfo as DSSDatasetInfo
    from dataikuapi.dss.datasetsettings import (
        DSSDatasetSettings as DSSDatasetSettings,
    )
    from dataikuapi.dss.datasetsettings import (
        FSLikeDatasetSettings as FSLikeDatasetSettings,
    )
    from dataikuapi.dss.datasetsettings import (
        SQLDatasetSettings as SQLDatasetSettings,
    )
    from dataikuapi.dssclient import DSSClient

if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSDatasetSettings": "dataikuapi.dss.datasetsettings",
            "DSSManagedDatasetCreationHelper": "dataikuapi.dss.datasetcreation",
            "FSLikeDatasetSettings": "dataikuapi.dss.datasetsettings",
            "SQLDatasetSettings": "dataikuapi.dss.datasetsettings",
            "DSSDatasetInfo": "dataikuapi.dss.datasetinfo",
        },
    )


class DSSDatasetListItem(DSSTaggableObjectListItem):
    """An item of the list of datasets: the dict that DSS answered, with more methods.

    Attributes:
        client: the client that read the list.
    """

    def __init__(self, client: DSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_dataset(self) -> DSSDataset:
        """Gives the handle of the dataset; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return DSSDataset(
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


class DSSDataset(
    DatasetFlow,
    DatasetMl,
    DatasetWrite,
    DatasetExport,
    DatasetDistribute,
):
    """A dataset. Get it from :meth:`DSSProject.get_dataset`.

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
