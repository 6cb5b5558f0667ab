"""Formulas of DSS as SQL: the part of the language that filters use.

Values are texts, numbers, booleans and times. Columns are named bare, by ``val("...")`` and its
kin, or in ``${...}``. What the mock does not know is refused by name: a filter that is ignored
would give wrong rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dssmock import errors

_TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |\$\{(?P<braced>[^}]+)\}
    |(?P<name>[^\W\d]\w*)
    |(?P<mark>&&|\|\||==|!=|<>|<=|>=|[-+*/%<>!(),])
    )""",
    re.VERBOSE,
)
# How tightly the operators bind, and what they are in SQL.
_OPERATORS: Final[Mapping[str, tuple[int, str]]] = {
    "||": (1, "OR"),
    "&&": (2, "AND"),
    "==": (3, "="),
    "!=": (3, "<>"),
    "<>": (3, "<>"),
    "<": (4, "<"),
    "<=": (4, "<="),
    ">": (4, ">"),
    ">=": (4, ">="),
    "+": (5, "+"),
    "-": (5, "-"),
    "*": (6, "*"),
    "/": (6, "/"),
    "%": (6, "%"),
}
_WORDS: Final = {"or": "||", "and": "&&"}
_CONSTANTS: Final = {"true": "TRUE", "false": "FALSE", "null": "NULL"}
# Functions of a column's name.
_COLUMN: Final = {"val": "{}", "strval": "CAST({} AS VARCHAR)", "numval": "TRY_CAST({} AS DOUBLE)"}
_BLANK: Final = "(({0}) IS NULL OR CAST({0} AS VARCHAR) = '')"
_FUNCTIONS: Final[Mapping[str, tuple[int, str]]] = {
    "isblank": (1, _BLANK),
    "isnonblank": (1, f"(NOT {_BLANK})"),
    "isnotblank": (1, f"(NOT {_BLANK})"),
    "isnull": (1, "(({0}) IS NULL)"),
    "isnotnull": (1, "(({0}) IS NOT NULL)"),
    "not": (1, "(NOT {0})"),
    "length": (1, "length(CAST({0} AS VARCHAR))"),
    "tolowercase": (1, "lower(CAST({0} AS VARCHAR))"),
    "touppercase": (1, "upper(CAST({0} AS VARCHAR))"),
    "trim": (1, "trim(CAST({0} AS VARCHAR))"),
    "tonumber": (1, "TRY_CAST({0} AS DOUBLE)"),
    "tostring": (1, "CAST({0} AS VARCHAR)"),
    "abs": (1, "abs({0})"),
    "floor": (1, "floor({0})"),
    "ceil": (1, "ceil({0})"),
    "round": (1, "round({0})"),
    "sqrt": (1, "sqrt({0})"),
    "min": (2, "least({0}, {1})"),
    "max": (2, "greatest({0}, {1})"),
    "pow": (2, "pow({0}, {1})"),
    "mod": (2, "(({0}) % ({1}))"),
    "contains": (2, "contains(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))"),
    "startswith": (2, "starts_with(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))"),
    "endswith": (2, "ends_with(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))"),
    "asdate": (1, "TRY_CAST({0} AS TIMESTAMP WITH TIME ZONE)"),
    "if": (3, "CASE WHEN {0} THEN {1} ELSE {2} END"),
    "coalesce": (2, "coalesce({0}, {1})"),
}


def identifier(name: str) -> str:
    """A name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL quotes it."""
    return "'" + text.replace("'", "''") + "'"


