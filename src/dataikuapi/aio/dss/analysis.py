"""Visual analyses: a script on a dataset, and the ML tasks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi._lazy import lazy
from dataikuapi._members import sub_dict
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi.aio.dss._ml.taskcreation import made
from dataikuapi.dss._ml import taskbodies
from dataikuapi.dss._ml.split import built
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.analysissteps import AppliesToStepBuilder as AppliesToStepBuilder
    from dataikuapi.dss.analysissteps import DSSAnalysisStepBuilder as DSSAnalysisStepBuilder
    from dataikuapi.dss.analysissteps import DSSFormulaStepBuilder as DSSFormulaStepBuilder
    from dataikuapi.dss.analysissteps import FilterAndFlagStepBuilder as FilterAndFlagStepBuilder
    from dataikuapi.dss.analysissteps import (
        FilterOnBadTypeStepBuilder as FilterOnBadTypeStepBuilder,
    )
    from dataikuapi.dss.analysissteps import FilterOnValueStepBuilder as FilterOnValueStepBuilder
    from dataikuapi.dss.analysissteps import RemoveRowsStepBuilder as RemoveRowsStepBuilder
    from dataikuapi_rest.dicts import Analysis, MlTaskList

# Scripts import the builders of steps from here.
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        dict.fromkeys(
            (
                "AppliesToStepBuilder",
                "DSSAnalysisStepBuilder",
                "DSSFormulaStepBuilder",
                "FilterAndFlagStepBuilder",
                "FilterOnBadTypeStepBuilder",
                "FilterOnValueStepBuilder",
                "RemoveRowsStepBuilder",
            ),
            "dataikuapi.dss.analysissteps",
        ),
    )


class AsyncDSSAnalysisDefinition:
    """Definition of a visual analysis. Get it from :meth:`AsyncDSSAnalysis.get_definition`.

    Attributes:
        analysis: the analysis.
        acp: the definition, as DSS keeps it.
    """

    def __init__(self, analysis: AsyncDSSAnalysis, acp: dict[str, Any]) -> None:
        self.analysis = analysis
        self.acp = acp

    def get_raw(self) -> dict[str, Any]:
        """Gives the definition as DSS keeps it.

        Returns:
            The dict itself.
        """
        return self.acp

    def get_raw_script(self) -> dict[str, Any]:
        """Gives the script.

        Returns:
            The dict itself.
        """
        script = sub_dict(self.acp, "script")
        script.setdefault("steps", [])
        return script

    def get_raw_script_steps(self) -> list[dict[str, Any]]:
        """Gives the steps of the script.

        Returns:
            The list itself.
        """
        return self.get_raw_script()["steps"]

    def get_raw_script_sampling(self) -> dict[str, Any]:
        """Gives on which sample of the rows the script is shown.

        Returns:
            The dict itself.
        """
        return sub_dict(self.get_raw_script(), "explorationSampling")

    async def save(self, *, force: bool | None = None) -> None:
        """Keeps the definition in DSS.

        Operation: `analysis_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        read = api.analysis.analysis_get.build_request(
            self.analysis.project_key, self.analysis.analysis_id
        )
        async with AsyncSaving(self.analysis.client.rest, read, self.acp, force):
            await self.analysis.set_definition(self)

    def add_step(self, step: DSSAnalysisStepBuilder | dict[str, Any]) -> None:
        """Adds a step to the end of the script.

        Args:
            step: the step, a dict or a builder.
        """
        self.get_raw_script_steps().append(built(step))

    def set_script_sampling_selection(self, selection: Any) -> None:
        """Sets the sample of the rows that the script is shown on.

        Args:
            selection: the sample, a dict or a builder.
        """
        self.get_raw_script_sampling()["selection"] = built(selection)


class AsyncDSSAnalysis:
    """A visual analysis. Get it from :meth:`AsyncDSSProject.get_analysis`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        analysis_id: identifier of the analysis.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, analysis_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.analysis_id = analysis_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.analysis_id}>"

    async def delete(self, drop_data: bool = False) -> None:
        """Deletes the analysis with its ML tasks and their models; saved models stay.

        Operation: `analysis_delete`.

        Args:
            drop_data: not used: an analysis has no data of its own.
        """
        await self.client.rest.empty(
            api.analysis.analysis_delete.build_request(self.project_key, self.analysis_id)
        )

    async def get_definition(self) -> AsyncDSSAnalysisDefinition:
        """Reads the definition of the analysis.

        Operation: `analysis_get`.

        Returns:
            The definition.

        Raises:
            DSSNotFound: there is no such analysis.
        """
        raw = await self.client.rest.json(
            api.analysis.analysis_get.build_request(self.project_key, self.analysis_id)
        )
        return AsyncDSSAnalysisDefinition(self, dict(raw))

    async def set_definition(
        self, definition: AsyncDSSAnalysisDefinition | Mapping[str, Any]
    ) -> Analysis:
        """Replaces the definition of the analysis.

        Operation: `analysis_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed; or a dict.

        Returns:
            What DSS answers: the definition as it is kept.
        """
        if isinstance(definition, AsyncDSSAnalysisDefinition):
            definition = definition.get_raw()
        return await self.client.rest.json(
            api.analysis.analysis_update.build_request(
                self.project_key, self.analysis_id, body=check_dict("definition", definition)
            )
        )

    async def _create(self, body: dict[str, Any], wait_guess_complete: bool) -> AsyncDSSMLTask:
        reference = await self.client.rest.json(
            api.analysis.analysis_create_ml_task.build_request(
                self.project_key, self.analysis_id, body=body
            )
        )
        return await made(
            self.client, self.project_key, self.analysis_id, reference, wait_guess_complete
        )

    async def create_prediction_ml_task(
        self,
        target_variable: str,
        ml_backend_type: str = "PY_MEMORY",
        guess_policy: str = "DEFAULT",
        prediction_type: str | None = None,
        wait_guess_complete: bool = True,
    ) -> AsyncDSSMLTask:
        """Makes an ML task in this analysis that predicts.

        Operation: `analysis_create_ml_task`, then `ml_task_get_status`.

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
        body = taskbodies.prediction(
            target_variable, ml_backend_type, guess_policy, prediction_type
        )
        return await self._create(body, wait_guess_complete)

    async def create_clustering_ml_task(
        self,
        ml_backend_type: str = "PY_MEMORY",
        guess_policy: str = "KMEANS",
        wait_guess_complete: bool = True,
    ) -> AsyncDSSMLTask:
        """Makes an ML task in this analysis that clusters.

        Operation: `analysis_create_ml_task`, then `ml_task_get_status`.

        Args:
            ml_backend_type: what trains: `PY_MEMORY`, `MLLIB` or `H2O`.
            guess_policy: `KMEANS` or `ANOMALY_DETECTION`.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.
        """
        body = taskbodies.clustering(ml_backend_type, guess_policy)
        return await self._create(body, wait_guess_complete)

    async def create_timeseries_forecasting_ml_task(
        self,
        target_variable: str,
        time_variable: str,
        timeseries_identifiers: Sequence[str] | None = None,
        guess_policy: str = "TIMESERIES_DEFAULT",
        wait_guess_complete: bool = True,
    ) -> AsyncDSSMLTask:
        """Makes an ML task in this analysis that forecasts.

        Operation: `analysis_create_ml_task`, then `ml_task_get_status`.

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
        body = taskbodies.forecasting(
            target_variable, time_variable, timeseries_identifiers, guess_policy
        )
        return await self._create(body, wait_guess_complete)

    async def create_multi_target_prediction_ml_task(
        self,
        target_variables: Sequence[str],
        guess_policy: str = "MULTI_TARGET_DEFAULT",
        wait_guess_complete: bool = True,
    ) -> AsyncDSSMLTask:
        """Makes an ML task in this analysis that predicts several targets at once.

        Operation: `analysis_create_ml_task`, then `ml_task_get_status`.

        Args:
            target_variables: the targets, columns.
            guess_policy: how settings are guessed.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.
        """
        body = taskbodies.multi_target(target_variables, guess_policy)
        return await self._create(body, wait_guess_complete)

    async def create_causal_prediction_ml_task(
        self,
        outcome_variable: str,
        treatment_variable: str,
        prediction_type: str | None = None,
        wait_guess_complete: bool = True,
    ) -> AsyncDSSMLTask:
        """Makes an ML task in this analysis that predicts the effect of a treatment.

        Operation: `analysis_create_ml_task`, then `ml_task_get_status`.

        Args:
            outcome_variable: the outcome, a column.
            treatment_variable: the treatment, a column.
            prediction_type: `CAUSAL_BINARY_CLASSIFICATION` or `CAUSAL_REGRESSION`; None to guess.
            wait_guess_complete: whether to wait until the settings are guessed.

        Returns:
            The ML task.
        """
        body = taskbodies.causal(outcome_variable, treatment_variable)
        if prediction_type is not None:
            body["predictionType"] = prediction_type
        return await self._create(body, wait_guess_complete)

    async def list_ml_tasks(self) -> MlTaskList:
        """Lists the ML tasks in this analysis.

        Operation: `analysis_list_ml_tasks`.

        Returns:
            A dict whose member `mlTasks` lists them, each with its `mlTaskId`.
        """
        return await self.client.rest.json(
            api.analysis.analysis_list_ml_tasks.build_request(self.project_key, self.analysis_id)
        )

    def get_ml_task(self, mltask_id: str) -> AsyncDSSMLTask:
        """Gives the handle of an ML task in this analysis; nothing is asked of DSS.

        Args:
            mltask_id: identifier of the ML task.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask

        return AsyncDSSMLTask(self.client, self.project_key, self.analysis_id, mltask_id)
