"""What each topic of the handle of a project can rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dssclient import AsyncDSSClient


class AsyncProjectBase:
    """Base of the topics of a project."""

    client: AsyncDSSClient
    project_key: str

    def _as_project(self) -> AsyncDSSProject:
        """This handle as what it is when all topics are together."""
        return cast("AsyncDSSProject", self)
