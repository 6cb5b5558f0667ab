"""Handlers that take models out of DSS: code, registries, documents."""

from __future__ import annotations

import json
from typing import Any, Final

from dssmock import errors
from dssmock.core import Binary, Call, handles
from dssmock.services import _flow_docx as docx
from dssmock.services import _managed_folder_state as folders
from dssmock.services import _object_state as objects
from dssmock.services import _saved_model_state as saved
from dssmock.services._ml_guess import inputs_of
from dssmock.services._model_place import Place, trained_place
from dssmock.services._plugin_archive import write_zip
from dssmock.services._project_archive import live_blob
from dssmock.services.saved_model import metrics_of

DOCUMENTS: Final = "model_documentations"
# Algorithms that DSS cannot compile, by what their names begin with.
_NO_JAR: Final = ("KNN", "SVC", "SVM", "CUSTOM", "MLFLOW", "PROXY", "TABICL")
_PMML: Final = ("RANDOM_FOREST", "DECISION_TREE", "GBT", "LOGISTIC", "RIDGE", "LASSO", "LEAST")


def _summary(found: Place) -> dict[str, Any]:
    """What the files of a model say of it."""
    return {
        "fullModelId": found.full_id,
        "algorithm": found.model["snippet"]["algorithm"],
        "predictionType": found.model["snippet"].get("predictionType"),
        "features": inputs_of(found.model["details"]),
        "metrics": metrics_of(found.model),
    }


@handles("trained_model_download_scoring_jar", "saved_model_download_version_scoring_jar")
def download_jar(call: Call) -> Binary:
    found = trained_place(call)
    algorithm = found.model["snippet"]["algorithm"]
    if algorithm.startswith(_NO_JAR):
        raise errors.BadRequest(f"Models of {algorithm} cannot be compiled")
    name = call.query.get("fullClassName") or "model.Model"
    files = {
        "META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n",
        f"{name.replace('.', '/')}.class": b"\xca\xfe\xba\xbe",
        "model.json": json.dumps(_summary(found), sort_keys=True).encode(),
    }
    if call.query.get("includeLibs", False):
        files["libs/dss-scoring.txt"] = b"the libraries that score\n"
    return Binary(write_zip(files), "model.jar")


@handles("trained_model_download_scoring_pmml", "saved_model_download_version_scoring_pmml")
def download_pmml(call: Call) -> Binary:
    found = trained_place(call)
    from xml.sax.saxutils import quoteattr  # it loads urllib.request, which nothing else here needs

    algorithm = found.model["snippet"]["algorithm"]
    if not algorithm.startswith(_PMML):
        raise errors.BadRequest(f"Models of {algorithm} cannot be written as PMML")
    fields = "".join(
        f'<DataField name={quoteattr(name)} optype="continuous" dataType="double"/>'
        for name in inputs_of(found.model["details"])
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PMML xmlns="http://www.dmg.org/PMML-4_2" version="4.2">'
        f"<Header description={quoteattr(found.full_id)}/>"
        f"<DataDictionary>{fields}</DataDictionary></PMML>"
    )
    return Binary(text.encode(), "model.pmml")


@handles("trained_model_download_scoring_python", "saved_model_download_version_scoring_python")
def download_python(call: Call) -> Binary:
    found = trained_place(call)
    as_mlflow = call.query.get("mlflowExport", False)
    if as_mlflow and call.query.get("useOriginalMLflowModel", False):
        return Binary(_original(call, found), "model.zip")
    summary = json.dumps(_summary(found), sort_keys=True).encode()
    if not as_mlflow:
        return Binary(write_zip({"model.json": summary, "requirements.txt": b""}), "model.zip")
    flavors = b"flavors:\n  python_function:\n    loader_module: dataikuscoring.mlflow\n"
    return Binary(write_zip({"MLmodel": flavors, "model.json": summary}), "model.zip")


