"""Saved models, evaluations and experiments on the mock, by paths of today and of before."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import Any

import pytest

from dssmock.core import DSSMock, ManualClock, Response
from dssmock.services._ml_state import pace
from tests.mlworld import CUSTOMERS, add_dataset, customers, plant

LAB = "/projects/SALES/models/lab/"
SAVED = "/projects/SALES/savedmodels/"
STORES = "/projects/SALES/modelevaluationstores/"
MLFLOW = "/api/2.0/mlflow"
# A form without a part.
NOTHING: Any = {
    "headers": {"content-type": "multipart/form-data; boundary=none"},
    "content": b"--none--\r\n",
}
HEADER = {"x-dku-mlflow-project-key": "SALES"}


def world(version: str = "15.2.0") -> DSSMock:
    """An instance with data to learn from, on which time stands still."""
    mock = DSSMock(strict=True, clock=ManualClock(), version=version)
    plant(mock)
    pace(mock).looks = 0
    return mock


@pytest.fixture
def mock() -> DSSMock:
    """An instance of the latest version."""
    return world()


@pytest.fixture
def older() -> DSSMock:
    """An instance of the last version with the older paths."""
    return world("13.5.0")


def message(answer: Response) -> str:
    """What an error says."""
    return answer.json()["message"]


def deployed(mock: DSSMock, target: str = "churn") -> tuple[str, str]:
    """A saved model: its path, and that of the model in the ML task it is made of."""
    wish = {"inputDataset": "customers", "taskType": "PREDICTION", "targetVariable": target}
    made = mock.request("POST", LAB, json=wish).json()
    task = f"{LAB}{made['analysisId']}/{made['mlTaskId']}"
    mock.request("POST", f"{task}/train", json={})
    [model, *_] = mock.request("GET", f"{task}/status").json()["fullModelIds"]
    path = f"{task}/models/{model['id']}"
    body = {"trainDatasetRef": "customers", "testDatasetRef": "visits", "modelName": "A model"}
    saved = mock.request("POST", f"{path}/actions/deployToFlow", json=body).json()
    return f"{SAVED}{saved['savedModelId']}", path


def run_job(mock: DSSMock, id: str, kind: str) -> Any:
    """Build something; gives the state of the job and its log."""
    body = {"type": "NON_RECURSIVE_FORCED_BUILD", "outputs": [{"id": id, "type": kind}]}
    job = mock.request("POST", "/projects/SALES/jobs/", json=body).json()["id"]
    for _ in range(3):
        status = mock.request("GET", f"/projects/SALES/jobs/{job}/").json()
    log = mock.request("GET", f"/projects/SALES/jobs/{job}/log/").body.decode()
    return status["baseStatus"]["state"], log


def test_two_deployments_have_recipes_of_two_names(mock: DSSMock) -> None:
    deployed(mock)
    deployed(mock)
    recipes = mock.request("GET", "/projects/SALES/recipes/").json()
    assert len({each["name"] for each in recipes}) == 2
    assert all(each["name"].startswith("train_A_model") for each in recipes)


def test_redeployment_needs_to_know_where_to(mock: DSSMock) -> None:
    _, model = deployed(mock)
    answer = mock.request("POST", f"{model}/actions/redeployToFlow", json={})
    assert "Neither a saved model nor a recipe" in message(answer)
    body = {"recipeName": "luck"}
    assert mock.request("POST", f"{model}/actions/redeployToFlow", json=body).status == 404


def test_versions_of_one_moment_have_two_names(mock: DSSMock) -> None:
    saved, model = deployed(mock)
    for _ in range(2):
        body = {"savedModelId": saved.rpartition("/")[2]}
        mock.request("POST", f"{model}/actions/redeployToFlow", json=body)
    found = mock.request("GET", f"{saved}/versions").json()
    assert len({each["id"] for each in found}) == 3


def change_recipe(mock: DSSMock, name: str, change: Any) -> None:
    """Change a recipe behind the back of the API."""
    with mock.table("recipes").edit(f"SALES.{name}") as draft:
        change(draft)


def test_recipes_that_cannot_train_fail(mock: DSSMock) -> None:
    saved, _ = deployed(mock)
    id = saved.rpartition("/")[2]
    assert run_job(mock, id, "SAVED_MODEL")[0] == "DONE"

    def lose_target(draft: dict[str, Any]) -> None:
        payload = json.loads(draft["payload"])
        payload["settings"]["targetVariable"] = "luck"
        draft["payload"] = json.dumps(payload)

    change_recipe(mock, "train_A_model", lose_target)
    state, log = run_job(mock, id, "SAVED_MODEL")
    assert (state, "has no column luck" in log) == ("FAILED", True)
    change_recipe(mock, "train_A_model", lambda draft: draft["recipe"].update(inputs={}))
    state, log = run_job(mock, id, "SAVED_MODEL")
    assert (state, "has no dataset to train on" in log) == ("FAILED", True)
    items = {"items": [{"ref": "visits"}]}
    change_recipe(mock, "train_A_model", lambda draft: draft["recipe"].update(outputs={"m": items}))
    state, log = run_job(mock, "visits", "DATASET")
    assert (state, "has no saved model to train" in log) == ("FAILED", True)


def test_deleting_a_model_deletes_its_files(mock: DSSMock) -> None:
    body = {"savedModelType": "MLFLOW_PYFUNC", "name": "m"}
    id = mock.request("POST", SAVED, json=body).json()["id"]
    other = mock.request("POST", SAVED, json=body).json()["id"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("MLmodel", "flavors: {}")
    files = {"file": ("model.zip", packed.getvalue())}
    for each in (id, other):
        path = f"{SAVED}{each}/versions/v1"
        assert mock.request("POST", path, files=files).status == 200
    assert len(mock.blobs.keys("projects/SALES/saved_models/")) == 2
    assert mock.request("DELETE", f"{SAVED}{id}").status == 200
    assert len(mock.blobs.keys("projects/SALES/saved_models/")) == 1
    assert len(mock.table("saved_model_versions")) == 1


def test_versions_need_an_archive_or_a_configuration(mock: DSSMock) -> None:
    body = {"savedModelType": "MLFLOW_PYFUNC", "name": "m", "predictionType": "OTHER"}
    path = f"{SAVED}{mock.request('POST', SAVED, json=body).json()['id']}/versions/v1"
    answer = mock.request("POST", path, **NOTHING)
    assert "No archive was sent" in message(answer)
    proxy = {
        "savedModelType": "PROXY_MODEL",
        "name": "p",
        "predictionType": "OTHER",
        "proxyModelConfiguration": {"protocol": "sagemaker"},
    }
    far = f"{SAVED}{mock.request('POST', SAVED, json=proxy).json()['id']}/versions/v1"
    for wrong in ("[]", "{"):
        query = {"proxyModelVersionConfiguration": wrong}
        answer = mock.request("POST", far, query=query, **NOTHING)
        assert "is no JSON object" in message(answer)
    query = {"proxyModelVersionConfiguration": ""}
    assert mock.request("POST", far, query=query, **NOTHING).status == 200
    metadata = {"targetColumnName": "churn", "predictionType": "OTHER"}
    assert mock.request("PUT", f"{far}/external-ml/metadata", json=metadata).status == 200
    ref = {"datasetRef": "customers"}
    answer = mock.request("POST", f"{far}/external-ml/actions/evaluate", json=ref)
    assert "cannot be evaluated: OTHER" in message(answer)
    add_dataset(mock, "one", CUSTOMERS, customers(1))
    metadata["predictionType"] = "MULTICLASS"
    mock.request("PUT", f"{far}/external-ml/metadata", json=metadata)
    ref = {"datasetRef": "one"}
    answer = mock.request("POST", f"{far}/external-ml/actions/evaluate", json=ref)
    assert "too few rows" in message(answer)


def test_models_of_unheard_of_types_are_refused(mock: DSSMock) -> None:
    answer = mock.request("POST", SAVED, json={"savedModelType": "LUCK", "name": "m"})
    assert "cannot be made so: LUCK" in message(answer)


def test_models_are_shared_with_whom_it_says(mock: DSSMock) -> None:
    saved, _ = deployed(mock)
    body = {"projectKey": "OTHER", "name": "Other", "owner": "admin"}
    mock.request("POST", "/projects/", json=body)
    kinds = [
        {"type": "DATASET", "localName": "customers", "rules": [{"targetProject": "OTHER"}]},
        {"type": "SAVED_MODEL", "localName": saved.rpartition("/")[2], "rules": None},
    ]
    with mock.table("projects").edit("SALES") as project:
        project["settings"]["exposedObjects"] = {"objects": kinds}
    path = "/projects/OTHER/savedmodels/"
    assert mock.request("GET", path, query={"foreign": "true"}).json() == []


def store_of(mock: DSSMock) -> str:
    """Path of a new store, of the older form."""
    made = mock.request("POST", STORES, json={"projectKey": "SALES", "name": "quality"})
    assert made.status == 200, made.json()
    return f"{STORES}{made.json()['id']}"


def test_stores_by_older_paths(older: DSSMock) -> None:
    store = store_of(older)
    assert [each["name"] for each in older.request("GET", STORES).json()] == ["quality"]
    settings = older.request("GET", store).json()
    settings["name"] = "Quality"
    assert older.request("PUT", store, json=settings).status == 200
    assert older.request("GET", store).json()["name"] == "Quality"
    assert older.request("GET", f"{store}/usages").json() == []
    assert older.request("GET", f"{store}/latestEvaluationId").body == b""
    body = {"evaluationId": "one", "metrics": [{"metricCode": "kpi", "value": 2}]}
    assert older.request("POST", f"{store}/evaluations", json=body).status == 200
    assert older.request("GET", f"{store}/latestEvaluationId").body == b"one"
    last = older.request("GET", f"{store}/metrics/last").json()["metrics"]
    assert [each["metric"]["id"] for each in last] == ["model_evaluation:kpi"]
    query = {"metricLookup": "model_evaluation:kpi"}
    history = older.request("GET", f"{store}/metrics/history", query=query).json()
    assert [each["value"] for each in history["values"]] == ["2"]
    checks = {"checks": [{"type": "numericRange", "metricId": "model_evaluation:kpi"}]}
    report = older.request("POST", f"{store}/actions/runChecks", json=checks).json()
    assert len(report["results"]) == 1
    assert older.request("DELETE", store).status == 200
    assert older.request("GET", STORES).json() == []


def test_stores_keep_their_evaluations_apart(older: DSSMock) -> None:
    one, other = store_of(older), store_of(older)
    for store in (one, other):
        older.request("POST", f"{store}/evaluations", json={"evaluationId": "e"})
    answer = older.request("POST", f"{one}/evaluations", json={"fullModelId": "luck"})
    assert answer.status == 404
    older.request("DELETE", one)
    assert len(older.request("GET", f"{other}/evaluations/").json()) == 1


def test_names_of_stores_are_not_empty(older: DSSMock) -> None:
    answer = older.request("POST", STORES, json={"projectKey": "SALES", "name": ""})
    assert "The name is empty" in message(answer)


def test_evaluations_by_older_paths(older: DSSMock) -> None:
    _, model = deployed(older)
    full = model.rpartition("/")[2]
    store = store_of(older)
    path = f"{store}/evaluations"
    body = {"evaluationId": "one", "metrics": [], "fullModelId": full}
    older.request("POST", path, json=body)
    assert len(older.request("GET", f"{path}/").json()) == 1
    found = older.request("GET", f"{path}/one").json()
    assert found["evaluation"]["modelRef"] == {"fullId": full}
    assert older.request("PUT", f"{path}/one/user-meta", json={"name": "One"}).status == 200
    assert older.request("GET", f"{path}/one").json()["evaluation"]["userMeta"] == {"name": "One"}
    assert older.request("GET", f"{path}/one/metrics").json() == {"metrics": []}
    for name in ("computeDrift", "computeDataDrift"):
        answer = older.request("POST", f"{path}/one/{name}", json={})
        assert "made elsewhere" in message(answer)
    with older.table("model_evaluations").edit(f"SALES.{store.rpartition('/')[2]}.one") as draft:
        draft["dataset"] = "customers"
    started = older.request("POST", f"{path}/one/computeDrift", json={}).json()
    result = finished(older, started)
    assert result["driftModelResult"]["driftModelAccuracy"]["value"] < 0.6
    rows = gzip.decompress(older.request("GET", f"{path}/one/sample").body).decode()
    assert len(rows.splitlines()) == 60
    columns = older.request("GET", f"{path}/one/schema").json()["columns"]
    assert [each["name"] for each in columns] == list(CUSTOMERS)
    assert older.request("DELETE", f"{path}/", json=["one"]).status == 200
    assert older.request("GET", f"{path}/").json() == []


def test_references_of_drift(older: DSSMock) -> None:
    store = store_of(older)
    path = f"{store}/evaluations"
    id = store.rpartition("/")[2]
    for name in ("one", "two"):
        older.request("POST", path, json={"evaluationId": name})
        with older.table("model_evaluations").edit(f"SALES.{id}.{name}") as draft:
            draft["dataset"] = "customers"
    answer = older.request("POST", f"{path}/one/computeDrift", json={})
    assert "nothing to compare with" in message(answer)
    reference = {"referenceId": f"ME-SALES-{id}-two"}
    assert older.request("POST", f"{path}/one/computeDrift", json=reference).status == 200
    reference = {"referenceId": f"ME-SALES-{id}-nine"}
    assert older.request("POST", f"{path}/one/computeDrift", json=reference).status == 404
    # The model of an evaluation may be gone.
    with older.table("model_evaluations").edit(f"SALES.{id}.one") as draft:
        draft["fullModelId"] = "S-SALES-gone-v1"
    reference = {"referenceId": f"ME-SALES-{id}-two"}
    started = older.request("POST", f"{path}/one/computeDrift", json=reference).json()
    assert finished(older, started)["univariateDriftResult"]["columns"]


def finished(mock: DSSMock, state: Any) -> Any:
    """The result of a task."""
    while not state.get("hasResult"):
        state = mock.request("GET", f"/futures/{state['jobId']}").json()
    return state["result"]


def drift_of(mock: DSSMock, schema: dict[str, str], now: Any, before: Any) -> Any:
    """Drift between two small datasets."""
    add_dataset(mock, "now", schema, now)
    add_dataset(mock, "before", {"n": "bigint", "w": "string"}, before)
    store = store_of(mock)
    id = store.rpartition("/")[2]
    for name in ("now", "before"):
        mock.request("POST", f"{store}/evaluations", json={"evaluationId": name})
        with mock.table("model_evaluations").edit(f"SALES.{id}.{name}") as draft:
            draft["dataset"] = name
    body = {"referenceId": f"ME-SALES-{id}-before"}
    state = mock.request("POST", f"{store}/evaluations/now/computeDrift", json=body).json()
    return finished(mock, state)


def test_drift_of_columns_without_spread(older: DSSMock) -> None:
    schema = {"n": "bigint", "w": "string", "new": "bigint"}
    result = drift_of(older, schema, [(1, "a\t", 1), (1, 'b"', 1)], [(2, "a\t"), (2, "a\t")])
    settings = {each["name"]: each for each in result["perColumnSettings"]}
    assert settings["new"]["actualHandling"] == "IGNORED"
    assert "Not in the reference" in settings["new"]["errorMessage"]
    assert set(result["univariateDriftResult"]["columns"]) == {"n", "w"}
    assert "predictionDriftResult" not in result


def test_cells_with_tabs_are_quoted(older: DSSMock) -> None:
    drift_of(older, {"n": "bigint", "w": "string"}, [(1, 'a\t"b"'), (None, "c")], [(1, "a")])
    [store] = older.request("GET", STORES).json()
    path = f"{STORES}{store['id']}/evaluations/now/sample"
    rows = gzip.decompress(older.request("GET", path).body).decode()
    assert rows == '1\t"a\t""b"""\n\tc\n'


