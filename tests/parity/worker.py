"""Runs one phase with the ``dataikuapi`` of this interpreter, and writes down what it did.

It is started by the Python of an environment that has one of the two packages; the standard library
is all else it needs. ``python -m tests.parity.worker --url URL --phase calls --record FILE``
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import logging
import pkgutil
import random
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from tests.parity import calls, readback
from tests.parity.methods import Driven
from tests.parity.scene import Control, Scene
from tests.parity.shapes import Shaper

PHASES: Final = ("calls", "write", "read")
Act = Callable[[Scene], None]


def main() -> None:
    """Run one phase and write its record."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--phase", choices=PHASES, required=True)
    parser.add_argument("--only", default="", help="a part of the names of the functions to run")
    arguments = parser.parse_args()
    # What the incumbent deprecates it still does, and that is what is compared.
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    package = importlib.import_module("dataikuapi")
    acts = [(name, act) for name, act in _acts(arguments.phase) if arguments.only in name]
    with Driven() as driven:
        record = {name: _play(package, arguments, act) for name, act in acts}
    whole_table = arguments.phase == "calls" and not arguments.only
    methods = driven.methods(package) if whole_table else {}
    found = {"acts": record, "methods": methods}
    arguments.record.write_text(json.dumps(found), encoding="utf-8")


def _acts(phase: str) -> Iterator[tuple[str, Act]]:
    """The functions of the table, in the order in which they are written."""
    if phase == "calls":
        yield from _functions(calls, "")
    else:
        yield from _functions(readback, phase)


def _functions(package: ModuleType, begin: str) -> Iterator[tuple[str, Act]]:
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for name, act in vars(module).items():
            own = inspect.isfunction(act) and act.__module__ == module.__name__
            if own and not name.startswith("_") and name.startswith(begin):
                yield f"{info.name}.{name}", act


def _play(package: ModuleType, arguments: argparse.Namespace, act: Act) -> dict[str, Any]:
    """Run one function; in the phase ``calls`` on a fresh instance."""
    control = Control(arguments.url)
    if arguments.phase == "calls":
        control.ask("POST", "reset")
    random.seed(0)
    with tempfile.TemporaryDirectory() as folder:
        shaper = Shaper({arguments.url: "URL", folder: "FOLDER"})
        scene = Scene(package, arguments.url, control, Path(folder), shaper)
        try:
            act(scene)
        except Exception:
            return {"steps": scene.steps, "broken": shaper.text(_where(act))}
        finally:
            scene.end()
    return {"steps": scene.steps, "broken": None}


def _where(act: Act) -> str:
    """The line of the function that failed, and how."""
    kind, problem, trace = sys.exc_info()
    lines = [
        f"{frame.filename}:{frame.lineno}: {frame.line}"
        for frame in traceback.extract_tb(trace)
        if frame.filename == act.__code__.co_filename
    ]
    return "\n".join([*lines, *traceback.format_exception_only(kind, problem)])


if __name__ == "__main__":
    main()
