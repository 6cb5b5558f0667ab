"""Handlers of ML tasks: settings, guessing, training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _ml_ensemble as ensemble
from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_state as state
from dssmock.services import _ml_training as training
from dssmock.services import _object_state as objects
from dssmock.services._ml_data import profile
from dssmock.services.analysis import create_task

FULL_LEVEL: Final = "FULL_REGUESS"
CHANGES: Final = (
    "predictionType",
    "targetVariable",
    "targetVariables",
    "timeVariable",
    "timeseriesIdentifiers",
)


@handles("ml_task_list")
def list_tasks(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key)
    return {"mlTasks": [state.summary(call.dss, each) for each in state.tasks_of(call.dss, key)]}


@handles("ml_task_create")
def create(call: Call) -> dict[str, Any]:
    key, ref = call.path["project_key"], call.body.get("inputDataset")
    call.require_project(key, objects.WRITE)
    if not ref:
        raise errors.BadRequest("inputDataset is missing")
    analysis_id = state.create_analysis(call, key, ref)
    try:
        return create_task(call, key, analysis_id, call.body)
    except errors.DSSError:
        call.dss.table(state.ANALYSES).delete(f"{key}.{analysis_id}")
        raise


@handles("ml_task_list_queues")
def list_queues(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key)
    found: list[dict[str, Any]] = []
    for each in state.tasks_of(call.dss, key):
        row = f"{key}.{each['analysisId']}.{each['id']}"
        state.settle(call.dss, row)
        waiting = state.queued(call.dss.table(state.TASKS).get(row))
        if waiting:
            place = {"projectKey": key, "analysisId": each["analysisId"], "mlTaskId": each["id"]}
            found.append({**place, "sessions": [{"sessionId": id} for id in waiting]})
    return {"queues": found}


@handles("ml_task_delete")
def delete(call: Call) -> dict[str, Any]:
    document = state.task(call, objects.WRITE)
    state.delete_task(call.dss, state.task_row(call))
    return {"msg": f"Deleted ML task {document['id']}"}


@handles("ml_task_get_status")
def get_status(call: Call) -> dict[str, Any]:
    state.task(call)
    row = state.task_row(call)
    with call.dss.table(state.TASKS).edit(row) as document:
        guessing = state.goes_on(call.dss, document["guess"], look=True)
    return {
        "guessing": guessing,
        "training": state.is_training(document),
        "fullModelIds": [_reference(each) for each in state.models_of(call.dss, row)],
    }


def _reference(model: dict[str, Any]) -> dict[str, Any]:
    task = {name: model[name] for name in ("projectKey", "analysisId", "mlTaskId")}
    parts = {name: model[name] for name in ("sessionId", "preprocessingId", "modelId")}
    return {"id": state.full_id(model), "fullModelId": {"taskLoc": task, **parts}}


@handles("ml_task_get_settings")
def get_settings(call: Call) -> dict[str, Any]:
    return state.task(call)["settings"]


@handles("ml_task_save_settings")
def save_settings(call: Call) -> Empty:
    old = state.task(call, objects.WRITE)["settings"]
    for name in ("taskType",):
        if call.body.get(name) != old.get(name):
            raise errors.BadRequest(f"{name} cannot be changed: {call.body.get(name)!r}")
    _keep(call, call.body)
    return EMPTY


def _keep(call: Call, settings: dict[str, Any], *, again: bool = False) -> None:
    """Keep settings; those that are guessed again take a while to be there."""
    with call.dss.table(state.TASKS).edit(state.task_row(call)) as document:
        document["settings"] = settings
        if again:
            document["guess"] = state.begun(call.dss)


@handles("ml_task_guess")
def guess_again(call: Call) -> Empty:
    document = state.task(call, objects.WRITE)
    change = {name: call.query[name] for name in CHANGES if name in call.query}
    if len(change) > 1:
        raise errors.BadRequest(f"Only one of these can be changed at once: {', '.join(change)}")
    dataset = state.dataset_of(call.dss, document["projectKey"], document["analysisId"])
    fresh = guess.guessed_again(
        document["settings"],
        change,
        profile(call.dss, dataset),
        full=_full(call.query),
    )
    _keep(call, fresh, again=True)
    return EMPTY


def _full(query: Mapping[str, Any]) -> bool:
    """Whether all is guessed; old clients name a level instead."""
    return query.get("fullReguess", query.get("reguessLevel", FULL_LEVEL) == FULL_LEVEL)


@handles("ml_task_guess_with_forecasting")
def guess_with_forecasting(call: Call) -> Empty:
    settings = state.task(call, objects.WRITE)["settings"]
    if settings.get("predictionType") != guess.FORECAST:
        raise errors.BadRequest("This ML task does not forecast")
    step, horizon = call.body.get("timestepParams"), call.body.get("forecastHorizon")
    if step is not None:
        settings["timestepParams"] = {**(settings.get("timestepParams") or {}), **step}
    if horizon is not None:
        if horizon < 1:
            raise errors.BadRequest(f"forecastHorizon must be above 0: {horizon}")
        size = horizon * (call.body.get("validationHorizons") or 1)
        settings["predictionLength"] = horizon
        settings["evaluationParams"] = {"testSize": size, "gapSize": 0}
    if call.body.get("updateAlgorithmSettings"):
        fresh = guess.modeling(settings.get("guessPolicy") or "", "PREDICTION", guess.FORECAST)
        modeling = settings.get("modeling") or {}
        for name, block in fresh.items():
            if isinstance(modeling.get(name), dict) and "enabled" in block:
                modeling[name] = {**block, "enabled": modeling[name].get("enabled", False)}
    _keep(call, settings, again=True)
    return EMPTY


@handles("ml_task_train")
def train(call: Call) -> dict[str, Any]:
    state.task(call, objects.WRITE)
    row = state.task_row(call)
    return {"sessionId": training.start(call.dss, row, call.auth.name, call.body)}


@handles("ml_task_train_queue")
def train_queue(call: Call) -> dict[str, Any]:
    document = state.task(call, objects.WRITE)
    waiting = state.queued(document)
    row = state.task_row(call)
    if waiting:
        with call.dss.table(state.TASKS).edit(row) as draft:
            draft["runQueue"] = True
        state.settle(call.dss, row)
    return {"sessionId": waiting[0] if waiting else None}


@handles("ml_task_create_ensemble")
def create_ensemble(call: Call) -> dict[str, Any]:
    document = state.task(call, objects.WRITE)
    if not document["splits"]:
        raise errors.BadRequest("The splits of this ML task were deleted: train models again")
    return {"id": ensemble.start(call, document)}


@handles("ml_task_remove_unused_splits")
def remove_unused_splits(call: Call) -> Empty:
    state.task(call, objects.WRITE)
    row = state.task_row(call)
    if not state.models_of(call.dss, row):
        _drop_splits(call, row)
    return EMPTY


@handles("ml_task_remove_all_splits")
def remove_all_splits(call: Call) -> Empty:
    state.task(call, objects.WRITE)
    _drop_splits(call, state.task_row(call))
    return EMPTY


def _drop_splits(call: Call, row: str) -> None:
    with call.dss.table(state.TASKS).edit(row) as document:
        document["splits"] = False
