"""Handlers of recipes: list, create, read, change, rename, delete, metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.activities import refs
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _dataset_managed as managed
from dssmock.services import _flow_zones as zones
from dssmock.services import _object_state as objects
from dssmock.services import _recipe_payload as payloads
from dssmock.services import _recipe_state as state
from dssmock.services import managed_folder
from dssmock.services._loose import as_dict

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# Members of a recipe that nobody can set.
FIXED = ("projectKey", "name", "creationTag")
# What metadata calls members of a recipe.
METADATA = {
    "description": "description",
    "shortDesc": "shortDesc",
    "tags": "tags",
    "checklists": "checklists",
    "custom": "customMeta",
    "customFields": "customFields",
}


def shown(document: Mapping[str, Any]) -> dict[str, Any]:
    """A recipe and its payload as the API shows them; a payload that is not there is left out."""
    found = {"recipe": document["recipe"]}
    if document.get("payload") is not None:
        found["payload"] = document["payload"]
    return found


@handles("recipe_list")
def list_recipes(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return list(state.in_project(call.dss, key))


@handles("recipe_create")
def create(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, objects.WRITE)
    prototype = call.body["recipePrototype"]
    settings = call.body.get("creationSettings") or {}
    _check_form(call.dss, prototype)
    if prototype.get("projectKey") not in (None, key):
        raise errors.BadRequest(f"projectKey must be {key}: {prototype['projectKey']!r}")
    kind = state.check_type(prototype.get("type"))
    dss = call.dss
    inputs = state.roles_of(dss, key, _inputs(prototype, settings), "inputs")
    _check_outputs(call, key, prototype, settings)
    name = state.free_name(dss, key, prototype.get("name") or _usual_name(prototype, kind))
    outputs = _with_outputs(call, key, prototype.get("outputs"), settings)
    outputs = state.roles_of(dss, key, outputs, "outputs")
    recipe = state.blank(kind) | dict(prototype)
    recipe |= {"projectKey": key, "name": name, "type": kind, "inputs": inputs, "outputs": outputs}
    recipe["params"] = payloads.params_of(kind) | (prototype.get("params") or {})
    columns = [
        (each["name"], (each.get("schema") or {}).get("columns") or [])
        for each in _read_datasets(dss, key, recipe)
    ]
    document = {
        "recipe": objects.begun(call, recipe),
        "payload": payloads.payload_of(kind, settings, columns),
        "extras": {},
    }
    dss.table(state.TABLE).add(state.row_of(key, name), document)
    zones.keep_together(dss, key, recipe)
    return {"name": name}


def _check_form(dss: DSSMock, prototype: Mapping[str, Any]) -> None:
    """Refuse a prototype that is not like a recipe; its name may be missing.

    Raises:
        errors.BadRequest: it is not.
    """
    recipe = {**prototype, "name": prototype.get("name") or "new"}
    validator = dss.bundle.validator("/components/schemas/Recipe")
    for problem in validator.iter_errors(recipe):
        place = ".".join(str(each) for each in problem.instance_path)
        raise errors.BadRequest(f"Invalid recipePrototype: {place} is not that of a recipe")


def _inputs(prototype: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of a new recipe; those of a join are given apart."""
    inputs = dict(prototype.get("inputs") or {})
    names, _ = payloads.virtual_inputs(settings)
    if names:
        inputs["main"] = {"items": [{"ref": name} for name in names]}
    return inputs


