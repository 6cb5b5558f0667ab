"""Metrics that DSS has computed on an object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dataikuapi._errors import DataikuException

WHOLE = ("NP", "ALL")


class ComputedMetrics:
    """The metrics of an object and their last values.

    Get it from the `get_last_metric_values` of a dataset, a managed folder or a saved model.

    Attributes:
        raw: all that DSS told.
    """

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw

    def get_raw(self) -> Mapping[str, Any]:
        """Gives all that DSS told.

        Returns:
            The dict itself.
        """
        return self.raw

    def get_metric_by_id(self, id: str) -> dict[str, Any]:
        """Gives a metric with its last value in each partition.

        Args:
            id: identifier of the metric, such as `records:COUNT_RECORDS`.

        Returns:
            A dict with `metric` and `lastValues`.

        Raises:
            DataikuException: the object has no such metric.
        """
        for metric in self._metrics():
            if metric["metric"]["id"] == id:
                return metric
        raise DataikuException(f"Metric {id} not found among: {self.get_all_ids()}")

    def get_global_data(self, metric_id: str) -> dict[str, Any]:
        """Gives the value of a metric for the whole object.

        Args:
            metric_id: identifier of the metric.

        Returns:
            A dict with `value`, as text, and others.

        Raises:
            DataikuException: there is no such metric, or it has no value for the whole object.
        """
        for data in self._values(metric_id):
            if data["partition"] in WHOLE:
                return data
        raise DataikuException(f"No data found for global partition for metric {metric_id}")

    def get_global_value(self, metric_id: str) -> Any:
        """Gives the value of a metric for the whole object, in its own type.

        Args:
            metric_id: identifier of the metric.

        Returns:
            A number, or text.

        Raises:
            DataikuException: there is no such metric, or it has no value for the whole object.
        """
        return self.get_value_from_data(self.get_global_data(metric_id))

    def get_partition_data(self, metric_id: str, partition: str) -> dict[str, Any] | None:
        """Gives the value of a metric for a partition.

        Args:
            metric_id: identifier of the metric.
            partition: identifier of the partition.

        Returns:
            A dict with `value`, as text, and others; None if the partition has no value.

        Raises:
            DataikuException: there is no such metric.
        """
        for data in self._values(metric_id):
            if data["partition"] == partition:
                return data
        return None

    def get_partition_value(self, metric_id: str, partition: str) -> Any:
        """Gives the value of a metric for a partition, in its own type.

        Args:
            metric_id: identifier of the metric.
            partition: identifier of the partition.

        Returns:
            A number, or text.

        Raises:
            DataikuException: there is no such metric, or the partition has no value.
        """
        data = self.get_partition_data(metric_id, partition)
        if data is None:
            raise DataikuException(f"No data for partition {partition} for metric {metric_id}")
        return self.get_value_from_data(data)

    def get_first_partition_data(self, metric_id: str) -> dict[str, Any]:
        """Gives the first value of a metric that there is.

        Args:
            metric_id: identifier of the metric.

        Returns:
            A dict with `value`, as text, and others.

        Raises:
            DataikuException: there is no such metric, or it has no value.
        """
        for data in self._values(metric_id):
            return data
        raise DataikuException(f"No partition data for metric {metric_id}")

    def get_all_ids(self) -> list[str]:
        """Lists the identifiers of the metrics.

        Returns:
            The identifiers.
        """
        return [metric["metric"]["id"] for metric in self._metrics()]

    def _metrics(self) -> list[dict[str, Any]]:
        return self.raw["metrics"]

    def _values(self, metric_id: str) -> list[dict[str, Any]]:
        return self.get_metric_by_id(metric_id)["lastValues"]

    @staticmethod
    def get_value_from_data(data: Mapping[str, Any]) -> Any:
        """Gives a value in its own type.

        Args:
            data: what one of the methods that end in `_data` gave.

        Returns:
            An integer, a float, or the value as it is.
        """
        kind = data.get("dataType", "STRING")
        if kind in {"BIGINT", "INT"}:
            return int(data["value"])
        if kind in {"FLOAT", "DOUBLE"}:
            return float(data["value"])
        return data["value"]
