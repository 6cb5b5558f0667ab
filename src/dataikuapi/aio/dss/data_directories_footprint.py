"""Measuring the data directory of DSS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_name
from dataikuapi._lazy import lazy
from dataikuapi._members import dict_in
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.footprint import Footprint as Footprint
    from dataikuapi_rest.dicts import FutureState
    from dataikuapi_rest.operation import EndpointRequest


def _whole(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    return answer


def _first_project(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    items: list[Mapping[str, Any]] = dict_in(answer, "projects").get("items") or []
    return items[0] if items else answer


def _unknown(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    return answer.get("unknown", answer)


class AsyncDSSDataDirectoriesFootprint:
    """Measures what takes room in the data directory.

    Get it from :meth:`AsyncDSSClient.get_data_directories_footprint`. An administrator's key is
    needed for all of it.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: AsyncDSSClient) -> None:
        self.client = client

    @overload
    async def compute_global_only_footprint(self, wait: Literal[True] = True) -> Footprint: ...
    @overload
    async def compute_global_only_footprint(self, wait: Literal[False]) -> AsyncDSSFuture: ...
    @overload
    async def compute_global_only_footprint(
        self, wait: bool = True
    ) -> Footprint | AsyncDSSFuture: ...
    async def compute_global_only_footprint(self, wait: bool = True) -> Footprint | AsyncDSSFuture:
        """Measures what belongs to no project: code environments, plugins, libraries.

        Operation: `footprint_compute_global`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The footprint, or the task without `wait`.
        """
        request = api.footprint.footprint_compute_global.build_request(summary_only=False)
        return await self._compute(request, wait, _whole)

    @overload
    async def compute_project_footprint(
        self, project_key: str, wait: Literal[True] = True
    ) -> Footprint: ...
    @overload
    async def compute_project_footprint(
        self, project_key: str, wait: Literal[False]
    ) -> AsyncDSSFuture: ...
    @overload
    async def compute_project_footprint(
        self, project_key: str, wait: bool = True
    ) -> Footprint | AsyncDSSFuture: ...
    async def compute_project_footprint(
        self, project_key: str, wait: bool = True
    ) -> Footprint | AsyncDSSFuture:
        """Measures one project: managed datasets, managed folders, models and more.

        Operation: `footprint_compute_project`.

        Args:
            project_key: key of the project.
            wait: whether to wait for the result.

        Returns:
            The footprint, or the task without `wait`.
        """
        check_name("project_key", project_key)
        request = api.footprint.footprint_compute_project.build_request(
            project_key, summary_only=False
        )
        return await self._compute(request, wait, _first_project)

    @overload
    async def compute_all_dss_footprint(self, wait: Literal[True] = True) -> Footprint: ...
    @overload
    async def compute_all_dss_footprint(self, wait: Literal[False]) -> AsyncDSSFuture: ...
    @overload
    async def compute_all_dss_footprint(self, wait: bool = True) -> Footprint | AsyncDSSFuture: ...
    async def compute_all_dss_footprint(self, wait: bool = True) -> Footprint | AsyncDSSFuture:
        """Measures all that DSS knows, all projects included.

        Operation: `footprint_compute_all`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The footprint, or the task without `wait`.
        """
        request = api.footprint.footprint_compute_all.build_request(summary_only=False)
        return await self._compute(request, wait, _whole)

    @overload
    async def compute_unknown_footprint(
        self, show_summary_only: bool = True, wait: Literal[True] = True
    ) -> Footprint: ...
    @overload
    async def compute_unknown_footprint(
        self, show_summary_only: bool = True, *, wait: Literal[False]
    ) -> AsyncDSSFuture: ...
    @overload
    async def compute_unknown_footprint(
        self, show_summary_only: bool = True, wait: bool = True
    ) -> Footprint | AsyncDSSFuture: ...
    async def compute_unknown_footprint(
        self, show_summary_only: bool = True, wait: bool = True
    ) -> Footprint | AsyncDSSFuture:
        """Measures what lies in the data directory and does not belong to DSS.

        Operation: `footprint_compute_unknown`.

        Args:
            show_summary_only: whether only the sum of it all is wanted.
            wait: whether to wait for the result.

        Returns:
            The footprint, or the task without `wait`.
        """
        request = api.footprint.footprint_compute_unknown.build_request(
            summary_only=show_summary_only
        )
        return await self._compute(request, wait, _unknown)

    async def _compute(
        self,
        request: EndpointRequest[FutureState],
        wait: bool,
        part: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    ) -> Footprint | AsyncDSSFuture:
        from dataikuapi.aio.dss.future import AsyncDSSFuture
        from dataikuapi.dss.footprint import Footprint

        future = AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))
        if not wait:
            return future
        return Footprint(part(await future.wait_for_result()))


if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(__name__, {"Footprint": "dataikuapi.dss.footprint"})
