"""A small, fast HTTP/1.1 server on the loopback interface: one thread, one loop, no framework.

``python -m benchmarks.server`` prints its port and serves until its standard input ends.
"""

from __future__ import annotations

import heapq
import itertools
import selectors
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final
from urllib.parse import unquote

from benchmarks import payloads
from benchmarks.routes import PREFIXES, Reply, Request, Routes

READ: Final = selectors.EVENT_READ
WRITE: Final = selectors.EVENT_WRITE
KEPT: Final = 64 * 1024
SPACE: Final = 1024 * 1024


class Body:
    """Swallows the body of a request and keeps its beginning.

    Args:
        head: the head of the request, in small letters.
    """

    def __init__(self, head: bytes) -> None:
        self.kept = bytearray()
        self.chunked = b"\r\ntransfer-encoding: chunked" in head
        _, found, rest = head.partition(b"\r\ncontent-length:")
        self.left = int(rest.split(b"\r\n", 1)[0]) if found else 0
        self.done = not self.chunked and self.left == 0
        self._line = bytearray()
        self._last = False

    def feed(self, data: memoryview) -> int:
        """Takes bytes.

        Args:
            data: what arrived.

        Returns:
            How many of them belong to the body.
        """
        at = 0
        while at < len(data) and not self.done:
            if self.left:
                piece = data[at : at + self.left]
                if len(self.kept) < KEPT:
                    self.kept += piece[:KEPT]
                self.left -= len(piece)
                at += len(piece)
                self.done = not self.chunked and self.left == 0
            else:
                at += self._framing(data[at : at + 64])
        return at

    def _framing(self, data: memoryview) -> int:
        """Reads on in the line before a chunk; gives how much of it was read."""
        end = bytes(data).find(b"\n")
        taken = len(data) if end < 0 else end + 1
        self._line += data[:taken]
        if end >= 0:
            line = bytes(self._line.strip())
            self._line.clear()
            if self._last:
                # Behind the last chunk there is one empty line; no client here sends trailers.
                self.done = True
            elif line:
                self.left = int(line.split(b";")[0], 16)
                self._last = self.left == 0
        return taken


class Connection:
    """What is known of one connection."""

    __slots__ = ("body", "head", "inbox", "late", "pieces", "rest", "sock", "waiting", "watched")

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.inbox = b""
        self.head = b""
        self.body: Body | None = None
        self.pieces: Iterator[bytes] = iter(())
        self.rest = memoryview(b"")
        self.waiting = False
        self.late = False
        self.watched = READ


