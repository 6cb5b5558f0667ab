"""Handlers of versions of saved models: brought in, activated, described, evaluated."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _external_model as external
from dssmock.services import _object_state as objects
from dssmock.services import _saved_model_state as state
from dssmock.services._identifiers import check_id


@handles("saved_model_import_version")
def import_version(call: Call) -> Empty:
    document = state.require(call, objects.WRITE)
    if document.get("savedModelType") not in (state.MLFLOW, state.PROXY):
        raise errors.BadRequest(f"Versions of saved model {document['id']} come from training only")
    archive = external.archive_of(call)
    wanted = state.PROXY if archive is None else state.MLFLOW
    if document["savedModelType"] != wanted:
        raise errors.BadRequest(f"Saved model {document['id']} is not of type {wanted}")
    add_external(call, document, check_id("a version", call.path["version_id"]), archive)
    return EMPTY


def add_external(
    call: Call, document: dict[str, Any], version_id: str, archive: bytes | None
) -> None:
    """Keep a version that comes from elsewhere.

    Raises:
        errors.BadRequest: the identifier is taken.
    """
    metadata = external.described(call, document, archive)
    state.add_version(
        call.dss,
        document,
        version_id,
        external.blank(call, document),
        activate=call.query.get("setActive", call.query.get("activate", True)),
        dataset=None,
        metadata=metadata,
    )
    if archive is not None:
        call.dss.blobs.put(f"{state.files_of(document)}/{version_id}.zip", archive)


@handles("saved_model_activate_version")
def activate(call: Call) -> Empty:
    document = state.require(call, objects.WRITE)
    state.version(call, objects.WRITE)
    with call.dss.table(state.MODELS).edit(state.row_of(document)) as draft:
        draft["activeVersion"] = call.path["version_id"]
    return EMPTY


@handles("saved_model_get_version_details")
def get_details(call: Call) -> dict[str, Any]:
    _, found = state.version(call)
    details = state.shown(found, "details")
    origin = found.get("origin")
    if origin:
        names = ("projectKey", "analysisId", "mlTaskId", "sessionId", "preprocessingId", "modelId")
        full = "-".join(["A", *(origin[name] for name in names)])
        details["smOrigin"] = {"origin": "EXPORTED_FROM_ANALYSIS", "fullModelId": full}
    return details


@handles("saved_model_get_version_snippet")
def get_snippet(call: Call) -> dict[str, Any]:
    return state.shown(state.version(call)[1], "snippet")


@handles("saved_model_update_version_user_meta")
def update_user_meta(call: Call) -> Empty:
    row, _ = state.version(call, objects.WRITE)
    with call.dss.table(state.VERSIONS).edit(row) as found:
        found["userMeta"] = call.body
    return EMPTY


def _external(call: Call, right: str = objects.READ) -> tuple[str, dict[str, Any]]:
    """The version of the call, which must come from elsewhere.

    Raises:
        errors.BadRequest: DSS has trained it.
    """
    row, found = state.version(call, right)
    if "metadata" not in found:
        raise errors.BadRequest(f"Version {found['versionId']} was trained by DSS")
    return row, found


@handles("saved_model_get_external_metadata")
def get_metadata(call: Call) -> dict[str, Any]:
    return _external(call)[1]["metadata"]


@handles("saved_model_update_external_metadata")
def update_metadata(call: Call) -> Empty:
    row, _ = _external(call, objects.WRITE)
    metadata = external.with_features(call, dict(call.body))
    with call.dss.table(state.VERSIONS).edit(row) as found:
        found["metadata"] = metadata
        found["details"]["coreParams"]["target_variable"] = metadata.get("targetColumnName")
    return EMPTY


@handles("saved_model_evaluate_external_version")
def evaluate(call: Call) -> Empty:
    row, found = _external(call, objects.WRITE)
    evaluate_version(call, row, found, call.body["datasetRef"])
    return EMPTY


def evaluate_version(call: Call, row: str, found: dict[str, Any], ref: str) -> None:
    """Find out how good a version is on a dataset, and keep it.

    Raises:
        errors.BadRequest: the target or a feature is missing.
        errors.NotFound: there is no such dataset.
    """
    parts = external.evaluated(call, found, ref)
    info = parts["snippet"]["trainInfo"]
    if info["state"] != "DONE":
        raise errors.BadRequest(info["failure"]["message"])
    algorithm = found["snippet"]["algorithm"]
    with call.dss.table(state.VERSIONS).edit(row) as draft:
        draft["dataset"] = ref
        draft["snippet"] = {**parts["snippet"], "algorithm": algorithm}
        draft["details"] = {
            **parts["details"],
            "modeling": {"algorithm": algorithm},
            "actualParams": {"resolved": {}},
        }
