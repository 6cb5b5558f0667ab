"""Plugins: installed, updated, used, and their files."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Final

from tests.parity.scene import Scene

GIT: Final = "https://git.example.org/plugins/tides.git"
USAGES: Final[dict[str, Any]] = {
    "usages": [
        {
            "elementKind": "python-recipes", "elementType": "weather_stations",
            "objectId": "compute_stations", "objectType": "RECIPE", "projectKey": "PENGUINS",
        },
    ],
    "missingTypes": [
        {
            "missingType": "CustomCode_gone", "objectId": "compute_old", "objectType": "RECIPE",
            "projectKey": "SALES",
        },
    ],
}  # fmt: skip


def _archive(plugin_id: str, version: str, **files: str) -> bytes:
    """The zip of a plugin, always the same bytes."""
    manifest = {"id": plugin_id, "version": version, "meta": {"label": plugin_id.title()}}
    contents = {
        "plugin.json": json.dumps(manifest),
        "code-env/python/spec/requirements.txt": "python-dateutil\n",
        "python-lib/tides.py": "HIGH = 12\n",
        **files,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for path, text in contents.items():
            packed.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def install(see: Scene) -> None:
    client = see.client
    see("list", client.list_plugins())
    see("from a file", client.install_plugin_from_archive(see.file(_archive("currents", "1.0"))))
    see("its files", client.get_plugin("currents").list_files())
    see("from memory", client.install_plugin_from_archive(see.memory(_archive("winds", "0.1"))))
    see.tasks("RUNNING", "DONE")
    begun = client.start_install_plugin_from_archive(see.file(_archive("rain", "2.0"), "rain.zip"))
    see("begin", begun)
    see("wait", begun.wait_for_result())
    see("from the store", client.install_plugin_from_store("text-tools").wait_for_result())
    see("from Git", client.install_plugin_from_git(GIT, "v3.1").wait_for_result())
    see.error("from Git, twice", lambda: client.install_plugin_from_git(GIT).wait_for_result())
    of_folder = client.install_plugin_from_git(GIT, "main", "plugins/waves")
    see("from a folder of Git", of_folder.wait_for_result())
    see("list again", client.list_plugins())
    see.error("no zip", client.install_plugin_from_archive, see.memory(b"no zip"))
    see.error("no plugin", client.install_plugin_from_archive, see.memory(b""))
    nowhere = client.install_plugin_from_store("nowhere")
    see.error("not in the store", nowhere.wait_for_result)


def update(see: Scene) -> None:
    client = see.client
    client.install_plugin_from_archive(see.memory(_archive("tides", "1.0")))
    plugin = see("handle", client.get_plugin("tides"))
    see("from zip", plugin.update_from_zip(see.file(_archive("tides", "1.1"))))
    begun = plugin.start_update_from_zip(see.memory(_archive("tides", "1.2")))
    see("begin", begun.wait_for_result())
    see("from Git", plugin.update_from_git(GIT, "v2").wait_for_result())
    see.error("of another plugin", plugin.update_from_zip, see.memory(_archive("winds", "1")))
    client.install_plugin_from_store("geocoder").wait_for_result()
    see("from the store", client.get_plugin("geocoder").update_from_store().wait_for_result())
    see.error("not in the store", plugin.update_from_store().wait_for_result)
    see("delete", plugin.delete().wait_for_result())
    see("delete by force", client.get_plugin("geocoder").delete(force=True).wait_for_result())
    see.error("delete what is gone", plugin.delete)
    see("list", client.list_plugins())


def download(see: Scene) -> None:
    client = see.client
    stream = see.client.download_plugin_stream("weather")
    see("stream", [stream.status_code, stream.headers["content-type"], stream.content])
    path = see.folder / "weather.zip"
    see("to a file", client.download_plugin_to_file("weather", str(path)))
    see("the file", path.read_bytes())
    see("pieces", b"".join(client.download_plugin_stream("weather").iter_content(100)))
    client.get_plugin("weather").delete().wait_for_result()
    see("and back", client.install_plugin_from_archive(see.memory(path.read_bytes())))
    see("its files", client.get_plugin("weather").list_files())
    see.error("what is not there", client.download_plugin_stream, "nothing")


def files(see: Scene) -> None:
    plugin = see.client.get_plugin("weather")
    see("list", plugin.list_files())
    see("read", plugin.get_file("README.md").read())
    see("read with a slash", plugin.get_file("python-lib/weather/stations.py").read())
    see("write", plugin.put_file("python-lib/weather/units.py", see.memory(b"C = 1\n")))
    see("write over", plugin.put_file("README.md", see.memory("# Météo\n".encode())))
    big = bytes(range(256)) * 2000
    see("write a large one", plugin.put_file("resource/map.bin", see.file(big)))
    see("read the large one", plugin.get_file("resource/map.bin").read())
    see("rename", plugin.rename_file("resource/map.bin", "map 2.bin"))
    see("move", plugin.move_file("python-lib/weather/units.py", "resource/units.py"))
    see("read what was moved", plugin.get_file("resource/units.py").read())
    see("read with a space", len(plugin.get_file("resource/map 2.bin").read()))
    see("list again", plugin.list_files())
    see.error("read nothing", plugin.get_file, "nothing.txt")
    see.error("move nothing", plugin.move_file, "nothing.txt", "x.txt")


def code_env(see: Scene) -> None:
    plugin = see.client.get_plugin("weather")
    see.error("update none", plugin.update_code_env().wait_for_result)
    made = see("create", plugin.create_code_env().wait_for_result())
    again = plugin.create_code_env("PYTHON311", conda=True)
    see("create another", again.wait_for_result())
    settings = plugin.get_settings()
    settings.set_code_env(made["envName"])
    see("choose", settings.save())
    see("update", plugin.update_code_env().wait_for_result())
    see("chosen", plugin.get_settings().get_raw())
    see("code envs", see.client.list_code_envs())
    see("usages of code envs", see.client.list_code_env_usages())


def usages(see: Scene) -> None:
    plugin = see.client.get_plugin("weather")
    see("none", plugin.list_usages())
    see("maybe", plugin.list_usages().maybe_used())
    see.fault(op="plugin_list_usages", status=200, body=USAGES)
    used = see("some", plugin.list_usages(project_key="PENGUINS"))
    see("raw", [used.maybe_used(), used.get_raw()])
    [usage] = used.usages
    kind = [usage.element_kind, usage.element_type]
    see("usage", [*kind, usage.object_id, usage.object_type, usage.project_key])
    [missing] = used.missing_types
    place = [missing.object_id, missing.object_type, missing.project_key]
    see("missing type", [missing.missing_type, *place])
    listed = [{"pluginId": "weather", "pluginUsages": USAGES}]
    see.fault(op="plugin_list_project_usages", status=200, body=listed)
    [item] = see("of a project", see.client.get_project("PENGUINS").list_plugins_usages())
    see("item", [item.plugin_id, item.plugin_usages])
