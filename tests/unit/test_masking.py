"""The log lines of the HTTP libraries show no secret, whichever of them is switched on."""

from __future__ import annotations

import importlib
import logging

import pytest

from dataikuapi import DSSClient, DSSNotFound
from dataikuapi._masking import NAMES
from dssmock.core import DSSMock


# Each its own secret: what was hidden last stays hidden in a thread.
@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("urllib3", "dkuaps-0123456789abcdef"),
        ("urllib3.connectionpool", "dkuaps-fedcba9876543210"),
    ],
)
def test_secret_in_a_path_is_hidden(
    caplog: pytest.LogCaptureFixture, name: str, secret: str
) -> None:
    caplog.set_level(logging.DEBUG, logger=name)
    with DSSMock().serve() as server:
        with DSSClient(server.url, "admin-key") as client, pytest.raises(DSSNotFound):
            client.get_global_api_key(secret)
    assert any("globalAPIKeys/***" in record.getMessage() for record in caplog.records)
    assert secret not in caplog.text


def test_loggers_that_are_watched_are_those_that_exist() -> None:
    for package in ("aiohttp.client", "httpcore", "httpx", "urllib3.connectionpool"):
        importlib.import_module(package)
    known = logging.getLogger().manager.loggerDict
    packages = ("urllib3.", "aiohttp.", "httpcore.", "httpx")
    # Of the server, or of a library that is not used.
    others = {"aiohttp.access", "aiohttp.server", "aiohttp.web", "aiohttp.websocket"}
    found = {
        name
        for name, logger in known.items()
        if name.startswith(packages) and isinstance(logger, logging.Logger)
    }
    assert found - others <= {*NAMES, "urllib3.util"}, found - others - set(NAMES)
