# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/notebooks.py. Do not edit.
"""Notebooks and continuous activities of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict
from dataikuapi._listing import identity, wants_objects
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.continuousactivity import DSSContinuousActivity
    from dataikuapi.dss.jupyternotebook import (
        DSSJupyterNotebook,
        DSSJupyterNotebookListItem,
    )
    from dataikuapi.dss.sqlnotebook import DSSSQLNotebook, DSSSQLNotebookListItem
    from dataikuapi_rest.dicts import ContinuousActivity


class ProjectNotebooks(ProjectBase):
    """Methods on notebooks and continuous activities."""

    @overload
    def list_jupyter_notebooks(
        self, active: bool = False, as_type: Literal["objects", "object"] = "object"
    ) -> list[DSSJupyterNotebook]: ...
    @overload
    def list_jupyter_notebooks(
        self, active: bool = False, *, as_type: Literal["listitems", "listitem"]
    ) -> list[DSSJupyterNotebookListItem]: ...
    @overload
    def list_jupyter_notebooks(
        self, active: bool = False, as_type: str = "object"
    ) -> list[Any]: ...
    def list_jupyter_notebooks(self, active: bool = False, as_type: str = "object") -> list[Any]:
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
        from dataikuapi.dss.jupyternotebook import DSSJupyterNotebookListItem

        request = api.jupyter_notebook.jupyter_notebook_list.build_request(
            self.project_key, active=active
        )
        found = self.client.rest.json(request)
        if objects:
            return [
                self.get_jupyter_notebook(identity(request.operation, each, "name"))
                for each in found
            ]
        return [DSSJupyterNotebookListItem(self.client, each) for each in found]

    def get_jupyter_notebook(self, notebook_name: str) -> DSSJupyterNotebook:
        """Gives a handle on a Jupyter notebook; nothing is asked of DSS.

        Args:
            notebook_name: name of the notebook.

        Returns:
            The handle.
        """
        from dataikuapi.dss.jupyternotebook import DSSJupyterNotebook

        return DSSJupyterNotebook(self.client, self.project_key, notebook_name)

    def create_jupyter_notebook(
        self, notebook_name: str, notebook_content: Mapping[str, Any]
    ) -> DSSJupyterNotebook:
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
        self.client.rest.json(request)
        return self.get_jupyter_notebook(notebook_name)

    @overload
    def list_sql_notebooks(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[DSSSQLNotebookListItem]: ...
    @overload
    def list_sql_notebooks(self, as_type: Literal["objects", "object"]) -> list[DSSSQLNotebook]: ...
    @overload
    def list_sql_notebooks(self, as_type: str) -> list[Any]: ...
    def list_sql_notebooks(self, as_type: str = "listitems") -> list[Any]:
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
        from dataikuapi.dss.sqlnotebook import DSSSQLNotebookListItem

        request = api.sql_notebook.sql_notebook_list.build_request(self.project_key)
        found = self.client.rest.json(request)
        if objects:
            return [
                self.get_sql_notebook(identity(request.operation, each, "id")) for each in found
            ]
        return [DSSSQLNotebookListItem(self.client, each) for each in found]

    def get_sql_notebook(self, notebook_id: str) -> DSSSQLNotebook:
        """Gives a handle on a SQL notebook; nothing is asked of DSS.

        Args:
            notebook_id: identifier of the notebook.

        Returns:
            The handle.
        """
        from dataikuapi.dss.sqlnotebook import DSSSQLNotebook

        return DSSSQLNotebook(self.client, self.project_key, notebook_id)

    def create_sql_notebook(self, notebook_content: Mapping[str, Any]) -> DSSSQLNotebook:
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
        made: Any = self.client.rest.json(request)
        return self.get_sql_notebook(identity(request.operation, made, "id"))

    @overload
    def list_continuous_activities(
        self, as_objects: Literal[True] = True
    ) -> list[DSSContinuousActivity]: ...
    @overload
    def list_continuous_activities(
        self, as_objects: Literal[False]
    ) -> list[ContinuousActivity]: ...
    @overload
    def list_continuous_activities(
        self, as_objects: bool
    ) -> list[DSSContinuousActivity] | list[ContinuousActivity]: ...
    def list_continuous_activities(
        self, as_objects: bool = True
    ) -> list[DSSContinuousActivity] | list[ContinuousActivity]:
        """Lists the continuous activities of this project, one for each continuous recipe.

        Operation: `continuous_activity_list`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The activities.
        """
        request = api.continuous_activity.continuous_activity_list.build_request(self.project_key)
        found = self.client.rest.json(request)
        if not as_objects:
            return found
        return [self.get_continuous_activity(each["recipeId"]) for each in found]

    def get_continuous_activity(self, recipe_id: str) -> DSSContinuousActivity:
        """Gives a handle on a continuous activity; nothing is asked of DSS.

        Args:
            recipe_id: name of the continuous recipe.

        Returns:
            The handle.
        """
        from dataikuapi.dss.continuousactivity import DSSContinuousActivity

        return DSSContinuousActivity(self.client, self.project_key, recipe_id)
