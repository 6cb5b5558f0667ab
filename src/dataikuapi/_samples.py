"""Samples of datasets, as requests hold them."""

from __future__ import annotations

import json
from typing import Any

from dataikuapi._args import check_dict


def sample(value: Any) -> dict[str, Any]:
    """A sample as a dict.

    Args:
        value: a dict, or a builder of one.

    Raises:
        TypeError: it is neither.
    """
    build = getattr(value, "build", None)
    return check_dict("sampling", build() if callable(build) else value)


def sample_text(value: Any) -> str | None:
    """A sample as JSON text, or None for all rows.

    Args:
        value: a dict, a builder of one, or None.

    Raises:
        TypeError: it is neither.
    """
    return None if value is None else json.dumps(sample(value))
