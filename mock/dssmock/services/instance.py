"""What the instance is, what is on it, and whether it is sane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dssmock.core import Call, handles
from dssmock.services import _code_env_build as build
from dssmock.services._messages import messages

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# Codes of the mock's own checks: which ones DSS has is not written down.
OUTDATED = "WARN_CODE_ENV_NOT_UP_TO_DATE"
NO_GROUP = "WARN_USER_WITHOUT_GROUP"
NO_LDAP = "INFO_LDAP_DISABLED"
CODES = (OUTDATED, NO_GROUP, NO_LDAP)


@handles("instance_get_info")
def get_info(call: Call) -> dict[str, Any]:
    """Name, kind and version."""
    own = call.dss.table("instance").find("info") or {}
    return {
        "nodeId": "dssmock", "nodeName": "dssmock", "nodeType": "DESIGN",
        "dssVersion": call.dss.version, **own,
    }  # fmt: skip


@handles("instance_get_usage_summary")
def get_usage_summary(call: Call) -> dict[str, Any]:
    """Counts of what the tables hold."""
    call.require_admin()
    dss = call.dss
    summary: dict[str, Any] = {
        "projects": len(dss.table("projects")),
        "datasets": _count(dss, "datasets"),
        "recipes": _count(dss, "recipes"),
        "notebooks": {
            "nbJupyterNotebooks": len(dss.table("notebooks")),
            "nbSqlNotebooks": len(dss.table("sql_notebooks")),
        },
        "scenarios": {
            "all": len(dss.table("scenarios")),
            "activeWithTriggers": _triggered(dss),
        },
    }
    if call.query.get("withPerProject", False):
        summary["projectSummaries"] = [
            {"projectKey": key, "datasets": _count(dss, "datasets", key)["all"],
             "recipes": _count(dss, "recipes", key)["all"]}
            for key in dss.table("projects").ids()
        ]  # fmt: skip
    return summary


def _count(dss: DSSMock, table: str, project_key: str | None = None) -> dict[str, Any]:
    docs = dss.table(table).values()
    mine = [doc for doc in docs if project_key in (None, doc.get("projectKey"))]
    return {
        "all": len(mine),
        "byType": dict(Counter(doc.get("type", "?") for doc in mine)),
    }


def _triggered(dss: DSSMock) -> int:
    docs = dss.table("scenarios").values()
    return sum(1 for doc in docs if doc.get("active") and doc.get("triggers"))


@handles("instance_list_sanity_codes")
def list_sanity_codes(call: Call) -> list[str]:
    """The codes of all checks."""
    call.require_admin()
    return list(CODES)


@handles("instance_run_sanity_check")
def run_sanity_check(call: Call) -> dict[str, Any]:
    """Start the task that checks."""
    call.require_admin()
    excluded = set(call.body)
    return call.dss.futures.start(
        call,
        lambda: _report(call.dss, excluded),
        payload={"displayName": "Sanity check", "targets": []},
    )


def _report(dss: DSSMock, excluded: set[str]) -> dict[str, Any]:
    found = _findings(dss)
    return messages(
        *((severity, text, code) for severity, code, text in found if code not in excluded)
    )


def _findings(dss: DSSMock) -> Iterator[tuple[str, str, str]]:
    """Severity, code and text of all that looks wrong."""
    for doc in dss.table("code_envs").values():
        if not build.is_up_to_date(doc):
            yield "WARNING", OUTDATED, f"Code env {doc['envName']} lacks packages"
    for login, user in dss.table("users").items():
        if not user.get("groups"):
            yield "WARNING", NO_GROUP, f"User {login} is in no group"
    settings = dss.table("general_settings").find("instance") or {}
    if not (settings.get("ldapSettings") or {}).get("enabled"):
        yield "INFO", NO_LDAP, "Users do not come from a directory"
