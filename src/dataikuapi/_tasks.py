# Derived by `tox -e generate` from src/dataikuapi/aio/_tasks.py. Do not edit.
"""Long tasks that are waited for, or not, as the caller likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import FutureState
    from dataikuapi_rest.operation import EndpointRequest


def result_or_future(
    client: DSSClient, request: EndpointRequest[FutureState], *, wait: bool
) -> DSSFuture | dict[str, Any]:
    """Starts a task and waits for it if that is wanted.

    Args:
        client: the client.
        request: what starts the task.
        wait: whether to wait.

    Returns:
        The task, or its result with `wait`.

    Raises:
        DSSFutureError: the task gave no result.
    """
    from dataikuapi.dss.future import DSSFuture

    future = DSSFuture.from_resp(client, client.rest.json(request))
    return future.wait_for_result() if wait else future
