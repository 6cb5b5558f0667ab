"""Connections to storage and databases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, handles
from dssmock.services.variable import instance_variables

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# Members of the parameters that an administrator reads blank, and leaves blank to keep.
SECRETS: Final = ("password", "secretKey", "appSecret", "clientSecret", "privateKey")
FILE_TYPES: Final = ("Filesystem", "HDFS", "EC2", "Azure", "GCS", "FTP", "SSH")
# Types of which one can ask whether they answer.
TESTED_TYPES: Final = (
    "PostgreSQL",
    "MySQL",
    "MySql",
    "Snowflake",
    "BigQuery",
    "Redshift",
    "SQLServer",
    "Oracle",
    "Vertica",
    "JDBC",
    "DuckDB",
    "EC2",
    "Azure",
    "GCS",
)
VARIABLE: Final = re.compile(r"\$\{([^}]+)\}")


def new_connection(given: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a connection: what was given, and the usual for the rest."""
    usual = {
        "description": "",
        "params": {},
        "allowWrite": True,
        "allowManagedDatasets": True,
        "allowManagedFolders": given["type"] in FILE_TYPES,
        "allowKnowledgeBanks": False,
        "allowMirror": False,
        "useGlobalProxy": True,
        "credentialsMode": "GLOBAL",
        "usableBy": "ALL",
        "allowedGroups": [],
        "maxActivities": 0,
        "detailsReadability": {"readableBy": "NONE", "allowedGroups": []},
    }
    # A null leaves the usual; a member that nobody knows stays as it came.
    kept = {name: value for name, value in given.items() if value is not None or name not in usual}
    return usual | kept


def find(dss: DSSMock, name: str) -> dict[str, Any]:
    """A connection with its secrets.

    Raises:
        errors.NotFound: there is none of this name; DSS has a type of its own for this error.
    """
    connection = dss.table("connections").find(name)
    if connection is None:
        raise errors.NotFound(f"Connection '{name}' does not exist", errors.ILLEGAL_ARGUMENT)
    return connection


def may_use(call: Call, connection: Mapping[str, Any]) -> bool:
    """Whether the caller may use a connection."""
    if call.auth.admin or connection.get("usableBy", "ALL") == "ALL":
        return True
    return not set(connection.get("allowedGroups") or []).isdisjoint(call.auth.groups)


def find_usable(call: Call, name: str) -> dict[str, Any]:
    """A connection that the caller may use, with its secrets.

    Raises:
        errors.NotFound: there is none of this name.
        errors.Forbidden: the caller may not use it.
    """
    connection = find(call.dss, name)
    if not may_use(call, connection):
        raise errors.Forbidden(f"You may not use connection {name}")
    return connection


def _view(connection: Mapping[str, Any]) -> dict[str, Any]:
    params = connection.get("params") or {}
    blank = {name: "" for name in SECRETS if params.get(name)}
    return {**connection, "params": {**params, **blank}}


def _tag(call: Call, number: int) -> dict[str, Any]:
    return {
        "versionNumber": number,
        "lastModifiedBy": {"login": call.auth.name},
        "lastModifiedOn": call.dss.clock.now_ms(),
    }


@handles("connection_list")
def list_connections(call: Call) -> dict[str, Any]:
    call.require_admin()
    connections = call.dss.table("connections").items()
    return {name: _view(connection) for name, connection in connections}


@handles("connection_create")
def create_connection(call: Call) -> dict[str, str]:
    call.require_admin()
    name = call.body["name"]
    if not name.strip() or not call.body["type"].strip():
        raise errors.BadRequest("A connection needs a name and a type")
    tags = {"creationTag": _tag(call, 0), "versionTag": _tag(call, 0)}
    call.dss.table("connections").add(name, new_connection(call.body) | tags)
    return {"msg": f"Created connection {name}"}


@handles("connection_get")
def get_connection(call: Call) -> dict[str, Any]:
    call.require_admin()
    return _view(find(call.dss, call.path["connection_name"]))


@handles("connection_update")
def update_connection(call: Call) -> dict[str, str]:
    call.require_admin()
    name = call.path["connection_name"]
    old = find(call.dss, name)
    new = new_connection(call.body) | {"name": name, "creationTag": old.get("creationTag")}
    new["versionTag"] = _tag(call, (old.get("versionTag") or {}).get("versionNumber", 0) + 1)
    new["params"] = _with_secrets_of(old, new["params"])
    call.dss.table("connections").put(name, new)
    return {"msg": f"Updated connection {name}"}


