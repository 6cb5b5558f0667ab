# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/reportdetails.py. Do not edit.
"""Reports on trained models, which DSS computes on demand."""

from __future__ import annotations

from typing import Any, Literal, overload

from dataikuapi.dss._ml.details import DSSTrainedModelDetails, checked_features
from dataikuapi.dss._ml.reports import DSSPartialDependencies, DSSSubpopulationAnalyses
from dataikuapi.dss.future import DSSFuture
from dataikuapi_rest import api
from dataikuapi_rest.operation import UNSET

_NOT_EXPLAINED = (
    "Global explanations have not been computed for this model; call "
    "compute_shapley_feature_importance() first"
)


def _params(
    sample_size: int, random_state: int, n_jobs: int, debug_mode: bool
) -> dict[str, int | bool]:
    return {
        "sample_size": sample_size,
        "random_state": random_state,
        "n_jobs": n_jobs,
        "debug_mode": debug_mode,
    }


class ModelReports(DSSTrainedModelDetails):
    """Methods that compute reports on a trained model, and read them."""

    def _prediction_type(self) -> str | None:
        core: dict[str, Any] = self.details.get("coreParams") or {}
        return core.get("prediction_type")

    def compute_shapley_feature_importance(
        self,
        n_explanations: int | None = None,
        mc_steps: int | None = None,
        num_samples: int | None = None,
    ) -> DSSFuture:
        """Starts to compute how important each feature is, by Shapley values.

        Operation: `trained_model_compute_shapley` or `saved_model_compute_version_shapley`.

        Args:
            n_explanations: how many features to explain, the most important ones.
            mc_steps: how many steps of the estimation; more take longer and vary less.
            num_samples: how many rows to explain.

        Returns:
            The task; :meth:`get_global_explanations` reads what it computed.
        """
        given = {"n_explanations": n_explanations, "mc_steps": mc_steps, "num_samples": num_samples}
        params = {name: value for name, value in given.items() if value is not None}
        return self._start(
            api.trained_model.trained_model_compute_shapley.build_request,
            api.saved_model.saved_model_compute_version_shapley.build_request,
            body={"computationParams": params} if params else UNSET,
        )

    def get_global_explanations(self) -> DSSGlobalExplanations:
        """Reads the explanations of the model's predictions.

        Operation: `trained_model_get_explanations` or `saved_model_get_version_explanations`.

        Returns:
            The explanations.

        Raises:
            ValueError: they were not computed yet.
        """
        data = self.client.rest.json(
            self.request(
                api.trained_model.trained_model_get_explanations.build_request,
                api.saved_model.saved_model_get_version_explanations.build_request,
            )
        )
        if not data:
            raise ValueError(_NOT_EXPLAINED)
        return DSSGlobalExplanations(self, dict(data))

    @overload
    def compute_subpopulation_analyses(
        self,
        split_by: str | list[str],
        wait: Literal[True] = True,
        sample_size: int = ...,
        random_state: int = ...,
        n_jobs: int = ...,
        debug_mode: bool = ...,
    ) -> DSSSubpopulationAnalyses: ...
    @overload
    def compute_subpopulation_analyses(
        self,
        split_by: str | list[str],
        wait: bool = ...,
        sample_size: int = ...,
        random_state: int = ...,
        n_jobs: int = ...,
        debug_mode: bool = ...,
    ) -> DSSSubpopulationAnalyses | DSSFuture: ...
    def compute_subpopulation_analyses(
        self,
        split_by: str | list[str],
        wait: bool = True,
        sample_size: int = 1000,
        random_state: int = 1337,
        n_jobs: int = 1,
        debug_mode: bool = False,
    ) -> DSSSubpopulationAnalyses | DSSFuture:
        """Computes how good the model is for each value of features.

        Operation: `trained_model_compute_subpopulations` or
        `saved_model_compute_version_subpopulations`.

        Args:
            split_by: the feature, or a list of features.
            wait: whether to wait for it.
            sample_size: how many rows to compute on.
            random_state: seed of the sample.
            n_jobs: how many cores to use; -1 for all.
            debug_mode: whether DSS logs more.

        Returns:
            The analyses, or the task if `wait` is False.
        """
        params = _params(sample_size, random_state, n_jobs, debug_mode)
        future = self._start(
            api.trained_model.trained_model_compute_subpopulations.build_request,
            api.saved_model.saved_model_compute_version_subpopulations.build_request,
            body={"features": checked_features("split_by", split_by), "computationParams": params},
        )
        if not wait:
            return future
        return DSSSubpopulationAnalyses(future.wait_for_result(), self._prediction_type())

    def get_subpopulation_analyses(self) -> DSSSubpopulationAnalyses:
        """Reads how good the model is for each value of features, as far as it was computed.

        Operation: `trained_model_get_subpopulations` or `saved_model_get_version_subpopulations`.

        Returns:
            The analyses.
        """
        data = self.client.rest.json(
            self.request(
                api.trained_model.trained_model_get_subpopulations.build_request,
                api.saved_model.saved_model_get_version_subpopulations.build_request,
            )
        )
        return DSSSubpopulationAnalyses(dict(data), self._prediction_type())

    def compute_partial_dependencies(
        self,
        features: str | list[str],
        wait: bool = True,
        sample_size: int = 1000,
        random_state: int = 1337,
        n_jobs: int = 1,
        debug_mode: bool = False,
    ) -> Any:
        """Computes how predictions depend on features.

        Operation: `trained_model_compute_dependencies` or
        `saved_model_compute_version_dependencies`.

        Args:
            features: the feature, or a list of features.
            wait: whether to wait for it.
            sample_size: how many rows to compute on.
            random_state: seed of the sample.
            n_jobs: how many cores to use; -1 for all.
            debug_mode: whether DSS logs more.

        Returns:
            A :class:`DSSPartialDependencies`, or the task if `wait` is False.
        """
        params = _params(sample_size, random_state, n_jobs, debug_mode)
        future = self._start(
            api.trained_model.trained_model_compute_dependencies.build_request,
            api.saved_model.saved_model_compute_version_dependencies.build_request,
            body={"features": checked_features("features", features), "computationParams": params},
        )
        return DSSPartialDependencies(future.wait_for_result()) if wait else future

    def get_partial_dependencies(self) -> DSSPartialDependencies:
        """Reads how predictions depend on features, as far as it was computed.

        Operation: `trained_model_get_dependencies` or `saved_model_get_version_dependencies`.

        Returns:
            The dependences.
        """
        data = self.client.rest.json(
            self.request(
                api.trained_model.trained_model_get_dependencies.build_request,
                api.saved_model.saved_model_get_version_dependencies.build_request,
            )
        )
        return DSSPartialDependencies(dict(data))


