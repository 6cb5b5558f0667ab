"""ML tasks: what is to be learnt, and the models that were trained for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_list, check_str
from dataikuapi._errors import DSSFutureLost, DSSNotFound
from dataikuapi._listing import identity
from dataikuapi._progress import shown
from dataikuapi._training import phase_of, task_of_model
from dataikuapi._wait import OnUpdate, Phase, PollPolicy, check_wait
from dataikuapi.aio._poll import clock_of, poll
from dataikuapi.aio.dss._ml.taskmodels import AsyncTaskModels
from dataikuapi_rest import api
from dataikuapi_rest.operation import UNSET

if TYPE_CHECKING:
    from dataikuapi.aio.dss._ml.causalsettings import AsyncDSSCausalPredictionMLTaskSettings
    from dataikuapi.aio.dss._ml.forecastsettings import AsyncDSSTimeseriesForecastingMLTaskSettings
    from dataikuapi.aio.dss._ml.predictionsettings import (
        AsyncDSSClusteringMLTaskSettings,
        AsyncDSSMultiTargetPredictionMLTaskSettings,
        AsyncDSSPredictionMLTaskSettings,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import MlTaskSession

logger = logging.getLogger("dataikuapi.dss.ml")
ENSEMBLES = ("AVERAGE", "PROBA_AVERAGE", "MEDIAN", "VOTE", "LINEAR_MODEL", "LOGISTIC_MODEL")
_REGUESS = {"TARGET_CHANGE": False, "FULL_REGUESS": True}


class AsyncDSSMLTask(AsyncTaskModels):
    """An ML task in a visual analysis.

    Get it from :meth:`AsyncDSSProject.get_ml_task`, or make one with
    :meth:`AsyncDSSProject.create_prediction_ml_task` and the like.

    Example:
        task = await project.create_prediction_ml_task("customers", "churn")
        models = await task.train(session_name="first", timeout=3600)
        details = await task.get_trained_model_details(models[0])
        print(details.get_performance_metrics()["auc"])

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        analysis_id: identifier of the analysis.
        mltask_id: identifier of the ML task.
    """

    def __init__(
        self, client: AsyncDSSClient, project_key: str, analysis_id: str, mltask_id: str
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.analysis_id = analysis_id
        self.mltask_id = mltask_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.analysis_id}.{self.mltask_id}>"

    @staticmethod
    def from_full_model_id(
        client: AsyncDSSClient, fmi: str, project_key: str | None = None
    ) -> AsyncDSSMLTask:
        """Makes the handle of the ML task that a model was trained in; nothing is asked of DSS.

        Args:
            client: the client.
            fmi: full identifier of the model.
            project_key: key of the project; None for the one that the identifier names, which is
                another one in a copy of a project.

        Returns:
            The handle.

        Raises:
            DataikuException: it is no identifier of a model in an ML task.
        """
        key, analysis_id, mltask_id = task_of_model(check_str("fmi", fmi))
        return AsyncDSSMLTask(client, project_key or key, analysis_id, mltask_id)

    async def delete(self) -> dict[str, Any]:
        """Deletes the ML task with its models; saved models stay.

        Operation: `ml_task_delete`.

        Returns:
            What DSS answers.
        """
        return dict(
            await self.client.rest.json(api.ml_task.ml_task_delete.build_request(*self._place))
        )

    async def _wait(
        self,
        work: str,
        timeout: float | None,
        on_update: OnUpdate | None,
        progress: bool,
        poll_policy: PollPolicy | None,
    ) -> None:
        """Waits until the status says that some work is done."""
        states: list[dict[str, Any]] = []

        async def look(elapsed: float, left: float | None, /) -> dict[str, Any]:
            request = api.ml_task.ml_task_get_status.build_request(*self._place)
            try:
                state = dict(await self.client.rest.within(left).json(request))
            except DSSNotFound as error:
                if not states:
                    raise
                text = f"ML task {self.mltask_id} was deleted while it was {work}"
                raise DSSFutureLost(
                    text, state=states[0], job_id=self.mltask_id, elapsed=elapsed
                ) from error
            states[:] = [state]
            return state

        what = f"{work} of ML task {self.mltask_id}"
        phase: Callable[[Mapping[str, Any]], Phase] = phase_of(work)
        with shown(progress, what, on_update) as update:
            await poll(
                look,
                phase,
                what=what,
                job_id=self.mltask_id,
                clock=clock_of(self.client),
                policy=poll_policy or PollPolicy(),
                timeout=timeout,
                on_update=update,
            )

    async def wait_guess_complete(
        self,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> None:
        """Waits until the settings are guessed.

        Operation: `ml_task_get_status`, again and again.

        Args:
            timeout: seconds to wait at most; None for no limit.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            poll_policy: how often to ask.

        Raises:
            DSSNotFound: there is no such ML task.
            DSSFutureLost: the ML task was deleted, or DSS does not tell whether it guesses.
            DSSFutureTimeout: it was not done in time.
        """
        await self._wait("guessing", timeout, on_update, progress, poll_policy)

    async def get_settings(
        self,
    ) -> (
        AsyncDSSPredictionMLTaskSettings
        | AsyncDSSClusteringMLTaskSettings
        | AsyncDSSTimeseriesForecastingMLTaskSettings
        | AsyncDSSCausalPredictionMLTaskSettings
        | AsyncDSSMultiTargetPredictionMLTaskSettings
    ):
        """Reads the settings of the ML task.

        Operation: `ml_task_get_settings`.

        Returns:
            The settings, of the class for what the ML task does.

        Raises:
            ValueError: it predicts something that this package does not know.
        """
        request = api.ml_task.ml_task_get_settings.build_request(*self._place)
        raw: dict[str, Any] = dict(await self.client.rest.json(request))
        from dataikuapi.aio.dss import ml

        if raw["taskType"] != "PREDICTION":
            return ml.AsyncDSSClusteringMLTaskSettings(self.client, *self._place, raw)
        kind = {
            "TIMESERIES_FORECAST": ml.AsyncDSSTimeseriesForecastingMLTaskSettings,
            "CAUSAL_BINARY_CLASSIFICATION": ml.AsyncDSSCausalPredictionMLTaskSettings,
            "CAUSAL_REGRESSION": ml.AsyncDSSCausalPredictionMLTaskSettings,
            "MULTI_TARGET_REGRESSION": ml.AsyncDSSMultiTargetPredictionMLTaskSettings,
        }.get(raw["predictionType"], ml.AsyncDSSPredictionMLTaskSettings)
        return kind(self.client, *self._place, raw)

    async def train(
        self,
        session_name: str | None = None,
        session_description: str | None = None,
        run_queue: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> list[str]:
        """Trains a model for each algorithm that is enabled, and waits for all of them.

        Operation: `ml_task_train`, then `ml_task_get_status` again and again.

        Args:
            session_name: name of the session.
            session_description: description of the session.
            run_queue: whether sessions that wait in the queue are trained after it.
            timeout: seconds to wait at most; None for no limit. The training goes on.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            poll_policy: how often to ask.

        Returns:
            The full identifiers of the models, also of those that failed: `trainInfo.state` of
            their snippets tells.

        Raises:
            DSSFutureLost: the ML task was deleted, or DSS does not tell whether it trains.
            DSSFutureTimeout: it was not done in time.
        """
        check_wait(timeout, poll_policy, on_update)
        session = await self.start_train(session_name, session_description, run_queue)
        await self._wait("training", timeout, on_update, progress, poll_policy)
        return await self.get_trained_models_ids(session_id=session.get("sessionId"))

    async def ensemble(
        self,
        model_ids: Sequence[str],
        method: str,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> str:
        """Makes a model that combines others, and waits for it.

        Operation: `ml_task_create_ensemble`, then `ml_task_get_status` again and again.

        Args:
            model_ids: full identifiers of the models.
            method: `AVERAGE`, `PROBA_AVERAGE`, `MEDIAN`, `VOTE`, `LINEAR_MODEL` or
                `LOGISTIC_MODEL`.
            timeout: seconds to wait at most; None for no limit. The training goes on.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            poll_policy: how often to ask.

        Returns:
            Full identifier of the model.

        Raises:
            ValueError: no model is given, or there is no such method.
            DSSFutureLost: the ML task was deleted, or DSS does not tell whether it trains.
            DSSFutureTimeout: it was not done in time.
        """
        check_wait(timeout, poll_policy, on_update)
        model_id = await self.start_ensembling(model_ids, method)
        await self._wait("training", timeout, on_update, progress, poll_policy)
        return model_id

    async def start_train(
        self,
        session_name: str | None = None,
        session_description: str | None = None,
        run_queue: bool = False,
    ) -> MlTaskSession:
        """Starts to train a model for each algorithm that is enabled.

        Operation: `ml_task_train`.

        Args:
            session_name: name of the session.
            session_description: description of the session.
            run_queue: whether sessions that wait in the queue are trained after it.

        Returns:
            A dict with `sessionId`, for :meth:`get_trained_models_ids`.
        """
        body = {
            "sessionName": session_name,
            "sessionDescription": session_description,
            "runQueue": run_queue,
        }
        return await self.client.rest.json(
            api.ml_task.ml_task_train.build_request(*self._place, body=body)
        )

    async def start_ensembling(self, model_ids: Sequence[str], method: str) -> str:
        """Starts to make a model that combines others.

        Operation: `ml_task_create_ensemble`.

        Args:
            model_ids: full identifiers of the models.
            method: `AVERAGE`, `PROBA_AVERAGE`, `MEDIAN`, `VOTE`, `LINEAR_MODEL` or
                `LOGISTIC_MODEL`.

        Returns:
            Full identifier of the model.

        Raises:
            ValueError: no model is given, or there is no such method.
        """
        models = check_list("model_ids", model_ids)
        if not models:
            raise ValueError("The list of models to ensemble must not be empty")
        if method not in ENSEMBLES:
            raise ValueError(f"method must be one of {', '.join(ENSEMBLES)}, not {method!r}")
        request = api.ml_task.ml_task_create_ensemble.build_request(
            *self._place, body={"method": method, "modelsIds": models}
        )
        answer = await self.client.rest.json(request)
        return identity(request.operation, answer, "id")

    async def wait_train_complete(
        self,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> None:
        """Waits until nothing is trained any more.

        Operation: `ml_task_get_status`, again and again.

        Args:
            timeout: seconds to wait at most; None for no limit. The training goes on.
            on_update: function called with each status.
            progress: whether to show a progress bar.
            poll_policy: how often to ask.

        Raises:
            DSSNotFound: there is no such ML task.
            DSSFutureLost: the ML task was deleted, or DSS does not tell whether it trains.
            DSSFutureTimeout: it was not done in time.
        """
        await self._wait("training", timeout, on_update, progress, poll_policy)

    async def train_queue(self) -> MlTaskSession:
        """Starts to train the sessions that wait in the queue, until it is empty or paused.

        Operation: `ml_task_train_queue`.

        Returns:
            A dict with the `sessionId` of the session that is next.
        """
        return await self.client.rest.json(
            api.ml_task.ml_task_train_queue.build_request(*self._place)
        )

    async def remove_unused_splits(self) -> None:
        """Deletes the splits of rows that no model needs.

        Operation: `ml_task_remove_unused_splits`.
        """
        await self.client.rest.empty(
            api.ml_task.ml_task_remove_unused_splits.build_request(*self._place)
        )

    async def remove_all_splits(self) -> None:
        """Deletes all splits of rows, to save space; the models can no longer be combined then.

        Operation: `ml_task_remove_all_splits`.
        """
        await self.client.rest.empty(
            api.ml_task.ml_task_remove_all_splits.build_request(*self._place)
        )

    async def guess(
        self,
        prediction_type: str | None = None,
        reguess_level: str | None = None,
        target_variable: str | None = None,
        timeseries_identifiers: list[str] | None = None,
        time_variable: str | None = None,
        full_reguess: bool | None = None,
        target_variables: list[str] | None = None,
    ) -> None:
        """Guesses the settings again, all of them or after a change; give one change at most.

        Operation: `ml_task_guess`.

        Args:
            prediction_type: the new type of prediction.
            reguess_level: older form of `full_reguess`: `TARGET_CHANGE` or `FULL_REGUESS`.
            target_variable: the new target.
            timeseries_identifiers: the new columns that tell series apart.
            time_variable: the new column that holds the moments.
            full_reguess: whether all settings are guessed after a change, and not only those
                that depend on it; None for all.
            target_variables: the new targets of a task with several.

        Raises:
            ValueError: there is no such level.
        """
        if full_reguess is None and reguess_level is not None:
            if reguess_level not in _REGUESS:
                raise ValueError(f"Unsupported value for 'reguess_level': {reguess_level}")
            logger.info("'reguess_level' is deprecated, use 'full_reguess' instead")
            full_reguess = _REGUESS[reguess_level]
        await self.client.rest.empty(
            api.ml_task.ml_task_guess.build_request(
                *self._place,
                prediction_type=prediction_type,
                timeseries_identifiers=timeseries_identifiers or UNSET,
                time_variable=time_variable,
                target_variable=target_variable,
                target_variables=target_variables or UNSET,
                full_reguess=full_reguess,
            )
        )
