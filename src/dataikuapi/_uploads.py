"""What callers give to be uploaded."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, cast

from dataikuapi._args import binary_file
from dataikuapi._body import AsyncPieces
from dataikuapi._progress import Bar, transfer

# What can be uploaded: a file, bytes, the path of a file, or pieces of bytes one after the other.
Upload = IO[bytes] | bytes | os.PathLike[str] | Iterable[bytes]
# In async code the pieces may come from an async iterable, too.
AsyncUpload = Upload | AsyncIterable[bytes]

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


@contextmanager
def uploading(
    name: str, value: Any, *, progress: bool = False, text: bool = False
) -> Generator[Any]:
    """Gives content to upload while the block runs; a path is opened, and closed at its end.

    Args:
        name: name of the argument, for messages.
        value: bytes, a file opened in binary mode, the path of a file (`pathlib.Path`), or an
            iterable of bytes; an async one only async code can send.
        progress: whether to show a progress bar.
        text: whether text is taken, too, as a string or a file; it is sent as UTF-8.

    Yields:
        Bytes, a binary file, or an iterator of bytes, which may be an async one.

    Raises:
        TypeError: it is nothing of these.
        ValueError: it is a file that is closed or cannot be read.
        FileNotFoundError: there is no file of this path.
        IsADirectoryError: the path is a folder.
    """
    if isinstance(value, os.PathLike):
        path = os.fsdecode(cast("os.PathLike[str]", value))
        if os.path.isdir(path):
            raise IsADirectoryError(f"{name} is a folder: {path}")
        with opened(path) as file, transfer(progress, os.path.basename(path)) as bar:
            yield _counted(file, bar) if progress else file
        return
    if hasattr(value, "__aiter__") and not hasattr(value, "read"):
        with transfer(progress, name) as bar:
            yield AsyncPieces(name, value, bar.advance)
        return
    if _is_iterable(value):
        content: Any = _pieces(name, value)
    else:
        content = upload_content(name, value) if text else binary_file(name, value)
    if not progress:
        yield content
        return
    given = getattr(content, "name", None)
    with transfer(progress, os.path.basename(given) if isinstance(given, str) else name) as bar:
        yield _counted(content, bar)


def _is_iterable(value: Any) -> bool:
    if isinstance(value, (str, bytes, bytearray, memoryview, Mapping)) or hasattr(value, "read"):
        return False
    return isinstance(value, Iterable)


def _pieces(name: str, pieces: Iterable[Any]) -> Iterator[bytes]:
    for piece in pieces:
        if not isinstance(piece, (bytes, bytearray, memoryview)):
            raise TypeError(f"{name} must yield bytes, not {type(piece).__name__}")
        yield bytes(cast("Any", piece))


def _counted(content: Any, bar: Bar) -> Any:
    """The same content, which tells a bar what is read of it."""
    if isinstance(content, bytes):
        content = io.BytesIO(content)
    if hasattr(content, "read"):
        bar.expect(_size(content))
        return _CountedFile(content, bar)
    return _counted_pieces(content, bar)


def _counted_pieces(pieces: Iterable[bytes], bar: Bar) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        bar.advance(len(piece))


def _size(file: Any) -> int | None:
    """How many bytes are left in a file, None where that can't be known."""
    try:
        here = file.tell()
        end = file.seek(0, os.SEEK_END)
        file.seek(here)
    except (AttributeError, OSError):
        return None
    return end - here


class _CountedFile:
    """A file that tells a bar what is read of it; all else is the file's own."""

    def __init__(self, file: Any, bar: Bar) -> None:
        self._file = file
        self._bar = bar

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._bar.advance(len(data))
        return data

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(CHUNK):
            yield chunk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


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
