"""Documents of visual analyses, ML tasks and trained models, and the pace of their work.

An analysis is a document of ``analyses`` under ``PROJECT.analysis``, an ML task one of ``ml_tasks``
under ``PROJECT.analysis.task``, a trained model one of ``trained_models`` under
``PROJECT.analysis.task.session.preprocessing.model``. Full identifiers of models name the project;
they are put together when they are shown, so that the copy of a project has its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _dataset_state as datasets
from dssmock.services import _object_state as objects
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

ANALYSES, TASKS, MODELS = "analyses", "ml_tasks", "trained_models"
_MODEL: Final = re.compile(r"A-\w+-(\w+)-(\w+)-(s\d+)-(pp\d+)-(m\d+)")


@dataclass(slots=True)
class Pace:
    """How long the work of ML tasks takes.

    Attributes:
        duration_ms: how long guessing and each session take on the instance's clock.
        looks: how many reads of an ML task still see the work going on, when its time is over.
    """

    duration_ms: int = 0
    looks: int = 1

    def dump(self) -> tuple[int, int]:
        """The pace, for a snapshot."""
        return self.duration_ms, self.looks

    def load(self, saved: tuple[int, int]) -> None:
        """Go back to a pace."""
        self.duration_ms, self.looks = saved


def pace(dss: DSSMock) -> Pace:
    """How long the work of ML tasks takes on an instance; tests may change it."""
    return dss.part("ml_pace", Pace)


def begun(dss: DSSMock, duration_ms: int | None = None) -> dict[str, Any]:
    """Some work that begins now.

    Args:
        dss: the instance.
        duration_ms: how long it takes; as the pace says when missing.
    """
    found = pace(dss)
    length = found.duration_ms if duration_ms is None else duration_ms
    return {"ends": dss.clock.now_ms() + length, "looks": found.looks, "length": length}


def goes_on(dss: DSSMock, work: dict[str, Any], *, look: bool) -> bool:
    """Whether some work still goes on; a look at it is counted.

    Args:
        dss: the instance.
        work: what :func:`begun` gave.
        look: whether somebody reads the ML task.
    """
    if dss.clock.now_ms() < work["ends"]:
        return True
    if work["looks"] > 0:
        work["looks"] -= look
        return True
    return False


def analysis(call: Call, right: str = objects.READ) -> dict[str, Any]:
    """The analysis of the call, for a caller who has a right on its project.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    return objects.require(call, ANALYSES, "analysis", call.path["analysis_id"], right)


def task_row(call: Call) -> str:
    """Identifier of the ML task of the call in its table."""
    path = call.path
    return f"{path['project_key']}.{path['analysis_id']}.{path['mltask_id']}"


