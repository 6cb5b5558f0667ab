"""The kinds of operation, as data: what is called, what a good server answers, what is right.

The calls are written as scripts write them, and run with all three clients: ours, its async twin,
and the incumbent where it has the method.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.faults.faults import Good, json_of
from tests.faults.server import Route

Call = Callable[[Any, Path], Any]


@dataclass(frozen=True)
class Kind:
    """One kind of operation.

    Attributes:
        name: name of its column in ``matrix.txt``.
        title: words for the documentation.
        method: method of the request that the fault hits.
        path: pattern of its path.
        good: what a good server answers to it.
        call: what is called.
        right: whether a value is what should have been given.
        others: what else is asked on the way.
        incumbent: what is called with the incumbent, where that is something else.
    """

    name: str
    title: str
    method: str
    path: str
    good: Good
    call: Call
    right: Callable[[Any, Path], bool]
    others: Sequence[tuple[str, str, Good]] = ()
    incumbent: Call | None = None

    def routes(self) -> list[Route]:
        """What the server answers, first what the fault hits."""
        first = Route(self.method, self.path, self.good.answer())
        return [first, *(Route(m, p, g.answer()) for m, p, g in self.others), LOGIN]


LOGIN: Final = Route(
    "GET",
    "/login/",
    Good(b"<html>Sign in</html>", "text/html").answer(),
)
FILE: Final = b"every byte counts\n" * 40
OLD: Final = b"what was there before"
UPLOAD: Final = b"0123456789" * 20
ROWS: Final = b"".join(b"%d\tname %d\n" % (i, i) for i in range(20))
SCHEMA: Final = {"columns": [{"name": "id", "type": "int"}, {"name": "name", "type": "string"}]}
FIRE: Final = {"scenarioId": "S", "trigger": {"id": "manual"}, "runId": "2026", "cancelled": False}
RUN: Final = {
    "runId": "r1",
    "start": 1767225600000,
    "end": 1767225660000,
    "scenario": {"id": "S", "projectKey": "P"},
    "trigger": FIRE,
    "result": {"type": "SCENARIO_DONE", "outcome": "SUCCESS"},
}


def _object(value: object, slot: bytes) -> Good:
    return Good(json_of(value), slot=slot)


def target(folder: Path) -> Path:
    """The local file of a download."""
    return folder / "local.bin"


def _copy(client: Any, folder: Path) -> None:
    """A download as scripts of the incumbent write it."""
    stream = client.get_project("P").get_managed_folder("F").get_file("a.bin")
    with target(folder).open("wb") as file:
        for piece in stream.iter_content(65536):
            file.write(piece)


def _groups(client: Any, folder: Path) -> Any:
    return client.list_groups()


def _write_group(client: Any, folder: Path) -> Any:
    return client.get_group("g").set_definition({"name": "g", "description": "new"})


def _create(client: Any, folder: Path) -> Any:
    return client.create_group("g", "words")


def _upload(client: Any, folder: Path) -> Any:
    return client.get_project("P").get_managed_folder("F").put_file("a.bin", io.BytesIO(UPLOAD))


def _download(client: Any, folder: Path) -> Any:
    return client.get_project("P").get_managed_folder("F").download_file("a.bin", target(folder))


def _rows(client: Any, folder: Path) -> Any:
    return client.get_project("P").get_dataset("D").iter_rows()


def _future(client: Any, folder: Path) -> Any:
    return client.get_future("job").wait_for_result()


def _scenario(client: Any, folder: Path) -> Any:
    return client.get_project("P").get_scenario("S").run_and_wait()


def _incumbent_scenario(client: Any, folder: Path) -> Any:
    return client.get_project("P").get_scenario("S").run_and_wait()


def _rows_right(value: Any, folder: Path) -> bool:
    return [[str(cell) for cell in row] for row in value] == [
        [str(i), f"name {i}"] for i in range(20)
    ]


_RUN = ("POST", "/projects/P/scenarios/S/run/?", _object(FIRE, b'"S"'))
_FOUND = (
    "GET",
    "/projects/P/scenarios/S/get-run-for-trigger",
    _object({"scenarioRun": RUN}, b'"r1"'),
)
_FIRED = ("GET", "/projects/P/scenarios/trigger/S/manual", _object(FIRE, b'"S"'))
_DETAILS = (
    "GET",
    "/projects/P/scenarios/S/r1/?",
    _object({"scenarioRun": RUN, "stepRuns": []}, b'"r1"'),
)

KINDS: Final[Sequence[Kind]] = (
    Kind(
        "read", "read", "GET", "/admin/groups/",
        _object([{"name": "g"}], b'"g"'),
        _groups, lambda value, _: [each["name"] for each in value] == ["g"],
    ),
    Kind(
        "put", "idempotent write", "PUT", "/admin/groups/g",
        _object({"msg": "done"}, b'"done"'),
        _write_group, lambda value, _: value["msg"] == "done",
    ),
    Kind(
        "post", "other write", "POST", "/admin/groups/",
        _object({"msg": "done"}, b'"done"'),
        _create, lambda value, _: value.name == "g",
    ),
    Kind(
        "upload", "upload", "POST", "/projects/P/managedfolders/F/contents/a.bin",
        _object({"path": "/a.bin", "size": len(UPLOAD)}, b'"/a.bin"'),
        _upload, lambda value, _: getattr(value, "json", lambda: value)()["size"] == len(UPLOAD),
    ),
    Kind(
        "download", "download to a file", "GET", "/projects/P/managedfolders/F/contents/a.bin",
        Good(FILE, "application/octet-stream"),
        _download, lambda value, folder: target(folder).read_bytes() == FILE,
        incumbent=_copy,
    ),
    Kind(
        "rows", "row stream", "GET", "/projects/P/datasets/D/data/",
        Good(ROWS, "text/tab-separated-values"),
        _rows, _rows_right,
        others=[
            ("GET", "/projects/P/datasets/D/schema", _object(SCHEMA, b'"int"')),
            ("GET", "/projects/P/datasets/D/finish-streaming/", Good(b"")),
        ],
    ),
    Kind(
        "future", "look of a wait", "GET", "/futures/job",
        _object({"jobId": "job", "hasResult": True, "result": {"n": 1}}, b'"job"'),
        _future, lambda value, _: value == {"n": 1},
    ),
    Kind(
        "start", "start of a scenario run", *_RUN,
        _scenario, lambda value, _: value.id == "r1",
        others=[_FOUND, _FIRED, _DETAILS],
        incumbent=_incumbent_scenario,
    ),
    Kind(
        "run", "wait for a scenario run", *_FOUND,
        _scenario, lambda value, _: value.id == "r1",
        others=[_RUN, _FIRED, _DETAILS],
        incumbent=_incumbent_scenario,
    ),
)  # fmt: skip
