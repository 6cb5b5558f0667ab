"""Models that a connection of Hugging Face serves on the instance's own machines."""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, handles
from dssmock.services.connection import find_usable

TYPE: Final = "HuggingFaceLocal"


def _place(call: Call) -> str:
    """Where the state of the model stands that a call is about.

    Raises:
        errors.BadRequest: the connection serves no models.
        errors.NotFound: it does not serve this one.
    """
    connection = find_usable(call, call.path["connection_name"])
    if connection["type"] != TYPE:
        raise errors.BadRequest(f"Connection {connection['name']} serves no local models")
    models = (connection.get("params") or {}).get("models") or []
    model = call.path["model_id"]
    if all(each.get("id") != model for each in models):
        raise errors.NotFound(f"local model does not exist: {model}")
    return f"{connection['name']}/{model}"


@handles("local_model_get_status")
def get_status(call: Call) -> dict[str, Any]:
    asleep = {"modelId": call.path["model_id"], "state": "STOPPED", "kernels": []}
    return call.dss.table("local_models").find(_place(call)) or asleep


@handles("local_model_wake_up")
def wake_up(call: Call) -> Any:
    place, model = _place(call), call.path["model_id"]
    models = call.dss.table("local_models")
    if place not in models:
        kernel = {"kernelId": call.dss.ids.short(8), "modelId": model, "state": "READY"}
        kernels = [{**kernel, "metrics": {"requests": 0}}]
        models.put(place, {"modelId": model, "state": "READY", "kernels": kernels})
    return EMPTY


@handles("local_model_shutdown")
def shutdown(call: Call) -> Any:
    place = _place(call)
    models = call.dss.table("local_models")
    if place in models:
        models.delete(place)
    return EMPTY


@handles("local_model_get_kernel_log")
def get_kernel_log(call: Call) -> dict[str, Any]:
    find_usable(call, call.path["connection_name"])
    start = f"{call.path['connection_name']}/"
    serving = [
        kernel["modelId"]
        for place, status in call.dss.table("local_models").items()
        for kernel in status["kernels"]
        if place.startswith(start) and kernel["kernelId"] == call.path["kernel_id"]
    ]
    if not serving:
        raise errors.NotFound(f"kernel does not exist: {call.path['kernel_id']}")
    return {"lines": [f"model {serving[0]} is ready"], "totalLines": 1, "maxLines": 1000}
