# Derived by `tox -e generate` from src/dataikuapi/aio/dss/meaning.py. Do not edit.
"""Meanings that users made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import Meaning


class DSSMeaning:
    """A meaning that users made. Get it from :meth:`DSSClient.get_meaning`.

    Attributes:
        client: the client that made this handle.
        id: identifier of the meaning.
    """

    def __init__(self, client: DSSClient, id: str) -> None:
        self.client = client
        self.id = id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id!r}>"

    def get_definition(self) -> Meaning:
        """Reads the definition of the meaning.

        Operation: `meaning_get`.

        Returns:
            The definition; which members count depends on `type`.

        Raises:
            DSSNotFound: there is no such meaning.
        """
        return self.client.rest.json(api.meaning.meaning_get.build_request(self.id))

    def set_definition(self, definition: Meaning | dict[str, Any]) -> Meaning:
        """Writes a definition that :meth:`get_definition` gave and the caller changed.

        Needs an administrator's key.  Operation: `meaning_update`.

        Args:
            definition: the whole definition.

        Returns:
            The definition as DSS keeps it now.

        Raises:
            DSSNotFound: there is no such meaning.
        """
        request = api.meaning.meaning_update.build_request(self.id, body=definition)
        return self.client.rest.json(request)
