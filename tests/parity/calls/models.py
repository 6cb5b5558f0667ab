"""Trained models: what they are, how they explain themselves, what can be taken out."""

from __future__ import annotations

from typing import Any, Final

from tests.parity.data import plant, template
from tests.parity.scene import Scene

FOREST: Final = "RANDOM_FOREST_CLASSIFICATION"


def details(see: Scene) -> None:
    task = _churn(see)
    module = see.module("dss.ml")
    settings = task.get_settings()
    settings.disable_all_algorithms()
    settings.set_algorithm_enabled(FOREST, True)
    settings.get_algorithm_settings(FOREST).n_estimators = [10, 100]
    for name, ratio in (("easy", 0.1), ("never", 1.0)):
        condition = module.DSSMLAssertionCondition.from_expected_class(ratio, "no")
        made = module.DSSMLAssertionParams.from_params(name, {}, condition)
        settings.get_assertions_params().add_assertion(made)
    settings.save()
    [id] = task.train()
    model = see("read", task.get_trained_model_details(id))
    see("raw", [model.get_raw(), model.get_raw_snippet(), model.full_id])
    see("training", model.get_train_info())
    see("metrics", model.get_performance_metrics())
    see("curve", model.get_roc_curve_data())
    see("search", model.get_hyperparameter_search_points())
    see("modeling", [model.get_modeling_settings(), model.get_actual_modeling_params()])
    see("preprocessing", model.get_preprocessing_settings())
    found = see("assertions", model.get_assertions_metrics())
    easy = found.get_metrics("easy")
    see("passing", [found.passing_assertions_ratio, found.get_raw()])
    see("easy", [easy.name, easy.result, easy.valid_ratio, easy.get_raw()])
    see("rows", [easy.nb_matching_rows, easy.nb_dropped_rows])
    see("no assertion", found.get_metrics("none"))
    meta = see("words", model.get_user_meta())
    meta["name"] = "best"
    see("save words", model.save_user_meta())
    see("words again", task.get_trained_model_details(id).get_user_meta())
    see("origin", model.get_origin_analysis_trained_model() is model)
    see("diagnostics", [_diagnostic(each) for each in model.get_diagnostics()])


def diagnostics(see: Scene) -> None:
    """A feature that tells the target is told of."""
    project = see.client.get_project("PENGUINS")
    models = project.create_prediction_ml_task("penguins", "species").train()
    tasks = project.list_ml_tasks()["mlTasks"]
    task = project.get_ml_task(tasks[0]["analysisId"], tasks[0]["mlTaskId"])
    for number, id in enumerate(models):
        found = task.get_trained_model_details(id).get_diagnostics()
        see(f"model {number}", [_diagnostic(each) for each in found])


def insides(see: Scene) -> None:
    model = _only(_churn(see), FOREST)
    trees = see("trees", model.get_trees())
    see("names", [trees.get_feature_names(), trees.get_classes()])
    tree = trees.get_trees()[0]
    see("tree", [tree.get_classes(), tree.get_raw(), len(trees.get_raw()["trees"])])
    root = tree.get_root()
    see("split", root.get_split_info())
    left, right = root.get_left_child(), root.get_right_child()
    see("children", [left.get_split_info(), right.get_split_info()])
    see.error("no paths", model.get_coefficient_paths)
    project = see.client.get_project("SALES")
    lars = _only(project.create_prediction_ml_task("clients", "spent"), "LARS")
    paths = see("paths", lars.get_coefficient_paths())
    see("features", paths.get_feature_names())
    see("path", paths.get_coefficient_path("age"))
    see("path of a class", paths.get_coefficient_path("age", class_index=0))
    see("raw", paths.get_raw())
    see.error("no trees", lars.get_trees)


def reports(see: Scene) -> None:
    _reports(see, "of a task", _only(_churn(see), FOREST))


def reports_of_a_version(see: Scene) -> None:
    _reports(see, "of a version", _version(see))


