# Derived by `tox -e generate` from src/dataikuapi/aio/dss/modelevaluationstore.py. Do not edit.
"""Evaluation stores of models on tables, as DSS called them before it had others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._lazy import lazy
from dataikuapi.dss.evaluation import DSSEvaluation, DSSEvaluationFullInfo
from dataikuapi.dss.evaluationstore import (
    DSSEvaluationStore,
    DSSEvaluationStoreSettings,
)

if TYPE_CHECKING:
    from dataikuapi.dss.drift import ColumnSettings as ColumnSettings
    from dataikuapi.dss.drift import DataDriftParams as DataDriftParams
    from dataikuapi.dss.drift import DataDriftResult as DataDriftResult
    from dataikuapi.dss.drift import DriftModelAccuracy as DriftModelAccuracy
    from dataikuapi.dss.drift import DriftModelResult as DriftModelResult
    from dataikuapi.dss.drift import DriftParams as DriftParams
    from dataikuapi.dss.drift import DriftResult as DriftResult
    from dataikuapi.dss.drift import PerColumnDriftParamBuilder as PerColumnDriftParamBuilder
    from dataikuapi.dss.drift import PredictionDriftResult as PredictionDriftResult
    from dataikuapi.dss.drift import UnivariateDriftResult as UnivariateDriftResult
    from dataikuapi.dss.evaluation import (
        DSSTimeSeriesModelEvaluationFullInfo as DSSTimeSeriesModelEvaluationFullInfo,
    )
    from dataikuapi_rest.dicts import ModelEvaluation

# Scripts import these from here.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            **dict.fromkeys(
                (
                    "ColumnSettings",
                    "DataDriftParams",
                    "DataDriftResult",
                    "DriftModelAccuracy",
                    "DriftModelResult",
                    "DriftParams",
                    "DriftResult",
                    "PerColumnDriftParamBuilder",
                    "PredictionDriftResult",
                    "UnivariateDriftResult",
                ),
                "dataikuapi.dss.drift",
            ),
            "DSSTimeSeriesModelEvaluationFullInfo": "dataikuapi.dss.evaluation",
        },
    )


class DSSModelEvaluationStore(DSSEvaluationStore):
    """An evaluation store of models on tables.

    Get it from :meth:`DSSProject.get_model_evaluation_store`.
    """

    @property
    def mes_id(self) -> str:
        """Identifier of the store."""
        return self.id

    def get_settings(self) -> DSSModelEvaluationStoreSettings:
        """Reads the settings of the store.

        Operation: `evaluation_store_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such store.
        """
        return DSSModelEvaluationStoreSettings(self, self._fetch_settings())

    def list_model_evaluations(self) -> list[DSSModelEvaluation]:
        """Lists the evaluations in the store, oldest first.

        Operation: `model_evaluation_list`.

        Returns:
            Their handles.
        """
        return [DSSModelEvaluation(self, each) for each in self._fetch_ids()]

    def get_model_evaluation(self, evaluation_id: str) -> DSSModelEvaluation:
        """Gives the handle of an evaluation; nothing is asked of DSS.

        Args:
            evaluation_id: identifier of the evaluation.

        Returns:
            The handle.
        """
        return DSSModelEvaluation(self, evaluation_id)

    def get_latest_model_evaluation(self) -> DSSModelEvaluation | None:
        """Finds the latest evaluation.

        Operation: `evaluation_store_get_latest`.

        Returns:
            Its handle; None if the store is empty.
        """
        latest = self._fetch_latest_evaluation_id()
        return DSSModelEvaluation(self, latest) if latest else None

    def delete_model_evaluations(
        self, evaluations: Iterable[DSSEvaluation | Mapping[str, Any] | str]
    ) -> None:
        """Deletes evaluations.

        Operation: `model_evaluation_delete`.

        Args:
            evaluations: handles, dicts with `evaluation_id`, or identifiers.
        """
        self.delete_evaluations(evaluations)

    def add_custom_model_evaluation(
        self,
        metrics: Sequence[Mapping[str, Any]],
        evaluation_id: str | None = None,
        name: str | None = None,
        labels: Sequence[Mapping[str, Any]] | None = None,
        model: Any = None,
    ) -> ModelEvaluation:
        """Adds an evaluation that you have made yourself. Needs DSS 12.6.

        Operation: `model_evaluation_create`.

        Args:
            metrics: the metrics, :class:`MetricDefinition` objects of this class.
            evaluation_id: identifier of the evaluation; None to have one made.
            name: its name.
            labels: its labels, :class:`LabelDefinition` objects of this class.
            model: the model: details of it, or its full identifier.

        Returns:
            What DSS answers.
        """
        return self.add_custom_evaluation(metrics, evaluation_id, name, labels, model)


class DSSModelEvaluationStoreSettings(DSSEvaluationStoreSettings):
    """Settings of an evaluation store of models on tables.

    Get it from :meth:`DSSModelEvaluationStore.get_settings`.
    """

    @property
    def model_evaluation_store(self) -> DSSEvaluationStore:
        """The store."""
        return self.evaluation_store


class DSSModelEvaluation(DSSEvaluation):
    """An evaluation of a model on tables.

    Get it from :meth:`DSSModelEvaluationStore.get_model_evaluation`.
    """

    @property
    def mes_id(self) -> str:
        """Identifier of the store."""
        return self.evaluation_store.id

    def get_full_info(self) -> DSSEvaluationFullInfo:
        """Reads the evaluation with its metrics.

        Operation: `model_evaluation_get`.

        Returns:
            What is known of it, of the class for what the model does.

        Raises:
            DSSNotFound: there is no such evaluation.
        """
        return self._info(self._fetch_evaluation(), DSSModelEvaluationFullInfo)


class DSSModelEvaluationFullInfo(DSSEvaluationFullInfo):
    """What is known of an evaluation of a model on tables.

    Get it from :meth:`DSSModelEvaluation.get_full_info`.
    """

    @property
    def model_evaluation(self) -> DSSEvaluation:
        """The evaluation."""
        return self.evaluation
