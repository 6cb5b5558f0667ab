"""Making ML tasks: what comes after DSS has made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import MlTaskReference


async def made(
    client: AsyncDSSClient,
    project_key: str,
    analysis_id: str | None,
    reference: MlTaskReference,
    wait_guess_complete: bool,
) -> AsyncDSSMLTask:
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
    from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask

    analysis = analysis_id or reference.get("analysisId") or ""
    task = AsyncDSSMLTask(client, project_key, analysis, reference["mlTaskId"])
    if wait_guess_complete:
        await task.wait_guess_complete()
    return task
