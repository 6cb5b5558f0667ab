"""Fixtures and marks for pytest.

``dss`` is a fresh instance in process, ``dss_server`` one on a port, ``dss_client`` a client of
whichever ``dataikuapi`` is installed on that port. The marks ``dss_seed`` and ``dss_version``
choose what they hold and which DSS they are. When a test fails, the calls that it made are shown.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import pytest

from dssmock.seeds import SEEDS
from dssmock.versions import NEWEST

if TYPE_CHECKING:
    from dssmock.core import DSSMock
    from dssmock.server import Server

MARKS: Final = (
    'dss_seed(name): what the mock DSS holds at first: "empty", "demo", or the path of a file',
    'dss_version(version): which version of DSS the mock is, such as "13.5.6"',
)
USED: Final = pytest.StashKey[dict[str, Any]]()
MAX_SHOWN: Final = 100  # of the calls of a failed test: the last ones
NO_CLIENT: Final = (
    "dss_client needs a package that gives dataikuapi: install dataiku-openapi-client or "
    "dataiku-api-client beside dssmock"
)


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marks."""
    for line in MARKS:
        config.addinivalue_line("markers", line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the calls that a failed test made."""
    report = yield
    if report.failed and "dssmock.core" in sys.modules:
        for name, mock in _mocks_of(item):
            report.sections.append((f"calls to the mock DSS of {name}", calls_text(mock)))
    return report


def _mocks_of(item: pytest.Item) -> Iterator[tuple[str, DSSMock]]:
    """The instances among the fixtures of a test, each once."""
    from dssmock.core import DSSMock

    seen: set[int] = set()
    # A fixture that failed is no argument yet; what it used is noted by ours.
    found = {**item.stash.get(USED, {}), **getattr(item, "funcargs", {})}
    for name, value in found.items():
        mock = getattr(value, "dss", value)
        if isinstance(mock, DSSMock) and id(mock) not in seen:
            seen.add(id(mock))
            yield name, mock


def calls_text(mock: DSSMock) -> str:
    """The calls of an instance for people: a line each, secrets masked."""
    import json

    lines: list[str] = []
    for record in mock.calls[-MAX_SHOWN:]:
        verdict = "" if record.verdict == "ok" else f"  [{record.verdict}]"
        head = f"{record.status} {record.method} {record.path}"
        lines.append(f"{head}  {record.operation or '-'}  {record.took_ms:.1f} ms{verdict}")
        details = {"query": record.query, "body": record.body}
        for name, value in details.items():
            if value:
                lines.append(f"      {name}: {_short(json.dumps(value, ensure_ascii=False))}")
        lines += [f"      {warning}" for warning in record.warnings]
        if record.status >= 400 and record.answer:
            lines.append(f"      answer: {_short(_message(record.answer))}")
    left = len(mock.calls) - MAX_SHOWN
    if left > 0:
        lines.insert(0, f"({left} earlier calls are not shown)")
    return "\n".join(lines) or "none"


def _message(answer: bytes) -> str:
    import json

    text = answer.decode("utf-8", "replace")
    try:
        return str(json.loads(text)["message"])
    except (ValueError, KeyError, TypeError):
        return text


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:297]}..."


def _note(request: pytest.FixtureRequest, name: str, mock: DSSMock) -> None:
    request.node.stash.setdefault(USED, {})[name] = mock


def _mark(request: pytest.FixtureRequest, name: str, default: str) -> str:
    mark = request.node.get_closest_marker(name)
    if mark is None:
        return default
    if len(mark.args) != 1 or mark.kwargs:
        raise pytest.UsageError(f"the mark {name} takes one argument, as in {name}({default!r})")
    return str(mark.args[0])


def _seed(request: pytest.FixtureRequest) -> str:
    """The seed of a test: a file is looked for beside the test first, then where pytest began."""
    seed = _mark(request, "dss_seed", "empty")
    beside = request.node.path.parent / seed
    return str(beside) if seed not in SEEDS and beside.is_file() else seed


@pytest.fixture
def dss(request: pytest.FixtureRequest) -> Iterator[DSSMock]:
    """A fresh mock DSS in process."""
    from dssmock.core import DSSMock

    seed, version = _seed(request), _mark(request, "dss_version", NEWEST)
    mock = DSSMock(seed, version=version)
    _note(request, "dss", mock)
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
    seed, version = _seed(request), _mark(request, "dss_version", NEWEST)
    dss_session_server.dss.reset(seed, version)
    _note(request, "dss_server", dss_session_server.dss)
    return dss_session_server


@pytest.fixture
def dss_client(dss_server: Server) -> Iterator[Any]:
    """An administrator's ``dataikuapi.DSSClient`` of whichever package is installed."""
    try:
        # Whichever package gives it: the mock needs none, and knows none.
        package = import_module("dataikuapi")
    except ImportError as problem:
        raise RuntimeError(NO_CLIENT) from problem
    client = package.DSSClient(dss_server.url, dss_server.dss.admin_key)
    yield client
    close = getattr(client, "close", None)
    if callable(close):
        close()
    else:
        # The client of Dataiku has no close of its own.
        client._session.close()
