"""Managed datasets: what DSS makes of a connection and a few wishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _dataset_state as state
from dssmock.services import _managed_folder_state as folders
from dssmock.services._loose import as_text
from dssmock.services.connection import find_usable

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

USUAL: Final = "CSV_EXCEL_GZIP"
# Formats by what clients call them.
FORMATS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "CSV_EXCEL_GZIP": ("csv", state.CSV),
    "CSV_UNIX_GZIP": ("csv", {**state.CSV, "style": "unix"}),
    "CSV_ESCAPING_NOGZIP_FORHIVE": ("csv", {**state.CSV, "style": "escape_only", "compress": ""}),
    "CSV_EXCEL_GZIP_BIGQUERY": ("csv", {**state.CSV, "parseHeaderRow": True}),
    "PARQUET_HIVE": ("parquet", {}),
    "AVRO": ("avro", {}),
    "ORC": ("orcfile", {}),
}


def make(call: Call, key: str, name: str, wish: Mapping[str, Any]) -> dict[str, Any]:
    """Add a managed dataset; gives its definition.

    Raises:
        errors.BadRequest: the wishes cannot be met; what is wrong is named.
        errors.NotFound: there is no such connection, or nothing to copy the partitioning from.
        errors.Forbidden: the caller may not use the connection.
    """
    connection, kind = _home(call, wish.get("connectionId"))
    kind = wish.get("typeOptionId") or kind
    given: dict[str, Any] = {"managed": True, "partitioning": _partitioning(call.dss, key, wish)}
    if kind in state.SQL:
        table = f"${{projectKey}}_{name}"
        given["params"] = {"connection": connection, "mode": "table", "schema": "", "table": table}
    else:
        given["params"] = {"connection": connection, "path": f"${{projectKey}}/{name}"}
        given["formatType"], given["formatParams"] = _format(wish)
    return state.add(call.dss, key, name, kind, given, call.auth.name)


def _home(call: Call, connection: str | None) -> tuple[str, str]:
    """Connection of a new dataset, and the type that datasets have there."""
    if not connection:
        raise errors.BadRequest("A managed dataset needs a connection: connectionId is missing")
    known = connection in call.dss.table("connections")
    if not known and connection in folders.BUILT_IN:
        return connection, folders.BUILT_IN[connection]
    found = find_usable(call, connection)
    if not found.get("allowWrite", True) or not found.get("allowManagedDatasets", True):
        raise errors.BadRequest(f"Connection {connection} does not allow managed datasets")
    return connection, folders.type_of(call.dss, connection)


def _format(wish: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    option = as_text((wish.get("specificSettings") or {}).get("formatOptionId")) or USUAL
    if option not in FORMATS:
        raise errors.BadRequest(f"Unknown format option: {option}")
    return FORMATS[option]


def _partitioning(dss: DSSMock, key: str, wish: Mapping[str, Any]) -> dict[str, Any] | None:
    option = wish.get("partitioningOptionId")
    if not option or option == "NP":
        return None
    kind, _, ref = option.removeprefix("copy:").partition(":")
    if not option.startswith("copy:") or kind not in ("dataset", "folder"):
        raise errors.BadRequest(f"Unknown partitioning option: {option}")
    if kind == "dataset":
        return state.find(dss, key, ref).get("partitioning")
    owner, id = state.split_ref(key, ref)
    return folders.find(dss, owner, id).get("partitioning")
