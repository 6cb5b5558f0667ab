"""ML tasks: guessed, trained, combined, deployed."""

from __future__ import annotations

from typing import Any, Final

from tests.parity.data import plant
from tests.parity.scene import Scene

FOREST: Final = "RANDOM_FOREST_CLASSIFICATION"


def training(see: Scene) -> None:
    task = _churn(see)
    see("status", task.get_status())
    see("wait", task.wait_guess_complete())
    named = {"session_name": "first", "session_description": "to begin with"}
    models = see("train", task.train(**named))
    see("models", task.get_trained_models_ids())
    see("of a session", task.get_trained_models_ids(session_id="s1"))
    see.outcome("of an algorithm", lambda: task.get_trained_models_ids(algorithm=FOREST))
    see.outcome("of both", lambda: task.get_trained_models_ids("s1", FOREST))
    see("snippet", task.get_trained_model_snippet(models[0]))
    see("snippets", task.get_trained_model_snippet(ids=models[:2]))
    see("all snippets", task.get_trained_model_snippet())
    started = see("start", task.start_train(session_name="second"))
    see("wait for it", task.wait_train_complete())
    see("models of it", task.get_trained_models_ids(started["sessionId"]))
    see("queue", task.train_queue())
    see("train and run the queue", task.train(run_queue=True))
    see("delete a model", task.delete_trained_model(models[0]))
    see.error("details of what is gone", task.get_trained_model_details, models[0])
    see("splits", task.remove_unused_splits())
    see("all splits", task.remove_all_splits())
    see("delete", task.delete())
    see.error("status of what is gone", task.get_status)


def ensembles(see: Scene) -> None:
    task = _churn(see)
    models = task.train()
    see("ensemble", task.ensemble(models[:2], "PROBA_AVERAGE"))
    see("start", task.start_ensembling(models[:2], "VOTE"))
    see("wait", task.wait_train_complete())
    see("models", task.get_trained_models_ids())
    see.error("of nothing", task.ensemble, [f"{models[0]}9"], "VOTE")


def guesses(see: Scene) -> None:
    task = _churn(see)
    see("target", task.guess(target_variable="spent", full_reguess=False))
    see("guessed", task.get_settings().get_prediction_type())
    named = {"prediction_type": "MULTICLASS", "reguess_level": "FULL_REGUESS"}
    see("type", task.guess(**named))
    see("guessed again", task.get_settings().get_raw()["predictionType"])
    see.error("level", task.guess, reguess_level="A_BIT")
    project = see.client.get_project("SALES")
    forecast = project.create_timeseries_forecasting_ml_task("footfall", "visits", "day")
    see("identifiers", forecast.guess(timeseries_identifiers=["shop"]))
    see("time", forecast.guess(time_variable="day"))
    several = project.create_multi_target_prediction_ml_task("clients", ["age", "spent"])
    see("targets", several.guess(target_variables=["spent", "age"]))


def deployment(see: Scene) -> None:
    task = _churn(see)
    models = task.train()
    project = see.client.get_project("SALES")
    deployed = see("deploy", task.deploy_to_flow(models[0], "Churn", "clients"))
    see("list", project.list_saved_models())
    recipe = project.get_recipe(deployed["trainRecipeName"])
    see("recipe", recipe.get_settings().get_recipe_raw_definition())
    name = {"recipe_name": deployed["trainRecipeName"]}
    see("redeploy", task.redeploy_to_flow(models[1], **name))
    more: dict[str, Any] = {"saved_model_id": deployed["savedModelId"], "activate": False}
    more |= {"redo_optimization": True, "fixed_threshold": 0.3}
    see("redeploy quietly", task.redeploy_to_flow(models[1], **more))
    again = task.deploy_to_flow
    see("deploy with a test", again(models[1], "Other", "clients", "clients", False))
    see.error("redeploy nowhere", task.redeploy_to_flow, models[1])
    see.error("deploy what is not there", again, models[0], "Churn", "none")


def places(see: Scene) -> None:
    task = _churn(see)
    kind = see.module("dss.ml").DSSMLTask
    see("from a model", kind.from_full_model_id(see.client, task.train()[0]))
    full = "A-K-a-t-s1-pp2-part-Rome-m3"
    see("from another", kind.from_full_model_id(see.client, full, project_key="COPY"))
    no_model = "S-SALES-x-1"
    see.outcome(
        "from no model", lambda: type(kind.from_full_model_id(see.client, no_model)).__name__
    )


def kinds(see: Scene) -> None:
    """A training of each other kind."""
    project = plant(see)
    clustering = project.create_clustering_ml_task("clients")
    see("clustering", clustering.train())
    forecast = project.create_timeseries_forecasting_ml_task("footfall", "visits", "day", ["shop"])
    see("forecast", forecast.train())
    several = project.create_multi_target_prediction_ml_task("clients", ["age", "spent"])
    see("targets", several.train())
    causal = project.create_causal_prediction_ml_task("clients", "spent", "vip")
    see("causal", causal.train())
    regression = project.create_prediction_ml_task("clients", "spent")
    see("regression", regression.train())


def _churn(see: Scene) -> Any:
    return plant(see).create_prediction_ml_task("clients", "churn")
