# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/settings.py. Do not edit.
"""Settings of ML tasks: what those of all types share."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from dataikuapi.dss._ml.algorithm import PredictionAlgorithmMeta, PredictionAlgorithmSettings
from dataikuapi.dss._ml.search import HyperparameterSearchSettings
from dataikuapi.dss._ml.split import PredictionSplitParamsHandler
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient


class DSSMLTaskSettings:
    """Settings of an ML task. Get it from :meth:`DSSMLTask.get_settings`.

    What is changed here is kept in DSS with :meth:`save`; the next training uses it.

    Attributes:
        client: the client that made this object.
        project_key: key of the project.
        analysis_id: identifier of the analysis.
        mltask_id: identifier of the ML task.
        mltask_settings: the settings, as DSS gave them.
    """

    # Where the settings of each algorithm stand; the classes of each type have their own.
    _algorithm_remap: ClassVar[Mapping[str, PredictionAlgorithmMeta | str]] = {}

    def __init__(
        self,
        client: DSSClient,
        project_key: str,
        analysis_id: str,
        mltask_id: str,
        mltask_settings: dict[str, Any],
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.analysis_id = analysis_id
        self.mltask_id = mltask_id
        self.mltask_settings = mltask_settings

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.analysis_id}.{self.mltask_id}>"

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as DSS keeps them.

        Returns:
            The dict itself.
        """
        return self.mltask_settings

    def _modeling(self) -> dict[str, Any]:
        return self.mltask_settings["modeling"]

    def _features(self) -> dict[str, dict[str, Any]]:
        return self.mltask_settings["preprocessing"]["per_feature"]

    def get_feature_preprocessing(self, feature_name: str) -> dict[str, Any]:
        """Gives how a feature is prepared.

        Args:
            feature_name: name of the feature.

        Returns:
            The dict itself: `role`, `type`, `missing_handling` and others.

        Raises:
            KeyError: the ML task has no such feature.
        """
        return self._features()[feature_name]

    def foreach_feature(
        self, fn: Callable[[str, dict[str, Any]], dict[str, Any]], only_of_type: str | None = None
    ) -> None:
        """Changes how features are prepared, all but the target.

        Args:
            fn: gets name and settings of a feature and gives the new settings.
            only_of_type: type of the features to change (`NUMERIC`, `CATEGORY`, ...); None for all.
        """
        changed: dict[str, dict[str, Any]] = {}
        for name, feature in self._features().items():
            other = only_of_type is not None and feature["type"] != only_of_type
            kept = feature["role"] == "TARGET" or other
            changed[name] = feature if kept else fn(name, copy.deepcopy(feature))
        self.mltask_settings["preprocessing"]["per_feature"] = changed

    def reject_feature(self, feature_name: str) -> None:
        """Leaves a feature out.

        Args:
            feature_name: name of the feature.

        Raises:
            KeyError: the ML task has no such feature.
        """
        self.get_feature_preprocessing(feature_name)["role"] = "REJECT"

    def use_feature(self, feature_name: str) -> None:
        """Takes a feature as input.

        Args:
            feature_name: name of the feature.

        Raises:
            KeyError: the ML task has no such feature.
        """
        self.get_feature_preprocessing(feature_name)["role"] = "INPUT"

    def get_algorithm_settings(self, algorithm_name: str) -> dict[str, Any]:
        """Gives the settings of an algorithm.

        Args:
            algorithm_name: its name.

        Returns:
            The settings; what is changed in them is changed here.

        Raises:
            ValueError: the ML task has no such algorithm.
        """
        found = self._algorithm_remap.get(algorithm_name)
        if isinstance(found, str):
            return self._modeling()[found.lower()]
        return self._get_custom_algorithm_settings(algorithm_name)

    def _custom(self) -> list[dict[str, Any]]:
        modeling = self._modeling()
        return [*modeling.get("custom_mllib", []), *modeling.get("custom_python", [])]

    def _get_custom_algorithm_settings(self, algorithm_name: str) -> dict[str, Any]:
        for each in self._custom():
            if each["name"] == algorithm_name:
                return each
        raise ValueError(f"Unknown algorithm: {algorithm_name}")

    def get_diagnostics_settings(self) -> dict[str, Any]:
        """Gives which diagnostics are made.

        Returns:
            The dict itself: `enabled`, and `settings`, a list.
        """
        return self.mltask_settings["diagnosticsSettings"]

    def set_diagnostics_enabled(self, enabled: bool) -> None:
        """Says whether diagnostics are made.

        Args:
            enabled: whether they are.
        """
        self.get_diagnostics_settings()["enabled"] = enabled

    def set_diagnostic_type_enabled(self, diagnostic_type: str, enabled: bool) -> None:
        """Says whether diagnostics of one type are made.

        Args:
            diagnostic_type: the type, such as `ML_DIAGNOSTICS_DATASET_SANITY_CHECKS`.
            enabled: whether they are.

        Raises:
            ValueError: the settings know no such type.
        """
        for each in self.get_diagnostics_settings()["settings"]:
            if each["type"] == diagnostic_type:
                each["enabled"] = enabled
                return
        raise ValueError(f"Diagnostic type '{diagnostic_type}' not found in settings")

    def set_algorithm_enabled(self, algorithm_name: str, enabled: bool) -> None:
        """Says whether an algorithm is trained.

        Args:
            algorithm_name: name of the algorithm.
            enabled: whether it is.

        Raises:
            ValueError: the ML task has no such algorithm.
        """
        self.get_algorithm_settings(algorithm_name)["enabled"] = enabled

    def disable_all_algorithms(self) -> None:
        """Says that no algorithm is trained, so that some can be enabled."""
        modeling = self._modeling()
        for found in self._algorithm_remap.values():
            member = found if isinstance(found, str) else found.algorithm_name
            if member in modeling:
                modeling[member]["enabled"] = False
        plugins: dict[str, dict[str, Any]] = modeling.get("plugin_python") or {}
        for each in [*self._custom(), *plugins.values()]:
            each["enabled"] = False

    def get_all_possible_algorithm_names(self) -> list[str]:
        """Lists the algorithms that the ML task could train.

        Returns:
            Their names.
        """
        return [*self._algorithm_remap, *self._get_custom_algorithm_names()]

    def _get_custom_algorithm_names(self) -> list[str]:
        return [each["name"] for each in self._custom()]

    def get_enabled_algorithm_names(self) -> list[str]:
        """Lists the algorithms that are trained.

        Returns:
            Their names.
        """
        return [name for name in self.get_all_possible_algorithm_names() if self._enabled(name)]

    def _enabled(self, name: str) -> bool:
        try:
            return bool(self.get_algorithm_settings(name).get("enabled"))
        except KeyError:
            # An older DSS does not have every algorithm.
            return False

    def get_enabled_algorithm_settings(self) -> dict[str, dict[str, Any]]:
        """Gives the settings of the algorithms that are trained.

        Returns:
            The settings by name.
        """
        names = self.get_enabled_algorithm_names()
        return {name: self.get_algorithm_settings(name) for name in names}

    def set_metric(
        self,
        metric: str | None = None,
        custom_metric: str | None = None,
        custom_metric_greater_is_better: bool = True,
        custom_metric_use_probas: bool = False,
        custom_metric_name: str | None = None,
    ) -> None:
        """Sets the metric that hyperparameters are searched by.

        Args:
            metric: name of the metric, such as `ROC_AUC`; not needed with `custom_metric`.
            custom_metric: code in Python of a metric of your own.
            custom_metric_greater_is_better: whether more is better.
            custom_metric_use_probas: whether it needs probabilities.
            custom_metric_name: its name; None for a numbered one.

        Raises:
            ValueError: no metric is given.
        """
        if custom_metric is None and metric is None:
            raise ValueError("Either metric or custom_metric must be defined")
        metrics = self._modeling()["metrics"]
        metrics["evaluationMetric"] = metric if custom_metric is None else "CUSTOM"
        if not custom_metric:
            return
        known = {each["name"] for each in metrics["customMetrics"]}
        numbered = (f"Custom score #{number}" for number in range(1, len(known) + 2))
        name = custom_metric_name or next(each for each in numbered if each not in known)
        metrics["customEvaluationMetricName"] = name
        metrics["customMetrics"].append(
            {
                "name": name,
                "metricCode": custom_metric,
                "greaterIsBetter": custom_metric_greater_is_better,
                "needsProbability": custom_metric_use_probas,
                "description": "Custom scoring function",
            }
        )

    def add_custom_python_model(self, name: str = "Custom Python Model", code: str = "") -> None:
        """Adds an algorithm written in Python, enabled.

        Args:
            name: its name.
            code: the code.
        """
        added = {"name": name, "code": code, "enabled": True}
        self._modeling().setdefault("custom_python", []).append(added)

    def add_custom_mllib_model(self, name: str = "Custom MLlib Model", code: str = "") -> None:
        """Adds an algorithm written in Scala for Spark, enabled.

        Args:
            name: its name.
            code: the code.
        """
        added = {"name": name, "initializationCode": code, "enabled": True}
        self._modeling().setdefault("custom_mllib", []).append(added)

    def save(self) -> None:
        """Keeps the settings in DSS.

        Operation: `ml_task_save_settings`.

        Raises:
            DSSNotFound: the ML task is gone.
        """
        self.client.rest.empty(
            api.ml_task.ml_task_save_settings.build_request(
                self.project_key, self.analysis_id, self.mltask_id, body=self.mltask_settings
            )
        )


