"""Messaging channels, business applications, footprints and the rest of the upkeep."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Final

from tests.parity.scene import Scene

APP: Final = "churn-watch"


def channels(see: Scene) -> None:
    client = see.client
    creator = client.new_messaging_channel("smtp")
    creator.with_id("team").with_permissions(["readers"], ["alice"])
    creator.with_current_user_as_sender(False)
    creator.with_sender("dss@example.com")
    creator.with_authorized_domains(["example.org", "example.net"])
    creator.with_host("mail.example.com")
    creator.with_port(25)
    creator.with_ssl(True)
    creator.with_tls(False)
    creator.with_session_properties([{"key": "k", "value": "v"}])
    creator.with_login("me")
    creator.with_password("secret")
    channel = see("create by a builder", creator.create())
    see("parts", [channel.id, channel.type, channel.family, channel.sender])
    chat = client.new_messaging_channel("slack")
    chat.with_proxy(True)
    chat.with_webhook_url("https://hooks.example.com")
    chat.with_mode("WEBHOOK")
    chat.with_id("chat")
    see("create a chat", chat.create())
    see("create", client.create_messaging_channel("shell", channel_id="sh"))
    see.error("create twice", client.create_messaging_channel, "shell", "sh")
    see.error("unknown type", client.new_messaging_channel, "pigeon")
    items = see("list", client.list_messaging_channels())
    see("items", [[item.id, item.type, item.family, item.get_raw()] for item in items])
    see("as handles", [item.get_as_messaging_channel() for item in items])
    see("list of handles", client.list_messaging_channels("objects"))
    see("of a type", client.list_messaging_channels(channel_type="slack"))
    see("of both", client.list_messaging_channels("listitems", "smtp", "mail"))
    see("get", client.get_messaging_channel("team"))
    see.error("get nothing", client.get_messaging_channel, "none")
    settings = channel.get_settings()
    settings.get_raw()["port"] = 26
    see("save", settings.save())
    see("saved", channel.get_settings().get_raw())
    see("permissions", channel.get_permissions())
    see("set them", channel.set_permissions([{"group": "readers", "canUse": True}]))
    _send(see)
    see("delete", channel.delete())
    see.error("delete twice", channel.delete)


def _send(see: Scene) -> None:
    channel = see.client.get_messaging_channel("team")
    to = ["a@example.org", "b@example.net"]
    see("send", channel.send("PENGUINS", to, "Subject & more", "<p>Text</p>"))
    files = [["a.txt", b"123", "text/plain"], ["b.bin", see.memory(b"45")]]
    see("send files", channel.send("PENGUINS", to, "s", "b", files, plain_text=True))
    more = {"sender": "me@example.org", "cc": ["c@example.org"], "bcc": ["d@example.org"]}
    see("send one", channel.send("PENGUINS", to, "s", "b", send_as_single_message=True, **more))
    see.error("send elsewhere", channel.send, "PENGUINS", ["x@evil"], "s", "b")


def applications(see: Scene) -> None:
    client = see.client
    see("none", client.list_business_apps())
    see("install", client.install_business_app_from_store(APP).wait_for_result())
    see.error("install twice", client.install_business_app_from_store, APP, wait=True)
    app = client.get_business_app(APP)
    see("id", app.id)
    (item,) = see("list", client.list_business_apps())
    see("item", [item.id, item.version, item.name, item.description, item.to_business_app()])
    see("list of handles", client.list_business_apps("objects"))
    details = app.get_details()
    see("details", [details.id, details.name, details.version, details.description])
    see("more", [details.code_env_name, details.connections, details.settings.get_raw()])
    settings = app.get_settings()
    settings.remapping = {"connections": []}
    see("save", settings.save())
    see("saved", [app.get_settings().remapping, app.get_settings().get_raw()])
    see("code env", app.create_code_env("PYTHON311", wait=True))
    see("update it", app.update_code_env(wait=True))
    instance = see("instance", app.create_instance("EU", "Europe", short_desc="All"))
    see("as project", instance.get_as_project())
    (listed,) = see("instances", app.list_instances())
    see("parts", [listed.project_key, listed.name, listed.business_app_version])
    see("handles", [listed.to_instance(), app.get_instance("EU")])
    see("rights", instance.get_user_permissions("alice"))
    see("start", instance.start_or_restart(wait=True))
    see("stop", instance.stop())
    see("upgrade from the store", app.upgrade_from_store(wait=True))
    see("upgrade", instance.upgrade())
    see.error("uninstall", app.delete)
    see("delete the instance", instance.delete())
    see("uninstall at last", app.delete(force=False, wait=True))
    see("install an archive", client.install_business_app_from_archive(_app(see), wait=True))


def _app(see: Scene) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("business-app.json", json.dumps({"id": "watch", "version": "1"}))
    return see.memory(out.getvalue())


def upkeep(see: Scene) -> None:
    client = see.client
    handle = see("footprint", client.get_data_directories_footprint())
    whole = handle.compute_project_footprint("PENGUINS")
    see("project", whole)
    see("parts", [whole.size, whole.nb_files, whole.nb_folders, whole.nb_errors])
    see("sizes", [whole.human_readable_size, whole.get_size("KB"), whole.get_size()])
    see("details", whole.details)
    see("unknown", handle.compute_unknown_footprint())
    see("unknown in detail", handle.compute_unknown_footprint(show_summary_only=False).details)
    see("shared", list(handle.compute_global_only_footprint().details))
    see("all", list(handle.compute_all_dss_footprint().details))
    see("alone", handle.compute_global_only_footprint(wait=False).wait_for_result())
    see("sync", client.govern_dss_sync().wait_for_result())
    see("sync one", client.govern_dss_sync("PENGUINS").wait_for_result())
    see("sync deployers", client.govern_deployer_sync().wait_for_result())
    check = client.new_permission_check().with_item("DATASET", "PENGUINS", "penguins")
    see("check", check.execute_raw())
