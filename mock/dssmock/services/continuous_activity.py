"""Handlers of continuous activities: the continuous recipes of a project, and whether they run."""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.activities import recipe_of
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services._object_state import WRITE, rows_of

TABLE: Final = "continuous_activities"
TYPES: Final = ("csync", "cpython", "streaming_spark_scala", "ksql")
LOOP: Final = {
    "abortAfterCrashes": -1,
    "initialRestartDelayMS": 1000,
    "restartDelayIncMS": 1000,
    "maxRestartDelayMS": 60000,
}


def row_of(call: Call, right: str = "readProjectContent") -> str:
    """Identifier in the table of the activity that is meant.

    Raises:
        errors.NotFound: the project has no such recipe.
        errors.BadRequest: the recipe is not continuous.
    """
    key, id = call.path["project_key"], call.path["recipe_id"]
    call.require_project(key, right)
    row = f"{key}.{id}"
    recipe = recipe_of(call.dss.table("recipes").get(row))
    if recipe is None or recipe.get("type") not in TYPES:
        raise errors.BadRequest(f"Recipe {row} is not continuous")
    return row


def shown(call: Call, recipe: dict[str, Any]) -> dict[str, Any]:
    """An activity as the API shows it."""
    key, name = recipe["projectKey"], recipe["name"]
    kept = call.dss.table(TABLE).find(f"{key}.{name}") or {}
    id = kept.get("futureId")
    info = call.dss.futures.info(id) if id else None
    runs = info is not None and info["alive"]
    return {
        "projectKey": key,
        "recipeId": name,
        "recipeType": recipe["type"],
        # Who aborts the task stops the activity, too.
        "desiredState": "STARTED" if runs else "STOPPED",
        "loopParams": {**LOOP, **kept.get("loopParams", {})},
        "mainLoopState": {"futureId": id, "futureInfo": info, "startTime": info["startTime"]}
        if runs and info is not None
        else None,
    }


@handles("continuous_activity_list")
def list_activities(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    recipes = [recipe_of(document) for document in rows_of(call.dss, "recipes", key)]
    return [shown(call, each) for each in recipes if each and each.get("type") in TYPES]


@handles("continuous_activity_get")
def get(call: Call) -> dict[str, Any]:
    recipe = recipe_of(call.dss.table("recipes").get(row_of(call)))
    return shown(call, {**(recipe or {}), "projectKey": call.path["project_key"]})


@handles("continuous_activity_start")
def start(call: Call) -> dict[str, Any]:
    row = row_of(call, WRITE)
    key, name = call.path["project_key"], call.path["recipe_id"]
    kept = call.dss.table(TABLE).find(row) or {}
    if kept.get("futureId") and call.dss.futures.state(kept["futureId"]) == "RUNNING":
        raise errors.BadRequest(f"Continuous activity {row} runs already")
    payload = {
        "type": "CONTINUOUS_ACTIVITY",
        "displayName": f"Continuous activity {name}",
        "targets": [{"projectKey": key, "objectType": "RECIPE", "objectId": name}],
        "extras": {},
    }
    id = call.dss.futures.open(call.auth.name, payload)
    document = {"projectKey": key, "futureId": id, "loopParams": call.body or {}}
    call.dss.table(TABLE).put(row, document)
    return {"msg": f"Continuous activity {name} started"}


@handles("continuous_activity_stop")
def stop(call: Call) -> Empty:
    kept = call.dss.table(TABLE).find(row_of(call, WRITE)) or {}
    if kept.get("futureId"):
        call.dss.futures.close(kept["futureId"], aborted=True)
    return EMPTY
