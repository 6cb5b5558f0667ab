"""Groups of users."""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, handles

RIGHTS: Final = (
    "admin",
    "mayCreateProjects",
    "mayCreateProjectsFromMacros",
    "mayCreateProjectsFromTemplates",
    "mayCreateProjectsFromDataikuApps",
    "mayWriteInRootProjectFolder",
    "mayWriteSafeCode",
    "mayWriteUnsafeCode",
    "mayCreateCodeEnvs",
    "mayManageCodeEnvs",
    "mayCreateClusters",
    "mayManageClusters",
    "mayCreateCodeStudioTemplates",
    "mayManageCodeStudioTemplates",
    "mayDevelopPlugins",
    "mayEditLibFolders",
    "mayManageUDM",
    "mayCreateAuthenticatedConnections",
    "mayViewIndexedHiveConnections",
    "mayCreatePublishedAPIServices",
    "mayCreatePublishedProjects",
    "mayCreateActiveWebContent",
    "mayCreateWorkspaces",
    "mayShareToWorkspaces",
    "mayCreateDataCollections",
    "mayPublishToDataCollections",
    "mayCreateMiraInfrastructures",
    "mayManageFeatureStore",
    "mayManageEnterpriseAssetLibrary",
    "mayCreateEnterpriseAssetCollections",
)
EXTERNAL_NAMES: Final = (
    "ldapGroupNames",
    "ssoGroupNames",
    "azureADGroupNames",
    "customGroupNames",
)


def new_group(
    name: str, description: str | None = None, source_type: str | None = None, *rights: str
) -> dict[str, Any]:
    """The document of a new group, which has the rights that are named."""
    return {
        "name": name,
        "description": description or "",
        "sourceType": source_type or "LOCAL",
        **{member: [] for member in EXTERNAL_NAMES},
        **{right: right in rights for right in RIGHTS},
    }


@handles("group_list")
def list_groups(call: Call) -> list[dict[str, Any]]:
    call.require_admin()
    return call.dss.table("groups").values()


@handles("group_create")
def create_group(call: Call) -> dict[str, str]:
    call.require_admin()
    name = call.body["name"]
    if not name.strip():
        raise errors.BadRequest("The name of a group must not be blank")
    group = new_group(name, call.body.get("description"), call.body.get("sourceType"))
    call.dss.table("groups").add(name, group)
    return {"msg": f"Created group {name}"}


@handles("group_get")
def get_group(call: Call) -> dict[str, Any]:
    call.require_admin()
    return call.dss.table("groups").get(call.path["group_name"])


@handles("group_update")
def update_group(call: Call) -> dict[str, str]:
    call.require_admin()
    name = call.path["group_name"]
    groups = call.dss.table("groups")
    groups.put(name, {**groups.get(name), **call.body, "name": name})
    return {"msg": f"Updated group {name}"}


@handles("group_delete")
def delete_group(call: Call) -> Any:
    call.require_admin()
    name = call.path["group_name"]
    call.dss.table("groups").delete(name)
    _take_out_members(call, name)
    return EMPTY


def _take_out_members(call: Call, name: str) -> None:
    """Nobody is in a group that a later one of the same name would give rights to."""
    users = call.dss.table("users")
    for login, user in users.items():
        if name in (user.get("groups") or []):
            users.put(login, {**user, "groups": [one for one in user["groups"] if one != name]})


@handles("group_list_info")
def list_info(call: Call) -> list[dict[str, str]]:
    return [{"name": name} for name in call.dss.table("groups").ids()]
