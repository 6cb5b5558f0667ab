"""Zones of flows: what is in them, kept right.

A zone is a document of the table ``flow_zones`` under ``PROJECT.id``. What is in no zone is in the
default one, whose items are therefore not kept but computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import refs, whole
from dssmock.services import _flow_graph as graphs
from dssmock.services import _recipe_state as recipes

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TABLE: Final = "flow_zones"
DEFAULT: Final = "default"
COLOR: Final = "#2ab1ac"
# Project, kind and identifier of an object.
Place = tuple[str, str, str]


def row_of(key: str, id: str) -> str:
    """Identifier of a zone in the table."""
    return f"{key}.{id}"


def place_of(key: str, ref: Mapping[str, Any]) -> Place:
    """The object that an item of a zone of a project means."""
    return ref.get("projectKey") or key, ref.get("objectType") or "", ref["objectId"]


def item_of(key: str, place: Place) -> dict[str, Any]:
    """An object as zones of a project list it."""
    owner, kind, id = place
    item = {"objectId": id, "objectType": kind}
    return item if owner == key else {"projectKey": owner, **item}


def blank(key: str, id: str, name: str, color: str | None) -> dict[str, Any]:
    """The document of a zone in which nothing is."""
    return {
        "projectKey": key,
        "id": id,
        "name": name,
        "color": color or COLOR,
        "items": [],
        "shared": [],
        "position": {"x": 0, "y": 0},
    }


def stored(dss: DSSMock, key: str) -> list[dict[str, Any]]:
    """The zones of a project that somebody made, and the default one first."""
    own = [zone for row, zone in dss.table(TABLE).items() if row.startswith(f"{key}.")]
    default = [zone for zone in own if zone["id"] == DEFAULT] or [
        blank(key, DEFAULT, "Default", None)
    ]
    return [*default, *(zone for zone in own if zone["id"] != DEFAULT)]


def find(dss: DSSMock, key: str, id: str) -> dict[str, Any]:
    """A zone as it is kept.

    Raises:
        errors.NotFound: there is none.
    """
    for zone in stored(dss, key):
        if zone["id"] == id:
            return zone
    raise errors.NotFound(f"flow zone does not exist: {key}.{id}")


def keep(dss: DSSMock, zone: Mapping[str, Any]) -> None:
    """Put a zone back."""
    dss.table(TABLE).put(row_of(zone["projectKey"], zone["id"]), zone)


def shown(dss: DSSMock, zone: Mapping[str, Any]) -> dict[str, Any]:
    """A zone as the API shows it."""
    key = zone["projectKey"]
    there = list(_places(dss, key))
    found = {name: value for name, value in zone.items() if name != "projectKey"}
    if zone["id"] == DEFAULT:
        taken = {place_of(key, item) for each in stored(dss, key) for item in each["items"]}
        found["items"] = [item_of(key, place) for place in there if place not in taken]
    # An object may have been deleted with another one.
    for part in ("items", "shared"):
        found[part] = [item for item in found[part] if place_of(key, item) in there]
    return found


def _places(dss: DSSMock, key: str) -> Iterator[Place]:
    """The objects of the flow of a project."""
    for name, node in graphs.nodes(dss, key).items():
        owner, id = whole(key, name)
        yield owner, graphs.KINDS[node["type"]], id


def move(dss: DSSMock, key: str, id: str, wanted: Sequence[Place]) -> None:
    """Move objects into a zone; a recipe and what it writes move together.

    Raises:
        errors.NotFound: there is no such zone, or one of the objects does not exist.
    """
    find(dss, key, id)
    for place in wanted:
        require(dss, key, place)
    moved = list(dict.fromkeys(each for place in wanted for each in _together(dss, key, place)))
    for zone in stored(dss, key):
        kept = [each for each in zone["items"] if place_of(key, each) not in moved]
        shared = zone["shared"]
        if zone["id"] == id:
            shared = [each for each in shared if place_of(key, each) not in moved]
            if id != DEFAULT:
                kept += [item_of(key, place) for place in moved]
        if (kept, shared) != (zone["items"], zone["shared"]):
            keep(dss, {**zone, "items": kept, "shared": shared})


def require(dss: DSSMock, key: str, place: Place) -> None:
    """Refuse an object that is not in the flow of a project.

    Raises:
        errors.NotFound: it is not; it is named.
    """
    owner, kind, id = place
    ref = id if owner == key else f"{owner}.{id}"
    node = graphs.nodes(dss, key).get(ref)
    if node is None or graphs.KINDS[node["type"]] != kind:
        raise errors.NotFound(f"{kind} is not in the flow of {key}: {ref}")


def _together(dss: DSSMock, key: str, place: Place) -> list[Place]:
    """What moves with an object, itself included."""
    owner, kind, id = place
    if kind == "RECIPE":
        recipe = recipes.load(dss, key, id)["recipe"]
    else:
        ref = id if owner == key else f"{owner}.{id}"
        recipe = recipes.maker_of(dss, key, ref)
    return [place] if recipe is None else group_of(dss, key, recipe)


def group_of(dss: DSSMock, key: str, recipe: Mapping[str, Any]) -> list[Place]:
    """A recipe and what it writes."""
    found = [(key, "RECIPE", recipe["name"])]
    for ref in refs(recipe, "outputs"):
        kind = recipes.kind_of(dss, key, ref)
        if kind is not None:
            owner, id = whole(key, ref)
            found.append((owner, kind, id))
    return found


def zone_of(dss: DSSMock, key: str, place: Place) -> str:
    """The identifier of the zone that an object is in."""
    for zone in stored(dss, key):
        if place in [place_of(key, item) for item in zone["items"]]:
            return zone["id"]
    return DEFAULT


def keep_together(dss: DSSMock, key: str, recipe: Mapping[str, Any]) -> None:
    """Bring what a recipe writes into its zone; a new recipe goes where its first output is."""
    group = group_of(dss, key, recipe)
    homes = [zone_of(dss, key, place) for place in group]
    known = [home for home in homes if home != DEFAULT]
    if known and len(set(homes)) > 1:
        move(dss, key, homes[0] if homes[0] != DEFAULT else known[0], group[:1])


def forget(dss: DSSMock, key: str, kind: str, id: str) -> None:
    """Take an object that was deleted out of the zones of its project."""
    _edit(dss, key, (key, kind, id), None)


def rename(dss: DSSMock, key: str, kind: str, old: str, new: str) -> None:
    """Follow an object that got another name."""
    _edit(dss, key, (key, kind, old), (key, kind, new))


def _edit(dss: DSSMock, key: str, old: Place, new: Place | None) -> None:
    for zone in stored(dss, key):
        changed = dict(zone)
        for part in ("items", "shared"):
            places = [place_of(key, item) for item in zone[part]]
            put = [new if place == old else place for place in places]
            changed[part] = [item_of(key, place) for place in put if place is not None]
        if changed != zone:
            keep(dss, changed)
