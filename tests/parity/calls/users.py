"""Users, their settings, and what an administrator does with many of them."""

from __future__ import annotations

from typing import Final

from tests.parity.scene import Scene

PLUGIN_PRESET: Final = ("weather", "account", "oslo", "endpoint")
SWITCHES: Final = (
    "discussion_emails", "access_request_emails", "granted_access_emails",
    "granted_plugin_request_emails", "plugin_request_emails", "instance_access_requests_emails",
    "profile_upgrade_requests_emails", "code_env_creation_request_emails",
    "granted_code_env_creation_request_emails", "daily_digests_emails", "offline_activity_emails",
    "remember_position_flow", "login_logout_notifications",
    "watched_objects_editions_notifications",
    "object_on_current_project_created_deleted_notifications",
    "any_object_on_current_project_edited_notifications",
    "watch_star_on_current_project_notifications", "other_users_jobs_tasks_notifications",
    "request_access_notifications", "scenario_run_notifications",
)  # fmt: skip


def life_of_a_user(see: Scene) -> None:
    client = see.client
    see("list", client.list_users())
    see("create", client.create_user("greta", "s3cret", "Greta Ek", groups=["readers"]))
    see(
        "create with all",
        client.create_user(
            "hugo", "pass word", "Hugo Ödman", "LDAP", None, "READER", email="hugo@example.org"
        ),
    )
    see("list objects", client.list_users(as_objects=True))
    see("list with settings", client.list_users(include_settings=True))
    greta = client.get_user("greta")
    definition = see("read definition", greta.get_definition())
    see("info", greta.get_info())
    see("info raw", greta.get_info().get_raw())
    see("change definition", greta.set_definition({**definition, "email": "greta@example.org"}))
    see("read again", greta.get_definition())
    see("activity", greta.get_activity())
    see("delete", greta.delete())
    see("delete with permission", client.get_user("hugo").delete(allow_self_deletion=True))
    see.error("read what is gone", greta.get_definition)
    see.error("settings of what is gone", greta.get_settings)
    see.error("delete what is gone", greta.delete)
    see.error("create twice", client.create_user, "alice", "x")


def info(see: Scene) -> None:
    for person in see("list info", see.client.list_users_info()):
        told = (person.display_name, person.groups, person.email, person.enabled)
        see(f"info of {person.login}", [*told, person.get_raw()])
    [group, *_] = see.client.list_groups_info()
    see("info of a group", [group.name, group.get_raw()])


def settings(see: Scene) -> None:
    settings = see("read", see.client.get_user("alice").get_settings())
    see("raw", settings.get_raw())
    see("enabled", settings.enabled)
    see("made on", settings.creation_date)
    see("user properties", settings.user_properties)
    see("admin properties", settings.admin_properties)
    settings.enabled = False
    settings.user_properties["team"] = "south"
    settings.admin_properties["cost_center"] = "12"
    see("add secret", settings.add_secret("mail_token", "abc"))
    settings.add_secret("weather_token", "replaced")
    settings.set_basic_connection_credential("warehouse", "alice", "pw")
    settings.set_basic_plugin_credential(*PLUGIN_PRESET, "alice", "pw")
    settings.set_oauth2_plugin_credential("weather", "account", "bergen", "token", "refresh")
    see("save", settings.save())
    saved = see("saved", see.client.get_user("alice").get_settings())
    saved.remove_secret("mail_token")
    saved.remove_connection_credential("warehouse")
    saved.remove_connection_credential("never there")
    saved.remove_plugin_credential(*PLUGIN_PRESET)
    saved.remove_plugin_credential("never", "there", "at", "all")
    see("save what was removed", saved.save())
    see("without", see.client.get_user("alice").get_settings().get_raw())


