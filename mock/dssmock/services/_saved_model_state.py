"""Documents of saved models and their versions: made by deployment, by training, from elsewhere.

A saved model is a document of ``saved_models`` under ``PROJECT.model``; each version is one of
``saved_model_versions`` under ``PROJECT.model.version``, of the same shape as a trained model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import Activity, recipe_of, refs, runs_recipes, whole
from dssmock.services import _dataset_state as datasets
from dssmock.services import _flow_zones as zones
from dssmock.services import _ml_state as lab
from dssmock.services import _ml_training as training
from dssmock.services import _object_state as objects
from dssmock.services import _recipe_state as recipes
from dssmock.services._loose import as_dict, as_text
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

MODELS, VERSIONS = "saved_models", "saved_model_versions"
MANAGED, MLFLOW, PROXY, LLM = "DSS_MANAGED", "MLFLOW_PYFUNC", "PROXY_MODEL", "LLM_GENERIC"
TRAINING: Final = {"PREDICTION": "prediction_training", "CLUSTERING": "clustering_training"}


def require(call: Call, right: str = objects.READ) -> dict[str, Any]:
    """The saved model of the call, for a caller who has a right on its project.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    return objects.require(call, MODELS, "saved model", call.path["saved_model_id"], right)


def row_of(document: Mapping[str, Any]) -> str:
    """Identifier of a saved model in its table."""
    return f"{document['projectKey']}.{document['id']}"


def version(call: Call, right: str = objects.READ) -> tuple[str, dict[str, Any]]:
    """The version of the call: its identifier in the table, and its document.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    document = require(call, right)
    row = f"{row_of(document)}.{call.path['version_id']}"
    found = call.dss.table(VERSIONS).find(row)
    if found is None:
        raise errors.NotFound(
            f"saved model {document['id']} has no version {call.path['version_id']}"
        )
    return row, found


def versions_of(dss: DSSMock, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The versions of a saved model, oldest first."""
    prefix = f"{row_of(document)}."
    return [each for id, each in dss.table(VERSIONS).items() if id.startswith(prefix)]


def full_id(found: Mapping[str, Any]) -> str:
    """Full identifier of a version."""
    return f"S-{found['projectKey']}-{found['savedModelId']}-{found['versionId']}"


def shown(found: Mapping[str, Any], part: str) -> dict[str, Any]:
    """A part of a version as the API shows it: ``snippet`` or ``details``."""
    return copy_json(found[part]) | {
        "fullModelId": full_id(found),
        "userMeta": copy_json(found["userMeta"]),
    }


