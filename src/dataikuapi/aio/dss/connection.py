"""Connections to storage and databases."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dict, check_name
from dataikuapi._errors import DataikuException
from dataikuapi._members import Member, ReadOnly
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi.dss.connectioninfo import DSSConnectionDetailsReadability, DSSConnectionInfo
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.local_model import AsyncDSSLocalModel
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import Connection, ConnectionTestResult, Message


class AsyncDSSConnectionListItem(dict[str, Any]):
    """A connection in a list: the dict that DSS answered.

    Get it from :meth:`AsyncDSSClient.list_connections`.

    Attributes:
        client: the client that made this object.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_connection(self) -> AsyncDSSConnection:
        """Gives the handle on this connection; nothing is sent."""
        return AsyncDSSConnection(self.client, self.name)

    @property
    def name(self) -> str:
        """Name of the connection."""
        # Where only part of a connection may be seen, DSS calls the two id and label.
        return self["name"] if "name" in self else self["id"]

    @property
    def type(self) -> str:
        """Type of the connection, such as `PostgreSQL`."""
        return self["type"] if "type" in self else self["label"]


class AsyncDSSConnection:
    """A connection of the DSS instance. Get it from :meth:`AsyncDSSClient.get_connection`.

    Attributes:
        client: the client that made this handle.
        name: name of the connection.
    """

    def __init__(self, client: AsyncDSSClient, name: str) -> None:
        self.client = client
        self.name = name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    async def get_location_info(self) -> DSSConnectionInfo:
        """Deprecated: use :meth:`get_info`, which gives the same.

        Operation: `connection_get_info`.

        Returns:
            The details.

        Raises:
            DSSForbidden: the connection does not let the caller read its details.
        """
        text = "DSSConnection.get_location_info is deprecated: use get_info"
        warnings.warn(text, DeprecationWarning, stacklevel=2)
        return await self.get_info()

    async def get_info(self, contextual_project_key: str | None = None) -> DSSConnectionInfo:
        """Reads the details of the connection with its credentials.

        Operation: `connection_get_info`.

        Args:
            contextual_project_key: project whose variables are put into the parameters.

        Returns:
            The details, a dict with methods that read it.

        Raises:
            DSSForbidden: the connection does not let the caller read its details.
        """
        return DSSConnectionInfo(
            await self.client.rest.json(
                api.connection.connection_get_info.build_request(
                    self.name, contextual_project_key=contextual_project_key
                )
            )
        )

    async def delete(self) -> None:
        """Deletes the connection; the data behind it stays. Needs an administrator's key.

        Operation: `connection_delete`.

        Raises:
            DSSNotFound: no connection has this name.
        """
        await self.client.rest.empty(api.connection.connection_delete.build_request(self.name))

    async def get_settings(self) -> AsyncDSSConnectionSettings:
        """Reads the settings, to be changed and saved. Needs an administrator's key.

        Operation: `connection_get`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSAPIError: no connection has this name.
        """
        return AsyncDSSConnectionSettings(self, await self.get_definition())

    async def get_definition(self) -> Connection:
        """Reads the connection as a dict; :meth:`get_settings` is easier to work with.

        Operation: `connection_get`.

        Returns:
            The connection: `type`, `params`, ...; secrets are encrypted or blank.

        Raises:
            DSSAPIError: no connection has this name.
        """
        return await self.client.rest.json(api.connection.connection_get.build_request(self.name))

    async def set_definition(
        self,
        definition: Connection | Mapping[str, Any] | None = None,
        *,
        description: Connection | Mapping[str, Any] | None = None,
    ) -> Message:
        """Writes the connection back; :meth:`get_settings` is easier to work with.

        Operation: `connection_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed.
            description: old name of the same argument.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSAPIError: no connection has this name.
        """
        given = description if definition is None else definition
        request = api.connection.connection_update.build_request(
            self.name, body=check_dict("definition", given)
        )
        return await self.client.rest.json(request)

    async def list_local_models(self) -> list[AsyncDSSLocalModel]:
        """Lists the models that a connection of type `HuggingFaceLocal` serves.

        Operation: `connection_get`.

        Returns:
            Handles on the models.

        Raises:
            DataikuException: the connection is of another type.
        """
        from dataikuapi.aio.dss.local_model import AsyncDSSLocalModel

        models = local_models(self.name, await self.get_definition())
        return [AsyncDSSLocalModel(self.client, self.name, model["id"]) for model in models]

    def get_local_model(self, model_id: str) -> AsyncDSSLocalModel:
        """Gives a handle on a model that the connection serves.

        Args:
            model_id: identifier of the model.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.aio.dss.local_model import AsyncDSSLocalModel

        return AsyncDSSLocalModel(self.client, self.name, check_name("model_id", model_id))

    async def sync_root_acls(self) -> AsyncDSSFuture:
        """Starts to synchronise the rights on the root path of the connection.

        Of use for HDFS with user isolation and rights managed by DSS only.

        Operation: `connection_sync`.

        Returns:
            The task.
        """
        return await self._sync()

    async def sync_datasets_acls(self) -> AsyncDSSFuture:
        """Starts to synchronise the rights on the datasets of the connection.

        Of use for HDFS with user isolation and rights managed by DSS only. DSS knows one request
        for this and for :meth:`sync_root_acls`.

        Operation: `connection_sync`.

        Returns:
            The task.
        """
        return await self._sync()

    async def _sync(self) -> AsyncDSSFuture:
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.connection.connection_sync.build_request(self.name, body={"root": True})
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))

    async def test(self) -> ConnectionTestResult:
        """Tests whether what lies behind the connection can be reached.

        Operation: `connection_test`.

        Returns:
            A dict; `connectionOK` tells whether it can.

        Raises:
            DSSAPIError: connections of this type cannot be tested.
        """
        return await self.client.rest.json(api.connection.connection_test.build_request(self.name))


class AsyncDSSConnectionSettings:
    """Settings of a connection, to be changed and saved.

    Get it from :meth:`AsyncDSSConnection.get_settings`.

    Example:
        settings = await client.get_connection("warehouse").get_settings()
        settings.details_readability.set_readability(False, "analysts")
        await settings.save()

    Attributes:
        connection: the connection.
        settings: the connection as DSS keeps it, to be changed in place.
    """

    type: ReadOnly[str] = ReadOnly("type", "Type of the connection, such as `PostgreSQL`.")
    allow_managed_datasets: Member[bool] = Member(
        "allowManagedDatasets", "Whether managed datasets may be put here."
    )
    allow_managed_folders: Member[bool] = Member(
        "allowManagedFolders", "Whether managed folders may be put here."
    )
    allow_knowledge_banks: Member[bool] = Member(
        "allowKnowledgeBanks", "Whether knowledge banks may be put here."
    )
    allow_write: Member[bool] = Member("allowWrite", "Whether DSS may write here at all.")
    usable_by: ReadOnly[str] = ReadOnly(
        "usableBy", "`ALL`, or `ALLOWED` for the groups in `usable_by_allowed_groups`."
    )
    usable_by_allowed_groups: ReadOnly[list[str]] = ReadOnly(
        "allowedGroups", "Groups that may use the connection when `usable_by` is `ALLOWED`."
    )

    def __init__(self, connection: AsyncDSSConnection, settings: Connection) -> None:
        self.connection = connection
        self.settings = settings

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.connection.name}>"

    def get_raw(self) -> Connection:
        """The connection as DSS keeps it; what is changed in it is saved.

        Returns:
            The dict itself, with `type`, `params` and many more.
        """
        return self.settings

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.settings)

    @property
    def details_readability(self) -> DSSConnectionDetailsReadability:
        """Who may read the details; what is changed in it is saved with the settings."""
        return DSSConnectionDetailsReadability(self._members()["detailsReadability"])

    def set_usability(self, all: bool, *groups: str) -> None:
        """Sets who may use the connection.

        Args:
            all: whether everybody may.
            groups: the groups that may, when not everybody may.
        """
        self.settings["usableBy"] = "ALL" if all else "ALLOWED"
        if not all:
            self.settings["allowedGroups"] = list(groups)

    async def save(self, *, force: bool | None = None) -> None:
        """Saves the settings. Needs an administrator's key.

        Operation: `connection_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
            DSSAPIError: the connection is gone.
        """
        read = api.connection.connection_get.build_request(self.connection.name)
        async with AsyncSaving(self.connection.client.rest, read, self.settings, force):
            await self.connection.client.rest.empty(
                api.connection.connection_update.build_request(
                    self.connection.name, body=self.settings
                )
            )


def local_models(name: str, definition: Connection) -> list[dict[str, Any]]:
    """The models that a connection serves, as its definition lists them.

    Args:
        name: name of the connection.
        definition: its definition.

    Returns:
        The models.

    Raises:
        DataikuException: the connection is of a type that serves none.
    """
    if definition["type"] != "HuggingFaceLocal":
        raise DataikuException(f"Connection {name} is not a HuggingFaceLocal connection")
    return (definition.get("params") or {}).get("models") or []
