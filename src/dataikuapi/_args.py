"""Checks of arguments, made before anything is sent; each error names the argument."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import urlsplit

from dataikuapi_rest.operation import quote_segment


def check_str(name: str, value: Any) -> str:
    """Requires a string that is not empty.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The string.

    Raises:
        TypeError: it is no string.
        ValueError: it is empty.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, not {type(value).__name__}")
    if not value:
        raise ValueError(f"{name} must not be empty")
    return value


def check_name(name: str, value: Any) -> str:
    """Requires a string that can stand in a path: neither empty, `.`, `..` nor with controls.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The string, unchanged.

    Raises:
        TypeError: it is no string.
        ValueError: it cannot be a name.
    """
    check_str(name, value)
    quote_segment(name, value)
    return value


def check_dataset_name(name: str, value: Any) -> str:
    """Requires a name that a new dataset can have; DSS takes what is before a dot for a project.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The name, unchanged.

    Raises:
        TypeError: it is no string.
        ValueError: it cannot be the name of a dataset.
    """
    if "." in check_name(name, value):
        raise ValueError(f"{name} must not hold a dot: {value!r}")
    return value


def check_dict(name: str, value: Any) -> dict[str, Any]:
    """Requires a mapping and gives it as a dict.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The same object when it is a dict, else a copy as one.

    Raises:
        TypeError: it is no mapping.
    """
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} must be a dict, not {type(value).__name__}")
    mapping = cast("Mapping[str, Any]", value)
    return cast("dict[str, Any]", value) if isinstance(value, dict) else dict(mapping)


def check_list(name: str, value: Any) -> list[Any]:
    """Requires a list, tuple, set or other iterable that is no string, and gives it as a list.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The items.

    Raises:
        TypeError: it is a string, a mapping or no iterable.
    """
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a list, not {type(cast('object', value)).__name__}")
    return list(cast("Iterable[Any]", value))


def check_count(name: str, value: Any) -> int | None:
    """Requires a whole number from 0, or None.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The number, or None.

    Raises:
        TypeError: it is neither.
        ValueError: it is below 0.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}")
    if value < 0:
        raise ValueError(f"{name} must not be below 0")
    return value


def check_number(name: str, value: Any, unit: str | None = None) -> float:
    """Requires a number, and no text of one.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave; numbers of numpy and the like are taken, too.
        unit: what it counts, for the message.

    Returns:
        The number.

    Raises:
        TypeError: it is none.
    """
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        of = "" if unit is None else f" of {unit}"
        raise TypeError(f"{name} must be a number{of}, not {type(value).__name__}")
    return float(value)


def check_function(name: str, value: Any) -> None:
    """Requires something that can be called, or None.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Raises:
        TypeError: it is neither.
    """
    if value is not None and not callable(value):
        raise TypeError(f"{name} must be a function, not {type(value).__name__}")


def check_formula(name: str, value: Any) -> str | None:
    """Requires a formula of DSS, or None.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The formula, or None.

    Raises:
        TypeError: it is no string.
    """
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} must be a formula as a string, not {type(value).__name__}")
    return value


def binary_file(name: str, value: Any) -> Any:
    """Requires a file-like object opened for reading bytes, or bytes.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The same object.

    Raises:
        TypeError: it is a text file, a path or something without `read`.
        ValueError: it is closed or cannot be read.
    """
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(cast("Any", value))
    if isinstance(value, (str, os.PathLike)):
        raise TypeError(
            f"{name} must be a file opened in binary mode, not a path: give a pathlib.Path"
        )
    if not callable(getattr(value, "read", None)):
        raise TypeError(
            f"{name} must be a file opened in binary mode, bytes, a pathlib.Path or an iterable of "
            f"bytes, not {type(value).__name__}"
        )
    if isinstance(value, io.TextIOBase):
        raise TypeError(f"{name} is opened as text: open it in binary mode ('rb')")
    if getattr(value, "closed", False) is True:
        raise ValueError(f"{name} is a closed file")
    readable = getattr(value, "readable", None)
    if callable(readable) and not readable():
        raise ValueError(f"{name} is not opened for reading")
    return value


def check_host(host: Any) -> str:
    """Requires the URL of a DSS instance and gives it without a final slash.

    Args:
        host: what the caller gave.

    Returns:
        The URL, such as `https://dss.example.com:11200`.

    Raises:
        TypeError: it is no string.
        ValueError: it is no http or https URL, or holds a query or a fragment.
    """
    url = check_str("host", host)
    try:
        parts = urlsplit(url)
        port_is_wrong = parts.port == 0
    except ValueError as error:
        raise ValueError(f"host is not a URL: {error}") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port_is_wrong:
        raise ValueError(f"host must be a URL such as https://dss.example.com, not {url!r}")
    if parts.query or parts.fragment:
        raise ValueError("host must not hold a query or a fragment")
    if parts.username is not None or parts.password is not None:
        raise ValueError("host must not hold credentials: use api_key")
    return url.rstrip("/")
