"""Documents of recipes: found, named, connected.

A recipe is a document of the table ``recipes`` under ``PROJECT.name``: ``recipe`` and ``payload``
as the API answers them, and ``extras``, what metadata held besides.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import refs, whole
from dssmock.services import _object_state as objects
from dssmock.services._identifiers import check_id

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

TABLE: Final = "recipes"
CODE: Final = frozenset(
    {
        "python",
        "r",
        "sql_script",
        "pyspark",
        "sparkr",
        "spark_scala",
        "shell",
        "spark_sql_query",
        "sql_query",
        "cpython",
        "ksql",
        "streaming_spark_scala",
        "hive",
        "impala",
    }
)
VISUAL: Final = frozenset(
    {
        "sync",
        "csync",
        "shaker",
        "grouping",
        "upsert",
        "distinct",
        "window",
        "join",
        "fuzzyjoin",
        "geojoin",
        "vstack",
        "split",
        "sort",
        "topn",
        "pivot",
        "sampling",
        "download",
        "export",
        "generate_features",
        "extract_failed_rows",
        "update",
        "merge_folder",
        "list_folder_contents",
    }
)
MODEL: Final = frozenset(
    {
        "prediction_scoring",
        "clustering_scoring",
        "evaluation",
        "standalone_evaluation",
        "prediction_training",
        "clustering_training",
        "nlp_llm_evaluation",
        "nlp_agent_evaluation",
        "nlp_llm_rag_embedding",
        "embed_documents",
        "extract_content",
        "extract_fields",
        "prompt",
    }
)
CUSTOM: Final = ("CustomCode_", "App_")
# What can be read and written: the table it stands in.
COMPUTABLES: Final[Mapping[str, str]] = {
    "DATASET": "datasets",
    "MANAGED_FOLDER": "managed_folders",
    "SAVED_MODEL": "saved_models",
    "STREAMING_ENDPOINT": "streaming_endpoints",
    "MODEL_EVALUATION_STORE": "evaluation_stores",
}


def row_of(key: str, name: str) -> str:
    """Identifier of a recipe in the table."""
    return f"{key}.{name}"


def require(call: Call, right: str = objects.READ) -> dict[str, Any]:
    """The document of the recipe of the call, for a caller who has a right on its project.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    return whole_document(objects.require(call, TABLE, "recipe", call.path["recipe_name"], right))


def whole_document(document: dict[str, Any]) -> dict[str, Any]:
    """A document of the table; tests may have put a recipe there without its payload."""
    return document if "recipe" in document else {"recipe": document}


def load(dss: DSSMock, key: str, name: str) -> dict[str, Any]:
    """The document of a recipe.

    Raises:
        errors.NotFound: there is none.
    """
    return whole_document(dss.table(TABLE).get(row_of(key, name)))


def kind_of(dss: DSSMock, key: str, ref: str) -> str | None:
    """What a reference inside a project stands for, such as ``DATASET``; None for nothing."""
    owner, id = whole(key, ref)
    for kind, table in COMPUTABLES.items():
        if f"{owner}.{id}" in dss.table(table):
            return kind
    return None


def in_project(dss: DSSMock, key: str) -> Iterator[dict[str, Any]]:
    """The recipes of a project."""
    for document in objects.rows_of(dss, TABLE, key):
        yield whole_document(document)["recipe"]


def maker_of(dss: DSSMock, key: str, ref: str) -> dict[str, Any] | None:
    """The recipe of a project that writes an object, or None."""
    place = whole(key, ref)
    for recipe in in_project(dss, key):
        if place in [whole(key, each) for each in refs(recipe, "outputs")]:
            return recipe
    return None


def check_type(kind: Any) -> str:
    """Refuse types that no recipe has.

    Raises:
        errors.BadRequest: it is one.
    """
    if not isinstance(kind, str) or not kind:
        raise errors.BadRequest("Invalid recipe: its type is missing")
    if kind not in CODE | VISUAL | MODEL and not kind.startswith(CUSTOM):
        raise errors.BadRequest(f"Unknown type of recipe: {kind}")
    return kind


def blank(kind: str) -> dict[str, Any]:
    """A recipe that was not set up."""
    return {
        "type": kind,
        "tags": [],
        "description": "",
        "shortDesc": "",
        "checklists": {"checklists": []},
        "customMeta": {"kv": {}},
        "customFields": {},
        "neverBuilt": True,
        "optionalDependencies": False,
    }


def check_new_name(dss: DSSMock, key: str, name: str) -> None:
    """Refuse a name that a recipe cannot take.

    Raises:
        errors.BadRequest: it is taken, or is no name.
    """
    check_id("a recipe", name)
    if row_of(key, name) in dss.table(TABLE):
        raise errors.BadRequest(f"recipe already exists: {key}.{name}")


def free_name(dss: DSSMock, key: str, wanted: str) -> str:
    """A name like the one wanted that is not taken.

    The graph of the flow has one name for each node, so those of datasets count as taken.
    """
    check_id("a recipe", wanted)
    name, number = wanted, 1
    while any(row_of(key, name) in dss.table(table) for table in (TABLE, *COMPUTABLES.values())):
        name, number = f"{wanted}_{number}", number + 1
    return name


def roles_of(dss: DSSMock, key: str, given: Any, side: str) -> dict[str, Any]:
    """The inputs or outputs of a new recipe, completed.

    Raises:
        errors.BadRequest: they are no roles with items, or an output is of another project.
        errors.NotFound: one of them does not exist; it is named.
    """
    roles: dict[str, Any] = {}
    for role, content in (given or {}).items():
        items = (content or {}).get("items") or []
        roles[role] = {**content, "items": [_item(dss, key, each, side) for each in items]}
    return roles


def _item(dss: DSSMock, key: str, given: Mapping[str, Any], side: str) -> dict[str, Any]:
    ref = given.get("ref")
    if not isinstance(ref, str) or not ref:
        raise errors.BadRequest(f"Invalid recipe: one of its {side} has no ref")
    owner, id = whole(key, ref)
    if side == "outputs" and owner != key:
        raise errors.BadRequest(f"Invalid output of a recipe: {ref} is of another project")
    if kind_of(dss, key, ref) is None:
        raise errors.NotFound(f"{side[:-1]} of the recipe does not exist: {owner}.{id}")
    usual = {"deps": []} if side == "inputs" else {"appendMode": False}
    return {**usual, **given}


def payload_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a visual recipe computes.

    Raises:
        errors.BadRequest: its payload is no JSON object.
    """
    text = document.get("payload") or "{}"
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        name = document["recipe"]["name"]
        raise errors.BadRequest(f"The payload of recipe {name} is no JSON object")
    return found


def input_datasets(dss: DSSMock, key: str, recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The definitions of the datasets that a recipe reads in its role ``main``.

    Raises:
        errors.NotFound: one of them does not exist.
    """
    from dssmock.services import _dataset_state as datasets

    main = {"inputs": {"main": (recipe.get("inputs") or {}).get("main") or {}}}
    return [datasets.find(dss, key, ref) for ref in refs(main, "inputs")]
