"""Handlers of experiment tracking.

Experiments are documents of ``mlflow_experiments`` under ``PROJECT.experiment``, runs of
``mlflow_runs`` under ``PROJECT.run``. MLflow itself makes most of them, through an interface that
is not this one; models of ML tasks can be copied in, and tests may put documents there.
"""

from __future__ import annotations

import json
from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _dataset_state as datasets
from dssmock.services import _dataset_write as writing
from dssmock.services import _external_model as external
from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_state as lab
from dssmock.services import _object_state as objects
from dssmock.services import _saved_model_state as saved
from dssmock.services._plugin_archive import write_zip
from dssmock.services.saved_model import metrics_of
from dssmock.services.saved_model_version import add_external, evaluate_version

EXPERIMENTS, RUNS = "mlflow_experiments", "mlflow_runs"
HEADER: Final = "x-dku-mlflow-project-key"
STAGES: Final = {
    "ACTIVE_ONLY": {"active"},
    "DELETED_ONLY": {"deleted"},
    "ALL": {"active", "deleted"},
}
LONG: Final = ("experiment_id", "run_id", "kind", "key", "value")
WIDE: Final = ("experiment_id", "run_id", "run")
TYPES: Final = ("REGRESSION", "BINARY_CLASSIFICATION", "MULTICLASS", "OTHER")


def _project(call: Call, right: str = objects.READ) -> str:
    """The project that the call is about, which a header names.

    Raises:
        errors.BadRequest: the header is missing.
        errors.Forbidden: the caller has not the right.
    """
    key = call.headers.get(HEADER)
    if not key:
        raise errors.BadRequest(f"The header {HEADER} is missing")
    call.require_project(key, right)
    return key


def _find(call: Call, table: str, key: str, id: str) -> dict[str, Any]:
    found = call.dss.table(table).find(f"{key}.{id}")
    if found is None:
        kind = "experiment" if table == EXPERIMENTS else "run"
        raise errors.NotFound(f"{kind} does not exist: {id}")
    return found


def _stages(view: str | None) -> set[str]:
    if view not in (None, *STAGES):
        raise errors.BadRequest(f"Unknown view: {view}")
    return STAGES[view or "ACTIVE_ONLY"]


@handles("mlflow_search_experiments", "mlflow_list_experiments_old")
def search_experiments(call: Call) -> dict[str, Any]:
    key, wish = _project(call), call.body or call.query
    stages, most = _stages(wish.get("view_type")), wish.get("max_results") or 1000
    found = objects.rows_of(call.dss, EXPERIMENTS, key)
    chosen = [each for each in found if each.get("lifecycle_stage", "active") in stages]
    hidden = ("projectKey",)
    return {
        "experiments": [
            {name: value for name, value in each.items() if name not in hidden}
            for each in chosen[:most]
        ]
    }


@handles("mlflow_rename_experiment")
def rename_experiment(call: Call) -> dict[str, Any]:
    key = _project(call, objects.WRITE)
    id, name = call.body["experiment_id"], call.body.get("new_name")
    _find(call, EXPERIMENTS, key, id)
    if not name:
        # MLflow itself changes nothing when no name is given.
        return {}
    others = objects.rows_of(call.dss, EXPERIMENTS, key)
    if any(each.get("name") == name and each["experiment_id"] != id for each in others):
        raise errors.BadRequest(f"experiment already exists: {name}")
    with call.dss.table(EXPERIMENTS).edit(f"{key}.{id}") as draft:
        draft |= {"name": name, "last_update_time": call.dss.clock.now_ms()}
    return {}


@handles("mlflow_restore_experiment")
def restore_experiment(call: Call) -> dict[str, Any]:
    key, id = _project(call, objects.WRITE), call.body["experiment_id"]
    _find(call, EXPERIMENTS, key, id)
    with call.dss.table(EXPERIMENTS).edit(f"{key}.{id}") as draft:
        draft["lifecycle_stage"] = "active"
    return {}


