"""What callers give to be uploaded."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any, cast

from dataikuapi._args import binary_file

CHUNK = 64 * 1024


def upload_content(name: str, value: Any) -> Any:
    """Gives content to upload as bytes or as something that yields bytes while it is sent.

    Args:
        name: name of the argument, for the message.
        value: text, bytes, or a file opened for reading; text is sent as UTF-8.

    Returns:
        Bytes, a binary file, or an iterator of bytes.

    Raises:
        TypeError: it is nothing of these.
        ValueError: it is a file that is closed or cannot be read.
    """
    if isinstance(value, str):
        return value.encode()
    if not isinstance(value, io.TextIOBase):
        return binary_file(name, value)
    if value.closed:
        raise ValueError(f"{name} is a closed file")
    if not value.readable():
        raise ValueError(f"{name} is not opened for reading")
    return _encoded(value)


def _encoded(file: io.TextIOBase) -> Iterator[bytes]:
    while text := file.read(CHUNK):
        yield text.encode()


def local_files(name: str, folder: Any) -> list[tuple[str, str]]:
    """Lists the files below a local folder; links to folders are not followed.

    Args:
        name: name of the argument, for the message.
        folder: path of the folder.

    Returns:
        The path of each file, and its path from the folder with slashes, in their order.

    Raises:
        TypeError: it is no path.
        NotADirectoryError: there is no such folder.
    """
    if not isinstance(folder, (str, os.PathLike)):
        raise TypeError(f"{name} must be the path of a folder, not {type(folder).__name__}")
    root = os.fsdecode(cast("str", folder))
    if not os.path.isdir(root):
        raise NotADirectoryError(f"{name} is not a folder: {root}")
    found: list[tuple[str, str]] = []
    for place, _, files in os.walk(root):
        for file in files:
            path = os.path.join(place, file)
            found.append((path, os.path.relpath(path, root).replace(os.sep, "/")))
    return sorted(found, key=lambda pair: pair[1])


def opened(path: str) -> io.BufferedReader:
    """Opens a local file to read its bytes."""
    return open(path, "rb")
