"""Jupyter notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._errors import DataikuException
from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import JupyterContent, Message, NotebookSession

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class AsyncDSSJupyterNotebookListItem(DSSTaggableObjectListItem):
    """A Jupyter notebook in a list, as a dict. Get it from the project's `list_jupyter_notebooks`.

    Attributes:
        client: the client that listed it.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_notebook(self) -> AsyncDSSJupyterNotebook:
        """Gives a handle on the notebook; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return AsyncDSSJupyterNotebook(
            self.client,
            *identities(
                api.jupyter_notebook.jupyter_notebook_list.OPERATION, self, "projectKey", "name"
            ),
        )

    @property
    def name(self) -> str:
        """Name of the notebook, which identifies it."""
        return self["name"]

    @property
    def language(self) -> str:
        """Language of the notebook: `python`, `R`, or `toree` for Scala."""
        return self["language"]

    @property
    def kernel_spec(self) -> dict[str, Any]:
        """Which kernel of Jupyter runs the notebook: `name`, `display_name`, `language`."""
        return self["kernelSpec"]


class AsyncDSSJupyterNotebook:
    """A Jupyter notebook. Get it from the project's `get_jupyter_notebook`.

    Attributes:
        client: the client that made this handle.
        project_key: key of its project.
        notebook_name: name of the notebook.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, notebook_name: str) -> None:
        self.client = client
        self.project_key = project_key
        self.notebook_name = notebook_name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.notebook_name!r}>"

    async def unload(self, session_id: str | None = None) -> Message:
        """Stops a session of the notebook and frees what it holds; the notebook stays.

        Operations: `jupyter_notebook_list_sessions`, `jupyter_notebook_unload`.

        Args:
            session_id: identifier of the session; needed only if several run.

        Returns:
            The confirmation of DSS.

        Raises:
            DataikuException: the notebook does not run, or several sessions do and none is named.
        """
        sessions = await self.get_sessions()
        if not sessions:
            raise DataikuException(f"notebook {self.notebook_name} is not running")
        found = [session.get("sessionId") or "" for session in sessions]
        if session_id is None and len(found) > 1:
            raise DataikuException(
                f"several sessions of notebook {self.notebook_name} run: choose one of {found}"
            )
        request = api.jupyter_notebook.jupyter_notebook_unload.build_request(
            self.project_key, self.notebook_name, session_id or found[0]
        )
        return await self.client.rest.json(request)

    @overload
    async def get_sessions(self, as_objects: Literal[False] = False) -> list[NotebookSession]: ...
    @overload
    async def get_sessions(self, as_objects: Literal[True]) -> list[AsyncDSSNotebookSession]: ...
    @overload
    async def get_sessions(
        self, as_objects: bool
    ) -> list[NotebookSession] | list[AsyncDSSNotebookSession]: ...
    async def get_sessions(
        self, as_objects: bool = False
    ) -> list[NotebookSession] | list[AsyncDSSNotebookSession]:
        """Lists the sessions of the notebook that run.

        Operation: `jupyter_notebook_list_sessions`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The sessions, each with `sessionId` and `kernelId`.

        Raises:
            DSSNotFound: there is no such notebook.
        """
        request = api.jupyter_notebook.jupyter_notebook_list_sessions.build_request(
            self.project_key, self.notebook_name
        )
        found = await self.client.rest.json(request)
        if not as_objects:
            return found
        return [AsyncDSSNotebookSession(self.client, each) for each in found]

    async def get_content(self) -> AsyncDSSNotebookContent:
        """Reads the notebook: metadata and cells.

        Operation: `jupyter_notebook_get`.

        Returns:
            The content, to be changed and saved.

        Raises:
            DSSNotFound: there is no such notebook.
        """
        request = api.jupyter_notebook.jupyter_notebook_get.build_request(
            self.project_key, self.notebook_name
        )
        content = await self.client.rest.json(request)
        return AsyncDSSNotebookContent(self.client, self.project_key, self.notebook_name, content)

    async def delete(self) -> Message:
        """Deletes the notebook; its sessions end.

        Operation: `jupyter_notebook_delete`.

        Returns:
            The confirmation of DSS.
        """
        request = api.jupyter_notebook.jupyter_notebook_delete.build_request(
            self.project_key, self.notebook_name
        )
        return await self.client.rest.json(request)

    async def clear_outputs(self) -> Message:
        """Clears what the cells of the notebook wrote; the code stays.

        Operation: `jupyter_notebook_clear_outputs`.

        Returns:
            The confirmation of DSS.
        """
        request = api.jupyter_notebook.jupyter_notebook_clear_outputs.build_request(
            self.project_key, self.notebook_name
        )
        return await self.client.rest.json(request)

    def get_object_discussions(self) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions about the notebook; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(
            self.project_key, "JUPYTER_NOTEBOOK", self.notebook_name
        )


