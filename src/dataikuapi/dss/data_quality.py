# Derived by `tox -e generate` from src/dataikuapi/aio/dss/data_quality.py. Do not edit.
"""Data quality rules of datasets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_dict, check_list
from dataikuapi._lazy import lazy
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.dataqualityresult import (
        DSSDataQualityRuleResult as DSSDataQualityRuleResult,
    )
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import DataQualityStatus

if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__, {"DSSDataQualityRuleResult": "dataikuapi.dss.dataqualityresult"}
    )
WHOLE = "NP"
PAGE = 10_000


def _results(found: Sequence[Mapping[str, Any]]) -> list[DSSDataQualityRuleResult]:
    from dataikuapi.dss.dataqualityresult import DSSDataQualityRuleResult

    return [DSSDataQualityRuleResult(each) for each in found]


class DSSDataQualityRuleSet:
    """The data quality rules of a dataset. Get it from the dataset's `get_data_quality_rules`.

    Attributes:
        project_key: key of the project.
        dataset_name: name of the dataset.
        client: the client that made this handle.
        ruleset: what DSS told last.
    """

    def __init__(self, project_key: str, dataset_name: str, client: DSSClient) -> None:
        self.ruleset: dict[str, Any] = {"checks": []}
        self.project_key = project_key
        self.dataset_name = dataset_name
        self.client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.dataset_name}>"

    @overload
    def list_rules(
        self, as_type: Literal["objects", "object"] = "objects"
    ) -> list[DSSDataQualityRule]: ...
    @overload
    def list_rules(self, as_type: Literal["dict"]) -> list[dict[str, Any]]: ...
    @overload
    def list_rules(self, as_type: str) -> list[Any]: ...
    def list_rules(self, as_type: str = "objects") -> list[Any]:
        """Lists the rules.

        Operation: `data_quality_list_rules`.

        Args:
            as_type: `objects` for handles, `dict` for dicts.

        Returns:
            The rules.

        Raises:
            ValueError: `as_type` is neither.
        """
        if as_type not in ("objects", "object", "dict"):
            raise ValueError(f"as_type must be 'objects' or 'dict', not {as_type!r}")
        request = api.data_quality.data_quality_list_rules.build_request(
            self.project_key, self.dataset_name
        )
        self.ruleset = cast("dict[str, Any]", self.client.rest.json(request))
        rules: list[dict[str, Any]] = self.ruleset["checks"]
        return rules if as_type == "dict" else [self._handle(rule) for rule in rules]

    def _handle(self, rule: Mapping[str, Any]) -> DSSDataQualityRule:
        return DSSDataQualityRule(rule, self.dataset_name, self.project_key, self.client)

    def create_rule(self, config: Mapping[str, Any] | None = None) -> DSSDataQualityRule:
        """Creates a rule.

        Operation: `data_quality_create_rule`.

        Args:
            config: the rule, with its `type`, a `displayName` and what the type needs.

        Returns:
            The handle of the rule.

        Raises:
            ValueError: `config` is empty; nothing was sent.
            DSSBadRequest: DSS refuses the rule.
        """
        if not config:
            raise ValueError("Config is required")
        request = api.data_quality.data_quality_create_rule.build_request(
            self.project_key, self.dataset_name, body=check_dict("config", config)
        )
        rule = cast("dict[str, Any]", self.client.rest.json(request))
        self.ruleset["checks"].append(rule)
        return self._handle(rule)

    def get_partitions_status(
        self, partitions: str | Sequence[str] | None = WHOLE
    ) -> dict[str, Any]:
        """Reads the status of partitions.

        Operation: `data_quality_get_partitions_status`.

        Args:
            partitions: the partition, or several; `NP` for a dataset without.

        Returns:
            Status by partition: `Ok`, `Warning`, `Error` or `Empty`.
        """
        wanted = [partitions] if isinstance(partitions, str) else partitions
        request = api.data_quality.data_quality_get_partitions_status.build_request(
            self.project_key,
            self.dataset_name,
            partitions=[each for each in check_list("partitions", wanted or []) if each] or [WHOLE],
        )
        return self.client.rest.json(request)

    def compute_rules(self, partition: str | None = WHOLE) -> DSSFuture:
        """Starts to compute all rules that are enabled.

        Operation: `data_quality_compute_rules`.

        Args:
            partition: on which partition; `ALL` for the whole of a partitioned dataset.

        Returns:
            The task that does it.
        """
        from dataikuapi.dss.future import DSSFuture

        request = api.data_quality.data_quality_compute_rules.build_request(
            self.project_key, self.dataset_name, partition=partition or WHOLE
        )
        return DSSFuture.from_resp(self.client, self.client.rest.json(request))

    def get_status(self) -> str | DataQualityStatus:
        """Reads the status of the dataset.

        Operation: `data_quality_get_status`.

        Returns:
            `Ok`, `Warning`, `Error` or `Empty`; some versions of DSS give a dict that holds it.
        """
        request = api.data_quality.data_quality_get_status.build_request(
            self.project_key, self.dataset_name
        )
        return self.client.rest.json(request)

    def get_status_by_partition(self, include_all_partitions: bool = False) -> dict[str, Any]:
        """Reads the status of the partitions that were built last.

        Operation: `data_quality_get_status_by_partition`.

        Args:
            include_all_partitions: whether all other partitions are told, too.

        Returns:
            Status by partition.
        """
        request = api.data_quality.data_quality_get_status_by_partition.build_request(
            self.project_key, self.dataset_name, include_all_partitions=include_all_partitions
        )
        return self.client.rest.json(request)

    def get_last_rules_results(
        self, partition: str | None = WHOLE
    ) -> list[DSSDataQualityRuleResult]:
        """Reads the last result of each rule.

        Operation: `data_quality_list_last_results`.

        Args:
            partition: on which partition; `ALL` for the whole of a partitioned dataset.

        Returns:
            The results.
        """
        request = api.data_quality.data_quality_list_last_results.build_request(
            self.project_key, self.dataset_name, partition=partition or WHOLE
        )
        return _results(self.client.rest.json(request))

    def get_rules_history(
        self,
        min_timestamp: int | None = None,
        max_timestamp: int | None = None,
        results_per_page: int = PAGE,
        page: int = 0,
        rule_ids: Sequence[str] | None = None,
    ) -> list[DSSDataQualityRuleResult]:
        """Reads past results of the rules, oldest first, a page at a time.

        Operation: `data_quality_list_results`.

        Args:
            min_timestamp: not before this moment, in milliseconds since the epoch.
            max_timestamp: not after this moment.
            results_per_page: size of a page; the last one is shorter.
            page: number of the page, from 0.
            rule_ids: only these rules.

        Returns:
            The results.
        """
        wanted = None if rule_ids is None else check_list("rule_ids", rule_ids)
        request = api.data_quality.data_quality_list_results.build_request(
            self.project_key,
            self.dataset_name,
            min_timestamp=min_timestamp,
            max_timestamp=max_timestamp,
            results_per_page=results_per_page,
            page=page,
            rule_ids=wanted,
        )
        return _results(self.client.rest.json(request))

    def delete_rules_history(self, partition: str | None = WHOLE) -> None:
        """Deletes the past results of the rules.

        Operation: `data_quality_clear_history`.

        Args:
            partition: of which partition.
        """
        request = api.data_quality.data_quality_clear_history.build_request(
            self.project_key, self.dataset_name, partition or WHOLE
        )
        self.client.rest.empty(request)


class DSSDataQualityRule:
    """A data quality rule. Get it from :meth:`DSSDataQualityRuleSet.list_rules`.

    Attributes:
        rule: the rule, changed in place.
        dataset_name: name of the dataset.
        project_key: key of the project.
        client: the client that made this handle.
    """

    def __init__(
        self, rule: Mapping[str, Any], dataset_name: str, project_key: str, client: DSSClient
    ) -> None:
        self.rule: dict[str, Any] = cast("dict[str, Any]", rule)
        self.dataset_name = dataset_name
        self.project_key = project_key
        self.client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def get_raw(self) -> dict[str, Any]:
        """Gives the rule as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.rule

    @property
    def id(self) -> str:
        """Identifier of the rule."""
        return self.rule["id"]

    @property
    def name(self) -> str:
        """Name of the rule."""
        return self.rule["displayName"]

    def compute(self, partition: str | None = WHOLE) -> DSSFuture:
        """Starts to compute this rule.

        Operation: `data_quality_compute_rules`.

        Args:
            partition: on which partition; `ALL` for the whole of a partitioned dataset.

        Returns:
            The task that does it.
        """
        from dataikuapi.dss.future import DSSFuture

        request = api.data_quality.data_quality_compute_rules.build_request(
            self.project_key, self.dataset_name, partition=partition or WHOLE, rule_id=self.id
        )
        return DSSFuture.from_resp(self.client, self.client.rest.json(request))

    def save(self) -> str:
        """Saves the rule.

        Operation: `data_quality_update_rule`.

        Returns:
            The word `Success`.

        Raises:
            DSSNotFound: the rule does not exist any more.
        """
        request = api.data_quality.data_quality_update_rule.build_request(
            self.project_key, self.dataset_name, self.id, body=self.rule
        )
        self.client.rest.empty(request)
        return "Success"

    def delete(self) -> None:
        """Deletes the rule and its results.

        Operation: `data_quality_delete_rule`.
        """
        request = api.data_quality.data_quality_delete_rule.build_request(
            self.project_key, self.dataset_name, self.id, rule_id=self.id
        )
        self.client.rest.empty(request)

    def get_last_result(self, partition: str | None = WHOLE) -> DSSDataQualityRuleResult | None:
        """Reads the last result of this rule.

        Operation: `data_quality_list_last_results`.

        Args:
            partition: on which partition.

        Returns:
            The result, or None when it was never computed.
        """
        request = api.data_quality.data_quality_list_last_results.build_request(
            self.project_key, self.dataset_name, partition=partition or WHOLE, rule_id=self.id
        )
        found = _results(self.client.rest.json(request))
        return found[0] if found else None

    def get_rule_history(
        self,
        min_timestamp: int | None = None,
        max_timestamp: int | None = None,
        results_per_page: int = PAGE,
        page: int = 0,
    ) -> list[DSSDataQualityRuleResult]:
        """Reads past results of this rule, oldest first, a page at a time.

        Operation: `data_quality_list_results`.

        Args:
            min_timestamp: not before this moment, in milliseconds since the epoch.
            max_timestamp: not after this moment.
            results_per_page: size of a page; the last one is shorter.
            page: number of the page, from 0.

        Returns:
            The results.
        """
        request = api.data_quality.data_quality_list_results.build_request(
            self.project_key,
            self.dataset_name,
            min_timestamp=min_timestamp,
            max_timestamp=max_timestamp,
            results_per_page=results_per_page,
            page=page,
            rule_id=self.id,
        )
        return _results(self.client.rest.json(request))
