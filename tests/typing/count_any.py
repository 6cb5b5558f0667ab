"""Counts `Any` in the public signatures of the SDK and says where it is not free-form JSON.

`dict[str, Any]`, `list[Any]`, `Mapping[str, Any]` and the like are free-form JSON: DSS documents
no members. A bare `Any`, as a parameter or what is returned, needs a reason in `any_reasons.toml`.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parents[2] / "src" / "dataikuapi"
FREE_FORM = re.compile(
    r"\b(?:dict|Mapping|MutableMapping)\[str, Any\]|\b(?:list|Sequence|Iterable)\[Any\]"
    r"|Callable\[\[Any\], Any\]|EndpointRequest\[Any\]"
)
REASONS = tomllib.loads((Path(__file__).parent / "any_reasons.toml").read_text("utf-8"))
PATTERNS = [pattern for row in REASONS["reason"] for pattern in row["where"]]


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    """Names and annotations of a function's parameters and of what it returns."""
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    for argument in [*every, arguments.vararg, arguments.kwarg]:
        if argument is not None and argument.annotation is not None:
            yield argument.arg, ast.unparse(argument.annotation)
    if function.returns is not None:
        yield "return", ast.unparse(function.returns)


def public_functions(
    tree: ast.Module,
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Functions and methods that users can reach, with their names."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if not node.name.startswith("_"):
                yield node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for item in node.body:
                if not isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    continue
                if item.name == "__init__":
                    yield node.name, item
                elif not item.name.startswith("_"):
                    yield f"{node.name}.{item.name}", item


def public_files() -> Iterator[Path]:
    """Modules that hold public classes: those written by hand, private helpers left out."""
    yield from sorted((ROOT / "aio").rglob("*.py"))
    yield from sorted(
        path
        for folder in ("dss", "iam")
        for path in (ROOT / folder).glob("*.py")
        if not path.read_text("utf-8").startswith("# Derived")
    )
    yield ROOT / "_errors.py"


def main() -> int:
    """Prints the count and every `Any` without a reason.

    Returns:
        1 when there is one, or when a reason is not used.
    """
    total = bare = 0
    unused = set(PATTERNS)
    wrong: list[str] = []
    for path in public_files():
        for name, function in public_functions(ast.parse(path.read_text("utf-8"))):
            for parameter, annotation in parameters(function):
                count = len(re.findall(r"\bAny\b", annotation))
                total += count
                if re.search(r"\bAny\b", FREE_FORM.sub("", annotation)):
                    bare += 1
                    label = f"{name}({parameter})"
                    fitting = {pattern for pattern in PATTERNS if fnmatchcase(label, pattern)}
                    unused -= fitting
                    if not fitting:
                        where = f"{path.relative_to(ROOT)}:{function.lineno}"
                        wrong.append(f"{where} {name}({parameter}: {annotation})")
    print(*wrong, *(f"unused pattern {key}" for key in sorted(unused)), sep="\n")
    print(f"Any in public signatures: {total}, {total - bare} of them free-form JSON, {bare} bare")
    return 1 if wrong or unused else 0


if __name__ == "__main__":
    sys.exit(main())
