"""Global and personal API keys."""

from __future__ import annotations

from tests.parity.scene import Scene


def global_keys(see: Scene) -> None:
    client = see.client
    items = see("list", client.list_global_api_keys())
    nightly = next(item for item in items if item.id == "nightly")
    told = [nightly.key, nightly.label, nightly.description, nightly.created_on, nightly.created_by]
    see("item", [*told, nightly.groups, nightly.user_for_impersonation])
    see("objects", client.list_global_api_keys(as_type="objects"))
    see("item to key", nightly.to_global_api_key())
    see("by secret", client.get_global_api_key("nightly-key"))
    see("by id", client.get_global_api_key_by_id("nightly"))
    see.error("unknown type", client.list_global_api_keys, as_type="rows")
    see.error("unknown secret", client.get_global_api_key, "no-such-key")


def definition_of_a_global_key(see: Scene) -> None:
    key = see.client.get_global_api_key_by_id("nightly")
    definition = see("read", key.get_definition())
    told = [definition.id, definition.label, definition.description, definition.groups]
    see("its members", [*told, definition.user_for_impersonation, definition.created_by])
    see("its times", [definition.created_on, definition.expires_on, definition.lifetime])
    definition.label = "Weekly runs"
    definition.description = None
    definition.groups = ["readers"]
    definition.user_for_impersonation = "bob"
    definition.lifetime = 30
    see("save", definition.save())
    see("saved", see.client.get_global_api_key_by_id("nightly").get_definition())
    see("set", key.set_definition({**definition, "label": "Monthly runs"}))
    see("set, read", key.get_definition())
    see("who it is now", see.connect("nightly-key").get_auth_info())


def life_of_a_global_key(see: Scene) -> None:
    client = see.client
    key = see("create", client.create_global_api_key("Reports", "Reads only"))
    see("use", see.connect(key.key).get_auth_info())
    admin = see("create an administrator", client.create_global_api_key("Ops", None, True))
    see("use the administrator", see.connect(admin.key).list_groups())
    bare = see("create with groups", client.create_global_api_key_with_groups("Team"))
    see("groups of nothing", bare.get_definition())
    team = client.create_global_api_key_with_groups("Team", "Data", groups=["data_team"])
    see("groups", team.get_definition())
    see("delete", key.delete())
    see.error("use what is gone", see.connect(key.key).get_auth_info)
    see.error("read what is gone", key.get_definition)
    see("list", client.list_global_api_keys())


def personal_keys(see: Scene) -> None:
    alice = see.connect("alice-key")
    items = see("list", alice.list_personal_api_keys())
    [item] = items
    told = [item.id, item.user, item.label, item.description, item.created_on, item.created_by]
    see("item", told)
    see("its secret", item.key)
    see("item to key", item.to_personal_api_key())
    see("objects", alice.list_personal_api_keys(as_type="objects"))
    made = see("create", alice.create_personal_api_key("Desk", "At the office"))
    see("use", see.connect(made.get("key") or made.get("secret")).get_auth_info())
    key = see("create object", alice.create_personal_api_key("Train", as_type="object"))
    definition = see("read", key.get_definition())
    see("change", key.set_definition({**definition, "label": "Bus"}))
    see("changed", alice.get_personal_api_key(key.id_).get_definition())
    see("delete", key.delete())
    see.error("read what is gone", key.get_definition)
    see.error("somebody else's", see.connect("bob-key").get_personal_api_key("alice-1").delete)
    see.error("unknown type", alice.list_personal_api_keys, as_type="rows")


def personal_keys_of_all(see: Scene) -> None:
    client = see.client
    see("list", client.list_all_personal_api_keys())
    see("objects", client.list_all_personal_api_keys(as_type="objects"))
    see("create", client.create_personal_api_key_for_user("carol", "Phone", "On the way"))
    told = client.create_personal_api_key_for_user("carol", as_type="dict")
    see("create, as dict", told)
    see.error("for nobody", client.create_personal_api_key_for_user, "nobody")
    see.error("unknown type", client.list_all_personal_api_keys, as_type="rows")
    see("list again", client.list_all_personal_api_keys())
