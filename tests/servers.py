"""A server whose answers are written byte by byte, for what a well-behaved one never does."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

CLOSE = "close"
RESET = "reset"
SILENCE = "silence"
Step = bytes | str


def answer(
    body: bytes = b"{}",
    status: int = 200,
    *,
    headers: dict[str, str] | None = None,
    length: int | None = None,
) -> bytes:
    """The bytes of an answer; `length` may lie."""
    lines = [f"HTTP/1.1 {status} Status"]
    given = {"Content-Type": "application/json", **(headers or {})}
    if "Transfer-Encoding" not in given:
        given["Content-Length"] = str(len(body) if length is None else length)
    lines += [f"{name}: {value}" for name, value in given.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Received:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """What a test knows of its server.

    Each request takes the next script; the last one is used again and again. A script is a list
    of bytes to send and of `CLOSE`, `RESET` or `SILENCE` (nothing more until the test ends).
    """

    url: str
    scripts: list[list[Step]]
    requests: list[Received] = field(default_factory=list)
    connections: int = 0
    open: int = 0

    def next_script(self) -> list[Step]:
        return self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]


def _read_head(file: socket.SocketIO) -> tuple[str, str, dict[str, str]] | None:
    first = file.readline().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    while line := file.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return first[0], first[1], headers


def _read_body(file: socket.SocketIO, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(file.readline().strip() or b"0", 16):
            body += file.read(size) or b""
            file.readline()
        file.readline()
        return body
    return file.read(int(headers.get("content-length", "0"))) or b""


def _play(server: Server, connection: socket.socket, over: threading.Event) -> bool:
    """Plays the script of one request; tells whether the connection goes on."""
    for step in server.next_script():
        if isinstance(step, bytes):
            connection.sendall(step)
        elif step == SILENCE:
            over.wait(20)
            return False
        else:
            if step == RESET:
                option = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, option)
            return False
    return True


def _serve(server: Server, connection: socket.socket, over: threading.Event) -> None:
    server.connections += 1
    server.open += 1
    try:
        with connection, connection.makefile("rb") as file:
            while (head := _read_head(file)) is not None:
                server.requests.append(Received(*head, _read_body(file, head[2])))
                if not _play(server, connection, over):
                    return
    except (OSError, ValueError):
        pass  # the client went away, which some tests want
    finally:
        server.open -= 1


@contextmanager
def serving(*scripts: list[Step], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Runs a server on a free port of the loopback interface."""
    over = threading.Event()
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        scheme = "https" if tls else "http"
        url = f"{scheme}://localhost:{listener.getsockname()[1]}"
        server = Server(url.replace("localhost", "127.0.0.1") if not tls else url, list(scripts))

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                    if tls is not None:
                        connection = tls.wrap_socket(connection, server_side=True)
                except ssl.SSLError:
                    continue
                except OSError:
                    return
                thread = threading.Thread(
                    target=_serve, args=(server, connection, over), daemon=True
                )
                threads.append(thread)
                thread.start()

        acceptor = threading.Thread(target=accept, daemon=True)
        acceptor.start()
        try:
            yield server
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            acceptor.join(5)
            for thread in threads:
                thread.join(5)
