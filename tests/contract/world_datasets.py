"""What the examples of datasets need beside the demo instance."""

from __future__ import annotations

from typing import Any, Final

from dssmock.core import DSSMock
from dssmock.services import _dataset_state as state

KEY: Final = "SALES"
DATASET: Final = "SALES.orders"
SESSION: Final = "7b5c2b1e-0d6b-4f0c-9a53-0f4f6a4f8f2a"
RULE: Final = {"id": "a1B2c3D4", "displayName": "Rows", "type": "RecordCountInRangeRule"}
WORKSHEET: Final = {"id": "w1X2y3Z4", "projectKey": KEY, "name": "My worksheet", "dataSpec": {}}
VALUE: Final = {"partition": "NP", "dataType": "BIGINT", "value": "42", "time": 1767600000000}
# What the example of an operation needs the dataset to be.
TYPES: Final = {
    "dataset_detect_custom": "CustomPython_x",
    "dataset_detect_elasticsearch": "ElasticSearch",
    "dataset_detect_files": "Filesystem",
    "dataset_list_files": "UploadedFiles",
    "dataset_search_rows": "ElasticSearch",
    "dataset_sync_hive": "HDFS",
    "dataset_update_from_hive": "HDFS",
    "dataset_upload_file": "UploadedFiles",
}
CONNECTIONS: Final = {
    "table_import_list_indices": "ElasticSearch",
    "table_import_list_namespaces": "Iceberg",
}


def plant(mock: DSSMock) -> None:
    """Add what the examples name."""
    state.add(mock, KEY, "orders_copy", "Inline", {}, "bob")
    rows: dict[str, dict[str, Any]] = {
        "data_quality_rules": {"checks": [RULE]},
        "statistics_worksheets": {"worksheets": [WORKSHEET]},
        "dataset_metrics": {"records:COUNT_RECORDS": [VALUE]},
        "hive_metastore": {"columns": []},
    }
    for table, document in rows.items():
        mock.table(table).put(DATASET, document)


def arrange(mock: DSSMock, operation: str) -> None:
    """Make the instance ready for the example of an operation."""
    if operation in TYPES:
        with mock.table(state.TABLE).edit(DATASET) as dataset:
            dataset["type"] = TYPES[operation]
    if operation in CONNECTIONS:
        with mock.table("connections").edit("warehouse") as connection:
            connection["type"] = CONNECTIONS[operation]
    if operation == "dataset_finish_streaming":
        path = f"/projects/{KEY}/datasets/orders/data/"
        # Only a read to its end can be finished.
        assert mock.request("GET", path, query={"readSessionId": SESSION}).body
