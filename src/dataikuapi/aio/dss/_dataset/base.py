"""What each topic of the handle of a dataset can rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._args import check_name
from dataikuapi.aio.dss._zoned import AsyncZoned

if TYPE_CHECKING:
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dssclient import AsyncDSSClient

# Types whose rows are in files, and in tables.
# fmt: off
FS_TYPES = (
    "Filesystem", "UploadedFiles", "FilesInFolder", "HDFS", "S3", "Azure", "GCS", "FTP", "SCP",
    "SFTP",
)
SQL_TYPES = (
    "JDBC", "PostgreSQL", "MySQL", "Vertica", "Snowflake", "Redshift", "Greenplum", "Teradata",
    "Oracle", "SQLServer", "SAPHANA", "Netezza", "BigQuery", "Athena", "hiveserver2", "Synapse",
    "FabricWarehouse", "Databricks", "DatabricksLakebase", "ClickHouse",
)
# fmt: on


class AsyncDatasetBase(AsyncZoned):
    """Base of the topics of a dataset.

    Attributes:
        client: the client that made this handle.
        project: the project of the dataset.
        project_key: key of that project.
        dataset_name: name of the dataset.
    """

    _FS_TYPES = FS_TYPES
    _SQL_TYPES = SQL_TYPES

    def __init__(self, client: AsyncDSSClient, project_key: str, dataset_name: str) -> None:
        self.client = client
        self.project: AsyncDSSProject = client.get_project(project_key)
        self.project_key = project_key
        self.dataset_name = dataset_name

    @property
    def _place(self) -> tuple[str, str]:
        """Project and name, as the requests need them."""
        return self.project_key, check_name("dataset_name", self.dataset_name)


def partition_or_whole(partition: str) -> str:
    """The partition as a path names it: `NP` stands for a dataset that has none.

    Args:
        partition: what the caller gave.
    """
    if not isinstance(partition, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
        raise TypeError(f"partition must be a string, not {type(partition).__name__}")
    return partition or "NP"
