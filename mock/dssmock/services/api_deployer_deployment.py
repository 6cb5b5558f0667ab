"""API Deployer: deployments, their health, updates and queries."""

from __future__ import annotations

import json
from typing import Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.http import EMPTY, Text
from dssmock.services import _deployer_state as state
from dssmock.services._identifiers import check_id
from dssmock.services._messages import messages

STATIC = "STATIC"


def _deployment(call: Call, right: str) -> dict[str, Any]:
    deployment = state.deployments(call.dss).get(call.path["deployment_id"])
    state.require(call, state.settings_of_deployment(call.dss, deployment), right)
    return deployment


def _light(call: Call, deployment: dict[str, Any]) -> dict[str, Any]:
    settings = deployment["settings"]
    infra = state.infras(call.dss).get(settings["infraId"])
    service = state.services(call.dss).get(settings["publishedServiceId"])
    basic = {
        **state.reference(deployment),
        "enabled": settings.get("enabled", False),
        "type": infra.get("type"),
        "stage": infra.get("stage"),
    }
    if settings.get("deployedServiceId"):
        basic["deployedServiceId"] = settings["deployedServiceId"]
    wanted = state.generation(settings)
    packages = [package for package in service["packages"] if package["id"] == wanted]
    return {
        "deploymentBasicInfo": basic,
        "infraBasicInfo": state.infra_basic(infra),
        "serviceBasicInfo": {"id": settings["publishedServiceId"]},
        "packages": [state.package_info(package) for package in packages],
    }


@handles("api_deployer_list_deployments")
def list_deployments(call: Call) -> Any:
    """The deployments that the caller may see."""
    return [
        _light(call, deployment)
        for deployment in state.deployments(call.dss).values()
        if state.may(call, state.settings_of_deployment(call.dss, deployment), "read")
    ]


@handles("api_deployer_create_deployment")
def create_deployment(call: Call) -> Any:
    """Make a deployment, enabled but not running yet."""
    body = call.body
    infra = state.infras(call.dss).get(body["infraId"])
    state.require(call, infra, "deploy")
    service = state.services(call.dss).get(body["publishedServiceId"])
    package = state.package_of(service, body["version"])
    state.check_governance(infra, package, call.query.get("ignoreWarnings", False))
    id = check_id("a deployment", body["deploymentId"])
    settings = {
        "id": id,
        "infraId": infra["id"],
        "publishedServiceId": service["settings"]["id"],
        "endpointId": body.get("endpointId"),
        "enabled": True,
        "generationsMapping": {
            "mode": "SINGLE_GENERATION",
            "generation": package["id"],
        },
        "authorizationsToQueryThroughDeployer": body.get("authorizationsToQueryThroughDeployer")
        or [],
        "owner": call.auth.login,
    }
    deployment = {"settings": settings, "running": None, "updates": []}
    state.deployments(call.dss).add(id, deployment)
    return _light(call, deployment)


@handles("api_deployer_get_deployment")
def get_deployment(call: Call) -> Any:
    """What a deployment is."""
    return _light(call, _deployment(call, "read"))


@handles("api_deployer_get_deployment_status")
def get_deployment_status(call: Call) -> Any:
    """The health of a deployment, and where it can be reached."""
    deployment = _deployment(call, "read")
    settings = deployment["settings"]
    infra = state.infras(call.dss).get(settings["infraId"])
    health, severity, text = _health(deployment)
    said = [] if health == "HEALTHY" else [(severity, text, health)]
    answer: dict[str, Any] = {
        "deploymentId": settings["id"],
        "health": health,
        "healthMessages": messages(*said),
        "deployedVersion": deployment["running"],
    }
    if infra.get("type") == STATIC:
        answer["apiNodes"] = [{"url": node.get("url")} for node in infra.get("apiNodes") or []]
    elif deployment["running"] is not None:
        answer["publicURL"] = f"https://{settings['id']}.deployments.example.com"
    return answer


