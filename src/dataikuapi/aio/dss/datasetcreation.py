"""Creating managed datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from dataikuapi._args import check_str
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.dataset import AsyncDSSDataset
    from dataikuapi.aio.dss.project import AsyncDSSProject

KINDS = {"DATASET": "dataset", "FOLDER": "folder"}


class AsyncDSSManagedDatasetCreationHelper:
    """Creates a managed dataset. Get it from :meth:`AsyncDSSProject.new_managed_dataset`.

    Example:
        builder = project.new_managed_dataset("totals")
        builder.with_store_into("filesystem_managed")
        dataset = await builder.create(overwrite=True)

    Attributes:
        project: the project of the dataset.
        dataset_name: name of the dataset.
        creation_settings: what was wished so far.
    """

    def __init__(self, project: AsyncDSSProject, dataset_name: str) -> None:
        self.project = project
        self.dataset_name = dataset_name
        self.creation_settings: dict[str, Any] = {"specificSettings": {}}

    def get_creation_settings(self) -> dict[str, Any]:
        """Gives what was wished so far.

        Returns:
            The dict itself: what is changed in it is sent.
        """
        return self.creation_settings

    def with_store_into(
        self,
        connection: str,
        type_option_id: str | None = None,
        format_option_id: str | None = None,
    ) -> Self:
        """Sets where the dataset is kept.

        Args:
            connection: name of the connection.
            type_option_id: type of the dataset, if the connection offers several.
            format_option_id: format of files, such as `CSV_EXCEL_GZIP` or `PARQUET_HIVE`.

        Returns:
            This builder.
        """
        self.creation_settings["connectionId"] = check_str("connection", connection)
        if type_option_id is not None:
            self.creation_settings["typeOptionId"] = type_option_id
        if format_option_id is not None:
            self.creation_settings["specificSettings"]["formatOptionId"] = format_option_id
        return self

    def with_copy_partitioning_from(self, dataset_ref: str, object_type: str = "DATASET") -> Self:
        """Gives the dataset the partitioning of something else.

        Args:
            dataset_ref: name of a dataset, or identifier of a managed folder.
            object_type: `DATASET` or `FOLDER`.

        Returns:
            This builder.

        Raises:
            ValueError: `object_type` is neither.
        """
        if object_type not in KINDS:
            raise ValueError(f"object_type must be 'DATASET' or 'FOLDER', not {object_type!r}")
        ref = check_str("dataset_ref", dataset_ref)
        self.creation_settings["partitioningOptionId"] = f"copy:{KINDS[object_type]}:{ref}"
        return self

    async def create(self, overwrite: bool = False) -> AsyncDSSDataset:
        """Creates the dataset.

        Operations: `dataset_create_managed`; before it `dataset_get_metadata` and
        `dataset_delete` to overwrite.

        Args:
            overwrite: whether a dataset of this name is deleted first, with its data.

        Returns:
            The handle of the dataset.

        Raises:
            DSSBadRequest: the name is taken or cannot be one, or the connection does not allow it.
        """
        dataset = self.project.get_dataset(self.dataset_name)
        if overwrite and await dataset.exists():
            await dataset.delete(drop_data=True)
        body = {"name": self.dataset_name, "creationSettings": self.creation_settings}
        request = api.dataset.dataset_create_managed.build_request(
            self.project.project_key, body=body
        )
        await self.project.client.rest.json(request)
        return dataset

    async def already_exists(self) -> bool:
        """Tells whether there is a dataset of this name.

        Operation: `dataset_get_metadata`.

        Returns:
            False when DSS says that there is none; any other failure is raised.
        """
        return await self.project.get_dataset(self.dataset_name).exists()
