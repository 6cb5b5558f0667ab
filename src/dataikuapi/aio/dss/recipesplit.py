"""Settings of split recipes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dataikuapi._errors import DataikuException
from dataikuapi.aio.dss.recipesettings import AsyncDSSRecipeSettings, items_of
from dataikuapi.dss._splits import Split, output_index, range_rules, rules, value_rules

if TYPE_CHECKING:
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dss.recipe import AsyncDSSRecipe
    from dataikuapi_rest.dicts import RecipeAndPayload


class AsyncSplitRecipeSettings(AsyncDSSRecipeSettings):
    """Settings of a split recipe.

    Each way to split takes a list of splits. A split has an `output`, which says where its rows
    go: `{"mode": "dataset", "value": "adults"}`, `{"mode": "index", "value": 0}` or
    `{"mode": "drop"}`; its other members depend on the way. Rows that no split takes go to the
    default output, or are dropped.

    Attributes:
        project: handle of the project of the recipe.
    """

    class FieldName:
        """Names of the bounds of a split by ranges."""

        MIN = "min"
        MAX = "max"

    def __init__(
        self, recipe: AsyncDSSRecipe, data: RecipeAndPayload, project: AsyncDSSProject
    ) -> None:
        super().__init__(recipe, data)
        self.project = project

    @property
    def split_mode(self) -> str:
        """How rows are split, such as `VALUES`, `RANGE`, `RANDOM` or `FILTERS`."""
        if "mode" not in self.obj_payload:
            raise DataikuException("the recipe does not say yet how rows are split")
        return self.obj_payload["mode"]

    async def set_split_on_single_column_values(
        self,
        column_name: str,
        splits: Iterable[Split],
        default_output_index: int | None = None,
        default_output: str | None = None,
    ) -> None:
        """Splits by the values of a column.

        Operation: `dataset_get_schema`, to learn the type of the column.

        Args:
            column_name: name of the column.
            splits: the splits, each with a `value`.
            default_output_index: position of the default output.
            default_output: name of the default output.

        Raises:
            DataikuException: the input has no such column, or a boolean is split twice.
            ValueError: an output is unknown.
        """
        dataset = self.project.get_dataset(self.get_flat_input_refs()[0])
        columns: list[Any] = (await dataset.get_schema()).get("columns") or []
        types = {each.get("name"): each.get("type") for each in columns}
        if column_name not in types:
            raise DataikuException(f"the input has no column {column_name}")
        self._split(
            "VALUES",
            default_output_index,
            default_output,
            column=column_name,
            valueSplits=value_rules(self._outputs(), types[column_name], splits),
        )

    def set_split_on_single_column_ranges(
        self,
        column_name: str,
        column_type: str,
        splits: Iterable[Split],
        default_output_index: int | None = None,
        default_output: str | None = None,
    ) -> None:
        """Splits by ranges of a column.

        Args:
            column_name: name of the column.
            column_type: `num`, `date` or `datetime`.
            splits: the splits, each with `min`, `max` or both, and perhaps `include_min` and
                `include_max`, which are true by default.
            default_output_index: position of the default output.
            default_output: name of the default output.

        Raises:
            DataikuException: the type is unknown, or a range of dates lacks a bound.
            ValueError: an output is unknown, or a bound is of a wrong type.
        """
        self._split(
            "RANGE",
            default_output_index,
            default_output,
            column=column_name,
            rangeSetTime=column_type == "datetime",
            rangeSplits=range_rules(self._outputs(), column_name, column_type, splits),
        )

    def set_split_on_random_ratio(
        self,
        splits: Iterable[Split],
        seed: int = 1337,
        default_output_index: int | None = None,
        default_output: str | None = None,
    ) -> None:
        """Splits at random.

        Args:
            splits: the splits, each with a `share` in per cent.
            seed: seed of the random numbers.
            default_output_index: position of the default output.
            default_output: name of the default output.

        Raises:
            ValueError: an output is unknown.
        """
        self._split(
            "RANDOM",
            default_output_index,
            default_output,
            seed=seed,
            randomSplits=rules(self._outputs(), splits, "share"),
        )

    def set_split_on_random_columns(
        self,
        random_columns: list[str],
        splits: Iterable[Split],
        seed: int = 1337,
        default_output_index: int | None = None,
        default_output: str | None = None,
    ) -> None:
        """Splits at random, rows with the same values together.

        Args:
            random_columns: names of the columns whose values keep rows together.
            splits: the splits, each with a `share` in per cent.
            seed: seed of the random numbers.
            default_output_index: position of the default output.
            default_output: name of the default output.

        Raises:
            ValueError: an output is unknown.
        """
        self._split(
            "RANDOM_COLUMNS",
            default_output_index,
            default_output,
            seed=seed,
            randomColumns=random_columns,
            randomColumnsSplits=rules(self._outputs(), splits, "share"),
        )

    def set_split_on_filters(
        self,
        splits: Iterable[Split],
        default_output_index: int | None = None,
        default_output: str | None = None,
    ) -> None:
        """Splits by filters.

        Args:
            splits: the splits, each with a `filter`, from `DSSFilter`.
            default_output_index: position of the default output.
            default_output: name of the default output.

        Raises:
            ValueError: an output is unknown.
        """
        self._split(
            "FILTERS",
            default_output_index,
            default_output,
            filterSplits=rules(self._outputs(), splits, "filter"),
        )

    def set_split_on_centiles(
        self,
        centile_orders: list[dict[str, Any]],
        splits: Iterable[Split],
        default_output_index: int | None = None,
        default_output: str | None = None,
    ) -> None:
        """Splits the sorted rows.

        Args:
            centile_orders: how rows are sorted, dicts with `column` and `desc`.
            splits: the splits, each with a `share` in per cent.
            default_output_index: position of the default output.
            default_output: name of the default output.

        Raises:
            ValueError: an output is unknown.
        """
        self._split(
            "CENTILE",
            default_output_index,
            default_output,
            centileOrders=centile_orders,
            centileSplits=rules(self._outputs(), splits, "share"),
        )

    def _split(self, mode: str, index: int | None, name: str | None, **members: Any) -> None:
        """Sets a way to split; nothing is set when the default output is unknown."""
        default = output_index(self._outputs(), index, name)
        self.obj_payload.update(mode=mode, **members, defaultOutputIndex=default)

    def _outputs(self) -> list[str]:
        main = {"main": (self.get_recipe_outputs() or {}).get("main", {})}
        return [item["ref"] for item in items_of(main) if item.get("ref")]
