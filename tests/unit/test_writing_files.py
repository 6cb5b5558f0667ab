"""Local files are written in one place, which puts them into place when they are complete."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "dataikuapi"
# What opens a file to write: of a block that ends well, it appears under its name.
WRITER = "_paths.py"
WRITING = {"write_text", "write_bytes", "extractall", "extract", "copyfileobj", "urlretrieve"}


def writers(path: Path) -> Iterator[str]:
    """Places of a module that write a local file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        modes = [each.value for each in node.args if isinstance(each, ast.Constant)]
        named = [each.value for each in node.keywords]
        modes += [each.value for each in named if isinstance(each, ast.Constant)]
        opens = name == "open" and any(
            isinstance(mode, str) and set(mode) <= set("abrtwx+") and set(mode) & set("awx+")
            for mode in modes
        )
        if opens or name in WRITING:
            yield f"{path.relative_to(SOURCES)}:{node.lineno} {name}"


def test_half_a_download_never_has_the_name_of_a_whole_one() -> None:
    found = {place for path in SOURCES.rglob("*.py") for place in writers(path)}
    assert {place.split(":")[0] for place in found} == {WRITER}
