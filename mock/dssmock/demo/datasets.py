"""Demo data of datasets: tables of the warehouse, an uploaded file, days of a shop, rules."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any, Final

from dssmock.demo import sql
from dssmock.services import _dataset_csv as formats
from dssmock.services import _dataset_state as state
from dssmock.services import data_quality
from dssmock.services._dataset_write import column_of

if TYPE_CHECKING:
    from dssmock.core import DSSMock

NAMES: Final = b"""code,species,common_name,first_described
ADE,Adelie,Ad\xc3\xa9lie penguin,1841-01-01
CHI,Chinstrap,Chinstrap penguin,1781-01-01
GEN,Gentoo,Gentoo penguin,1781-01-01
"""
VISITS: Final = ("2026-01-01", "2026-01-02", "2026-01-03")
COMMENTS: Final = {
    "body_mass_g": "Weight of the animal, in grams",
    "year": "Year of the study",
}
RULES: Final[tuple[dict[str, Any], ...]] = (
    {"id": "rows0001", "displayName": "Rows", "type": "RecordCountInRangeRule", "minimum": 300},
    {"id": "mass0001", "displayName": "Plausible mass", "type": "ColumnMaxInRangeRule",
     "column": "body_mass_g", "softMaximum": 6000, "maximum": 8000},
    {"id": "sex00001", "displayName": "Sex is known", "type": "ColumnNotEmptyRule",
     "columns": ["sex"]},
)  # fmt: skip


def seed(dss: DSSMock) -> None:
    """Datasets of three kinds in the projects PENGUINS and SALES."""
    _table(dss, "PENGUINS", "penguins", sql.PENGUINS, "alice", tags=["biology"])
    _table(dss, "PENGUINS", "penguins_raw", sql.PENGUINS_RAW, "alice")
    _upload(dss)
    _managed(dss, "PENGUINS", "penguins_by_species", "alice")
    _table(dss, "SALES", "customers", sql.CUSTOMERS, "bob", tags=["finance"])
    _table(dss, "SALES", "orders", sql.ORDERS, "bob", tags=["finance"])
    _visits(dss)
    _managed(dss, "SALES", "orders_by_country", "bob")
    _quality(dss)


def _table(
    dss: DSSMock, key: str, name: str, columns: dict[str, str], by: str, **more: Any
) -> None:
    """A dataset on a table of the warehouse."""
    params = {"connection": sql.CONNECTION, "mode": "table", "schema": "public", "table": name}
    found = [column_of(column, kind) for column, kind in columns.items()]
    for column in found:
        if column["name"] in COMMENTS:
            column["comment"] = COMMENTS[column["name"]]
    schema = {"columns": found, "userModified": False}
    state.add(dss, key, name, "PostgreSQL", {"params": params, "schema": schema, **more}, by)


def _upload(dss: DSSMock) -> None:
    """A dataset of one uploaded file."""
    key, name, file = "PENGUINS", "species_names", "species_names.csv"
    params, columns = formats.detect(NAMES, file, infer=True)
    given = {
        "formatType": "csv",
        "formatParams": params,
        "schema": {"columns": columns, "userModified": False},
    }
    state.add(dss, key, name, "UploadedFiles", given, "alice")
    item = {"path": file, "length": len(NAMES), "lastModified": dss.clock.now_ms()}
    dss.blobs.put(f"projects/{key}/uploads/{name}/{file}", NAMES)
    dss.table("dataset_uploads").put(state.row_of(key, name), {"files": [item]})


def _managed(dss: DSSMock, key: str, name: str, by: str) -> None:
    """A managed dataset that nobody has built yet."""
    given = {
        "managed": True,
        "params": {"connection": "filesystem_managed", "path": f"${{projectKey}}/{name}"},
        "formatType": "csv",
        "formatParams": state.CSV,
    }
    state.add(dss, key, name, "Filesystem", given, by)


def _visits(dss: DSSMock) -> None:
    """A managed dataset with a partition for each day."""
    key, name = "SALES", "visits"
    day = {"name": "day", "type": "time", "params": {"period": "DAY"}}
    columns = [{"name": "page", "type": "string"}, {"name": "visitors", "type": "int"}]
    given = {
        "managed": True,
        "params": {"connection": "filesystem_managed", "path": f"${{projectKey}}/{name}"},
        "formatType": "csv",
        "formatParams": state.CSV,
        "partitioning": {"dimensions": [day], "filePathPattern": "/%Y/%M/%D/.*"},
        "schema": {"columns": columns, "userModified": False},
    }
    state.add(dss, key, name, "Filesystem", given, "bob")
    for number, date in enumerate(VISITS):
        lines = f"home\t{100 + number}\nbasket\t{10 + number}\n"
        path = f"{date.replace('-', '/')}/out-s0.csv"
        data = gzip.compress(lines.encode(), mtime=0)
        dss.blobs.put(f"projects/{key}/datasets/{name}/{path}", data)


def _quality(dss: DSSMock) -> None:
    """Rules of data quality; they are computed when somebody asks for it."""
    usual = {"enabled": True, "autoRun": True, "computeOnBuildMode": "PARTITION"}
    rules = [{**usual, **rule} for rule in RULES]
    row = state.row_of("PENGUINS", "penguins")
    dss.table(data_quality.RULES).put(row, {"checks": rules})
