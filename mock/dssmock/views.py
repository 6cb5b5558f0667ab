"""What the page shows: calls with their bodies, the state as a tree, the rows of a dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.masking import masked

if TYPE_CHECKING:
    from dssmock.call import CallRecord
    from dssmock.core import DSSMock

MAX_CALLS: Final = 500  # calls that one answer has
MAX_ROWS: Final = 50  # rows of a preview
MAX_RUNS: Final = 20  # runs of a scenario, jobs of a project
MAX_TEXT: Final = 20_000  # characters of an answer that is no JSON


def calls(dss: DSSMock, after: int, least_ms: float = 0.0) -> list[dict[str, Any]]:
    """The newest calls after one, oldest first, secrets masked.

    Args:
        dss: the instance, whose log holds none in what was sent.
        after: number of the last call that is known.
        least_ms: only calls that took at least this long.
    """
    found = [each for each in dss.log.after(after) if each.took_ms >= least_ms]
    return [_call(each) for each in found[-MAX_CALLS:]]


def _call(record: CallRecord) -> dict[str, Any]:
    return {
        **record.plain(),
        "query": record.query,
        "body": record.body,
        "number": record.number,
        "at": record.at_ms,
        "ms": round(record.took_ms, 3),
        "verdict": record.verdict,
        "answer": _answer(record),
        "answerType": record.answer_type,
    }


def _answer(record: CallRecord) -> Any:
    if record.answer is None:
        return None
    text = record.answer.decode("utf-8", "replace")
    if record.answer_type.startswith("application/json"):
        try:
            return masked(json.loads(text))
        except ValueError:
            return text
    return text[:MAX_TEXT]


def state(dss: DSSMock) -> dict[str, Any]:
    """The state as a tree, without the rows of datasets."""
    return {
        "people": {
            "users": [_user(each) for each in dss.table("users").values()],
            "groups": [_group(each) for each in dss.table("groups").values()],
            "keys": [_key(each) for each in dss.table("global_api_keys").values()],
        },
        "connections": [
            {"name": each.get("name"), "type": each.get("type")}
            for each in dss.table("connections").values()
        ],
        "projects": [_project(dss, each) for each in dss.table("projects").values()],
        "futures": dss.futures.all(),
        "tables": {name: len(dss.table(name)) for name in sorted(dss.table_names())},
    }


def _user(user: Mapping[str, Any]) -> dict[str, Any]:
    names = ("login", "displayName", "groups", "enabled", "userProfile")
    return {name: user.get(name) for name in names}


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": group.get("name"), "description": group.get("description"),
            "admin": bool(group.get("admin"))}  # fmt: skip


def _key(key: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": key.get("id"), "label": key.get("label"),
            "for": key.get("dssUserForImpersonation")}  # fmt: skip


def _project(dss: DSSMock, project: Mapping[str, Any]) -> dict[str, Any]:
    key = project["projectKey"]
    return {
        "key": key,
        "name": (project.get("metadata") or {}).get("label"),
        "datasets": [_dataset(each) for each in _of(dss, "datasets", key)],
        "recipes": [_recipe(each) for each in _of(dss, "recipes", key)],
        "jobs": [_job(each) for each in _newest(_of(dss, "jobs", key))],
        "scenarios": [_scenario(dss, each) for each in _of(dss, "scenarios", key)],
    }


def _of(dss: DSSMock, table: str, key: str) -> Iterator[dict[str, Any]]:
    prefix = f"{key}."
    for id, document in dss.table(table).docs.items():
        if id.startswith(prefix):
            yield document


def _newest(found: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(found)[: -MAX_RUNS - 1 : -1]


def _dataset(dataset: Mapping[str, Any]) -> dict[str, Any]:
    columns = (dataset.get("schema") or {}).get("columns") or []
    return {
        "name": dataset.get("name"),
        "type": dataset.get("type"),
        "columns": [{"name": each.get("name"), "type": each.get("type")} for each in columns],
    }


def _recipe(document: Mapping[str, Any]) -> dict[str, Any]:
    recipe = document.get("recipe") or document
    return {"name": recipe.get("name"), "type": recipe.get("type")}


def _job(job: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": job["def"]["id"],
        "state": job["state"],
        "start": job["startTime"],
        "end": job["endTime"],
        "activities": [
            {"recipe": each["recipeName"], "state": each["state"]} for each in job["activities"]
        ],
    }


def _scenario(dss: DSSMock, scenario: Mapping[str, Any]) -> dict[str, Any]:
    runs = _newest(_of(dss, "scenario_runs", f"{scenario['projectKey']}.{scenario['id']}"))
    return {
        "id": scenario["id"],
        "name": scenario.get("name"),
        "active": bool(scenario.get("active")),
        "runs": [_run(each) for each in runs],
    }


def _run(document: Mapping[str, Any]) -> dict[str, Any]:
    run = document["run"] or {}
    return {
        "id": run.get("runId"),
        "phase": document["phase"],
        "outcome": (run.get("result") or {}).get("outcome"),
        "start": run.get("start"),
        "end": run.get("end"),
        "steps": [
            {"name": each["step"].get("name") or each["step"].get("id"),
             "outcome": each["result"].get("outcome")}
            for each in document["stepRuns"]
        ],
    }  # fmt: skip


def table(dss: DSSMock, name: str) -> dict[str, Any]:
    """The documents of a table, secrets masked.

    Raises:
        errors.NotFound: there is no such table.
    """
    if name not in dss.table_names():
        raise errors.NotFound(f"no table {name!r}")
    return masked(dss.table(name).docs)


def rows(dss: DSSMock, project: str, dataset: str) -> dict[str, Any]:
    """The first rows of a dataset, as text.

    Raises:
        errors.NotFound: there is no such dataset.
        errors.BadRequest: its rows cannot be read.
    """
    from dssmock.services import _dataset_rows, _dataset_state

    found = _dataset_state.find(dss, project, dataset)
    with _dataset_rows.opened(dss, found) as relation, _dataset_rows.database_errors():
        query = f"FROM {relation.sql} LIMIT {MAX_ROWS + 1}"
        texts = _dataset_rows.texts(relation.cursor, query)
        return {
            "columns": relation.names(),
            "rows": texts[:MAX_ROWS],
            "more": len(texts) > MAX_ROWS,
        }
