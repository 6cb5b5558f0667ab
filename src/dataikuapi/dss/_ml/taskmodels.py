# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/taskmodels.py. Do not edit.
"""The models that an ML task has trained: read, delete, deploy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from dataikuapi._args import check_list, check_name, check_str
from dataikuapi._training import ids_of_session
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss._ml.mltask import DSSMLTask
    from dataikuapi.dss._ml.predictiondetails import (
        DSSTrainedClusteringModelDetails,
        DSSTrainedPredictionModelDetails,
    )
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        MlTaskStatus,
        TrainedModelDeployment,
        TrainedModelRedeployment,
    )


class TaskModels:
    """Methods of an ML task on the models that it has trained."""

    client: DSSClient
    project_key: str
    analysis_id: str
    mltask_id: str

    @property
    def _place(self) -> tuple[str, str, str]:
        return self.project_key, self.analysis_id, self.mltask_id

    def _task(self) -> DSSMLTask:
        from dataikuapi.dss._ml.mltask import DSSMLTask

        return DSSMLTask(self.client, *self._place)

    def get_status(self) -> MlTaskStatus:
        """Reads whether the ML task is at work, and which models it has trained.

        Operation: `ml_task_get_status`.

        Returns:
            A dict with `guessing`, `training` and `fullModelIds`.

        Raises:
            DSSNotFound: there is no such ML task.
        """
        return self.client.rest.json(api.ml_task.ml_task_get_status.build_request(*self._place))

    def get_trained_models_ids(
        self, session_id: str | None = None, algorithm: str | None = None
    ) -> list[str]:
        """Lists the models that were trained.

        Operation: `ml_task_get_status`, with `algorithm` also `trained_model_list_snippets`.

        Args:
            session_id: only those of this session; None for all.
            algorithm: only those of this algorithm, as snippets name it; None for all.

        Returns:
            Their full identifiers.
        """
        found = ids_of_session(self.get_status(), session_id)
        if algorithm is None or not found:
            return found
        snippets = self.get_trained_model_snippet(ids=found)
        return [each for each in found if snippets[each].get("algorithm") == algorithm]

    @overload
    def get_trained_model_snippet(self, id: str, ids: None = None) -> dict[str, Any]: ...
    @overload
    def get_trained_model_snippet(
        self, id: None = None, ids: Sequence[str] | None = None
    ) -> dict[str, dict[str, Any]]: ...
    def get_trained_model_snippet(
        self, id: str | None = None, ids: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Reads models in brief.

        Operation: `trained_model_list_snippets`.

        Args:
            id: full identifier of a model.
            ids: full identifiers of several models, instead.

        Returns:
            The model in brief; without `id` models in brief by identifier: those of `ids`, or all.

        Raises:
            DSSNotFound: the ML task has no such model.
            KeyError: DSS leaves the model out of its answer.
        """
        body: dict[str, Any] = {}
        if id is not None:
            body["modelsIds"] = [check_str("id", id)]
        elif ids is not None:
            body["modelsIds"] = check_list("ids", ids)
        found = dict(
            self.client.rest.json(
                api.trained_model.trained_model_list_snippets.build_request(*self._place, body=body)
            )
        )
        return found if id is None else found[id]

    def get_trained_model_details(
        self, id: str
    ) -> DSSTrainedPredictionModelDetails | DSSTrainedClusteringModelDetails:
        """Reads all that is known of a model.

        Operation: `trained_model_get_details` and `trained_model_list_snippets`.

        Args:
            id: full identifier of the model.

        Returns:
            The model, of the class for what it does.

        Raises:
            DSSNotFound: the ML task has no such model.
        """
        from dataikuapi.dss._ml.predictiondetails import details_of

        request = api.trained_model.trained_model_get_details.build_request(
            *self._place, check_name("id", id)
        )
        raw = dict(self.client.rest.json(request))
        snippet = self.get_trained_model_snippet(id)
        return details_of(raw, snippet, mltask=self._task(), mltask_model_id=id)

    def delete_trained_model(self, model_id: str) -> None:
        """Deletes a model; versions of saved models made of it stay.

        Operation: `trained_model_delete`.

        Args:
            model_id: full identifier of the model.
        """
        self.client.rest.empty(
            api.trained_model.trained_model_delete.build_request(*self._place, model_id)
        )

    def deploy_to_flow(
        self,
        model_id: str,
        model_name: str,
        train_dataset: str,
        test_dataset: str | None = None,
        redo_optimization: bool = True,
    ) -> TrainedModelDeployment:
        """Makes a saved model of a model, and the recipe that trains it.

        Operation: `trained_model_deploy_to_flow`.

        Args:
            model_id: full identifier of the model.
            model_name: name of the saved model.
            train_dataset: dataset to train on: its name, or `PROJECT.name`.
            test_dataset: dataset to test on; None to split the other. Only for predictions.
            redo_optimization: whether the recipe searches for hyperparameters again.

        Returns:
            A dict with `savedModelId` and `trainRecipeName`.
        """
        body = {
            "trainDatasetRef": check_str("train_dataset", train_dataset),
            "testDatasetRef": test_dataset,
            "modelName": check_str("model_name", model_name),
            "redoOptimization": redo_optimization,
        }
        return self.client.rest.json(
            api.trained_model.trained_model_deploy_to_flow.build_request(
                *self._place, model_id, body=body
            )
        )

    def redeploy_to_flow(
        self,
        model_id: str,
        recipe_name: str | None = None,
        saved_model_id: str | None = None,
        activate: bool = True,
        redo_optimization: bool = False,
        redo_threshold_optimization: bool = True,
        fixed_threshold: float | None = None,
    ) -> TrainedModelRedeployment:
        """Makes a new version of a saved model of a model.

        Operation: `trained_model_deploy_version`.

        Args:
            model_id: full identifier of the model.
            recipe_name: name of the recipe that trains the saved model; or
            saved_model_id: identifier of the saved model.
            activate: whether the new version becomes the active one.
            redo_optimization: whether the recipe searches for hyperparameters again.
            redo_threshold_optimization: whether the recipe searches for the threshold again.
            fixed_threshold: the threshold, if it does not.

        Returns:
            A dict with `impactsDownstream`: whether recipes behind the saved model are affected.

        Raises:
            ValueError: neither a recipe nor a saved model is named.
        """
        if recipe_name is None and saved_model_id is None:
            raise ValueError("recipe_name or saved_model_id must be given")
        body: dict[str, Any] = {
            "recipeName": recipe_name,
            "savedModelId": saved_model_id,
            "activate": activate,
            "redoOptimization": redo_optimization,
            "redoThresholdOptimization": redo_threshold_optimization,
        }
        if fixed_threshold is not None:
            body["fixedThreshold"] = fixed_threshold
        return self.client.rest.json(
            api.trained_model.trained_model_deploy_version.build_request(
                *self._place, model_id, body=body
            )
        )
