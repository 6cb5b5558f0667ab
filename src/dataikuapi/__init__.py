"""Python SDK for the public API of Dataiku DSS, sync and async.

    import dataikuapi

    client = dataikuapi.DSSClient("https://dss.example.com:11200", "api key")
    print(client.list_project_keys())

Nothing is loaded before it is used: importing this package costs a few milliseconds.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from dataikuapi._beside import warn_when_beside
from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi._errors import DataikuException as DataikuException
    from dataikuapi._errors import DSSAPIError as DSSAPIError
    from dataikuapi._errors import DSSBadRequest as DSSBadRequest
    from dataikuapi._errors import DSSConflict as DSSConflict
    from dataikuapi._errors import DSSConnectionError as DSSConnectionError
    from dataikuapi._errors import DSSDataError as DSSDataError
    from dataikuapi._errors import DSSForbidden as DSSForbidden
    from dataikuapi._errors import DSSFutureAborted as DSSFutureAborted
    from dataikuapi._errors import DSSFutureError as DSSFutureError
    from dataikuapi._errors import DSSFutureFailed as DSSFutureFailed
    from dataikuapi._errors import DSSFutureLost as DSSFutureLost
    from dataikuapi._errors import DSSFutureTimeout as DSSFutureTimeout
    from dataikuapi._errors import DSSNotFound as DSSNotFound
    from dataikuapi._errors import DSSRateLimited as DSSRateLimited
    from dataikuapi._errors import DSSServerError as DSSServerError
    from dataikuapi._errors import DSSTimeoutError as DSSTimeoutError
    from dataikuapi._errors import DSSUnauthorized as DSSUnauthorized
    from dataikuapi._policy import RetryPolicy as RetryPolicy
    from dataikuapi._policy import Timeouts as Timeouts
    from dataikuapi._session import InsecureConnectionWarning as InsecureConnectionWarning
    from dataikuapi._wait import PollPolicy as PollPolicy
    from dataikuapi._waiting import as_completed as as_completed
    from dataikuapi._waiting import wait_all as wait_all
    from dataikuapi.aio.dssclient import AsyncDSSClient as AsyncDSSClient
    from dataikuapi.dss.impersonation import (
        DSSGroupImpersonationRule as DSSGroupImpersonationRule,
    )
    from dataikuapi.dss.impersonation import (
        DSSUserImpersonationRule as DSSUserImpersonationRule,
    )
    from dataikuapi.dss.recipe import (
        ClusteringScoringRecipeCreator as ClusteringScoringRecipeCreator,
    )
    from dataikuapi.dss.recipe import CodeRecipeCreator as CodeRecipeCreator
    from dataikuapi.dss.recipe import DistinctRecipeCreator as DistinctRecipeCreator
    from dataikuapi.dss.recipe import DownloadRecipeCreator as DownloadRecipeCreator
    from dataikuapi.dss.recipe import GroupingRecipeCreator as GroupingRecipeCreator
    from dataikuapi.dss.recipe import JoinRecipeCreator as JoinRecipeCreator
    from dataikuapi.dss.recipe import (
        PredictionScoringRecipeCreator as PredictionScoringRecipeCreator,
    )
    from dataikuapi.dss.recipe import SamplingRecipeCreator as SamplingRecipeCreator
    from dataikuapi.dss.recipe import SortRecipeCreator as SortRecipeCreator
    from dataikuapi.dss.recipe import SplitRecipeCreator as SplitRecipeCreator
    from dataikuapi.dss.recipe import SQLQueryRecipeCreator as SQLQueryRecipeCreator
    from dataikuapi.dss.recipe import StackRecipeCreator as StackRecipeCreator
    from dataikuapi.dss.recipe import SyncRecipeCreator as SyncRecipeCreator
    from dataikuapi.dss.recipe import TopNRecipeCreator as TopNRecipeCreator
    from dataikuapi.dss.recipe import UpsertRecipeCreator as UpsertRecipeCreator
    from dataikuapi.dss.recipe import WindowRecipeCreator as WindowRecipeCreator
    from dataikuapi.dssclient import DSSClient as DSSClient
    from dataikuapi.dssclient import api_client as api_client

_ERRORS = (
    "DataikuException DSSAPIError DSSBadRequest DSSConflict DSSConnectionError DSSDataError "
    "DSSForbidden DSSFutureAborted DSSFutureError DSSFutureFailed DSSFutureLost DSSFutureTimeout "
    "DSSNotFound DSSRateLimited DSSServerError DSSTimeoutError DSSUnauthorized"
)
_RECIPES = (
    "ClusteringScoring Code Distinct Download Grouping Join PredictionScoring SQLQuery Sampling "
    "Sort Split Stack Sync TopN Upsert Window"
)
_NAMES = {
    **dict.fromkeys(_ERRORS.split(), "dataikuapi._errors"),
    **{f"{kind}RecipeCreator": "dataikuapi.dss.recipe" for kind in _RECIPES.split()},
    "AsyncDSSClient": "dataikuapi.aio.dssclient",
    "DSSClient": "dataikuapi.dssclient",
    "DSSGroupImpersonationRule": "dataikuapi.dss.impersonation",
    "DSSUserImpersonationRule": "dataikuapi.dss.impersonation",
    "InsecureConnectionWarning": "dataikuapi._session",
    "PollPolicy": "dataikuapi._wait",
    "RetryPolicy": "dataikuapi._policy",
    "Timeouts": "dataikuapi._policy",
    "api_client": "dataikuapi.dssclient",
    "as_completed": "dataikuapi._waiting",
    "wait_all": "dataikuapi._waiting",
}
# Clients that the package of the same import name has and this one does not.
_ABSENT = frozenset(
    {
        "APINodeAdminClient",
        "APINodeClient",
        "AgentFilter",
        "AgentManagementClient",
        "FMClientAWS",
        "FMClientAzure",
        "FMClientGCP",
        "GovernClient",
        "LaunchpadClient",
    }
)
_MODULES = frozenset({"dss", "dssclient", "discussion", "utils", "aio"})


def _absent_or_module(name: str) -> Any:
    """What is touched as an attribute and is none of the names above."""
    if name in _ABSENT:
        raise ImportError(
            f"dataikuapi.{name} is not in dataiku-openapi-client, which covers the design and "
            "automation nodes of DSS so far; install dataiku-api-client in an environment of its "
            "own for it"
        )
    # `import dataikuapi` used to load these: scripts write dataikuapi.dss.project.DSSProject.
    return importlib.import_module(f"dataikuapi.{name}")


if not TYPE_CHECKING:
    _get, __dir__, __all__ = lazy(__name__, _NAMES)

    def __getattr__(name: str) -> Any:
        return _absent_or_module(name) if name in _ABSENT | _MODULES else _get(name)


warn_when_beside()
