"""Tasks of the worker that measure the mock: its start, small reads, and a long stream of rows."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.bare import connect, receive
from benchmarks.mock_server import KEY, Process, free_port, mock, serving

SCRIPT: Final = Path(__file__).parents[1] / "examples/first_call.sh"
PIECES: Final = 20  # a small read is measured in so many turns of the mock and the bare application
WARM_UP: Final = 20  # the part of the rows that is read before the memory is looked at
PROJECT: Final = "PENGUINS"
COLUMNS: Final = [
    {"name": "id", "type": "bigint"},
    {"name": "name", "type": "string"},
    {"name": "amount", "type": "double"},
]
BOUNDARY: Final = "rows-of-the-benchmark"


def start(url: str, times: int) -> dict[str, Any]:
    """From the start of the process ``dssmock serve`` to its first validated answer.

    Args:
        url: of the server of the benchmarks, which is not asked.
        times: how often.

    Returns:
        Median seconds of the clock and of the processor.
    """
    _started()  # compiles the modules, which an installation has done
    walls, cpus = zip(*(_started() for _ in range(times)), strict=True)
    return {"wall": median(walls), "cpu": median(cpus)}


def _started() -> tuple[float, float]:
    before = _children()
    command = [sys.executable, "-m", "dssmock", "serve", "--port", "0", "--quiet"]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = next(line for line in process.stdout if "First call" in line)
        port = int(first.rpartition("127.0.0.1:")[2].partition("/")[0])
        Process(port, process.pid).ask("GET", "/projects/")
        wall = time.perf_counter() - begin
        process.terminate()
    return wall, _children() - before


def first_call(url: str, times: int) -> dict[str, Any]:
    """The script of the documentation: a mock is started, and curl gets its first answer.

    Args:
        url: of the server of the benchmarks, which is not asked.
        times: how often.
    """
    walls = []
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for _ in range(times):
        environment = {**os.environ, "PATH": path, "PORT": str(free_port())}
        begin = time.perf_counter()
        done = subprocess.run(
            ["/bin/sh", str(SCRIPT)], env=environment, check=True, stdout=subprocess.PIPE
        )
        walls.append(time.perf_counter() - begin)
        assert json.loads(done.stdout)[0]["projectKey"]
    return {"wall": median(walls)}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def small_read(url: str, path: str, count: int) -> dict[str, Any]:
    """Processor time of the mock for one read, and of a bare application for the same answer.

    Both are asked in turns, so that what else the machine does slows both.

    Args:
        url: of the server of the benchmarks, which is not asked.
        path: what is read, below the prefix of the API.
        count: how often, of each.

    Returns:
        CPU seconds of one read: `cpu` of the mock, `bare` of the other, and their `ratio`.
    """
    port = free_port()
    with mock() as ours:
        answer = ours.ask("GET", path).decode()
        command = ["-m", "benchmarks.bare_app", str(port), f"/public/api{path}", answer]
        with serving(command, port) as bare:
            # Validators are compiled and routes are known before anything is counted.
            _read(ours, path, 200)
            _read(bare, path, 200)
            before = ours.cpu(), bare.cpu()
            for _ in range(PIECES):
                _read(ours, path, count // PIECES)
                _read(bare, path, count // PIECES)
            mine, other = ours.cpu() - before[0], bare.cpu() - before[1]
    return {"cpu": mine / count, "bare": other / count, "ratio": mine / other}


def _read(server: Process, path: str, count: int) -> None:
    head = f"GET /public/api{path} HTTP/1.1\r\nHost: x\r\nAuthorization: {KEY}\r\n\r\n".encode()
    with connect(f"http://127.0.0.1:{server.port}") as sock:
        for _ in range(count):
            sock.sendall(head)
            receive(sock)


def stream(url: str, kept: str, rows: int) -> dict[str, Any]:
    """Memory of the mock while a dataset is streamed.

    Args:
        url: of the server of the benchmarks, which is not asked.
        kept: `sql` for a table of a database, `file` for a file that was uploaded.
        rows: how many rows.

    Returns:
        `growth` in bytes, and seconds of the clock for all rows.
    """
    make = {"sql": _make_table, "file": _make_file}[kept]
    with mock() as server:
        make(server, "few", rows // WARM_UP)
        make(server, "many", rows)
        assert _drain(server, "few") == rows // WARM_UP
        server.forget_highest()
        before, begin = server.memory(), time.perf_counter()
        assert _drain(server, "many") == rows
        wall = time.perf_counter() - begin
        return {"growth": max(0, server.memory("VmHWM") - before), "wall": wall}


def _make_table(server: Process, name: str, rows: int) -> None:
    values = "i AS id, 'name ' || i AS name, i * 0.5 AS amount"
    query = f"CREATE TABLE public.{name} AS SELECT {values} FROM range({rows}) t(i)"  # noqa: S608 (all of it is our own)
    order = {"connection": "warehouse", "query": query, "postQueries": ["COMMIT"]}
    server.send_json("/sql/queries/", order)
    params = {"connection": "warehouse", "mode": "table", "schema": "public", "table": name}
    _make_dataset(server, name, type="PostgreSQL", params=params)


def _make_file(server: Process, name: str, rows: int) -> None:
    style = {"style": "excel", "separator": ",", "quoteChar": '"'}
    _make_dataset(
        server, name, type="UploadedFiles", params={}, formatType="csv", formatParams=style
    )
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    lines = "".join(f"{i},name {i},{i * 0.5}\n" for i in range(rows))
    body = f"{head}{lines}\r\n--{BOUNDARY}--\r\n".encode()
    path = f"/projects/{PROJECT}/datasets/{name}/uploaded/files"
    server.ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")


def _make_dataset(server: Process, name: str, **settings: Any) -> None:
    schema = {"columns": COLUMNS, "userModified": True}
    document = {"projectKey": PROJECT, "name": name, "schema": schema, **settings}
    server.send_json(f"/projects/{PROJECT}/datasets/", document)


def _drain(server: Process, name: str) -> int:
    """Reads all rows of a dataset; tells how many there were."""
    path = f"/projects/{PROJECT}/datasets/{name}/data/?format=tsv-excel-noheader"
    return sum(piece.count(b"\n") for piece in server.stream(path))
