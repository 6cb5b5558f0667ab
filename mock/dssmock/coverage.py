"""Which operations of the document have a handler: the page ``COVERAGE.md`` is made from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from dssmock.bundle import Bundle

HEADER = """\
# Coverage of the mock

Made by `dssmock coverage --write`; do not edit. An operation without a handler answers 501.

| Tag | Operations | With a handler | Without |
|---|---|---|---|
"""


@dataclass(slots=True)
class Tag:
    """The operations of a tag, by operationId.

    Attributes:
        handled: those with a handler.
        missing: those without.
    """

    handled: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """What the handlers cover.

    Attributes:
        tags: the tags by name.
        strays: handlers for operations that the document has not.
    """

    tags: dict[str, Tag]
    strays: list[str]

    @property
    def complete(self) -> bool:
        """Whether every operation has a handler and every handler an operation."""
        return not self.strays and not any(tag.missing for tag in self.tags.values())


def measure(bundle: Bundle, handlers: Collection[str]) -> Coverage:
    """Compare a document with handlers."""
    tags: dict[str, Tag] = {}
    for operation in sorted(bundle.operations.values(), key=lambda each: (each.tag, each.id)):
        tag = tags.setdefault(operation.tag, Tag())
        (tag.handled if operation.id in handlers else tag.missing).append(operation.id)
    return Coverage(tags, sorted(set(handlers) - set(bundle.operations)))


def render(coverage: Coverage) -> str:
    """The coverage page."""
    tags = coverage.tags.values()
    handled = sum(len(tag.handled) for tag in tags)
    missing = sum(len(tag.missing) for tag in tags)
    rows = [_row(name, tag) for name, tag in coverage.tags.items()]
    rows.append(f"| **all** | {handled + missing} | {handled} | {missing or 'none'} |")
    if coverage.strays:
        rows += ["", f"Handlers without an operation: {', '.join(coverage.strays)}."]
    return HEADER + "\n".join(rows) + "\n"


def _row(name: str, tag: Tag) -> str:
    missing = ", ".join(f"`{each}`" for each in tag.missing) or "none"
    return f"| {name} | {len(tag.handled) + len(tag.missing)} | {len(tag.handled)} | {missing} |"
