"""Reads YAML files and remembers on which line every value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Pointer = tuple[str | int, ...]
"""Where a value stands in a document: keys and list indexes from the root."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong at one place of the sources; prints as `file:line rule message`."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """Render the problem the way editors can jump to."""
        return f"{self.file}:{self.line} {self.rule} {self.message}"


class SourceError(Exception):
    """The sources cannot be read; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems in the order of their places."""
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Source:
    """One YAML file: its value and the line of everything in it.

    Attributes:
        name: path of the file relative to the project, with slashes.
        path: the file itself.
        value: the parsed content.
        lines: line (from 1) of each value, by pointer.
        problems: what is wrong with the file although it could be read.
    """

    name: str
    path: Path
    value: Any = None
    lines: dict[Pointer, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, pointer: Pointer) -> int:
        """Line of the value at `pointer`, or of the nearest value that holds it."""
        while pointer and pointer not in self.lines:
            pointer = pointer[:-1]
        return self.lines.get(pointer, 1)


def read_source(path: Path, name: str) -> Source:
    """Parse one file.

    Args:
        path: the file.
        name: what messages call it.

    Returns:
        The parsed file.

    Raises:
        SourceError: the file is no YAML.
    """
    source = Source(name=name, path=path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError([Problem(name, 1, "yaml", str(error))]) from error
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = " ".join(filter(None, (error.context, error.problem)))
        if _is_indented_with_tab(text, line):
            message = f"a tab in the indentation, where YAML takes blanks only ({message})"
        raise SourceError([Problem(name, line, "yaml", message)]) from error
    except yaml.YAMLError as error:
        raise SourceError([Problem(name, 1, "yaml", str(error))]) from error
    if node is not None:
        source.value = _construct(source, node, ())
    return source


def _is_indented_with_tab(text: str, line: int) -> bool:
    """Whether a tab stands before the first word of a line (from 1)."""
    found = text.split("\n")[line - 1 : line]
    return any("\t" in each[: len(each) - len(each.lstrip())] for each in found)


def _construct(source: Source, node: Any, pointer: Pointer) -> Any:
    """Turn a YAML node into plain Python, noting the lines on the way."""
    source.lines.setdefault(pointer, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _construct_mapping(source, node, pointer)
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(source, child, (*pointer, index)) for index, child in enumerate(node.value)
        ]
    return node.value if node.style else _plain_scalar(node.value)


def _construct_mapping(source: Source, node: Any, pointer: Pointer) -> dict[str, Any]:
    """Build a mapping; keys are always text, and a repeated key is a problem."""
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in result or key == "<<":
            word = "merge key" if key == "<<" else "key that occurs twice:"
            source.problems.append(Problem(source.name, line, "yaml", f"{word} {key}"))
        # The line of the key is where a reader looks, the value may start further down.
        source.lines[(*pointer, key)] = line
        result[key] = _construct(source, value_node, (*pointer, key))
    return result


def _plain_scalar(text: str) -> Any:
    """Read an unquoted scalar as YAML 1.2 does: `yes`, `on` and dates stay text."""
    lowered = text.lower()
    if lowered in ("", "~", "null"):
        return None
    if lowered in ("true", "false"):
        return lowered == "true"
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
