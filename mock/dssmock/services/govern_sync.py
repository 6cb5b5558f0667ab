"""Handlers of the synchronisation with Govern: tasks that count what they would send."""

from __future__ import annotations

from typing import Any

from dssmock.core import Call, handles
from dssmock.services import _deployer_state as api_deployer
from dssmock.services import _project_deployer_state as project_deployer


def _started(call: Call, counts: dict[str, int]) -> dict[str, Any]:
    about = {"type": "GOVERN_SYNC", "displayName": "Govern synchronisation", "targets": []}
    return call.dss.futures.start(call, {"success": True, "synced": counts}, payload=about)


@handles("govern_sync_start")
def start(call: Call) -> dict[str, Any]:
    call.require_admin()
    key = call.query.get("projectKey")
    if key is None:
        return _started(call, {"projects": len(call.dss.table("projects"))})
    call.require_project(key)
    return _started(call, {"projects": 1})


@handles("govern_sync_start_deployer")
def start_deployer(call: Call) -> dict[str, Any]:
    call.require_admin()
    stores = (project_deployer, api_deployer)
    deployments = sum(len(store.deployments(call.dss)) for store in stores)
    published = len(project_deployer.projects(call.dss)) + len(api_deployer.services(call.dss))
    return _started(call, {"deployments": deployments, "published": published})
