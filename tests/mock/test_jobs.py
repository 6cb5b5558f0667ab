"""Jobs of the mock: what they run, when, and who may."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock import activities, errors
from dssmock.activities import Activity, last_build, runs_recipes
from dssmock.core import DSSMock, ManualClock
from tests.flows import plant_project, plant_recipe
from tests.people import add_person

JOBS = "/projects/SALES/jobs/"


@pytest.fixture
def mock(monkeypatch: pytest.MonkeyPatch) -> DSSMock:
    """A chain of three recipes; only what this module registers is run."""
    monkeypatch.setattr(activities, "RUNNERS", {})
    mock = DSSMock(clock=ManualClock())
    plant_project(mock, "SALES", "raw", "clean", "orders", "report", "loose")
    plant_recipe(mock, "one", "sync", ["raw"], ["clean"])
    plant_recipe(mock, "two", "python", ["clean", "OTHER.shared"], ["orders"])
    plant_recipe(mock, "three", "python", ["orders"], ["report", "OTHER.copy"])
    return mock


def start(mock: DSSMock, *ids: str, mode: str | None = None, **more: Any) -> Any:
    """Start a job, see it end; gives its status."""
    outputs = [{"id": id, **more} for id in ids]
    made = mock.request("POST", JOBS, json={"type": mode, "outputs": outputs}).json()
    for _ in range(2):
        status = mock.request("GET", f"{JOBS}{made['id']}/").json()
    return status


def ran(status: Any) -> list[str]:
    """Which recipes a job ran."""
    return [each["recipeName"] for each in status["baseStatus"]["activities"].values()]


def test_forced_build_runs_one_recipe(mock: DSSMock) -> None:
    assert ran(start(mock, "report")) == ["three"]
    assert ran(start(mock, "report")) == ["three"]
    assert ran(start(mock, "loose")) == []
    assert ran(start(mock, "report", "orders", mode="NON_RECURSIVE_FORCED_BUILD")) == [
        "three", "two",
    ]  # fmt: skip


def test_recursive_builds_run_what_they_have_to(mock: DSSMock) -> None:
    assert ran(start(mock, "report", mode="RECURSIVE_BUILD")) == ["one", "two", "three"]
    assert ran(start(mock, "report", mode="RECURSIVE_BUILD")) == []
    assert ran(start(mock, "report", mode="RECURSIVE_MISSING_ONLY_BUILD")) == []
    assert ran(start(mock, "report", mode="RECURSIVE_FORCED_BUILD")) == ["one", "two", "three"]
    mock.clock.advance(1)
    start(mock, "clean")
    assert ran(start(mock, "report", mode="RECURSIVE_BUILD")) == ["two", "three"]
    mock.clock.advance(1)
    with mock.table("recipes").edit("SALES.three") as recipe:
        recipe["recipe"]["versionTag"] = {"lastModifiedOn": mock.clock.now_ms()}
    assert ran(start(mock, "report", mode="RECURSIVE_BUILD")) == ["three"]


def test_a_recipe_with_two_outputs_runs_once(mock: DSSMock) -> None:
    mock.table("datasets").put("SALES.extra", {"projectKey": "SALES", "name": "extra"})
    plant_recipe(mock, "two", "python", ["clean"], ["orders", "extra"])
    status = start(mock, "orders", "extra", mode="RECURSIVE_FORCED_BUILD")
    assert ran(status) == ["one", "two"]


def test_a_circle_ends(mock: DSSMock) -> None:
    plant_recipe(mock, "one", "sync", ["report"], ["clean"])
    assert sorted(ran(start(mock, "report", mode="RECURSIVE_BUILD"))) == ["one", "three", "two"]


def test_runner_of_a_type_runs_and_warns(mock: DSSMock) -> None:
    seen: list[Activity] = []

    @runs_recipes("sync")
    def run(activity: Activity) -> None:
        seen.append(activity)
        activity.say("copied 3 rows")
        activity.warn("one row is odd")

    with mock.table("datasets").edit("SALES.clean") as dataset:
        dataset["partitioning"] = {"dimensions": [{"name": "year", "type": "value"}]}
    status = start(mock, "clean", partition="2026")
    assert status["baseStatus"]["state"] == "DONE"
    assert list(status["baseStatus"]["activities"]) == ["one_2026"]
    assert (seen[0].project_key, seen[0].partition, seen[0].by) == ("SALES", "2026", "admin")
    item = mock.request("GET", JOBS).json()[0]
    assert item["warningsCount"] == 1
    log = mock.request("GET", f"{JOBS}{item['def']['id']}/log").body.decode()
    assert "copied 3 rows" in log
    build = last_build(mock, "SALES", "clean")
    assert build is not None
    assert list(build["partitions"]) == ["2026"]
    assert build["jobId"] == item["def"]["id"]


def test_failing_recipe_ends_the_job(mock: DSSMock) -> None:
    @runs_recipes("python")
    def run(activity: Activity) -> None:
        raise errors.ServerError(f"Error in {activity.recipe['name']}")

    status = start(mock, "report", mode="RECURSIVE_FORCED_BUILD")
    base = status["baseStatus"]
    assert base["state"] == "FAILED"
    assert base["unexpectedFailure"]["message"] == "Error in two"
    assert [each["state"] for each in base["activities"].values()] == ["DONE", "FAILED", "ABORTED"]
    assert status["globalState"] == {
        "done": 1, "failed": 1, "running": 0, "aborted": 1, "total": 3,
    }  # fmt: skip
    assert last_build(mock, "SALES", "orders") is None
    assert last_build(mock, "SALES", "clean") is not None


def test_recipe_deleted_while_the_job_waits(mock: DSSMock) -> None:
    body = {"outputs": [{"id": "clean"}]}
    id = mock.request("POST", JOBS, json=body).json()["id"]
    mock.table("recipes").delete("SALES.one")
    for _ in range(2):
        status = mock.request("GET", f"{JOBS}{id}/").json()
    assert "SALES.one" in status["baseStatus"]["unexpectedFailure"]["message"]


def test_payload_beside_the_recipe_is_no_matter(mock: DSSMock) -> None:
    recipe = mock.table("recipes").get("SALES.one")["recipe"]
    mock.table("recipes").put("SALES.one", {"recipe": recipe, "payload": "x"})
    assert ran(start(mock, "clean")) == ["one"]
    mock.table("recipes").put("SALES.one", recipe)
    assert ran(start(mock, "clean")) == ["one"]


def test_long_job_runs_activity_by_activity(mock: DSSMock) -> None:
    mock.jobs.default_ms = 30_000
    body = {"type": "RECURSIVE_FORCED_BUILD", "outputs": [{"id": "report"}]}
    made = mock.request("POST", JOBS, json=body).json()
    seen = []
    for _ in range(4):
        base = mock.request("GET", f"{JOBS}{made['id']}/").json()["baseStatus"]
        seen.append([each["state"] for each in base["activities"].values()])
        mock.clock.advance(12)
    assert seen == [
        ["RUNNING", "NOT_STARTED", "NOT_STARTED"],
        ["DONE", "RUNNING", "NOT_STARTED"],
        ["DONE", "DONE", "RUNNING"],
        ["DONE", "DONE", "DONE"],
    ]
    assert base["state"] == "DONE"
    assert base["jobEndTime"] - base["jobStartTime"] == 36_000


def test_script_is_played_read_by_read(mock: DSSMock) -> None:
    mock.jobs.script("WAITING", "RUNNING", "FAILED", error="Why")
    id = mock.request("POST", JOBS, json={"outputs": [{"id": "clean"}]}).json()["id"]
    states = []
    for _ in range(4):
        mock.request("GET", JOBS)
        base = mock.request("GET", f"{JOBS}{id}/").json()["baseStatus"]
        states.append((base["state"], base["activities"]["one_NP"]["state"]))
    assert states == [
        ("WAITING", "NOT_STARTED"), ("RUNNING", "RUNNING"), ("FAILED", "FAILED"),
        ("FAILED", "FAILED"),
    ]  # fmt: skip
    assert base["unexpectedFailure"]["message"] == "Why"
    mock.jobs.script("ABORTED")
    assert start(mock, "loose")["baseStatus"]["state"] == "ABORTED"
    mock.jobs.script("FAILED")
    assert start(mock, "loose")["baseStatus"]["unexpectedFailure"]["message"] == "The job failed"
    mock.jobs.script("DONE")
    assert ran(start(mock, "clean")) == ["one"]
    assert last_build(mock, "SALES", "clean") is not None


def test_script_is_checked(mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="BROKEN"):
        mock.jobs.script("BROKEN")
    with pytest.raises(ValueError, match="needs a state"):
        mock.jobs.script()


def test_identifiers_are_unique_though_time_stands_still(mock: DSSMock) -> None:
    ids = {start(mock, "clean")["baseStatus"]["def"]["id"] for _ in range(3)}
    assert len(ids) == 3
    assert min(ids) == "build_clean_NP_2026-01-05T12-00-00.000"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"outputs": []}, 400, "something to build"),
        ({"type": "FAST", "outputs": [{"id": "clean"}]}, 400, "FAST"),
        ({"outputs": [{"id": "clean", "type": "CHEESE"}]}, 400, "CHEESE"),
        ({"outputs": [{"id": "nothing"}]}, 404, "dataset does not exist: SALES.nothing"),
        ({"outputs": [{"id": "m", "type": "SAVED_MODEL"}]}, 404, "saved model does not exist"),
        ({"outputs": [{"id": "x", "projectKey": "OTHER"}]}, 404, "OTHER"),
    ],
)
def test_bad_wishes_are_refused(
    mock: DSSMock, body: dict[str, Any], status: int, words: str
) -> None:
    answer = mock.request("POST", JOBS, json=body)
    assert answer.status == status
    assert words in answer.json()["message"]
    assert mock.request("GET", JOBS).json() == []


def test_other_objects_and_projects_are_built(mock: DSSMock) -> None:
    plant_project(mock, "OTHER", "copy")
    mock.table("managed_folders").put("SALES.f1", {"projectKey": "SALES", "id": "f1"})
    status = start(mock, "f1", type="MANAGED_FOLDER")
    assert status["baseStatus"]["def"]["outputs"] == [
        {
            "type": "MANAGED_FOLDER",
            "targetManagedFolder": "f1",
            "targetManagedFolderProjectKey": "SALES",
            "targetPartition": "NP",
        }
    ]
    assert last_build(mock, "SALES", "f1") is not None
    assert ran(start(mock, "OTHER.copy")) == []
    assert ran(start(mock, "copy", projectKey="OTHER")) == []
    assert last_build(mock, "OTHER", "copy") is not None


def test_limit_of_the_list(mock: DSSMock) -> None:
    for _ in range(3):
        start(mock, "loose")
    sizes = {
        limit: len(mock.request("GET", JOBS, query={"limit": limit}).json()) for limit in (0, 2, 9)
    }
    assert sizes == {0: 3, 2: 2, 9: 3}
    assert mock.request("GET", JOBS, query={"limit": -1}).status == 400


def test_readers_see_jobs_and_start_none(mock: DSSMock) -> None:
    add_person(mock, "carol", "readers")
    mock.table("personal_api_keys").add("k", {"id": "k", "key": "carol-key", "user": "carol"})
    body = {"outputs": [{"id": "clean"}]}
    assert mock.request("POST", JOBS, key="carol-key", json=body).status == 403
    assert mock.request("GET", "/jobs/running/", key="carol-key").json() == []
    line = {"group": "readers", "readProjectContent": True}
    permissions = {"owner": "admin", "permissions": [line]}
    mock.request("PUT", "/projects/SALES/permissions", json=permissions)
    mock.jobs.script("RUNNING")
    id = mock.request("POST", JOBS, json=body).json()["id"]
    assert mock.request("GET", f"{JOBS}{id}/", key="carol-key").status == 200
    assert mock.request("POST", f"{JOBS}{id}/abort", key="carol-key").status == 403
    assert mock.request("POST", JOBS, key="carol-key", json=body).status == 403
    assert len(mock.request("GET", "/jobs/running/", key="carol-key").json()) == 1
    assert mock.request("GET", f"{JOBS}nothing/").status == 404


def test_timed_job_waits_when_time_goes_back(mock: DSSMock) -> None:
    mock.jobs.script("DONE", duration_ms=60_000)
    made = mock.request("POST", JOBS, json={"outputs": [{"id": "report"}]}).json()
    mock.request("GET", JOBS)
    mock.clock = ManualClock(0)
    (job,) = mock.request("GET", JOBS).json()
    assert (job["def"]["id"], job["state"]) == (made["id"], "RUNNING")


def test_snapshot_holds_jobs_and_scripts(mock: DSSMock) -> None:
    mock.request("POST", JOBS, json={"outputs": [{"id": "clean"}]})
    mock.jobs.script("RUNNING")
    saved = mock.snapshot()
    assert mock.request("GET", JOBS).json()[0]["state"] == "RUNNING"
    mock.reset()
    mock.restore(saved)
    states = [mock.request("GET", JOBS).json()[0]["state"] for _ in range(2)]
    assert states == ["RUNNING", "DONE"]
    assert start(mock, "clean")["baseStatus"]["state"] == "RUNNING"


def test_job_goes_with_its_project(mock: DSSMock) -> None:
    mock.request("POST", JOBS, json={"outputs": [{"id": "clean"}]})
    body = {"targetProjectName": "Copy", "targetProjectKey": "COPY", "duplicationMode": "MINIMAL"}
    assert mock.request("POST", "/projects/SALES/duplicate/", json=body).status == 200
    assert mock.request("GET", "/projects/COPY/jobs/").json() == []
    assert mock.request("DELETE", "/projects/SALES").status == 200
    assert mock.table("jobs").ids() == []
    assert mock.request("GET", "/jobs/running/").json() == []


def test_task_that_is_closed_by_hand(mock: DSSMock) -> None:
    id = mock.futures.open("admin", {"displayName": "Loop"})
    mock.clock.advance(10**6)
    state = mock.request("GET", f"/futures/{id}").json()
    assert (state["alive"], state["progress"]) == (True, {"states": []})
    mock.futures.close(id)
    assert mock.futures.state(id) == "DONE"
    assert mock.request("GET", f"/futures/{id}").json()["hasResult"] is True
    mock.futures.close(id, aborted=True)
    assert mock.futures.state(id) == "DONE"
    mock.futures.close("nobody")
    assert mock.futures.state("nobody") == "GONE"
    assert mock.futures.info("nobody") is None