def _with_secrets_of(old: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters in which a secret left blank is the one of before."""
    known = old.get("params") or {}
    left = {name: known[name] for name in SECRETS if params.get(name) == "" and name in known}
    return {**params, **left}


@handles("connection_delete")
def delete_connection(call: Call) -> Any:
    call.require_admin()
    find(call.dss, call.path["connection_name"])
    call.dss.table("connections").delete(call.path["connection_name"])
    return EMPTY


@handles("connection_sync")
def sync(call: Call) -> dict[str, Any]:
    call.require_admin()
    connection = find(call.dss, call.path["connection_name"])
    root = (connection.get("params") or {}).get("root", "/")
    return call.dss.futures.start(call, {"connection": connection["name"], "paths": [root]})


@handles("connection_list_names")
def list_names(call: Call) -> list[str]:
    wanted = call.query.get("type", "all")
    return [
        name
        for name, connection in call.dss.table("connections").items()
        if wanted in ("all", connection["type"]) and may_use(call, connection)
    ]


@handles("connection_test")
def test(call: Call) -> dict[str, Any]:
    connection = find_usable(call, call.path["connection_name"])
    if connection["type"] not in TESTED_TYPES:
        raise errors.BadRequest(f"Connections of type {connection['type']} cannot be tested")
    params = connection.get("params") or {}
    if params.get("host", "localhost"):
        return {"connectionOK": True}
    return {"connectionOK": False, "connectionErrorMsg": "No host to connect to"}


def _may_read_details(call: Call, connection: Mapping[str, Any]) -> bool:
    readability = connection.get("detailsReadability") or {}
    readers = readability.get("readableBy", "NONE")
    if call.auth.admin or readers == "ALL":
        return True
    allowed = set(readability.get("allowedGroups") or [])
    return readers == "ALLOWED" and not allowed.isdisjoint(call.auth.groups)


@handles("connection_get_info")
def get_info(call: Call) -> dict[str, Any]:
    connection = find(call.dss, call.path["connection_name"])
    if not _may_read_details(call, connection):
        raise errors.Forbidden(f"You may not read details of connection {connection['name']}")
    params = connection.get("params") or {}
    plain = {name: value for name, value in params.items() if name not in SECRETS}
    return {
        "type": connection["type"],
        "credentialsMode": connection.get("credentialsMode", "GLOBAL"),
        "params": plain,
        "resolvedParams": _resolve(plain, _variables(call)),
        **_credentials(call, connection, params),
    }


def _credentials(
    call: Call, connection: Mapping[str, Any], params: Mapping[str, Any]
) -> dict[str, Any]:
    """The credentials there are: the connection's own, or the caller's for it."""
    source = params
    if connection.get("credentialsMode") == "PER_USER":
        user = call.dss.table("users").find(call.auth.login or "") or {}
        source = (user.get("credentials") or {}).get(connection["name"], {})
    found: dict[str, Any] = {}
    if source.get("user") and source.get("password"):
        basic = {"user": source["user"], "password": source["password"]}
        found["resolvedBasicCredential"] = basic
    if source.get("accessKey") and source.get("secretKey"):
        names = ("accessKey", "secretKey", "sessionToken")
        found["resolvedAWSCredential"] = {name: source[name] for name in names if name in source}
    if source.get("accessToken"):
        found["resolvedOAuth2Credential"] = {"accessToken": source["accessToken"]}
    return found


def _variables(call: Call) -> dict[str, Any]:
    """Variables of the instance, and over them those of the project that is asked about."""
    known = instance_variables(call.dss)
    key = call.query.get("contextualProjectKey")
    if key is None:
        return known
    variables = call.require_project(key).get("variables") or {}
    return known | variables.get("standard", {}) | variables.get("local", {})


def _resolve(value: Any, variables: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        return VARIABLE.sub(lambda found: str(variables.get(found[1], found[0])), value)
    if isinstance(value, dict):
        return {name: _resolve(member, variables) for name, member in value.items()}
    if isinstance(value, list):
        return [_resolve(item, variables) for item in value]
    return value
