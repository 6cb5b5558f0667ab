"""Makes the page that says which operations the mock handles.

The mock's own code makes it, in a process of its own: it must be that of the project, whatever
else is installed or loaded. There it has the standard library only, as its services import at
their beginning nothing else, so that the page can be made wherever the generator runs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PAGE = "mock/COVERAGE.md"
_PROGRAM = """\
import json, sys
sys.path.insert(0, sys.argv[1])
from dssmock.bundle import Bundle
from dssmock.coverage import measure, render
from dssmock.registry import load_services
bundle = Bundle(json.loads(sys.stdin.buffer.read()))
sys.stdout.buffer.write(render(measure(bundle, load_services())).encode())
"""


class CoverageError(Exception):
    """The code of the mock cannot be loaded."""


def render_coverage(root: Path, document: str) -> bytes | None:
    """Render the page.

    Args:
        root: directory of the project.
        document: the whole spec as JSON.

    Returns:
        The page; None where the project has no mock.

    Raises:
        CoverageError: the code of the mock cannot be loaded.
    """
    folder = root / "mock"
    if not (folder / "dssmock/coverage.py").is_file():
        return None
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", _PROGRAM, str(folder)],
        input=document.encode(), capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip()
        raise CoverageError(f"{PAGE} cannot be made, since the mock cannot be loaded:\n{message}")
    return done.stdout
