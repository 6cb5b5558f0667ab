"""A way to a server on which the connection breaks after some bytes of what is sent."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


def _pump(source: socket.socket, target: socket.socket, left: int | None) -> None:
    """Passes bytes on; when so many have passed, both connections are reset."""
    with suppress(OSError):
        while data := source.recv(16_384 if left is None else min(left, 16_384) or 1):
            if left == 0:
                break
            target.sendall(data)
            left = None if left is None else left - len(data)
        if left == 0:
            source.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        if left == 0:
            each.close()


@contextmanager
def cutting(url: str, after: int) -> Iterator[str]:
    """A port that leads to a server, where each connection breaks.

    Args:
        url: where the server is.
        after: after how many bytes of what the client sends.

    Yields:
        The URL of the port.
    """
    there = urlsplit(url)
    threads: list[threading.Thread] = []
    ends: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    near, _ = listener.accept()
                    far = socket.create_connection((there.hostname, there.port or 80))
                    ends.extend((near, far))
                    for pair in ((near, far, after), (far, near, None)):
                        threads.append(threading.Thread(target=_pump, args=pair, daemon=True))
                        threads[-1].start()

        acceptor = threading.Thread(target=accept, daemon=True)
        acceptor.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            acceptor.join(5)
            for end in ends:
                end.close()
            for thread in threads:
                thread.join(5)
