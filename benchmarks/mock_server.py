"""Servers in processes of their own, a mock DSS or a bare application, watched from outside."""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

TICKS: Final = os.sysconf("SC_CLK_TCK")
KEY: Final = "Basic " + base64.b64encode(b"admin-key:").decode()
PATIENCE: Final = 60.0


class Process:
    """A server and what it has taken so far.

    Args:
        port: where it listens.
        pid: of its process.
    """

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self._files = Path("/proc") / str(pid)

    def cpu(self) -> float:
        """Seconds of processor time so far, of all threads; counted in hundredths."""
        fields = (self._files / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, field: str = "VmRSS") -> int:
        """Bytes of memory: `VmRSS` now, or `VmHWM` at its highest."""
        text = (self._files / "status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in text.splitlines() if field in line) * 1024

    def forget_highest(self) -> None:
        """Let the highest memory begin from here."""
        (self._files / "clear_refs").write_text("5", encoding="ascii")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        """Send one request to the API on a connection of its own.

        Args:
            method: the verb.
            path: below the prefix of the API.
            body: the body.
            kind: its media type.

        Raises:
            RuntimeError: it was not answered well.
        """
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as connection:
            headers = {"Authorization": KEY} | ({"Content-Type": kind} if kind else {})
            connection.request(method, f"/public/api{path}", body, headers)
            answer = connection.getresponse()
            text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
        return text

    def stream(self, path: str) -> Iterator[bytes]:
        """Read an answer piece by piece."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as connection:
            connection.request("GET", f"/public/api{path}", headers={"Authorization": KEY})
            answer = connection.getresponse()
            while piece := answer.read(64 * 1024):
                yield piece

    def send_json(self, path: str, value: Any) -> Any:
        """POST a JSON value and give the JSON of the answer."""
        return json.loads(self.ask("POST", path, json.dumps(value).encode(), "application/json"))


@contextmanager
def serving(command: Sequence[str], port: int) -> Iterator[Process]:
    """A server that has answered its first connection; it is ended after the block.

    Args:
        command: what starts it, after the name of this Python.
        port: where it will listen.
    """
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield Process(port, process.pid)
        finally:
            process.terminate()


def mock() -> Any:
    """A mock DSS with the demo data, as :func:`serving` gives it."""
    port = free_port()
    return serving(["-m", "dssmock", "serve", "--quiet", "--port", str(port)], port)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"nothing listens on port {port}")
