# Derived by `tox -e generate` from src/dataikuapi/aio/dss/businessappinstance.py. Do not edit.
"""Instances of business applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_name
from dataikuapi._members import ReadOnly, ReadOnlyOrNone
from dataikuapi._tasks import result_or_future
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import BusinessAppInstance, BusinessAppUserPermissions


class DSSBusinessAppInstanceListItem:
    """An instance as :meth:`DSSBusinessApp.list_instances` lists it.

    Attributes:
        client: the client that made this item.
        business_app_id: identifier of the application.
    """

    def __init__(self, client: DSSClient, business_app_id: str, data: BusinessAppInstance) -> None:
        self.client = client
        self.business_app_id = business_app_id
        self._data = data

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    project_key: ReadOnly[str] = ReadOnly[str](
        "projectKey", "Key of the project that the instance is."
    )
    name: ReadOnly[str] = ReadOnly[str]("name", "Its name.")
    business_app_version: ReadOnlyOrNone[str] = ReadOnlyOrNone[str](
        "businessAppVersion", "The version of the application that it was made of, or None."
    )

    def get_raw(self) -> BusinessAppInstance:
        """Gives the item as DSS answered it.

        Returns:
            The dict.
        """
        return self._data

    def to_instance(self) -> DSSBusinessAppInstance:
        """Gives a handle on the instance.

        Returns:
            The handle.
        """
        return DSSBusinessAppInstance(self.client, self.business_app_id, self.project_key)


class DSSBusinessAppInstance:
    """An instance of a business application. Get it from :meth:`DSSBusinessApp.get_instance`.

    Attributes:
        client: the client that made this handle.
        business_app_id: identifier of the application.
        project_key: key of the project that the instance is.
    """

    def __init__(self, client: DSSClient, business_app_id: str, project_key: str) -> None:
        self.client = client
        self.business_app_id = business_app_id
        self.project_key = project_key

    def get_as_project(self) -> DSSProject:
        """Gives a handle on the project that the instance is; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_project(self.project_key)

    @overload
    def upgrade(self, wait: Literal[True] = True) -> dict[str, Any]: ...
    @overload
    def upgrade(self, wait: Literal[False]) -> DSSFuture: ...
    @overload
    def upgrade(self, wait: bool = True) -> DSSFuture | dict[str, Any]: ...
    def upgrade(self, wait: bool = True) -> DSSFuture | dict[str, Any]:
        """Brings the instance to the version of the application that is installed.

        Operation: `business_app_update_instance`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The result, or the task without `wait`.
        """
        request = api.business_app.business_app_update_instance.build_request(
            self.business_app_id, self.project_key
        )
        return result_or_future(self.client, request, wait=wait)

    @overload
    def start_or_restart(self, wait: Literal[False] = False) -> DSSFuture: ...
    @overload
    def start_or_restart(self, wait: Literal[True]) -> dict[str, Any]: ...
    @overload
    def start_or_restart(self, wait: bool = False) -> DSSFuture | dict[str, Any]: ...
    def start_or_restart(self, wait: bool = False) -> DSSFuture | dict[str, Any]:
        """Starts the webapp of the instance, or starts it again.

        Operation: `business_app_start_instance`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.
        """
        request = api.business_app.business_app_start_instance.build_request(
            self.business_app_id, self.project_key
        )
        return result_or_future(self.client, request, wait=wait)

    def stop(self) -> None:
        """Stops the webapp of the instance.

        Operation: `business_app_stop_instance`.
        """
        self.client.rest.empty(
            api.business_app.business_app_stop_instance.build_request(
                self.business_app_id, self.project_key
            )
        )

    def delete(
        self,
        clear_managed_datasets: bool = True,
        clear_output_managed_folders: bool = True,
        clear_job_and_scenario_logs: bool = True,
    ) -> None:
        """Deletes the instance, which is its project.

        Operation: `project_delete`.

        Args:
            clear_managed_datasets: whether the data of managed datasets is deleted.
            clear_output_managed_folders: whether the data of managed folders is deleted.
            clear_job_and_scenario_logs: whether the logs of jobs and scenarios are deleted.
        """
        self.get_as_project().delete(
            clear_managed_datasets=clear_managed_datasets,
            clear_output_managed_folders=clear_output_managed_folders,
            clear_job_and_scenario_logs=clear_job_and_scenario_logs,
        )

    def get_user_permissions(self, user: str) -> BusinessAppUserPermissions:
        """Reads what a user may do in the instance.

        Operation: `business_app_get_permissions`.

        Args:
            user: login of the user.

        Returns:
            A dict with `login`, `admin`, `readProjectContent` and `writeProjectContent`.

        Raises:
            DSSNotFound: there is no such user or instance.
        """
        check_name("user", user)
        return self.client.rest.json(
            api.business_app.business_app_get_permissions.build_request(
                self.business_app_id, self.project_key, user
            )
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.business_app_id}/{self.project_key}>"
