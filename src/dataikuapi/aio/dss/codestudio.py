"""Code studios of a project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._dates import from_ms
from dataikuapi._lazy import lazy
from dataikuapi._listing import identity
from dataikuapi._members import ReadOnly, dict_in
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.codestudioconflicts import (
        DSSCodeStudioObjectConflicts as DSSCodeStudioObjectConflicts,
    )
    from dataikuapi_rest.dicts import (
        CodeStudio,
        CodeStudioListItem,
        CodeStudioPushAnswer,
        CodeStudioStatus,
        CodeStudioZone,
    )

# What stands for the answer to a stop that had nothing to do.
NOTHING_TO_DO: Mapping[str, Any] = {"hasResult": True, "result": None, "alive": False}
ZONE_TYPES = {"names": False, "name": False, "objects": True, "object": True}


class AsyncDSSCodeStudioObjectListItem:
    """A code studio as :meth:`AsyncDSSProject.list_code_studios` lists it.

    Attributes:
        client: the client that made this item.
        project_key: key of the project.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, data: CodeStudioListItem) -> None:
        self.client = client
        self.project_key = project_key
        self._data = data

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.id}>"

    def to_code_studio(self) -> AsyncDSSCodeStudioObject:
        """Gives a handle on the code studio; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return AsyncDSSCodeStudioObject(
            self.client,
            self.project_key,
            identity(api.code_studio.code_studio_list.OPERATION, self._data, "id"),
        )

    name: ReadOnly[str] = ReadOnly[str]("name", "Name of the code studio; others may share it.")
    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the code studio.")
    owner: ReadOnly[str] = ReadOnly[str]("owner", "Login of the owner.")
    template_id: ReadOnly[str] = ReadOnly[str]("templateId", "Identifier of its template.")

    @property
    def template_label(self) -> str:
        """Label of its template; the identifier of the code studio where DSS tells none."""
        return dict_in(self._members(), "desc").get("label", self.id)

    @property
    def template_description(self) -> str:
        """Description of its template, empty where DSS tells none."""
        return dict_in(self._members(), "desc").get("shortDesc", "")


class AsyncDSSCodeStudioObject:
    """A code studio. Get it from :meth:`AsyncDSSProject.get_code_studio`.

    Example:
        studio = await project.create_code_studio("Explore", "vscode")
        await (await studio.restart()).wait_for_result()
        for zone in (await studio.get_status()).get_zones():
            await studio.pull_from_code_studio(zone)
        await (await studio.stop()).wait_for_result()

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        code_studio_id: identifier of the code studio.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, code_studio_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.code_studio_id = code_studio_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.code_studio_id}>"

    async def delete(self) -> None:
        """Deletes the code studio with the files that only it holds.

        Operation: `code_studio_delete`.

        Raises:
            DSSNotFound: there is no such code studio.
        """
        request = api.code_studio.code_studio_delete.build_request(
            self.project_key, self.code_studio_id
        )
        await self.client.rest.empty(request)

    async def get_settings(self) -> AsyncDSSCodeStudioObjectSettings:
        """Reads what the code studio is.

        Operation: `code_studio_get`.

        Returns:
            Its definition, to be read only.

        Raises:
            DSSNotFound: there is no such code studio.
        """
        request = api.code_studio.code_studio_get.build_request(
            self.project_key, self.code_studio_id
        )
        return AsyncDSSCodeStudioObjectSettings(
            self.client,
            self.project_key,
            self.code_studio_id,
            await self.client.rest.json(request),
        )

    async def get_status(self) -> AsyncDSSCodeStudioObjectStatus:
        """Reads whether the code studio runs.

        Operation: `code_studio_get_status`.

        Returns:
            The state, and its zones while it runs.

        Raises:
            DSSNotFound: there is no such code studio.
        """
        request = api.code_studio.code_studio_get_status.build_request(
            self.project_key, self.code_studio_id
        )
        return AsyncDSSCodeStudioObjectStatus(
            self.client,
            self.project_key,
            self.code_studio_id,
            await self.client.rest.json(request),
        )

    async def stop(self) -> AsyncDSSFuture:
        """Stops the code studio; DSS copies its files to the instance before.

        Operation: `code_studio_stop`.

        Returns:
            The task that stops it; one that has ended already when nothing ran.

        Raises:
            DSSForbidden: the caller is neither its owner nor an administrator of the project.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.code_studio.code_studio_stop.build_request(
            self.project_key, self.code_studio_id
        )
        state: Any = await self.client.rest.json(request)
        return AsyncDSSFuture.from_resp(self.client, state or NOTHING_TO_DO)

    async def restart(self) -> AsyncDSSFuture:
        """Starts the code studio, again if it runs.

        Operation: `code_studio_start`.

        Returns:
            The task that starts it.

        Raises:
            DSSBadRequest: its template was never built, or is gone.
            DSSForbidden: the caller is neither its owner nor an administrator of the project.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.code_studio.code_studio_start.build_request(
            self.project_key, self.code_studio_id
        )
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))

    async def check_conflicts(self, zone: str) -> DSSCodeStudioObjectConflicts:
        """Looks for files of a zone that changed both in the code studio and in DSS.

        Operation: `code_studio_check_conflicts`.

        Args:
            zone: name of the zone, from :meth:`AsyncDSSCodeStudioObjectStatus.get_zones`.

        Returns:
            The conflicts; `is_error` tells that there is no such zone.

        Raises:
            ValueError: the name cannot be one of a zone; nothing was asked.
            DSSBadRequest: the code studio does not run.
        """
        from dataikuapi.dss.codestudioconflicts import DSSCodeStudioObjectConflicts

        request = api.code_studio.code_studio_check_conflicts.build_request(
            self.project_key, self.code_studio_id, zone
        )
        return DSSCodeStudioObjectConflicts(zone, await self.client.rest.json(request))

    async def pull_from_code_studio(self, zone: str) -> None:
        """Copies the files of a zone from the code studio to DSS, over what changed there.

        Operation: `code_studio_pull`.

        Args:
            zone: name of the zone, from :meth:`AsyncDSSCodeStudioObjectStatus.get_zones`.

        Raises:
            ValueError: the name cannot be one of a zone; nothing was asked.
            DSSBadRequest: the code studio does not run.
        """
        request = api.code_studio.code_studio_pull.build_request(
            self.project_key, self.code_studio_id, zone
        )
        await self.client.rest.empty(request)

    async def push_to_code_studio(self, zone: str) -> CodeStudioPushAnswer:
        """Copies the files of a zone from DSS to the code studio, over what changed there.

        Operation: `code_studio_push`.

        Args:
            zone: name of the zone, from :meth:`AsyncDSSCodeStudioObjectStatus.get_zones`.

        Returns:
            A dict with `count`, the number of files, and `size`, their bytes.

        Raises:
            ValueError: the name cannot be one of a zone; nothing was asked.
            DSSBadRequest: the code studio does not run.
        """
        request = api.code_studio.code_studio_push.build_request(
            self.project_key, self.code_studio_id, zone
        )
        return await self.client.rest.json(request)

    async def change_owner(self, new_owner: str) -> CodeStudio:
        """Gives the code studio to another user. Needs DSS 12.6.

        Operation: `code_studio_set_owner`.

        Args:
            new_owner: login of the new owner.

        Returns:
            What DSS answers, the definition as a dict; this handle stays good.

        Raises:
            DSSForbidden: the caller is neither its owner nor an administrator.
        """
        from dataikuapi._args import check_str

        request = api.code_studio.code_studio_set_owner.build_request(
            self.project_key,
            self.code_studio_id,
            new_owner=check_str("new_owner", new_owner),
        )
        return await self.client.rest.json(request)