def _read_datasets(dss: DSSMock, key: str, recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The datasets among the main inputs; a folder or model has no columns."""
    main = {"main": (recipe.get("inputs") or {}).get("main") or {}}
    items = refs({"inputs": main}, "inputs")
    kept = [{"ref": ref} for ref in items if state.kind_of(dss, key, ref) == "DATASET"]
    return state.input_datasets(dss, key, {"inputs": {"main": {"items": kept}}})


def _check_outputs(
    call: Call, key: str, prototype: Mapping[str, Any], settings: Mapping[str, Any]
) -> None:
    """Refuse a recipe that would make nothing, or what another one makes.

    Raises:
        errors.BadRequest: it has no output, or another recipe has it.
    """
    named = prototype.get("name") or prototype.get("type")
    outputs = list(refs(prototype, "outputs"))
    if not outputs and not settings.get("outputRetrievableKnowledgeName"):
        raise errors.BadRequest(f"Invalid recipe {named}: it has no output")
    for ref in outputs:
        other = state.maker_of(call.dss, key, ref)
        if other is not None:
            raise errors.BadRequest(f"{ref} is already an output of recipe {other['name']}")


def _usual_name(prototype: Mapping[str, Any], kind: str) -> str:
    """The name that a recipe gets when nobody gives one."""
    first = next(refs(prototype, "outputs"), kind)
    return f"compute_{first}"


def _with_outputs(
    call: Call, key: str, given: Mapping[str, Any] | None, settings: Mapping[str, Any]
) -> dict[str, Any]:
    """The outputs of a new recipe, those made that it brings along."""
    outputs: dict[str, Any] = {role: dict(content) for role, content in (given or {}).items()}
    by_role = as_dict(settings.get("outputDatasetsCreationSettingsByRole"))
    for role, wishes in by_role.items():
        for name, wish in as_dict(wishes).items():
            if name in refs({"outputs": {role: outputs.get(role) or {}}}, "outputs"):
                managed.make(call, key, name, _wish(wish))
    main = (outputs.get("main") or {}).get("items") or []
    if settings.get("createOutputDataset") and main:
        managed.make(call, key, main[0]["ref"], _wish(settings.get("outputDatasetSettings")))
    elif settings.get("createOutputFolder") and main:
        folder = _make_folder(call, main[0]["ref"], as_dict(settings.get("outputFolderSettings")))
        outputs["main"] = {"items": [{**main[0], "ref": folder}, *main[1:]]}
    return outputs


def _wish(given: Any) -> dict[str, Any]:
    """How an output is to be made, whatever was sent as such."""
    wish = as_dict(given)
    return {**wish, "specificSettings": as_dict(wish.get("specificSettings"))}


def _make_folder(call: Call, name: str, wish: Mapping[str, Any]) -> str:
    """Make a managed folder; gives its identifier."""
    params = {"connection": wish["connectionId"]} if wish.get("connectionId") else {}
    body = {"name": name, "type": wish.get("typeOptionId"), "params": params}
    return managed_folder.create(replace(call, body=body))["id"]


@handles("recipe_get")
def get(call: Call) -> dict[str, Any]:
    return shown(state.require(call))


@handles("recipe_update")
def update(call: Call) -> dict[str, Any]:
    document = state.require(call, objects.WRITE)
    old, new = document["recipe"], call.body.get("recipe")
    if new is None:
        raise errors.BadRequest("Invalid recipe: it is missing")
    for member in ("projectKey", "name", "type"):
        if new.get(member) not in (None, old[member]):
            raise errors.BadRequest(f"{member} cannot be changed: {new[member]!r}")
    fixed = {member: old[member] for member in FIXED}
    number = (old.get("versionTag") or {}).get("versionNumber", 0) + 1
    tag = objects.tag_of(call.dss, call.auth.name, number)
    document["recipe"] = {**new, **fixed, "type": old["type"], "versionTag": tag}
    document["payload"] = call.body.get("payload", document.get("payload"))
    key, name = old["projectKey"], old["name"]
    call.dss.table(state.TABLE).put(state.row_of(key, name), document)
    zones.keep_together(call.dss, key, document["recipe"])
    return {"msg": f"Updated recipe {key}.{name}"}


@handles("recipe_delete")
def delete(call: Call) -> Empty:
    recipe = state.require(call, objects.WRITE)["recipe"]
    key, name = recipe["projectKey"], recipe["name"]
    call.dss.table(state.TABLE).delete(state.row_of(key, name))
    zones.forget(call.dss, key, "RECIPE", name)
    for id, each in call.dss.table("discussions").items():
        if (each["projectKey"], each["objectType"], each["objectId"]) == (key, "RECIPE", name):
            call.dss.table("discussions").delete(id)
    return EMPTY


@handles("recipe_rename")
def rename(call: Call) -> Empty:
    key, old, new = call.path["project_key"], call.body["oldName"], call.body["newName"]
    call.require_project(key, objects.WRITE)
    document = state.load(call.dss, key, old)
    state.check_new_name(call.dss, key, new)
    document["recipe"]["name"] = new
    call.dss.table(state.TABLE).delete(state.row_of(key, old))
    call.dss.table(state.TABLE).put(state.row_of(key, new), document)
    zones.rename(call.dss, key, "RECIPE", old, new)
    for id, each in call.dss.table("discussions").items():
        if (each["projectKey"], each["objectType"], each["objectId"]) == (key, "RECIPE", old):
            call.dss.table("discussions").put(id, {**each, "objectId": new})
    return EMPTY


@handles("recipe_get_metadata")
def get_metadata(call: Call) -> dict[str, Any]:
    document = state.require(call)
    recipe = document["recipe"]
    known = {name: recipe.get(member) for name, member in METADATA.items()}
    return {"label": None, **known, **(document.get("extras") or {})}


@handles("recipe_update_metadata")
def update_metadata(call: Call) -> dict[str, Any]:
    document = state.require(call, objects.WRITE)
    recipe = document["recipe"]
    for name, member in METADATA.items():
        if name in call.body:
            recipe[member] = call.body[name]
    document["extras"] = {name: value for name, value in call.body.items() if name not in METADATA}
    tag = recipe.get("versionTag") or {}
    number = tag.get("versionNumber", 0) + 1
    recipe["versionTag"] = objects.tag_of(call.dss, call.auth.name, number)
    row = state.row_of(recipe["projectKey"], recipe["name"])
    call.dss.table(state.TABLE).put(row, document)
    return {"msg": f"Updated metadata of recipe {row}"}
