"""Handlers of trained models: read, describe, delete, deploy."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _ml_algorithms as algorithms
from dssmock.services import _ml_inside as inside
from dssmock.services import _ml_state as state
from dssmock.services import _object_state as objects
from dssmock.services import _saved_model_state as saved


@handles("trained_model_list_snippets")
def list_snippets(call: Call) -> dict[str, Any]:
    state.task(call)
    key, row = call.path["project_key"], state.task_row(call)
    found = {state.full_id(each): each for each in state.models_of(call.dss, row)}
    wanted = (call.body or {}).get("modelsIds")
    if wanted is None:
        return {id: state.shown(call.dss, each, "snippet") for id, each in found.items()}
    rows = {state.row_of_model(key, state.full_id(each)): each for each in found.values()}
    chosen: dict[str, Any] = {}
    for id in wanted:
        model = rows.get(state.row_of_model(key, id))
        if model is None:
            raise errors.NotFound(f"trained model does not exist: {id}")
        chosen[id] = state.shown(call.dss, model, "snippet")
    return chosen


@handles("trained_model_delete")
def delete(call: Call) -> Empty:
    row, _ = state.model(call, objects.WRITE)
    call.dss.table(state.MODELS).delete(row)
    return EMPTY


@handles("trained_model_get_details")
def get_details(call: Call) -> dict[str, Any]:
    _, model = state.model(call)
    return state.shown(call.dss, model, "details")


@handles("trained_model_update_user_meta")
def update_user_meta(call: Call) -> Empty:
    row, _ = state.model(call, objects.WRITE)
    with call.dss.table(state.MODELS).edit(row) as model:
        model["userMeta"] = call.body
    return EMPTY


def _deployable(call: Call) -> dict[str, Any]:
    """The model of the call, if it can be deployed.

    Raises:
        errors.BadRequest: its training goes on, or failed.
    """
    _, model = state.model(call, objects.WRITE)
    running = state.shown(call.dss, model, "snippet")["trainInfo"]["state"] == "RUNNING"
    if running or not state.is_done(model):
        reason = "is not over" if running else "failed"
        raise errors.BadRequest(f"The training of this model {reason}: {call.path['model_id']}")
    return model


@handles("trained_model_deploy_to_flow")
def deploy_to_flow(call: Call) -> dict[str, Any]:
    return saved.deploy(call, _deployable(call))


@handles("trained_model_deploy_version")
def deploy_version(call: Call) -> dict[str, Any]:
    return saved.redeploy(call, _deployable(call))


@handles("trained_model_get_trees")
def get_trees(call: Call) -> dict[str, Any] | None:
    _, model = state.model(call)
    member = _member_of(model)
    return inside.trees(model) if member and algorithms.is_forest(member) else None


@handles("trained_model_get_coefficient_paths")
def get_coefficient_paths(call: Call) -> dict[str, Any] | None:
    _, model = state.model(call)
    member = _member_of(model)
    return inside.coefficient_paths(model) if member and algorithms.is_linear(member) else None


def _member_of(model: dict[str, Any]) -> str | None:
    """Where the settings of the algorithm of a model stand; None for one that was not trained."""
    if not state.is_done(model):
        return None
    names = [name for name in model["details"]["modeling"] if name != "algorithm"]
    return names[0] if names else None


@handles("trained_model_get_scatter_plots")
def get_scatter_plots(call: Call) -> dict[str, Any]:
    _, model = state.model(call)
    if not state.is_done(model) or "facts" not in model["details"]:
        raise errors.BadRequest(f"This model has no clusters: {call.path['model_id']}")
    dataset = state.dataset_of(call.dss, model["projectKey"], model["analysisId"])
    return inside.scatter_plots(call.dss, dataset, model)
