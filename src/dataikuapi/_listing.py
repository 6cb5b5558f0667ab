"""How lists are wanted."""

from __future__ import annotations

ITEMS = frozenset({"listitems", "listitem"})
OBJECTS = frozenset({"objects", "object"})


def wants_objects(as_type: str) -> bool:
    """Tells whether a list is to hold handles.

    Args:
        as_type: `objects` for handles, `listitems` for what DSS answered; the singular does, too.

    Raises:
        ValueError: it is neither.
    """
    if as_type not in ITEMS | OBJECTS:
        raise ValueError(f"as_type must be 'listitems' or 'objects', not {as_type!r}")
    return as_type in OBJECTS
