# Derived by `tox -e generate` from src/dataikuapi/aio/dss/projectimport.py. Do not edit.
"""Archives of projects on their way into an instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import ProjectImportAnswer

# DSS cannot read an empty object here.
NOTHING = {"_": "_"}


class TemporaryImportHandle:
    """An uploaded archive. Get it from :meth:`DSSClient.prepare_project_import`.

    Example:
        with open("sales.zip", "rb") as archive:
            upload = client.prepare_project_import(archive)
        answer = upload.execute({"targetProjectKey": "SALES2"})

    Attributes:
        client: the client that made this handle.
        import_id: what DSS calls the upload.
    """

    def __init__(self, client: DSSClient, import_id: str) -> None:
        self.client = client
        self.import_id = import_id

    def execute(self, settings: Mapping[str, Any] | None = None) -> ProjectImportAnswer:
        """Makes a project of the archive.

        Operation: `project_import_process`.

        Args:
            settings: how; nothing of it is needed. `targetProjectKey` is the key of the new
                project, that of the archive otherwise. `remapping` has lists of pairs of `source`
                and `target`: `connections`, `codeEnvs` and `containerExecs`; the last one counts
                with `enableContainerExecRemapping`.

        Returns:
            What became of it. An import that failed answers, too: look at `success`, and at
            `messages` for the reasons.

        Raises:
            DSSForbidden: the caller may not create projects.
        """
        body = check_dict("settings", {} if settings is None else settings) or NOTHING
        return self.client.rest.json(
            api.project_import.project_import_process.build_request(self.import_id, body=body)
        )
