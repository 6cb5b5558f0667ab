"""The command and the coverage page."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from dssmock.__main__ import main
from dssmock.bundle import Bundle
from dssmock.coverage import measure, render
from dssmock.server import Server
from tests.mock.tiny import answer, operation

DOCUMENT = {
    "paths": {
        "/b": {"get": operation("b_get", answer({})), "put": operation("b_put", answer({}))},
        "/a": {"get": operation("a_get", answer({}))},
    }
}


def test_coverage_names_what_is_missing() -> None:
    coverage = measure(Bundle(DOCUMENT), ["a_get", "b_get"])
    assert not coverage.complete
    page = render(coverage)
    assert "| a | 1 | 1 | none |\n| b | 2 | 1 | `b_put` |\n| **all** | 3 | 2 | 1 |\n" in page


def test_coverage_names_handlers_of_nothing() -> None:
    coverage = measure(Bundle(DOCUMENT), ["a_get", "b_get", "b_put", "c_get"])
    assert not coverage.complete
    assert render(coverage).endswith("Handlers without an operation: c_get.\n")


def test_coverage_is_complete_when_all_fits() -> None:
    coverage = measure(Bundle(DOCUMENT), ["a_get", "b_get", "b_put"])
    assert coverage.complete
    assert render(coverage).endswith("| **all** | 3 | 3 | none |\n")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Let the command see the small document and these handlers."""
    handlers: dict[str, object] = {"a_get": None, "b_get": None, "b_put": None}
    monkeypatch.setattr("dssmock.bundle.default_bundle", lambda: Bundle(DOCUMENT))
    monkeypatch.setattr("dssmock.registry.load_services", lambda: handlers)
    return handlers


def test_command_prints_the_coverage(
    small: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["coverage"]) == 0
    assert "| **all** | 3 | 3 | none |" in capsys.readouterr().out


def test_command_writes_and_checks_the_page(
    small: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "COVERAGE.md"
    assert main(["coverage", "--check", str(page)]) == 1
    assert main(["coverage", "--write", str(page)]) == 0
    assert main(["coverage", "--check", str(page)]) == 0
    page.write_text(page.read_text() + "\n")
    assert main(["coverage", "--check", str(page)]) == 1
    assert "is not the newest" in capsys.readouterr().err
    assert main(["coverage", "--write", str(page)]) == 0
    del small["b_put"]
    assert main(["coverage", "--write", str(page), "--check", str(page)]) == 1
    assert "The mock has gaps" in capsys.readouterr().err


def test_command_needs_a_sub_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_serve_prints_where_it_is_and_stops_at_ctrl_c() -> None:
    command = [sys.executable, "-m", "dssmock", "serve", "--port", "0", "--seed", "empty"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        lines = [run.stdout.readline() for _ in range(5)]
        url = lines[1].split()[-1]
        assert lines[2].split()[-1] == "admin-key"
        assert f"curl -u admin-key: {url}/public/api/projects/" in lines[3]
        health = httpx.get(f"{url}/_mock/health", trust_env=False).json()
        assert health["seed"] == "empty"
        sent = httpx.get(f"{url}/public/api/futures/", auth=("admin-key", ""), trust_env=False)
        assert sent.json() == []
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    assert run.returncode == 0, err
    assert "GET /futures/ 200" in out
    assert "Stopped." in out
    assert err == ""


def test_serve_says_when_it_cannot_listen(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.mock.tiny import make_mock

    with make_mock().serve() as server:
        command = ["serve", "--port", str(server.port), "--seed", "empty", "--quiet"]
        assert main(command) == 1
    assert "Cannot listen" in capsys.readouterr().err


def test_serve_cleans_up_at_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped: list[str] = []

    def join(server: Server, event: threading.Event) -> None:
        httpx.get(f"{server.url}/public/api/futures/", trust_env=False)
        stopped.append(server.url)
        signal.raise_signal(signal.SIGINT)
        assert event.wait(5)

    monkeypatch.setattr(Server, "join", join)
    handlers = list(logging.getLogger("dssmock").handlers)
    assert main(["serve", "--port", "0", "--seed", "empty"]) == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(stopped[0], trust_env=False)
    assert logging.getLogger("dssmock").handlers == handlers
    assert "GET /futures/ 401" in capsys.readouterr().out
