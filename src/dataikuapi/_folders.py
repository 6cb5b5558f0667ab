"""Local folders that are filled from DSS."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Generator, Iterable, Mapping, Sequence
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
        if inner:
            found.append((path, local_path(inner)))
    return found


def within_folder(
    items: Sequence[Mapping[str, Any]], start: str, label: str
) -> list[tuple[str, str]]:
    """The files of a listing below a path that has to be a folder.

    Args:
        items: the listing.
        start: what :func:`below` gave; the root may be empty.
        label: words for the managed folder, for the message.

    Returns:
        As :func:`wanted`.

    Raises:
        ValueError: the path is that of a file, or there is no file below it.
        DSSDataError: a path climbs out of the folder.
    """
    found = wanted(items, start)
    path = start[:-1]
    if found or not path:
        return found
    if any(item["path"] == path for item in items):
        raise ValueError(f"path: {path!r} of {label} is a file: download_file takes it")
    raise ValueError(f"path: {label} has no file below {path!r}")


# What Windows makes a device, a stream, a drive or another name of.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9\xb9\xb2\xb3]|lpt[0-9\xb9\xb2\xb3])\s*(\..*)?",
    re.IGNORECASE,
)
_ODD_ON_WINDOWS = re.compile(r"[\\:*?\"<>|\x00-\x1f]|[ .]$")


def local_path(path: str, *, windows: bool = os.name == "nt") -> str:
    """Requires that a path which DSS names can be one below a local folder, and no other place.

    Args:
        path: the path, with slashes, from the folder.
        windows: whether the rules of Windows hold.

    Returns:
        The path, unchanged.

    Raises:
        DSSDataError: it climbs out of the folder, is absolute, or means something else here,
            such as a device.
    """
    for part in path.split("/"):
        odd = part in {"", ".", ".."} or "\0" in part
        if odd or (windows and (_ODD_ON_WINDOWS.search(part) or _DEVICE.fullmatch(part))):
            raise DSSDataError(f"DSS lists a file whose path cannot be local: {path!r}")
    return path


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
        inner: path from it, with slashes, as DSS names it.

    Returns:
        The path.

    Raises:
        DSSDataError: it leads out of the folder, be it by a link that stands there.
    """
    path = os.path.join(folder, *local_path(inner).split("/"))
    root, target = os.path.realpath(folder), os.path.realpath(path)
    # What links lead to is chosen by whoever made them, not by a name that DSS gives.
    if os.path.commonpath([root, target]) != root:
        raise DSSDataError(f"a link leads {inner!r} out of the folder that is filled: {path}")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path
