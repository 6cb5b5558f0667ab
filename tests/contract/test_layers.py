"""The layers know only what they may, the twins agree, and the docstrings tell the truth."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.called import public_classes, public_methods

ROOT = Path(__file__).parents[2]
DERIVED = "# Derived by `tox -e generate`"
URL = re.compile(
    r"^/(projects|admin|futures|plugins|project-folders|sql|apps|meanings|api-deployer)"
)


def sources(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("generated/dataikuapi_rest", {"dataikuapi", "dssmock"}),
        ("mock/dssmock", {"dataikuapi", "dataikuapi_rest"}),
        ("src/dataikuapi", {"dssmock", "generator", "openapi_python_client"}),
    ],
)
def test_layer_imports_nothing_it_may_not_know(folder: str, forbidden: set[str]) -> None:
    wrong = {
        str(path): found for path, tree in sources(folder) if (found := imports(tree) & forbidden)
    }
    assert wrong == {}


def test_httpx_is_imported_in_one_module_of_the_generated_package() -> None:
    users = [
        path.name for path, tree in sources("generated/dataikuapi_rest") if "httpx" in imports(tree)
    ]
    assert users == ["_http.py"]


def test_no_url_is_written_by_hand_in_the_sdk() -> None:
    wrong = [
        f"{path}:{node.lineno} {node.value!r}"
        for path, tree in sources("src/dataikuapi")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and URL.match(node.value)
    ]
    assert wrong == []


def test_derived_modules_hold_nothing_async() -> None:
    count = 0
    for folder in ("src/dataikuapi", "tests/sync"):
        for path, tree in sources(folder):
            text = path.read_text("utf-8")
            if text.startswith(DERIVED):
                count += 1
                kinds = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
                assert not [node for node in ast.walk(tree) if isinstance(node, kinds)], path
                assert not re.search(r"\b(async|await|asyncio)\b|\bAsync[A-Z]", text), path
    assert count > 60


def twins() -> list[tuple[type, type]]:
    import importlib

    pairs: list[tuple[type, type]] = []
    for cls in public_classes():
        if ".aio." in cls.__module__:
            module = importlib.import_module(cls.__module__.replace(".aio.", "."))
            pairs.append((cls, getattr(module, cls.__name__.removeprefix("Async"))))
    return pairs


def signature(function: Any) -> list[tuple[str, str, Any]]:
    found = inspect.signature(function).parameters.values()
    return [(parameter.name, str(parameter.kind), parameter.default) for parameter in found]


def test_twins_have_the_same_methods_with_the_same_parameters() -> None:
    pairs = twins()
    assert len(pairs) > 60
    for cls, twin in pairs:
        assert set(public_methods(cls)) == set(public_methods(twin)), cls
        for name in [*public_methods(cls), "__init__"]:
            ours, theirs = (signature(getattr(one, name)) for one in (cls, twin))
            plain = [(n, k, getattr(d, "__name__", d)) for n, k, d in ours]
            assert plain == [(n, k, getattr(d, "__name__", d)) for n, k, d in theirs], (cls, name)


ARGS = re.compile(r"^ *Args:\n((?: +.*\n|\n)+?)(?=^ *[A-Z]\w+:\n|\Z)", re.MULTILINE)
OPERATIONS = re.compile(r"`([a-z_]+)`")


def documented(docstring: str) -> list[str]:
    found = ARGS.search(inspect.cleandoc(docstring) + "\n")
    if found is None:
        return []
    return re.findall(r"^ {4}\*{0,2}(\w+):", found.group(1), re.MULTILINE)


def methods() -> Iterator[tuple[str, Any]]:
    for cls in public_classes():
        for name in public_methods(cls):
            function = inspect.unwrap(getattr(cls, name))
            # A dict of ours has methods of MutableMapping, which Python documents.
            if function.__module__.startswith("dataikuapi"):
                yield f"{cls.__module__}.{cls.__qualname__}.{name}", function


def test_documented_parameters_are_the_real_ones() -> None:
    wrong: list[str] = []
    for label, function in methods():
        real = [name for name, *_ in signature(function) if name not in {"self", "cls"}]
        told = documented(function.__doc__ or "")
        # One line says all about `set_issuer(issuer)`.
        plain_setter = function.__name__.startswith("set_") and len(real) == 1
        if told != real and not (plain_setter and not told):
            wrong.append(f"{label}: documents {told}, has {real}")
    assert wrong == []


def test_methods_that_do_io_name_their_operation() -> None:
    paths = json.loads((ROOT / "generated/dataikuapi_rest/openapi.json").read_text("utf-8"))[
        "paths"
    ]
    known = {
        operation["operationId"]
        for item in paths.values()
        for verb, operation in item.items()
        if verb != "parameters"
    }
    wrong: list[str] = []
    for label, function in methods():
        text = function.__doc__ or ""
        line = re.search(r"Operations?:(.*(?:\n.*`.*)*)", text)
        if line is not None:
            told = set(OPERATIONS.findall(line.group(1).split(". ")[0]))
            # It may say on which parameter an operation depends.
            unknown = told - known - set(inspect.signature(function).parameters)
            wrong += [f"{label} names {name}" for name in sorted(unknown)]
        elif re.search(r"\bapi\.\w+\.\w+\.build_request", inspect.getsource(function)):
            wrong.append(f"{label} names no operation")
    assert wrong == []
