"""Connections, and the models on the instance's own machines."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def life_of_a_connection(see: Scene) -> None:
    client = see.client
    see("list", client.list_connections())
    see("list items", client.list_connections(as_type="listitems"))
    see("list objects", client.list_connections(as_type="objects"))
    see.error("list, unknown type", client.list_connections, as_type="rows")
    see("create", client.create_connection("plain", "PostgreSQL"))
    params = {"host": "db", "port": 5432, "user": "u", "password": "p€"}
    groups = {"usable_by": "ALLOWED", "allowed_groups": ["readers"]}
    made = client.create_connection("full", "MySQL", params, **groups, description="All of it")
    definition = see("read", made.get_definition())
    see("change", made.set_definition({**definition, "description": "Changed"}))
    see("changed", made.get_definition())
    see("names", client.list_connections_names("PostgreSQL"))
    see("names of all", client.list_connections_names("all"))
    see("delete", made.delete())
    see.error("read what is gone", made.get_definition)
    see.error("create twice", client.create_connection, "plain", "PostgreSQL")


def items(see: Scene) -> None:
    for item in see.client.list_connections(as_type="listitem"):
        see(item.name, [item.type, item.to_connection()])


def settings(see: Scene) -> None:
    connection = see.client.get_connection("warehouse")
    settings = see("read", connection.get_settings())
    see("raw", settings.get_raw())
    switches = ("managed_datasets", "managed_folders", "knowledge_banks", "write")
    see("switches", [getattr(settings, f"allow_{name}") for name in switches])
    see("type", [settings.type, settings.usable_by, settings.usable_by_allowed_groups])
    readable = see("readability", settings.details_readability)
    see("readable by", [readable.readable_by, readable.allowed_groups])
    for name in switches:
        setattr(settings, f"allow_{name}", False)
    settings.set_usability(False, "analysts", "readers")
    readable.set_readability(False, "analysts")
    see("save", settings.save())
    saved = see("saved", connection.get_settings())
    saved.set_usability(True)
    saved.details_readability.set_readability(False)
    see("save, for all, readable by none", saved.save())
    saved.details_readability.set_readability(True)
    see("save, readable by all", saved.save())
    see("in the end", connection.get_definition())


def details(see: Scene) -> None:
    warehouse = see.client.get_connection("warehouse")
    info = see("info", warehouse.get_info())
    see("params", [info.get_type(), info.get_credential_mode(), info.get_params()])
    see("resolved", info.get_resolved_params())
    see.error("no AWS credential", info.get_aws_credential)
    see.error("no OAuth2 credential", info.get_oauth2_credential)
    see("of a project", warehouse.get_info("PENGUINS"))
    see("location", warehouse.get_location_info())
    lake = see.connect("alice-key").get_connection("lake").get_info()
    see("basic credential", lake.get_basic_credential())
    see.error("may not", see.connect("bob-key").get_connection("warehouse").get_info)
    see("test", warehouse.test())
    see.error("test a folder", see.client.get_connection("filesystem_managed").test)
    see.error("test nothing", see.client.get_connection("nothing").test)
    see("sync of the root", warehouse.sync_root_acls().wait_for_result())
    see.error("sync nothing", see.client.get_connection("nothing").sync_root_acls)


def sync_of_datasets(see: Scene) -> None:
    see("sync", see.client.get_connection("filesystem_managed").sync_datasets_acls())


def local_models(see: Scene) -> None:
    connection = see.client.get_connection("local_models")
    [model] = see("list", connection.list_local_models())
    see("id", model.model_id)
    see("get", connection.get_local_model("small-chat"))
    see("settings", model.get_settings())
    see("settings, raw", [model.get_settings().model_id, model.get_settings().get_raw()])
    see("status", _status(model))
    see("wake up", model.wake_up())
    see("status, awake", _status(model))
    for kernel in model.get_status().kernels:
        told = [kernel.kernel_id, kernel.model_id, kernel.state, kernel.metrics]
        see(f"kernel {kernel.kernel_id}", [*told, kernel.get_raw()])
        see(f"log of {kernel.kernel_id}", kernel.get_log())
    see("shut down", model.shutdown())
    see("shut down now", model.shutdown(force=True))
    see("status, asleep", _status(model))
    see.error("model that is not there", connection.get_local_model("x").get_settings)
    see.outcome("no name", lambda: connection.get_local_model(" "))
    see.error("not such a connection", see.client.get_connection("lake").list_local_models)


def _status(model: Any) -> list[Any]:
    status = model.get_status()
    return [status, status.model_id, status.state, status.get_raw(), status.kernels]
