"""Compares and exchanges trees of machine-made files."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_IGNORED = {"__pycache__"}


@dataclass
class Difference:
    """How the files of a project differ from those that were just made."""

    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def __add__(self, other: Difference) -> Difference:
        """Put two differences together."""
        return Difference(
            self.missing + other.missing, self.extra + other.extra, self.changed + other.changed
        )

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.missing or self.extra or self.changed)

    def lines(self) -> Iterator[str]:
        """Say what differs, one file a line."""
        for word in ("missing", "extra", "changed"):
            for name in getattr(self, word):
                yield f"{word}: {name}"


def files_below(folder: Path) -> dict[str, Path]:
    """All files below a directory by relative path, in order, caches left out."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path
        for path in found
        if not _IGNORED & set(path.relative_to(folder).parts)
    }


def compare(made: Path, root: Path, owned: list[str]) -> Difference:
    """Compare files just made with those of the project.

    Args:
        made: directory with the new files, laid out as the project is.
        root: directory of the project.
        owned: directories of the project, relative, that hold nothing but machine-made files.
    """
    difference = Difference()
    new = files_below(made)
    for name, path in new.items():
        target = root / name
        if not target.is_file():
            difference.missing.append(name)
        elif target.read_bytes() != path.read_bytes():
            difference.changed.append(name)
    for folder in owned:
        old = (f"{folder}/{name}" for name in files_below(root / folder))
        difference.extra += [name for name in old if name not in new]
    return difference


def exchange(made: Path, root: Path, difference: Difference) -> None:
    """Bring the project to the state of the new files, touching only what differs."""
    for name in [*difference.missing, *difference.changed]:
        write_atomic(root / name, (made / name).read_bytes())
    for name in difference.extra:
        (root / name).unlink()
        _remove_if_empty((root / name).parent)


def _remove_if_empty(folder: Path) -> None:
    """Remove a directory that holds nothing but caches."""
    if not files_below(folder):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()


def write_atomic(target: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    temporary.write_bytes(content)
    os.replace(temporary, target)


def digest(folder: Path) -> str:
    """Hash names and contents of all files below a directory."""
    result = hashlib.sha256()
    for name, path in files_below(folder).items():
        content = path.read_bytes()
        result.update(f"{name}\0{len(content)}\0".encode())
        result.update(content)
    return result.hexdigest()


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Let one process at a time change the machine-made files of a project."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"generator-{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
