"""Folders, projects, discussions and archives of one client, read with the other."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def write_folders(see: Scene) -> None:
    folder = see.client.get_root_project_folder().create_sub_folder("Éxpeditions")
    inner = folder.create_sub_folder("1911")
    settings = inner.get_settings()
    settings.set_owner("bob")
    settings.get_permissions().append({"group": "readers", "read": True})
    see("save", settings.save())
    see("project", inner.create_project("FRAM", "Fram", "alice", "A ship"))


def read_folders(see: Scene) -> None:
    inner = see.client.get_project("FRAM").get_project_folder()
    see("path", inner.get_path())
    see("settings", inner.get_settings().get_raw())
    see("keys", inner.list_project_keys())


def write_project(see: Scene) -> None:
    project = see.client.get_project("FRAM")
    metadata = project.get_metadata()
    metadata["shortDesc"] = "Built for ice — 「氷」"
    metadata["tags"] = ["ships", "wood"]
    see("metadata", project.set_metadata(metadata))
    variables = {"standard": {"crew": 19, "dogs": [1, 2]}, "local": {"where": None}}
    see("variables", project.set_variables(variables))
    see("update", project.update_variables({"captain": "O. S."}))
    permissions = project.get_permissions()
    permissions["permissions"].append({"group": "readers", "readProjectContent": True})
    see("permissions", project.set_permissions(permissions))
    settings = project.get_settings()
    settings.set_python_code_env("py311_ml")
    settings.add_exposed_object("DATASET", "log", "SALES")
    see("settings", settings.save())
    see("tags", project.set_tags({"tags": {"ships": {"color": "#000000"}}}))
    talk = project.get_object_discussions().create_discussion("Route", "Through the **pack**?")
    see("answer", talk.add_reply("Drift, don't push"))


def read_project(see: Scene) -> None:
    project = see.client.get_project("FRAM")
    see("metadata", project.get_metadata())
    see("variables", project.get_variables())
    see("permissions", project.get_permissions())
    see("settings", project.get_settings().get_raw())
    see("tags", project.get_tags())
    see("timeline", project.get_timeline())
    [talk] = project.get_object_discussions().list_discussions()
    see("discussion", [talk.get_metadata(), talk.get_replies()])


def write_copies(see: Scene) -> None:
    client = see.client
    see("copy", client.get_project("PENGUINS").duplicate("PENGUINS_COPY", "Copy"))
    archive = client.get_project("PENGUINS").get_export_stream().read()
    handle = client.prepare_project_import(see.memory(archive))
    see("import", handle.execute({"targetProjectKey": "PENGUINS_IMPORTED"}))
    see("delete", client.get_project("PENGUINS").delete().wait_for_result())
    bundle = see.file(archive, "bundle.zip")
    see("bundle", client.create_project_from_bundle_archive(bundle))
    app = client.get_app("PROJECT_SURVEY")
    see("instance", app.create_instance("SURVEY_BACK", "Back"))
    manifest = app.get_manifest()
    manifest.get_raw()["label"] = "Survey, read back"
    see("manifest", manifest.save())


def read_copies(see: Scene) -> None:
    client = see.client
    see("keys", client.list_project_keys())
    for key in ("PENGUINS_COPY", "PENGUINS_IMPORTED", "PENGUINS"):
        see(key, _all_of(client.get_project(key)))
        see(f"{key}, archive", client.get_project(key).get_export_stream().read())
    app = client.get_app("PROJECT_SURVEY")
    see("instances", app.list_instances())
    see("manifest", app.get_manifest().get_raw())
    see("instance", _all_of(app.get_instance("SURVEY_BACK").get_as_project()))


def _all_of(project: Any) -> list[Any]:
    return [
        project.get_metadata(),
        project.get_variables(),
        project.get_permissions(),
        project.get_settings().get_raw(),
        project.get_object_discussions().list_discussions(),
    ]
