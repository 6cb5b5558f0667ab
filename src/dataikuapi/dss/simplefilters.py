"""Filters with few operators, which become filters of recipes and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, cast

from dataikuapi.dss.filters import DSSFilter
from dataikuapi.dss.filters import DSSFilterOperator as Op


class DSSSimpleFilterOperator(Enum):
    """What a simple filter tests."""

    EQUALS = "EQUALS"
    NOT_EQUALS = "NOT_EQUALS"
    GREATER_THAN = "GREATER_THAN"
    LESS_THAN = "LESS_THAN"
    GREATER_OR_EQUAL = "GREATER_OR_EQUAL"
    LESS_OR_EQUAL = "LESS_OR_EQUAL"
    DEFINED = "DEFINED"
    NOT_DEFINED = "NOT_DEFINED"
    CONTAINS = "CONTAINS"
    MATCHES = "MATCHES"
    IN_ANY_OF = "IN_ANY_OF"
    IN_NONE_OF = "IN_NONE_OF"
    AND = "AND"
    OR = "OR"


_MODES = {"AND": "&&", "OR": "||"}
# For each operator: the operator of a recipe's filter, and the member that holds the value, for
# numbers first and for anything else second.
_NUMBER, _TEXT, _NUMBERS, _TEXTS = "num", "string", "num[]", "string[]"
_Form = tuple[Op, str | None]
_OPERATORS: dict[str, tuple[_Form, _Form]] = {
    "EQUALS": ((Op.EQUALS_NUMBER, _NUMBER), (Op.EQUALS_STRING, _TEXT)),
    "NOT_EQUALS": ((Op.NOT_EQUALS_NUMBER, _NUMBER), (Op.NOT_EQUALS_STRING, _TEXT)),
    "IN_ANY_OF": ((Op.IN_ANY_OF_NUMBER, _NUMBERS), (Op.IN_ANY_OF_STRING, _TEXTS)),
    "IN_NONE_OF": ((Op.IN_NONE_OF_NUMBER, _NUMBERS), (Op.IN_NONE_OF_STRING, _TEXTS)),
}
_ANY_VALUE: dict[str, _Form] = {
    "GREATER_THAN": (Op.GREATER_NUMBER, _NUMBER),
    "LESS_THAN": (Op.LESS_NUMBER, _NUMBER),
    "GREATER_OR_EQUAL": (Op.GREATER_OR_EQUAL_NUMBER, _NUMBER),
    "LESS_OR_EQUAL": (Op.LESS_OR_EQUAL_NUMBER, _NUMBER),
    "DEFINED": (Op.NOT_EMPTY, None),
    "NOT_DEFINED": (Op.EMPTY, None),
    "CONTAINS": (Op.CONTAINS_STRING, _TEXT),
    "MATCHES": (Op.REGEX, _TEXT),
}
_OPERATORS.update({name: (form, form) for name, form in _ANY_VALUE.items()})
_BACK = {
    operator.value: (name, member) for name, pair in _OPERATORS.items() for operator, member in pair
}


class DSSSimpleFilter:
    """A filter with few operators.

    Attributes:
        operator: name of the operator.
        column: name of the column; None for `AND` and `OR`.
        value: what the column is compared with.
        clauses: the filters that `AND` and `OR` join.
    """

    def __init__(
        self,
        operator: DSSSimpleFilterOperator | str,
        column: str | None = None,
        value: Any = None,
        clauses: Iterable[DSSSimpleFilter | Mapping[str, Any]] | None = None,
    ) -> None:
        enum = isinstance(operator, DSSSimpleFilterOperator)
        self.operator: str = operator.value if enum else operator
        self.column = column
        self.value = value
        self.clauses: list[DSSSimpleFilter | Mapping[str, Any]] = list(clauses or [])

    def to_dss_filter(self) -> dict[str, Any]:
        """Makes a filter of recipes of it.

        Returns:
            The filter.
        """
        return DSSFilter.from_simple_filter(self)

    @staticmethod
    def from_dss_filter(dss_filter: Mapping[str, Any]) -> DSSSimpleFilter:
        """Makes a simple filter of a filter of recipes.

        Args:
            dss_filter: a filter made of conditions.

        Returns:
            The simple filter.

        Raises:
            ValueError: it is no filter of conditions, or one of them has no simple form.
        """
        ui = dss_filter.get("uiData")
        if ui is None:
            raise ValueError("a filter without uiData has no simple form")
        names = {mode: name for name, mode in _MODES.items()}
        if ui.get("mode") not in names:
            raise ValueError(f"a filter of mode {ui.get('mode')!r} has no simple form")
        conditions: list[dict[str, Any]] = ui.get("conditions") or []
        clauses = [_from_condition(each) for each in conditions]
        return DSSSimpleFilter(names[ui["mode"]], clauses=clauses)

    def to_dict(self) -> dict[str, Any]:
        """Gives it as a dict.

        Returns:
            The dict, with those of the clauses.
        """
        clauses = [
            each.to_dict() if isinstance(each, DSSSimpleFilter) else each for each in self.clauses
        ]
        return {
            "operator": self.operator,
            "column": self.column,
            "value": self.value,
            "clauses": clauses,
        }

    @staticmethod
    def and_(clauses: Iterable[DSSSimpleFilter | Mapping[str, Any]]) -> dict[str, Any]:
        """Makes the filter that is true when all clauses are.

        Args:
            clauses: filters, or filters as dicts.
        """
        return DSSSimpleFilter("AND", clauses=clauses).to_dict()

    @staticmethod
    def or_(clauses: Iterable[DSSSimpleFilter | Mapping[str, Any]]) -> dict[str, Any]:
        """Makes the filter that is true when a clause is.

        Args:
            clauses: filters, or filters as dicts.
        """
        return DSSSimpleFilter("OR", clauses=clauses).to_dict()

    @staticmethod
    def eq(column: str, value: Any) -> dict[str, Any]:
        """Makes the filter of rows in which the column is the value.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("EQUALS", column, value).to_dict()

    @staticmethod
    def neq(column: str, value: Any) -> dict[str, Any]:
        """Makes the filter of rows in which the column is not the value.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("NOT_EQUALS", column, value).to_dict()

    @staticmethod
    def gt(column: str, value: float) -> dict[str, Any]:
        """Makes the filter of rows in which the column is greater than the value.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("GREATER_THAN", column, value).to_dict()

    @staticmethod
    def gte(column: str, value: float) -> dict[str, Any]:
        """Makes the filter of rows in which the column is greater than the value or equal.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("GREATER_OR_EQUAL", column, value).to_dict()

    @staticmethod
    def lt(column: str, value: float) -> dict[str, Any]:
        """Makes the filter of rows in which the column is less than the value.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("LESS_THAN", column, value).to_dict()

    @staticmethod
    def lte(column: str, value: float) -> dict[str, Any]:
        """Makes the filter of rows in which the column is less than the value or equal.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("LESS_OR_EQUAL", column, value).to_dict()

    @staticmethod
    def empty(column: str) -> dict[str, Any]:
        """Makes the filter of rows in which the column is empty.

        Args:
            column: name of the column.
        """
        return DSSSimpleFilter("NOT_DEFINED", column).to_dict()

    @staticmethod
    def not_empty(column: str) -> dict[str, Any]:
        """Makes the filter of rows in which the column is not empty.

        Args:
            column: name of the column.
        """
        return DSSSimpleFilter("DEFINED", column).to_dict()

    @staticmethod
    def contains(column: str, value: str) -> dict[str, Any]:
        """Makes the filter of rows in which the column contains a text.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("CONTAINS", column, value).to_dict()

    @staticmethod
    def matches(column: str, value: str) -> dict[str, Any]:
        """Makes the filter of rows in which the column matches a regular expression.

        Args:
            column: name of the column.
            value: the value.
        """
        return DSSSimpleFilter("MATCHES", column, value).to_dict()

    @staticmethod
    def in_any_of(column: str, values: Iterable[Any]) -> dict[str, Any]:
        """Makes the filter of rows in which the column is one of the values.

        Args:
            column: name of the column.
            values: the values.
        """
        return DSSSimpleFilter("IN_ANY_OF", column, list(values)).to_dict()

    @staticmethod
    def in_none_of(column: str, values: Iterable[Any]) -> dict[str, Any]:
        """Makes the filter of rows in which the column is none of the values.

        Args:
            column: name of the column.
            values: the values.
        """
        return DSSSimpleFilter("IN_NONE_OF", column, list(values)).to_dict()


