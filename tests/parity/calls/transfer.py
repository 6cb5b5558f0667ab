"""Projects as archives: exported, imported, made from bundles."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from tests.parity.scene import Scene

OPTIONS: Final = {"exportUploads": True, "exportManagedFS": False, "exportGitRepository": True}


def export(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    stream = project.get_export_stream()
    see("stream", _files(stream.read()))
    path = see.folder / "penguins.zip"
    see("to a file", project.export_to_file(str(path)))
    see("the file", _files(path.read_bytes()))
    see("with options", project.export_to_file(str(path), OPTIONS))
    see("that file", path.read_bytes())
    see("stream with options", project.get_export_stream(options=OPTIONS).read())
    see.error("what is not there", see.client.get_project("NOWHERE").get_export_stream)
    missing = str(see.folder / "missing" / "penguins.zip")
    see.error("into no folder", project.export_to_file, missing)


def come_back(see: Scene) -> None:
    client = see.client
    data = client.get_project("PENGUINS").get_export_stream().read()
    handle = see("prepare", client.prepare_project_import(see.memory(data)))
    see("execute", handle.execute({"targetProjectKey": "PENGUINS_BACK"}))
    back = client.get_project("PENGUINS_BACK")
    see("metadata", back.get_metadata())
    see("variables", back.get_variables())
    see("settings", back.get_settings().get_raw())
    see("discussions", back.get_object_discussions().list_discussions())
    see("the same archive", _files(back.get_export_stream().read()))
    see.error("twice", handle.execute, {"targetProjectKey": "PENGUINS_TWICE"})


def imports(see: Scene) -> None:
    client = see.client
    data = client.get_project("SALES").get_export_stream().read()
    see("taken", client.prepare_project_import(see.file(data)).execute())
    client.get_project("SALES").delete().wait_for_result()
    see("its own key", client.prepare_project_import(see.file(data)).execute({}))
    settings = {
        "targetProjectKey": "SALES_LAKE",
        "remapping": {
            "connections": [{"source": "warehouse", "target": "nowhere"}],
            "codeEnvs": [{"source": "py311_ml", "target": "py39_legacy"}],
        },
    }
    see("remapped", client.prepare_project_import(see.file(data)).execute(settings))
    see("the settings afterwards", settings)
    see("no zip", client.prepare_project_import(see.memory(b"no zip")).execute())
    see("keys", client.list_project_keys())
    bob = see.connect("carol-key")
    see.error("may not", bob.prepare_project_import, see.memory(data))


def bundles(see: Scene) -> None:
    client = see.client
    bundle = client.get_project("PENGUINS").get_export_stream().read()
    client.get_project("PENGUINS").delete().wait_for_result()
    see("create", client.create_project_from_bundle_archive(see.file(bundle)))
    see("permissions", client.get_project("PENGUINS").get_permissions())
    client.get_project("PENGUINS").delete().wait_for_result()
    folder = client.get_root_project_folder().list_child_folders()[0]
    policy = client.PermissionsPropagationPolicy
    made = client.create_project_from_bundle_archive(see.file(bundle), folder, policy.ALL, False)
    see("with all", made)
    see("permissions of all", client.get_project("PENGUINS").get_permissions())
    see("its folder", client.get_project("PENGUINS").get_project_folder().name)
    see.error("again", client.create_project_from_bundle_archive, see.file(bundle))
    see.error("no zip", client.create_project_from_bundle_archive, see.memory(b"no zip"))
    local = client.create_project_from_bundle_local_archive
    see.error("a path of the server", local, "/data/bundles/penguins.zip")
    text = {"permissions_propagation_policy": "READ_ONLY"}
    see.error("policy as text", local, "/data/bundles/penguins.zip", folder, **text)


def _files(data: bytes) -> Mapping[str, Any]:
    """What an archive holds; how it is packed is the mock's affair."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in sorted(archive.namelist())}
    return {
        name: json.loads(data) if name.endswith(".json") else data for name, data in files.items()
    }
