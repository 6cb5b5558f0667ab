"""Clients on a mock in the same process; no network is used."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.clocks import AsyncFakeClock

PERSONAL_KEY = "key-of-{login}"


def connect(mock: DSSMock, key: str) -> AsyncDSSClient:
    """A client on a mock; its waits and retries take no time."""
    return AsyncDSSClient(mock.base_url, key, transport=mock.transport(), clock=AsyncFakeClock())


@pytest.fixture
def mock() -> DSSMock:
    """A fresh instance with nothing but its administrator."""
    return DSSMock()


@pytest.fixture
def demo() -> DSSMock:
    """A fresh instance with people, projects and data."""
    return DSSMock(seed="demo")


@pytest.fixture
async def client(mock: DSSMock) -> AsyncIterator[AsyncDSSClient]:
    """The administrator's client on the empty instance."""
    async with connect(mock, mock.admin_key) as client:
        yield client


@pytest.fixture
async def demo_client(demo: DSSMock) -> AsyncIterator[AsyncDSSClient]:
    """The administrator's client on the demo instance."""
    async with connect(demo, demo.admin_key) as client:
        yield client


@pytest.fixture
def client_as(mock: DSSMock) -> Callable[[str], AsyncDSSClient]:
    """Makes clients of other users of the empty instance, with personal keys."""

    def make(login: str) -> AsyncDSSClient:
        key = PERSONAL_KEY.format(login=login)
        table = mock.table("personal_api_keys")
        if f"id-{login}" not in table:
            document = {"id": f"id-{login}", "key": key, "user": login, "label": login}
            table.add(f"id-{login}", document)
        return connect(mock, key)

    return make
