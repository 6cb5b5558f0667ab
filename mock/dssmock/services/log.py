"""Log files of the instance and the audit trail."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import EMPTY, Call, handles

if TYPE_CHECKING:
    from dssmock.core import DSSMock

BACKEND = "backend.log"
AUDIT = "audit.log"
ACCESS = "access.log"


def stamp(dss: DSSMock) -> str:
    """The time as log lines begin."""
    now = datetime.fromtimestamp(dss.clock.now_ms() / 1000, UTC)
    return now.strftime("%Y/%m/%d-%H:%M:%S") + f".{now.microsecond // 1000:03}"


def write(dss: DSSMock, text: str, level: str = "INFO") -> None:
    """Add a line to the backend's log."""
    _append(dss, BACKEND, f"[{stamp(dss)}] [{level}] {text}\n")


def _append(dss: DSSMock, name: str, line: str) -> None:
    kept = dss.table("logs").find(name) or {"name": name, "content": ""}
    dss.table("logs").put(name, {**kept, "content": kept["content"] + line})


def contents(dss: DSSMock) -> dict[str, str]:
    """All log files by name; every instance has those of its backend and of its calls."""
    files = {
        BACKEND: f"[INFO] DSS {dss.version} started\n",
        AUDIT: "",
        ACCESS: access(dss),
    }
    for name, doc in dss.table("logs").items():
        files[name] = files.get(name, "") + doc["content"]
    return files


def access(dss: DSSMock) -> str:
    """The calls that the instance has answered, a line each."""
    return "".join(f'"{call.method} {call.path}" {call.status}\n' for call in dss.calls)


@handles("log_list")
def list_all(call: Call) -> list[str]:
    """Names of the log files."""
    call.require_admin()
    return list(contents(call.dss))


@handles("log_get")
def get(call: Call) -> str:
    """A log file as one string."""
    call.require_admin()
    name = call.path["log_name"]
    files = contents(call.dss)
    if name not in files:
        raise errors.NotFound(f"log file does not exist: {name}")
    return files[name]


@handles("audit_log_custom")
def log_custom(call: Call) -> Any:
    """Write an entry to the audit trail."""
    call.require_admin()
    entry = {
        "timestamp": call.dss.clock.now_ms(),
        "message": {
            "msgType": "generic-custom",
            "authUser": call.auth.name,
            "customMsgType": call.path["custom_type"],
            "customMsgParams": call.body or {},
        },
    }
    _append(call.dss, AUDIT, json.dumps(entry, ensure_ascii=False) + "\n")
    return EMPTY