def _original(call: Call, found: Place) -> bytes:
    """The archive that a version was brought in with."""
    model = found.model
    if found.table == saved.VERSIONS:
        place = {"projectKey": model["projectKey"], "id": model["savedModelId"]}
        name = f"{saved.files_of(place)}/{model['versionId']}.zip"
        if name in call.dss.blobs:
            return call.dss.blobs.get(name)
    raise errors.BadRequest(f"This model does not come from MLflow: {found.full_id}")


def _require_connection(call: Call, kind: str) -> str:
    """The connection of the call.

    Raises:
        errors.BadRequest: none is named, or it is of another type.
        errors.NotFound: there is none.
    """
    name = call.query.get("connectionName")
    if not name:
        raise errors.BadRequest("connectionName is missing")
    connection = call.dss.table("connections").get(name)
    if connection["type"] != kind:
        raise errors.BadRequest(f"Connection {name} is not of type {kind}")
    return name


@handles("trained_model_export_to_databricks", "saved_model_export_version_to_databricks")
def export_to_databricks(call: Call) -> dict[str, Any]:
    found = trained_place(call, objects.WRITE)
    connection = _require_connection(call, "DatabricksModelDeployment")
    name = call.query.get("modelName") or ""

    def work() -> dict[str, Any]:
        row = f"{connection}/{name}"
        number = (call.dss.table("databricks_models").find(row) or {"version": 0})["version"] + 1
        registered = {"modelName": name, "version": number, "fullModelId": found.full_id}
        call.dss.table("databricks_models").put(row, registered)
        return registered

    return call.dss.futures.start(call, work, payload={"displayName": f"Export {found.full_id}"})


@handles("saved_model_export_version_to_snowflake")
def export_to_snowflake(call: Call) -> dict[str, Any]:
    found = trained_place(call, objects.WRITE)
    connection = _require_connection(call, "Snowflake")
    name = call.query.get("functionName") or ""

    def work() -> dict[str, Any]:
        made = {"functionName": name, "connection": connection, "fullModelId": found.full_id}
        call.dss.table("snowflake_functions").put(f"{connection}/{name}", made)
        return made

    return call.dss.futures.start(call, work, payload={"displayName": f"Export {found.full_id}"})


@handles("trained_model_generate_documentation", "saved_model_generate_version_documentation")
def generate(call: Call) -> dict[str, Any]:
    return _write(call, None)


@handles(
    "trained_model_generate_documentation_from_folder",
    "saved_model_generate_version_documentation_from_folder",
)
def generate_from_folder(call: Call) -> dict[str, Any]:
    folder, path = call.query.get("folderId"), call.query.get("path")
    if not folder or not path:
        raise errors.BadRequest("folderId and path are needed")
    trained_place(call, objects.READ)
    folders.find(call.dss, call.path["project_key"], folder)
    return _write(call, folders.read(call.dss, call.path["project_key"], folder, path))


@handles(
    "trained_model_generate_documentation_from_template",
    "saved_model_generate_version_documentation_from_template",
)
def generate_from_template(call: Call) -> dict[str, Any]:
    return _write(call, call.files["file"].data)


def _write(call: Call, template: bytes | None) -> dict[str, Any]:
    """Write a document on the model of the call, as a task."""
    found = trained_place(call)
    if template is not None:
        docx.check(template)
    told = _summary(found)
    lines = [f"{name}: {json.dumps(value)}" for name, value in told.items()]

    def work() -> dict[str, Any]:
        id = call.dss.ids.short(8)
        key = call.path["project_key"]
        name = live_blob(key, f"{DOCUMENTS}/{id}.docx")
        call.dss.blobs.put(name, docx.write(lines, template))
        call.dss.table(DOCUMENTS).put(f"{key}.{id}", {"projectKey": key, "file": name})
        return {"exportId": id}

    return call.dss.futures.start(call, work, payload={"displayName": f"Document {found.full_id}"})


@handles("trained_model_download_documentation", "saved_model_download_documentation")
def download_documentation(call: Call) -> Binary:
    id = call.path["export_id"]
    found = objects.require(call, DOCUMENTS, "model documentation", id)
    return Binary(call.dss.blobs.get(found["file"]), "model.docx")
