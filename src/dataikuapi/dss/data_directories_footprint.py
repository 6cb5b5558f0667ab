# Derived by `tox -e generate` from src/dataikuapi/aio/dss/data_directories_footprint.py. Do not edit.
"""Measuring the data directory of DSS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_name
from dataikuapi._lazy import lazy
from dataikuapi._members import dict_in
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.footprint import Footprint as Footprint
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import FutureState
    from dataikuapi_rest.operation import EndpointRequest


def _whole(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    return answer


def _first_project(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    items: list[Mapping[str, Any]] = dict_in(answer, "projects").get("items") or []
    return items[0] if items else answer


def _unknown(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    return answer.get("unknown", answer)


class DSSDataDirectoriesFootprint:
    """Measures what takes room in the data directory.

    Get it from :meth:`DSSClient.get_data_directories_footprint`. An administrator's key is
    needed for all of it.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: DSSClient) -> None:
        self.client = client

    @overload
    def compute_global_only_footprint(self, wait: Literal[True] = True) -> Footprint: ...
    @overload
    def compute_global_only_footprint(self, wait: Literal[False]) -> DSSFuture: ...
    @overload
    def compute_global_only_footprint(self, wait: bool = True) -> Footprint | DSSFuture: ...
    def compute_global_only_footprint(self, wait: bool = True) -> Footprint | DSSFuture:
        """Measures what belongs to no project: code environments, plugins, libraries.

        Operation: `footprint_compute_global`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The footprint, or the task without `wait`.
        """
        request = api.footprint.footprint_compute_global.build_request(summary_only=False)
        return self._compute(request, wait, _whole)

    @overload
    def compute_project_footprint(
        self, project_key: str, wait: Literal[True] = True
    ) -> Footprint: ...
    @overload
    def compute_project_footprint(self, project_key: str, wait: Literal[False]) -> DSSFuture: ...
    @overload
    def compute_project_footprint(
        self, project_key: str, wait: bool = True
    ) -> Footprint | DSSFuture: ...
    def compute_project_footprint(
        self, project_key: str, wait: bool = True
    ) -> Footprint | DSSFuture:
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
        return self._compute(request, wait, _first_project)

    @overload
    def compute_all_dss_footprint(self, wait: Literal[True] = True) -> Footprint: ...
    @overload
    def compute_all_dss_footprint(self, wait: Literal[False]) -> DSSFuture: ...
    @overload
    def compute_all_dss_footprint(self, wait: bool = True) -> Footprint | DSSFuture: ...
    def compute_all_dss_footprint(self, wait: bool = True) -> Footprint | DSSFuture:
        """Measures all that DSS knows, all projects included.

        Operation: `footprint_compute_all`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The footprint, or the task without `wait`.
        """
        request = api.footprint.footprint_compute_all.build_request(summary_only=False)
        return self._compute(request, wait, _whole)

    @overload
    def compute_unknown_footprint(
        self, show_summary_only: bool = True, wait: Literal[True] = True
    ) -> Footprint: ...
    @overload
    def compute_unknown_footprint(
        self, show_summary_only: bool = True, *, wait: Literal[False]
    ) -> DSSFuture: ...
    @overload
    def compute_unknown_footprint(
        self, show_summary_only: bool = True, wait: bool = True
    ) -> Footprint | DSSFuture: ...
    def compute_unknown_footprint(
        self, show_summary_only: bool = True, wait: bool = True
    ) -> Footprint | DSSFuture:
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
        return self._compute(request, wait, _unknown)

    def _compute(
        self,
        request: EndpointRequest[FutureState],
        wait: bool,
        part: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    ) -> Footprint | DSSFuture:
        from dataikuapi.dss.footprint import Footprint
        from dataikuapi.dss.future import DSSFuture

        future = DSSFuture.from_resp(self.client, self.client.rest.json(request))
        if not wait:
            return future
        return Footprint(part(future.wait_for_result()))


if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(__name__, {"Footprint": "dataikuapi.dss.footprint"})
