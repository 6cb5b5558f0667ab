"""The project and the folder that a caller means."""

from __future__ import annotations

import importlib
import os
from typing import Any, cast

from dataikuapi._args import check_name
from dataikuapi._errors import DataikuException

PROJECT_VARIABLE = "DKU_CURRENT_PROJECT_KEY"


def folder_id(name: str, value: Any) -> str:
    """Gives the identifier of a project folder.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave: the handle of a folder, or its identifier.

    Returns:
        The identifier.

    Raises:
        TypeError: it is neither.
        ValueError: it cannot be an identifier.
    """
    if isinstance(value, str):
        return check_name(name, value)
    found = getattr(value, "id", None)
    if not isinstance(found, str):
        raise TypeError(f"{name} must be a project folder, not {type(value).__name__}")
    return found


def project_key(name: str, value: Any) -> str:
    """Gives the key of a project.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave: a key, or the handle of a project.

    Returns:
        The key.

    Raises:
        TypeError: it is neither.
        ValueError: it cannot be a key.
    """
    return check_name(name, getattr(value, "project_key", value))


def default_project_key() -> str:
    """Finds the project that the running code belongs to.

    Inside DSS the package `dataiku` knows it; elsewhere `DKU_CURRENT_PROJECT_KEY` may tell.

    Returns:
        Its key.

    Raises:
        DataikuException: nothing tells.
    """
    key = _key_of_package() or os.environ.get(PROJECT_VARIABLE)
    if not key:
        raise DataikuException(
            "there is no default project: this code does not run inside DSS and "
            f"{PROJECT_VARIABLE} is not set; use get_project(project_key)"
        )
    return check_name(PROJECT_VARIABLE, key)


def _key_of_package() -> str | None:
    try:
        dataiku = importlib.import_module("dataiku")
    except ModuleNotFoundError as error:
        if error.name != "dataiku":
            raise
        return None
    return cast("str | None", dataiku.default_project_key())
