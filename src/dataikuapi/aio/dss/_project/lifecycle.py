"""A project as a whole: read, moved, copied, exported, deleted."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_name, check_str
from dataikuapi._places import folder_id
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.projectfolder import AsyncDSSProjectFolder
    from dataikuapi_rest.dicts import ProjectDuplicateAnswer, ProjectSummary
    from dataikuapi_rest.operation import EndpointRequest


class AsyncProjectLifeCycle(AsyncProjectBase):
    """Methods on a project as a whole."""

    async def get_summary(self) -> ProjectSummary:
        """Reads what the list of projects says of this one.

        Operation: `project_get_summary`.

        Returns:
            A dict with at least `projectKey`; changes to it go nowhere.

        Raises:
            DSSForbidden: the caller may not read the project, or there is none.
        """
        request = api.project.project_get_summary.build_request(self.project_key)
        return await self.client.rest.json(request)

    async def get_project_folder(self) -> AsyncDSSProjectFolder:
        """Reads the folder that holds this project.

        Operation: `project_folder_locate_project`.

        Returns:
            The handle of the folder.
        """
        from dataikuapi.aio.dss.projectfolder import AsyncDSSProjectFolder

        request = api.project_folder.project_folder_locate_project.build_request(self.project_key)
        return AsyncDSSProjectFolder(self.client, await self.client.rest.json(request))

    async def move_to_folder(self, folder: AsyncDSSProjectFolder | str) -> None:
        """Moves this project into another folder.

        Operations: `project_folder_locate_project`, `project_folder_move_project`.

        Args:
            folder: the other folder, or its identifier.
        """
        target = folder_id("folder", folder)
        current = await self.get_project_folder()
        await current.move_project_to(self.project_key, target)

    async def delete(
        self,
        clear_managed_datasets: bool = False,
        clear_output_managed_folders: bool = False,
        clear_job_and_scenario_logs: bool = True,
        clear_managed_knowledge_banks: bool = False,
        *,
        drop_data: bool = False,
        wait: bool = True,
    ) -> AsyncDSSFuture:
        """Deletes this project. Needs an administrator of it.

        Operation: `project_delete`.

        Args:
            clear_managed_datasets: whether the data of managed datasets goes, too.
            clear_output_managed_folders: whether what recipes wrote into managed folders goes.
            clear_job_and_scenario_logs: whether the logs of jobs and scenarios go.
            clear_managed_knowledge_banks: whether the data of managed knowledge banks goes.
            drop_data: former name of `clear_managed_datasets`.
            wait: whether DSS answers only when the project is gone.

        Returns:
            The task that deletes it; with `wait` it has ended and its result is there.

        Raises:
            DSSForbidden: the caller may not delete the project.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        state = await self.client.rest.json(
            api.project.project_delete.build_request(
                self.project_key,
                clear_managed_datasets=clear_managed_datasets or drop_data,
                clear_output_managed_folders=clear_output_managed_folders,
                clear_job_and_scenario_logs=clear_job_and_scenario_logs,
                clear_managed_knowledge_banks=clear_managed_knowledge_banks,
                wait=wait,
            )
        )
        return AsyncDSSFuture.from_resp(self.client, state)

    async def get_export_stream(self, options: Mapping[str, Any] | None = None) -> AsyncDSSStream:
        """Exports this project.

        Operation: `project_export`.

        Args:
            options: what goes along beside the project itself, each a boolean: `exportUploads`,
                `exportManagedFS`, `exportAnalysisModels`, `exportSavedModels`,
                `exportModelEvaluationStores`, `exportManagedFolders`, `exportAllInputDatasets`,
                `exportAllDatasets`, `exportAllInputManagedFolders`, `exportGitRepository`,
                `exportInsightsData`, `exportPromptStudioHistories`.

        Returns:
            The archive as a stream, to be closed by the caller.
        """
        return await self.client.rest.stream(self._export(options))

    async def export_to_file(
        self,
        path: str | os.PathLike[str] | IO[bytes],
        options: Mapping[str, Any] | None = None,
        *,
        progress: bool = False,
    ) -> None:
        """Exports this project into a local file, which is there when all has arrived.

        Operation: `project_export`.

        Args:
            path: path of the zip archive to write; one that exists is replaced; or a file opened
                for writing bytes.
            options: as for :meth:`get_export_stream`.
            progress: whether to show a progress bar.

        Raises:
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
            DSSDataError: the archive was cut short; the file was not touched.
        """
        from dataikuapi.aio._download import download

        await download(self.client.rest, self._export(options), path, progress=progress)

    def _export(self, options: Mapping[str, Any] | None) -> EndpointRequest[bytes]:
        body = {} if options is None else check_dict("options", options)
        return api.project.project_export.build_request(self.project_key, body=body)

    async def duplicate(
        self,
        target_project_key: str,
        target_project_name: str,
        duplication_mode: str = "MINIMAL",
        export_analysis_models: bool = True,
        export_saved_models: bool = True,
        export_git_repository: bool | None = None,
        export_insights_data: bool = True,
        remapping: Mapping[str, Any] | None = None,
        target_project_folder: AsyncDSSProjectFolder | str | None = None,
    ) -> ProjectDuplicateAnswer:
        """Copies this project. Needs the right to create projects.

        Operation: `project_duplicate`.

        Args:
            target_project_key: key of the copy.
            target_project_name: name of the copy.
            duplication_mode: what becomes of the data: `MINIMAL`, `SHARING`, `FULL` or `NONE`.
            export_analysis_models: whether models of analyses go along.
            export_saved_models: whether saved models go along.
            export_git_repository: whether the history goes along; None if the caller may.
            export_insights_data: whether the data of insights goes along.
            remapping: lists of pairs of `source` and `target`, such as `connections`.
            target_project_folder: folder of the copy, or its identifier; None for the root.

        Returns:
            A dict with the keys of both.

        Raises:
            DSSBadRequest: the key is taken.
        """
        body: dict[str, Any] = {
            "targetProjectName": check_str("target_project_name", target_project_name),
            "targetProjectKey": check_name("target_project_key", target_project_key),
            "duplicationMode": duplication_mode,
            "exportAnalysisModels": export_analysis_models,
            "exportSavedModels": export_saved_models,
            "exportGitRepository": export_git_repository,
            "exportInsightsData": export_insights_data,
            "remapping": {} if remapping is None else check_dict("remapping", remapping),
        }
        if target_project_folder is not None:
            target = folder_id("target_project_folder", target_project_folder)
            body["targetProjectFolderId"] = target
        return await self.client.rest.json(
            api.project.project_duplicate.build_request(self.project_key, body=body)
        )
