"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy
from dataikuapi.aio.dss._project.about import AsyncProjectAbout
from dataikuapi.aio.dss._project.apiservices import AsyncProjectAPIServices
from dataikuapi.aio.dss._project.bundles import AsyncProjectBundles
from dataikuapi.aio.dss._project.codestudios import AsyncProjectCodeStudios
from dataikuapi.aio.dss._project.content import AsyncProjectContent
from dataikuapi.aio.dss._project.datasets import AsyncProjectDatasets
from dataikuapi.aio.dss._project.folders import AsyncProjectFolders
from dataikuapi.aio.dss._project.jobs import AsyncProjectJobs
from dataikuapi.aio.dss._project.lifecycle import AsyncProjectLifeCycle
from dataikuapi.aio.dss._project.links import AsyncProjectLinks
from dataikuapi.aio.dss._project.ml import AsyncProjectMl
from dataikuapi.aio.dss._project.models import AsyncProjectModels
from dataikuapi.aio.dss._project.notebooks import AsyncProjectNotebooks
from dataikuapi.aio.dss._project.recipes import AsyncProjectRecipes
from dataikuapi.aio.dss._project.scenarios import AsyncProjectScenarios
from dataikuapi.aio.dss._project.streaming import AsyncProjectStreaming
from dataikuapi.aio.dss._project.tables import AsyncProjectTables

if TYPE_CHECKING:
    from dataikuapi.aio.dss.jobbuilder import (
        AsyncJobDefinitionBuilder as AsyncJobDefinitionBuilder,
    )
    from dataikuapi.aio.dss.plugin import AsyncDSSPlugin as AsyncDSSPlugin
    from dataikuapi.aio.dss.projectgit import AsyncDSSProjectGit as AsyncDSSProjectGit
    from dataikuapi.aio.dss.projectsettings import (
        AsyncDSSProjectSettings as AsyncDSSProjectSettings,
    )
    from dataikuapi.aio.dss.tablesimport import (
        AsyncTablesImportDefinition as AsyncTablesImportDefinition,
    )
    from dataikuapi.aio.dss.tablesimport import (
        AsyncTablesPreparedImport as AsyncTablesPreparedImport,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient

# The reference of DSS names the plugin's class in this module.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncJobDefinitionBuilder": "dataikuapi.aio.dss.jobbuilder",
            "AsyncDSSPlugin": "dataikuapi.aio.dss.plugin",
            "AsyncDSSProjectGit": "dataikuapi.aio.dss.projectgit",
            "AsyncDSSProjectSettings": "dataikuapi.aio.dss.projectsettings",
            "AsyncTablesImportDefinition": "dataikuapi.aio.dss.tablesimport",
            "AsyncTablesPreparedImport": "dataikuapi.aio.dss.tablesimport",
        },
    )


class AsyncDSSProject(
    AsyncProjectLifeCycle,
    AsyncProjectAbout,
    AsyncProjectLinks,
    AsyncProjectDatasets,
    AsyncProjectTables,
    AsyncProjectFolders,
    AsyncProjectContent,
    AsyncProjectCodeStudios,
    AsyncProjectRecipes,
    AsyncProjectJobs,
    AsyncProjectNotebooks,
    AsyncProjectScenarios,
    AsyncProjectStreaming,
    AsyncProjectMl,
    AsyncProjectModels,
    AsyncProjectAPIServices,
    AsyncProjectBundles,
):
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
