"""Who one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dataikuapi._args import check_dict
from dataikuapi._errors import DSSDataError
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import AuthInfo


class AsyncAuthCalls(AsyncCallsBase):
    """Client methods about who one is."""

    async def get_auth_info(self, with_secrets: bool = False) -> AuthInfo:
        """Tells as whom the client calls.

        Operation: `auth_get_info`.

        Args:
            with_secrets: whether the secrets of the user are told too.

        Returns:
            A dict with `authIdentifier` (login of a user, identifier of a key), `groups`, and
            `secrets` when asked for.

        Raises:
            DSSUnauthorized: DSS does not know the credentials.
        """
        return await self.rest.json(api.auth.auth_get_info.build_request(with_secrets=with_secrets))

    async def get_auth_info_from_browser_headers(
        self, headers_dict: Mapping[str, str], with_secrets: bool = False
    ) -> AuthInfo:
        """Tells who is behind the headers of a browser, for back ends of webapps.

        Operation: `auth_get_info_from_browser_headers`.

        Args:
            headers_dict: headers of the visitor's request, cookies among them.
            with_secrets: whether the secrets of the user are told too.

        Returns:
            A dict as that of :meth:`get_auth_info`.

        Raises:
            DSSUnauthorized: the headers are nobody's.
        """
        return await self.rest.json(
            api.auth.auth_get_info_from_browser_headers.build_request(
                body=check_dict("headers_dict", headers_dict), with_secrets=with_secrets
            )
        )

    async def get_ticket_from_browser_headers(self, headers_dict: Mapping[str, str]) -> str:
        """Gets a ticket for the user behind the headers of a browser, for back ends of webapps.

        Operation: `auth_get_ticket_from_browser_headers`.

        Args:
            headers_dict: headers of the visitor's request, cookies among them.

        Returns:
            The ticket; a client takes it as `internal_ticket`.

        Raises:
            DSSUnauthorized: the headers are nobody's.
        """
        body = check_dict("headers_dict", headers_dict)
        request = api.auth.auth_get_ticket_from_browser_headers.build_request(body=body)
        ticket = (await self.rest.json(request)).get("msg")
        if ticket is None:
            raise DSSDataError("DSS answered no ticket")
        return ticket

    async def get_ticket(self) -> str:
        """Gets a ticket for oneself, which works for a while instead of the key.

        Operation: `auth_create_ticket`.

        Returns:
            The ticket; a client takes it as `internal_ticket`.
        """
        return (await self.rest.json(api.auth.auth_create_ticket.build_request()))["ticket"]
