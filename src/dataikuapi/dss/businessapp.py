# Derived by `tox -e generate` from src/dataikuapi/aio/dss/businessapp.py. Do not edit.
"""Business applications, and the projects that are instances of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_name, check_str
from dataikuapi._lazy import lazy
from dataikuapi._listing import identity
from dataikuapi._members import ReadOnly, ReadOnlyOrNone, dict_in
from dataikuapi._tasks import result_or_future
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.businessappinstance import (
        DSSBusinessAppInstance as DSSBusinessAppInstance,
    )
    from dataikuapi.dss.businessappinstance import (
        DSSBusinessAppInstanceListItem as DSSBusinessAppInstanceListItem,
    )
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        BusinessAppDetails,
        BusinessAppListItem,
        BusinessAppSettings,
    )


class DSSBusinessAppListItem:
    """A business application as :meth:`DSSClient.list_business_apps` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: DSSClient, data: BusinessAppListItem) -> None:
        self.client = client
        self._data = data

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the application.")
    version: ReadOnly[str] = ReadOnly[str]("version", "Its version.")
    name: ReadOnly[str] = ReadOnly[str]("name", "Its name.")
    description: ReadOnlyOrNone[str] = ReadOnlyOrNone[str](
        "description", "What it is for, or None."
    )

    def get_raw(self) -> BusinessAppListItem:
        """Gives the item as DSS answered it.

        Returns:
            The dict.
        """
        return self._data

    def to_business_app(self) -> DSSBusinessApp:
        """Gives a handle on the application.

        Returns:
            The handle.
        """
        return DSSBusinessApp(
            self.client, identity(api.business_app.business_app_list.OPERATION, self._data, "id")
        )


class DSSBusinessApp:
    """A business application. Get it from :meth:`DSSClient.get_business_app`.

    Attributes:
        client: the client that made this handle.
        business_app_id: identifier of the application.
    """

    def __init__(self, client: DSSClient, business_app_id: str) -> None:
        self.client = client
        self.business_app_id = business_app_id

    @property
    def id(self) -> str:
        """Identifier of the application."""
        return self.business_app_id

    def get_details(self) -> DSSBusinessAppDetails:
        """Reads the details of the application.

        Operation: `business_app_get`.

        Returns:
            The details.

        Raises:
            DSSNotFound: no application has this identifier.
        """
        request = api.business_app.business_app_get.build_request(self.business_app_id)
        data = self.client.rest.json(request)
        return DSSBusinessAppDetails(self.client, self.business_app_id, data)

    def get_settings(self) -> DSSBusinessAppSettings:
        """Reads the settings of the application.

        Needs an administrator's key.  Operation: `business_app_get_settings`.

        Returns:
            The settings, to be changed and saved.
        """
        request = api.business_app.business_app_get_settings.build_request(self.business_app_id)
        data = self.client.rest.json(request)
        return DSSBusinessAppSettings(self.client, self.business_app_id, data)

    @overload
    def upgrade_from_store(self, wait: Literal[False] = False) -> DSSFuture: ...
    @overload
    def upgrade_from_store(self, wait: Literal[True]) -> dict[str, Any]: ...
    @overload
    def upgrade_from_store(self, wait: bool = False) -> DSSFuture | dict[str, Any]: ...
    def upgrade_from_store(self, wait: bool = False) -> DSSFuture | dict[str, Any]:
        """Upgrades the application from the store; its code environment stays as it is.

        Needs an administrator's key.  Operation: `business_app_update_from_store`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.
        """
        calls = api.business_app
        request = calls.business_app_update_from_store.build_request(self.business_app_id)
        return result_or_future(self.client, request, wait=wait)

    @overload
    def create_code_env(
        self,
        python_interpreter: str | None = None,
        conda: bool = False,
        wait: Literal[False] = False,
    ) -> DSSFuture: ...
    @overload
    def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False, *, wait: Literal[True]
    ) -> dict[str, Any]: ...
    @overload
    def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False, wait: bool = False
    ) -> DSSFuture | dict[str, Any]: ...
    def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False, wait: bool = False
    ) -> DSSFuture | dict[str, Any]:
        """Makes the code environment that the application needs.

        Needs an administrator's key.  Operation: `business_app_create_code_env`.

        Args:
            python_interpreter: the interpreter, such as `PYTHON311`; the preferred one when it is
                not given.
            conda: whether it uses Conda.
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.
        """
        body = {
            "deploymentMode": "BUSINESS_APP_MANAGED",
            "conda": conda,
            "pythonInterpreter": python_interpreter,
        }
        request = api.business_app.business_app_create_code_env.build_request(
            self.business_app_id, body=body
        )
        return result_or_future(self.client, request, wait=wait)

    @overload
    def update_code_env(self, wait: Literal[False] = False) -> DSSFuture: ...
    @overload
    def update_code_env(self, wait: Literal[True]) -> dict[str, Any]: ...
    @overload
    def update_code_env(self, wait: bool = False) -> DSSFuture | dict[str, Any]: ...
    def update_code_env(self, wait: bool = False) -> DSSFuture | dict[str, Any]:
        """Brings the code environment to what the installed version needs.

        Needs an administrator's key.  Operation: `business_app_update_code_env`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.
        """
        calls = api.business_app
        request = calls.business_app_update_code_env.build_request(self.business_app_id)
        return result_or_future(self.client, request, wait=wait)

    @overload
    def delete(self, force: bool = False, wait: Literal[False] = False) -> DSSFuture: ...
    @overload
    def delete(self, force: bool = False, *, wait: Literal[True]) -> dict[str, Any]: ...
    @overload
    def delete(self, force: bool = False, wait: bool = False) -> DSSFuture | dict[str, Any]: ...
    def delete(self, force: bool = False, wait: bool = False) -> DSSFuture | dict[str, Any]:
        """Uninstalls the application.

        Needs an administrator's key.  Operation: `business_app_delete`.

        Args:
            force: whether its instances are deleted with it; DSS refuses if there are some
                otherwise.
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.

        Raises:
            DSSBadRequest: it still has instances.
        """
        request = api.business_app.business_app_delete.build_request(
            self.business_app_id, body={"force": force}
        )
        return result_or_future(self.client, request, wait=wait)

    def list_instances(self) -> list[DSSBusinessAppInstanceListItem]:
        """Lists the instances of the application.

        Operation: `business_app_list_instances`.

        Returns:
            The instances.
        """
        from dataikuapi.dss.businessappinstance import DSSBusinessAppInstanceListItem

        items = self.client.rest.json(
            api.business_app.business_app_list_instances.build_request(self.business_app_id)
        )
        return [
            DSSBusinessAppInstanceListItem(self.client, self.business_app_id, item)
            for item in items
        ]

    def get_instance(self, project_key: str) -> DSSBusinessAppInstance:
        """Gives a handle on an instance; nothing is asked of DSS.

        Args:
            project_key: key of the project that the instance is.

        Returns:
            The handle.
        """
        from dataikuapi.dss.businessappinstance import DSSBusinessAppInstance

        return DSSBusinessAppInstance(self.client, self.business_app_id, project_key)

    @overload
    def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        wait: Literal[True] = True,
    ) -> DSSBusinessAppInstance: ...
    @overload
    def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        *,
        wait: Literal[False],
    ) -> DSSFuture: ...
    @overload
    def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        wait: bool = True,
    ) -> DSSBusinessAppInstance | DSSFuture: ...
    def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        wait: bool = True,
    ) -> DSSBusinessAppInstance | DSSFuture:
        """Makes an instance of the application, which is a project.

        Operation: `business_app_create_instance`.

        Args:
            project_key: key of the new project.
            project_name: its name.
            short_desc: what it is for.
            wait: whether to wait until it is there.

        Returns:
            The handle of the instance, or the task without `wait`.

        Raises:
            DSSFutureError: the instance could not be made, for instance because the key is taken.
        """
        from dataikuapi.dss.future import DSSFuture

        body = {
            "projectKey": check_name("project_key", project_key),
            "projectName": check_str("project_name", project_name),
            "shortDesc": short_desc,
        }
        state = self.client.rest.json(
            api.business_app.business_app_create_instance.build_request(
                self.business_app_id, body=body
            )
        )
        future = DSSFuture.from_resp(self.client, state)
        if not wait:
            return future
        future.wait_for_result()
        return self.get_instance(project_key)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.business_app_id!r}>"


