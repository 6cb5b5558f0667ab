"""From async to sync: what is converted, what is kept, and what is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import unasync

SOURCE = '''"""Says `await x` and AsyncDSSThing."""

from dataikuapi.aio.dss.group import AsyncDSSGroup


class AsyncDSSThing:
    """A thing.

    Example:
        async with AsyncDSSClient("http://x", "key") as client:
            print(await client.list())
    """

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        await self.pool.aclose()

    async def read(self):
        # AsyncDSSThing of dataikuapi.aio.dss
        async for row in self.rows():
            yield f"{await self.one(row)} waits"
'''
EXPECTED = '''"""Says `x` and DSSThing."""

from dataikuapi.dss.group import DSSGroup


class DSSThing:
    """A thing.

    Example:
        with DSSClient("http://x", "key") as client:
            print(client.list())
    """

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.pool.close()

    def read(self):
        # DSSThing of dataikuapi.dss
        for row in self.rows():
            yield f"{self.one(row)} waits"
'''


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture(autouse=True)
def few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"__aenter__": "__enter__", "__aexit__": "__exit__", "aclose": "close"}
    monkeypatch.setattr(unasync, "NAMES", names)


def test_conversion() -> None:
    report = unasync.Report()
    assert unasync.convert(SOURCE, report) == EXPECTED
    assert report.used == {"__aenter__", "__aexit__", "aclose"}


def test_run_writes_headers_and_is_stable(tmp_path: Path) -> None:
    root = tree(tmp_path, {"src/dataikuapi/aio/dss/thing.py": SOURCE})
    (written,) = unasync.run(root)
    assert written == root / "src/dataikuapi/dss/thing.py"
    first, rest = written.read_text().split("\n", 1)
    assert first == (
        "# Derived by `tox -e generate` from src/dataikuapi/aio/dss/thing.py. Do not edit."
    )
    assert rest == EXPECTED
    assert unasync.run(root) == []


def test_tests_are_converted_beside_their_package(tmp_path: Path) -> None:
    text = SOURCE + "\n\nfrom tests.aio.conftest import connect\n"
    root = tree(tmp_path, {"tests/aio/test_thing.py": text})
    unasync.run(root)
    assert (
        "from tests.sync.conftest import connect" in (root / "tests/sync/test_thing.py").read_text()
    )


def test_derived_file_without_a_source_is_removed(tmp_path: Path) -> None:
    own = "# written by hand\n"
    root = tree(
        tmp_path,
        {
            "src/dataikuapi/aio/a.py": SOURCE,
            "src/dataikuapi/aio/b.py": "x = 1\n",
            "src/dataikuapi/own.py": own,
        },
    )
    unasync.run(root)
    (root / "src/dataikuapi/aio/b.py").unlink()
    assert unasync.run(root) == [root / "src/dataikuapi/b.py"]
    assert (root / "src/dataikuapi/own.py").read_text() == own
    assert (root / "src/dataikuapi/a.py").exists()


@pytest.mark.parametrize(
    "stray", ["import asyncio\n", "x = 'an await word'\n", "from anyio import sleep\n"]
)
def test_word_of_async_code_that_is_left_is_found(tmp_path: Path, stray: str) -> None:
    root = tree(
        tmp_path, {"src/dataikuapi/aio/a.py": SOURCE + "\n\n" + stray.replace("await ", "await, ")}
    )
    with pytest.raises(unasync.UnasyncError, match=r"src/dataikuapi/a\.py:\d+ unasync .* is left"):
        unasync.run(root)
    assert not (root / "src/dataikuapi/a.py").exists()


def test_row_that_nothing_uses_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unasync, "NAMES", {**unasync.NAMES, "aunused": "unused"})
    root = tree(tmp_path, {"src/dataikuapi/aio/a.py": SOURCE})
    with pytest.raises(unasync.UnasyncError, match="unused row 'aunused'"):
        unasync.run(root)
    assert not (root / "src/dataikuapi/a.py").exists()


@pytest.mark.parametrize(
    ("text", "line"), [("def f(:\n", 1), ("x = 1\nx = = 1\n", 2), ("  x\n y\n", 1)]
)
def test_source_that_is_no_python_is_named(tmp_path: Path, text: str, line: int) -> None:
    root = tree(tmp_path, {"src/dataikuapi/aio/a.py": SOURCE, "src/dataikuapi/aio/b.py": text})
    with pytest.raises(unasync.UnasyncError) as caught:
        unasync.run(root)
    (message,) = str(caught.value).splitlines()
    assert message.startswith(f"src/dataikuapi/aio/b.py:{line} unasync ")


def test_one_run_is_enough_for_a_new_module(tmp_path: Path) -> None:
    # Ruff takes imports of modules that are not there yet for those of other people.
    text = SOURCE.replace("from dataikuapi", "import attrs\n\nfrom dataikuapi", 1)
    settings = Path(__file__).parents[2] / "pyproject.toml"
    root = tree(
        tmp_path,
        {
            "pyproject.toml": settings.read_text("utf-8"),
            "src/dataikuapi/aio/dss/thing.py": text,
            "src/dataikuapi/aio/dss/group.py": "class AsyncDSSGroup: ...\n",
        },
    )
    first = unasync.derive(root)
    thing = root / "src/dataikuapi/dss/thing.py"
    assert "import attrs\n\nfrom dataikuapi.dss.group import DSSGroup\n" in first[thing]
    unasync.write(root, first)
    assert unasync.derive(root) == first
