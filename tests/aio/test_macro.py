"""Macros: list, definition, run, status, result, abort."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.macro import AsyncDSSMacro
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project

LIST = "pyrunnable_builtin-macros_list-datasets-using-connection"
CLEAR = "pyrunnable_builtin-macros_clear-job-logs"


@pytest.fixture
def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """A project with a dataset on a connection."""
    plant_project(mock, "SALES", "orders")
    with mock.table("datasets").edit("SALES.orders") as dataset:
        dataset["params"] = {"connection": "disk"}
    return client.get_project("SALES")


async def test_list_as_dicts_and_as_objects(project: AsyncDSSProject) -> None:
    types = [macro["runnableType"] for macro in await project.list_macros()]
    assert LIST in types
    handles = await project.list_macros(as_objects=True)
    assert [handle.runnable_type for handle in handles] == types
    assert handles[0].definition is not None
    assert LIST in repr(handles[0])


async def test_definition_is_read_once(project: AsyncDSSProject, mock: DSSMock) -> None:
    macro = project.get_macro(LIST)
    assert (await macro.get_definition())["resultType"] == "RESULT_TABLE"
    asked = len(mock.calls)
    await macro.get_definition()
    assert len(mock.calls) == asked
    with pytest.raises(DSSNotFound, match="nothing"):
        await project.get_macro("nothing").get_definition()


async def test_run_and_result(project: AsyncDSSProject, mock: DSSMock) -> None:
    macro = project.get_macro(LIST)
    run_id = await macro.run({"connection": "disk"})
    assert mock.calls[-1].query == {"wait": True}
    assert mock.calls[-1].body == {"params": {"connection": "disk"}, "adminParams": {}}
    assert (await macro.get_status(run_id))["running"] is False
    result = await macro.get_result(run_id, as_type="json")
    assert result["records"] == [["SALES.orders"]]
    assert (await macro.get_status(run_id))["exists"] is False
    with pytest.raises(DSSNotFound, match=run_id):
        await macro.get_result(run_id)


async def test_result_as_stream_and_as_text(project: AsyncDSSProject) -> None:
    await project.new_job().with_output("orders").start_and_wait()
    macro = project.get_macro(CLEAR)
    async with await macro.get_result(await macro.run({}, {})) as stream:
        assert await stream.read() == b"<p>Deleted 1 jobs</p>"
    assert await project.list_jobs() == []
    text = await macro.get_result(await macro.run(), as_type="string")
    assert text == "<p>Deleted 0 jobs</p>"
    with pytest.raises(ValueError, match="as_type"):
        await macro.get_result("x", as_type="dict")


async def test_run_without_waiting(project: AsyncDSSProject) -> None:
    macro = project.get_macro(LIST)
    run_id = await macro.run(wait=False)
    assert (await macro.get_status(run_id))["running"] is True
    assert (await macro.get_status(run_id))["running"] is False
    run_id = await macro.run(wait=False)
    with pytest.raises(DSSBadRequest, match="goes on"):
        await macro.get_result(run_id)
    assert (await macro.get_result(run_id, "json"))["records"] == []


async def test_abort_ends_the_run(project: AsyncDSSProject) -> None:
    macro = project.get_macro(LIST)
    run_id = await macro.run(wait=False)
    await macro.abort(run_id)
    await macro.abort(run_id)
    assert (await macro.get_status(run_id))["running"] is False
    with pytest.raises(DSSBadRequest, match="aborted"):
        await macro.get_result(run_id)
    with pytest.raises(DSSNotFound):
        await macro.abort(run_id)


async def test_failed_run_says_why(project: AsyncDSSProject, mock: DSSMock) -> None:
    mock.table("macro_results").put(CLEAR, {"error": "No rights on the disk"})
    macro = project.get_macro(CLEAR)
    run_id = await macro.run()
    state: Any = await macro.get_status(run_id)
    assert state["storedError"]["message"] == "No rights on the disk"
    with pytest.raises(DSSAPIError, match="No rights on the disk"):
        await macro.get_result(run_id)


async def test_run_refuses_what_is_no_dict(client: AsyncDSSClient) -> None:
    macro = AsyncDSSMacro(client, "SALES", CLEAR)
    with pytest.raises(TypeError, match="params"):
        await macro.run("x")  # type: ignore[arg-type]
