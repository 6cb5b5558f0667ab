# Derived by `tox -e generate` from tests/aio/test_evaluationcomparison.py. Do not edit.
"""Comparisons of models and evaluations."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.dss.evaluation import DSSEvaluation
from dataikuapi.dss.evaluationcomparison import DSSEvaluationComparison
from dataikuapi.dss.modelcomparison import DSSModelComparison
from dataikuapi.dss.modelevaluationstore import DSSModelEvaluation
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.ml import churn_model, planted

BINARY = "BINARY_CLASSIFICATION"


def comparison_of(client: DSSClient, mock: DSSMock) -> DSSModelComparison:
    """An empty comparison of models."""
    return planted(client, mock).create_model_comparison("which", BINARY)


def test_comparisons_are_made_and_listed(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    models = project.create_model_comparison("models", BINARY)
    words = project.create_evaluation_comparison("words", "LLM")
    assert isinstance(models, DSSModelComparison)
    assert type(words) is DSSEvaluationComparison
    found = project.list_evaluation_comparisons()
    assert [each.comparison_id for each in found] == [models.id, words.comparison_id]
    [only] = project.list_evaluation_comparisons(["LLM", "AGENT"])
    assert only.comparison_id == words.comparison_id
    kinds = [type(each) for each in project.list_model_comparisons()]
    assert kinds == [DSSModelComparison, DSSEvaluationComparison]
    assert models.mec_id == models.id
    with pytest.warns(DeprecationWarning, match="comparison_id"):
        assert words.mec_id == words.comparison_id
    assert repr(words).endswith(f"Comparison SALES.{words.comparison_id}>")
    with pytest.raises(DSSBadRequest, match="type of the models is missing"):
        project.create_evaluation_comparison("odd", "")


def test_what_is_compared_is_changed(client: DSSClient, mock: DSSMock) -> None:
    comparison = comparison_of(client, mock)
    settings = comparison.get_settings()
    assert settings.get_compared_items() == []
    settings.add_compared_item("S-SALES-m-v1")
    settings.add_compared_item("ME-SALES-s-e")
    settings.display_name = "which one"
    settings.model_task_type = "MULTICLASS"
    settings.get_raw()["unheardOf"] = 1
    settings.save()
    again = comparison.get_settings()
    assert again.get_compared_items() == ["S-SALES-m-v1", "ME-SALES-s-e"]
    assert (again.display_name, again.model_task_type) == ("which one", "MULTICLASS")
    assert again.get_raw()["unheardOf"] == 1
    assert again.model_comparison() is comparison
    again.remove_compared_item("S-SALES-m-v1")
    again.remove_compared_item("S-SALES-m-v1")
    again.save()
    plain = client.get_project("SALES").get_evaluation_comparison(comparison.id)
    assert (plain.get_settings()).get_compared_items() == ["ME-SALES-s-e"]


def test_older_name_of_the_type(client: DSSClient, mock: DSSMock) -> None:
    settings = (comparison_of(client, mock)).get_settings()
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


def test_identifiers_lead_to_what_they_name(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = churn_model(project)
    task = model.get_origin_ml_task()
    assert task is not None
    [trained, *_] = task.get_trained_models_ids()
    comparison = project.create_model_comparison("which", BINARY)
    version: Any = comparison.get_evaluation_like_from_full_id(f"S-SALES-{model.sm_id}-initial")
    assert version.saved_model_version == "initial"
    lab: Any = comparison.get_evaluation_like_from_full_id(trained)
    assert lab.full_id == trained
    store = project.create_model_evaluation_store("quality")
    store.add_custom_evaluation([], "jan")
    full_id = f"ME-SALES-{store.id}-jan"
    evaluation = comparison.get_evaluation_like_from_full_id(full_id)
    assert isinstance(evaluation, DSSModelEvaluation)
    assert evaluation.full_id == full_id
    words = project.create_evaluation_comparison("words", "LLM")
    assert type(words.get_evaluation_like_from_full_id(full_id)) is DSSEvaluation
    with pytest.raises(ValueError, match="luck is not a valid full model id"):
        comparison.get_evaluation_like_from_full_id("luck")


def test_comparisons_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    comparison = comparison_of(client, mock)
    discussions = comparison.get_object_discussions()
    discussions.create_discussion("Which?", "Which one?")
    assert len(discussions.list_discussions()) == 1
    comparison.delete()
    assert client.get_project("SALES").list_evaluation_comparisons() == []
    with pytest.raises(DSSNotFound):
        comparison.get_settings()
