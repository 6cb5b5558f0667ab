# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/models.py. Do not edit.
"""Models of a project: saved models, evaluation stores, comparisons, experiments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api
from dataikuapi_rest.operation import UNSET

if TYPE_CHECKING:
    from dataikuapi.dss.evaluationcomparison import DSSEvaluationComparison
    from dataikuapi.dss.evaluationstore import DSSEvaluationStore
    from dataikuapi.dss.mlflow import DSSMLflowExtension
    from dataikuapi.dss.modelcomparison import DSSModelComparison
    from dataikuapi.dss.modelevaluationstore import DSSModelEvaluationStore
    from dataikuapi.dss.savedmodel import DSSSavedModel
    from dataikuapi.dss_plugin_mlflow.utils import MLflowHandle
    from dataikuapi_rest.dicts import (
        EvaluationComparison,
        EvaluationStoreListItem,
        SavedModelListItem,
    )


class ProjectModels(ProjectBase):
    """Methods on the models of a project."""

    def list_saved_models(self, include_shared: bool = False) -> list[SavedModelListItem]:
        """Lists the saved models of this project.

        Operation: `saved_model_list`.

        Args:
            include_shared: whether those that other projects share with it are listed, too.

        Returns:
            The models, each with `id` and `name`.
        """
        return self.client.rest.json(
            api.saved_model.saved_model_list.build_request(self.project_key, foreign=include_shared)
        )

    def get_saved_model(self, sm_id: str) -> DSSSavedModel:
        """Gives the handle of a saved model; nothing is asked of DSS.

        Args:
            sm_id: identifier of the model, which is not its name.

        Returns:
            The handle.
        """
        from dataikuapi.dss.savedmodel import DSSSavedModel

        return DSSSavedModel(self.client, self.project_key, sm_id)

    def _create_saved_model(self, kind: str, name: str, **more: Any) -> DSSSavedModel:
        body = {"savedModelType": kind, **more, "name": check_str("name", name)}
        request = api.saved_model.saved_model_create.build_request(self.project_key, body=body)
        answer = self.client.rest.json(request)
        return self.get_saved_model(identity(request.operation, answer, "id"))

    def create_mlflow_pyfunc_model(
        self, name: str, prediction_type: str | None = None
    ) -> DSSSavedModel:
        """Makes a saved model whose versions are models of MLflow.

        Operation: `saved_model_create`.

        Args:
            name: its name.
            prediction_type: `BINARY_CLASSIFICATION`, `MULTICLASS`, `REGRESSION` or `OTHER`; None
                for the last.

        Returns:
            The model, without a version.
        """
        return self._create_saved_model("MLFLOW_PYFUNC", name, predictionType=prediction_type)

    def create_finetuned_llm_saved_model(self, name: str) -> DSSSavedModel:
        """Makes a saved model whose versions are language models.

        Operation: `saved_model_create`.

        Args:
            name: its name.

        Returns:
            The model, without a version.
        """
        return self._create_saved_model("LLM_GENERIC", name)

    def create_external_model(
        self, name: str, prediction_type: str, configuration: Mapping[str, Any]
    ) -> DSSSavedModel:
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
        return self._create_saved_model(
            "PROXY_MODEL",
            name,
            predictionType=prediction_type,
            proxyModelConfiguration=check_dict("configuration", configuration),
        )

    def _fetch_evaluation_stores(self, flavor: str | None) -> list[EvaluationStoreListItem]:
        return self.client.rest.json(
            api.evaluation_store.evaluation_store_list.build_request(
                self.project_key, flavor=flavor
            )
        )

    def list_model_evaluation_stores(self) -> list[DSSEvaluationStore]:
        """Lists the evaluation stores of this project.

        Operation: `evaluation_store_list`.

        Returns:
            Their handles; those of models on tables are :class:`DSSModelEvaluationStore`.
        """
        return [
            self.get_model_evaluation_store(_store_id(each))
            if each.get("mesFlavor") == "TABULAR"
            else self.get_evaluation_store(_store_id(each))
            for each in self._fetch_evaluation_stores(None)
        ]

    def list_evaluation_stores(self, flavor: str | None = None) -> list[DSSEvaluationStore]:
        """Lists the evaluation stores of this project.

        Operation: `evaluation_store_list`.

        Args:
            flavor: only those of this flavor: `TABULAR`, `LLM` or `AGENT`; None for all.

        Returns:
            Their handles.
        """
        found = self._fetch_evaluation_stores(flavor)
        return [self.get_evaluation_store(_store_id(each)) for each in found]

    def get_model_evaluation_store(self, mes_id: str) -> DSSModelEvaluationStore:
        """Gives the handle of an evaluation store of models on tables; nothing is asked of DSS.

        Args:
            mes_id: identifier of the store.

        Returns:
            The handle.
        """
        from dataikuapi.dss.modelevaluationstore import DSSModelEvaluationStore

        return DSSModelEvaluationStore(self.client, self.project_key, mes_id)

    def get_evaluation_store(self, evaluation_store_id: str) -> DSSEvaluationStore:
        """Gives the handle of an evaluation store; nothing is asked of DSS.

        Args:
            evaluation_store_id: identifier of the store.

        Returns:
            The handle.
        """
        from dataikuapi.dss.evaluationstore import DSSEvaluationStore

        return DSSEvaluationStore(self.client, self.project_key, evaluation_store_id)

    def _create_evaluation_store(self, name: str, flavor: str) -> str:
        body = {"projectKey": self.project_key, "name": check_str("name", name)}
        request = api.evaluation_store.evaluation_store_create.build_request(
            self.project_key, body=body, flavor=flavor
        )
        answer = self.client.rest.json(request)
        return identity(request.operation, answer, "id")

    def create_model_evaluation_store(self, name: str) -> DSSModelEvaluationStore:
        """Makes an evaluation store of models on tables.

        Operation: `evaluation_store_create`.

        Args:
            name: its name.

        Returns:
            The store, empty.
        """
        store_id = self._create_evaluation_store(name, "TABULAR")
        return self.get_model_evaluation_store(store_id)

    def create_evaluation_store(self, name: str, flavor: str) -> DSSEvaluationStore:
        """Makes an evaluation store.

        Operation: `evaluation_store_create`.

        Args:
            name: its name.
            flavor: `TABULAR`, `LLM` or `AGENT`.

        Returns:
            The store, empty; one of models on tables is a :class:`DSSModelEvaluationStore`.
        """
        store_id = self._create_evaluation_store(name, flavor)
        if flavor == "TABULAR":
            return self.get_model_evaluation_store(store_id)
        return self.get_evaluation_store(store_id)

    def _fetch_evaluation_comparisons(
        self, model_task_types: Sequence[str] | None
    ) -> list[EvaluationComparison]:
        return self.client.rest.json(
            api.evaluation_comparison.evaluation_comparison_list.build_request(
                self.project_key,
                model_task_types=UNSET if model_task_types is None else list(model_task_types),
            )
        )

    def list_model_comparisons(self) -> list[DSSEvaluationComparison]:
        """Lists the comparisons of this project.

        Operation: `evaluation_comparison_list`.

        Returns:
            Their handles; those of models are :class:`DSSModelComparison`.
        """
        return [
            self.get_evaluation_comparison(_comparison_id(each))
            if each.get("modelTaskType", each.get("predictionType")) == "LLM"
            else self.get_model_comparison(_comparison_id(each))
            for each in self._fetch_evaluation_comparisons(None)
        ]

    def list_evaluation_comparisons(
        self, model_task_types: Sequence[str] | None = None
    ) -> list[DSSEvaluationComparison]:
        """Lists the comparisons of this project.

        Operation: `evaluation_comparison_list`.

        Args:
            model_task_types: only those of these types, such as `REGRESSION`; None for all.

        Returns:
            Their handles.
        """
        found = self._fetch_evaluation_comparisons(model_task_types)
        return [self.get_evaluation_comparison(_comparison_id(each)) for each in found]

    def get_model_comparison(self, mec_id: str) -> DSSModelComparison:
        """Gives the handle of a comparison of models; nothing is asked of DSS.

        Args:
            mec_id: identifier of the comparison.

        Returns:
            The handle.
        """
        from dataikuapi.dss.modelcomparison import DSSModelComparison

        return DSSModelComparison(self.client, self.project_key, mec_id)

    def get_evaluation_comparison(self, comparison_id: str) -> DSSEvaluationComparison:
        """Gives the handle of a comparison; nothing is asked of DSS.

        Args:
            comparison_id: identifier of the comparison.

        Returns:
            The handle.
        """
        from dataikuapi.dss.evaluationcomparison import DSSEvaluationComparison

        return DSSEvaluationComparison(self.client, self.project_key, comparison_id)

    def _comparison(self, name: str, kind: str) -> dict[str, Any]:
        return {
            "projectKey": self.project_key,
            "displayName": check_str("name", name),
            "predictionType": kind,
        }

    def create_model_comparison(self, name: str, prediction_type: str) -> DSSModelComparison:
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
        answer = self.client.rest.json(request)
        return self.get_model_comparison(identity(request.operation, answer, "id"))

    def create_evaluation_comparison(
        self, name: str, model_task_type: str
    ) -> DSSEvaluationComparison:
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
        answer = self.client.rest.json(request)
        return self.get_evaluation_comparison(identity(request.operation, answer, "id"))

    def get_mlflow_extension(self) -> DSSMLflowExtension:
        """Gives the handle of experiment tracking; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.mlflow import DSSMLflowExtension

        return DSSMLflowExtension(self.client, self.project_key)

    def setup_mlflow(self, managed_folder: Any, host: str | None = None) -> MLflowHandle:
        """Sets MLflow up to log experiments into this project. Needs the package `mlflow`.

        The credentials of this client go into the environment of the process, where MLflow and
        the processes that it starts find them, until the block ends.

        Operation: `managed_folder_get`, to see that the folder is there.

        Example:
            folder = project.create_managed_folder("mlflow")
            with project.setup_mlflow(folder) as mlflow:
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
        self.client.get_project(key).get_managed_folder(id).get_definition()
        return MLflowHandle(self.client, self, managed_folder, host)


def _store_id(item: Any) -> str:
    """What names a store of evaluations in the list of them."""
    return identity(api.evaluation_store.evaluation_store_list.OPERATION, item, "id")


def _comparison_id(item: Any) -> str:
    """What names a comparison of evaluations in the list of them."""
    return identity(api.evaluation_comparison.evaluation_comparison_list.OPERATION, item, "id")
