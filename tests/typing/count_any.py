"""Counts `Any` in the public signatures of the SDK and says where it is not free-form JSON.

`dict[str, Any]`, `list[Any]`, `Mapping[str, Any]` and the like are free-form JSON: DSS documents
no members. A bare `Any`, as a parameter or what is returned, needs a reason in `REASONS`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "src" / "dataikuapi"
FREE_FORM = re.compile(
    r"\b(?:dict|Mapping|MutableMapping)\[str, Any\]|\b(?:list|Sequence|Iterable)\[Any\]"
    r"|Callable\[\[Any\], Any\]|EndpointRequest\[Any\]"
)
# By the name of the function or class, then of the parameter (or "return").
REASONS = {
    ("AsyncClientTransport", "transport"): "a transport of httpx, which is not loaded here",
    ("AsyncClientTransport", "clock"): "whatever tells time in a test",
    ("api_client", "options"): "the other arguments of the client",
    ("AsyncDSSFuture.get_result_wait_if_needed", "return"): "the task's own result, any JSON",
    ("AsyncDSSFuture.get_result", "return"): "the task's own result, any JSON",
    ("AsyncDSSFuture.wait_for_result", "return"): "the task's own result, any JSON",
    ("AsyncRest.send_json", "return"): "any JSON",
    ("AsyncDSSPluginPreset.pop", "default"): "as of any dict",
    ("AsyncDSSPluginPreset.pop", "return"): "as of any dict",
    ("AzureADSettings", "client"): "a client of either kind; subclasses say which",
    ("LDAPSettings", "client"): "a client of either kind; subclasses say which",
    ("SSOSettings", "client"): "a client of either kind; subclasses say which",
    ("member_of", "value"): "a member of an enumeration, or what is not one yet",
    ("error_text", "body"): "any JSON",
    ("DSSAPIError", "body"): "any JSON, or text",
    ("DSSFutureError", "state"): "any JSON, or text",
}


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
    unused = set(REASONS)
    wrong: list[str] = []
    for path in public_files():
        for name, function in public_functions(ast.parse(path.read_text("utf-8"))):
            for parameter, annotation in parameters(function):
                count = len(re.findall(r"\bAny\b", annotation))
                total += count
                if re.search(r"\bAny\b", FREE_FORM.sub("", annotation)):
                    bare += 1
                    unused.discard((name, parameter))
                    if (name, parameter) not in REASONS:
                        where = f"{path.relative_to(ROOT)}:{function.lineno}"
                        wrong.append(f"{where} {name}({parameter}: {annotation})")
    print(*wrong, *(f"unused reason {key}" for key in sorted(unused)), sep="\n")
    print(f"Any in public signatures: {total}, {total - bare} of them free-form JSON, {bare} bare")
    return 1 if wrong or unused else 0


if __name__ == "__main__":
    sys.exit(main())
