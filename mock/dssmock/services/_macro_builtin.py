"""The macros that every instance has, and those that its plugins bring."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock.jobs import FINAL
from dssmock.services import _plugin_state as plugins

if TYPE_CHECKING:
    from dssmock.core import DSSMock

FOLDER, DESCRIPTION = "python-runnables/", "/runnable.json"
Work = Callable[["DSSMock", str, Mapping[str, Any]], Any]


def list_datasets(dss: DSSMock, _: str, params: Mapping[str, Any]) -> Any:
    """The datasets of the instance that use a connection."""
    wanted = params.get("connection")
    records = [
        [row]
        for row, dataset in dss.table("datasets").items()
        if (dataset.get("params") or {}).get("connection") == wanted
    ]
    columns = [{"name": "dataset", "displayName": "Dataset", "type": "STRING"}]
    return {"name": "Datasets", "columns": columns, "records": records}


def clear_job_logs(dss: DSSMock, key: str, params: Mapping[str, Any]) -> Any:
    """Forget the jobs of a project that ended some days ago."""
    days = float(params.get("age") or 0)
    limit = dss.clock.now_ms() - days * 24 * 3600 * 1000
    old = [
        row
        for row, job in dss.table("jobs").items()
        if job["projectKey"] == key and job["state"] in FINAL and job["endTime"] <= limit
    ]
    for row in old:
        dss.table("jobs").delete(row)
    return f"<p>Deleted {len(old)} jobs</p>"


def _builtin(
    name: str, label: str, kind: str, params: list[dict[str, Any]], work: Work
) -> tuple[str, dict[str, Any], Work]:
    type = f"pyrunnable_builtin-macros_{name}"
    definition = {
        "runnableType": type,
        "ownerPluginId": "builtin-macros",
        "meta": {"label": label},
        "resultType": kind,
        "params": params,
        "adminParams": [],
    }
    return type, definition, work


CONNECTION: Final = {"name": "connection", "type": "STRING", "label": "Connection"}
AGE: Final = {"name": "age", "type": "INT", "label": "Age in days"}
BUILTIN: Final = (
    _builtin(
        "list-datasets-using-connection",
        "List datasets using a connection",
        "RESULT_TABLE",
        [{**CONNECTION, "mandatory": True}],
        list_datasets,
    ),
    _builtin("clear-job-logs", "Clear job logs", "HTML", [AGE], clear_job_logs),
)


def definitions(dss: DSSMock) -> Iterator[dict[str, Any]]:
    """All macros of an instance."""
    for _, definition, _ in BUILTIN:
        yield definition
    for plugin_id, plugin in dss.table("plugins").items():
        for path, data in sorted(plugins.file_bytes(dss, plugin).items()):
            if path.startswith(FOLDER) and path.endswith(DESCRIPTION):
                name = path[len(FOLDER) : -len(DESCRIPTION)]
                yield _of_plugin(plugin_id, name, data)


def _of_plugin(plugin_id: str, name: str, data: bytes) -> dict[str, Any]:
    try:
        given = json.loads(data)
    except ValueError:
        given = None
    description: Mapping[str, Any] = given if isinstance(given, dict) else {}
    known = {
        "meta": (dict, {"label": name}),
        "resultType": (str, "NONE"),
        "params": (list, []),
        "adminParams": (list, []),
    }
    return {
        "runnableType": f"pyrunnable_{plugin_id}_{name}",
        "ownerPluginId": plugin_id,
        **{
            member: description[member] if isinstance(description.get(member), kind) else usual
            for member, (kind, usual) in known.items()
        },
    }


def work_of(type: str) -> Work | None:
    """What a macro does, for those that the mock runs."""
    return next((work for own, _, work in BUILTIN if own == type), None)
