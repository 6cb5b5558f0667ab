"""Settings of managed folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_str
from dataikuapi._members import sub_dict
from dataikuapi._taggable import DSSTaggableObjectSettings
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.managedfolder import AsyncDSSManagedFolder
    from dataikuapi_rest.dicts import ManagedFolder


class AsyncDSSManagedFolderSettings(DSSTaggableObjectSettings):
    """Settings of a managed folder. Get it from :meth:`AsyncDSSManagedFolder.get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        folder: the folder.
        settings: the settings, changed in place.
    """

    def __init__(self, folder: AsyncDSSManagedFolder, settings: ManagedFolder) -> None:
        super().__init__(settings)
        self.folder = folder
        self.settings = settings

    def get_raw(self) -> ManagedFolder:
        """Gives the settings as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.settings

    def get_raw_params(self) -> dict[str, Any]:
        """Gives what says where the files are; its members depend on the type.

        Returns:
            The dict itself, with `connection`, `path` and others: what is changed in it is saved.
        """
        return sub_dict(self._tod, "params")

    @property
    def type(self) -> str:
        """Kind of storage, such as `Filesystem` or `S3`."""
        return self._tod["type"]

    async def save(self, *, force: bool | None = None) -> None:
        """Saves the settings.

        Operation: `managed_folder_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        read = api.managed_folder.managed_folder_get.build_request(
            self.folder.project_key, self.folder.odb_id
        )
        async with AsyncSaving(self.folder.client.rest, read, self._tod, force):
            await self.folder.client.rest.empty(
                api.managed_folder.managed_folder_update.build_request(
                    self.folder.project_key, self.folder.odb_id, body=self._tod
                )
            )

    def _partitioning(self) -> dict[str, Any]:
        return sub_dict(self._tod, "partitioning")

    def _add_dimension(self, dimension: dict[str, Any]) -> None:
        partitioning = self._partitioning()
        known = cast("list[dict[str, Any]] | None", partitioning.get("dimensions")) or []
        partitioning["dimensions"] = [*known, dimension]

    def remove_partitioning(self) -> None:
        """Makes the folder one without partitions."""
        self._tod["partitioning"] = {"dimensions": []}

    def add_discrete_partitioning_dimension(self, dim_name: str) -> None:
        """Adds a dimension of single values.

        Args:
            dim_name: name of the dimension.
        """
        self._add_dimension({"name": check_str("dim_name", dim_name), "type": "value"})

    def add_time_partitioning_dimension(self, dim_name: str, period: str = "DAY") -> None:
        """Adds a dimension of time.

        Args:
            dim_name: name of the dimension.
            period: `YEAR`, `MONTH`, `DAY` or `HOUR`.
        """
        name = check_str("dim_name", dim_name)
        self._add_dimension({"name": name, "type": "time", "params": {"period": period}})

    def set_partitioning_file_pattern(self, pattern: str) -> None:
        """Sets which files belong to which partition.

        Args:
            pattern: a regular expression for paths, with `%{name}` for the value of a dimension
                and `%Y`, `%M`, `%D` and `%H` for parts of a time: `/%Y/%M/.*`.
        """
        self._partitioning()["filePathPattern"] = check_str("pattern", pattern)

    async def set_connection_and_path(self, connection: str | None, path: str | None) -> None:
        """Changes where the files are; none are moved there.

        The type becomes that of the connection; members of `params` for the old type stay.

        Operation: `connection_get_info`, for another connection.

        Args:
            connection: name of the connection; None to leave it.
            path: path below the root of the connection; None to leave it.

        Raises:
            DSSAPIError: there is no such connection.
        """
        params = self.get_raw_params()
        if connection is not None and connection != params.get("connection"):
            handle = self.folder.client.get_connection(connection)
            info = await handle.get_info(self.folder.project_key)
            kind = info.get_type()
            if kind == "EC2":
                self._tod["type"] = "S3"
            elif kind != "SSH":
                self._tod["type"] = kind
            elif self._tod.get("type") not in {"SCP", "SFTP"}:
                self._tod["type"] = "SCP"
            params["connection"] = connection
        if path is not None:
            params["path"] = path
