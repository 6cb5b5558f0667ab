"""The versions, each with a mock that is a DSS of the same version."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.parity.sides import KEPT, ROOT, Watched

# Of one run; two minutes on a machine that does nothing else.
TIMEOUT: Final = 3600
VERSIONS: Final = ("8.0.0", "9.0.1", "11.4.1.1", "12.6.4", "13.5.6", "14.7.5", "15.2.0")


def run(version: str, python: Path, only: str = "") -> dict[str, Any]:
    """Let a version run the table.

    Args:
        version: of the client and of the mock.
        python: interpreter of an environment that has this client.
        only: a part of the names of the functions to run.

    Returns:
        Its record, with what broke in the mock.

    Raises:
        subprocess.CalledProcessError: it did not come to its end.
    """
    mock = Watched(version)
    server = mock.serve()
    try:
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder, "record.json")
            command = [str(python), "-m", "tests.generations.worker", "--url", server.url]
            command += ["--record", str(record), "--only", only]
            surroundings = {name: os.environ[name] for name in KEPT if name in os.environ}
            surroundings |= {"HOME": folder, "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"}
            subprocess.run(command, check=True, cwd=ROOT, env=surroundings, timeout=TIMEOUT)
            found = json.loads(record.read_text(encoding="utf-8"))
            return {**found, "version": version, "defects": list(mock.defects)}
    finally:
        server.stop()
        mock.close()
