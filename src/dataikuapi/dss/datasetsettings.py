# Derived by `tox -e generate` from src/dataikuapi/aio/dss/datasetsettings.py. Do not edit.
"""Settings of datasets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dict, check_str
from dataikuapi._members import dict_in, sub_dict, sub_list
from dataikuapi._saving import Saving
from dataikuapi._taggable import DSSTaggableObjectSettings
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.dataset import DSSDataset
    from dataikuapi_rest.dicts import Dataset

PERIODS = ("YEAR", "MONTH", "DAY", "HOUR")


class DSSDatasetSettings(DSSTaggableObjectSettings):
    """Settings of a dataset. Get them from :meth:`DSSDataset.get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        dataset: handle of the dataset.
        settings: the settings, changed in place.
    """

    def __init__(self, dataset: DSSDataset, settings: Dataset | Mapping[str, Any]) -> None:
        super().__init__(cast("dict[str, Any]", settings))
        self.dataset = dataset
        self.settings: dict[str, Any] = cast("dict[str, Any]", settings)

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.settings

    def get_raw_params(self) -> dict[str, Any]:
        """Gives the settings of this type of dataset: connection, path, table and the like.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return sub_dict(self.settings, "params")

    @property
    def type(self) -> str:
        """Type of the dataset, such as `Filesystem` or `PostgreSQL`."""
        return self.settings["type"]

    @property
    def schema_columns(self) -> list[dict[str, Any]]:
        """The columns, each a dict with `name` and `type`; changes to the list are saved."""
        return sub_list(sub_dict(self.settings, "schema"), "columns")

    def add_raw_schema_column(self, column: Mapping[str, Any]) -> None:
        """Adds a column.

        Args:
            column: a dict with `name` and `type`.

        Raises:
            ValueError: it has no name or no type.
        """
        new = check_dict("column", column)
        for member in ("name", "type"):
            check_str(f"{member} of column", new.get(member))
        self.schema_columns.append(new)

    def _dimensions(self) -> list[dict[str, Any]]:
        return sub_list(sub_dict(self.settings, "partitioning"), "dimensions")

    def remove_partitioning(self) -> None:
        """Makes the dataset one without partitions."""
        self.settings["partitioning"] = {"dimensions": []}

    def add_discrete_partitioning_dimension(self, dim_name: str) -> None:
        """Splits the dataset by the values of a dimension.

        Args:
            dim_name: name of the dimension.
        """
        self._dimensions().append({"name": check_str("dim_name", dim_name), "type": "value"})

    def add_time_partitioning_dimension(self, dim_name: str, period: str = "DAY") -> None:
        """Splits the dataset by time.

        Args:
            dim_name: name of the dimension.
            period: `YEAR`, `MONTH`, `DAY` or `HOUR`.

        Raises:
            ValueError: there is no such period.
        """
        if period not in PERIODS:
            raise ValueError(f"period must be one of {', '.join(PERIODS)}, not {period!r}")
        dimension = {"name": check_str("dim_name", dim_name), "type": "time"}
        self._dimensions().append({**dimension, "params": {"period": period}})

    @property
    def is_feature_group(self) -> bool:
        """Whether the dataset is in the feature store."""
        return bool(self.settings.get("featureGroup"))

    def set_feature_group(self, status: bool) -> None:
        """Puts the dataset into the feature store, or takes it out.

        Saving it needs the right to manage the feature store.

        Args:
            status: whether it shall be there.
        """
        self.settings["featureGroup"] = status

    @property
    def data_steward(self) -> str | None:
        """Login of who answers for the data; unless somebody is named, of who made the dataset."""
        if "dataSteward" in self.settings:
            return self.settings["dataSteward"]
        return dict_in(dict_in(self.settings, "creationTag"), "lastModifiedBy").get("login")

    @data_steward.setter
    def data_steward(self, user_id: str | None) -> None:
        self.settings["dataSteward"] = user_id

    def save(self, *, force: bool | None = None) -> None:
        """Saves the settings.

        Operation: `dataset_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
            DSSNotFound: the dataset does not exist any more.
            DSSBadRequest: they are those of another dataset.
        """
        dataset = self.dataset
        request = api.dataset.dataset_update.build_request(
            dataset.project_key, dataset.dataset_name, body=self.settings
        )
        read = api.dataset.dataset_get.build_request(dataset.project_key, dataset.dataset_name)
        with Saving(dataset.client.rest, read, self.settings, force):
            dataset.client.rest.empty(request)


class FSLikeDatasetSettings(DSSDatasetSettings):
    """Settings of a dataset on files."""

    def set_connection_and_path(self, connection: str, path: str) -> None:
        """Sets where the files are.

        Args:
            connection: name of the connection.
            path: path on it.
        """
        self.get_raw_params().update(connection=connection, path=path)

    def get_raw_format_params(self) -> dict[str, Any]:
        """Gives the settings of the format.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return sub_dict(self.settings, "formatParams")

    def set_format(self, format_type: str, format_params: Mapping[str, Any] | None = None) -> None:
        """Sets the format.

        Args:
            format_type: its type, such as `csv` or `parquet`.
            format_params: its settings.
        """
        self.settings["formatType"] = check_str("format_type", format_type)
        params = {} if format_params is None else check_dict("format_params", format_params)
        self.settings["formatParams"] = params

    def set_csv_format(
        self,
        separator: str = ",",
        style: str = "excel",
        skip_rows_before: int = 0,
        header_row: bool = True,
        skip_rows_after: int = 0,
    ) -> None:
        """Sets the format to CSV.

        Args:
            separator: what stands between cells.
            style: how cells are quoted: `excel`, `unix`, `escape_only` or `no_escape_no_quote`.
            skip_rows_before: how many rows to skip first.
            header_row: whether the next row holds the names of the columns.
            skip_rows_after: how many rows to skip after it.
        """
        params = {
            "style": style,
            "separator": separator,
            "skipRowsBeforeHeader": skip_rows_before,
            "parseHeaderRow": header_row,
            "skipRowsAfterHeader": skip_rows_after,
        }
        self.set_format("csv", params)

    def set_partitioning_file_pattern(self, pattern: str) -> None:
        """Sets where the files of a partition are.

        Args:
            pattern: such as `%Y/%M/%D/.*` or `%{country}/.*`.
        """
        sub_dict(self.settings, "partitioning")["filePathPattern"] = pattern


class SQLDatasetSettings(DSSDatasetSettings):
    """Settings of a dataset on SQL."""

    def set_table(
        self, connection: str, schema: str | None, table: str, catalog: str | None = None
    ) -> None:
        """Makes this a dataset on a table.

        Args:
            connection: name of the connection.
            schema: schema of the table.
            table: name of the table.
            catalog: catalogue of the table; None for that of the connection.
        """
        self.get_raw_params().update(
            connection=check_str("connection", connection),
            mode="table",
            schema=schema,
            table=check_str("table", table),
            catalog=catalog,
        )
