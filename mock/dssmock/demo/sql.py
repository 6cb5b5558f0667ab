"""The warehouse of the demo instance: tables of real and of made-up data."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dssmock.core import DSSMock
    from dssmock.sql.database import Database

CONNECTION: Final = "warehouse"
TEXT: Final = "VARCHAR"
PENGUINS: Final = {
    "species": TEXT,
    "island": TEXT,
    "bill_length_mm": "DOUBLE",
    "bill_depth_mm": "DOUBLE",
    "flipper_length_mm": "INTEGER",
    "body_mass_g": "INTEGER",
    "sex": TEXT,
    "year": "SMALLINT",
}
PENGUINS_RAW: Final = {
    "study_name": TEXT,
    "sample_number": "INTEGER",
    "species": TEXT,
    "region": TEXT,
    "island": TEXT,
    "stage": TEXT,
    "individual_id": TEXT,
    "clutch_completion": "BOOLEAN",
    "date_egg": "DATE",
    "culmen_length_mm": "DOUBLE",
    "culmen_depth_mm": "DOUBLE",
    "flipper_length_mm": "INTEGER",
    "body_mass_g": "INTEGER",
    "sex": TEXT,
    "delta_15_n": "DOUBLE",
    "delta_13_c": "DOUBLE",
    "comments": TEXT,
}
CUSTOMERS: Final = {
    "id": "INTEGER",
    "name": TEXT,
    "country": TEXT,
    "birthday": "DATE",
    "premium": "BOOLEAN",
    "since": "TIMESTAMP WITH TIME ZONE",
    "note": TEXT,
}
ORDERS: Final = {
    "id": "BIGINT",
    "customer_id": "INTEGER",
    "ordered_at": "TIMESTAMP WITH TIME ZONE",
    "picked_at": "TIMESTAMP",
    "shipped_on": "DATE",
    "quantity": "INTEGER",
    "amount": "DECIMAL(10, 2)",
    "paid": "BOOLEAN",
}
CUSTOMER_COUNT: Final = 60
ORDER_COUNT: Final = 500
FIRST_NAMES: Final = (
    "Ada",
    "Björn",
    "Chloé",
    "Dmitri",
    "Eszter",
    "Farah",
    "Goro",
    "Hélène",
    "Łucja",
)
LAST_NAMES: Final = ("Nowak", "O'Hara", "Müller", "Sato", "García", "Okafor", "Smith", "Đorđević")
COUNTRIES: Final = ("FR", "DE", "JP", "US", "NG", "PL", None)
# Texts that a careless reader of the rows would break on.
NOTES: Final = (None, "", 'Says "hello" first', "Two\nlines", "A\ttab", "Prefers e-mail", "日本語")
OPENING: Final = datetime(2024, 1, 1, 8, tzinfo=UTC)


def seed(dss: DSSMock) -> None:
    """Say what the database behind the connection holds."""
    dss.sql.fill(CONNECTION, fill)


def fill(database: Database) -> None:
    """Make the tables; their contents are the same every time."""
    database.create_table("penguins", PENGUINS, read_csv("penguins.csv", PENGUINS))
    database.create_table("penguins_raw", PENGUINS_RAW, read_csv("penguins_raw.csv", PENGUINS_RAW))
    numbers = random.Random(42)  # noqa: S311 (made-up data, the same each time)
    customers = list(make_customers(numbers))
    database.create_table("customers", CUSTOMERS, customers)
    database.create_table("orders", ORDERS, make_orders(numbers))


def read_csv(name: str, columns: Mapping[str, str]) -> Iterator[list[Any]]:
    """The rows of a file beside this module; NA is null."""
    with files("dssmock.demo").joinpath("data", name).open(encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            yield [_value(cell, kind) for cell, kind in zip(row, columns.values(), strict=True)]


def _value(cell: str, kind: str) -> Any:
    if cell == "NA":
        return None
    return cell == "Yes" if kind == "BOOLEAN" else cell


def make_customers(numbers: random.Random) -> Iterator[list[Any]]:
    """People who buy."""
    for id in range(1, CUSTOMER_COUNT + 1):
        name = f"{numbers.choice(FIRST_NAMES)} {numbers.choice(LAST_NAMES)}"
        birthday = date(1950, 1, 1) + timedelta(days=numbers.randrange(20_000))
        since = OPENING - timedelta(hours=numbers.randrange(50_000))
        yield [
            id,
            name,
            numbers.choice(COUNTRIES),
            birthday.isoformat(),
            numbers.random() < 0.3,
            since.isoformat(),
            numbers.choice(NOTES),
        ]


def make_orders(numbers: random.Random) -> Iterator[list[Any]]:
    """What they bought, oldest first; the newest are not shipped, and some are not paid."""
    ordered = OPENING
    for id in range(1, ORDER_COUNT + 1):
        ordered += timedelta(
            minutes=numbers.randrange(1, 2000), milliseconds=numbers.randrange(1000)
        )
        picked = ordered + timedelta(hours=numbers.randrange(1, 48))
        shipped = id <= ORDER_COUNT - 20
        yield [
            1000 + id,
            numbers.randint(1, CUSTOMER_COUNT),
            ordered.isoformat(),
            picked.replace(tzinfo=None).isoformat() if shipped else None,
            picked.date().isoformat() if shipped else None,
            numbers.randint(1, 9),
            round(numbers.uniform(3, 400), 2),
            numbers.choice((True, True, True, False, None)),
        ]