class AsyncDSSCodeStudioObjectSettings:
    """What a code studio is. Get it from :meth:`AsyncDSSCodeStudioObject.get_settings`.

    Attributes:
        client: the client that read it.
        project_key: key of the project.
        code_studio_id: identifier of the code studio.
        settings: the definition, as DSS answered it.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        code_studio_id: str,
        settings: CodeStudio,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.code_studio_id = code_studio_id
        self.settings = settings

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.settings)

    def get_raw(self) -> CodeStudio:
        """Gives the definition as a dict.

        Returns:
            The dict itself, with `templateId` and others.
        """
        return self.settings

    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the code studio.")
    name: ReadOnly[str] = ReadOnly[str]("name", "Name of the code studio; others may share it.")
    template_id: ReadOnly[str] = ReadOnly[str]("templateId", "Identifier of its template.")
    lib_name: ReadOnly[str] = ReadOnly[str]("libName", "Name of the folder that holds its files.")
    owner: ReadOnly[str] = ReadOnly[str](
        "owner", "Login of the owner, who alone works with it; administrators start and stop it."
    )


class AsyncDSSCodeStudioObjectStatus:
    """Whether a code studio runs. Get it from :meth:`AsyncDSSCodeStudioObject.get_status`.

    Attributes:
        client: the client that read it.
        project_key: key of the project.
        code_studio_id: identifier of the code studio.
        status: the status, as DSS answered it.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        code_studio_id: str,
        status: CodeStudioStatus,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.code_studio_id = code_studio_id
        self.status = status

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.status)

    def get_raw(self) -> CodeStudioStatus:
        """Gives the status as a dict.

        Returns:
            The dict itself; `syncedZones` and `exposed` hold something while it runs only.
        """
        return self.status

    state: ReadOnly[str] = ReadOnly[str]("state", "`STOPPED`, `STARTING`, `RUNNING` or `STOPPING`.")

    @property
    def last_state_change(self) -> datetime | None:
        """When the state last changed, None if the code studio was never started."""
        return from_ms(self.status.get("lastStateChange"))

    @overload
    def get_zones(self, as_type: Literal["names", "name"] = "names") -> list[str]: ...
    @overload
    def get_zones(self, as_type: Literal["objects", "object"]) -> list[CodeStudioZone]: ...
    @overload
    def get_zones(self, as_type: str = "names") -> list[str] | list[CodeStudioZone]: ...
    def get_zones(self, as_type: str = "names") -> list[str] | list[CodeStudioZone]:
        """Lists the sets of files that the code studio shares with DSS.

        Args:
            as_type: `names` or `objects`.

        Returns:
            The names of the zones, or dicts with at least `id`; none while it does not run.

        Raises:
            ValueError: `as_type` is neither.
        """
        if as_type not in ZONE_TYPES:
            raise ValueError(f"as_type must be 'names' or 'objects', not {as_type!r}")
        zones: list[Any] = self.status.get("syncedZones") or []
        return zones if ZONE_TYPES[as_type] else [zone.get("id") for zone in zones]


if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__, {"DSSCodeStudioObjectConflicts": "dataikuapi.dss.codestudioconflicts"}
    )
