# Derived by `tox -e generate` from src/dataikuapi/aio/dss/notebook.py. Do not edit.
"""Notebooks that run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._errors import DataikuException
from dataikuapi._lazy import lazy
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import Message, NotebookSession, NotebookState

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class DSSNotebook:
    """A notebook and its running sessions.

    Get it from :meth:`DSSClient.list_running_notebooks`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the notebook.
        notebook_name: name of the notebook.
        state: the state last read, or None.
        state_is_peek: kept for scripts that look at it; always True.
    """

    def __init__(
        self,
        client: DSSClient,
        project_key: str,
        notebook_name: str,
        state: NotebookState | Mapping[str, Any] | None = None,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.notebook_name = notebook_name
        self.state = cast("NotebookState | None", state)
        self.state_is_peek = True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.notebook_name!r}>"

    def unload(self, session_id: str | None = None) -> Message:
        """Stops a session of the notebook and frees what it holds; the notebook stays.

        Operation: `notebook_unload`, and `notebook_get_state` if the sessions are not known yet.

        Args:
            session_id: identifier of the session; needed only if several run.

        Returns:
            The confirmation of DSS.

        Raises:
            DataikuException: the notebook does not run, or several sessions do and none is named.
        """
        sessions = self.get_sessions()
        if not sessions:
            raise DataikuException(f"notebook {self.notebook_name} is not running")
        if session_id is None:
            session_id = self._only(sessions)
        request = api.notebook.notebook_unload.build_request(
            self.project_key, notebook_name=self.notebook_name, session_id=session_id
        )
        answer = self.client.rest.json(request)
        # What was known no longer holds; the next look asks DSS.
        self.state = None
        return answer

    def _only(self, sessions: list[NotebookSession]) -> str:
        found = [session.get("sessionId") for session in sessions]
        if len(found) > 1:
            raise DataikuException(
                f"several sessions of notebook {self.notebook_name} run: choose one of {found}"
            )
        if found[0] is None:
            raise DataikuException(
                f"the session of notebook {self.notebook_name} has no identifier"
            )
        return found[0]

    def get_state(self) -> NotebookState:
        """Gives the state of the notebook, read once and then remembered.

        Operation: `notebook_get_state`, unless the state is known.

        Returns:
            The state; `activeSessions` lists the sessions that run.

        Raises:
            DSSNotFound: there is no such notebook.
        """
        if self.state is None:
            request = api.notebook.notebook_get_state.build_request(
                self.project_key, notebook_name=self.notebook_name
            )
            self.state = self.client.rest.json(request)
        return self.state

    def get_sessions(self) -> list[NotebookSession]:
        """Lists the sessions of the notebook that run.

        Operation: `notebook_get_state`, unless the state is known.

        Returns:
            The sessions, each with `sessionId`.

        Raises:
            DataikuException: the notebook does not run.
        """
        state: NotebookState | None = self.get_state()
        sessions = state.get("activeSessions")
        if sessions is None:
            raise DataikuException(f"notebook {self.notebook_name} is not running")
        return sessions

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions about the notebook.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.dss.discussion import DSSObjectDiscussions

        return DSSObjectDiscussions(
            self.client, self.project_key, "JUPYTER_NOTEBOOK", self.notebook_name
        )
