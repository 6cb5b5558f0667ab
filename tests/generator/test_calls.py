"""The typed functions, against transports that answer and count."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable, Iterator
from types import ModuleType
from typing import Any

import httpx
import pytest

Handler = Callable[[httpx.Request], httpx.Response]
Make = Callable[..., Any]


def test_sync_answers_models(rest: ModuleType, answering: Make) -> None:
    client = answering(json=[{"id": "t1", "kind": "NEW"}])
    (thing,) = rest.api.thing.thing_list.sync(client=client)
    assert (thing.id, thing.kind) == ("t1", "NEW")


async def test_asyncio_answers_the_same(rest: ModuleType, answering: Make) -> None:
    client = answering(json={"id": "t1"})
    assert await rest.api.thing.thing_get.asyncio("t1", client=client) == rest.models.Thing(id="t1")
    detailed = await rest.api.thing.thing_get.asyncio_detailed("t1", client=client)
    assert (detailed.status_code, detailed.content) == (200, b'{"id":"t1"}')


def test_request_is_sent_with_key_path_query_and_body(rest: ModuleType, client_of: Make) -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"id": "t1"})

    with client_of(handler) as client:
        rest.api.thing.thing_create.sync(client=client, body={"id": "t/1"})
        rest.api.thing.thing_get.sync("t/1", client=client)
        with pytest.raises(TypeError):
            rest.api.thing.thing_get.sync("t/1")
    assert seen[0].headers["authorization"] == "Basic azo="
    assert seen[0].content == b'{"id":"t/1"}'
    assert seen[1].url.raw_path == b"/api/things/t%2F1"


def test_empty_text_and_free_answers(rest: ModuleType, answering: Make) -> None:
    thing = rest.api.thing
    assert thing.thing_delete.sync("t", client=answering(content=b"whatever")) is None
    assert thing.thing_read_log.sync(client=answering(text="a log")) == "a log"
    free = thing.thing_get_free.sync(client=answering(json={"x": [1]}))
    assert free.to_dict() == {"x": [1]}


def test_success_that_no_enumeration_knows_is_success(rest: ModuleType, answering: Make) -> None:
    answer = rest.api.thing.thing_get.sync_detailed("t", client=answering(299, json={"id": "t"}))
    assert (answer.status_code, answer.parsed.id) == (299, "t")


@pytest.mark.parametrize("status", [301, 400, 404, 499, 500, 599, 999])
def test_any_status_but_success_raises(rest: ModuleType, answering: Make, status: int) -> None:
    body = {"errorType": "E", "message": "short", "detailedMessage": "long"}
    with pytest.raises(rest.ApiError, match=f"thing_get answered {status}: long") as caught:
        rest.api.thing.thing_get.sync("t", client=answering(status, json=body))
    assert caught.value.status_code == status
    assert caught.value.error == body
    assert caught.value.operation is rest.api.thing.thing_get.OPERATION


@pytest.mark.parametrize("content", [b"<html>gateway</html>", b"", b"[1]", b"{cut"])
def test_error_that_is_no_json_raises_all_the_same(
    rest: ModuleType, answering: Make, content: bytes
) -> None:
    with pytest.raises(rest.ApiError) as caught:
        rest.api.thing.thing_get.sync("t", client=answering(502, content=content))
    assert (caught.value.error, caught.value.content) == (None, content)


@pytest.mark.parametrize("content", [b"<html>login</html>", b"", b'{"id": "t'])
def test_success_that_is_no_json_raises(rest: ModuleType, answering: Make, content: bytes) -> None:
    with pytest.raises(rest.errors.UnreadableAnswer, match="thing_get answered 200"):
        rest.api.thing.thing_get.sync("t", client=answering(content=content))


def test_json_of_another_shape_is_answered_as_it_is(rest: ModuleType, answering: Make) -> None:
    assert rest.api.thing.thing_get.sync("t", client=answering(json=["a"])) == ["a"]


class _Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that counts how much of it was asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self.count):
            self.given += 1
            yield b"x" * 1000

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def test_downloads_are_streamed(rest: ModuleType, client_of: Make) -> None:
    body = _Chunks(1000)
    client = client_of(lambda _: httpx.Response(200, stream=body))
    with rest.api.thing.thing_download.sync_stream("t", "a/b", client=client) as answer:
        assert body.given == 0
        next(answer.iter_bytes())
        assert body.given == 1


async def test_downloads_are_streamed_async(rest: ModuleType, client_of: Make) -> None:
    body = _Chunks(1000)
    client = client_of(lambda _: httpx.Response(200, stream=body))
    async with rest.api.thing.thing_download.asyncio_stream("t", "a", client=client) as answer:
        async for _ in answer.aiter_bytes():
            break
        assert body.given == 1
    assert await rest.api.thing.thing_download.asyncio("t", "a", client=client) == b"x" * 1_000_000


async def test_streams_raise_errors_with_their_body(rest: ModuleType, answering: Make) -> None:
    client = answering(404, json={"message": "no file"})
    module = rest.api.thing.thing_download
    with (
        pytest.raises(rest.ApiError, match="no file"),
        module.sync_stream("t", "a", client=client),
    ):
        pass
    with pytest.raises(rest.ApiError, match="no file"):
        async with module.asyncio_stream("t", "a", client=client):
            pass


def _counting(count: int, given: list[int]) -> Iterator[bytes]:
    for _ in range(count):
        given.append(1)
        yield b"y" * 1000


class _Peek(httpx.BaseTransport):
    """Reads a little of a request's body and notes how much of the source that took."""

    def __init__(self, given: list[int]) -> None:
        self.given = given
        self.after_first = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        chunks = iter(request.stream)
        while not self.given:
            next(chunks)
        self.after_first = len(self.given)
        rest_of_it = sum(len(chunk) for chunk in chunks)
        return httpx.Response(200, text=str(rest_of_it))