def test_runs_as_dss_9_had_them() -> None:
    mock = world("9.0.0")
    store = store_of(mock)
    path = f"{store}/runs"
    body = {"predictionType": "REGRESSION", "modelType": "x"}
    id = mock.request("POST", f"{path}/", json=body).json()["id"]
    [listed] = mock.request("GET", f"{path}/").json()
    assert listed["ref"]["runId"] == id
    assert mock.request("GET", f"{path}/{id}").json() == listed
    assert mock.request("GET", f"{path}/{id}/settings").json() == body
    changed = {**body, "modelType": "y"}
    assert mock.request("PUT", f"{path}/{id}/settings", json=changed).json() == changed
    assert mock.request("GET", f"{path}/{id}/settings").json() == changed
    file = f"{path}/{id}/contents/a//b.csv"
    put = mock.request("POST", file, files={"file": ("b.csv", b"x,y")}).json()
    assert (put["path"], put["size"]) == ("/a/b.csv", 3)
    assert mock.request("POST", file, **NOTHING).status == 400
    [item] = mock.request("GET", f"{path}/{id}/contents").json()["items"]
    assert item == put
    assert mock.request("GET", file).body == b"x,y"
    assert mock.request("DELETE", file).status == 200
    assert mock.request("DELETE", file).status == 404
    assert mock.request("GET", f"{path}/{id}/contents").json() == {"items": []}
    mock.request("POST", file, files={"file": ("b.csv", b"x,y")})
    assert mock.request("DELETE", f"{path}/", json=[id]).status == 200
    assert mock.request("GET", f"{path}/").json() == []
    assert mock.blobs.keys("projects/SALES/evaluations/") == []


