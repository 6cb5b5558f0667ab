"""What is expected of datasets: checks on metrics, and data quality rules on the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _dataset_metrics as metrics
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as state
from dssmock.services._loose import as_list, as_number
from dssmock.sql.formula import identifier, literal

if TYPE_CHECKING:
    from dssmock.core import DSSMock

OK, WARNING, ERROR, EMPTY = "OK", "WARNING", "ERROR", "EMPTY"
Verdict = tuple[str, str]
# Rules on one number, and the metric that it is.
ON_METRICS: Final = {
    "recordcountinrangerule": "records:COUNT_RECORDS",
    "columncountinrangerule": "basic:COUNT_COLUMNS",
    "filesizeinrangerule": "basic:SIZE",
    "filecountinrangerule": "basic:COUNT_FILES",
}
ON_COLUMNS: Final = {
    "columnmininrangerule": "MIN",
    "columnmaxinrangerule": "MAX",
    "columnavginrangerule": "AVG",
    "columnsuminrangerule": "SUM",
    "columnmedianinrangerule": "MEDIAN",
    "columnstddevinrangerule": "STDDEV",
}
# Rules that all rows must meet, and the condition for a row that does not.
ON_ROWS: Final = {
    "columnnotemptyrule": "{0} IS NULL OR CAST({0} AS VARCHAR) = ''",
    "columnemptyrule": "{0} IS NOT NULL AND CAST({0} AS VARCHAR) <> ''",
    "columnvaluesinsetrule": "{0} IS NOT NULL AND CAST({0} AS VARCHAR) NOT IN ({1})",
}
UNIQUE: Final = "columnuniquerule"


def verdict_of_check(
    dss: DSSMock, dataset: Mapping[str, Any], check: Mapping[str, Any], partition: str
) -> Verdict:
    """Outcome and message of a check on the last value of a metric."""
    kind, id = check.get("type"), check.get("metricId")
    if kind not in ("numericRange", "valueSet"):
        return EMPTY, f"The mock runs no checks of type {kind}"
    value = metrics.last_value(dss, dataset, str(id), partition)
    if value is None:
        return EMPTY, f"No value for metric {id}"
    if kind == "valueSet":
        known = [str(each) for each in as_list(check.get("values"))]
        return (OK, value) if value in known else (ERROR, f"{value} is not in the set")
    return in_range(check, value)


def in_range(limits: Mapping[str, Any], value: Any) -> Verdict:
    """Whether a number is within limits; soft ones only warn."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return EMPTY, f"{value} is no number"
    for prefix, outcome in (("", ERROR), ("soft", WARNING)):
        low, high = (_limit(limits, prefix, name) for name in ("minimum", "maximum"))
        if low is not None and number < low:
            return outcome, f"{value} is below {low:g}"
        if high is not None and number > high:
            return outcome, f"{value} is above {high:g}"
    return OK, str(value)


def _limit(limits: Mapping[str, Any], prefix: str, name: str) -> float | None:
    """A limit, if there is one and nobody switched it off."""
    member = prefix + name.capitalize() if prefix else name
    return as_number(limits.get(member)) if limits.get(f"{member}Enabled", True) else None


def verdict_of_rule(
    dss: DSSMock, dataset: Mapping[str, Any], rule: Mapping[str, Any], partition: str
) -> Verdict:
    """Outcome and message of a data quality rule, on the rows as they are now.

    Raises:
        errors.BadRequest: the rule names a column that does not exist.
    """
    kind = str(rule.get("type") or "").lower()
    if kind in ON_METRICS:
        return _range_of_metrics(dss, dataset, rule, [ON_METRICS[kind]], partition)
    if kind == "metricvalueinrangerule":
        return _range_of_metrics(dss, dataset, rule, [str(rule.get("metricId"))], partition)
    if kind in ON_COLUMNS:
        ids = [f"col_stats:{ON_COLUMNS[kind]}:{each}" for each in columns_of(rule)]
        return _range_of_metrics(dss, dataset, rule, ids, partition)
    if kind in ON_ROWS or kind == UNIQUE:
        where = rows.check_partitions(dss, dataset, [metrics.place(dataset, partition)])
        with rows.opened(dss, dataset, where) as relation:
            return _rows_verdict(relation, rule, kind)
    return EMPTY, f"The mock knows no rules of type {rule.get('type')}"


def columns_of(rule: Mapping[str, Any]) -> list[str]:
    """The columns that a rule is about."""
    one = [rule["column"]] if rule.get("column") else []
    return [str(each) for each in [*one, *as_list(rule.get("columns"))]]


def _range_of_metrics(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    rule: Mapping[str, Any],
    ids: Sequence[str],
    partition: str,
) -> Verdict:
    computed, skipped = metrics.measure(dss, dataset, ids, partition)
    if skipped or not computed:
        return EMPTY, "No metric to look at"
    return worst([in_range(rule, each["value"]) for each in computed])


def _rows_verdict(relation: rows.Relation, rule: Mapping[str, Any], kind: str) -> Verdict:
    found: list[Verdict] = []
    for name in columns_of(rule):
        if name not in relation.names():
            raise errors.BadRequest(f"Unknown columns: {name}")
        column = identifier(name)
        if kind == UNIQUE:
            [bad] = relation.one(f"count({column}) - count(DISTINCT {column})")
        else:
            known = ", ".join(literal(str(each)) for each in as_list(rule.get("values"))) or "NULL"
            condition = ON_ROWS[kind].format(column, known)
            [bad] = relation.one(f"count(*) FILTER (WHERE {condition})")
        found.append((ERROR, f"{bad} rows of {name} do not meet the rule") if bad else (OK, name))
    return worst(found) if found else (EMPTY, "The rule names no column")


def worst(found: Sequence[Verdict]) -> Verdict:
    """The worst of some verdicts."""
    order = (EMPTY, OK, WARNING, ERROR)
    return max(found, key=lambda verdict: order.index(verdict[0]))


def status_of(outcomes: Sequence[str]) -> str:
    """The status that outcomes of rules add up to."""
    if not outcomes:
        return "Empty"
    return worst([(outcome, "") for outcome in outcomes])[0].capitalize()


def dataset_row(dataset: Mapping[str, Any]) -> str:
    """Row of a dataset in the tables of this family."""
    return state.row_of(dataset["projectKey"], dataset["name"])
