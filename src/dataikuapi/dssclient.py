# Derived by `tox -e generate` from src/dataikuapi/aio/dssclient.py. Do not edit.
"""The client of a DSS instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._client.businessapps import BusinessAppsCalls
from dataikuapi._client.channels import ChannelsCalls
from dataikuapi._client.codestudios import CodeStudiosCalls
from dataikuapi._client.deployers import DeployersCalls
from dataikuapi._client.futures import FuturesCalls
from dataikuapi._client.instance import InstanceCalls
from dataikuapi._client.machinelearning import MachineLearningCalls
from dataikuapi._client.people import PeopleCalls
from dataikuapi._client.plugins import PluginsCalls
from dataikuapi._client.projects import ProjectsCalls
from dataikuapi._client.quality import QualityCalls
from dataikuapi._client.sql import SQLCalls
from dataikuapi._client.transport import ClientTransport
from dataikuapi._client.upkeep import UpkeepCalls
from dataikuapi._config import find_connection
from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.dss.instanceinfo import DSSInstanceInfo as DSSInstanceInfo
    from dataikuapi.dss.permissionscheck import (
        DSSPermissionsCheckRequest as DSSPermissionsCheckRequest,
    )
    from dataikuapi.dss.projectimport import (
        TemporaryImportHandle as TemporaryImportHandle,
    )


class DSSClient(
    FuturesCalls,
    ProjectsCalls,
    PluginsCalls,
    SQLCalls,
    PeopleCalls,
    InstanceCalls,
    QualityCalls,
    MachineLearningCalls,
    DeployersCalls,
    BusinessAppsCalls,
    ChannelsCalls,
    CodeStudiosCalls,
    UpkeepCalls,
    ClientTransport,
):
    """Entry point to the public API of a DSS design or automation node.

    One client may be shared by many threads and tasks. Close it when done, or use it in a `with`
    block.

    Example:
        with DSSClient("https://dss.example.com:11200", api_key="...") as client:
            print(client.list_project_keys())

    Attributes:
        host: URL of the instance, without a final slash.
        api_key: the key that was given, or None.
        internal_ticket: the ticket that was given, or None.
        jwt_bearer_token: the token that was given, or None.
        rest: the door to the low-level layer, for operations that have no method.
    """


def api_client(instance: str | None = None, **options: Any) -> DSSClient:
    """Makes a client for the instance that the surroundings name.

    In this order: the ticket of code that runs inside DSS (`DKU_API_TICKET`), the variables
    `DKU_DSS_URL` and `DKU_API_KEY`, the file `~/.dataiku/config.json`.

    Args:
        instance: name of an instance of the file, to use that one.
        options: other arguments of :class:`DSSClient`, such as `timeout`.

    Returns:
        The client.

    Raises:
        ValueError: nothing is configured, or what is there is broken.
    """
    found = find_connection(instance)
    options.setdefault("no_check_certificate", found.no_check_certificate)
    return DSSClient(
        found.url, api_key=found.api_key, internal_ticket=found.internal_ticket, **options
    )


if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSPermissionsCheckRequest": "dataikuapi.dss.permissionscheck",
            "TemporaryImportHandle": "dataikuapi.dss.projectimport",
            "DSSInstanceInfo": "dataikuapi.dss.instanceinfo",
        },
    )
