"""The Python examples of the READMEs run, on the mock; `docs/` is tested beside this."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

import dataikuapi
from dssmock.core import DSSMock

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = ["README.md", "mock/README.md"]


def blocks() -> Iterator[Any]:
    for page in PAGES:
        for number, found in enumerate(BLOCK.finditer((ROOT / page).read_text("utf-8")), 1):
            yield pytest.param(found.group(1), id=f"{page}-{number}")


@pytest.mark.parametrize("code", list(blocks()))
def test_example_runs(code: str, demo: DSSMock, capsys: pytest.CaptureFixture[str]) -> None:
    if re.search(r"^(async |await |.* = await )", code, re.MULTILINE):
        body = textwrap.indent(code, "    ")
        code = f"async def example():\n{body}\n"
    names: dict[str, Any] = {"dataikuapi": dataikuapi}
    exec(compile(code, "example", "exec"), names)  # noqa: S102 - our own documentation
    if "example" in names:
        anyio.run(names["example"])
    given = {"dss": DSSMock(), "demo": demo}
    for name, function in list(names.items()):
        if name.startswith("test_"):
            wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
            function(*(given[argument] for argument in wanted))


def test_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert ".venv/bin/tox -q run -e quickstart\n" in text
    assert ".venv/bin/tox -q run-parallel\n" in text
    assert "tox" in (ROOT / ".ci" / "run").read_text("utf-8")
