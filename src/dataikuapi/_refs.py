"""What the objects of a flow are called on the wire, told from their handles.

The names of classes are looked at instead of the classes: a table of them would have to import
the handles of every kind.
"""

from __future__ import annotations

from typing import Any

from dataikuapi.dss.locations import AnyLoc

# Name of the class of a handle, without Async, and what DSS calls such an object.
KINDS = {
    "DSSDataset": "DATASET",
    "DSSManagedFolder": "MANAGED_FOLDER",
    "DSSSavedModel": "SAVED_MODEL",
    "DSSAgent": "SAVED_MODEL",
    "DSSModelEvaluationStore": "MODEL_EVALUATION_STORE",
    "DSSEvaluationStore": "MODEL_EVALUATION_STORE",
    "DSSRecipe": "RECIPE",
    "DSSStreamingEndpoint": "STREAMING_ENDPOINT",
    "DSSLabelingTask": "LABELING_TASK",
    "DSSKnowledgeBank": "RETRIEVABLE_KNOWLEDGE",
}
# The method of a project that gives the handle of an object of each kind.
METHODS = {
    "DATASET": "get_dataset",
    "MANAGED_FOLDER": "get_managed_folder",
    "SAVED_MODEL": "get_saved_model",
    "MODEL_EVALUATION_STORE": "get_model_evaluation_store",
    "RECIPE": "get_recipe",
    "STREAMING_ENDPOINT": "get_streaming_endpoint",
    "LABELING_TASK": "get_labeling_task",
    "RETRIEVABLE_KNOWLEDGE": "get_knowledge_bank",
}
# What the nodes of a graph are; the other types have no handle.
NODES = {
    "COMPUTABLE_DATASET": "DATASET",
    "COMPUTABLE_FOLDER": "MANAGED_FOLDER",
    "COMPUTABLE_SAVED_MODEL": "SAVED_MODEL",
    "COMPUTABLE_STREAMING_ENDPOINT": "STREAMING_ENDPOINT",
    "COMPUTABLE_MODEL_EVALUATION_STORE": "MODEL_EVALUATION_STORE",
    "COMPUTABLE_RETRIEVABLE_KNOWLEDGE": "RETRIEVABLE_KNOWLEDGE",
    "RUNNABLE_RECIPE": "RECIPE",
    "RUNNABLE_LABELING_TASK": "LABELING_TASK",
}
# Types of recipes of code whose settings have methods for it.
CODE_TYPES = (
    "python",
    "r",
    "sql_script",
    "pyspark",
    "sparkr",
    "spark_scala",
    "shell",
    "spark_sql_query",
)


def smart_ref(project_key: str, obj: Any) -> dict[str, str]:
    """Names an object as zones do.

    Args:
        project_key: key of the project of the zone.
        obj: handle of the object.

    Returns:
        A dict with `objectId`, `objectType` and, for an object of another project, `projectKey`.

    Raises:
        ValueError: it is no handle of an object of a flow.
    """
    for cls in type(obj).__mro__:
        kind = KINDS.get(cls.__name__.removeprefix("Async"))
        if kind is not None:
            ref = {"objectId": obj.id, "objectType": kind}
            return ref if obj.project_key == project_key else {"projectKey": obj.project_key, **ref}
    raise ValueError(f"a {type(obj).__name__} is no object of a flow")


def handle(project: Any, kind: str, name: str) -> Any:
    """Makes the handle of an object of a flow.

    Args:
        project: handle of the project in whose flow it stands.
        kind: what DSS calls such an object, such as `DATASET`.
        name: its identifier, or `PROJECT.identifier` for an object of another project.

    Returns:
        The handle.

    Raises:
        ValueError: this package has no handle for such objects.
    """
    place = AnyLoc.from_ref(project.project_key, name)
    if place.project_key != project.project_key:
        project = project.client.get_project(place.project_key)
    make = getattr(project, METHODS.get(kind, ""), None)
    if make is None:
        raise ValueError(f"there is no handle for {name}, which is a {kind}")
    return make(place.object_id)
