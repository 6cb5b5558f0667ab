"""The pytest plugin: fixtures, marks, and what a failed test shows."""

from __future__ import annotations

import sys
import types
from importlib.metadata import entry_points
from typing import Any

import httpcore
import httpx
import pytest

from dssmock.plugin import calls_text
from dssmock.registry import load_services
from tests.mock.tiny import make_mock

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    """Import what the runs of pytester import lazily: they forget it at their end."""
    load_services()
    httpx.Client(trust_env=False).close()
    httpcore.ConnectionPool().close()


def run(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    installed = entry_points(group="pytest11", name="dssmock")
    options = [] if installed else ["-p", "dssmock.plugin"]
    return pytester.runpytest_inprocess("--strict-markers", *options)


FIXTURES = """
import httpx, pytest, time

def test_fresh(dss):
    assert (dss.seed, dss.version) == ("empty", "15.2.0")
    dss.table("users").delete("admin")

def test_fresh_again(dss):
    assert "admin" in dss.table("users")

def test_server(dss_server):
    answer = httpx.get(f"{dss_server.url}/_mock/health", trust_env=False)
    assert answer.json()["calls"] == 0
    dss_server.dss.request("GET", "/futures/")
    dss_server.dss.clock.advance(864000)
    dss_server.dss.clock.set_factor(0)

def test_server_is_reset(dss_server):
    assert dss_server.dss.calls == []
    assert dss_server.dss.clock.now_ms() < time.time() * 1000 + 1000
    assert dss_server.dss.clock.mode == "real"

@pytest.mark.dss_seed("demo")
def test_seed(dss, dss_server):
    assert dss.seed == dss_server.dss.seed == "demo"

@pytest.mark.dss_version("8.0.0")
def test_version(dss, dss_server):
    for mock in (dss, dss_server.dss):
        assert mock.version == "8.0.0"
        # The route that replaced it came with 13.
        assert mock.request("GET", "/admin/globalAPIKeys/").status == 200
        assert mock.request("GET", "/admin/global-api-keys/").status == 404

def test_version_is_reset(dss_server):
    assert dss_server.dss.version == "15.2.0"
"""


def test_plugin_gives_fixtures_and_marks(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dssmock.demo.seed", lambda dss: None)
    run(pytester, FIXTURES).assert_outcomes(passed=7)


FAILING = """
import pytest

def test_fails(dss, dss_server):
    dss.request("POST", "/admin/users/", json={"login": "zoe", "password": "s3cr3t", "colour": 1})
    dss.request("GET", "/projects/NOPE/datasets/", query={"foreign": "true"})
    dss_server.dss.request("GET", "/nowhere")
    assert False

def test_passes(dss):
    dss.request("GET", "/admin/groups/")

@pytest.fixture
def broken(dss):
    dss.request("GET", "/admin/groups/")
    raise ValueError

def test_setup_fails(broken):
    pass
"""


def test_failed_test_shows_its_calls(pytester: pytest.Pytester) -> None:
    result = run(pytester, FAILING)
    result.assert_outcomes(failed=1, passed=1, errors=1)
    text = result.stdout.str()
    result.stdout.fnmatch_lines(
        [
            "*calls to the mock DSS of dss -*",
            "* POST /admin/users/  user_create * ms*[[]warning[]]",
            '*body: {"login": "zoe", "password": "***", "colour": 1}',
            "*unknown member /colour",
            "404 GET /projects/NOPE/datasets/  dataset_list * ms",
            '*query: {"foreign": true}',
            "*answer: project does not exist: NOPE",
            "*calls to the mock DSS of dss_server -*",
            "404 GET /nowhere  - * ms*[[]unknown[]]",
        ]
    )
    assert text.count("group_list") == 1, "of the failed setup, not of the test that passed"


def test_long_logs_are_cut() -> None:
    mock = make_mock()
    assert calls_text(mock) == "none"
    for _ in range(105):
        mock.request("GET", "/things/", query={"name": "x" * 400})
    lines = calls_text(mock).splitlines()
    assert lines[0] == "(5 earlier calls are not shown)"
    assert len(lines) == 201
    assert lines[2].endswith("...")
    mock.faults.add("thing_list", status=502, html=True)
    mock.request("GET", "/things/")
    assert "answer: <html>" in calls_text(mock)


@pytest.mark.parametrize("arguments", ["", "'a', 'b'", "name='demo'"])
def test_wrong_mark_is_an_error(pytester: pytest.Pytester, arguments: str) -> None:
    source = f"""
import pytest

@pytest.mark.dss_seed({arguments})
def test_it(dss):
    pass
"""
    result = run(pytester, source)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*the mark dss_seed takes one argument*"])


@pytest.mark.parametrize("fixture", ["dss", "dss_server"])
def test_version_out_of_range_is_an_error(pytester: pytest.Pytester, fixture: str) -> None:
    source = f"""
import pytest

@pytest.mark.dss_version("99")
def test_it({fixture}):
    pass
"""
    result = run(pytester, source)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*'99' is no version of DSS from 8.0 to 15.2*"])


def test_seed_is_found_beside_the_test(pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("deep")
    (folder / "shop.yaml").write_text("projects: [{key: BESIDE}]")
    pytester.path.joinpath("shop.yaml").write_text("projects: [{key: START}]")
    pytester.path.joinpath("other.yaml").write_text("projects: [{key: START}]")
    (folder / "test_deep.py").write_text("""
import pytest

@pytest.mark.dss_seed("shop.yaml")
def test_beside(dss, dss_server):
    assert "BESIDE" in dss.table("projects")
    assert "BESIDE" in dss_server.dss.table("projects")

@pytest.mark.dss_seed("other.yaml")
def test_start(dss):
    assert "START" in dss.table("projects")
""")
    run(pytester, "").assert_outcomes(passed=2)


CLIENT = """
def test_client(dss_client, dss_server):
    assert dss_client.host == dss_server.url
    assert dss_client.api_key == "admin-key"
"""


class Closed(list[str]):
    """Says how a client was closed."""


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Closed:
    """A package ``dataikuapi`` whose client notes how it was closed."""
    seen = Closed()

    class DSSClient:
        def __init__(self, host: str, api_key: str) -> None:
            self.host, self.api_key = host, api_key
            self._session = types.SimpleNamespace(close=lambda: seen.append("session"))

    module: Any = types.ModuleType("dataikuapi")
    module.DSSClient = DSSClient
    monkeypatch.setitem(sys.modules, "dataikuapi", module)
    return seen


def test_client_of_dataiku_is_given_and_closed(pytester: pytest.Pytester, closed: Closed) -> None:
    run(pytester, CLIENT).assert_outcomes(passed=1)
    assert closed == ["session"]


def test_client_with_a_close_of_its_own_is_closed(
    pytester: pytest.Pytester, closed: Closed
) -> None:
    module: Any = sys.modules["dataikuapi"]
    module.DSSClient.close = lambda self: closed.append("client")
    run(pytester, CLIENT).assert_outcomes(passed=1)
    assert closed == ["client"]


def test_missing_client_is_an_error(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dataikuapi", None)
    result = run(pytester, CLIENT)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*install dataiku-openapi-client or dataiku-api-client*"])
