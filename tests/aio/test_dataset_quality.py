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
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

COUNT = "records:COUNT_RECORDS"


@pytest.fixture
def penguins(demo_client: AsyncDSSClient) -> AsyncDSSDataset:
    return demo_client.get_project("PENGUINS").get_dataset("penguins")


@pytest.fixture
def visits(demo_client: AsyncDSSClient) -> AsyncDSSDataset:
    return demo_client.get_project("SALES").get_dataset("visits")


def values(report: Any) -> dict[str, str | None]:
    """The values that were computed, by identifier."""
    return {each["metricId"]: each["value"] for each in report["computed"]}


async def test_compute_the_metrics_that_are_set_up(
    penguins: AsyncDSSDataset, demo: DSSMock
) -> None:
    report = await penguins.compute_metrics()
    assert values(report) == {"basic:COUNT_COLUMNS": "8", COUNT: "344"}
    assert demo.calls[-1].query == {"partition": ""}


async def test_compute_metrics_by_their_identifiers(
    penguins: AsyncDSSDataset, demo: DSSMock
) -> None:
    ids = ["col_stats:MIN:body_mass_g", "col_stats:AVG:year", "col_stats:MODE:species", "x:y"]
    report: Any = await penguins.compute_metrics(metric_ids=ids)
    assert demo.calls[-1].body == {"metricIds": ids}
    found = values(report)
    assert found["col_stats:MIN:body_mass_g"] == "2700"
    assert float(found["col_stats:AVG:year"] or 0) == pytest.approx(2008.029, abs=0.001)
    assert found["col_stats:MODE:species"] == "Adelie"
    assert [each["metricId"] for each in report["skipped"]] == ["x:y"]
    with pytest.raises(DSSBadRequest, match="nothing"):
        await penguins.compute_metrics(metric_ids=["col_stats:MIN:nothing"])
    with pytest.raises(TypeError, match="metric_ids"):
        await penguins.compute_metrics(metric_ids=COUNT)


