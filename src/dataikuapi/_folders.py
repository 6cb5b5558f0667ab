"""Local folders that are filled from DSS."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, cast

from dataikuapi._errors import DSSDataError


def below(path: Any) -> str:
    """The beginning of the paths of all files below a path of a managed folder.

    Args:
        path: what the caller gave; slashes and `.` only, or nothing, mean the root.

    Returns:
        The path with a slash at both ends.
    """
    if not isinstance(path, str):
        raise TypeError(f"path must be a string, not {type(path).__name__}")
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if ".." in parts:
        raise ValueError(f"path must not hold '..': {path!r}")
    return "/".join(["", *parts, ""])


def wanted(items: Iterable[Mapping[str, Any]], start: str) -> list[tuple[str, str]]:
    """The files of a listing below a path.

    Args:
        items: the listing.
        start: what :func:`below` gave.

    Returns:
        The path of each, and its path from `start`.

    Raises:
        DSSDataError: a path climbs out of the folder, so that it must not be written.
    """
    found: list[tuple[str, str]] = []
    for item in items:
        path = cast("str", item["path"])
        inner = path.removeprefix(start) if path.startswith(start) else ""
        if not inner:
            continue
        parts = inner.split("/")
        odd = os.sep != "/" and os.sep in inner
        if odd or "\0" in inner or any(part in {"", ".", ".."} for part in parts):
            raise DSSDataError(f"DSS lists a file whose path cannot be local: {path!r}")
        found.append((path, inner))
    return found


@contextmanager
def filling(name: str, folder: Any) -> Generator[str]:
    """Gives a folder to fill that has its name only when the block ends well.

    A folder that exists already is filled as it is: its other files stay.

    Args:
        name: name of the argument, for the message.
        folder: path of the folder.

    Yields:
        The path to write to.

    Raises:
        TypeError: it is no path.
        NotADirectoryError: it is a file.
        FileNotFoundError: the folder that it is in does not exist.
    """
    if not isinstance(folder, (str, os.PathLike)):
        raise TypeError(f"{name} must be the path of a folder, not {type(folder).__name__}")
    target = os.path.abspath(os.fsdecode(cast("str", folder)))
    if os.path.isdir(target):
        yield target
        return
    if os.path.lexists(target):
        raise NotADirectoryError(f"{name} is not a folder: {target}")
    if not os.path.isdir(os.path.dirname(target)):
        raise FileNotFoundError(f"{name}: the folder that it is in does not exist: {target}")
    part = f"{target}.{secrets.token_hex(4)}.part"
    os.mkdir(part)
    try:
        yield part
        os.rename(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def place_for(folder: str, inner: str) -> str:
    """Path of a file below a local folder; the folders on the way to it are made.

    Args:
        folder: path of the folder.
        inner: path from it, with slashes.

    Returns:
        The path.
    """
    path = os.path.join(folder, *inner.split("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path
