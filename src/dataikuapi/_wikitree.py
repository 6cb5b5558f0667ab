"""The tree of the articles of a wiki."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from dataikuapi._errors import DataikuException

Tree = list[dict[str, Any]]
# Other characters in names of attached files are dropped, as DSS's own client does.
ODD = re.compile(r"[^A-Za-z0-9 ._-]+")


def walk(tree: Tree) -> Iterator[dict[str, Any]]:
    """Walks over the articles of a tree.

    Args:
        tree: the tree.

    Yields:
        Each article before those below it.
    """
    for node in tree:
        yield node
        yield from walk(node.get("children") or [])


def without(tree: Tree, article_id: str) -> tuple[Tree, dict[str, Any] | None]:
    """Takes an article, with those below it, out of a tree.

    Args:
        tree: the tree; it is not changed.
        article_id: identifier of the article.

    Returns:
        The rest of the tree, and what was taken out, or None.
    """
    kept: Tree = []
    taken: dict[str, Any] | None = None
    for node in tree:
        if node["id"] == article_id:
            taken = node
            continue
        children, found = without(node.get("children") or [], article_id)
        taken = taken or found
        kept.append({**node, "children": children})
    return kept, taken


def moved(tree: Tree, article_id: str, parent_id: str | None) -> Tree:
    """Puts an article, with those below it, below another one.

    Args:
        tree: the tree; it is not changed.
        article_id: identifier of the article.
        parent_id: identifier of the other article; None for the top.

    Returns:
        The new tree.

    Raises:
        DataikuException: one of the two is not in the tree, or the other one is below the first.
    """
    rest, taken = without(copy.deepcopy(tree), article_id)
    if taken is None:
        raise DataikuException(f"Article not found: {article_id}")
    if parent_id is None:
        return [*rest, taken]
    for node in walk(rest):
        if node["id"] == parent_id:
            node["children"] = [*(node.get("children") or []), taken]
            return rest
    raise DataikuException(
        f"Parent article not found (or is one of the article descendants): {parent_id}"
    )


def attachment_name(filename: str) -> str:
    """The name that an attached file gets.

    Args:
        filename: what the caller gave.

    Returns:
        Its letters, digits, blanks, dots, underscores and hyphens.

    Raises:
        ValueError: nothing is left of it.
    """
    name = ODD.sub("", filename)
    if not name.strip(" ."):
        raise ValueError(f"filename has no letter or digit that is kept: {filename!r}")
    return name