def _health(deployment: dict[str, Any]) -> tuple[str, str, str]:
    """Health of a deployment, the severity and the text that explain it."""
    settings, running = deployment["settings"], deployment["running"]
    if not settings.get("enabled"):
        return "DISABLED", "INFO", "The deployment is disabled"
    if running is None:
        return "UNKNOWN", "WARNING", "The deployment has not been updated yet"
    wanted = state.generation(settings)
    if running != wanted:
        return (
            "OUT_OF_SYNC",
            "WARNING",
            f"Version {running} runs, the settings ask for {wanted}",
        )
    return "HEALTHY", "SUCCESS", "The deployment is healthy"


@handles("api_deployer_get_deployment_settings")
def get_settings(call: Call) -> Any:
    """The settings of a deployment."""
    return _deployment(call, "deploy")["settings"]


@handles("api_deployer_save_deployment_settings")
def save_settings(call: Call) -> Any:
    """Replace the settings of a deployment; where and what it deploys stays."""
    old = _deployment(call, "deploy")["settings"]
    fixed = {name: old[name] for name in ("id", "infraId", "publishedServiceId")}
    new = {**call.body, **fixed}
    if state.generation(new) != state.generation(old):
        service = state.services(call.dss).get(old["publishedServiceId"])
        package = state.package_of(service, state.generation(new))
        infra = state.infras(call.dss).get(old["infraId"])
        state.check_governance(infra, package, call.query.get("ignoreWarnings", False))
    with state.deployments(call.dss).edit(old["id"]) as deployment:
        deployment["settings"] = new
    return EMPTY


@handles("api_deployer_delete_deployment")
def delete_deployment(call: Call) -> Any:
    """Delete a deployment that is disabled."""
    settings = _deployment(call, "deploy")["settings"]
    if settings.get("enabled"):
        raise errors.BadRequest(f"Deployment {settings['id']} is enabled: disable it first")
    state.deployments(call.dss).delete(settings["id"])
    return EMPTY


@handles("api_deployer_update_deployment")
def update_deployment(call: Call) -> Any:
    """Start to make what runs match the settings."""
    id = _deployment(call, "deploy")["settings"]["id"]
    started = call.dss.clock.now_ms()
    return call.dss.futures.start(
        call,
        result=lambda: _update(call, id, started),
        payload={
            "type": "API_DEPLOYMENT_UPDATE",
            "displayName": f"Update {id}",
            "targets": [],
        },
    )


def _update(call: Call, id: str, started: int) -> dict[str, Any]:
    """Make what runs match the settings, and write the history."""
    with state.deployments(call.dss).edit(id) as deployment:
        settings = deployment["settings"]
        enabled = bool(settings.get("enabled"))
        deployment["running"] = state.generation(settings) if enabled else None
        done = f"Deployed version {deployment['running']}" if enabled else "Nothing runs any more"
        # The start names an update, so no two may have the same.
        started = max([started, *(each["startTimestamp"] + 1 for each in deployment["updates"])])
        deployment["updates"].append(
            {
                "startTimestamp": started,
                "endTimestamp": max(started, call.dss.clock.now_ms()),
                "requester": call.auth.name,
                "type": "DEPLOY" if enabled else "DISABLE",
                "status": "SUCCESS",
                "logs": {"lines": [f"Updating {id}", done]},
            }
        )
    return {"deploymentId": id, "status": "SUCCESS", "messages": messages()}


@handles("api_deployer_list_updates")
def list_updates(call: Call) -> Any:
    """The updates, newest first."""
    return state.update_items(_deployment(call, "read"))


@handles("api_deployer_get_last_update")
def get_last_update(call: Call) -> Any:
    """The newest update, with its log."""
    return state.last_update(_deployment(call, "read"))


@handles("api_deployer_get_update")
def get_update(call: Call) -> Any:
    """The update that started at a time."""
    return state.update_of(_deployment(call, "read"), call.path["start_timestamp"])


