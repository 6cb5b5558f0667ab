"""Tells what was found about recorded traffic: on a terminal, as JSON, JUnit XML and HTML."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from dssmock.contract.verify import Deviation, Verdict

if TYPE_CHECKING:
    from rich.console import Console

STYLE: Final = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8886;"
    "padding:.25rem .6rem;text-align:left;vertical-align:top}code{font-size:.9em}"
    ".wrong{color:#c22}.unknown{color:#a60}:root{color-scheme:light dark}"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found about the calls of a recording.

    Attributes:
        version: version of DSS by which they were judged.
        verdicts: one for each call of the public API.
        others: how many requests went elsewhere.
        known: how many operations that version has.
    """

    version: str
    verdicts: Sequence[Verdict]
    others: int
    known: int

    @property
    def operations(self) -> Counter[str]:
        """How often each operation was called."""
        return Counter(each.operation for each in self.verdicts if each.operation)

    @property
    def deviating(self) -> list[Verdict]:
        """The calls with deviations."""
        return [each for each in self.verdicts if each.deviations]

    @property
    def good(self) -> bool:
        """Whether the document forbids nothing of it."""
        return not any(each.wrong for each in self.verdicts)

    def summary(self) -> str:
        """The figures in one line."""
        wrong = sum(each.wrong for each in self.verdicts)
        unknown = len(self.deviating) - wrong
        return (
            f"{len(self.verdicts)} calls of {len(self.operations)} of {self.known} operations of"
            f" DSS {self.version}: {wrong} deviate, {unknown} say what the document does not know,"
            f" {sum(bool(each.unjudged) for each in self.verdicts)} could not be judged whole,"
            f" {self.others} requests went elsewhere"
        )


def as_text(report: Report, console: Console) -> None:
    """Print it."""
    from rich.markup import escape as plain

    for verdict in report.deviating:
        console.print(f"[bold]{plain(verdict.exchange.called)}[/] {verdict.operation or ''}")
        for each in verdict.deviations:
            colour = "yellow" if each.unknown else "red"
            console.print(f"  [{colour}]{each.half}[/] {plain(each.text)}")
    console.print(report.summary())


def as_json(report: Report) -> str:
    """The report as a JSON document."""
    document = {
        "version": report.version,
        "summary": report.summary(),
        "good": report.good,
        "operations": dict(sorted(report.operations.items())),
        "calls": [_call(each) for each in report.verdicts],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _call(verdict: Verdict) -> dict[str, Any]:
    exchange = verdict.exchange
    return {
        "method": exchange.method,
        "path": exchange.path,
        "operation": verdict.operation,
        "status": exchange.status,
        "milliseconds": round(exchange.milliseconds, 1),
        "deviations": [
            {"half": each.half, "text": each.text, "unknown": each.unknown}
            for each in verdict.deviations
        ],
        "unjudged": verdict.unjudged,
    }


def as_junit(report: Report) -> str:
    """The report as JUnit XML: a test case for each call, a failure for each that deviates."""
    wrong = sum(each.wrong for each in report.verdicts)
    cases = "".join(map(_case, report.verdicts))
    head = f'<testsuite name="dssmock check" tests="{len(report.verdicts)}" failures="{wrong}">'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n{cases}</testsuite>\n'


def _case(verdict: Verdict) -> str:
    name = quoteattr(_for_xml(verdict.exchange.called))
    group = quoteattr(verdict.operation or "no operation")
    time = verdict.exchange.milliseconds / 1000
    begin = f'<testcase classname={group} name={name} time="{time:.3f}">'
    text = escape(_for_xml("\n".join(map(_line, verdict.deviations))))
    if verdict.wrong:
        return f'{begin}<failure message="deviates from the document">{text}</failure></testcase>\n'
    return f"{begin}<system-out>{text}</system-out></testcase>\n"


def _for_xml(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(each for each in text if each in "\t\n" or each >= " ")


def _line(deviation: Deviation) -> str:
    return f"{deviation.half}: {deviation.text}"


def as_html(report: Report) -> str:
    """The report as a page that needs nothing else."""
    rows = "".join(map(_row, report.deviating))
    counts = "".join(
        f"<tr><td><code>{html.escape(name)}</code><td>{count}"
        for name, count in sorted(report.operations.items())
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>dssmock check</title>'
        f"<style>{STYLE}</style><h1>Traffic against the document</h1>"
        f"<p>{html.escape(report.summary())}</p><h2>Deviations</h2>"
        f"<table><tr><th>Call<th>Operation<th>Status<th>What{rows}</table>"
        f"<h2>Operations</h2><table><tr><th>Operation<th>Calls{counts}</table></html>\n"
    )


def _row(verdict: Verdict) -> str:
    texts = "".join(
        f'<div class="{"unknown" if each.unknown else "wrong"}">{html.escape(_line(each))}</div>'
        for each in verdict.deviations
    )
    exchange = verdict.exchange
    return (
        f"<tr><td><code>{html.escape(exchange.called)}</code>"
        f"<td>{html.escape(verdict.operation or '')}<td>{exchange.status}<td>{texts}"
    )


FILES: Final[dict[str, Callable[[Report], str]]] = {
    "json": as_json,
    "junit": as_junit,
    "html": as_html,
}
