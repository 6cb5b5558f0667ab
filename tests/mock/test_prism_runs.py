"""What the run with Prism does before and after Prism, which is not needed here."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from dssmock import DSSMock
from dssmock.core import Request, Response
from tests.prism import accepted, judging
from tests.prism.__main__ import report
from tests.prism.recording import Exchange, canonical, with_types

FOUND = [{"location": ["request", "query", "wait"], "message": "must be boolean"}]


@pytest.fixture(scope="module")
def exchange() -> Exchange:
    operation = DSSMock().bundle.operations["project_list"]
    request = Request("GET", "/public/api/projects/", "tags=a", {"host": "x"})
    return Exchange("ours", operation, request, "/projects/", Response(200, {"x-a": "1"}, b"[]"))


def test_request_is_written_as_the_document_has_it() -> None:
    operation = DSSMock().bundle.operations["group_create"]
    made = canonical(Request("POST", "/x", "a=True", {}, b"{}"), operation)
    assert (made.query, made.headers) == ("a=True", {"content-type": "application/json"})
    listed = DSSMock().bundle.operations["future_list"]
    assert canonical(Request("GET", "/x", "allUsers=True&x=False"), listed).query == (
        "allUsers=true&x=False"
    )


def test_parts_of_a_form_get_a_media_type() -> None:
    named = b'Content-Disposition: form-data; name="a"\r\nContent-Type: text/csv\r\n\r\n1'
    bare = b'Content-Disposition: form-data; name="b"\r\n\r\n2'
    form = b"--X\r\n" + named + b"\r\n--X\r\n" + bare + b"\r\n--X--\r\n"
    made = with_types(form, b"X")
    assert named in made
    assert b'name="b"\r\nContent-Type: application/octet-stream\r\n\r\n2' in made
    assert (made.count(b"Content-Type"), made.endswith(b"\r\n--X--\r\n")) == (2, True)


def test_recorded_answers_are_given_and_findings_are_read(exchange: Exchange) -> None:
    """The server with the answers stands for Prism, which sends a header of findings on top."""
    with answered(exchange) as port:
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", "/", headers={judging.NUMBER: "0"})
            answer = connection.getresponse()
            assert (answer.status, answer.headers["x-a"], answer.read()) == (200, "1", b"[]")
        assert list(judging.judge(port, [exchange])) == []
    headers = {judging.VIOLATIONS: json.dumps(FOUND)}
    wrong = Exchange(exchange.side, exchange.operation, exchange.request, exchange.path,
                     Response(200, headers, b"[]"))  # fmt: skip
    with answered(wrong) as port:
        [found] = judging.judge(port, [wrong])
    assert (found.place, found.text) == ("request.query.wait", "must be boolean")


@contextmanager
def answered(exchange: Exchange) -> Iterator[int]:
    with judging.answers([exchange]) as url:
        yield int(url.rpartition(":")[2])


def test_finding_is_reported_unless_a_row_accepts_it(
    exchange: Exchange, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [judging.Violation(exchange, "request.query.wait", "must be boolean")]
    assert report([exchange], found, []) == 1
    assert "ours project_list: request.query.wait: must be boolean (1 times)" in (
        capsys.readouterr().out
    )
    row = accepted.Row(why="So it is", text="boolean", operation="^project_")
    assert report([exchange], found, [row]) == 0
    assert "accepted 1 times: So it is" in capsys.readouterr().out
    assert report([], [], []) == 1


def test_rows_of_the_table_can_be_read() -> None:
    for row in accepted.load():
        assert row.why
        for pattern in (row.text, row.place, row.operation, row.side, row.status):
            re.compile(pattern)
