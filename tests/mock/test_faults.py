"""Faults in process: which requests they hit, and what the client sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from dssmock.core import DSSMock, ManualClock
from tests.mock.tiny import make_mock


@pytest.fixture
def mock() -> DSSMock:
    return make_mock(clock=ManualClock())


@pytest.fixture
def client(mock: DSSMock) -> Iterator[httpx.Client]:
    base = f"{mock.base_url}/public/api"
    auth = ("admin-key", "")
    with httpx.Client(transport=mock.transport(), base_url=base, auth=auth) as client:
        yield client


def statuses(client: httpx.Client, count: int, path: str = "/things/") -> list[int]:
    return [client.get(path).status_code for _ in range(count)]


def test_fault_hits_once_by_default(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add()
    assert statuses(client, 2) == [503, 200]
    assert [call.status for call in mock.calls] == [503, 200]


@pytest.mark.parametrize(
    "headers",
    [
        {"x": 5},
        {"x": None},
        {5: "x"},
        {"": "x"},
        {"a b": "x"},
        {"a\n": "x"},
        {"x": "a\r\nb: c"},
        {"x": "a\0"},
        {"x": " a"},
        {"x": "€"},
        ["x"],
    ],
)
def test_header_that_cannot_be_sent_is_refused(mock: DSSMock, headers: Any) -> None:
    with pytest.raises(ValueError, match="headers"):
        mock.faults.add(headers=headers)
    assert mock.faults.data() == []


def test_pause_that_cannot_be_sent_is_refused(mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="retry_after"):
        mock.faults.add(retry_after="1\n2")


def test_names_of_headers_count_in_lower_case(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(status=500, headers={"Content-Type": "text/x-é", "X-A": ""})
    answer = client.get("/things/")
    assert answer.headers.get_list("content-type") == ["text/x-é"]
    assert answer.headers["x-a"] == ""


def test_fault_begins_later_and_lasts(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(status=500, after=1, times=2)
    assert statuses(client, 4) == [200, 500, 500, 200]


def test_fault_can_last_for_ever(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(times=None)
    assert statuses(client, 5) == [503] * 5
    mock.faults.clear()
    assert statuses(client, 1) == [200]


def test_fault_hits_its_operation(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add("thing_log", 500)
    mock.faults.add("old_*", 500)
    assert statuses(client, 1) == [200]
    assert statuses(client, 1, "/things/actions/log") == [500]
    assert mock.calls[-1].operation == "thing_log"


def test_pattern_hits_operations_of_a_tag(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add("thing_*", 500, times=2)
    assert statuses(client, 1, "/open") == [200]
    assert statuses(client, 1) + statuses(client, 2, "/things/actions/log") == [500, 500, 200]


def test_faults_queue_up(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(status=500)
    mock.faults.add(status=502)
    assert statuses(client, 3) == [500, 502, 200]


def test_fault_answers_in_the_place_of_the_handler(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(status=500)
    client.post("/things/", json={"id": "a"})
    assert len(mock.table("things")) == 0
    assert mock.calls[0].body == {"id": "a"}


def test_fault_hits_what_cannot_be_read(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(status=503, times=3)
    assert client.post("/things/", content=b"{").status_code == 503
    assert client.get("/nowhere").status_code == 503
    assert client.patch("/things/").status_code == 503


def test_fault_has_a_body_of_dss(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(retry_after=2)
    answer = client.get("/things/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.json()["message"] == "Fault of the mock"
    assert answer.headers["dss-version"] == "15.2.0"


@pytest.mark.parametrize(
    ("fault", "status", "media", "content"),
    [
        ({"html": True}, 502, "text/html", b"<html>"),
        ({"html": True, "body": "<b>", "status": 504}, 504, "text/html", b"<b>"),
        ({"body": "busy", "status": 429}, 429, "text/plain", b"busy"),
        ({"body": "", "status": 500}, 500, "text/plain", b""),
        ({"body": [1, 2], "status": 200}, 200, "application/json", b"[1, 2]"),
        ({"body": {"a": None}}, 503, "application/json", b'{"a": null}'),
        ({"body": None, "status": 200}, 200, "application/json", b"null"),
    ],
)
def test_fault_answers_what_it_is_told(
    mock: DSSMock,
    client: httpx.Client,
    fault: dict[str, Any],
    status: int,
    media: str,
    content: bytes,
) -> None:
    mock.faults.add(**fault)
    answer = client.get("/things/")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(media)
    assert answer.content.startswith(content)
    assert len(answer.content) == len(content) or fault == {"html": True}


def test_fault_can_only_change_headers(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(headers={"location": "http://other"})
    answer = client.get("/things/")
    assert answer.status_code == 200
    assert answer.headers["location"] == "http://other"
    mock.faults.add(status=302, headers={"location": "http://other"})
    assert client.get("/things/").headers["location"] == "http://other"


@pytest.mark.parametrize(
    ("drop", "kind", "made"),
    [
        ("connect", httpx.ConnectError, 0),
        (True, httpx.RemoteProtocolError, 0),
        ("before", httpx.RemoteProtocolError, 0),
        ("after", httpx.RemoteProtocolError, 1),
        ("reset", httpx.ReadError, 1),
    ],
)
def test_dropped_connection_raises(
    mock: DSSMock, client: httpx.Client, drop: Any, kind: type[Exception], made: int
) -> None:
    mock.faults.add(drop=drop)
    with pytest.raises(kind) as caught:
        client.post("/things/", json={"id": "a"})
    assert type(caught.value) is kind
    assert len(mock.table("things")) == made
    assert statuses(client, 1) == [200]


def test_cut_body_raises_after_its_bytes(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(cut_body=4)
    with client.stream("GET", "/things/actions/log") as answer:
        pieces = answer.iter_raw()
        assert answer.headers["content-length"] == "7"
        assert next(pieces) == b"l\xc3\xadn"
        with pytest.raises(httpx.RemoteProtocolError, match="received 4 bytes, expected 7"):
            next(pieces)


def test_cut_hits_streams_too(mock: DSSMock, client: httpx.Client) -> None:
    client.post("/things/a/files/f", content=b"0123456789")
    mock.faults.add("thing_read", cut_body=3)
    with pytest.raises(httpx.RemoteProtocolError, match="received 3 bytes, expected 10"):
        client.get("/things/a/files/f")
    assert client.get("/things/a/files/f").content == b"0123456789"


def test_stalled_body_times_out(mock: DSSMock, client: httpx.Client) -> None:
    mock.faults.add(stall=2)
    with client.stream("GET", "/things/actions/log") as answer:
        pieces = answer.iter_raw()
        assert next(pieces) == b"l\xc3"
        with pytest.raises(httpx.ReadTimeout):
            next(pieces)


async def test_async_client_sees_the_same(mock: DSSMock) -> None:
    base = f"{mock.base_url}/public/api"
    transport = mock.transport()
    auth = ("admin-key", "")
    async with httpx.AsyncClient(transport=transport, base_url=base, auth=auth) as client:
        mock.faults.add(cut_body=4)
        with pytest.raises(httpx.RemoteProtocolError, match="received 4 bytes"):
            await client.get("/things/actions/log")
        mock.faults.add(drop="connect")
        with pytest.raises(httpx.ConnectError):
            await client.get("/things/")


def test_delay_moves_the_clock_only(mock: DSSMock, client: httpx.Client) -> None:
    before = mock.clock.now_ms()
    mock.faults.add(delay=3.0)
    assert client.get("/things/", timeout=5).status_code == 200
    assert mock.clock.now_ms() - before == 3000


def test_delay_beyond_the_time_out_times_out(mock: DSSMock, client: httpx.Client) -> None:
    before = mock.clock.now_ms()
    mock.faults.add(delay=30.0)
    with pytest.raises(httpx.ReadTimeout):
        client.get("/things/", timeout=5)
    assert mock.clock.now_ms() - before == 5000
    mock.faults.add(delay=30.0)
    assert client.get("/things/", timeout=None).status_code == 200


def test_faults_show_as_data(mock: DSSMock) -> None:
    mock.faults.add("thing_log", 500, times=3, headers={"a": "b"})
    shown = mock.faults.data()[0]
    assert (shown["op"], shown["status"], shown["times"]) == ("thing_log", 500, 3)
    assert shown["headers"] == {"a": "b"}
    assert "body" not in shown
