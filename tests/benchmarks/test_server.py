"""The server speaks HTTP/1.1 as clients need it, and says what it should."""

from __future__ import annotations

import csv
import http.client
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from benchmarks import payloads
from benchmarks.bare import connect, control, get_head, receive

API = "/public/api"


@pytest.fixture
def connection(url: str) -> Iterator[http.client.HTTPConnection]:
    parts = urlsplit(url)
    made = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    yield made
    made.close()


def ask(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **options: Any
) -> tuple[int, bytes]:
    connection.request(method, path, **options)
    response = connection.getresponse()
    return response.status, response.read()


@pytest.mark.parametrize("prefix", ["/public/api", "/dip/publicapi"])
def test_get_answers_both_prefixes_on_one_connection(
    connection: http.client.HTTPConnection, prefix: str
) -> None:
    first = ask(connection, f"{prefix}/auth/info?withSecrets=false")
    sock = connection.sock
    second = ask(connection, f"{prefix}/auth/info/")
    assert json.loads(first[1])["authIdentifier"] == "bench"
    assert first == second
    assert connection.sock is sock


def test_get_unknown_path_is_not_found(connection: http.client.HTTPConnection) -> None:
    assert ask(connection, f"{API}/nothing/here")[0] == 404
    assert ask(connection, f"{API}/projects/P/what")[0] == 404


def test_pipelined_requests_are_answered_in_order(url: str) -> None:
    paths = ["/projects/SLOW/variables/", "/auth/info", "/projects/P/variables/"]
    with connect(url) as sock:
        sock.sendall(b"".join(get_head(path) for path in paths))
        data = b""
        while data.count(b"HTTP/1.1 200") < 3 or not data.endswith(b"}"):
            data += sock.recv(65536)
    assert data.index(b"standard") < data.index(b"bench") < data.rindex(b"standard")


def test_request_that_arrives_byte_by_byte_is_answered(url: str) -> None:
    with connect(url) as sock:
        for byte in get_head("/auth/info"):
            sock.sendall(bytes([byte]))
        assert json.loads(receive(sock))["authIdentifier"] == "bench"


def test_list_projects_has_as_many_as_chosen(
    url: str, connection: http.client.HTTPConnection
) -> None:
    control(url, "/bench/projects/25/fat")
    fat = json.loads(ask(connection, f"{API}/projects/")[1])
    control(url, "/bench/projects/30/slim")
    slim = json.loads(ask(connection, f"{API}/projects")[1])
    assert [len(fat), len(slim)] == [25, 30]
    assert slim[0] == {"projectKey": "P0", "name": "Project 0"}
    assert 700 < len(json.dumps(fat[0])) < 1400


@pytest.mark.parametrize("rows", [0, 1, 9_999, 20_001])
def test_sql_stream_has_as_many_rows_as_asked(
    connection: http.client.HTTPConnection, rows: int
) -> None:
    body = json.dumps({"query": f"date {rows}"})
    started = json.loads(ask(connection, f"{API}/sql/queries/", "POST", body=body)[1])
    assert [column["type"] for column in started["schema"]].count("date") == 1
    _, text = ask(connection, f"{API}/sql/queries/{started['queryId']}/stream?format=tsv-excel")
    found = list(csv.reader(io.StringIO(text.decode(), newline=""), delimiter="\t"))
    assert len(found) == rows
    assert {len(row) for row in found} <= {8}
    path = f"{API}/sql/queries/{started['queryId']}/finish-streaming"
    assert ask(connection, path) == (204, b"")


def test_dataset_without_date_is_strings(connection: http.client.HTTPConnection) -> None:
    base = f"{API}/projects/P/datasets/text_12"
    columns = json.loads(ask(connection, f"{base}/schema")[1])["columns"]
    assert "date" not in {column["type"] for column in columns}
    plain = ask(connection, f"{base}/data/?format=tsv-excel-noheader")[1]
    headed = ask(connection, f"{base}/data/?format=tsv-excel-header")[1]
    assert plain.count(b"\r\n") == 12
    assert headed == b"\t".join(c["name"].encode() for c in columns) + b"\r\n" + plain


@pytest.mark.parametrize("framing", ["chunked", "length"])
@pytest.mark.parametrize("size", [0, 5, 3 * payloads.BLOCK + 17])
def test_download_has_its_size(
    connection: http.client.HTTPConnection, framing: str, size: int
) -> None:
    status, body = ask(connection, f"{API}/projects/P/managedfolders/{framing}/contents/{size}")
    assert (status, len(body)) == (200, size)
    assert body[:4] == payloads._noise()[:size][:4]


@pytest.mark.parametrize("size", [0, 10, 3_000_001])
@pytest.mark.parametrize("chunked", [False, True])
def test_upload_is_swallowed_and_the_connection_goes_on(
    connection: http.client.HTTPConnection, size: int, chunked: bool
) -> None:
    body = iter([b"x" * size]) if chunked else b"x" * size
    status, answer = ask(
        connection, f"{API}/projects/import/upload", "POST", body=body, encode_chunked=chunked,
        headers={"Transfer-Encoding": "chunked"} if chunked else {},
    )  # fmt: skip
    assert (status, json.loads(answer)["id"]) == (200, "upload")
    assert ask(connection, f"{API}/auth/info")[0] == 200


def test_future_ends_by_the_time_of_the_caller(
    url: str, connection: http.client.HTTPConnection
) -> None:
    def done(now: str) -> bool:
        path = f"{API}/futures/j-2.5?peek=false"
        return json.loads(ask(connection, path, headers={"X-Virtual-Now": now})[1])["hasResult"]

    assert [done("0.0"), done("2.4"), done("2.5")] == [False, False, True]
    assert control(url, "/bench/polls/j-2.5") == 3
    assert control(url, "/bench/polls/j-2.5") == 0
    # Without a clock of the caller the real one counts, by which 1970 is over.
    assert json.loads(ask(connection, f"{API}/futures/j-2.5")[1])["hasResult"]


def test_connection_that_breaks_off_does_no_harm(url: str) -> None:
    with connect(url) as sock:
        sock.sendall(get_head("/projects/P/managedfolders/length/contents/50000000"))
        sock.recv(10)
    assert "cpu" in control(url, "/bench/cpu")
