"""Small projects on a mock, put there without the API."""

from __future__ import annotations

from typing import Any

from dssmock.core import DSSMock


def plant_project(mock: DSSMock, key: str = "SALES", *datasets: str) -> None:
    """A project of the administrator with datasets that only have a name."""
    body = {"projectKey": key, "name": key, "owner": "admin"}
    assert mock.request("POST", "/projects/", json=body).status == 200
    for name in datasets:
        document = {"projectKey": key, "name": name, "type": "Filesystem", "params": {}}
        mock.table("datasets").put(f"{key}.{name}", document)


def plant_recipe(
    mock: DSSMock, name: str, kind: str, reads: list[str], writes: list[str], key: str = "SALES"
) -> None:
    """A recipe that reads and writes."""
    document: dict[str, Any] = {
        "projectKey": key,
        "name": name,
        "type": kind,
        "inputs": {"main": {"items": [{"ref": ref} for ref in reads]}},
        "outputs": {"main": {"items": [{"ref": ref} for ref in writes]}},
    }
    mock.table("recipes").put(f"{key}.{name}", {"recipe": document})
