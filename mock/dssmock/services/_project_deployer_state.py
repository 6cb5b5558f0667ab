"""What the Project Deployer keeps: infrastructures, published projects, deployments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _bundle_state as bundles
from dssmock.services import _project_archive as archives
from dssmock.services import _project_state
from dssmock.services._deployer_state import STAGES, may, require

if TYPE_CHECKING:
    from dssmock.call import Call
    from dssmock.core import DSSMock
    from dssmock.store import Table

INFRA = ("id", "type", "stage", "governCheckPolicy", "automationNodeUrl",
         "automationNodeExternalUrl")  # fmt: skip
DEPLOYMENT = ("id", "infraId", "publishedProjectKey", "bundleId", "deployedProjectKey", "tags")
SEVERAL = "MULTI_AUTOMATION_NODE"


def infras(dss: DSSMock) -> Table:
    """The infrastructures: documents are their settings."""
    return dss.table("project_deployer_infras")


def projects(dss: DSSMock) -> Table:
    """The published projects: settings and bundles."""
    return dss.table("project_deployer_projects")


def deployments(dss: DSSMock) -> Table:
    """The deployments: settings, what is deployed, and the history of updates."""
    return dss.table("project_deployer_deployments")


def stages(dss: DSSMock) -> list[dict[str, Any]]:
    """The stages: those that a seed has put into their table, else the usual ones."""
    found = dss.table("project_deployer_stages").values()
    return found or [dict(stage) for stage in STAGES]


def project(call: Call, key: str, right: str) -> dict[str, Any]:
    """A published project, for a caller who has a right there.

    Raises:
        errors.NotFound: there is none of this key.
        errors.Forbidden: the caller has not the right.
    """
    found = projects(call.dss).get(key)
    require(call, found["settings"], right)
    return found


def bundle_of(project: Mapping[str, Any], bundle_id: str | None) -> dict[str, Any]:
    """A bundle of a published project.

    Raises:
        errors.NotFound: it has no such bundle.
    """
    for bundle in project["packages"]:
        if bundle["id"] == bundle_id:
            return bundle
    raise errors.NotFound(f"project {project['settings']['id']} has no bundle {bundle_id}")


def create_project(call: Call, key: str, name: str) -> None:
    """Make a published project, which belongs to the caller.

    Raises:
        errors.Forbidden: the caller may not.
        errors.BadRequest: there is one of this key, or it cannot be one.
    """
    call.require_global("mayCreatePublishedProjects")
    if not _project_state.KEY.fullmatch(key):
        raise errors.BadRequest(f"Invalid project key: {key!r}")
    settings = {"id": key, "name": name, "owner": call.auth.login, "permissions": []}
    projects(call.dss).add(key, {"settings": settings, "packages": []})


def publish(call: Call, data: bytes, key: str | None) -> dict[str, Any]:
    """Keep a bundle in a published project, which is made when there is none.

    Args:
        call: the call that brings it.
        data: the archive.
        key: key of the published project; that of the bundle's project when missing.

    Returns:
        When and where it was published, and by whom.

    Raises:
        errors.BadRequest: it is no bundle, or the published project has one of this identifier.
        errors.Forbidden: the caller may not write there.
    """
    archive = archives.unpack(data)
    if not archive.manifest.get("bundleId"):
        raise errors.BadRequest("The archive is no bundle: its manifest names none")
    bundle_id, key = bundles.name_of(archive), key or archive.key
    if key not in projects(call.dss):
        create_project(call, key, _name(archive))
    if bundle_id in [each["id"] for each in project(call, key, "write")["packages"]]:
        raise errors.BadRequest(f"project {key} already has a bundle {bundle_id}")
    now, by = call.dss.clock.now_ms(), call.auth.name
    node = {"projectKey": archive.key, "nodeId": archive.manifest.get("designNodeId")}
    kept = {
        "id": bundle_id,
        "publishedOn": now,
        "publishedBy": by,
        "designNodeInfo": node,
        "exportManifest": bundles.manifest_of(archive),
    }
    with projects(call.dss).edit(key) as document:
        document["packages"].append(kept)
    call.dss.blobs.put(blob(key, bundle_id), data)
    return {"publishedOn": now, "publishedBy": by, "publishedProjectKey": key}


def _name(archive: archives.ProjectArchive) -> str:
    label = (archive.document.get("metadata") or {}).get("label")
    return label if isinstance(label, str) and label else archive.key


def blob(key: str, bundle_id: str) -> str:
    """Name of the bytes of a published bundle."""
    return f"project-deployer/{key}/{bundle_id}"


def deployed_key(settings: Mapping[str, Any]) -> str:
    """The key that a deployment has on its node."""
    return settings.get("deployedProjectKey") or settings["publishedProjectKey"]


def deployments_with(dss: DSSMock, member: str, id: str) -> list[dict[str, Any]]:
    """The deployments whose settings have this identifier in this member."""
    return [each for each in deployments(dss).values() if each["settings"].get(member) == id]


def deployment_basic(deployment: Mapping[str, Any]) -> dict[str, Any]:
    """A deployment in short."""
    settings = deployment["settings"]
    own = {name: settings[name] for name in DEPLOYMENT if settings.get(name) is not None}
    people = {
        "createdByDisplayName": deployment["createdBy"],
        "lastModifiedByDisplayName": deployment["lastModifiedBy"],
    }
    return {"tags": [], **own, **people}


def deployment_light(dss: DSSMock, deployment: Mapping[str, Any]) -> dict[str, Any]:
    """A deployment with what it belongs to."""
    settings = deployment["settings"]
    published = projects(dss).get(settings["publishedProjectKey"])
    return {
        "deploymentBasicInfo": deployment_basic(deployment),
        "infraBasicInfo": infra_basic(infras(dss).get(settings["infraId"])),
        "projectBasicInfo": project_basic(published),
        "packages": [dict(bundle) for bundle in published["packages"]],
        "neverEverDeployed": deployment["deployed"] is None,
    }


def infra_basic(infra: Mapping[str, Any]) -> dict[str, Any]:
    """An infrastructure in short."""
    return {name: infra[name] for name in INFRA if name in infra}


def infra_light(call: Call, infra: Mapping[str, Any]) -> dict[str, Any]:
    """An infrastructure with its deployments, as the caller sees it."""
    found = deployments_with(call.dss, "infraId", infra["id"])
    return {
        "isAdmin": may(call, infra, "admin"),
        "canDeploy": may(call, infra, "deploy"),
        "infraBasicInfo": infra_basic(infra),
        "deployments": [deployment_basic(each) for each in found],
    }


def project_basic(project: Mapping[str, Any]) -> dict[str, Any]:
    """A published project in short."""
    settings = project["settings"]
    return {"id": settings["id"], "name": settings.get("name") or settings["id"]}


def project_light(call: Call, project: Mapping[str, Any]) -> dict[str, Any]:
    """A published project with bundles and deployments, as the caller sees it."""
    settings = project["settings"]
    found = deployments_with(call.dss, "publishedProjectKey", settings["id"])
    used = dict.fromkeys(each["settings"]["infraId"] for each in found)
    return {
        "projectBasicInfo": project_basic(project),
        "isAdmin": may(call, settings, "admin"),
        "canDeploy": may(call, settings, "deploy"),
        "canWrite": may(call, settings, "write"),
        "packages": [dict(bundle) for bundle in project["packages"]],
        "deployments": [deployment_basic(each) for each in found],
        "infras": [infra_basic(infras(call.dss).get(id)) for id in used],
    }