def add(call: Call, name: str, kind: str, task: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Keep a new saved model without a version; gives its document."""
    key = call.path["project_key"]
    document = {
        "id": call.dss.ids.short(8),
        "projectKey": key,
        "name": name,
        "savedModelType": kind,
        "miniTask": dict(task),
        "publishPolicy": "UNCONDITIONAL",
        "tags": [],
        "customFields": {},
        **more,
    }
    call.dss.table(MODELS).add(row_of(document), objects.begun(call, document))
    return document


def add_version(
    dss: DSSMock,
    document: Mapping[str, Any],
    version_id: str,
    model: Mapping[str, Any],
    *,
    activate: bool,
    **more: Any,
) -> dict[str, Any]:
    """Keep a new version; gives its document.

    Args:
        dss: the instance.
        document: the saved model.
        version_id: identifier of the version.
        model: what it is: its parts are those of a trained model.
        activate: whether it becomes the active version; the first one does in any case.
        more: what else is known of it.

    Raises:
        errors.BadRequest: the identifier is taken.
    """
    row = f"{row_of(document)}.{version_id}"
    if row in dss.table(VERSIONS):
        raise errors.BadRequest(f"version already exists: {version_id}")
    parts = {name: copy_json(model[name]) for name in ("snippet", "details", "userMeta")}
    place = {"projectKey": document["projectKey"], "savedModelId": document["id"]}
    found = {**place, "versionId": version_id, **parts, "reports": {}, **more}
    dss.table(VERSIONS).add(row, found)
    with dss.table(MODELS).edit(row_of(document)) as draft:
        if activate or not draft.get("activeVersion"):
            draft["activeVersion"] = version_id
    return found


def deploy(call: Call, model: dict[str, Any]) -> dict[str, Any]:
    """Make a saved model and the recipe that trains it; gives the names of both.

    Raises:
        errors.NotFound: a dataset does not exist.
    """
    dss, key, body = call.dss, call.path["project_key"], call.body
    inputs = [body["trainDatasetRef"]]
    if body.get("testDatasetRef"):
        inputs.append(body["testDatasetRef"])
    for ref in inputs:
        datasets.find(dss, key, ref)
    core = model["details"]["coreParams"]
    settings = lab.task(call)["settings"]
    task = {
        "taskType": core.get("taskType"),
        "predictionType": core.get("prediction_type"),
        "targetVariable": core.get("target_variable"),
        "modeling": {"metrics": copy_json(as_dict(settings.get("modeling")).get("metrics"))},
    }
    made = add(call, body["modelName"], MANAGED, task, lastExportedFrom=lab.full_id(model))
    origin = _origin(model)
    add_version(dss, made, "initial", model, activate=True, dataset=inputs[0], origin=origin)
    name = _add_recipe(call, made, inputs, model, settings)
    return {"savedModelId": made["id"], "trainRecipeName": name}


def _origin(model: Mapping[str, Any]) -> dict[str, Any]:
    names = ("projectKey", "analysisId", "mlTaskId", "sessionId", "preprocessingId", "modelId")
    return {name: model[name] for name in names}


def _add_recipe(
    call: Call,
    document: Mapping[str, Any],
    inputs: list[str],
    model: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> str:
    """Make the recipe that trains a saved model; gives its name."""
    dss, key = call.dss, document["projectKey"]
    wanted = "".join(each if each.isalnum() else "_" for each in document["name"])
    name = recipes.free_name(dss, key, f"train_{wanted}")
    roles = dict(zip(("main", "test"), inputs, strict=False))
    recipe = {
        "projectKey": key,
        "name": name,
        "type": TRAINING[as_text(model["details"]["coreParams"].get("taskType"))],
        "inputs": {role: {"items": [{"ref": ref, "deps": []}]} for role, ref in roles.items()},
        "outputs": {"main": {"items": [{"ref": document["id"], "appendMode": False}]}},
        "params": {},
        "tags": [],
    }
    payload = json.dumps({"algorithm": model["snippet"]["algorithm"], "settings": settings})
    kept = {"recipe": objects.begun(call, recipe), "payload": payload, "extras": {}}
    dss.table(recipes.TABLE).add(recipes.row_of(key, name), kept)
    zones.keep_together(dss, key, recipe)
    return name


def redeploy(call: Call, model: dict[str, Any]) -> dict[str, Any]:
    """Add a version of a trained model to a saved model; tells whether the flow is affected.

    Raises:
        errors.BadRequest: neither the saved model nor its recipe is named, or its type differs.
        errors.NotFound: it does not exist.
    """
    dss, key, body = call.dss, call.path["project_key"], call.body
    document = _target(call, key, body)
    kind = model["details"]["coreParams"].get("prediction_type")
    if as_dict(document.get("miniTask")).get("predictionType") != kind:
        raise errors.BadRequest(f"Saved model {document['id']} does not predict {kind}")
    activate = body.get("activate") is not False
    version_id = new_id(dss, document)
    dataset = next((each["dataset"] for each in versions_of(dss, document)), None)
    more = {"dataset": dataset, "origin": _origin(model)}
    add_version(dss, document, version_id, model, activate=activate, **more)
    with dss.table(MODELS).edit(row_of(document)) as draft:
        draft["lastExportedFrom"] = lab.full_id(model)
    return {"impactsDownstream": activate and bool(usages(dss, document, "inputs"))}


def _target(call: Call, key: str, body: Mapping[str, Any]) -> dict[str, Any]:
    id = body.get("savedModelId")
    if not id and body.get("recipeName"):
        recipe = recipes.load(call.dss, key, body["recipeName"])["recipe"]
        id = next(iter(refs(recipe, "outputs")), None)
    if not id:
        raise errors.BadRequest("Neither a saved model nor a recipe is named")
    return call.dss.table(MODELS).get(f"{key}.{id}")


def new_id(dss: DSSMock, document: Mapping[str, Any]) -> str:
    """An identifier of a new version: the time."""
    moment = dss.clock.now_ms()
    while f"{row_of(document)}.{moment}" in dss.table(VERSIONS):
        moment += 1
    return str(moment)


def usages(dss: DSSMock, document: Mapping[str, Any], side: str) -> list[dict[str, Any]]:
    """The recipes that read or write a saved model or an evaluation store.

    Args:
        dss: the instance.
        document: the saved model, or the store.
        side: ``inputs`` or ``outputs``.
    """
    place = (document["projectKey"], document["id"])
    kind = "RECIPE_INPUT" if side == "inputs" else "RECIPE_OUTPUT"
    found: list[dict[str, Any]] = []
    for each in dss.table(recipes.TABLE).values():
        recipe = recipe_of(each) or {}
        key = recipe.get("projectKey") or ""
        if place in [whole(key, ref) for ref in refs(recipe, side)]:
            name = recipe.get("name")
            usage = {"type": kind, "objectType": "RECIPE", "objectId": name}
            found.append({**usage, "objectProjectKey": key})
    return found


def delete(dss: DSSMock, document: Mapping[str, Any]) -> None:
    """Delete a saved model with its versions, their files, and the recipe that trains it."""
    key, id = document["projectKey"], document["id"]
    for row in dss.table(VERSIONS).ids():
        if row.startswith(f"{key}.{id}."):
            dss.table(VERSIONS).delete(row)
    for name in dss.blobs.keys(f"{files_of(document)}/"):
        dss.blobs.delete(name)
    for usage in usages(dss, document, "outputs"):
        dss.table(recipes.TABLE).delete(f"{usage['objectProjectKey']}.{usage['objectId']}")
    dss.table(MODELS).delete(f"{key}.{id}")


def files_of(document: Mapping[str, Any]) -> str:
    """Beginning of the names of a saved model's files."""
    return f"projects/{document['projectKey']}/saved_models/{document['id']}"


@runs_recipes(*TRAINING.values())
def train(activity: Activity) -> None:
    """Train a saved model again, on the data as they are now: a new version, which is active.

    Raises:
        errors.DSSError: the data cannot be read, or nothing can be learnt from them.
    """
    dss, key = activity.dss, activity.project_key
    stored = recipes.load(dss, key, activity.recipe["name"])
    payload = recipes.payload_of(stored)
    document = _output(dss, key, activity.recipe)
    main = recipes.input_datasets(dss, key, activity.recipe)
    if not main:
        raise errors.BadRequest(f"Recipe {activity.recipe['name']} has no dataset to train on")
    settings, wanted = as_dict(payload.get("settings")), payload.get("algorithm")
    found = [each for each in training.candidates(settings) if each.name == wanted]
    if not found:
        raise errors.BadRequest(f"Algorithm {wanted} cannot be trained by a recipe")
    lesson = training.lesson_of(dss, main[0], settings)
    model = training.trained(dss, lesson, found[0], "flow")
    info = model["snippet"]["trainInfo"]
    if info["state"] != "DONE":
        raise errors.BadRequest(info["failure"]["message"])
    version_id = new_id(dss, document)
    activate = document.get("publishPolicy") != "MANUAL"
    ref = datasets.ref_to(key, main[0]["projectKey"], main[0]["name"])
    add_version(dss, document, version_id, model, activate=activate, dataset=ref)
    activity.say(f"Trained {wanted} on {info['trainRows']} rows: version {version_id}")


def _output(dss: DSSMock, key: str, recipe: Mapping[str, Any]) -> dict[str, Any]:
    for ref in refs(recipe, "outputs"):
        found = dss.table(MODELS).find(".".join(whole(key, ref)))
        if found is not None:
            return found
    raise errors.NotFound(f"Recipe {recipe['name']} has no saved model to train")
