"""Settings of all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.called import Recorder, runs_all


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio, which httpx and DSS users use."""
    return "asyncio"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the machine reaches a test."""
    for name in (
        "DKU_API_KEY", "DKU_API_TICKET", "DKU_BACKEND_HOST", "DKU_BACKEND_PORT",
        "DKU_CURRENT_PROJECT_KEY", "DKU_DSS_URL", "DKU_NGINX_PORT",
        "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
        "all_proxy", "http_proxy", "https_proxy", "no_proxy",
        "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


recorder: Recorder | None = None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Watches which methods are called, when all async and unit tests run."""
    global recorder
    files = {Path(item.path) for item in session.items}
    options = session.config.option
    again = getattr(options, "lf", False)  # of a plugin that can be switched off
    chosen = bool(options.keyword or options.markexpr or again or options.collectonly)
    if runs_all(files, chosen or any("::" in name for name in session.config.args)):
        recorder = Recorder()
        recorder.install()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fails a good run in which a public method was not called."""
    if recorder is not None and exitstatus == 0 and recorder.missing():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the methods that were not called."""
    if recorder is not None:
        for name in recorder.missing():
            terminalreporter.write_line(f"no test calls {name}", red=True)
