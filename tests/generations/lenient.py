"""Runs the functions of the table to their end where a version lacks some of what they call.

Each statement of a function stands on its own: one that fails is written down with its reason, and
the next one runs. So a version takes part with all that it has, without a table of its own.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from tests.parity.scene import Scene

GUARD: Final = "_note_that_it_failed"
TESTS: Final = str(Path(__file__).parents[1])
# The version has not what the statement calls.
ABSENT: Final = "absent"
# The version gives, or takes, another type than the table is written for.
OTHER: Final = "other"
# What the statement needs was not made, for a statement before it was left out.
FOLLOWS: Final = "follows"
# The client or the instance failed.
BROKEN: Final = "broken"


class Notes:
    """What the statements of one function came to.

    Attributes:
        failed: the statements that failed, as ``(kind, line, problem)``.
        ran: how many did not.
    """

    def __init__(self, package: str) -> None:
        self.failed: list[tuple[str, int, str]] = []
        self._package = package

    def __call__(self, problem: Exception, line: int) -> None:
        """Write a failure down."""
        kind = kind_of(problem, self._package, after=bool(self.failed))
        text = str(problem).partition("\n")[0]
        self.failed.append((kind, line, f"{type(problem).__name__}: {text}"))


def kind_of(problem: Exception, package: str, *, after: bool) -> str:
    """Why a statement failed.

    Args:
        problem: how.
        package: name of the package that is driven.
        after: whether an earlier statement of the function failed.
    """
    inside = not _innermost(problem).startswith(TESTS)
    if inside:
        return FOLLOWS if after and _not_found(problem) else BROKEN
    if isinstance(problem, ImportError):
        return ABSENT
    if isinstance(problem, AttributeError):
        return _kind_of_attribute(problem, package)
    if isinstance(problem, TypeError) and "argument" in str(problem):
        return ABSENT
    if isinstance(problem, NameError):
        return FOLLOWS if after else BROKEN
    return OTHER if isinstance(problem, TypeError | KeyError | ValueError | IndexError) else BROKEN


def _not_found(problem: Exception) -> bool:
    return type(problem).__name__ == "DataikuException" and "NotFoundException" in str(problem)


def _kind_of_attribute(problem: AttributeError, package: str) -> str:
    owner = problem.obj
    module = owner.__name__ if inspect.ismodule(owner) else _kind(owner).__module__
    return ABSENT if module.split(".")[0] == package else OTHER


def _kind(value: Any) -> type:
    return value if isinstance(value, type) else type(value)


def _innermost(problem: Exception) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else trace.tb_frame.f_code.co_filename


def lenient(module: ModuleType) -> dict[str, Callable[[Scene], None]]:
    """The public functions of a module, each statement of them guarded where it stands alone.

    Returns:
        The functions by name; the global ``GUARD`` of each is to be set to its :class:`Notes`.
    """
    file = inspect.getsourcefile(module)
    assert file is not None
    tree = _Guarding().visit(ast.parse(Path(file).read_text(encoding="utf-8")))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    names = [function.name for function in functions if not _private(function)]
    space: dict[str, Any] = {"__name__": module.__name__, "__file__": file}
    exec(compile(ast.fix_missing_locations(tree), file, "exec"), space)  # noqa: S102 (own source)
    return {name: space[name] for name in names}


class _Guarding(ast.NodeTransformer):
    """Puts each statement of the functions at the top of a module into a ``try``.

    So it does in a private function that is called as a statement. Others fail whole, for those who
    call them need what they give, or see how they fail.
    """

    def visit_Module(self, node: ast.Module) -> ast.Module:
        parts = set(_parts(node))
        for each in node.body:
            if isinstance(each, ast.FunctionDef) and (not _private(each) or each.name in parts):
                each.body = _guard(each.body)
        return node


def _private(function: ast.FunctionDef) -> bool:
    return function.name.startswith("_")


def _parts(node: ast.AST) -> Iterator[str]:
    """Names of functions that are called for what they do and not for what they give."""
    for each in ast.walk(node):
        match each:
            case ast.Expr(ast.Call(ast.Name(name))):
                yield name


def _guard(body: list[ast.stmt]) -> list[ast.stmt]:
    return [_guarded(statement) for statement in body]


def _guarded(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.FunctionDef | ast.Global | ast.Pass | ast.Return):
        return statement
    if isinstance(statement, ast.For | ast.While | ast.With | ast.If):
        statement.body = _guard(statement.body)
    handler = ast.parse(
        f"try:\n    pass\nexcept Exception as _p:\n    {GUARD}(_p, {statement.lineno})"
    ).body[0]
    assert isinstance(handler, ast.Try)
    handler.handlers[0].body += _guard(list(_one_by_one(statement)))
    handler.body = [statement]
    return ast.copy_location(handler, statement)


def _one_by_one(statement: ast.stmt) -> Iterator[ast.stmt]:
    """The members of a list that is written down, each on its own: one may be what is missing."""
    match statement:
        case ast.Expr(ast.Call(ast.Name(see), [label, ast.List(members)], [])):
            for number, member in enumerate(members, 1):
                text = [ast.FormattedValue(label, -1), ast.Constant(f", {number}")]
                call = ast.Call(ast.Name(see, ast.Load()), [ast.JoinedStr(text), member], [])
                yield ast.copy_location(ast.Expr(call), statement)
