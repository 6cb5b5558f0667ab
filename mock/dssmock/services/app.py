"""Handlers of applications: projects that are templates, and projects made from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _project_archive as archives
from dssmock.services import _project_state as state
from dssmock.services.project import about

PREFIX = "PROJECT_"
TEMPLATE = "APP_TEMPLATE"
INSTANCE = "APP_INSTANCE"


def template_of(call: Call, app_id: str) -> dict[str, Any]:
    """The project of an application that the caller may use.

    Raises:
        errors.NotFound: there is no such application, or not for the caller.
    """
    key = app_id.removeprefix(PREFIX)
    project = call.dss.table("projects").find(key) if app_id.startswith(PREFIX) else None
    if project is None or project["projectAppType"] != TEMPLATE or not usable(call, project):
        raise errors.NotFound(f"app does not exist: {app_id}")
    return project


def usable(call: Call, project: Mapping[str, Any]) -> bool:
    """Whether the caller may make instances of a template."""
    everybody = project["appManifest"].get("instantiationPermission") == "EVERYBODY"
    return everybody or call.auth.may_on(project, "executeApp")


def manifest(project: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest of a template or an instance.

    Raises:
        errors.BadRequest: the project is neither.
    """
    if "appManifest" not in project:
        key = project["projectKey"]
        raise errors.BadRequest(f"Project {key} is neither a template nor an instance of an app")
    return project["appManifest"]


def make_template(document: dict[str, Any], app: Mapping[str, Any]) -> None:
    """Turn the document of a project into a template with this manifest."""
    app_id = PREFIX + document["projectKey"]
    document["projectAppType"] = TEMPLATE
    label = state.name_of(document)
    document["appManifest"] = {
        "id": app_id,
        "label": label,
        "instantiationPermission": "EVERYBODY",
        "homepageSections": [],
        "instanceFeatures": {},
        **app,
    }


def make_instance(document: dict[str, Any], app_id: str, name: str, *, temporary: bool) -> None:
    """Turn the copy of a template's document into an instance."""
    document["metadata"]["label"] = name
    document["permissions"]["permissions"] = []
    document["projectAppType"] = INSTANCE
    document["appId"] = app_id
    document["isTemporaryAppInstance"] = temporary


@handles("app_list")
def list_apps(call: Call) -> list[dict[str, Any]]:
    return [
        {
            "appId": PREFIX + project["projectKey"],
            "label": project["appManifest"].get("label") or state.name_of(project),
            "shortDesc": project["metadata"].get("shortDesc") or "",
            "tags": project["metadata"].get("tags") or [],
        }
        for project in call.dss.table("projects").values()
        if project["projectAppType"] == TEMPLATE and usable(call, project)
    ]


@handles("app_get_manifest")
def get_manifest(call: Call) -> dict[str, Any]:
    return manifest(template_of(call, call.path["app_id"]))


@handles("app_list_instances")
def list_instances(call: Call) -> list[dict[str, Any]]:
    app_id = call.path["app_id"]
    template_of(call, app_id)
    return [
        {"projectKey": project["projectKey"], "name": state.name_of(project)}
        for project in call.dss.table("projects").values()
        if project.get("appId") == app_id and call.may_project(project["projectKey"])
    ]


@handles("app_create_instance")
def create_instance(call: Call) -> dict[str, Any]:
    app_id, body = call.path["app_id"], call.body
    template = template_of(call, app_id)
    key = body["targetProjectKey"]
    state.check_new_key(call.dss, key)

    def change(document: dict[str, Any]) -> None:
        temporary = bool(body.get("isTemporaryAppInstance"))
        make_instance(document, app_id, body["targetProjectName"], temporary=temporary)

    def work() -> dict[str, Any]:
        archives.install(
            call.dss,
            archives.gather(call.dss, template["projectKey"]),
            key=key,
            by=call.auth.name,
            action="APP_INSTANCE_CREATE",
            owner=call.auth.login or template["permissions"]["owner"],
            change=change,
        )
        return {"projectKey": key, "name": body["targetProjectName"]}

    return call.dss.futures.start(call, work, payload=about(key, "Create app instance"))


@handles("app_get_project_manifest")
def get_project_manifest(call: Call) -> dict[str, Any]:
    return manifest(call.require_project(call.path["project_key"]))


@handles("app_update_project_manifest")
def update_project_manifest(call: Call) -> Empty:
    key = call.path["project_key"]
    project = call.require_project(key, "admin")
    if project["projectAppType"] != TEMPLATE:
        raise errors.BadRequest(f"Project {key} is not the template of an app")
    with call.dss.table("projects").edit(key) as document:
        document["appManifest"] = call.body
        state.touch(call, document, "APP_EDIT_MANIFEST")
    return EMPTY
