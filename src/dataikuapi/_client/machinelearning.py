# Derived by `tox -e generate` from src/dataikuapi/aio/_client/machinelearning.py. Do not edit.
"""Client methods of machine learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._client.base import CallsBase

if TYPE_CHECKING:
    from dataikuapi.dss.feature_store import DSSFeatureStore


class MachineLearningCalls(CallsBase):
    """Methods of machine learning that belong to no project."""

    def get_feature_store(self) -> DSSFeatureStore:
        """Gives the handle of the feature store; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.feature_store import DSSFeatureStore

        return DSSFeatureStore(self._client)
