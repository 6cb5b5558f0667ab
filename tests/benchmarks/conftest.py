"""A server of the benchmark in a thread of the test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from benchmarks.server import Server


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """The URL of a server that runs."""
    server = Server()
    stop, ours = socket.socketpair()
    thread = threading.Thread(target=server.run, args=(stop,))
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    ours.close()
    thread.join()
    stop.close()
