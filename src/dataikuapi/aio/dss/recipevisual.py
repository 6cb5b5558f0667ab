"""Settings of visual recipes."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from dataikuapi._errors import DataikuException
from dataikuapi.aio.dss.recipesettings import AsyncDSSRecipeSettings


class AsyncGenerateFeaturesRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a recipe that generates features."""


class AsyncGroupingRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a grouping recipe."""

    def clear_grouping_keys(self) -> None:
        """Takes all grouping keys away."""
        self.obj_payload["keys"] = []

    def add_grouping_key(self, column: str) -> None:
        """Groups by a column, too.

        Args:
            column: name of the column.
        """
        self._listed("keys").append({"column": column})

    def set_global_count_enabled(self, enabled: bool) -> None:
        """Sets whether the rows of each group are counted.

        Args:
            enabled: whether they are.
        """
        self.obj_payload["globalCount"] = enabled

    def get_or_create_column_settings(self, column: str) -> dict[str, Any]:
        """Gives how a column is aggregated.

        Args:
            column: name of the column.

        Returns:
            A dict, put there when it is missing; what is changed in it is saved.
        """
        for each in self._listed("values"):
            if each.get("column") == column:
                return each
        new: dict[str, Any] = {"column": column}
        self._listed("values").append(new)
        return new

    def set_column_aggregations(
        self,
        column: str,
        type: str | None = None,
        min: bool = False,
        max: bool = False,
        count: bool = False,
        count_distinct: bool = False,
        sum: bool = False,
        concat: bool = False,
        stddev: bool = False,
        avg: bool = False,
        mode: bool = False,
    ) -> dict[str, Any]:
        """Sets what is computed of a column in each group.

        Args:
            column: name of the column.
            type: its type; unchanged without it.
            min: whether its least value is.
            max: whether its greatest value is.
            count: whether its values are counted.
            count_distinct: whether its different values are counted.
            sum: whether its sum is.
            concat: whether its values are strung together.
            stddev: whether its standard deviation is.
            avg: whether its mean is.
            mode: whether its most frequent value is.

        Returns:
            The dict of the column; what is changed in it is saved.
        """
        found = self.get_or_create_column_settings(column)
        if type is not None:
            found["type"] = type
        found.update(
            min=min,
            max=max,
            count=count,
            countDistinct=count_distinct,
            sum=sum,
            concat=concat,
            stddev=stddev,
            avg=avg,
            mode=mode,
        )
        return found

    def _listed(self, name: str) -> list[dict[str, Any]]:
        return _listed(self.obj_payload, name)


def _listed(payload: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list in the payload, put there when it is missing: DSS leaves empty ones out."""
    if payload.get(name) is None:
        payload[name] = []
    return payload[name]


class AsyncUpsertRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of an upsert recipe."""

    def clear_upsert_keys(self) -> None:
        """Takes all keys away."""
        self.obj_payload["keys"] = []

    def add_upsert_key(self, column: str) -> None:
        """Matches rows by a column, too.

        Args:
            column: name of the column.
        """
        _listed(self.obj_payload, "keys").append({"column": column})

    def add_computed_column(self, computed_column: Mapping[str, Any]) -> None:
        """Adds a computed column.

        Args:
            computed_column: the column, from `DSSComputedColumn.formula`.
        """
        _listed(self.obj_payload, "computedColumns").append(dict(computed_column))


class AsyncWindowRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a window recipe."""


class AsyncSyncRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a sync recipe."""


class AsyncPivotRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a pivot recipe."""


class AsyncTopNRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a top n recipe."""


class AsyncDistinctRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a distinct recipe."""


class AsyncSamplingRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a sampling recipe."""


class AsyncDownloadRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a download recipe."""


class AsyncExportRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of an export recipe."""


class AsyncSortRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a sort recipe."""

    @property
    def row_number_column_enabled(self) -> bool:
        """Whether a column numbers the rows."""
        return self.obj_payload["rowNumber"]

    @row_number_column_enabled.setter
    def row_number_column_enabled(self, enabled: bool) -> None:
        self.obj_payload["rowNumber"] = enabled

    @property
    def rank_column_enabled(self) -> bool:
        """Whether a column gives the rank, with gaps after equal rows."""
        return self.obj_payload["rank"]

    @rank_column_enabled.setter
    def rank_column_enabled(self, enabled: bool) -> None:
        self.obj_payload["rank"] = enabled

    @property
    def dense_rank_column_enabled(self) -> bool:
        """Whether a column gives the rank, without gaps."""
        return self.obj_payload["denseRank"]

    @dense_rank_column_enabled.setter
    def dense_rank_column_enabled(self, enabled: bool) -> None:
        self.obj_payload["denseRank"] = enabled

    def clear_sorting_keys(self) -> None:
        """Takes all sorting keys away."""
        self.obj_payload["orders"] = []

    def add_sorting_key(self, column: str | None, ascending: bool = True) -> None:
        """Sorts by a column, after those that are there.

        Args:
            column: name of the column; None for nothing.
            ascending: whether the least value comes first.
        """
        if column is not None:
            key = {"column": column, "desc": not ascending}
            _listed(self.obj_payload, "orders").append(key)


class AsyncPrepareRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a prepare recipe."""

    @property
    def raw_steps(self) -> list[dict[str, Any]]:
        """The steps; what is changed in the list is saved."""
        return _listed(self.obj_payload, "steps")

    def add_processor_step(self, type: str, params: Mapping[str, Any]) -> None:
        """Adds a step at the end.

        Args:
            type: type of the processor, such as `ColumnRenamer`.
            params: its parameters.
        """
        self.raw_steps.append({"metaType": "PROCESSOR", "type": type, "params": params})


class AsyncJoinRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a join recipe.

    A join is between two virtual inputs: datasets of the recipe, where one that is joined with
    itself appears twice.
    """

    @property
    def raw_virtual_inputs(self) -> list[dict[str, Any]]:
        """The virtual inputs; what is changed in the list is saved."""
        return self.obj_payload["virtualInputs"]

    @property
    def raw_joins(self) -> list[dict[str, Any]]:
        """The joins; what is changed in the list is saved."""
        return self.obj_payload["joins"]

    def add_virtual_input(self, input_dataset_index: int) -> None:
        """Adds a virtual input.

        Args:
            input_dataset_index: position of the dataset among the inputs of the recipe.
        """
        _listed(self.obj_payload, "virtualInputs").append({"index": input_dataset_index})

    def add_pre_join_computed_column(
        self, virtual_input_index: int, computed_column: Mapping[str, Any]
    ) -> None:
        """Adds a column that is computed before the join.

        Args:
            virtual_input_index: position of the virtual input.
            computed_column: the column, from `DSSComputedColumn.formula`.
        """
        table = self.raw_virtual_inputs[virtual_input_index]
        _listed(table, "computedColumns").append(dict(computed_column))

    def add_join(self, join_type: str = "LEFT", input1: int = 0, input2: int = 1) -> dict[str, Any]:
        """Adds a join between two virtual inputs.

        Args:
            join_type: `LEFT`, `INNER`, `RIGHT`, `FULL`, `CROSS`, `ADVANCED` ...
            input1: position of the left virtual input.
            input2: position of the right virtual input.

        Returns:
            The join, for :meth:`add_condition_to_join`.
        """
        join: dict[str, Any] = {
            "conditionsMode": "AND",
            "on": [],
            "table1": input1,
            "table2": input2,
            "type": join_type,
        }
        _listed(self.obj_payload, "joins").append(join)
        return join

    @staticmethod
    def add_condition_to_join(
        join: dict[str, Any],
        type: str = "EQ",
        column1: str | None = None,
        column2: str | None = None,
    ) -> dict[str, Any]:
        """Adds a condition to a join.

        Args:
            join: the join, from :meth:`add_join` or :attr:`raw_joins`.
            type: how the columns are compared, such as `EQ`.
            column1: name of the column on the left.
            column2: name of the column on the right.

        Returns:
            The condition; what is changed in it is saved.
        """
        condition: dict[str, Any] = {
            "type": type,
            "column1": {"name": column1, "table": join["table1"]},
            "column2": {"name": column2, "table": join["table2"]},
        }
        _listed(join, "on").append(condition)
        return condition

    def add_post_join_computed_column(self, computed_column: Mapping[str, Any]) -> None:
        """Adds a column that is computed after the join.

        Args:
            computed_column: the column, from `DSSComputedColumn.formula`.
        """
        _listed(self.obj_payload, "computedColumns").append(dict(computed_column))

    def set_post_filter(self, postfilter: Mapping[str, Any]) -> None:
        """Sets the filter of the joined rows.

        Args:
            postfilter: the filter, from `DSSFilter`.
        """
        self.obj_payload["postFilter"] = postfilter

    def set_unmatched_output(
        self, ref: str, side: str = "right", append_mode: bool = False
    ) -> None:
        """Sets the dataset for the rows of one side that found no partner.

        Args:
            ref: name of the dataset.
            side: `left` or `right`.
            append_mode: whether a run adds to it instead of replacing it.

        Raises:
            ValueError: there is no such side.
            DataikuException: the recipe has more than one join, or none that drops rows of that
                side.
        """
        if side not in ("right", "left"):
            raise ValueError(f"side must be 'left' or 'right', not {side!r}")
        joins = _listed(self.obj_payload, "joins")
        if len(joins) != 1:
            raise DataikuException(
                f"unmatched rows are for recipes with one join, this one has {len(joins)}"
            )
        kind: str = joins[0]["type"]
        if kind not in ("RIGHT", "LEFT", "INNER") or kind.lower() == side:
            raise DataikuException(f"a {kind} join leaves no unmatched rows of the {side} side")
        role = "unmatchedRight" if side == "right" else "unmatchedLeft"
        item = {"ref": ref, "appendMode": append_mode}
        self._get_or_create_output_role(role)["items"] = [item]


class AsyncStackRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a stack recipe."""

    @property
    def raw_virtual_inputs(self) -> list[dict[str, Any]]:
        """The virtual inputs; what is changed in the list is saved."""
        return self.obj_payload["virtualInputs"]

    @property
    def columns_selection_mode(self) -> str:
        """How columns are chosen: `UNION`, `INTERSECT`, `FROM_DATASET`, `FROM_INDEX`, `REMAP`."""
        return self.obj_payload["mode"]

    def set_union_input_schema_mode(self) -> None:
        """Takes the columns that any input has."""
        self.obj_payload["mode"] = "UNION"

    def set_intersection_input_schema_mode(self) -> None:
        """Takes the columns that all inputs have."""
        self.obj_payload["mode"] = "INTERSECT"

    def set_from_dataset_input_schema_mode(self, dataset_name: str) -> None:
        """Takes the columns of one input.

        Args:
            dataset_name: name of that input.
        """
        self.obj_payload["mode"] = "FROM_DATASET"
        self.obj_payload["copySchemaFromDatasetWithName"] = dataset_name

    def set_custom_remapping_mode(self, columns_mapping: Mapping[str, Mapping[int, str]]) -> None:
        """Says for each output column which column of each input it comes from.

        Args:
            columns_mapping: for each output column the position of inputs, and of each the name
                of its column.
        """
        payload = self.obj_payload
        payload["mode"] = "REMAP"
        payload["selectedColumns"] = list(columns_mapping)
        inputs = self.raw_virtual_inputs
        for each in inputs:
            each["columnsMatch"] = [""] * len(columns_mapping)
        for position, columns in enumerate(columns_mapping.values()):
            for index, column in columns.items():
                if _there(inputs, index):
                    inputs[index]["columnsMatch"][position] = column

    def add_origin_column(
        self, column_name: str, dataset_origin_mapping: Mapping[int, str]
    ) -> None:
        """Adds a column that says which input a row comes from.

        Args:
            column_name: name of the column.
            dataset_origin_mapping: for positions of inputs what the column says.
        """
        payload = self.obj_payload
        payload["addOriginColumn"] = True
        payload["originColumnName"] = column_name
        inputs = self.raw_virtual_inputs
        for index, label in dataset_origin_mapping.items():
            if _there(inputs, index):
                inputs[index]["originLabel"] = label

    def remove_origin_column(self) -> None:
        """Takes the column that says the origin away."""
        self.obj_payload["addOriginColumn"] = False


def _there(inputs: list[dict[str, Any]], index: int) -> bool:
    """Whether there is an input at a position; warns when there is none."""
    if index < len(inputs):
        return True
    text = f"the recipe has {len(inputs)} inputs: nothing is set for the one at {index}"
    warnings.warn(text, stacklevel=3)
    return False
