"""Business applications, and the projects that are instances of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_name, check_str
from dataikuapi._lazy import lazy
from dataikuapi._listing import identity
from dataikuapi._members import ReadOnly, ReadOnlyOrNone, dict_in
from dataikuapi.aio._tasks import result_or_future
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.businessappinstance import (
        AsyncDSSBusinessAppInstance as AsyncDSSBusinessAppInstance,
    )
    from dataikuapi.aio.dss.businessappinstance import (
        AsyncDSSBusinessAppInstanceListItem as AsyncDSSBusinessAppInstanceListItem,
    )
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import (
        BusinessAppDetails,
        BusinessAppListItem,
        BusinessAppSettings,
    )


class AsyncDSSBusinessAppListItem:
    """A business application as :meth:`AsyncDSSClient.list_business_apps` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: AsyncDSSClient, data: BusinessAppListItem) -> None:
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

    def to_business_app(self) -> AsyncDSSBusinessApp:
        """Gives a handle on the application.

        Returns:
            The handle.
        """
        return AsyncDSSBusinessApp(
            self.client, identity(api.business_app.business_app_list.OPERATION, self._data, "id")
        )


class AsyncDSSBusinessApp:
    """A business application. Get it from :meth:`AsyncDSSClient.get_business_app`.

    Attributes:
        client: the client that made this handle.
        business_app_id: identifier of the application.
    """

    def __init__(self, client: AsyncDSSClient, business_app_id: str) -> None:
        self.client = client
        self.business_app_id = business_app_id

    @property
    def id(self) -> str:
        """Identifier of the application."""
        return self.business_app_id

    async def get_details(self) -> AsyncDSSBusinessAppDetails:
        """Reads the details of the application.

        Operation: `business_app_get`.

        Returns:
            The details.

        Raises:
            DSSNotFound: no application has this identifier.
        """
        request = api.business_app.business_app_get.build_request(self.business_app_id)
        data = await self.client.rest.json(request)
        return AsyncDSSBusinessAppDetails(self.client, self.business_app_id, data)

    async def get_settings(self) -> AsyncDSSBusinessAppSettings:
        """Reads the settings of the application.

        Needs an administrator's key.  Operation: `business_app_get_settings`.

        Returns:
            The settings, to be changed and saved.
        """
        request = api.business_app.business_app_get_settings.build_request(self.business_app_id)
        data = await self.client.rest.json(request)
        return AsyncDSSBusinessAppSettings(self.client, self.business_app_id, data)

    @overload
    async def upgrade_from_store(self, wait: Literal[False] = False) -> AsyncDSSFuture: ...
    @overload
    async def upgrade_from_store(self, wait: Literal[True]) -> dict[str, Any]: ...
    @overload
    async def upgrade_from_store(self, wait: bool = False) -> AsyncDSSFuture | dict[str, Any]: ...
    async def upgrade_from_store(self, wait: bool = False) -> AsyncDSSFuture | dict[str, Any]:
        """Upgrades the application from the store; its code environment stays as it is.

        Needs an administrator's key.  Operation: `business_app_update_from_store`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.
        """
        calls = api.business_app
        request = calls.business_app_update_from_store.build_request(self.business_app_id)
        return await result_or_future(self.client, request, wait=wait)

    @overload
    async def create_code_env(
        self,
        python_interpreter: str | None = None,
        conda: bool = False,
        wait: Literal[False] = False,
    ) -> AsyncDSSFuture: ...
    @overload
    async def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False, *, wait: Literal[True]
    ) -> dict[str, Any]: ...
    @overload
    async def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]: ...
    async def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]:
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
        return await result_or_future(self.client, request, wait=wait)

    @overload
    async def update_code_env(self, wait: Literal[False] = False) -> AsyncDSSFuture: ...
    @overload
    async def update_code_env(self, wait: Literal[True]) -> dict[str, Any]: ...
    @overload
    async def update_code_env(self, wait: bool = False) -> AsyncDSSFuture | dict[str, Any]: ...
    async def update_code_env(self, wait: bool = False) -> AsyncDSSFuture | dict[str, Any]:
        """Brings the code environment to what the installed version needs.

        Needs an administrator's key.  Operation: `business_app_update_code_env`.

        Args:
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.
        """
        calls = api.business_app
        request = calls.business_app_update_code_env.build_request(self.business_app_id)
        return await result_or_future(self.client, request, wait=wait)

    @overload
    async def delete(self, force: bool = False, wait: Literal[False] = False) -> AsyncDSSFuture: ...
    @overload
    async def delete(self, force: bool = False, *, wait: Literal[True]) -> dict[str, Any]: ...
    @overload
    async def delete(
        self, force: bool = False, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]: ...
    async def delete(
        self, force: bool = False, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]:
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
        return await result_or_future(self.client, request, wait=wait)

    async def list_instances(self) -> list[AsyncDSSBusinessAppInstanceListItem]:
        """Lists the instances of the application.

        Operation: `business_app_list_instances`.

        Returns:
            The instances.
        """
        from dataikuapi.aio.dss.businessappinstance import AsyncDSSBusinessAppInstanceListItem

        items = await self.client.rest.json(
            api.business_app.business_app_list_instances.build_request(self.business_app_id)
        )
        return [
            AsyncDSSBusinessAppInstanceListItem(self.client, self.business_app_id, item)
            for item in items
        ]

    def get_instance(self, project_key: str) -> AsyncDSSBusinessAppInstance:
        """Gives a handle on an instance; nothing is asked of DSS.

        Args:
            project_key: key of the project that the instance is.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.businessappinstance import AsyncDSSBusinessAppInstance

        return AsyncDSSBusinessAppInstance(self.client, self.business_app_id, project_key)

    @overload
    async def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        wait: Literal[True] = True,
    ) -> AsyncDSSBusinessAppInstance: ...
    @overload
    async def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        *,
        wait: Literal[False],
    ) -> AsyncDSSFuture: ...
    @overload
    async def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        wait: bool = True,
    ) -> AsyncDSSBusinessAppInstance | AsyncDSSFuture: ...
    async def create_instance(
        self,
        project_key: str,
        project_name: str,
        short_desc: str | None = None,
        wait: bool = True,
    ) -> AsyncDSSBusinessAppInstance | AsyncDSSFuture:
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
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        body = {
            "projectKey": check_name("project_key", project_key),
            "projectName": check_str("project_name", project_name),
            "shortDesc": short_desc,
        }
        state = await self.client.rest.json(
            api.business_app.business_app_create_instance.build_request(
                self.business_app_id, body=body
            )
        )
        future = AsyncDSSFuture.from_resp(self.client, state)
        if not wait:
            return future
        await future.wait_for_result()
        return self.get_instance(project_key)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.business_app_id!r}>"


class AsyncDSSBusinessAppDetails:
    """Details of a business application. Get them from :meth:`AsyncDSSBusinessApp.get_details`.

    Attributes:
        client: the client that made this object.
        business_app_id: identifier of the application.
    """

    def __init__(
        self, client: AsyncDSSClient, business_app_id: str, data: BusinessAppDetails
    ) -> None:
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
    def settings(self) -> AsyncDSSBusinessAppSettings:
        """Its settings, which DSS tells administrators only; empty for others."""
        settings = cast("BusinessAppSettings", dict_in(self._members(), "settings"))
        return AsyncDSSBusinessAppSettings(self.client, self.business_app_id, settings)

    def get_raw(self) -> BusinessAppDetails:
        """Gives the details as DSS answered them.

        Returns:
            The dict.
        """
        return self._data


class AsyncDSSBusinessAppSettings:
    """Settings of a business application.

    Get them from :meth:`AsyncDSSBusinessApp.get_settings`.

    Attributes:
        client: the client that made this object.
        business_app_id: identifier of the application.
    """

    def __init__(
        self, client: AsyncDSSClient, business_app_id: str, data: BusinessAppSettings
    ) -> None:
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

    async def save(self) -> None:
        """Saves the settings.

        Needs an administrator's key.  Operation: `business_app_save_settings`.
        """
        await self.client.rest.empty(
            api.business_app.business_app_save_settings.build_request(
                self.business_app_id, body=self._data
            )
        )


_INSTANCE = "dataikuapi.aio.dss.businessappinstance"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSBusinessAppInstance": _INSTANCE,
            "AsyncDSSBusinessAppInstanceListItem": _INSTANCE,
        },
    )
