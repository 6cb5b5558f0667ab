# Derived by `tox -e generate` from src/dataikuapi/aio/dss/labeling_task.py. Do not edit.
"""Labeling tasks: people label the rows or files of an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient


class DSSLabelingTask:
    """A labeling task. Get it from the project's `get_labeling_task`, or from a flow.

    DSS lets its public API name a task, to move it to another zone of the flow for instance.

    Attributes:
        client: the client that made this handle.
        project_key: key of its project.
        task_id: identifier of the task.
    """

    def __init__(self, client: DSSClient, project_key: str, task_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.task_id = task_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.task_id!r}>"

    @property
    def id(self) -> str:
        """Identifier of the task."""
        return self.task_id
