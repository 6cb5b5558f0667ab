"""What an instance remembers: tables of JSON documents, blobs, and its source of identifiers."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dssmock import errors

ALPHANUMERIC = string.ascii_letters + string.digits
# Most of what is in a document; looked up by type, for every request copies documents.
_PLAIN = frozenset((str, int, float, bool, type(None)))


def copy_json(value: Any) -> Any:
    """A deep copy of a JSON value.

    Raises:
        TypeError: the value holds what is no JSON.
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, dict):
        for name in value:
            if not isinstance(name, str):
                raise TypeError(f"a member's name must be a string, not {name!r}")
        return {
            name: member if type(member) in _PLAIN else copy_json(member)
            for name, member in value.items()
        }
    if isinstance(value, list | tuple):
        return [item if type(item) in _PLAIN else copy_json(item) for item in value]
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} is no JSON: {value!r}")


def singular(name: str) -> str:
    """What one document of the table called ``name`` is called in an error."""
    words = name.replace("_", " ")
    if words.endswith("ies"):
        return words[:-3] + "y"
    return words.removesuffix("s")


class Table:
    """Documents by identifier, in the order they were added; all that goes in or out is a copy.

    A document that is kept is never changed in place, so snapshots and other tables can share it.

    Args:
        name: name of the table, plural.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind = singular(name)
        self.docs: dict[str, Any] = {}

    def get(self, id: str) -> Any:
        """A copy of a document.

        Raises:
            errors.NotFound: there is none of this name.
        """
        return copy_json(self._live(id))

    def find(self, id: str) -> Any:
        """A copy of a document, or None."""
        return copy_json(self.docs.get(id))

    def look(self, id: str | None) -> Any:
        """The document itself, or None, for those who only look: it must not be changed."""
        return self.docs.get(id or "")

    def add(self, id: str, doc: Any) -> None:
        """Keep a new document.

        Raises:
            errors.BadRequest: the name is taken.
        """
        if id in self.docs:
            raise errors.BadRequest(f"{self.kind} already exists: {id}")
        self.put(id, doc)

    def put(self, id: str, doc: Any) -> None:
        """Keep a document, in the place of an older one if there is one."""
        self.docs[id] = copy_json(doc)

    def delete(self, id: str) -> None:
        """Forget a document.

        Raises:
            errors.NotFound: there is none of this name.
        """
        self._live(id)
        del self.docs[id]

    def ids(self) -> list[str]:
        """All identifiers, oldest first."""
        return list(self.docs)

    def values(self) -> list[Any]:
        """Copies of all documents, oldest first."""
        return [copy_json(doc) for doc in self.docs.values()]

    def items(self) -> list[tuple[str, Any]]:
        """Identifiers and copies of their documents, oldest first."""
        return [(id, copy_json(doc)) for id, doc in self.docs.items()]

    @contextmanager
    def edit(self, id: str) -> Iterator[Any]:
        """Give a document to change; nothing is changed when the block raises.

        Raises:
            errors.NotFound: there is none of this name.
        """
        draft = self.get(id)
        yield draft
        self.put(id, draft)

    def dump(self) -> dict[str, Any]:
        """The documents as they are, for a snapshot: not to be changed."""
        return dict(self.docs)

    def load(self, saved: Mapping[str, Any]) -> None:
        """Add what :meth:`dump` of this table, or of another one, gave."""
        self.docs.update(saved)

    def _live(self, id: str) -> Any:
        if id not in self.docs:
            raise errors.NotFound(f"{self.kind} does not exist: {id}")
        return self.docs[id]

    def __contains__(self, id: object) -> bool:
        return id in self.docs

    def __len__(self) -> int:
        return len(self.docs)

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self)} documents>"


class Blobs:
    """Bytes by name: archives, files, logs."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes, in the place of older ones if there are any."""
        self.data[key] = bytes(data)

    def get(self, key: str) -> bytes:
        """The bytes of this name.

        Raises:
            errors.NotFound: there are none.
        """
        if key not in self.data:
            raise errors.NotFound(f"file does not exist: {key}")
        return self.data[key]

    def delete(self, key: str) -> None:
        """Forget the bytes of this name, if there are any."""
        self.data.pop(key, None)

    def keys(self, prefix: str = "") -> list[str]:
        """The names that begin with ``prefix``."""
        return [key for key in self.data if key.startswith(prefix)]

    def __contains__(self, key: object) -> bool:
        return key in self.data


class Ids:
    """Random identifiers that are the same in every run of the same seed.

    Args:
        seed: seed of the random numbers.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- the same in every run is the point

    def short(self, length: int = 8) -> str:
        """Letters and digits."""
        return "".join(self.random.choices(ALPHANUMERIC, k=length))

    def secret(self) -> str:
        """A new API key: only looks like one of DSS."""
        return f"dkuaps-{self.short(32)}"
