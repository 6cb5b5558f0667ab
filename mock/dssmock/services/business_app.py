"""Handlers of business applications and their instances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dssmock import errors
from dssmock.auth import of_user
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _business_app_state as state
from dssmock.services import _code_env_build as build
from dssmock.services import _project_archive as archives
from dssmock.services._business_app_state import APPS
from dssmock.services._plugin_archive import uploaded
from dssmock.services._project_state import name_of

MEMBERS = ("id", "version", "name", "description")


def _app(call: Call) -> dict[str, Any]:
    return call.dss.table(APPS).get(call.path["business_app_id"])


def _started(call: Call, name: str, work: Callable[[], Any]) -> dict[str, Any]:
    about = {"type": "BUSINESS_APP", "displayName": name, "targets": []}
    return call.dss.futures.start(call, work, payload=about)


@handles("business_app_list")
def list_apps(call: Call) -> list[dict[str, Any]]:
    return [{name: each[name] for name in MEMBERS} for each in call.dss.table(APPS).values()]


@handles("business_app_install_from_archive")
def install_from_archive(call: Call) -> dict[str, Any]:
    call.require_admin()
    data = uploaded(call.files).data
    return _started(call, "Install business app", lambda: state.install(call.dss, data))


@handles("business_app_install_from_store")
def install_from_store(call: Call) -> dict[str, Any]:
    call.require_admin()
    id = call.body["businessAppId"]
    if id in call.dss.table(APPS):
        raise errors.BadRequest(f"business app is installed already: {id}")
    data = state.from_store(call.dss, id)
    return _started(call, f"Install {id}", lambda: state.install(call.dss, data))


@handles("business_app_update_from_store")
def update_from_store(call: Call) -> dict[str, Any]:
    call.require_admin()
    id = _app(call)["id"]
    data = state.from_store(call.dss, id)
    return _started(call, f"Upgrade {id}", lambda: state.install(call.dss, data))


@handles("business_app_get")
def get(call: Call) -> dict[str, Any]:
    """The details; only an administrator sees the settings."""
    app = _app(call)
    return app if call.auth.admin else {n: app[n] for n in app if n != "settings"}


@handles("business_app_get_settings")
def get_settings(call: Call) -> dict[str, Any]:
    call.require_admin()
    return _app(call)["settings"]


@handles("business_app_save_settings")
def save_settings(call: Call) -> Empty:
    call.require_admin()
    with call.dss.table(APPS).edit(call.path["business_app_id"]) as app:
        app["settings"] = call.body
    return EMPTY


@handles("business_app_delete")
def delete(call: Call) -> dict[str, Any]:
    call.require_admin()
    id = _app(call)["id"]
    keys = [each["projectKey"] for each in state.instances(call.dss, id)]
    if keys and not call.body.get("force"):
        raise errors.BadRequest(f"business app {id} still has instances: {', '.join(keys)}")

    def work() -> dict[str, Any]:
        for key in keys:
            archives.erase(call.dss, key)
        call.dss.table(APPS).delete(id)
        call.dss.blobs.delete(state.blob(id))
        return {"success": True}

    return _started(call, f"Uninstall {id}", work)


@handles("business_app_create_code_env")
def create_code_env(call: Call) -> dict[str, Any]:
    call.require_admin()
    id = _app(call)["id"]
    wish = state.code_env_wish(call.dss, id)
    given = {name: each for name, each in call.body.items() if each is not None}
    doc = build.new_definition("PYTHON", wish["name"], call.auth.name, {**wish, **given})
    row = f"PYTHON/{wish['name']}"
    if row in call.dss.table("code_envs"):
        raise errors.BadRequest(f"Code env already exists: {wish['name']}")

    def work() -> dict[str, Any]:
        report = build.install(call.dss, row, doc, "create.log")
        if not report["error"]:
            call.dss.table("code_envs").add(row, doc)
            with call.dss.table(APPS).edit(id) as app:
                app["codeEnvName"] = wish["name"]
        return {"envName": wish["name"], "messages": report}

    return _started(call, f"Create code env of {id}", work)


@handles("business_app_update_code_env")
def update_code_env(call: Call) -> dict[str, Any]:
    """Bring the code environment to what the installed version asks for."""
    call.require_admin()
    app = _app(call)
    row = f"PYTHON/{app['codeEnvName']}"
    if row not in call.dss.table("code_envs"):
        raise errors.BadRequest(f"business app {app['id']} has no code env")

    def work() -> dict[str, Any]:
        with call.dss.table("code_envs").edit(row) as doc:
            doc["specPackageList"] = state.code_env_wish(call.dss, app["id"])["specPackageList"]
            report = build.install(call.dss, row, doc, "update.log")
        return {"envName": app["codeEnvName"], "messages": report}

    return _started(call, f"Update code env of {app['id']}", work)


@handles("business_app_list_instances")
def list_instances(call: Call) -> list[dict[str, Any]]:
    return [
        {
            "projectKey": each["projectKey"],
            "name": name_of(each),
            "businessAppVersion": each["businessApp"]["version"],
        }
        for each in state.instances(call.dss, _app(call)["id"])
        if call.may_project(each["projectKey"])
    ]


@handles("business_app_create_instance")
def create_instance(call: Call) -> dict[str, Any]:
    app, body = _app(call), call.body
    call.require_global("mayCreateProjects")
    key, name, desc = body["projectKey"], body["projectName"], body.get("shortDesc") or ""

    def work() -> dict[str, Any]:
        state.create_instance(call.dss, app, key, name, desc, call.auth.name)
        return {"projectKey": key, "success": True}

    return _started(call, f"Create {key}", work)


def _instance(call: Call, right: str) -> str:
    """Key of the instance that is meant, for a caller who has a right there."""
    key = call.path["project_key"]
    state.instance(call.dss, _app(call)["id"], key)
    call.require_project(key, right)
    return key


@handles("business_app_update_instance")
def update_instance(call: Call) -> dict[str, Any]:
    key, app = _instance(call, "admin"), _app(call)

    def work() -> dict[str, Any]:
        state.upgrade_instance(call.dss, app, key, call.auth.name)
        return {"success": True, "version": app["version"]}

    return _started(call, f"Upgrade {key}", work)


@handles("business_app_start_instance")
def start_instance(call: Call) -> dict[str, Any]:
    key = _instance(call, "writeProjectContent")

    def work() -> dict[str, Any]:
        _run(call, key, running=True)
        return {"success": True}

    return _started(call, f"Start {key}", work)


@handles("business_app_stop_instance")
def stop_instance(call: Call) -> Empty:
    _run(call, _instance(call, "writeProjectContent"), running=False)
    return EMPTY


def _run(call: Call, key: str, *, running: bool) -> None:
    with call.dss.table("projects").edit(key) as document:
        document["businessApp"]["running"] = running


@handles("business_app_get_permissions")
def get_permissions(call: Call) -> dict[str, Any]:
    key, login = _instance(call, "readProjectContent"), call.path["login"]
    project = call.dss.table("projects").get(key)
    user = of_user(call.dss, login, "personal")
    rights = ("admin", "readProjectContent", "writeProjectContent")
    return {"login": login, **{name: user.may_on(project, name) for name in rights}}
