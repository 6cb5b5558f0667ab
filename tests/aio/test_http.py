"""The transport on real sockets: repetition, limits on time, typed errors, nothing leaked."""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from dataikuapi import (
    DSSAPIError,
    DSSConflict,
    DSSConnectionError,
    DSSDataError,
    DSSForbidden,
    DSSFutureTimeout,
    DSSNotFound,
    DSSRateLimited,
    DSSServerError,
    DSSTimeoutError,
    DSSUnauthorized,
    RetryPolicy,
    Timeouts,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.clocks import AsyncFakeClock
from tests.servers import CLOSE, RESET, SILENCE, Server, answer, serving

KEY = "secret-key-of-the-test"
BUSY = answer(b'{"message": "busy"}', 503)


@asynccontextmanager
async def talking_to(server: Server, **options: Any) -> AsyncIterator[AsyncDSSClient]:
    options.setdefault("clock", AsyncFakeClock())
    async with AsyncDSSClient(server.url, KEY, **options) as client:
        yield client


async def test_read_is_repeated_when_the_server_is_busy() -> None:
    with serving([BUSY], [BUSY], [answer(b"[]")]) as server:
        async with talking_to(server) as client:
            assert await client.list_groups() == []
            sleeps = client.rest.settings.clock.sleeps
    assert len(server.requests) == 3
    assert len(sleeps) == 2
    assert 0 <= sleeps[0] <= 0.5
    assert 0 <= sleeps[1] <= 1.0


async def test_read_gives_up_after_three_tries() -> None:
    with serving([BUSY]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSServerError) as caught:
                await client.list_groups()
    assert caught.value.status == 503
    assert len(server.requests) == 3


async def test_error_whose_body_breaks_is_still_that_error() -> None:
    broken = answer(b'{"message": "bro', 404, length=100)
    with serving([broken, CLOSE]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSNotFound, match="Unknown error"):
                await client.list_groups()
            assert server.requests[0].method == "GET"


async def test_wait_ends_with_its_own_error_when_the_last_look_meets_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dataikuapi._wait.MOMENT", 0.1)
    with serving([SILENCE]) as server:
        async with AsyncDSSClient(server.url, KEY) as client:
            with pytest.raises(DSSFutureTimeout, match="task x still runs"):
                await client.get_future("x").wait_for_result(timeout=0)


async def test_number_of_tries_is_the_callers() -> None:
    with serving([BUSY]) as server:
        async with talking_to(server, retries=RetryPolicy(tries=5)) as client:
            with pytest.raises(DSSServerError):
                await client.list_groups()
            with pytest.raises(DSSServerError):
                await client.with_options(retries=RetryPolicy(tries=1)).list_groups()
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("value", "seconds"), [("7", 7.0), ("100000", 60.0), ("soon", None), ("-3", 0.0)]
)
async def test_retry_after_is_obeyed_up_to_a_minute(value: str, seconds: float | None) -> None:
    limited = answer(b'{"message": "slow down"}', 429, headers={"Retry-After": value})
    with serving([limited], [answer(b"[]")]) as server:
        async with talking_to(server) as client:
            assert await client.list_groups() == []
            (slept,) = client.rest.settings.clock.sleeps
    assert slept == seconds if seconds is not None else slept <= 0.5


async def test_write_is_not_repeated() -> None:
    with serving([BUSY]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSServerError):
                await client.create_group("writers")
    assert [request.method for request in server.requests] == ["POST"]


async def test_write_is_not_repeated_when_its_answer_is_lost() -> None:
    with serving([RESET]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSConnectionError):
                await client.create_group("writers")
    assert len(server.requests) == 1


async def test_read_is_repeated_when_its_answer_is_lost() -> None:
    with serving([RESET], [CLOSE], [answer(b"[]")]) as server:
        async with talking_to(server) as client:
            assert await client.list_groups() == []
    assert len(server.requests) == 3


async def test_read_is_repeated_when_its_answer_is_cut_short() -> None:
    with serving([answer(b"[", length=10), CLOSE], [answer(b"[]")]) as server:
        async with talking_to(server) as client:
            assert await client.list_groups() == []


