"""Names as the code generator makes them, so that rules and templates agree."""

from __future__ import annotations

from openapi_python_client.strings import ClassName, PythonIdentifier, snake_case

FIELD_PREFIX = "field_"


def python_name(name: str) -> str:
    """Name of a parameter or attribute in generated code."""
    return str(PythonIdentifier(name, FIELD_PREFIX))


def class_name(name: str) -> str:
    """Name of the model of a schema."""
    return str(ClassName(name, FIELD_PREFIX))


def module_name(name: str) -> str:
    """Name of the module of a model or an operation."""
    return snake_case(name)
