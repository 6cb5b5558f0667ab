"""Models of a project: saved models, evaluation stores, comparisons, experiments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api
from dataikuapi_rest.operation import UNSET

if TYPE_CHECKING:
    from dataikuapi.aio.dss.evaluationcomparison import AsyncDSSEvaluationComparison
    from dataikuapi.aio.dss.evaluationstore import AsyncDSSEvaluationStore
    from dataikuapi.aio.dss.mlflow import AsyncDSSMLflowExtension
    from dataikuapi.aio.dss.modelcomparison import AsyncDSSModelComparison
    from dataikuapi.aio.dss.modelevaluationstore import AsyncDSSModelEvaluationStore
    from dataikuapi.aio.dss.savedmodel import AsyncDSSSavedModel
    from dataikuapi.dss_plugin_mlflow.utils import MLflowHandle
    from dataikuapi_rest.dicts import (
        EvaluationComparison,
        EvaluationStoreListItem,
        SavedModelListItem,
    )


class AsyncProjectModels(AsyncProjectBase):
    """Methods on the models of a project."""

    async def list_saved_models(self, include_shared: bool = False) -> list[SavedModelListItem]:
        """Lists the saved models of this project.

        Operation: `saved_model_list`.

        Args:
            include_shared: whether those that other projects share with it are listed, too.

        Returns:
            The models, each with `id` and `name`.
        """
        return await self.client.rest.json(
            api.saved_model.saved_model_list.build_request(self.project_key, foreign=include_shared)
        )

    def get_saved_model(self, sm_id: str) -> AsyncDSSSavedModel:
        """Gives the handle of a saved model; nothing is asked of DSS.

        Args:
            sm_id: identifier of the model, which is not its name.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.savedmodel import AsyncDSSSavedModel

        return AsyncDSSSavedModel(self.client, self.project_key, sm_id)

    async def _create_saved_model(self, kind: str, name: str, **more: Any) -> AsyncDSSSavedModel:
        body = {"savedModelType": kind, **more, "name": check_str("name", name)}
        request = api.saved_model.saved_model_create.build_request(self.project_key, body=body)
        answer = await self.client.rest.json(request)
        return self.get_saved_model(identity(request.operation, answer, "id"))

    async def create_mlflow_pyfunc_model(
        self, name: str, prediction_type: str | None = None
    ) -> AsyncDSSSavedModel:
        """Makes a saved model whose versions are models of MLflow.

        Operation: `saved_model_create`.

        Args:
            name: its name.
            prediction_type: `BINARY_CLASSIFICATION`, `MULTICLASS`, `REGRESSION` or `OTHER`; None
                for the last.

        Returns:
            The model, without a version.
        """
        return await self._create_saved_model("MLFLOW_PYFUNC", name, predictionType=prediction_type)

    async def create_finetuned_llm_saved_model(self, name: str) -> AsyncDSSSavedModel:
        """Makes a saved model whose versions are language models.

        Operation: `saved_model_create`.

        Args:
            name: its name.

        Returns:
            The model, without a version.
        """
        return await self._create_saved_model("LLM_GENERIC", name)

    async def create_external_model(
        self, name: str, prediction_type: str, configuration: Mapping[str, Any]
    ) -> AsyncDSSSavedModel:
        """Makes a saved model whose versions run elsewhere.

        Operation: `saved_model_create`.

        Args:
            name: its name.
            prediction_type: `BINARY_CLASSIFICATION`, `MULTICLASS` or `REGRESSION`.
            configuration: where the versions run: `protocol` (`sagemaker`, `azure-ml`,
                `vertex-ai`, `databricks`, ...), `connection` and others that depend on it.

        Returns:
            The model, without a version.
        """
        return await self._create_saved_model(
            "PROXY_MODEL",
            name,
            predictionType=prediction_type,
            proxyModelConfiguration=check_dict("configuration", configuration),
        )

    async def _fetch_evaluation_stores(self, flavor: str | None) -> list[EvaluationStoreListItem]:
        return await self.client.rest.json(
            api.evaluation_store.evaluation_store_list.build_request(
                self.project_key, flavor=flavor
            )
        )

    async def list_model_evaluation_stores(self) -> list[AsyncDSSEvaluationStore]:
        """Lists the evaluation stores of this project.

        Operation: `evaluation_store_list`.

        Returns:
            Their handles; those of models on tables are :class:`AsyncDSSModelEvaluationStore`.
        """
        return [
            self.get_model_evaluation_store(_store_id(each))
            if each.get("mesFlavor") == "TABULAR"
            else self.get_evaluation_store(_store_id(each))
            for each in await self._fetch_evaluation_stores(None)
        ]

    async def list_evaluation_stores(
        self, flavor: str | None = None
    ) -> list[AsyncDSSEvaluationStore]:
        """Lists the evaluation stores of this project.

        Operation: `evaluation_store_list`.

        Args:
            flavor: only those of this flavor: `TABULAR`, `LLM` or `AGENT`; None for all.

        Returns:
            Their handles.
        """
        found = await self._fetch_evaluation_stores(flavor)
        return [self.get_evaluation_store(_store_id(each)) for each in found]

    def get_model_evaluation_store(self, mes_id: str) -> AsyncDSSModelEvaluationStore:
        """Gives the handle of an evaluation store of models on tables; nothing is asked of DSS.

        Args:
            mes_id: identifier of the store.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.modelevaluationstore import AsyncDSSModelEvaluationStore

        return AsyncDSSModelEvaluationStore(self.client, self.project_key, mes_id)

    def get_evaluation_store(self, evaluation_store_id: str) -> AsyncDSSEvaluationStore:
        """Gives the handle of an evaluation store; nothing is asked of DSS.

        Args:
            evaluation_store_id: identifier of the store.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.evaluationstore import AsyncDSSEvaluationStore

        return AsyncDSSEvaluationStore(self.client, self.project_key, evaluation_store_id)

    async def _create_evaluation_store(self, name: str, flavor: str) -> str:
        body = {"projectKey": self.project_key, "name": check_str("name", name)}
        request = api.evaluation_store.evaluation_store_create.build_request(
            self.project_key, body=body, flavor=flavor
        )
        answer = await self.client.rest.json(request)
        return identity(request.operation, answer, "id")

    async def create_model_evaluation_store(self, name: str) -> AsyncDSSModelEvaluationStore:
        """Makes an evaluation store of models on tables.

        Operation: `evaluation_store_create`.

        Args:
            name: its name.

        Returns:
            The store, empty.
        """
        store_id = await self._create_evaluation_store(name, "TABULAR")
        return self.get_model_evaluation_store(store_id)

    async def create_evaluation_store(self, name: str, flavor: str) -> AsyncDSSEvaluationStore:
        """Makes an evaluation store.

        Operation: `evaluation_store_create`.

        Args:
            name: its name.
            flavor: `TABULAR`, `LLM` or `AGENT`.

        Returns:
            The store, empty; one of models on tables is a :class:`AsyncDSSModelEvaluationStore`.
        """
        store_id = await self._create_evaluation_store(name, flavor)
        if flavor == "TABULAR":
            return self.get_model_evaluation_store(store_id)
        return self.get_evaluation_store(store_id)

    async def _fetch_evaluation_comparisons(
        self, model_task_types: Sequence[str] | None
    ) -> list[EvaluationComparison]:
        return await self.client.rest.json(
            api.evaluation_comparison.evaluation_comparison_list.build_request(
                self.project_key,
                model_task_types=UNSET if model_task_types is None else list(model_task_types),
            )
        )

    async def list_model_comparisons(self) -> list[AsyncDSSEvaluationComparison]:
        """Lists the comparisons of this project.

        Operation: `evaluation_comparison_list`.

        Returns:
            Their handles; those of models are :class:`AsyncDSSModelComparison`.
        """
        return [
            self.get_evaluation_comparison(_comparison_id(each))
            if each.get("modelTaskType", each.get("predictionType")) == "LLM"
            else self.get_model_comparison(_comparison_id(each))
            for each in await self._fetch_evaluation_comparisons(None)
        ]

    async def list_evaluation_comparisons(
        self, model_task_types: Sequence[str] | None = None
    ) -> list[AsyncDSSEvaluationComparison]:
        """Lists the comparisons of this project.

        Operation: `evaluation_comparison_list`.

        Args:
            model_task_types: only those of these types, such as `REGRESSION`; None for all.

        Returns:
            Their handles.
        """
        found = await self._fetch_evaluation_comparisons(model_task_types)
        return [self.get_evaluation_comparison(_comparison_id(each)) for each in found]

    def get_model_comparison(self, mec_id: str) -> AsyncDSSModelComparison:
        """Gives the handle of a comparison of models; nothing is asked of DSS.

        Args:
            mec_id: identifier of the comparison.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.modelcomparison import AsyncDSSModelComparison

        return AsyncDSSModelComparison(self.client, self.project_key, mec_id)

    def get_evaluation_comparison(self, comparison_id: str) -> AsyncDSSEvaluationComparison:
        """Gives the handle of a comparison; nothing is asked of DSS.

        Args:
            comparison_id: identifier of the comparison.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.evaluationcomparison import AsyncDSSEvaluationComparison

        return AsyncDSSEvaluationComparison(self.client, self.project_key, comparison_id)

    def _comparison(self, name: str, kind: str) -> dict[str, Any]:
        return {
            "projectKey": self.project_key,
            "displayName": check_str("name", name),
            "predictionType": kind,
        }

    async def create_model_comparison(
        self, name: str, prediction_type: str
    ) -> AsyncDSSModelComparison:
        """Makes a comparison of models.

        Operation: `evaluation_comparison_create_of_models`.

        Args:
            name: its name.
            prediction_type: what the models predict: `BINARY_CLASSIFICATION`, `MULTICLASS`,
                `REGRESSION` or `TIMESERIES_FORECAST`.

        Returns:
            The comparison, empty.
        """
        operations = api.evaluation_comparison
        request = operations.evaluation_comparison_create_of_models.build_request(
            self.project_key, body=self._comparison(name, prediction_type)
        )
        answer = await self.client.rest.json(request)
        return self.get_model_comparison(identity(request.operation, answer, "id"))

    async def create_evaluation_comparison(
        self, name: str, model_task_type: str
    ) -> AsyncDSSEvaluationComparison:
        """Makes a comparison.

        Operation: `evaluation_comparison_create`.

        Args:
            name: its name.
            model_task_type: what the models do: `BINARY_CLASSIFICATION`, `MULTICLASS`,
                `REGRESSION`, `TIMESERIES_FORECAST`, `CAUSAL_REGRESSION`,
                `CAUSAL_BINARY_CLASSIFICATION`, `LLM` or `AGENT`.

        Returns:
            The comparison, empty.
        """
        operations = api.evaluation_comparison
        request = operations.evaluation_comparison_create.build_request(
            self.project_key, body=self._comparison(name, model_task_type)
        )
        answer = await self.client.rest.json(request)
        return self.get_evaluation_comparison(identity(request.operation, answer, "id"))

    def get_mlflow_extension(self) -> AsyncDSSMLflowExtension:
        """Gives the handle of experiment tracking; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.mlflow import AsyncDSSMLflowExtension

        return AsyncDSSMLflowExtension(self.client, self.project_key)

    async def setup_mlflow(self, managed_folder: Any, host: str | None = None) -> MLflowHandle:
        """Sets MLflow up to log experiments into this project. Needs the package `mlflow`.

        The credentials of this client go into the environment of the process, where MLflow and
        the processes that it starts find them, until the block ends.

        Operation: `managed_folder_get`, to see that the folder is there.

        Example:
            folder = await project.create_managed_folder("mlflow")
            with await project.setup_mlflow(folder) as mlflow:
                mlflow.set_experiment("trials")
                with mlflow.start_run():
                    mlflow.log_metric("auc", 0.81)

        Args:
            managed_folder: folder for the artifacts of runs: its identifier, with the key of
                another project and a dot before it or without, its handle or a `dataiku.Folder`.
            host: URL of a tracking server to use instead of DSS.

        Returns:
            A context manager that gives the module `mlflow`; without `with`, its `clear` ends it.

        Raises:
            DSSNotFound: there is no such folder; nothing was set up.
            ImportError: MLflow is not installed; nothing was set up.
        """
        from dataikuapi.dss_plugin_mlflow.utils import MLflowHandle, folder_of, mlflow_module

        # Where it is missing there is nothing to ask.
        mlflow_module()
        key, _, id = folder_of(self.project_key, managed_folder).partition(".")
        await self.client.get_project(key).get_managed_folder(id).get_definition()
        return MLflowHandle(self.client, self, managed_folder, host)


def _store_id(item: Any) -> str:
    """What names a store of evaluations in the list of them."""
    return identity(api.evaluation_store.evaluation_store_list.OPERATION, item, "id")


def _comparison_id(item: Any) -> str:
    """What names a comparison of evaluations in the list of them."""
    return identity(api.evaluation_comparison.evaluation_comparison_list.OPERATION, item, "id")
