"""Handlers that measure the data directory: the bytes that the instance keeps stand for it."""

from __future__ import annotations

from typing import Any

from dssmock.core import Call, handles
from dssmock.services._project_archive import LIVE_BLOBS

Footprint = dict[str, Any]
PROJECTS = "projects/"


def _measured(call: Call, names: list[str]) -> Footprint:
    """The size of files."""
    folders = {name.rpartition("/")[0] for name in names}
    return {
        "size": sum(len(call.dss.blobs.get(name)) for name in names),
        "nbFiles": len(names),
        "nbFolders": len(folders),
        "nbErrors": 0,
    }


def _whole(parts: dict[str, Footprint]) -> Footprint:
    """Several footprints as one with details."""
    names = ("size", "nbFiles", "nbFolders", "nbErrors")
    return {name: sum(part[name] for part in parts.values()) for name in names} | parts


def _items(found: list[Footprint]) -> Footprint:
    """A list of footprints as one."""
    whole = _whole({str(number): each for number, each in enumerate(found)})
    return {name: each for name, each in whole.items() if not name.isdigit()} | {"items": found}


def _project(call: Call, key: str) -> Footprint:
    """A project, by the folders of its files; its bundles and packages lie elsewhere."""
    root = f"{PROJECTS}{key}/"
    parts: dict[str, list[str]] = {"archives": call.dss.blobs.keys(f"{LIVE_BLOBS}{key}/")}
    for name in call.dss.blobs.keys(root):
        kind = name.removeprefix(root).partition("/")[0]
        parts.setdefault(kind, []).append(name)
    measured = {name: _measured(call, each) for name, each in parts.items()}
    return {"projectKey": key, **_whole(measured)}


def _projects(call: Call, keys: list[str]) -> Footprint:
    return _items([_project(call, key) for key in keys])


def _code_envs(call: Call) -> Footprint:
    """The code environments: a package list has no bytes of its own, so each counts as that."""
    found = [
        {
            "name": each["envName"],
            "language": each["envLang"],
            "size": len(each.get("actualPackageList") or ""),
            "nbFiles": 1,
            "nbFolders": 1,
            "nbErrors": 0,
        }
        for each in call.dss.table("code_envs").values()
    ]
    return _items(found)


def _global(call: Call) -> dict[str, Footprint]:
    blobs = call.dss.blobs
    return {
        "codeEnvs": _code_envs(call),
        "plugins": _measured(call, blobs.keys("plugins/")),
        "logs": _measured(call, blobs.keys("logs/")),
    }


def _unknown(call: Call) -> Footprint:
    """What lies outside the folders that DSS uses."""
    ours = (PROJECTS, LIVE_BLOBS, "plugins/", "logs/", "project-imports/", "project-deployer/",
            "api-services/")  # fmt: skip
    names = [name for name in call.dss.blobs.keys("") if not name.startswith(ours)]
    places = sorted({name.rpartition("/")[0] or "/" for name in names})
    found = [
        {"path": place, **_measured(call, [n for n in names if _in(n, place)])} for place in places
    ]
    whole = _items(found)
    if call.query.get("summaryOnly", False):
        del whole["items"]
    return whole


def _in(name: str, place: str) -> bool:
    return (name.rpartition("/")[0] or "/") == place


def _started(call: Call, found: Footprint) -> dict[str, Any]:
    about = {"type": "FOOTPRINT", "displayName": "Compute footprint", "targets": []}
    return call.dss.futures.start(call, found, payload=about)


@handles("footprint_compute_global")
def compute_global(call: Call) -> dict[str, Any]:
    call.require_admin()
    return _started(call, _whole(_global(call)))


@handles("footprint_compute_project")
def compute_project(call: Call) -> dict[str, Any]:
    call.require_admin()
    key = call.path["project_key"]
    call.require_project(key)
    return _started(call, _whole({"projects": _projects(call, [key])}))


@handles("footprint_compute_all")
def compute_all(call: Call) -> dict[str, Any]:
    call.require_admin()
    projects = _projects(call, call.dss.table("projects").ids())
    return _started(call, _whole({"projects": projects, **_global(call)}))


@handles("footprint_compute_unknown")
def compute_unknown(call: Call) -> dict[str, Any]:
    call.require_admin()
    return _started(call, _whole({"unknown": _unknown(call)}))
