"""Evaluation stores of models on tables, as DSS called them before it had others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._lazy import lazy
from dataikuapi.aio.dss.evaluation import AsyncDSSEvaluation, AsyncDSSEvaluationFullInfo
from dataikuapi.aio.dss.evaluationstore import (
    AsyncDSSEvaluationStore,
    AsyncDSSEvaluationStoreSettings,
)

if TYPE_CHECKING:
    from dataikuapi.aio.dss.evaluation import (
        AsyncDSSTimeSeriesModelEvaluationFullInfo as AsyncDSSTimeSeriesModelEvaluationFullInfo,
    )
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
            "AsyncDSSTimeSeriesModelEvaluationFullInfo": "dataikuapi.aio.dss.evaluation",
        },
    )


class AsyncDSSModelEvaluationStore(AsyncDSSEvaluationStore):
    """An evaluation store of models on tables.

    Get it from :meth:`AsyncDSSProject.get_model_evaluation_store`.
    """

    @property
    def mes_id(self) -> str:
        """Identifier of the store."""
        return self.id

    async def get_settings(self) -> AsyncDSSModelEvaluationStoreSettings:
        """Reads the settings of the store.

        Operation: `evaluation_store_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such store.
        """
        return AsyncDSSModelEvaluationStoreSettings(self, await self._fetch_settings())

    async def list_model_evaluations(self) -> list[AsyncDSSModelEvaluation]:
        """Lists the evaluations in the store, oldest first.

        Operation: `model_evaluation_list`.

        Returns:
            Their handles.
        """
        return [AsyncDSSModelEvaluation(self, each) for each in await self._fetch_ids()]

    def get_model_evaluation(self, evaluation_id: str) -> AsyncDSSModelEvaluation:
        """Gives the handle of an evaluation; nothing is asked of DSS.

        Args:
            evaluation_id: identifier of the evaluation.

        Returns:
            The handle.
        """
        return AsyncDSSModelEvaluation(self, evaluation_id)

    async def get_latest_model_evaluation(self) -> AsyncDSSModelEvaluation | None:
        """Finds the latest evaluation.

        Operation: `evaluation_store_get_latest`.

        Returns:
            Its handle; None if the store is empty.
        """
        latest = await self._fetch_latest_evaluation_id()
        return AsyncDSSModelEvaluation(self, latest) if latest else None

    async def delete_model_evaluations(
        self, evaluations: Iterable[AsyncDSSEvaluation | Mapping[str, Any] | str]
    ) -> None:
        """Deletes evaluations.

        Operation: `model_evaluation_delete`.

        Args:
            evaluations: handles, dicts with `evaluation_id`, or identifiers.
        """
        await self.delete_evaluations(evaluations)

    async def add_custom_model_evaluation(
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
        return await self.add_custom_evaluation(metrics, evaluation_id, name, labels, model)


class AsyncDSSModelEvaluationStoreSettings(AsyncDSSEvaluationStoreSettings):
    """Settings of an evaluation store of models on tables.

    Get it from :meth:`AsyncDSSModelEvaluationStore.get_settings`.
    """

    @property
    def model_evaluation_store(self) -> AsyncDSSEvaluationStore:
        """The store."""
        return self.evaluation_store


class AsyncDSSModelEvaluation(AsyncDSSEvaluation):
    """An evaluation of a model on tables.

    Get it from :meth:`AsyncDSSModelEvaluationStore.get_model_evaluation`.
    """

    @property
    def mes_id(self) -> str:
        """Identifier of the store."""
        return self.evaluation_store.id

    async def get_full_info(self) -> AsyncDSSEvaluationFullInfo:
        """Reads the evaluation with its metrics.

        Operation: `model_evaluation_get`.

        Returns:
            What is known of it, of the class for what the model does.

        Raises:
            DSSNotFound: there is no such evaluation.
        """
        return self._info(await self._fetch_evaluation(), AsyncDSSModelEvaluationFullInfo)


class AsyncDSSModelEvaluationFullInfo(AsyncDSSEvaluationFullInfo):
    """What is known of an evaluation of a model on tables.

    Get it from :meth:`AsyncDSSModelEvaluation.get_full_info`.
    """

    @property
    def model_evaluation(self) -> AsyncDSSEvaluation:
        """The evaluation."""
        return self.evaluation
