# Derived by `tox -e generate` from src/dataikuapi/aio/dss/feature_store.py. Do not edit.
"""The feature store: datasets that are offered to all as groups of features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.dataset import DSSDataset
    from dataikuapi.dssclient import DSSClient

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class DSSFeatureGroupListItem:
    """A group of features in a list. Get it from :meth:`DSSFeatureStore.list_feature_groups`.

    Attributes:
        client: the client that made this object.
        project_key: key of the project of the dataset.
        name: name of the dataset.
    """

    def __init__(self, client: DSSClient, project_key: str, name: str) -> None:
        self.client = client
        self.project_key = project_key
        self.name = name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    @property
    def id(self) -> str:
        """Identifier of the group: project and name of the dataset."""
        return f"{self.project_key}.{self.name}"

    def get_as_dataset(self) -> DSSDataset:
        """Gives the dataset; nothing is asked of DSS.

        Returns:
            The handle of the dataset.
        """
        return self.client.get_project(self.project_key).get_dataset(self.name)


class DSSFeatureStore:
    """The feature store. Get it from :meth:`DSSClient.get_feature_store`.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: DSSClient) -> None:
        self.client = client

    def list_feature_groups(self) -> list[DSSFeatureGroupListItem]:
        """Lists the groups of features that you may see.

        Operation: `feature_store_list_groups`.

        Returns:
            The groups.
        """
        request = api.feature_store.feature_store_list_groups.build_request()
        return [
            DSSFeatureGroupListItem(
                self.client, *identities(request.operation, each, "projectKey", "name")
            )
            for each in self.client.rest.json(request)
        ]
