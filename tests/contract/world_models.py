"""What the examples of machine learning need beside the demo instance."""

from __future__ import annotations

import json
from typing import Any, Final

from dssmock.core import DSSMock
from dssmock.services import _dataset_state as datasets
from dssmock.services import _dataset_write as writing
from dssmock.services import _evaluation_state as evaluations
from dssmock.services import _ml_state as lab
from dssmock.services import _project_archive as archive
from dssmock.services import _saved_model_state as saved
from tests.archives import zip_of
from tests.contract import world_recipes

KEY: Final = "SALES"
ANALYSIS, TASK, FORECAST, CLUSTERS = "xN3kq8Lw", "Qm7aT2vP", "Fc1tS9kd", "Cl5sR7wq"
MODEL: Final = f"A-{KEY}-{ANALYSIS}-{TASK}-s1-pp1-m1"
SAVED, VERSION, OTHER = "Yb5hR9cZ", "1767614400000", "1767528000000"
STORE, EVALUATION, REFERENCE = "Ht4sWk1e", "wJ8dF3xm", "aB3cD4eF"
COMPARISON, DOCUMENT, EXPERIMENT, RUN = "Kc6vB0nq", "uG2pZ7yS", "7", "4f0c1a9d"
LAB: Final = f"/projects/{KEY}/models/lab/{ANALYSIS}/{TASK}"
SERIES: Final = ("forecasts", "timeseries_metrics", "residuals", "permutation_importance")
# They are about versions that DSS has not trained.
EXTERNAL: Final = (
    "mlflow_deploy_run",
    "saved_model_evaluate_external_version",
    "saved_model_get_external_metadata",
    "saved_model_import_version",
    "saved_model_update_external_metadata",
)
METADATA: Final = {
    "classLabels": [{"label": "no"}, {"label": "yes"}],
    "features": [{"name": "age", "type": "bigint"}],
    "predictionType": "BINARY_CLASSIFICATION",
    "targetColumnName": "churn",
}
WISH: Final = {"backendType": "PY_MEMORY", "guessPolicy": "DEFAULT"}
TABLES: Final = (
    lab.ANALYSES,
    lab.TASKS,
    lab.MODELS,
    saved.MODELS,
    saved.VERSIONS,
    "recipes",
)


def plant(mock: DSSMock) -> None:
    """Add what the examples name."""
    _customers(mock)
    _lab(mock)
    _flow(mock)
    name = archive.live_blob(KEY, f"model_documentations/{DOCUMENT}.docx")
    mock.blobs.put(name, world_recipes.template())
    document = {"projectKey": KEY, "file": name}
    mock.table("model_documentations").put(f"{KEY}.{DOCUMENT}", document)
    for name, kind in (("databricks", "DatabricksModelDeployment"), ("snowflake", "Snowflake")):
        usual = mock.table("connections").get("warehouse")
        mock.table("connections").put(name, {**usual, "name": name, "type": kind})
    _experiments(mock)


def plant_evaluations(mock: DSSMock) -> None:
    """Add stores, evaluations and a comparison, which older versions of DSS have too."""
    store = {
        "id": STORE,
        "projectKey": KEY,
        "name": "Churn over time",
        "mesFlavor": "TABULAR",
        "metrics": {"probes": []},
        "metricsChecks": {"checks": []},
        "tags": [],
    }
    mock.table(evaluations.STORES).put(f"{KEY}.{STORE}", store)
    told = {"predictionType": "BINARY_CLASSIFICATION", "dataset": "customers"}
    for id, value in ((REFERENCE, 0.8), (EVALUATION, 0.9)):
        evaluations.add(mock, store, id, metrics={"auc": value}, run=dict(told), **told)
    place = f"projects/{KEY}/evaluations/{STORE}/{EVALUATION}/plots/roc.png"
    mock.blobs.put(place, b"\x89PNG")
    comparison = {
        "id": COMPARISON,
        "projectKey": KEY,
        "displayName": "Candidates",
        "modelTaskType": "BINARY_CLASSIFICATION",
        "comparedModels": [],
    }
    mock.table("evaluation_comparisons").put(f"{KEY}.{COMPARISON}", comparison)


def _customers(mock: DSSMock) -> None:
    """Customers who leave, and how much they spent each day."""
    mock.table(datasets.TABLE).delete(f"{KEY}.customers")
    columns = [
        {"name": "age", "type": "bigint"},
        {"name": "spent", "type": "double"},
        {"name": "day", "type": "date"},
        {"name": "churn", "type": "string"},
    ]
    given = {
        "managed": True,
        "params": {"connection": "filesystem_managed", "path": "${projectKey}/customers"},
        "formatType": "csv",
        "formatParams": datasets.CSV,
        "schema": {"columns": columns, "userModified": False},
    }
    dataset = datasets.add(mock, KEY, "customers", "Filesystem", given, "bob")
    rows = [
        (20 + i % 50, 1.5 * i, f"2025-{1 + i // 28:02}-{1 + i % 28:02}T00:00:00.000Z", leaves)
        for i in range(120)
        for leaves in ("yes" if i % 3 else "no",)
    ]
    writing.put_rows(mock, dataset, rows)


