"""Roll a plugin out to several instances: install or update it, its code env and a preset.

Instances on which nobody uses the plugin get it first. Needs administrators' keys.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from dataikuapi import DSSClient


def main(
    clients: Sequence[DSSClient], plugin_id: str, archive: str | os.PathLike[str], preset: Any
) -> dict[str, str]:
    """Bring the plugin to all instances and give the version that each had before."""
    before = {client.host: installed_version(client, plugin_id) for client in clients}
    for client in sorted(clients, key=lambda client: usages(client, plugin_id)):
        print(client.host, "has", before[client.host] or "no", plugin_id)
        install(client, plugin_id, archive)
        ready_code_env(client, plugin_id)
        set_preset(client, plugin_id, **preset)
        print(client.host, "has", installed_version(client, plugin_id), "now")
    return before


def installed_version(client: DSSClient, plugin_id: str) -> str:
    """Version of a plugin, or nothing when it is not there."""
    known = {plugin["id"]: plugin["version"] for plugin in client.list_plugins()}
    return known.get(plugin_id, "")


def usages(client: DSSClient, plugin_id: str) -> int:
    """How often the projects of an instance use a plugin."""
    if not installed_version(client, plugin_id):
        return 0
    return len(client.get_plugin(plugin_id).list_usages().usages)


def install(client: DSSClient, plugin_id: str, archive: str | os.PathLike[str]) -> None:
    """Install a plugin from its archive, or replace the one that is there."""
    with open(archive, "rb") as file:
        if installed_version(client, plugin_id):
            client.get_plugin(plugin_id).update_from_zip(file)
        else:
            client.install_plugin_from_archive(file)


def ready_code_env(client: DSSClient, plugin_id: str) -> None:
    """Make the code env of a plugin, or bring it to what the plugin asks for now."""
    plugin = client.get_plugin(plugin_id)
    settings = plugin.get_settings()
    if settings.get_raw().get("codeEnvName"):
        plugin.update_code_env().wait_for_result()
    else:
        made = plugin.create_code_env().wait_for_result()
        settings.set_code_env(made["envName"])
        settings.save()


def set_preset(
    client: DSSClient, plugin_id: str, parameter_set: str, name: str, config: dict[str, Any]
) -> None:
    """Give a preset its values, and make it when it is not there."""
    presets = client.get_plugin(plugin_id).get_settings().get_parameter_set(parameter_set)
    known = name in presets.list_preset_names()
    preset = presets.get_preset(name) if known else presets.create_preset(name)
    preset.config.update(config)
    preset.save()


if __name__ == "__main__":
    clients = [DSSClient(url, os.environ["DKU_API_KEY"]) for url in os.environ["DKU_URLS"].split()]
    wanted = {"parameter_set": "account", "name": "oslo", "config": {"region": "eu"}}
    main(clients, "weather", "weather-1.3.0.zip", wanted)
