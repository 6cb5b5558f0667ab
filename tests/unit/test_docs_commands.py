"""The shell commands of the pages: they can be read, and those that end by themselves run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import anyio
import httpx
import pytest

from dssmock.__main__ import _parser, main
from dssmock.contract.proxy import Proxy
from dssmock.contract.verify import Verifier
from dssmock.core import DSSMock

ROOT: Final = Path(__file__).parents[2]
COMMAND: Final = re.compile(r"^\$ (dssmock .*)$", re.MULTILINE)
STORY: Final = ROOT / "docs/howto/mock-contract.md"
# These go on until they are told to stop.
SERVERS: Final = ("serve", "proxy", "replay")


def commands() -> Iterator[Any]:
    for page in (ROOT / "mock/README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for command in COMMAND.findall(page.read_text("utf-8")):
            yield pytest.param(command, id=f"{page.name} {command}")


@pytest.mark.parametrize("command", list(commands()))
def test_command_of_a_page_is_one(command: str) -> None:
    arguments = _parser().parse_args(shlex.split(command)[1:])
    assert callable(arguments.run)


async def record(demo: DSSMock, file: Path) -> None:
    """The session that the page begins with."""
    proxy = Proxy(demo.base_url, Verifier("15.2.0"), lambda _: None, file, demo.transport())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=proxy), base_url="http://proxy", auth=("admin-key", "")
    ) as client:
        for path in ("/projects/", "/admin/users/"):
            await client.get(f"/public/api{path}")


def test_commands_about_traffic_run_one_after_the_other(
    demo: DSSMock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    anyio.run(record, demo, tmp_path / "session.jsonl")
    found = [shlex.split(each)[1:] for each in COMMAND.findall(STORY.read_text("utf-8"))]
    ran = [each for each in found if each[0] not in SERVERS]
    assert [main(each) for each in ran] == [0] * len(ran)
    assert {each[0] for each in ran} == {"check", "coverage", "seed"}
    files = {path.name for path in tmp_path.iterdir()}
    assert {"report.json", "report.xml", "report.html", "seed.json"} <= files
    told = capsys.readouterr().out
    assert "project_list" in told
    assert "user_list" in told
