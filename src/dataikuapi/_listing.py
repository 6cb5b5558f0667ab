"""How lists are wanted, and what handles are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._errors import DSSDataError

if TYPE_CHECKING:
    from dataikuapi_rest.operation import Operation

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


def identity(operation: Operation, answer: object, *members: str) -> str:
    """Gives what names an object in an answer, for whoever makes a handle of it.

    Args:
        operation: the operation that answered.
        answer: the answer, or an item of it.
        members: name of the member, after those that it is in.

    Returns:
        The identifier.

    Raises:
        DSSDataError: it is missing, empty or no text.
    """
    value: Any = answer
    for member in members:
        value = cast("Any", value).get(member) if isinstance(value, Mapping) else None
    if isinstance(value, str) and value:
        return value
    path = ".".join(members)
    fault = f"without {path}" if value is None else f"whose {path} is {type(value).__name__}"
    fault = f"whose {path} is empty" if value == "" else fault
    raise DSSDataError(
        f"{operation.method} {operation.path} ({operation.id}) answered an object {fault}"
    )


def identities(operation: Operation, answer: object, *members: str) -> list[str]:
    """As `identity`, for an object that several members name together.

    Args:
        operation: the operation that answered.
        answer: the answer, or an item of it.
        members: names of the members.

    Returns:
        Their values.

    Raises:
        DSSDataError: one is missing, empty or no text.
    """
    return [identity(operation, answer, member) for member in members]
