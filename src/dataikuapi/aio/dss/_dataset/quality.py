"""What is measured of a dataset: metrics, checks, data quality, statistics."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_list, check_str
from dataikuapi._listing import identity
from dataikuapi.aio.dss._dataset.base import partition_or_whole
from dataikuapi.aio.dss._dataset.data import AsyncDatasetData
from dataikuapi_rest import api
from dataikuapi_rest.operation import UNSET

if TYPE_CHECKING:
    from dataikuapi.aio.dss.data_quality import AsyncDSSDataQualityRuleSet
    from dataikuapi.aio.dss.statistics import AsyncDSSStatisticsWorksheet
    from dataikuapi.dss.metrics import ComputedMetrics
    from dataikuapi_rest.dicts import (
        DatasetChecksReport,
        DatasetMetricsReport,
        MetricHistory,
        StatisticsWorksheet,
    )


def _wished(name: str, wish: Any) -> Any:
    """Probes or checks as the caller has them: an object, or a list that stands in one."""
    if isinstance(wish, Mapping):
        return cast("Any", wish)
    return {name: check_list(name, wish)}


class AsyncDatasetQuality(AsyncDatasetData):
    """Methods on what is measured of a dataset."""

    async def compute_metrics(
        self,
        partition: str = "",
        metric_ids: Sequence[str] | None = None,
        probes: Mapping[str, Any] | Sequence[Any] | None = None,
    ) -> DatasetMetricsReport:
        """Computes metrics: those set up on this dataset, unless others are given.

        Operations: `dataset_compute_metrics`, or `dataset_compute_metrics_from_ids`.

        Args:
            partition: of which partition; `ALL` for the whole of a partitioned dataset.
            metric_ids: only these metrics, such as `records:COUNT_RECORDS`.
            probes: what computes metrics, instead of what is set up: a list, or a dict with it as
                `probes`.

        Returns:
            A dict with the values in `computed`.

        Raises:
            DSSBadRequest: a column or the partition does not exist; it is named.
        """
        if metric_ids is not None:
            ids = [check_str("metric_ids", each) for each in check_list("metric_ids", metric_ids)]
            request = api.dataset.dataset_compute_metrics_from_ids.build_request(
                *self._place, body={"metricIds": ids}, partition=partition
            )
            return await self.client.rest.json(request)
        body = UNSET if probes is None else _wished("probes", probes)
        request = api.dataset.dataset_compute_metrics.build_request(
            *self._place, body=body, partition=partition
        )
        return await self.client.rest.json(request)

    async def run_checks(
        self, partition: str = "", checks: Mapping[str, Any] | Sequence[Any] | None = None
    ) -> DatasetChecksReport:
        """Runs checks: those set up on this dataset, unless others are given.

        Data quality rules are newer: :meth:`get_data_quality_rules`.

        Operation: `dataset_run_checks`.

        Args:
            partition: on which partition; `ALL` for the whole of a partitioned dataset.
            checks: what to check, instead of what is set up: a list, or a dict with it as
                `checks`.

        Returns:
            A dict with the outcomes in `results`.
        """
        body = UNSET if checks is None else _wished("checks", checks)
        request = api.dataset.dataset_run_checks.build_request(
            *self._place, body=body, partition=partition
        )
        return await self.client.rest.json(request)

    async def get_last_metric_values(self, partition: str = "") -> ComputedMetrics:
        """Reads the last values of the metrics.

        Operation: `dataset_get_last_metrics`.

        Args:
            partition: of which partition; `ALL` for the whole of a partitioned dataset.

        Returns:
            The metrics, from which values can be taken.
        """
        from dataikuapi.dss.metrics import ComputedMetrics

        request = api.dataset.dataset_get_last_metrics.build_request(
            *self._place, partition_or_whole(partition)
        )
        return ComputedMetrics(await self.client.rest.json(request))

    async def get_metric_history(
        self, metric: str | Mapping[str, Any], partition: str = ""
    ) -> MetricHistory:
        """Reads all values that a metric had.

        Operation: `dataset_get_metric_history`.

        Args:
            metric: identifier of the metric, or the metric as a dict.
            partition: of which partition; `ALL` for the whole of a partitioned dataset.

        Returns:
            A dict with `values`.

        Raises:
            DSSNotFound: the metric was never computed.
        """
        lookup = json.dumps(dict(metric)) if isinstance(metric, Mapping) else metric
        request = api.dataset.dataset_get_metric_history.build_request(
            *self._place,
            partition_or_whole(partition),
            metric_lookup=check_str("metric", lookup),
        )
        return await self.client.rest.json(request)

    def get_data_quality_rules(self) -> AsyncDSSDataQualityRuleSet:
        """Gives a handle on the data quality rules; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.data_quality import AsyncDSSDataQualityRuleSet

        return AsyncDSSDataQualityRuleSet(self.project_key, self.dataset_name, self.client)

    @overload
    async def list_statistics_worksheets(
        self, as_objects: Literal[True] = True
    ) -> list[AsyncDSSStatisticsWorksheet]: ...
    @overload
    async def list_statistics_worksheets(
        self, as_objects: Literal[False]
    ) -> list[StatisticsWorksheet]: ...
    @overload
    async def list_statistics_worksheets(
        self, as_objects: bool
    ) -> list[AsyncDSSStatisticsWorksheet] | list[StatisticsWorksheet]: ...
    async def list_statistics_worksheets(
        self, as_objects: bool = True
    ) -> list[AsyncDSSStatisticsWorksheet] | list[StatisticsWorksheet]:
        """Lists the statistics worksheets.

        Operation: `statistics_list_worksheets`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The worksheets.
        """
        request = api.statistics.statistics_list_worksheets.build_request(*self._place)
        found = await self.client.rest.json(request)
        if not as_objects:
            return found
        return [
            self.get_statistics_worksheet(identity(request.operation, each, "id")) for each in found
        ]

    async def create_statistics_worksheet(
        self, name: str = "My worksheet"
    ) -> AsyncDSSStatisticsWorksheet:
        """Creates a statistics worksheet without cards, on all rows.

        Operation: `statistics_create_worksheet`.

        Args:
            name: name of the worksheet.

        Returns:
            The handle of the worksheet.
        """
        selection = {
            "partitionSelectionMethod": "ALL",
            "maxRecords": 30000,
            "samplingMethod": "FULL",
        }
        body: dict[str, Any] = {
            "projectKey": self.project_key,
            "name": check_str("name", name),
            "dataSpec": {
                "inputDatasetSmartName": self.dataset_name,
                "datasetSelection": selection,
            },
        }
        request = api.statistics.statistics_create_worksheet.build_request(*self._place, body=body)
        made = await self.client.rest.json(request)
        return self.get_statistics_worksheet(identity(request.operation, made, "id"))

    def get_statistics_worksheet(self, worksheet_id: str) -> AsyncDSSStatisticsWorksheet:
        """Gives the handle of a statistics worksheet; nothing is asked of DSS.

        Args:
            worksheet_id: its identifier.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.statistics import AsyncDSSStatisticsWorksheet

        return AsyncDSSStatisticsWorksheet(
            self.client, self.project_key, self.dataset_name, worksheet_id
        )
