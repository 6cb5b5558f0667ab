"""SQL notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi._members import Member
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import Message, SqlNotebookContent

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class AsyncDSSSQLNotebookListItem(DSSTaggableObjectListItem):
    """A SQL notebook in a list, as a dict. Get it from the project's `list_sql_notebooks`.

    Attributes:
        client: the client that listed it.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_notebook(self) -> AsyncDSSSQLNotebook:
        """Gives a handle on the notebook; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return AsyncDSSSQLNotebook(
            self.client,
            *identities(api.sql_notebook.sql_notebook_list.OPERATION, self, "projectKey", "id"),
        )

    @property
    def id(self) -> str:
        """Identifier of the notebook."""
        return self["id"]

    @property
    def language(self) -> str:
        """Language of the notebook: `SQL`, `HIVE`, `IMPALA` or `SPARKSQL`."""
        return self["language"]

    @property
    def connection(self) -> str:
        """Connection on which the cells run."""
        return self["connection"]


class AsyncDSSSQLNotebook:
    """A SQL notebook. Get it from the project's `get_sql_notebook`.

    Attributes:
        client: the client that made this handle.
        project_key: key of its project.
        notebook_id: identifier of the notebook.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, notebook_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.notebook_id = notebook_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.notebook_id!r}>"

    async def get_content(self) -> AsyncDSSNotebookContent:
        """Reads the notebook: connection and cells.

        Operation: `sql_notebook_get`.

        Returns:
            The content, to be changed and saved.

        Raises:
            DSSNotFound: there is no such notebook.
        """
        request = api.sql_notebook.sql_notebook_get.build_request(
            self.project_key, self.notebook_id
        )
        content = await self.client.rest.json(request)
        return AsyncDSSNotebookContent(self.client, self.project_key, self.notebook_id, content)

    async def get_history(self) -> AsyncDSSNotebookHistory:
        """Reads what the cells ran.

        Operation: `sql_notebook_get_history`.

        Returns:
            The history, to be changed and saved.

        Raises:
            DSSNotFound: there is no such notebook.
        """
        request = api.sql_notebook.sql_notebook_get_history.build_request(
            self.project_key, self.notebook_id
        )
        history = await self.client.rest.json(request)
        return AsyncDSSNotebookHistory(self.client, self.project_key, self.notebook_id, history)

    async def clear_history(self, cell_id: str | None = None, num_runs_to_retain: int = 0) -> None:
        """Forgets runs of the cells.

        Operation: `sql_notebook_clear_history`.

        Args:
            cell_id: the cell; None for all of them.
            num_runs_to_retain: how many of the newest runs of each cell stay.

        Raises:
            DSSNotFound: there is no such notebook, or it has no such cell.
        """
        await self.client.rest.empty(
            api.sql_notebook.sql_notebook_clear_history.build_request(
                self.project_key,
                self.notebook_id,
                body={"cellId": cell_id, "numRunsToRetain": num_runs_to_retain},
            )
        )

    async def delete(self) -> Message:
        """Deletes the notebook and its history.

        Operation: `sql_notebook_delete`.

        Returns:
            The confirmation of DSS.
        """
        request = api.sql_notebook.sql_notebook_delete.build_request(
            self.project_key, self.notebook_id
        )
        return await self.client.rest.json(request)

    def get_object_discussions(self) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions about the notebook; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(
            self.project_key, "SQL_NOTEBOOK", self.notebook_id
        )


class AsyncDSSNotebookContent:
    """Content of a SQL notebook. Get it from the notebook's `get_content`.

    What is changed stays here until :meth:`save`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the notebook.
        notebook_id: identifier of the notebook.
        content: the content.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        notebook_id: str,
        content: SqlNotebookContent | Mapping[str, Any],
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.notebook_id = notebook_id
        self.content: dict[str, Any] = cast("dict[str, Any]", content)

    def _members(self) -> dict[str, Any]:
        return self.content

    connection: Member[str] = Member[str]("connection", "Connection on which the cells run.")
    cells: Member[list[dict[str, Any]]] = Member[list[dict[str, Any]]](
        "cells", "The cells, each with `id`, `name` and `code`; changes to the list are saved."
    )

    def get_raw(self) -> dict[str, Any]:
        """Gives the content as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.content

    async def save(self) -> Message:
        """Saves the content.

        Operation: `sql_notebook_update`.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: the notebook is gone.
        """
        request = api.sql_notebook.sql_notebook_update.build_request(
            self.project_key, self.notebook_id, body=self.content
        )
        return await self.client.rest.json(request)


class AsyncDSSNotebookHistory:
    """What the cells of a SQL notebook ran. Get it from the notebook's `get_history`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the notebook.
        notebook_id: identifier of the notebook.
        history: the runs by cell and identifier.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        notebook_id: str,
        history: Mapping[str, Any],
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.notebook_id = notebook_id
        self.history: dict[str, dict[str, dict[str, Any]]] = {
            cell_id: {run["id"]: run for run in runs} for cell_id, runs in history.items()
        }

    def get_query_runs(
        self, cell_id: str, as_type: str = "listitems"
    ) -> list[AsyncDSSNotebookQueryRunListItem]:
        """Lists the runs of a cell.

        Args:
            cell_id: identifier of the cell.
            as_type: only `listitems` is known.

        Returns:
            The runs.

        Raises:
            ValueError: `as_type` is something else.
            KeyError: the history has no such cell.
        """
        if as_type != "listitems":
            raise ValueError(f"as_type must be 'listitems', not {as_type!r}")
        runs = self.history[cell_id]
        return [AsyncDSSNotebookQueryRunListItem(runs, run) for run in runs.values()]

    async def save(self) -> None:
        """Saves the history: runs that were deleted here are forgotten.

        Operation: `sql_notebook_update_history`.
        """
        body = {cell_id: list(runs.values()) for cell_id, runs in self.history.items()}
        await self.client.rest.empty(
            api.sql_notebook.sql_notebook_update_history.build_request(
                self.project_key, self.notebook_id, body=body
            )
        )


class AsyncDSSNotebookQueryRunListItem:
    """A run of a cell. Get it from the history's `get_query_runs`.

    Attributes:
        query_runs: the runs of the cell, by identifier.
        query_run: this run.
    """

    def __init__(self, query_runs: dict[str, dict[str, Any]], query_run: dict[str, Any]) -> None:
        self.query_runs = query_runs
        self.query_run = query_run

    def get_raw(self) -> dict[str, Any]:
        """Gives the run as a dict.

        Returns:
            The dict itself: `runOn`, `runBy`, `state`, `sql`, `expandedSql`.
        """
        return self.query_run

    def delete(self) -> None:
        """Takes the run out of the history; it is forgotten when the history is saved."""
        del self.query_runs[self.query_run["id"]]