class DSSGlobalExplanations:
    """Explanations of the predictions of a model.

    Get it from :meth:`DSSTrainedPredictionModelDetails.get_global_explanations`.

    Attributes:
        model_details: the model.
    """

    def __init__(self, model_details: ModelReports, data: dict[str, Any]) -> None:
        self.model_details = model_details
        self._internal_dict = data

    def get_raw(self) -> dict[str, Any]:
        """Gives the explanations as DSS does.

        Returns:
            The dict itself.
        """
        return self._internal_dict

    def get_absolute_importance(self) -> dict[str, float] | None:
        """Gives how important each feature is.

        Returns:
            A number by feature, or None.
        """
        return self._internal_dict.get("absoluteImportance")

    def get_observations(self) -> dict[str, Any]:
        """Gives the rows that were explained.

        Returns:
            A dict with `explanations` and `observations`.
        """
        names = ("explanations", "observations")
        return {name: self._internal_dict.get(name) for name in names}

    def get_facts(self) -> Any:
        """Reads what stands out in the explanations.

        Operation: `trained_model_get_explanation_facts` or
        `saved_model_get_version_explanation_facts`.

        Returns:
            The facts by class.

        Raises:
            ValueError: the explanations are gone.
        """
        model = self.model_details
        data = model.client.rest.json(
            model.request(
                api.trained_model.trained_model_get_explanation_facts.build_request,
                api.saved_model.saved_model_get_version_explanation_facts.build_request,
            )
        )
        if "perClassFacts" not in data:
            raise ValueError(_NOT_EXPLAINED)
        return data["perClassFacts"]

    def __repr__(self) -> str:
        importances = self.get_absolute_importance() or {}
        top = sorted(importances.items(), key=lambda pair: pair[1], reverse=True)[:5]
        shown = [f"{feature}: {value:.3g}" for feature, value in top]
        if len(importances) > len(top):
            shown.append("...")
        return f"{type(self).__name__}(top_importances={{{', '.join(shown)}}})"
