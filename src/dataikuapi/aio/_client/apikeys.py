"""API keys: global ones of the instance, and personal ones of its users."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi._args import check_list, check_name, check_str
from dataikuapi._errors import DSSDataError
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.apikey import (
        AsyncDSSGlobalApiKey,
        AsyncDSSGlobalApiKeyListItem,
        AsyncDSSPersonalApiKey,
        AsyncDSSPersonalApiKeyListItem,
    )
    from dataikuapi_rest.dicts import PersonalApiKey, PersonalApiKeyCreated


class AsyncApiKeysCalls(AsyncCallsBase):
    """Client methods for API keys."""

    @overload
    async def list_global_api_keys(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[AsyncDSSGlobalApiKeyListItem]: ...
    @overload
    async def list_global_api_keys(
        self, as_type: Literal["objects"]
    ) -> list[AsyncDSSGlobalApiKey]: ...
    async def list_global_api_keys(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSGlobalApiKeyListItem] | list[AsyncDSSGlobalApiKey]:
        """Lists the global keys. Needs an administrator's key.

        Operation: `global_api_key_list`.

        Args:
            as_type: `listitems` for items, which are dicts with properties, `objects` for handles.

        Returns:
            The keys; without their secrets when the instance keeps keys secure.

        Raises:
            ValueError: `as_type` is none of these.
            DSSForbidden: the key is no administrator's.
        """
        _check_as_type(as_type)
        found = await self.rest.json(api.global_api_key.global_api_key_list.build_request())
        from dataikuapi.aio.dss.apikey import AsyncDSSGlobalApiKeyListItem

        items = [AsyncDSSGlobalApiKeyListItem(self._client, item) for item in found]
        if as_type == "listitems":
            return items
        return [item.to_global_api_key() for item in items]

    async def get_global_api_key(self, key: str) -> AsyncDSSGlobalApiKey:
        """Gives a handle on a global key by its secret, which is looked up.

        :meth:`get_global_api_key_by_id` does the same without a secret in the URL.

        Operation: `global_api_key_get_by_secret`.

        Args:
            key: secret of the key.

        Returns:
            The handle.

        Raises:
            DSSNotFound: no key has this secret.
        """
        request = api.global_api_key.global_api_key_get_by_secret.build_request(
            check_name("key", key)
        )
        found = await self.rest.json(request)
        return self._global_key(key, found.get("id"))

    async def get_global_api_key_by_id(self, id_: str) -> AsyncDSSGlobalApiKey:
        """Gives a handle on a global key by its identifier, which is looked up.

        Operation: `global_api_key_get`.

        Args:
            id_: identifier of the key.

        Returns:
            The handle; its `key` is empty when the instance keeps keys secure.

        Raises:
            DSSNotFound: no key has this identifier.
        """
        request = api.global_api_key.global_api_key_get.build_request(check_name("id_", id_))
        found = await self.rest.json(request)
        return self._global_key(found.get("key"), id_)

    async def create_global_api_key(
        self, label: str | None = None, description: str | None = None, admin: bool = False
    ) -> AsyncDSSGlobalApiKey:
        """Creates a global key with rights of its own. Needs an administrator's key.

        Operation: `global_api_key_create`.

        Args:
            label: label of the key.
            description: what it is for.
            admin: whether it has an administrator's rights.

        Returns:
            The handle; its `key` is the secret, which may not be shown again.

        Raises:
            DataikuException: DSS reports why there is no key.
            DSSForbidden: the key is no administrator's.
        """
        rights = {"globalPermissions": {"admin": admin}}
        return await self._create_global(label, description, rights)

    async def create_global_api_key_with_groups(
        self,
        label: str | None = None,
        description: str | None = None,
        groups: Iterable[str] | None = None,
    ) -> AsyncDSSGlobalApiKey:
        """Creates a global key with the rights of groups. Needs an administrator's key.

        Operation: `global_api_key_create`.

        Args:
            label: label of the key.
            description: what it is for.
            groups: names of the groups.

        Returns:
            The handle; its `key` is the secret, which may not be shown again.

        Raises:
            DataikuException: DSS reports why there is no key.
            DSSForbidden: the key is no administrator's.
        """
        names = [] if groups is None else check_list("groups", groups)
        return await self._create_global(label, description, {"groups": names})

    async def _create_global(
        self, label: str | None, description: str | None, rights: Mapping[str, Any]
    ) -> AsyncDSSGlobalApiKey:
        body = {"label": label, "description": description, **rights}
        request = api.global_api_key.global_api_key_create.build_request(body=body)
        created = answer_or_raise("API key creation", await self.rest.json(request))
        return self._global_key(created.get("key"), created.get("id"))

    def _global_key(self, key: str | None, id_: str | None) -> AsyncDSSGlobalApiKey:
        from dataikuapi.aio.dss.apikey import AsyncDSSGlobalApiKey

        if not id_:
            raise DSSDataError("DSS answered a global API key without its id")
        return AsyncDSSGlobalApiKey(self._client, key or "", id_)

    @overload
    async def list_personal_api_keys(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[AsyncDSSPersonalApiKeyListItem]: ...
    @overload
    async def list_personal_api_keys(
        self, as_type: Literal["objects"]
    ) -> list[AsyncDSSPersonalApiKey]: ...
    async def list_personal_api_keys(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSPersonalApiKeyListItem] | list[AsyncDSSPersonalApiKey]:
        """Lists one's own personal keys.

        Operation: `personal_api_key_list`.

        Args:
            as_type: `listitems` for items, which are dicts with properties, `objects` for handles.

        Returns:
            The keys; without their secrets when the instance keeps keys secure.

        Raises:
            ValueError: `as_type` is none of these.
            DSSForbidden: the key with which one calls belongs to no user.
        """
        _check_as_type(as_type)
        request = api.personal_api_key.personal_api_key_list.build_request()
        items = self._personal_items(await self.rest.json(request))
        return items if as_type == "listitems" else [item.to_personal_api_key() for item in items]

    @overload
    async def list_all_personal_api_keys(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[AsyncDSSPersonalApiKeyListItem]: ...
    @overload
    async def list_all_personal_api_keys(
        self, as_type: Literal["objects"]
    ) -> list[AsyncDSSPersonalApiKey]: ...
    async def list_all_personal_api_keys(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSPersonalApiKeyListItem] | list[AsyncDSSPersonalApiKey]:
        """Lists the personal keys of all users. Needs an administrator's key.

        Operation: `personal_api_key_list_all`.

        Args:
            as_type: `listitems` for items, which are dicts with properties, `objects` for handles.

        Returns:
            The keys; without their secrets when the instance keeps keys secure.

        Raises:
            ValueError: `as_type` is none of these.
            DSSForbidden: the key is no administrator's.
        """
        _check_as_type(as_type)
        request = api.personal_api_key.personal_api_key_list_all.build_request()
        items = self._personal_items(await self.rest.json(request))
        return items if as_type == "listitems" else [item.to_personal_api_key() for item in items]

    def _personal_items(self, found: list[PersonalApiKey]) -> list[AsyncDSSPersonalApiKeyListItem]:
        from dataikuapi.aio.dss.apikey import AsyncDSSPersonalApiKeyListItem

        return [AsyncDSSPersonalApiKeyListItem(self._client, item) for item in found]

    def get_personal_api_key(self, id: str) -> AsyncDSSPersonalApiKey:
        """Gives a handle on a personal key.

        Args:
            id: identifier of the key.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.aio.dss.apikey import AsyncDSSPersonalApiKey

        return AsyncDSSPersonalApiKey(self._client, "", check_name("id", id))

    @overload
    async def create_personal_api_key(
        self, label: str = "", description: str = "", as_type: Literal["dict"] = "dict"
    ) -> PersonalApiKeyCreated: ...
    @overload
    async def create_personal_api_key(
        self, label: str = "", description: str = "", *, as_type: Literal["object"]
    ) -> AsyncDSSPersonalApiKey: ...
    @overload
    async def create_personal_api_key(
        self, label: str, description: str, as_type: Literal["object"]
    ) -> AsyncDSSPersonalApiKey: ...
    async def create_personal_api_key(
        self, label: str = "", description: str = "", as_type: str = "dict"
    ) -> PersonalApiKeyCreated | AsyncDSSPersonalApiKey:
        """Creates a personal key for oneself.

        Operation: `personal_api_key_create`.

        Args:
            label: label of the key.
            description: what it is for.
            as_type: `dict` for the answer of DSS, `object` for a handle.

        Returns:
            The key with its secret, which is in `key`, and on older instances in `secret`.

        Raises:
            ValueError: `as_type` is none of these.
            DSSForbidden: the key with which one calls belongs to no user.
        """
        _check_as_type(as_type, "dict", "object")
        request = api.personal_api_key.personal_api_key_create.build_request(
            body={"label": label, "description": description}
        )
        return self._created(await self.rest.json(request), as_type)

    @overload
    async def create_personal_api_key_for_user(
        self,
        user: str,
        label: str = "",
        description: str = "",
        as_type: Literal["object"] = "object",
    ) -> AsyncDSSPersonalApiKey: ...
    @overload
    async def create_personal_api_key_for_user(
        self, user: str, label: str = "", description: str = "", *, as_type: Literal["dict"]
    ) -> PersonalApiKeyCreated: ...
    @overload
    async def create_personal_api_key_for_user(
        self, user: str, label: str, description: str, as_type: Literal["dict"]
    ) -> PersonalApiKeyCreated: ...
    async def create_personal_api_key_for_user(
        self, user: str, label: str = "", description: str = "", as_type: str = "object"
    ) -> PersonalApiKeyCreated | AsyncDSSPersonalApiKey:
        """Creates a personal key for somebody else. Needs an administrator's key.

        Operation: `personal_api_key_create_for_user`.

        Args:
            user: login of the user.
            label: label of the key.
            description: what it is for.
            as_type: `object` for a handle, `dict` for the answer of DSS.

        Returns:
            The key with its secret.

        Raises:
            ValueError: `as_type` is none of these.
            DSSNotFound: no user has this login.
            DSSForbidden: the key is no administrator's.
        """
        _check_as_type(as_type, "dict", "object")
        request = api.personal_api_key.personal_api_key_create_for_user.build_request(
            body={"user": check_str("user", user), "label": label, "description": description}
        )
        return self._created(await self.rest.json(request), as_type)

    def _created(
        self, created: PersonalApiKeyCreated, as_type: str
    ) -> PersonalApiKeyCreated | AsyncDSSPersonalApiKey:
        from dataikuapi.aio.dss.apikey import AsyncDSSPersonalApiKey

        if not answer_or_raise("API key creation", created).get("id"):
            raise DSSDataError("DSS answered a personal API key without its id")
        if as_type == "dict":
            return created
        secret = created.get("key") or created.get("secret") or ""
        return AsyncDSSPersonalApiKey(self._client, secret, created["id"])


def _check_as_type(as_type: str, *known: str) -> None:
    """Refuses a shape that a list or a new key cannot have."""
    allowed = known or ("listitems", "objects")
    if as_type not in allowed:
        raise ValueError(f"as_type must be {' or '.join(allowed)}, not {as_type!r}")
