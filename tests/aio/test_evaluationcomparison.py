"""Comparisons of models and evaluations."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.evaluation import AsyncDSSEvaluation
from dataikuapi.aio.dss.evaluationcomparison import AsyncDSSEvaluationComparison
from dataikuapi.aio.dss.modelcomparison import AsyncDSSModelComparison
from dataikuapi.aio.dss.modelevaluationstore import AsyncDSSModelEvaluation
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.aio.ml import churn_model, planted

BINARY = "BINARY_CLASSIFICATION"


async def comparison_of(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSModelComparison:
    """An empty comparison of models."""
    return await planted(client, mock).create_model_comparison("which", BINARY)


async def test_comparisons_are_made_and_listed(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    models = await project.create_model_comparison("models", BINARY)
    words = await project.create_evaluation_comparison("words", "LLM")
    assert isinstance(models, AsyncDSSModelComparison)
    assert type(words) is AsyncDSSEvaluationComparison
    found = await project.list_evaluation_comparisons()
    assert [each.comparison_id for each in found] == [models.id, words.comparison_id]
    [only] = await project.list_evaluation_comparisons(["LLM", "AGENT"])
    assert only.comparison_id == words.comparison_id
    kinds = [type(each) for each in await project.list_model_comparisons()]
    assert kinds == [AsyncDSSModelComparison, AsyncDSSEvaluationComparison]
    assert models.mec_id == models.id
    with pytest.warns(DeprecationWarning, match="comparison_id"):
        assert words.mec_id == words.comparison_id
    assert repr(words).endswith(f"Comparison SALES.{words.comparison_id}>")
    with pytest.raises(DSSBadRequest, match="type of the models is missing"):
        await project.create_evaluation_comparison("odd", "")


async def test_what_is_compared_is_changed(client: AsyncDSSClient, mock: DSSMock) -> None:
    comparison = await comparison_of(client, mock)
    settings = await comparison.get_settings()
    assert settings.get_compared_items() == []
    settings.add_compared_item("S-SALES-m-v1")
    settings.add_compared_item("ME-SALES-s-e")
    settings.display_name = "which one"
    settings.model_task_type = "MULTICLASS"
    settings.get_raw()["unheardOf"] = 1
    await settings.save()
    again = await comparison.get_settings()
    assert again.get_compared_items() == ["S-SALES-m-v1", "ME-SALES-s-e"]
    assert (again.display_name, again.model_task_type) == ("which one", "MULTICLASS")
    assert again.get_raw()["unheardOf"] == 1
    assert again.model_comparison() is comparison
    again.remove_compared_item("S-SALES-m-v1")
    again.remove_compared_item("S-SALES-m-v1")
    await again.save()
    plain = client.get_project("SALES").get_evaluation_comparison(comparison.id)
    assert (await plain.get_settings()).get_compared_items() == ["ME-SALES-s-e"]


async def test_older_name_of_the_type(client: AsyncDSSClient, mock: DSSMock) -> None:
    settings = await (await comparison_of(client, mock)).get_settings()
    with pytest.warns(DeprecationWarning, match="model_task_type"):
        assert settings.prediction_type == BINARY
    with pytest.warns(DeprecationWarning, match="model_task_type"):
        settings.prediction_type = "REGRESSION"
    assert settings.model_task_type == "REGRESSION"
    settings.get_raw().clear()
    settings.get_raw()["predictionType"] = "MULTICLASS"
    with pytest.deprecated_call():
        assert settings.prediction_type == "MULTICLASS"
    settings.remove_compared_item("x")
    assert "comparedModels" not in settings.get_raw()


async def test_identifiers_lead_to_what_they_name(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = await churn_model(project)
    task = await model.get_origin_ml_task()
    assert task is not None
    [trained, *_] = await task.get_trained_models_ids()
    comparison = await project.create_model_comparison("which", BINARY)
    version: Any = await comparison.get_evaluation_like_from_full_id(
        f"S-SALES-{model.sm_id}-initial"
    )
    assert version.saved_model_version == "initial"
    lab: Any = await comparison.get_evaluation_like_from_full_id(trained)
    assert lab.full_id == trained
    store = await project.create_model_evaluation_store("quality")
    await store.add_custom_evaluation([], "jan")
    full_id = f"ME-SALES-{store.id}-jan"
    evaluation = await comparison.get_evaluation_like_from_full_id(full_id)
    assert isinstance(evaluation, AsyncDSSModelEvaluation)
    assert evaluation.full_id == full_id
    words = await project.create_evaluation_comparison("words", "LLM")
    assert type(await words.get_evaluation_like_from_full_id(full_id)) is AsyncDSSEvaluation
    with pytest.raises(ValueError, match="luck is not a valid full model id"):
        await comparison.get_evaluation_like_from_full_id("luck")


async def test_comparisons_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    comparison = await comparison_of(client, mock)
    discussions = comparison.get_object_discussions()
    await discussions.create_discussion("Which?", "Which one?")
    assert len(await discussions.list_discussions()) == 1
    await comparison.delete()
    assert await client.get_project("SALES").list_evaluation_comparisons() == []
    with pytest.raises(DSSNotFound):
        await comparison.get_settings()
