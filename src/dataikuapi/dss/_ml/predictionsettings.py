# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/predictionsettings.py. Do not edit.
"""Settings of ML tasks that predict, of several targets, and that cluster."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from dataikuapi.dss._ml.algorithm import PredictionAlgorithmMeta, PredictionAlgorithmSettings
from dataikuapi.dss._ml.algorithmtables import CLUSTERING, MULTI_TARGET, PREDICTION
from dataikuapi.dss._ml.checks import DSSMLAssertionsParams
from dataikuapi.dss._ml.settings import (
    AbstractTabularPredictionMLTaskSettings,
    DSSMLTaskSettings,
)

_CLASSIFICATION = ("BINARY_CLASSIFICATION", "MULTICLASS")
# Methods of weighting: whether each needs a column, and whether it needs classes.
_WEIGHTING = {
    "NO_WEIGHTING": (False, False),
    "SAMPLE_WEIGHT": (True, False),
    "CLASS_WEIGHT": (False, True),
    "CLASS_AND_SAMPLE_WEIGHT": (True, True),
}


class DSSPredictionMLTaskSettings(AbstractTabularPredictionMLTaskSettings):
    """Settings of an ML task that predicts one target.

    Get it from :meth:`DSSMLTask.get_settings`.

    Example:
        settings = task.get_settings()
        settings.disable_all_algorithms()
        settings.set_algorithm_enabled("RANDOM_FOREST_CLASSIFICATION", True)
        settings.set_metric("ROC_AUC")
        settings.save()

    Attributes:
        classification_prediction_types: the types of prediction that have classes.
    """

    _algorithm_remap: ClassVar[Mapping[str, PredictionAlgorithmMeta | str]] = PREDICTION
    _prediction_types: ClassVar[tuple[str, ...]] = (*_CLASSIFICATION, "REGRESSION")

    class PredictionTypes:
        """What can be predicted."""

        BINARY = "BINARY_CLASSIFICATION"
        REGRESSION = "REGRESSION"
        MULTICLASS = "MULTICLASS"
        OTHER = "OTHER"

    classification_prediction_types: list[str] = list(_CLASSIFICATION)  # noqa: RUF012 (scripts know a list of the class)

    def _plugins(self) -> dict[str, dict[str, Any]]:
        return self._modeling().get("plugin_python") or {}

    def get_all_possible_algorithm_names(self) -> list[str]:
        """Lists the algorithms that the ML task could train, those of plugins too.

        Returns:
            Their names.
        """
        return [*super().get_all_possible_algorithm_names(), *self._plugins()]

    def get_enabled_algorithm_names(self) -> list[str]:
        """Lists the algorithms that are trained.

        Returns:
            Their names.
        """
        # Both names of XGBoost stand for the same settings.
        regression = self.get_prediction_type() == "REGRESSION"
        other = "XGBOOST_CLASSIFICATION" if regression else "XGBOOST_REGRESSION"
        return [name for name in super().get_enabled_algorithm_names() if name != other]

    def get_algorithm_settings(
        self, algorithm_name: str
    ) -> PredictionAlgorithmSettings | dict[str, Any]:
        """Gives the settings of an algorithm.

        Args:
            algorithm_name: its name, such as `RANDOM_FOREST_CLASSIFICATION`, or that of an
                algorithm of your own or of a plugin.

        Returns:
            The settings, a dict with an attribute for each hyperparameter; for an algorithm of
            your own or of a plugin a plain dict. What is changed in them is changed here.

        Raises:
            ValueError: the ML task has no such algorithm.
        """
        found = self._plugins().get(algorithm_name)
        return super().get_algorithm_settings(algorithm_name) if found is None else found

    def split_ordered_by(self, feature_name: str, ascending: bool = True) -> Self:
        """Puts the rows in the order of a column; older form of `split_params.set_time_ordering`.

        Args:
            feature_name: name of the column.
            ascending: whether the smallest value comes first.

        Returns:
            This object.
        """
        _older("split_ordered_by", "split_params.set_time_ordering")
        self.split_params.set_time_ordering(feature_name, ascending=ascending)
        return self

    def remove_ordered_split(self) -> Self:
        """Takes the rows in no order; older form of `split_params.unset_time_ordering`.

        Returns:
            This object.
        """
        _older("remove_ordered_split", "split_params.unset_time_ordering")
        self.split_params.unset_time_ordering()
        return self

    def use_sample_weighting(self, feature_name: str) -> Self:
        """Weights rows by a column; older form of :meth:`set_weighting`.

        Args:
            feature_name: name of the column.

        Returns:
            This object.
        """
        _older("use_sample_weighting", "set_weighting")
        return self.set_weighting(method="SAMPLE_WEIGHT", feature_name=feature_name)

    def set_weighting(self, method: str, feature_name: str | None = None) -> Self:
        """Sets how rows are weighted.

        Args:
            method: `NO_WEIGHTING`, `SAMPLE_WEIGHT`, `CLASS_WEIGHT` or `CLASS_AND_SAMPLE_WEIGHT`.
            feature_name: name of the column that holds the weights, for methods that need one.

        Returns:
            This object.

        Raises:
            ValueError: there is no such method or column, or the method needs classes and the
                prediction has none; nothing was changed.
        """
        if method not in _WEIGHTING:
            raise ValueError(f"Unknown weighting method: {method}")
        needs_column, needs_classes = _WEIGHTING[method]
        kind, features = self.get_prediction_type(), self._features()
        if needs_classes and kind not in _CLASSIFICATION:
            raise ValueError(f"weighting method {method} is not for {kind}")
        if needs_column and feature_name not in features:
            raise ValueError(f"the ML task has no feature {feature_name!r} to weight by")
        for feature in features.values():
            if feature["role"] == "WEIGHT":
                feature["role"] = "INPUT"
        weight = self.mltask_settings["weight"]
        weight["weightMethod"] = method
        if needs_column and feature_name is not None:
            weight["sampleWeightVariable"] = feature_name
            features[feature_name]["role"] = "WEIGHT"
        return self

    def remove_sample_weighting(self) -> Self:
        """Weights all rows the same; older form of :meth:`set_weighting`.

        Returns:
            This object.
        """
        _older("remove_sample_weighting", 'set_weighting(method="NO_WEIGHTING")')
        return self.set_weighting(method="NO_WEIGHTING")

    def get_assertions_params(self) -> DSSMLAssertionsParams:
        """Gives the assertions on the predictions.

        Returns:
            The assertions; what is changed in them is changed here.
        """
        return DSSMLAssertionsParams(self.mltask_settings["assertionsParams"])


def _older(name: str, newer: str) -> None:
    """Warns of a method that has a newer form."""
    text = f"{name}() is deprecated, please use {newer} instead"
    warnings.warn(text, DeprecationWarning, stacklevel=3)


class DSSMultiTargetPredictionMLTaskSettings(AbstractTabularPredictionMLTaskSettings):
    """Settings of an ML task that predicts several targets at once.

    Get it from :meth:`DSSMLTask.get_settings`.
    """

    _algorithm_remap: ClassVar[Mapping[str, PredictionAlgorithmMeta | str]] = MULTI_TARGET
    _prediction_types: ClassVar[tuple[str, ...]] = ("MULTI_TARGET_REGRESSION",)

    class PredictionTypes:
        """What can be predicted."""

        MULTI_TARGET_REGRESSION = "MULTI_TARGET_REGRESSION"

    def get_target_variables(self) -> list[str]:
        """Gives the targets.

        Returns:
            Their names.
        """
        return list(self.mltask_settings["multiTargetVariables"])


class DSSClusteringMLTaskSettings(DSSMLTaskSettings):
    """Settings of an ML task that clusters.

    Get it from :meth:`DSSMLTask.get_settings`.
    """

    _algorithm_remap: ClassVar[Mapping[str, PredictionAlgorithmMeta | str]] = CLUSTERING
