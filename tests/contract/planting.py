"""Make objects through the API, then give them the identifiers that the examples name."""

from __future__ import annotations

import json
from typing import Any

from dssmock.core import DSSMock


def ask(mock: DSSMock, method: str, path: str, body: Any = None, **options: Any) -> Any:
    """Send a request that must succeed; gives what it answers, None if that is no JSON."""
    answer = mock.request(method, path, json=body, **options)
    assert answer.status < 300, (path, answer.body)
    try:
        return answer.json()
    except ValueError:
        return None


def rename(mock: DSSMock, table: str, old: str, new: str, key: str = "SALES") -> None:
    """Give a document of a project another identifier, in all that a table says."""
    rows = mock.table(table)
    for row in [row for row in rows.ids() if row.startswith(f"{key}.")]:
        text = json.dumps(rows.get(row))
        if old in row or old in text:
            rows.delete(row)
            rows.put(row.replace(old, new), json.loads(text.replace(old, new)))
