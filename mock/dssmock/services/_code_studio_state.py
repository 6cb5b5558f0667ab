"""The files of code studios: those of DSS, those of what runs, and what changed since a copy.

A code studio runs apart from DSS and has copies of some files, in zones. What a person does in its
editor is :func:`write_in_pod` and :func:`delete_in_pod` here: no request of the API does it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _library_state as library
from dssmock.services._project_archive import live_blob

if TYPE_CHECKING:
    from dssmock.core import DSSMock

STUDIOS, RUNS = "code_studios", "code_studio_runs"
LIBRARY: Final = "project-lib-versioned"
# Where DSS keeps the files of the other zones; the two of a user go along from project to project.
PLACES: Final = {
    "project-lib-resources": "projects/{projectKey}/lib-resources/",
    "code_studio-versioned": "projects/{projectKey}/code_studios/{libName}/versioned/",
    "code_studio-resources": "projects/{projectKey}/code_studios/{libName}/resources/",
    "user-versioned": "users/{owner}/code_studio/versioned/",
    "user-resources": "users/{owner}/code_studio/resources/",
}
ZONES: Final = (LIBRARY, *PLACES)
PORT: Final = 8080


def row_of(studio: Mapping[str, Any]) -> str:
    """Identifier of a code studio in the tables."""
    return f"{studio['projectKey']}.{studio['id']}"


def check_zone(zone: str) -> str:
    """The name of a zone.

    Raises:
        errors.NotFound: there is no such zone.
    """
    if zone not in ZONES:
        raise errors.NotFound(f"zone does not exist: {zone}")
    return zone


def run_of(dss: DSSMock, studio: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a code studio, and what its zones held when they were last copied.

    A start that was aborted leaves nothing that runs; after an aborted stop it runs still.
    """
    run = dss.table(RUNS).find(row_of(studio))
    if run is None:
        return {"state": "STOPPED", "lastStateChange": 0, "zones": {}}
    if run["task"] is not None and dss.futures.state(run["task"]) in ("ABORTED", "GONE"):
        _enter(dss, studio, run, "STOPPED" if run["state"] == "STARTING" else "RUNNING")
    return run


def begin(dss: DSSMock, studio: Mapping[str, Any], state: str, task: str | None) -> None:
    """Note that a task takes a code studio from one state to another."""
    _enter(dss, studio, run_of(dss, studio), state, task)


def _enter(
    dss: DSSMock,
    studio: Mapping[str, Any],
    run: dict[str, Any],
    state: str,
    task: str | None = None,
) -> None:
    run |= {"state": state, "task": task, "lastStateChange": dss.clock.now_ms()}
    dss.table(RUNS).put(row_of(studio), run)


def start(dss: DSSMock, studio: Mapping[str, Any]) -> None:
    """Let a code studio run, with the files that DSS has now."""
    leave(dss, studio)
    _enter(dss, studio, {"zones": {}}, "RUNNING")
    for zone in ZONES:
        push(dss, studio, zone)


def stop(dss: DSSMock, studio: Mapping[str, Any]) -> None:
    """Copy the files of a code studio to DSS, and end what runs."""
    leave(dss, studio)
    _enter(dss, studio, {"zones": {}}, "STOPPED")


def leave(dss: DSSMock, studio: Mapping[str, Any]) -> None:
    """Copy the files of a code studio to DSS, if it has any, and forget its own."""
    for zone in run_of(dss, studio)["zones"]:
        pull(dss, studio, zone)
        _replace(dss, _pod_place(studio, zone), {})


