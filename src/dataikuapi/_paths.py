"""Paths inside DSS objects, and paths of local files to write to."""

from __future__ import annotations

import io
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

from dataikuapi._args import check_str


def inner_path(name: str, value: Any) -> str:
    """Gives the path of a file inside a DSS object, as it stands in a URL.

    Listings begin paths with a slash; it would double the one before it. Scripts that build
    paths with `os.path` write `./a`, which names `a`.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The path without a slash at its ends, without doubled ones and without `.` as a part.

    Raises:
        TypeError: it is no string.
        ValueError: it names the root: it is empty, or holds slashes and `.` only.
    """
    parts = [part for part in check_str(name, value).split("/") if part not in {"", "."}]
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


def sink(name: str, value: Any) -> IO[bytes] | None:
    """Gives an open file to write to, if that is what something is, and no path of one.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The file, opened for writing bytes; None for anything without `write`.

    Raises:
        TypeError: it is opened for text.
        ValueError: it is closed, or not opened for writing.
    """
    if isinstance(value, (str, os.PathLike)) or not callable(getattr(value, "write", None)):
        return None
    if isinstance(value, io.TextIOBase):
        raise TypeError(f"{name} is opened as text: open it in binary mode ('wb')")
    if getattr(value, "closed", False) is True:
        raise ValueError(f"{name} is a closed file")
    writable = getattr(value, "writable", None)
    if callable(writable) and not writable():
        raise ValueError(f"{name} is not opened for writing")
    return cast("IO[bytes]", value)


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

    Raises:
        OSError: the file could not be written, for instance because the disk is full; the error
            names it, and nothing of it is left.
    """
    target = os.path.realpath(path)
    exists = os.path.exists(target)
    try:
        if exists and not os.path.isfile(target):
            with open(target, "wb") as file:
                yield file
            return
        yield from _replacing(target, exists)
    except OSError as error:
        # What `write` raises does not say which file it was.
        if error.errno is None or error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def _replacing(target: str, exists: bool) -> Generator[IO[bytes]]:
    part = f"{target}.{os.urandom(4).hex()}.part"
    try:
        with open(part, "xb") as file:
            yield file
        if exists:
            from shutil import copymode

            copymode(target, part)
        os.replace(part, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise
