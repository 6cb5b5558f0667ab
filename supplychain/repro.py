"""Builds both packages twice, in other places and at other times, and compares the bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
EPOCH = "1767225600"
SKIPPED = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "dist", "build", "site")


def built(place: Path, modified: int) -> dict[str, str]:
    """Builds from a copy of the checkout.

    Args:
        place: folder to make the copy in.
        modified: time of change that the copied files get, in seconds.

    Returns:
        The SHA-256 of each package by the name of its file.
    """
    source, out = place / "source", place / "dist"
    # .gitignore says which files are no part of a package.
    shutil.copytree(ROOT, source, ignore=SKIPPED)
    shutil.copy(ROOT / ".gitignore", source)
    for path in source.rglob("*"):
        os.utime(path, (modified, modified))
    for project in (source, source / "mock"):
        subprocess.run(
            [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, project],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()}


def main() -> int:
    """Compares two builds.

    Returns:
        0 when each file has the same bytes both times, else 1.
    """
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there:
        first = built(Path(here), 1_000_000_000)
        second = built(Path(there, "elsewhere"), 1_700_000_000)
    for name in sorted(first | second):
        same = first.get(name) == second.get(name)
        print("same" if same else "DIFFERS", first.get(name), name)
    alike = first == second and bool(first)
    print(
        f"{sum(first[name] == second.get(name) for name in first)} of {len(first)} files the same"
    )
    return 0 if alike else 1


if __name__ == "__main__":
    sys.exit(main())
