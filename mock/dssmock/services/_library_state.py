"""The library of a project: a tree of files and folders.

Each file and each folder is a document of ``library_items``, named after the project and its path;
the bytes of files are kept beside. A new project has what DSS puts there.
"""

from __future__ import annotations

import json
import mimetypes
from typing import TYPE_CHECKING, Any

from dssmock import errors

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TABLE = "library_items"
EXTERNAL = "external-libraries.json"
NO_REFERENCES: dict[str, Any] = {
    "gitReferences": {},
    "pythonPath": ["python"],
    "rsrcPath": ["R"],
    "importLibrariesFromProjects": [],
}


def clean(path: str) -> str:
    """A path from the root of a library, without a slash at its ends.

    Raises:
        errors.BadRequest: it names nothing, or leaves the library.
    """
    parts = [part for part in path.split("/") if part]
    if not parts or any(part in {".", ".."} for part in parts):
        raise errors.BadRequest(f"Invalid path in a library: {path!r}")
    return "/".join(parts)


def blob_of(key: str, path: str) -> str:
    """Name of the bytes of a file."""
    return f"projects/{key}/lib/{path}"


def begin(dss: DSSMock, key: str) -> None:
    """Put in the library of a project what every new one has, if it was never looked at."""
    if f"{key}." not in dss.table(TABLE):
        dss.table(TABLE).add(f"{key}.", {"folder": True, "lastModified": dss.clock.now_ms()})
        for folder in ("python", "R"):
            make_folder(dss, key, folder)
        write(dss, key, EXTERNAL, json.dumps(NO_REFERENCES, indent=2).encode())


def items(dss: DSSMock, key: str) -> dict[str, dict[str, Any]]:
    """Files and folders by path; the root is not among them."""
    begin(dss, key)
    prefix = f"{key}."
    found = {id[len(prefix) :]: each for id, each in dss.table(TABLE).items() if _own(id, prefix)}
    return dict(sorted(found.items()))


def _own(id: str, prefix: str) -> bool:
    return id.startswith(prefix) and id != prefix


def find(dss: DSSMock, key: str, path: str) -> dict[str, Any]:
    """A file or folder.

    Raises:
        errors.NotFound: there is none at this path.
    """
    found = items(dss, key).get(path)
    if found is None:
        raise errors.NotFound(f"The library of {key} has no {path}")
    return found


def read(dss: DSSMock, key: str, path: str) -> bytes:
    """The bytes of a file.

    Raises:
        errors.NotFound: there is none at this path.
        errors.ServerError: it is a folder, on which DSS fails.
    """
    if find(dss, key, path).get("folder"):
        raise errors.ServerError(f"Cannot read directory as file: {path}", errors.CODED_IO)
    return dss.blobs.get(blob_of(key, path))


def write(dss: DSSMock, key: str, path: str, data: bytes) -> None:
    """Write a file; the folders on the way to it are made.

    Raises:
        errors.BadRequest: it is a folder, or below a file.
    """
    begin(dss, key)
    if (dss.table(TABLE).find(f"{key}.{path}") or {}).get("folder"):
        raise errors.BadRequest(f"{path} is a folder")
    if "/" in path:
        make_folder(dss, key, path.rpartition("/")[0])
    now = dss.clock.now_ms()
    dss.table(TABLE).put(f"{key}.{path}", {"size": len(data), "lastModified": now})
    dss.blobs.put(blob_of(key, path), data)


def make_folder(dss: DSSMock, key: str, path: str) -> None:
    """Make a folder, and those on the way to it; one that is there stays.

    Raises:
        errors.BadRequest: one of them is a file.
    """
    begin(dss, key)
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        row = f"{key}.{'/'.join(parts[:end])}"
        found = dss.table(TABLE).find(row)
        if found is None:
            dss.table(TABLE).add(row, {"folder": True, "lastModified": dss.clock.now_ms()})
        elif not found.get("folder"):
            raise errors.BadRequest(f"{'/'.join(parts[:end])} is not a folder")


def below(dss: DSSMock, key: str, path: str) -> list[str]:
    """The paths of a file or folder and of all in it.

    Raises:
        errors.NotFound: there is none at this path.
    """
    find(dss, key, path)
    return [each for each in items(dss, key) if each == path or each.startswith(f"{path}/")]


def delete(dss: DSSMock, key: str, path: str) -> None:
    """Delete a file, or a folder with all in it.

    Raises:
        errors.NotFound: there is none at this path.
    """
    for each in below(dss, key, path):
        dss.table(TABLE).delete(f"{key}.{each}")
        dss.blobs.delete(blob_of(key, each))


def move(dss: DSSMock, key: str, old: str, new: str) -> None:
    """Give a file or folder another path.

    Raises:
        errors.NotFound: there is none at the old path.
        errors.BadRequest: there is one at the new path, or that is inside of the old one.
    """
    moved = below(dss, key, old)
    if new == old or new.startswith(f"{old}/"):
        raise errors.BadRequest(f"{old} cannot move into itself")
    if f"{key}.{new}" in dss.table(TABLE):
        raise errors.BadRequest(f"The library of {key} has {new} already")
    if "/" in new:
        make_folder(dss, key, new.rpartition("/")[0])
    for each in moved:
        target = new + each.removeprefix(old)
        dss.table(TABLE).put(f"{key}.{target}", dss.table(TABLE).get(f"{key}.{each}"))
        dss.table(TABLE).delete(f"{key}.{each}")
        if blob_of(key, each) in dss.blobs:
            dss.blobs.put(blob_of(key, target), dss.blobs.get(blob_of(key, each)))
            dss.blobs.delete(blob_of(key, each))


def shown(path: str, item: dict[str, Any]) -> dict[str, Any]:
    """A file or folder as the API shows it."""
    name = path.rpartition("/")[2]
    about = {"name": name, "path": f"/{path}", "lastModified": item["lastModified"]}
    if item.get("folder"):
        return {**about, "children": []}
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    return {**about, "mimeType": kind, "size": item["size"]}


def tree(dss: DSSMock, key: str) -> list[dict[str, Any]]:
    """The library as the API shows it."""
    top: list[dict[str, Any]] = []
    folders: dict[str, list[dict[str, Any]]] = {"": top}
    for path, item in items(dss, key).items():
        node = shown(path, item)
        folders[path.rpartition("/")[0]].append(node)
        if "children" in node:
            folders[path] = node["children"]
    return top