@pytest.mark.parametrize("kind", ["raw", "multipart"])
def test_uploads_of_iterables_are_streamed(rest: ModuleType, kind: str) -> None:
    given: list[int] = []
    transport = _Peek(given)
    client = rest.Client("http://dss.test/api", options={"transport": transport})
    if kind == "raw":
        rest.api.thing.thing_put_file.sync("t", "a", client=client, body=_counting(500, given))
    else:
        part = rest.operation.FilePart(_counting(500, given))
        rest.api.thing.thing_upload.sync("t", client=client, body={"file": part})
    assert transport.after_first <= 2
    assert len(given) == 500


@pytest.mark.parametrize("source", ["bytes", "file", "iterable", "async"])
async def test_uploads_arrive_whole_from_async_clients(
    rest: ModuleType, client_of: Make, source: str
) -> None:
    data = b"abc" * 50_000
    seen: list[bytes] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(data), 1000):
            yield data[start : start + 1000]

    bodies: dict[str, Any] = {
        "bytes": data,
        "file": io.BytesIO(data),
        "iterable": [data[:70_000], data[70_000:]],
        "async": pieces(),
    }
    async with client_of(handler) as client:
        upload = rest.api.thing.thing_put_file.asyncio
        await upload("t", "a", client=client, body=bodies[source])
    assert seen == [data]


def test_file_that_holds_a_boundary_arrives_whole(rest: ModuleType, client_of: Make) -> None:
    # With the code generator's own boundary the file ended here, and a field was smuggled in.
    evil = b'PK123\r\n--+++\r\nContent-Disposition: form-data; name="evil"\r\n\r\n1\r\n--+++--\r\n'
    seen: list[tuple[str, bytes]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers["content-type"], request.content))
        return httpx.Response(200)

    client = client_of(handler)
    body = {"file": rest.operation.FilePart(evil, "a.zip")}
    for _ in range(2):
        rest.api.thing.thing_upload.sync("t", client=client, body=body)
    boundaries = [kind.partition("boundary=")[2].encode() for kind, _ in seen]
    assert len(set(boundaries)) == 2
    for boundary, (_, content) in zip(boundaries, seen, strict=True):
        assert boundary not in evil
        head, _, tail = content.partition(b"\r\n\r\n")
        assert head.startswith(b"--" + boundary)
        assert tail == evil + b"\r\n--" + boundary + b"--\r\n"


def test_client_closes_and_opens_again(rest: ModuleType) -> None:
    client = rest.Client("http://dss.test/api/", headers={"X-A": "b"})
    first = client.get_httpx_client()
    assert client.get_httpx_client() is first
    assert (str(first.base_url), first.headers["x-a"]) == ("http://dss.test/api/", "b")
    client.close()
    assert first.is_closed
    assert client.get_httpx_client() is not first
    client.close()


async def test_async_client_closes(rest: ModuleType) -> None:
    async with rest.Client("http://dss.test/api") as client:
        carrier = client.get_async_httpx_client()
    assert carrier.is_closed
    await client.aclose()


async def test_name_too_long_for_an_url_is_refused(rest: ModuleType) -> None:
    call = rest.api.thing.thing_get
    async with rest.Client("http://dss.test/api") as client:
        with pytest.raises(ValueError, match=r"^thing_id is too long: the URL of thing_get would"):
            await call.asyncio("t" * 70_000, client=client)
        with pytest.raises(ValueError, match=r"^thing_id is too long"):
            call.sync("t" * 70_000, client=client)
