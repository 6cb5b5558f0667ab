# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_dataset/ml.py. Do not edit.
"""Machine learning on a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._listing import wants_objects
from dataikuapi.dss._dataset.base import DatasetBase

if TYPE_CHECKING:
    from dataikuapi.dss._ml.mltask import DSSMLTask
    from dataikuapi.dss.analysis import DSSAnalysis
    from dataikuapi_rest.dicts import AnalysisListItem


class DatasetMl(DatasetBase):
    """Methods of machine learning on a dataset."""

    def create_prediction_ml_task(
        self,
        target_variable: str,
        ml_backend_type: str = "PY_MEMORY",
        guess_policy: str = "DEFAULT",
        prediction_type: str | None = None,
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task on this dataset that predicts, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            target_variable: the target, a column.
            ml_backend_type: what trains: `PY_MEMORY`, `MLLIB` or `H2O`.
            guess_policy: `DEFAULT`, `SIMPLE_FORMULA`, `DECISION_TREE`, `EXPLANATORY` or
                `PERFORMANCE`.
            prediction_type: `BINARY_CLASSIFICATION`, `MULTICLASS` or `REGRESSION`; None to guess.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.
        """
        return self.project.create_prediction_ml_task(
            self.dataset_name,
            target_variable,
            ml_backend_type,
            guess_policy,
            prediction_type,
            wait_guess_complete,
        )

    def create_clustering_ml_task(
        self,
        input_dataset: str | None = None,
        ml_backend_type: str = "PY_MEMORY",
        guess_policy: str = "KMEANS",
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task on this dataset that clusters, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            input_dataset: not used: the ML task is on this dataset.
            ml_backend_type: what trains: `PY_MEMORY`, `MLLIB` or `H2O`.
            guess_policy: `KMEANS` or `ANOMALY_DETECTION`.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.
        """
        return self.project.create_clustering_ml_task(
            self.dataset_name, ml_backend_type, guess_policy, wait_guess_complete
        )

    def create_timeseries_forecasting_ml_task(
        self,
        target_variable: str,
        time_variable: str,
        timeseries_identifiers: Sequence[str] | None = None,
        guess_policy: str = "TIMESERIES_DEFAULT",
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task on this dataset that forecasts, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            target_variable: the target, a column.
            time_variable: the column that holds the moments.
            timeseries_identifiers: the columns that tell series apart; None for one series.
            guess_policy: `TIMESERIES_DEFAULT`, `TIMESERIES_STATISTICAL` or
                `TIMESERIES_DEEP_LEARNING`.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.
        """
        return self.project.create_timeseries_forecasting_ml_task(
            self.dataset_name,
            target_variable,
            time_variable,
            timeseries_identifiers,
            guess_policy,
            wait_guess_complete,
        )

    def create_multi_target_prediction_ml_task(
        self,
        target_variables: Sequence[str],
        guess_policy: str = "MULTI_TARGET_DEFAULT",
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task on this dataset that predicts several targets, in a new analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            target_variables: the targets, columns.
            guess_policy: how settings are guessed.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.
        """
        return self.project.create_multi_target_prediction_ml_task(
            self.dataset_name, target_variables, guess_policy, wait_guess_complete
        )

    def create_causal_prediction_ml_task(
        self,
        outcome_variable: str,
        treatment_variable: str,
        prediction_type: str | None = None,
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task on this dataset that predicts the effect of a treatment.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            outcome_variable: the outcome, a column.
            treatment_variable: the treatment, a column.
            prediction_type: `CAUSAL_BINARY_CLASSIFICATION` or `CAUSAL_REGRESSION`; None to guess.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task, in a new visual analysis.
        """
        return self.project.create_causal_prediction_ml_task(
            self.dataset_name,
            outcome_variable,
            treatment_variable,
            prediction_type,
            wait_guess_complete,
        )

    def create_analysis(self) -> DSSAnalysis:
        """Makes a visual analysis on this dataset.

        Operation: `analysis_create`.

        Returns:
            The analysis.
        """
        return self.project.create_analysis(self.dataset_name)

    @overload
    def list_analyses(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AnalysisListItem]: ...
    @overload
    def list_analyses(self, as_type: Literal["objects", "object"]) -> list[DSSAnalysis]: ...
    @overload
    def list_analyses(self, as_type: str) -> list[Any]: ...
    def list_analyses(self, as_type: str = "listitems") -> list[Any]:
        """Lists the visual analyses on this dataset.

        Operation: `analysis_list`.

        Args:
            as_type: `listitems` for dicts, `objects` for handles.

        Returns:
            The analyses.

        Raises:
            ValueError: `as_type` is neither.
        """
        objects = wants_objects(as_type)
        found = [
            each
            for each in self.project.list_analyses()
            if each.get("inputDataset") == self.dataset_name
        ]
        if not objects:
            return found
        return [self.project.get_analysis(each["analysisId"]) for each in found]

    def delete_analyses(self, drop_data: bool = False) -> None:
        """Deletes the visual analyses on this dataset, with their ML tasks.

        Operation: `analysis_list`, then `analysis_delete` for each.

        Args:
            drop_data: not used: an analysis has no data of its own.
        """
        for analysis in self.list_analyses(as_type="objects"):
            analysis.delete(drop_data=drop_data)
