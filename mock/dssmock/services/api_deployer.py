"""API Deployer: stages, infrastructures, services and their versions."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.http import EMPTY, Binary
from dssmock.services import _deployer_state as state
from dssmock.services._identifiers import check_id
from dssmock.services._plugin_archive import uploaded


@handles("api_deployer_list_stages")
def list_stages(call: Call) -> Any:
    """The stages."""
    return state.stages(call.dss)


@handles("api_deployer_list_infras")
def list_infras(call: Call) -> Any:
    """The infrastructures that the caller may see."""
    return [
        state.infra_light(call.dss, infra)
        for infra in state.infras(call.dss).values()
        if state.may(call, infra, "read")
    ]


@handles("api_deployer_create_infra")
def create_infra(call: Call) -> Any:
    """Make an infrastructure; only an administrator may."""
    call.require_admin()
    known = [stage["id"] for stage in state.stages(call.dss)]
    if call.body["stage"] not in known:
        raise errors.BadRequest(f"No such stage: {call.body['stage']}; there are {known}")
    infra = {
        **call.body,
        "id": check_id("an infrastructure", call.body["id"]),
        "governCheckPolicy": call.body.get("governCheckPolicy") or "NO_CHECK",
        "apiNodes": [],
        "permissions": [],
        "owner": call.auth.login,
    }
    state.infras(call.dss).add(infra["id"], infra)
    return state.infra_light(call.dss, infra)


def _infra(call: Call, right: str) -> dict[str, Any]:
    infra = state.infras(call.dss).get(call.path["infra_id"])
    state.require(call, infra, right)
    return infra


@handles("api_deployer_get_infra")
def get_infra(call: Call) -> Any:
    """An infrastructure with its deployments."""
    return state.infra_light(call.dss, _infra(call, "read"))


@handles("api_deployer_get_infra_settings")
def get_infra_settings(call: Call) -> Any:
    """The settings of an infrastructure, keys of its nodes included."""
    return _infra(call, "admin")


@handles("api_deployer_save_infra_settings")
def save_infra_settings(call: Call) -> Any:
    """Replace the settings of an infrastructure."""
    id = _infra(call, "admin")["id"]
    state.infras(call.dss).put(id, {**call.body, "id": id})
    return EMPTY


@handles("api_deployer_delete_infra")
def delete_infra(call: Call) -> Any:
    """Delete an infrastructure on which nothing is deployed."""
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


@handles("api_deployer_list_services")
def list_services(call: Call) -> Any:
    """The services that the caller may see."""
    return [
        state.service_light(call.dss, service)
        for service in state.services(call.dss).values()
        if state.may(call, service["settings"], "read")
    ]


@handles("api_deployer_create_service")
def create_service(call: Call) -> Any:
    """Make a service, which belongs to the caller."""
    # The second name is that of clients of DSS 8.
    id = call.body.get("publishedServiceId") or call.body.get("serviceId")
    if not id:
        raise errors.BadRequest("A published service needs publishedServiceId")
    state.create_service(call, id)
    return state.service_light(call.dss, state.services(call.dss).get(id))


def _service(call: Call, right: str) -> dict[str, Any]:
    service = state.services(call.dss).get(call.path["service_id"])
    state.require(call, service["settings"], right)
    return service


@handles("api_deployer_get_service")
def get_service(call: Call) -> Any:
    """A service with its versions and deployments."""
    return state.service_light(call.dss, _service(call, "read"))


@handles("api_deployer_get_service_settings")
def get_service_settings(call: Call) -> Any:
    """The settings of a service."""
    return _service(call, "admin")["settings"]


@handles("api_deployer_save_service_settings")
def save_service_settings(call: Call) -> Any:
    """Replace the settings of a service."""
    id = _service(call, "admin")["settings"]["id"]
    with state.services(call.dss).edit(id) as service:
        service["settings"] = {**call.body, "id": id}
    return EMPTY


@handles("api_deployer_delete_service")
def delete_service(call: Call) -> Any:
    """Delete a service of which nothing is deployed."""
    id = _service(call, "admin")["settings"]["id"]
    _refuse_used(call, "publishedServiceId", id)
    state.services(call.dss).delete(id)
    return EMPTY


@handles("api_deployer_import_version")
def import_version(call: Call) -> Any:
    """Publish a version."""
    return _publish(call, call.query.get("versionId"))


@handles("api_deployer_import_package")
def import_package(call: Call) -> Any:
    """Publish a version as DSS 8 did, its identifier in the path."""
    return _publish(call, call.path["version_id"])


def _publish(call: Call, version: str | None) -> Any:
    """Keep a version; its identifier is the given one, the package's, or the file's name."""
    id = _service(call, "deploy")["settings"]["id"]
    upload = uploaded(call.files)
    about = state.described(upload.data)
    stem = upload.filename.replace("\\", "/").rpartition("/")[2].removesuffix(".zip")
    state.publish(call, id, version or about.pop("id", None) or stem, upload.data)
    return EMPTY


@handles("api_deployer_get_version")
def get_version(call: Call) -> Any:
    """The archive of a version."""
    service = _service(call, "read")
    package = state.package_of(service, call.path["version_id"])
    return Binary(call.dss.blobs.get(package["blob"]), filename=f"{package['id']}.zip")


@handles("api_deployer_delete_version")
def delete_version(call: Call) -> Any:
    """Delete a version that no deployment serves or is to serve."""
    service = _service(call, "deploy")
    id = service["settings"]["id"]
    package = state.package_of(service, call.path["version_id"])
    for deployment in state.deployments_with(call.dss, "publishedServiceId", id):
        if package["id"] in {
            state.generation(deployment["settings"]),
            deployment["running"],
        }:
            raise errors.BadRequest(
                f"Version {package['id']} is used by {deployment['settings']['id']}"
            )
    with state.services(call.dss).edit(id) as kept:
        kept["packages"] = [each for each in kept["packages"] if each["id"] != package["id"]]
    call.dss.blobs.delete(package["blob"])
    return EMPTY