def preferences(see: Scene) -> None:
    settings = see.client.get_user("bob").get_settings()
    settings.get_raw()["preferences"] = {"uiLanguage": "en", "mentionEmails": False}
    preferences = see("read", settings.preferences)
    see("language", preferences.ui_language)
    preferences.ui_language = "fr"
    preferences.mention_emails = True
    for name in SWITCHES:
        setattr(preferences, name, name.startswith("d"))
    see("values", [getattr(preferences, name) for name in SWITCHES])
    see("save", settings.save())
    see("saved", see.client.get_user("bob").get_settings().preferences)
    carol = see.client.get_user("carol").get_settings()
    see.outcome("what is not there", lambda: carol.preferences.ui_language)


def activity(see: Scene) -> None:
    activity = see("one", see.client.get_user("alice").get_activity())
    see("raw", activity.get_raw())
    see("successful login", activity.last_successful_login)
    see("failed login", activity.last_failed_login)
    see("session", activity.last_session_activity)
    see("all", see.client.list_users_activity())
    see("of enabled users", see.client.list_users_activity(enabled_users_only=True))
    see.error("of nobody", see.client.get_user("nobody").get_activity)


def own_user(see: Scene) -> None:
    alice = see.connect("alice-key")
    settings = see("read", alice.get_own_user().get_settings())
    settings.add_secret("own", "1")
    settings.user_properties["desk"] = "4"
    settings.set_basic_connection_credential("lake", "alice", "own")
    see("save", settings.save())
    see("saved", see.client.get_user("alice").get_settings().get_raw())
    see.error("of a key that is nobody", see.connect("nightly-key").get_own_user().get_settings)


def many(see: Scene) -> None:
    client = see.client
    wanted = [
        {"login": "ines", "password": "x", "displayName": "Ines"},
        {"login": "jon", "password": "x", "groups": ["analysts"], "email": "jon@example.org"},
        {"login": "alice", "password": "x"},
    ]
    see("create", client.create_users(wanted))
    changes = [
        {"login": "ines", "email": "ines@example.org", "groups": ["readers"]},
        {"login": "nobody", "displayName": "Nobody"},
    ]
    see("edit", client.edit_users(changes))
    see("edited", client.get_user("ines").get_settings().get_raw())
    see("delete", client.delete_users(["ines", "nobody"]))
    see("delete with permission", client.delete_users(["jon"], allow_self_deletion=True))
    see("expired trials", client.list_expired_trial_users())
    matrix = see("authorization matrix", client.get_authorization_matrix())
    see("authorization matrix, raw", matrix.raw)


def suppliers(see: Scene) -> None:
    client = see.client
    groups = see("groups", client.start_fetch_external_groups("LDAP"))
    see("groups found", groups.wait_for_result())
    people = client.start_fetch_external_users("LDAP").wait_for_result()
    see("people", people)
    one = client.start_fetch_external_users("LDAP", login="frank")
    see("one person", one.wait_for_result())
    found = client.start_fetch_external_users("LDAP", email="erin@example.org", group_name="data")
    see("by email and group", found.wait_for_result())
    frank = {"login": "frank", "displayName": "Frank Moreau", "email": "frank@example.org"}
    provision = client.start_provision_users("LDAP", [{**frank, "sourceType": "LDAP"}])
    see("provision", provision.wait_for_result())
    see("provisioned", client.list_users())
    see("resync one", client.get_user("erin").start_resync_from_supplier().wait_for_result())
    see("resync some", client.start_resync_users_from_supplier(["erin"]).wait_for_result())
    see("resync all", client.start_resync_all_users_from_supplier().wait_for_result())
    see.error("resync nobody", client.get_user("nobody").start_resync_from_supplier)
    see("no such supplier", client.start_fetch_external_users("X").wait_for_result())


def as_somebody_else(see: Scene) -> None:
    bob = see("client", see.client.get_user("bob").get_client_as())
    see("who", bob.get_auth_info())
    see("what they see", bob.list_project_keys())
    see.error("what they may not", bob.list_users)
    ticket = see.connect("alice-key").get_ticket()
    alice = see.connect(internal_ticket=ticket)
    see("with a ticket", alice.get_auth_info())
    see.error("without the right", lambda: alice.get_user("bob").get_client_as().get_auth_info())
