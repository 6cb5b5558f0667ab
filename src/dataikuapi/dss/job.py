# Derived by `tox -e generate` from src/dataikuapi/aio/dss/job.py. Do not edit.
"""Jobs, which build datasets, folders and models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dataikuapi._dates import from_ms
from dataikuapi._errors import DSSFutureTimeout
from dataikuapi._jobs import job_error, job_phase, job_state
from dataikuapi._lazy import lazy
from dataikuapi._poll import clock_of, poll
from dataikuapi._progress import shown
from dataikuapi._wait import OnUpdate, PollPolicy
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import JobStatus, Message

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class DSSJobListItem(dict[str, Any]):
    """A job in a list, as a dict. Get it from the project's `list_jobs`.

    Attributes:
        client: the client that listed it.
    """

    def __init__(self, client: DSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def _definition(self) -> Mapping[str, Any]:
        return self.get("def") or {}

    @property
    def project_key(self) -> str:
        """Key of the project of the job."""
        return self.get("projectKey") or self._definition()["projectKey"]

    @property
    def job_id(self) -> str:
        """Identifier of the job."""
        return self.get("jobId") or self._definition()["id"]

    @property
    def start_time(self) -> datetime | None:
        """When the job began, in the local time zone; None if it has not begun."""
        return from_ms(self.get("startTime"))

    @property
    def end_time(self) -> datetime | None:
        """When the job ended, in the local time zone; None while it runs."""
        return from_ms(self.get("endTime"))

    def to_job(self) -> DSSJob:
        """Gives a handle on the job; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return DSSJob(self.client, self.project_key, self.job_id)


class DSSJob:
    """A job. Get it from the project's `start_job`, `new_job` or `get_job`.

    Attributes:
        client: the client that made this handle.
        id: identifier of the job.
        project_key: key of its project.
    """

    def __init__(self, client: DSSClient, project_key: str, id: str) -> None:
        self.client = client
        self.id = id
        self.project_key = project_key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.id!r}>"

    def abort(self) -> Message:
        """Aborts the job; one that has ended stays as it is.

        Operation: `job_abort`.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: there is no such job.
        """
        request = api.job.job_abort.build_request(self.project_key, self.id)
        return self.client.rest.json(request)

    def get_status(self) -> JobStatus:
        """Reads how the job goes.

        Operation: `job_get`.

        Returns:
            A dict: `baseStatus` has the `state` of the job and of its `activities`, `globalState`
            counts them.

        Raises:
            DSSNotFound: there is no such job.
        """
        request = api.job.job_get.build_request(self.project_key, self.id)
        return self.client.rest.json(request)

    def get_log(self, activity: str | None = None) -> str:
        """Reads the log of the job.

        Operation: `job_read_log`.

        Args:
            activity: identifier of one of its activities, to read only the log of that one.

        Returns:
            The log.

        Raises:
            DSSNotFound: there is no such job, or it has no such activity.
        """
        return self.client.rest.text(
            api.job.job_read_log.build_request(self.project_key, self.id, activity=activity)
        )

    def wait_for_completion(
        self,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        abort_on_timeout: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> str:
        """Waits until the job ends.

        Operation: `job_get`, again and again.

        Args:
            no_fail: whether a job that failed or was aborted is no error.
            timeout: seconds to wait at most; None for as long as the job runs.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            abort_on_timeout: whether the job is aborted when the time is over.
            poll_policy: how often to ask.

        Returns:
            The last state: `DONE`, or `FAILED` or `ABORTED` with `no_fail`.

        Raises:
            DSSFutureFailed: the job failed; the message says why, as far as DSS does.
            DSSFutureAborted: somebody aborted it.
            DSSFutureTimeout: it did not end in time.
            DSSNotFound: there is no such job.
        """
        clock = clock_of(self.client)
        started = clock.monotonic()
        what = f"job {self.id}"
        try:
            with shown(progress, what, on_update) as update:
                status = poll(
                    self._look,
                    job_phase,
                    what=what,
                    job_id=self.id,
                    clock=clock,
                    policy=poll_policy or PollPolicy(),
                    timeout=timeout,
                    on_update=update,
                )
        except DSSFutureTimeout:
            if abort_on_timeout:
                self.abort()
            raise
        error = job_error(status, self.id, clock.monotonic() - started)
        if error is not None and not no_fail:
            raise error
        return job_state(status)

    def _look(self, _: float, left: float | None, /) -> dict[str, Any]:
        request = api.job.job_get.build_request(self.project_key, self.id)
        return dict(self.client.rest.within(left).json(request))


class DSSJobWaiter:
    """Waits for a job; kept for scripts, :meth:`DSSJob.wait_for_completion` does the same.

    Attributes:
        job: the job.
    """

    def __init__(self, job: DSSJob) -> None:
        self.job = job

    def wait(
        self,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> str:
        """Waits until the job ends.

        Operation: `job_get`, again and again.

        Args:
            no_fail: whether a job that failed or was aborted is no error.
            timeout: seconds to wait at most; None for as long as the job runs.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            poll_policy: how often to ask.

        Returns:
            The last state of the job.

        Raises:
            DSSFutureError: the job did not end well, or not in time.
        """
        return self.job.wait_for_completion(
            no_fail,
            timeout=timeout,
            on_update=on_update,
            progress=progress,
            poll_policy=poll_policy,
        )