@handles("mlflow_restore_run")
def restore_run(call: Call) -> dict[str, Any]:
    key, id = _project(call, objects.WRITE), call.body["run_id"]
    run = _find(call, RUNS, key, id)
    if _find(call, EXPERIMENTS, key, run["experiment_id"]).get("lifecycle_stage") == "deleted":
        raise errors.BadRequest(f"The experiment of this run is deleted: {run['experiment_id']}")
    with call.dss.table(RUNS).edit(f"{key}.{id}") as draft:
        draft["lifecycle_stage"] = "active"
    return {}


@handles("mlflow_list_run_models")
def list_run_models(call: Call) -> list[dict[str, Any]]:
    key = _project(call)
    return _find(call, RUNS, key, call.path["run_id"]).get("models") or []


@handles("mlflow_clear_deleted")
def clear_deleted(call: Call) -> Empty:
    key = _project(call, objects.WRITE)
    gone = {
        each["experiment_id"]
        for each in objects.rows_of(call.dss, EXPERIMENTS, key)
        if each.get("lifecycle_stage") == "deleted"
    }
    for each in objects.rows_of(call.dss, RUNS, key):
        if each.get("lifecycle_stage") == "deleted" or each["experiment_id"] in gone:
            call.dss.table(RUNS).delete(f"{key}.{each['run_id']}")
    for id in gone:
        call.dss.table(EXPERIMENTS).delete(f"{key}.{id}")
    return EMPTY


@handles("mlflow_clear_database")
def clear_database(call: Call) -> Empty:
    call.require_admin()
    key = call.path["project_key"]
    call.require_project(key)
    for table in (EXPERIMENTS, RUNS):
        for row in call.dss.table(table).ids():
            if row.startswith(f"{key}."):
                call.dss.table(table).delete(row)
    return EMPTY


@handles("mlflow_create_dataset")
def create_dataset(call: Call) -> Empty:
    key, body = _project(call, objects.WRITE), call.body
    stages, wanted = _stages(body.get("viewType")), body.get("experimentIds") or []
    for id in wanted:
        _find(call, EXPERIMENTS, key, id)
    form = body.get("format") or "LONG"
    if form not in ("LONG", "JSON"):
        raise errors.BadRequest(f"Unknown format: {form}")
    names = LONG if form == "LONG" else WIDE
    given = {
        "managed": False,
        "params": {name: body.get(name) for name in ("experimentIds", "viewType", "filter")},
        "schema": {"columns": [{"name": name, "type": "string"} for name in names]},
    }
    dss, name = call.dss, body["datasetName"]
    dataset = datasets.add(dss, key, name, "ExperimentsDB", given, call.auth.name)
    rows: list[tuple[str, ...]] = []
    for run in objects.rows_of(dss, RUNS, key):
        known = not wanted or run["experiment_id"] in wanted
        if known and run.get("lifecycle_stage", "active") in stages:
            rows += _rows(run, form)
    writing.put_rows(dss, dataset, rows)
    return EMPTY


def _rows(run: dict[str, Any], form: str) -> list[tuple[str, ...]]:
    """The rows of a run in a dataset."""
    place = (run["experiment_id"], run["run_id"])
    parts = {kind: run.get(kind) or {} for kind in ("params", "metrics", "tags")}
    if form == "JSON":
        return [(*place, json.dumps(parts, sort_keys=True))]
    return [
        (*place, kind, name, str(value))
        for kind, values in parts.items()
        for name, value in values.items()
    ]


@handles("mlflow_set_inference_info")
def set_inference_info(call: Call) -> Empty:
    key, body = _project(call, objects.WRITE), call.body
    run = _find(call, RUNS, key, body["run_id"])
    if body["prediction_type"] not in TYPES:
        raise errors.BadRequest(f"Unknown prediction type: {body['prediction_type']}")
    told = {name: value for name, value in body.items() if name != "run_id"}
    told["classes"] = _classes(body.get("classes"))
    with call.dss.table(RUNS).edit(f"{key}.{run['run_id']}") as draft:
        draft["inferenceInfo"] = told
    return EMPTY


