"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy
from dataikuapi.aio.dss._project.about import AsyncProjectAbout
from dataikuapi.aio.dss._project.lifecycle import AsyncProjectLifeCycle
from dataikuapi.aio.dss._project.links import AsyncProjectLinks

if TYPE_CHECKING:
    from dataikuapi.aio.dss.plugin import AsyncDSSPlugin as AsyncDSSPlugin
    from dataikuapi.aio.dss.projectsettings import (
        AsyncDSSProjectSettings as AsyncDSSProjectSettings,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient

# The reference of DSS names the plugin's class in this module.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSPlugin": "dataikuapi.aio.dss.plugin",
            "AsyncDSSProjectSettings": "dataikuapi.aio.dss.projectsettings",
        },
    )


class AsyncDSSProject(AsyncProjectLifeCycle, AsyncProjectAbout, AsyncProjectLinks):
    """A project. Get it from :meth:`AsyncDSSClient.get_project`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str) -> None:
        self.client = client
        self.project_key = project_key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key!r}>"
