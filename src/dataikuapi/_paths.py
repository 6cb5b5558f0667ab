"""Paths inside DSS objects, and paths of local files to write to."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

from dataikuapi._args import check_str


def inner_path(name: str, value: Any) -> str:
    """Gives the path of a file inside a DSS object, as it stands in a URL.

    Listings begin paths with a slash; it would double the one before it.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The path without a slash at its ends and without doubled ones.

    Raises:
        TypeError: it is no string.
        ValueError: it is empty or holds slashes only.
    """
    parts = [part for part in check_str(name, value).split("/") if part]
    if not parts:
        raise ValueError(f"{name} must name a file, not the root")
    return "/".join(parts)


def target_file(name: str, value: Any) -> str:
    """Requires the path of a local file that can be written, before anything is asked of DSS.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The path.

    Raises:
        TypeError: it is no path.
        ValueError: it is empty.
        FileNotFoundError: its folder does not exist.
        IsADirectoryError: it is a folder.
    """
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{name} must be the path of a file, not {type(value).__name__}")
    path = check_str(name, os.fsdecode(cast("str | os.PathLike[str]", value)))
    if os.path.isdir(path):
        raise IsADirectoryError(f"{name} is a folder: {path}")
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise FileNotFoundError(f"{name}: its folder does not exist: {path}")
    return path


def absolute(name: str, value: Any) -> str:
    """Gives a path as it is from the root of the file system.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave; a relative path begins in the current folder.

    Returns:
        The path.

    Raises:
        TypeError: it is no path.
        ValueError: it is empty.
    """
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{name} must be a path, not {type(value).__name__}")
    return os.path.abspath(check_str(name, os.fsdecode(cast("str", value))))


@contextmanager
def replacing(path: str) -> Generator[IO[bytes]]:
    """Opens a file to write that takes the place of `path` only when the block ends well.

    It is written under another name in the same folder, so that nobody ever finds half of it
    under its own; what is no ordinary file (a device, a pipe) is written as it is.

    Args:
        path: path of the file.

    Yields:
        The file, opened in binary mode.
    """
    target = os.path.realpath(path)
    exists = os.path.exists(target)
    if exists and not os.path.isfile(target):
        with _named(path), open(target, "wb") as file:
            yield file
        return
    part = f"{target}.{secrets.token_hex(4)}.part"
    try:
        with _named(path), open(part, "xb") as file:
            yield file
        if exists:
            shutil.copymode(target, part)
        os.replace(part, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise


# What a write is refused with when there is no room: no space, quota, size of a file, broken disk.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


@contextmanager
def _named(path: str) -> Generator[None]:
    """Lets the error of a write that found no room name the file; Python's own does not."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM and error.filename is None:
            error.filename = path
        raise
