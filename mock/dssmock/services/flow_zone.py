"""Handlers of the zones of a flow."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _flow_graph as graphs
from dssmock.services import _flow_zones as state
from dssmock.services._object_state import READ, WRITE
from dssmock.services.project import LENGTHS, PURPOSES

# Members of a zone that a change leaves as they are.
FIXED = ("projectKey", "id", "items", "shared", "position")


def zone_of(call: Call, right: str = READ) -> dict[str, Any]:
    """The zone of the call, for a caller who has a right on the project.

    Raises:
        errors.NotFound: there is none.
        errors.Forbidden: the caller has not the right.
    """
    key = call.path["project_key"]
    call.require_project(key, right)
    return state.find(call.dss, key, call.path["zone_id"])


def answer(call: Call) -> dict[str, Any]:
    """The zone of the call as it is now."""
    zone = state.find(call.dss, call.path["project_key"], call.path["zone_id"])
    return state.shown(call.dss, zone)


@handles("flow_zone_list")
def list_zones(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return [state.shown(call.dss, zone) for zone in state.stored(call.dss, key)]


@handles("flow_zone_create")
def create(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, WRITE)
    if not call.body["name"].strip():
        raise errors.BadRequest("The name of a zone must not be blank")
    zone = state.blank(key, call.dss.ids.short(8), call.body["name"], call.body.get("color"))
    zone["position"] = call.body.get("position") or zone["position"]
    state.keep(call.dss, zone)
    return state.shown(call.dss, zone)


@handles("flow_zone_get")
def get(call: Call) -> dict[str, Any]:
    return state.shown(call.dss, zone_of(call))


@handles("flow_zone_update")
def update(call: Call) -> Empty:
    zone = zone_of(call, WRITE)
    if call.body["id"] != zone["id"]:
        raise errors.BadRequest(f"id cannot be changed: {call.body['id']!r}")
    fixed = {name: zone[name] for name in FIXED}
    usual = {name: zone[name] for name in ("name", "color")}
    state.keep(call.dss, {**usual, **call.body, **fixed})
    return EMPTY


@handles("flow_zone_delete")
def delete(call: Call) -> Empty:
    zone = zone_of(call, WRITE)
    if zone["id"] == state.DEFAULT:
        raise errors.BadRequest("The default zone cannot be deleted")
    call.dss.table(state.TABLE).delete(state.row_of(zone["projectKey"], zone["id"]))
    return EMPTY


@handles("flow_zone_add_item")
def add_item(call: Call) -> dict[str, Any]:
    zone = zone_of(call, WRITE)
    key = zone["projectKey"]
    state.move(call.dss, key, zone["id"], [state.place_of(key, call.body)])
    return answer(call)


@handles("flow_zone_add_items")
def add_items(call: Call) -> dict[str, Any]:
    zone = zone_of(call, WRITE)
    key = zone["projectKey"]
    state.move(call.dss, key, zone["id"], [state.place_of(key, each) for each in call.body])
    return answer(call)


@handles("flow_zone_share")
def share(call: Call) -> dict[str, Any]:
    zone = zone_of(call, WRITE)
    key = zone["projectKey"]
    place = state.place_of(key, call.body)
    state.require(call.dss, key, place)
    if state.zone_of(call.dss, key, place) == zone["id"]:
        raise errors.BadRequest(f"{place[2]} is in the zone {zone['name']} already")
    item = state.item_of(key, place)
    if item not in zone["shared"]:
        state.keep(call.dss, {**zone, "shared": [*zone["shared"], item]})
    return answer(call)


@handles("flow_zone_unshare")
def unshare(call: Call) -> dict[str, Any]:
    zone = zone_of(call, WRITE)
    kind, id = call.path["object_type"], call.path["object_id"]
    left = [each for each in zone["shared"] if (each["objectType"], each["objectId"]) != (kind, id)]
    if left == zone["shared"]:
        raise errors.NotFound(f"{kind} is not shared with the zone {zone['name']}: {id}")
    state.keep(call.dss, {**zone, "shared": left})
    return answer(call)


@handles("flow_zone_get_graph")
def get_graph(call: Call) -> dict[str, Any]:
    zone = zone_of(call)
    if zone["id"] == state.DEFAULT:
        # So does DSS.
        raise errors.ServerError("There is no graph of the default zone")
    key = zone["projectKey"]
    names = set()
    for item in [*zone["items"], *zone["shared"]]:
        owner, _, id = state.place_of(key, item)
        names.add(id if owner == key else f"{owner}.{id}")
    return {"nodes": graphs.part(graphs.nodes(call.dss, key), names)}


@handles("flow_zone_generate_ai_description")
def generate_ai_description(call: Call) -> dict[str, Any]:
    zone = zone_of(call, WRITE)
    purpose, length = call.query.get("purpose", "generic"), call.query.get("length", "medium")
    for name, value, known in (("purpose", purpose, PURPOSES), ("length", length, LENGTHS)):
        if value not in known:
            raise errors.BadRequest(f"Invalid {name}: {value!r}")
    items = answer(call)["items"]
    sentences = [
        f"{zone['name']} is a zone with {len(items)} objects.",
        f"{sum(each['objectType'] == 'RECIPE' for each in items)} of them are recipes.",
        f"{len(zone['shared'])} objects of other zones are shown in it.",
    ]
    kept = sentences[: LENGTHS.index(length) + 1]
    text = " ".join([*kept, f"({purpose} description, {call.query.get('language', 'english')})"])
    if call.query.get("saveDescription", False):
        state.keep(call.dss, {**zone, "description": text})
    return {"msg": text}
