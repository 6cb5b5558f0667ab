"""Saved models: models in the flow, with their versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dataikuapi._args import check_list, check_name, check_str
from dataikuapi._lazy import lazy
from dataikuapi.aio.dss._ml.modelimports import AsyncModelImports
from dataikuapi.aio.dss._zoned import AsyncZoned
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._databricks import (
        DatabricksRepositoryContextManager as DatabricksRepositoryContextManager,
    )
    from dataikuapi.aio.dss._ml.externalmodel import (
        AsyncExternalModelVersionHandler as AsyncExternalModelVersionHandler,
    )
    from dataikuapi.aio.dss._ml.externalmodel import (
        AsyncMLFlowVersionSettings as AsyncMLFlowVersionSettings,
    )
    from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask
    from dataikuapi.aio.dss._ml.predictiondetails import (
        AsyncDSSTrainedClusteringModelDetails,
        AsyncDSSTrainedPredictionModelDetails,
    )
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dss.savedmodelsettings import (
        AsyncDSSSavedModelSettings as AsyncDSSSavedModelSettings,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss._ml.surroundings import RunConfigUtils as RunConfigUtils
    from dataikuapi.dss.metrics import ComputedMetrics
    from dataikuapi_rest.dicts import SavedModelUsage, SavedModelVersion

# Scripts import these from here.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSSavedModelSettings": "dataikuapi.aio.dss.savedmodelsettings",
            "AsyncExternalModelVersionHandler": "dataikuapi.aio.dss._ml.externalmodel",
            "AsyncMLFlowVersionSettings": "dataikuapi.aio.dss._ml.externalmodel",
            "DatabricksRepositoryContextManager": "dataikuapi._databricks",
            "RunConfigUtils": "dataikuapi.dss._ml.surroundings",
        },
    )


class AsyncDSSSavedModel(AsyncZoned, AsyncModelImports):
    """A saved model. Get it from :meth:`AsyncDSSProject.get_saved_model`.

    Attributes:
        client: the client that made this handle.
        project: the project of the model.
        project_key: key of that project.
        sm_id: identifier of the model.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, sm_id: str) -> None:
        self.client = client
        self.project: AsyncDSSProject = client.get_project(project_key)
        self.project_key = project_key
        self.sm_id = sm_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.sm_id}>"

    @property
    def id(self) -> str:
        """Identifier of the model."""
        return self.sm_id

    async def get_settings(self) -> AsyncDSSSavedModelSettings:
        """Reads the settings of the model.

        Operation: `saved_model_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such model.
        """
        from dataikuapi.aio.dss.savedmodelsettings import AsyncDSSSavedModelSettings

        raw = await self.client.rest.json(
            api.saved_model.saved_model_get.build_request(self.project_key, self.sm_id)
        )
        return AsyncDSSSavedModelSettings(self, dict(raw))

    async def list_versions(self) -> list[SavedModelVersion]:
        """Lists the versions of the model.

        Operation: `saved_model_list_versions`.

        Returns:
            The versions, each with `id`, `active` and, in `snippet`, the model in brief.
        """
        return await self.client.rest.json(
            api.saved_model.saved_model_list_versions.build_request(self.project_key, self.sm_id)
        )

    async def get_active_version(self) -> SavedModelVersion | None:
        """Finds the version that the flow uses.

        Operation: `saved_model_list_versions`.

        Returns:
            The version, as in the list; None if there is none.
        """
        for version in await self.list_versions():
            if version.get("active"):
                return version
        return None

    async def get_version_details(
        self, version_id: str
    ) -> AsyncDSSTrainedPredictionModelDetails | AsyncDSSTrainedClusteringModelDetails:
        """Reads all that is known of a version.

        Operation: `saved_model_get_version_details` and `saved_model_get_version_snippet`.

        Args:
            version_id: identifier of the version.

        Returns:
            The version, of the class for what the model does.

        Raises:
            DSSNotFound: the model has no such version.
        """
        from dataikuapi.aio.dss._ml.predictiondetails import details_of

        place = (self.project_key, self.sm_id, check_name("version_id", version_id))
        operations = api.saved_model
        details = await self.client.rest.json(
            operations.saved_model_get_version_details.build_request(*place)
        )
        snippet = await self.client.rest.json(
            operations.saved_model_get_version_snippet.build_request(*place)
        )
        return details_of(
            dict(details), dict(snippet), saved_model=self, saved_model_version=version_id
        )

    async def set_active_version(self, version_id: str) -> None:
        """Makes a version the one that the flow uses.

        Operation: `saved_model_activate_version`.

        Args:
            version_id: identifier of the version.
        """
        await self.client.rest.empty(
            api.saved_model.saved_model_activate_version.build_request(
                self.project_key, self.sm_id, version_id
            )
        )

    async def delete_versions(
        self, versions: str | Sequence[str], remove_intermediate: bool = True
    ) -> None:
        """Deletes versions.

        Operation: `saved_model_delete_versions`.

        Args:
            versions: identifiers of the versions, or one of them.
            remove_intermediate: whether those made while partitions were trained go, too.
        """
        one = isinstance(versions, str)
        named = [check_str("versions", versions)] if one else check_list("versions", versions)
        body = {"versions": named, "removeIntermediate": remove_intermediate}
        await self.client.rest.empty(
            api.saved_model.saved_model_delete_versions.build_request(
                self.project_key, self.sm_id, body=body
            )
        )

    async def get_origin_ml_task(self) -> AsyncDSSMLTask | None:
        """Finds the ML task whose model was deployed here last.

        Operation: `saved_model_get`.

        Returns:
            The ML task; None for a model that comes from none.
        """
        from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask

        model_id = (await self.get_settings()).get_raw().get("lastExportedFrom")
        if model_id is None:
            return None
        return AsyncDSSMLTask.from_full_model_id(
            self.client, model_id, project_key=self.project_key
        )

    async def get_metric_values(self, version_id: str) -> ComputedMetrics:
        """Reads the metrics of a version.

        Operation: `saved_model_get_metrics`.

        Args:
            version_id: identifier of the version.

        Returns:
            The metrics.
        """
        from dataikuapi.dss.metrics import ComputedMetrics

        return ComputedMetrics(
            await self.client.rest.json(
                api.saved_model.saved_model_get_metrics.build_request(
                    self.project_key, self.sm_id, version_id
                )
            )
        )

    async def get_usages(self) -> list[SavedModelUsage]:
        """Lists what uses the model.

        Operation: `saved_model_get_usages`.

        Returns:
            The usages, each with `type`, `objectType` and `objectId`.
        """
        return await self.client.rest.json(
            api.saved_model.saved_model_get_usages.build_request(self.project_key, self.sm_id)
        )

    def get_object_discussions(self) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions on the model; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "SAVED_MODEL", self.sm_id)

    async def delete(self) -> None:
        """Deletes the model with its versions.

        Operation: `saved_model_delete`.
        """
        await self.client.rest.empty(
            api.saved_model.saved_model_delete.build_request(self.project_key, self.sm_id)
        )
