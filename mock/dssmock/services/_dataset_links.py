"""What refers to a dataset: recipes, analyses, zones, discussions, shares, found and kept right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _dataset_files
from dssmock.services import _dataset_state as state

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# Tables of this family whose rows are named after the dataset.
OWN_TABLES: Final = (
    state.BUILDS,
    "dataset_uploads",
    "dataset_metrics",
    "data_quality_rules",
    "data_quality_results",
    "statistics_worksheets",
)
ENDS: Final = ("inputs", "outputs")
Place = tuple[str, str]


def recipe_of(document: dict[str, Any]) -> dict[str, Any]:
    """The recipe in a document of the table ``recipes``, whether or not a payload is beside it."""
    return document.get("recipe") or document


def recipes(dss: DSSMock) -> Iterator[tuple[str, dict[str, Any]]]:
    """Row and recipe of all recipes."""
    for row, document in dss.table("recipes").items():
        yield row, recipe_of(document)


def ends_of(recipe: Mapping[str, Any], end: str) -> list[Place]:
    """Project and name of what stands at one end of a recipe."""
    key = recipe.get("projectKey") or ""
    roles = (recipe.get(end) or {}).values()
    items = [item for role in roles for item in (role or {}).get("items") or []]
    return [state.split_ref(key, item.get("ref") or "") for item in items]


def usages(dss: DSSMock, key: str, name: str) -> list[dict[str, Any]]:
    """What uses a dataset."""
    found: list[dict[str, Any]] = []
    for _, recipe in recipes(dss):
        found += [
            _usage(kind, recipe.get("name"), recipe.get("projectKey"))
            for end, kind in zip(ENDS, ("RECIPE_INPUT", "RECIPE_OUTPUT"), strict=True)
            if (key, name) in ends_of(recipe, end)
        ]
    for document in dss.table("analyses").values():
        owner = document["projectKey"]
        ref = document.get("inputDatasetSmartName") or ""
        if state.split_ref(owner, ref) == (key, name):
            found.append(_usage("ANALYSIS_INPUT", document["id"], owner))
    for project in dss.table("projects").ids():
        if project != key and state.shares(dss, key, name, project):
            found.append(_usage("EXPOSED", name, project))
    return found


def _usage(kind: str, id: Any, project_key: Any) -> dict[str, Any]:
    return {"type": kind, "objectId": id, "objectProjectKey": project_key}


def lineage(dss: DSSMock, key: str, name: str, column: str, most: int) -> list[dict[str, Any]]:
    """Where a column comes from and goes to: through recipes, to columns of the same name."""
    known = {(key, name)}
    todo = [(key, name)]
    relations: list[dict[str, Any]] = []
    while todo:
        here = todo.pop(0)
        for source, target in _steps(dss, here):
            relation = _relation(source, target, column)
            there = target if source == here else source
            if relation in relations or not _has_column(dss, there, column):
                continue
            if there not in known:
                if len(known) >= most:
                    continue
                known.add(there)
                todo.append(there)
            relations.append(relation)
    return relations


def _steps(dss: DSSMock, place: Place) -> Iterator[tuple[Place, Place]]:
    """From which dataset to which the recipes lead that have one at an end."""
    for _, recipe in recipes(dss):
        sources, targets = ends_of(recipe, "inputs"), ends_of(recipe, "outputs")
        for source in sources:
            for target in targets:
                if place in (source, target):
                    yield source, target


def _has_column(dss: DSSMock, place: Place, column: str) -> bool:
    found = dss.table(state.TABLE).find(state.row_of(*place))
    return found is not None and column in state.column_names(found)


def _relation(source: Place, target: Place, column: str) -> dict[str, Any]:
    return {
        "sourceProjectKey": source[0],
        "sourceDatasetName": source[1],
        "sourceColumnName": column,
        "targetProjectKey": target[0],
        "targetDatasetName": target[1],
        "targetColumnName": column,
    }


def forget(dss: DSSMock, key: str, name: str) -> None:
    """Delete a dataset and what hangs on it; recipes that are left without it go, too."""
    row = state.row_of(key, name)
    dss.table(state.TABLE).delete(row)
    for table in OWN_TABLES:
        if row in dss.table(table):
            dss.table(table).delete(row)
    for id, document in dss.table("discussions").items():
        if _is_about(document, key, name):
            dss.table("discussions").delete(id)
    for id, recipe in list(recipes(dss)):
        if any((key, name) in ends_of(recipe, end) for end in ENDS):
            _take_out(dss, id, key, name)
    _edit_zones(dss, key, name, None)


def _take_out(dss: DSSMock, row: str, key: str, name: str) -> None:
    """Take a dataset out of a recipe; a recipe without inputs or outputs is none."""
    with dss.table("recipes").edit(row) as document:
        recipe = recipe_of(document)
        owner = recipe.get("projectKey") or ""
        for end in ENDS:
            for role in (recipe.get(end) or {}).values():
                role["items"] = [
                    item
                    for item in role.get("items") or []
                    if state.split_ref(owner, item.get("ref") or "") != (key, name)
                ]
        left = all(ends_of(recipe, end) for end in ENDS)
    if not left:
        dss.table("recipes").delete(row)


def rename(dss: DSSMock, key: str, old: str, new: str) -> None:
    """Give a dataset another name, wherever it is named."""
    before, after = state.row_of(key, old), state.row_of(key, new)
    document = dss.table(state.TABLE).get(before)
    _dataset_files.move(dss, document, new)
    for table in (state.TABLE, *OWN_TABLES):
        if before in dss.table(table):
            kept = dss.table(table).get(before)
            dss.table(table).delete(before)
            dss.table(table).put(after, kept)
    with dss.table(state.TABLE).edit(after) as document:
        document["name"] = new
    for id, discussion in dss.table("discussions").items():
        if _is_about(discussion, key, old):
            dss.table("discussions").put(id, {**discussion, "objectId": new})
    for id, recipe in list(recipes(dss)):
        if any((key, old) in ends_of(recipe, end) for end in ENDS):
            _rename_in_recipe(dss, id, key, old, new)
    if after in dss.table("statistics_worksheets"):
        with dss.table("statistics_worksheets").edit(after) as kept:
            for worksheet in kept["worksheets"]:
                if worksheet.get("dataSpec"):
                    worksheet["dataSpec"]["inputDatasetSmartName"] = new
    _edit_zones(dss, key, old, new)
    _rename_shares(dss, key, old, new)


def _rename_in_recipe(dss: DSSMock, row: str, key: str, old: str, new: str) -> None:
    with dss.table("recipes").edit(row) as document:
        recipe = recipe_of(document)
        owner = recipe.get("projectKey") or ""
        for end in ENDS:
            for role in (recipe.get(end) or {}).values():
                for item in role.get("items") or []:
                    if state.split_ref(owner, item.get("ref") or "") == (key, old):
                        item["ref"] = state.ref_to(owner, key, new)


def _edit_zones(dss: DSSMock, key: str, old: str, new: str | None) -> None:
    """Rename a dataset in the zones of the flow, or take it out of them."""
    for row, zone in dss.table("flow_zones").items():
        owner = zone.get("projectKey") or row.partition(".")[0]
        for part in ("items", "shared"):
            items: list[dict[str, Any]] = zone.get(part) or []
            meant = [item for item in items if _is_item(item, owner, key, old)]
            if not meant:
                continue
            for item in meant:
                item["objectId"] = new
            zone[part] = [item for item in items if item["objectId"] is not None]
            dss.table("flow_zones").put(row, zone)


def _is_item(item: Mapping[str, Any], owner: str, key: str, name: str) -> bool:
    """Whether an item of a zone of a project is this dataset."""
    place = (item.get("projectKey") or owner, item.get("objectType"), item.get("objectId"))
    return place == (key, "DATASET", name)


def _rename_shares(dss: DSSMock, key: str, old: str, new: str) -> None:
    with dss.table("projects").edit(key) as project:
        exposed = project["settings"].get("exposedObjects") or {}
        for each in exposed.get("objects") or []:
            if each.get("type") == "DATASET" and each.get("localName") == old:
                each["localName"] = new


def _is_about(document: Mapping[str, Any], key: str, name: str) -> bool:
    place = (document["projectKey"], document["objectType"], document["objectId"])
    return place == (key, "DATASET", name)
