"""Counts which documented and live-reported facts about DSS are tests.

``python -m tests.facts`` reads ``table.toml``: one row for each such fact that touches operations
which the mock serves, with the section of the fact sheet, a short title, and either the test that
holds it or why there is none. It ends with 0 when every test that is named exists.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
TABLE: Final = Path(__file__).with_name("table.toml")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about DSS.

    Attributes:
        section: where it stands in the fact sheet.
        title: what it says, in short.
        test: the test that holds it, as ``file::name``; empty when there is none.
        why: why there is none.
    """

    section: str
    title: str
    test: str = ""
    why: str = ""


def load(file: Path = TABLE) -> list[Fact]:
    """The facts of the table."""
    return [Fact(**row) for row in tomllib.loads(file.read_text("utf-8"))["fact"]]


def problems(facts: list[Fact]) -> list[str]:
    """What is wrong with the table."""
    found = [f"{fact.section} {fact.title}: neither a test nor a reason, or both"
             for fact in facts if bool(fact.test) == bool(fact.why)]  # fmt: skip
    found += [f"{fact.section} {fact.title}: there is no {fact.test}"
              for fact in facts if fact.test and not exists(fact.test)]  # fmt: skip
    twice = Counter((fact.section, fact.title) for fact in facts)
    return found + [f"{section} {title}: twice" for (section, title), n in twice.items() if n > 1]


def exists(test: str) -> bool:
    """Whether a test is there."""
    file, _, name = test.partition("::")
    return name in _tests(ROOT / "tests" / file)


@cache
def _tests(file: Path) -> frozenset[str]:
    if not file.exists():
        return frozenset()
    tree = ast.parse(file.read_text("utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def main() -> int:
    """Count, and say what is wrong.

    Returns:
        The exit status.
    """
    facts = load()
    wrong = problems(facts)
    held = sum(bool(fact.test) for fact in facts)
    rules = [fact for fact in facts if fact.section == "13"]
    sys.stdout.write("".join(f"{text}\n" for text in wrong))
    sys.stdout.write(
        f"facts: {len(facts)}, {held} are tests, {len(facts) - held} have a reason why not;"
        f" rules of section 13:"
        f" {sum(bool(fact.test) for fact in rules)} of {len(rules)} are tests\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
