"""Where a model is: in an ML task, or a version of a saved model; what can be done with both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _dataset_state as datasets
from dssmock.services import _ml_state as lab
from dssmock.services import _object_state as objects
from dssmock.services import _saved_model_state as saved

if TYPE_CHECKING:
    from dssmock.core import Call


@dataclass(frozen=True, slots=True)
class Place:
    """A model, and where it is.

    Attributes:
        table: table of its document.
        row: identifier in the table.
        model: its document.
        full_id: its full identifier.
    """

    table: str
    row: str
    model: dict[str, Any]
    full_id: str

    def done(self) -> bool:
        """Whether it was trained well."""
        return lab.is_done(self.model)


def place(call: Call, right: str = objects.READ) -> Place:
    """The model of the call.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    if "model_id" in call.path:
        row, model = lab.model(call, right)
        return Place(lab.MODELS, row, model, lab.full_id(model))
    row, model = saved.version(call, right)
    return Place(saved.VERSIONS, row, model, saved.full_id(model))


def trained_place(call: Call, right: str = objects.READ) -> Place:
    """As :func:`place`, for what only models that were trained well can do.

    Raises:
        errors.BadRequest: the training failed.
    """
    found = place(call, right)
    if not found.done():
        raise errors.BadRequest(f"The training of this model failed: {found.full_id}")
    return found


def dataset_of(call: Call, model: Mapping[str, Any]) -> dict[str, Any]:
    """The dataset that a model was trained or evaluated on.

    Raises:
        errors.BadRequest: it was not evaluated yet.
        errors.NotFound: the dataset is gone.
    """
    if "model_id" in call.path:
        return lab.dataset_of(call.dss, model["projectKey"], model["analysisId"])
    ref = model.get("dataset")
    if not ref:
        raise errors.BadRequest("The model was not evaluated yet")
    return datasets.find(call.dss, model["projectKey"], ref)
