# Derived by `tox -e generate` from src/dataikuapi/aio/dss/jobbuilder.py. Do not edit.
"""Jobs to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from dataikuapi._args import check_str
from dataikuapi._listing import identity
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._wait import OnUpdate, PollPolicy
    from dataikuapi.dss.job import DSSJob
    from dataikuapi.dss.project import DSSProject


class JobDefinitionBuilder:
    """Prepares a job. Get it from the project's `new_job`.

    Example:
        job = project.new_job("RECURSIVE_BUILD").with_output("orders").start_and_wait()

    Attributes:
        project: the project of the job.
        definition: what is sent to DSS, changed in place.
    """

    def __init__(self, project: DSSProject, job_type: str = "NON_RECURSIVE_FORCED_BUILD") -> None:
        self.project = project
        self.definition: dict[str, Any] = {
            "type": job_type,
            "refreshHiveMetastore": False,
            "outputs": [],
            "autoUpdateSchemaBeforeEachRecipeRun": False,
        }

    def with_type(self, job_type: str) -> Self:
        """Sets how far up the flow things are built.

        Args:
            job_type: `NON_RECURSIVE_FORCED_BUILD` for the outputs alone, `RECURSIVE_BUILD` for what
                is out of date, `RECURSIVE_MISSING_ONLY_BUILD` for what was never built,
                `RECURSIVE_FORCED_BUILD` for all.

        Returns:
            This builder.
        """
        self.definition["type"] = job_type
        return self

    def with_refresh_metastore(self, refresh_metastore: bool) -> Self:
        """Sets whether the Hive tables of what is built are brought up to date.

        Args:
            refresh_metastore: whether they are.

        Returns:
            This builder.
        """
        self.definition["refreshHiveMetastore"] = refresh_metastore
        return self

    def with_output(
        self,
        name: str,
        object_type: str | None = None,
        object_project_key: str | None = None,
        partition: str | None = None,
    ) -> Self:
        """Adds something to build.

        Args:
            name: name of a dataset, identifier of anything else.
            object_type: `DATASET`, `MANAGED_FOLDER`, `SAVED_MODEL`, `STREAMING_ENDPOINT`,
                `MODEL_EVALUATION_STORE` or `RETRIEVABLE_KNOWLEDGE`; None for a dataset.
            object_project_key: its project; None for that of the job.
            partition: the partition to build.

        Returns:
            This builder.
        """
        self.definition["outputs"].append(
            {
                "type": object_type,
                "id": check_str("name", name),
                "projectKey": object_project_key,
                "partition": partition,
            }
        )
        return self

    def with_auto_update_schema_before_each_recipe_run(
        self, auto_update_schema_before_each_recipe_run: bool
    ) -> Self:
        """Sets whether recipes bring the schemas of their outputs up to date before they run.

        Args:
            auto_update_schema_before_each_recipe_run: whether they do.

        Returns:
            This builder.
        """
        wanted = auto_update_schema_before_each_recipe_run
        self.definition["autoUpdateSchemaBeforeEachRecipeRun"] = wanted
        return self

    def get_definition(self) -> dict[str, Any]:
        """Gives the definition of the job.

        Returns:
            The dict itself: what is changed in it is sent.
        """
        return self.definition

    def start(self) -> DSSJob:
        """Starts the job, and does not wait for it.

        Operation: `job_start`.

        Returns:
            The handle of the job.

        Raises:
            DSSNotFound: something to build does not exist; the message names it.
        """
        from dataikuapi.dss.job import DSSJob

        client, key = self.project.client, self.project.project_key
        request = api.job.job_start.build_request(key, body=self.definition)
        started = client.rest.json(request)
        return DSSJob(client, key, identity(request.operation, started, "id"))

    def start_and_wait(
        self,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        abort_on_timeout: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> DSSJob:
        """Starts the job and waits until it ends.

        Operations: `job_start`, `job_get`.

        Args:
            no_fail: whether a job that failed or was aborted is no error.
            timeout: seconds to wait at most; None for as long as the job runs.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            abort_on_timeout: whether the job is aborted when the time is over.
            poll_policy: how often to ask.

        Returns:
            The handle of the job.

        Raises:
            DSSNotFound: something to build does not exist; the message names it.
            DSSFutureFailed: the job failed.
            DSSFutureAborted: somebody aborted it.
            DSSFutureTimeout: it did not end in time.
        """
        from dataikuapi._wait import check_wait

        check_wait(timeout, poll_policy, on_update)
        job = self.start()
        job.wait_for_completion(
            no_fail,
            timeout=timeout,
            on_update=on_update,
            progress=progress,
            abort_on_timeout=abort_on_timeout,
            poll_policy=poll_policy,
        )
        return job
