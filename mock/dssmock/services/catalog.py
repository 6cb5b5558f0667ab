"""Indexing of connections in the data catalog."""

from __future__ import annotations

from typing import Any

from dssmock.core import Call, handles


@handles("catalog_index")
def index(call: Call) -> dict[str, Any]:
    """Remember when each connection was indexed, and how."""
    call.require_admin()
    connections = call.dss.table("connections")
    names = connections.ids() if call.body["indexAllConnections"] else call.body["connectionNames"]
    for name in names:
        connections.get(name)
    entry = {
        "indexedOn": call.dss.clock.now_ms(),
        "indexingMode": call.body["indexingMode"],
    }
    for name in names:
        call.dss.table("catalog_index").put(name, entry)
    return {
        "success": True,
        "indexed": names,
        "indexingMode": call.body["indexingMode"],
    }