class Server:
    """The loop.

    Attributes:
        port: where it listens on 127.0.0.1.
    """

    def __init__(self) -> None:
        self._routes = Routes()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, READ)
        self._late: list[tuple[float, int, Connection, Reply]] = []
        self._count = itertools.count()
        self._space = bytearray(SPACE)
        self._view = memoryview(self._space)
        self._open: set[Connection] = set()

    def run(self, stop: socket.socket) -> None:
        """Serves until something arrives at `stop`, or it is closed."""
        self._selector.register(stop, READ)
        try:
            while True:
                for key, mask in self._selector.select(self._patience()):
                    if key.fileobj is stop:
                        return
                    self._event(key, mask)
                self._send_late()
        finally:
            self._close()

    def _patience(self) -> float | None:
        return max(0.0, self._late[0][0] - time.monotonic()) if self._late else None

    def _event(self, key: selectors.SelectorKey, mask: int) -> None:
        connection: Connection | None = key.data
        if connection is None:
            self._accept()
            return
        try:
            if mask & WRITE:
                self._write(connection)
            elif not self._read(connection):
                self._drop(connection)
        except ConnectionError:
            self._drop(connection)

    def _accept(self) -> None:
        with suppress(BlockingIOError):
            while True:
                sock, _ = self._listener.accept()
                sock.setblocking(False)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection = Connection(sock)
                self._open.add(connection)
                self._selector.register(sock, READ, connection)

    def _drop(self, connection: Connection) -> None:
        self._selector.unregister(connection.sock)
        self._open.discard(connection)
        connection.sock.close()

    def _close(self) -> None:
        for connection in list(self._open):
            self._drop(connection)
        self._listener.close()
        self._selector.close()

    def _read(self, connection: Connection) -> bool:
        """Reads once; False when the other side has closed."""
        count = connection.sock.recv_into(self._space)
        if count == 0:
            return False
        body = connection.body
        if body is None:
            connection.inbox += self._view[:count]
        else:
            taken = body.feed(self._view[:count])
            connection.inbox = bytes(self._view[taken:count])
        if not connection.waiting:
            self._work(connection)
        return True

    def _work(self, connection: Connection) -> None:
        """Answers all requests that are there; one that is long or late stops it."""
        small: list[bytes] = []
        while True:
            if connection.body is None:
                head, found, rest = connection.inbox.partition(b"\r\n\r\n")
                if not found:
                    break
                connection.head, connection.inbox = head, rest
                if head.startswith(b"GET "):
                    reply = self._quick(head)
                    if reply is not None:
                        small.append(reply)
                        continue
                connection.body = Body(head.lower() + b"\r\n")
                taken = connection.body.feed(memoryview(rest))
                connection.inbox = rest[taken:]
            if not connection.body.done:
                break
            answer = self._answer(connection.head, connection.body)
            connection.body = None
            if isinstance(answer, bytes):
                small.append(answer)
                continue
            self._start(connection, small, answer)
            return
        if small:
            self._send_small(connection, b"".join(small))

    def _send_small(self, connection: Connection, data: bytes) -> None:
        """The short way for what fits into the buffer of the socket, as nearly all does."""
        sent = connection.sock.send(data)
        if sent < len(data):
            self._start(connection, [], Reply((data[sent:],)))

    def _quick(self, head: bytes) -> bytes | None:
        """The answer to a path that is asked often, found without reading the rest of the head."""
        target = head[4 : head.index(b" ", 4)].partition(b"?")[0]
        for prefix in PREFIXES:
            if target.startswith(prefix):
                return self._routes.ready.get(target[len(prefix) :].rstrip(b"/"))
        return None

    def _answer(self, head: bytes, body: Body) -> bytes | Reply:
        method, target, _ = head.split(b" ", 2)
        path, _, query = target.partition(b"?")
        for prefix in PREFIXES:
            path = path.removeprefix(prefix)
        parts = [unquote(part.decode()) for part in path.strip(b"/").split(b"/")]
        query_text = query.decode("latin-1")
        head = head.lower() + b"\r\n"
        return self._routes.answer(Request(method, parts, query_text, head, bytes(body.kept)))

    def _start(self, connection: Connection, before: list[bytes], reply: Reply) -> None:
        connection.waiting = True
        if reply.delay:
            due = time.monotonic() + reply.delay
            heapq.heappush(self._late, (due, next(self._count), connection, reply))
            connection.late = True
            reply = Reply(())
        connection.pieces = itertools.chain(before, reply.pieces)
        self._write(connection)

    def _send_late(self) -> None:
        now = time.monotonic()
        while self._late and self._late[0][0] <= now:
            _, _, connection, reply = heapq.heappop(self._late)
            if connection not in self._open:
                continue
            connection.late = False
            connection.pieces = iter(reply.pieces)
            try:
                self._write(connection)
            except ConnectionError:
                self._drop(connection)

    def _write(self, connection: Connection) -> None:
        """Sends until all is sent or the other side has to read first."""
        send = connection.sock.send
        rest = connection.rest
        try:
            while True:
                while rest:
                    rest = rest[send(rest) :]
                piece = next(connection.pieces, None)
                if piece is None:
                    break
                rest = memoryview(piece)
        except BlockingIOError:
            connection.rest = rest
            self._watch(connection, WRITE)
            return
        connection.rest = rest
        self._watch(connection, READ)
        if connection.late:
            return
        connection.waiting = False
        if connection.inbox:
            self._work(connection)

    def _watch(self, connection: Connection, events: int) -> None:
        if connection.watched != events:
            connection.watched = events
            self._selector.modify(connection.sock, events, connection)


def main() -> None:
    """Serves, prints the port first, and ends with the standard input."""
    server = Server()
    payloads.prepare()
    print(server.port, flush=True)
    stop, ours = socket.socketpair()

    def wait() -> None:
        sys.stdin.read()
        ours.close()

    threading.Thread(target=wait, daemon=True).start()
    server.run(stop)


if __name__ == "__main__":
    main()
