# Derived by `tox -e generate` from src/dataikuapi/aio/_client/futures.py. Do not edit.
"""Many calls at once; long tasks, running scenarios and running jobs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._many import Call
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.job import DSSJob, DSSJobListItem
    from dataikuapi_rest.dicts import FutureState

T = TypeVar("T")
R = TypeVar("R")


class FuturesCalls(CallsBase):
    """Client methods to run many calls, and for what runs on the instance."""

    @overload
    def map(
        self,
        function: Call[T, R],
        iterable: Iterable[T],
        *,
        concurrency: int = 16,
        return_exceptions: Literal[False] = False,
    ) -> list[R]: ...
    @overload
    def map(
        self,
        function: Call[T, R],
        iterable: Iterable[T],
        *,
        concurrency: int = 16,
        return_exceptions: bool,
    ) -> list[R | Exception]: ...
    def map(
        self,
        function: Call[T, R],
        iterable: Iterable[T],
        *,
        concurrency: int = 16,
        return_exceptions: bool = False,
    ) -> list[Any]:
        """Calls a function with each item, some at once, and gives the results in order.

        The function may call whatever it likes; this client and its handles may be shared. Each
        item is taken from the iterable when its call may begin. When the iterable itself fails, or
        the wait is interrupted, no other call begins.

        Example:
            keys = client.list_project_keys()
            found = client.map(lambda key: client.get_project(key).get_metadata(), keys)

        Args:
            function: what to call, with one argument.
            iterable: the items.
            concurrency: how many calls run at once.
            return_exceptions: whether the exception of a call that failed stands in the list in
                place of its result, instead of being raised with the others at the end.

        Returns:
            The results, in the order of the items.

        Raises:
            ExceptionGroup: some calls failed; raised when all have ended, with what each raised,
                in the order of the items.
            TypeError: the function or the iterable is none.
            ValueError: `concurrency` is below 1.
        """
        from dataikuapi._many import Many, check_calls, check_concurrency, results_of

        check_calls(function, iterable)
        many = Many(function, check_concurrency(concurrency))
        return results_of(many.run(iterable), return_exceptions=return_exceptions)

    @overload
    def list_futures(
        self, as_objects: Literal[False] = False, all_users: bool = False
    ) -> list[FutureState]: ...
    @overload
    def list_futures(
        self, as_objects: Literal[True], all_users: bool = False
    ) -> list[DSSFuture]: ...
    @overload
    def list_futures(
        self, as_objects: bool = False, all_users: bool = False
    ) -> list[FutureState] | list[DSSFuture]: ...
    def list_futures(
        self, as_objects: bool = False, all_users: bool = False
    ) -> list[FutureState] | list[DSSFuture]:
        """Lists the long tasks that run now.

        Operation: `future_list`.

        Args:
            as_objects: whether handles are given instead of dicts.
            all_users: whether the tasks of all users are listed; needs an administrator.

        Returns:
            The tasks, as states with at least `jobId`, or as handles.

        Raises:
            DSSForbidden: the tasks of all users need an administrator.
        """
        states = self.rest.json(
            api.future.future_list.build_request(
                with_scenarios=False, with_not_scenarios=True, all_users=all_users
            )
        )
        if not as_objects:
            return states
        from dataikuapi.dss.future import DSSFuture

        return [DSSFuture(self._client, state.get("jobId"), state) for state in states]

    def list_running_scenarios(self, all_users: bool = False) -> list[FutureState]:
        """Lists the scenarios that run now.

        Operation: `future_list`.

        Args:
            all_users: whether the scenarios of all users are listed; needs an administrator.

        Returns:
            A state for each run: `jobId`, and `payload` with the identifiers of the scenario.

        Raises:
            DSSForbidden: the scenarios of all users need an administrator.
        """
        return self.rest.json(
            api.future.future_list.build_request(
                with_scenarios=True, with_not_scenarios=False, all_users=all_users
            )
        )

    def get_future(self, job_id: str) -> DSSFuture:
        """Gives a handle on a long task, to wait for it or to abort it.

        Args:
            job_id: identifier of the task.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.dss.future import DSSFuture

        return DSSFuture(self._client, job_id)

    @overload
    def list_running_jobs(
        self, as_type: Literal["listitems", "listitem"] = "listitems", all_users: bool = True
    ) -> list[DSSJobListItem]: ...
    @overload
    def list_running_jobs(
        self, as_type: Literal["objects", "object"], all_users: bool = True
    ) -> list[DSSJob]: ...
    @overload
    def list_running_jobs(self, as_type: str, all_users: bool = True) -> list[Any]: ...
    def list_running_jobs(self, as_type: str = "listitems", all_users: bool = True) -> list[Any]:
        """Lists the jobs that run, in all projects that the caller may read.

        Operation: `job_list_all_running`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.
            all_users: whether the jobs that others started are listed, too.

        Returns:
            The jobs.

        Raises:
            ValueError: `as_type` is neither.
        """
        from dataikuapi._listing import wants_objects
        from dataikuapi.dss.job import DSSJobListItem

        objects = wants_objects(as_type)
        request = api.job.job_list_all_running.build_request(all_users=all_users)
        found = self.rest.json(request)
        items = [DSSJobListItem(self._client, each) for each in found]
        return [item.to_job() for item in items] if objects else items
