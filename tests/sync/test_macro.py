# Derived by `tox -e generate` from tests/aio/test_macro.py. Do not edit.
"""Macros: list, definition, run, status, result, abort."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSBadRequest, DSSNotFound
from dataikuapi.dss.macro import DSSMacro
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project

LIST = "pyrunnable_builtin-macros_list-datasets-using-connection"
CLEAR = "pyrunnable_builtin-macros_clear-job-logs"


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    """A project with a dataset on a connection."""
    plant_project(mock, "SALES", "orders")
    with mock.table("datasets").edit("SALES.orders") as dataset:
        dataset["params"] = {"connection": "disk"}
    return client.get_project("SALES")


def test_list_as_dicts_and_as_objects(project: DSSProject) -> None:
    types = [macro["runnableType"] for macro in project.list_macros()]
    assert LIST in types
    handles = project.list_macros(as_objects=True)
    assert [handle.runnable_type for handle in handles] == types
    assert handles[0].definition is not None
    assert LIST in repr(handles[0])


def test_definition_is_read_once(project: DSSProject, mock: DSSMock) -> None:
    macro = project.get_macro(LIST)
    assert (macro.get_definition())["resultType"] == "RESULT_TABLE"
    asked = len(mock.calls)
    macro.get_definition()
    assert len(mock.calls) == asked
    with pytest.raises(DSSNotFound, match="nothing"):
        project.get_macro("nothing").get_definition()


def test_run_and_result(project: DSSProject, mock: DSSMock) -> None:
    macro = project.get_macro(LIST)
    run_id = macro.run({"connection": "disk"})
    assert mock.calls[-1].query == {"wait": True}
    assert mock.calls[-1].body == {"params": {"connection": "disk"}, "adminParams": {}}
    assert (macro.get_status(run_id))["running"] is False
    result = macro.get_result(run_id, as_type="json")
    assert result["records"] == [["SALES.orders"]]
    assert (macro.get_status(run_id))["exists"] is False
    with pytest.raises(DSSNotFound, match=run_id):
        macro.get_result(run_id)


def test_result_as_stream_and_as_text(project: DSSProject) -> None:
    project.new_job().with_output("orders").start_and_wait()
    macro = project.get_macro(CLEAR)
    with macro.get_result(macro.run({}, {})) as stream:
        assert stream.read() == b"<p>Deleted 1 jobs</p>"
    assert project.list_jobs() == []
    text = macro.get_result(macro.run(), as_type="string")
    assert text == "<p>Deleted 0 jobs</p>"
    with pytest.raises(ValueError, match="as_type"):
        macro.get_result("x", as_type="dict")


def test_run_without_waiting(project: DSSProject) -> None:
    macro = project.get_macro(LIST)
    run_id = macro.run(wait=False)
    assert (macro.get_status(run_id))["running"] is True
    assert (macro.get_status(run_id))["running"] is False
    run_id = macro.run(wait=False)
    with pytest.raises(DSSBadRequest, match="goes on"):
        macro.get_result(run_id)
    assert (macro.get_result(run_id, "json"))["records"] == []


def test_abort_ends_the_run(project: DSSProject) -> None:
    macro = project.get_macro(LIST)
    run_id = macro.run(wait=False)
    macro.abort(run_id)
    macro.abort(run_id)
    assert (macro.get_status(run_id))["running"] is False
    with pytest.raises(DSSBadRequest, match="aborted"):
        macro.get_result(run_id)
    with pytest.raises(DSSNotFound):
        macro.abort(run_id)


def test_failed_run_says_why(project: DSSProject, mock: DSSMock) -> None:
    mock.table("macro_results").put(CLEAR, {"error": "No rights on the disk"})
    macro = project.get_macro(CLEAR)
    run_id = macro.run()
    state: Any = macro.get_status(run_id)
    assert state["storedError"]["message"] == "No rights on the disk"
    with pytest.raises(DSSAPIError, match="No rights on the disk"):
        macro.get_result(run_id)


def test_run_refuses_what_is_no_dict(client: DSSClient) -> None:
    macro = DSSMacro(client, "SALES", CLEAR)
    with pytest.raises(TypeError, match="params"):
        macro.run("x")  # type: ignore[arg-type]
