# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_dataset/definition.py. Do not edit.
"""What a dataset is: settings, schema, metadata, name, and what uses it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dataset_name, check_dict, check_str
from dataikuapi._errors import DSSNotFound
from dataikuapi._languages import check_language
from dataikuapi.dss._dataset.base import DatasetBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.datasetinfo import DSSDatasetInfo
    from dataikuapi.dss.datasetsettings import DSSDatasetSettings
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi_rest.dicts import (
        Dataset,
        DatasetColumnRelation,
        DatasetDescriptions,
        DatasetMetadata,
        DatasetSchema,
        DatasetUsage,
        Message,
    )


class DatasetDefinition(DatasetBase):
    """Methods on what a dataset is."""

    def delete(self, drop_data: bool = False) -> None:
        """Deletes this dataset.

        Operation: `dataset_delete`.

        Args:
            drop_data: whether the data goes, too, if DSS manages it.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        self.client.rest.empty(
            api.dataset.dataset_delete.build_request(*self._place, drop_data=drop_data)
        )

    def rename(self, new_name: str) -> None:
        """Gives this dataset another name; what refers to it follows.

        Operation: `dataset_rename`.

        Args:
            new_name: its name from now on, without a dot.

        Raises:
            ValueError: it has this name already, or it cannot be a name.
            DSSBadRequest: another dataset has this name.
        """
        check_dataset_name("new_name", new_name)
        if new_name == self.dataset_name:
            raise ValueError(f"Dataset name is already {new_name}")
        body = {"oldName": self.dataset_name, "newName": new_name}
        self.client.rest.empty(
            api.dataset.dataset_rename.build_request(self.project_key, body=body)
        )
        self.dataset_name = new_name

    def get_settings(self) -> DSSDatasetSettings:
        """Reads the settings, to be changed and saved.

        Example:
            settings = dataset.get_settings()
            settings.add_discrete_partitioning_dimension("country")
            settings.save()

        Operation: `dataset_get`.

        Returns:
            The settings; for datasets on files and on SQL of a class that knows more.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.dss import datasetsettings as classes

        data = self._read_definition()
        kind = data["type"]
        if kind in self._FS_TYPES:
            return classes.FSLikeDatasetSettings(self._as_dataset(), data)
        if kind in self._SQL_TYPES:
            return classes.SQLDatasetSettings(self._as_dataset(), data)
        return classes.DSSDatasetSettings(self._as_dataset(), data)

    def _read_definition(self) -> Dataset:
        return self.client.rest.json(api.dataset.dataset_get.build_request(*self._place))

    def _as_dataset(self) -> Any:
        return self

    def get_definition(self) -> Dataset:
        """Reads the settings as a dict; :meth:`get_settings` is newer.

        Operation: `dataset_get`.

        Returns:
            The settings.
        """
        warnings.warn(
            "DSSDataset.get_definition is deprecated: use get_settings",
            DeprecationWarning,
            stacklevel=2,
        )
        return self._read_definition()

    def set_definition(self, definition: Mapping[str, Any]) -> Message:
        """Replaces the settings; those of :meth:`get_settings` save themselves.

        Operation: `dataset_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed.

        Returns:
            What DSS answers.
        """
        warnings.warn(
            "DSSDataset.set_definition is deprecated: use get_settings",
            DeprecationWarning,
            stacklevel=2,
        )
        body = check_dict("definition", definition)
        return self.client.rest.json(
            api.dataset.dataset_update.build_request(*self._place, body=body)
        )

    def exists(self) -> bool:
        """Tells whether there is such a dataset.

        Operation: `dataset_get_metadata`.

        Returns:
            False when DSS says that there is none; any other failure is raised.
        """
        try:
            self.get_metadata()
        except DSSNotFound:
            return False
        return True

    def get_schema(self) -> DatasetSchema:
        """Reads the columns.

        Operation: `dataset_get_schema`.

        Returns:
            A dict whose `columns` has a dict for each, with `name` and `type`.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        request = api.dataset.dataset_get_schema.build_request(*self._place)
        return self.client.rest.json(request)

    def set_schema(self, schema: Mapping[str, Any]) -> Message:
        """Replaces the columns; the data stays as it is.

        Operation: `dataset_update_schema`.

        Args:
            schema: what :meth:`get_schema` gave, changed: each column has a `name` and a `type`.

        Returns:
            What DSS answers.

        Raises:
            ValueError: a column has no name or no type; nothing was sent.
        """
        body = check_dict("schema", schema)
        for column in cast("list[Any]", body.get("columns") or []):
            for member in ("name", "type"):
                check_str(
                    f"{member} of each column of schema", check_dict("column", column).get(member)
                )
        return self.client.rest.json(
            api.dataset.dataset_update_schema.build_request(*self._place, body=body)
        )

    def get_metadata(self) -> DatasetMetadata:
        """Reads label, description, tags, checklists and custom fields.

        Operation: `dataset_get_metadata`.

        Returns:
            The metadata, to be changed and given to :meth:`set_metadata`.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        request = api.dataset.dataset_get_metadata.build_request(*self._place)
        return self.client.rest.json(request)

    def set_metadata(self, metadata: Mapping[str, Any]) -> Message:
        """Replaces label, description, tags, checklists and custom fields.

        Operation: `dataset_update_metadata`.

        Args:
            metadata: what :meth:`get_metadata` gave, changed.

        Returns:
            What DSS answers.
        """
        body = check_dict("metadata", metadata)
        return self.client.rest.json(
            api.dataset.dataset_update_metadata.build_request(*self._place, body=body)
        )

    def generate_ai_description(
        self, language: str = "english", save_description: bool = False
    ) -> DatasetDescriptions:
        """Has DSS describe this dataset and its columns with its AI services.

        After a thousand calls a day, each takes about a minute.

        Operation: `dataset_generate_ai_description`.

        Args:
            language: language of the texts, in English: `english`, `french`,
                `chinese_traditional`.
            save_description: whether the texts are kept in the dataset.

        Returns:
            A dict with the texts.

        Raises:
            ValueError: DSS does not know the language.
        """
        check_language(language)
        return self.client.rest.json(
            api.dataset.dataset_generate_ai_description.build_request(
                *self._place, language=language, save_description=save_description
            )
        )

    def get_info(self) -> DSSDatasetInfo:
        """Reads all that is known of this dataset, with how its last build went.

        Operation: `dataset_get_info`.

        Returns:
            What is known.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.dss.datasetinfo import DSSDatasetInfo

        request = api.dataset.dataset_get_info.build_request(*self._place)
        return DSSDatasetInfo(self, self.client.rest.json(request))

    def get_usages(self) -> list[DatasetUsage]:
        """Lists the recipes, analyses and projects that use this dataset.

        Operation: `dataset_list_usages`.

        Returns:
            For each a dict with `type`, `objectId` and `objectProjectKey`.
        """
        request = api.dataset.dataset_list_usages.build_request(*self._place)
        return self.client.rest.json(request)

    def get_column_lineage(
        self, column: str, max_dataset_count: int | None = None
    ) -> list[DatasetColumnRelation]:
        """Reads where a column comes from and goes to, over projects.

        Operation: `dataset_get_column_lineage`.

        Args:
            column: name of the column.
            max_dataset_count: how many datasets are looked at; None for as many as DSS allows.

        Returns:
            The relations between columns.

        Raises:
            ValueError: `max_dataset_count` is not above 0.
            DSSBadRequest: there is no such column.
        """
        if max_dataset_count is not None and max_dataset_count <= 0:
            raise ValueError("Invalid value, max_dataset_count must be a positive integer.")
        return self.client.rest.json(
            api.dataset.dataset_get_column_lineage.build_request(
                *self._place,
                column_name=check_str("column", column),
                max_dataset_count=max_dataset_count,
            )
        )

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions on this dataset; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "DATASET", self.dataset_name)
