"""Scripts with durations, for long tasks, jobs, runs and trainings; faults with odds."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock import errors
from dssmock.core import DSSMock, ManualClock
from dssmock.trainings import trainings
from tests.mock.tiny import make_mock


@pytest.fixture
def mock() -> DSSMock:
    return DSSMock("demo", clock=ManualClock())


def start_task(mock: DSSMock) -> str:
    return mock.request("POST", "/admin/container-exec/actions/push-base-images").json()["jobId"]


def read_task(mock: DSSMock, id: str) -> Any:
    return mock.request("GET", f"/futures/{id}")


def test_task_runs_its_time_and_ends_well(mock: DSSMock) -> None:
    mock.futures.script(duration_ms=60_000, result={"own": 1})
    task = start_task(mock)
    mock.clock.advance(30)
    state = read_task(mock, task).json()
    assert state["alive"]
    step = state["progress"]["states"][0]
    assert (step["cur"], step["target"]) == (30_000, 60_000)
    mock.clock.advance(30)
    assert read_task(mock, task).json()["result"] == {"own": 1}


def test_task_runs_its_time_and_fails(mock: DSSMock) -> None:
    mock.futures.script("FAILED", duration_ms=1000, error=errors.ServerError("no disk"))
    task = start_task(mock)
    assert read_task(mock, task).json()["alive"]
    mock.clock.advance(1)
    assert read_task(mock, task).json()["message"] == "no disk"
    mock.futures.script("ABORTED", duration_ms=1000)
    other = start_task(mock)
    mock.clock.advance(1)
    assert read_task(mock, other).json()["aborted"]


def test_task_fails_with_a_text(mock: DSSMock) -> None:
    mock.futures.script("RUNNING", "FAILED", error="no disk")
    task = start_task(mock)
    assert read_task(mock, task).json()["alive"]
    failed = read_task(mock, task)
    assert (failed.status, failed.json()["message"]) == (500, "no disk")


@pytest.mark.parametrize("wrong", [3, ["no disk"], OSError("no disk")])
def test_script_with_an_error_that_is_no_text_is_refused(mock: DSSMock, wrong: Any) -> None:
    for work in (mock.futures, mock.jobs, mock.scenarios, trainings(mock)):
        with pytest.raises(TypeError, match="error must be a string"):
            work.script("FAILED", error=wrong)
    assert start_task(mock)


@pytest.mark.parametrize(
    ("states", "duration", "said"),
    [
        (["RUNNING"], 5, "not as 'RUNNING'"),
        ([{"alive": True}], 5, "not as"),
        (["DONE"], -1, "milliseconds from 0 on"),
        (["DONE"], True, "milliseconds from 0 on"),
        (["DONE"], 1.5, "milliseconds from 0 on"),
    ],
)
def test_script_that_cannot_be_is_refused(
    mock: DSSMock, states: list[Any], duration: Any, said: str
) -> None:
    for work in (mock.futures, mock.jobs):
        if isinstance(states[0], str) or work is mock.futures:
            with pytest.raises(ValueError, match=said):
                work.script(*states, duration_ms=duration)


def job_state(mock: DSSMock, id: str) -> str:
    path = f"/projects/PENGUINS/jobs/{id}/"
    return mock.request("GET", path).json()["baseStatus"]["state"]


@pytest.mark.parametrize("outcome", ["DONE", "FAILED", "ABORTED"])
def test_job_runs_its_time_and_ends_as_it_should(mock: DSSMock, outcome: str) -> None:
    mock.jobs.script(outcome, duration_ms=20_000, error="no space")
    outputs = [{"projectKey": "PENGUINS", "id": "penguins_by_species", "type": "DATASET"}]
    body = {"type": "NON_RECURSIVE_FORCED_BUILD", "outputs": outputs}
    id = mock.request("POST", "/projects/PENGUINS/jobs/", json=body).json()["id"]
    assert job_state(mock, id) == "RUNNING"
    mock.clock.advance(19)
    assert job_state(mock, id) == "RUNNING"
    mock.clock.advance(1)
    assert job_state(mock, id) == outcome
    built = mock.table("dataset_builds").find("PENGUINS.penguins_by_species")
    assert (built is not None) is (outcome == "DONE")
    failure = mock.table("jobs").get(f"PENGUINS.{id}")["failure"]
    assert (failure or {}).get("message") == ("no space" if outcome == "FAILED" else None)


def last_run(mock: DSSMock) -> dict[str, Any]:
    mock.request("GET", "/projects/")
    return mock.table("scenario_runs").values()[-1]


def test_run_lasts_its_time_and_has_its_outcome(mock: DSSMock) -> None:
    mock.scenarios.script(duration_ms=60_000, steps={"count": "FAILED"}, error="no answer")
    mock.request("POST", "/projects/PENGUINS/scenarios/NIGHTLY/run", json={})
    for _ in range(3):
        run = last_run(mock)
    assert run["phase"] == "RUNNING"
    mock.clock.advance(59)
    assert last_run(mock)["phase"] == "RUNNING"
    mock.clock.advance(1)
    run = last_run(mock)
    assert run["run"]["result"]["outcome"] == "FAILED"
    assert run["stepRuns"][0]["result"]["thrown"]["message"] == "no answer"
    with pytest.raises(ValueError, match="not as 'RUNNING'"):
        mock.scenarios.script("RUNNING", duration_ms=5)


def train(mock: DSSMock) -> tuple[str, Any]:
    body = {
        "inputDataset": "penguins", "taskType": "PREDICTION", "targetVariable": "species",
        "predictionType": "MULTICLASS", "backendType": "PY_MEMORY", "guessPolicy": "DEFAULT",
    }  # fmt: skip
    made = mock.request("POST", "/projects/PENGUINS/models/lab/", json=body).json()
    path = f"/projects/PENGUINS/models/lab/{made['analysisId']}/{made['mlTaskId']}"
    for _ in range(3):
        mock.request("GET", f"{path}/status")
    assert mock.request("POST", f"{path}/train", json={}).status == 200
    return path, made


def test_training_takes_its_time_and_models_fail(mock: DSSMock) -> None:
    trainings(mock).script(
        duration_ms=60_000, error="no memory", algorithms={"RANDOM_FOREST_CLASSIFICATION": "FAILED"}
    )
    path, _ = train(mock)
    assert mock.request("GET", f"{path}/status").json()["training"]
    mock.clock.advance(59)
    assert mock.request("GET", f"{path}/status").json()["training"]
    mock.clock.advance(1)
    mock.request("GET", f"{path}/status")
    assert not mock.request("GET", f"{path}/status").json()["training"]
    found = {
        each["snippet"]["algorithm"]: each["snippet"]["trainInfo"]
        for each in mock.table("trained_models").values()
    }
    failed = found.pop("RANDOM_FOREST_CLASSIFICATION")
    assert (failed["state"], failed["failure"]["message"]) == ("FAILED", "no memory")
    assert failed["endTime"] - failed["startTime"] == 60_000
    assert {each["state"] for each in found.values()} == {"DONE"}


def test_scripts_of_trainings_take_part_in_snapshots(mock: DSSMock) -> None:
    trainings(mock).script("FAILED")
    saved = mock.snapshot()
    assert trainings(mock).take() is not None
    assert trainings(mock).take() is None
    mock.restore(saved)
    script = trainings(mock).take()
    assert script is not None
    assert script["outcome"] == "FAILED"
    with pytest.raises(ValueError, match="not as 'BROKEN'"):
        trainings(mock).script(algorithms={"LASSO_REGRESSION": "BROKEN"})


def hits(mock: DSSMock, count: int = 200) -> list[bool]:
    return [mock.request("GET", "/things/").status == 503 for _ in range(count)]


def test_fault_with_odds_hits_the_same_in_every_run() -> None:
    seen: list[list[bool]] = []
    for seed in (1, 1, 2):
        mock = make_mock()
        mock.faults.add("thing_list", status=503, times=None, probability=0.25, seed=seed)
        seen.append(hits(mock))
    assert seen[0] == seen[1] != seen[2]
    assert 30 <= sum(seen[0]) <= 70


def test_times_counts_the_hits_of_odds() -> None:
    mock = make_mock()
    mock.faults.add("thing_list", status=503, times=3, after=2, probability=0.5)
    found = hits(mock)
    assert sum(found) == 3
    assert found[:2] == [False, False]
    [fault] = mock.faults.data()
    assert (fault["hits"], fault["probability"]) == (3, 0.5)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"probability": 0}, "probability must be above 0"),
        ({"probability": 1.1}, "probability must be above 0"),
        ({"probability": "x"}, "probability must be above 0"),
        ({"status": 99}, "status must be a number from 200 to 599"),
        ({"status": "500"}, "status must be a number"),
        ({"times": 0}, "times must be a number from 1 on"),
        ({"after": -1}, "after must be a number from 0 on"),
        ({"delay": -0.5}, "delay must be a number from 0 on"),
        ({"cut_body": True}, "cut_body must be a number"),
        ({"drop": "later"}, "no drop 'later'"),
    ],
)
def test_wrong_fault_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make_mock().faults.add("thing_list", **options)


def test_one_fault_is_removed_of_several() -> None:
    mock = make_mock()
    first = mock.faults.add("thing_list", status=500)
    second = mock.faults.add("thing_list", status=502)
    mock.faults.remove(first)
    assert mock.request("GET", "/things/").status == 502
    with pytest.raises(KeyError):
        mock.faults.remove(first)
    assert second != first
