"""The oldest versions of the dependencies, as a file of constraints.

`python -m supplychain.floors > floors.txt` after a change of a floor; a test compares the two.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECTS = ("pyproject.toml", "mock/pyproject.toml")
FLOOR = re.compile(r"^([A-Za-z0-9._-]+)(?:\[.*\])?>=([0-9.]+)")
# Extras whose packages the tests of `mindeps` need; pandas and its kin have too many of their own.
EXTRAS = ("fsspec",)


def requirements(root: Path = ROOT) -> list[str]:
    """What both packages need at run time, as their metadata say it."""
    found: list[str] = []
    for name in PROJECTS:
        project = tomllib.loads((root / name).read_text("utf-8"))["project"]
        found += project["dependencies"]
        extras = project.get("optional-dependencies", {})
        found += [each for extra in EXTRAS for each in extras.get(extra, ())]
    return found


def constraints(required: list[str]) -> list[str]:
    """The floors of requirements.

    Args:
        required: the requirements.

    Returns:
        Lines such as `attrs==23.2`; where several have a floor, the highest counts.

    Raises:
        ValueError: one has no floor.
    """
    floors: dict[str, str] = {}
    for each in required:
        found = FLOOR.match(each)
        if found is None:
            raise ValueError(f"{each} has no floor")
        name, floor = found.groups()
        floors[name] = max(floors.get(name, "0"), floor, key=_numbers)
    return [f"{name}=={floor}" for name, floor in sorted(floors.items())]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


if __name__ == "__main__":
    print("\n".join(constraints(requirements())))