async def test_repeated_delete_may_find_it_gone() -> None:
    gone = answer(b'{"errorType": "NotFoundException", "message": "no group"}', 404)
    with serving([RESET], [gone]) as server:
        async with talking_to(server) as client:
            await client.get_group("g").delete()
    assert [request.method for request in server.requests] == ["DELETE", "DELETE"]


async def test_first_delete_of_what_is_not_there_is_an_error() -> None:
    gone = answer(b'{"errorType": "NotFoundException", "message": "no group"}', 404)
    with serving([gone]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSNotFound):
                await client.get_group("g").delete()


async def test_refused_connection_is_tried_again_even_for_a_write() -> None:
    with serving([CLOSE]) as server:
        url = server.url
    clock = AsyncFakeClock()
    async with AsyncDSSClient(url, KEY, clock=clock) as client:
        with pytest.raises(DSSConnectionError, match="could not connect"):
            await client.create_group("writers")
    assert len(clock.sleeps) == 2


@pytest.mark.parametrize("script", [[SILENCE], [b"HTTP/1.1 200 OK\r\n", SILENCE]])
async def test_silent_server_ends_in_a_timeout(script: list[bytes | str]) -> None:
    with serving(script) as server:
        async with talking_to(server, timeout=0.2) as client:
            with pytest.raises(DSSTimeoutError) as caught:
                await client.list_groups()
    assert isinstance(caught.value, TimeoutError)
    assert len(server.requests) == 1


async def test_body_that_stalls_ends_in_a_timeout() -> None:
    with serving([answer(b"[", length=10), SILENCE]) as server:
        async with talking_to(server, timeout=0.2) as client:
            with pytest.raises(DSSTimeoutError):
                await client.list_groups()


async def test_limit_of_one_call_is_given_by_with_options() -> None:
    with serving([SILENCE]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSTimeoutError):
                await client.with_options(timeout=Timeouts(read=0.1)).list_groups()
            assert client.rest.settings.timeouts.read == 300


async def test_wait_that_meets_silence_ends_in_time() -> None:
    with serving([SILENCE]) as server:
        async with AsyncDSSClient(server.url, KEY, timeout=0.3) as client:
            with pytest.raises(TimeoutError):
                await client.get_future("x").wait_for_result(timeout=60)


@pytest.mark.parametrize(
    "script",
    [
        [answer(b'{"a": 1', length=20), CLOSE],
        [answer(b"5\r\n[1, 2\r\n", headers={"Transfer-Encoding": "chunked"}), CLOSE],
        [answer(b"zz\r\n", headers={"Transfer-Encoding": "chunked"}), CLOSE],
        [answer(b"not gzip", headers={"Content-Encoding": "gzip"})],
        [answer(b"<html>Sign in</html>", headers={"Content-Type": "text/html"})],
        [answer(b"")],
        [answer(b'{"an": "object"}')],
        [answer(b"\xff\xfe\xff")],
        [answer(b"[" * 200_000)],
    ],
)
async def test_answer_that_is_not_the_promised_list_is_a_data_error(
    script: list[bytes | str],
) -> None:
    with serving(script) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSDataError, match="GET /admin/groups/"):
                await client.list_groups()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, DSSAPIError),
        (401, DSSUnauthorized),
        (403, DSSForbidden),
        (404, DSSNotFound),
        (409, DSSConflict),
        (418, DSSAPIError),
        (429, DSSRateLimited),
        (500, DSSServerError),
        (599, DSSServerError),
    ],
)
async def test_each_status_has_its_class(status: int, error: type[DSSAPIError]) -> None:
    body = b'{"errorType": "x.SomeException", "message": "short", "detailedMessage": "long"}'
    with serving([answer(body, status, headers={"X-Request-Id": "r1"})]) as server:
        async with talking_to(server) as client:
            with pytest.raises(error) as caught:
                await client.list_groups()
    found = caught.value
    assert str(found).startswith("x.SomeException: long\n")
    assert (found.status, found.error_type) == (status, "x.SomeException")
    assert (found.method, found.path) == ("GET", "/admin/groups/")
    assert found.body["message"] == "short"
    assert found.request_id == "r1"


