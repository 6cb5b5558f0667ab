# Derived by `tox -e generate` from src/dataikuapi/aio/dss/project.py. Do not edit.
"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy
from dataikuapi.dss._project.about import ProjectAbout
from dataikuapi.dss._project.lifecycle import ProjectLifeCycle
from dataikuapi.dss._project.links import ProjectLinks

if TYPE_CHECKING:
    from dataikuapi.dss.plugin import DSSPlugin as DSSPlugin
    from dataikuapi.dss.projectsettings import (
        DSSProjectSettings as DSSProjectSettings,
    )
    from dataikuapi.dssclient import DSSClient

# The reference of DSS names the plugin's class in this module.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSPlugin": "dataikuapi.dss.plugin",
            "DSSProjectSettings": "dataikuapi.dss.projectsettings",
        },
    )


class DSSProject(ProjectLifeCycle, ProjectAbout, ProjectLinks):
    """A project. Get it from :meth:`DSSClient.get_project`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
    """

    def __init__(self, client: DSSClient, project_key: str) -> None:
        self.client = client
        self.project_key = project_key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key!r}>"
