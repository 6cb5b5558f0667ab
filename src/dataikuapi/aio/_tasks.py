"""Long tasks that are waited for, or not, as the caller likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import FutureState
    from dataikuapi_rest.operation import EndpointRequest


async def result_or_future(
    client: AsyncDSSClient, request: EndpointRequest[FutureState], *, wait: bool
) -> AsyncDSSFuture | dict[str, Any]:
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
    from dataikuapi.aio.dss.future import AsyncDSSFuture

    future = AsyncDSSFuture.from_resp(client, await client.rest.json(request))
    return await future.wait_for_result() if wait else future
