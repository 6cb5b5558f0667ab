# Derived by `tox -e generate` from tests/aio/test_dataset_quality.py. Do not edit.
"""Datasets: metrics, checks, data quality."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSFutureFailed,
    DSSNotFound,
)
from dataikuapi.dss.dataset import DSSDataset
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

COUNT = "records:COUNT_RECORDS"


@pytest.fixture
def penguins(demo_client: DSSClient) -> DSSDataset:
    return demo_client.get_project("PENGUINS").get_dataset("penguins")


@pytest.fixture
def visits(demo_client: DSSClient) -> DSSDataset:
    return demo_client.get_project("SALES").get_dataset("visits")


def values(report: Any) -> dict[str, str | None]:
    """The values that were computed, by identifier."""
    return {each["metricId"]: each["value"] for each in report["computed"]}


def test_compute_the_metrics_that_are_set_up(penguins: DSSDataset, demo: DSSMock) -> None:
    report = penguins.compute_metrics()
    assert values(report) == {"basic:COUNT_COLUMNS": "8", COUNT: "344"}
    assert demo.calls[-1].query == {"partition": ""}


def test_compute_metrics_by_their_identifiers(penguins: DSSDataset, demo: DSSMock) -> None:
    ids = ["col_stats:MIN:body_mass_g", "col_stats:AVG:year", "col_stats:MODE:species", "x:y"]
    report: Any = penguins.compute_metrics(metric_ids=ids)
    assert demo.calls[-1].body == {"metricIds": ids}
    found = values(report)
    assert found["col_stats:MIN:body_mass_g"] == "2700"
    assert float(found["col_stats:AVG:year"] or 0) == pytest.approx(2008.029, abs=0.001)
    assert found["col_stats:MODE:species"] == "Adelie"
    assert [each["metricId"] for each in report["skipped"]] == ["x:y"]
    with pytest.raises(DSSBadRequest, match="nothing"):
        penguins.compute_metrics(metric_ids=["col_stats:MIN:nothing"])
    with pytest.raises(TypeError, match="metric_ids"):
        penguins.compute_metrics(metric_ids=COUNT)


def test_compute_the_metrics_of_probes(penguins: DSSDataset, demo: DSSMock) -> None:
    aggregates = [{"column": "sex", "aggregated": "COUNT_NULL"}]
    probe = {"type": "col_stats", "enabled": True, "configuration": {"aggregates": aggregates}}
    probes = [probe, {"type": "records", "enabled": False}]
    for wish in (probes, {"probes": probes}):
        assert values(penguins.compute_metrics(probes=wish)) == {"col_stats:COUNT_NULL:sex": "11"}
        assert demo.calls[-1].body == {"probes": probes}


def test_last_metric_values(penguins: DSSDataset, demo: DSSMock) -> None:
    assert (penguins.get_last_metric_values()).get_all_ids() == []
    penguins.compute_metrics(metric_ids=[COUNT, "col_stats:AVG:year"])
    metrics = penguins.get_last_metric_values()
    assert demo.calls[-1].path.endswith("/metrics/last/NP")
    assert metrics.get_all_ids() == [COUNT, "col_stats:AVG:year"]
    assert metrics.get_global_value(COUNT) == 344
    assert isinstance(metrics.get_global_value("col_stats:AVG:year"), float)
    with pytest.raises(DataikuException, match="nothing"):
        metrics.get_metric_by_id("nothing")


def test_metrics_of_partitions(visits: DSSDataset) -> None:
    visits.compute_metrics("2026-01-02", [COUNT, "basic:COUNT_FILES", "basic:SIZE"])
    visits.compute_metrics("ALL", [COUNT, "partitions:COUNT_PARTITIONS"])
    one = visits.get_last_metric_values("2026-01-02")
    assert one.get_partition_value(COUNT, "2026-01-02") == 2
    assert one.get_partition_value("basic:COUNT_FILES", "2026-01-02") == 1
    whole = visits.get_last_metric_values("ALL")
    assert whole.get_global_value(COUNT) == 6
    assert whole.get_global_value("partitions:COUNT_PARTITIONS") == 3
    with pytest.raises(DSSBadRequest, match="2030"):
        visits.compute_metrics("2030-01-01", [COUNT])
    with pytest.raises(TypeError, match="partition"):
        visits.get_last_metric_values(None)  # type: ignore[arg-type]


def test_metric_history(penguins: DSSDataset, demo: DSSMock) -> None:
    for _ in range(2):
        penguins.compute_metrics(metric_ids=[COUNT])
    history: Any = penguins.get_metric_history(COUNT)
    assert [each["value"] for each in history["values"]] == ["344", "344"]
    again = penguins.get_metric_history({"id": COUNT})
    assert json.loads(demo.calls[-1].query["metricLookup"]) == {"id": COUNT}
    assert again == history
    with pytest.raises(DSSNotFound, match="records:OTHER"):
        penguins.get_metric_history("records:OTHER")
    with pytest.raises(ValueError, match="metric"):
        penguins.get_metric_history("")


def test_run_checks(penguins: DSSDataset, demo: DSSMock) -> None:
    penguins.compute_metrics(metric_ids=[COUNT, "col_stats:MODE:species"])
    on_rows = {"type": "numericRange", "metricId": COUNT}
    checks: list[dict[str, Any]] = [
        {**on_rows, "minimum": 1000},
        {**on_rows, "maximum": 10},
        {**on_rows, "minimum": 1000, "minimumEnabled": False, "softMaximum": 300},
        {**on_rows, "minimum": 1, "maximum": 1000},
        {**on_rows, "metricId": "records:OTHER"},
        {**on_rows, "metricId": "col_stats:MODE:species"},
        {"type": "valueSet", "metricId": "col_stats:MODE:species", "values": ["Adelie"]},
        {"type": "valueSet", "metricId": "col_stats:MODE:species", "values": ["Gentoo"]},
        {"type": "python"},
    ]
    report: Any = penguins.run_checks(checks=checks)
    outcomes = [each["value"]["outcome"] for each in report["results"]]
    assert outcomes == [
        "ERROR", "ERROR", "WARNING", "OK", "EMPTY", "EMPTY", "OK", "ERROR", "EMPTY",
    ]  # fmt: skip
    assert (penguins.run_checks())["results"] == []
    assert demo.calls[-1].query == {"partition": ""}
    with pytest.raises(DSSBadRequest, match="not partitioned: 2030"):
        penguins.run_checks("2030-01-01")
    settings = penguins.get_settings()
    settings.get_raw()["metricsChecks"]["checks"] = checks[:1]
    settings.save()
    assert len((penguins.run_checks())["results"] or []) == 1


def test_list_rules(penguins: DSSDataset) -> None:
    ruleset = penguins.get_data_quality_rules()
    rules = ruleset.list_rules()
    assert [rule.name for rule in rules] == ["Rows", "Plausible mass", "Sex is known"]
    raw = ruleset.list_rules("dict")
    assert raw[0]["type"] == "RecordCountInRangeRule"
    assert ruleset.ruleset["monitor"] is True
    assert repr(rules[0]).endswith("DSSDataQualityRule rows0001>")
    assert repr(ruleset).endswith("DSSDataQualityRuleSet PENGUINS.penguins>")
    with pytest.raises(ValueError, match="as_type"):
        ruleset.list_rules("listitems")


def test_compute_rules(penguins: DSSDataset, demo: DSSMock) -> None:
    ruleset = penguins.get_data_quality_rules()
    assert ruleset.get_status() == "Empty"
    future = ruleset.compute_rules()
    assert demo.calls[-1].query == {"partition": "NP"}
    future.wait_for_result()
    results = ruleset.get_last_rules_results()
    assert [each.outcome for each in results] == ["OK", "WARNING", "ERROR"]
    last = results[-1]
    assert (last.id, last.name, last.partition) == ("sex00001", "Sex is known", "NP")
    assert last.message == "11 rows of sex do not meet the rule"
    assert last.run_origin == "MANUAL"
    assert last.compute_date == last.get_raw()["computeDate"] > 0
    assert ruleset.get_status() == "Error"
    assert ruleset.get_status_by_partition() == {"NP": "Error"}
    assert ruleset.get_partitions_status() == {"NP": "Error"}
    assert ruleset.get_partitions_status([]) == {"NP": "Error"}
    assert len(ruleset.get_last_rules_results(None)) == 3


def test_a_rule_is_created_computed_changed_and_deleted(
    penguins: DSSDataset, demo: DSSMock
) -> None:
    ruleset = penguins.get_data_quality_rules()
    config = {"type": "ColumnUniqueRule", "columns": ["species"], "displayName": "Unique"}
    rule = ruleset.create_rule(config)
    assert ruleset.ruleset["checks"][-1]["id"] == rule.id
    assert rule.name == "Unique"
    assert rule.get_last_result() is None
    (rule.compute()).wait_for_result()
    assert next(c.query for c in demo.calls if c.operation == "data_quality_compute_rules") == {
        "partition": "NP",
        "ruleId": rule.id,
    }
    result = rule.get_last_result()
    assert result is not None
    assert result.outcome == "ERROR"
    rule.get_raw().update(type="ColumnValuesInSetRule", values=["Adelie", "Chinstrap", "Gentoo"])
    assert rule.save() == "Success"
    (rule.compute(None)).wait_for_result()
    assert [each.outcome for each in rule.get_rule_history()] == ["ERROR", "OK"]
    rule.delete()
    assert demo.calls[-1].query == {"ruleId": rule.id}
    assert rule.id not in [each.id for each in ruleset.list_rules()]
    assert rule.get_rule_history() == []
    with pytest.raises(DSSNotFound, match=rule.id):
        rule.save()
    with pytest.raises(DSSNotFound, match=rule.id):
        rule.compute()


def test_rules_that_cannot_be_created(penguins: DSSDataset, demo: DSSMock) -> None:
    ruleset = penguins.get_data_quality_rules()
    for config in (None, {}):
        with pytest.raises(ValueError, match="Config"):
            ruleset.create_rule(config)
    assert demo.calls == []
    with pytest.raises(DSSBadRequest, match="type"):
        ruleset.create_rule({"displayName": "x"})


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ({"type": "ColumnCountInRangeRule", "maximum": 3}, "ERROR"),
        ({"type": "ColumnAvgInRangeRule", "column": "year", "minimum": 2000}, "OK"),
        ({"type": "MetricValueInRangeRule", "metricId": COUNT, "softMinimum": 999}, "WARNING"),
        ({"type": "ColumnEmptyRule", "column": "sex"}, "ERROR"),
        ({"type": "ColumnNotEmptyRule"}, "EMPTY"),
        ({"type": "FileSizeInRangeRule"}, "EMPTY"),
        ({"type": "python"}, "EMPTY"),
    ],
)
def test_kinds_of_rules(penguins: DSSDataset, rule: dict[str, Any], outcome: str) -> None:
    made = penguins.get_data_quality_rules().create_rule(rule)
    (made.compute()).wait_for_result()
    result = made.get_last_result()
    assert result is not None
    assert result.outcome == outcome


def test_a_rule_on_a_column_that_does_not_exist(penguins: DSSDataset) -> None:
    ruleset = penguins.get_data_quality_rules()
    rule = ruleset.create_rule({"type": "ColumnUniqueRule", "column": "nothing"})
    with pytest.raises(DSSFutureFailed, match="nothing"):
        (rule.compute()).wait_for_result()


def test_rules_history_comes_in_pages(penguins: DSSDataset, demo: DSSMock) -> None:
    ruleset = penguins.get_data_quality_rules()
    for _ in range(2):
        (ruleset.compute_rules()).wait_for_result()
    everything = ruleset.get_rules_history()
    assert demo.calls[-1].query == {"resultsPerPage": 10000, "page": 0}
    assert len(everything) == 6
    pages = [ruleset.get_rules_history(results_per_page=4, page=page) for page in range(3)]
    assert [len(page) for page in pages] == [4, 2, 0]
    only = ruleset.get_rules_history(rule_ids=["rows0001"])
    assert [each.id for each in only] == ["rows0001", "rows0001"]
    now = demo.clock.now_ms()
    assert ruleset.get_rules_history(min_timestamp=now + 10_000) == []
    assert ruleset.get_rules_history(max_timestamp=1) == []
    with pytest.raises(DSSBadRequest, match="page"):
        ruleset.get_rules_history(page=-1)
    ruleset.delete_rules_history()
    assert ruleset.get_rules_history() == []


def test_rules_of_partitions(visits: DSSDataset) -> None:
    ruleset = visits.get_data_quality_rules()
    rule = ruleset.create_rule({"type": "RecordCountInRangeRule", "minimum": 2})
    (rule.compute("2026-01-02")).wait_for_result()
    assert ruleset.get_status_by_partition() == {"2026-01-02": "Ok"}
    assert ruleset.get_status_by_partition(include_all_partitions=True) == {
        "2026-01-01": "Empty",
        "2026-01-02": "Ok",
        "2026-01-03": "Empty",
    }
    wanted = ["2026-01-01", "2026-01-02"]
    assert ruleset.get_partitions_status(wanted) == dict(zip(wanted, ["Empty", "Ok"], strict=True))
    with pytest.raises(DSSFutureFailed, match="2030-01-01"):
        (rule.compute("2030-01-01")).wait_for_result()
    ruleset.delete_rules_history("2026-01-02")
    assert ruleset.get_status() == "Empty"


def test_rules_that_are_switched_off(penguins: DSSDataset) -> None:
    ruleset = penguins.get_data_quality_rules()
    for rule in (ruleset.list_rules())[1:]:
        rule.get_raw()["enabled"] = False
        rule.save()
    (ruleset.compute_rules()).wait_for_result()
    assert ruleset.get_status() == "Ok"


def test_status_of_project_and_instance(penguins: DSSDataset, demo_client: DSSClient) -> None:
    project = demo_client.get_project("PENGUINS")
    (penguins.get_data_quality_rules().compute_rules()).wait_for_result()
    status = {"status": "Error", "monitored": True}
    assert project.get_data_quality_status() == {"penguins": status}
    everything = project.get_data_quality_status(only_monitored=False)
    assert everything["penguins_raw"] == {"status": "Empty", "monitored": False}
    counts = {"ok": 0, "warning": 0, "error": 1, "empty": 0}
    assert demo_client.get_data_quality_status() == {"PENGUINS": counts}


def test_timeline(penguins: DSSDataset, demo_client: DSSClient, demo: DSSMock) -> None:
    project = demo_client.get_project("PENGUINS")
    rules = penguins.get_data_quality_rules().list_rules()
    for rule in rules:
        (rule.compute()).wait_for_result()
    days: Any = project.get_data_quality_timeline()
    assert len(days) == 15
    assert days[-1]["worstOutcome"] == days[-1]["currentOutcome"] == "ERROR"
    assert [each["datasetName"] for each in days[-1]["datasets"]] == ["penguins"]
    assert days[0]["worstOutcome"] == "EMPTY"
    now = demo.clock.now_ms()
    assert len(project.get_data_quality_timeline(now, now)) == 1
    with pytest.raises(DSSBadRequest, match="days"):
        project.get_data_quality_timeline(0, now)
