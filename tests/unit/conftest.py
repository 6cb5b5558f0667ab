"""What the tests of the documentation share."""

from __future__ import annotations

from typing import Any

import pytest

import dataikuapi
import dataikuapi.aio
from dataikuapi import DSSClient
from dataikuapi.aio import AsyncDSSClient
from dssmock.core import DSSMock
from tests.clocks import AsyncFakeClock, FakeClock

# An instance of this name, which is not there, stands for the reader's own.
NOWHERE = "dss.example.com"


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> DSSMock:
    """The demo instance, which answers in place of the reader's own."""
    mock = DSSMock(seed="demo")
    sync_class, async_class = dataikuapi.DSSClient, dataikuapi.aio.AsyncDSSClient

    def sync_client(host: str, api_key: str, **options: Any) -> DSSClient:
        if NOWHERE in host:
            host, api_key = mock.base_url, mock.admin_key
            options |= {"transport": mock.transport(), "clock": FakeClock()}
        return sync_class(host, api_key, **options)

    def async_client(host: str, api_key: str, **options: Any) -> AsyncDSSClient:
        if NOWHERE in host:
            host, api_key = mock.base_url, mock.admin_key
            options |= {"transport": mock.transport(), "clock": AsyncFakeClock()}
        return async_class(host, api_key, **options)

    monkeypatch.setattr(dataikuapi, "DSSClient", sync_client)
    monkeypatch.setattr(dataikuapi.aio, "AsyncDSSClient", async_client)
    return mock
