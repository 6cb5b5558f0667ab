"""Parameter sets and presets of plugins."""

from __future__ import annotations

from tests.parity.scene import Scene


def read(see: Scene) -> None:
    settings = see("settings", see.client.get_plugin("weather").get_settings())
    see("names", settings.list_parameter_set_names())
    see("sets", settings.list_parameter_sets())
    see("no such set", settings.get_parameter_set("nothing"))
    account = see("set", settings.get_parameter_set("account"))
    see("desc", [account.desc, account.settings])
    see("presets", account.list_preset_names())
    see("preset objects", account.list_presets())
    see("no such preset", account.get_preset("nothing"))
    oslo = see("preset", account.get_preset("oslo"))
    see("its members", [oslo.name, oslo.config, oslo.plugin_config, oslo.owner, oslo.get_raw()])
    see("who may", [oslo.usable_by_all, oslo.is_usable_by("readers"), oslo.is_usable_by("x")])
    see("lines", [oslo.get_permission_item(name) for name in (None, "readers", "x")])
    see("shown", repr(oslo))


def change(see: Scene) -> None:
    plugin = see.client.get_plugin("weather")
    account = plugin.get_settings().get_parameter_set("account")
    bergen = see("create", account.create_preset("bergen", with_defaults=True))
    bergen.owner = "alice"
    bergen.config["station"] = "NO-0200"
    bergen.plugin_config["endpoint"] = "https://other.example.org"
    bergen.usable_by_all = True
    bergen.set_usable_by("analysts", True)
    bergen.set_usable_by("analysts", False)
    see("create bare", account.create_preset("bare"))
    see("save", bergen.save())
    see("saved", plugin.get_settings().get_raw()["presets"])
    account = plugin.get_settings().get_parameter_set("account")
    see("delete", account.delete_preset("bare"))
    see.error("delete what is gone", account.delete_preset, "bare")
    see.error("create twice", account.create_preset, "bergen")
    see("save the set", account.save())
    see("in the end", plugin.get_settings().get_raw())


def switches(see: Scene) -> None:
    plugin = see.client.get_plugin("weather")
    settings = plugin.get_settings()
    descs = settings.get_raw()["accessibleParameterSetDescs"]
    kind = descs[0]["elementType"]
    data = {"name": "account", "type": kind, "defaultPermission": {}}
    settings.get_raw()["parameterSets"] = [data]
    account = settings.get_parameter_set("account")
    see("at first", [account.definable_inline, account.definable_at_project_level])
    account.definable_inline = True
    account.definable_at_project_level = True
    see("save", account.save())
    saved = plugin.get_settings().get_parameter_set("account")
    see("saved", [saved.definable_inline, saved.definable_at_project_level, saved.settings])


def of_a_project(see: Scene) -> None:
    plugin = see.client.get_plugin("weather")
    settings = see("read", plugin.get_project_settings("PENGUINS"))
    see("names", settings.list_parameter_set_names())
    see("sets", settings.list_parameter_sets())
    account = see("set", settings.get_parameter_set("account"))
    see("members", [account.desc, account.settings, account.list_preset_names()])
    palmer = account.create_preset("palmer", with_defaults=True)
    palmer.config["station"] = "AQ-1"
    see("presets", [account.list_presets(), account.get_preset("palmer")])
    see("save", palmer.save())
    see("saved", plugin.get_project_settings("PENGUINS").get_raw())
    account.delete_preset("palmer")
    see("save the set", account.save())
    see("without", plugin.get_project_settings("PENGUINS").get_raw())
    see.error("no such project", plugin.get_project_settings, "NOWHERE")


def later(see: Scene) -> None:
    plugin = see.client.get_plugin("weather")
    settings = plugin.get_project_settings("SALES")
    settings.get_parameter_set("account").create_preset("shop", with_defaults=True)
    future = see("begin", settings.start_save())
    see("wait", future.wait_for_result())
    see("of the project", plugin.get_project_settings("SALES").get_raw())
    see("of the instance", plugin.get_settings().get_raw())
