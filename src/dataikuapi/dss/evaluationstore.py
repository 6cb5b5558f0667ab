# Derived by `tox -e generate` from src/dataikuapi/aio/dss/evaluationstore.py. Do not edit.
"""Evaluation stores: where evaluations of models are kept over time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_list
from dataikuapi._lazy import lazy
from dataikuapi._saving import Saving
from dataikuapi.dss._zoned import Zoned
from dataikuapi.dss.evaluation import DSSEvaluation
from dataikuapi.dss.evaluationvalues import LabelDefinition, MetricDefinition
from dataikuapi_rest import api
from dataikuapi_rest.operation import UNSET

if TYPE_CHECKING:
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi.dss.evaluation import (
        DSSEvaluationFullInfo as DSSEvaluationFullInfo,
    )
    from dataikuapi.dss.evaluation import (
        DSSTimeSeriesModelEvaluationFullInfo as DSSTimeSeriesModelEvaluationFullInfo,
    )
    from dataikuapi.dss.job import DSSJob
    from dataikuapi.dss.metrics import ComputedMetrics
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        EvaluationStoreChecksReport,
        EvaluationStoreMetricsReport,
        MetricHistory,
        ModelEvaluation,
        SavedModelUsage,
    )

# Scripts import these from here.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSEvaluationFullInfo": "dataikuapi.dss.evaluation",
            "DSSTimeSeriesModelEvaluationFullInfo": "dataikuapi.dss.evaluation",
        },
    )


class DSSEvaluationStoreSettings:
    """Settings of an evaluation store.

    Get it from :meth:`DSSEvaluationStore.get_settings`.

    Attributes:
        evaluation_store: the store.
        settings: the settings, as DSS keeps them.
    """

    def __init__(self, evaluation_store: DSSEvaluationStore, settings: dict[str, Any]) -> None:
        self.evaluation_store = evaluation_store
        self.settings = settings

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as DSS keeps them.

        Returns:
            The dict itself.
        """
        return self.settings

    def save(self, *, force: bool | None = None) -> None:
        """Keeps the settings in DSS.

        Operation: `evaluation_store_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        store = self.evaluation_store
        read = api.evaluation_store.evaluation_store_get.build_request(*store.place)
        with Saving(store.client.rest, read, self.settings, force):
            store.client.rest.empty(
                api.evaluation_store.evaluation_store_update.build_request(
                    *store.place, body=self.settings
                )
            )


class DSSEvaluationStore(Zoned):
    """An evaluation store. Get it from :meth:`DSSProject.get_evaluation_store`.

    Attributes:
        client: the client that made this handle.
        project: the project of the store.
        project_key: key of that project.
        evaluation_store_id: identifier of the store.
    """

    MetricDefinition = MetricDefinition
    LabelDefinition = LabelDefinition

    def __init__(self, client: DSSClient, project_key: str, evaluation_store_id: str) -> None:
        self.client = client
        self.project: DSSProject = client.get_project(project_key)
        self.project_key = project_key
        self.evaluation_store_id = evaluation_store_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.id}>"

    @property
    def id(self) -> str:
        """Identifier of the store."""
        return self.evaluation_store_id

    @property
    def place(self) -> tuple[str, str]:
        """What names the store in paths: project and store."""
        return self.project_key, self.evaluation_store_id

    def _fetch_settings(self) -> dict[str, Any]:
        request = api.evaluation_store.evaluation_store_get.build_request(*self.place)
        return dict(self.client.rest.json(request))

    def get_settings(self) -> DSSEvaluationStoreSettings:
        """Reads the settings of the store.

        Operation: `evaluation_store_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such store.
        """
        return DSSEvaluationStoreSettings(self, self._fetch_settings())

    def _fetch_ids(self) -> list[str]:
        request = api.model_evaluation.model_evaluation_list.build_request(*self.place)
        found: Any = self.client.rest.json(request)
        return [each["ref"]["evaluationId"] for each in found]

    def _fetch_latest_evaluation_id(self) -> str:
        request = api.evaluation_store.evaluation_store_get_latest.build_request(*self.place)
        return self.client.rest.text(request)

    def list_evaluations(self) -> list[DSSEvaluation]:
        """Lists the evaluations in the store, oldest first.

        Operation: `model_evaluation_list`.

        Returns:
            Their handles.
        """
        return [DSSEvaluation(self, each) for each in self._fetch_ids()]

    def get_evaluation(self, evaluation_id: str) -> DSSEvaluation:
        """Gives the handle of an evaluation; nothing is asked of DSS.

        Args:
            evaluation_id: identifier of the evaluation.

        Returns:
            The handle.
        """
        return DSSEvaluation(self, evaluation_id)

    def get_latest_evaluation(self) -> DSSEvaluation | None:
        """Finds the latest evaluation.

        Operation: `evaluation_store_get_latest`.

        Returns:
            Its handle; None if the store is empty.
        """
        latest = self._fetch_latest_evaluation_id()
        return DSSEvaluation(self, latest) if latest else None

    def delete_evaluations(
        self, evaluations: Iterable[DSSEvaluation | Mapping[str, Any] | str]
    ) -> None:
        """Deletes evaluations.

        Operation: `model_evaluation_delete`.

        Args:
            evaluations: handles, dicts with `evaluation_id`, or identifiers.
        """
        ids: list[str] = []
        for each in check_list("evaluations", evaluations):
            if isinstance(each, DSSEvaluation):
                ids.append(each.evaluation_id)
            else:
                ids.append(each if isinstance(each, str) else each["evaluation_id"])
        self.client.rest.json(
            api.model_evaluation.model_evaluation_delete.build_request(*self.place, body=ids)
        )

    def build(
        self,
        job_type: str = "NON_RECURSIVE_FORCED_BUILD",
        wait: bool = True,
        no_fail: bool = False,
    ) -> DSSJob:
        """Starts a job that adds an evaluation.

        Operation: `job_start`, then `job_get`.

        Args:
            job_type: `RECURSIVE_BUILD`, `NON_RECURSIVE_FORCED_BUILD` or `RECURSIVE_FORCED_BUILD`.
            wait: whether to wait until the job ends.
            no_fail: whether a job that fails raises nothing.

        Returns:
            The job.
        """
        job = self.project.new_job(job_type)
        job.with_output(self.id, object_type="MODEL_EVALUATION_STORE")
        return job.start_and_wait(no_fail) if wait else job.start()

    def get_usages(self) -> list[SavedModelUsage]:
        """Lists what uses the store.

        Operation: `evaluation_store_get_usages`.

        Returns:
            The usages.
        """
        return self.client.rest.json(
            api.evaluation_store.evaluation_store_get_usages.build_request(*self.place)
        )

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions on the store; nothing is asked of DSS.

        Returns:
            The handle.
        """
        kind = "MODEL_EVALUATION_STORE"
        return self.client.get_object_discussions(self.project_key, kind, self.id)

    def delete(self) -> None:
        """Deletes the store with its evaluations.

        Operation: `evaluation_store_delete`.
        """
        self.client.rest.empty(
            api.evaluation_store.evaluation_store_delete.build_request(*self.place)
        )

    def get_last_metric_values(self) -> ComputedMetrics:
        """Reads the metrics of the latest evaluation.

        Operation: `evaluation_store_get_last_metrics`.

        Returns:
            The metrics.
        """
        from dataikuapi.dss.metrics import ComputedMetrics

        request = api.evaluation_store.evaluation_store_get_last_metrics.build_request(*self.place)
        return ComputedMetrics(self.client.rest.json(request))

    def get_metric_history(self, metric: str | Mapping[str, Any]) -> MetricHistory:
        """Reads the values of a metric over time.

        Operation: `evaluation_store_get_metric_history`.

        Args:
            metric: identifier of the metric, or a dict that describes it.

        Returns:
            A dict whose member `values` lists them, oldest first.
        """
        lookup = metric if isinstance(metric, str) else json.dumps(dict(metric))
        return self.client.rest.json(
            api.evaluation_store.evaluation_store_get_metric_history.build_request(
                *self.place, metric_lookup=lookup
            )
        )

    def compute_metrics(
        self, metric_ids: Sequence[str] | None = None, probes: Mapping[str, Any] | None = None
    ) -> EvaluationStoreMetricsReport:
        """Computes metrics of the latest evaluation.

        Operation: `evaluation_store_compute_metrics` or
        `evaluation_store_compute_metrics_from_ids`.

        Args:
            metric_ids: identifiers of the metrics; None for all of the store.
            probes: what computes metrics, instead.

        Returns:
            What was computed.
        """
        operations = api.evaluation_store
        if metric_ids is not None:
            request = operations.evaluation_store_compute_metrics_from_ids.build_request(
                *self.place, body={"metricIds": check_list("metric_ids", metric_ids)}
            )
            return self.client.rest.json(request)
        body = UNSET if probes is None else probes
        return self.client.rest.json(
            operations.evaluation_store_compute_metrics.build_request(*self.place, body=body)
        )

    def run_checks(
        self, evaluation_id: str = "", checks: Mapping[str, Any] | None = None
    ) -> EvaluationStoreChecksReport:
        """Runs checks on an evaluation.

        Operation: `evaluation_store_run_checks`.

        Args:
            evaluation_id: identifier of the evaluation; empty for the latest.
            checks: a dict whose member `checks` lists them; None for those of the store.

        Returns:
            How they went.
        """
        return self.client.rest.json(
            api.evaluation_store.evaluation_store_run_checks.build_request(
                *self.place,
                body=UNSET if checks is None else checks,
                evaluation_id=evaluation_id,
            )
        )

    def add_custom_evaluation(
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
        body = {
            "evaluationId": evaluation_id,
            "name": name,
            "metrics": check_list("metrics", metrics),
            "labels": None if labels is None else check_list("labels", labels),
            "fullModelId": getattr(model, "full_id", model),
        }
        return self.client.rest.json(
            api.model_evaluation.model_evaluation_create.build_request(*self.place, body=body)
        )
