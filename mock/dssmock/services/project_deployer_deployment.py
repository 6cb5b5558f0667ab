"""Project Deployer: deployments, their health, updates and tests."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _deployer_state as shared
from dssmock.services import _project_deployer_state as state
from dssmock.services import _project_deployment as work
from dssmock.services import _project_state
from dssmock.services._identifiers import check_id
from dssmock.services._messages import messages
from dssmock.services._object_state import rows_of
from dssmock.services.scenario_run import get_testing_status as testing_status

FIXED = ("id", "infraId", "publishedProjectKey", "deployedProjectKey")


def _deployment(call: Call, right: str) -> dict[str, Any]:
    """A deployment: its rights are those of its infrastructure."""
    deployment = state.deployments(call.dss).get(call.path["deployment_id"])
    shared.require(call, _rights(call, deployment), right)
    return deployment


def _rights(call: Call, deployment: dict[str, Any]) -> dict[str, Any]:
    settings = deployment["settings"]
    infra = state.infras(call.dss).get(settings["infraId"])
    permissions = infra.get("permissions")
    return {"id": settings["id"], "owner": deployment["createdBy"], "permissions": permissions}


@handles("project_deployer_list_deployments")
def list_deployments(call: Call) -> list[dict[str, Any]]:
    return [
        state.deployment_light(call.dss, each)
        for each in state.deployments(call.dss).values()
        if shared.may(call, _rights(call, each), "read")
    ]


@handles("project_deployer_create_deployment")
def create_deployment(call: Call) -> dict[str, Any]:
    """Make a deployment; nothing is deployed yet."""
    body = call.body
    infra = state.infras(call.dss).get(body["infraId"])
    shared.require(call, infra, "deploy")
    project = state.project(call, body["publishedProjectKey"], "deploy")
    bundle = state.bundle_of(project, body["bundleId"])
    shared.check_governance(infra, bundle, call.query.get("ignoreWarnings", False))
    settings = {
        "id": check_id("a deployment", body["deploymentId"]),
        "infraId": infra["id"],
        "tags": [],
        "publishedProjectKey": body["publishedProjectKey"],
        "bundleId": bundle["id"],
        "projectFolderId": body.get("projectFolderId") or _project_state.ROOT,
        "bundleContainerSettings": {
            "remapping": {"connections": [], "codeEnvs": []},
            "codeEnvsBehavior": {
                "importTimeMode": "INSTALL_IF_MISS",
                "envImportSpecificationMode": "SPECIFIED",
            },
        },
        "localVariables": {},
        "scenariosToActivate": {},
        "disableAutomaticTriggers": False,
    }
    if body.get("deployedProjectKey"):
        settings["deployedProjectKey"] = body["deployedProjectKey"]
    _check_key(call, settings)
    by = call.auth.name
    made: dict[str, Any] = {"settings": settings, "createdBy": by, "lastModifiedBy": by}
    state.deployments(call.dss).add(settings["id"], {**made, "deployed": None, "updates": []})
    return state.deployment_light(call.dss, state.deployments(call.dss).get(settings["id"]))


def _check_key(call: Call, settings: dict[str, Any]) -> None:
    """Refuse a deployed project that is none or that another deployment makes.

    Raises:
        errors.BadRequest: it is.
    """
    key = state.deployed_key(settings)
    if not _project_state.KEY.fullmatch(key):
        raise errors.BadRequest(f"Invalid project key: {key!r}")
    for other in state.deployments_with(call.dss, "infraId", settings["infraId"]):
        if state.deployed_key(other["settings"]) == key:
            raise errors.BadRequest(
                f"{other['settings']['id']} deploys project {key} there already"
            )


@handles("project_deployer_get_deployment")
def get_deployment(call: Call) -> dict[str, Any]:
    return state.deployment_light(call.dss, _deployment(call, "read"))


@handles("project_deployer_get_deployment_status")
def get_deployment_status(call: Call) -> dict[str, Any]:
    deployment = _deployment(call, "read")
    answer: dict[str, Any] = {"deploymentId": deployment["settings"]["id"], "monitoring": None}
    try:
        with work.targets(call.dss, deployment) as targets:
            health, said = _health(deployment, targets)
            deployed = [each for each in targets if each.project() is not None]
            if deployment["deployed"] is not None and deployed:
                answer["monitoring"] = work.monitoring(deployed[0])
    except errors.ServerError as problem:
        health, said = "ERROR", [("ERROR", problem.message)]
    return {**answer, "health": health, "healthMessages": messages(*said)}


def _health(
    deployment: dict[str, Any], targets: list[work.Target]
) -> tuple[str, list[tuple[str, str]]]:
    """The health of a deployment, and what explains it."""
    if not deployment["updates"]:
        return "UNKNOWN", [("WARNING", "The deployment has not been updated yet")]
    last, wanted = deployment["updates"][-1], deployment["settings"]["bundleId"]
    if last["status"] == "FAILED":
        return "ERROR", [("ERROR", f"The last update failed: {last['logs']['lines'][-1]}")]
    for target in targets:
        project = target.project()
        if project is None:
            return "ERROR", [("ERROR", f"Project {target.key} is not on node {target.name}")]
        if project.get("activeBundleId") != wanted:
            active = project.get("activeBundleId")
            text = f"Bundle {active} is active on node {target.name}, the settings ask for {wanted}"
            return "OUT_OF_SYNC", [("WARNING", text)]
    if last["status"] == "WARNING":
        return "WARNING", [("WARNING", line) for line in last["logs"]["lines"][1:-1]]
    return "HEALTHY", []


@handles("project_deployer_get_governance_status")
def get_governance_status(call: Call) -> dict[str, Any]:
    """Whether the bundle is approved, as gravely as the infrastructure takes it."""
    settings = _deployment(call, "read")["settings"]
    project = state.projects(call.dss).get(settings["publishedProjectKey"])
    bundle = state.bundle_of(project, call.query.get("bundleId") or settings["bundleId"])
    policy = state.infras(call.dss).get(settings["infraId"]).get("governCheckPolicy")
    if bundle.get("governance") == "APPROVED" or policy in (None, "NO_CHECK"):
        return messages()
    severity = "ERROR" if policy == "PREVENT" else "WARNING"
    return messages((severity, f"Bundle {bundle['id']} is not approved in Govern", "NOT_APPROVED"))


@handles("project_deployer_get_deployment_settings")
def get_settings(call: Call) -> dict[str, Any]:
    return _deployment(call, "deploy")["settings"]


@handles("project_deployer_save_deployment_settings")
def save_settings(call: Call) -> Empty:
    """Replace the settings of a deployment; what it deploys, and where, stays."""
    old = _deployment(call, "deploy")["settings"]
    fixed = {name: old[name] for name in FIXED if name in old}
    new = {"bundleId": old["bundleId"], **call.body, **fixed}
    project = state.projects(call.dss).get(old["publishedProjectKey"])
    bundle = state.bundle_of(project, new["bundleId"])
    if bundle["id"] != old["bundleId"]:
        infra = state.infras(call.dss).get(old["infraId"])
        shared.check_governance(infra, bundle, call.query.get("ignoreWarnings", False))
    with state.deployments(call.dss).edit(old["id"]) as deployment:
        deployment["settings"] = new
        deployment["lastModifiedBy"] = call.auth.name
    return EMPTY


@handles("project_deployer_delete_deployment")
def delete_deployment(call: Call) -> Empty:
    """Forget a deployment; the project that it made stays where it is."""
    state.deployments(call.dss).delete(_deployment(call, "deploy")["settings"]["id"])
    return EMPTY


@handles("project_deployer_update_deployment")
def update_deployment(call: Call) -> dict[str, Any]:
    id = _deployment(call, "deploy")["settings"]["id"]
    started = call.dss.clock.now_ms()
    about = {"type": "PROJECT_DEPLOYMENT_UPDATE", "displayName": f"Update {id}", "targets": []}
    return call.dss.futures.start(call, lambda: _update(call, id, started), payload=about)


def _update(call: Call, id: str, started: int) -> dict[str, Any]:
    """Make what is deployed match the settings, and write the history."""
    deployment = state.deployments(call.dss).get(id)
    settings = deployment["settings"]
    bundle_id, by = settings["bundleId"], call.auth.name
    data = call.dss.blobs.get(state.blob(settings["publishedProjectKey"], bundle_id))
    said: list[tuple[str, str]] = []
    status, end = "SUCCESS", f"Deployed bundle {bundle_id}"
    try:
        with work.targets(call.dss, deployment) as targets:
            for target in targets:
                said += work.deploy(target, deployment, data, by)
            here = all(target.dss is call.dss for target in targets)
    except errors.DSSError as problem:
        status, end, here = "FAILED", problem.message, None
    if status == "SUCCESS" and any(severity == "WARNING" for severity, _ in said):
        status = "WARNING"
    lines = [f"Updating {id}", *(text for _, text in said), end]
    with state.deployments(call.dss).edit(id) as document:
        if here is not None:
            document["place"] = "HERE" if here else "NODE"
            document["deployed"] = bundle_id
        # The start names an update, so no two may have the same.
        started = max([started, *(each["startTimestamp"] + 1 for each in document["updates"])])
        document["updates"].append(
            {
                "startTimestamp": started,
                "endTimestamp": max(started, call.dss.clock.now_ms()),
                "requester": by,
                "type": "DEPLOY",
                "status": status,
                "logs": {"lines": lines},
            }
        )
    told = [*said, ("ERROR", end)] if status == "FAILED" else said
    return {"deploymentId": id, "status": status, "messages": messages(*told)}


@handles("project_deployer_list_updates")
def list_updates(call: Call) -> list[dict[str, Any]]:
    """The updates, newest first."""
    return shared.update_items(_deployment(call, "read"))


@handles("project_deployer_get_last_update")
def get_last_update(call: Call) -> dict[str, Any]:
    return shared.last_update(_deployment(call, "read"))


@handles("project_deployer_get_update")
def get_update(call: Call) -> dict[str, Any]:
    return shared.update_of(_deployment(call, "read"), call.path["start_timestamp"])


def _tested(call: Call, targets: list[work.Target]) -> work.Target:
    """The deployed project whose tests are meant.

    Raises:
        errors.BadRequest: there are several nodes and none is named.
        errors.NotFound: there is no such node, or nothing is deployed there.
    """
    wanted = call.query.get("automationNodeId")
    if wanted is None and len(targets) > 1:
        raise errors.BadRequest("The infrastructure has several automation nodes: name one")
    for target in targets:
        if wanted in (None, target.name):
            if target.project() is None:
                raise errors.NotFound(f"Project {target.key} is not on node {target.name}")
            return target
    raise errors.NotFound(f"automation node does not exist: {wanted}")


@handles("project_deployer_get_testing_status")
def get_testing_status(call: Call) -> dict[str, Any]:
    with work.targets(call.dss, _deployment(call, "read")) as targets:
        target = _tested(call, targets)
        return testing_status(work.asked_of(call, target, bundleId=call.query.get("bundleId")))


@handles("project_deployer_run_test_scenarios")
def run_test_scenarios(call: Call) -> dict[str, Any]:
    with work.targets(call.dss, _deployment(call, "deploy")) as targets:
        target = _tested(call, targets)
        for scenario in rows_of(target.dss, "scenarios", target.key):
            if scenario.get("markedAsTest"):
                target.dss.scenarios.run_now(target.key, scenario["id"], call.auth.name)
        return testing_status(work.asked_of(call, target))
