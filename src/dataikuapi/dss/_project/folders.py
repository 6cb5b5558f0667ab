# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/folders.py. Do not edit.
"""The managed folders of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_str
from dataikuapi._listing import identity
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.managedfolder import DSSManagedFolder
    from dataikuapi_rest.dicts import ManagedFolder


class ProjectFolders(ProjectBase):
    """Methods on managed folders."""

    def list_managed_folders(self) -> list[ManagedFolder]:
        """Lists the managed folders of this project.

        Operation: `managed_folder_list`.

        Returns:
            The folders, as dicts with `id`, `name`, `type` and others.
        """
        request = api.managed_folder.managed_folder_list.build_request(self.project_key)
        return self.client.rest.json(request)

    def get_managed_folder(self, odb_id: str) -> DSSManagedFolder:
        """Gives a handle on a managed folder; nothing is asked of DSS.

        Args:
            odb_id: identifier of the folder, which is not its name.

        Returns:
            The handle.
        """
        from dataikuapi.dss.managedfolder import DSSManagedFolder

        return DSSManagedFolder(self.client, self.project_key, odb_id)

    def create_managed_folder(
        self,
        name: str,
        folder_type: str | None = None,
        connection_name: str = "filesystem_folders",
    ) -> DSSManagedFolder:
        """Creates a managed folder.

        Operation: `managed_folder_create`.

        Args:
            name: name of the folder.
            folder_type: kind of storage, such as `Filesystem`, `HDFS`, `S3`, `GCS`, `FTP`, `SFTP`,
                `SCP`, `SharePointOnline`, `Azure` or `DatabricksVolume`; None for that of the
                connection.
            connection_name: name of the connection.

        Returns:
            The handle of the folder.

        Raises:
            DSSBadRequest: there is no such connection.
        """
        body: dict[str, Any] = {
            "name": check_str("name", name),
            "projectKey": self.project_key,
            "type": folder_type,
            "params": {
                "connection": check_str("connection_name", connection_name),
                "path": "/${projectKey}/${odbId}",
            },
        }
        request = api.managed_folder.managed_folder_create.build_request(
            self.project_key, body=body
        )
        made = self.client.rest.json(request)
        return self.get_managed_folder(identity(request.operation, made, "id"))
