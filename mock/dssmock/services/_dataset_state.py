"""Documents of datasets: made, found, changed, referred to.

A dataset is a document of the table ``datasets`` under ``PROJECT.name``. What the API reads and
writes apart (schema, metadata) are parts of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _object_state as objects
from dssmock.services._identifiers import check_id
from dssmock.services.sql import SQL_TYPES
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

TABLE: Final = "datasets"
BUILDS: Final = "dataset_builds"
SQL: Final = frozenset({*SQL_TYPES, "hiveserver2"})
# Types whose files are on a connection.
FILES: Final = frozenset({"Filesystem", "HDFS", "S3", "Azure", "GCS", "FTP", "SCP", "SFTP"})
# What DSS writes into the files of managed datasets unless it is told otherwise.
CSV: Final[dict[str, Any]] = {
    "style": "excel",
    "charset": "utf8",
    "separator": "\t",
    "quoteChar": '"',
    "escapeChar": "\\",
    "parseHeaderRow": False,
    "skipRowsBeforeHeader": 0,
    "skipRowsAfterHeader": 0,
    "compress": "gz",
}
# Members of a definition that clients cannot set.
FIXED: Final = ("projectKey", "name", "creationTag")


def row_of(project_key: str, name: str) -> str:
    """Identifier of a dataset in the tables of this family."""
    return f"{project_key}.{name}"


def split_ref(project_key: str, ref: str) -> tuple[str, str]:
    """Project and name that a reference inside a project stands for."""
    owner, dot, name = ref.partition(".")
    return (owner, name) if dot else (project_key, ref)


def ref_to(project_key: str, owner: str, name: str) -> str:
    """How a dataset is referred to inside a project."""
    return name if owner == project_key else f"{owner}.{name}"


def find(dss: DSSMock, project_key: str, ref: str) -> dict[str, Any]:
    """A dataset by what a project calls it.

    Raises:
        errors.NotFound: there is none.
    """
    owner, name = split_ref(project_key, ref)
    found = dss.table(TABLE).find(row_of(owner, name))
    if found is None:
        raise errors.NotFound(f"dataset does not exist: {owner}.{name}")
    return found


def shares(dss: DSSMock, owner: str, name: str, target: str) -> bool:
    """Whether a project shares a dataset with another."""
    project = dss.table("projects").find(owner) or {}
    exposed = (project.get("settings") or {}).get("exposedObjects") or {}
    for each in exposed.get("objects") or []:
        if each.get("type") == "DATASET" and each.get("localName") == name:
            rules = each.get("rules") or []
            return any(rule.get("targetProject") == target for rule in rules)
    return False


def shared_with(dss: DSSMock, target: str) -> list[dict[str, Any]]:
    """The datasets that other projects share with one."""
    found = dss.table(TABLE).values()
    others = (each for each in found if each["projectKey"] != target)
    return [each for each in others if shares(dss, each["projectKey"], each["name"], target)]


def require(call: Call, right: str = objects.READ) -> dict[str, Any]:
    """The dataset of the call, for a caller who has a right on it.

    A dataset of another project is read through one that it is shared with.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    key, ref = call.path["project_key"], call.path["dataset_name"]
    call.require_project(key, right)
    owner, name = split_ref(key, ref)
    shared = right == objects.READ and shares(call.dss, owner, name, key)
    if owner != key and not shared:
        call.require_project(owner, right)
    return find(call.dss, key, ref)


def check_new_name(dss: DSSMock, project_key: str, name: str) -> None:
    """Refuse a name that no new dataset of a project can have.

    Raises:
        errors.BadRequest: it is taken, or is no name.
    """
    check_id("a dataset", name)
    if "." in name:
        raise errors.BadRequest(f"Invalid dataset name, it must not hold a dot: {name}")
    if row_of(project_key, name) in dss.table(TABLE):
        raise errors.BadRequest(f"dataset already exists: {project_key}.{name}")


def blank(project_key: str, name: str, kind: str) -> dict[str, Any]:
    """The definition of a dataset that was not set up."""
    return {
        "projectKey": project_key,
        "name": name,
        "type": kind,
        "managed": False,
        "params": {},
        "formatParams": {},
        "partitioning": {"dimensions": [], "ignoreNonMatchingFile": False},
        "schema": {"columns": [], "userModified": False},
        "flowOptions": {"crossProjectBuildBehavior": "DEFAULT", "rebuildBehavior": "NORMAL"},
        "metrics": {"probes": default_probes(), "displayedState": {"metrics": []}},
        "metricsChecks": {"checks": [], "displayedState": {"checks": []}},
        "tags": [],
        "checklists": {"checklists": []},
        "customMeta": {"kv": {}},
        "customFields": {},
        "shortDesc": "",
        "description": "",
        "featureGroup": False,
    }


def default_probes() -> list[dict[str, Any]]:
    """What DSS measures of a new dataset."""
    usual = {"enabled": True, "computeOnBuildMode": "PARTITION"}
    return [
        {"type": "basic", **usual, "meta": {"name": "Basic data", "level": 1}, "configuration": {}},
        {
            "type": "records",
            **usual,
            "computeOnBuildMode": "NO",
            "meta": {"name": "Record count", "level": 2},
            "configuration": {},
        },
    ]


def add(
    dss: DSSMock, project_key: str, name: str, kind: str, given: Mapping[str, Any], by: str
) -> dict[str, Any]:
    """Keep a new dataset; gives its definition.

    Raises:
        errors.BadRequest: the name is taken, or is no name.
    """
    check_new_name(dss, project_key, name)
    known = {member: value for member, value in given.items() if value is not None}
    tag = objects.tag_of(dss, by)
    document = blank(project_key, name, kind) | known
    document |= {"projectKey": project_key, "name": name, "type": kind}
    document |= {"versionTag": tag, "creationTag": copy_json(tag)}
    dss.table(TABLE).add(row_of(project_key, name), document)
    return document


def replace(call: Call, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Keep a changed definition: one version more.

    Raises:
        errors.BadRequest: it is of another dataset.
    """
    for member in ("projectKey", "name"):
        if new.get(member) not in (None, old[member]):
            raise errors.BadRequest(f"{member} cannot be changed: {new[member]!r}")
    fixed = {member: old[member] for member in FIXED if member in old}
    number = (old.get("versionTag") or {}).get("versionNumber", 0)
    tag = objects.tag_of(call.dss, call.auth.name, number + 1)
    row = row_of(old["projectKey"], old["name"])
    call.dss.table(TABLE).put(row, {**new, **fixed, "versionTag": tag})


def columns_of(dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns of a dataset's schema."""
    return (dataset.get("schema") or {}).get("columns") or []


def column_names(dataset: Mapping[str, Any]) -> list[str]:
    """Their names."""
    return [column["name"] for column in columns_of(dataset)]


def dimensions_of(dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The dimensions of a dataset's partitioning."""
    return (dataset.get("partitioning") or {}).get("dimensions") or []


def set_columns(dss: DSSMock, dataset: dict[str, Any], columns: list[dict[str, Any]]) -> None:
    """Give a dataset other columns, as builds and copies do; the document follows."""
    row = row_of(dataset["projectKey"], dataset["name"])
    with dss.table(TABLE).edit(row) as document:
        document["schema"] = {**(document.get("schema") or {}), "columns": copy_json(columns)}
    dataset["schema"] = {**(dataset.get("schema") or {}), "columns": copy_json(columns)}
