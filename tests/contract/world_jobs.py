"""What the examples of jobs, scenarios, macros, streams and notebooks need."""

from __future__ import annotations

from typing import Any, Final

from dssmock.core import DSSMock
from tests.contract.planting import ask, rename

KEY: Final = "SALES"
PROJECT: Final = f"/projects/{KEY}"
JOB: Final = "build_orders_NP_2026-01-05T10-20-30.123"
MACRO: Final = "pyrunnable_builtin-macros_list-datasets-using-connection"
FIRE: Final = "2026-01-05-10-20-30-123"
RUN: Final = "2026-01-05-10-20-31-456"
STEP: Final = {"id": "build_0", "name": "build", "type": "build_flowitem", "params": {}}
CELL: Final = {"id": "cell1", "name": "Orders", "type": "QUERY", "code": "select * from orders"}
# What an operation makes must not be there yet.
ABSENT: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "jupyter_notebook_create": (("jupyter_notebooks", f"{KEY}.explore"),),
    "scenario_create": (("scenarios", f"{KEY}.NIGHTLY"),),
    "streaming_endpoint_create": (("streaming_endpoints", f"{KEY}.clicks"),),
    "streaming_endpoint_create_managed": (("streaming_endpoints", f"{KEY}.clicks"),),
}


def plant(mock: DSSMock) -> None:
    """Add what the examples name."""
    _job(mock)
    _scenario(mock)
    _streams(mock)
    _notebooks(mock)


def arrange(mock: DSSMock, operation: str) -> None:
    """Make the instance ready for the example of an operation."""
    for table, id in ABSENT.get(operation, ()):
        mock.table(table).delete(id)
    if operation == "streaming_endpoint_test_httpsse":
        with mock.table("streaming_endpoints").edit(f"{KEY}.clicks") as endpoint:
            endpoint["type"] = "httpsse"


def _job(mock: DSSMock) -> None:
    wish = {"outputs": [{"type": "DATASET", "id": "orders_by_country", "partition": "NP"}]}
    made = ask(mock, "POST", f"{PROJECT}/jobs/", {**wish, "type": "NON_RECURSIVE_FORCED_BUILD"})
    mock.jobs.abort(f"{KEY}.{made['id']}")
    rename(mock, "jobs", made["id"], JOB)
    wish = {"params": {"connection": "filesystem_managed"}}
    run = ask(mock, "POST", f"{PROJECT}/runnables/{MACRO}", wish, query={"wait": "true"})
    rename(mock, "macro_runs", run["runId"], "bXk2c1Zq")


def _scenario(mock: DSSMock) -> None:
    nightly = {"name": "NIGHTLY", "type": "step_based", "params": {"steps": [STEP]}}
    ask(mock, "POST", f"{PROJECT}/scenarios/", {**nightly, "markedAsTest": True})
    mock.scenarios.script("SUCCESS", scenario="NIGHTLY")
    fire = ask(mock, "POST", f"{PROJECT}/scenarios/NIGHTLY/run", {})["runId"]
    query = {"triggerId": "manual", "triggerRunId": fire}
    path = f"{PROJECT}/scenarios/NIGHTLY/get-run-for-trigger"
    ask(mock, "GET", path, query=query)  # the script goes on with each look
    rename(mock, "scenario_runs", fire, FIRE)
    with mock.table("scenario_runs").edit(f"{KEY}.NIGHTLY.{FIRE}") as document:
        document["run"]["runId"] = RUN


def _streams(mock: DSSMock) -> None:
    kafka = mock.table("connections").get("filesystem_managed")
    mock.table("connections").put("kafka_main", {**kafka, "name": "kafka_main", "type": "Kafka"})
    clicks = {"id": "clicks", "type": "kafka", "params": {"connection": "kafka_main"}}
    ask(mock, "POST", f"{PROJECT}/streamingendpoints/", clicks)
    recipe = mock.table("recipes").get(f"{KEY}.compute_orders_by_country")
    recipe["recipe"] |= _ends("clicks", "orders_copy")
    recipe["recipe"] |= {"type": "csync", "name": "compute_stream"}
    mock.table("recipes").put(f"{KEY}.compute_stream", {**recipe, "payload": ""})


def _ends(source: str, target: str) -> dict[str, Any]:
    """The input and the output of a recipe."""
    ends = {"inputs": source, "outputs": target}
    return {side: {"main": {"items": [{"ref": ref, "deps": []}]}} for side, ref in ends.items()}


def _notebooks(mock: DSSMock) -> None:
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5, "cells": []}
    ask(mock, "POST", f"{PROJECT}/jupyter-notebooks/explore", notebook)
    notebook = {"projectKey": KEY, "connection": "warehouse", "cells": [CELL]}
    made = ask(mock, "POST", f"{PROJECT}/sql-notebooks/", notebook)
    rename(mock, "sql_notebooks", made["id"], "aB3dE6g")
