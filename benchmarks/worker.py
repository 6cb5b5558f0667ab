"""One measurement in a fresh process: prints one line of JSON.

It is started by the Python of an environment that has one of the two packages, as
``python -m benchmarks.worker '{"task": "clients.small_get", "url": "http://...", ...}'``.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from typing import Any


class Absent(Exception):
    """What was to be measured does not exist on this side."""


def needed(thing: Any, name: str) -> Any:
    """A method that this version of the package may not have yet.

    Raises:
        Absent: it has not; the report says so.
    """
    method = getattr(thing, name, None)
    if method is None:
        raise Absent(f"{type(thing).__name__} has no {name}()")
    return method


def measure(order: dict[str, Any]) -> dict[str, Any]:
    """Runs a task.

    Args:
        order: `task` as `module.function`, `url` of the server, `params` of the task.

    Returns:
        What the task measured, or `absent` or `error` with the reason.
    """
    name, _, function = order["task"].partition(".")
    task = getattr(importlib.import_module(f"benchmarks.{name}"), function)
    try:
        return task(order["url"], **order["params"])
    except Absent as absent:
        return {"absent": str(absent)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}


if __name__ == "__main__":
    # What the incumbent deprecates is not what is measured here.
    warnings.simplefilter("ignore")
    # Not through __main__: the tasks raise the Absent of the module of that name.
    from benchmarks import worker

    print(json.dumps(worker.measure(json.loads(sys.argv[1]))))
