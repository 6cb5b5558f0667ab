"""HTTP by hand over one socket, for the floors and for asking the server. Standard library only."""

from __future__ import annotations

import json
import socket
from typing import Any, Final
from urllib.parse import urlsplit

SPACE: Final = 256 * 1024
API: Final = "/public/api"


def connect(url: str) -> socket.socket:
    """A connection to the server."""
    parts = urlsplit(url)
    sock = socket.create_connection((str(parts.hostname), int(parts.port or 80)))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def get_head(path: str) -> bytes:
    """The bytes of a GET."""
    return f"GET {API}{path} HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n".encode()


def receive(sock: socket.socket) -> bytes:
    """Reads one answer that has a Content-Length; gives its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(sock)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    parts, have = [body], len(body)
    while have < length:
        parts.append(_some(sock))
        have += len(parts[-1])
    return b"".join(parts)


def _some(sock: socket.socket) -> bytes:
    data = sock.recv(SPACE)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data


def control(url: str, path: str) -> Any:
    """Asks the server something about itself; outside of what is measured, or counted by it."""
    with connect(url) as sock:
        sock.sendall(get_head(path))
        return json.loads(receive(sock))
