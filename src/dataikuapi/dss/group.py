# Derived by `tox -e generate` from src/dataikuapi/aio/dss/group.py. Do not edit.
"""Groups of users."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import Group, Message


class DSSGroup:
    """A group of the DSS instance. Get it from :meth:`DSSClient.get_group`.

    Attributes:
        client: the client that made this handle.
        name: name of the group.
    """

    def __init__(self, client: DSSClient, name: str) -> None:
        self.client = client
        self.name = name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    def delete(self) -> None:
        """Deletes the group. Needs an administrator's key.

        Operation: `group_delete`.

        Raises:
            DSSNotFound: no group has this name.
        """
        self.client.rest.empty(api.group.group_delete.build_request(self.name))

    def get_definition(self) -> Group:
        """Reads the group. Needs an administrator's key.

        Operation: `group_get`.

        Returns:
            The group: `name`, `description`, `sourceType`, `admin`, a flag for each right, ...

        Raises:
            DSSNotFound: no group has this name.
        """
        return self.client.rest.json(api.group.group_get.build_request(self.name))

    def set_definition(self, definition: Group | Mapping[str, Any]) -> Message:
        """Writes the group back. Needs an administrator's key.

        Operation: `group_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: no group has this name.
        """
        body = check_dict("definition", definition)
        request = api.group.group_update.build_request(self.name, body=body)
        return self.client.rest.json(request)
