"""Business applications and their instances."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from tests.parity.scene import Scene


def applications(see: Scene) -> None:
    client = see.client
    see("none", client.list_business_apps())
    data = _archive(see, "1")
    installed = client.install_business_app_from_archive(see.file(data, "a.zip"))
    see("install", installed.wait_for_result())
    see("install from the store", client.install_business_app_from_store("churn-watch", wait=True))
    [item, _] = see("list", client.list_business_apps())
    see("item", [item.id, item.version, item.name, item.description, item.get_raw()])
    see("handle", item.to_business_app())
    see("as objects", client.list_business_apps(as_type="objects"))
    see.error("as nothing", client.list_business_apps, as_type="dicts")
    app = see("get", client.get_business_app("watch"))
    see("id", app.id)
    details = see("details", app.get_details())
    see("words", [details.id, details.name, details.version, details.description])
    see("links", [details.web_app_id, details.code_env_name, details.connections])
    see("raw", [details.get_raw(), details.settings.get_raw()])
    settings = see("settings", app.get_settings())
    settings.remapping = {"connections": [{"source": "db", "target": "warehouse"}]}
    see("remapping", settings.remapping)
    see("save", settings.save())
    see("saved", app.get_settings().get_raw())
    store = client.get_business_app("churn-watch")
    see.outcome("upgrade", lambda: store.upgrade_from_store().wait_for_result())
    see.outcome("upgrade and wait", lambda: store.upgrade_from_store(wait=True))
    see("delete", store.delete(wait=True))
    see("delete by force", app.delete(force=True).wait_for_result())
    see("list at the end", client.list_business_apps())
    see.error("read what is gone", app.get_details)
    see.error("install what is not there", client.install_business_app_from_store, "none")


def environments(see: Scene) -> None:
    app = _installed(see)
    see.error("no environment", app.update_code_env)
    see("create", app.create_code_env("PYTHON311", conda=True).wait_for_result())
    see("its name", app.get_details().code_env_name)
    see.error("create twice", app.create_code_env, wait=True)
    see("update", app.update_code_env().wait_for_result())
    see("update and wait", app.update_code_env(wait=True))


def instances(see: Scene) -> None:
    app = _installed(see)
    see("none", app.list_instances())
    made = see("create", app.create_instance("EU", "Europe", short_desc="All of it"))
    see("create later", app.create_instance("US", "States", wait=False).wait_for_result())
    [item, _] = see("list", app.list_instances())
    see("item", [item.project_key, item.name, item.business_app_version, item.get_raw()])
    see("handle", [item.to_instance(), app.get_instance("EU")])
    see("project", made.get_as_project().get_variables())
    see("rights", made.get_user_permissions("carol"))
    see("start", made.start_or_restart(wait=True))
    see("start later", made.start_or_restart().wait_for_result())
    see("stop", made.stop())
    data = _archive(see, "2")
    see.client.install_business_app_from_archive(see.memory(data), wait=True)
    see("upgrade", made.upgrade())
    see("upgrade later", made.upgrade(wait=False).wait_for_result())
    see("list again", app.list_instances())
    see("delete", made.delete())
    other = app.get_instance("US")
    see("delete all", other.delete(False, False, clear_job_and_scenario_logs=False))
    see.error("stop what is gone", made.stop)
    see("list at the end", app.list_instances())


def _installed(see: Scene) -> Any:
    data = _archive(see, "1")
    see.client.install_business_app_from_archive(see.memory(data), wait=True)
    return see.client.get_business_app("watch")


def _archive(see: Scene, version: str) -> bytes:
    """An application with a project in it, always the same bytes."""
    template = see.client.get_project("SURVEY").get_export_stream().read()
    about = {
        "id": "watch",
        "version": version,
        "name": "Watch",
        "connections": {"db": "PostgreSQL"},
        "codeEnv": {"name": "watch_env", "specPackageList": "numpy"},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed, zipfile.ZipFile(io.BytesIO(template)) as project:
        for name in sorted(project.namelist()):
            packed.writestr(zipfile.ZipInfo(name), project.read(name))
        packed.writestr(zipfile.ZipInfo("business-app.json"), json.dumps(about))
    return out.getvalue()