def _lab(mock: DSSMock) -> None:
    made = _ask(mock, "POST", f"/projects/{KEY}/lab/", {"inputDataset": "customers"})
    _rename(mock, made["id"], ANALYSIS)
    forecast = {"predictionType": "TIMESERIES_FORECAST", "timeVariable": "day"}
    wishes: dict[str, dict[str, Any]] = {
        TASK: {"taskType": "PREDICTION", "targetVariable": "churn"},
        FORECAST: {"taskType": "PREDICTION", "targetVariable": "spent", **forecast},
        CLUSTERS: {"taskType": "CLUSTERING"},
    }
    for id, wish in wishes.items():
        path = f"/projects/{KEY}/lab/{ANALYSIS}/models/"
        made = _ask(mock, "POST", path, {**WISH, **wish})
        _rename(mock, made["mlTaskId"], id)
        place = f"/projects/{KEY}/models/lab/{ANALYSIS}/{id}"
        _ask(mock, "POST", f"{place}/train", {"sessionName": "first"})
        for _ in range(3):
            _ask(mock, "GET", f"{place}/status")


def _flow(mock: DSSMock) -> None:
    wish = {"modelName": "Churn", "redoOptimization": False, "trainDatasetRef": "customers"}
    made = _ask(mock, "POST", f"{LAB}/models/{MODEL}/actions/deployToFlow", wish)
    _rename(mock, made["savedModelId"], SAVED)
    row = f"{KEY}.{SAVED}"
    _rename(mock, mock.table(saved.MODELS).get(row)["activeVersion"], VERSION)
    other = {**mock.table(saved.VERSIONS).get(f"{row}.{VERSION}"), "versionId": OTHER}
    mock.table(saved.VERSIONS).put(f"{row}.{OTHER}", other)


def _experiments(mock: DSSMock) -> None:
    experiment = {
        "projectKey": KEY,
        "experiment_id": EXPERIMENT,
        "name": "Churn",
        "lifecycle_stage": "active",
    }
    mock.table("mlflow_experiments").put(f"{KEY}.{EXPERIMENT}", experiment)
    model = {"artifact_path": "model", "run_id": RUN, "flavors": {}}
    run = {"projectKey": KEY, "run_id": RUN, "experiment_id": EXPERIMENT, "models": [model]}
    mock.table("mlflow_runs").put(f"{KEY}.{RUN}", run)


def arrange(mock: DSSMock, operation: str) -> None:
    """Make the instance ready for the example of an operation."""
    if operation.endswith(SERIES):
        _show(mock, FORECAST)
    if operation == "model_evaluation_get_timeseries_metrics":
        with mock.table(evaluations.EVALUATIONS).edit(f"{KEY}.{STORE}.{EVALUATION}") as found:
            found["fullModelId"] = f"A-{KEY}-{ANALYSIS}-{FORECAST}-s1-pp1-m1"
    if operation == "trained_model_get_scatter_plots":
        _show(mock, CLUSTERS)
    if operation == "ml_task_guess_with_forecasting":
        settings = mock.table(lab.TASKS).get(f"{KEY}.{ANALYSIS}.{FORECAST}")["settings"]
        with mock.table(lab.TASKS).edit(f"{KEY}.{ANALYSIS}.{TASK}") as task:
            task["settings"] = settings
    if operation == "saved_model_delete_versions":
        with mock.table(saved.MODELS).edit(f"{KEY}.{SAVED}") as document:
            document["activeVersion"] = OTHER
    if operation in EXTERNAL:
        _bring_in(mock, operation)


def _show(mock: DSSMock, task: str) -> None:
    """Put a model of another ML task in the place of the one that the examples name."""
    names = ("snippet", "details", "reports")
    found = mock.table(lab.MODELS).get(f"{KEY}.{ANALYSIS}.{task}.s1.pp1.m1")
    rows = (
        (lab.MODELS, f"{KEY}.{ANALYSIS}.{TASK}.s1.pp1.m1"),
        (saved.VERSIONS, f"{KEY}.{SAVED}.{VERSION}"),
    )
    for table, row in rows:
        with mock.table(table).edit(row) as model:
            model |= {name: found[name] for name in names if name in found}


def _bring_in(mock: DSSMock, operation: str) -> None:
    """Make the saved model one of MLflow."""
    for id in (VERSION, OTHER):
        mock.table(saved.VERSIONS).delete(f"{KEY}.{SAVED}.{id}")
    with mock.table(saved.MODELS).edit(f"{KEY}.{SAVED}") as document:
        document |= {"savedModelType": saved.MLFLOW, "activeVersion": None}
    if operation == "saved_model_import_version":
        return
    path = f"/projects/{KEY}/savedmodels/{SAVED}/versions/{VERSION}"
    _ask(mock, "POST", path, files={"file": ("model.zip", model_zip())})
    _ask(mock, "PUT", f"{path}/external-ml/metadata", METADATA)


def model_zip() -> bytes:
    """A model as MLflow writes it."""
    return zip_of({"MLmodel": json.dumps({"flavors": {}})})


def file_for(operation: str) -> bytes | None:
    """The file that an upload takes, None for the usual one."""
    return model_zip() if operation == "saved_model_import_version" else None


def _rename(mock: DSSMock, old: str, new: str) -> None:
    """Give an object the identifier that the examples name."""
    for name in TABLES:
        table = mock.table(name)
        for row in table.ids():
            text = json.dumps(table.get(row))
            if old in row or old in text:
                document = json.loads(text.replace(old, new))
                table.delete(row)
                table.put(row.replace(old, new), document)


def _ask(mock: DSSMock, method: str, path: str, body: Any = None, **options: Any) -> Any:
    answer = mock.request(method, path, json=body, **options)
    assert answer.status == 200, (path, answer.body)
    return answer.json() if answer.body else None