def _classes(text: str | None) -> list[str]:
    """The classes in the text of a JSON list.

    Raises:
        errors.BadRequest: it is none.
    """
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise errors.BadRequest("classes is no JSON list")
    return [str(each) for each in found]


@handles("mlflow_deploy_run")
def deploy_run(call: Call) -> Empty:
    key, query = _project(call, objects.WRITE), call.query
    for name in ("runId", "smId", "versionId"):
        if not query.get(name):
            raise errors.BadRequest(f"{name} is missing")
    run = _find(call, RUNS, key, query["runId"])
    document = call.dss.table(saved.MODELS).get(f"{key}.{query['smId']}")
    if document.get("savedModelType") != saved.MLFLOW:
        raise errors.BadRequest(f"Saved model {document['id']} is not of type {saved.MLFLOW}")
    model = _model_of(run, query.get("modelName"))
    info = external.json_object("modelVersionInfo", query)
    if query.get("useInferenceInfo", False):
        info = _with_inference(info, run)
    call.path["project_key"] = key
    metadata = external.with_features(call, info)
    files = {"MLmodel": json.dumps(model, sort_keys=True).encode()}
    add_external(call, document, query["versionId"], write_zip(files))
    row = f"{saved.row_of(document)}.{query['versionId']}"
    with call.dss.table(saved.VERSIONS).edit(row) as draft:
        known = {name: value for name, value in metadata.items() if value not in (None, [])}
        draft["metadata"] |= known
        draft["details"]["coreParams"]["target_variable"] = known.get("targetColumnName")
    ref, kind = known.get("gatherFeaturesFromDataset"), draft["metadata"].get("predictionType")
    if ref and known.get("targetColumnName") and kind in guess.PLAIN:
        evaluate_version(call, row, draft, ref)
    return EMPTY


def _model_of(run: dict[str, Any], name: str | None) -> dict[str, Any]:
    """The model of a run that is meant.

    Raises:
        errors.BadRequest: the run has none of this name, or several and none is named.
    """
    models = run.get("models") or []
    found = [each for each in models if name in (None, each.get("artifact_path"))]
    if len(found) != 1:
        raise errors.BadRequest(f"Run {run['run_id']} has {len(found)} models that may be meant")
    return found[0]


def _with_inference(info: dict[str, Any], run: dict[str, Any]) -> dict[str, Any]:
    """What is said of a version, and for the rest what was said of the run."""
    told = run.get("inferenceInfo") or {}
    known = {
        "predictionType": told.get("prediction_type"),
        "targetColumnName": told.get("target"),
        "pythonCodeEnvName": told.get("code_env_name"),
        "classLabels": [{"label": each} for each in told.get("classes") or []],
    }
    given = {name: value for name, value in info.items() if value not in (None, [])}
    return {**known, **given}


@handles("mlflow_import_models")
def import_models(call: Call) -> Empty:
    key, query = _project(call, objects.WRITE), call.query
    experiment = _find(call, EXPERIMENTS, key, query.get("experimentId") or "")
    for full in query.get("fullModelIds") or []:
        model = call.dss.table(lab.MODELS).get(lab.row_of_model(key, full))
        if not lab.is_done(model):
            raise errors.BadRequest(f"The training of this model failed: {full}")
        run_id = call.dss.ids.short(16).lower()
        call.dss.table(RUNS).add(
            f"{key}.{run_id}",
            {
                "projectKey": key,
                "run_id": run_id,
                "experiment_id": experiment["experiment_id"],
                "lifecycle_stage": "active",
                "params": {"algorithm": model["snippet"]["algorithm"]},
                "metrics": metrics_of(model),
                "tags": {"dku-ext.fullModelId": full},
                "models": [{"artifact_path": "model", "run_id": run_id, "flavors": {}}],
            },
        )
    return EMPTY
