"""What the file system for fsspec stands on: its base, its entries and its errors."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dataikuapi._dssfile import PROTOCOL
from dataikuapi._errors import DSSForbidden, DSSNotFound

if TYPE_CHECKING:

    class AbstractFileSystem:
        """What of fsspec's base a type checker needs to know: fsspec has no types."""

        def __init__(self, *args: Any, **storage_options: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...
        def isfile(self, path: str) -> bool: ...
        def walk(
            self,
            path: str,
            maxdepth: int | None = None,
            topdown: bool = True,
            on_error: Any = "omit",
            **kwargs: Any,
        ) -> Iterator[Any]: ...
        @classmethod
        def _strip_protocol(cls, path: Any) -> Any: ...
else:
    from fsspec.spec import AbstractFileSystem as AbstractFileSystem

Info = dict[str, Any]


@contextmanager
def as_os_errors(path: str) -> Generator[None]:
    """Raises what programs expect of a file system where DSS says something else."""
    try:
        yield
    except DSSNotFound as error:
        raise FileNotFoundError(f"{PROTOCOL}://{path}: {error}") from error
    except DSSForbidden as error:
        raise PermissionError(f"{PROTOCOL}://{path}: {error}") from error


def directory(path: str) -> Info:
    """What a listing says of a folder."""
    return {"name": path, "size": 0, "type": "directory"}


def file_entry(path: str, item: dict[str, Any]) -> Info:
    """What a listing says of a file, of which DSS tells `item`."""
    changed = (item.get("lastModified") or 0) / 1000
    return {"name": path, "size": item.get("size"), "type": "file", "mtime": changed}
