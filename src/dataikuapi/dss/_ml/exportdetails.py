# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/exportdetails.py. Do not edit.
"""Trained models taken out of DSS: code that scores, registries of others."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Any

from dataikuapi._download import download
from dataikuapi.dss._ml.details import DSSTrainedModelDetails
from dataikuapi.dss.future import DSSFuture
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._stream import DSSStream
    from dataikuapi_rest.operation import EndpointRequest


class ModelExports(DSSTrainedModelDetails):
    """Methods that take a trained model out of DSS."""

    def get_scoring_jar_stream(
        self, model_class: str = "model.Model", include_libs: bool = False
    ) -> DSSStream:
        """Downloads the model as a jar.

        Operation: `trained_model_download_scoring_jar` or
        `saved_model_download_version_scoring_jar`.

        Args:
            model_class: name of the class that scores.
            include_libs: whether the libraries are in the jar, too.

        Returns:
            The jar as a stream, to be closed.

        Raises:
            DSSAPIError: the model cannot be compiled.
        """
        return self.client.rest.stream(
            self.request(
                api.trained_model.trained_model_download_scoring_jar.build_request,
                api.saved_model.saved_model_download_version_scoring_jar.build_request,
                full_class_name=model_class,
                include_libs=include_libs,
            )
        )

    def get_scoring_pmml_stream(self) -> DSSStream:
        """Downloads the model as PMML.

        Operation: `trained_model_download_scoring_pmml` or
        `saved_model_download_version_scoring_pmml`.

        Returns:
            The XML document as a stream, to be closed.

        Raises:
            DSSAPIError: the model cannot be written as PMML.
        """
        return self.client.rest.stream(
            self.request(
                api.trained_model.trained_model_download_scoring_pmml.build_request,
                api.saved_model.saved_model_download_version_scoring_pmml.build_request,
            )
        )

    def _python(self, **options: bool) -> EndpointRequest[Any]:
        return self.request(
            api.trained_model.trained_model_download_scoring_python.build_request,
            api.saved_model.saved_model_download_version_scoring_python.build_request,
            **options,
        )

    def get_scoring_python_stream(self) -> DSSStream:
        """Downloads the model to score with in Python.

        Operation: `trained_model_download_scoring_python` or
        `saved_model_download_version_scoring_python`.

        Returns:
            The zip as a stream, to be closed.
        """
        return self.client.rest.stream(self._python(mlflow_export=False))

    def get_scoring_python(
        self, filename: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads the model to score with in Python into a local file.

        Operation: `trained_model_download_scoring_python` or
        `saved_model_download_version_scoring_python`.

        Args:
            filename: path of the zip; one that exists is replaced once all has arrived; or a file
                opened for writing bytes.
            progress: whether to show a progress bar.
        """
        download(
            self.client.rest,
            self._python(mlflow_export=False),
            filename,
            name="filename",
            progress=progress,
        )

    def get_scoring_mlflow_stream(self, use_original_model: bool = False) -> DSSStream:
        """Downloads the model as one of MLflow.

        Operation: `trained_model_download_scoring_python` or
        `saved_model_download_version_scoring_python`.

        Args:
            use_original_model: whether a model that came from MLflow is given as it was.

        Returns:
            The zip as a stream, to be closed.
        """
        return self.client.rest.stream(self._mlflow(use_original_model))

    def _mlflow(self, use_original_model: bool) -> EndpointRequest[Any]:
        return self._python(mlflow_export=True, use_original_m_lflow_model=use_original_model)

    def get_scoring_mlflow(
        self,
        filename: str | os.PathLike[str] | IO[bytes],
        use_original_model: bool = False,
        *,
        progress: bool = False,
    ) -> None:
        """Downloads the model as one of MLflow into a local file.

        Operation: `trained_model_download_scoring_python` or
        `saved_model_download_version_scoring_python`.

        Args:
            filename: path of the zip; one that exists is replaced once all has arrived; or a file
                opened for writing bytes.
            use_original_model: whether a model that came from MLflow is given as it was.
            progress: whether to show a progress bar.
        """
        download(
            self.client.rest,
            self._mlflow(use_original_model),
            filename,
            name="filename",
            progress=progress,
        )

    def export_to_snowflake_function(
        self, connection_name: str, function_name: str, wait: bool = True
    ) -> Any:
        """Copies a version of a saved model into Snowflake, as a function that scores.

        Operation: `saved_model_export_version_to_snowflake`.

        Args:
            connection_name: name of the connection to Snowflake.
            function_name: name of the function.
            wait: whether to wait for it.

        Returns:
            The result, or the task if `wait` is False.

        Raises:
            ValueError: the model is in an ML task.
        """
        request = self._of_version(
            api.saved_model.saved_model_export_version_to_snowflake.build_request,
            connection_name=connection_name,
            function_name=function_name,
        )
        state = self.client.rest.json(request)
        return _result(DSSFuture.from_resp(self.client, state), wait)

    def export_to_databricks_registry(
        self,
        connection_name: str,
        use_unity_catalog: bool,
        model_name: str,
        experiment_name: str,
        wait: bool = True,
    ) -> Any:
        """Copies the model into the registry of Databricks.

        Operation: `trained_model_export_to_databricks` or
        `saved_model_export_version_to_databricks`.

        Args:
            connection_name: name of the connection to Databricks.
            use_unity_catalog: whether the registry is that of the Unity Catalog.
            model_name: name of the model there.
            experiment_name: name of the experiment there.
            wait: whether to wait for it.

        Returns:
            The result, or the task if `wait` is False.
        """
        future = self._start(
            api.trained_model.trained_model_export_to_databricks.build_request,
            api.saved_model.saved_model_export_version_to_databricks.build_request,
            connection_name=connection_name,
            use_unity_catalog=use_unity_catalog,
            model_name=model_name,
            experiment_name=experiment_name,
        )
        return _result(future, wait)


def _result(future: DSSFuture, wait: bool) -> Any:
    return future.wait_for_result() if wait else future
