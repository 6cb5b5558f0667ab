"""Profile a dataset and export it as CSV, reading its rows once and keeping none of them."""

from __future__ import annotations

import csv
import os
from typing import Any

from dataikuapi import DSSClient

MANY = 1000


class Column:
    """What is known of the values of a column."""

    def __init__(self, name: str, kind: str) -> None:
        self.name, self.kind = name, kind
        self.filled = self.empty = 0
        self.low: Any = None
        self.high: Any = None
        self.distinct: set[Any] = set()

    def add(self, value: Any) -> None:
        """Take one more value into account."""
        if value is None or value == "":
            self.empty += 1
            return
        self.filled += 1
        self.low = value if self.low is None else min(self.low, value)
        self.high = value if self.high is None else max(self.high, value)
        if len(self.distinct) < MANY:
            self.distinct.add(value)

    def summary(self) -> dict[str, Any]:
        """The result."""
        many = len(self.distinct) >= MANY
        return {
            "column": self.name,
            "type": self.kind,
            "empty": self.empty,
            "distinct": f"{MANY} or more" if many else len(self.distinct),
            "lowest": self.low,
            "highest": self.high,
        }


def main(
    client: DSSClient, project_key: str, name: str, path: str | os.PathLike[str]
) -> list[dict[str, Any]]:
    """Write the rows into a file and give a summary of each column."""
    dataset = client.get_project(project_key).get_dataset(name)
    schema = dataset.get_schema()["columns"]
    columns = [Column(column["name"], column["type"]) for column in schema]
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        for row in dataset.iter_rows():
            writer.writerow(row)
            for column, value in zip(columns, row, strict=True):
                column.add(value)
    found = [column.summary() for column in columns]
    for summary in found:
        print(" ".join(f"{value!s:>16}" for value in summary.values()))
    return found


if __name__ == "__main__":
    dss = DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"])
    main(dss, "PENGUINS", "penguins", "penguins.csv")
