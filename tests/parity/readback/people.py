"""Users, groups, keys, connections and settings of one client, read with the other."""

from __future__ import annotations

from tests.parity.scene import Scene


def write_groups(see: Scene) -> None:
    group = see.client.create_group("icebreakers", "Crew: équipe A/B", "LDAP")
    definition = group.get_definition()
    definition["ldapGroupNames"] = ["cn=ice,dc=example"]
    definition["mayCreateProjects"] = True
    see("change", group.set_definition(definition))
    see("other", see.client.create_group("gone soon"))
    see("delete", see.client.get_group("gone soon").delete())


def read_groups(see: Scene) -> None:
    see("list", see.client.list_groups())
    see("one", see.client.get_group("icebreakers").get_definition())


def write_users(see: Scene) -> None:
    client = see.client
    user = client.create_user("nils", "pässword", "Nils Holm", groups=["icebreakers"])
    settings = user.get_settings()
    settings.add_secret("token", "s€cret")
    settings.user_properties["tags"] = ["a", {"b": None}]
    settings.admin_properties["cost"] = 1.25
    settings.set_basic_connection_credential("warehouse", "nils", "pw")
    settings.enabled = False
    see("save", settings.save())
    many = [{"login": f"crew{index}", "password": "x", "groups": ["readers"]} for index in range(3)]
    see("many", client.create_users(many))
    see("edit", client.edit_users([{"login": "crew1", "displayName": "Crew, one"}]))
    see("delete", client.delete_users(["crew2"]))
    mine = see.connect("bob-key").get_own_user().get_settings()
    mine.add_secret("own", "2")
    see("own", mine.save())


def read_users(see: Scene) -> None:
    see("list", see.client.list_users(include_settings=True))
    see("settings", see.client.get_user("nils").get_settings().get_raw())
    see("info", [each.get_raw() for each in see.client.list_users_info()])
    see("own", see.connect("bob-key").get_own_user().get_settings().get_raw())


def write_keys(see: Scene) -> None:
    client = see.client
    key = client.create_global_api_key_with_groups("Ship", "At sea", ["icebreakers"])
    definition = key.get_definition()
    definition.label = "Ship's clock"
    see("save", definition.save())
    see("global", client.create_global_api_key("Short lived", None).delete())
    see("personal", see.connect("alice-key").create_personal_api_key("Cabin", "Second deck"))
    see("for a user", client.create_personal_api_key_for_user("carol", "Bridge"))


def read_keys(see: Scene) -> None:
    items = see.client.list_global_api_keys()
    see("global", items)
    see("personal", see.client.list_all_personal_api_keys())
    ship = next(item for item in items if item.label == "Ship's clock")
    see("use", see.connect(ship.key).get_auth_info())
    see("definition", ship.to_global_api_key().get_definition())


def write_connections(see: Scene) -> None:
    params = {"host": "sea", "port": 1, "properties": [{"name": "ssl", "value": "true"}]}
    made = see.client.create_connection("ship db", "PostgreSQL", params, description="Salt & ice")
    settings = made.get_settings()
    settings.set_usability(False, "icebreakers", "readers")
    settings.details_readability.set_readability(False, "icebreakers")
    settings.allow_write = False
    see("save", settings.save())


def read_connections(see: Scene) -> None:
    see("list", see.client.list_connections())
    see("one", see.client.get_connection("ship db").get_settings().get_raw())
    see("names", see.client.list_connections_names("PostgreSQL"))
    see("info", see.client.get_connection("ship db").get_info().get_params())


def write_settings(see: Scene) -> None:
    client = see.client
    settings = client.get_general_settings()
    rule = see.module("dss.admin").DSSUserImpersonationRule()
    settings.add_impersonation_rule(rule.user_single("nils", "u_nils"))
    settings.get_raw()["udr"] = False
    see("general", settings.save())
    variables = client.get_global_variables()
    variables["ship"] = {"name": "Fram", "masts": 3, "sunk": False, "length": 38.9}
    see("variables", variables.save())
    ldap = client.get_ldap_settings()
    see("ldap", ldap.set_url("ldap://ship").set_enabled(True).save())
    sso = client.get_sso_settings()
    sso.get_openid_params().set_client_id("ship").set_use_pkce(True)
    see("sso", sso.set_sso_enabled(True).save())
    see("azure", client.get_azure_ad_settings().set_groups_limit(7).save())
    mappings = [{"from": "N", "to": "north"}]
    see("meaning", client.create_meaning("wind", "Wind", "VALUES_MAPPING", mappings=mappings))
    see("audit", client.log_custom_audit("cast-off", {"hour": 6}))


def read_settings(see: Scene) -> None:
    client = see.client
    see("general", client.get_general_settings().get_raw())
    see("rules", client.get_general_settings().get_impersonation_rules(dss_user="nils"))
    see("variables", client.get_global_variables())
    see("ldap", [client.get_ldap_settings().get_url(), client.get_ldap_settings().get_enabled()])
    see("sso", client.get_sso_settings().get_openid_params())
    see("azure", client.get_azure_ad_settings().get_groups_limit())
    see("meaning", client.get_meaning("wind").get_definition())
    see("audit", client.get_log("audit.log"))
