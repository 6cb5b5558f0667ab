"""Values of metrics in their own types."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi._errors import DataikuException
from dataikuapi._taggable import DSSTaggableObjectListItem, DSSTaggableObjectSettings
from dataikuapi.dss.metrics import ComputedMetrics


def value(partition: str, kind: str, text: str) -> dict[str, str]:
    return {"partition": partition, "dataType": kind, "value": text}


RAW: dict[str, Any] = {
    "metrics": [
        {
            "metric": {"id": "records:COUNT_RECORDS"},
            "lastValues": [value("2026-01", "BIGINT", "3"), value("ALL", "BIGINT", "7")],
        },
        {
            "metric": {"id": "col_stats:AVG:price"},
            "lastValues": [value("2026-01", "DOUBLE", "1.5")],
        },
        {"metric": {"id": "empty"}, "lastValues": []},
    ]
}


def test_values_of_the_whole_and_of_partitions() -> None:
    metrics = ComputedMetrics(RAW)
    assert metrics.get_raw() is RAW
    assert metrics.get_global_value("records:COUNT_RECORDS") == 7
    assert metrics.get_partition_value("records:COUNT_RECORDS", "2026-01") == 3
    assert metrics.get_partition_value("col_stats:AVG:price", "2026-01") == 1.5
    assert metrics.get_first_partition_data("col_stats:AVG:price")["value"] == "1.5"
    assert metrics.get_partition_data("empty", "x") is None
    assert metrics.get_all_ids()[2] == "empty"


def test_what_is_not_there_is_an_error() -> None:
    metrics = ComputedMetrics(RAW)
    with pytest.raises(DataikuException, match=r"nope.*col_stats"):
        metrics.get_metric_by_id("nope")
    with pytest.raises(DataikuException, match="price"):
        metrics.get_global_data("col_stats:AVG:price")
    with pytest.raises(DataikuException, match="empty"):
        metrics.get_first_partition_data("empty")
    with pytest.raises(DataikuException, match="2027"):
        metrics.get_partition_value("empty", "2027")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (value("NP", "INT", "3"), 3),
        (value("NP", "FLOAT", "3"), 3.0),
        (value("NP", "STRING", "3"), "3"),
        ({"value": "3"}, "3"),
    ],
)
def test_values_have_their_type(data: dict[str, str], expected: object) -> None:
    found = ComputedMetrics.get_value_from_data(data)
    assert (found, type(found)) == (expected, type(expected))


def test_settings_of_objects_with_tags() -> None:
    raw: dict[str, Any] = {"tags": ["a"]}
    settings = DSSTaggableObjectSettings(raw)
    assert (settings.tags, settings.description) == (["a"], None)
    assert (settings.short_description, settings.custom_fields) == (None, None)
    settings.tags = ["b"]
    settings.description = "Long"
    assert raw == {"tags": ["b"], "description": "Long"}
    assert DSSTaggableObjectListItem(raw).tags == ["b"]
