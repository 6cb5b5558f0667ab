"""A dataset in the flow: how it is built, and recipes that begin with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_list
from dataikuapi.aio.dss._dataset.quality import AsyncDatasetQuality

if TYPE_CHECKING:
    from dataikuapi._wait import OnUpdate, PollPolicy
    from dataikuapi.aio.dss.job import AsyncDSSJob
    from dataikuapi.aio.dss.recipe import AsyncCodeRecipeCreator


class AsyncDatasetFlow(AsyncDatasetQuality):
    """Methods on a dataset in the flow."""

    async def build(
        self,
        job_type: str = "NON_RECURSIVE_FORCED_BUILD",
        partitions: str | Sequence[str] | None = None,
        wait: bool = True,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        abort_on_timeout: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> AsyncDSSJob:
        """Builds this dataset in a new job.

        Operations: `job_start`, and `job_get` to wait.

        Args:
            job_type: `NON_RECURSIVE_FORCED_BUILD`, `RECURSIVE_BUILD`, `RECURSIVE_FORCED_BUILD` or
                `RECURSIVE_MISSING_ONLY_BUILD`.
            partitions: the partition to build, or several.
            wait: whether to wait until the job ends.
            no_fail: whether a job that failed or was aborted is no error.
            timeout: seconds to wait at most; None for as long as the job runs.
            on_update: function called with each status of the job.
            progress: whether to show a progress bar.
            abort_on_timeout: whether the job is aborted when the time is over.
            poll_policy: how often to ask.

        Returns:
            The handle of the job.

        Raises:
            DSSNotFound: there is no such dataset.
            DSSFutureFailed: the job failed.
            DSSFutureAborted: somebody aborted it.
            DSSFutureTimeout: it did not end in time.
        """
        partition = partitions
        if partition is not None and not isinstance(partition, str):
            partition = ",".join(check_list("partitions", partition))
        builder = self.project.new_job(job_type)
        builder.with_output(self.dataset_name, partition=partition)
        if not wait:
            return await builder.start()
        return await builder.start_and_wait(
            no_fail,
            timeout=timeout,
            on_update=on_update,
            progress=progress,
            abort_on_timeout=abort_on_timeout,
            poll_policy=poll_policy,
        )

    def new_code_recipe(
        self, type: str, code: str | None = None, recipe_name: str | None = None
    ) -> AsyncCodeRecipeCreator:
        """Prepares to create a recipe of code that reads this dataset.

        Args:
            type: its type, such as `python`, `r` or `sql_script`.
            code: the code.
            recipe_name: its name; DSS makes one without it.

        Returns:
            The creator of the recipe.
        """
        from dataikuapi.aio.dss import recipe as classes

        if type == "python":
            creator = classes.AsyncPythonRecipeCreator(recipe_name, self.project)
        else:
            creator = classes.AsyncCodeRecipeCreator(recipe_name, type, self.project)
        creator.with_input(self.dataset_name)
        if code is not None:
            creator.with_script(code)
        return creator

    def new_recipe(self, type: str, recipe_name: str | None = None) -> Any:
        """Prepares to create a recipe that reads this dataset.

        Args:
            type: its type, such as `grouping` or `join`.
            recipe_name: its name; DSS makes one without it.

        Returns:
            The creator of recipes of that type.

        Raises:
            ValueError: no creator makes recipes of this type.
        """
        creator = self.project.new_recipe(type=type, name=recipe_name)
        creator.with_input(self.dataset_name)
        return creator
