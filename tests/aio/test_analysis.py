"""Visual analyses: definitions, scripts, and the ML tasks in them."""

from __future__ import annotations

import pytest

from dataikuapi import DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.analysis import AsyncDSSAnalysis
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.analysis import (
    AppliesToStepBuilder,
    DSSAnalysisStepBuilder,
    DSSFormulaStepBuilder,
    FilterOnBadTypeStepBuilder,
    FilterOnValueStepBuilder,
    RemoveRowsStepBuilder,
)
from dssmock.core import DSSMock
from tests.aio.ml import planted


async def analysis_of(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSAnalysis:
    """An analysis of the customers."""
    return await planted(client, mock).create_analysis("customers")


async def test_create_makes_an_analysis(client: AsyncDSSClient, mock: DSSMock) -> None:
    analysis = await analysis_of(client, mock)
    project = client.get_project("SALES")
    [found] = await project.list_analyses()
    assert found["analysisId"] == analysis.analysis_id
    assert found.get("inputDataset") == "customers"
    raw = (await project.get_analysis(analysis.analysis_id).get_definition()).get_raw()
    assert (raw["id"], raw["inputDatasetSmartName"]) == (analysis.analysis_id, "customers")
    assert repr(analysis).endswith(f"Analysis SALES.{analysis.analysis_id}>")
    with pytest.raises(DSSNotFound, match="nothing"):
        await project.create_analysis("nothing")


async def test_delete_forgets_the_analysis_and_its_tasks(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    analysis = await analysis_of(client, mock)
    task = await analysis.create_clustering_ml_task()
    await task.train()
    await analysis.delete()
    project = client.get_project("SALES")
    assert await project.list_analyses() == []
    assert (await project.list_ml_tasks())["mlTasks"] == []
    assert mock.table("trained_models").ids() == []
    with pytest.raises(DSSNotFound, match=analysis.analysis_id):
        await analysis.get_definition()


async def test_definition_is_changed_by_steps(client: AsyncDSSClient, mock: DSSMock) -> None:
    analysis = await analysis_of(client, mock)
    definition = await analysis.get_definition()
    formula = DSSFormulaStepBuilder("double").with_output_column("twice")
    definition.add_step(formula.with_expression("spent * 2").with_error_column("wrong"))
    definition.add_step({"type": "ColumnRenamer", "params": {}})
    definition.set_script_sampling_selection({"samplingMethod": "FULL"})
    definition.get_raw()["unheardOf"] = 1
    await definition.save()
    again = await analysis.get_definition()
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


async def test_definition_without_a_script(client: AsyncDSSClient, mock: DSSMock) -> None:
    analysis = await analysis_of(client, mock)
    definition = await analysis.get_definition()
    del definition.get_raw()["script"]
    definition.add_step({"type": "x"})
    kept = await analysis.set_definition(definition)
    assert kept["script"]["steps"] == [{"type": "x"}]
    assert (await analysis.set_definition({"name": "new"})).get("name") == "new"
    kept = (await analysis.get_definition()).get_raw()
    assert (kept["name"], kept["inputDatasetSmartName"]) == ("new", "customers")


async def test_ml_tasks_of_all_kinds(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    analysis = await project.create_analysis("customers")
    first = await analysis.create_prediction_ml_task("spent", prediction_type="MULTICLASS")
    tasks = [
        first,
        await analysis.create_clustering_ml_task(guess_policy="ANOMALY_DETECTION"),
        await analysis.create_multi_target_prediction_ml_task(["age", "spent"]),
        await analysis.create_causal_prediction_ml_task("spent", "vip"),
        await analysis.create_causal_prediction_ml_task(
            "churn", "vip", prediction_type="CAUSAL_BINARY_CLASSIFICATION"
        ),
    ]
    listed = (await analysis.list_ml_tasks())["mlTasks"]
    assert {each["mlTaskId"] for each in listed} == {task.mltask_id for task in tasks}
    assert {each.get("predictionType") for each in listed} == {
        "MULTICLASS",
        None,
        "MULTI_TARGET_REGRESSION",
        "CAUSAL_REGRESSION",
        "CAUSAL_BINARY_CLASSIFICATION",
    }
    again = analysis.get_ml_task(first.mltask_id)
    assert (await again.get_settings()).get_raw()["targetVariable"] == "spent"
    visits = await project.create_analysis("visits")
    task = await visits.create_timeseries_forecasting_ml_task("visits", "day", ["shop"])
    raw = (await task.get_settings()).get_raw()
    assert (raw["timeVariable"], raw["timeseriesIdentifiers"]) == ("day", ["shop"])


async def test_analyses_of_a_dataset(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    customers, visits = project.get_dataset("customers"), project.get_dataset("visits")
    one, other = await customers.create_analysis(), await visits.create_analysis()
    assert [each["analysisId"] for each in await customers.list_analyses()] == [one.analysis_id]
    [found] = await visits.list_analyses(as_type="objects")
    assert found.analysis_id == other.analysis_id
    with pytest.raises(ValueError, match="as_type"):
        await customers.list_analyses(as_type="dreams")
    await customers.delete_analyses()
    assert [each["analysisId"] for each in await project.list_analyses()] == [other.analysis_id]


async def test_ml_tasks_of_a_dataset(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    customers, visits = project.get_dataset("customers"), project.get_dataset("visits")
    tasks = [
        await customers.create_prediction_ml_task("churn"),
        await customers.create_clustering_ml_task(),
        await customers.create_multi_target_prediction_ml_task(["age", "spent"]),
        await customers.create_causal_prediction_ml_task("churn", "vip"),
        await visits.create_timeseries_forecasting_ml_task("visits", "day"),
    ]
    listed = (await project.list_ml_tasks())["mlTasks"]
    found = {each["mlTaskId"]: each for each in listed}
    assert [found[task.mltask_id].get("inputDataset") for task in tasks] == [
        *["customers"] * 4,
        "visits",
    ]
    assert found[tasks[0].mltask_id].get("targetVariable") == "churn"


async def test_those_who_may_not_write_cannot_make_analyses(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    analysis = await analysis_of(client, mock)
    mock.faults.add("analysis_delete", status=403)
    with pytest.raises(DSSForbidden):
        await analysis.delete()
    assert len(await client.get_project("SALES").list_analyses()) == 1


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