class AsyncDSSNotebookContent:
    """Content of a Jupyter notebook. Get it from the notebook's `get_content`.

    What is changed stays here until :meth:`save`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the notebook.
        notebook_name: name of the notebook.
        content: the content, in the format of Jupyter.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        notebook_name: str,
        content: JupyterContent | Mapping[str, Any],
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.notebook_name = notebook_name
        self.content: dict[str, Any] = cast("dict[str, Any]", content)

    def get_raw(self) -> dict[str, Any]:
        """Gives the content as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.content

    def get_metadata(self) -> dict[str, Any]:
        """Gives the metadata: kernel, language, who made and changed the notebook.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.content["metadata"]

    def get_cells(self) -> list[dict[str, Any]]:
        """Gives the cells, each with `cell_type`, `source` and, for code, `outputs`.

        Returns:
            The list itself: what is changed in it is saved.
        """
        return self.content["cells"]

    async def save(self) -> Message:
        """Saves the content.

        Operation: `jupyter_notebook_update`.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: the notebook is gone.
        """
        request = api.jupyter_notebook.jupyter_notebook_update.build_request(
            self.project_key, self.notebook_name, body=self.content
        )
        return await self.client.rest.json(request)


class AsyncDSSNotebookSession:
    """A session of a Jupyter notebook. Get it from the notebook's `get_sessions`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the notebook.
        notebook_name: name of the notebook.
        session_creator: login of who started it.
        session_creator_display_name: name of who started it.
        session_unix_owner: user of the machine that runs it.
        session_id: identifier of the session.
        kernel_id: identifier of the kernel.
        kernel_pid: identifier of its process.
        kernel_connections: how many look at it.
        kernel_last_activity_time: when it last did something, in milliseconds since the epoch.
        kernel_execution_state: what it does, such as `idle` or `busy`.
        session_start_time: when it began, in milliseconds since the epoch.
    """

    def __init__(
        self, client: AsyncDSSClient, session: NotebookSession | Mapping[str, Any]
    ) -> None:
        raw = cast("dict[str, Any]", session)
        self.client = client
        self.project_key: Any | None = raw.get("projectKey")
        self.notebook_name: Any | None = raw.get("notebookName")
        self.session_creator: Any | None = raw.get("sessionCreator")
        self.session_creator_display_name: Any | None = raw.get("sessionCreatorDisplayName")
        self.session_unix_owner: Any | None = raw.get("sessionUnixOwner")
        self.session_id: Any | None = raw.get("sessionId")
        self.kernel_id: Any | None = raw.get("kernelId")
        self.kernel_pid: Any | None = raw.get("kernelPid")
        self.kernel_connections: Any | None = raw.get("kernelConnections")
        self.kernel_last_activity_time: Any | None = raw.get("kernelLastActivityTime")
        self.kernel_execution_state: Any | None = raw.get("kernelExecutionState")
        self.session_start_time: Any | None = raw.get("sessionStartTime")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.notebook_name!r} {self.session_id}>"

    async def unload(self) -> Message:
        """Stops the session and frees what it holds; the notebook stays.

        Operation: `jupyter_notebook_unload`.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: the session is gone.
        """
        request = api.jupyter_notebook.jupyter_notebook_unload.build_request(
            self.project_key or "", self.notebook_name or "", self.session_id or ""
        )
        return await self.client.rest.json(request)
