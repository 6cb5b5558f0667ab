# Derived by `tox -e generate` from src/dataikuapi/aio/dss/savedmodel.py. Do not edit.
"""Saved models: models in the flow, with their versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dataikuapi._args import check_list, check_name, check_str
from dataikuapi._lazy import lazy
from dataikuapi.dss._ml.modelimports import ModelImports
from dataikuapi.dss._zoned import Zoned
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._databricks import (
        DatabricksRepositoryContextManager as DatabricksRepositoryContextManager,
    )
    from dataikuapi.dss._ml.externalmodel import (
        ExternalModelVersionHandler as ExternalModelVersionHandler,
    )
    from dataikuapi.dss._ml.externalmodel import (
        MLFlowVersionSettings as MLFlowVersionSettings,
    )
    from dataikuapi.dss._ml.mltask import DSSMLTask
    from dataikuapi.dss._ml.predictiondetails import (
        DSSTrainedClusteringModelDetails,
        DSSTrainedPredictionModelDetails,
    )
    from dataikuapi.dss._ml.surroundings import RunConfigUtils as RunConfigUtils
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi.dss.metrics import ComputedMetrics
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dss.savedmodelsettings import (
        DSSSavedModelSettings as DSSSavedModelSettings,
    )
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import SavedModelUsage, SavedModelVersion

# Scripts import these from here.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSSavedModelSettings": "dataikuapi.dss.savedmodelsettings",
            "ExternalModelVersionHandler": "dataikuapi.dss._ml.externalmodel",
            "MLFlowVersionSettings": "dataikuapi.dss._ml.externalmodel",
            "DatabricksRepositoryContextManager": "dataikuapi._databricks",
            "RunConfigUtils": "dataikuapi.dss._ml.surroundings",
        },
    )


class DSSSavedModel(Zoned, ModelImports):
    """A saved model. Get it from :meth:`DSSProject.get_saved_model`.

    Attributes:
        client: the client that made this handle.
        project: the project of the model.
        project_key: key of that project.
        sm_id: identifier of the model.
    """

    def __init__(self, client: DSSClient, project_key: str, sm_id: str) -> None:
        self.client = client
        self.project: DSSProject = client.get_project(project_key)
        self.project_key = project_key
        self.sm_id = sm_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.sm_id}>"

    @property
    def id(self) -> str:
        """Identifier of the model."""
        return self.sm_id

    def get_settings(self) -> DSSSavedModelSettings:
        """Reads the settings of the model.

        Operation: `saved_model_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such model.
        """
        from dataikuapi.dss.savedmodelsettings import DSSSavedModelSettings

        raw = self.client.rest.json(
            api.saved_model.saved_model_get.build_request(self.project_key, self.sm_id)
        )
        return DSSSavedModelSettings(self, dict(raw))

    def list_versions(self) -> list[SavedModelVersion]:
        """Lists the versions of the model.

        Operation: `saved_model_list_versions`.

        Returns:
            The versions, each with `id`, `active` and, in `snippet`, the model in brief.
        """
        return self.client.rest.json(
            api.saved_model.saved_model_list_versions.build_request(self.project_key, self.sm_id)
        )

    def get_active_version(self) -> SavedModelVersion | None:
        """Finds the version that the flow uses.

        Operation: `saved_model_list_versions`.

        Returns:
            The version, as in the list; None if there is none.
        """
        for version in self.list_versions():
            if version.get("active"):
                return version
        return None

    def get_version_details(
        self, version_id: str
    ) -> DSSTrainedPredictionModelDetails | DSSTrainedClusteringModelDetails:
        """Reads all that is known of a version.

        Operation: `saved_model_get_version_details` and `saved_model_get_version_snippet`.

        Args:
            version_id: identifier of the version.

        Returns:
            The version, of the class for what the model does.

        Raises:
            DSSNotFound: the model has no such version.
        """
        from dataikuapi.dss._ml.predictiondetails import details_of

        place = (self.project_key, self.sm_id, check_name("version_id", version_id))
        operations = api.saved_model
        details = self.client.rest.json(
            operations.saved_model_get_version_details.build_request(*place)
        )
        snippet = self.client.rest.json(
            operations.saved_model_get_version_snippet.build_request(*place)
        )
        return details_of(
            dict(details), dict(snippet), saved_model=self, saved_model_version=version_id
        )

    def set_active_version(self, version_id: str) -> None:
        """Makes a version the one that the flow uses.

        Operation: `saved_model_activate_version`.

        Args:
            version_id: identifier of the version.
        """
        self.client.rest.empty(
            api.saved_model.saved_model_activate_version.build_request(
                self.project_key, self.sm_id, version_id
            )
        )

    def delete_versions(
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
        self.client.rest.empty(
            api.saved_model.saved_model_delete_versions.build_request(
                self.project_key, self.sm_id, body=body
            )
        )

    def get_origin_ml_task(self) -> DSSMLTask | None:
        """Finds the ML task whose model was deployed here last.

        Operation: `saved_model_get`.

        Returns:
            The ML task; None for a model that comes from none.
        """
        from dataikuapi.dss._ml.mltask import DSSMLTask

        model_id = (self.get_settings()).get_raw().get("lastExportedFrom")
        if model_id is None:
            return None
        return DSSMLTask.from_full_model_id(self.client, model_id, project_key=self.project_key)

    def get_metric_values(self, version_id: str) -> ComputedMetrics:
        """Reads the metrics of a version.

        Operation: `saved_model_get_metrics`.

        Args:
            version_id: identifier of the version.

        Returns:
            The metrics.
        """
        from dataikuapi.dss.metrics import ComputedMetrics

        return ComputedMetrics(
            self.client.rest.json(
                api.saved_model.saved_model_get_metrics.build_request(
                    self.project_key, self.sm_id, version_id
                )
            )
        )

    def get_usages(self) -> list[SavedModelUsage]:
        """Lists what uses the model.

        Operation: `saved_model_get_usages`.

        Returns:
            The usages, each with `type`, `objectType` and `objectId`.
        """
        return self.client.rest.json(
            api.saved_model.saved_model_get_usages.build_request(self.project_key, self.sm_id)
        )

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions on the model; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "SAVED_MODEL", self.sm_id)

    def delete(self) -> None:
        """Deletes the model with its versions.

        Operation: `saved_model_delete`.
        """
        self.client.rest.empty(
            api.saved_model.saved_model_delete.build_request(self.project_key, self.sm_id)
        )
