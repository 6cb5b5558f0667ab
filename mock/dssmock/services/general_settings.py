"""The general settings of the instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import EMPTY, Call, handles

if TYPE_CHECKING:
    from dssmock.core import DSSMock

ID = "instance"
# What a new instance has; everything else that is written is kept as it is.
INITIAL: dict[str, Any] = {
    "impersonation": {"enabled": False, "userRules": [], "groupRules": []},
    "containerSettings": {"buildConfigs": [], "executionConfigs": []},
    "codeEnvs": {"defaultPythonEnv": None, "defaultREnv": None},
    "ldapSettings": {"enabled": False},
    "studioExternalUrl": None,
    "udr": True,
}


def read(dss: DSSMock) -> dict[str, Any]:
    """The settings as they are."""
    return dss.table("general_settings").find(ID) or {**INITIAL}


def execution_configs(dss: DSSMock) -> list[str]:
    """Names of the configurations for work in containers."""
    containers = read(dss).get("containerSettings") or {}
    return [item.get("name") for item in containers.get("executionConfigs") or []]


@handles("general_settings_get")
def get(call: Call) -> dict[str, Any]:
    """The whole document."""
    call.require_admin()
    return read(call.dss)


@handles("general_settings_update")
def update(call: Call) -> Any:
    """Keep the whole document."""
    call.require_admin()
    containers = call.body.get("containerSettings") or {}
    known = {item.get("name") for item in containers.get("buildConfigs") or []}
    for config in containers.get("executionConfigs") or []:
        build = config.get("imageBuildConfig")
        if build is not None and build not in known:
            raise errors.BadRequest(
                f"{config.get('name')} references an unknown image build configuration: {build}"
            )
    call.dss.table("general_settings").put(ID, call.body)
    return EMPTY
