"""Client methods of machine learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi.aio._client.base import AsyncCallsBase

if TYPE_CHECKING:
    from dataikuapi.aio.dss.feature_store import AsyncDSSFeatureStore


class AsyncMachineLearningCalls(AsyncCallsBase):
    """Methods of machine learning that belong to no project."""

    def get_feature_store(self) -> AsyncDSSFeatureStore:
        """Gives the handle of the feature store; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.feature_store import AsyncDSSFeatureStore

        return AsyncDSSFeatureStore(self._client)