def _reports(see: Scene, label: str, model: Any) -> None:
    """Reports that are the same for models in a task and for versions."""
    see(f"no dependencies {label}", model.get_partial_dependencies().list_features())
    made = model.compute_partial_dependencies(["age", "city"], sample_size=10)
    see(f"dependencies {label}", [made.list_features(), made.get_raw()])
    age = made.get_partial_dependence("age")
    see(f"dependence {label}", [age.get_computation_params(), age.get_raw()])
    see.outcome(f"by target {label}", age.get_data_by_target)
    later = model.compute_partial_dependencies("spent", wait=False, n_jobs=2)
    see(f"dependencies later {label}", later.wait_for_result() is not None)
    found = model.get_partial_dependencies()
    see(f"all dependencies {label}", sorted(found.list_features()))
    see.error(f"no such feature {label}", model.compute_partial_dependencies, "luck")
    see(f"no subpopulations {label}", model.get_subpopulation_analyses().list_analyses())
    made = model.compute_subpopulation_analyses("city")
    see(f"subpopulations {label}", [made.list_analyses(), made.get_raw()])
    whole = made.get_global()
    see(f"of all {label}", [whole.get_performance_metrics(), whole.get_prediction_info()])
    see(f"raw of all {label}", whole.get_raw())
    cities = made.get_analysis("city")
    kinds = cities.list_modalities()
    see(f"modalities {label}", [cities.get_computation_params(), cities.get_raw()])
    see(
        f"definitions {label}",
        [[kind.contains("Rome"), kind.is_missing_values()] for kind in kinds],
    )
    rome = cities.get_modality_data("Rome")
    see(f"Rome {label}", [rome.get_performance_metrics(), rome.get_prediction_info()])
    see(f"raw Rome {label}", [rome.get_raw(), rome.is_excluded()])
    see(f"Rome's definition {label}", rome.get_definition().contains("Rome"))
    see(f"by definition {label}", cities.get_modality_data(kinds[0]).get_raw())
    model.compute_subpopulation_analyses(["age"], wait=False, n_jobs=2).wait_for_result()
    ages = model.get_subpopulation_analyses().get_analysis("age")
    first = ages.list_modalities()[0]
    see(f"ages {label}", [ages.computed_as_type, first.contains(20), first.is_missing_values()])
    see.error(f"no explanations {label}", model.get_global_explanations)
    task = model.compute_shapley_feature_importance()
    see(f"explain {label}", task.wait_for_result() is not None)
    found = model.get_global_explanations()
    see(f"importance {label}", found.get_absolute_importance())
    see(f"observations {label}", found.get_observations())
    see(f"facts {label}", found.get_facts())
    see(f"raw explanations {label}", found.get_raw())
    again = model.compute_shapley_feature_importance(n_explanations=1, num_samples=5)
    see(f"explain again {label}", again.wait_for_result() is not None)


def exports(see: Scene) -> None:
    _exports(see, "of a task", _only(_churn(see), FOREST))


def exports_of_a_version(see: Scene) -> None:
    model = _version(see)
    _exports(see, "of a version", model)
    see.client.create_connection("snow", "Snowflake", {})
    see("Snowflake", model.export_to_snowflake_function("snow", "score"))
    later = model.export_to_snowflake_function("snow", "other", wait=False)
    see("Snowflake later", later.wait_for_result())
    see.error("no Snowflake", model.export_to_snowflake_function, "none", "score")


def _exports(see: Scene, label: str, model: Any) -> None:
    see(f"jar {label}", model.get_scoring_jar_stream().content)
    more = model.get_scoring_jar_stream("org.ours.Churn", include_libs=True)
    see(f"jar with libraries {label}", more.content)
    see(f"PMML {label}", model.get_scoring_pmml_stream().content)
    see(f"Python {label}", model.get_scoring_python_stream().content)
    path = see.folder / "model.zip"
    see(f"Python file {label}", model.get_scoring_python(str(path)))
    see(f"its content {label}", path.read_bytes())
    see(f"MLflow {label}", model.get_scoring_mlflow_stream().content)
    see(f"MLflow file {label}", model.get_scoring_mlflow(str(path)))
    see(f"content of it {label}", path.read_bytes())
    see.error(f"original {label}", model.get_scoring_mlflow_stream, use_original_model=True)
    see.client.create_connection("bricks", "DatabricksModelDeployment", {})
    databricks = model.export_to_databricks_registry
    see(f"Databricks {label}", databricks("bricks", True, "churn", "trials"))
    later = databricks("bricks", False, "churn", "x", wait=False)
    see(f"Databricks later {label}", later.wait_for_result())
    made = model.generate_documentation().wait_for_result()
    see(f"document {label}", made)
    see(f"stream {label}", len(model.download_documentation_stream(made["exportId"]).content) > 0)
    file = str(see.folder / "model.docx")
    see(f"file {label}", model.download_documentation_to_file(made["exportId"], file))
    from_file = model.generate_documentation_from_custom_template(see.file(template(), "t.docx"))
    see(f"own template {label}", from_file.wait_for_result())
    see.error(f"no document {label}", model.download_documentation_stream, "none")
    folder = see.client.get_project("SALES").create_managed_folder("templates")
    folder.put_file("ours.docx", see.memory(template()))
    see(f"put {label}", None)
    from_folder = model.generate_documentation(folder.id, "ours.docx")
    see(f"template of a folder {label}", from_folder.wait_for_result())
    see.error(f"half a template {label}", model.generate_documentation, folder_id="x")


