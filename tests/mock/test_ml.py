"""ML tasks, trained models and their exports on the mock, asked without a client."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dssmock.core import DSSMock, ManualClock, Response
from dssmock.services import _ml_algorithms as algorithms
from dssmock.services import _ml_scores as scores
from dssmock.services._ml_state import pace
from tests.mlworld import add_dataset, customers, plant
from tests.people import add_person

LAB = "/projects/SALES/models/lab/"
PREDICT = {"inputDataset": "customers", "taskType": "PREDICTION", "targetVariable": "churn"}
READER = "key-of-rita"


@pytest.fixture
def mock() -> DSSMock:
    """An instance with data to learn from, on which time stands still."""
    mock = DSSMock(strict=True, clock=ManualClock())
    plant(mock)
    pace(mock).looks = 0
    return mock


def create(mock: DSSMock, **wish: Any) -> Response:
    """Ask for an ML task."""
    return mock.request("POST", LAB, json={**PREDICT, **wish})


def task_of(mock: DSSMock, **wish: Any) -> str:
    """Path of a new ML task."""
    made = create(mock, **wish)
    assert made.status == 200, made.json()
    return f"{LAB}{made.json()['analysisId']}/{made.json()['mlTaskId']}"


def settings_of(mock: DSSMock, task: str) -> Any:
    """Settings of an ML task."""
    return mock.request("GET", f"{task}/settings").json()


def enable(mock: DSSMock, task: str, *members: str, **blocks: Any) -> None:
    """Enable some algorithms and no others."""
    settings = settings_of(mock, task)
    for name, block in settings["modeling"].items():
        if isinstance(block, dict) and "enabled" in block:
            block["enabled"] = name in members
            block.update(blocks.get(name, {}))
    assert mock.request("POST", f"{task}/settings", json=settings).status == 200


def train(mock: DSSMock, task: str) -> list[str]:
    """Train; gives the identifiers of the models of the session."""
    session = mock.request("POST", f"{task}/train", json={})
    assert session.status == 200, session.json()
    found = mock.request("GET", f"{task}/status").json()["fullModelIds"]
    id = session.json()["sessionId"]
    return [each["id"] for each in found if each["fullModelId"]["sessionId"] == id]


def snippets(mock: DSSMock, task: str) -> list[Any]:
    """The models of an ML task in brief."""
    return list(mock.request("GET", f"{task}/models-snippets", json={}).json().values())


def message(answer: Response) -> str:
    """What an error says."""
    return answer.json()["message"]


@pytest.mark.parametrize(
    ("wish", "status", "words"),
    [
        ({"inputDataset": None}, 400, "inputDataset"),
        ({"inputDataset": "nothing"}, 404, "nothing"),
        ({"taskType": "LUCK"}, 400, "LUCK"),
        ({"targetVariable": "luck"}, 400, "luck"),
        ({"targetVariable": None}, 400, "column"),
        ({"predictionType": "LUCK"}, 400, "Unknown prediction type"),
        ({"targetVariable": "city", "predictionType": "BINARY_CLASSIFICATION"}, 400, "two values"),
        ({"predictionType": "MULTI_TARGET_REGRESSION", "targetVariables": ["age"]}, 400, "two"),
        ({"predictionType": "TIMESERIES_FORECAST", "timeVariable": "age"}, 400, "no dates"),
        ({"predictionType": "TIMESERIES_FORECAST"}, 400, "column"),
        ({"treatmentVariable": "luck"}, 400, "luck"),
    ],
)
def test_wishes_that_make_no_sense(
    mock: DSSMock, wish: dict[str, Any], status: int, words: str
) -> None:
    answer = create(mock, **wish)
    assert answer.status == status
    assert words in message(answer)
    assert mock.table("analyses").ids() == []
    assert mock.table("ml_tasks").ids() == []


def test_a_treatment_has_two_values(mock: DSSMock) -> None:
    add_dataset(mock, "flat", {"t": "string", "y": "double"}, [("a", 1.0), ("a", 2.0)])
    answer = create(mock, inputDataset="flat", targetVariable="y", treatmentVariable="t")
    assert "two values to compare" in message(answer)


def test_columns_that_tell_nothing_are_rejected(mock: DSSMock) -> None:
    schema = {"flat": "string", "many": "string", "goal": "string"}
    rows = [("same", f"word {min(number, 400)}", f"g{number % 2}") for number in range(500)]
    add_dataset(mock, "odd", schema, rows)
    task = task_of(mock, inputDataset="odd", targetVariable="goal")
    features = settings_of(mock, task)["preprocessing"]["per_feature"]
    assert {name: each["role"] for name, each in features.items()} == {
        "flat": "REJECT",
        "many": "REJECT",
        "goal": "TARGET",
    }
    [model, *_] = train(mock, task)
    info = mock.request("GET", f"{task}/models/{model}/details").json()["trainInfo"]
    assert "No feature is left" in info["failure"]["message"]


def test_guessing_takes_time_on_the_clock(mock: DSSMock) -> None:
    pace(mock).duration_ms = 2000
    task = task_of(mock)
    assert mock.request("GET", f"{task}/status").json()["guessing"] is True
    mock.clock.advance(3)
    assert mock.request("GET", f"{task}/status").json()["guessing"] is False


def test_pace_goes_back_with_the_instance(mock: DSSMock) -> None:
    saved = mock.snapshot()
    pace(mock).duration_ms, pace(mock).looks = 9, 9
    mock.restore(saved)
    assert (pace(mock).duration_ms, pace(mock).looks) == (0, 0)


def test_settings_keep_what_the_task_is(mock: DSSMock) -> None:
    task = task_of(mock)
    settings = settings_of(mock, task)
    answer = mock.request("POST", f"{task}/settings", json={**settings, "taskType": "CLUSTERING"})
    assert "taskType cannot be changed" in message(answer)
    assert settings_of(mock, task) == settings


def test_odd_settings_do_not_break_the_training(mock: DSSMock) -> None:
    task = task_of(mock)
    settings = settings_of(mock, task)
    forest = settings["modeling"]["random_forest_classification"]
    forest |= {"n_estimators": {"gridMode": "RANGE", "range": {"min": "x"}, "values": 5}}
    settings["modeling"]["logistic_regression"] = "yes"
    settings["splitParams"] = {"ssdTrainingRatio": 7}
    settings["diagnosticsSettings"] = None
    settings["modeling"]["gridSearchParams"] = None
    assert mock.request("POST", f"{task}/settings", json=settings).status == 200
    train(mock, task)
    infos = [each["trainInfo"] for each in snippets(mock, task)]
    assert {each["state"] for each in infos} == {"DONE"}
    assert infos[0]["trainRows"] == 48


def test_searches_are_over_lists_ranges_and_words(mock: DSSMock) -> None:
    task = task_of(mock)
    settings = settings_of(mock, task)
    settings["modeling"]["gridSearchParams"]["nIter"] = 0
    assert mock.request("POST", f"{task}/settings", json=settings).status == 200
    words = {"values": {"gini": {"enabled": True}, "entropy": {"enabled": True}, "odd": 5}}
    span = {"gridMode": "RANGE", "range": {"min": 2, "max": 4, "nbValues": 3}}
    block = {"max_depth": span, "criterion": words, "splitter": {"values": {}}}
    enable(mock, task, "decision_tree_classification", decision_tree_classification=block)
    [model] = train(mock, task)
    cells = mock.request("GET", f"{task}/models/{model}/details").json()["iperf"]["gridCells"]
    assert {cell["params"]["max_depth"] for cell in cells} == {2, 3, 4}
    assert {cell["params"]["criterion"] for cell in cells} == {"gini", "entropy"}
    assert {"splitter"} & set(cells[0]["params"]) == set()


def test_only_what_fits_is_trained(mock: DSSMock) -> None:
    task = task_of(mock)
    enable(mock, task, "mllib_logit", "random_forest_regression")
    answer = mock.request("POST", f"{task}/train", json={})
    assert "No algorithm is enabled" in message(answer)


def test_xgboost_is_named_after_what_it_predicts(mock: DSSMock) -> None:
    for target, name in (("churn", "XGBOOST_CLASSIFICATION"), ("spent", "XGBOOST_REGRESSION")):
        task = task_of(mock, targetVariable=target)
        enable(mock, task, "xgboost")
        train(mock, task)
        assert [each["algorithm"] for each in snippets(mock, task)] == [name]
    assert algorithms.is_forest("xgboost")


def test_plugin_algorithms_fail_and_say_why(mock: DSSMock) -> None:
    task = task_of(mock)
    enable(mock, task)
    settings = settings_of(mock, task)
    settings["modeling"]["plugin_python"] = {"CustomPyPredAlgo_x": {"enabled": True}, "y": {}}
    mock.request("POST", f"{task}/settings", json=settings)
    train(mock, task)
    [found] = snippets(mock, task)
    assert (found["algorithm"], found["trainInfo"]["state"]) == ("CustomPyPredAlgo_x", "FAILED")


def test_a_target_that_is_gone_makes_models_fail(mock: DSSMock) -> None:
    task = task_of(mock, targetVariable="spent")
    with mock.table("datasets").edit("SALES.customers") as dataset:
        columns = dataset["schema"]["columns"]
        dataset["schema"]["columns"] = [each for each in columns if each["name"] != "spent"]
    train(mock, task)
    failures = {each["trainInfo"]["failure"]["message"] for each in snippets(mock, task)}
    assert failures == {"The dataset has no column spent"}


def test_a_metric_of_ones_own_is_scored(mock: DSSMock) -> None:
    task = task_of(mock)
    settings = settings_of(mock, task)
    settings["modeling"]["metrics"] |= {"evaluationMetric": "CUSTOM"}
    mock.request("POST", f"{task}/settings", json=settings)
    train(mock, task)
    assert all(0 < each["customScore"] <= 1 for each in snippets(mock, task))


def test_effects_of_treatments_are_scored(mock: DSSMock) -> None:
    task = task_of(mock, treatmentVariable="vip")
    train(mock, task)
    assert all(each["qini"] > 0 for each in snippets(mock, task))
    assert scores.causal(0.0)["qini"] == 0


def test_regressions_have_trees_that_predict_numbers(mock: DSSMock) -> None:
    task = task_of(mock, targetVariable="spent")
    enable(mock, task, "random_forest_regression")
    [model] = train(mock, task)
    trees = mock.request("GET", f"{task}/models/{model}/trees").json()
    assert "classes" not in trees
    assert len(trees["trees"][0]["predict"]) == 5


@pytest.mark.parametrize(
    ("method", "target", "status", "words"),
    [
        ("MAGIC", "churn", 400, "Unknown method"),
        ("VOTE", None, 400, "one target"),
        ("VOTE", "churn", 400, "At least two"),
    ],
)
def test_ensembles_that_make_no_sense(
    mock: DSSMock, method: str, target: str | None, status: int, words: str
) -> None:
    wish = {"targetVariable": target} if target else {"taskType": "CLUSTERING"}
    task = task_of(mock, **wish)
    [model, *_] = train(mock, task)
    body = {"method": method, "modelsIds": [model]}
    answer = mock.request("POST", f"{task}/ensemble", json=body)
    assert answer.status == status
    assert words in message(answer)


def test_models_that_failed_are_not_combined(mock: DSSMock) -> None:
    task = task_of(mock)
    enable(mock, task)
    settings = settings_of(mock, task)
    settings["modeling"]["custom_python"] = [{"name": "mine", "enabled": True}]
    mock.request("POST", f"{task}/settings", json=settings)
    [model] = train(mock, task)
    body = {"method": "VOTE", "modelsIds": [model, model]}
    answer = mock.request("POST", f"{task}/ensemble", json=body)
    assert "training of this model failed" in message(answer)


def test_forecasts_are_guessed_again(mock: DSSMock) -> None:
    wish = {"inputDataset": "visits", "targetVariable": "visits", "timeVariable": "day"}
    task = task_of(mock, predictionType="TIMESERIES_FORECAST", **wish)
    path = f"{task}/reguess-with-forecasting-params"
    answer = mock.request("POST", path, json={"forecastHorizon": 0})
    assert "above 0" in message(answer)
    body = {"forecastHorizon": 4, "updateAlgorithmSettings": True}
    assert mock.request("POST", path, json=body).status == 200
    assert settings_of(mock, task)["predictionLength"] == 4
    assert mock.request("POST", path, json={"timestepParams": {"timeunit": "WEEK"}}).status == 200
    assert settings_of(mock, task)["timestepParams"]["timeunit"] == "WEEK"
    other = task_of(mock)
    answer = mock.request("POST", f"{other}/reguess-with-forecasting-params", json={})
    assert "does not forecast" in message(answer)


def test_forecasts_without_a_horizon_are_not_told(mock: DSSMock) -> None:
    wish = {"inputDataset": "visits", "targetVariable": "visits", "timeVariable": "day"}
    task = task_of(mock, predictionType="TIMESERIES_FORECAST", **wish)
    settings = settings_of(mock, task)
    settings["predictionLength"] = None
    mock.request("POST", f"{task}/settings", json=settings)
    [model, *_] = train(mock, task)
    answer = mock.request("GET", f"{task}/models/{model}/per-timeseries-evaluation-forecasts")
    assert "horizon of this forecast is not known" in message(answer)
    with mock.table("datasets").edit("SALES.visits") as dataset:
        dataset["schema"]["columns"] = dataset["schema"]["columns"][1:]
    answer = mock.request("GET", f"{task}/models/{model}/per-timeseries-metrics")
    assert answer.json() == {"perTimeseries": {}}


def test_identifiers_of_models_are_looked_at(mock: DSSMock) -> None:
    task, other = task_of(mock), task_of(mock, targetVariable="spent")
    [model, *_] = train(mock, task)
    for wrong in ("luck", f"{model}9"):
        assert mock.request("GET", f"{task}/models/{wrong}/details").status == 404
    assert mock.request("GET", f"{other}/models/{model}/details").status == 404
    answer = mock.request("GET", f"{task}/models-snippets", json={"modelsIds": ["luck"]})
    assert answer.status == 404
    # In a copy of a project identifiers name the project that it was copied from.
    copied = model.replace("A-SALES-", "A-ELSEWHERE-")
    assert mock.request("GET", f"{task}/models/{copied}/details").status == 200


def test_reports_need_features_that_are_there(mock: DSSMock) -> None:
    task = task_of(mock)
    [model, *_] = train(mock, task)
    path = f"{task}/models/{model}/partial-dependencies"
    assert "No feature is given" in message(mock.request("POST", path, json={"features": []}))
    assert "luck" in message(mock.request("POST", path, json={"features": ["luck"]}))


def test_scatter_plots_are_of_clusters(mock: DSSMock) -> None:
    task = task_of(mock)
    [model, *_] = train(mock, task)
    answer = mock.request("GET", f"{task}/models/{model}/scatter-plots")
    assert "has no clusters" in message(answer)


def test_documents_need_a_template(mock: DSSMock) -> None:
    task = task_of(mock)
    [model, *_] = train(mock, task)
    start = f"{task}/models/{model}/generate-documentation-from"
    answer = mock.request("POST", f"{start}-template-in-folder", query={"folderId": "x"})
    assert answer.status == 400
    form = {"content-type": "multipart/form-data; boundary=none"}
    custom = f"{start}-custom-template"
    answer = mock.request("POST", custom, headers=form, content=b"--none--\r\n")
    assert "Missing part: file" in message(answer)
    no_folder = {"folderId": "x", "path": "y"}
    answer = mock.request("POST", f"{start}-template-in-folder", query=no_folder)
    assert answer.status == 404


def test_readers_may_not_write(mock: DSSMock) -> None:
    task = task_of(mock)
    [model, *_] = train(mock, task)
    add_person(mock, "rita", "readers")
    key = {"id": "rita", "key": READER, "user": "rita", "label": "rita"}
    mock.table("personal_api_keys").add("rita", key)
    assert mock.request("GET", f"{task}/settings", key=READER).status in (403, 404)
    rules = {"owner": "admin", "permissions": [{"group": "readers", "readProjectContent": True}]}
    assert mock.request("PUT", "/projects/SALES/permissions", json=rules).status in (200, 204)
    assert mock.request("GET", f"{task}/settings", key=READER).status == 200
    assert mock.request("GET", f"{task}/models/{model}/details", key=READER).status == 200
    deploy = {"trainDatasetRef": "customers", "modelName": "x"}
    refused: list[tuple[str, str, Any]] = [
        ("POST", LAB, PREDICT),
        ("POST", f"{task}/train", {}),
        ("POST", f"{task}/actions/train-queue", None),
        ("PUT", f"{task}/guess", None),
        ("DELETE", f"{task}/models/{model}", None),
        ("DELETE", f"{task}/", None),
        ("POST", f"{task}/models/{model}/actions/deployToFlow", deploy),
        ("POST", f"{task}/models/{model}/partial-dependencies", {"features": ["age"]}),
        ("POST", "/projects/SALES/lab/", {"inputDataset": "customers"}),
    ]
    for verb, path, body in refused:
        assert mock.request(verb, path, key=READER, json=body).status == 403, path


def test_projects_take_their_models_along(mock: DSSMock) -> None:
    task = task_of(mock)
    [model, *_] = train(mock, task)
    deploy = {"trainDatasetRef": "customers", "modelName": "Churn"}
    made = mock.request("POST", f"{task}/models/{model}/actions/deployToFlow", json=deploy).json()
    body = {
        "targetProjectKey": "COPY",
        "targetProjectName": "Copy",
        "duplicationMode": "FULL",
    }
    copied = mock.request("POST", "/projects/SALES/duplicate/", json=body)
    assert copied.status == 200, copied.json()
    theirs = task.replace("SALES", "COPY")
    status = mock.request("GET", f"{theirs}/status").json()
    assert len(status["fullModelIds"]) == len(snippets(mock, task))
    assert mock.request("GET", f"{theirs}/models/{model}/details").status == 200
    path = f"/projects/COPY/savedmodels/{made['savedModelId']}"
    versions = mock.request("GET", f"{path}/versions").json()
    assert [each["id"] for each in versions] == ["initial"]
    assert mock.request("DELETE", f"{theirs}/").status == 200
    assert mock.request("GET", f"{task}/status").status == 200


def test_metrics_follow_the_data(mock: DSSMock) -> None:
    rows = customers()
    # The same customers, whose leaving has nothing to do with what is known of them.
    fates = ["yes" if scores.chance(number) > 0.5 else "no" for number in range(len(rows))]
    add_dataset(
        mock,
        "noise",
        {"age": "bigint", "spent": "double", "churn": "string"},
        [(row[1], row[2], fate) for row, fate in zip(rows, fates, strict=True)],
    )
    auc = []
    for name in ("customers", "noise"):
        task = task_of(mock, inputDataset=name)
        enable(mock, task, "random_forest_classification")
        train(mock, task)
        auc.append(snippets(mock, task)[0]["auc"])
    assert auc[0] > auc[1]


def test_empty_datasets_are_guessed_but_not_learnt_from(mock: DSSMock) -> None:
    add_dataset(mock, "empty", {"a": "bigint", "b": "string", "t": "date"}, [])
    for wish in (
        {"targetVariable": "a"},
        {"targetVariable": "b", "predictionType": "MULTICLASS"},
        {"taskType": "CLUSTERING"},
    ):
        task = task_of(mock, inputDataset="empty", **wish)
        train(mock, task)
        states = {each["trainInfo"]["state"] for each in snippets(mock, task)}
        assert states == {"FAILED"}, json.dumps(wish)


def test_signals_of_odd_columns(mock: DSSMock) -> None:
    # Each word is there once, and all rows are of one class: nothing can be learnt from them.
    schema = {"w": "string", "n": "bigint", "g": "string", "flat": "bigint"}
    rows = [("a", 1, "x", 5), ("b", 2, "x", 5), ("c", None, "x", 5), (None, 4, "x", 5)]
    add_dataset(mock, "odd", schema, rows)
    for target, kind in (("g", "MULTICLASS"), ("flat", "REGRESSION"), ("n", "REGRESSION")):
        task = task_of(mock, inputDataset="odd", targetVariable=target, predictionType=kind)
        settings = settings_of(mock, task)
        features = settings["preprocessing"]["per_feature"]
        for name in features:
            features[name]["role"] = "TARGET" if name == target else "INPUT"
        mock.request("POST", f"{task}/settings", json=settings)
        train(mock, task)
        assert {each["trainInfo"]["state"] for each in snippets(mock, task)} == {"DONE"}


def test_series_leave_out_what_is_missing(mock: DSSMock) -> None:
    days = [(f"2026-01-{day:02d}T00:00:00.000Z", None if day % 2 else day) for day in range(1, 21)]
    add_dataset(mock, "gaps", {"day": "date", "c0": "bigint"}, days)
    wish = {"inputDataset": "gaps", "targetVariable": "c0", "timeVariable": "day"}
    task = task_of(mock, predictionType="TIMESERIES_FORECAST", **wish)
    [model, *_] = train(mock, task)
    found = mock.request("GET", f"{task}/models/{model}/per-timeseries-evaluation-forecasts")
    [series] = found.json()["perTimeseries"].values()
    assert series["groundTruth"] == [8, 10, 12, 14, 16, 18, 20]


def test_clusters_without_features_have_no_points(mock: DSSMock) -> None:
    task = task_of(mock, taskType="CLUSTERING")
    [model, *_] = train(mock, task)
    with mock.table("datasets").edit("SALES.customers") as dataset:
        dataset["schema"]["columns"] = [{"name": "other", "type": "string"}]
    plots = mock.request("GET", f"{task}/models/{model}/scatter-plots").json()
    assert plots == {"cluster": [], "features": {}}
