"""Report on data quality: compute the rules of all datasets of a project and list what fails."""

from __future__ import annotations

import csv
import os
from collections import Counter
from typing import Any

from dataikuapi import DSSClient

BAD = ("ERROR", "WARNING")


def main(
    client: DSSClient,
    project_key: str,
    path: str | os.PathLike[str],
    rules: dict[str, list[dict[str, Any]]] | None = None,
) -> Counter[str]:
    """Add rules that are missing, compute all, write a CSV file and count the outcomes."""
    project = client.get_project(project_key)
    outcomes: Counter[str] = Counter()
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["dataset", "rule", "outcome", "message"])
        for item in project.list_datasets():
            quality = project.get_dataset(item["name"]).get_data_quality_rules()
            add_missing(quality, (rules or {}).get(item["name"], []))
            if not quality.list_rules():
                continue
            quality.compute_rules(partition="NP").wait_for_result()
            for result in quality.get_last_rules_results():
                outcomes[result.outcome] += 1
                table.writerow([item["name"], result.name, result.outcome, result.message])
                if result.outcome in BAD:
                    print(f"{item['name']}: {result.name}: {result.message}")
    print(", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())))
    return outcomes


def add_missing(quality: Any, wanted: list[dict[str, Any]]) -> None:
    """Create the rules that the dataset does not have, found by their name."""
    known = {rule.name for rule in quality.list_rules()}
    for rule in wanted:
        if rule["displayName"] not in known:
            quality.create_rule(rule)


if __name__ == "__main__":
    dss = DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"])
    found = main(dss, "PENGUINS", "quality.csv")
    raise SystemExit(1 if found["ERROR"] else 0)
