# Derived by `tox -e generate` from src/dataikuapi/aio/dss/mlflow.py. Do not edit.
"""Experiment tracking: what DSS adds to MLflow."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_list, check_name, check_str
from dataikuapi._lazy import lazy
from dataikuapi.dss._ml.split import built
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss._ml.externalmodel import ExternalModelVersionHandler
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import MlflowExperiments

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


_WITH_CLASSES = ("BINARY_CLASSIFICATION", "MULTICLASS")
_TYPES = ("REGRESSION", *_WITH_CLASSES, "OTHER")


class DSSMLflowExtension:
    """Experiment tracking of a project. Get it from :meth:`DSSProject.get_mlflow_extension`.

    Attributes:
        client: the client that made this handle.
        project: the project.
        project_key: its key.
    """

    def __init__(self, client: DSSClient, project_key: str) -> None:
        self.client = client
        self.project: DSSProject = client.get_project(project_key)
        self.project_key = project_key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}>"

    def list_models(self, run_id: str) -> list[dict[str, Any]]:
        """Lists the models that a run has logged.

        Operation: `mlflow_list_run_models`.

        Args:
            run_id: identifier of the run.

        Returns:
            The models, as MLflow describes them.
        """
        found = self.client.rest.json(
            api.mlflow.mlflow_list_run_models.build_request(
                check_name("run_id", run_id), x_dku_mlflow_project_key=self.project_key
            )
        )
        return [dict(each) for each in found]

    def list_experiments(
        self, view_type: str = "ACTIVE_ONLY", max_results: int = 1000
    ) -> MlflowExperiments:
        """Lists the experiments of the project.

        Operation: `mlflow_search_experiments`.

        Args:
            view_type: `ACTIVE_ONLY`, `DELETED_ONLY` or `ALL`.
            max_results: how many at most.

        Returns:
            A dict whose member `experiments` lists them.
        """
        return self.client.rest.json(
            api.mlflow.mlflow_search_experiments.build_request(
                body={"view_type": view_type, "max_results": max_results},
                x_dku_mlflow_project_key=self.project_key,
            )
        )

    def rename_experiment(self, experiment_id: str, new_name: str) -> dict[str, Any]:
        """Gives an experiment another name.

        Operation: `mlflow_rename_experiment`.

        Args:
            experiment_id: identifier of the experiment.
            new_name: the name.

        Returns:
            What DSS answers; nothing of use.
        """
        body = {"experiment_id": experiment_id, "new_name": check_str("new_name", new_name)}
        return dict(
            self.client.rest.json(
                api.mlflow.mlflow_rename_experiment.build_request(
                    body=body, x_dku_mlflow_project_key=self.project_key
                )
            )
        )

    def restore_experiment(self, experiment_id: str) -> dict[str, Any]:
        """Restores a deleted experiment.

        Operation: `mlflow_restore_experiment`.

        Args:
            experiment_id: identifier of the experiment.

        Returns:
            What DSS answers; nothing of use.
        """
        return dict(
            self.client.rest.json(
                api.mlflow.mlflow_restore_experiment.build_request(
                    body={"experiment_id": experiment_id}, x_dku_mlflow_project_key=self.project_key
                )
            )
        )

    def restore_run(self, run_id: str) -> dict[str, Any]:
        """Restores a deleted run.

        Operation: `mlflow_restore_run`.

        Args:
            run_id: identifier of the run.

        Returns:
            What DSS answers; nothing of use.
        """
        return dict(
            self.client.rest.json(
                api.mlflow.mlflow_restore_run.build_request(
                    body={"run_id": run_id}, x_dku_mlflow_project_key=self.project_key
                )
            )
        )

    def garbage_collect(self) -> None:
        """Deletes for good the experiments and runs that were deleted.

        Operation: `mlflow_clear_deleted`.
        """
        self.client.rest.empty(
            api.mlflow.mlflow_clear_deleted.build_request(x_dku_mlflow_project_key=self.project_key)
        )

    def create_experiment_tracking_dataset(
        self,
        dataset_name: str,
        experiment_ids: Sequence[str] = (),
        view_type: str = "ACTIVE_ONLY",
        filter_expr: str = "",
        order_by: Sequence[str] = (),
        format: str = "LONG",
    ) -> None:
        """Makes a dataset of the runs of experiments.

        Operation: `mlflow_create_dataset`.

        Args:
            dataset_name: name of the dataset.
            experiment_ids: identifiers of the experiments; none for all.
            view_type: `ACTIVE_ONLY`, `DELETED_ONLY` or `ALL`.
            filter_expr: filter of the runs, as MLflow writes them.
            order_by: what the runs are ordered by, as MLflow writes it.
            format: `LONG` for a row a value, `JSON` for a row a run.
        """
        body = {
            "datasetName": check_str("dataset_name", dataset_name),
            "experimentIds": check_list("experiment_ids", experiment_ids),
            "viewType": view_type,
            "filter": filter_expr,
            "orderBy": check_list("order_by", order_by),
            "format": format,
        }
        self.client.rest.empty(
            api.mlflow.mlflow_create_dataset.build_request(
                body=body, x_dku_mlflow_project_key=self.project_key
            )
        )

    def clean_experiment_tracking_db(self) -> None:
        """Deletes all experiments of the project. Needs an administrator's key.

        Operation: `mlflow_clear_database`.
        """
        self.client.rest.empty(api.mlflow.mlflow_clear_database.build_request(self.project_key))

    def set_run_inference_info(
        self,
        run_id: str,
        prediction_type: str,
        classes: Sequence[Any] | None = None,
        code_env_name: str | None = None,
        target: str | None = None,
    ) -> None:
        """Says what the model of a run predicts, for :meth:`deploy_run_model`.

        Operation: `mlflow_set_inference_info`.

        Args:
            run_id: identifier of the run.
            prediction_type: `REGRESSION`, `BINARY_CLASSIFICATION`, `MULTICLASS` or `OTHER`.
            classes: the classes, for classifications only.
            code_env_name: code environment of the model.
            target: the target.

        Raises:
            TypeError: something is of a wrong type.
            ValueError: there is no such type, or classes are missing or not wanted.
        """
        if prediction_type not in _TYPES:
            raise ValueError(f"Invalid prediction type: {prediction_type}")
        if bool(classes) != (prediction_type in _WITH_CLASSES):
            raise ValueError(
                "classes must be given for BINARY_CLASSIFICATION and MULTICLASS, not for others"
            )
        body = {"run_id": check_str("run_id", run_id), "prediction_type": prediction_type}
        if classes:
            named = check_list("classes", classes)
            if None in named:
                raise ValueError("classes must not hold None")
            body["classes"] = json.dumps([str(each) for each in named])
        if code_env_name:
            body["code_env_name"] = check_str("code_env_name", code_env_name)
        if target:
            body["target"] = check_str("target", target)
        self.client.rest.empty(
            api.mlflow.mlflow_set_inference_info.build_request(
                body=body, x_dku_mlflow_project_key=self.project_key
            )
        )

    def deploy_run_model(
        self,
        run_id: str,
        sm_id: str,
        version_id: str | None = None,
        use_inference_info: bool = True,
        code_env_name: str | None = None,
        evaluation_dataset: str | None = None,
        target_column_name: str | None = None,
        class_labels: Sequence[Any] | None = None,
        model_sub_folder: str | None = None,
        model_name: str | None = None,
        selection: Any = None,
        activate: bool = True,
        binary_classification_threshold: float = 0.5,
        use_optimal_threshold: bool = True,
        skip_expensive_reports: bool = False,
    ) -> ExternalModelVersionHandler:
        """Makes a version of a saved model of the model of a run.

        Operation: `saved_model_get`, then `mlflow_deploy_run`.

        Args:
            run_id: identifier of the run.
            sm_id: identifier of the saved model, one for models of MLflow.
            version_id: identifier of the new version; None to make one of the time.
            use_inference_info: whether what :meth:`set_run_inference_info` said is used.
            code_env_name: code environment of the model.
            evaluation_dataset: dataset to evaluate on, which also tells the features.
            target_column_name: the target, a column of the dataset.
            class_labels: the classes, for classifications.
            model_sub_folder: older name of `model_name`.
            model_name: which of the models of the run; None if it has one.
            selection: rows of the dataset, a dict or a builder.
            activate: whether the version becomes the active one.
            binary_classification_threshold: threshold of a classification with two classes.
            use_optimal_threshold: whether the best threshold is used instead.
            skip_expensive_reports: whether reports that take long are left out.

        Returns:
            The version.
        """
        if model_sub_folder is not None:
            warnings.warn(
                "model_sub_folder is deprecated, please use model_name instead",
                DeprecationWarning,
                stacklevel=2,
            )
        if version_id is None:
            version_id = datetime.now().strftime("%Y_%m_%dT%H_%M_%S")  # noqa: DTZ005 -- a name
        model = self.project.get_saved_model(sm_id)
        labels = None if class_labels is None else check_list("class_labels", class_labels)
        sampling = built(selection)
        settings = model.get_settings()
        info: dict[str, Any] = {}
        if evaluation_dataset is not None:
            info["gatherFeaturesFromDataset"] = evaluation_dataset
            info["guessingDatasetSamplingParam"] = sampling
        told = {
            "targetColumnName": target_column_name,
            "classLabels": [{"label": each} for each in labels or []],
            "pythonCodeEnvName": code_env_name,
            "predictionType": settings.prediction_type,
        }
        info.update({name: value for name, value in told.items() if value is not None})
        self.client.rest.empty(
            api.mlflow.mlflow_deploy_run.build_request(
                x_dku_mlflow_project_key=self.project_key,
                project_key=self.project_key,
                run_id=run_id,
                sm_id=sm_id,
                model_name=model_sub_folder if model_name is None else model_name,
                version_id=version_id,
                model_version_info=json.dumps(info),
                sampling_param=None if sampling is None else json.dumps(sampling),
                activate=activate,
                binary_classification_threshold=binary_classification_threshold,
                use_optimal_threshold=use_optimal_threshold,
                skip_expensive_reports=skip_expensive_reports,
                use_inference_info=use_inference_info,
            )
        )
        return model.get_external_model_version_handler(version_id)

    def import_analyses_models_into_experiment(
        self, model_ids: Sequence[str], experiment_id: str
    ) -> None:
        """Copies models of ML tasks into an experiment, each as a run. Needs DSS 12.6.

        Operation: `mlflow_import_models`.

        Args:
            model_ids: full identifiers of the models.
            experiment_id: identifier of the experiment.
        """
        self.client.rest.empty(
            api.mlflow.mlflow_import_models.build_request(
                x_dku_mlflow_project_key=self.project_key,
                project_key=self.project_key,
                full_model_ids=check_list("model_ids", model_ids),
                experiment_id=experiment_id,
            )
        )
