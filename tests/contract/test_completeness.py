"""Nothing of the document is left out: not in the mock, not in the SDK, not in the tests."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import dssmock
from dssmock.bundle import default_bundle
from dssmock.registry import load_services
from tests.contract.test_layers import documented

ROOT = Path(__file__).parents[2]
# An operation is called where it is named, or is chosen among several of a tag first.
BUILD = re.compile(r"\.(\w+)\.build_request\b|\bcall = calls\.(\w+)|\belse calls\.(\w+)")
# They run the examples and the code of the documentation, which hold the assertions.
ASSERTS_ELSEWHERE = {"test_example_runs", "test_page_runs_from_top_to_bottom"}


def test_each_operation_has_a_handler_and_each_handler_an_operation() -> None:
    assert set(load_services()) == set(default_bundle().operations)


def test_each_operation_of_today_has_a_method_of_the_sdk() -> None:
    """Routes that newer ones have replaced are for callers of the low-level package."""
    texts = [path.read_text("utf-8") for path in (ROOT / "src/dataikuapi/aio").rglob("*.py")]
    found = (names for text in texts for names in BUILD.findall(text))
    called = {name for names in found for name in names if name}
    known = default_bundle().operations
    assert called <= set(known)
    assert [id for id in known if id not in called and known[id].until is None] == []


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(dssmock.__path__, "dssmock."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def functions(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Public functions, methods and classes that a module of the mock defines itself."""
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        yield name, value
        if inspect.isclass(value):
            for inner, member in vars(value).items():
                if not inner.startswith("_") and inspect.isfunction(member):
                    yield f"{name}.{inner}", member


def test_documented_parameters_of_the_mock_are_the_real_ones() -> None:
    wrong: list[str] = []
    for module in modules():
        for name, value in functions(module):
            told = documented(inspect.getdoc(value) or "")
            if told:
                real = [each for each in inspect.signature(value).parameters if each != "self"]
                if told != real:
                    wrong.append(f"{module.__name__}.{name}: documents {told}, has {real}")
    assert wrong == []


def test_each_test_asserts_something() -> None:
    """A call that is only made shows nothing: it is asserted, or must raise."""
    idle = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.name.startswith("test_") and node.name not in ASSERTS_ELSEWHERE
        if not any(map(asserts, ast.walk(node)))
    ]
    assert idle == []


def asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func).rpartition(".")[2]
    return name in {"raises", "warns"} or name.startswith(("check", "expect", "assert"))
