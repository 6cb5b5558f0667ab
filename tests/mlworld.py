"""A project with data to learn from, on an instance of the mock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dssmock.core import DSSMock
from dssmock.services import _dataset_state as datasets
from dssmock.services import _dataset_write as writing

KEY = "SALES"
CITIES = ("Lyon", "Paris", "Rome")
CUSTOMERS = {
    "id": "string",
    "age": "bigint",
    "spent": "double",
    "city": "string",
    "vip": "boolean",
    "churn": "string",
}
VISITS = {"day": "date", "shop": "string", "visits": "bigint", "rain": "double"}


def add_dataset(
    mock: DSSMock, name: str, schema: dict[str, str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add a dataset of files with rows.

    Args:
        mock: the instance.
        name: name of the dataset.
        schema: types of its columns by name.
        rows: its rows, times as text.
    """
    columns = [{"name": column, "type": kind} for column, kind in schema.items()]
    given = {
        "managed": True,
        "params": {"connection": "filesystem_managed", "path": f"/{KEY}/{name}"},
        "formatType": "csv",
        "formatParams": dict(datasets.CSV),
        "schema": {"columns": columns},
    }
    dataset = datasets.add(mock, KEY, name, "Filesystem", given, "admin")
    writing.put_rows(mock, dataset, rows)


def customers(count: int = 60, shift: int = 0) -> list[tuple[Any, ...]]:
    """Rows of customers: the older and the less they spent, the rather they leave."""
    rows: list[tuple[Any, ...]] = []
    for number in range(count):
        age = 20 + (number * 7) % 50 + shift
        spent = round(1000 / age + number % 5, 2)
        leaves = "yes" if age + number % 9 > 48 else "no"
        city = CITIES[number % 3]
        rows.append((f"c{number}", age, spent, city, number % 4 == 0, leaves))
    return rows


def visits(days: int = 20) -> list[tuple[Any, ...]]:
    """Rows of two shops, one for each day."""
    rows: list[tuple[Any, ...]] = []
    for number in range(days):
        day = f"2026-01-{number + 1:02d}T00:00:00.000Z"
        rows += [(day, shop, 10 + number % 7 + len(shop), number % 3) for shop in ("north", "sea")]
    return rows


def plant(mock: DSSMock) -> None:
    """Make the project SALES with the datasets customers and visits."""
    body = {"projectKey": KEY, "name": "Sales", "owner": "admin"}
    assert mock.request("POST", "/projects/", json=body).status == 200
    add_dataset(mock, "customers", CUSTOMERS, customers())
    add_dataset(mock, "visits", VISITS, visits())
