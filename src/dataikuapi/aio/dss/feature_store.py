"""The feature store: datasets that are offered to all as groups of features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.dataset import AsyncDSSDataset
    from dataikuapi.aio.dssclient import AsyncDSSClient

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class AsyncDSSFeatureGroupListItem:
    """A group of features in a list. Get it from :meth:`AsyncDSSFeatureStore.list_feature_groups`.

    Attributes:
        client: the client that made this object.
        project_key: key of the project of the dataset.
        name: name of the dataset.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, name: str) -> None:
        self.client = client
        self.project_key = project_key
        self.name = name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    @property
    def id(self) -> str:
        """Identifier of the group: project and name of the dataset."""
        return f"{self.project_key}.{self.name}"

    def get_as_dataset(self) -> AsyncDSSDataset:
        """Gives the dataset; nothing is asked of DSS.

        Returns:
            The handle of the dataset.
        """
        return self.client.get_project(self.project_key).get_dataset(self.name)


class AsyncDSSFeatureStore:
    """The feature store. Get it from :meth:`AsyncDSSClient.get_feature_store`.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: AsyncDSSClient) -> None:
        self.client = client

    async def list_feature_groups(self) -> list[AsyncDSSFeatureGroupListItem]:
        """Lists the groups of features that you may see.

        Operation: `feature_store_list_groups`.

        Returns:
            The groups.
        """
        request = api.feature_store.feature_store_list_groups.build_request()
        return [
            AsyncDSSFeatureGroupListItem(
                self.client, *identities(request.operation, each, "projectKey", "name")
            )
            for each in await self.client.rest.json(request)
        ]
