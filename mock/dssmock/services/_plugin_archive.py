"""Zip archives that come from outside, read with care, and archives to give away."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from dssmock import errors
from dssmock.http import Upload
from dssmock.services._identifiers import check_id

MANIFEST = "plugin.json"
# What an archive may hold unpacked: one of a few bytes can claim to hold gigabytes.
LARGEST = 256 * 1024 * 1024
MOST_FILES = 50_000
# The other ways to pack a file are unpacked in one piece, however large.
KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Where a path is absolute or climbs, on any system, and what cuts it short.
LEAVES = re.compile(r"^[/\\]|^[A-Za-z]:[/\\]|(^|[/\\])\.\.([/\\]|$)|[\0-\x1f\x7f]")
# All entries carry the same date, so the same files give the same archive.
EPOCH = (1980, 1, 1, 0, 0, 0)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def uploaded(files: Mapping[str, Upload]) -> Upload:
    """The one file of an upload; the document has it required, so it is there."""
    return files["file"]


def read_zip(data: bytes) -> dict[str, bytes]:
    """The files of an archive by path.

    Raises:
        errors.BadRequest: it is no archive, is damaged, too large, or leaves its own folder.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            size = sum(entry.file_size for entry in entries)
            if size > LARGEST or len(archive.infolist()) > MOST_FILES:
                raise errors.BadRequest("The archive is too large")
            return {_name_of(entry): _content_of(archive, entry) for entry in entries}
    except BROKEN as error:
        raise errors.BadRequest(f"The file is not a valid zip archive: {error}") from error


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The path of a file in an archive.

    Raises:
        errors.BadRequest: it is a link or a device, or could lead out of a folder somewhere.
    """
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise errors.BadRequest(f"The archive holds what is no file: {entry.filename!r}")
    # The name as it stands there: the library cuts it at a NUL and turns other slashes.
    name = entry.orig_filename
    if LEAVES.search(name):
        raise errors.BadRequest(f"Invalid path in an archive: {name!r}")
    return clean_path(name)


def _content_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a file, no more than the archive says: it may lie.

    Raises:
        errors.BadRequest: it is packed in an unusual way.
    """
    if entry.compress_type not in KNOWN:
        raise errors.BadRequest(f"Unknown compression of {entry.filename!r}")
    with archive.open(entry) as file:
        return file.read(entry.file_size + 1)


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def clean_path(path: str) -> str:
    """A path below the root of a plugin, without empty parts.

    Raises:
        errors.BadRequest: it names nothing, or leaves the plugin.
    """
    parts = [part for part in path.split("/") if part]
    if not parts or any(part in {".", ".."} for part in parts):
        raise errors.BadRequest(f"Invalid path in a plugin: {path!r}")
    return "/".join(parts)


def read_object(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    """The JSON object in one of the files.

    Raises:
        errors.BadRequest: the file is missing or holds something else.
    """
    if path not in files:
        raise errors.BadRequest(f"The archive has no {path}")
    try:
        value = json.loads(files[path])
    except ValueError as error:
        raise errors.BadRequest(f"{path} is not valid JSON: {error}") from error
    if not isinstance(value, dict):
        raise errors.BadRequest(f"{path} does not hold an object")
    return value


def read_manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What ``plugin.json`` says.

    Raises:
        errors.BadRequest: it is missing, broken, or names no plugin.
    """
    manifest = read_object(files, MANIFEST)
    if not isinstance(manifest.get("id"), str) or not manifest["id"]:
        raise errors.BadRequest(f"{MANIFEST} has no id")
    check_id("a plugin", manifest["id"])
    return manifest