@pytest.mark.parametrize(
    ("body", "first"),
    [
        (b'{"message": "It broke"}', "Unknown error: It broke"),
        (b'{"errorType": "T"}', "T: No message"),
        (b"<html>Bad gateway</html>", "Unknown error: <html>Bad gateway</html>"),
        (b"", "Unknown error: "),
        (b"[1]", "Unknown error: [1]"),
        (b"x" * 9000, "Unknown error: " + "x" * 500),
    ],
)
async def test_error_text_begins_as_scripts_match_it(body: bytes, first: str) -> None:
    with serving([answer(body, 500)]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSServerError) as caught:
                await client.list_groups()
    assert str(caught.value).splitlines()[0] == first


async def test_error_that_echoes_the_key_hides_it() -> None:
    body = f'{{"errorType": "T", "message": "unknown key {KEY}"}}'.encode()
    with serving([answer(body, 400)]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSAPIError) as caught:
                await client.list_groups()
    assert "unknown key ***" in str(caught.value)
    assert KEY not in repr(caught.value.body)


async def test_debug_log_holds_no_query_and_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="dataikuapi")
    with serving([answer(b"[]")]) as server:
        async with talking_to(server) as client:
            await client.list_futures(all_users=True)
    (line,) = [r.getMessage() for r in caplog.records if r.name == "dataikuapi"]
    assert line.startswith("GET /futures/ 200 ")
    assert line.endswith(" ms")
    assert KEY not in caplog.text


async def test_redirect_of_a_read_to_the_same_host_is_followed() -> None:
    moved = answer(b"", 302, headers={"Location": "/dip/publicapi/admin/groups"})
    with serving([moved], [answer(b"[]")]) as server:
        async with talking_to(server) as client:
            assert await client.list_groups() == []
    assert server.requests[1].target == "/dip/publicapi/admin/groups"
    assert "authorization" in server.requests[1].headers


async def test_redirect_to_another_host_is_refused_and_gets_no_credentials() -> None:
    with serving([answer(b"[]")]) as other:
        moved = answer(b"", 302, headers={"Location": f"{other.url}/login?to=me"})
        with serving([moved]) as server:
            async with talking_to(server) as client:
                with pytest.raises(DSSAPIError, match="redirected to") as caught:
                    await client.list_groups()
    assert other.requests == []
    assert caught.value.status == 302


async def test_redirect_of_a_write_is_refused() -> None:
    moved = answer(b"", 302, headers={"Location": "/elsewhere"})
    with serving([moved]) as server:
        async with talking_to(server) as client:
            with pytest.raises(DSSAPIError, match="redirected"):
                await client.create_group("g")
    assert len(server.requests) == 1


async def test_redirect_in_a_circle_ends() -> None:
    moved = answer(b"", 302, headers={"Location": "/again"})
    with serving([moved]) as server:
        async with talking_to(server, retries=RetryPolicy(tries=1)) as client:
            with pytest.raises(DSSConnectionError, match="redirected without end"):
                await client.list_groups()


async def test_credentials_are_sent_as_dss_wants_them() -> None:
    with serving([answer(b"[]")]) as server:
        async with talking_to(server) as client:
            await client.list_groups()
        async with AsyncDSSClient(server.url, internal_ticket="t-1") as client:
            await client.list_groups()
        async with AsyncDSSClient(server.url, jwt_bearer_token="j-1") as client:
            await client.list_groups()
        async with AsyncDSSClient(server.url, "clé", extra_headers={"X-One": "1"}) as client:
            await client.list_groups()
    first, second, third, fourth = (request.headers for request in server.requests)
    assert first["authorization"] == "Basic c2VjcmV0LWtleS1vZi10aGUtdGVzdDo="
    assert first["user-agent"].startswith("dataiku-openapi-client/")
    assert second["x-dku-apiticket"] == "t-1"
    assert "authorization" not in second
    assert third["authorization"] == "Bearer j-1"
    assert fourth["authorization"] == "Basic Y2zDqTo="
    assert fourth["x-one"] == "1"


async def test_final_slash_of_the_host_is_dropped() -> None:
    with serving([answer(b"[]")]) as server:
        async with AsyncDSSClient(server.url + "/", KEY) as client:
            await client.list_groups()
    assert server.requests[0].target == "/dip/publicapi/admin/groups/"


