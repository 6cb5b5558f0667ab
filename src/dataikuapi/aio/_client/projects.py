"""Projects, their folders, applications, imports and discussions."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_list, check_name, check_str
from dataikuapi._bundles import PermissionsPropagationPolicy as _Policy
from dataikuapi._listing import identity
from dataikuapi._paths import absolute
from dataikuapi._places import default_project_key, folder_id
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio.dss.app import AsyncDSSApp, AsyncDSSAppListItem
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dss.projectfolder import AsyncDSSProjectFolder
    from dataikuapi.aio.dss.projectimport import AsyncTemporaryImportHandle
    from dataikuapi_rest.dicts import BundleProjectAnswer, ProjectSummary

LIST_ITEMS = ("listitems", "listitem")
OBJECTS = ("objects", "object")


class AsyncProjectsCalls(AsyncCallsBase):
    """Client methods for projects and what is around them."""

    PermissionsPropagationPolicy = _Policy

    async def get_root_project_folder(self) -> AsyncDSSProjectFolder:
        """Reads the folder that holds all folders and projects.

        Operation: `project_folder_get`.

        Returns:
            The handle of the folder.
        """
        return await self.get_project_folder("ROOT")

    async def get_project_folder(self, project_folder_id: str) -> AsyncDSSProjectFolder:
        """Reads a folder of projects.

        Operation: `project_folder_get`.

        Args:
            project_folder_id: identifier of the folder.

        Returns:
            The handle of the folder.

        Raises:
            DSSNotFound: no folder has this identifier.
        """
        from dataikuapi.aio.dss.projectfolder import AsyncDSSProjectFolder

        check_name("project_folder_id", project_folder_id)
        request = api.project_folder.project_folder_get.build_request(project_folder_id)
        return AsyncDSSProjectFolder(self._client, await self.rest.json(request))

    async def list_project_keys(self) -> list[str]:
        """Lists the keys of the projects that the caller may read.

        Operation: `project_list`.

        Returns:
            The keys; an empty list usually means missing rights.
        """
        request = api.project.project_list.build_request()
        projects = await self.rest.json(request)
        return [identity(request.operation, each, "projectKey") for each in projects]

    async def list_projects(self, include_location: bool = False) -> list[ProjectSummary]:
        """Lists the projects that the caller may read.

        Operation: `project_list`.

        Args:
            include_location: whether DSS says in which folder each project is, which is slower.

        Returns:
            The projects, as dicts with at least `projectKey`.
        """
        return await self.rest.json(
            api.project.project_list.build_request(include_location=include_location)
        )

    def get_project(self, project_key: str) -> AsyncDSSProject:
        """Gives a handle on a project; nothing is asked of DSS.

        Args:
            project_key: key of the project.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.project import AsyncDSSProject

        return AsyncDSSProject(self._client, project_key)

    def get_default_project(self) -> AsyncDSSProject:
        """Gives a handle on the project that the running code belongs to.

        Inside DSS the package `dataiku` knows it; elsewhere the environment variable
        `DKU_CURRENT_PROJECT_KEY` is looked at.

        Returns:
            The handle; nothing is asked of DSS.

        Raises:
            DataikuException: nothing tells which project that is.
        """
        return self.get_project(default_project_key())

    async def create_project(
        self,
        project_key: str,
        name: str,
        owner: str,
        description: str | None = None,
        settings: Mapping[str, Any] | None = None,
        project_folder_id: str | None = None,
        permissions: Sequence[Mapping[str, Any]] | None = None,
        tags: Sequence[str] | None = None,
    ) -> AsyncDSSProject:
        """Creates a project. Needs an administrator or the right to create projects.

        Operation: `project_create`.

        Args:
            project_key: key of the project, unique on the instance: letters, digits, underscores.
            name: what people call it.
            owner: login of its owner.
            description: what it is about.
            settings: its first settings.
            project_folder_id: identifier of its folder; None for the root.
            permissions: what each group may do, as dicts with `group` and rights.
            tags: its tags.

        Returns:
            The handle of the project.

        Raises:
            DSSBadRequest: the key is taken, or the owner does not exist.
            DSSForbidden: the caller may not create projects.
        """
        body = {
            "projectKey": check_name("project_key", project_key),
            "name": check_str("name", name),
            "owner": check_str("owner", owner),
            "settings": None if settings is None else check_dict("settings", settings),
            "description": description,
            "permissions": check_list("permissions", () if permissions is None else permissions),
            "tags": check_list("tags", () if tags is None else tags),
        }
        request = api.project.project_create.build_request(
            body=body, project_folder_id=project_folder_id
        )
        await self.rest.text(request)
        return self.get_project(project_key)

    @overload
    async def list_apps(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSAppListItem]: ...
    @overload
    async def list_apps(self, as_type: Literal["objects", "object"]) -> list[AsyncDSSApp]: ...
    @overload
    async def list_apps(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSAppListItem] | list[AsyncDSSApp]: ...
    async def list_apps(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSAppListItem] | list[AsyncDSSApp]:
        """Lists the applications that the caller may use.

        Operation: `app_list`.

        Args:
            as_type: `listitems` for dicts, `objects` for handles.

        Returns:
            The applications.

        Raises:
            ValueError: there is no such `as_type`.
        """
        from dataikuapi.aio.dss.app import AsyncDSSApp, AsyncDSSAppListItem

        if as_type not in LIST_ITEMS + OBJECTS:
            raise ValueError(f"as_type must be 'listitems' or 'objects', not {as_type!r}")
        request = api.app.app_list.build_request()
        items = await self.rest.json(request)
        if as_type in OBJECTS:
            return [
                AsyncDSSApp(self._client, identity(request.operation, item, "appId"))
                for item in items
            ]
        return [AsyncDSSAppListItem(self._client, item) for item in items]

    def get_app(self, app_id: str) -> AsyncDSSApp:
        """Gives a handle on an application; nothing is asked of DSS.

        Args:
            app_id: identifier of the application; `PROJECT_` and the key where a project is the
                template.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.app import AsyncDSSApp

        return AsyncDSSApp(self._client, app_id)

    async def create_project_from_bundle_local_archive(
        self,
        archive_path: str | os.PathLike[str],
        project_folder: AsyncDSSProjectFolder | None = None,
        permissions_propagation_policy: _Policy | str = _Policy.NONE,
        fail_on_missing_users_or_groups: bool = True,
    ) -> BundleProjectAnswer:
        """Creates a project from a bundle that lies on the server, an automation node.

        Operation: `bundle_create_project_from_archive`.

        Args:
            archive_path: path of the bundle on the server; a relative one is taken to begin in
                the current folder of this program.
            project_folder: folder of the new project; None for the root.
            permissions_propagation_policy: which permissions of the bundle hold here.
            fail_on_missing_users_or_groups: whether an unknown user or group in them is an error.

        Returns:
            What DSS says of it.

        Raises:
            DSSAPIError: there is no such file, or it is no bundle.
        """
        return await self.rest.json(
            api.bundle.bundle_create_project_from_archive.build_request(
                archive_path=absolute("archive_path", archive_path),
                **_bundle_options(
                    project_folder, permissions_propagation_policy, fail_on_missing_users_or_groups
                ),
            )
        )

    async def create_project_from_bundle_archive(
        self,
        fp: AsyncUpload,
        project_folder: AsyncDSSProjectFolder | None = None,
        permissions_propagation_policy: _Policy | str = _Policy.NONE,
        fail_on_missing_users_or_groups: bool = True,
        *,
        progress: bool = False,
    ) -> BundleProjectAnswer:
        """Creates a project from a bundle, on an automation node.

        Operation: `bundle_create_project`.

        Args:
            fp: the bundle: a file opened in binary mode, which is sent as it is read, the path of
                one (`pathlib.Path`), bytes, or an iterable of bytes.
            project_folder: folder of the new project; None for the root.
            permissions_propagation_policy: which permissions of the bundle hold here.
            fail_on_missing_users_or_groups: whether an unknown user or group in them is an error.
            progress: whether to show a progress bar.

        Returns:
            What DSS says of it.

        Raises:
            DSSAPIError: it is no bundle.
        """
        from dataikuapi._uploads import uploading

        given = _bundle_options(
            project_folder, permissions_propagation_policy, fail_on_missing_users_or_groups
        )
        create = api.bundle.bundle_create_project.build_request
        with uploading("fp", fp, progress=progress) as content:
            return await self.rest.json(create(body={"file": FilePart(content)}, **given))

    async def prepare_project_import(
        self, f: AsyncUpload, *, progress: bool = False
    ) -> AsyncTemporaryImportHandle:
        """Uploads the archive of a project to a design node.

        Operation: `project_import_upload`.

        Args:
            f: the archive: a file opened in binary mode, which is sent as it is read, the path of
                one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.

        Returns:
            The handle that imports it.
        """
        from dataikuapi._uploads import uploading
        from dataikuapi.aio.dss.projectimport import AsyncTemporaryImportHandle

        upload = api.project_import.project_import_upload.build_request
        with uploading("f", f, progress=progress) as content:
            part = FilePart(content, filename="tmp-import.zip")
            request = upload(body={"file": part})
            answer = await self.rest.json(request)
        return AsyncTemporaryImportHandle(self._client, identity(request.operation, answer, "id"))

    def get_object_discussions(
        self, project_key: str, object_type: str, object_id: str
    ) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions on an object; nothing is asked of DSS.

        Args:
            project_key: key of the project of the object.
            object_type: its type, such as `DATASET` or `RECIPE`.
            object_id: its identifier.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions

        return AsyncDSSObjectDiscussions(self._client, project_key, object_type, object_id)


def _bundle_options(folder: Any, policy: _Policy | str, fail: bool) -> dict[str, Any]:
    """The query of the calls that make a project of a bundle."""
    return {
        "permissions_propagation_policy": policy.value if isinstance(policy, _Policy) else policy,
        "fail_on_missing_users_or_groups": fail,
        "project_folder_id": None if folder is None else folder_id("project_folder", folder),
    }
