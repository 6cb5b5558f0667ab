"""Only one process keeps its state in a file: a lock of the system on a file beside it.

The system lets go of the lock when the process ends, however it ends. The number of a process in a
file would not do: numbers are used again, and every container has a process 1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

LOCKED_BYTE: Final = 1 << 20  # beyond the text: on Windows nobody else can read what is locked


class StateTaken(ValueError):
    """Another process keeps its state in a file; the text names both."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep other processes away from a state file.

    Args:
        path: the state file; the lock is a file beside it, which is gone at the end.

    Raises:
        StateTaken: another process keeps its state there.
        OSError: no file can be made there.
    """
    beside = path.with_name(f"{path.name}.lock")
    handle = _locked(beside)
    while handle is not None and not _stands_there(handle, beside):
        # Its owner ended, and removed it after it was opened here.
        os.close(handle)
        handle = _locked(beside)
    if handle is None:
        raise StateTaken(f"{path}: another mock{_owner(beside)} keeps its state in this file")
    try:
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        _let_go(handle, beside)


def _locked(beside: Path) -> int | None:
    """The lock file, opened and locked; None when another process has it."""
    handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
    except (BlockingIOError, PermissionError):
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


if sys.platform == "win32":  # pragma: no cover -- tests run elsewhere

    def _lock(handle: int) -> None:
        import msvcrt

        os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

    def _let_go(handle: int, beside: Path) -> None:
        os.close(handle)  # an open file cannot be removed here
        with suppress(OSError):  # another process has it already
            beside.unlink()

else:

    def _lock(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(handle: int, beside: Path) -> None:
        # While it is locked: afterwards it could be another process's.
        with suppress(OSError):  # its folder may be gone
            beside.unlink()
        os.close(handle)


def _stands_there(handle: int, beside: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), beside.stat())
    except FileNotFoundError:
        return False


def _owner(beside: Path) -> str:
    """Who has the lock, as far as the file tells."""
    try:
        number = beside.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return f" (process {number})" if number.isdecimal() else ""