@handles("api_deployer_get_governance_status")
def get_governance_status(call: Call) -> Any:
    """Whether the version is approved, as gravely as the infrastructure takes it."""
    settings = _deployment(call, "read")["settings"]
    service = state.services(call.dss).get(settings["publishedServiceId"])
    package = state.package_of(service, call.query.get("version") or state.generation(settings))
    infra = state.infras(call.dss).get(settings["infraId"])
    policy = infra.get("governCheckPolicy")
    if package.get("governance") == "APPROVED" or policy in (None, "NO_CHECK"):
        return messages()
    text = f"Version {package['id']} is not approved in Govern"
    severity = "ERROR" if policy == "PREVENT" else "WARNING"
    return messages((severity, text, "NOT_APPROVED"))


def _running_package(call: Call, deployment: dict[str, Any]) -> dict[str, Any]:
    """The version that runs.

    Raises:
        errors.NotFound: none does.
    """
    if deployment["running"] is None:
        raise errors.NotFound(f"deployment {deployment['settings']['id']} does not run")
    service = state.services(call.dss).get(deployment["settings"]["publishedServiceId"])
    return state.package_of(service, deployment["running"])


@handles("api_deployer_get_open_api")
def get_open_api(call: Call) -> Any:
    """An OpenAPI document of the endpoints that run."""
    deployment = _deployment(call, "read")
    package = _running_package(call, deployment)
    service = deployment["settings"]["publishedServiceId"]
    paths = {
        f"/public/api/v1/{service}/{endpoint.get('id')}/predict": {
            "post": {"responses": {"200": {"description": "The prediction"}}}
        }
        for endpoint in package["endpoints"]
    }
    info = {"title": service, "version": package["id"]}
    return Text(json.dumps({"openapi": "3.0.0", "info": info, "paths": paths}))


@handles("api_deployer_run_test_queries")
def run_test_queries(call: Call) -> Any:
    """Answer the given queries, or those of the version."""
    package = _running_package(call, _deployment(call, "deploy"))
    endpoint = _endpoint(package, call.query.get("endpointIdParam"))
    text = call.query.get("testQueriesParam")
    queries = endpoint.get("testQueries", []) if text is None else _queries(text)
    return _answers(endpoint, queries)


@handles("api_deployer_run_queries")
def run_queries(call: Call) -> Any:
    """Answer queries of those who may query through the deployer."""
    deployment = _deployment(call, "read")
    allowed = deployment["settings"].get("authorizationsToQueryThroughDeployer") or []
    groups = [item.get("group") for item in allowed if item.get("queryThroughDeployer")]
    if not call.auth.admin and not set(groups) & set(call.auth.groups):
        raise errors.Forbidden("You may not query this deployment through the deployer")
    package = _running_package(call, deployment)
    endpoint = _endpoint(package, call.query.get("endpointId"))
    return _answers(endpoint, _queries(call.query["queries"]))


def _endpoint(package: dict[str, Any], wanted: str | None) -> dict[str, Any]:
    """The endpoint to query; a package that describes none has one without a name.

    Raises:
        errors.BadRequest: there are several and none is named.
        errors.NotFound: there is none of this name.
    """
    endpoints = package["endpoints"]
    if wanted is None and len(endpoints) > 1:
        raise errors.BadRequest("The version has several endpoints: name one")
    for endpoint in endpoints:
        if wanted in (None, endpoint.get("id")):
            return endpoint
    if endpoints:
        raise errors.NotFound(f"endpoint does not exist: {wanted}")
    return {"id": wanted}


def _queries(text: str) -> list[Any]:
    """The queries of a parameter.

    Raises:
        errors.BadRequest: it holds no JSON array.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        raise errors.BadRequest(f"The queries are not valid JSON: {error}") from error
    if not isinstance(value, list):
        raise errors.BadRequest("The queries must be a JSON array")
    return value


def _answers(endpoint: dict[str, Any], queries: list[Any]) -> dict[str, Any]:
    """What a node without a model can say of queries: what was asked, and where."""
    return {
        "responses": [
            {
                "endpointId": endpoint.get("id"),
                "query": query,
                "result": {"echo": query},
            }
            for query in queries
        ]
    }
