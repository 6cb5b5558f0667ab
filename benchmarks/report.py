"""The result as a table: for the terminal, and as Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.verdicts import Spread, Verdict

BEGIN: Final = "<!-- benchmarks: begin, written by tox -e bench -->"
END: Final = "<!-- benchmarks: end -->"
STYLES: Final = {
    "ok": "green", "missed": "yellow", "slower": "bold red", "absent": "magenta", "failed": "red",
}  # fmt: skip
ENOUGH: Final = 5.0


def number(value: float) -> str:
    """A number with about three digits."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.2g}"


def figure(spread: Spread | None, unit: str = "") -> str:
    """The median of a figure with its unit, or a dash."""
    return "-" if spread is None else f"{number(spread.middle)} {unit}".strip()


def ratio(spread: Spread | None, target: float | None) -> str:
    """A ratio as `median (lowest-highest) ≤ target`."""
    if spread is None:
        return "-" if target is None else f"- ≤ {number(target)}"
    text = number(spread.middle)
    if spread.low != spread.high:
        text += f" ({number(spread.low)}-{number(spread.high)})"
    return text if target is None else f"{text} ≤ {number(target)}"


def state(verdict: Verdict) -> str:
    """What a reader should know of the cell."""
    if verdict.state in {"absent", "failed", "ok"}:
        return verdict.state
    words = ["slower"] if verdict.slower else []
    if verdict.missed:
        words.append("misses " + ", ".join(verdict.missed))
    return "; ".join(words)


def row(verdict: Verdict) -> list[str]:
    """The cells of one line, in the order of `HEADINGS`."""
    cell = verdict.cell
    unit = cell.unit[0]
    ours = figure(verdict.ours, unit)
    if cell.limit is not None:
        ours += f" ≤ {number(cell.limit)}"
    return [
        cell.measure,
        cell.what,
        ours,
        figure(verdict.incumbent, unit),
        figure(verdict.floor, unit),
        ratio(verdict.to_incumbent, cell.to_incumbent),
        ratio(verdict.to_floor, cell.to_floor),
        state(verdict),
    ]


HEADINGS: Final = (
    "", "Measure", "Ours", "Incumbent", "Floor", "/ incumbent", "/ floor", "Result"
)  # fmt: skip


def show(console: Console, verdicts: Sequence[Verdict], about: Mapping[str, Any]) -> None:
    """Prints the table and what belongs to it.

    Args:
        console: where to.
        verdicts: the lines.
        about: commit, versions, machine and headroom of the run.
    """
    sizes = ", small sizes" if about["quick"] else ""
    title = f"Cost of ours, of dataiku-api-client and of the floor: less is better{sizes}"
    table = Table(title=title)
    for at, heading in enumerate(HEADINGS):
        table.add_column(heading, justify="right" if 2 <= at <= 4 else "left")
    for verdict in verdicts:
        *cells, last = (escape(text) for text in row(verdict))
        table.add_row(*cells, f"[{STYLES[verdict.state]}]{last}[/]")
    console.print(table)
    for line in summary(verdicts, about):
        console.print(escape(line))


def summary(verdicts: Sequence[Verdict], about: Mapping[str, Any]) -> list[str]:
    """Lines below the table."""

    def names(wanted: str) -> list[str]:
        found = [verdict for verdict in verdicts if verdict.state == wanted]
        return [f"{verdict.cell.measure} {verdict.cell.what}" for verdict in found]

    lines = [
        f"{len(names('ok'))} of {len(verdicts)} cells reach their targets.",
        *(
            f"{title}: {'; '.join(found)}."
            for title, found in (
                ("Slower than the incumbent", names("slower")),
                ("Not slower, but off a target", names("missed")),
                ("Not there yet", names("absent")),
                ("Failed", names("failed")),
            )
            if found
        ),
    ]
    lines += sorted(
        {note for verdict in verdicts for note in verdict.notes if " has no " not in note}
    )
    return lines + pace_lines(about)


def pace_lines(about: Mapping[str, Any]) -> list[str]:
    """What the server could do, and how far that is from what the clients asked of it."""
    server, lines = about["server"], []
    bare = dict(server["pace"])
    client = bare.pop("client", None)
    texts = [f"{number(value)} µs {name.replace('_', '-')}" for name, value in bare.items()]
    lines.append(f"CPU of the server for a small GET of a bare socket: {', '.join(texts)}.")
    if client and bare:
        factors = [f"{number(client / v)} {name.replace('_', '-')}" for name, v in bare.items()]
        least = min(client / value for value in bare.values())
        lines.append(
            f"Cheapest client: {number(client)} µs; headroom of the server: {', '.join(factors)}"
            f"{'' if least >= ENOUGH else f' - less than {ENOUGH:g}, mind it'}."
        )
    if ratios := server["work"]:
        texts = [f"{what} {number(factor)}" for what, factor in ratios.items()]
        lines.append(f"CPU of the cheapest client by that of the server: {', '.join(texts)}.")
    return lines


def kind(about: Mapping[str, Any]) -> str:
    """Whether the sizes were small, and the number of rounds, in words."""
    sizes = "quick run with small sizes, " if about["quick"] else ""
    return f"{sizes}{about['rounds']} round{'s' if about['rounds'] > 1 else ''}"


def markdown(verdicts: Sequence[Verdict], about: Mapping[str, Any]) -> str:
    """The table and its lines as Markdown."""
    head = ["|".join(("", *HEADINGS, "")), "|" + "---|" * len(HEADINGS)]
    body = ["|".join(("", *(text or " " for text in row(verdict)), "")) for verdict in verdicts]
    machine, versions = (
        about["machine"],
        ", ".join(f"{name} {version}" for name, version in about["versions"].items()),
    )
    origin = (
        f"Run of {about['date'][:10]}, commit `{about['commit'][:12]}`, {kind(about)}, "
        f"{machine['system']}, {machine['cpus']} processors, Python {machine['python']}; "
        f"{versions}."
    )
    return "\n".join([origin, "", *head, *body, "", *_list(summary(verdicts, about))])


def _list(lines: Sequence[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def put_between(text: str, block: str, marks: tuple[str, str] = (BEGIN, END)) -> str:
    """Puts a block between the two marks of a page.

    Args:
        text: the page.
        block: what is to stand there.
        marks: the lines before and after it.

    Raises:
        ValueError: the page lacks the marks.
    """
    before, begin, rest = text.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not begin or not end:
        raise ValueError("the page has no place for the table of the benchmarks")
    return f"{before}{begin}\n\n{block}\n\n{end}{after}"


def write_into(page: Path, block: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Writes a block into its place in a page."""
    page.write_text(put_between(page.read_text(encoding="utf-8"), block, marks), encoding="utf-8")
