"""Properties over the members of a dict that DSS wrote, so that each is declared in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, Protocol, Self, TypeVar, overload

T = TypeVar("T")


class HasMembers(Protocol):
    """What the properties stand on."""

    def _members(self) -> dict[str, Any]:
        """The dict that holds the values; changes to it are meant to be saved."""
        ...


class ReadOnly(Generic[T]):
    """A property that reads one member.

    Args:
        name: name of the member.
        doc: what it is.
    """

    def __init__(self, name: str, doc: str) -> None:
        self.name = name
        self.__doc__ = doc

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> Self: ...
    @overload
    def __get__(self, owner: HasMembers, kind: type[Any]) -> T: ...
    def __get__(self, owner: HasMembers | None, kind: type[Any]) -> Self | T:
        return self if owner is None else self.read(owner)

    def __set__(self, owner: HasMembers, value: Any) -> None:
        raise AttributeError(f"{self.name} cannot be set")

    def read(self, owner: HasMembers) -> T:
        """The value; a member that is not there is a `KeyError`, as in the dict."""
        return owner._members()[self.name]  # pyright: ignore[reportPrivateUsage]  (meant for the properties here)


class ReadOnlyOrNone(ReadOnly[T | None]):
    """A property that reads one member, or None where DSS left it out."""

    def read(self, owner: HasMembers) -> T | None:
        """The value, or None."""
        return owner._members().get(self.name)  # pyright: ignore[reportPrivateUsage]  (meant for the properties here)


class Member(ReadOnly[T]):
    """A property that reads and writes one member."""

    def __set__(self, owner: HasMembers, value: T) -> None:
        owner._members()[self.name] = value  # pyright: ignore[reportPrivateUsage]  (meant for the properties here)


class MemberOrNone(ReadOnlyOrNone[T]):
    """A property that reads one member, or None, and writes it."""

    def __set__(self, owner: HasMembers, value: T | None) -> None:
        owner._members()[self.name] = value  # pyright: ignore[reportPrivateUsage]  (meant for the properties here)


def sub_dict(members: dict[str, Any], name: str) -> dict[str, Any]:
    """The dict that a member holds, put there when it is missing or null.

    Args:
        members: the dict to look in.
        name: name of the member.

    Returns:
        The dict itself, so that what is changed in it is saved with the rest.
    """
    if members.get(name) is None:
        members[name] = {}
    return members[name]


def sub_list(members: dict[str, Any], name: str) -> list[Any]:
    """The list that a member holds, put there when it is missing or null.

    Args:
        members: the dict to look in.
        name: name of the member.

    Returns:
        The list itself, so that what is changed in it is saved with the rest.
    """
    if members.get(name) is None:
        members[name] = []
    return members[name]


def dict_in(members: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The dict that a member holds; an empty one, which is not kept, when there is none.

    Args:
        members: the dict to look in.
        name: name of the member.

    Returns:
        The dict.
    """
    found = members.get(name)
    return {} if found is None else found
