"""Code studios and their templates."""

from __future__ import annotations

from tests.parity.scene import Scene

ZONE = "project-lib-versioned"


def templates(see: Scene) -> None:
    client = see.client
    template = see("create", client.create_code_studio_template("Bare", "manual"))
    items = see("list", client.list_code_studio_templates())
    see("labels", [[item.id, item.label, item.build_for_configs] for item in items])
    see("times", [item.last_built for item in items])
    see("item as handle", items[0].to_code_studio_template())
    see("as objects", client.list_code_studio_templates(as_type="objects"))
    see("as object", client.list_code_studio_templates("object"))
    see.error("as nothing", client.list_code_studio_templates, as_type="dicts")
    settings = see("settings", template.get_settings())
    see("raw", settings.get_raw())
    see("all", settings.get_built_for_all_container_confs())
    see("some", settings.get_built_container_confs())
    settings.set_built_container_confs("k8s")
    see("save", settings.save())
    see("saved", template.get_settings().get_raw())
    see("build", template.build().wait_for_result())
    settings.set_built_container_confs(all=True)
    see("save all", settings.save())
    see("build anew", template.build(disable_docker_cache=True).wait_for_result())
    see("built", client.list_code_studio_templates()[-1].build_for_configs)
    said = see("delete", template.delete())
    see("messages", [said.has_error, said.has_warning, said.max_severity])
    see("delete with all", client.get_code_studio_template("vscode").delete(True, True))
    see.error("read what is gone", template.get_settings)
    see("list again", client.list_code_studio_templates())


def archives(see: Scene) -> None:
    client = see.client
    template = client.get_code_studio_template("vscode")
    path = see.folder / "vscode.zip"
    see("to a file", template.export_to_file(str(path)))
    see("the same", template.get_export_stream().read() == path.read_bytes())
    see("import", client.import_code_studio_template(str(path)))
    spec = {"remapping": {"containerConfs": []}}
    see("import as", client.import_code_studio_template(str(path), "Copy", spec))
    see("import as before", client.import_code_studio_template(str(path), import_spec={}))
    see("list", [item.label for item in client.list_code_studio_templates()])
    missing = str(see.folder / "none.zip")
    see.error("import nothing", client.import_code_studio_template, missing)


def code_studios(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    studio = see("create", project.create_code_studio("Explore", "vscode"))
    items = see("list", project.list_code_studios())
    item = items[0]
    see("item", [item.id, item.name, item.owner, item.template_id])
    see("its template", [item.template_label, item.template_description])
    see("item as handle", item.to_code_studio())
    see("as objects", project.list_code_studios(as_type="objects"))
    see.error("as nothing", project.list_code_studios, as_type="dicts")
    settings = see("settings", studio.get_settings())
    see("raw", settings.get_raw())
    see("names", [settings.id, settings.name, settings.template_id, settings.lib_name])
    see("owner", settings.owner)
    see("change owner", studio.change_owner("bob"))
    see("owner now", studio.get_settings().owner)
    see.error("create of nothing", project.create_code_studio, "Explore", "none")
    see("delete", studio.delete())
    see.error("read what is gone", studio.get_settings)
    see("list again", project.list_code_studios("objects"))


def running(see: Scene) -> None:
    studio = see.client.get_project("PENGUINS").get_code_studio("studio00")
    before = see("status", studio.get_status())
    see("stopped", [before.state, before.last_state_change, before.get_zones()])
    see.error("push to what does not run", studio.push_to_code_studio, ZONE)
    see("stop what does not run", studio.stop().job_id)
    see("start", studio.restart().wait_for_result())
    status = studio.get_status()
    see("state", [status.state, status.last_state_change, status.get_raw()])
    see("zones", [status.get_zones(), status.get_zones("objects")])
    see.error("zones as nothing", status.get_zones, "dicts")
    conflicts = see("conflicts", studio.check_conflicts(ZONE))
    see("raw conflicts", conflicts.get_raw())
    see("paths", [conflicts.added, conflicts.modified, conflicts.deleted, conflicts.authors])
    see("error", [conflicts.is_error, studio.check_conflicts("attic").is_error])
    see("push", studio.push_to_code_studio(ZONE))
    see("pull", studio.pull_from_code_studio(ZONE))
    see.error("pull nothing", studio.pull_from_code_studio, "attic")
    see("stop", studio.stop().wait_for_result())
    see("state at the end", studio.get_status().state)
