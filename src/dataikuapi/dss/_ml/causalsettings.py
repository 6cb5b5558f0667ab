# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/causalsettings.py. Do not edit.
"""Settings of ML tasks that predict the effect of a treatment."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn, cast

from dataikuapi.dss._ml.algorithm import PredictionAlgorithmMeta, PredictionAlgorithmSettings
from dataikuapi.dss._ml.algorithmtables import CAUSAL
from dataikuapi.dss._ml.settings import AbstractTabularPredictionMLTaskSettings

logger = logging.getLogger("dataikuapi.dss.ml")
_FOREST = "CAUSAL_FOREST"


class DSSCausalPredictionMLTaskSettings(AbstractTabularPredictionMLTaskSettings):
    """Settings of an ML task that predicts the effect of a treatment.

    Get it from :meth:`DSSMLTask.get_settings`.
    """

    _algorithm_remap: ClassVar[Mapping[str, PredictionAlgorithmMeta | str]] = CAUSAL
    _prediction_types: ClassVar[tuple[str, ...]] = (
        "CAUSAL_REGRESSION",
        "CAUSAL_BINARY_CLASSIFICATION",
    )

    class PredictionTypes:
        """What can be predicted."""

        CAUSAL_REGRESSION = "CAUSAL_REGRESSION"
        CAUSAL_BINARY_CLASSIFICATION = "CAUSAL_BINARY_CLASSIFICATION"

    class MetaLearners:
        """How models of outcomes become a model of effects."""

        S_LEARNER = "S_LEARNER"
        T_LEARNER = "T_LEARNER"
        X_LEARNER = "X_LEARNER"

    def _require_classes(self) -> None:
        if self.get_prediction_type() != self.PredictionTypes.CAUSAL_BINARY_CLASSIFICATION:
            raise ValueError("only outcomes that are one of two classes have a positive one")

    @property
    def positive_outcome_class(self) -> str:
        """The class of the outcome that is wished for."""
        self._require_classes()
        return self.mltask_settings["positiveClass"]

    @positive_outcome_class.setter
    def positive_outcome_class(self, outcome_class: str) -> None:
        self._require_classes()
        remapping = self.mltask_settings["preprocessing"]["target_remapping"]
        known = [each["sourceValue"] for each in remapping]
        if outcome_class not in known:
            raise ValueError(f"the outcome has no class {outcome_class!r}: it is one of {known}")
        self.mltask_settings["positiveClass"] = outcome_class

    @property
    def control_value(self) -> str:
        """The value of the treatment that means none."""
        return self.mltask_settings["controlValue"]

    @control_value.setter
    def control_value(self, control_value: str) -> None:
        known = self.mltask_settings["treatmentValues"]
        if control_value not in known:
            raise ValueError(f"the treatment is never {control_value!r}: it is one of {known}")
        self.mltask_settings["controlValue"] = control_value

    @property
    def enable_multi_valued_treatment(self) -> bool:
        """Whether there are several treatments beside none."""
        return self.mltask_settings["enableMultiTreatment"]

    @enable_multi_valued_treatment.setter
    def enable_multi_valued_treatment(self, enabled: bool) -> None:
        self.mltask_settings["enableMultiTreatment"] = enabled
        if enabled and len(self.mltask_settings["treatmentValues"]) <= 2:
            logger.warning("there are no three values of the treatment")

    def _check_algorithm(self, algorithm_name: str) -> None:
        if algorithm_name != _FOREST and not self.meta_learners:
            logger.warning("%s needs a meta-learner, and none is enabled", algorithm_name)

    def get_algorithm_settings(
        self, algorithm_name: str
    ) -> PredictionAlgorithmSettings | dict[str, Any]:
        """Gives the settings of an algorithm.

        Args:
            algorithm_name: `CAUSAL_FOREST`, or the name of an algorithm that meta-learners use.

        Returns:
            The settings; what is changed in them is changed here.

        Raises:
            ValueError: the ML task has no such algorithm.
        """
        self._check_algorithm(algorithm_name)
        return super().get_algorithm_settings(algorithm_name)

    def _enabled(self, name: str) -> bool:
        settings = self._modeling().get(CAUSAL[name].algorithm_name) if name in CAUSAL else None
        if settings is None:
            return super()._enabled(name)
        return bool(settings.get("enabled"))

    @property
    def meta_learners(self) -> list[str]:
        """The meta-learners that are trained for each algorithm but `CAUSAL_FOREST`."""
        return self.mltask_settings["modeling"]["meta_learners"]

    @meta_learners.setter
    def meta_learners(self, meta_learners: list[str]) -> None:
        kinds = self.MetaLearners
        known = (kinds.S_LEARNER, kinds.T_LEARNER, kinds.X_LEARNER)
        if not isinstance(meta_learners, list):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            raise TypeError(f"meta_learners must be a list, not {type(meta_learners).__name__}")
        for each in cast("list[Any]", meta_learners):
            if each not in known:
                raise ValueError(f"meta_learners must be some of {', '.join(known)}, not {each!r}")
        if set(self.get_enabled_algorithm_names()) <= {_FOREST}:
            logger.warning("no algorithm is enabled that the meta-learners could use")
        self.mltask_settings["modeling"]["meta_learners"] = meta_learners

    def get_treatment_analysis_settings(self) -> dict[str, Any]:
        """Gives how it is analysed who is treated.

        Returns:
            The dict itself.
        """
        return self.mltask_settings["modeling"]["propensityModeling"]

    def set_treatment_analysis_enabled(
        self,
        enabled: bool,
        calibrate_propensity: bool = False,
        calibration_data_ratio: float = 0.1,
    ) -> None:
        """Says whether it is analysed who is treated.

        Args:
            enabled: whether it is.
            calibrate_propensity: whether the probability to be treated is calibrated.
            calibration_data_ratio: share of the rows to calibrate on.
        """
        self.get_treatment_analysis_settings().update(
            enabled=enabled,
            calibrateProbabilities=calibrate_propensity,
            calibrationDataRatio=calibration_data_ratio,
        )

    def add_custom_mllib_model(self, name: str = "Custom MLlib Model", code: str = "") -> NoReturn:
        """Not possible: effects of treatments are not computed on Spark.

        Args:
            name: not used.
            code: not used.

        Raises:
            ValueError: always.
        """
        raise ValueError("MLLib backend is not supported for causal predictions.")