def hand_over(dss: DSSMock, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Give a code studio to another user; one that runs gets the files of that user."""
    zones = [zone for zone in run_of(dss, old)["zones"] if zone.startswith("user-")]
    for zone in zones:
        pull(dss, old, zone)
    dss.table(STUDIOS).put(row_of(new), new)
    for zone in zones:
        push(dss, new, zone)


def erase(dss: DSSMock, studio: Mapping[str, Any]) -> None:
    """Delete a code studio with its files; those of the project and of its owner stay."""
    for zone in ZONES:
        _replace(dss, _pod_place(studio, zone), {})
        if zone.startswith("code_studio-"):
            _replace(dss, _place(studio, zone), {})
    if row_of(studio) in dss.table(RUNS):
        dss.table(RUNS).delete(row_of(studio))
    dss.table(STUDIOS).delete(row_of(studio))


def push(dss: DSSMock, studio: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """Copy the files of a zone from DSS to a code studio."""
    files = in_dss(dss, studio, zone)
    _replace(dss, _pod_place(studio, zone), files)
    _note(dss, studio, zone, files)
    return {"count": len(files), "size": sum(map(len, files.values()))}


def pull(dss: DSSMock, studio: Mapping[str, Any], zone: str) -> None:
    """Copy the files of a zone from a code studio to DSS."""
    files = in_pod(dss, studio, zone)
    if zone == LIBRARY:
        _replace_library(dss, studio["projectKey"], files)
    else:
        _replace(dss, _place(studio, zone), files)
    _note(dss, studio, zone, files)


def conflicts(dss: DSSMock, studio: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """The files of a zone that changed in both places, each in another way."""
    base = run_of(dss, studio)["zones"][zone]
    ours, theirs = _hashes(in_dss(dss, studio, zone)), _hashes(in_pod(dss, studio, zone))
    changed = [
        path
        for path in sorted({*base, *ours, *theirs})
        if base.get(path) not in (ours.get(path), theirs.get(path))
        and ours.get(path) != theirs.get(path)
    ]
    return {
        "added": [path for path in changed if path not in base],
        "modified": [path for path in changed if path in base and path in theirs],
        "deleted": [path for path in changed if path not in theirs],
        # Files of the mock do not know who wrote them.
        "authors": [],
        "commitFrom": _digest(base),
        "commitTo": _digest(ours),
    }


def write_in_pod(
    dss: DSSMock, studio: Mapping[str, Any], zone: str, path: str, data: bytes
) -> None:
    """Write a file in a code studio that runs, as somebody does in its editor.

    Args:
        dss: the instance.
        studio: the code studio: `projectKey` and `id` of it.
        zone: name of the zone.
        path: path of the file in the zone.
        data: its bytes.

    Raises:
        errors.NotFound: there is no such zone.
    """
    dss.blobs.put(_pod_place(studio, check_zone(zone)) + library.clean(path), data)


def delete_in_pod(dss: DSSMock, studio: Mapping[str, Any], zone: str, path: str) -> None:
    """Delete a file in a code studio that runs, as somebody does in its editor.

    Args:
        dss: the instance.
        studio: the code studio: `projectKey` and `id` of it.
        zone: name of the zone.
        path: path of the file in the zone.

    Raises:
        errors.NotFound: there is no such zone.
    """
    dss.blobs.delete(_pod_place(studio, check_zone(zone)) + library.clean(path))


def in_dss(dss: DSSMock, studio: Mapping[str, Any], zone: str) -> dict[str, bytes]:
    """The files of a zone that DSS has, by path."""
    if zone != LIBRARY:
        return _files(dss, _place(studio, zone))
    key = studio["projectKey"]
    found = library.items(dss, key)
    return {path: library.read(dss, key, path) for path in found if not found[path].get("folder")}


def in_pod(dss: DSSMock, studio: Mapping[str, Any], zone: str) -> dict[str, bytes]:
    """The files of a zone that a code studio has, by path."""
    return _files(dss, _pod_place(studio, zone))


def _place(studio: Mapping[str, Any], zone: str) -> str:
    return PLACES[zone].format_map(studio)


def _pod_place(studio: Mapping[str, Any], zone: str) -> str:
    return live_blob(studio["projectKey"], f"code_studios/{studio['id']}/{zone}/")


def _files(dss: DSSMock, place: str) -> dict[str, bytes]:
    return {name[len(place) :]: dss.blobs.get(name) for name in dss.blobs.keys(place)}


def _replace(dss: DSSMock, place: str, files: Mapping[str, bytes]) -> None:
    for name in dss.blobs.keys(place):
        dss.blobs.delete(name)
    for path, data in files.items():
        dss.blobs.put(place + path, data)


def _replace_library(dss: DSSMock, key: str, files: Mapping[str, bytes]) -> None:
    """Give the library of a project these files; what is the same is not touched."""
    for path, item in library.items(dss, key).items():
        if not item.get("folder") and path not in files:
            library.delete(dss, key, path)
    known = library.items(dss, key)
    for path, data in files.items():
        if path not in known or library.read(dss, key, path) != data:
            library.write(dss, key, path, data)


def _note(dss: DSSMock, studio: Mapping[str, Any], zone: str, files: Mapping[str, bytes]) -> None:
    with dss.table(RUNS).edit(row_of(studio)) as run:
        run["zones"][zone] = _hashes(files)


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


def _digest(hashes: Mapping[str, str]) -> str:
    text = "".join(f"{path}\0{hashes[path]}\n" for path in sorted(hashes))
    return hashlib.sha256(text.encode()).hexdigest()[:40]
