# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/modelimports.py. Do not edit.
"""Versions of saved models that come from elsewhere: of MLflow, of Databricks, running there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dict, check_name
from dataikuapi._zipping import zipped
from dataikuapi.dss._ml.externalmodel import ExternalModelVersionHandler
from dataikuapi.dss._ml.surroundings import LOCAL_CONFIG, LOCAL_ENV, chosen_config, chosen_env
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    from dataikuapi.dss.managedfolder import DSSManagedFolder
    from dataikuapi.dss.savedmodel import DSSSavedModel
    from dataikuapi.dssclient import DSSClient


class ModelImports:
    """Methods of a saved model that bring in versions from elsewhere.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        sm_id: identifier of the model.
    """

    client: DSSClient
    project_key: str
    sm_id: str

    def _import(self, version_id: str, file: Any, **options: Any) -> None:
        parts = {} if file is None else {"file": FilePart(file, filename="model.zip")}
        self.client.rest.empty(
            api.saved_model.saved_model_import_version.build_request(
                self.project_key,
                self.sm_id,
                check_name("version_id", version_id),
                body=parts,
                **options,
            )
        )

    def import_mlflow_version_from_path(
        self,
        version_id: str,
        path: str | os.PathLike[str],
        code_env_name: str = LOCAL_ENV,
        container_exec_config_name: str = LOCAL_CONFIG,
        set_active: bool = True,
        binary_classification_threshold: float = 0.5,
    ) -> ExternalModelVersionHandler:
        """Adds a version from a local folder that holds a model of MLflow.

        Operation: `saved_model_import_version`.

        Args:
            version_id: identifier of the new version.
            path: path of the folder; it is zipped on the disk and sent in pieces.
            code_env_name: code environment of the model; `LOCAL-CODE-ENV` for the one that this
                code runs in, or `INHERIT`.
            container_exec_config_name: container configuration to read the model in;
                `LOCAL-CONFIG` for the one that this code runs in, `INHERIT`, or `NONE`.
            set_active: whether the version becomes the active one.
            binary_classification_threshold: threshold of a classification with two classes.

        Returns:
            The version; tell DSS what it predicts with its `set_core_metadata`.

        Raises:
            NotADirectoryError: there is no such folder.
            ValueError: the folder holds no file.
            DSSAPIError: it holds no model of MLflow.
        """
        with zipped("path", path) as archive:
            self._import(
                version_id,
                archive,
                code_env_name=chosen_env(code_env_name),
                container_exec_config_name=chosen_config(container_exec_config_name),
                set_active=set_active,
                binary_classification_threshold=binary_classification_threshold,
            )
        return self.get_external_model_version_handler(version_id)

    def import_mlflow_version_from_managed_folder(
        self,
        version_id: str,
        managed_folder: DSSManagedFolder | str,
        path: str,
        code_env_name: str = LOCAL_ENV,
        container_exec_config_name: str = LOCAL_CONFIG,
        set_active: bool = True,
        binary_classification_threshold: float = 0.5,
    ) -> ExternalModelVersionHandler:
        """Adds a version from a managed folder that holds a model of MLflow.

        Operation: `saved_model_import_version`.

        Args:
            version_id: identifier of the new version.
            managed_folder: the managed folder: its identifier, `PROJECT.identifier`, or its handle.
            path: path of the model in it.
            code_env_name: code environment of the model; `LOCAL-CODE-ENV` for the one that this
                code runs in, or `INHERIT`.
            container_exec_config_name: container configuration to read the model in;
                `LOCAL-CONFIG` for the one that this code runs in, `INHERIT`, or `NONE`.
            set_active: whether the version becomes the active one.
            binary_classification_threshold: threshold of a classification with two classes.

        Returns:
            The version; tell DSS what it predicts with its `set_core_metadata`.

        Raises:
            TypeError: the managed folder is neither text nor a handle.
        """
        folder: Any = managed_folder
        if not isinstance(folder, str):
            if not hasattr(folder, "odb_id"):
                kind = type(folder).__name__
                raise TypeError(f"managed_folder must be a string or a handle, not {kind}")
            folder = f"{folder.project_key}.{folder.id}"
        self._import(
            version_id,
            None,
            folder_ref=folder,
            path=path,
            code_env_name=chosen_env(code_env_name),
            container_exec_config_name=chosen_config(container_exec_config_name),
            set_active=set_active,
            binary_classification_threshold=binary_classification_threshold,
        )
        return self.get_external_model_version_handler(version_id)

    def import_mlflow_version_from_databricks(
        self,
        version_id: str,
        connection_name: str,
        use_unity_catalog: bool,
        model_name: str,
        model_version: str,
        code_env_name: str = LOCAL_ENV,
        container_exec_config_name: str = LOCAL_CONFIG,
        set_active: bool = True,
        binary_classification_threshold: float = 0.5,
    ) -> ExternalModelVersionHandler:
        """Adds a version from the registry of Databricks. Needs the package mlflow here.

        Operation: `connection_get_info` and `saved_model_import_version`.

        Args:
            version_id: identifier of the new version.
            connection_name: name of the connection to Databricks, whose details you may read.
            use_unity_catalog: whether the registry is that of the Unity Catalog.
            model_name: name of the model there.
            model_version: its version there.
            code_env_name: code environment of the model; `LOCAL-CODE-ENV` for the one that this
                code runs in, or `INHERIT`.
            container_exec_config_name: container configuration to read the model in;
                `LOCAL-CONFIG` for the one that this code runs in, `INHERIT`, or `NONE`.
            set_active: whether the version becomes the active one.
            binary_classification_threshold: threshold of a classification with two classes.

        Returns:
            The version; tell DSS what it predicts with its `set_core_metadata`.

        Raises:
            ValueError: the connection does not go to Databricks, or its details are hidden.
        """
        import tempfile

        from dataikuapi._databricks import DatabricksRepositoryContextManager, fetch_model

        connection = self.client.get_connection(connection_name)
        info: Any = connection.get_info(self.project_key)
        if not info or info.get("type") != "DatabricksModelDeployment":
            raise ValueError(f"connection {connection_name} does not go to Databricks")
        if "params" not in info:
            raise ValueError(f"you may not read the details of connection {connection_name}")
        with tempfile.TemporaryDirectory() as folder:
            with DatabricksRepositoryContextManager(info, use_unity_catalog):
                fetch_model(model_name, model_version, folder)
            return self.import_mlflow_version_from_path(
                version_id,
                folder,
                code_env_name=code_env_name,
                container_exec_config_name=container_exec_config_name,
                set_active=set_active,
                binary_classification_threshold=binary_classification_threshold,
            )

    def create_external_model_version(
        self,
        version_id: str,
        configuration: Mapping[str, Any],
        target_column_name: str | None = None,
        class_labels: Sequence[Any] | None = None,
        set_active: bool = True,
        binary_classification_threshold: float = 0.5,
        input_dataset: str | None = None,
        selection: Any = None,
        use_optimal_threshold: bool = True,
        skip_expensive_reports: bool = True,
        features_list: Sequence[Mapping[str, Any]] | None = None,
        container_exec_config_name: str = LOCAL_CONFIG,
        input_format: str = "GUESS",
        output_format: str = "GUESS",
        evaluate: bool = True,
    ) -> ExternalModelVersionHandler:
        """Adds a version of a model that runs elsewhere.

        Operation: `saved_model_get`, `saved_model_import_version`,
        `saved_model_update_external_metadata` and, with `evaluate`,
        `saved_model_evaluate_external_version`.

        Args:
            version_id: identifier of the new version.
            configuration: where the model runs; its members depend on the protocol.
            target_column_name: the target, a column of the dataset.
            class_labels: the classes, for classifications.
            set_active: whether the version becomes the active one.
            binary_classification_threshold: threshold of a classification with two classes.
            input_dataset: dataset to evaluate on, which also tells the features.
            selection: rows of the dataset, a dict or a builder.
            use_optimal_threshold: whether the best threshold of a binary classification is used.
            skip_expensive_reports: whether reports that take long are left out.
            features_list: the features, dicts with `name` and `type`, instead of the dataset's.
            container_exec_config_name: container configuration to ask the model from;
                `LOCAL-CONFIG` for the one that this code runs in, `INHERIT`, or `NONE`.
            input_format: format of what goes to the model; `GUESS` to find it out.
            output_format: format of what the model answers; `GUESS` to find it out.
            evaluate: whether the version is evaluated.

        Returns:
            The version.

        Raises:
            ValueError: it shall be evaluated, and no dataset is given, or the classes do not fit
                the type of the prediction; no version was made.
        """
        check_dict("configuration", configuration)
        if evaluate and input_dataset is None:
            raise ValueError("input_dataset must be given, or evaluate be False")
        config = chosen_config(container_exec_config_name)
        version = self.get_external_model_version_handler(version_id)
        version.require_classes(class_labels)
        self._import(
            version_id,
            None,
            set_active=set_active,
            proxy_model_version_configuration=json.dumps(configuration),
            binary_classification_threshold=binary_classification_threshold,
        )
        version.describe_external(
            target_column_name,
            class_labels,
            features_list,
            input_dataset,
            selection,
            config,
            (input_format, output_format),
        )
        if evaluate:
            version.evaluate(
                input_dataset, config, selection, use_optimal_threshold, skip_expensive_reports
            )
        return version

    def get_external_model_version_handler(self, version_id: str) -> ExternalModelVersionHandler:
        """Gives the handle of a version that DSS has not trained; nothing is asked of DSS.

        Args:
            version_id: identifier of the version.

        Returns:
            The handle.
        """
        return ExternalModelVersionHandler(cast("DSSSavedModel", self), version_id)
