"""What the API Deployer keeps: infrastructures, services with versions, deployments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services._identifiers import check_id
from dssmock.services._plugin_archive import read_zip

if TYPE_CHECKING:
    from dssmock.call import Call
    from dssmock.core import DSSMock
    from dssmock.store import Table

STAGES = (
    {"id": "Development", "desc": "Where new versions are tried"},
    {"id": "Test", "desc": "Where versions are checked before they serve"},
    {"id": "Production", "desc": "Where versions serve"},
)
# What describes a service in its package, in a form of our own: DSS's is not written down.
SERVICE_FILE = "service.json"


def infras(dss: DSSMock) -> Table:
    """The infrastructures: documents are their settings."""
    return dss.table("api_deployer_infras")


def services(dss: DSSMock) -> Table:
    """The services: settings and packages."""
    return dss.table("api_deployer_services")


def deployments(dss: DSSMock) -> Table:
    """The deployments: settings, what runs, and the history of updates."""
    return dss.table("api_deployer_deployments")


def stages(dss: DSSMock) -> list[dict[str, Any]]:
    """The stages: those that a seed has put into their table, else the usual ones."""
    return dss.table("api_deployer_stages").values() or [dict(stage) for stage in STAGES]


def may(call: Call, settings: Mapping[str, Any], right: str) -> bool:
    """Whether the caller has a right on an object of the deployer.

    Args:
        call: the call.
        settings: settings of the object, which hold its owner and permissions.
        right: ``read``, ``deploy`` or ``admin``.
    """
    auth = call.auth
    if auth.admin or (auth.login is not None and settings.get("owner") == auth.login):
        return True
    mine = [item for item in settings.get("permissions") or [] if item.get("group") in auth.groups]
    if right == "read":
        return any(True in item.values() for item in mine)
    return any(item.get("admin") is True or item.get(right) is True for item in mine)


def require(call: Call, settings: Mapping[str, Any], right: str) -> None:
    """Refuse a caller who has not a right on an object.

    Raises:
        errors.Forbidden: the caller has it not.
    """
    if not may(call, settings, right):
        raise errors.Forbidden(f"You may not {right} {settings['id']}")


def settings_of_deployment(dss: DSSMock, deployment: Mapping[str, Any]) -> dict[str, Any]:
    """The permissions of a deployment are its infrastructure's, under its own name."""
    settings = deployment["settings"]
    infra = infras(dss).find(settings["infraId"]) or {}
    return {
        "id": settings["id"],
        "owner": settings.get("owner"),
        "permissions": infra.get("permissions"),
    }


def reference(deployment: Mapping[str, Any]) -> dict[str, Any]:
    """A deployment as its infrastructure and service name it."""
    settings = deployment["settings"]
    return {name: settings[name] for name in ("id", "infraId", "publishedServiceId")}


def deployments_with(dss: DSSMock, member: str, id: str) -> list[dict[str, Any]]:
    """The deployments whose settings have this identifier in this member."""
    return [each for each in deployments(dss).values() if each["settings"].get(member) == id]


def infra_basic(infra: Mapping[str, Any]) -> dict[str, Any]:
    """An infrastructure in short."""
    return {name: infra.get(name) for name in ("id", "type", "stage", "governCheckPolicy")}


def infra_light(dss: DSSMock, infra: Mapping[str, Any]) -> dict[str, Any]:
    """An infrastructure with its deployments."""
    found = [reference(each) for each in deployments_with(dss, "infraId", infra["id"])]
    return {"infraBasicInfo": infra_basic(infra), "deployments": found}


def service_light(dss: DSSMock, service: Mapping[str, Any]) -> dict[str, Any]:
    """A service with its versions and deployments."""
    settings = service["settings"]
    found = deployments_with(dss, "publishedServiceId", settings["id"])
    name = (settings.get("basicInfo") or {}).get("name")
    return {
        "serviceBasicInfo": {
            "id": settings["id"],
            "name": name if isinstance(name, str) else settings["id"],
        },
        "packages": [package_info(package) for package in service["packages"]],
        "deployments": [reference(each) for each in found],
    }


