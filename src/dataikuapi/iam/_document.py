"""What all settings of identity providers have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Self

from dataikuapi._args import check_list


class SettingsDocument(ABC):
    """Settings over a dict that DSS wrote; what is set goes into the dict."""

    @abstractmethod
    def _members(self) -> dict[str, Any]:
        """The dict that holds the settings."""

    def _set(self, name: str, value: Any) -> Self:
        self._members()[name] = value
        return self

    def _get(self, name: str, usual: Any = None) -> Any:
        return self._members().get(name, usual)


class WithAuthorizedGroups(SettingsDocument):
    """Settings that say which groups may log in."""

    def set_authorized_groups(self, authorized_groups: Iterable[str] | str) -> Self:
        """Sets which groups may log in: names, or one text that separates them with commas."""
        names = (
            authorized_groups.split(",")
            if isinstance(authorized_groups, str)
            else check_list("authorized_groups", authorized_groups)
        )
        return self._set("authorizedGroups", names)

    def get_authorized_groups(self) -> list[str]:
        """Names of the groups that may log in."""
        return self._get("authorizedGroups", [])


class UserRemappingRule:
    """A rule that makes a login of a name of the identity provider.

    Attributes:
        rule_from: regular expression for the name.
        rule_to: the login, which may refer to groups of the expression.
    """

    def __init__(self, rule_from: str | None = None, rule_to: str | None = None) -> None:
        self.rule_from = rule_from
        self.rule_to = rule_to

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.rule_from!r} to {self.rule_to!r}>"


def rules_to_json(rules: Iterable[UserRemappingRule]) -> list[dict[str, str | None]]:
    """Rules as DSS keeps them."""
    return [{"ruleFrom": rule.rule_from, "ruleTo": rule.rule_to} for rule in rules]


def rules_from_json(rules: Iterable[Mapping[str, Any]]) -> list[UserRemappingRule]:
    """Rules from what DSS keeps."""
    return [UserRemappingRule(rule["ruleFrom"], rule["ruleTo"]) for rule in rules]
