"""What a stored run says of itself: commit, versions, machine, date."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = (
    "dataiku-openapi-client", "httpx", "httpx2", "urllib3", "aiohttp", "orjson", "pyarrow",
    "pandas",
)  # fmt: skip


def commit(root: Path) -> str:
    """The commit of the checkout, with `-dirty` when files differ from it; else `unknown`."""
    git = shutil.which("git")
    if git is None:
        return "unknown"

    def ask(*words: str) -> str:
        done = subprocess.run([git, *words], cwd=root, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    found = ask("rev-parse", "HEAD") or "unknown"
    # What the run itself writes is no difference.
    ours = ("--", ".", ":!benchmarks/results", ":!docs/images", ":!docs/performance.md")
    return f"{found}-dirty" if ask("status", "--porcelain", *ours) else found


def versions(incumbent: str) -> dict[str, str]:
    """Versions of the packages that are measured, by name."""
    found = {"dataiku-api-client": incumbent}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, Any]:
    """What the run was made on."""
    return {
        "cpus": os.cpu_count(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def date() -> str:
    """Now, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
