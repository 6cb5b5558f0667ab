"""Handlers of the API services of a project, and of their packages."""

from __future__ import annotations

import json
from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services import _deployer_state as deployer
from dssmock.services import _project_archive as archives
from dssmock.services._identifiers import check_id
from dssmock.services._object_state import READ, WRITE, begun, replaced, require, rows_of
from dssmock.services._plugin_archive import write_zip

SERVICES, PACKAGES = "api_services", "api_service_packages"
LISTED = ("projectKey", "id", "name", "authMethod", "endpoints")


@handles("api_service_list")
def list_services(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return [
        {name: each[name] for name in LISTED if name in each}
        for each in rows_of(call.dss, SERVICES, key)
    ]


@handles("api_service_create")
def create(call: Call) -> Empty:
    key, id = call.path["project_key"], call.path["service_id"]
    call.require_project(key, WRITE)
    check_id("an API service", id)
    document = {
        "projectKey": key,
        "id": id,
        "name": id,
        "authMethod": "PUBLIC",
        "authRealm": {"queryKeys": []},
        "endpoints": [],
    }
    call.dss.table(SERVICES).add(f"{key}.{id}", begun(call, document))
    return EMPTY


def _service(call: Call, right: str = READ) -> dict[str, Any]:
    return require(call, SERVICES, "API service", call.path["service_id"], right)


@handles("api_service_get_settings")
def get_settings(call: Call) -> dict[str, Any]:
    return _service(call)


@handles("api_service_save_settings")
def save_settings(call: Call) -> Empty:
    old = _service(call, WRITE)
    endpoints = call.body.get("endpoints") or []
    ids = [each["id"] for each in endpoints]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise errors.BadRequest(f"Endpoints have the same identifier: {', '.join(twice)}")
    row = f"{old['projectKey']}.{old['id']}"
    call.dss.table(SERVICES).put(row, replaced(call, old, call.body))
    return EMPTY


def _prefix(service: dict[str, Any]) -> str:
    """What the identifiers of a service's packages begin with; a slash is in no identifier."""
    return f"{service['projectKey']}.{service['id']}/"


def _blob(service: dict[str, Any], package_id: str) -> str:
    return archives.live_blob(service["projectKey"], f"packages/{service['id']}/{package_id}")


def _package(call: Call, service: dict[str, Any]) -> dict[str, Any]:
    """The package that is meant.

    Raises:
        errors.NotFound: the service has no such package.
    """
    found = call.dss.table(PACKAGES).find(_prefix(service) + call.path["package_id"])
    if found is None:
        raise errors.NotFound(
            f"API service {service['id']} has no package {call.path['package_id']}"
        )
    return found


@handles("api_service_list_packages")
def list_packages(call: Call) -> list[dict[str, Any]]:
    prefix = _prefix(_service(call))
    rows = call.dss.table(PACKAGES).items()
    found = [each for row, each in rows if row.startswith(prefix)]
    return [{"id": each["id"], "createdOn": each["createdOn"]} for each in found]


@handles("api_service_create_package")
def create_package(call: Call) -> Empty:
    """Fix the service as it is, models included."""
    service, id = _service(call, WRITE), check_id("a package", call.path["package_id"])
    for endpoint in service["endpoints"]:
        _require_model(call, service["projectKey"], endpoint)
    endpoints = [{name: each.get(name) for name in ("id", "type")} for each in service["endpoints"]]
    document = {
        "projectKey": service["projectKey"],
        "serviceId": service["id"],
        "id": id,
        "createdOn": call.dss.clock.now_ms(),
        "createdBy": call.auth.name,
        "releaseNotes": call.query.get("releaseNotes") or "",
        "endpoints": endpoints,
    }
    call.dss.table(PACKAGES).add(_prefix(service) + id, document)
    about = {**service, "versionId": id, "releaseNotes": document["releaseNotes"]}
    data = write_zip({deployer.SERVICE_FILE: json.dumps(about, indent=2).encode()})
    call.dss.blobs.put(_blob(service, id), data)
    return EMPTY


def _require_model(call: Call, key: str, endpoint: dict[str, Any]) -> None:
    """Refuse an endpoint on a model that the project has not.

    Raises:
        errors.BadRequest: it has none of this identifier.
    """
    model = endpoint.get("modelRef")
    if model is not None and f"{key}.{model}" not in call.dss.table("saved_models"):
        raise errors.BadRequest(f"Endpoint {endpoint['id']}: no saved model {model} in {key}")


@handles("api_service_get_package_summary")
def get_package_summary(call: Call) -> dict[str, Any]:
    return _package(call, _service(call))


@handles("api_service_get_package_archive")
def get_package_archive(call: Call) -> Binary:
    service = _service(call)
    try:
        package = _package(call, service)
    except errors.NotFound as problem:
        raise errors.ServerError(f"Package directory does not exist: {problem.message}") from None
    data = call.dss.blobs.get(_blob(service, package["id"]))
    return Binary(data, f"{service['id']}-{package['id']}.zip")


@handles("api_service_publish_package")
def publish_package(call: Call) -> Empty:
    service = _service(call, WRITE)
    package = _package(call, service)
    target = call.query.get("publishedServiceId") or service["id"]
    if target in deployer.services(call.dss):
        deployer.require(call, deployer.services(call.dss).get(target)["settings"], "deploy")
    else:
        deployer.create_service(call, target)
    data = call.dss.blobs.get(_blob(service, package["id"]))
    deployer.publish(call, target, package["id"], data)
    return EMPTY


@handles("api_service_delete_package")
def delete_package(call: Call) -> Empty:
    service = _service(call, WRITE)
    id = _package(call, service)["id"]
    call.dss.table(PACKAGES).delete(_prefix(service) + id)
    call.dss.blobs.delete(_blob(service, id))
    return EMPTY
