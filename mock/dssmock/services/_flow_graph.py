"""The graph of a flow, computed from the recipes of a project and from what they read and write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock.activities import refs, whole
from dssmock.services import _recipe_state as recipes

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TYPES: Final[Mapping[str, str]] = {
    "DATASET": "COMPUTABLE_DATASET",
    "MANAGED_FOLDER": "COMPUTABLE_FOLDER",
    "SAVED_MODEL": "COMPUTABLE_SAVED_MODEL",
    "STREAMING_ENDPOINT": "COMPUTABLE_STREAMING_ENDPOINT",
    "MODEL_EVALUATION_STORE": "COMPUTABLE_MODEL_EVALUATION_STORE",
    "RECIPE": "RUNNABLE_RECIPE",
}
KINDS: Final = {node: kind for kind, node in TYPES.items()}
Nodes = dict[str, dict[str, Any]]


def nodes(dss: DSSMock, key: str) -> Nodes:
    """The nodes of the flow of a project by name."""
    found: Nodes = {}
    for kind, ref in _computables(dss, key):
        found.setdefault(ref, _node(kind, ref))
    for recipe in recipes.in_project(dss, key):
        _connect(found, dss, key, recipe)
    return found


def _computables(dss: DSSMock, key: str) -> Iterator[tuple[str, str]]:
    """Kind and name of what is in a project, and of what others share with it."""
    prefix = f"{key}."
    for kind, table in recipes.COMPUTABLES.items():
        for row in dss.table(table).ids():
            if row.startswith(prefix):
                yield kind, row.removeprefix(prefix)
    for project in dss.table("projects").values():
        exposed = (project["settings"].get("exposedObjects") or {}).get("objects") or []
        for each in exposed:
            rules = each.get("rules") or []
            ref = f"{project['projectKey']}.{each.get('localName')}"
            shared = any(rule.get("targetProject") == key for rule in rules)
            if shared and recipes.kind_of(dss, key, ref) == each.get("type"):
                yield each["type"], ref


def _node(kind: str, ref: str) -> dict[str, Any]:
    return {"type": TYPES[kind], "ref": ref, "predecessors": [], "successors": []}


def _connect(found: Nodes, dss: DSSMock, key: str, recipe: Mapping[str, Any]) -> None:
    """Add a recipe with what it reads and writes; what does not exist any more is left out."""
    name = recipe["name"]
    node = found[name] = _node("RECIPE", name)
    for side, near, far in (
        ("inputs", "predecessors", "successors"),
        ("outputs", "successors", "predecessors"),
    ):
        for ref in dict.fromkeys(_local(key, each) for each in refs(recipe, side)):
            kind = recipes.kind_of(dss, key, ref)
            if kind is not None:
                node[near].append(ref)
                found.setdefault(ref, _node(kind, ref))[far].append(name)


def _local(key: str, ref: str) -> str:
    """A reference as the project writes it."""
    owner, id = whole(key, ref)
    return id if owner == key else f"{owner}.{id}"


def part(found: Nodes, names: set[str]) -> Nodes:
    """Some of the nodes, without what leads out of them."""
    return {
        name: {
            **node,
            "predecessors": [each for each in node["predecessors"] if each in names],
            "successors": [each for each in node["successors"] if each in names],
        }
        for name, node in found.items()
        if name in names
    }


def downstream(found: Nodes, starts: list[str]) -> list[str]:
    """The recipes after some nodes, each after all that leads to it from there."""
    reached: set[str] = set()
    todo = list(starts)
    while todo:
        name = todo.pop()
        if name not in reached and name in found:
            reached.add(name)
            todo += found[name]["successors"]
    ordered: list[str] = []
    waiting = {name: len(part(found, reached)[name]["predecessors"]) for name in reached}
    ready = sorted(name for name, count in waiting.items() if count == 0 or name in starts)
    while ready:
        name = ready.pop(0)
        ordered.append(name)
        for each in found[name]["successors"]:
            waiting[each] -= 1
            if waiting[each] == 0 and each not in starts:
                ready.append(each)
    return [name for name in ordered if found[name]["type"] == TYPES["RECIPE"]]
