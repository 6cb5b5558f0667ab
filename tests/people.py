"""People that tests add to an instance of the mock."""

from __future__ import annotations

from dssmock.core import DSSMock
from dssmock.seeds import user


def add_person(mock: DSSMock, login: str, *groups: str) -> None:
    """Add a user.

    Args:
        mock: the instance.
        login: login of the user.
        *groups: groups of the user.
    """
    mock.table("users").put(login, user(mock, login, login.capitalize(), list(groups)))


def add_group(mock: DSSMock, name: str, *rights: str) -> None:
    """Add a group with global rights.

    Args:
        mock: the instance.
        name: name of the group.
        *rights: its rights, such as ``mayCreateProjects``.
    """
    mock.table("groups").put(name, {"name": name, **dict.fromkeys(rights, True)})
