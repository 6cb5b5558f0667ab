"""Models that combine others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_scores as scores
from dssmock.services import _ml_state as state
from dssmock.services import _ml_training as training
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import Call

METHODS: Final = ("AVERAGE", "PROBA_AVERAGE", "MEDIAN", "VOTE", "LINEAR_MODEL", "LOGISTIC_MODEL")
GAIN: Final = 0.1  # of what is missing to a perfect model
_WORSE: Final = frozenset(
    {"rmse", "mse", "mae", "mape", "rmsle", "logLoss", "hammingLoss", "calibrationLoss"}
)


def start(call: Call, document: Mapping[str, Any]) -> str:
    """Start to combine the models of the call; gives the full identifier of the new one.

    Raises:
        errors.BadRequest: the method is not known, or the models cannot be combined.
        errors.NotFound: one of them does not exist.
    """
    method, ids = call.body["method"], call.body["modelsIds"]
    if method not in METHODS:
        raise errors.BadRequest(f"Unknown method: {method}")
    if document["settings"].get("predictionType") not in guess.PLAIN:
        raise errors.BadRequest("Only models that predict one target can be combined")
    members = [_member(call, id) for id in ids]
    if len(members) < 2:
        raise errors.BadRequest("At least two models are needed")
    row = state.task_row(call)
    session_id = training.new_session(
        call.dss, row, call.auth.name, {"sessionName": f"Ensemble ({method})"}
    )
    made = combined(members, method, session_id, call.dss.clock.now_ms())
    return state.full_id(training.add_model(call.dss, row, session_id, 1, made))


def _member(call: Call, id: str) -> dict[str, Any]:
    row = state.row_of_model(call.path["project_key"], id)
    found = call.dss.table(state.MODELS).find(row)
    if found is None or not row.startswith(f"{state.task_row(call)}."):
        raise errors.NotFound(f"trained model does not exist: {id}")
    if not state.is_done(found):
        raise errors.BadRequest(f"The training of this model failed: {id}")
    return found


def combined(
    members: Sequence[Mapping[str, Any]], method: str, session_id: str, now: int
) -> dict[str, Any]:
    """A model that is a little better than the best of its members."""
    first = copy_json(dict(members[0]))
    snippet, details = first["snippet"], first["details"]
    for name, value in list(snippet.items()):
        values = [each["snippet"].get(name) for each in members]
        if name not in details["perf"].get("metrics", details["perf"].get("tiMetrics", {})):
            continue
        snippet[name] = _better(name, [each for each in values if each is not None], value)
    info = {**snippet["trainInfo"], "state": "DONE", "startTime": now, "endTime": now}
    snippet |= {
        "algorithm": f"{_kind(snippet)}_ENSEMBLE",
        "sessionId": session_id,
        "sessionDate": now,
        "trainDate": now,
        "trainInfo": info,
        "gridLength": 1,
    }
    parts = [state.full_id(each) for each in members]
    details |= {
        "trainInfo": info,
        "modeling": {"algorithm": snippet["algorithm"], "ensemble_params": {"method": method}},
        "actualParams": {"resolved": {"algorithm": snippet["algorithm"], "method": method}},
        "ensemble": {"method": method, "modelsIds": parts},
    }
    details["iperf"].pop("gridCells", None)
    meta = {"name": f"Ensemble ({session_id})", "description": "", "starred": False, "labels": []}
    return {"snippet": snippet, "details": details, "userMeta": meta, "reports": {}}


def _kind(snippet: Mapping[str, Any]) -> str:
    return "REGRESSION" if snippet.get("predictionType") == "REGRESSION" else "CLASSIFICATION"


def _better(name: str, values: Sequence[float], value: float) -> float:
    """A metric of the combined model."""
    if name in _WORSE:
        return round(min(values) * (1 - GAIN), 6)
    if not 0 <= value <= 1:
        return value
    best = max(values)
    return round(best + GAIN * (scores.BEST - best) if best < scores.BEST else best, 6)
