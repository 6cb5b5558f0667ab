# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/ml.py. Do not edit.
"""Machine learning in a project: visual analyses and ML tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_str
from dataikuapi._listing import identity
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss._ml.inside import DSSMLTaskQueues
    from dataikuapi.dss._ml.mltask import DSSMLTask
    from dataikuapi.dss.analysis import DSSAnalysis
    from dataikuapi_rest.dicts import AnalysisListItem, MlTaskList


class ProjectMl(ProjectBase):
    """Methods on the visual analyses and ML tasks of a project."""

    def _create_ml_task(
        self, input_dataset: str, body: dict[str, Any], wait_guess_complete: bool
    ) -> DSSMLTask:
        from dataikuapi.dss._ml.taskcreation import made

        body = {"inputDataset": check_str("input_dataset", input_dataset), **body}
        reference = self.client.rest.json(
            api.ml_task.ml_task_create.build_request(self.project_key, body=body)
        )
        return made(self.client, self.project_key, None, reference, wait_guess_complete)

    def create_prediction_ml_task(
        self,
        input_dataset: str,
        target_variable: str,
        ml_backend_type: str = "PY_MEMORY",
        guess_policy: str = "DEFAULT",
        prediction_type: str | None = None,
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task that predicts, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            input_dataset: name of the dataset to learn from.
            target_variable: the target, a column.
            ml_backend_type: what trains: `PY_MEMORY`, `MLLIB` or `H2O`.
            guess_policy: `DEFAULT`, `SIMPLE_FORMULA`, `DECISION_TREE`, `EXPLANATORY` or
                `PERFORMANCE`.
            prediction_type: `BINARY_CLASSIFICATION`, `MULTICLASS` or `REGRESSION`; None to guess.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.dss._ml import taskbodies

        body = taskbodies.prediction(
            target_variable, ml_backend_type, guess_policy, prediction_type
        )
        return self._create_ml_task(input_dataset, body, wait_guess_complete)

    def create_clustering_ml_task(
        self,
        input_dataset: str,
        ml_backend_type: str = "PY_MEMORY",
        guess_policy: str = "KMEANS",
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task that clusters, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            input_dataset: name of the dataset to learn from.
            ml_backend_type: what trains: `PY_MEMORY`, `MLLIB` or `H2O`.
            guess_policy: `KMEANS` or `ANOMALY_DETECTION`.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.dss._ml import taskbodies

        body = taskbodies.clustering(ml_backend_type, guess_policy)
        return self._create_ml_task(input_dataset, body, wait_guess_complete)

    def create_timeseries_forecasting_ml_task(
        self,
        input_dataset: str,
        target_variable: str,
        time_variable: str,
        timeseries_identifiers: Sequence[str] | None = None,
        guess_policy: str = "TIMESERIES_DEFAULT",
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task that forecasts, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            input_dataset: name of the dataset to learn from.
            target_variable: the target, a column.
            time_variable: the column that holds the moments.
            timeseries_identifiers: the columns that tell series apart; None for one series.
            guess_policy: `TIMESERIES_DEFAULT`, `TIMESERIES_STATISTICAL` or
                `TIMESERIES_DEEP_LEARNING`.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.dss._ml import taskbodies

        body = taskbodies.forecasting(
            target_variable, time_variable, timeseries_identifiers, guess_policy
        )
        return self._create_ml_task(input_dataset, body, wait_guess_complete)

    def create_multi_target_prediction_ml_task(
        self,
        input_dataset: str,
        target_variables: Sequence[str],
        guess_policy: str = "MULTI_TARGET_DEFAULT",
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task that predicts several targets at once, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            input_dataset: name of the dataset to learn from.
            target_variables: the targets, columns.
            guess_policy: how settings are guessed.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.dss._ml import taskbodies

        body = taskbodies.multi_target(target_variables, guess_policy)
        return self._create_ml_task(input_dataset, body, wait_guess_complete)

    def create_causal_prediction_ml_task(
        self,
        input_dataset: str,
        outcome_variable: str,
        treatment_variable: str,
        prediction_type: str | None = None,
        wait_guess_complete: bool = True,
    ) -> DSSMLTask:
        """Makes an ML task that predicts the effect of a treatment, in a new visual analysis.

        Operation: `ml_task_create`, then `ml_task_get_status`.

        Args:
            input_dataset: name of the dataset to learn from.
            outcome_variable: the outcome, a column.
            treatment_variable: the treatment, a column.
            prediction_type: `CAUSAL_BINARY_CLASSIFICATION` or `CAUSAL_REGRESSION`; None to guess.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.dss._ml import taskbodies

        body = taskbodies.causal(outcome_variable, treatment_variable)
        body["predictionType"] = prediction_type
        return self._create_ml_task(input_dataset, body, wait_guess_complete)

    def list_ml_tasks(self) -> MlTaskList:
        """Lists the ML tasks of this project.

        Operation: `ml_task_list`.

        Returns:
            A dict whose member `mlTasks` lists them, each with `analysisId` and `mlTaskId`.
        """
        return self.client.rest.json(api.ml_task.ml_task_list.build_request(self.project_key))

    def get_ml_task(self, analysis_id: str, mltask_id: str) -> DSSMLTask:
        """Gives the handle of an ML task; nothing is asked of DSS.

        Args:
            analysis_id: identifier of the analysis that it is in.
            mltask_id: identifier of the ML task.

        Returns:
            The handle.
        """
        from dataikuapi.dss._ml.mltask import DSSMLTask

        return DSSMLTask(self.client, self.project_key, analysis_id, mltask_id)

    def list_mltask_queues(self) -> DSSMLTaskQueues:
        """Lists the queues in which training sessions of this project wait.

        Operation: `ml_task_list_queues`.

        Returns:
            The queues; iterate over it for a dict each.
        """
        from dataikuapi.dss._ml.inside import DSSMLTaskQueues

        request = api.ml_task.ml_task_list_queues.build_request(self.project_key)
        return DSSMLTaskQueues(self.client.rest.json(request))

    def create_analysis(self, input_dataset: str) -> DSSAnalysis:
        """Makes a visual analysis.

        Operation: `analysis_create`.

        Args:
            input_dataset: name of the dataset that it is on.

        Returns:
            The analysis.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        body = {"inputDataset": check_str("input_dataset", input_dataset)}
        request = api.analysis.analysis_create.build_request(self.project_key, body=body)
        reference = self.client.rest.json(request)
        return self.get_analysis(identity(request.operation, reference, "id"))

    def list_analyses(self) -> list[AnalysisListItem]:
        """Lists the visual analyses of this project.

        Operation: `analysis_list`.

        Returns:
            The analyses, each with `analysisId` and `inputDataset`.
        """
        return self.client.rest.json(api.analysis.analysis_list.build_request(self.project_key))

    def get_analysis(self, analysis_id: str) -> DSSAnalysis:
        """Gives the handle of a visual analysis; nothing is asked of DSS.

        Args:
            analysis_id: identifier of the analysis.

        Returns:
            The handle.
        """
        from dataikuapi.dss.analysis import DSSAnalysis

        return DSSAnalysis(self.client, self.project_key, analysis_id)
