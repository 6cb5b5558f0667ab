# Derived by `tox -e generate` from src/dataikuapi/aio/_client/connections.py. Do not edit.
"""Connections to storage and databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_list, check_name, check_str
from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.connection import DSSConnection, DSSConnectionListItem

# Both spellings are known to scripts.
_FORMS = {
    "dictitems": "dict",
    "dictitem": "dict",
    "listitems": "list",
    "listitem": "list",
    "objects": "object",
    "object": "object",
}


class ConnectionsCalls(CallsBase):
    """Client methods for connections."""

    @overload
    def list_connections(
        self, as_type: Literal["dictitems", "dictitem"] = "dictitems"
    ) -> dict[str, DSSConnectionListItem]: ...
    @overload
    def list_connections(
        self, as_type: Literal["listitems", "listitem"]
    ) -> list[DSSConnectionListItem]: ...
    @overload
    def list_connections(self, as_type: Literal["objects", "object"]) -> list[DSSConnection]: ...
    def list_connections(
        self, as_type: str = "dictitems"
    ) -> dict[str, DSSConnectionListItem] | list[DSSConnectionListItem] | list[DSSConnection]:
        """Lists the connections. Needs an administrator's key.

        Operation: `connection_list`.

        Args:
            as_type: `dictitems` for a dict of items by name, `listitems` for a list of items,
                `objects` for a list of handles.

        Returns:
            The connections; an item is the dict that DSS answered, with properties.

        Raises:
            ValueError: `as_type` is none of these.
            DSSForbidden: the key is no administrator's.
        """
        kind = _FORMS.get(as_type)
        if kind is None:
            raise ValueError(f"as_type must be dictitems, listitems or objects, not {as_type!r}")
        found = self.rest.json(api.connection.connection_list.build_request())
        from dataikuapi.dss.connection import DSSConnection, DSSConnectionListItem

        if kind == "object":
            return [DSSConnection(self._client, name) for name in found]
        items = {name: DSSConnectionListItem(self._client, item) for name, item in found.items()}
        return items if kind == "dict" else list(items.values())

    def list_connections_names(self, connection_type: str) -> list[str]:
        """Lists the names of the connections that one may use; needs no administrator.

        Operation: `connection_list_names`.

        Args:
            connection_type: type of the connections, such as `PostgreSQL`; `all` for every type.

        Returns:
            The names.
        """
        return self.rest.json(
            api.connection.connection_list_names.build_request(
                type_=check_str("connection_type", connection_type)
            )
        )

    def get_connection(self, name: str) -> DSSConnection:
        """Gives a handle on a connection.

        Args:
            name: name of the connection.

        Returns:
            The handle; nothing is sent, and nothing checked but that this can be a name.
        """
        from dataikuapi.dss.connection import DSSConnection

        return DSSConnection(self._client, check_name("name", name))

    def create_connection(
        self,
        name: str,
        type: str,
        params: Mapping[str, Any] | None = None,
        usable_by: str = "ALL",
        allowed_groups: Iterable[str] | None = None,
        description: str | None = None,
    ) -> DSSConnection:
        """Creates a connection. Needs an administrator's key.

        Operation: `connection_create`.

        Args:
            name: name of the connection.
            type: type of the connection, such as `PostgreSQL`.
            params: its parameters, which depend on the type.
            usable_by: `ALL`, or `ALLOWED` for the groups in `allowed_groups`.
            allowed_groups: names of the groups that may use it.
            description: what it is for.

        Returns:
            The handle.

        Raises:
            DSSBadRequest: the name is taken.
            DSSForbidden: the key is no administrator's.
        """
        connection = self.get_connection(name)
        body: dict[str, Any] = {
            "name": name,
            "description": description,
            "type": check_str("type", type),
            "params": {} if params is None else check_dict("params", params),
            "usableBy": usable_by,
            "allowedGroups": (
                [] if allowed_groups is None else check_list("allowed_groups", allowed_groups)
            ),
        }
        self.rest.empty(api.connection.connection_create.build_request(body=body))
        return connection
