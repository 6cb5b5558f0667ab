"""What models look like inside, and the reports on them: plain objects over what DSS tells."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException
from dataikuapi._training import ids_of_session, phase_of, task_of_model
from dataikuapi._wait import Phase
from dataikuapi.dss._ml.reports import DSSSubpopulationNumericModalityDefinition
from dataikuapi.dss.ml import (
    DSSClustersFacts,
    DSSCoefficientPaths,
    DSSMLAssertionsMetrics,
    DSSMLDiagnostic,
    DSSPartialDependencies,
    DSSScatterPlots,
    DSSSubpopulationAnalyses,
    DSSSubpopulationModalityDefinition,
    DSSTreeSet,
)

TREE = {
    "feature": [1, -1, -1],
    "threshold": [0.5, 0, 0],
    "leftChild": [1, -1, -1],
    "rightChild": [2, -1, -1],
    "nSamples": [10, 4, 6],
}


def test_status_tells_where_the_work_stands() -> None:
    phase = phase_of("training")
    assert phase({"training": True, "guessing": False}) is Phase.RUNNING
    assert phase({"training": False, "guessing": True}) is Phase.DONE
    assert phase({"guessing": False}) is Phase.LOST


def test_models_of_a_session() -> None:
    status = {
        "fullModelIds": [
            {"id": "a", "fullModelId": {"sessionId": "s1"}},
            {"id": "b", "fullModelId": {"sessionId": "s2"}},
            {"id": "c"},
        ]
    }
    assert ids_of_session(status, None) == ["a", "b", "c"]
    assert ids_of_session(status, "s2") == ["b"]


@pytest.mark.parametrize("wrong", ["", "A-K-a-t-s1-pp1-m1-more", "A-K-a-t-1-pp1-m1", "S-K-m-1"])
def test_identifiers_of_models_are_checked(wrong: str) -> None:
    assert task_of_model("A-K-a-t-s12-pp1-base-m3") == ("K", "a", "t")
    with pytest.raises(DataikuException, match="Invalid model id"):
        task_of_model(wrong)


def test_trees_are_walked() -> None:
    raw = {"featureNames": ["age", "spent"], "classes": ["no", "yes"], "trees": [TREE]}
    trees = DSSTreeSet(raw, "BINARY_CLASSIFICATION")
    assert trees.get_raw() is raw
    assert trees.get_feature_names() == ["age", "spent"]
    [tree] = trees.get_trees()
    assert tree.get_raw() is TREE
    assert tree.get_classes() == ["no", "yes"]
    root = tree.get_root()
    info = root.get_split_info()
    assert (info["feature"], info["threshold"], info["nSamples"]) == ("spent", 0.5, 10)
    assert (info["probas"], info["leftCategories"]) == (None, None)
    left, right = root.get_left_child(), root.get_right_child()
    assert left is not None
    assert right is not None
    assert (left.get_split_info()["nSamples"], right.get_split_info()["nSamples"]) == (4, 6)
    assert left.get_left_child() is None
    assert right.get_right_child() is None


def test_trees_without_features_or_classes(caplog: pytest.LogCaptureFixture) -> None:
    bare = {name: value for name, value in TREE.items() if name != "feature"}
    [tree] = DSSTreeSet({"featureNames": [], "trees": [bare]}, "REGRESSION").get_trees()
    assert caplog.text == ""
    assert tree.get_root().get_split_info()["feature"] is None
    assert tree.get_classes() is None
    assert "numbers has no classes" in caplog.text
    caplog.clear()
    assert DSSTreeSet({"trees": []}, "REGRESSION").get_classes() is None
    assert "numbers has no classes" in caplog.text
    assert DSSTreeSet({"trees": []}, "MULTICLASS").get_classes() is None
    assert "before DSS 13.1" in caplog.text


def test_coefficient_paths() -> None:
    raw = {"features": ["age", "spent", "city"], "path": [[[1, 2]], [[3, 4]]]}
    paths = DSSCoefficientPaths(raw)
    assert paths.get_raw() is raw
    assert paths.get_feature_names() == ["age", "spent", "city"]
    assert paths.get_coefficient_path("spent") == [2, 4]
    assert paths.get_coefficient_path("city") is None
    with pytest.raises(ValueError, match="luck"):
        paths.get_coefficient_path("luck")
    assert DSSCoefficientPaths({"features": ["a"], "path": []}).get_coefficient_path("a") is None


def test_scatter_plots() -> None:
    raw = {"cluster": ["c1", "c2"], "features": {"age": [1, 2], "spent": [3, 4]}}
    plots = DSSScatterPlots(raw)
    assert plots.get_raw() is raw
    assert plots.get_feature_names() == ["age", "spent"]
    shown = plots.get_scatter_plot("age", "spent")
    assert shown == {"cluster": ["c1", "c2"], "x": [1, 2], "y": [3, 4]}
    assert plots.get_scatter_plot("age", "luck")["y"] is None


def test_facts_of_clusters() -> None:
    facts = [{"feature_label": "age", "lift": 2}, {"feature_label": "city", "lift": 3}]
    raw = {"clusters": [{"size": 7, "facts": facts}, {"size": 3, "facts": []}]}
    found = DSSClustersFacts(raw)
    assert found.get_raw() is raw
    assert [found.get_cluster_size(number) for number in (0, 1)] == [7, 3]
    assert found.get_facts_for_cluster(1) == []
    assert found.get_facts_for_cluster_and_feature(0, "city") == facts[1:]


def test_diagnostics() -> None:
    raw = {"type": "T", "displayableType": "Tee", "message": "odd", "details": ["x"]}
    one = DSSMLDiagnostic(raw)
    assert (one.get_type(), one.get_type_pretty(), one.get_message()) == ("T", "Tee", "odd")
    assert one.get_details() == ["x"]
    assert repr(one) == "DSSMLDiagnostic(type=T, message=odd)"
    assert one.get_raw() is raw


def test_metrics_of_assertions() -> None:
    each = {"name": "a", "result": True, "validRatio": 0.9, "nbMatchingRows": 5, "nbDroppedRows": 1}
    metrics = DSSMLAssertionsMetrics({"perAssertion": [each], "passingAssertionsRatio": 1.0})
    assert metrics.passing_assertions_ratio == 1.0
    found = metrics.get_metrics("a")
    assert found is not None
    assert (found.result, found.valid_ratio) == (True, 0.9)
    assert (found.nb_matching_rows, found.nb_dropped_rows) == (5, 1)
    assert "name='a', result=True" in repr(found)
    assert metrics.get_metrics("b") is None


def scored(**more: Any) -> dict[str, Any]:
    """Rows that a model was scored on."""
    averages = {"predictionAvg": [0.4], "targetAvg": [0.5], "predictionStd": [0.1]}
    found = {**averages, "targetStd": [0.2], "testWeight": 12}
    return {"performanceMetrics": {"auc": 0.8}, "perf": {"globalMetrics": found}, **more}


def analyses(kind: str) -> DSSSubpopulationAnalyses:
    """Subpopulation analyses of a category, a number and something unheard of."""
    common = {"nbRecords": 9, "randomState": 1, "onSample": False}
    cities = [scored(index=0, value="Rome"), {"index": 1, "missing_values": True, "excluded": True}]
    ages = [scored(index=0, gte=1, lte=5), scored(index=1, gt=5, lte=9)]
    found = [
        {"feature": "city", "computed_as_type": "CATEGORY", "modalities": cities, **common},
        {"feature": "age", "computed_as_type": "NUMERIC", "modalities": ages, **common},
        {"feature": "odd", "computed_as_type": "ODD", "modalities": [scored(index=0)], **common},
    ]
    return DSSSubpopulationAnalyses({"global": scored(), "subpopulationAnalyses": found}, kind)


def test_subpopulations_by_value() -> None:
    found = analyses("BINARY_CLASSIFICATION")
    assert found.list_analyses() == ["city", "age", "odd"]
    assert "analyses=['city', 'age', 'odd']" in repr(found)
    cities = found.get_analysis("city")
    assert cities.get_computation_params() == {"nbRecords": 9, "randomState": 1, "onSample": False}
    assert repr(cities).endswith("computed_as_type=CATEGORY, feature=city, modalities_count=2)")
    rome = cities.get_modality_data("Rome")
    assert rome.get_performance_metrics() == {"auc": 0.8}
    assert rome.get_prediction_info() == {
        "predictedPositiveRatio": 0.4,
        "actualPositiveRatio": 0.5,
        "testWeight": 12,
    }
    assert "feature=city, computed_as=CATEGORY" in repr(rome)
    missing = cities.get_modality_data(DSSSubpopulationModalityDefinition.MISSING_VALUES)
    assert missing.is_excluded()
    assert missing.get_definition().is_missing_values()
    assert not rome.is_excluded()
    for read in (missing.get_performance_metrics, missing.get_prediction_info):
        with pytest.raises(ValueError, match="was left out"):
            read()
    with pytest.raises(ValueError, match="of city has no 'Oslo'"):
        cities.get_modality_data("Oslo")
    with pytest.raises(ValueError, match="no subpopulation analysis of 'luck'"):
        found.get_analysis("luck")


def test_subpopulations_by_interval() -> None:
    found = analyses("REGRESSION")
    ages = found.get_analysis("age")
    low, high = ages.list_modalities()
    assert [repr(each) for each in (low, high)] == [
        "DSSSubpopulationNumericModalityDefinition(1<=age<=5)",
        "DSSSubpopulationNumericModalityDefinition(5<age<=9)",
    ]
    assert ages.get_modality_data(5).definition is low
    assert ages.get_modality_data(high).definition is high
    assert not low.contains(0)
    assert ages.get_modality_data(7).get_prediction_info() == {
        "predictedAvg": 0.4,
        "predictedStd": 0.1,
        "actualAvg": 0.5,
        "actualStd": 0.2,
        "testWeight": 12,
    }
    with pytest.raises(ValueError, match="of age has no 10"):
        ages.get_modality_data(10)
    [odd] = found.get_analysis("odd").list_modalities()
    assert not odd.contains(1)
    assert repr(odd) == "DSSSubpopulationModalityDefinition(odd)"


def test_subpopulations_of_all_rows() -> None:
    everything = analyses("MULTICLASS").get_global()
    assert everything.get_performance_metrics() == {"auc": 0.8}
    assert everything.get_prediction_info() is None
    assert repr(everything) == "DSSSubpopulationGlobal(prediction_type=MULTICLASS)"
    assert DSSSubpopulationAnalyses({}, None).list_analyses() == []


def test_definitions_of_modalities() -> None:
    city = analyses("MULTICLASS").get_analysis("city").list_modalities()
    assert repr(city[0]) == "DSSSubpopulationCategoryModalityDefinition(city='Rome')"
    assert repr(city[1]) == "DSSSubpopulationCategoryModalityDefinition(missing_values)"
    free = DSSSubpopulationNumericModalityDefinition("age", {"index": 0})
    assert repr(free).endswith("(age)")
    assert free.contains(5)
    none = DSSSubpopulationNumericModalityDefinition("age", {"missing_values": True})
    assert not none.contains(5)


def test_partial_dependences() -> None:
    common = {"nbRecords": 9, "randomState": 1, "onSample": False}
    found = DSSPartialDependencies(
        {
            "partialDependencies": [
                {"feature": "age", "data": [[1]], **common},
                {"feature": "city", "data": [[1], [2]], "multiTargetVariables": ["a", "b"]},
                {"feature": "odd", "multiTargetVariables": ["a", "b"]},
            ]
        }
    )
    assert repr(found) == "DSSPartialDependencies(features=['age', 'city', 'odd'])"
    age = found.get_partial_dependence("age")
    assert age.get_computation_params()["nbRecords"] == 9
    assert repr(age) == "DSSPartialDependence(feature=age)"
    assert found.get_partial_dependence("city").get_data_by_target() == {"a": [1], "b": [2]}
    with pytest.raises(ValueError, match="one target only"):
        age.get_data_by_target()
    with pytest.raises(ValueError, match="2 targets, but data of 0"):
        found.get_partial_dependence("odd").get_data_by_target()
    with pytest.raises(ValueError, match="no partial dependence on 'luck'"):
        found.get_partial_dependence("luck")
    assert DSSPartialDependencies({}).list_features() == []
