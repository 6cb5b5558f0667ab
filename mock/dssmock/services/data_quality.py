"""Handlers of data quality: rules of datasets, their results, and what these add up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _dataset_checks as checks
from dssmock.services import _dataset_metrics as metrics
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as state
from dssmock.services import _object_state as objects

if TYPE_CHECKING:
    from dssmock.core import DSSMock

RULES: Final = "data_quality_rules"
RESULTS: Final = "data_quality_results"
DAY_MS: Final = 24 * 3600 * 1000
DAYS: Final = 14
MOST_DAYS: Final = 1000
PAGE: Final = 10_000


def rules_of(dss: DSSMock, dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules of a dataset."""
    return (dss.table(RULES).find(checks.dataset_row(dataset)) or {"checks": []})["checks"]


def results_of(dss: DSSMock, dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All results of its rules, oldest first."""
    return (dss.table(RESULTS).find(checks.dataset_row(dataset)) or {"results": []})["results"]


def _keep_rules(dss: DSSMock, dataset: Mapping[str, Any], known: list[dict[str, Any]]) -> None:
    dss.table(RULES).put(checks.dataset_row(dataset), {"checks": known})


def _keep_results(dss: DSSMock, dataset: Mapping[str, Any], known: list[dict[str, Any]]) -> None:
    dss.table(RESULTS).put(checks.dataset_row(dataset), {"results": known})


def run(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    partition: str,
    rule_id: str | None = None,
    origin: str = "MANUAL",
) -> list[dict[str, Any]]:
    """Compute the rules of a dataset that are enabled, or one; gives and keeps the results.

    Raises:
        errors.BadRequest: a column or a partition does not exist; it is named.
    """
    where = metrics.place(dataset, partition)
    rows.check_partitions(dss, dataset, [where])
    results: list[dict[str, Any]] = []
    for rule in rules_of(dss, dataset):
        if rule["id"] != rule_id and (rule_id is not None or rule.get("enabled") is False):
            continue
        outcome, message = checks.verdict_of_rule(dss, dataset, rule, where)
        results.append(
            {
                "id": rule["id"],
                "name": rule.get("displayName"),
                "outcome": outcome,
                "message": message,
                "computeDate": dss.clock.now_ms(),
                "runOrigin": origin,
                "partition": where,
            }
        )
    _keep_results(dss, dataset, [*results_of(dss, dataset), *results])
    return results


def last_results(dss: DSSMock, dataset: Mapping[str, Any], partition: str) -> list[dict[str, Any]]:
    """The last result of each rule on a partition."""
    where = metrics.place(dataset, partition)
    newest = {each["id"]: each for each in results_of(dss, dataset) if each["partition"] == where}
    return list(newest.values())


def status(dss: DSSMock, dataset: Mapping[str, Any], partition: str) -> str:
    """Status of a partition of a dataset."""
    return checks.status_of([each["outcome"] for each in last_results(dss, dataset, partition)])


def overall(dss: DSSMock, dataset: Mapping[str, Any]) -> str:
    """Status of a dataset: the worst of its partitions."""
    places = {each["partition"] for each in results_of(dss, dataset)}
    outcomes = [
        each["outcome"] for place in sorted(places) for each in last_results(dss, dataset, place)
    ]
    return checks.status_of(outcomes)


def is_monitored(dss: DSSMock, dataset: Mapping[str, Any]) -> bool:
    """Whether a dataset is monitored: with its first rule it is."""
    return bool(rules_of(dss, dataset))


@handles("data_quality_list_rules")
def list_rules(call: Call) -> dict[str, Any]:
    dataset = state.require(call)
    known = rules_of(call.dss, dataset)
    return {"checks": known, "monitor": bool(known), "displayedState": {"checks": []}}


@handles("data_quality_create_rule")
def create_rule(call: Call) -> dict[str, Any]:
    dataset, body = state.require(call, objects.WRITE), call.body
    if not isinstance(body.get("type"), str) or not body["type"]:
        raise errors.BadRequest("A data quality rule needs a type")
    usual = {"enabled": True, "autoRun": True, "computeOnBuildMode": "PARTITION"}
    name = body.get("displayName") or body["type"]
    rule = {**usual, **body, "id": call.dss.ids.short(8), "displayName": name}
    _keep_rules(call.dss, dataset, [*rules_of(call.dss, dataset), rule])
    return rule


def _rule_of(call: Call, dataset: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """The rules of a dataset, and where the one of the call is.

    Raises:
        errors.NotFound: there is none.
    """
    known, id = rules_of(call.dss, dataset), call.path["data_quality_rule_id"]
    for at, rule in enumerate(known):
        if rule["id"] == id:
            return known, at
    raise errors.NotFound(f"data quality rule does not exist: {id}")


@handles("data_quality_update_rule")
def update_rule(call: Call) -> Empty:
    dataset = state.require(call, objects.WRITE)
    known, at = _rule_of(call, dataset)
    if call.body["id"] != known[at]["id"]:
        raise errors.BadRequest(f"id cannot be changed: {call.body['id']!r}")
    known[at] = call.body
    _keep_rules(call.dss, dataset, known)
    return EMPTY


@handles("data_quality_delete_rule")
def delete_rule(call: Call) -> Empty:
    dataset = state.require(call, objects.WRITE)
    known, at = _rule_of(call, dataset)
    gone = known.pop(at)["id"]
    _keep_rules(call.dss, dataset, known)
    left = [each for each in results_of(call.dss, dataset) if each["id"] != gone]
    _keep_results(call.dss, dataset, left)
    return EMPTY


@handles("data_quality_compute_rules")
def compute_rules(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    rule_id = call.query.get("ruleId")
    if rule_id is not None and rule_id not in [each["id"] for each in rules_of(call.dss, dataset)]:
        raise errors.NotFound(f"data quality rule does not exist: {rule_id}")
    partition = call.query.get("partition", "NP")

    def work() -> dict[str, Any]:
        return {"results": run(call.dss, dataset, partition, rule_id)}

    payload = {"type": "DATASET", "displayName": f"Compute rules of {dataset['name']}"}
    return call.dss.futures.start(call, work, payload=payload)


@handles("data_quality_get_status")
def get_status(call: Call) -> str:
    return overall(call.dss, state.require(call))


@handles("data_quality_get_status_by_partition")
def get_status_by_partition(call: Call) -> dict[str, str]:
    dataset = state.require(call)
    known = {each["partition"] for each in results_of(call.dss, dataset)}
    if call.query.get("includeAllPartitions"):
        known |= set(rows.list_partitions(call.dss, dataset))
    return {each: status(call.dss, dataset, each) for each in sorted(known)}


@handles("data_quality_get_partitions_status")
def get_partitions_status(call: Call) -> dict[str, str]:
    dataset = state.require(call)
    wanted = call.query.get("partitions") or ["NP"]
    return {each: status(call.dss, dataset, each) for each in wanted}


@handles("data_quality_list_last_results")
def list_last_results(call: Call) -> list[dict[str, Any]]:
    dataset, rule_id = state.require(call), call.query.get("ruleId")
    found = last_results(call.dss, dataset, call.query.get("partition", "NP"))
    return [each for each in found if rule_id in (None, each["id"])]


@handles("data_quality_list_results")
def list_results(call: Call) -> list[dict[str, Any]]:
    dataset, query = state.require(call), call.query
    one = [query["ruleId"]] if query.get("ruleId") else []
    wanted = {*(query.get("ruleIds") or []), *one}
    found = [
        each
        for each in results_of(call.dss, dataset)
        if _between(query, each["computeDate"]) and (not wanted or each["id"] in wanted)
    ]
    size, page = query.get("resultsPerPage", PAGE), query.get("page", 0)
    if size < 1 or page < 0:
        raise errors.BadRequest(f"No page {page} of {size} results")
    return found[page * size : (page + 1) * size]


def _between(query: Mapping[str, Any], moment: int) -> bool:
    return query.get("minTimestamp", 0) <= moment <= query.get("maxTimestamp", moment)


@handles("data_quality_clear_history")
def clear_history(call: Call) -> Empty:
    dataset = state.require(call, objects.WRITE)
    where = metrics.place(dataset, call.path["partition"])
    left = [each for each in results_of(call.dss, dataset) if each["partition"] != where]
    _keep_results(call.dss, dataset, left)
    return EMPTY


@handles("data_quality_get_project_status")
def get_project_status(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key)
    all_of_them = call.query.get("onlyMonitored") is False
    found: dict[str, Any] = {}
    for dataset in objects.rows_of(call.dss, state.TABLE, key):
        monitored = is_monitored(call.dss, dataset)
        if monitored or all_of_them:
            known = {"status": overall(call.dss, dataset), "monitored": monitored}
            found[dataset["name"]] = known
    return found


@handles("data_quality_list_project_days")
def list_project_days(call: Call) -> list[dict[str, Any]]:
    key, now = call.path["project_key"], call.dss.clock.now_ms()
    call.require_project(key)
    first = call.query.get("minTimestamp", now - DAYS * DAY_MS)
    last = call.query.get("maxTimestamp", now)
    datasets = objects.rows_of(call.dss, state.TABLE, key)
    if last - first > MOST_DAYS * DAY_MS:
        raise errors.BadRequest(f"At most {MOST_DAYS} days can be asked for")
    days: list[dict[str, Any]] = []
    for start in range(first - first % DAY_MS, last + 1, DAY_MS):
        known = [_day_of(call.dss, each, max(start, first), start + DAY_MS) for each in datasets]
        runs = [each for each in known if each["runs"]]
        outcomes = [run["outcome"] for each in runs for run in each["runs"]]
        current = [run["outcome"] for each in runs for run in _newest(each["runs"])]
        days.append(
            {
                "date": start,
                "worstOutcome": checks.status_of(outcomes).upper(),
                "currentOutcome": checks.status_of(current).upper(),
                "datasets": runs,
            }
        )
    return days


def _day_of(dss: DSSMock, dataset: Mapping[str, Any], first: int, end: int) -> dict[str, Any]:
    runs = [each for each in results_of(dss, dataset) if first <= each["computeDate"] < end]
    return {"datasetName": dataset["name"], "runs": runs}


def _newest(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(each["id"], each["partition"]): each for each in runs}.values())


@handles("data_quality_get_instance_status")
def get_instance_status(call: Call) -> dict[str, Any]:
    found: dict[str, dict[str, int]] = {}
    for dataset in call.dss.table(state.TABLE).values():
        key = dataset["projectKey"]
        if call.may_project(key) and is_monitored(call.dss, dataset):
            counts = found.setdefault(key, {"ok": 0, "warning": 0, "error": 0, "empty": 0})
            counts[overall(call.dss, dataset).lower()] += 1
    return found
