# Derived by `tox -e generate` from src/dataikuapi/aio/dss/modelcomparison.py. Do not edit.
"""Comparisons of models, as DSS called them before they could hold others."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy
from dataikuapi.dss.evaluationcomparison import (
    DSSEvaluationComparison,
    DSSEvaluationComparisonSettings,
)

if TYPE_CHECKING:
    from dataikuapi.dss.evaluation import DSSEvaluation

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class DSSModelComparison(DSSEvaluationComparison):
    """A comparison of models. Get it from :meth:`DSSProject.get_model_comparison`."""

    @property
    def id(self) -> str:
        """Identifier of the comparison."""
        return self.comparison_id

    @property
    def mec_id(self) -> str:
        """Identifier of the comparison."""
        return self.comparison_id

    def get_settings(self) -> DSSModelComparisonSettings:
        """Reads the settings of the comparison.

        Operation: `evaluation_comparison_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such comparison.
        """
        return DSSModelComparisonSettings(self, self._fetch_settings())

    def _evaluation(self, store_id: str, evaluation_id: str) -> DSSEvaluation:
        store = self.project.get_model_evaluation_store(store_id)
        return store.get_model_evaluation(evaluation_id)


class DSSModelComparisonSettings(DSSEvaluationComparisonSettings):
    """Settings of a comparison of models.

    Get it from :meth:`DSSModelComparison.get_settings`.
    """

    def model_comparison(self) -> DSSEvaluationComparison:
        """Gives the comparison.

        Returns:
            Its handle.
        """
        return self.evaluation_comparison

    @property
    def prediction_type(self) -> str | None:
        """What the models predict; older name of `model_task_type`."""
        _older()
        return self.settings.get("modelTaskType", self.settings.get("predictionType"))

    @prediction_type.setter
    def prediction_type(self, prediction_type: str) -> None:
        _older()
        self.model_task_type = prediction_type


def _older() -> None:
    text = "prediction_type is deprecated, please use model_task_type instead"
    warnings.warn(text, DeprecationWarning, stacklevel=3)
