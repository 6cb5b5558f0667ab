# Derived by `tox -e generate` from tests/aio/test_analysis.py. Do not edit.
"""Visual analyses: definitions, scripts, and the ML tasks in them."""

from __future__ import annotations

import pytest

from dataikuapi import DSSForbidden, DSSNotFound
from dataikuapi.dss.analysis import (
    AppliesToStepBuilder,
    DSSAnalysis,
    DSSAnalysisStepBuilder,
    DSSFormulaStepBuilder,
    FilterOnBadTypeStepBuilder,
    FilterOnValueStepBuilder,
    RemoveRowsStepBuilder,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.ml import planted


def analysis_of(client: DSSClient, mock: DSSMock) -> DSSAnalysis:
    """An analysis of the customers."""
    return planted(client, mock).create_analysis("customers")


def test_create_makes_an_analysis(client: DSSClient, mock: DSSMock) -> None:
    analysis = analysis_of(client, mock)
    project = client.get_project("SALES")
    [found] = project.list_analyses()
    assert found["analysisId"] == analysis.analysis_id
    assert found.get("inputDataset") == "customers"
    raw = (project.get_analysis(analysis.analysis_id).get_definition()).get_raw()
    assert (raw["id"], raw["inputDatasetSmartName"]) == (analysis.analysis_id, "customers")
    assert repr(analysis).endswith(f"Analysis SALES.{analysis.analysis_id}>")
    with pytest.raises(DSSNotFound, match="nothing"):
        project.create_analysis("nothing")


def test_delete_forgets_the_analysis_and_its_tasks(client: DSSClient, mock: DSSMock) -> None:
    analysis = analysis_of(client, mock)
    task = analysis.create_clustering_ml_task()
    task.train()
    analysis.delete()
    project = client.get_project("SALES")
    assert project.list_analyses() == []
    assert (project.list_ml_tasks())["mlTasks"] == []
    assert mock.table("trained_models").ids() == []
    with pytest.raises(DSSNotFound, match=analysis.analysis_id):
        analysis.get_definition()


def test_definition_is_changed_by_steps(client: DSSClient, mock: DSSMock) -> None:
    analysis = analysis_of(client, mock)
    definition = analysis.get_definition()
    formula = DSSFormulaStepBuilder("double").with_output_column("twice")
    definition.add_step(formula.with_expression("spent * 2").with_error_column("wrong"))
    definition.add_step({"type": "ColumnRenamer", "params": {}})
    definition.set_script_sampling_selection({"samplingMethod": "FULL"})
    definition.get_raw()["unheardOf"] = 1
    definition.save()
    again = analysis.get_definition()
    assert [step["type"] for step in again.get_raw_script_steps()] == [
        "CreateColumnWithGREL",
        "ColumnRenamer",
    ]
    first = again.get_raw_script()["steps"][0]
    assert (first["metaType"], first["name"]) == ("PROCESSOR", "double")
    params = {"column": "twice", "expression": "spent * 2", "errorColumn": "wrong"}
    assert first["params"] == params
    assert again.get_raw_script_sampling()["selection"] == {"samplingMethod": "FULL"}
    assert again.get_raw()["unheardOf"] == 1
    assert again.analysis is analysis


def test_definition_without_a_script(client: DSSClient, mock: DSSMock) -> None:
    analysis = analysis_of(client, mock)
    definition = analysis.get_definition()
    del definition.get_raw()["script"]
    definition.add_step({"type": "x"})
    kept = analysis.set_definition(definition)
    assert kept["script"]["steps"] == [{"type": "x"}]
    assert (analysis.set_definition({"name": "new"})).get("name") == "new"
    kept = (analysis.get_definition()).get_raw()
    assert (kept["name"], kept["inputDatasetSmartName"]) == ("new", "customers")


def test_ml_tasks_of_all_kinds(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    analysis = project.create_analysis("customers")
    first = analysis.create_prediction_ml_task("spent", prediction_type="MULTICLASS")
    tasks = [
        first,
        analysis.create_clustering_ml_task(guess_policy="ANOMALY_DETECTION"),
        analysis.create_multi_target_prediction_ml_task(["age", "spent"]),
        analysis.create_causal_prediction_ml_task("spent", "vip"),
        analysis.create_causal_prediction_ml_task(
            "churn", "vip", prediction_type="CAUSAL_BINARY_CLASSIFICATION"
        ),
    ]
    listed = (analysis.list_ml_tasks())["mlTasks"]
    assert {each["mlTaskId"] for each in listed} == {task.mltask_id for task in tasks}
    assert {each.get("predictionType") for each in listed} == {
        "MULTICLASS",
        None,
        "MULTI_TARGET_REGRESSION",
        "CAUSAL_REGRESSION",
        "CAUSAL_BINARY_CLASSIFICATION",
    }
    again = analysis.get_ml_task(first.mltask_id)
    assert (again.get_settings()).get_raw()["targetVariable"] == "spent"
    visits = project.create_analysis("visits")
    task = visits.create_timeseries_forecasting_ml_task("visits", "day", ["shop"])
    raw = (task.get_settings()).get_raw()
    assert (raw["timeVariable"], raw["timeseriesIdentifiers"]) == ("day", ["shop"])


def test_analyses_of_a_dataset(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    customers, visits = project.get_dataset("customers"), project.get_dataset("visits")
    one, other = customers.create_analysis(), visits.create_analysis()
    assert [each["analysisId"] for each in customers.list_analyses()] == [one.analysis_id]
    [found] = visits.list_analyses(as_type="objects")
    assert found.analysis_id == other.analysis_id
    with pytest.raises(ValueError, match="as_type"):
        customers.list_analyses(as_type="dreams")
    customers.delete_analyses()
    assert [each["analysisId"] for each in project.list_analyses()] == [other.analysis_id]


def test_ml_tasks_of_a_dataset(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    customers, visits = project.get_dataset("customers"), project.get_dataset("visits")
    tasks = [
        customers.create_prediction_ml_task("churn"),
        customers.create_clustering_ml_task(),
        customers.create_multi_target_prediction_ml_task(["age", "spent"]),
        customers.create_causal_prediction_ml_task("churn", "vip"),
        visits.create_timeseries_forecasting_ml_task("visits", "day"),
    ]
    listed = (project.list_ml_tasks())["mlTasks"]
    found = {each["mlTaskId"]: each for each in listed}
    assert [found[task.mltask_id].get("inputDataset") for task in tasks] == [
        *["customers"] * 4,
        "visits",
    ]
    assert found[tasks[0].mltask_id].get("targetVariable") == "churn"


def test_those_who_may_not_write_cannot_make_analyses(client: DSSClient, mock: DSSMock) -> None:
    analysis = analysis_of(client, mock)
    mock.faults.add("analysis_delete", status=403)
    with pytest.raises(DSSForbidden):
        analysis.delete()
    assert len(client.get_project("SALES").list_analyses()) == 1


def test_steps_are_built() -> None:
    plain = DSSAnalysisStepBuilder().with_type("FlagOnValue").with_name("mark")
    assert plain.build() == {
        "metaType": "PROCESSOR",
        "type": "FlagOnValue",
        "name": "mark",
        "params": {},
    }


def test_steps_apply_to_columns() -> None:
    builder = AppliesToStepBuilder("Trim")
    assert builder.build()["params"] == {"appliesTo": "SINGLE_COLUMN"}
    builder.with_single_column_selection("a")
    assert builder.build()["params"]["columns"] == ["a"]
    builder.with_multiple_column_selection("a", "b")
    assert builder.build()["params"] == {"appliesTo": "COLUMNS", "columns": ["a", "b"]}
    builder.with_regex_column_selection("^x")
    assert builder.build()["params"]["appliesTo"] == "PATTERN"
    assert builder.build()["params"]["appliesToPattern"] == "^x"
    builder.with_all_column_selection()
    assert builder.build()["params"]["appliesTo"] == "ALL"


def test_steps_filter() -> None:
    by_value = FilterOnValueStepBuilder("cities").with_values("Rome", "Lyon")
    by_value.with_matching_mode("SUBSTRING").with_normalization_mode("LOWERCASE")
    by_value.with_action("FLAG").with_flag_column("f").with_boolean_mode("OR")
    assert by_value.build()["type"] == "FlagOnValue"
    assert by_value.build()["params"] == {
        "appliesTo": "SINGLE_COLUMN",
        "booleanMode": "OR",
        "action": "FLAG",
        "flagColumn": "f",
        "values": ["Rome", "Lyon"],
        "matchingMode": "SUBSTRING",
        "normalizationMode": "LOWERCASE",
    }
    bad = FilterOnBadTypeStepBuilder().with_meaning("LongMeaning").build()
    assert (bad["type"], bad["params"]["type"]) == ("FilterOnBadType", "LongMeaning")
    assert bad["params"]["action"] == "REMOVE_ROW"
    empty = RemoveRowsStepBuilder().with_meaning(True).with_columns("a").build()
    assert (empty["type"], empty["params"]["keep"]) == ("RemoveRowsOnEmpty", True)
