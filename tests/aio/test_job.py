"""Jobs: builder, start, waiting, lists, log, abort."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import (
    DSSFutureAborted,
    DSSFutureFailed,
    DSSFutureLost,
    DSSFutureTimeout,
    DSSNotFound,
    PollPolicy,
)
from dataikuapi.aio.dss.job import AsyncDSSJobListItem, AsyncDSSJobWaiter
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock, ManualClock
from tests.flows import plant_project, plant_recipe
from tests.people import add_person


@pytest.fixture
def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """A project in which `clean` is made of `raw`, and `orders` of `clean`."""
    plant_project(mock, "SALES", "raw", "clean", "orders")
    plant_recipe(mock, "prepare", "shell", ["raw"], ["clean"])
    plant_recipe(mock, "group", "python", ["clean"], ["orders"])
    mock.calls.clear()
    return client.get_project("SALES")


def operations(mock: DSSMock) -> list[str | None]:
    """What was asked of the mock."""
    return [call.operation for call in mock.calls]


async def test_builder_sends_what_was_set(project: AsyncDSSProject) -> None:
    builder = project.new_job("RECURSIVE_BUILD").with_output("orders")
    builder.with_output("m1", "SAVED_MODEL", "OTHER", "2026").with_refresh_metastore(True)
    builder.with_auto_update_schema_before_each_recipe_run(True)
    assert builder.get_definition() == {
        "type": "RECURSIVE_BUILD",
        "refreshHiveMetastore": True,
        "autoUpdateSchemaBeforeEachRecipeRun": True,
        "outputs": [
            {"type": None, "id": "orders", "projectKey": None, "partition": None},
            {"type": "SAVED_MODEL", "id": "m1", "projectKey": "OTHER", "partition": "2026"},
        ],
    }
    assert builder.with_type("RECURSIVE_FORCED_BUILD") is builder
    assert builder.definition["type"] == "RECURSIVE_FORCED_BUILD"


async def test_builder_refuses_an_output_without_a_name(project: AsyncDSSProject) -> None:
    with pytest.raises(ValueError, match="name"):
        project.new_job().with_output("")


async def test_former_name_of_the_builder_warns(project: AsyncDSSProject) -> None:
    with pytest.warns(DeprecationWarning, match="new_job"):
        builder = project.new_job_definition_builder("RECURSIVE_BUILD")
    assert builder.definition["type"] == "RECURSIVE_BUILD"


async def test_start_and_wait_builds(project: AsyncDSSProject, mock: DSSMock) -> None:
    job = await project.new_job("RECURSIVE_BUILD").with_output("orders").start_and_wait()
    status: Any = await job.get_status()
    assert status["baseStatus"]["state"] == "DONE"
    assert list(status["baseStatus"]["activities"]) == ["prepare_NP", "group_NP"]
    assert status["globalState"]["done"] == status["globalState"]["total"] == 2
    assert mock.calls[0].body["outputs"][0]["id"] == "orders"


async def test_start_gives_a_job_that_goes_through_its_states(project: AsyncDSSProject) -> None:
    job = await project.new_job().with_output("orders").start()
    assert job.id.startswith("build_orders_NP_")
    states = [(await job.get_status())["baseStatus"]["state"] for _ in range(2)]
    assert states == ["RUNNING", "DONE"]


async def test_start_job_and_wait_gives_the_state(project: AsyncDSSProject) -> None:
    definition = {"type": "NON_RECURSIVE_FORCED_BUILD", "outputs": [{"id": "clean"}]}
    assert await project.start_job_and_wait(definition) == "DONE"
    job = await project.start_job(definition)
    assert await AsyncDSSJobWaiter(job).wait() == "DONE"
    assert repr(job).startswith("<")
    assert job.id in repr(job)


async def test_start_of_what_does_not_exist_names_it(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        await project.new_job().with_output("nothing").start()
    with pytest.raises(TypeError, match="definition"):
        await project.start_job("orders")  # type: ignore[arg-type]


async def test_failed_job_raises_its_own_message(project: AsyncDSSProject, mock: DSSMock) -> None:
    mock.jobs.script("RUNNING", "FAILED", error="No space left")
    with pytest.raises(DSSFutureFailed, match="No space left") as caught:
        await project.new_job().with_output("orders").start_and_wait()
    assert str(caught.value).startswith("Job run did not finish. Status: FAILED")
    assert caught.value.job_id.startswith("build_orders")
    assert caught.value.state["baseStatus"]["state"] == "FAILED"


async def test_no_fail_gives_the_state_of_a_failed_job(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    mock.jobs.script("FAILED")
    assert await project.start_job_and_wait({"outputs": [{"id": "orders"}]}, True) == "FAILED"


async def test_aborted_job_raises(project: AsyncDSSProject) -> None:
    job = await project.new_job().with_output("orders").start()
    answer = await job.abort()
    assert answer["msg"] == f"Job {job.id} aborted"
    with pytest.raises(DSSFutureAborted, match="Status: ABORTED"):
        await job.wait_for_completion()
    assert await job.wait_for_completion(no_fail=True) == "ABORTED"
    await job.abort()
    assert (await project.list_jobs())[0]["state"] == "ABORTED"


async def test_wait_polls_as_asked(
    project: AsyncDSSProject, mock: DSSMock, client: AsyncDSSClient
) -> None:
    seen: list[str] = []
    mock.jobs.script("NOT_STARTED", "COMPUTING_DEPS", "RUNNING", "RUNNING", "DONE")
    job = await project.new_job().with_output("orders").start()
    state = await job.wait_for_completion(
        on_update=lambda status: seen.append(status["baseStatus"]["state"]),
        poll_policy=PollPolicy(initial=1, factor=2, maximum=4),
    )
    assert state == "DONE"
    assert seen == ["NOT_STARTED", "COMPUTING_DEPS", "RUNNING", "RUNNING", "DONE"]
    assert client.rest.settings.clock.sleeps == [1, 2, 4, 4]


async def test_wait_shows_progress(
    project: AsyncDSSProject, capsys: pytest.CaptureFixture[str]
) -> None:
    await project.new_job().with_output("orders").start_and_wait(progress=True)
    assert "job build_orders" in capsys.readouterr().out


async def test_wait_stops_at_the_timeout(project: AsyncDSSProject, mock: DSSMock) -> None:
    mock.jobs.script("RUNNING")
    job = await project.new_job().with_output("orders").start()
    with pytest.raises(DSSFutureTimeout, match=job.id):
        await job.wait_for_completion(timeout=5)
    assert "job_abort" not in operations(mock)
    with pytest.raises(DSSFutureTimeout):
        await job.wait_for_completion(timeout=0, abort_on_timeout=True)
    assert mock.calls[-1].operation == "job_abort"


async def test_wait_raises_when_there_is_no_such_job(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSNotFound, match="nothing"):
        await project.get_job("nothing").wait_for_completion()


async def test_wait_does_not_go_on_for_ever_when_dss_says_nothing(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    job = await project.new_job().with_output("orders").start()
    mock.faults.add(op="job_get", status=200, body={"baseStatus": {}})
    with pytest.raises(DSSFutureLost, match=job.id):
        await job.wait_for_completion()


async def test_lists_are_newest_first(project: AsyncDSSProject) -> None:
    for name in ("clean", "orders"):
        await project.new_job().with_output(name).start_and_wait()
    items = await project.list_jobs()
    assert [item["def"]["name"] for item in items] == ["build_orders_NP", "build_clean_NP"]
    assert len(await project.list_jobs(limit=1)) == 1
    handles = await project.list_jobs("objects")
    assert [handle.id for handle in handles] == [item.job_id for item in items]
    with pytest.raises(ValueError, match="as_type"):
        await project.list_jobs("dicts")


async def test_list_item_tells_times_and_gives_the_job(project: AsyncDSSProject) -> None:
    job = await project.new_job().with_output("orders").start()
    item = (await project.list_jobs())[0]
    assert (item.project_key, item.job_id) == ("SALES", job.id)
    assert item.start_time is not None
    assert item.start_time.tzinfo is not None
    assert item.end_time is None
    await item.to_job().wait_for_completion()
    item = (await project.list_jobs())[0]
    assert item.end_time is not None
    assert item.end_time >= item.start_time


async def test_list_item_of_a_running_job_may_name_it_at_the_top(client: AsyncDSSClient) -> None:
    item = AsyncDSSJobListItem(client, {"projectKey": "P", "jobId": "j"})
    assert (item.project_key, item.job_id, item.start_time) == ("P", "j", None)


async def test_running_jobs_of_project_and_instance(
    project: AsyncDSSProject, client: AsyncDSSClient, mock: DSSMock
) -> None:
    mock.jobs.script("RUNNING")
    job = await project.new_job().with_output("orders").start()
    assert [each.job_id for each in await project.list_running_jobs()] == [job.id]
    assert [each.id for each in await project.list_running_jobs("objects")] == [job.id]
    assert [each.job_id for each in await client.list_running_jobs()] == [job.id]
    assert [each.id for each in await client.list_running_jobs("objects")] == [job.id]
    assert mock.calls[-1].query == {"allUsers": True}
    await job.abort()
    assert await client.list_running_jobs() == []


async def test_running_jobs_of_oneself_only(
    project: AsyncDSSProject, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    add_person(mock, "bob", "readers")
    body = {
        "owner": "admin",
        "permissions": [{"group": "readers", "readProjectContent": True}],
    }
    mock.request("PUT", "/projects/SALES/permissions", json=body)
    mock.jobs.script("RUNNING")
    await project.new_job().with_output("orders").start()
    async with client_as("bob") as bob:
        assert len(await bob.list_running_jobs()) == 1
        assert await bob.list_running_jobs(all_users=False) == []


async def test_log_of_job_and_activity(project: AsyncDSSProject) -> None:
    job = await project.new_job().with_output("orders").start_and_wait()
    log = await job.get_log()
    assert log.index("was started") < log.index("Running recipe group") < log.index("DONE")
    part = await job.get_log("group_NP")
    assert "does not run recipes of type python" in part
    assert "was started" not in part
    with pytest.raises(DSSNotFound, match="nothing"):
        await job.get_log("nothing")


async def test_job_takes_the_time_that_it_takes() -> None:
    clock = ManualClock()
    mock = DSSMock(clock=clock)
    plant_project(mock, "SALES", "orders")
    mock.jobs.default_ms = 60_000
    async with AsyncDSSClient(mock.base_url, mock.admin_key, transport=mock.transport()) as client:
        job = await client.get_project("SALES").new_job().with_output("orders").start()
        for _ in range(5):
            assert (await job.get_status())["baseStatus"]["state"] == "RUNNING"
        clock.advance(60)
        assert await job.wait_for_completion() == "DONE"
        item = (await client.get_project("SALES").list_jobs())[0]
        assert item.end_time is not None
        assert item.start_time is not None
        assert (item.end_time - item.start_time).total_seconds() == 60


async def test_work_is_not_started_with_what_can_not_be_waited_with(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    wrong: Any = {"on_update": 3}
    text = "on_update must be a function, not int"
    task = project.get_ml_task("a", "t")
    definition = {"outputs": [{"id": "orders"}]}
    with pytest.raises(TypeError, match=text):
        await project.get_dataset("orders").build(**wrong)
    with pytest.raises(TypeError, match=text):
        await project.start_job_and_wait(definition, **wrong)
    with pytest.raises(TypeError, match=text):
        await project.get_recipe("group").run(**wrong)
    with pytest.raises(TypeError, match=text):
        await project.get_scenario("s").run_and_wait(**wrong)
    with pytest.raises(TypeError, match=text):
        await task.train(**wrong)
    with pytest.raises(TypeError, match=text):
        await task.ensemble(["m"], "VOTE", **wrong)
    with pytest.raises(ValueError, match="timeout must not be negative"):
        await project.get_dataset("orders").build(timeout=-1)
    assert not mock.calls


async def test_wait_with_a_wrong_callback_asks_for_nothing(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    job = project.get_job("j")
    with pytest.raises(TypeError, match="on_update must be a function, not int"):
        await job.wait_for_completion(on_update=3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="timeout must be a number of seconds, not str"):
        await job.wait_for_completion(timeout="3")  # type: ignore[arg-type]
    assert not mock.calls
