"""What the versions met, against what is known of them in ``accepted.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape

from tests.generations.lenient import ABSENT, BROKEN, FOLLOWS, OTHER

FILE: Final = Path(__file__).with_name("accepted.toml")
NOT_HANDLED: Final = 501
# These functions ask for what is not there, or break the answers, on purpose.
NO_ROUTE: Final = "no route"
RAISED: Final = "raised"
NO_ERROR: Final = "no error"

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that did not go as the version expects.

    Attributes:
        version: of the client and of the mock.
        at: where, such as ``kind/function/label``.
        text: what.
    """

    version: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A finding that is right.

    Attributes:
        version: of the client, as a pattern.
        at: where, as a pattern.
        why: the reason.
        text: what, as a pattern.
    """

    version: str
    at: str
    why: str
    text: str = "*"

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is this one."""
        pairs = ((finding.version, self.version), (finding.at, self.at), (finding.text, self.text))
        return all(fnmatchcase(value, pattern) for value, pattern in pairs)


@dataclass(slots=True)
class Outcome:
    """What a version came to.

    Attributes:
        version: of the client and of the mock.
        calls: calls that were written down.
        requests: requests that they sent.
        left_out: statements that the version could not take part in, by why.
        methods: public methods in scope that gave a result, and how many there are.
        findings: what is not known.
        accepted: how many findings are.
    """

    version: str
    calls: int
    requests: int
    left_out: Counter[str]
    methods: tuple[int, int]
    findings: list[Finding] = field(default_factory=list)
    accepted: int = 0

    def drop(self, kind: str) -> None:
        """Leave out findings at places that begin so."""
        self.findings = [each for each in self.findings if not each.at.startswith(kind)]


def load_rows(file: Path = FILE) -> list[Row]:
    """The rows of a file."""
    return [Row(**row) for row in tomllib.loads(file.read_text("utf-8")).get("accepted", [])]


def judge(
    records: Mapping[str, Record], newest: str, scope: Set[str], rows: list[Row], *, whole: bool
) -> tuple[list[Outcome], list[Row]]:
    """Judge the records of versions.

    Args:
        records: what each did, by version.
        newest: the version whose types of results the others are compared with, if it is there.
        scope: the public methods of this package, as ``Class.method``.
        rows: what is known.
        whole: whether all versions ran the whole table, so that each row must have been met.

    Returns:
        What each came to, and the rows that were not met.
    """
    used = set[Row]()
    last = records.get(newest)
    outcomes = [
        examine(record, None if record is last else last, scope, rows, used)
        for record in records.values()
    ]
    return outcomes, [row for row in rows if row not in used] if whole else []


def examine(
    record: Record, newest: Record | None, scope: Set[str], rows: list[Row], used: set[Row]
) -> Outcome:
    """Judge the record of a version.

    Args:
        record: what it did.
        newest: what the newest version did, whose types of results are compared.
        scope: the public methods of this package, as ``Class.method``.
        rows: what is known.
        used: gathers the rows that were met.
    """
    methods = dict(_in_scope(record["methods"], scope, (newest or record)["methods"]))
    steps = list(_steps(record))
    outcome = Outcome(
        version=record["version"],
        calls=len(steps),
        requests=sum(len(step["requests"]) for _, step in steps),
        left_out=Counter(kind for act in record["acts"].values() for kind, *_ in act["failed"]),
        methods=(sum(methods.values()), len(methods)),
    )
    for at, text in _findings(record, newest, methods):
        finding = Finding(record["version"], at, text)
        covering = [row for row in rows if row.covers(finding)]
        used.update(covering[:1])
        if covering:
            outcome.accepted += 1
        else:
            outcome.findings.append(finding)
    return outcome


def _in_scope(
    methods: Mapping[str, bool], scope: Set[str], newest: Mapping[str, bool]
) -> Iterator[tuple[str, bool]]:
    """What this package has too, and what only older versions have, in classes that it has.

    What the newest version has and this package has not belongs to other products.
    """
    kinds = {name.partition(".")[0] for name in scope}
    for name, called in methods.items():
        old = name not in newest and name.partition(".")[0] in kinds
        if name in scope or old:
            yield name, called