def task(call: Call, right: str = objects.READ) -> dict[str, Any]:
    """The ML task of the call, for a caller who has a right on its project.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    id = f"{call.path['analysis_id']}.{call.path['mltask_id']}"
    found = objects.require(call, TASKS, "ML task", id, right)
    settle(call.dss, task_row(call), look=right == objects.READ)
    return call.dss.table(TASKS).get(task_row(call)) if found else found


def create_analysis(call: Call, key: str, ref: str) -> str:
    """Make an analysis on a dataset; gives its identifier.

    Raises:
        errors.NotFound: there is no such dataset.
    """
    dataset = datasets.find(call.dss, key, ref)
    id = call.dss.ids.short(8)
    document = {
        "id": id,
        "projectKey": key,
        "name": f"Analyze {dataset['name']}",
        "inputDatasetSmartName": datasets.ref_to(key, dataset["projectKey"], dataset["name"]),
        "script": {"steps": [], "explorationSampling": {}},
        "charts": [],
    }
    call.dss.table(ANALYSES).add(f"{key}.{id}", objects.begun(call, document))
    return id


def dataset_of(dss: DSSMock, key: str, analysis_id: str) -> dict[str, Any]:
    """The dataset that an analysis is on.

    Raises:
        errors.NotFound: it is gone.
    """
    found = dss.table(ANALYSES).get(f"{key}.{analysis_id}")
    ref = found.get("inputDatasetSmartName")
    return datasets.find(dss, key, ref if isinstance(ref, str) else "")


def tasks_of(dss: DSSMock, key: str, analysis_id: str | None = None) -> list[dict[str, Any]]:
    """The ML tasks of a project, or of one of its analyses."""
    found = objects.rows_of(dss, TASKS, key)
    return [each for each in found if analysis_id in (None, each["analysisId"])]


def delete_task(dss: DSSMock, row: str) -> None:
    """Delete an ML task with its models."""
    for id in dss.table(MODELS).ids():
        if id.startswith(f"{row}."):
            dss.table(MODELS).delete(id)
    dss.table(TASKS).delete(row)


def summary(dss: DSSMock, document: Mapping[str, Any]) -> dict[str, Any]:
    """An ML task as lists show it."""
    key, analysis_id = document["projectKey"], document["analysisId"]
    found = dss.table(ANALYSES).find(f"{key}.{analysis_id}") or {}
    told = document["settings"]
    names = ("taskType", "predictionType", "targetVariable", "backendType")
    return {
        "mlTaskId": document["id"],
        "mlTaskName": document["name"],
        "analysisId": analysis_id,
        "analysisName": found.get("name"),
        "projectKey": key,
        "inputDataset": found.get("inputDatasetSmartName"),
        **{name: told.get(name) for name in names},
    }


def settle(dss: DSSMock, row: str, *, look: bool = False) -> None:
    """Bring the sessions of an ML task up to date: end them, and begin those that wait.

    Args:
        dss: the instance.
        row: identifier of the ML task.
        look: whether somebody reads the ML task.
    """
    with dss.table(TASKS).edit(row) as document:
        sessions = document["sessions"]
        for session in sessions:
            if session["state"] == "RUNNING" and not goes_on(dss, session["work"], look=look):
                session["state"] = "DONE"
        if not any(each["state"] == "RUNNING" for each in sessions):
            waiting = [each for each in sessions if each["state"] == "QUEUED"]
            if waiting and document["runQueue"]:
                again = begun(dss, waiting[0]["work"].get("length"))
                waiting[0] |= {"state": "RUNNING", "work": again}
                document["runQueue"] = len(waiting) > 1


def is_training(document: Mapping[str, Any]) -> bool:
    """Whether an ML task trains."""
    return any(each["state"] == "RUNNING" for each in document["sessions"])


def queued(document: Mapping[str, Any]) -> list[str]:
    """The sessions of an ML task that wait."""
    return [each["id"] for each in document["sessions"] if each["state"] == "QUEUED"]


def full_id(document: Mapping[str, Any]) -> str:
    """Full identifier of a trained model."""
    names = ("projectKey", "analysisId", "mlTaskId", "sessionId", "preprocessingId", "modelId")
    return "-".join(["A", *(document[name] for name in names)])


def row_of_model(key: str, full: str) -> str:
    """Identifier in the table of a model that a full identifier names.

    The project in it may be another one: that from which this was copied.

    Raises:
        errors.NotFound: it is no such identifier.
    """
    found = _MODEL.fullmatch(full)
    if found is None:
        raise errors.NotFound(f"trained model does not exist: {full}")
    return ".".join([key, *found.groups()])


def models_of(dss: DSSMock, row: str) -> list[dict[str, Any]]:
    """The models of an ML task, oldest first; those of sessions that wait are not there yet."""
    document = dss.table(TASKS).get(row)
    waiting = set(queued(document))
    return [
        model
        for id, model in dss.table(MODELS).items()
        if id.startswith(f"{row}.") and model["sessionId"] not in waiting
    ]


def model(call: Call, right: str = objects.READ) -> tuple[str, dict[str, Any]]:
    """The trained model of the call: its identifier in the table, and its document.

    Raises:
        errors.NotFound: the ML task has none of this identifier.
        errors.Forbidden: the caller has not the right.
    """
    task(call, right)
    full = call.path["model_id"]
    row = row_of_model(call.path["project_key"], full)
    found = call.dss.table(MODELS).find(row)
    if found is None or not row.startswith(f"{task_row(call)}."):
        raise errors.NotFound(f"trained model does not exist: {full}")
    return row, found


def shown(dss: DSSMock, document: Mapping[str, Any], part: str) -> dict[str, Any]:
    """A part of a trained model as the API shows it.

    Args:
        dss: the instance.
        document: document of the model.
        part: ``snippet`` or ``details``.
    """
    row = ".".join(document[name] for name in ("projectKey", "analysisId", "mlTaskId"))
    running = is_running(dss.table(TASKS).get(row), document["sessionId"])
    body = copy_json(document[part]) | {
        "fullModelId": full_id(document),
        "userMeta": copy_json(document["userMeta"]),
    }
    if not running:
        return body
    kept = ("fullModelId", "userMeta", "algorithm", "taskType", "predictionType", "sessionId")
    hidden = {name: body[name] for name in (*kept, "coreParams", "backendType") if name in body}
    return {**hidden, "trainInfo": {"state": "RUNNING"}}


def is_running(document: Mapping[str, Any], session_id: str) -> bool:
    """Whether a session of an ML task is being trained."""
    return any(
        each["id"] == session_id and each["state"] == "RUNNING" for each in document["sessions"]
    )


def is_done(model: Mapping[str, Any]) -> bool:
    """Whether a model was trained well."""
    return model["snippet"]["trainInfo"]["state"] == "DONE"
