"""Docstrings as Markdown: roles become links, the code after ``Example:`` becomes a code block."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from griffe import Alias, Class, Extension, Module, Object

ROLE: Final = re.compile(r":(?:meth|class|func|attr):`(?P<name>[\w.]+)`")
EXAMPLE: Final = re.compile(r"^Example:\n(?P<code>(?:(?: {4}.*)?\n)+)", re.MULTILINE)


class Docstrings(Extension):
    """Turns what Sphinx and the Google style write into what Markdown has."""

    def on_package(self, *, pkg: Module, **_kwargs: Any) -> None:
        """Change the docstrings of a package when all of it has been read."""
        classes = {found.name: found.path for found in _walk(pkg) if isinstance(found, Class)}
        for item in _walk(pkg):
            if item.docstring is not None:
                item.docstring.value = _markdown(item.docstring.value, item, classes)


def _walk(place: Object) -> Iterator[Object]:
    yield place
    for member in list(place.members.values()):
        if not isinstance(member, Alias):
            yield from _walk(member)


def _markdown(text: str, item: Object, classes: dict[str, str]) -> str:
    text = EXAMPLE.sub(_fence, text + "\n").rstrip()
    return ROLE.sub(lambda role: _link(role, item, classes), text)


def _fence(found: re.Match[str]) -> str:
    code = textwrap.dedent(found["code"]).strip()
    return f"Example:\n\n```python\n{code}\n```\n\n"


def _link(role: re.Match[str], item: Object, classes: dict[str, str]) -> str:
    """A link to the class or the member that a role names, or its bare name as code."""
    name = role["name"]
    owner, _, member = name.rpartition(".")
    place = classes.get(owner) if owner else classes.get(name)
    if place is None:
        return f"`{name}`"
    return f"[`{name}`][{place}.{member}]" if owner else f"[`{name}`][{place}]"
