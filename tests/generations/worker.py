"""Runs the table with one version of the incumbent, in an environment that has it and no more.

``python -m tests.generations.worker --url URL --record FILE``
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import pkgutil
import random
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.generations import calls as own_calls
from tests.generations.lenient import GUARD, Notes, lenient
from tests.generations.watch import Watch
from tests.parity import calls
from tests.parity.scene import Control, Scene
from tests.parity.shapes import Shaper

Act = Callable[[Scene], None]
PACKAGE = "dataikuapi"


def main() -> None:
    """Run the table and write the record."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--only", default="", help="a part of the names of the functions to run")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    # The clock of the mock stands still: a client that looks again finds what comes next.
    time.sleep = lambda _: None
    package = importlib.import_module(PACKAGE)
    watch = Watch(package)
    record = {
        name: _play(package, arguments.url, act) for name, act in _acts() if arguments.only in name
    }
    found = {"acts": record, "methods": watch.methods, "faults": watch.faults}
    arguments.record.write_text(json.dumps(found), encoding="utf-8")


def _acts() -> Iterator[tuple[str, Act]]:
    for package in (calls, own_calls):
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            for name, act in lenient(module).items():
                yield f"{info.name}.{name}", act


def _play(package: ModuleType, url: str, act: Act) -> dict[str, Any]:
    """Run one function on a fresh instance."""
    control = Control(url)
    control.ask("POST", "reset")
    random.seed(0)
    notes = Notes(PACKAGE)
    act.__globals__[GUARD] = notes
    with tempfile.TemporaryDirectory() as folder:
        shaper = Shaper({url: "URL", folder: "FOLDER"})
        scene = Scene(package, url, control, Path(folder), shaper)
        try:
            act(scene)
        except Exception as problem:
            notes(problem, act.__code__.co_firstlineno)
        scene.end()
    return {"steps": scene.steps, "failed": notes.failed}


if __name__ == "__main__":
    try:
        main()
    except Exception:
        traceback.print_exc()
        sys.exit(1)
