"""Groups of users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_name
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.group import AsyncDSSGroup
    from dataikuapi.dss.userinfo import DSSGroupInfo
    from dataikuapi_rest.dicts import Group


class AsyncGroupsCalls(AsyncCallsBase):
    """Client methods for groups."""

    async def list_groups(self) -> list[Group]:
        """Lists the groups. Needs an administrator's key.

        Operation: `group_list`.

        Returns:
            The groups as dicts: `name`, `description`, `sourceType`, `admin`, ...

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        return await self.rest.json(api.group.group_list.build_request())

    async def list_groups_info(self) -> list[DSSGroupInfo]:
        """Lists the groups as everybody may see them; needs no administrator.

        Operation: `group_list_info`.

        Returns:
            The name of each.
        """
        from dataikuapi.dss.userinfo import DSSGroupInfo

        groups = await self.rest.json(api.group.group_list_info.build_request())
        return [DSSGroupInfo(group) for group in groups]

    def get_group(self, name: str) -> AsyncDSSGroup:
        """Gives a handle on a group.

        Args:
            name: name of the group.

        Returns:
            The handle; nothing is sent, and nothing checked but that this can be a name.
        """
        from dataikuapi.aio.dss.group import AsyncDSSGroup

        return AsyncDSSGroup(self._client, check_name("name", name))

    async def create_group(
        self, name: str, description: str | None = None, source_type: str = "LOCAL"
    ) -> AsyncDSSGroup:
        """Creates a group, which has no rights yet. Needs an administrator's key.

        Operation: `group_create`.

        Args:
            name: name of the group.
            description: what it is for.
            source_type: `LOCAL`, `LDAP`, ...

        Returns:
            The handle.

        Raises:
            DSSBadRequest: the name is taken.
            DSSForbidden: the key is no administrator's.
        """
        group = self.get_group(name)
        body: dict[str, Any] = {
            "name": name,
            "description": description,
            "sourceType": source_type,
        }
        await self.rest.empty(api.group.group_create.build_request(body=body))
        return group
