# Derived by `tox -e generate` from src/dataikuapi/aio/dss/evaluationcomparison.py. Do not edit.
"""Comparisons of models and evaluations."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

from dataikuapi._lazy import lazy
from dataikuapi._saving import Saving
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi.dss.evaluation import DSSEvaluation
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dssclient import DSSClient

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


_SAVED = re.compile(r"S-(\w+)-(\w+)-(\w+)(?:-part-(\w+)-(v?\d+))?")
_TRAINED = re.compile(r"A-(\w+)-(\w+)-(\w+)-(s[0-9]+)-(pp[0-9]+(?:-part-(\w+)|-base)?)-(m[0-9]+)")
_EVALUATION = re.compile(r"ME-(\w+)-(\w+)-(\w+)")


class DSSEvaluationComparison:
    """A comparison of models and evaluations.

    Get it from :meth:`DSSProject.get_evaluation_comparison`.

    Attributes:
        client: the client that made this handle.
        project: the project of the comparison.
        project_key: key of that project.
        comparison_id: identifier of the comparison.
    """

    def __init__(self, client: DSSClient, project_key: str, comparison_id: str) -> None:
        self.client = client
        self.project: DSSProject = client.get_project(project_key)
        self.project_key = project_key
        self.comparison_id = comparison_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.comparison_id}>"

    @property
    def mec_id(self) -> str:
        """Identifier of the comparison; older name of `comparison_id`."""
        warnings.warn(
            "mec_id is deprecated, please use comparison_id instead",
            DeprecationWarning,
            stacklevel=2,
        )
        return self.comparison_id

    def _fetch_settings(self) -> dict[str, Any]:
        request = api.evaluation_comparison.evaluation_comparison_get.build_request(
            self.project_key, self.comparison_id
        )
        return dict(self.client.rest.json(request))

    def get_settings(self) -> DSSEvaluationComparisonSettings:
        """Reads the settings of the comparison.

        Operation: `evaluation_comparison_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such comparison.
        """
        return DSSEvaluationComparisonSettings(self, self._fetch_settings())

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions on the comparison; nothing is asked of DSS.

        Returns:
            The handle.
        """
        kind = "MODEL_COMPARISON"
        return self.client.get_object_discussions(self.project_key, kind, self.comparison_id)

    def delete(self) -> None:
        """Deletes the comparison; what it compares stays.

        Operation: `evaluation_comparison_delete`.
        """
        self.client.rest.empty(
            api.evaluation_comparison.evaluation_comparison_delete.build_request(
                self.project_key, self.comparison_id
            )
        )

    def _evaluation(self, store_id: str, evaluation_id: str) -> DSSEvaluation:
        return self.project.get_evaluation_store(store_id).get_evaluation(evaluation_id)

    def get_evaluation_like_from_full_id(self, full_id: str) -> Any:
        """Gives what a full identifier names.

        Operation: for a model in an ML task `trained_model_get_details` and
        `trained_model_list_snippets`; for a version of a saved model
        `saved_model_get_version_details` and `saved_model_get_version_snippet`.

        Args:
            full_id: one of `DSSEvaluationComparisonSettings.get_compared_items`.

        Returns:
            Details of a trained model, or the handle of an evaluation.

        Raises:
            ValueError: it is no such identifier.
        """
        found = _EVALUATION.fullmatch(full_id)
        if found is not None:
            return self._evaluation(found.group(2), found.group(3))
        found = _SAVED.fullmatch(full_id)
        if found is not None:
            version = full_id.removeprefix(f"S-{found.group(1)}-{found.group(2)}-")
            return self.project.get_saved_model(found.group(2)).get_version_details(version)
        found = _TRAINED.fullmatch(full_id)
        if found is not None:
            task = self.project.get_ml_task(found.group(2), found.group(3))
            return task.get_trained_model_details(full_id)
        raise ValueError(f"{full_id} is not a valid full model id or full model evaluation id.")


class DSSEvaluationComparisonSettings:
    """Settings of a comparison. Get it from :meth:`DSSEvaluationComparison.get_settings`.

    Attributes:
        evaluation_comparison: the comparison.
        settings: the settings, as DSS keeps them.
    """

    def __init__(
        self, evaluation_comparison: DSSEvaluationComparison, settings: dict[str, Any]
    ) -> None:
        self.evaluation_comparison = evaluation_comparison
        self.settings = settings

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as DSS keeps them.

        Returns:
            The dict itself.
        """
        return self.settings

    def _compared(self) -> list[dict[str, Any]]:
        return self.settings.get("comparedModels") or []

    def add_compared_item(self, full_id: str) -> None:
        """Adds something to compare.

        Args:
            full_id: full identifier of a model or of an evaluation.
        """
        self.settings["comparedModels"] = [*self._compared(), {"refId": full_id}]

    def remove_compared_item(self, full_id: str) -> None:
        """Takes something out of the comparison, if it is there.

        Args:
            full_id: full identifier of a model or of an evaluation.
        """
        kept = [each for each in self._compared() if each["refId"] != full_id]
        if len(kept) < len(self._compared()):
            self.settings["comparedModels"] = kept

    def get_compared_items(self) -> list[str]:
        """Lists what is compared.

        Returns:
            Full identifiers of models and evaluations.
        """
        return [each["refId"] for each in self._compared()]

    @property
    def model_task_type(self) -> str | None:
        """What the models do, such as `REGRESSION`."""
        return self.settings.get("modelTaskType")

    @model_task_type.setter
    def model_task_type(self, model_task_type: str) -> None:
        self.settings["modelTaskType"] = model_task_type

    @property
    def display_name(self) -> str:
        """Name of the comparison."""
        return self.settings["displayName"]

    @display_name.setter
    def display_name(self, display_name: str) -> None:
        self.settings["displayName"] = display_name

    def save(self, *, force: bool | None = None) -> None:
        """Keeps the settings in DSS.

        Operation: `evaluation_comparison_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        comparison = self.evaluation_comparison
        read = api.evaluation_comparison.evaluation_comparison_get.build_request(
            comparison.project_key, comparison.comparison_id
        )
        with Saving(comparison.client.rest, read, self.settings, force):
            comparison.client.rest.empty(
                api.evaluation_comparison.evaluation_comparison_update.build_request(
                    comparison.project_key, comparison.comparison_id, body=self.settings
                )
            )
