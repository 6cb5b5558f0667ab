# Derived by `tox -e generate` from src/dataikuapi/aio/dss/permissionscheck.py. Do not edit.
"""Asking what the caller may do with objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient


class DSSPermissionsCheckRequest:
    """A question about several objects. Get it from :meth:`DSSClient.new_permission_check`.

    Attributes:
        client: the client that made this builder.
        request: the question so far, a dict with `items`.
    """

    def __init__(self, client: DSSClient) -> None:
        self.client = client
        self.request: dict[str, list[dict[str, Any]]] = {"items": []}

    def with_item(self, object_type: str, object_project_key: str, object_id: str) -> Self:
        """Adds an object to the question.

        Args:
            object_type: its type, such as `DATASET`.
            object_project_key: key of its project.
            object_id: its identifier.

        Returns:
            This builder.
        """
        item = {
            "objectType": object_type,
            "objectProjectKey": object_project_key,
            "objectId": object_id,
        }
        self.request["items"].append(item)
        return self

    def execute_raw(self) -> dict[str, Any]:
        """Asks.

        Operation: `permission_check`.

        Returns:
            What DSS answers.
        """
        return self.client.rest.json(
            api.permission.permission_check.build_request(body=self.request)
        )
