"""Audit the projects of an instance: who owns them, who may do what, what looks wrong.

Writes a CSV file with a line for every project and every group or user with rights on it, and
prints what somebody should look at. Needs an administrator's key; changes nothing.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from typing import Any

from dataikuapi import DSSClient

STRONG = ("admin", "writeProjectContent", "exportDatasetsData")


def main(client: DSSClient, path: str | os.PathLike[str]) -> list[str]:
    """Write the table of rights to a file and give the findings."""
    users = {user["login"]: user for user in client.list_users()}
    groups = {group["name"] for group in client.list_groups()}
    findings = []
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["project", "owner", "who", *STRONG])
        for key in sorted(client.list_project_keys()):
            permissions = client.get_project(key).get_permissions()
            for who, rights in grants(permissions):
                table.writerow([key, permissions["owner"], who, *(rights.get(r) for r in STRONG)])
            findings += [f"{key}: {text}" for text in oddities(permissions, users, groups)]
    for finding in findings:
        print(finding)
    return findings


def grants(permissions: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Who is named in the permissions of a project, with what they may do."""
    for item in permissions["permissions"]:
        yield item.get("group") or item.get("user") or "?", item


def oddities(permissions: dict[str, Any], users: dict[str, Any], groups: set[str]) -> Iterator[str]:
    """What somebody should look at."""
    owner = permissions["owner"]
    if owner not in users:
        yield f"its owner {owner} is no user any more"
    elif not users[owner].get("enabled", True):
        yield f"its owner {owner} can not log in"
    if not permissions["permissions"]:
        yield "nobody but its owner can see it"
    for item in permissions["permissions"]:
        if item.get("group") and item["group"] not in groups:
            yield f"the group {item['group']} does not exist"
        if item.get("admin"):
            yield f"{item.get('group') or item.get('user')} administers it beside the owner"


if __name__ == "__main__":
    main(DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"]), "permissions.csv")