def recipe_of(mock: DSSMock, inputs: dict[str, str], outputs: dict[str, str]) -> None:
    """An evaluation recipe, behind the back of the API."""

    def items(refs: dict[str, str]) -> Any:
        return {role: {"items": [{"ref": ref}]} for role, ref in refs.items()}

    recipe = {"projectKey": "SALES", "name": "judge", "type": "evaluation", "params": {}}
    recipe |= {"inputs": items(inputs), "outputs": items(outputs)}
    kept = {"recipe": recipe, "payload": "{}", "extras": {}}
    mock.table("recipes").put("SALES.judge", kept)


def test_recipes_that_cannot_evaluate_fail(older: DSSMock) -> None:
    saved, _ = deployed(older)
    id, store = saved.rpartition("/")[2], store_of(older).rpartition("/")[2]
    kind = "MODEL_EVALUATION_STORE"
    recipe_of(older, {"main": "customers"}, {"evaluationStore": store})
    state, log = run_job(older, store, kind)
    assert (state, "needs a model and a dataset" in log) == ("FAILED", True)
    both = {"main": "customers", "model": id}
    recipe_of(older, both, {"evaluationStore": store, "main": "visits"})
    state, log = run_job(older, store, kind)
    assert "the datasets stay as they are" in log
    assert len(older.table("model_evaluations")) == 1
    with older.table("saved_model_versions").edit(f"SALES.{id}.initial") as draft:
        draft["details"]["coreParams"]["prediction_type"] = "CAUSAL_REGRESSION"
    state, log = run_job(older, store, kind)
    assert (state, "cannot be evaluated here" in log) == ("FAILED", True)


