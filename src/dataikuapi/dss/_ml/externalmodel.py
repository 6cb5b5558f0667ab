# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/externalmodel.py. Do not edit.
"""Versions of saved models that DSS has not trained: of MLflow, or running elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_list
from dataikuapi.dss._ml.split import built
from dataikuapi.dss._ml.surroundings import LOCAL_CONFIG, chosen_config
from dataikuapi_rest import api
from dataikuapi_rest.operation import UNSET

if TYPE_CHECKING:
    from dataikuapi.dss.savedmodel import DSSSavedModel

# Protocols whose formats can be chosen; that of Vertex AI is always the same.
_WITH_FORMATS = frozenset({"azure-ml", "sagemaker", "databricks"})


def check_classes(prediction_type: str | None, class_labels: Any) -> None:
    """Refuses classes that do not fit what a model predicts.

    Args:
        prediction_type: what it predicts.
        class_labels: the classes, or None.

    Raises:
        ValueError: they do not fit.
    """
    several = isinstance(class_labels, (list, tuple))
    count = len(cast("list[Any]", class_labels)) if several else 0
    if prediction_type == "MULTICLASS" and not several:
        raise ValueError("class_labels must list the classes of a multiclass classification")
    if prediction_type == "BINARY_CLASSIFICATION" and count != 2:
        raise ValueError("class_labels must list exactly 2 classes for a binary classification")
    if prediction_type == "REGRESSION" and class_labels:
        raise ValueError("class_labels must not be given for a regression")


class MLFlowVersionSettings:
    """What DSS knows of a version that it has not trained.

    Get it from :meth:`ExternalModelVersionHandler.get_settings`.

    Attributes:
        version_handler: the version.
        data: what DSS knows.
    """

    def __init__(self, version_handler: ExternalModelVersionHandler, data: dict[str, Any]) -> None:
        self.version_handler = version_handler
        self.data = data

    @property
    def raw(self) -> dict[str, Any]:
        """What DSS knows; what is changed in it is kept by :meth:`save`."""
        return self.data

    def get_raw(self) -> dict[str, Any]:
        """Gives what DSS knows.

        Returns:
            The dict itself.
        """
        return self.data

    def save(self) -> None:
        """Keeps what was changed in DSS.

        Operation: `saved_model_update_external_metadata`.
        """
        self.version_handler.write(self.data)


class ExternalModelVersionHandler:
    """A version of a saved model that DSS has not trained.

    Get it from :meth:`DSSSavedModel.get_external_model_version_handler`.

    Attributes:
        saved_model: the saved model.
        version_id: identifier of the version.
    """

    def __init__(self, saved_model: DSSSavedModel, version_id: str) -> None:
        self.saved_model = saved_model
        self.version_id = version_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.saved_model.sm_id} {self.version_id!r}>"

    def _place(self) -> tuple[str, str, str]:
        return self.saved_model.project_key, self.saved_model.sm_id, self.version_id

    def _read(self) -> dict[str, Any]:
        request = api.saved_model.saved_model_get_external_metadata.build_request(*self._place())
        return dict(self.saved_model.client.rest.json(request))

    def write(self, data: Mapping[str, Any], container_config: str | None = None) -> None:
        """Tells DSS what the version is.

        Operation: `saved_model_update_external_metadata`.

        Args:
            data: all that DSS shall know.
            container_config: container configuration to read the model in; None for that of DSS.
        """
        self.saved_model.client.rest.empty(
            api.saved_model.saved_model_update_external_metadata.build_request(
                *self._place(), body=data, container_exec_config_name=container_config or UNSET
            )
        )

    def get_settings(self) -> MLFlowVersionSettings:
        """Reads what DSS knows of the version.

        Operation: `saved_model_get_external_metadata`.

        Returns:
            What it knows.
        """
        return MLFlowVersionSettings(self, self._read())

    def _described(
        self,
        target_column_name: str | None,
        class_labels: Sequence[Any] | None,
        dataset: str | None,
        sampling: Any,
        features_list: Sequence[Mapping[str, Any]] | None,
    ) -> dict[str, Any]:
        """What DSS knows of the version, with what the caller says of it."""
        if features_list is not None and dataset is not None:
            raise ValueError("features come from a list or from a dataset, not from both")
        features = [] if features_list is None else check_list("features_list", features_list)
        if not all("name" in each and "type" in each for each in features):
            raise ValueError("features_list must hold dicts with name and type")
        labels = (
            None
            if class_labels is None
            else [{"label": each} for each in check_list("class_labels", class_labels)]
        )
        given = {
            "targetColumnName": target_column_name,
            "classLabels": labels,
            "gatherFeaturesFromDataset": dataset,
            "guessingDatasetSamplingParam": built(sampling),
            "features": None if features_list is None else features,
        }
        metadata = self._read()
        metadata.update({name: value for name, value in given.items() if value is not None})
        return metadata

    def require_classes(self, class_labels: Any) -> None:
        """Refuses classes that do not fit what the saved model predicts.

        Operation: `saved_model_get`.

        Args:
            class_labels: the classes, or None.

        Raises:
            ValueError: they do not fit.
        """
        settings = self.saved_model.get_settings()
        check_classes(settings.prediction_type, class_labels)

    def describe_external(
        self,
        target_column_name: str | None,
        class_labels: Sequence[Any] | None,
        features_list: Sequence[Mapping[str, Any]] | None,
        input_dataset: str | None,
        selection: Any,
        container_config: str,
        formats: tuple[str, str],
    ) -> None:
        """Tells DSS what a model that runs elsewhere is.

        Operation: `saved_model_get_external_metadata`, then
        `saved_model_update_external_metadata`.

        Args:
            target_column_name: the target.
            class_labels: the classes.
            features_list: the features; None to take them from the dataset.
            input_dataset: dataset that has the features.
            selection: rows of the dataset to look at.
            container_config: container configuration to look in.
            formats: formats of what goes to the model and what comes back.
        """
        from_list = features_list is not None
        dataset, sampling = (None, None) if from_list else (input_dataset, selection)
        metadata = self._described(
            target_column_name, class_labels, dataset, sampling, features_list
        )
        configuration: dict[str, Any] = metadata["proxyModelVersionConfiguration"]
        protocol = configuration["protocol"]
        if protocol == "vertex-ai":
            metadata["inputFormat"] = "INPUT_VERTEX_DEFAULT"
            metadata["outputFormat"] = "OUTPUT_VERTEX_DEFAULT"
        elif protocol in _WITH_FORMATS:
            metadata["inputFormat"], metadata["outputFormat"] = formats
            if input_dataset is not None:
                metadata["signatureAndFormatsGuessingDataset"] = input_dataset
        self.write(metadata, container_config)

    def set_core_metadata(
        self,
        target_column_name: str,
        class_labels: Sequence[Any] | None = None,
        get_features_from_dataset: str | None = None,
        features_list: Sequence[Mapping[str, Any]] | None = None,
        container_exec_config_name: str = LOCAL_CONFIG,
        get_features_from_dataset_sampling: Any = None,
    ) -> None:
        """Tells DSS what the model needs and what it answers.

        Operation: `saved_model_get`, `saved_model_get_external_metadata`, then
        `saved_model_update_external_metadata`.

        Args:
            target_column_name: the target, a column.
            class_labels: the classes, for classifications.
            get_features_from_dataset: dataset that has the features, all its columns.
            features_list: the features instead, dicts with `name` and `type`.
            container_exec_config_name: container configuration to read the model in;
                `LOCAL-CONFIG` for the one that this code runs in, `INHERIT`, or `NONE`.
            get_features_from_dataset_sampling: rows of the dataset to look at, a dict or a builder.

        Raises:
            ValueError: the classes do not fit the type of the prediction, or the features are
                given in both ways.
        """
        metadata = self._described(
            target_column_name,
            class_labels,
            get_features_from_dataset,
            get_features_from_dataset_sampling,
            features_list,
        )
        self.require_classes(class_labels)
        self.write(metadata, chosen_config(container_exec_config_name))

    def evaluate(
        self,
        dataset_ref: Any,
        container_exec_config_name: str = LOCAL_CONFIG,
        selection: Any = None,
        use_optimal_threshold: bool = True,
        skip_expensive_reports: bool = True,
    ) -> None:
        """Evaluates the version on a dataset; its details tell how good it is then.

        Operation: `saved_model_evaluate_external_version`.

        Args:
            dataset_ref: dataset that has the target: its name, `PROJECT.name`, or its handle.
            container_exec_config_name: container configuration to run the model in;
                `LOCAL-CONFIG` for the one that this code runs in, `INHERIT`, or `NONE`.
            selection: rows of the dataset, a dict or a builder; None for the first 10 000.
            use_optimal_threshold: whether the best threshold of a binary classification is used.
            skip_expensive_reports: whether reports that take long are left out.

        Raises:
            DSSAPIError: the dataset or the target is missing.
        """
        body = {
            "datasetRef": getattr(dataset_ref, "name", dataset_ref),
            "containerExecConfigName": chosen_config(container_exec_config_name),
            "samplingParam": built(selection),
        }
        self.saved_model.client.rest.empty(
            api.saved_model.saved_model_evaluate_external_version.build_request(
                *self._place(),
                body=body,
                use_optimal_threshold=use_optimal_threshold,
                skip_expensive_reports=skip_expensive_reports,
            )
        )
