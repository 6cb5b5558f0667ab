"""Which recipes a job runs: found from what it builds, and from how far up the flow it goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import NOT_PARTITIONED, last_build, recipe_of, refs, whole
from dssmock.services import _dataset_rows as rows

if TYPE_CHECKING:
    from dssmock.core import DSSMock

FORCED: Final = "NON_RECURSIVE_FORCED_BUILD"
MODES: Final = (FORCED, "RECURSIVE_BUILD", "RECURSIVE_FORCED_BUILD", "RECURSIVE_MISSING_ONLY_BUILD")
# What can be built: the table it stands in, and how a job's definition names it.
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "DATASET": ("datasets", "targetDataset"),
    "MANAGED_FOLDER": ("managed_folders", "targetManagedFolder"),
    "SAVED_MODEL": ("saved_models", "targetSavedModel"),
    "STREAMING_ENDPOINT": ("streaming_endpoints", "targetStreamingEndpoint"),
    "MODEL_EVALUATION_STORE": ("evaluation_stores", "targetModelEvaluationStore"),
}


def definition_of(
    dss: DSSMock, key: str, wish: Mapping[str, Any], by: str, origin: str = "API"
) -> dict[str, Any]:
    """The definition of a job, as lists show it.

    Args:
        dss: the instance.
        key: project of the job.
        wish: what was asked for.
        by: who asks.
        origin: what started it.

    Raises:
        errors.BadRequest: the wish makes no sense.
        errors.NotFound: what is to be built does not exist.
    """
    mode = wish.get("type") or FORCED
    if mode not in MODES:
        raise errors.BadRequest(f"Unknown type of job: {mode}")
    targets = [_target(dss, key, output) for output in wish.get("outputs") or []]
    if not targets:
        raise errors.BadRequest("A job needs something to build")
    first = targets[0]
    return {
        "name": f"build_{first['id']}_{first['partition']}",
        "projectKey": key,
        "type": mode,
        "initiator": by,
        "triggeredFrom": origin,
        "mailNotification": False,
        "refreshHiveMetastore": wish.get("refreshHiveMetastore") or False,
        "autoUpdateSchemaBeforeEachRecipeRun": (
            wish.get("autoUpdateSchemaBeforeEachRecipeRun") or False
        ),
        "outputs": [_output(target) for target in targets],
        "targets": targets,
    }


def activities_of(dss: DSSMock, definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The recipes that a job runs, those upstream first."""
    key = definition["projectKey"]
    planner = _Planner(dss, key, definition["type"])
    for target in definition["targets"]:
        if target["projectKey"] == key:
            planner.visit(target["id"], target["partition"], asked=True)
    return planner.found


def _target(dss: DSSMock, key: str, output: Mapping[str, Any]) -> dict[str, Any]:
    kind = output.get("type") or "DATASET"
    if kind not in KINDS:
        raise errors.BadRequest(f"Nothing of this type can be built here: {kind}")
    place = (output["projectKey"], output["id"]) if output.get("projectKey") else None
    owner, id = place or whole(key, output["id"])
    table, _ = KINDS[kind]
    if f"{owner}.{id}" not in dss.table(table):
        raise errors.NotFound(f"{dss.table(table).kind} does not exist: {owner}.{id}")
    partition = output.get("partition") or NOT_PARTITIONED
    if kind == "DATASET":
        rows.check_new_partitions(dss.table(table).get(f"{owner}.{id}"), partition)
    return {"type": kind, "projectKey": owner, "id": id, "partition": partition}


def _output(target: Mapping[str, Any]) -> dict[str, Any]:
    _, name = KINDS[target["type"]]
    return {
        "type": target["type"],
        name: target["id"],
        f"{name}ProjectKey": target["projectKey"],
        "targetPartition": target["partition"],
    }


class _Planner:
    """Walks up the flow of a project."""

    def __init__(self, dss: DSSMock, key: str, mode: str) -> None:
        self.dss, self.key, self.mode = dss, key, mode
        self.found: list[dict[str, Any]] = []
        self._seen: set[str] = set()
        self._makers = _makers(dss, key)

    def visit(self, id: str, partition: str, *, asked: bool) -> bool:
        """Add what has to run for an object; tells whether the object will be built anew."""
        recipe = self._makers.get(id)
        if recipe is None:
            return False
        name = recipe["name"]
        if name in self._seen:
            return any(each["recipe"]["name"] == name for each in self.found)
        self._seen.add(name)
        anew = False
        if self.mode != FORCED:
            for ref in refs(recipe, "inputs"):
                owner, above = whole(self.key, ref)
                if owner == self.key:
                    anew |= self.visit(above, NOT_PARTITIONED, asked=False)
        if (asked and self.mode == FORCED) or self._wants(recipe, id, anew):
            self.found.append({"recipe": recipe, "partition": partition})
            return True
        return False

    def _wants(self, recipe: Mapping[str, Any], id: str, anew: bool) -> bool:
        """Whether the mode of the job makes a recipe run."""
        build = last_build(self.dss, self.key, id)
        if self.mode == "RECURSIVE_FORCED_BUILD" or build is None:
            return True
        if self.mode == "RECURSIVE_MISSING_ONLY_BUILD":
            return False
        return anew or self._is_newer(recipe, build["buildEndTime"])

    def _is_newer(self, recipe: Mapping[str, Any], built_ms: int) -> bool:
        """Whether a recipe or one of its inputs was changed since a time."""
        changed = (recipe.get("versionTag") or {}).get("lastModifiedOn") or 0
        times = [changed]
        for ref in refs(recipe, "inputs"):
            build = last_build(self.dss, *whole(self.key, ref))
            times.append(0 if build is None else build["buildEndTime"])
        return max(times) > built_ms


def _makers(dss: DSSMock, key: str) -> dict[str, dict[str, Any]]:
    """The recipes of a project by what they write."""
    prefix = f"{key}."
    makers: dict[str, dict[str, Any]] = {}
    for row, document in dss.table("recipes").items():
        recipe = recipe_of(document)
        if recipe is not None and row.startswith(prefix):
            for ref in refs(recipe, "outputs"):
                owner, id = whole(key, ref)
                if owner == key:
                    makers.setdefault(id, recipe)
    return makers
