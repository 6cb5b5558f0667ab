"""Visual analyses: their scripts, and the ML tasks in them."""

from __future__ import annotations

from tests.parity.data import plant
from tests.parity.scene import Scene


def analyses(see: Scene) -> None:
    project = plant(see)
    see("none", project.list_analyses())
    analysis = see("create", project.create_analysis("clients"))
    see("list", project.list_analyses())
    see("get", project.get_analysis(analysis.analysis_id))
    definition = see("definition", analysis.get_definition())
    see("parts", [definition.get_raw(), definition.get_raw_script()])
    see("script", [definition.get_raw_script_steps(), definition.get_raw_script_sampling()])
    module = see.module("dss.analysis")
    formula = module.DSSFormulaStepBuilder("double").with_output_column("twice")
    definition.add_step(formula.with_expression("spent * 2").with_error_column("wrong"))
    definition.add_step({"type": "ColumnRenamer", "params": {}})
    rows = see.module("dss.utils").DSSDatasetSelectionBuilder().with_all_data_sampling()
    definition.set_script_sampling_selection(rows)
    see("changed", definition.get_raw())
    see("save", definition.save())
    see("saved", analysis.get_definition().get_raw())
    see("set definition", analysis.set_definition({"name": "Renamed"}))
    see("set it as it is", analysis.set_definition(analysis.get_definition()))
    see("delete", analysis.delete())
    see.error("read what is gone", analysis.get_definition)
    see.error("create of nothing", project.create_analysis, "none")
    see("list at the end", project.list_analyses())


def steps(see: Scene) -> None:
    module = see.module("dss.analysis")
    plain = module.DSSAnalysisStepBuilder("Trim", "name")
    see("plain", plain.build())
    see("plain again", plain.with_type("FlagOnValue").with_name("mark").build())
    columns = module.AppliesToStepBuilder("Trim")
    see("to nothing", columns.build())
    see("mode", columns.with_column_selection_mode("COLUMNS").with_columns("a", "b").build())
    see("regex", columns.with_column_regex("^x").build())
    see("single", columns.with_single_column_selection("a").build())
    see("multiple", columns.with_multiple_column_selection("a", "b").build())
    see("pattern", columns.with_regex_column_selection("^y").build())
    see("all", columns.with_all_column_selection("a").build())
    value = module.FilterOnValueStepBuilder("cities").with_values("Rome", "Lyon")
    value.with_matching_mode("SUBSTRING").with_normalization_mode("LOWERCASE")
    value.with_action("FLAG").with_flag_column("f").with_boolean_mode("OR")
    see("value", value.build())
    see("value by default", module.FilterOnValueStepBuilder().build())
    see("bad", module.FilterOnBadTypeStepBuilder("b").with_meaning("LongMeaning").build())
    see("empty", module.RemoveRowsStepBuilder().with_meaning(True).with_columns("a").build())
    see("formula", module.DSSFormulaStepBuilder().build())


def tasks(see: Scene) -> None:
    project = plant(see)
    analysis = project.create_analysis("clients")
    named = {"prediction_type": "MULTICLASS", "ml_backend_type": "PY_MEMORY"}
    first = see("prediction", analysis.create_prediction_ml_task("spent", **named))
    policy = {"guess_policy": "ANOMALY_DETECTION"}
    see("clustering", analysis.create_clustering_ml_task(**policy))
    see("targets", analysis.create_multi_target_prediction_ml_task(["age", "spent"]))
    see("causal", analysis.create_causal_prediction_ml_task("spent", "vip"))
    see("list", analysis.list_ml_tasks())
    see("get", analysis.get_ml_task(first.mltask_id))
    other = project.create_analysis("footfall")
    forecast = other.create_timeseries_forecasting_ml_task
    see("forecast", forecast("visits", "day", ["shop"], wait_guess_complete=False))
    see("list all", project.list_ml_tasks())
    see("queues", list(project.list_mltask_queues()))
    see.error("of no column", analysis.create_prediction_ml_task, "luck")


def of_datasets(see: Scene) -> None:
    project = plant(see)
    customers, visits = project.get_dataset("clients"), project.get_dataset("footfall")
    see("create", customers.create_analysis())
    see("list", customers.list_analyses())
    see("list as objects", customers.list_analyses(as_type="objects"))
    see.error("list as nothing", customers.list_analyses, as_type="dicts")
    see("prediction", customers.create_prediction_ml_task("churn"))
    see.outcome("clustering", lambda: customers.create_clustering_ml_task("clients"))
    see("targets", customers.create_multi_target_prediction_ml_task(["age", "spent"]))
    see("causal", customers.create_causal_prediction_ml_task("churn", "vip"))
    see("forecast", visits.create_timeseries_forecasting_ml_task("visits", "day"))
    see("delete", customers.delete_analyses())
    see("what is left", project.list_analyses())
    see("delete with data", visits.delete_analyses(drop_data=True))


def of_projects(see: Scene) -> None:
    project = plant(see)
    see("prediction", project.create_prediction_ml_task("clients", "churn"))
    see("clustering", project.create_clustering_ml_task("clients"))
    make = project.create_multi_target_prediction_ml_task
    see("targets", make("clients", ["age", "spent"], wait_guess_complete=False))
    kind = {"prediction_type": "CAUSAL_BINARY_CLASSIFICATION"}
    see("causal", project.create_causal_prediction_ml_task("clients", "churn", "vip", **kind))
    forecast = project.create_timeseries_forecasting_ml_task
    see("forecast", forecast("footfall", "visits", "day", ["shop"]))
    tasks = see("list", project.list_ml_tasks())["mlTasks"]
    see("get", project.get_ml_task(tasks[0]["analysisId"], tasks[0]["mlTaskId"]))
    see.error("of nothing", project.create_prediction_ml_task, "none", "churn")
