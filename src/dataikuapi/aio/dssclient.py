"""The client of a DSS instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._config import find_connection
from dataikuapi._lazy import lazy
from dataikuapi.aio._client.businessapps import AsyncBusinessAppsCalls
from dataikuapi.aio._client.channels import AsyncChannelsCalls
from dataikuapi.aio._client.codestudios import AsyncCodeStudiosCalls
from dataikuapi.aio._client.deployers import AsyncDeployersCalls
from dataikuapi.aio._client.futures import AsyncFuturesCalls
from dataikuapi.aio._client.instance import AsyncInstanceCalls
from dataikuapi.aio._client.machinelearning import AsyncMachineLearningCalls
from dataikuapi.aio._client.people import AsyncPeopleCalls
from dataikuapi.aio._client.plugins import AsyncPluginsCalls
from dataikuapi.aio._client.projects import AsyncProjectsCalls
from dataikuapi.aio._client.quality import AsyncQualityCalls
from dataikuapi.aio._client.sql import AsyncSQLCalls
from dataikuapi.aio._client.transport import AsyncClientTransport
from dataikuapi.aio._client.upkeep import AsyncUpkeepCalls

if TYPE_CHECKING:
    from dataikuapi.aio.dss.permissionscheck import (
        AsyncDSSPermissionsCheckRequest as AsyncDSSPermissionsCheckRequest,
    )
    from dataikuapi.aio.dss.projectimport import (
        AsyncTemporaryImportHandle as AsyncTemporaryImportHandle,
    )
    from dataikuapi.dss.instanceinfo import DSSInstanceInfo as DSSInstanceInfo


class AsyncDSSClient(
    AsyncFuturesCalls,
    AsyncProjectsCalls,
    AsyncPluginsCalls,
    AsyncSQLCalls,
    AsyncPeopleCalls,
    AsyncInstanceCalls,
    AsyncQualityCalls,
    AsyncMachineLearningCalls,
    AsyncDeployersCalls,
    AsyncBusinessAppsCalls,
    AsyncChannelsCalls,
    AsyncCodeStudiosCalls,
    AsyncUpkeepCalls,
    AsyncClientTransport,
):
    """Entry point to the public API of a DSS design or automation node.

    One client may be shared by many threads and tasks. Close it when done, or use it in a `with`
    block.

    Example:
        async with AsyncDSSClient("https://dss.example.com:11200", api_key="...") as client:
            print(await client.list_project_keys())

    Attributes:
        host: URL of the instance, without a final slash.
        api_key: the key that was given, or None.
        internal_ticket: the ticket that was given, or None.
        jwt_bearer_token: the token that was given, or None.
        rest: the door to the low-level layer, for operations that have no method.
    """


def api_client(instance: str | None = None, **options: Any) -> AsyncDSSClient:
    """Makes a client for the instance that the surroundings name.

    In this order: the ticket of code that runs inside DSS (`DKU_API_TICKET`), the variables
    `DKU_DSS_URL` and `DKU_API_KEY`, the file `~/.dataiku/config.json`.

    Args:
        instance: name of an instance of the file, to use that one.
        options: other arguments of :class:`AsyncDSSClient`, such as `timeout`.

    Returns:
        The client.

    Raises:
        ValueError: nothing is configured, or what is there is broken.
    """
    found = find_connection(instance)
    options.setdefault("no_check_certificate", found.no_check_certificate)
    return AsyncDSSClient(
        found.url, api_key=found.api_key, internal_ticket=found.internal_ticket, **options
    )


if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSPermissionsCheckRequest": "dataikuapi.aio.dss.permissionscheck",
            "AsyncTemporaryImportHandle": "dataikuapi.aio.dss.projectimport",
            "DSSInstanceInfo": "dataikuapi.dss.instanceinfo",
        },
    )
