"""A browser on the page of the mock: Playwright drives a Chromium that the machine has."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dssmock.core import DSSMock, ManualClock
from dssmock.server import Server

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = (
    "No Chromium is found: install the package chromium, or name one in the variable CHROMIUM."
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", type=Path, help="folder for the pictures")


def find_chromium() -> str | None:
    """The Chromium of the machine, or None."""
    named = os.environ.get("CHROMIUM")
    names = (named,) if named else NAMES
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = find_chromium()
    if path is None:
        pytest.exit(MISSING, returncode=1)
    from playwright.sync_api import sync_playwright

    # Chromium refuses its sandbox to root, as whom containers run.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with DSSMock("demo", clock=ManualClock()).serve() as server:
        yield server
    server.dss.close()


@pytest.fixture
def mock(server: Server) -> DSSMock:
    """The instance behind the page, as it was at first."""
    server.dss.clock.set_factor(0.0)
    server.dss.reset("demo")
    return server.dss


@pytest.fixture
def page(browser: Any, server: Server, mock: DSSMock) -> Iterator[Any]:
    """The page, which fails the test when it finds an error or asks for anything from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(15_000)
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    # A status that "try it" shows is logged by the browser, too; what the policy blocks is not one.
    page.on("console", lambda line: trouble.append(line.text) if is_trouble(line) else None)
    page.on(
        "request", lambda request: trouble.append(request.url) if not at_home(request) else None
    )

    def at_home(request: Any) -> bool:
        return request.url.startswith(f"{server.url}/")

    page.goto(server.url)
    page.locator("#about", has_text="DSS").wait_for()
    yield page
    context.close()
    assert trouble == []


def is_trouble(line: Any) -> bool:
    """Whether a line of the console is one: what the policy blocks is, a status answered is not."""
    return line.type in ("error", "warning") and "Failed to load resource" not in line.text
