"""Data to learn from, which the functions of the table bring along."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tests.parity.scene import Scene

KEY: Final = "SALES"
CUSTOMERS: Final = {
    "id": "string",
    "age": "bigint",
    "spent": "double",
    "city": "string",
    "vip": "boolean",
    "churn": "string",
}
VISITS: Final = {"day": "date", "shop": "string", "visits": "bigint", "rain": "double"}
CITIES: Final = ("Lyon", "Paris", "Rome")


def plant(see: Scene) -> Any:
    """Upload customers and their visits; gives the project."""
    project = see.client.get_project(KEY)
    _upload(project, "clients", CUSTOMERS, customers())
    _upload(project, "footfall", VISITS, footfall())
    return project


def plant_later(project: Any) -> None:
    """Upload customers of later, who are older."""
    _upload(project, "later", CUSTOMERS, customers(40, shift=15))


def customers(count: int = 60, shift: int = 0) -> list[tuple[Any, ...]]:
    """Rows of customers: the older and the less they spent, the rather they leave."""
    rows: list[tuple[Any, ...]] = []
    for number in range(count):
        age = 20 + (number * 7) % 50 + shift
        spent = round(1000 / age + number % 5, 2)
        leaves = "yes" if age + number % 9 > 48 else "no"
        vip = str(number % 4 == 0).lower()
        rows.append((f"c{number}", age, spent, CITIES[number % 3], vip, leaves))
    return rows


def footfall(days: int = 20) -> list[tuple[Any, ...]]:
    """Rows of two shops, one for each day."""
    rows: list[tuple[Any, ...]] = []
    for number in range(days):
        day = f"2026-01-{number + 1:02d}T00:00:00.000Z"
        rows += [(day, shop, 10 + number % 7 + len(shop), number % 3) for shop in ("north", "sea")]
    return rows


def template() -> bytes:
    """A template of documents, always the same bytes."""
    out = io.BytesIO()
    text = "<w:document><w:body><w:sectPr/></w:body></w:document>"
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("word/document.xml"), text)
    return out.getvalue()


def _upload(project: Any, name: str, schema: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([list(schema), *rows])
    dataset = project.create_upload_dataset(name)
    dataset.uploaded_add_file(io.BytesIO(text.getvalue().encode()), f"{name}.csv")
    settings = dataset.get_settings()
    settings.set_csv_format()
    columns = [{"name": column, "type": kind} for column, kind in schema.items()]
    settings.get_raw()["schema"] = {"columns": columns, "userModified": True}
    settings.save()
