"""From the exceptions of httpx to ours."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
import urllib3
from urllib3.connection import HTTPConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    EmptyPoolError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
)

from dataikuapi import (
    DSSClient,
    DSSConnectionError,
    DSSDataError,
    DSSTimeoutError,
    RetryPolicy,
)
from dataikuapi._urllib3 import words
from tests.clocks import FakeClock


def failing(error: BaseException) -> tuple[DSSClient, list[str]]:
    """A client whose network fails in one way, and the log of its requests."""
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        raise error

    transport = httpx.MockTransport(handle)
    return DSSClient("http://dss", "key-1", transport=transport, clock=FakeClock()), seen


@pytest.mark.parametrize(
    ("error", "expected", "words", "tries"),
    [
        (httpx.ConnectTimeout("slow"), DSSTimeoutError, "found no connection in time", 3),
        (httpx.PoolTimeout("full"), DSSTimeoutError, "found no connection in time", 3),
        (httpx.ConnectError("refused"), DSSConnectionError, "could not connect to http://dss", 3),
        (httpx.ReadTimeout("slow"), DSSTimeoutError, "took too long", 1),
        (httpx.WriteTimeout(""), DSSTimeoutError, "took too long: WriteTimeout", 1),
        (httpx.ReadError("reset by key-1"), DSSConnectionError, r"reset by \*\*\*", 1),
        (httpx.RemoteProtocolError("bad head"), DSSConnectionError, "lost its connection", 1),
        (httpx.ProxyError("no"), DSSConnectionError, "lost its connection", 1),
    ],
)
def test_failure_of_a_write(
    error: Exception, expected: type[Exception], words: str, tries: int
) -> None:
    client, seen = failing(error)
    with client, pytest.raises(expected, match=words) as caught:
        client.create_group("g")
    assert type(caught.value.__cause__) is type(error)
    assert "POST /admin/groups/" in str(caught.value)
    assert seen == ["POST"] * tries


def test_body_that_can_not_be_decoded_is_a_data_error() -> None:
    class Broken(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            raise httpx.DecodingError("not gzip")

    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Broken()))
    once = RetryPolicy(tries=1)
    with DSSClient("http://dss", "key", transport=transport, retries=once) as client:
        with pytest.raises(DSSDataError, match="broken or short body"):
            client.list_groups()


POOL = urllib3.HTTPConnectionPool("dss", 80)
REFUSED = NewConnectionError(HTTPConnection("dss", 80), "Failed to establish: refused")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (REFUSED, "Failed to establish: refused"),
        (ProxyError("Unable to connect to proxy", REFUSED),
         "Unable to connect to proxy: Failed to establish: refused"),
        (EmptyPoolError(POOL, "Pool is empty"), "Pool is empty"),
        (ReadTimeoutError(POOL, "/x", "Read timed out"), "Read timed out"),
        (ConnectTimeoutError(POOL, "timed out"), "timed out"),
        (ConnectTimeoutError(), ""),
        (ProtocolError("reset"), "reset"),
    ],
)  # fmt: skip
def test_words_of_urllib3_name_no_object(error: Exception, said: str) -> None:
    assert words(error) == said


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1), ZeroDivisionError()])
def test_what_is_not_of_the_network_goes_on_as_it_is(error: BaseException) -> None:
    client, seen = failing(error)
    with client, pytest.raises(type(error)):
        client.list_groups()
    assert seen == ["GET"]
