# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/taskcreation.py. Do not edit.
"""Making ML tasks: what comes after DSS has made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataikuapi.dss._ml.mltask import DSSMLTask
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import MlTaskReference


def made(
    client: DSSClient,
    project_key: str,
    analysis_id: str | None,
    reference: MlTaskReference,
    wait_guess_complete: bool,
) -> DSSMLTask:
    """Gives the handle of a new ML task, once its settings are guessed.

    Args:
        client: the client.
        project_key: key of the project.
        analysis_id: identifier of the analysis; None for the one that the answer names.
        reference: what DSS answered.
        wait_guess_complete: whether to wait for the settings.

    Returns:
        The handle.
    """
    from dataikuapi.dss._ml.mltask import DSSMLTask

    analysis = analysis_id or reference.get("analysisId") or ""
    task = DSSMLTask(client, project_key, analysis, reference["mlTaskId"])
    if wait_guess_complete:
        task.wait_guess_complete()
    return task
