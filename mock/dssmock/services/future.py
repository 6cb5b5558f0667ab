"""Handlers of the long tasks."""

from __future__ import annotations

from typing import Any

from dssmock.core import EMPTY, Call, Empty, handles


@handles("future_list")
def list_running(call: Call) -> list[dict[str, Any]]:
    """The running tasks of the caller, or of everybody."""
    everybody = call.query.get("allUsers", False)
    if everybody:
        call.require_admin()
    return call.dss.futures.list(
        scenarios=call.query.get("withScenarios", False),
        others=call.query.get("withNotScenarios", True),
        owner=None if everybody else call.auth.name,
    )


@handles("future_get")
def get(call: Call) -> dict[str, Any]:
    """The state of a task."""
    peek = call.query.get("peek", False)
    return call.dss.futures.read(call, call.path["job_id"], peek=peek)


@handles("future_abort")
def abort(call: Call) -> Empty:
    """Stop a task."""
    call.dss.futures.abort(call, call.path["job_id"])
    return EMPTY
