"""Demo data of what runs: scenarios with a history, a job, notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dssmock.demo.instance import NOTEBOOK_PROJECT
from dssmock.services import job
from dssmock.services._object_state import tag_of

if TYPE_CHECKING:
    from dssmock.core import DSSMock

DAILY: Final[dict[str, Any]] = {
    "id": "every_night", "name": "Every night", "type": "temporal", "active": True,
    "params": {
        "frequency": "Daily", "hour": 2, "minute": 0, "repeatFrequency": 1,
        "startingFrom": "2026-01-05T00:00:00.000+0000", "timezone": "SERVER",
    },
}  # fmt: skip
MAIL: Final[dict[str, Any]] = {
    "id": "tell_alice", "name": "Tell Alice", "active": True, "phase": "END",
    "messaging": {"type": "mail-scenario", "configuration": {"recipient": "alice@example.org"}},
}  # fmt: skip
CHECK: Final[dict[str, Any]] = {
    "id": "count", "name": "Count the penguins", "type": "exec_sql",
    "params": {"connection": "warehouse", "sql": "select count(*) from penguins"},
}  # fmt: skip
COLLECT: Final[dict[str, Any]] = {
    "id": "collect", "name": "Collect", "type": "custom_python",
    "params": {"script": "print('collecting')"},
}  # fmt: skip
BOOK: Final[dict[str, Any]] = {
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    },
    "nbformat": 4,
    "nbformat_minor": 5,
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Sizes by species"]},
        {
            "cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [],
            "source": ["import dataiku\n", "dataiku.Dataset('penguins').get_dataframe().head()"],
        },
    ],
}  # fmt: skip


def seed(dss: DSSMock) -> None:
    """Two scenarios that have run, two that are tiles of an application, and two notebooks."""
    _scenario(dss, "PENGUINS", "NIGHTLY", [CHECK], active=True, triggers=[DAILY], reporters=[MAIL])
    _scenario(dss, "PENGUINS", "CHECKS", [CHECK], markedAsTest=True)
    for key in ("SURVEY", "SURVEY_2026"):
        _scenario(dss, key, "COLLECT", [COLLECT])
    for id, outcome in (("NIGHTLY", "FAILED"), ("NIGHTLY", "SUCCESS"), ("CHECKS", "SUCCESS")):
        # Scripted, so that no database is opened for a history.
        dss.scenarios.script("RUNNING", outcome, error="The warehouse does not answer")
        dss.scenarios.run_now("PENGUINS", id, "alice")
    wish = {"outputs": [{"type": "DATASET", "id": "penguins"}]}
    job.begin(dss, "PENGUINS", wish, "alice", now=True)
    _notebooks(dss)


def _scenario(dss: DSSMock, key: str, id: str, steps: list[dict[str, Any]], **more: Any) -> None:
    document: dict[str, Any] = {
        "projectKey": key, "id": id, "name": id, "type": "step_based", "active": False,
        "params": {"steps": steps}, "triggers": [], "reporters": [], "tags": [],
        "markedAsTest": False, "versionTag": tag_of(dss, "alice"),
        "creationTag": tag_of(dss, "alice"),
    }  # fmt: skip
    dss.table("scenarios").put(f"{key}.{id}", {**document, **more})


def _notebooks(dss: DSSMock) -> None:
    key, name = NOTEBOOK_PROJECT, "Explore the penguins"
    document = {"projectKey": key, "name": name, "content": BOOK}
    dss.table("jupyter_notebooks").put(f"{key}.{name}", document)
    sql: dict[str, Any] = {
        "id": "bY7kQ2s", "projectKey": key, "language": "SQL", "connection": "warehouse",
        "tags": [], "name": "Islands",
        "cells": [
            {"id": "islands", "type": "QUERY", "name": "Islands",
             "code": "select island, count(*) from penguins group by island"},
        ],
    }  # fmt: skip
    dss.table("sql_notebooks").put(f"{key}.{sql['id']}", sql)
