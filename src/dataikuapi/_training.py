"""What the status of an ML task says about the work that is waited for. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from dataikuapi._errors import DataikuException
from dataikuapi._wait import Phase

_MODEL = re.compile(r"A-(\w+)-(\w+)-(\w+)-(s[0-9]+)-(pp[0-9]+(-part-(\w+)|-base)?)-(m[0-9]+)")


def phase_of(work: str) -> Callable[[Mapping[str, Any]], Phase]:
    """Makes the reader of the statuses of an ML task.

    Args:
        work: `guessing` or `training`.

    Returns:
        A function that tells where the work stands. A status that does not say it means that it
        will never be known: such a task is lost.
    """

    def read(status: Mapping[str, Any]) -> Phase:
        at_work = status.get(work)
        if at_work is None:
            return Phase.LOST
        return Phase.RUNNING if at_work else Phase.DONE

    return read


def ids_of_session(status: Mapping[str, Any], session_id: str | None) -> list[str]:
    """Gives the identifiers of the models that a status names.

    Args:
        status: the status of an ML task.
        session_id: the session that is meant; None for all.

    Returns:
        The full identifiers, in the order of the status.
    """
    found: list[dict[str, Any]] = status["fullModelIds"]
    if session_id is None:
        return [each["id"] for each in found]
    return [each["id"] for each in found if _session(each) == session_id]


def _session(model: Mapping[str, Any]) -> str | None:
    parts: Mapping[str, Any] = model.get("fullModelId") or {}
    return parts.get("sessionId")


def task_of_model(full_model_id: str) -> tuple[str, str, str]:
    """Reads the identifier of a trained model.

    Args:
        full_model_id: the identifier, such as `A-SALES-xN3kq8Lw-Qm7aT2vP-s1-pp1-m1`.

    Returns:
        Key of the project, identifiers of the analysis and of the ML task.

    Raises:
        DataikuException: it is no such identifier.
    """
    match = _MODEL.fullmatch(full_model_id)
    if match is None:
        raise DataikuException(f"Invalid model id: {full_model_id}")
    return match.group(1), match.group(2), match.group(3)
