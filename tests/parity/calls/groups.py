"""Groups."""

from __future__ import annotations

from tests.parity.scene import Scene


def groups(see: Scene) -> None:
    client = see.client
    see("list", client.list_groups())
    see("list info", client.list_groups_info())
    see("create", client.create_group("field_team", "People on the ice", "LDAP"))
    group = client.get_group("field_team")
    definition = see("read", group.get_definition())
    definition["description"] = "People on the shore"
    definition["ldapGroupNames"] = ["cn=shore"]
    see("change", group.set_definition(definition))
    see("read again", group.get_definition())
    see("delete", group.delete())
    see.error("read what is gone", group.get_definition)
    see.error("delete what is gone", group.delete)
    see.error("create twice", client.create_group, "readers")
    see("list at the end", client.list_groups())
