# Derived by `tox -e generate` from src/dataikuapi/aio/_client/apikeys.py. Do not edit.
"""API keys: global ones of the instance, and personal ones of its users."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi._args import check_list, check_name, check_str
from dataikuapi._client.base import CallsBase
from dataikuapi._errors import DSSDataError
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.apikey import (
        DSSGlobalApiKey,
        DSSGlobalApiKeyListItem,
        DSSPersonalApiKey,
        DSSPersonalApiKeyListItem,
    )
    from dataikuapi_rest.dicts import PersonalApiKey, PersonalApiKeyCreated


class ApiKeysCalls(CallsBase):
    """Client methods for API keys."""

    @overload
    def list_global_api_keys(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[DSSGlobalApiKeyListItem]: ...
    @overload
    def list_global_api_keys(self, as_type: Literal["objects"]) -> list[DSSGlobalApiKey]: ...
    def list_global_api_keys(
        self, as_type: str = "listitems"
    ) -> list[DSSGlobalApiKeyListItem] | list[DSSGlobalApiKey]:
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
        found = self.rest.json(api.global_api_key.global_api_key_list.build_request())
        from dataikuapi.dss.apikey import DSSGlobalApiKeyListItem

        items = [DSSGlobalApiKeyListItem(self._client, item) for item in found]
        if as_type == "listitems":
            return items
        return [item.to_global_api_key() for item in items]

    def get_global_api_key(self, key: str) -> DSSGlobalApiKey:
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
        found = self.rest.json(request)
        return self._global_key(key, found.get("id"))

    def get_global_api_key_by_id(self, id_: str) -> DSSGlobalApiKey:
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
        found = self.rest.json(request)
        return self._global_key(found.get("key"), id_)

    def create_global_api_key(
        self, label: str | None = None, description: str | None = None, admin: bool = False
    ) -> DSSGlobalApiKey:
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
        return self._create_global(label, description, rights)

    def create_global_api_key_with_groups(
        self,
        label: str | None = None,
        description: str | None = None,
        groups: Iterable[str] | None = None,
    ) -> DSSGlobalApiKey:
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
        return self._create_global(label, description, {"groups": names})

    def _create_global(
        self, label: str | None, description: str | None, rights: Mapping[str, Any]
    ) -> DSSGlobalApiKey:
        body = {"label": label, "description": description, **rights}
        request = api.global_api_key.global_api_key_create.build_request(body=body)
        created = answer_or_raise("API key creation", self.rest.json(request))
        return self._global_key(created.get("key"), created.get("id"))

    def _global_key(self, key: str | None, id_: str | None) -> DSSGlobalApiKey:
        from dataikuapi.dss.apikey import DSSGlobalApiKey

        if not id_:
            raise DSSDataError("DSS answered a global API key without its id")
        return DSSGlobalApiKey(self._client, key or "", id_)

    @overload
    def list_personal_api_keys(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[DSSPersonalApiKeyListItem]: ...
    @overload
    def list_personal_api_keys(self, as_type: Literal["objects"]) -> list[DSSPersonalApiKey]: ...
    def list_personal_api_keys(
        self, as_type: str = "listitems"
    ) -> list[DSSPersonalApiKeyListItem] | list[DSSPersonalApiKey]:
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
        items = self._personal_items(self.rest.json(request))
        return items if as_type == "listitems" else [item.to_personal_api_key() for item in items]

    @overload
    def list_all_personal_api_keys(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[DSSPersonalApiKeyListItem]: ...
    @overload
    def list_all_personal_api_keys(
        self, as_type: Literal["objects"]
    ) -> list[DSSPersonalApiKey]: ...
    def list_all_personal_api_keys(
        self, as_type: str = "listitems"
    ) -> list[DSSPersonalApiKeyListItem] | list[DSSPersonalApiKey]:
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
        items = self._personal_items(self.rest.json(request))
        return items if as_type == "listitems" else [item.to_personal_api_key() for item in items]

    def _personal_items(self, found: list[PersonalApiKey]) -> list[DSSPersonalApiKeyListItem]:
        from dataikuapi.dss.apikey import DSSPersonalApiKeyListItem

        return [DSSPersonalApiKeyListItem(self._client, item) for item in found]

    def get_personal_api_key(self, id: str) -> DSSPersonalApiKey:
        """Gives a handle on a personal key.

        Args:
            id: identifier of the key.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.dss.apikey import DSSPersonalApiKey

        return DSSPersonalApiKey(self._client, "", check_name("id", id))

    @overload
    def create_personal_api_key(
        self, label: str = "", description: str = "", as_type: Literal["dict"] = "dict"
    ) -> PersonalApiKeyCreated: ...
    @overload
    def create_personal_api_key(
        self, label: str = "", description: str = "", *, as_type: Literal["object"]
    ) -> DSSPersonalApiKey: ...
    @overload
    def create_personal_api_key(
        self, label: str, description: str, as_type: Literal["object"]
    ) -> DSSPersonalApiKey: ...
    def create_personal_api_key(
        self, label: str = "", description: str = "", as_type: str = "dict"
    ) -> PersonalApiKeyCreated | DSSPersonalApiKey:
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
        return self._created(self.rest.json(request), as_type)

    @overload
    def create_personal_api_key_for_user(
        self,
        user: str,
        label: str = "",
        description: str = "",
        as_type: Literal["object"] = "object",
    ) -> DSSPersonalApiKey: ...
    @overload
    def create_personal_api_key_for_user(
        self, user: str, label: str = "", description: str = "", *, as_type: Literal["dict"]
    ) -> PersonalApiKeyCreated: ...
    @overload
    def create_personal_api_key_for_user(
        self, user: str, label: str, description: str, as_type: Literal["dict"]
    ) -> PersonalApiKeyCreated: ...
    def create_personal_api_key_for_user(
        self, user: str, label: str = "", description: str = "", as_type: str = "object"
    ) -> PersonalApiKeyCreated | DSSPersonalApiKey:
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
        return self._created(self.rest.json(request), as_type)

    def _created(
        self, created: PersonalApiKeyCreated, as_type: str
    ) -> PersonalApiKeyCreated | DSSPersonalApiKey:
        from dataikuapi.dss.apikey import DSSPersonalApiKey

        if not answer_or_raise("API key creation", created).get("id"):
            raise DSSDataError("DSS answered a personal API key without its id")
        if as_type == "dict":
            return created
        secret = created.get("key") or created.get("secret") or ""
        return DSSPersonalApiKey(self._client, secret, created["id"])


def _check_as_type(as_type: str, *known: str) -> None:
    """Refuses a shape that a list or a new key cannot have."""
    allowed = known or ("listitems", "objects")
    if as_type not in allowed:
        raise ValueError(f"as_type must be {' or '.join(allowed)}, not {as_type!r}")
