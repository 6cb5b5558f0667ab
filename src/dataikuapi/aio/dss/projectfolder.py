"""Folders of projects."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_str
from dataikuapi._lazy import lazy
from dataikuapi._places import folder_id
from dataikuapi._places import project_key as key_of
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import (
        ProjectFolder,
        ProjectFolderPermission,
        ProjectFolderSettings,
    )

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class AsyncDSSProjectFolder:
    """A folder of projects, as it was when it was read.

    Get it from :meth:`AsyncDSSClient.get_project_folder`; get it again to see what changed.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: AsyncDSSClient, data: ProjectFolder) -> None:
        self.client = client
        self._data = data

    @property
    def id(self) -> str:
        """Identifier of the folder; `ROOT` is the one that holds all others."""
        return self._data["id"]

    @property
    def project_folder_id(self) -> str:
        """Identifier of the folder, under its former name."""
        warnings.warn(
            "DSSProjectFolder.project_folder_id is deprecated: use id",
            DeprecationWarning,
            stacklevel=2,
        )
        return self.id

    @property
    def name(self) -> str | None:
        """Name of the folder; None for the root."""
        return self._data.get("name")

    def get_name(self) -> str | None:
        """Gives the name of the folder.

        Returns:
            The name; None for the root.
        """
        return self.name

    async def get_path(self) -> str:
        """Reads the way from the root to this folder.

        Operation: `project_folder_get` for each folder around this one.

        Returns:
            Names with a slash before each: `/`, `/Finance/2026`.
        """
        names: list[str] = []
        folder, seen = self, {self.id}
        while (parent := await folder.get_parent()) is not None and parent.id not in seen:
            names.append(folder.name or "")
            seen.add(parent.id)
            folder = parent
        return "/" + "/".join(reversed(names))

    async def get_parent(self) -> AsyncDSSProjectFolder | None:
        """Reads the folder that holds this one.

        Operation: `project_folder_get`.

        Returns:
            Its handle; None for the root.
        """
        parent = self._data.get("parentId")
        return None if parent is None else await self.client.get_project_folder(parent)

    async def list_child_folders(self) -> list[AsyncDSSProjectFolder]:
        """Reads the folders in this one.

        Operation: `project_folder_get` for each.

        Returns:
            Their handles.
        """
        children = self._data.get("childrenIds") or []
        return [await self.client.get_project_folder(child) for child in children]

    def list_project_keys(self) -> list[str]:
        """Gives the keys of the projects in this folder, those in folders below left out.

        Returns:
            The keys.
        """
        return self._data.get("projectKeys") or []

    def list_projects(self) -> list[AsyncDSSProject]:
        """Gives handles on the projects in this folder, those in folders below left out.

        Returns:
            The handles.
        """
        return [self.client.get_project(key) for key in self.list_project_keys()]

    async def delete(self) -> None:
        """Deletes this folder, which must be empty. Needs the right to administer it.

        Operation: `project_folder_delete`.

        Raises:
            DSSBadRequest: something is in it.
        """
        await self.client.rest.empty(
            api.project_folder.project_folder_delete.build_request(self.id)
        )

    async def get_settings(self) -> AsyncDSSProjectFolderSettings:
        """Reads name, owner and permissions of this folder.

        Operation: `project_folder_get_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSForbidden: the caller may not administer the folder.
        """
        settings = await self.client.rest.json(
            api.project_folder.project_folder_get_settings.build_request(self.id)
        )
        return AsyncDSSProjectFolderSettings(self.client, self.id, settings)

    async def create_sub_folder(self, name: str) -> AsyncDSSProjectFolder:
        """Creates a folder in this one.

        Operation: `project_folder_create_child`.

        Args:
            name: name of the new folder.

        Returns:
            Its handle.
        """
        request = api.project_folder.project_folder_create_child.build_request(
            self.id, name=check_str("name", name)
        )
        return AsyncDSSProjectFolder(self.client, await self.client.rest.json(request))

    async def create_project(
        self,
        project_key: str,
        name: str,
        owner: str,
        description: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> AsyncDSSProject:
        """Creates a project in this folder.

        Operation: `project_create`.

        Args:
            project_key: key of the project, unique on the instance.
            name: what people call it.
            owner: login of its owner.
            description: what it is about.
            settings: its first settings.

        Returns:
            The handle of the project.

        Raises:
            DSSBadRequest: the key is taken, or the owner does not exist.
            DSSForbidden: the caller may not create projects.
        """
        return await self.client.create_project(
            project_key, name, owner, description, settings, project_folder_id=self.id
        )

    async def get_default_folder_for_project_creation(self) -> AsyncDSSProjectFolder:
        """Reads where DSS puts a project that the caller creates from here.

        Operation: `project_folder_get_creation_default`.

        Returns:
            The handle of the folder.
        """
        request = api.project_folder.project_folder_get_creation_default.build_request(self.id)
        return AsyncDSSProjectFolder(self.client, await self.client.rest.json(request))

    async def move_to(self, destination: AsyncDSSProjectFolder | str) -> None:
        """Moves this folder, and all that is in it, into another one.

        Operation: `project_folder_move`.

        Args:
            destination: the other folder, or its identifier.

        Raises:
            DSSBadRequest: the other folder is within this one.
        """
        await self.client.rest.empty(
            api.project_folder.project_folder_move.build_request(
                self.id, destination=folder_id("destination", destination)
            )
        )

    async def move_project_to(
        self, project_key: str | AsyncDSSProject, destination: AsyncDSSProjectFolder | str
    ) -> None:
        """Moves a project of this folder into another one.

        Operation: `project_folder_move_project`.

        Args:
            project_key: key of the project, or its handle.
            destination: the other folder, or its identifier.

        Raises:
            DSSNotFound: the project is not in this folder.
        """
        await self.client.rest.empty(
            api.project_folder.project_folder_move_project.build_request(
                self.id,
                key_of("project_key", project_key),
                destination=folder_id("destination", destination),
            )
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} id={self.id!r} name={self.name!r}>"


class AsyncDSSProjectFolderSettings:
    """Name, owner and permissions of a folder. Get it from the folder's `get_settings`.

    Attributes:
        client: the client that made this handle.
        id: identifier of the folder.
        settings: the settings, changed in place until they are saved.
    """

    def __init__(
        self, client: AsyncDSSClient, project_folder_id: str, settings: ProjectFolderSettings
    ) -> None:
        self.client = client
        self.id = project_folder_id
        self.settings = settings

    def get_raw(self) -> ProjectFolderSettings:
        """Gives the settings as a dict with `name`, `owner` and `permissions`.

        Returns:
            The dict itself: what is changed in it is saved with the rest.
        """
        return self.settings

    def get_name(self) -> str | None:
        """Gives the name of the folder.

        Returns:
            The name.
        """
        return self.settings.get("name")

    def set_name(self, name: str) -> None:
        """Changes the name of the folder, until saved only here.

        Args:
            name: the new name.
        """
        self.settings["name"] = check_str("name", name)

    def get_owner(self) -> str | None:
        """Gives the owner of the folder.

        Returns:
            The login.
        """
        return self.settings.get("owner")

    def set_owner(self, owner: str) -> None:
        """Changes the owner of the folder, until saved only here.

        Args:
            owner: login of the new owner.
        """
        self.settings["owner"] = check_str("owner", owner)

    def get_permissions(self) -> list[ProjectFolderPermission]:
        """Gives what each group may do with the folder.

        Returns:
            The list itself: what is changed in it is saved with the rest.
        """
        permissions = self.settings.get("permissions")
        if permissions is None:
            permissions = self.settings["permissions"] = []
        return permissions

    async def save(self) -> None:
        """Saves the settings.

        Operation: `project_folder_update_settings`.

        Raises:
            DSSForbidden: the caller may not administer the folder.
        """
        body = cast("Mapping[str, Any]", self.settings)
        await self.client.rest.empty(
            api.project_folder.project_folder_update_settings.build_request(self.id, body=body)
        )