def package_info(package: Mapping[str, Any]) -> dict[str, Any]:
    """A version as the service shows it."""
    return {name: package[name] for name in ("id", "publishedOn", "publishedBy")}


def package_of(service: Mapping[str, Any], version: str | None) -> dict[str, Any]:
    """A version of a service.

    Raises:
        errors.NotFound: the service has no such version.
    """
    for package in service["packages"]:
        if package["id"] == version:
            return package
    raise errors.NotFound(f"service {service['settings']['id']} has no version {version}")


def create_service(call: Call, id: str) -> None:
    """Make a service, which belongs to the caller.

    Raises:
        errors.Forbidden: the caller may not.
        errors.BadRequest: there is one of this identifier, or it cannot be one.
    """
    call.require_global("mayCreatePublishedAPIServices")
    settings = {
        "id": check_id("a service", id),
        "basicInfo": {"name": id},
        "permissions": [],
        "owner": call.auth.login,
    }
    services(call.dss).add(id, {"settings": settings, "packages": []})


def publish(call: Call, service_id: str, version: str, data: bytes) -> None:
    """Keep a version of a service.

    Raises:
        errors.BadRequest: the service has it already, or it is no package.
    """
    check_id("a version", version)
    about = described(data)
    key = f"api-services/{service_id}/{version}"
    with services(call.dss).edit(service_id) as service:
        if version in [package["id"] for package in service["packages"]]:
            raise errors.BadRequest(f"service {service_id} already has a version {version}")
        service["packages"].append(
            {
                "id": version,
                "publishedOn": call.dss.clock.now_ms(),
                "publishedBy": call.auth.name,
                "endpoints": about["endpoints"],
                "blob": key,
            }
        )
    call.dss.blobs.put(key, data)


def described(data: bytes) -> dict[str, Any]:
    """What a version package says about its endpoints; nothing when it does not.

    Raises:
        errors.BadRequest: it is no archive, or describes its service in broken JSON.
    """
    text = read_zip(data).get(SERVICE_FILE)
    if text is None:
        return {"endpoints": []}
    try:
        value = json.loads(text)
        endpoints = [dict(endpoint) for endpoint in value.get("endpoints", [])]
    except (ValueError, TypeError, AttributeError) as error:
        raise errors.BadRequest(f"{SERVICE_FILE} is not valid: {error}") from error
    return {"id": value.get("versionId"), "endpoints": endpoints}


def check_governance(
    infra: Mapping[str, Any], package: Mapping[str, Any], ignore_warnings: bool
) -> None:
    """Refuse a version that is not approved where the infrastructure asks for approval.

    Raises:
        errors.BadRequest: it is refused; a warning only unless the caller goes on in spite of it.
    """
    policy = infra.get("governCheckPolicy")
    if package.get("governance") == "APPROVED":
        return
    if policy == "PREVENT" or (policy == "WARN" and not ignore_warnings):
        raise errors.BadRequest(f"Version {package['id']} is not approved in Govern", errors.CODED)


def generation(settings: Mapping[str, Any]) -> str | None:
    """The version that a deployment is to serve."""
    return (settings.get("generationsMapping") or {}).get("generation")


def update_items(deployment: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The updates of a deployment as lists show them, newest first."""
    members = ("startTimestamp", "type", "status")
    return [{name: each[name] for name in members} for each in reversed(deployment["updates"])]


def last_update(deployment: Mapping[str, Any]) -> dict[str, Any]:
    """The newest update of a deployment, with its log.

    Raises:
        errors.NotFound: there is none.
    """
    if not deployment["updates"]:
        raise errors.NotFound(f"deployment {deployment['settings']['id']} was never updated")
    return deployment["updates"][-1]


def update_of(deployment: Mapping[str, Any], start: str) -> dict[str, Any]:
    """The update of a deployment that started at a time.

    Raises:
        errors.NotFound: there is none.
    """
    for update in deployment["updates"]:
        if str(update["startTimestamp"]) == start:
            return update
    raise errors.NotFound(f"update does not exist: {start}")
