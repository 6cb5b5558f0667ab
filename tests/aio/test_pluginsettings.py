"""Settings of plugins: parameter sets and presets, for the instance and for a project."""

from __future__ import annotations

import io

import pytest

from dataikuapi.aio.dss import plugin as module
from dataikuapi.aio.dss.plugin import (
    AsyncDSSPlugin,
    AsyncDSSPluginParameterSet,
    AsyncDSSPluginPreset,
    AsyncDSSPluginProjectParameterSet,
    AsyncDSSPluginSettings,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.archives import plugin_zip

TYPE = "parameter-set-weather-account"
OSLO = {
    "name": "oslo",
    "type": TYPE,
    "owner": "alice",
    "config": {"region": "eu"},
    "pluginConfig": {"token": "t"},
    "defaultPermission": {"use": True},
    "permissions": [{"group": "readers", "use": False}],
}


@pytest.fixture
async def plugin(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSPlugin:
    """A plugin with a parameter set that has one preset."""
    await client.install_plugin_from_archive(io.BytesIO(plugin_zip()))
    with mock.table("plugins").edit("weather") as document:
        document["settings"]["presets"] = [OSLO]
    return client.get_plugin("weather")


def account(settings: AsyncDSSPluginSettings) -> AsyncDSSPluginParameterSet:
    """The parameter set of the plugin."""
    found = settings.get_parameter_set("account")
    assert found is not None
    return found


def oslo(settings: AsyncDSSPluginSettings) -> AsyncDSSPluginPreset:
    """The preset of the plugin."""
    found = account(settings).get_preset("oslo")
    assert found is not None
    return found


async def test_settings_keep_what_nobody_knows(plugin: AsyncDSSPlugin, mock: DSSMock) -> None:
    settings = await plugin.get_settings()
    assert (settings.plugin_id, settings.project_key) == ("weather", None)
    raw = settings.get_raw()
    assert raw is settings.settings
    raw["codeEnvName"] = "py311"
    raw["fromTheFuture"] = {"deep": [1]}  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save()
    assert mock.calls[-1].query == {}
    again = (await plugin.get_settings()).get_raw()
    assert again == raw


async def test_set_code_env(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    settings.set_code_env("plugin_env")
    await settings.save()
    assert (await plugin.get_settings()).get_raw()["codeEnvName"] == "plugin_env"


async def test_parameter_sets_are_those_the_plugin_declares(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    assert settings.list_parameter_set_names() == ["account"]
    (found,) = settings.list_parameter_sets()
    assert isinstance(found, AsyncDSSPluginParameterSet)
    assert found.desc["desc"]["params"][0] == {"name": "region", "defaultValue": "eu"}
    assert found.settings["type"] == TYPE
    assert settings.get_parameter_set("nothing") is None


async def test_permissions_of_a_parameter_set(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    found = account(settings)
    assert (found.definable_inline, found.definable_at_project_level) == (False, False)
    found.definable_inline = True
    found.definable_at_project_level = True
    await found.save()
    again = account(await plugin.get_settings())
    assert (again.definable_inline, again.definable_at_project_level) == (True, True)


async def test_permissions_that_dss_left_out(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    found = account(settings)
    del found.settings["defaultPermission"]
    assert (found.definable_inline, found.definable_at_project_level) == (False, False)
    assert "defaultPermission" not in found.settings
    found.definable_inline = True
    assert found.settings["defaultPermission"] == {"definableInline": True}


async def test_presets_are_read(plugin: AsyncDSSPlugin) -> None:
    found = account(await plugin.get_settings())
    assert found.list_preset_names() == ["oslo"]
    (preset,) = found.list_presets()
    assert preset == OSLO
    assert (preset.name, preset.owner) == ("oslo", "alice")
    assert (preset.config, preset.plugin_config) == ({"region": "eu"}, {"token": "t"})
    assert preset.get_raw() == OSLO
    assert repr(preset).endswith(
        "DSSPluginPreset(name=oslo, plugin=weather, parameter_set=account)"
    )
    assert found.get_preset("paris") is None


async def test_preset_is_changed_through_its_properties(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    preset = oslo(settings)
    preset.owner = "bob"
    preset.config["region"] = "us"
    preset.plugin_config["token"] = "new"
    preset.usable_by_all = False
    assert preset["owner"] == "bob"
    await preset.save()
    again = oslo(await plugin.get_settings())
    assert (again.owner, again.config, again.plugin_config) == (
        "bob",
        {"region": "us"},
        {"token": "new"},
    )
    assert again.usable_by_all is False


async def test_preset_is_changed_through_its_items(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    preset = oslo(settings)
    preset["owner"] = "carol"
    preset.update(description="cold", color="blue")
    assert preset.setdefault("name", "other") == "oslo"
    assert preset.setdefault("level", 3) == 3
    assert preset.pop("color") == "blue"
    assert preset.pop("color", None) is None
    preset |= {"size": 2}
    assert preset.pop("size") == 2
    del preset["level"]
    assert preset == preset.get_raw()
    await settings.save()
    assert oslo(await plugin.get_settings()) == {**OSLO, "owner": "carol", "description": "cold"}


async def test_preset_that_is_emptied_is_empty_in_the_settings(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    preset = oslo(settings)
    preset.popitem()
    preset.clear()
    assert settings.get_raw()["presets"] == [{}]


async def test_permissions_of_a_preset(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    preset = oslo(settings)
    assert preset.usable_by_all is True
    assert preset.is_usable_by("readers") is False
    assert preset.is_usable_by("writers") is True
    assert preset.is_usable_by(None) is True
    assert preset.get_permission_item("writers") is None
    preset.set_usable_by("writers", False)
    preset.set_usable_by("readers", True)
    preset.set_usable_by(None, False)
    await preset.save()
    again = oslo(await plugin.get_settings())
    assert again.get_permission_item("writers") == {"group": "writers", "use": False}
    assert again.is_usable_by("readers") is True
    assert again.get_permission_item(None) == {"use": False}


async def test_permissions_of_a_preset_that_dss_left_out(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    preset = account(settings).create_preset("bare")
    del preset["permissions"], preset["defaultPermission"]
    assert preset.is_usable_by("readers") is False
    assert "defaultPermission" not in preset.get_raw()
    preset.set_usable_by("readers", True)
    preset.usable_by_all = True
    assert preset.get_raw()["permissions"] == [{"group": "readers", "use": True}]
    assert preset["defaultPermission"] == {"use": True}


async def test_create_preset(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    found = account(settings)
    assert found.create_preset("bare") == {
        "name": "bare",
        "type": TYPE,
        "config": {},
        "pluginConfig": {},
        "defaultPermission": {},
        "permissions": [],
    }
    full = found.create_preset("full", with_defaults=True)
    assert (full.config, full.plugin_config) == ({"region": "eu"}, {"token": "abc"})
    full.config["station"] = "NO-0150"
    await found.save()
    again = account(await plugin.get_settings())
    assert again.list_preset_names() == ["oslo", "bare", "full"]
    saved = again.get_preset("full")
    assert saved is not None
    assert saved.config == {"region": "eu", "station": "NO-0150"}


async def test_create_preset_where_there_were_none(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    settings.get_raw()["presets"] = None
    account(settings).create_preset("first")
    presets = settings.get_raw()["presets"]
    assert presets is not None
    assert [preset["name"] for preset in presets] == ["first"]


async def test_create_preset_refuses_a_taken_or_empty_name(plugin: AsyncDSSPlugin) -> None:
    found = account(await plugin.get_settings())
    with pytest.raises(ValueError, match="preset 'oslo' already"):
        found.create_preset("oslo")
    with pytest.raises(ValueError, match="preset_name"):
        found.create_preset("")
    assert found.list_preset_names() == ["oslo"]


async def test_delete_preset(plugin: AsyncDSSPlugin) -> None:
    settings = await plugin.get_settings()
    found = account(settings)
    found.create_preset("more")
    found.delete_preset("oslo")
    assert found.list_preset_names() == ["more"]
    await settings.save()
    assert account(await plugin.get_settings()).list_preset_names() == ["more"]
    with pytest.raises(ValueError, match="no preset 'oslo'"):
        found.delete_preset("oslo")


async def test_project_settings_are_kept_apart(
    plugin: AsyncDSSPlugin, client: AsyncDSSClient, mock: DSSMock
) -> None:
    await client.create_project("SALES", "Sales", owner="admin")
    settings = await plugin.get_project_settings("SALES")
    assert settings.project_key == "SALES"
    (found,) = settings.list_parameter_sets()
    assert isinstance(found, AsyncDSSPluginProjectParameterSet)
    assert found.list_preset_names() == []
    found.create_preset("here")
    await settings.save()
    assert mock.calls[-1].query == {"projectKey": "SALES"}
    again = await plugin.get_project_settings("SALES")
    assert [each.list_preset_names() for each in again.list_parameter_sets()] == [["here"]]
    assert account(await plugin.get_settings()).list_preset_names() == ["oslo"]


async def test_start_save_of_project_settings_names_the_project(
    plugin: AsyncDSSPlugin, client: AsyncDSSClient, mock: DSSMock
) -> None:
    await client.create_project("SALES", "Sales", owner="admin")
    settings = await plugin.get_project_settings("SALES")
    settings.list_parameter_sets()[0].create_preset("later")
    future = await settings.start_save()
    assert mock.calls[-1].query == {"projectKey": "SALES"}
    await future.wait_for_result()
    again = await plugin.get_project_settings("SALES")
    assert again.list_parameter_sets()[0].list_preset_names() == ["later"]
    assert account(await plugin.get_settings()).list_preset_names() == ["oslo"]


async def test_project_settings_refuse_an_empty_key(plugin: AsyncDSSPlugin, mock: DSSMock) -> None:
    mock.calls.clear()
    with pytest.raises(ValueError, match="project_key"):
        await plugin.get_project_settings("")
    assert mock.calls == []


async def test_demo_has_a_preset(demo_client: AsyncDSSClient) -> None:
    settings = await demo_client.get_plugin("weather").get_settings()
    assert account(settings).list_preset_names() == ["oslo"]
    assert repr(settings).endswith("DSSPluginSettings plugin_id='weather'>")


@pytest.mark.parametrize(
    "name",
    [
        "AsyncDSSPluginSettingsBase",
        "AsyncDSSPluginProjectSettings",
        "AsyncDSSPluginParameterSetBase",
        "DSSPluginUsage",
        "DSSPluginUsages",
        "DSSPluginUsagesListItem",
        "DSSMissingType",
    ],
)
def test_all_classes_are_found_in_the_module_that_scripts_import(name: str) -> None:
    assert getattr(module, name).__name__ == name