class AbstractTabularPredictionMLTaskSettings(DSSMLTaskSettings):
    """What the settings of predictions of all types share."""

    # The types of prediction that the class is for; none for any.
    _prediction_types: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        client: DSSClient,
        project_key: str,
        analysis_id: str,
        mltask_id: str,
        mltask_settings: dict[str, Any],
    ) -> None:
        super().__init__(client, project_key, analysis_id, mltask_id, mltask_settings)
        kind = self.get_prediction_type()
        if self._prediction_types and kind not in self._prediction_types:
            raise ValueError(f"Unknown prediction type: {kind}")

    def get_prediction_type(self) -> str:
        """Gives what is predicted.

        Returns:
            A word such as `REGRESSION`.
        """
        return self.mltask_settings["predictionType"]

    def get_algorithm_settings(
        self, algorithm_name: str
    ) -> PredictionAlgorithmSettings | dict[str, Any]:
        """Gives the settings of an algorithm.

        Args:
            algorithm_name: its name, such as `RANDOM_FOREST_CLASSIFICATION`, or that of an
                algorithm of your own.

        Returns:
            The settings, a dict with an attribute for each hyperparameter; for an algorithm of
            your own a plain dict. What is changed in them is changed here.

        Raises:
            ValueError: the ML task has no such algorithm.
        """
        found = self._algorithm_remap.get(algorithm_name)
        if not isinstance(found, PredictionAlgorithmMeta):
            return self._get_custom_algorithm_settings(algorithm_name)
        member, modeling = found.algorithm_name.lower(), self._modeling()
        settings = modeling[member]
        if not isinstance(settings, PredictionAlgorithmSettings):
            search = modeling["gridSearchParams"]
            settings = modeling[member] = found.algorithm_settings_class(settings, search)
        return settings

    def get_hyperparameter_search_settings(self) -> HyperparameterSearchSettings:
        """Gives how hyperparameters are searched for.

        Returns:
            The settings of the search; what is changed in them is changed here.
        """
        return HyperparameterSearchSettings(self._modeling()["gridSearchParams"])

    @property
    def split_params(self) -> PredictionSplitParamsHandler:
        """How the rows are split; what is changed in it is changed here."""
        return self.get_split_params()

    def get_split_params(self) -> PredictionSplitParamsHandler:
        """Gives how the rows are split.

        Returns:
            The settings of the split; what is changed in them is changed here.
        """
        return PredictionSplitParamsHandler(self.mltask_settings)

    def get_assertions_params(self) -> Any:
        """Gives the assertions, which only predictions of one target have.

        Raises:
            ValueError: this ML task is none of them.
        """
        raise ValueError(f"ML assertions are not available for {self.get_prediction_type()}")
