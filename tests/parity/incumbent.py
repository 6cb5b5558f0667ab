"""An environment of its own for the incumbent: both packages are called ``dataikuapi``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

VERSION: Final = "15.2.0"
# six is used by the incumbent, which does not declare it.
REQUIREMENTS: Final = (f"dataiku-api-client=={VERSION}", "six")
STAMP: Final = "parity-requirements.txt"


def python_of_incumbent(folder: Path) -> Path:
    """The Python of an environment with the incumbent, which is made unless it is there.

    Args:
        folder: where the environment is, or is to be.

    Raises:
        subprocess.CalledProcessError: it cannot be made; what went wrong is on standard error.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / STAMP
    wanted = "\n".join((*REQUIREMENTS, sys.version))
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    _run(sys.executable, "-m", "virtualenv", "--quiet", str(folder))
    _run(
        str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *REQUIREMENTS
    )
    stamp.write_text(wanted, encoding="utf-8")
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
