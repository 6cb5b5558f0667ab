"""Handlers of the tools of a flow, and of the propagation of schemas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import whole
from dssmock.core import Call, Text, handles
from dssmock.services import _dataset_state as datasets
from dssmock.services import _flow_graph as graphs
from dssmock.services import _object_state as objects
from dssmock.services import _recipe_state as recipes
from dssmock.services import recipe_status
from dssmock.services._loose import as_list, as_text
from dssmock.services._messages import messages

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TABLE: Final = "flow_tools"
TOOLS: Final = frozenset({"COPY", "CHECK_CONSISTENCY", "PROPAGATE_SCHEMA"})
OK, PROBLEM, UNCHECKED = "OK", "NOK", "UNCHECKED"
ACTIONS: Final = {"MARK_RECIPE_AS_OK": "RECIPE", "MARK_DATASET_AS_REBUILT": "DATASET"}


@handles("flow_tool_start")
def start(call: Call) -> Text:
    key, kind = call.path["project_key"], call.query["type"]
    call.require_project(key, objects.WRITE if kind in TOOLS else objects.READ)
    if kind not in TOOLS and kind not in VIEWS:
        raise errors.BadRequest(f"Unknown tool of the flow: {kind}")
    id = call.dss.ids.short(8)
    tool = {
        "projectKey": key,
        "id": id,
        "type": kind,
        "data": call.body or {},
        "startedBy": call.auth.name,
        "states": {} if kind in VIEWS else _unchecked(call.dss, key),
    }
    call.dss.table(TABLE).add(f"{key}.{id}", tool)
    return Text(id)


def _unchecked(dss: DSSMock, key: str) -> dict[str, Any]:
    """The states of a tool that has not looked at anything yet: one for each recipe."""
    return {recipe["name"]: {"state": UNCHECKED} for recipe in recipes.in_project(dss, key)}


def tool_of(call: Call) -> dict[str, Any]:
    """The tool of the call.

    Raises:
        errors.NotFound: it does not run.
    """
    return objects.require(call, TABLE, "flow tool", call.path["tool_id"])


def _shown(dss: DSSMock, tool: Mapping[str, Any]) -> dict[str, Any]:
    kind, key = tool["type"], tool["projectKey"]
    if kind in VIEWS:
        values = {
            name: VIEWS[kind](dss, key, name, node) for name, node in graphs.nodes(dss, key).items()
        }
        return {"type": kind, "values": {name: each for name, each in values.items() if each}}
    return {"type": kind, "data": tool["data"], "states": tool["states"]}


@handles("flow_tool_get_state")
def get_state(call: Call) -> dict[str, Any]:
    return _shown(call.dss, tool_of(call))


@handles("flow_tool_execute_action")
def execute_action(call: Call) -> dict[str, Any]:
    tool = tool_of(call)
    kind, name = call.body["type"], call.body["name"]
    if kind not in ACTIONS:
        raise errors.BadRequest(f"Unknown action in a tool of the flow: {kind}")
    node = graphs.nodes(call.dss, tool["projectKey"]).get(name)
    if node is None or graphs.KINDS[node["type"]] != ACTIONS[kind]:
        raise errors.NotFound(f"{ACTIONS[kind]} is not in the flow: {name}")
    done = {"state": OK, "markedAsOk": True}
    if kind == "MARK_DATASET_AS_REBUILT":
        done = {"state": OK, "rebuilt": True}
    tool["states"][name] = done
    _keep(call.dss, tool)
    return _shown(call.dss, tool)


@handles("flow_tool_update")
def update(call: Call) -> dict[str, Any]:
    tool = tool_of(call)
    if tool["type"] in VIEWS:
        raise errors.BadRequest(
            f"Invalid action: {tool['type']} is a view, which is always up to date"
        )

    def work() -> dict[str, Any]:
        for recipe in recipes.in_project(call.dss, tool["projectKey"]):
            name = recipe["name"]
            if not (tool["states"].get(name) or {}).get("markedAsOk"):
                tool["states"][name] = _checked(call.dss, tool["projectKey"], name)
        _keep(call.dss, tool)
        return _shown(call.dss, tool)

    return call.dss.futures.start(call, work, payload=_about(tool["projectKey"], tool["type"]))


def _checked(dss: DSSMock, key: str, name: str) -> dict[str, Any]:
    """What is wrong with the schemas of the outputs of a recipe."""
    document = recipes.load(dss, key, name)
    try:
        found = recipe_status.changes(dss, document)
    except errors.DSSError as error:
        return {"state": UNCHECKED, "message": error.message}
    said = [text for each in found for text in each["incompatibilities"]]
    return {"state": PROBLEM, "incompatibilities": said} if said else {"state": OK}


@handles("flow_tool_stop")
def stop(call: Call) -> dict[str, Any]:
    tool = tool_of(call)
    call.dss.table(TABLE).delete(f"{tool['projectKey']}.{tool['id']}")
    return {"msg": f"Stopped tool {tool['id']}"}


def _keep(dss: DSSMock, tool: Mapping[str, Any]) -> None:
    row = f"{tool['projectKey']}.{tool['id']}"
    if row in dss.table(TABLE):
        dss.table(TABLE).put(row, tool)


def _about(key: str, what: str) -> dict[str, Any]:
    return {
        "type": "FLOW_TOOL",
        "displayName": f"{what} in the flow of {key}",
        "targets": [{"projectKey": key, "objectType": "PROJECT", "objectId": key}],
        "extras": {},
    }


@handles("flow_tool_start_propagation")
def start_propagation(call: Call) -> dict[str, Any]:
    key, body = call.path["project_key"], call.body
    starts = [datasets.ref_to(key, each["projectKey"], each["id"]) for each in body["sources"]]
    return _start_propagation(call, starts, body.get("options") or {})


@handles("flow_tool_start_propagation_old")
def start_propagation_old(call: Call) -> dict[str, Any]:
    return _start_propagation(call, [call.path["dataset_name"]], call.body)


def _start_propagation(call: Call, starts: list[str], options: Mapping[str, Any]) -> dict[str, Any]:
    key, dss = call.path["project_key"], call.dss
    call.require_project(key, objects.WRITE)
    if not starts:
        raise errors.BadRequest("A propagation needs a dataset to start from")
    for ref in starts:
        datasets.find(dss, key, ref)
    return dss.futures.start(
        call, lambda: propagate(dss, key, starts, options), payload=_about(key, "PROPAGATE_SCHEMA")
    )


def propagate(
    dss: DSSMock, key: str, starts: list[str], options: Mapping[str, Any]
) -> dict[str, Any]:
    """Bring the schemas after some datasets in line, recipe by recipe.

    Args:
        dss: the instance.
        key: key of the project.
        starts: references of the datasets.
        options: recipes to stop at and to take as good.
    """
    nodes = graphs.nodes(dss, key)
    excluded = {as_text(each) for each in as_list(options.get("excludedRecipes"))}
    fine = {as_text(each) for each in as_list(options.get("markAsOkRecipes"))}
    # What is behind a recipe at which the propagation ends is out of its reach.
    open_nodes = graphs.part(nodes, set(nodes) - excluded)
    names = graphs.downstream(open_nodes, [ref for ref in starts if ref in open_nodes])
    return messages(*(_propagated(dss, key, name) for name in names if name not in fine))


def _propagated(dss: DSSMock, key: str, name: str) -> tuple[str, str]:
    document = recipes.load(dss, key, name)
    try:
        found = recipe_status.changes(dss, document)
    except errors.DSSError as error:
        return "WARNING", error.message
    for each in found:
        dataset = datasets.find(dss, key, each["datasetName"])
        recipe_status.set_columns(dss, dataset, each["newSchema"]["columns"], drop=True)
    return "SUCCESS", f"{name}: {len(found)} schemas changed"


def _document(dss: DSSMock, key: str, name: str, node: Mapping[str, Any]) -> dict[str, Any]:
    """The document behind a node."""
    kind = graphs.KINDS[node["type"]]
    if kind == "RECIPE":
        return recipes.load(dss, key, name)["recipe"]
    owner, id = whole(key, name)
    return dss.table(recipes.COMPUTABLES[kind]).find(f"{owner}.{id}") or {}


def _member(*path: str) -> Callable[[DSSMock, str, str, Mapping[str, Any]], Any]:
    """A view that shows a member of the documents."""

    def show(dss: DSSMock, key: str, name: str, node: Mapping[str, Any]) -> Any:
        found: Any = _document(dss, key, name, node)
        for member in path:
            found = found.get(member) if isinstance(found, Mapping) else None
        return found

    return show


def _recipe_type(dss: DSSMock, key: str, name: str, node: Mapping[str, Any]) -> Any:
    is_recipe = graphs.KINDS[node["type"]] == "RECIPE"
    return _document(dss, key, name, node)["type"] if is_recipe else None


def _last_build(dss: DSSMock, key: str, name: str, node: Mapping[str, Any]) -> Any:
    owner, id = whole(key, name)
    return (dss.table(datasets.BUILDS).find(f"{owner}.{id}") or {}).get("buildEndTime")


def _nothing(dss: DSSMock, key: str, name: str, node: Mapping[str, Any]) -> Any:
    return None


# What colors the flow without changing it, and what each shows of a node.
VIEWS: Final[Mapping[str, Callable[[DSSMock, str, str, Mapping[str, Any]], Any]]] = {
    **dict.fromkeys(
        (
            "COUNT_OF_RECORDS",
            "FILESIZE",
            "HIVE_MODE",
            "IMPALA_WRITE_MODE",
            "PARTITIONS",
            "RECENT_ACTIVITY",
            "SCENARIOS",
            "SPARK_CONFIG",
            "SPARK_PIPELINES",
            "SQL_PIPELINES",
            "WATCH",
        ),
        _nothing,
    ),
    "CONNECTIONS": _member("params", "connection"),
    "CREATION": _member("creationTag"),
    "CUSTOM_FIELDS": _member("customFields"),
    "FILEFORMATS": _member("formatType"),
    "LAST_BUILD": _last_build,
    "LAST_MODIFICATION": _member("versionTag"),
    "PARTITIONING": _member("partitioning", "dimensions"),
    "RECIPES_CODE_ENVS": _member("params", "envSelection"),
    "RECIPES_ENGINES": _member("params", "engineType"),
    "RECIPES_TYPES": _recipe_type,
    "TAGS": _member("tags"),
}
