"""Fixtures for pytest: ``dss`` in process, ``dss_server`` on a port, and the mark ``dss_seed``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dssmock.core import DSSMock
    from dssmock.server import Server


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the mark."""
    config.addinivalue_line(
        "markers", 'dss_seed(name): what the mock DSS holds at first, "empty" or "demo"'
    )


def _seed(request: pytest.FixtureRequest) -> str:
    mark = request.node.get_closest_marker("dss_seed")
    return "empty" if mark is None else mark.args[0]


@pytest.fixture
def dss(request: pytest.FixtureRequest) -> Iterator[DSSMock]:
    """A fresh mock DSS in process."""
    from dssmock.core import DSSMock

    mock = DSSMock(_seed(request))
    yield mock
    mock.close()


@pytest.fixture(scope="session")
def dss_session_server() -> Iterator[Server]:
    """The server behind ``dss_server``, one for all tests."""
    from dssmock.core import DSSMock

    mock = DSSMock()
    with mock.serve() as server:
        yield server
    mock.close()


@pytest.fixture
def dss_server(request: pytest.FixtureRequest, dss_session_server: Server) -> Server:
    """A mock DSS on a port, begun anew for each test."""
    dss_session_server.dss.reset(_seed(request))
    return dss_session_server
