# Derived by `tox -e generate` from src/dataikuapi/aio/dss/future.py. Do not edit.
"""Long tasks, which DSS calls futures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._errors import DSSAPIError, DSSFutureError, DSSFutureTimeout
from dataikuapi._poll import clock_of, poll
from dataikuapi._prepare import outgoing
from dataikuapi._progress import shown
from dataikuapi._wait import OnUpdate, Phase, PollPolicy, check_wait, failed_poll, future_phase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient


def _as_it_is(result: Any) -> Any:
    return result


class DSSFuture:
    """A long task of DSS. The calls that start one return it.

    Example:
        future = client.install_plugin_from_store("geocoder")
        future.wait_for_result(timeout=600, progress=True)

    Attributes:
        client: the client that made this handle.
        job_id: identifier of the task; None when DSS answered the result at once.
        state: the state last read, as DSS answered it, or None.
        state_is_peek: whether that state was read without asking for the result.
        result_wrapper: function that turns the raw result into what is returned.
    """

    def __init__(
        self,
        client: DSSClient,
        job_id: str | None,
        state: Mapping[str, Any] | None = None,
        result_wrapper: Callable[[Any], Any] = _as_it_is,
    ) -> None:
        self.client = client
        self.job_id = job_id
        self.state: dict[str, Any] | None = None if state is None else dict(state)
        self.state_is_peek: bool = True
        self.result_wrapper = result_wrapper
        # Set when a wait over many tasks has seen this one fail: DSS tells it only once.
        self._ended_with: DSSFutureError | None = None

    @staticmethod
    def from_resp(
        client: DSSClient,
        resp: Mapping[str, Any],
        result_wrapper: Callable[[Any], Any] = _as_it_is,
    ) -> DSSFuture:
        """Makes the handle of the task that an answer speaks of.

        Args:
            client: the client that got the answer.
            resp: the answer; without `jobId` it holds the result itself.
            result_wrapper: function applied to the raw result.

        Returns:
            The handle.
        """
        return DSSFuture(client, resp.get("jobId"), resp, result_wrapper)

    @classmethod
    def get_result_wait_if_needed(cls, client: DSSClient, ret: Mapping[str, Any]) -> Any:
        """Gives the result that an answer holds, or waits for the task that it started.

        Args:
            client: the client that got the answer.
            ret: the answer.

        Returns:
            The result.

        Raises:
            DSSFutureError: the task gave no result.
        """
        if "jobId" not in ret:
            return ret.get("result")
        future = cls(client, ret["jobId"], ret)
        future.wait_for_result()
        return future.get_result()

    def _id(self) -> str:
        if self.job_id is None:
            raise DSSFutureError("the task ended at once and has no identifier", state=self.state)
        return self.job_id

    def abort(self) -> None:
        """Aborts the task.

        Operation: `future_abort`.

        Raises:
            DSSAPIError: DSS refused, for instance because it does not know the task.
        """
        self.client.rest.empty(api.future.future_abort.build_request(self._id()))

    def get_state(self) -> dict[str, Any]:
        """Reads the state of the task, with its result when there is one.

        Operation: `future_get`.

        Returns:
            The state as DSS answers it: `hasResult`, `result`, `alive`, `aborted`, ...

        Raises:
            DSSFutureFailed: the task failed.
            DSSFutureLost: DSS does not know the task (any more).
        """
        self.state = self._look(peek=False)
        self.state_is_peek = False
        return self.state

    def peek_state(self) -> dict[str, Any]:
        """Reads the state of the task and leaves its result where it is.

        Operation: `future_get`.

        Returns:
            The state as DSS answers it, without `result`.

        Raises:
            DSSFutureFailed: the task failed.
            DSSFutureLost: DSS does not know the task (any more).
        """
        self.state = self._look(peek=True)
        self.state_is_peek = True
        return self.state

    def _look(
        self, *, peek: bool, elapsed: float = 0.0, left: float | None = None
    ) -> dict[str, Any]:
        request = api.future.future_get.build_request(self._id(), peek=peek)
        try:
            # Asking again is never worse than giving up: a result that went with a lost answer is
            # lost in any case, and the next look says so.
            look = outgoing(request, repeat="safe")
            return dict(self.client.rest.within(left).send_json(look))
        except DSSAPIError as error:
            ended = failed_poll(error, self.job_id, elapsed)
            if ended is None:
                raise
            self._ended_with = ended
            raise ended from error

    def has_result(self) -> bool:
        """Tells whether the task has given a result.

        Operation: `future_get`, unless a result is known already.

        Returns:
            True when there is a result.

        Raises:
            DSSFutureFailed: the task failed.
            DSSFutureLost: DSS does not know the task (any more).
        """
        if self.state is None or not self.state.get("hasResult"):
            self.get_state()
        return bool((self.state or {}).get("hasResult", False))

    def get_result(self) -> Any:
        """Gives the result of a finished task, without waiting.

        Operation: `future_get`, unless the result has been read already.

        Returns:
            The result, through `result_wrapper`.

        Raises:
            DSSFutureError: the task has no result (yet).
        """
        state = self.state
        # A result that came with the answer that started the task can't be asked for again.
        if state is None or not state.get("hasResult") or (self.state_is_peek and self.job_id):
            state = self.get_state()
        if not state.get("hasResult"):
            raise DSSFutureError("Result not ready", state=state, job_id=self.job_id)
        return self.result_wrapper(state.get("result"))

    def wait_for_result(
        self,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        abort_on_timeout: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> Any:
        """Waits until the task ends and gives its result.

        Operation: `future_get`, again and again; each time within the limits of one call.

        Args:
            timeout: seconds to wait at most; None for as long as the task lives.
            on_update: function called with each state.
            progress: whether to show a progress bar.
            abort_on_timeout: whether the task is aborted when the time is over.
            poll_policy: how often to ask; by default after 65 ms at first, then less and
                less, every 1.5 s in the end.

        Returns:
            The result, through `result_wrapper`.

        Raises:
            DSSFutureFailed: the task failed; the message is the task's own.
            DSSFutureAborted: somebody aborted it.
            DSSFutureLost: DSS no longer knows it, or it died.
            DSSFutureTimeout: it did not end in time.
        """
        check_wait(timeout, poll_policy, on_update)
        if self._ended_with is not None:
            raise self._ended_with
        if self.state is None or future_phase(self.state) is not Phase.DONE:
            what = f"task {self._id()}"
            try:
                with shown(progress, what, on_update) as update:
                    self._poll(timeout, update, poll_policy or PollPolicy())
            except DSSFutureTimeout:
                if abort_on_timeout:
                    self.abort()
                raise
        return self.result_wrapper((self.state or {}).get("result"))

    def _poll(self, timeout: float | None, on_update: OnUpdate | None, policy: PollPolicy) -> None:
        def look(elapsed: float, left: float | None, /) -> dict[str, Any]:
            self.state = self._look(peek=False, elapsed=elapsed, left=left)
            self.state_is_peek = False
            return self.state

        poll(
            look,
            future_phase,
            what=f"task {self.job_id}",
            job_id=self.job_id,
            clock=clock_of(self.client),
            policy=policy,
            timeout=timeout,
            on_update=on_update,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} job_id={self.job_id!r}>"
