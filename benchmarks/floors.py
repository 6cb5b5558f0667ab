"""The floors: the same work with nothing of a client around it."""

from __future__ import annotations

import asyncio
import csv
import http.client
import io
import json
from typing import Any
from urllib.parse import urlsplit

from benchmarks import payloads
from benchmarks.bare import API, SPACE, connect, control, get_head, receive
from benchmarks.clients import Figures, empty_file
from benchmarks.meter import Meter
from benchmarks.tasks_async import at_once, queued

ARROW_TYPES = {"bigint": "int64", "double": "float64", "boolean": "bool_", "int": "int64"}


def _connection(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    return http.client.HTTPConnection(str(parts.hostname), parts.port)


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", API + path)
    return connection.getresponse().read()


def small_get(url: str, count: int) -> Figures:
    """`http.client` and `json`."""
    connection = _connection(url)
    _get(connection, "/auth/info")
    with Meter() as meter:
        for _ in range(count):
            json.loads(_get(connection, "/auth/info"))
    return meter.each(count)


def list_projects(url: str, items: int, times: int) -> Figures:
    """`http.client` and the fastest JSON parser, which is orjson."""
    import orjson

    connection = _connection(url)
    control(url, f"/bench/projects/{items}/fat")
    orjson.loads(_get(connection, "/projects/"))
    with Meter() as meter:
        for _ in range(times):
            orjson.loads(_get(connection, "/projects/"))
    return meter.each(times)


def _rows_text(url: str, shape: str, rows: int) -> bytes:
    return _get(_connection(url), f"/sql/queries/{shape}_{rows}/stream")


def csv_rows(url: str, shape: str, rows: int) -> Figures:
    """`csv.reader` alone, over text that is in memory already; its cells stay strings."""
    text = _rows_text(url, shape, rows).decode()
    with Meter() as meter:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter="\t"):
            pass
    return meter.each(rows)


def arrow(url: str, rows: int, to: str) -> Figures:
    """`pyarrow.csv` alone, over bytes that are in memory already, with the types given.

    Args:
        url: of the server.
        rows: how many.
        to: `arrow`, or `pandas` for the conversion of the table to pandas on top.
    """
    import pyarrow as pa
    from pyarrow import csv as pacsv

    types = {
        column["name"]: pa.timestamp("ms", "UTC")
        if column["type"] == "date"
        else getattr(pa, ARROW_TYPES.get(column["type"], "string"))()
        for column in payloads.schema("date")
    }
    data = _rows_text(url, "date", rows)

    def parse(data: bytes) -> int:
        table = pacsv.read_csv(
            io.BytesIO(data),
            read_options=pacsv.ReadOptions(column_names=list(types)),
            parse_options=pacsv.ParseOptions(delimiter="\t", newlines_in_values=True),
            convert_options=pacsv.ConvertOptions(column_types=types),
        )
        return len(table.to_pandas() if to == "pandas" else table)

    parse(_rows_text(url, "date", 100))
    with Meter() as meter:
        assert parse(data) == rows
    return meter.each(rows)


def download(url: str, framing: str, size: int) -> Figures:
    """A bare socket: every byte is received, none is looked at but the last ones."""
    space = bytearray(SPACE)
    path = f"/projects/P/managedfolders/{framing}/contents"

    def read(size: int) -> None:
        with connect(url) as sock:
            sock.sendall(get_head(f"{path}/{size}"))
            head = sock.recv(SPACE)
            body = head.partition(b"\r\n\r\n")[2]
            left = size - len(body) if framing == "length" else None
            tail = body
            while left != 0 if left is not None else not tail.endswith(payloads.END):
                count = sock.recv_into(space)
                if left is not None:
                    left -= count
                else:
                    tail = tail[-5:] + space[max(0, count - 5) : count]

    read(100_000)
    with Meter() as meter:
        read(size)
    return meter.each(size / 1e9)


def upload(url: str, size: int) -> Figures:
    """Pieces of 256 kB from the file into `sendall`."""
    head = f"POST {API}/upload HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()
    with connect(url) as sock, empty_file(size) as file, Meter() as meter:
        sock.sendall(head)
        while piece := file.read(SPACE):
            sock.sendall(piece)
        receive(sock)
    return meter.each(size / 1e9)


def sockets(url: str, calls: int, tasks: int, times: int) -> Figures:
    """The streams of asyncio, a connection for each task."""

    async def main() -> Figures:
        parts = urlsplit(url)
        idle = [await asyncio.open_connection(parts.hostname, parts.port) for _ in range(tasks)]
        head = get_head("/projects/SLOW/variables/")

        async def call() -> Any:
            reader, writer = idle.pop()
            writer.write(head)
            answer = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(answer.partition(b"content-length:")[2].split(b"\r\n")[0])
            body = json.loads(await reader.readexactly(length))
            idle.append((reader, writer))
            return body

        await at_once(call, tasks, tasks)
        with Meter() as meter:
            for _ in range(times):
                await at_once(call, calls, tasks)
        for _, writer in idle:
            writer.close()
        return meter.each(calls * times)

    return asyncio.run(main())


def aiohttp_queued(url: str, calls: int) -> Figures:
    """All calls started at once on the 100 connections of aiohttp."""
    import aiohttp

    async def main() -> Figures:
        connector = aiohttp.TCPConnector(limit=100)
        async with aiohttp.ClientSession(connector=connector, trust_env=False) as session:

            async def call() -> Any:
                async with session.get(f"{url}{API}/projects/SLOW/variables/") as response:
                    return await response.json()

            await queued(call, 100)
            with Meter() as meter:
                await queued(call, calls)
        return meter.each(calls)

    return asyncio.run(main())


def ping_pong(url: str, count: int) -> Figures:
    """The server's own pace: a bare socket that asks again when it has the answer."""
    head = get_head("/auth/info")
    with connect(url) as sock, Meter() as meter:
        for _ in range(count):
            sock.sendall(head)
            sock.recv(SPACE)
    return meter.each(count)


def pipelined(url: str, count: int) -> Figures:
    """The server's own pace when it never waits: a hundred requests are sent at a time."""
    head = get_head("/auth/info") * 100
    with connect(url) as sock:
        sock.sendall(get_head("/auth/info"))
        size = len(sock.recv(SPACE)) * 100
        with Meter() as meter:
            for _ in range(count // 100):
                sock.sendall(head)
                left = size
                while left:
                    left -= len(sock.recv(SPACE))
    return meter.each(count // 100 * 100)
