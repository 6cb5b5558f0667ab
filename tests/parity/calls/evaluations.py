"""Evaluation stores, the evaluations in them, and comparisons."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from types import ModuleType
from typing import Any, Final

from tests.parity.data import plant, plant_later
from tests.parity.scene import Scene

BINARY: Final = "BINARY_CLASSIFICATION"


def stores(see: Scene) -> None:
    project = plant(see)
    see("none", project.list_evaluation_stores())
    tables = see("create", project.create_evaluation_store("tables", "TABULAR"))
    words = see("create of words", project.create_evaluation_store("words", "LLM"))
    see("create for models", project.create_model_evaluation_store("models"))
    see("list", project.list_evaluation_stores())
    see("list of a flavor", project.list_evaluation_stores(flavor="LLM"))
    see("list for models", project.list_model_evaluation_stores())
    see("get", project.get_evaluation_store(words.id))
    store = see("get for models", project.get_model_evaluation_store(tables.id))
    see("ids", [store.id, store.mes_id])
    settings = see("settings", store.get_settings())
    see("of which store", settings.model_evaluation_store is store)
    settings.get_raw()["description"] = "Long"
    see("save", settings.save())
    see("saved", project.get_evaluation_store(tables.id).get_settings().get_raw())
    see("usages", store.get_usages())
    see("discussions", store.get_object_discussions().list_discussions())
    zone = project.get_flow().create_zone("Quality")
    see("move", store.move_to_zone(zone))
    see("zone", store.get_zone().name)
    see("share", store.share_to_zone("default"))
    see("unshare", store.unshare_from_zone("default"))
    see("delete", store.delete())
    see.error("read what is gone", store.get_settings)
    see.error("create an odd one", project.create_evaluation_store, "odd", "LUCK")


def evaluations(see: Scene) -> None:
    store = plant(see).create_model_evaluation_store("quality")
    metric, label = store.MetricDefinition, store.LabelDefinition
    see("metric", metric("kpi", 0.5, "Our KPI", "how we count"))
    see("label", label("month", "1"))
    see("no latest", [store.get_latest_model_evaluation(), store.get_latest_evaluation()])
    kpi = metric("kpi", 0.5, "Our KPI")
    add = store.add_custom_model_evaluation
    see("add", add([kpi], "jan", "January", [label("month", "1")]))
    see("add with less", store.add_custom_evaluation([metric("kpi", 0.7), metric("cost", 3)]))
    for name in "abcd":
        store.add_custom_evaluation([], name)
    found = see("list", store.list_evaluations())
    see("list for models", store.list_model_evaluations())
    see("latest", store.get_latest_evaluation())
    see("latest for models", store.get_latest_model_evaluation())
    jan = see("get", store.get_model_evaluation("jan"))
    see("ids", [jan.get_full_id(), jan.full_id, jan.mes_id, store.get_evaluation("jan").full_id])
    info = see("info", jan.get_full_info())
    see("raw", [info.get_raw(), info.metrics, info.user_meta, info.creation_date, info.full_id])
    see("model", [info.has_model, info.model_full_id, info.prediction_type])
    see("columns", [info.target_variable, info.prediction_variable])
    see("its evaluation", info.model_evaluation.evaluation_id)
    info.user_meta["name"] = "Renamed"
    see("save words", info.save_user_meta())
    see("words", store.get_evaluation("jan").get_full_info().user_meta)
    see("metrics", jan.get_metrics())
    see("delete", store.get_evaluation("a").delete())
    see("delete some", store.delete_evaluations([store.get_evaluation("b"), "c"]))
    see("delete for models", store.delete_model_evaluations(["d"]))
    see.error("add twice", store.add_custom_evaluation, [], "jan")
    see.error("read what is gone", found[2].get_full_info)
    see("left", [each.evaluation_id for each in store.list_evaluations()])


def metrics(see: Scene) -> None:
    store = plant(see).create_model_evaluation_store("quality")
    metric = store.MetricDefinition
    see("none", store.get_last_metric_values().get_all_ids())
    for name, value in (("bad", 0.5), ("good", 0.9)):
        store.add_custom_evaluation([metric("kpi", value), metric("cost", 3)], name)
    last = see("last", store.get_last_metric_values())
    see("values", [last.get_all_ids(), last.get_global_value("model_evaluation:kpi")])
    see("history", store.get_metric_history("model_evaluation:kpi"))
    see.outcome("of a dict", lambda: store.get_metric_history({"id": "model_evaluation:kpi"}))
    see("compute", store.compute_metrics())
    see("compute some", store.compute_metrics(["model_evaluation:kpi"]))
    probes = {"probes": [{"type": "model_evaluation", "enabled": True}]}
    see("compute probes", store.compute_metrics(probes=probes))
    check = {"type": "numericRange", "metricId": "model_evaluation:kpi"}
    check = {"checks": [{**check, "minimumEnabled": True, "minimum": 0.8}]}
    see("checks", store.run_checks())
    see("own checks", store.run_checks(checks=check)["results"])
    see("of an evaluation", store.run_checks("bad", check)["results"])
    see.error("no such history", store.get_metric_history, "none")


def builds(see: Scene) -> None:
    store = _evaluating(see)
    see("build", store.build().get_status()["baseStatus"]["state"])
    see.jobs("RUNNING", "FAILED", error="No space left")
    see.error("fail", store.build)
    see.jobs("FAILED", error="No space left")
    see("fail quietly", store.build(no_fail=True))
    latest = store.get_latest_model_evaluation()
    info = see("info", latest.get_full_info())
    see("model", [info.has_model, info.target_variable, info.prediction_variable])
    see("usages", store.get_usages())
    rows = see("rows", _rows(latest))
    see("many", len(rows))
    see.outcome("build and go on", lambda: store.build("RECURSIVE_BUILD", wait=False))


def drift(see: Scene) -> None:
    store = _evaluating(see)
    store.build()
    module = see.module("dss.modelevaluationstore")
    latest = store.get_latest_evaluation()
    result = see("drift", latest.compute_drift())
    model = result.drift_model_result
    see("model", [model.get_raw(), model.feature_drift_importance])
    accuracy = model.drift_model_accuracy
    limits = [accuracy.lower_confidence_interval, accuracy.upper_confidence_interval]
    see("accuracy", [accuracy.value, accuracy.pvalue, limits, accuracy.get_raw()])
    columns = result.univariate_drift_result
    see("columns", [columns.per_column_drift_data, columns.get_raw()])
    see("raw", [result.get_raw(), [each.get_raw() for each in result.per_column_settings]])
    prediction = result.prediction_drift_result
    see("prediction", [prediction.psi, prediction.get_raw()])
    see("itself", latest.compute_drift(latest).get_raw())
    builder = module.PerColumnDriftParamBuilder()
    builder.with_column_drift_param("city", enabled=False)
    builder.with_column_drift_param("age", "CATEGORICAL", True)
    see("params", builder.build())
    params = module.DriftParams.from_params(builder.build(), nb_bins=5)
    see("of some", params)
    see("later", latest.compute_drift(latest.full_id, params, wait=False).wait_for_result())
    see("data", latest.compute_data_drift().get_raw())
    old = module.DataDriftParams.from_params({}, compute_histograms=False)
    see("old params", old)
    see("data later", latest.compute_data_drift(latest, old, wait=False).wait_for_result())
    see.error("of nothing", latest.compute_drift, "S-SALES-x-y")


def series(see: Scene) -> None:
    project = plant(see)
    task = project.create_timeseries_forecasting_ml_task("footfall", "visits", "day", ["shop"])
    model = task.train()[0]
    store = project.create_model_evaluation_store("quality")
    metric = store.MetricDefinition("mape", 0.1)
    see("add", store.add_custom_evaluation([metric], "one", model=model))
    info = see("info", store.get_model_evaluation("one").get_full_info())
    see("of each", info.get_per_timeseries_metrics())
    see("its evaluation", info.model_evaluation.evaluation_id)


def comparisons(see: Scene) -> None:
    project = plant(see)
    see("none", project.list_evaluation_comparisons())
    models = see("create", project.create_model_comparison("models", BINARY))
    words = see("create of words", project.create_evaluation_comparison("words", "LLM"))
    see("list", project.list_evaluation_comparisons())
    see("list of a type", project.list_evaluation_comparisons(["LLM"]))
    see("list of models", project.list_model_comparisons())
    see("get", project.get_evaluation_comparison(words.comparison_id))
    comparison = see("get of models", project.get_model_comparison(models.id))
    see("ids", [comparison.id, comparison.mec_id, words.mec_id])
    settings = see("settings", comparison.get_settings())
    settings.add_compared_item("S-SALES-m-v1")
    settings.add_compared_item("ME-SALES-s-e")
    settings.remove_compared_item("S-SALES-m-v1")
    see("items", settings.get_compared_items())
    settings.display_name = "which"
    settings.model_task_type = "MULTICLASS"
    see("names", [settings.display_name, settings.model_task_type, settings.prediction_type])
    settings.prediction_type = "REGRESSION"
    see("changed", [settings.get_raw(), settings.model_comparison() is comparison])
    see("save", settings.save())
    see("saved", comparison.get_settings().get_raw())
    see("of words", words.get_settings().get_raw())
    see("discussions", comparison.get_object_discussions().list_discussions())
    store = project.create_model_evaluation_store("quality")
    store.add_custom_evaluation([], "jan")
    see("made", None)
    full = f"ME-SALES-{store.id}-jan"
    see("of an evaluation", comparison.get_evaluation_like_from_full_id(full))
    see("of another", words.get_evaluation_like_from_full_id(full))
    see.error("of nothing", comparison.get_evaluation_like_from_full_id, "luck")
    see("delete", comparison.delete())
    see.error("read what is gone", comparison.get_settings)


def compared_models(see: Scene) -> None:
    project = plant(see)
    task = project.create_prediction_ml_task("clients", "churn")
    trained = task.train()[0]
    saved = task.deploy_to_flow(trained, "Churn", "clients")["savedModelId"]
    comparison = project.create_model_comparison("models", BINARY)
    see("made", None)
    named = comparison.get_evaluation_like_from_full_id
    see("of a model", type(named(trained)).__name__)
    see("of a version", type(named(f"S-SALES-{saved}-initial")).__name__)


def _evaluating(see: Scene) -> Any:
    """A store, and a recipe that evaluates who leaves on later, older customers."""
    project = plant(see)
    plant_later(project)
    task = project.create_prediction_ml_task("clients", "churn")
    saved = task.deploy_to_flow(task.train()[0], "Churn", "clients")["savedModelId"]
    store = project.create_model_evaluation_store("quality")
    builder = project.new_recipe("evaluation", "judge").with_input("later")
    builder.with_input_model(saved)
    builder.with_output_evaluation_store(store.id)
    see("recipe", builder.create())
    return store


def _rows(evaluation: Any) -> list[list[str]]:
    """The rows of an evaluation, read by a stand-in for pandas, which is not here."""

    def read_csv(file: Any, **named: Any) -> list[list[str]]:
        text = gzip.decompress(file.read()).decode()
        return [named["names"], *csv.reader(io.StringIO(text), delimiter=named["sep"])]

    stand_in: Any = ModuleType("pandas")
    stand_in.read_csv = read_csv
    kept = sys.modules.get("pandas")
    sys.modules["pandas"] = stand_in
    try:
        return list(evaluation.get_sample_df())
    finally:
        sys.modules.pop("pandas")
        if kept is not None:
            sys.modules["pandas"] = kept
