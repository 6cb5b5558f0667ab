"""Drift: how data and predictions differ from those of a reference."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, Self


class _Params:
    """Parameters of a computation of drift.

    Attributes:
        data: the parameters, as they are sent.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.data})"


def _params(
    per_column_settings: Mapping[str, Any],
    nb_bins: int,
    compute_histograms: bool,
    confidence_level: float,
) -> dict[str, Any]:
    return {
        "columns": dict(per_column_settings),
        "nbBins": nb_bins,
        "computeHistograms": compute_histograms,
        "confidenceLevel": confidence_level,
    }


class DataDriftParams(_Params):
    """Parameters of a computation of drift of the data; older form of :class:`DriftParams`."""

    @staticmethod
    def from_params(
        per_column_settings: Mapping[str, Any],
        nb_bins: int = 10,
        compute_histograms: bool = True,
        confidence_level: float = 0.95,
    ) -> DataDriftParams:
        """Makes parameters.

        Args:
            per_column_settings: settings by column, from :class:`PerColumnDriftParamBuilder`.
            nb_bins: how many bins a histogram has.
            compute_histograms: whether histograms are computed.
            confidence_level: level of the intervals, below 1.

        Returns:
            The parameters.
        """
        warnings.warn(
            "DataDriftParams is deprecated, please use DriftParams instead",
            DeprecationWarning,
            stacklevel=2,
        )
        return DataDriftParams(
            _params(per_column_settings, nb_bins, compute_histograms, confidence_level)
        )


class DriftParams(_Params):
    """Parameters of a computation of drift. Make them with :meth:`from_params`."""

    @staticmethod
    def from_params(
        per_column_settings: Mapping[str, Any],
        nb_bins: int = 10,
        compute_histograms: bool = True,
        confidence_level: float = 0.95,
    ) -> DriftParams:
        """Makes parameters.

        Args:
            per_column_settings: settings by column, from :class:`PerColumnDriftParamBuilder`.
            nb_bins: how many bins a histogram has.
            compute_histograms: whether histograms are computed.
            confidence_level: level of the intervals, below 1.

        Returns:
            The parameters.
        """
        return DriftParams(
            _params(per_column_settings, nb_bins, compute_histograms, confidence_level)
        )


class PerColumnDriftParamBuilder:
    """Builds the settings of the columns in a computation of drift.

    Attributes:
        columns: the settings so far.
    """

    def __init__(self) -> None:
        self.columns: dict[str, dict[str, Any]] = {}

    def build(self) -> dict[str, dict[str, Any]]:
        """Gives the settings.

        Returns:
            The settings by column.
        """
        return self.columns

    def with_column_drift_param(
        self, name: str, handling: str = "AUTO", enabled: bool = True
    ) -> Self:
        """Sets how a column is treated.

        Args:
            name: name of the column.
            handling: `NUMERICAL`, `CATEGORICAL` or `AUTO`.
            enabled: whether its drift is computed.

        Returns:
            This builder.
        """
        self.columns[name] = {"handling": handling, "enabled": enabled}
        return self


class _Result:
    """A part of what was computed.

    Attributes:
        data: the part, as DSS gave it.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def get_raw(self) -> dict[str, Any]:
        """Gives the part as DSS did.

        Returns:
            The dict itself.
        """
        return self.data


class DriftModelAccuracy(_Result):
    """How well a model tells the data from those of the reference.

    Attributes:
        value: share of the rows that it tells right; 0.5 means that there is no drift.
        lower_confidence_interval: lower bound of the value.
        upper_confidence_interval: upper bound of the value.
        pvalue: probability of such a value without drift.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.value: float = data["value"]
        self.lower_confidence_interval: float = data["lower"]
        self.upper_confidence_interval: float = data["upper"]
        self.pvalue: float = data["pvalue"]


class DriftModelResult(_Result):
    """Drift that a model has found.

    Attributes:
        drift_model_accuracy: how well the model tells the data apart.
        feature_drift_importance: how much features differ, and how much they matter.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.drift_model_accuracy: DriftModelAccuracy = DriftModelAccuracy(
            data["driftModelAccuracy"]
        )
        self.feature_drift_importance: dict[str, Any] = data["driftVersusImportance"]


class UnivariateDriftResult(_Result):
    """Drift of each column.

    Attributes:
        per_column_drift_data: drift by column.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.per_column_drift_data: dict[str, Any] = data["columns"]


class PredictionDriftResult(_Result):
    """Drift of the predictions.

    Attributes:
        chiSquare: probability of the difference without drift, for classes; or None.
        ks: probability of the difference without drift, for numbers; or None.
        psi: population stability index; or None.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.chiSquare: float | None = data.get("chiSquareTestPvalue")
        self.ks: float | None = data.get("ksTestPvalue")
        self.psi: float | None = data.get("populationStabilityIndex")


class ColumnSettings(_Result):
    """How a column was treated.

    Attributes:
        name: name of the column.
        actual_column_handling: `NUMERICAL`, `CATEGORICAL` or `IGNORED`, as it was.
        default_column_handling: the same, as the model says.
        error_message: why it was ignored, or None.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.name: str = data["name"]
        self.actual_column_handling: str = data["actualHandling"]
        self.default_column_handling: str = data["defaultHandling"]
        self.error_message: str | None = data.get("errorMessage")


class DataDriftResult(_Result):
    """Drift of the data; older form of :class:`DriftResult`.

    Attributes:
        drift_model_result: drift that a model has found.
        univariate_drift_result: drift of each column.
        per_column_settings: how each column was treated.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.drift_model_result: DriftModelResult = DriftModelResult(data["driftModelResult"])
        self.univariate_drift_result: UnivariateDriftResult = UnivariateDriftResult(
            data["univariateDriftResult"]
        )
        self.per_column_settings: list[ColumnSettings] = [
            ColumnSettings(each) for each in data["perColumnSettings"]
        ]


class DriftResult(_Result):
    """Drift of data and predictions; what was not computed is None.

    Attributes:
        drift_model_result: drift that a model has found.
        univariate_drift_result: drift of each column.
        per_column_settings: how each column was treated.
        prediction_drift_result: drift of the predictions.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        model, univariate = data.get("driftModelResult"), data.get("univariateDriftResult")
        columns, prediction = data.get("perColumnSettings"), data.get("predictionDriftResult")
        self.drift_model_result: DriftModelResult | None = (
            None if model is None else DriftModelResult(model)
        )
        self.univariate_drift_result: UnivariateDriftResult | None = (
            None if univariate is None else UnivariateDriftResult(univariate)
        )
        self.per_column_settings: list[ColumnSettings] | None = (
            None if columns is None else [ColumnSettings(each) for each in columns]
        )
        self.prediction_drift_result: PredictionDriftResult | None = (
            None if prediction is None else PredictionDriftResult(prediction)
        )
