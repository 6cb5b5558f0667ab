"""Variables of the instance, and what they come to in a project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dssmock.core import EMPTY, Call, handles

if TYPE_CHECKING:
    from dssmock.core import DSSMock

ID = "instance"


def instance_variables(dss: DSSMock) -> dict[str, Any]:
    """The variables of the instance."""
    return dss.table("variables").find(ID) or {}


@handles("variable_get")
def get(call: Call) -> dict[str, Any]:
    """The variables."""
    call.require_admin()
    return instance_variables(call.dss)


@handles("variable_set")
def set_all(call: Call) -> Any:
    """Keep the variables, in the place of all others."""
    call.require_admin()
    call.dss.table("variables").put(ID, call.body)
    return EMPTY


@handles("variable_get_resolved")
def get_resolved(call: Call) -> dict[str, Any]:
    """Those of the instance, of the project, and its key."""
    key = call.path["project_key"]
    project = call.require_project(key, "readProjectContent")
    own = project.get("variables") or {}
    merged = {
        **instance_variables(call.dss),
        **(own.get("standard") or {}),
        **(own.get("local") or {}),
        "projectKey": key,
    }
    if call.query.get("typed", False):
        return merged
    return {name: as_text(value) for name, value in merged.items()}


def as_text(value: Any) -> str:
    """A variable's value as text: a text stays, all else is JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
