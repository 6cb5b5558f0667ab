"""One async client on several event loops, and one that is forgotten."""

from __future__ import annotations

import asyncio  # noqa: TID251 - it is the loops that are tested
import gc

import pytest

from dataikuapi import AsyncDSSClient
from dataikuapi._carriers import AsyncCarriers
from dataikuapi._httpxcarrier import HttpxCarrier
from dataikuapi._session import Session
from dataikuapi._settings import Settings
from dataikuapi.aio._httpxcarrier import AsyncHttpxCarrier
from tests.servers import SILENCE, answer, serving


def test_client_works_on_one_loop_after_the_other() -> None:
    with serving([answer(b"[]")]) as server:
        client = AsyncDSSClient(server.url, "key")

        async def use() -> None:
            assert await client.list_groups() == []

        for _ in range(3):
            with asyncio.Runner() as runner:
                runner.run(use())
                runner.run(_end_connections(client))
        asyncio.run(client.close())
    assert server.connections == 3


async def _end_connections(client: AsyncDSSClient) -> None:
    for carrier in client.rest._http._carriers.values():
        await carrier.close()


def test_client_that_is_forgotten_closes_its_connections() -> None:
    with serving([answer(b"[]")]) as server:

        async def use() -> None:
            client = AsyncDSSClient(server.url, "key")
            assert await client.list_groups() == []
            del client
            gc.collect()
            await asyncio.sleep(0)

        asyncio.run(use())


def test_cancelled_call_leaves_the_client_usable() -> None:
    with serving([SILENCE], [answer(b"[]")]) as server:

        async def use() -> None:
            async with AsyncDSSClient(server.url, "key") as client:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.2):
                        await client.list_groups()
                assert await client.list_groups() == []

        asyncio.run(use())


def test_loop_of_another_make_is_carried_by_httpx() -> None:
    settings = Settings("http://dss", Session())
    assert AsyncCarriers.loop() is None
    made = AsyncCarriers.make(settings, "http://dss", None, stream=True)
    assert isinstance(made, AsyncHttpxCarrier)


def test_sync_call_over_a_transport_of_httpx() -> None:
    with serving([answer(b"[]")]) as server:
        carrier = HttpxCarrier.network(Session(), server.url, None, stream=False)
        from dataikuapi._wire import Limits, Wire

        found = carrier.send(Wire("GET", server.url + "/x", {}, None, Limits(1, 1, 1, 1)))
        assert found.piece(1) == b"[]"
        assert found.read() == b""
        found.close()
        carrier.close()
