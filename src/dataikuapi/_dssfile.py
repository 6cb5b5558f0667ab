"""Files of managed folders, as fsspec opens them."""

from __future__ import annotations

import io
import os
import tempfile
import warnings
from types import TracebackType
from typing import Any, Protocol

# Up to here a file is held in memory, beyond it on the local disk: DSS cannot read from the middle.
IN_MEMORY = 8 * 1024 * 1024
PROTOCOL = "dss"


class Folders(Protocol):
    """What a file needs of its file system."""

    def fetch(self, path: str, into: Any) -> None:
        """Writes a file into a local one and goes back to its start."""
        ...

    def send(self, path: str, content: Any) -> None:
        """Uploads content."""
        ...

    def check_file(self, path: str) -> None:
        """Requires a path below a managed folder that exists."""
        ...

    def isfile(self, path: str) -> bool:
        """Whether there is such a file."""
        ...


class DSSFile(io.BufferedIOBase):
    """A file of a managed folder, opened to read or to write.

    One to read is fetched when it is opened. One to write is uploaded when it is closed: not when
    a `with` block ends with an error, nor when it is forgotten.

    Args:
        fs: the file system.
        path: path of the file.
        mode: `rb`, `wb`, `ab` or `xb`.
        autocommit: whether closing it uploads it; if not, :meth:`commit` does.
    """

    def __init__(self, fs: Folders, path: str, mode: str, autocommit: bool = True) -> None:
        kind = mode.replace("b", "")
        if kind not in {"r", "w", "a", "x"}:
            raise ValueError(f"mode {mode!r} is none of rb, wb, ab, xb")
        self.fs = fs
        self.path = path
        self.mode = mode
        self.autocommit = autocommit
        self._writes = kind != "r"
        self._content = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed with it
        try:
            self._begin(kind)
        except BaseException:
            self.discard()
            raise

    def _begin(self, kind: str) -> None:
        if kind == "r":
            self.fs.fetch(self.path, self._content)
            return
        self.fs.check_file(self.path)
        exists = kind != "w" and self.fs.isfile(self.path)
        if kind == "x" and exists:
            raise FileExistsError(f"{PROTOCOL}://{self.path}")
        if kind == "a" and exists:
            self.fs.fetch(self.path, self._content)
            self._content.seek(0, os.SEEK_END)

    @property
    def name(self) -> str:
        """Path of the file."""
        return self.path

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        here = self._content.tell()
        end = self._content.seek(0, os.SEEK_END)
        self._content.seek(here)
        return end

    def readable(self) -> bool:
        """Whether it was opened to read."""
        return not self._writes

    def writable(self) -> bool:
        """Whether it was opened to write."""
        return self._writes

    def seekable(self) -> bool:
        """Whether it was opened to read."""
        return not self._writes

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Goes to a place."""
        if self._writes:
            raise io.UnsupportedOperation("a file that is written cannot go back")
        return self._content.seek(offset, whence)

    def tell(self) -> int:
        """The place where it is."""
        return self._content.tell()

    def read(self, size: int | None = -1, /) -> bytes:
        """Reads up to `size` bytes, all that is left without it."""
        if self._writes:
            raise io.UnsupportedOperation("not opened to read")
        return self._content.read(-1 if size is None else size)

    def read1(self, size: int | None = -1, /) -> bytes:
        """As `read`; a file of DSS is never read in more than one piece."""
        return self.read(size)

    def write(self, data: Any, /) -> int:
        """Adds bytes."""
        if not self._writes:
            raise io.UnsupportedOperation("not opened to write")
        return self._content.write(data)

    def commit(self) -> None:
        """Uploads what was written."""
        with self._content:
            self._content.seek(0)
            self.fs.send(self.path, self._content)

    def discard(self) -> None:
        """Forgets what was written."""
        self._content.close()
        super().close()

    def close(self) -> None:
        """Closes the file, and uploads it if it was written."""
        if self.closed:
            return
        super().close()
        if not self._writes:
            self._content.close()
        elif self.autocommit:
            self.commit()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            self.discard()
        self.close()

    def __del__(self) -> None:
        # Not close(): half a file must not be uploaded because its writer was given up.
        if getattr(self, "_content", None) is None or self.closed:
            return
        if self._writes:
            warnings.warn(
                f"{PROTOCOL}://{self.path} was not closed and is not written",
                ResourceWarning,
                stacklevel=2,
            )
        self.discard()
