"""Rules that say as which system user the work of a DSS user or group runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import ImpersonationRule


class _Rule:
    """What rules for users and for groups share.

    Attributes:
        raw: the rule as it stands in the general settings; changes go there.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    def _identity(self) -> Self:
        self.raw["type"] = "IDENTITY"
        return self

    def _map(
        self, kind: str, member: str, source: str, unix_user: str, hadoop_user: str | None
    ) -> Self:
        self.raw["type"] = kind
        self.raw[member] = source
        self.raw["targetUnix"] = unix_user
        # None is sent too: DSS takes the UNIX user then.
        self.raw["targetHadoop"] = hadoop_user
        return self

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.raw}>"


class DSSUserImpersonationRule(_Rule):
    """A rule for users, in all projects or in one.

    Example:
        rule = DSSUserImpersonationRule().scope_project("SALES").user_single("alice", "unix_alice")

    Attributes:
        raw: the rule as it stands in the general settings; changes go there.
    """

    def __init__(self, raw: ImpersonationRule | dict[str, Any] | None = None) -> None:
        new: dict[str, Any] = {"scope": "GLOBAL", "type": "IDENTITY"}
        super().__init__(new if raw is None else cast("dict[str, Any]", raw))

    def scope_global(self) -> Self:
        """Lets the rule count in all projects.

        Returns:
            The rule itself.
        """
        self.raw["scope"] = "GLOBAL"
        return self

    def scope_project(self, project_key: str) -> Self:
        """Lets the rule count in one project.

        Args:
            project_key: key of the project.

        Returns:
            The rule itself.
        """
        self.raw["scope"] = "PROJECT"
        self.raw["projectKey"] = project_key
        return self

    def user_identity(self) -> Self:
        """Maps every DSS user to the UNIX user of the same name.

        Returns:
            The rule itself.
        """
        return self._identity()

    def user_single(self, dss_user: str, unix_user: str, hadoop_user: str | None = None) -> Self:
        """Maps one DSS user to a UNIX user.

        Args:
            dss_user: login of the DSS user.
            unix_user: name of the UNIX user.
            hadoop_user: name of the Hadoop user; that of the UNIX user if None.

        Returns:
            The rule itself.
        """
        return self._map("SINGLE_MAPPING", "dssUser", dss_user, unix_user, hadoop_user)

    def user_regexp(self, regexp: str, unix_user: str, hadoop_user: str | None = None) -> Self:
        """Maps the DSS users whose logins match to a UNIX user.

        Args:
            regexp: regular expression on logins.
            unix_user: name of the UNIX user; `$1` is what the first group matched.
            hadoop_user: name of the Hadoop user; that of the UNIX user if None.

        Returns:
            The rule itself.
        """
        return self._map("REGEXP_RULE", "ruleFrom", regexp, unix_user, hadoop_user)


class DSSGroupImpersonationRule(_Rule):
    """A rule for groups.

    Example:
        rule = DSSGroupImpersonationRule().group_single("analysts", "unix_analysts")

    Attributes:
        raw: the rule as it stands in the general settings; changes go there.
    """

    def __init__(self, raw: ImpersonationRule | dict[str, Any] | None = None) -> None:
        new: dict[str, Any] = {"type": "IDENTITY"}
        super().__init__(new if raw is None else cast("dict[str, Any]", raw))

    def group_identity(self) -> Self:
        """Maps every DSS group to the UNIX user of the same name.

        Returns:
            The rule itself.
        """
        return self._identity()

    def group_single(self, dss_group: str, unix_user: str, hadoop_user: str | None = None) -> Self:
        """Maps one DSS group to a UNIX user.

        Args:
            dss_group: name of the DSS group.
            unix_user: name of the UNIX user.
            hadoop_user: name of the Hadoop user; that of the UNIX user if None.

        Returns:
            The rule itself.
        """
        return self._map("SINGLE_MAPPING", "dssGroup", dss_group, unix_user, hadoop_user)

    def group_regexp(self, regexp: str, unix_user: str, hadoop_user: str | None = None) -> Self:
        """Maps the DSS groups whose names match to a UNIX user.

        Args:
            regexp: regular expression on names of groups.
            unix_user: name of the UNIX user; `$1` is what the first group matched.
            hadoop_user: name of the Hadoop user; that of the UNIX user if None.

        Returns:
            The rule itself.
        """
        return self._map("REGEXP_RULE", "ruleFrom", regexp, unix_user, hadoop_user)