def to_filter(simple: DSSSimpleFilter | Mapping[str, Any]) -> dict[str, Any]:
    """Makes a filter of recipes of a simple filter.

    Args:
        simple: the simple filter, or one as a dict.

    Returns:
        The filter.

    Raises:
        ValueError: its operator is unknown.
    """
    one = _as_object(simple)
    if one.operator in _MODES:
        return _joined(one)
    return DSSFilter.of_and_conditions([_to_condition(one)])


def _as_object(simple: DSSSimpleFilter | Mapping[str, Any]) -> DSSSimpleFilter:
    return simple if isinstance(simple, DSSSimpleFilter) else DSSSimpleFilter(**simple)


def _joined(one: DSSSimpleFilter) -> dict[str, Any]:
    conditions = [_to_condition(_as_object(each)) for each in one.clauses]
    join = DSSFilter.of_and_conditions if one.operator == "AND" else DSSFilter.of_or_conditions
    return join(conditions)


def _to_condition(one: DSSSimpleFilter) -> dict[str, Any]:
    if one.operator in _MODES:
        return {"subCondition": _joined(one)}
    if one.operator not in _OPERATORS:
        raise ValueError(f"no simple filter has the operator {one.operator!r}")
    value: Any = one.value
    sample = _sample(value)
    for_numbers, for_texts = _OPERATORS[one.operator]
    operator, member = for_numbers if isinstance(sample, (int, float)) else for_texts
    condition: dict[str, Any] = {"input": one.column, "operator": operator.value}
    if member in (_NUMBERS, _TEXTS):
        condition["items"] = [{member.removesuffix("[]"): each} for each in value]
    elif member is not None:
        condition[member] = value
    return condition


def _sample(value: Any) -> Any:
    """The value, or the first of several."""
    several = cast("list[Any]", value) if isinstance(value, (list, tuple)) else [value]
    return several[0] if several else None


def _from_condition(condition: Mapping[str, Any]) -> DSSSimpleFilter:
    if "subCondition" in condition:
        return DSSSimpleFilter.from_dss_filter(condition["subCondition"])
    operator = condition.get("operator")
    if operator not in _BACK:
        raise ValueError(f"a condition with the operator {operator!r} has no simple form")
    name, member = _BACK[operator]
    value: Any = None
    if member in (_NUMBERS, _TEXTS):
        kind = member.removesuffix("[]")
        items: list[dict[str, Any]] = condition.get("items") or []
        value = [each[kind] for each in items]
    elif member is not None:
        value = condition.get(member)
    return DSSSimpleFilter(name, column=condition.get("input"), value=value)
