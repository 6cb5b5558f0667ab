"""Filters, samples and computed columns, as the settings of recipes and of samples hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from dataikuapi.dss.simplefilters import DSSSimpleFilter


class DSSFilterOperator(Enum):
    """What a condition of a filter tests; the values are those that DSS keeps."""

    EMPTY_ARRAY = "empty array"
    NOT_EMPTY_ARRAY = "not empty array"
    CONTAINS_ARRAY = "array contains"
    NOT_EMPTY = "not empty"
    EMPTY = "is empty"
    NOT_EMPTY_STRING = "not empty string"
    EMPTY_STRING = "empty string"
    IS_TRUE = "true"
    IS_FALSE = "false"
    EQUALS_STRING = "== [string]"
    EQUALS_CASE_INSENSITIVE_STRING = "== [string]i"
    NOT_EQUALS_STRING = "!= [string]"
    SAME = "== [NaNcolumn]"
    DIFFERENT = "!= [NaNcolumn]"
    EQUALS_NUMBER = "== [number]"
    NOT_EQUALS_NUMBER = "!= [number]"
    GREATER_NUMBER = ">  [number]"
    LESS_NUMBER = "<  [number]"
    GREATER_OR_EQUAL_NUMBER = ">= [number]"
    LESS_OR_EQUAL_NUMBER = "<= [number]"
    EQUALS_DATE = "== [date]"
    GREATER_DATE = ">  [date]"
    GREATER_OR_EQUAL_DATE = ">= [date]"
    LESS_DATE = "<  [date]"
    LESS_OR_EQUAL_DATE = "<= [date]"
    BETWEEN_DATE = ">< [date]"
    EQUALS_COL = "== [column]"
    NOT_EQUALS_COL = "!= [column]"
    GREATER_COL = ">  [column]"
    LESS_COL = "<  [column]"
    GREATER_OR_EQUAL_COL = ">= [column]"
    LESS_OR_EQUAL_COL = "<= [column]"
    CONTAINS_STRING = "contains"
    REGEX = "regex"
    IN_ANY_OF_STRING = "in [string]"
    IN_NONE_OF_STRING = "not in [string]"
    IN_ANY_OF_NUMBER = "in [number]"
    IN_NONE_OF_NUMBER = "not in [number]"


class DSSFilter:
    """Makes the filters that recipes take before and after their work.

    Example:
        adults = DSSFilter.condition("age", DSSFilterOperator.GREATER_OR_EQUAL_NUMBER, num=18)
        settings.set_post_filter(DSSFilter.of_and_conditions([adults]))
    """

    @staticmethod
    def condition(
        column: str,
        operator: DSSFilterOperator | str,
        string: str | None = None,
        num: float | None = None,
        date: str | None = None,
        time: str | None = None,
        date2: str | None = None,
        time2: str | None = None,
        unit: str | None = None,
    ) -> dict[str, Any]:
        """Makes a condition on a column; which value it takes depends on the operator.

        Args:
            column: name of the column.
            operator: what is tested, a :class:`DSSFilterOperator` or its value.
            string: text to compare with; the name of the other column in tests of two columns.
            num: number to compare with.
            date: date to compare with, as `2026-01-31`.
            time: time of that date, as `09:30`.
            date2: the later date of a range.
            time2: time of the later date.
            unit: to what dates are rounded: `YEAR`, `MONTH`, `WEEK`, `DAY`, `HOUR`, `MINUTE` or
                `SECOND`.

        Returns:
            The condition, for :meth:`of_and_conditions` or :meth:`of_or_conditions`.
        """
        name = operator.value if isinstance(operator, DSSFilterOperator) else operator
        values = {
            "string": string,
            "num": num,
            "date": date,
            "time": time,
            "date2": date2,
            "time2": time2,
            "unit": unit,
        }
        given = {key: value for key, value in values.items() if value is not None}
        return {"input": column, "operator": name, **given}

    @staticmethod
    def of_single_condition(
        column: str,
        operator: DSSFilterOperator | str,
        string: str | None = None,
        num: float | None = None,
        date: str | None = None,
        time: str | None = None,
        date2: str | None = None,
        time2: str | None = None,
        unit: str | None = None,
    ) -> dict[str, Any]:
        """Makes a filter of one condition.

        Args:
            column: name of the column.
            operator: what is tested, a :class:`DSSFilterOperator` or its value.
            string: text to compare with; the name of the other column in tests of two columns.
            num: number to compare with.
            date: date to compare with, as `2026-01-31`.
            time: time of that date, as `09:30`.
            date2: the later date of a range.
            time2: time of the later date.
            unit: to what dates are rounded: `YEAR`, `MONTH`, `WEEK`, `DAY`, `HOUR`, `MINUTE` or
                `SECOND`.

        Returns:
            The filter.
        """
        one = DSSFilter.condition(column, operator, string, num, date, time, date2, time2, unit)
        return DSSFilter.of_and_conditions([one])

    @staticmethod
    def of_and_conditions(conditions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Makes a filter that keeps the rows which meet all conditions.

        Args:
            conditions: the conditions, from :meth:`condition`.

        Returns:
            The filter.
        """
        return _of_conditions("&&", conditions)

    @staticmethod
    def of_or_conditions(conditions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Makes a filter that keeps the rows which meet at least one condition.

        Args:
            conditions: the conditions, from :meth:`condition`.

        Returns:
            The filter.
        """
        return _of_conditions("||", conditions)

    @staticmethod
    def of_formula(formula: str) -> dict[str, Any]:
        """Makes a filter that keeps the rows for which a formula is true.

        Args:
            formula: a formula of DSS, such as `age > 18`.

        Returns:
            The filter.
        """
        return {"enabled": True, "uiData": {"mode": "CUSTOM"}, "expression": formula}

    @staticmethod
    def of_sql_expression(sql_expression: str) -> dict[str, Any]:
        """Makes a filter that keeps the rows for which an expression of SQL is true.

        Args:
            sql_expression: the expression, such as `"age" > 18`.

        Returns:
            The filter.
        """
        return {"enabled": True, "uiData": {"mode": "SQL"}, "expression": sql_expression}

    @staticmethod
    def from_simple_filter(simple_filter: DSSSimpleFilter | Mapping[str, Any]) -> dict[str, Any]:
        """Makes a filter of a simple one.

        Args:
            simple_filter: a :class:`DSSSimpleFilter`, or one as a dict.

        Returns:
            The filter.

        Raises:
            ValueError: its operator is unknown.
        """
        from dataikuapi.dss.simplefilters import to_filter

        return to_filter(simple_filter)


def _of_conditions(mode: str, conditions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"enabled": True, "uiData": {"conditions": list(conditions), "mode": mode}}


class DSSFilterBuilder:
    """Builds the filter of a sample.

    Attributes:
        filter: the filter so far.
    """

    def __init__(self) -> None:
        self.filter: dict[str, Any] = {
            "enabled": False,
            "distinct": False,
            "expression": None,
            "uiData": {"mode": "CUSTOM"},
        }

    def build(self) -> dict[str, Any]:
        """Gives the filter.

        Returns:
            The filter.
        """
        return self.filter

    def with_distinct(self) -> Self:
        """Leaves out rows that repeat others.

        Returns:
            This builder.
        """
        self.filter["distinct"] = True
        return self

    def with_formula(self, expression: str) -> Self:
        """Keeps the rows for which a formula is true.

        Args:
            expression: a formula of DSS.

        Returns:
            This builder.
        """
        self.filter.update(enabled=True, expression=expression)
        self.filter["uiData"]["mode"] = "CUSTOM"
        return self


class DSSDatasetSelectionBuilder:
    """Builds the sample of a dataset.

    Attributes:
        selection: the sample so far.
    """

    def __init__(self) -> None:
        self.selection: dict[str, Any] = {}

    def build(self) -> dict[str, Any]:
        """Gives the sample.

        Returns:
            The sample.
        """
        return self.selection

    def with_head_sampling(self, limit: int) -> Self:
        """Takes the first rows.

        Args:
            limit: how many at most.

        Returns:
            This builder.
        """
        return self._with(samplingMethod="HEAD_SEQUENTIAL", maxRecords=limit)

    def with_all_data_sampling(self) -> Self:
        """Takes all rows.

        Returns:
            This builder.
        """
        return self._with(samplingMethod="FULL")

    def with_random_fixed_nb_sampling(self, nb: int) -> Self:
        """Takes rows at random.

        Args:
            nb: how many.

        Returns:
            This builder.
        """
        return self._with(samplingMethod="RANDOM_FIXED_NB", maxRecords=nb)

    def with_selected_partitions(self, ids: Iterable[str]) -> Self:
        """Takes only some partitions.

        Args:
            ids: their identifiers.

        Returns:
            This builder.
        """
        return self._with(partitionSelectionMethod="SELECTED", selectedPartitions=list(ids))

    def _with(self, **members: Any) -> Self:
        self.selection.update(members)
        return self


class DSSComputedColumn:
    """Makes the columns that recipes compute before or after their work."""

    @staticmethod
    def formula(name: str, formula: str, type: str = "double") -> dict[str, Any]:
        """Makes a column of a formula.

        Args:
            name: name of the column.
            formula: a formula of DSS.
            type: type of the column.

        Returns:
            The computed column.
        """
        return {"expr": formula, "mode": "GREL", "name": name, "type": type}
