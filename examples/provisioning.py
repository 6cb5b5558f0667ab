"""Provision an instance from a description: groups, users, connections, projects.

Run it as often as you like: what is as described stays untouched. The description may as well come
from a YAML file of your repository. Needs an administrator's key.
"""

from __future__ import annotations

import os
from typing import Any

from dataikuapi import DSSClient

Described = dict[str, Any]
WANTED: dict[str, Described] = {
    "groups": {"ornithology": {"description": "They count birds"}},
    "users": {
        "grace": {"displayName": "Grace Hopper", "groups": ["ornithology", "readers"]},
        "carol": {"displayName": "Carol Ito", "groups": ["analysts", "readers"]},
    },
    "connections": {"archive": {"type": "Filesystem", "params": {"root": "/data/archive"}}},
    "projects": {"BIRDS": {"name": "Birds", "owner": "grace", "writers": ["ornithology"]}},
}


def main(client: DSSClient, wanted: dict[str, Described] = WANTED) -> list[str]:
    """Make the instance what the description says, and tell what was changed."""
    kinds = {"groups": group, "users": user, "connections": connection, "projects": project}
    done = []
    for kind, provide in kinds.items():
        for name, what in wanted.get(kind, {}).items():
            change = provide(client, name, what)
            if change:
                done.append(f"{kind}/{name}: {change}")
                print(done[-1])
    return done


def group(client: DSSClient, name: str, what: Described) -> str:
    if name in [known["name"] for known in client.list_groups()]:
        return ""
    client.create_group(name, what["description"])
    return "created"


def user(client: DSSClient, login: str, what: Described) -> str:
    if login not in [known["login"] for known in client.list_users()]:
        # The password is that of the company: DSS asks the LDAP server.
        client.create_user(login, None, what["displayName"], "LDAP", what["groups"])
        return "created"
    settings = client.get_user(login).get_settings()
    raw = settings.get_raw()
    changes = [field for field in what if raw.get(field) != what[field]]
    if changes:
        raw.update(what)
        settings.save()
    return "changed " + ", ".join(changes) if changes else ""


def connection(client: DSSClient, name: str, what: Described) -> str:
    if name in client.list_connections():
        return ""
    client.create_connection(name, what["type"], what["params"])
    return "created"


def project(client: DSSClient, key: str, what: Described) -> str:
    if key in client.list_project_keys():
        return ""
    handle = client.create_project(key, what["name"], what["owner"])
    permissions = handle.get_permissions()
    for name in what["writers"]:
        permissions["permissions"].append({"group": name, "writeProjectContent": True})
    handle.set_permissions(permissions)
    return "created"


if __name__ == "__main__":
    main(DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"]))
