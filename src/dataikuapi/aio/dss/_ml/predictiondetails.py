"""Trained models that predict, forecast or cluster."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dataikuapi.aio.dss._ml.details import AsyncDSSTrainedModelDetails, metrics_of
from dataikuapi.aio.dss._ml.exportdetails import AsyncModelExports
from dataikuapi.aio.dss._ml.reportdetails import AsyncModelReports
from dataikuapi.dss._ml.checks import DSSMLAssertionsMetrics
from dataikuapi.dss._ml.inside import (
    DSSClustersFacts,
    DSSCoefficientPaths,
    DSSScatterPlots,
    DSSTreeSet,
)
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.savedmodel import AsyncDSSSavedModel

# Members of a snippet that tell no performance.
_NO_METRICS = (
    *("gridsearchData", "trainDate", "topImportance", "backendType", "userMeta", "sessionDate"),
    *("trainInfo", "fullModelId", "gridLength", "algorithm", "sessionId"),
)
_NO_CLUSTER_METRICS = (
    *("fullModelId", "algorithm", "trainInfo", "userMeta", "backendType", "sessionId"),
    *("sessionDate", "facts"),
)


class _Settings(AsyncDSSTrainedModelDetails):
    """How a model was trained."""

    def get_preprocessing_settings(self) -> dict[str, Any]:
        """Gives how the features were prepared.

        Returns:
            The settings.
        """
        return self.details["preprocessing"]

    def get_modeling_settings(self) -> dict[str, Any]:
        """Gives the settings of the algorithm, which differ in shape from those of the ML task.

        Returns:
            The settings.
        """
        return self.details["modeling"]

    def get_actual_modeling_params(self) -> dict[str, Any]:
        """Gives the parameters that the model was trained with, after any search.

        Returns:
            A dict whose member `resolved` holds them.
        """
        return self.details["actualParams"]


class AsyncDSSTrainedPredictionModelDetails(AsyncModelReports, AsyncModelExports, _Settings):
    """A trained model that predicts.

    Get it from :meth:`AsyncDSSMLTask.get_trained_model_details` or
    :meth:`AsyncDSSSavedModel.get_version_details`.
    """

    def get_roc_curve_data(self) -> Any:
        """Gives the points of the ROC curve.

        Returns:
            The points, as DSS gives them; without members if the model has no such curve.

        Raises:
            ValueError: the model cannot have one.
        """
        performance: dict[str, Any] = self.details.get("perf") or {}
        curve = performance.get("rocVizData", {})
        if curve is None:
            raise ValueError("This model does not have ROC visualization data")
        return curve

    def get_performance_metrics(self) -> dict[str, Any]:
        """Gives how good the model is.

        Returns:
            The metrics by name, such as `auc` or `rmse`; those that depend on a threshold are at
            the best one. With several folds `aucstd` and the like are the deviations over them.
        """
        return metrics_of(self.snippet, *_NO_METRICS)

    def get_assertions_metrics(self) -> DSSMLAssertionsMetrics:
        """Gives how the assertions went.

        Returns:
            How they went.

        Raises:
            KeyError: the ML task has no assertions.
        """
        return DSSMLAssertionsMetrics(self.snippet["assertionsMetrics"])

    def get_hyperparameter_search_points(self) -> list[dict[str, Any]]:
        """Gives the points that the search for hyperparameters tried.

        Returns:
            For each its `score`, its `params` and others.

        Raises:
            ValueError: there was no search.
        """
        training: dict[str, Any] = self.details.get("iperf") or {}
        if "gridCells" not in training:
            raise ValueError("the model was trained without a search for hyperparameters")
        return training["gridCells"]

    async def get_trees(self) -> DSSTreeSet:
        """Reads the trees of the model.

        Operation: `trained_model_get_trees`.

        Returns:
            The trees.

        Raises:
            ValueError: the model has none, or is not in an ML task.
        """
        request = self._of_task(api.trained_model.trained_model_get_trees.build_request)
        data = await self.client.rest.json(request)
        if data is None:
            raise ValueError("This model has no tree data")
        return DSSTreeSet(data, self._prediction_type())

    async def get_coefficient_paths(self) -> DSSCoefficientPaths:
        """Reads how the coefficients grow as the penalty shrinks, for Lasso by least angles.

        Operation: `trained_model_get_coefficient_paths`.

        Returns:
            The paths.

        Raises:
            ValueError: the model has none, or is not in an ML task.
        """
        build = api.trained_model.trained_model_get_coefficient_paths.build_request
        data = await self.client.rest.json(self._of_task(build))
        if data is None:
            raise ValueError("This model has no coefficient paths")
        return DSSCoefficientPaths(data)


class AsyncDSSTrainedMultiTargetPredictionModelDetails(AsyncDSSTrainedPredictionModelDetails):
    """A trained model that predicts several targets at once.

    Get it from :meth:`AsyncDSSMLTask.get_trained_model_details` or
    :meth:`AsyncDSSSavedModel.get_version_details`.
    """

    def get_target_variables(self) -> list[str]:
        """Gives the targets.

        Returns:
            Their names.
        """
        core: dict[str, Any] = self.details.get("coreParams") or {}
        return core.get("multi_target_variables") or []

    def get_performance_metrics(self) -> dict[str, Any]:
        """Gives how good the model is.

        Returns:
            The metrics over all targets by name; `perTargetMetrics` holds those of each target.
        """
        return super().get_performance_metrics()

    def get_residuals(self) -> dict[str, Any]:
        """Gives the residuals.

        Returns:
            The residuals by target.
        """
        performance: dict[str, Any] = self.details.get("perf") or {}
        targets: dict[str, dict[str, Any]] = performance.get("perTargetPerf") or {}
        return {name: each["residuals"] for name, each in targets.items() if "residuals" in each}


class AsyncDSSTrainedTimeseriesForecastingModelDetails(AsyncDSSTrainedPredictionModelDetails):
    """A trained model that forecasts.

    Get it from :meth:`AsyncDSSMLTask.get_trained_model_details` or
    :meth:`AsyncDSSSavedModel.get_version_details`.
    """

    async def compute_residuals(self, wait: bool = True) -> dict[str, Any] | AsyncDSSFuture:
        """Computes the residuals of the forecasts.

        Operation: `trained_model_compute_residuals` or `saved_model_compute_version_residuals`.

        Args:
            wait: whether to wait for them.

        Returns:
            The residuals, or the task if `wait` is False.
        """
        future = await self._start(
            api.trained_model.trained_model_compute_residuals.build_request,
            api.saved_model.saved_model_compute_version_residuals.build_request,
        )
        return await future.wait_for_result() if wait else future

    async def get_residuals(self) -> dict[str, Any]:
        """Reads the residuals of the forecasts, as far as they were computed.

        Operation: `trained_model_get_residuals` or `saved_model_get_version_residuals`.

        Returns:
            The residuals by series.
        """
        return dict(
            await self.client.rest.json(
                self.request(
                    api.trained_model.trained_model_get_residuals.build_request,
                    api.saved_model.saved_model_get_version_residuals.build_request,
                )
            )
        )

    async def compute_permutation_importance(
        self,
        wait: bool = True,
        n_iterations: int | None = None,
        per_identifier: bool | None = None,
    ) -> dict[str, Any] | AsyncDSSFuture:
        """Computes how much worse forecasts are when a feature is shuffled.

        Operation: `trained_model_compute_permutation_importance` or
        `saved_model_compute_version_permutation_importance`.

        Args:
            wait: whether to wait for it.
            n_iterations: how often each feature is shuffled.
            per_identifier: whether it is computed for each series, too.

        Returns:
            The importance, or the task if `wait` is False.
        """
        given = {
            "permutationImportanceIterations": n_iterations,
            "perIdentifierPermutationImportance": per_identifier,
        }
        params = {name: value for name, value in given.items() if value is not None}
        future = await self._start(
            api.trained_model.trained_model_compute_permutation_importance.build_request,
            api.saved_model.saved_model_compute_version_permutation_importance.build_request,
            computation_params=json.dumps(params),
        )
        return await future.wait_for_result() if wait else future

    async def get_permutation_importance(self) -> dict[str, Any]:
        """Reads how much worse forecasts are when a feature is shuffled, if it was computed.

        Operation: `trained_model_get_permutation_importance` or
        `saved_model_get_version_permutation_importance`.

        Returns:
            The importance.
        """
        return dict(
            await self.client.rest.json(
                self.request(
                    api.trained_model.trained_model_get_permutation_importance.build_request,
                    api.saved_model.saved_model_get_version_permutation_importance.build_request,
                )
            )
        )

    async def get_per_timeseries_metrics(self) -> dict[str, Any]:
        """Reads how good the forecasts of each series are.

        Operation: `trained_model_get_timeseries_metrics` or
        `saved_model_get_version_timeseries_metrics`.

        Returns:
            The metrics by series.
        """
        return dict(
            await self.client.rest.json(
                self.request(
                    api.trained_model.trained_model_get_timeseries_metrics.build_request,
                    api.saved_model.saved_model_get_version_timeseries_metrics.build_request,
                )
            )
        )

    async def get_per_timeseries_evaluation_forecasts(self) -> dict[str, Any]:
        """Reads the forecasts that the model was evaluated by.

        Operation: `trained_model_get_forecasts` or `saved_model_get_version_forecasts`.

        Returns:
            The forecasts by series.
        """
        return dict(
            await self.client.rest.json(
                self.request(
                    api.trained_model.trained_model_get_forecasts.build_request,
                    api.saved_model.saved_model_get_version_forecasts.build_request,
                )
            )
        )


class AsyncDSSTrainedClusteringModelDetails(_Settings):
    """A trained model that clusters.

    Get it from :meth:`AsyncDSSMLTask.get_trained_model_details` or
    :meth:`AsyncDSSSavedModel.get_version_details`.
    """

    def get_facts(self) -> DSSClustersFacts:
        """Gives what is special about each cluster.

        Returns:
            The facts.
        """
        return DSSClustersFacts(self.details["facts"])

    def get_performance_metrics(self) -> dict[str, Any]:
        """Gives how good the model is.

        Returns:
            The metrics by name, such as `silhouette`.
        """
        return metrics_of(self.snippet, *_NO_CLUSTER_METRICS)

    async def get_scatter_plots(self) -> DSSScatterPlots:
        """Reads a sample of the rows with their clusters.

        Operation: `trained_model_get_scatter_plots`.

        Returns:
            The sample.

        Raises:
            ValueError: the model is not in an ML task.
        """
        build = api.trained_model.trained_model_get_scatter_plots.build_request
        return DSSScatterPlots(await self.client.rest.json(self._of_task(build)))


def details_of(
    details: dict[str, Any],
    snippet: dict[str, Any],
    *,
    saved_model: AsyncDSSSavedModel | None = None,
    saved_model_version: str | None = None,
    mltask: AsyncDSSMLTask | None = None,
    mltask_model_id: str | None = None,
) -> (
    AsyncDSSTrainedPredictionModelDetails
    | AsyncDSSTrainedMultiTargetPredictionModelDetails
    | AsyncDSSTrainedTimeseriesForecastingModelDetails
    | AsyncDSSTrainedClusteringModelDetails
):
    """Makes the object for a model, of the class for what it does.

    Args:
        details: all that DSS told of the model.
        snippet: the model in brief.
        saved_model: the saved model, or None.
        saved_model_version: identifier of its version, or None.
        mltask: the ML task, or None.
        mltask_model_id: full identifier of the model in the ML task, or None.

    Returns:
        The object.
    """
    place = (saved_model, saved_model_version, mltask, mltask_model_id)
    if "facts" in details:
        return AsyncDSSTrainedClusteringModelDetails(details, snippet, *place)
    kind = {
        "TIMESERIES_FORECAST": AsyncDSSTrainedTimeseriesForecastingModelDetails,
        "MULTI_TARGET_REGRESSION": AsyncDSSTrainedMultiTargetPredictionModelDetails,
    }.get(snippet.get("predictionType") or "", AsyncDSSTrainedPredictionModelDetails)
    return kind(details, snippet, *place)