async def test_streams_that_nobody_closes_leave_the_client_usable() -> None:
    jar = [answer(b"x" * 100)]
    with serving(*[jar] * 120, [answer(b"[]")]) as server:
        async with talking_to(server, timeout=5) as client:
            held = [await client.get_scoring_libs_stream() for _ in range(120)]
            assert await client.list_groups() == []
            assert await held[0].read() == b"x" * 100
            for stream in held:
                await stream.close()


async def test_closed_stream_gives_its_connection_back() -> None:
    with serving([answer(b"x" * 100)]) as server:
        async with talking_to(server) as client:
            for _ in range(3):
                async with await client.get_scoring_libs_stream() as stream:
                    assert await stream.read(10) == b"x" * 10
                async with await client.get_scoring_libs_stream() as stream:
                    assert await stream.read() == b"x" * 100
    assert server.open == 0


async def test_stream_that_is_cut_short_is_a_data_error() -> None:
    with serving([answer(b"abc", length=10), CLOSE]) as server:
        async with talking_to(server) as client:
            stream = await client.get_scoring_libs_stream()
            with pytest.raises(DSSDataError, match="short body"):
                await stream.read()


async def test_stream_lines_survive_the_cuts_of_the_network() -> None:
    pieces = [b"one\r", b"\ntw", b"o\nthr\nee"]
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    script = [answer(chunked, headers={"Transfer-Encoding": "chunked"})]
    with serving(script) as server:
        async with talking_to(server) as client:
            stream = await client.get_scoring_libs_stream()
            assert [line async for line in stream.iter_lines()] == [b"one", b"two", b"thr", b"ee"]
            stream = await client.get_scoring_libs_stream()
            lines = stream.iter_lines(decode_unicode=True, delimiter="\n")
            assert [line async for line in lines] == ["one\r", "two", "thr", "ee"]


async def test_stream_pieces_have_the_size_asked_for() -> None:
    with serving([answer(b"x" * 25)]) as server:
        async with talking_to(server) as client:
            stream = await client.get_scoring_libs_stream()
            sizes = [len(piece) async for piece in stream.iter_content(10)]
            assert sizes == [10, 10, 5]
            assert stream.status_code == 200
            assert stream.headers["content-length"] == "25"
            stream = await client.get_scoring_libs_stream()
            assert b"".join([piece async for piece in stream.iter_content(None)]) == b"x" * 25
            with pytest.raises(ValueError, match="chunk_size"):
                [piece async for piece in stream.iter_content(0)]


async def test_upload_streams_a_file_with_its_length() -> None:
    with serving([answer(b'{"id": "i1"}')]) as server:
        async with talking_to(server) as client:
            await client.prepare_project_import(io.BytesIO(b"z" * 700_000))
    (request,) = server.requests
    assert int(request.headers["content-length"]) > 700_000
    assert b"z" * 700_000 in request.body


class Endless(io.RawIOBase):
    """A file that is generated: it has no size and can't be rewound."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        count = min(self.left, 65536 if size < 0 else size)
        self.left -= count
        return b"g" * count


async def test_upload_of_unknown_size_is_chunked() -> None:
    with serving([answer(b'{"id": "i1"}')]) as server:
        async with talking_to(server) as client:
            await client.prepare_project_import(Endless(500_000))
    (request,) = server.requests
    assert request.headers["transfer-encoding"] == "chunked"
    assert b"g" * 500_000 in request.body


async def test_boundary_of_an_upload_is_not_fixed() -> None:
    body = b"PK\r\n--+++\r\nContent-Disposition: form-data; name=evil\r\n\r\nx\r\n--+++--"
    with serving([answer(b'{"id": "i1"}')]) as server:
        async with talking_to(server) as client:
            await client.prepare_project_import(io.BytesIO(body))
            await client.prepare_project_import(io.BytesIO(body))
    kinds = {request.headers["content-type"] for request in server.requests}
    assert len(kinds) == 2
    assert all(body in request.body for request in server.requests)


async def test_content_type_for_all_requests_does_not_break_an_upload() -> None:
    headers = {"Content-Type": "application/json"}
    with serving([answer(b'{"id": "i1"}')]) as server:
        async with talking_to(server, extra_headers=headers) as client:
            await client.prepare_project_import(io.BytesIO(b"zip"))
    assert server.requests[0].headers["content-type"].startswith("multipart/form-data; boundary=")