def to_sql(formula: str, columns: Sequence[str]) -> str:
    """A formula as an expression of SQL.

    Args:
        formula: the formula.
        columns: names of the columns that it may use.

    Raises:
        errors.BadRequest: it cannot be read, or uses what is not there.
    """
    reader = _Reader(formula, columns)
    try:
        expression = reader.expression(0)
    except RecursionError:
        raise errors.BadRequest("Invalid formula: it is nested too deeply") from None
    reader.expect("")
    return expression


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, formula: str, columns: Sequence[str]) -> None:
        self._formula = formula
        self._columns = columns
        self._tokens = list(self._split(formula))
        self._at = 0

    def _split(self, formula: str) -> list[tuple[str, str]]:
        tokens: list[tuple[str, str]] = []
        at, end = 0, len(formula.rstrip())
        while at < end:
            found = _TOKEN.match(formula, at)
            if found is None:
                raise self._wrong(f"nothing known begins at {formula[at : at + 10]!r}")
            kind = found.lastgroup or ""
            value = found[kind]
            if kind == "name" and value.lower() in _WORDS:
                kind, value = "mark", _WORDS[value.lower()]
            tokens.append((kind, value))
            at = found.end()
        return tokens

    def _wrong(self, what: str) -> errors.BadRequest:
        return errors.BadRequest(f"Invalid formula {self._formula!r}: {what}")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def expect(self, mark: str) -> None:
        """Take a mark, or the end when it is empty.

        Raises:
            errors.BadRequest: something else is there.
        """
        kind, value = self._next()
        if value != mark or kind not in ("mark", "end"):
            raise self._wrong(f"{mark or 'the end'} was expected, not {value or 'the end'!r}")

    def expression(self, tightness: int) -> str:
        """Read an expression whose operators bind more tightly."""
        left = self._operand()
        while True:
            kind, value = self._peek()
            binding, sql = _OPERATORS.get(value, (0, "")) if kind == "mark" else (0, "")
            if binding <= tightness:
                return left
            self._next()
            left = _joined(left, value, sql, self.expression(binding))

    def _operand(self) -> str:
        kind, value = self._next()
        readers: dict[str, Callable[[str], str]] = {
            "number": str,
            "text": lambda text: literal(_unquoted(text)),
            "braced": self._column,
            "name": self._name,
            "mark": self._marked,
        }
        if kind not in readers:
            raise self._wrong("it ends too early")
        return readers[kind](value)

    def _marked(self, mark: str) -> str:
        if mark == "(":
            inner = self.expression(0)
            self.expect(")")
            return f"({inner})"
        if mark == "-":
            return f"(-{self._operand()})"
        if mark == "!":
            return f"(NOT {self._operand()})"
        raise self._wrong(f"{mark!r} stands where a value should")

    def _name(self, name: str) -> str:
        if self._peek() == ("mark", "("):
            return self._call(name)
        if name in self._columns:
            return identifier(name)
        if name.lower() in _CONSTANTS:
            return _CONSTANTS[name.lower()]
        return self._column(name)

    def _column(self, name: str) -> str:
        if name not in self._columns:
            raise self._wrong(f"there is no column {name!r}")
        return identifier(name)

    def _call(self, name: str) -> str:
        self.expect("(")
        if name.lower() in _COLUMN:
            kind, value = self._next()
            if kind != "text":
                raise self._wrong(f"{name} needs the name of a column in quotes")
            self.expect(")")
            return _COLUMN[name.lower()].format(self._column(_unquoted(value)))
        given: list[str] = []
        while self._peek() != ("mark", ")"):
            given.append(self.expression(0))
            if self._peek() == ("mark", ","):
                self._next()
        self.expect(")")
        count, template = _FUNCTIONS.get(name.lower(), (-1, ""))
        if count < 0:
            raise self._wrong(f"the mock does not know the function {name}")
        if count != len(given):
            raise self._wrong(f"{name} takes {count} values, not {len(given)}")
        return template.format(*given)


def _joined(left: str, mark: str, sql: str, right: str) -> str:
    """Two values and their operator; a plus beside a text joins texts."""
    if mark == "+" and (left.startswith("'") or right.startswith("'")):
        return f"(CAST({left} AS VARCHAR) || CAST({right} AS VARCHAR))"
    return f"({left} {sql} {right})"


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])
