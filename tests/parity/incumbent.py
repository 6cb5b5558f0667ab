"""An environment of its own for the incumbent: both packages are called ``dataikuapi``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

VERSION: Final = "15.2.0"
STAMP: Final = "parity-requirements.txt"


def requirements(version: str) -> tuple[str, ...]:
    """What is installed for a version; it uses six and does not declare it."""
    return (f"dataiku-api-client=={version}", "six")


def python_of_incumbent(folder: Path, version: str = VERSION) -> Path:
    """The Python of an environment with the incumbent, which is made unless it is there.

    Args:
        folder: where the environment is, or is to be.
        version: which version of the incumbent.

    Raises:
        subprocess.CalledProcessError: it cannot be made; what went wrong is on standard error.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / STAMP
    wanted = "\n".join((*requirements(version), sys.version))
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    _run(sys.executable, "-m", "virtualenv", "--quiet", str(folder))
    install = (str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    _run(*install, *requirements(version))
    stamp.write_text(wanted, encoding="utf-8")
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
