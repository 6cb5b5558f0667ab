"""Project Deployer: stages, infrastructures, published projects and their bundles."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services import _project_deployer_state as state
from dssmock.services._deployer_state import may, require
from dssmock.services._identifiers import check_id
from dssmock.services._plugin_archive import uploaded
from dssmock.services.global_api_key import new_key


@handles("project_deployer_list_stages")
def list_stages(call: Call) -> list[dict[str, Any]]:
    return state.stages(call.dss)


@handles("project_deployer_list_infras")
def list_infras(call: Call) -> list[dict[str, Any]]:
    found = state.infras(call.dss).values()
    return [state.infra_light(call, each) for each in found if may(call, each, "read")]


@handles("project_deployer_create_infra")
def create_infra(call: Call) -> dict[str, Any]:
    call.require_admin()
    known = [stage["id"] for stage in state.stages(call.dss)]
    if call.body["stage"] not in known:
        raise errors.BadRequest(f"No such stage: {call.body['stage']}; there are {known}")
    infra = {
        "id": check_id("an infrastructure", call.body["id"]),
        "type": "AUTOMATION_NODE",
        "stage": call.body["stage"],
        "governCheckPolicy": call.body.get("governCheckPolicy") or "NO_CHECK",
        "autoconfigureFromNodesDirectory": False,
        "automationNodeUrl": "",
        "automationNodeExternalUrl": "",
        "adminApiKey": "",
        "trustAllSSLCertificates": False,
        "permissions": [],
        "owner": call.auth.login,
    }
    state.infras(call.dss).add(infra["id"], infra)
    return state.infra_light(call, infra)


def _infra(call: Call, right: str) -> dict[str, Any]:
    infra = state.infras(call.dss).get(call.path["infra_id"])
    require(call, infra, right)
    return infra


@handles("project_deployer_get_infra")
def get_infra(call: Call) -> dict[str, Any]:
    return state.infra_light(call, _infra(call, "read"))


@handles("project_deployer_get_infra_settings")
def get_infra_settings(call: Call) -> dict[str, Any]:
    return _infra(call, "admin")


@handles("project_deployer_save_infra_settings")
def save_infra_settings(call: Call) -> Empty:
    id = _infra(call, "admin")["id"]
    state.infras(call.dss).put(id, {**call.body, "id": id})
    return EMPTY


@handles("project_deployer_delete_infra")
def delete_infra(call: Call) -> Empty:
    id = _infra(call, "admin")["id"]
    _refuse_used(call, "infraId", id)
    state.infras(call.dss).delete(id)
    return EMPTY


def _refuse_used(call: Call, member: str, id: str) -> None:
    """Refuse to delete what deployments need.

    Raises:
        errors.BadRequest: there are some.
    """
    users = [each["settings"]["id"] for each in state.deployments_with(call.dss, member, id)]
    if users:
        raise errors.BadRequest(f"{id} still has deployments: {', '.join(users)}")


@handles("project_deployer_generate_personal_api_key")
def generate_personal_api_key(call: Call) -> dict[str, Any]:
    """Make a key of one secret on each node."""
    infra = _infra(call, "deploy")
    if infra.get("type") != state.SEVERAL:
        raise errors.BadRequest(f"Infrastructure {infra['id']} has only one automation node")
    login = call.query.get("forUser") or call.auth.login
    if login != call.auth.login:
        call.require_admin()
    about = {"label": call.query.get("label"), "description": call.query.get("description")}
    key = {**new_key(call, about), "user": login}
    result: dict[str, list[dict[str, Any]]] = {
        "nodesAndKeys": [],
        "nodesWhereUserDoesNotExist": [],
        "nodesWhereUserIsDisabled": [],
    }
    for each in infra.get("automationNodes") or []:
        node_id = each.get("nodeId")
        node = call.dss.nodes.at(each.get("automationNodeUrl"))
        node = node or call.dss.nodes.own(f"{infra['id']}/{node_id}")
        with node.alone():
            user = node.table("users").find(login) if login else None
            if user is None:
                result["nodesWhereUserDoesNotExist"].append({"nodeId": node_id})
            elif user.get("enabled") is False:
                result["nodesWhereUserIsDisabled"].append({"nodeId": node_id})
            else:
                node.table("personal_api_keys").put(key["id"], key)
                result["nodesAndKeys"].append({"nodeId": node_id, "keyId": key["id"]})
    made, missed = bool(result["nodesAndKeys"]), sum(map(len, list(result.values())[1:]))
    told: dict[str, Any] = {"secret": key["key"]} if made else {}
    if missed:
        told["error"] = f"The key could not be made on {missed} nodes"
    return {"createdOnAllNodes": made and not missed, "user": login, **told, **result}


@handles("project_deployer_list_projects")
def list_projects(call: Call) -> list[dict[str, Any]]:
    found = state.projects(call.dss).values()
    return [
        state.project_light(call, each) for each in found if may(call, each["settings"], "read")
    ]


@handles("project_deployer_create_project")
def create_project(call: Call) -> dict[str, Any]:
    key = call.body["publishedProjectKey"]
    state.create_project(call, key, key)
    return state.project_light(call, state.projects(call.dss).get(key))


def _project(call: Call, right: str) -> dict[str, Any]:
    return state.project(call, call.path["published_project_key"], right)


@handles("project_deployer_get_project")
def get_project(call: Call) -> dict[str, Any]:
    return state.project_light(call, _project(call, "read"))


@handles("project_deployer_get_project_settings")
def get_project_settings(call: Call) -> dict[str, Any]:
    return _project(call, "admin")["settings"]


@handles("project_deployer_save_project_settings")
def save_project_settings(call: Call) -> Empty:
    key = _project(call, "admin")["settings"]["id"]
    with state.projects(call.dss).edit(key) as document:
        document["settings"] = {**call.body, "id": key}
    return EMPTY


@handles("project_deployer_delete_project")
def delete_project(call: Call) -> Empty:
    project = _project(call, "admin")
    key = project["settings"]["id"]
    _refuse_used(call, "publishedProjectKey", key)
    for bundle in project["packages"]:
        call.dss.blobs.delete(state.blob(key, bundle["id"]))
    state.projects(call.dss).delete(key)
    return EMPTY


@handles("project_deployer_upload_bundle")
def upload_bundle(call: Call) -> Empty:
    state.publish(call, uploaded(call.files).data, call.query.get("projectKey"))
    return EMPTY


@handles("project_deployer_get_bundle")
def get_bundle(call: Call) -> Binary:
    bundle = state.bundle_of(_project(call, "read"), call.path["bundle_id"])
    key = call.path["published_project_key"]
    data = call.dss.blobs.get(state.blob(key, bundle["id"]))
    return Binary(data, f"{key}-{bundle['id']}.zip")


@handles("project_deployer_delete_bundle")
def delete_bundle(call: Call) -> Empty:
    project = _project(call, "write")
    key = project["settings"]["id"]
    id = state.bundle_of(project, call.path["bundle_id"])["id"]
    for deployment in state.deployments_with(call.dss, "publishedProjectKey", key):
        if id in (deployment["settings"].get("bundleId"), deployment["deployed"]):
            raise errors.BadRequest(f"Bundle {id} is used by {deployment['settings']['id']}")
    with state.projects(call.dss).edit(key) as document:
        document["packages"] = [each for each in document["packages"] if each["id"] != id]
    call.dss.blobs.delete(state.blob(key, id))
    return EMPTY