async def test_compute_the_metrics_of_probes(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    aggregates = [{"column": "sex", "aggregated": "COUNT_NULL"}]
    probe = {"type": "col_stats", "enabled": True, "configuration": {"aggregates": aggregates}}
    probes = [probe, {"type": "records", "enabled": False}]
    for wish in (probes, {"probes": probes}):
        assert values(await penguins.compute_metrics(probes=wish)) == {
            "col_stats:COUNT_NULL:sex": "11"
        }
        assert demo.calls[-1].body == {"probes": probes}


async def test_last_metric_values(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    assert (await penguins.get_last_metric_values()).get_all_ids() == []
    await penguins.compute_metrics(metric_ids=[COUNT, "col_stats:AVG:year"])
    metrics = await penguins.get_last_metric_values()
    assert demo.calls[-1].path.endswith("/metrics/last/NP")
    assert metrics.get_all_ids() == [COUNT, "col_stats:AVG:year"]
    assert metrics.get_global_value(COUNT) == 344
    assert isinstance(metrics.get_global_value("col_stats:AVG:year"), float)
    with pytest.raises(DataikuException, match="nothing"):
        metrics.get_metric_by_id("nothing")


async def test_metrics_of_partitions(visits: AsyncDSSDataset) -> None:
    await visits.compute_metrics("2026-01-02", [COUNT, "basic:COUNT_FILES", "basic:SIZE"])
    await visits.compute_metrics("ALL", [COUNT, "partitions:COUNT_PARTITIONS"])
    one = await visits.get_last_metric_values("2026-01-02")
    assert one.get_partition_value(COUNT, "2026-01-02") == 2
    assert one.get_partition_value("basic:COUNT_FILES", "2026-01-02") == 1
    whole = await visits.get_last_metric_values("ALL")
    assert whole.get_global_value(COUNT) == 6
    assert whole.get_global_value("partitions:COUNT_PARTITIONS") == 3
    with pytest.raises(DSSBadRequest, match="2030"):
        await visits.compute_metrics("2030-01-01", [COUNT])
    with pytest.raises(TypeError, match="partition"):
        await visits.get_last_metric_values(None)  # type: ignore[arg-type]


async def test_metric_history(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    for _ in range(2):
        await penguins.compute_metrics(metric_ids=[COUNT])
    history: Any = await penguins.get_metric_history(COUNT)
    assert [each["value"] for each in history["values"]] == ["344", "344"]
    again = await penguins.get_metric_history({"id": COUNT})
    assert json.loads(demo.calls[-1].query["metricLookup"]) == {"id": COUNT}
    assert again == history
    with pytest.raises(DSSNotFound, match="records:OTHER"):
        await penguins.get_metric_history("records:OTHER")
    with pytest.raises(ValueError, match="metric"):
        await penguins.get_metric_history("")


async def test_run_checks(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    await penguins.compute_metrics(metric_ids=[COUNT, "col_stats:MODE:species"])
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
    report: Any = await penguins.run_checks(checks=checks)
    outcomes = [each["value"]["outcome"] for each in report["results"]]
    assert outcomes == [
        "ERROR", "ERROR", "WARNING", "OK", "EMPTY", "EMPTY", "OK", "ERROR", "EMPTY",
    ]  # fmt: skip
    assert (await penguins.run_checks())["results"] == []
    assert demo.calls[-1].query == {"partition": ""}
    with pytest.raises(DSSBadRequest, match="not partitioned: 2030"):
        await penguins.run_checks("2030-01-01")
    settings = await penguins.get_settings()
    settings.get_raw()["metricsChecks"]["checks"] = checks[:1]
    await settings.save()
    assert len((await penguins.run_checks())["results"] or []) == 1


async def test_list_rules(penguins: AsyncDSSDataset) -> None:
    ruleset = penguins.get_data_quality_rules()
    rules = await ruleset.list_rules()
    assert [rule.name for rule in rules] == ["Rows", "Plausible mass", "Sex is known"]
    raw = await ruleset.list_rules("dict")
    assert raw[0]["type"] == "RecordCountInRangeRule"
    assert ruleset.ruleset["monitor"] is True
    assert repr(rules[0]).endswith("DSSDataQualityRule rows0001>")
    assert repr(ruleset).endswith("DSSDataQualityRuleSet PENGUINS.penguins>")
    with pytest.raises(ValueError, match="as_type"):
        await ruleset.list_rules("listitems")


async def test_compute_rules(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    ruleset = penguins.get_data_quality_rules()
    assert await ruleset.get_status() == "Empty"
    future = await ruleset.compute_rules()
    assert demo.calls[-1].query == {"partition": "NP"}
    await future.wait_for_result()
    results = await ruleset.get_last_rules_results()
    assert [each.outcome for each in results] == ["OK", "WARNING", "ERROR"]
    last = results[-1]
    assert (last.id, last.name, last.partition) == ("sex00001", "Sex is known", "NP")
    assert last.message == "11 rows of sex do not meet the rule"
    assert last.run_origin == "MANUAL"
    assert last.compute_date == last.get_raw()["computeDate"] > 0
    assert await ruleset.get_status() == "Error"
    assert await ruleset.get_status_by_partition() == {"NP": "Error"}
    assert await ruleset.get_partitions_status() == {"NP": "Error"}
    assert await ruleset.get_partitions_status([]) == {"NP": "Error"}
    assert len(await ruleset.get_last_rules_results(None)) == 3


async def test_a_rule_is_created_computed_changed_and_deleted(
    penguins: AsyncDSSDataset, demo: DSSMock
) -> None:
    ruleset = penguins.get_data_quality_rules()
    config = {"type": "ColumnUniqueRule", "columns": ["species"], "displayName": "Unique"}
    rule = await ruleset.create_rule(config)
    assert ruleset.ruleset["checks"][-1]["id"] == rule.id
    assert rule.name == "Unique"
    assert await rule.get_last_result() is None
    await (await rule.compute()).wait_for_result()
    assert next(c.query for c in demo.calls if c.operation == "data_quality_compute_rules") == {
        "partition": "NP",
        "ruleId": rule.id,
    }
    result = await rule.get_last_result()
    assert result is not None
    assert result.outcome == "ERROR"
    rule.get_raw().update(type="ColumnValuesInSetRule", values=["Adelie", "Chinstrap", "Gentoo"])
    assert await rule.save() == "Success"
    await (await rule.compute(None)).wait_for_result()
    assert [each.outcome for each in await rule.get_rule_history()] == ["ERROR", "OK"]
    await rule.delete()
    assert demo.calls[-1].query == {"ruleId": rule.id}
    assert rule.id not in [each.id for each in await ruleset.list_rules()]
    assert await rule.get_rule_history() == []
    with pytest.raises(DSSNotFound, match=rule.id):
        await rule.save()
    with pytest.raises(DSSNotFound, match=rule.id):
        await rule.compute()


async def test_rules_that_cannot_be_created(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    ruleset = penguins.get_data_quality_rules()
    for config in (None, {}):
        with pytest.raises(ValueError, match="Config"):
            await ruleset.create_rule(config)
    assert demo.calls == []
    with pytest.raises(DSSBadRequest, match="type"):
        await ruleset.create_rule({"displayName": "x"})


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
async def test_kinds_of_rules(
    penguins: AsyncDSSDataset, rule: dict[str, Any], outcome: str
) -> None:
    made = await penguins.get_data_quality_rules().create_rule(rule)
    await (await made.compute()).wait_for_result()
    result = await made.get_last_result()
    assert result is not None
    assert result.outcome == outcome


async def test_a_rule_on_a_column_that_does_not_exist(penguins: AsyncDSSDataset) -> None:
    ruleset = penguins.get_data_quality_rules()
    rule = await ruleset.create_rule({"type": "ColumnUniqueRule", "column": "nothing"})
    with pytest.raises(DSSFutureFailed, match="nothing"):
        await (await rule.compute()).wait_for_result()


async def test_rules_history_comes_in_pages(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    ruleset = penguins.get_data_quality_rules()
    for _ in range(2):
        await (await ruleset.compute_rules()).wait_for_result()
    everything = await ruleset.get_rules_history()
    assert demo.calls[-1].query == {"resultsPerPage": 10000, "page": 0}
    assert len(everything) == 6
    pages = [await ruleset.get_rules_history(results_per_page=4, page=page) for page in range(3)]
    assert [len(page) for page in pages] == [4, 2, 0]
    only = await ruleset.get_rules_history(rule_ids=["rows0001"])
    assert [each.id for each in only] == ["rows0001", "rows0001"]
    now = demo.clock.now_ms()
    assert await ruleset.get_rules_history(min_timestamp=now + 10_000) == []
    assert await ruleset.get_rules_history(max_timestamp=1) == []
    with pytest.raises(DSSBadRequest, match="page"):
        await ruleset.get_rules_history(page=-1)
    await ruleset.delete_rules_history()
    assert await ruleset.get_rules_history() == []


async def test_rules_of_partitions(visits: AsyncDSSDataset) -> None:
    ruleset = visits.get_data_quality_rules()
    rule = await ruleset.create_rule({"type": "RecordCountInRangeRule", "minimum": 2})
    await (await rule.compute("2026-01-02")).wait_for_result()
    assert await ruleset.get_status_by_partition() == {"2026-01-02": "Ok"}
    assert await ruleset.get_status_by_partition(include_all_partitions=True) == {
        "2026-01-01": "Empty",
        "2026-01-02": "Ok",
        "2026-01-03": "Empty",
    }
    wanted = ["2026-01-01", "2026-01-02"]
    assert await ruleset.get_partitions_status(wanted) == dict(
        zip(wanted, ["Empty", "Ok"], strict=True)
    )
    with pytest.raises(DSSFutureFailed, match="2030-01-01"):
        await (await rule.compute("2030-01-01")).wait_for_result()
    await ruleset.delete_rules_history("2026-01-02")
    assert await ruleset.get_status() == "Empty"


async def test_rules_that_are_switched_off(penguins: AsyncDSSDataset) -> None:
    ruleset = penguins.get_data_quality_rules()
    for rule in (await ruleset.list_rules())[1:]:
        rule.get_raw()["enabled"] = False
        await rule.save()
    await (await ruleset.compute_rules()).wait_for_result()
    assert await ruleset.get_status() == "Ok"


async def test_status_of_project_and_instance(
    penguins: AsyncDSSDataset, demo_client: AsyncDSSClient
) -> None:
    project = demo_client.get_project("PENGUINS")
    await (await penguins.get_data_quality_rules().compute_rules()).wait_for_result()
    status = {"status": "Error", "monitored": True}
    assert await project.get_data_quality_status() == {"penguins": status}
    everything = await project.get_data_quality_status(only_monitored=False)
    assert everything["penguins_raw"] == {"status": "Empty", "monitored": False}
    counts = {"ok": 0, "warning": 0, "error": 1, "empty": 0}
    assert await demo_client.get_data_quality_status() == {"PENGUINS": counts}


async def test_timeline(
    penguins: AsyncDSSDataset, demo_client: AsyncDSSClient, demo: DSSMock
) -> None:
    project = demo_client.get_project("PENGUINS")
    rules = await penguins.get_data_quality_rules().list_rules()
    for rule in rules:
        await (await rule.compute()).wait_for_result()
    days: Any = await project.get_data_quality_timeline()
    assert len(days) == 15
    assert days[-1]["worstOutcome"] == days[-1]["currentOutcome"] == "ERROR"
    assert [each["datasetName"] for each in days[-1]["datasets"]] == ["penguins"]
    assert days[0]["worstOutcome"] == "EMPTY"
    now = demo.clock.now_ms()
    assert len(await project.get_data_quality_timeline(now, now)) == 1
    with pytest.raises(DSSBadRequest, match="days"):
        await project.get_data_quality_timeline(0, now)
