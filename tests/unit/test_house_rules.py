"""Rules of CONTRIBUTING.md that a look at the files can hold."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("benchmarks", "docs", "examples", "generator", "mock", "src", "supplychain", "tests")
LONGEST = 500
CODES = r"[A-Z]+\d+(?:,\s*[A-Z]+\d+)*"
RULES = r"report\w+\s*=\s*\w+(?:,\s*report\w+\s*=\s*\w+)*"
IGNORE = re.compile(
    rf"#\s*(?:(?:type|pyright):\s*ignore(?:\[[^\]]*\])?|(?:ruff:\s*)?noqa(?::\s*{CODES})?"
    rf"|pyright:\s*(?:basic|{RULES})|pragma:\s*no cover)"
)


def refusing(source: str) -> set[int]:
    """The lines in `with pytest.raises(...)`: what is wrong there is wrong on purpose."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.With | ast.AsyncWith) and any(
            ast.unparse(item.context_expr).startswith("pytest.raises(") for item in node.items
        ):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def in_comments(source: str) -> set[int]:
    """The lines that have a comment; the same signs in a text are none."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}


def unreasoned(source: str, is_test: bool = False) -> list[int]:
    """The lines that ignore a rule and say why neither there nor in a comment right above."""
    found: set[int] = set()
    told = False  # by a comment on the lines right above
    for number, line in enumerate(source.splitlines(), 1):
        alone = line.lstrip().startswith("#")
        ignore = IGNORE.search(line) if "#" in line else None
        if ignore is None:
            told = alone
            continue
        if not told and not re.search(r"\w", IGNORE.sub("", line[ignore.start() :])):
            found.add(number)
        told = told and alone
    if found:  # which is seldom, and the rest takes long
        found &= in_comments(source)
        found -= refusing(source) if is_test else set()
    return sorted(found)


def by_hand() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            with path.open(encoding="utf-8") as file:
                if "Derived" not in file.readline():
                    yield path


def test_files_stay_short() -> None:
    lengths = {path: len(path.read_bytes().splitlines()) for path in by_hand()}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}


def test_ignored_rule_has_its_reason() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in by_hand()
        for number in unreasoned(path.read_text("utf-8"), path.is_relative_to(ROOT / "tests"))
    ]
    assert places == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = 1  # noqa: S101\n", [1]),
        ("x = 1  # noqa\n", [1]),
        ("x = 1  # noqa: S101, S102 (it is one)\n", []),
        ("x = 1  # type: ignore[misc]  # pyright: ignore[reportFoo, reportBar]\n", [1]),
        ("x = 1  # pyright: ignore[reportFoo]  (it is one)\n", []),
        ("# It is one.\nx = 1  # type: ignore\n", []),
        ("x = 1  # noqa: S101 - it is one\nx = 1  # noqa: S101\n", [2]),
        ("x = '# noqa: S101'\n", []),
        ("x = 1\n# pyright: reportFoo=false, reportBar=false\n# pyright: basic\n", [2, 3]),
        ("# Not typed.\n# pyright: reportFoo=false\n# pyright: reportBar=none\nx = 1\n", []),
        ("with pytest.raises(TypeError):\n    f(3)  # type: ignore[arg-type]\n", [2]),
    ],
)
def test_reason_is_looked_for(source: str, lines: list[int]) -> None:
    assert unreasoned(source) == lines


def test_wrong_argument_in_a_test_needs_no_reason() -> None:
    inside = "with pytest.raises(TypeError, match='x'):\n    f(3)  # type: ignore[arg-type]\n"
    assert unreasoned(inside, is_test=True) == []
    assert unreasoned(inside + "f(3)  # type: ignore[arg-type]\n", is_test=True) == [3]
