"""Notebooks and continuous activities of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict
from dataikuapi._listing import identity, wants_objects
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.continuousactivity import AsyncDSSContinuousActivity
    from dataikuapi.aio.dss.jupyternotebook import (
        AsyncDSSJupyterNotebook,
        AsyncDSSJupyterNotebookListItem,
    )
    from dataikuapi.aio.dss.sqlnotebook import AsyncDSSSQLNotebook, AsyncDSSSQLNotebookListItem
    from dataikuapi_rest.dicts import ContinuousActivity


class AsyncProjectNotebooks(AsyncProjectBase):
    """Methods on notebooks and continuous activities."""

    @overload
    async def list_jupyter_notebooks(
        self, active: bool = False, as_type: Literal["objects", "object"] = "object"
    ) -> list[AsyncDSSJupyterNotebook]: ...
    @overload
    async def list_jupyter_notebooks(
        self, active: bool = False, *, as_type: Literal["listitems", "listitem"]
    ) -> list[AsyncDSSJupyterNotebookListItem]: ...
    @overload
    async def list_jupyter_notebooks(
        self, active: bool = False, as_type: str = "object"
    ) -> list[Any]: ...
    async def list_jupyter_notebooks(
        self, active: bool = False, as_type: str = "object"
    ) -> list[Any]:
        """Lists the Jupyter notebooks of this project.

        Operation: `jupyter_notebook_list`.

        Args:
            active: whether only those that run are listed.
            as_type: `objects` for handles, `listitems` for dicts with more methods.

        Returns:
            The notebooks.

        Raises:
            ValueError: `as_type` is neither.
        """
        objects = wants_objects(as_type)
        from dataikuapi.aio.dss.jupyternotebook import AsyncDSSJupyterNotebookListItem

        request = api.jupyter_notebook.jupyter_notebook_list.build_request(
            self.project_key, active=active
        )
        found = await self.client.rest.json(request)
        if objects:
            return [
                self.get_jupyter_notebook(identity(request.operation, each, "name"))
                for each in found
            ]
        return [AsyncDSSJupyterNotebookListItem(self.client, each) for each in found]

    def get_jupyter_notebook(self, notebook_name: str) -> AsyncDSSJupyterNotebook:
        """Gives a handle on a Jupyter notebook; nothing is asked of DSS.

        Args:
            notebook_name: name of the notebook.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.jupyternotebook import AsyncDSSJupyterNotebook

        return AsyncDSSJupyterNotebook(self.client, self.project_key, notebook_name)

    async def create_jupyter_notebook(
        self, notebook_name: str, notebook_content: Mapping[str, Any]
    ) -> AsyncDSSJupyterNotebook:
        """Creates a Jupyter notebook.

        Operation: `jupyter_notebook_create`.

        Args:
            notebook_name: its name.
            notebook_content: the document of Jupyter, such as another notebook's content.

        Returns:
            The handle of the notebook.

        Raises:
            DSSBadRequest: there is such a notebook already, or the content is none.
        """
        body = check_dict("notebook_content", notebook_content)
        request = api.jupyter_notebook.jupyter_notebook_create.build_request(
            self.project_key, notebook_name, body=body
        )
        await self.client.rest.json(request)
        return self.get_jupyter_notebook(notebook_name)

    @overload
    async def list_sql_notebooks(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSSQLNotebookListItem]: ...
    @overload
    async def list_sql_notebooks(
        self, as_type: Literal["objects", "object"]
    ) -> list[AsyncDSSSQLNotebook]: ...
    @overload
    async def list_sql_notebooks(self, as_type: str) -> list[Any]: ...
    async def list_sql_notebooks(self, as_type: str = "listitems") -> list[Any]:
        """Lists the SQL notebooks of this project.

        Operation: `sql_notebook_list`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.

        Returns:
            The notebooks.

        Raises:
            ValueError: `as_type` is neither.
        """
        objects = wants_objects(as_type)
        from dataikuapi.aio.dss.sqlnotebook import AsyncDSSSQLNotebookListItem

        request = api.sql_notebook.sql_notebook_list.build_request(self.project_key)
        found = await self.client.rest.json(request)
        if objects:
            return [
                self.get_sql_notebook(identity(request.operation, each, "id")) for each in found
            ]
        return [AsyncDSSSQLNotebookListItem(self.client, each) for each in found]

    def get_sql_notebook(self, notebook_id: str) -> AsyncDSSSQLNotebook:
        """Gives a handle on a SQL notebook; nothing is asked of DSS.

        Args:
            notebook_id: identifier of the notebook.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.sqlnotebook import AsyncDSSSQLNotebook

        return AsyncDSSSQLNotebook(self.client, self.project_key, notebook_id)

    async def create_sql_notebook(self, notebook_content: Mapping[str, Any]) -> AsyncDSSSQLNotebook:
        """Creates a SQL notebook.

        Operation: `sql_notebook_create`.

        Args:
            notebook_content: `projectKey`, which must be that of this project, `connection` and
                `cells`.

        Returns:
            The handle of the notebook.

        Raises:
            DSSBadRequest: the content is of another project, or its connection does not exist.
        """
        body = check_dict("notebook_content", notebook_content)
        request = api.sql_notebook.sql_notebook_create.build_request(self.project_key, body=body)
        made: Any = await self.client.rest.json(request)
        return self.get_sql_notebook(identity(request.operation, made, "id"))

    @overload
    async def list_continuous_activities(
        self, as_objects: Literal[True] = True
    ) -> list[AsyncDSSContinuousActivity]: ...
    @overload
    async def list_continuous_activities(
        self, as_objects: Literal[False]
    ) -> list[ContinuousActivity]: ...
    @overload
    async def list_continuous_activities(
        self, as_objects: bool
    ) -> list[AsyncDSSContinuousActivity] | list[ContinuousActivity]: ...
    async def list_continuous_activities(
        self, as_objects: bool = True
    ) -> list[AsyncDSSContinuousActivity] | list[ContinuousActivity]:
        """Lists the continuous activities of this project, one for each continuous recipe.

        Operation: `continuous_activity_list`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The activities.
        """
        request = api.continuous_activity.continuous_activity_list.build_request(self.project_key)
        found = await self.client.rest.json(request)
        if not as_objects:
            return found
        return [self.get_continuous_activity(each["recipeId"]) for each in found]

    def get_continuous_activity(self, recipe_id: str) -> AsyncDSSContinuousActivity:
        """Gives a handle on a continuous activity; nothing is asked of DSS.

        Args:
            recipe_id: name of the continuous recipe.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.continuousactivity import AsyncDSSContinuousActivity

        return AsyncDSSContinuousActivity(self.client, self.project_key, recipe_id)
