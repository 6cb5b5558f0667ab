"""Projects: their life, and all that is said about them."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity.scene import Scene


def lists(see: Scene) -> None:
    client = see.client
    see("keys", client.list_project_keys())
    see("list", client.list_projects())
    see("with location", client.list_projects(include_location=True))
    see("handle", client.get_project("SALES"))
    see("keys of a reader", see.connect("carol-key").list_project_keys())


def life_of_a_project(see: Scene) -> None:
    client = see.client
    project = see("create", client.create_project("BIRDS", "Birds of Antarctica", "alice"))
    see("summary", project.get_summary())
    see("settings", project.get_settings())
    permissions = [{"group": "readers", "readProjectContent": True}]
    named = {"permissions": permissions, "tags": ["open-data", "été"]}
    settings = {"settings": {"cluster": {"clusterMode": "INHERIT"}}}
    full = client.create_project("SEALS", "Seals", "bob", "Loud ones", settings, "ROOT", **named)
    see("permissions", full.get_permissions())
    see("metadata", full.get_metadata())
    see("tags", full.get_tags())
    see("delete", project.delete().wait_for_result())
    see.error("read what is gone", project.get_metadata)
    see("delete all", full.delete(True, True, False, True).wait_for_result())
    see.error("delete what is gone", full.delete)
    see.error("create twice", client.create_project, "SALES", "Sales", "alice")
    see.error("a key that is none", client.create_project, "a b", "Spaces", "alice")
    see.error("an owner who is nobody", client.create_project, "X", "x", "nobody")


def ways_to_delete(see: Scene) -> None:
    client = see.client
    for key, named in {"A": {"drop_data": True}, "B": {"wait": False}, "C": {"wait": True}}.items():
        client.create_project(key, key, "alice")
        future = see(f"delete {key}", client.get_project(key).delete(**named))
        see(f"wait for {key}", future.wait_for_result())
    see("keys", client.list_project_keys())


def metadata(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    metadata = see("read", project.get_metadata())
    metadata["label"] = "Penguins of Palmer"
    metadata["tags"].append("antarctica")
    metadata["customFields"] = {"reviewed": True}
    see("change", project.set_metadata(metadata))
    see("read again", project.get_metadata())
    tags = see("tags", project.get_tags())
    tags["tags"]["antarctica"] = {"color": "#ffffff"}
    see("change tags", project.set_tags(tags))
    see("tags again", project.get_tags())
    see("no tags", project.set_tags())
    see("tags at last", project.get_tags())
    see("interest", project.get_interest())
    see("timeline", project.get_timeline())
    see("short timeline", project.get_timeline(item_count=1))


def permissions(see: Scene) -> None:
    project = see.client.get_project("SALES")
    permissions = see("read", project.get_permissions())
    permissions["permissions"].append({"user": "carol", "admin": True})
    permissions["owner"] = "alice"
    see("change", project.set_permissions(permissions))
    see("read again", project.get_permissions())
    see("who may now", see.connect("carol-key").get_project("SALES").get_settings())
    see("sync", project.sync_datasets_acls().wait_for_result())


def variables(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    variables = see("read", project.get_variables())
    variables["standard"]["island"] = {"name": "Dream", "area": 1.5, "none": None}
    variables["local"]["big"] = 2**53
    see("change", project.set_variables(variables))
    see("read again", project.get_variables())
    see("update", project.update_variables({"species": "Gentoo"}))
    see("update local", project.update_variables({"env": "test"}, type="local"))
    see("in the end", project.get_variables())
    for typed in (False, True):
        ask = partial(see.client.get_resolved_variables, "PENGUINS", typed=typed)
        see.outcome(f"resolved, typed {typed}", ask)
    see.error("no standard ones", project.set_variables, {"local": {}})
    see.error("no local ones", project.set_variables, {"standard": {}})
    see.error("unknown kind", project.update_variables, {}, "global")


def settings(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    settings = see("read", project.get_settings())
    settings.set_python_code_env("py39_legacy")
    settings.set_r_code_env("r_stats")
    settings.set_container_exec_config("k8s")
    settings.set_k8s_cluster("eks_main", "eks_spare")
    settings.set_cluster("hadoop")
    settings.add_exposed_object("DATASET", "penguins", "SURVEY")
    settings.add_exposed_object("DATASET", "penguins", "SALES")
    settings.add_exposed_object("SAVED_MODEL", "species", "SALES")
    see("raw", settings.get_raw())
    see("save", settings.save())
    saved = see("saved", project.get_settings())
    saved.set_python_code_env(None)
    saved.set_r_code_env(None)
    saved.set_container_exec_config(None)
    saved.set_k8s_cluster(None)
    saved.set_cluster(None)
    see("save the defaults", saved.save())
    see("defaults", project.get_settings().get_raw())


def place(see: Scene) -> None:
    project = see.client.get_project("SALES")
    see("folder", project.get_project_folder())
    see("move", project.move_to_folder(see.client.get_root_project_folder()))
    see("moved", project.get_project_folder().get_path())
    see("notebooks", project.list_running_notebooks())
    penguins = see.client.get_project("PENGUINS")
    see("running notebooks", penguins.list_running_notebooks())
    see("as dicts", penguins.list_running_notebooks(as_objects=False))
    for item in see("plugins", penguins.list_plugins_usages()):
        usages = item.plugin_usages
        told = [usages.maybe_used(), usages.get_raw(), usages.usages, usages.missing_types]
        see(f"usages of {item.plugin_id}", told)


def description_by_machine(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("plain", project.generate_ai_description())
    see("all given", project.generate_ai_description("french", "technical", "low", True))
    see("saved", project.get_metadata())
    see.error("language", project.generate_ai_description, language="klingon")
    see.error("purpose", project.generate_ai_description, purpose="fun")
    see.error("length", project.generate_ai_description, length="endless")


def duplicates(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("copy", project.duplicate("PENGUINS_2", "Penguins, again"))
    see("its variables", see.client.get_project("PENGUINS_2").get_variables())
    remapping = {"connections": [{"source": "warehouse", "target": "lake"}]}
    named: dict[str, Any] = {"remapping": remapping, "export_git_repository": True}
    named["target_project_folder"] = see.client.get_root_project_folder()
    see("copy of all", project.duplicate("PENGUINS_3", "Third", "FULL", False, False, **named))
    see("where it is", see.client.get_project("PENGUINS_3").get_project_folder())
    see.error("a key that is taken", project.duplicate, "SALES", "Sales")


def inside_dss(see: Scene) -> None:
    """What works without a project's key where DSS runs the code."""
    import sys
    from types import ModuleType

    inner = ModuleType("dataiku")
    inner.default_project_key = lambda: "SALES"  # type: ignore[attr-defined]  (a module of the test)
    sys.modules["dataiku"] = inner
    try:
        see("default project", see.client.get_default_project())
        see("its name", see.client.get_default_project().get_summary()["name"])
        see("resolved variables", see.client.get_resolved_variables())
        see("resolved, typed", see.client.get_resolved_variables("PENGUINS", typed=True))
    finally:
        del sys.modules["dataiku"]
    see.error("outside", see.client.get_default_project)