def test_comparisons_by_older_paths(older: DSSMock) -> None:
    path = "/projects/SALES/modelcomparisons/"
    body = {"projectKey": "SALES", "displayName": "c", "predictionType": "REGRESSION"}
    id = older.request("POST", path, json=body).json()["id"]
    assert [each["id"] for each in older.request("GET", path).json()] == [id]
    settings = older.request("GET", f"{path}{id}").json()
    settings["displayName"] = "d"
    assert older.request("PUT", f"{path}{id}", json=settings).status == 200
    assert older.request("GET", f"{path}{id}").json()["displayName"] == "d"
    assert older.request("DELETE", f"{path}{id}").status == 200
    assert older.request("GET", path).json() == []


def mlflow(mock: DSSMock, verb: str, path: str, json: Any = None, **query: Any) -> Response:
    """Ask experiment tracking."""
    return mock.request(verb, f"{MLFLOW}{path}", json=json, query=query, headers=HEADER)


def experiment(mock: DSSMock) -> None:
    """An experiment with a run."""
    document = {"projectKey": "SALES", "experiment_id": "1", "name": "trials"}
    mock.table("mlflow_experiments").put("SALES.1", document)
    run = {"projectKey": "SALES", "run_id": "r1", "experiment_id": "1", "models": [{}]}
    mock.table("mlflow_runs").put("SALES.r1", run)


