# Derived by `tox -e generate` from src/dataikuapi/aio/_client/futures.py. Do not edit.
"""Long tasks and running scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi_rest.dicts import FutureState


class FuturesCalls(CallsBase):
    """Client methods for long tasks."""

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
