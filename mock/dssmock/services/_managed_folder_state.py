"""Managed folders: their documents, and the bytes of their files.

A folder is a document of ``managed_folders``; each file has one of ``managed_folder_files`` and
bytes of its own. All are named after the project, so they are exported and deleted with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dssmock import errors

if TYPE_CHECKING:
    from dssmock.core import DSSMock

FOLDERS, FILES, HISTORY = "managed_folders", "managed_folder_files", "managed_folder_metrics"
PATH = "/${projectKey}/${odbId}"
PROBES = [{"type": "basic", "enabled": True, "configuration": {}}]
METRICS = ("basic:COUNT_FILES", "basic:SIZE")
# Connections that every installation of DSS has.
BUILT_IN = {"filesystem_folders": "Filesystem", "filesystem_managed": "Filesystem"}
# Connections whose folders have another type than they have themselves.
TYPES = {"EC2": "S3", "SSH": "SFTP"}
PLACEHOLDERS = {
    "%Y": r"(?P<Y>\d{4})",
    "%M": r"(?P<M>\d{2})",
    "%D": r"(?P<D>\d{2})",
    "%H": r"(?P<H>\d{2})",
}
DIMENSION = re.compile(r"%\{(\w+)\}|%[YMDH]")


def clean(path: str) -> str:
    """A path from the root of a folder, as listings show it.

    Raises:
        errors.BadRequest: it names nothing, or leaves the folder.
    """
    parts = [part for part in path.split("/") if part]
    if not parts or any(part in {".", ".."} for part in parts):
        raise errors.BadRequest(f"Invalid path in a managed folder: {path!r}")
    return "/" + "/".join(parts)


def type_of(dss: DSSMock, connection: str) -> str:
    """The type of a folder on a connection.

    Raises:
        errors.BadRequest: there is no such connection.
    """
    found = dss.table("connections").find(connection)
    if found is not None:
        return TYPES.get(found["type"], found["type"])
    if connection in BUILT_IN:
        return BUILT_IN[connection]
    raise errors.BadRequest(f"Connection '{connection}' does not exist")


def blank(
    dss: DSSMock, project_key: str, name: str, kind: str, params: dict[str, Any]
) -> dict[str, Any]:
    """The document of a new folder."""
    return {
        "id": dss.ids.short(8),
        "name": name,
        "projectKey": project_key,
        "type": kind,
        "params": params,
        "partitioning": {"dimensions": []},
        "metrics": {"probes": PROBES, "displayedState": {"metrics": list(METRICS)}},
        "checks": {"checks": []},
        "shortDesc": "",
        "description": "",
        "tags": [],
        "checklists": {"checklists": []},
        "customFields": {},
    }


def find(dss: DSSMock, project_key: str, id: str) -> dict[str, Any]:
    """The document of a folder.

    Raises:
        errors.NotFound: the project has no such folder.
    """
    found = dss.table(FOLDERS).find(f"{project_key}.{id}")
    if found is None:
        raise errors.NotFound(f"managed folder does not exist: {project_key}.{id}")
    return found


def _file(project_key: str, id: str, path: str) -> tuple[str, str]:
    """Row and bytes of a file."""
    return f"{project_key}.{id}{path}", f"projects/{project_key}/managed_folders/{id}{path}"


def write(dss: DSSMock, project_key: str, id: str, path: str, data: bytes) -> dict[str, Any]:
    """Keep a file, in the place of an older one if there is one; gives it as listings show it."""
    path = clean(path)
    row, blob = _file(project_key, id, path)
    item = {"path": path, "size": len(data), "lastModified": dss.clock.now_ms()}
    dss.blobs.put(blob, data)
    dss.table(FILES).put(row, item)
    return item


def read(dss: DSSMock, project_key: str, id: str, path: str) -> bytes:
    """The bytes of a file.

    Raises:
        errors.NotFound: the folder has no such file.
    """
    path = clean(path)
    row, blob = _file(project_key, id, path)
    if row not in dss.table(FILES):
        raise errors.NotFound(f"managed folder {project_key}.{id} has no file {path}")
    return dss.blobs.get(blob)


def listing(dss: DSSMock, project_key: str, id: str) -> list[dict[str, Any]]:
    """The files of a folder at all depths, in the order of their paths."""
    prefix, files = f"{project_key}.{id}/", dss.table(FILES)
    return [files.get(row) for row in sorted(files.ids()) if row.startswith(prefix)]


def delete(dss: DSSMock, project_key: str, id: str, path: str) -> None:
    """Delete a file, or all files below a path; one that is not there does no harm."""
    path = clean(path)
    under = f"{path}/"
    _forget(
        dss,
        project_key,
        id,
        [
            item["path"]
            for item in listing(dss, project_key, id)
            if item["path"] == path or item["path"].startswith(under)
        ],
    )


def empty(dss: DSSMock, project_key: str, id: str) -> None:
    """Delete all files of a folder."""
    _forget(dss, project_key, id, [item["path"] for item in listing(dss, project_key, id)])


def _forget(dss: DSSMock, project_key: str, id: str, paths: Iterable[str]) -> None:
    for path in paths:
        row, blob = _file(project_key, id, path)
        dss.table(FILES).delete(row)
        dss.blobs.delete(blob)


def partition_of(folder: dict[str, Any], path: str) -> str | None:
    """The partition that a file belongs to; None if its path fits none.

    The values of several dimensions are joined by a bar, as in the names of DSS's partitions.
    """
    partitioning = folder.get("partitioning") or {}
    dimensions = partitioning.get("dimensions") or []
    if not dimensions:
        return "NP"
    try:
        found = re.fullmatch(_pattern(partitioning.get("filePathPattern") or ""), path)
    except re.error as error:
        raise errors.BadRequest(f"Invalid partitioning pattern: {error}") from error
    if found is None:
        return None
    groups = found.groupdict()
    time = "-".join(groups[part] for part in "YMDH" if groups.get(part))
    return "|".join(
        time if each.get("type") == "time" else groups.get(f"d_{each.get('name')}") or ""
        for each in dimensions
    )


def _pattern(text: str) -> str:
    """The pattern of a folder as a regular expression."""
    seen: set[str] = set()

    def group(found: re.Match[str]) -> str:
        name = f"d_{found[1]}" if found[1] else found[0][1]
        if name in seen:  # the same value once more
            return f"(?P={name})"
        seen.add(name)
        return PLACEHOLDERS.get(found[0]) or f"(?P<{name}>[^/]+)"

    return DIMENSION.sub(group, text)