def test_the_project_is_named_by_a_header(mock: DSSMock) -> None:
    answer = mock.request("POST", f"{MLFLOW}/experiments/search", json={})
    assert answer.status == 400
    assert "x-dku-mlflow-project-key" in message(answer)
    answer = mock.request(
        "POST", f"{MLFLOW}/experiments/search", json={}, headers={**HEADER, "X": "y"}, key=None
    )
    assert answer.status == 401


def test_experiments_by_the_older_path() -> None:
    mock = world("11.4.0")
    experiment(mock)
    found = mlflow(mock, "GET", "/experiments/list", view_type="ALL", max_results=5).json()
    assert [each["name"] for each in found["experiments"]] == ["trials"]


def test_rename_experiment_without_a_name_changes_nothing(mock: DSSMock) -> None:
    experiment(mock)
    body = {"experiment_id": "1", "new_name": None}
    assert mlflow(mock, "POST", "/experiments/update", body).status == 200
    assert mock.table("mlflow_experiments").get("SALES.1")["name"] == "trials"


def test_wrong_wishes_for_experiments(mock: DSSMock) -> None:
    experiment(mock)
    told = {"run_id": "r1", "prediction_type": "LUCK"}
    path = "/extension/set-run-inference-info"
    assert "Unknown prediction type" in message(mlflow(mock, "POST", path, told))
    for wrong in ("{", "{}"):
        told = {"run_id": "r1", "prediction_type": "MULTICLASS", "classes": wrong}
        assert "no JSON list" in message(mlflow(mock, "POST", path, told))


