"""Handlers of what DSS finds out about recipes: status, engines, changes of schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.activities import refs
from dssmock.core import Call, handles
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as datasets
from dssmock.services import _dataset_write, _recipe_work
from dssmock.services import _object_state as objects
from dssmock.services import _recipe_state as state
from dssmock.services._loose import as_dicts, as_text
from dssmock.services._messages import messages

if TYPE_CHECKING:
    from dssmock.core import DSSMock

LABELS = {"DSS": "DSS", "SQL": "In-database (SQL)"}


@handles("recipe_get_status")
def get_status(call: Call) -> dict[str, Any]:
    document = state.require(call)
    recipe = document["recipe"]
    found: dict[str, Any] = {}
    if recipe["type"] not in state.CODE:
        engines = [_engine(kind) for kind in _engines(call.dss, recipe)]
        wanted = (recipe.get("params") or {}).get("engineType")
        chosen = [each for each in engines if each["type"] == wanted] or engines[-1:]
        found = {"selectedEngine": chosen[0], "engines": engines}
    said = messages(*(("ERROR", text) for text in _problems(call.dss, document)))
    return {**found, "allMessagesForFrontend": said}


def _engine(kind: str) -> dict[str, Any]:
    return {"type": kind, "label": LABELS[kind], "isSelectable": True}


def _engines(dss: DSSMock, recipe: Mapping[str, Any]) -> list[str]:
    """The engines that could run a recipe; the database where all datasets are in one."""
    key = recipe["projectKey"]
    homes: set[str | None] = set()
    for ref in [*refs(recipe, "inputs"), *refs(recipe, "outputs")]:
        found = dss.table(datasets.TABLE).find(".".join(datasets.split_ref(key, ref)))
        in_database = found is not None and rows.is_sql(found)
        homes.add((found.get("params") or {}).get("connection") if in_database else None)
    return ["DSS", "SQL"] if len(homes) == 1 and None not in homes else ["DSS"]


def _problems(dss: DSSMock, document: Mapping[str, Any]) -> Iterator[str]:
    """What keeps a recipe from running."""
    recipe = document["recipe"]
    key, complete = recipe["projectKey"], True
    for side, one in (("inputs", "input"), ("outputs", "output")):
        for ref in refs(recipe, side):
            if state.kind_of(dss, key, ref) is None:
                complete = False
                yield f"The {one} {ref} does not exist"
    if not list(refs(recipe, "outputs")):
        complete = False
        yield f"Recipe {recipe['name']} has no output"
    if complete and _recipe_work.can_tell(recipe["type"]):
        try:
            _recipe_work.new_columns(dss, document)
        except errors.DSSError as error:
            yield error.message


def changes(dss: DSSMock, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How the schemas of the outputs of a recipe have to change; those that fit are left out.

    Raises:
        errors.DSSError: the recipe cannot tell.
    """
    recipe = document["recipe"]
    if recipe["type"] in state.CODE - {"sql_query"}:
        raise errors.BadRequest(
            f"The schemas of the outputs of recipe {recipe['name']} cannot be computed: "
            f"it is a recipe of type {recipe['type']}"
        )
    if not _recipe_work.can_tell(recipe["type"]):
        return []
    found: list[dict[str, Any]] = []
    for ref, columns in _recipe_work.new_columns(dss, document):
        dataset = datasets.find(dss, recipe["projectKey"], ref)
        said = list(_differences(datasets.columns_of(dataset), columns))
        if said:
            found.append(
                {
                    "type": "DATASET",
                    "datasetName": ref,
                    "newSchema": {"columns": columns, "userModified": False},
                    "incompatibilities": said,
                }
            )
    return found


def _differences(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[str]:
    before = {each["name"]: each["type"] for each in old}
    after = {each["name"]: each["type"] for each in new}
    for name, kind in after.items():
        if name not in before:
            yield f"The output has no column {name}"
        elif before[name] != kind:
            yield f"Column {name} of the output is {before[name]}, it will be {kind}"
    for name in before:
        if name not in after:
            yield f"The recipe gives no column {name}"
    if set(before) == set(after) and list(before) != list(after):
        yield "The columns of the output are in another order"


@handles("recipe_compute_schema_update")
def compute_schema_update(call: Call) -> dict[str, Any]:
    found = changes(call.dss, state.require(call))
    count = sum(len(each["incompatibilities"]) for each in found)
    return {"totalIncompatibilities": count, "computables": found}


@handles("recipe_apply_schema_update")
def apply_schema_update(call: Call) -> dict[str, Any]:
    recipe = state.require(call, objects.WRITE)["recipe"]
    kind, ref = call.body["computableType"], call.body["computableId"]
    if kind != "DATASET":
        raise errors.BadRequest(
            f"Unknown type of output, its schema is not changed here: {kind} {ref}"
        )
    if ref not in refs(recipe, "outputs"):
        raise errors.NotFound(f"{ref} is no output of recipe {recipe['name']}")
    columns = call.body["newSchema"].get("columns")
    if not isinstance(columns, list):
        raise errors.BadRequest(f"Invalid schema of {ref}: it has no columns")
    for each in as_dicts(columns) if len(as_dicts(columns)) == len(columns) else [{}]:
        if not (as_text(each.get("name")) and as_text(each.get("type"))):
            raise errors.BadRequest(f"Invalid schema of {ref}: a column lacks name or type")
    dataset = datasets.find(call.dss, recipe["projectKey"], ref)
    set_columns(call.dss, dataset, columns, drop=call.body.get("dropAndRecreate", False))
    return messages(("SUCCESS", f"Updated the schema of {ref}"))


def set_columns(
    dss: DSSMock, dataset: dict[str, Any], columns: list[dict[str, Any]], *, drop: bool
) -> None:
    """Give an output other columns; a table that has the old ones is dropped if wanted."""
    if drop and rows.is_sql(dataset) and _dataset_write.has_table(dss, dataset):
        _dataset_write.drop(dss, dataset)
    datasets.set_columns(dss, dataset, columns)
