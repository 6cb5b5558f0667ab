# Derived by `tox -e generate` from src/dataikuapi/aio/dss/evaluation.py. Do not edit.
"""Evaluations of models, in evaluation stores."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

from dataikuapi.dss.future import DSSFuture
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.drift import DataDriftParams, DriftParams
    from dataikuapi.dss.evaluationstore import DSSEvaluationStore
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import ModelEvaluationMetrics


def _reference(reference: Any) -> Any:
    """The full identifier of what to compare with, from itself or from a handle."""
    return getattr(reference, "full_id", reference)


class DSSEvaluation:
    """An evaluation of a model.

    Get it from :meth:`DSSEvaluationStore.get_evaluation`.

    Attributes:
        evaluation_store: the store that it is in.
        client: the client that made this handle.
        evaluation_id: identifier of the evaluation.
        project_key: key of the project.
        evaluation_store_id: identifier of the store.
    """

    def __init__(self, evaluation_store: DSSEvaluationStore, evaluation_id: str) -> None:
        self.evaluation_store = evaluation_store
        self.client: DSSClient = evaluation_store.client
        self.evaluation_id = evaluation_id
        self.project_key: str = evaluation_store.project_key
        self.evaluation_store_id: str = evaluation_store.id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.full_id}>"

    @property
    def place(self) -> tuple[str, str, str]:
        """What names the evaluation in paths: project, store and evaluation."""
        return self.project_key, self.evaluation_store_id, self.evaluation_id

    def get_full_id(self) -> str:
        """Gives the full identifier of the evaluation.

        Returns:
            The identifier, such as `ME-SALES-Ht4sWk1e-wJ8dF3xm`.
        """
        return self.full_id

    @property
    def full_id(self) -> str:
        """Full identifier of the evaluation."""
        return f"ME-{self.project_key}-{self.evaluation_store_id}-{self.evaluation_id}"

    def delete(self) -> None:
        """Deletes the evaluation.

        Operation: `model_evaluation_delete`.
        """
        self.client.rest.json(
            api.model_evaluation.model_evaluation_delete.build_request(
                self.project_key, self.evaluation_store_id, body=[self.evaluation_id]
            )
        )

    def get_metrics(self) -> ModelEvaluationMetrics:
        """Reads the metrics of the evaluation, as of any object of the flow.

        Operation: `model_evaluation_get_metrics`.

        Returns:
            What DSS answers.
        """
        return self.client.rest.json(
            api.model_evaluation.model_evaluation_get_metrics.build_request(*self.place)
        )

    def _fetch_evaluation(self) -> dict[str, Any]:
        request = api.model_evaluation.model_evaluation_get.build_request(*self.place)
        return dict(self.client.rest.json(request))

    def get_full_info(self) -> DSSEvaluationFullInfo:
        """Reads the evaluation with its metrics.

        Operation: `model_evaluation_get`.

        Returns:
            What is known of it, of the class for what the model does.

        Raises:
            DSSNotFound: there is no such evaluation.
        """
        return self._info(self._fetch_evaluation(), DSSEvaluationFullInfo)

    def _info(
        self, data: dict[str, Any], kind: type[DSSEvaluationFullInfo]
    ) -> DSSEvaluationFullInfo:
        if data["evaluation"].get("predictionType") == "TIMESERIES_FORECAST":
            kind = DSSTimeSeriesModelEvaluationFullInfo
        return kind(self, data)

    def compute_data_drift(
        self,
        reference: Any = None,
        data_drift_params: DataDriftParams | None = None,
        wait: bool = True,
    ) -> Any:
        """Computes drift of the data; older form of :meth:`compute_drift`.

        Operation: `model_evaluation_compute_data_drift`.

        Args:
            reference: what to compare with: an evaluation, details of a version of a saved model,
                or the full identifier of one; None for the data that the model was trained on.
            data_drift_params: how; None for the settings of DSS.
            wait: whether to wait for it.

        Returns:
            A :class:`DataDriftResult`, or the task if `wait` is False.
        """
        from dataikuapi.dss.drift import DataDriftResult

        warnings.warn(
            "compute_data_drift() is deprecated, please use compute_drift() instead",
            DeprecationWarning,
            stacklevel=2,
        )
        body = {
            "referenceId": _reference(reference),
            "dataDriftParams": data_drift_params.data if data_drift_params else None,
        }
        build = api.model_evaluation.model_evaluation_compute_data_drift.build_request
        state = self.client.rest.json(build(*self.place, body=body))
        future = DSSFuture.from_resp(self.client, state, DataDriftResult)
        return future.wait_for_result() if wait else future

    def compute_drift(
        self, reference: Any = None, drift_params: DriftParams | None = None, wait: bool = True
    ) -> Any:
        """Computes drift of data and predictions. Needs DSS 12.6.

        Operation: `model_evaluation_compute_drift`.

        Args:
            reference: what to compare with: an evaluation, details of a version of a saved model,
                or the full identifier of one; None for the data that the model was trained on.
            drift_params: how; None for the settings of DSS.
            wait: whether to wait for it.

        Returns:
            A :class:`DriftResult`, or the task if `wait` is False.
        """
        from dataikuapi.dss.drift import DriftResult

        body = {
            "referenceId": _reference(reference),
            "driftParams": drift_params.data if drift_params else None,
        }
        build = api.model_evaluation.model_evaluation_compute_drift.build_request
        state = self.client.rest.json(build(*self.place, body=body))
        future = DSSFuture.from_resp(self.client, state, DriftResult)
        return future.wait_for_result() if wait else future

    def get_sample_df(self) -> Any:
        """Reads the rows that the evaluation was made on. Needs the package pandas here.

        Operation: `model_evaluation_download_sample` and `model_evaluation_download_schema`.

        Returns:
            A data frame of pandas.
        """
        from importlib import import_module
        from io import BytesIO

        pandas = import_module("pandas")
        operations = api.model_evaluation
        rows = operations.model_evaluation_download_sample.build_request(*self.place)
        columns = operations.model_evaluation_download_schema.build_request(*self.place)
        with self.client.rest.stream(rows) as stream:
            packed = stream.read()
        with self.client.rest.stream(columns) as stream:
            schema = json.loads(stream.read())
        names = [column["name"] for column in schema["columns"]]
        return pandas.read_csv(
            BytesIO(packed), compression="gzip", sep="\t", header=None, names=names
        )


class DSSEvaluationFullInfo:
    """What is known of an evaluation. Get it from :meth:`DSSEvaluation.get_full_info`.

    Attributes:
        evaluation: the evaluation.
        full_info: all that DSS told.
        metrics: the metrics by name.
        creation_date: when it was made, in milliseconds since the epoch.
        full_id: full identifier of the evaluation.
        model_full_id: full identifier of the model, or None.
        prediction_type: what the model predicts, or None.
        prediction_variable: column of the predictions, or None.
        target_variable: column of what is right, or None.
        has_model: whether DSS knows the model.
        user_meta: name and labels; what is changed is kept by :meth:`save_user_meta`.
    """

    def __init__(self, evaluation: DSSEvaluation, full_info: dict[str, Any]) -> None:
        self.evaluation = evaluation
        self.full_info = full_info
        told: dict[str, Any] = full_info["evaluation"]
        self.metrics: dict[str, Any] = full_info["metrics"]
        self.creation_date: int = told["created"]
        self.full_id: str = told["ref"]["fullId"]
        model: dict[str, Any] = told.get("modelRef") or {}
        self.model_full_id: str | None = model.get("fullId")
        self.prediction_type: str | None = told.get("predictionType")
        self.prediction_variable: str | None = told.get("predictionVariable")
        self.target_variable: str | None = told.get("targetVariable")
        self.has_model: bool | None = told.get("hasModel")
        self.user_meta: dict[str, Any] = told["userMeta"]

    def get_raw(self) -> dict[str, Any]:
        """Gives all that DSS told.

        Returns:
            The dict itself.
        """
        return self.full_info

    def save_user_meta(self) -> str:
        """Keeps `user_meta`, changed.

        Operation: `model_evaluation_update_user_meta`.

        Returns:
            What DSS answers; nothing of use.
        """
        return self.evaluation.client.rest.text(
            api.model_evaluation.model_evaluation_update_user_meta.build_request(
                *self.evaluation.place, body=self.user_meta
            )
        )


class DSSTimeSeriesModelEvaluationFullInfo(DSSEvaluationFullInfo):
    """What is known of an evaluation of a forecast.

    Get it from :meth:`DSSEvaluation.get_full_info`.
    """

    @property
    def model_evaluation(self) -> DSSEvaluation:
        """The evaluation."""
        return self.evaluation

    def get_per_timeseries_metrics(self) -> dict[str, Any]:
        """Reads how good the forecast of each series is.

        Operation: `model_evaluation_get_timeseries_metrics`.

        Returns:
            The metrics by series.
        """
        build = api.model_evaluation.model_evaluation_get_timeseries_metrics.build_request
        return dict(self.evaluation.client.rest.json(build(*self.evaluation.place)))