def test_deployment_needs_to_know_what_and_where(mock: DSSMock) -> None:
    experiment(mock)
    answer = mlflow(mock, "POST", "/extension/deploy-run", runId="r1", smId="x")
    assert "versionId is missing" in message(answer)


def test_models_that_failed_are_not_imported(mock: DSSMock) -> None:
    experiment(mock)
    _, model = deployed(mock)
    full = model.rpartition("/")[2]
    row = ".".join(["SALES", *full.split("-")[2:]])
    with mock.table("trained_models").edit(row) as draft:
        draft["snippet"]["trainInfo"]["state"] = "FAILED"
    path = "/import-analysis-models-into-experiment-tracking"
    answer = mlflow(mock, "POST", path, fullModelIds=[full], experimentId="1", projectKey="SALES")
    assert "training of this model failed" in message(answer)


def test_feature_groups_of_others_are_hidden(mock: DSSMock) -> None:
    from tests.people import add_person

    with mock.table("datasets").edit("SALES.customers") as dataset:
        dataset["featureGroup"] = True
    add_person(mock, "rita")
    key = {"id": "rita", "key": "key-of-rita", "user": "rita", "label": "rita"}
    mock.table("personal_api_keys").add("rita", key)
    path = "/feature-store/feature-groups"
    assert len(mock.request("GET", path).json()) == 1
    assert mock.request("GET", path, key="key-of-rita").json() == []