class DSSBusinessAppDetails:
    """Details of a business application. Get them from :meth:`DSSBusinessApp.get_details`.

    Attributes:
        client: the client that made this object.
        business_app_id: identifier of the application.
    """

    def __init__(self, client: DSSClient, business_app_id: str, data: BusinessAppDetails) -> None:
        self.client = client
        self.business_app_id = business_app_id
        self._data = data

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    name: ReadOnly[str] = ReadOnly[str]("name", "Its name.")
    version: ReadOnly[str] = ReadOnly[str]("version", "Its version.")
    description: ReadOnly[str] = ReadOnly[str]("description", "What it is for.")
    web_app_id: ReadOnly[str] = ReadOnly[str]("webAppId", "Identifier of its webapp.")
    code_env_name: ReadOnly[str] = ReadOnly[str]("codeEnvName", "Name of its code environment.")

    @property
    def id(self) -> str:
        """Identifier of the application."""
        return self.business_app_id

    @property
    def connections(self) -> dict[str, Any]:
        """The types of the connections that it uses, by name, before they are remapped."""
        return dict_in(self._members(), "connections")

    @property
    def settings(self) -> DSSBusinessAppSettings:
        """Its settings, which DSS tells administrators only; empty for others."""
        settings = cast("BusinessAppSettings", dict_in(self._members(), "settings"))
        return DSSBusinessAppSettings(self.client, self.business_app_id, settings)

    def get_raw(self) -> BusinessAppDetails:
        """Gives the details as DSS answered them.

        Returns:
            The dict.
        """
        return self._data


class DSSBusinessAppSettings:
    """Settings of a business application.

    Get them from :meth:`DSSBusinessApp.get_settings`.

    Attributes:
        client: the client that made this object.
        business_app_id: identifier of the application.
    """

    def __init__(self, client: DSSClient, business_app_id: str, data: BusinessAppSettings) -> None:
        self.client = client
        self.business_app_id = business_app_id
        self._data = data

    def get_raw(self) -> BusinessAppSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict.
        """
        return self._data

    @property
    def remapping(self) -> dict[str, Any]:
        """The names of connections and their names here; what is set is saved with `save`."""
        return dict_in(cast("dict[str, Any]", self._data), "remapping")

    @remapping.setter
    def remapping(self, value: dict[str, Any]) -> None:
        self._data["remapping"] = value

    def save(self) -> None:
        """Saves the settings.

        Needs an administrator's key.  Operation: `business_app_save_settings`.
        """
        self.client.rest.empty(
            api.business_app.business_app_save_settings.build_request(
                self.business_app_id, body=self._data
            )
        )


_INSTANCE = "dataikuapi.dss.businessappinstance"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSBusinessAppInstance": _INSTANCE,
            "DSSBusinessAppInstanceListItem": _INSTANCE,
        },
    )
