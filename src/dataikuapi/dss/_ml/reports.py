"""Reports on a model: how good it is on parts of the rows, and what its predictions depend on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dataikuapi.dss._ml.checks import OnDict

# What is told of the predictions of each type, where DSS keeps it, and whether it is a list.
_PREDICTIONS: Final = {
    "BINARY_CLASSIFICATION": {
        "predictedPositiveRatio": "predictionAvg",
        "actualPositiveRatio": "targetAvg",
    },
    "REGRESSION": {
        "predictedAvg": "predictionAvg",
        "predictedStd": "predictionStd",
        "actualAvg": "targetAvg",
        "actualStd": "targetStd",
    },
}


class _Scored(OnDict):
    """Rows that a model was scored on."""

    def __init__(self, data: dict[str, Any], prediction_type: str | None) -> None:
        super().__init__(data)
        self.prediction_type = prediction_type

    def get_performance_metrics(self) -> dict[str, Any]:
        """Gives how good the model is on the rows.

        Returns:
            The metrics.
        """
        return self._internal_dict["performanceMetrics"]

    def get_prediction_info(self) -> dict[str, Any] | None:
        """Gives what was predicted for the rows on average, and what is right.

        Returns:
            The numbers; None for a type of prediction that has none.
        """
        names = _PREDICTIONS.get(self.prediction_type or "")
        if names is None:
            return None
        metrics = self._internal_dict["perf"]["globalMetrics"]
        info = {name: metrics[member][0] for name, member in names.items()}
        return {**info, "testWeight": metrics["testWeight"]}


class DSSSubpopulationGlobal(_Scored):
    """How good a model is on all rows of a subpopulation analysis.

    Attributes:
        prediction_type: type of the prediction.
    """

    def __repr__(self) -> str:
        return f"{type(self).__name__}(prediction_type={self.prediction_type})"


class DSSSubpopulationModalityDefinition:
    """The rows with one value of a feature, or with values in an interval.

    Attributes:
        missing_values: whether they are the rows without a value.
        index: number of the modality in its analysis.
        feature_name: name of the feature.
    """

    MISSING_VALUES = "__DSSSubpopulationModalidityDefinition__MISSINGVALUES"

    def __init__(self, feature_name: str, data: Mapping[str, Any]) -> None:
        self.missing_values: bool = data.get("missing_values", False)
        self.index: int | None = data.get("index")
        self.feature_name = feature_name

    def is_missing_values(self) -> bool:
        """Tells whether they are the rows without a value.

        Returns:
            True if they are.
        """
        return self.missing_values

    def contains(self, value: Any) -> bool:
        """Tells whether a value of the feature is among those meant.

        Args:
            value: the value.

        Returns:
            True if it is.
        """
        return False

    def _condition(self) -> str:
        return self.feature_name

    def __repr__(self) -> str:
        shown = "missing_values" if self.missing_values else self._condition()
        return f"{type(self).__name__}({shown})"


class DSSSubpopulationNumericModalityDefinition(DSSSubpopulationModalityDefinition):
    """The rows whose value of a feature is in an interval.

    Attributes:
        lte: highest value; None for no bound.
        gt: value below the lowest; None for no bound.
        gte: lowest value; None for no bound.
    """

    def __init__(self, feature_name: str, data: Mapping[str, Any]) -> None:
        super().__init__(feature_name, data)
        self.lte: float | None = data.get("lte")
        self.gt: float | None = data.get("gt")
        self.gte: float | None = data.get("gte")

    def contains(self, value: Any) -> bool:
        """Tells whether a value of the feature is in the interval.

        Args:
            value: the value.

        Returns:
            True if it is.
        """
        return (
            not self.missing_values
            and (self.gt is None or self.gt < value)
            and (self.gte is None or self.gte <= value)
            and (self.lte is None or value <= self.lte)
        )

    def _condition(self) -> str:
        low = "" if self.gte is None else f"{self.gte}<="
        low = low if self.gt is None else f"{self.gt}<"
        high = "" if self.lte is None else f"<={self.lte}"
        return f"{low}{self.feature_name}{high}"


class DSSSubpopulationCategoryModalityDefinition(DSSSubpopulationModalityDefinition):
    """The rows with one value of a feature.

    Attributes:
        value: the value.
    """

    def __init__(self, feature_name: str, data: Mapping[str, Any]) -> None:
        super().__init__(feature_name, data)
        self.value: Any = data.get("value")

    def contains(self, value: Any) -> bool:
        """Tells whether a value is the one.

        Args:
            value: the value.

        Returns:
            True if it is.
        """
        return value == self.value

    def _condition(self) -> str:
        return f"{self.feature_name}='{self.value}'"


_DEFINITIONS: Final[dict[str, type[DSSSubpopulationModalityDefinition]]] = {
    "CATEGORY": DSSSubpopulationCategoryModalityDefinition,
    "NUMERIC": DSSSubpopulationNumericModalityDefinition,
}


class DSSSubpopulationModality(_Scored):
    """How good a model is on the rows with one value of a feature.

    Attributes:
        prediction_type: type of the prediction.
        definition: which rows they are.
    """

    def __init__(
        self,
        feature_name: str,
        computed_as_type: str,
        data: dict[str, Any],
        prediction_type: str | None,
    ) -> None:
        super().__init__(data, prediction_type)
        kind = _DEFINITIONS.get(computed_as_type, DSSSubpopulationModalityDefinition)
        self.definition: DSSSubpopulationModalityDefinition = kind(feature_name, data)
        self._computed_as_type = computed_as_type

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(prediction_type={self.prediction_type}, "
            f"feature={self.definition.feature_name}, computed_as={self._computed_as_type})"
        )

    def get_definition(self) -> DSSSubpopulationModalityDefinition:
        """Gives which rows they are.

        Returns:
            The definition.
        """
        return self.definition

    def is_excluded(self) -> bool:
        """Tells whether the rows were left out, for instance as they are too few.

        Returns:
            True if they were.
        """
        return self._internal_dict.get("excluded", False)

    def _require_scores(self) -> None:
        if self.is_excluded():
            raise ValueError(f"{self.definition} was left out of the analysis: it has no scores")

    def get_performance_metrics(self) -> dict[str, Any]:
        """Gives how good the model is on the rows.

        Returns:
            The metrics.

        Raises:
            ValueError: the rows were left out.
        """
        self._require_scores()
        return super().get_performance_metrics()

    def get_prediction_info(self) -> dict[str, Any] | None:
        """Gives what was predicted for the rows on average, and what is right.

        Returns:
            The numbers; None for a type of prediction that has none.

        Raises:
            ValueError: the rows were left out.
        """
        self._require_scores()
        return super().get_prediction_info()


def _computation(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("nbRecords", "randomState", "onSample")}


class DSSSubpopulationAnalysis(OnDict):
    """How good a model is for each value of a feature.

    Attributes:
        computed_as_type: `CATEGORY` or `NUMERIC`.
        modalities: the values, or intervals of them.
    """

    def __init__(self, analysis: dict[str, Any], prediction_type: str | None) -> None:
        super().__init__(analysis)
        self.computed_as_type: str = analysis["computed_as_type"]
        feature, kind = analysis["feature"], self.computed_as_type
        self.modalities: list[DSSSubpopulationModality] = [
            DSSSubpopulationModality(feature, kind, each, prediction_type)
            for each in analysis.get("modalities", [])
        ]

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(computed_as_type={self.computed_as_type}, "
            f"feature={self._internal_dict['feature']}, modalities_count={len(self.modalities)})"
        )

    def get_computation_params(self) -> dict[str, Any]:
        """Tells on which rows the analysis was made.

        Returns:
            A dict with `nbRecords`, `randomState` and `onSample`.
        """
        return _computation(self._internal_dict)

    def list_modalities(self) -> list[DSSSubpopulationModalityDefinition]:
        """Lists the values, or intervals of values.

        Returns:
            Their definitions.
        """
        return [each.definition for each in self.modalities]

    def get_modality_data(self, definition: Any) -> DSSSubpopulationModality:
        """Gives how good the model is for a value.

        Args:
            definition: one of :meth:`list_modalities`, a value of the feature, or
                `DSSSubpopulationModalityDefinition.MISSING_VALUES`.

        Returns:
            What is known of it.

        Raises:
            ValueError: the analysis does not have it.
        """
        for each in self.modalities:
            mine = each.definition
            if definition == DSSSubpopulationModalityDefinition.MISSING_VALUES:
                found = mine.missing_values
            elif isinstance(definition, DSSSubpopulationModalityDefinition):
                found = mine.index == definition.index
            else:
                found = mine.contains(definition)
            if found:
                return each
        raise ValueError(f"the analysis of {self._internal_dict['feature']} has no {definition!r}")


class DSSSubpopulationAnalyses(OnDict):
    """The subpopulation analyses of a model.

    Get it from `DSSTrainedPredictionModelDetails.get_subpopulation_analyses`.

    Attributes:
        prediction_type: type of the prediction.
        analyses: the analyses.
    """

    def __init__(self, data: dict[str, Any], prediction_type: str | None) -> None:
        super().__init__(data)
        self.prediction_type = prediction_type
        found: list[dict[str, Any]] = data.get("subpopulationAnalyses") or []
        self.analyses: list[DSSSubpopulationAnalysis] = [
            DSSSubpopulationAnalysis(each, prediction_type) for each in found
        ]

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(prediction_type={self.prediction_type}, "
            f"analyses={self.list_analyses()})"
        )

    def get_global(self) -> DSSSubpopulationGlobal:
        """Gives how good the model is on all rows.

        Returns:
            What is known of them.
        """
        return DSSSubpopulationGlobal(self._internal_dict["global"], self.prediction_type)

    def list_analyses(self) -> list[str]:
        """Lists the features that were analysed.

        Returns:
            Their names.
        """
        return [each.get_raw()["feature"] for each in self.analyses]

    def get_analysis(self, feature: str) -> DSSSubpopulationAnalysis:
        """Gives the analysis of a feature.

        Args:
            feature: name of the feature.

        Returns:
            The analysis.

        Raises:
            ValueError: it was not analysed.
        """
        for each in self.analyses:
            if each.get_raw()["feature"] == feature:
                return each
        raise ValueError(f"there is no subpopulation analysis of {feature!r}")


class DSSPartialDependence(OnDict):
    """How predictions depend on a feature."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(feature={self._internal_dict['feature']})"

    def get_computation_params(self) -> dict[str, Any]:
        """Tells on which rows it was computed.

        Returns:
            A dict with `nbRecords`, `randomState` and `onSample`.
        """
        return _computation(self._internal_dict)

    def get_data_by_target(self) -> dict[str, Any]:
        """Gives the dependence of each target of a model that has several.

        Returns:
            The data by target.

        Raises:
            ValueError: the model has one target, or DSS does not tell the targets of the data.
        """
        targets = self._internal_dict.get("multiTargetVariables")
        data: list[Any] = self._internal_dict.get("data") or []
        if targets is None:
            raise ValueError("the model has one target only: see get_raw()")
        if len(targets) != len(data):
            raise ValueError(f"there are {len(targets)} targets, but data of {len(data)}")
        return dict(zip(targets, data, strict=True))


class DSSPartialDependencies(OnDict):
    """The partial dependences of a model.

    Get it from `DSSTrainedPredictionModelDetails.get_partial_dependencies`.

    Attributes:
        partial_dependencies: the dependences.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        found: list[dict[str, Any]] = data.get("partialDependencies") or []
        self.partial_dependencies: list[DSSPartialDependence] = [
            DSSPartialDependence(each) for each in found
        ]

    def __repr__(self) -> str:
        return f"{type(self).__name__}(features={self.list_features()})"

    def list_features(self) -> list[str]:
        """Lists the features whose dependence was computed.

        Returns:
            Their names.
        """
        return [each.get_raw()["feature"] for each in self.partial_dependencies]

    def get_partial_dependence(self, feature: str) -> DSSPartialDependence:
        """Gives the dependence on a feature.

        Args:
            feature: name of the feature.

        Returns:
            The dependence.

        Raises:
            ValueError: it was not computed.
        """
        for each in self.partial_dependencies:
            if each.get_raw()["feature"] == feature:
                return each
        raise ValueError(f"there is no partial dependence on {feature!r}")
