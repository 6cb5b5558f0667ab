"""Documents of evaluation stores and of the evaluations in them.

A store is a document of ``evaluation_stores`` under ``PROJECT.store``, an evaluation one of
``model_evaluations`` under ``PROJECT.store.evaluation``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import Activity, refs, runs_recipes, whole
from dssmock.services import _dataset_state as datasets
from dssmock.services import _ml_algorithms as algorithms
from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_state as lab
from dssmock.services import _ml_training as training
from dssmock.services import _object_state as objects
from dssmock.services import _recipe_state as recipes
from dssmock.services import _saved_model_state as saved
from dssmock.services._loose import as_dict
from dssmock.services._ml_data import profile

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

STORES, EVALUATIONS = "evaluation_stores", "model_evaluations"
METRIC: Final = "model_evaluation:"


def store(call: Call, right: str = objects.READ) -> dict[str, Any]:
    """The store of the call, for a caller who has a right on its project.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    return objects.require(call, STORES, "evaluation store", call.path["store_id"], right)


def row_of(document: Mapping[str, Any]) -> str:
    """Identifier of a store in its table."""
    return f"{document['projectKey']}.{document['id']}"


def evaluations_of(dss: DSSMock, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The evaluations in a store, oldest first."""
    prefix = f"{row_of(document)}."
    return [each for id, each in dss.table(EVALUATIONS).items() if id.startswith(prefix)]


def evaluation(call: Call, right: str = objects.READ) -> tuple[str, dict[str, Any]]:
    """The evaluation of the call: its identifier in the table, and its document.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    document = store(call, right)
    row = f"{row_of(document)}.{call.path['evaluation_id']}"
    found = call.dss.table(EVALUATIONS).find(row)
    if found is None:
        raise errors.NotFound(f"evaluation does not exist: {row}")
    return row, found


def add(dss: DSSMock, document: Mapping[str, Any], id: str, **parts: Any) -> dict[str, Any]:
    """Keep a new evaluation; gives its document.

    Args:
        dss: the instance.
        document: the store.
        id: identifier of the evaluation.
        parts: what is known of it.

    Raises:
        errors.BadRequest: the identifier is taken.
    """
    row = f"{row_of(document)}.{id}"
    if row in dss.table(EVALUATIONS):
        raise errors.BadRequest(f"evaluation already exists: {id}")
    found: dict[str, Any] = {
        "projectKey": document["projectKey"],
        "storeId": document["id"],
        "evaluationId": id,
        "created": dss.clock.now_ms(),
        "metrics": {},
        "userMeta": {"name": id, "labels": []},
        **parts,
    }
    dss.table(EVALUATIONS).add(row, found)
    return found


def reference(found: Mapping[str, Any]) -> dict[str, Any]:
    """Where an evaluation is."""
    key, store_id, id = found["projectKey"], found["storeId"], found["evaluationId"]
    full = f"ME-{key}-{store_id}-{id}"
    return {"projectKey": key, "id": store_id, "evaluationId": id, "fullId": full}


def shown(found: Mapping[str, Any]) -> dict[str, Any]:
    """An evaluation as the API shows it."""
    names = ("created", "predictionType", "predictionVariable", "targetVariable", "userMeta")
    told = {name: found[name] for name in names if name in found}
    info = {"ref": reference(found), **told, "hasModel": bool(found.get("fullModelId"))}
    if found.get("fullModelId"):
        info["modelRef"] = {"fullId": found["fullModelId"]}
    return {"evaluation": info, "metrics": found["metrics"]}


def values_of(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The metrics of an evaluation as those of any object."""
    return [
        {
            "metricId": f"{METRIC}{code}",
            "partition": "NP",
            "dataType": "DOUBLE",
            "value": str(value),
            "time": found["created"],
        }
        for code, value in found["metrics"].items()
    ]


def last_values(dss: DSSMock, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The metrics of the latest evaluation in a store."""
    found = evaluations_of(dss, document)
    return values_of(found[-1]) if found else []


def model_of(dss: DSSMock, key: str, full_id: str) -> dict[str, Any]:
    """The model that a full identifier names: of an ML task, or a version of a saved model.

    Raises:
        errors.NotFound: there is none.
    """
    found = None
    if full_id.startswith("A-"):
        found = dss.table(lab.MODELS).find(lab.row_of_model(key, full_id))
    elif full_id.startswith("S-"):
        parts = full_id.split("-", 3)
        found = dss.table(saved.VERSIONS).find(".".join([key, *parts[2:]]))
    if found is None:
        raise errors.NotFound(f"model does not exist: {full_id}")
    return found


def delete_store(dss: DSSMock, document: Mapping[str, Any]) -> None:
    """Delete a store with its evaluations and their files."""
    for row in dss.table(EVALUATIONS).ids():
        if row.startswith(f"{row_of(document)}."):
            delete(dss, row)
    dss.table(STORES).delete(row_of(document))


def delete(dss: DSSMock, row: str) -> None:
    """Delete an evaluation with its files."""
    found = dss.table(EVALUATIONS).get(row)
    for name in dss.blobs.keys(files_of(found)):
        dss.blobs.delete(name)
    dss.table(EVALUATIONS).delete(row)


def files_of(found: Mapping[str, Any]) -> str:
    """Beginning of the names of an evaluation's files."""
    place = f"{found['storeId']}/{found['evaluationId']}/"
    return f"projects/{found['projectKey']}/evaluations/{place}"


@runs_recipes("evaluation")
def evaluate(activity: Activity) -> None:
    """Evaluate the active version of a saved model on a dataset, and keep it in a store.

    Raises:
        errors.DSSError: the model has no version, or the dataset has not its target.
    """
    dss, key, recipe = activity.dss, activity.project_key, activity.recipe
    places = [".".join(whole(key, ref)) for ref in refs(recipe, "outputs")]
    stores = [dss.table(STORES).get(each) for each in places if each in dss.table(STORES)]
    inputs = [".".join(whole(key, ref)) for ref in refs(recipe, "inputs")]
    models = [
        dss.table(saved.MODELS).get(each) for each in inputs if each in dss.table(saved.MODELS)
    ]
    main = recipes.input_datasets(dss, key, recipe)
    if not models or not main:
        raise errors.BadRequest(f"Recipe {recipe['name']} needs a model and a dataset")
    version = as_dict(
        dss.table(saved.VERSIONS).find(
            f"{saved.row_of(models[0])}.{models[0].get('activeVersion')}"
        )
    )
    if not version:
        raise errors.BadRequest(f"Saved model {models[0]['id']} has no active version")
    parts = evaluated(dss, version, main[0])
    for each in stores:
        found = add(dss, each, dss.ids.short(8), **parts)
        activity.say(f"Evaluation {found['evaluationId']}: {found['metrics']}")
    if len(places) > len(stores):
        activity.warn("The mock writes evaluations only: the datasets stay as they are")


def evaluated(
    dss: DSSMock, version: Mapping[str, Any], dataset: Mapping[str, Any]
) -> dict[str, Any]:
    """How good a version of a saved model is on a dataset, as the parts of an evaluation.

    Raises:
        errors.BadRequest: the dataset has not the target, or the model cannot be evaluated.
    """
    core = as_dict(version["details"].get("coreParams"))
    kind, target = core.get("prediction_type"), core.get("target_variable")
    if kind not in guess.PLAIN:
        raise errors.BadRequest(f"Models of this type cannot be evaluated here: {kind}")
    wish = {"taskType": "PREDICTION", "predictionType": kind, "targetVariable": target}
    settings = guess.settings(wish, profile(dss, dataset))
    lesson = training.lesson_of(dss, dataset, settings)
    algorithm = version["snippet"]["algorithm"]
    block = dict(algorithms.BLOCKS["extra_trees"])
    candidate = training.Candidate(algorithm.lower(), algorithm, block)
    model = training.trained(dss, lesson, candidate, "evaluation")
    ref = datasets.ref_to(version["projectKey"], dataset["projectKey"], dataset["name"])
    return {
        "metrics": saved_metrics(model),
        "predictionType": kind,
        "predictionVariable": "prediction",
        "targetVariable": target,
        "fullModelId": saved.full_id(version),
        "dataset": ref,
    }


def saved_metrics(model: Mapping[str, Any]) -> dict[str, float]:
    """The numbers among the metrics of a model."""
    performance = as_dict(model["details"].get("perf"))
    return dict(as_dict(performance.get("tiMetrics") or performance.get("metrics")))
