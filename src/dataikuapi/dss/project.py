# Derived by `tox -e generate` from src/dataikuapi/aio/dss/project.py. Do not edit.
"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy
from dataikuapi.dss._project.about import ProjectAbout
from dataikuapi.dss._project.apiservices import ProjectAPIServices
from dataikuapi.dss._project.bundles import ProjectBundles
from dataikuapi.dss._project.codestudios import ProjectCodeStudios
from dataikuapi.dss._project.content import ProjectContent
from dataikuapi.dss._project.datasets import ProjectDatasets
from dataikuapi.dss._project.folders import ProjectFolders
from dataikuapi.dss._project.jobs import ProjectJobs
from dataikuapi.dss._project.lifecycle import ProjectLifeCycle
from dataikuapi.dss._project.links import ProjectLinks
from dataikuapi.dss._project.ml import ProjectMl
from dataikuapi.dss._project.models import ProjectModels
from dataikuapi.dss._project.notebooks import ProjectNotebooks
from dataikuapi.dss._project.recipes import ProjectRecipes
from dataikuapi.dss._project.scenarios import ProjectScenarios
from dataikuapi.dss._project.streaming import ProjectStreaming
from dataikuapi.dss._project.tables import ProjectTables

if TYPE_CHECKING:
    from dataikuapi.dss.jobbuilder import (
        JobDefinitionBuilder as JobDefinitionBuilder,
    )
    from dataikuapi.dss.plugin import DSSPlugin as DSSPlugin
    from dataikuapi.dss.projectgit import DSSProjectGit as DSSProjectGit
    from dataikuapi.dss.projectsettings import (
        DSSProjectSettings as DSSProjectSettings,
    )
    from dataikuapi.dss.tablesimport import (
        TablesImportDefinition as TablesImportDefinition,
    )
    from dataikuapi.dss.tablesimport import (
        TablesPreparedImport as TablesPreparedImport,
    )
    from dataikuapi.dssclient import DSSClient

# The reference of DSS names the plugin's class in this module.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "JobDefinitionBuilder": "dataikuapi.dss.jobbuilder",
            "DSSPlugin": "dataikuapi.dss.plugin",
            "DSSProjectGit": "dataikuapi.dss.projectgit",
            "DSSProjectSettings": "dataikuapi.dss.projectsettings",
            "TablesImportDefinition": "dataikuapi.dss.tablesimport",
            "TablesPreparedImport": "dataikuapi.dss.tablesimport",
        },
    )


class DSSProject(
    ProjectLifeCycle,
    ProjectAbout,
    ProjectLinks,
    ProjectDatasets,
    ProjectTables,
    ProjectFolders,
    ProjectContent,
    ProjectCodeStudios,
    ProjectRecipes,
    ProjectJobs,
    ProjectNotebooks,
    ProjectScenarios,
    ProjectStreaming,
    ProjectMl,
    ProjectModels,
    ProjectAPIServices,
    ProjectBundles,
):
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