def _findings(
    record: Record, newest: Record | None, methods: Mapping[str, bool]
) -> Iterator[tuple[str, str]]:
    for text in record["defects"]:
        yield "defect", text
    for name, act in record["acts"].items():
        for kind, line, text in act["failed"]:
            if kind == BROKEN:
                yield f"{BROKEN}/{name}/{line}", text
    for name, step in _steps(record):
        yield from _unanswered(name, step)
    if newest is not None:
        yield from _other_types(record, newest)
    for name, called in methods.items():
        if not called:
            yield f"method/{name}", record["faults"].get(name, "no call reaches it")


def _steps(record: Record) -> Iterator[tuple[str, Record]]:
    for name, act in record["acts"].items():
        for step in act["steps"]:
            yield f"{name}/{step['label']}", step


def _unanswered(name: str, step: Record) -> Iterator[tuple[str, str]]:
    for call in step["requests"]:
        told = f"{call['method']} {call['path']}"
        if call["operation"] is None and NO_ROUTE not in name:
            yield f"route/{name}", f"{told}: the document has no such operation"
        elif call["status"] == NOT_HANDLED:
            yield f"handler/{name}", f"{told}: no handler"
        if call["warnings"]:
            yield f"unknown/{name}", f"{told}: {'; '.join(call['warnings'])}"


def _other_types(record: Record, newest: Record) -> Iterator[tuple[str, str]]:
    """Results of another type than the newest version gives for the same call."""
    expected = {name: kind_of(step["result"]) for name, step in _steps(newest)}
    for name, step in _steps(record):
        found, wanted = kind_of(step["result"]), expected.get(name)
        if wanted is not None and found != wanted:
            told = f"{found}{_message(step['result'])}"
            yield f"type/{name}", f"{told} where the newest version gives {wanted}"


def _message(shape: Any) -> str:
    failed = isinstance(shape, dict) and set(shape) == {RAISED}
    return f" ({shape[RAISED]['message']})" if failed else ""


def kind_of(shape: Any) -> str:
    """What a result is: the name of its type, of its class or of its error."""
    if isinstance(shape, dict):
        if set(shape) == {RAISED}:
            return f"error {shape[RAISED]['class']}"
        if set(shape) == {NO_ERROR}:
            return NO_ERROR
        if len(shape) == 1:
            [name] = shape
            if name.startswith(("object ", "dict ", "str ")) or name in ("bytes", "iterator"):
                return name
        return "dict"
    return type(shape).__name__


def show(console: Console, outcomes: list[Outcome], unused: list[Row], seconds: float) -> None:
    """Tell what was found; the last line is the verdict."""
    for outcome in outcomes:
        for finding in outcome.findings:
            console.print(f"[red]{finding.version}[/] [bold]{escape(finding.at)}[/]")
            console.print(f"  {escape(finding.text)}")
    for row in unused:
        console.print(f"[red]a known thing was not met:[/] {escape(f'{row.version} {row.at}')}")
    for outcome in outcomes:
        left = outcome.left_out
        given, all_of = outcome.methods
        console.print(
            f"{outcome.version:9} {outcome.calls} calls, {outcome.requests} requests,"
            f" {given} of {all_of} methods gave a result;"
            f" left out: {left[ABSENT]} not in this version, {left[FOLLOWS]} that need them,"
            f" {left[OTHER]} of other types; {outcome.accepted} known things,"
            f" {len(outcome.findings)} to explain"
        )
    wrong = sum(len(outcome.findings) for outcome in outcomes) + len(unused)
    verdict = f"{wrong} things to explain" if wrong else "every call is answered as it expects"
    console.print(f"generations: {len(outcomes)} versions, {verdict}, {seconds:.0f} s")
