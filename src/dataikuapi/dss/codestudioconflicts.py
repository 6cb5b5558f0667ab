"""Files that changed both in a code studio and in DSS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._members import dict_in

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import CodeStudioConflicts


class DSSCodeStudioObjectConflicts(dict[str, Any]):
    """The files of a zone that changed both in a code studio and in DSS.

    Get it from the code studio's `check_conflicts`. Files that changed in one place only are no
    conflict.
    """

    def __init__(self, zone: str, conflicts: CodeStudioConflicts) -> None:
        super().__init__(conflicts)
        self._zone = zone
        self._conflicts = conflicts

    def get_raw(self) -> CodeStudioConflicts:
        """Gives what DSS answered.

        Returns:
            A dict with one member, named as the zone, or with `error`. The zone has lists of paths,
            `authors`, and `commitFrom` and `commitTo`: the state of the files in DSS when they were
            last copied to the code studio, and now.
        """
        return self._conflicts

    @property
    def is_error(self) -> bool:
        """Whether DSS could not look, mostly since there is no such zone."""
        return "error" in self._conflicts

    @property
    def authors(self) -> list[str]:
        """Logins of the users who changed the files in DSS."""
        return self._paths("authors")

    @property
    def added(self) -> list[str]:
        """Paths of the files that were added in the code studio."""
        return self._paths("added")

    @property
    def modified(self) -> list[str]:
        """Paths of the files that were changed in the code studio."""
        return self._paths("modified")

    @property
    def deleted(self) -> list[str]:
        """Paths of the files that were deleted in the code studio."""
        return self._paths("deleted")

    def _paths(self, name: str) -> list[str]:
        zones = cast("Mapping[str, dict[str, Any]]", self._conflicts)
        return dict_in(zones, self._zone).get(name) or []
