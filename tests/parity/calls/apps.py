"""Applications and their instances."""

from __future__ import annotations

from tests.parity.scene import Scene

APP = "PROJECT_SURVEY"


def lists(see: Scene) -> None:
    client = see.client
    [item] = see("list", client.list_apps())
    see("its tags", item.tags)
    see("to app", item.to_app())
    see("objects", client.list_apps(as_type="objects"))
    see.error("unknown type", client.list_apps, as_type="rows")
    app = client.get_app(APP)
    see("instances", app.list_instances())
    see("their keys", app.list_instance_keys())
    instance = see("instance", app.get_instance("SURVEY_2026"))
    see("as project", instance.get_as_project().get_summary())
    see("its manifest", instance.get_manifest())
    see("random key", app.make_random_project_key())
    see.error("instances of nothing", client.get_app("PROJECT_NOTHING").list_instances)


def manifest(see: Scene) -> None:
    manifest = see("read", see.client.get_app(APP).get_manifest())
    see("actions", manifest.get_all_actions())
    see("scenarios", manifest.get_runnable_scenarios())
    manifest.get_raw()["label"] = "Survey of the year"
    see("save", manifest.save())
    see("of the project", see.client.get_project("SURVEY").get_app_manifest())
    instance = see.client.get_app(APP).get_instance("SURVEY_2026").get_manifest()
    see.error("save an instance's", instance.save)
    see.error("no app", see.client.get_project("SALES").get_app_manifest)


def instances(see: Scene) -> None:
    app = see.client.get_app(APP)
    see("create", app.create_instance("SURVEY_2027", "Next year"))
    see("it is there", app.list_instance_keys())
    future = see("create later", app.create_instance("SURVEY_2028", "Later", wait=False))
    see("wait", future.wait_for_result())
    see.tasks("RUNNING", "RUNNING", "DONE")
    see("create slowly", app.create_instance("SURVEY_2029", "Slow", True, True))
    see.error("key that is taken", app.create_instance, "SALES", "Sales")
    with app.create_temporary_instance() as instance:
        see("temporary", instance)
        see("its manifest", instance.get_manifest().get_raw())
        see("all", app.list_instances())
    see("closed", app.list_instance_keys())
    other = app.create_temporary_instance()
    see("close", other.close())
