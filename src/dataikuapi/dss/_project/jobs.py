# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/jobs.py. Do not edit.
"""Jobs of a project."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict
from dataikuapi._listing import identity, wants_objects
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._wait import OnUpdate, PollPolicy
    from dataikuapi.dss.job import DSSJob, DSSJobListItem
    from dataikuapi.dss.jobbuilder import JobDefinitionBuilder

FORCED = "NON_RECURSIVE_FORCED_BUILD"


class ProjectJobs(ProjectBase):
    """Methods on jobs."""

    @overload
    def list_jobs(
        self, as_type: Literal["listitems", "listitem"] = "listitems", *, limit: int | None = None
    ) -> list[DSSJobListItem]: ...
    @overload
    def list_jobs(
        self, as_type: Literal["objects", "object"], *, limit: int | None = None
    ) -> list[DSSJob]: ...
    @overload
    def list_jobs(self, as_type: str, *, limit: int | None = None) -> list[Any]: ...
    def list_jobs(self, as_type: str = "listitems", *, limit: int | None = None) -> list[Any]:
        """Lists the jobs of this project, newest first.

        Operation: `job_list`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.
            limit: how many at most; None for all of them.

        Returns:
            The jobs.

        Raises:
            ValueError: `as_type` is neither.
        """
        objects = wants_objects(as_type)
        request = api.job.job_list.build_request(self.project_key, limit=limit)
        return self._jobs(self.client.rest.json(request), objects)

    @overload
    def list_running_jobs(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[DSSJobListItem]: ...
    @overload
    def list_running_jobs(self, as_type: Literal["objects", "object"]) -> list[DSSJob]: ...
    @overload
    def list_running_jobs(self, as_type: str) -> list[Any]: ...
    def list_running_jobs(self, as_type: str = "listitems") -> list[Any]:
        """Lists the jobs of this project that run.

        Operation: `job_list_running`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.

        Returns:
            The jobs.

        Raises:
            ValueError: `as_type` is neither.
        """
        objects = wants_objects(as_type)
        request = api.job.job_list_running.build_request(self.project_key)
        return self._jobs(self.client.rest.json(request), objects)

    def _jobs(self, found: list[Any], objects: bool) -> list[Any]:
        from dataikuapi.dss.job import DSSJobListItem

        items = [DSSJobListItem(self.client, each) for each in found]
        return [item.to_job() for item in items] if objects else items

    def get_job(self, id: str) -> DSSJob:
        """Gives a handle on a job; nothing is asked of DSS.

        Args:
            id: identifier of the job.

        Returns:
            The handle.
        """
        from dataikuapi.dss.job import DSSJob

        return DSSJob(self.client, self.project_key, id)

    def start_job(self, definition: Mapping[str, Any]) -> DSSJob:
        """Starts a job, and does not wait for it; :meth:`new_job` helps with the definition.

        Operation: `job_start`.

        Args:
            definition: `type`, `outputs` (each with `type`, `id`, `projectKey`, `partition`) and,
                if need be, `refreshHiveMetastore` and `autoUpdateSchemaBeforeEachRecipeRun`.

        Returns:
            The handle of the job.

        Raises:
            DSSNotFound: something to build does not exist; the message names it.
        """
        body = check_dict("definition", definition)
        request = api.job.job_start.build_request(self.project_key, body=body)
        started = self.client.rest.json(request)
        return self.get_job(identity(request.operation, started, "id"))

    def start_job_and_wait(
        self,
        definition: Mapping[str, Any],
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        abort_on_timeout: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> str:
        """Starts a job and waits until it ends.

        Operations: `job_start`, `job_get`.

        Args:
            definition: as in :meth:`start_job`.
            no_fail: whether a job that failed or was aborted is no error.
            timeout: seconds to wait at most; None for as long as the job runs.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            abort_on_timeout: whether the job is aborted when the time is over.
            poll_policy: how often to ask.

        Returns:
            The last state of the job: `DONE`, or another one with `no_fail`.

        Raises:
            DSSNotFound: something to build does not exist; the message names it.
            DSSFutureFailed: the job failed.
            DSSFutureAborted: somebody aborted it.
            DSSFutureTimeout: it did not end in time.
        """
        from dataikuapi._wait import check_wait

        check_wait(timeout, poll_policy, on_update)
        job = self.start_job(definition)
        return job.wait_for_completion(
            no_fail,
            timeout=timeout,
            on_update=on_update,
            progress=progress,
            abort_on_timeout=abort_on_timeout,
            poll_policy=poll_policy,
        )

    def new_job(self, job_type: str = FORCED) -> JobDefinitionBuilder:
        """Prepares a job; add what it builds, then start it.

        Example:
            job = project.new_job().with_output("orders").start_and_wait()

        Args:
            job_type: `NON_RECURSIVE_FORCED_BUILD`, `RECURSIVE_BUILD`, `RECURSIVE_FORCED_BUILD` or
                `RECURSIVE_MISSING_ONLY_BUILD`.

        Returns:
            What prepares it.
        """
        from dataikuapi.dss.jobbuilder import JobDefinitionBuilder

        return JobDefinitionBuilder(self._as_project(), job_type)

    def new_job_definition_builder(self, job_type: str = FORCED) -> JobDefinitionBuilder:
        """Former name of :meth:`new_job`.

        Args:
            job_type: as in :meth:`new_job`.

        Returns:
            What prepares the job.
        """
        text = "new_job_definition_builder is deprecated: use new_job"
        warnings.warn(text, DeprecationWarning, stacklevel=2)
        return self.new_job(job_type)
