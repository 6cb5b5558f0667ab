"""Who asks, who may, and what a refusal says."""

from __future__ import annotations

from typing import Final

from tests.parity.scene import Scene

ADMIN_LISTS: Final = (
    "list_users", "list_groups", "list_connections", "list_code_envs", "list_global_api_keys",
    "list_all_personal_api_keys", "list_logs", "get_global_variables",
    "get_licensing_status", "list_users_activity", "get_authorization_matrix",
    "list_expired_trial_users", "get_sanity_check_codes", "get_global_usage_summary",
    "get_sso_settings", "get_ldap_settings", "get_azure_ad_settings", "push_base_images",
    "list_code_env_usages",
)  # fmt: skip
VARIABLES: Final = {"standard": {"species": "Gentoo"}, "local": {}}


def who(see: Scene) -> None:
    see("administrator", see.client.get_auth_info())
    see("with secrets", see.client.get_auth_info(with_secrets=True))
    alice = see.connect("alice-key")
    see("a person", alice.get_auth_info())
    see("a person's secrets", alice.get_auth_info(with_secrets=True))
    see("a key of its own", see.connect("nightly-key").get_auth_info())
    ticket = see("ticket", alice.get_ticket())
    see("with a ticket", see.connect(internal_ticket=ticket).get_auth_info())
    see("ticket by keyword", see.connect(internal_ticket=ticket).list_project_keys())
    see.error("unknown key", see.connect("no-such-key").get_auth_info)
    see.error("unknown ticket", see.connect(internal_ticket="x").get_auth_info)
    see.error("unknown token", see.connect(jwt_bearer_token="x").get_auth_info)


def browser(see: Scene) -> None:
    client = see.client
    headers = {"Cookie": "dss_access_token=alice", "X-Other": "1"}
    see.error("who, from no session", client.get_auth_info_from_browser_headers, headers)
    see.error("ticket, from no session", client.get_ticket_from_browser_headers, headers)
    ticket = see.connect("alice-key").get_ticket()
    headers = {"Cookie": f"theme=dark; dss_access_token={ticket}"}
    see("who", client.get_auth_info_from_browser_headers(headers))
    see("who, with secrets", client.get_auth_info_from_browser_headers(headers, True))
    see("ticket", client.get_ticket_from_browser_headers(headers))


def handles_of_the_client(see: Scene) -> None:
    client = see.client
    see("client", client)
    see("with headers", see.connect("admin-key", extra_headers={"X-Trace": "7"}).get_auth_info())
    proxied = see.connect("admin-key", extra_headers={"X-DKU-ProxyUser": "carol"})
    see("as somebody else", proxied.get_auth_info())
    see.error("without credentials", see.connect)
    unchecked = see.connect("admin-key", no_check_certificate=True)
    see("certificates unchecked", [unchecked._session.verify, client._session.verify])
    see("the older name", see.connect("admin-key", insecure_tls=True)._session.verify)
    certificate = see.connect("admin-key", client_certificate="cert.pem")
    see("certificate", certificate._session.cert)


def what_a_reader_may_not(see: Scene) -> None:
    carol = see.connect("carol-key")
    see("projects", carol.list_project_keys())
    see("plugins", carol.list_plugins())
    see("notebooks", carol.list_running_notebooks())
    see("connections of a type", carol.list_connections_names("PostgreSQL"))
    for name in ADMIN_LISTS:
        see.error(name, getattr(carol, name))
    see.error("create a user", carol.create_user, "x", "y")
    see.error("create a group", carol.create_group, "x")
    see.error("create a connection", carol.create_connection, "x", "PostgreSQL")
    see.error("create a project", carol.create_project, "X", "x", "carol")
    see.error("create a key", carol.create_global_api_key, "x")
    see.error("install a plugin", carol.install_plugin_from_store, "text-tools")
    see.error("general settings", carol.get_general_settings)
    see.error("write variables", carol.set_variables, {"a": 1})
    see.error("read a connection", carol.get_connection("warehouse").get_definition)
    see.error("read a log", carol.get_log, "backend.log")
    see.error("a project that hides", carol.get_project("SURVEY_2026").get_metadata)
    see.error("change a project", carol.get_project("PENGUINS").set_tags, {"tags": {}})
    see.error("delete a project", carol.get_project("PENGUINS").delete)
    see.error("query a connection", carol.sql_query, "SELECT 1", connection="lake")
    see.error("deploy", carol.get_apideployer().create_service, "x")


def what_a_person_may(see: Scene) -> None:
    alice = see.connect("alice-key")
    see("projects", alice.list_projects())
    see("create a project", alice.create_project("FIELD", "Field work", "alice", "Notes"))
    see("its permissions", alice.get_project("FIELD").get_permissions())
    see("change a project", alice.get_project("PENGUINS").set_variables(VARIABLES))
    see("variables", alice.get_project("PENGUINS").get_variables())
    see("query", list(alice.sql_query("SELECT 42 AS a", connection="warehouse").iter_rows()))
    see("users", alice.list_users_info())
    see("own keys", alice.list_personal_api_keys())
    see("connection", alice.get_connection("warehouse").get_info())
    see.error("somebody else's project", alice.get_project("SALES").set_tags)
    see("create a code env", alice.create_code_env("PYTHON", "own", "DESIGN_MANAGED"))


def what_is_not_there(see: Scene) -> None:
    client = see.client
    for kind, read in {
        "project": client.get_project("NOWHERE").get_metadata,
        "summary": client.get_project("NOWHERE").get_summary,
        "variables": client.get_project("NOWHERE").get_variables,
        "user": client.get_user("nobody").get_settings,
        "group": client.get_group("nobody").get_definition,
        "connection": client.get_connection("nowhere").get_settings,
        "code env": client.get_code_env("PYTHON", "nowhere").get_definition,
        "cluster": client.get_cluster("nowhere").get_settings,
        "meaning": client.get_meaning("nothing").get_definition,
        "global key": lambda: client.get_global_api_key_by_id("nothing"),
        "personal key": client.get_personal_api_key("nothing").get_definition,
        "plugin": client.get_plugin("nothing").get_settings,
        "app": client.get_app("nothing").get_manifest,
        "log": lambda: client.get_log("nothing.log"),
        "folder": lambda: client.get_project_folder("nothing"),
        "future": client.get_future("nothing").get_state,
    }.items():
        see.error(kind, read)