def forecasts(see: Scene) -> None:
    task = plant(see).create_timeseries_forecasting_ml_task("footfall", "visits", "day", ["shop"])
    settings = task.get_settings()
    settings.set_forecast_horizon(3)
    model = see("details", task.get_trained_model_details(task.train()[0]))
    see("metrics", model.get_performance_metrics())
    see("of each series", model.get_per_timeseries_metrics())
    see("forecasts", model.get_per_timeseries_evaluation_forecasts())
    see("no residuals", model.get_residuals())
    see("residuals", model.compute_residuals())
    see("residuals later", model.compute_residuals(wait=False).wait_for_result())
    see("residuals again", model.get_residuals())
    see("no importance", model.get_permutation_importance())
    named = {"n_iterations": 3, "per_identifier": True}
    see("importance", model.compute_permutation_importance(**named))
    see("importance later", model.compute_permutation_importance(wait=False).wait_for_result())
    see("importance again", model.get_permutation_importance())
    deployed = task.deploy_to_flow(model.full_id, "Visits", "footfall")
    saved = see.client.get_project("SALES").get_saved_model(deployed["savedModelId"])
    version = see("version", saved.get_version_details(saved.get_active_version()["id"]))
    see("its metrics", version.get_per_timeseries_metrics())
    see("its forecasts", version.get_per_timeseries_evaluation_forecasts())
    see("its residuals", [version.compute_residuals(), version.get_residuals()])
    see("its importance", version.compute_permutation_importance())
    see("its importance again", version.get_permutation_importance())


def targets(see: Scene) -> None:
    task = plant(see).create_multi_target_prediction_ml_task("clients", ["age", "spent"])
    model = see("details", task.get_trained_model_details(task.train()[0]))
    see("names", model.get_target_variables())
    see("metrics", model.get_performance_metrics())
    see("residuals", model.get_residuals())
    city = model.compute_partial_dependencies("city").get_partial_dependence("city")
    see("by target", city.get_data_by_target())


def clusters(see: Scene) -> None:
    task = plant(see).create_clustering_ml_task("clients")
    model = see("details", task.get_trained_model_details(task.train()[0]))
    see("raw", [model.get_raw(), model.get_train_info()])
    see("metrics", model.get_performance_metrics())
    see("settings", [model.get_preprocessing_settings(), model.get_modeling_settings()])
    see("modeling", model.get_actual_modeling_params())
    facts = see("facts", model.get_facts())
    see("size", [facts.get_raw(), facts.get_cluster_size(0)])
    see("of a cluster", facts.get_facts_for_cluster(0))
    see("of a feature", facts.get_facts_for_cluster_and_feature(0, "age"))
    plots = see("plots", model.get_scatter_plots())
    see("features", [plots.get_feature_names(), plots.get_raw()])
    see("plot", plots.get_scatter_plot("age", "spent"))


def _churn(see: Scene) -> Any:
    return plant(see).create_prediction_ml_task("clients", "churn")


def _only(task: Any, algorithm: str) -> Any:
    """A model of one algorithm, trained in an ML task."""
    settings = task.get_settings()
    settings.disable_all_algorithms()
    settings.set_algorithm_enabled(algorithm, True)
    settings.save()
    return task.get_trained_model_details(task.train()[0])


def _version(see: Scene) -> Any:
    """A version of a saved model."""
    task = _churn(see)
    deployed = task.deploy_to_flow(_only(task, FOREST).full_id, "Churn", "clients")
    saved = see.client.get_project("SALES").get_saved_model(deployed["savedModelId"])
    return saved.get_version_details(saved.get_active_version()["id"])


def _diagnostic(each: Any) -> list[Any]:
    shown = [each.get_type(), each.get_type_pretty(), each.get_message(), each.get_details()]
    return [*shown, each.get_raw()]
