"""Business applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_name
from dataikuapi._listing import identity, wants_objects
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi.aio._tasks import result_or_future
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio.dss.businessapp import AsyncDSSBusinessApp, AsyncDSSBusinessAppListItem
    from dataikuapi.aio.dss.future import AsyncDSSFuture


class AsyncBusinessAppsCalls(AsyncCallsBase):
    """Client methods for business applications."""

    @overload
    async def list_business_apps(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSBusinessAppListItem]: ...
    @overload
    async def list_business_apps(
        self, as_type: Literal["objects", "object"]
    ) -> list[AsyncDSSBusinessApp]: ...
    @overload
    async def list_business_apps(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSBusinessAppListItem] | list[AsyncDSSBusinessApp]: ...
    async def list_business_apps(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSBusinessAppListItem] | list[AsyncDSSBusinessApp]:
        """Lists the business applications that are installed.

        Operation: `business_app_list`.

        Args:
            as_type: `listitems` or `objects`.

        Returns:
            The applications.

        Raises:
            DSSNotFound: the instance has not the feature.
            ValueError: there is no such `as_type`.
        """
        from dataikuapi.aio.dss.businessapp import AsyncDSSBusinessAppListItem

        objects = wants_objects(as_type)
        request = api.business_app.business_app_list.build_request()
        items = await self.rest.json(request)
        if objects:
            return [
                self.get_business_app(identity(request.operation, item, "id")) for item in items
            ]
        return [AsyncDSSBusinessAppListItem(self._client, item) for item in items]

    def get_business_app(self, business_app_id: str) -> AsyncDSSBusinessApp:
        """Gives a handle on a business application; nothing is asked of DSS.

        Args:
            business_app_id: identifier of the application.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.businessapp import AsyncDSSBusinessApp

        return AsyncDSSBusinessApp(self._client, business_app_id)

    @overload
    async def install_business_app_from_archive(
        self, fp: AsyncUpload, wait: Literal[False] = False
    ) -> AsyncDSSFuture: ...
    @overload
    async def install_business_app_from_archive(
        self, fp: AsyncUpload, wait: Literal[True]
    ) -> dict[str, Any]: ...
    @overload
    async def install_business_app_from_archive(
        self, fp: AsyncUpload, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]: ...
    async def install_business_app_from_archive(
        self, fp: AsyncUpload, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]:
        """Installs a business application from an archive, or upgrades it.

        Needs an administrator's key.  Operation: `business_app_install_from_archive`.

        Args:
            fp: the archive: a file opened in binary mode, which is sent as it is read, the path of
                one (`pathlib.Path`), bytes, or an iterable of bytes.
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.
        """
        from dataikuapi._uploads import uploading

        install = api.business_app.business_app_install_from_archive.build_request
        with uploading("fp", fp) as content:
            request = install(body={"file": FilePart(content)})
            return await result_or_future(self._client, request, wait=wait)

    @overload
    async def install_business_app_from_store(
        self, business_app_id: str, wait: Literal[False] = False
    ) -> AsyncDSSFuture: ...
    @overload
    async def install_business_app_from_store(
        self, business_app_id: str, wait: Literal[True]
    ) -> dict[str, Any]: ...
    @overload
    async def install_business_app_from_store(
        self, business_app_id: str, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]: ...
    async def install_business_app_from_store(
        self, business_app_id: str, wait: bool = False
    ) -> AsyncDSSFuture | dict[str, Any]:
        """Installs a business application from the store.

        Needs an administrator's key.  Operation: `business_app_install_from_store`.

        Args:
            business_app_id: identifier of the application in the store.
            wait: whether to wait for the result.

        Returns:
            The task, or its result with `wait`.

        Raises:
            DSSBadRequest: it is installed already, or not in the store.
        """
        body = {"businessAppId": check_name("business_app_id", business_app_id)}
        request = api.business_app.business_app_install_from_store.build_request(body=body)
        return await result_or_future(self._client, request, wait=wait)
