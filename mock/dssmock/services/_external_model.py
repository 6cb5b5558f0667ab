"""Versions of saved models that come from elsewhere: of MLflow, or running there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import whole
from dssmock.services import _dataset_state as datasets
from dssmock.services import _managed_folder_state as folders
from dssmock.services import _ml_algorithms as algorithms
from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_training as training
from dssmock.services._ml_data import profile
from dssmock.services._plugin_archive import read_zip, write_zip

if TYPE_CHECKING:
    from dssmock.core import Call

MARK: Final = "MLmodel"
STRENGTH_OF: Final = "random_forest"
# The second is its name up to DSS 11.
CONFIGURATIONS: Final = ("proxyModelVersionConfiguration", "configuration")


def archive_of(call: Call) -> bytes | None:
    """The archive of the model that the call brings, or None for one that runs elsewhere.

    Raises:
        errors.BadRequest: it brings none where one is needed, or one that is no model of MLflow.
        errors.NotFound: the managed folder does not exist.
    """
    if any(name in call.query for name in CONFIGURATIONS):
        return None
    ref = call.query.get("folderRef")
    upload = call.files.get("file")
    if ref:
        files = _files_in(call, ref, call.query.get("path") or "")
    elif upload is not None:
        files = read_zip(upload.data)
    else:
        raise errors.BadRequest("No archive was sent, and no managed folder is named")
    if not any(name.rpartition("/")[2] == MARK for name in files):
        raise errors.BadRequest(f"This is no model of MLflow: it has no file {MARK}")
    return write_zip(files)


def _files_in(call: Call, ref: str, path: str) -> dict[str, bytes]:
    """The files of a managed folder below a path."""
    key, id = whole(call.path["project_key"], ref)
    call.require_project(key)
    folders.find(call.dss, key, id)
    start = "/".join(["", *[part for part in path.split("/") if part], ""])
    return {
        item["path"].removeprefix(start): folders.read(call.dss, key, id, item["path"])
        for item in folders.listing(call.dss, key, id)
        if item["path"].startswith(start)
    }


def configuration_of(call: Call) -> dict[str, Any]:
    """Where a model runs, as the call says it.

    Raises:
        errors.BadRequest: it is no JSON object.
    """
    name = next((name for name in CONFIGURATIONS if name in call.query), CONFIGURATIONS[0])
    return json_object(name, call.query)


def json_object(name: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON object in a parameter; empty when it is missing.

    Raises:
        errors.BadRequest: it is none.
    """
    text = query.get(name)
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise errors.BadRequest(f"{name} is no JSON object")
    return found


def described(call: Call, document: Mapping[str, Any], archive: bytes | None) -> dict[str, Any]:
    """What is known of a new version."""
    known = {
        "predictionType": (document.get("miniTask") or {}).get("predictionType"),
        "targetColumnName": None,
        "classLabels": [],
        "features": [],
        "pythonCodeEnvName": call.query.get("codeEnvName"),
        "binaryClassificationThreshold": call.query.get("binaryClassificationThreshold", 0.5),
    }
    if archive is None:
        shared = document.get("proxyModelConfiguration") or {}
        known["proxyModelVersionConfiguration"] = {**shared, **configuration_of(call)}
    return known


def blank(call: Call, document: Mapping[str, Any]) -> dict[str, Any]:
    """A version that was not evaluated yet, of the shape of a trained model."""
    now = call.dss.clock.now_ms()
    kind = document["savedModelType"]
    predicts = (document.get("miniTask") or {}).get("predictionType")
    info = {"state": "DONE", "startTime": now, "endTime": now}
    snippet = {
        "algorithm": kind,
        "taskType": "PREDICTION",
        "predictionType": predicts,
        "backendType": kind,
        "trainDate": now,
        "trainInfo": info,
    }
    core = {"taskType": "PREDICTION", "prediction_type": predicts, "target_variable": None}
    details = {
        "trainInfo": info,
        "coreParams": core,
        "preprocessing": {"per_feature": {}},
        "modeling": {"algorithm": kind},
        "actualParams": {"resolved": {}},
        "perf": {},
        "iperf": {},
    }
    meta = {"name": "", "description": "", "starred": False, "labels": []}
    return {"snippet": snippet, "details": details, "userMeta": meta}


def with_features(call: Call, metadata: dict[str, Any]) -> dict[str, Any]:
    """What is known of a version, with the features of the dataset that it names.

    Raises:
        errors.NotFound: there is no such dataset.
    """
    ref = metadata.get("gatherFeaturesFromDataset")
    if not ref:
        return metadata
    dataset = datasets.find(call.dss, call.path["project_key"], ref)
    target = metadata.get("targetColumnName")
    columns = [each for each in datasets.columns_of(dataset) if each["name"] != target]
    features = [{"name": each["name"], "type": each["type"]} for each in columns]
    return {**metadata, "features": features}


def evaluated(call: Call, found: Mapping[str, Any], ref: str) -> dict[str, Any]:
    """How good a version is on a dataset, as the parts of a trained model.

    Raises:
        errors.BadRequest: the target or a feature is not known, or the dataset has it not.
        errors.NotFound: there is no such dataset.
    """
    dss, key, metadata = call.dss, call.path["project_key"], found["metadata"]
    dataset = datasets.find(dss, key, ref)
    known = profile(dss, dataset)
    target = metadata.get("targetColumnName")
    if not target:
        raise errors.BadRequest("The target of the model is not known")
    names = [each.get("name") or "" for each in metadata.get("features") or []]
    guess.require_columns(known, [target, *names])
    predicts = metadata.get("predictionType")
    if predicts not in guess.PLAIN:
        raise errors.BadRequest(f"Models of this type cannot be evaluated: {predicts}")
    wish = {"taskType": "PREDICTION", "targetVariable": target, "predictionType": predicts}
    settings = guess.settings(wish, known)
    for name, each in settings["preprocessing"]["per_feature"].items():
        if each["role"] == "INPUT" and names and name not in names:
            each["role"] = "REJECT"
    lesson = training.lesson_of(dss, dataset, settings)
    block = dict(algorithms.BLOCKS["extra_trees"])
    candidate = training.Candidate(STRENGTH_OF, found["snippet"]["algorithm"], block)
    return training.trained(dss, lesson, candidate, "evaluation")
