"""Prism as a proxy between the recorded requests and a server that gives the recorded answers."""

from __future__ import annotations

import http.client
import json
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from benchmarks.mock_server import free_port
from tests.prism.recording import Exchange

NUMBER: Final = "x-number-of-the-exchange"
VIOLATIONS: Final = "sl-violations"
PATIENCE: Final = 180.0
# What a connection is about, and not the request or the answer.
HOP: Final = ("connection", "content-length", "host", "transfer-encoding", "accept-encoding")


@dataclass(frozen=True, slots=True)
class Violation:
    """What Prism says against a request or an answer.

    Attributes:
        exchange: in what.
        place: where, such as ``request.query.wait``.
        text: what is wrong.
    """

    exchange: Exchange
    place: str
    text: str


@contextmanager
def answers(exchanges: Sequence[Exchange]) -> Iterator[str]:
    """A server that gives the recorded answers; a header says which."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            response = exchanges[int(self.headers[NUMBER])].response
            self.send_response(response.status)
            for name, value in response.headers.items():
                if name not in HOP:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(response.body)))
            self.end_headers()
            self.wfile.write(response.body)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815 (names of http.server)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def prism(command: str, document: Path, target: str) -> Iterator[int]:
    """Prism in front of a server.

    Args:
        command: the program.
        document: the bundle.
        target: URL of the server.

    Yields:
        The port of Prism.

    Raises:
        RuntimeError: it does not start.
    """
    port = free_port()
    order = [command, "proxy", str(document), target, "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(order, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=1)) as connection:
                connection.connect()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("Prism does not start")


def judge(port: int, exchanges: Sequence[Exchange]) -> Iterator[Violation]:
    """Send the requests through Prism.

    Args:
        port: of Prism.
        exchanges: what to send.

    Yields:
        What Prism finds in the requests and in their answers.
    """
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        for number, exchange in enumerate(exchanges):
            sent = exchange.request
            headers = {name: value for name, value in sent.headers.items() if name not in HOP}
            query = f"?{sent.query}" if sent.query else ""
            headers[NUMBER] = str(number)
            try:
                connection.request(sent.method, exchange.path + query, sent.read(), headers)
                answer = connection.getresponse()
                answer.read()
            except (http.client.HTTPException, OSError) as problem:
                yield Violation(exchange, "prism", f"it broke off: {problem!r}")
                return
            for found in json.loads(answer.headers.get(VIOLATIONS) or "[]"):
                place = ".".join(map(str, found.get("location") or []))
                yield Violation(exchange, place, found.get("message", ""))
