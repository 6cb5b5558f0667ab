# Derived by `tox -e generate` from src/dataikuapi/aio/dss/generalsettings.py. Do not edit.
"""General settings of the instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._answers import answer_or_raise
from dataikuapi.dss.impersonation import DSSGroupImpersonationRule, DSSUserImpersonationRule
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import FutureState, GeneralSettings, ImpersonationRule

    AnyRule = DSSUserImpersonationRule | DSSGroupImpersonationRule


def _fitting(rules: list[dict[str, Any]], wanted: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """The rules that have all wanted values; None is no wish."""
    asked = {member: value for member, value in wanted.items() if value is not None}
    return [rule for rule in rules if all(rule.get(name) == asked[name] for name in asked)]


class DSSGeneralSettings:
    """The general settings of the instance.

    Get them from :meth:`DSSClient.get_general_settings`.

    Example:
        settings = client.get_general_settings()
        settings.get_raw()["studioExternalUrl"] = "https://dss.example.com"
        settings.save()

    Attributes:
        client: the client that read these settings.
        settings: the settings, as DSS keeps them.
    """

    def __init__(
        self,
        client: DSSClient,
        settings: GeneralSettings | dict[str, Any] | None = None,
    ) -> None:
        if settings is None:
            # Empty settings would be saved over those of the instance.
            raise ValueError("settings are needed: client.get_general_settings() reads them")
        self.client = client
        self.settings: dict[str, Any] = cast("dict[str, Any]", settings)

    def save(self) -> None:
        """Writes the settings back.

        Needs an administrator's key.  Operation: `general_settings_update`.

        Raises:
            DSSBadRequest: a setting refers to something that is not there.
        """
        request = api.general_settings.general_settings_update.build_request(body=self.settings)
        self.client.rest.empty(request)

    def get_raw(self) -> GeneralSettings:
        """Gives the settings themselves, to read and to change.

        Returns:
            The settings, not a copy.
        """
        return cast("GeneralSettings", self.settings)

    def _rules(self, member: str) -> list[dict[str, Any]]:
        """The live list of rules, made if there is none."""
        impersonation: dict[str, Any] | None = self.settings.get("impersonation")
        if impersonation is None:
            impersonation = self.settings["impersonation"] = {}
        rules: list[dict[str, Any]] | None = impersonation.get(member)
        if rules is None:
            rules = impersonation[member] = []
        return rules

    def add_impersonation_rule(
        self,
        rule: AnyRule | ImpersonationRule | dict[str, Any],
        is_user_rule: bool = True,
    ) -> None:
        """Adds a rule that says as which system user work runs.

        Args:
            rule: the rule, as an object or as a dict.
            is_user_rule: whether a rule given as a dict is for users, not for groups.
        """
        if isinstance(rule, DSSUserImpersonationRule):
            self._rules("userRules").append(rule.raw)
        elif isinstance(rule, DSSGroupImpersonationRule):
            self._rules("groupRules").append(rule.raw)
        else:
            member = "userRules" if is_user_rule else "groupRules"
            self._rules(member).append(cast("dict[str, Any]", rule))

    def get_impersonation_rules(
        self,
        dss_user: str | None = None,
        dss_group: str | None = None,
        unix_user: str | None = None,
        hadoop_user: str | None = None,
        project_key: str | None = None,
        scope: str | None = None,
        rule_type: str | None = None,
        is_user: bool | None = None,
        rule_from: str | None = None,
    ) -> list[AnyRule]:
        """Finds the impersonation rules that fit all that is asked.

        Args:
            dss_user: login of a DSS user; sorts out rules for users only.
            dss_group: name of a DSS group; sorts out rules for groups only.
            unix_user: name of the UNIX user that the rule gives.
            hadoop_user: name of the Hadoop user that the rule gives.
            project_key: key of a project; sorts out rules for users only.
            scope: `GLOBAL` or `PROJECT`; sorts out rules for users only.
            rule_type: `IDENTITY`, `SINGLE_MAPPING` or `REGEXP_RULE`.
            is_user: True for rules for users only, False for groups only, None for both.
            rule_from: regular expression of the rule.

        Returns:
            The rules, those for users first; a change of one changes these settings.
        """
        shared = {
            "ruleFrom": rule_from,
            "targetUnix": unix_user,
            "targetHadoop": hadoop_user,
            "type": rule_type,
        }
        found: list[AnyRule] = []
        if is_user is not False:
            own = {"dssUser": dss_user, "projectKey": project_key, "scope": scope}
            users = _fitting(self._rules("userRules"), {**shared, **own})
            found += [DSSUserImpersonationRule(raw) for raw in users]
        if is_user is not True:
            groups = _fitting(self._rules("groupRules"), {**shared, "dssGroup": dss_group})
            found += [DSSGroupImpersonationRule(raw) for raw in groups]
        return found

    def remove_impersonation_rules(
        self,
        dss_user: str | None = None,
        dss_group: str | None = None,
        unix_user: str | None = None,
        hadoop_user: str | None = None,
        project_key: str | None = None,
        scope: str | None = None,
        rule_type: str | None = None,
        is_user: bool | None = None,
        rule_from: str | None = None,
    ) -> None:
        """Removes the impersonation rules that fit all that is asked.

        Args:
            dss_user: as in :meth:`get_impersonation_rules`, and so are the others.
            dss_group: name of a DSS group.
            unix_user: name of a UNIX user.
            hadoop_user: name of a Hadoop user.
            project_key: key of a project.
            scope: `GLOBAL` or `PROJECT`.
            rule_type: `IDENTITY`, `SINGLE_MAPPING` or `REGEXP_RULE`.
            is_user: True for rules for users only, False for groups only, None for both.
            rule_from: regular expression of the rule.
        """
        found = self.get_impersonation_rules(
            dss_user, dss_group, unix_user, hadoop_user, project_key, scope, rule_type, is_user,
            rule_from,
        )  # fmt: skip
        doomed = {id(rule.raw) for rule in found}
        for member in ("userRules", "groupRules"):
            rules = self._rules(member)
            rules[:] = [raw for raw in rules if id(raw) not in doomed]

    def push_container_exec_base_images(self) -> FutureState:
        """Pushes the base images for work in containers to their repository.

        Operation: `container_exec_push_base_images`.

        Returns:
            What DSS answers: the state of the task, and messages if there are any.

        Raises:
            DataikuException: it failed; the text holds the messages.
        """
        request = api.container_exec.container_exec_push_base_images.build_request()
        answer = self.client.rest.json(request)
        return answer_or_raise("Container exec base image push", answer)
