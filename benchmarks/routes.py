"""What the server answers to which path; the same for every client, known by nothing but the path.

The paths `/bench/...` are for the benchmark itself: it sets the number of projects by them and asks
for the CPU time that the server took.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from benchmarks import payloads

PREFIXES: Final = (b"/public/api", b"/dip/publicapi")
PATIENCE: Final = 0.02


class Request(NamedTuple):
    """A request whose body has arrived; of a long body only the beginning is kept."""

    method: bytes
    parts: list[str]
    query: str
    head: bytes
    body: bytes


class Reply(NamedTuple):
    """An answer.

    Attributes:
        pieces: its bytes, head included.
        delay: seconds to wait before it is sent.
    """

    pieces: Iterable[bytes]
    delay: float = 0.0


def document(value: Any, status: bytes = b"200 OK") -> bytes:
    """An answer that holds a JSON document."""
    return raw_document(json.dumps(value).encode(), status)


def raw_document(body: bytes, status: bytes = b"200 OK") -> bytes:
    """An answer that holds JSON text."""
    return (
        b"HTTP/1.1 %b\r\nContent-Type: application/json;charset=utf-8\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (status, len(body), body)
    )


EMPTY: Final = b"HTTP/1.1 204 No Content\r\n\r\n"
CHUNKED: Final = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)
MISSING: Final = document(
    {"errorType": "NotFound", "message": "the benchmark has no such path"}, b"404 Not Found"
)
VARIABLES: Final = document({"standard": {"a": 1, "b": "two"}, "local": {}})
WHO: Final = document(
    {"authIdentifier": "bench", "groups": ["readers", "writers"], "userDisplayName": "Bench",
     "userForImpersonation": "bench", "associatedDSSUser": "bench", "via": [], "authSource": "USER"}
)  # fmt: skip


class Routes:
    """The paths, and what is counted about them."""

    def __init__(self) -> None:
        self.polls: Counter[str] = Counter()
        # Whole answers by path: the fast way for what is asked often.
        self.ready: dict[bytes, bytes] = {b"/auth/info": WHO}
        self._projects: dict[str, bytes] = {}
        self._by_first: dict[str, Callable[[Request], bytes | Reply]] = {
            "bench": self._bench,
            "futures": self._future,
            "projects": self._project,
            "sql": self._sql,
        }
        self._choose_projects("10", "fat")

    def answer(self, request: Request) -> bytes | Reply:
        """Answers a request.

        Args:
            request: the request, its path without the prefix of the API.

        Returns:
            The whole answer, or one that comes in pieces or late.
        """
        route = self._by_first.get(request.parts[0])
        reply = MISSING if route is None else route(request)
        if reply is MISSING and request.method in {b"POST", b"PUT"}:
            # Any upload is swallowed; these are the fields that its caller looks for.
            return document({"id": "upload", "hasResult": True, "result": {}})
        return reply

    def _bench(self, request: Request) -> bytes:
        what, *rest = request.parts[1:]
        if what == "projects":
            self._choose_projects(*rest)
        elif what == "polls":
            return document(self.polls.pop(rest[0], 0))
        return document({"cpu": time.process_time()})

    def _choose_projects(self, count: str, weight: str) -> None:
        key = f"{count} {weight}"
        if key not in self._projects:
            # One listing at a time: one of a million projects takes 60 MB.
            body = payloads.projects(int(count), fat=weight == "fat")
            self._projects = {key: raw_document(body)}
        self.ready[b"/projects"] = self._projects[key]

    def _future(self, request: Request) -> bytes:
        """A future named `NAME-SECONDS` ends at that time, real or as the caller's clock says."""
        job = request.parts[1]
        self.polls[job] += 1
        _, found, rest = request.head.partition(b"\r\nx-virtual-now:")
        now = float(rest.split(b"\r\n", 1)[0]) if found else time.time()
        done = now >= float(job.rpartition("-")[2])
        state = {"jobId": job, "hasResult": done, "alive": not done, "aborted": False}
        return document(state | {"result": 1} if done else state)

    def _project(self, request: Request) -> bytes | Reply:
        match request.parts[1:]:
            case ["SLOW", "variables"]:
                return Reply((VARIABLES,), PATIENCE)
            case [_, "variables"]:
                return VARIABLES
            case [_, "datasets", name, action]:
                return self._dataset(name, action, request)
            case [_, "managedfolders", framing, "contents", size]:
                return _download(int(size), chunked=framing == "chunked")
        return MISSING

    def _dataset(self, name: str, action: str, request: Request) -> bytes | Reply:
        """A dataset named `SHAPE_ROWS` has so many rows of that shape."""
        shape, _, count = name.partition("_")
        if action == "schema":
            return document({"columns": payloads.schema(shape), "userModified": False})
        if action == "data":
            return _rows(shape, int(count), request.query)
        return EMPTY

    def _sql(self, request: Request) -> bytes | Reply:
        match request.parts[1:]:
            case ["queries"]:
                shape, _, count = json.loads(request.body)["query"].partition(" ")
                columns = payloads.schema(shape)
                start = {"queryId": f"{shape}_{count}", "hasResults": True, "schema": columns}
                return document(start)
            case ["queries", query, "stream"]:
                shape, _, count = query.partition("_")
                return _rows(shape, int(count), request.query)
        return EMPTY


def _rows(shape: str, count: int, query: str) -> Reply:
    # With a header only for who asks for that format of DSS.
    names = "\t".join(column["name"] for column in payloads.schema(shape))
    header = payloads.framed(f"{names}\r\n".encode()) if "tsv-excel-header" in query else b""
    return Reply((CHUNKED + header, *payloads.row_stream(count)))


def _download(size: int, *, chunked: bool) -> Reply:
    head = CHUNKED
    if not chunked:
        head = (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
            b"Content-Length: %d\r\n\r\n" % size
        )
    return Reply((head, *payloads.noise_stream(size, chunked=chunked)))
