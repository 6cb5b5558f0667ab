# Derived by `tox -e generate` from src/dataikuapi/aio/dss/apikey.py. Do not edit.
"""API keys: global ones of the instance, and personal ones of its users."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi._dates import from_ms
from dataikuapi._listing import identity
from dataikuapi._members import Member, MemberOrNone, ReadOnly, ReadOnlyOrNone
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import GlobalApiKey, PersonalApiKey

# Members that global and personal keys share.
_ID = "Identifier of the key."
_LABEL = "Label of the key."
_DESCRIPTION = "Description of the key, or None."
_KEY = "The secret; None when the instance keeps keys secure and does not show it."
_CREATED_BY = "Login of the one who created the key, or None."


class DSSGlobalApiKey:
    """A global API key of the DSS instance.

    Get it from :meth:`DSSClient.get_global_api_key_by_id`.

    Attributes:
        client: the client that made this handle.
        key: the secret, when it is known; else empty.
        id_: identifier of the key.
    """

    def __init__(self, client: DSSClient, key: str, id_: str) -> None:
        self.client = client
        self.key = key
        self.id_ = id_

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id_}>"

    def delete(self) -> None:
        """Deletes the key; it stops working. Needs an administrator's key.

        Operation: `global_api_key_delete`.

        Raises:
            DSSNotFound: there is no such key.
        """
        request = api.global_api_key.global_api_key_delete.build_request(self.id_)
        self.client.rest.empty(request)

    def get_definition(self) -> DSSGlobalApiKeyDefinition:
        """Reads the definition of the key. Needs an administrator's key.

        Operation: `global_api_key_get`.

        Returns:
            The definition, a dict with properties; the secret is not in it when the instance
            keeps keys secure.

        Raises:
            DSSNotFound: there is no such key.
        """
        data = self.client.rest.json(api.global_api_key.global_api_key_get.build_request(self.id_))
        return DSSGlobalApiKeyDefinition(self.client, data)

    def set_definition(self, definition: GlobalApiKey | Mapping[str, Any]) -> None:
        """Writes the definition of the key back. Needs an administrator's key.

        Operation: `global_api_key_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed; the secret cannot change.

        Raises:
            DSSNotFound: there is no such key.
        """
        self.client.rest.empty(
            api.global_api_key.global_api_key_update.build_request(
                self.id_, body=check_dict("definition", definition)
            )
        )


class DSSGlobalApiKeyDefinition(dict[str, Any]):
    """Definition of a global key: the dict that DSS answered.

    Get it from :meth:`DSSGlobalApiKey.get_definition`.

    Attributes:
        client: the client that made this object.
    """

    id: ReadOnly[str] = ReadOnly("id", _ID)
    label: Member[str] = Member("label", _LABEL)
    description: MemberOrNone[str] = MemberOrNone("description", _DESCRIPTION)
    user_for_impersonation: MemberOrNone[str] = MemberOrNone(
        "dssUserForImpersonation", "Login of the user as whom the key acts, or None."
    )
    groups: MemberOrNone[list[str]] = MemberOrNone(
        "groups", "Groups whose rights the key has; None when its rights are its own."
    )
    created_by: ReadOnlyOrNone[str] = ReadOnlyOrNone("createdBy", _CREATED_BY)
    lifetime: MemberOrNone[int] = MemberOrNone("expiry", "Life of the key in days, or None.")

    def __init__(self, client: DSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def _members(self) -> dict[str, Any]:
        return self

    @property
    def created_on(self) -> datetime | None:
        """When the key was created."""
        return from_ms(self.get("createdOn"))

    @property
    def expires_on(self) -> datetime | None:
        """When the key stops working; None for never."""
        return from_ms(self.get("expiresOn"))

    def save(self) -> None:
        """Saves the definition. Needs an administrator's key.

        Operation: `global_api_key_update`.

        Raises:
            DSSNotFound: the key is gone.
        """
        request = api.global_api_key.global_api_key_update.build_request(self.id, body=self)
        self.client.rest.empty(request)


class DSSGlobalApiKeyListItem(dict[str, Any]):
    """A global key in a list: the dict that DSS answered.

    Get it from :meth:`DSSClient.list_global_api_keys`.

    Attributes:
        client: the client that made this object.
    """

    id: ReadOnly[str] = ReadOnly("id", _ID)
    key: ReadOnlyOrNone[str] = ReadOnlyOrNone("key", _KEY)
    label: ReadOnly[str] = ReadOnly("label", _LABEL)
    description: ReadOnlyOrNone[str] = ReadOnlyOrNone("description", _DESCRIPTION)
    user_for_impersonation: ReadOnlyOrNone[str] = ReadOnlyOrNone(
        "dssUserForImpersonation", "Login of the user as whom the key acts, or None."
    )
    groups: ReadOnlyOrNone[list[str]] = ReadOnlyOrNone(
        "groups", "Groups whose rights the key has; None when its rights are its own."
    )
    created_by: ReadOnlyOrNone[str] = ReadOnlyOrNone("createdBy", _CREATED_BY)

    def __init__(self, client: DSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def _members(self) -> dict[str, Any]:
        return self

    def to_global_api_key(self) -> DSSGlobalApiKey:
        """Gives the handle on this key; nothing is sent."""
        return DSSGlobalApiKey(
            self.client,
            self.key or "",
            identity(api.global_api_key.global_api_key_list.OPERATION, self, "id"),
        )

    @property
    def created_on(self) -> datetime | None:
        """When the key was created."""
        return from_ms(self.get("createdOn"))


class DSSPersonalApiKey:
    """A personal API key of a user. Get it from :meth:`DSSClient.get_personal_api_key`.

    Attributes:
        client: the client that made this handle.
        key: the secret, when it is known; else empty.
        id_: identifier of the key.
    """

    def __init__(self, client: DSSClient, key: str, id_: str) -> None:
        self.client = client
        self.key = key
        self.id_ = id_

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id_}>"

    def get_definition(self) -> PersonalApiKey:
        """Reads the definition of the key.

        Operation: `personal_api_key_get`.

        Returns:
            The definition; `user` is the login of its user.

        Raises:
            DSSNotFound: there is no such key.
            DSSForbidden: it is somebody else's, and one is no administrator.
        """
        return self.client.rest.json(
            api.personal_api_key.personal_api_key_get.build_request(self.id_)
        )

    def set_definition(self, definition: PersonalApiKey | Mapping[str, Any]) -> None:
        """Writes the definition of the key back; only label and description can change.

        Operation: `personal_api_key_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed.

        Raises:
            DSSNotFound: there is no such key.
            DSSForbidden: it is somebody else's, and one is no administrator.
        """
        self.client.rest.empty(
            api.personal_api_key.personal_api_key_update.build_request(
                self.id_, body=check_dict("definition", definition)
            )
        )

    def delete(self) -> None:
        """Deletes the key; it stops working.

        Operation: `personal_api_key_delete`.

        Raises:
            DSSNotFound: there is no such key.
            DSSForbidden: it is somebody else's, and one is no administrator.
        """
        request = api.personal_api_key.personal_api_key_delete.build_request(self.id_)
        self.client.rest.empty(request)


class DSSPersonalApiKeyListItem(dict[str, Any]):
    """A personal key in a list: the dict that DSS answered.

    Get it from :meth:`DSSClient.list_personal_api_keys`.

    Attributes:
        client: the client that made this object.
    """

    id: ReadOnly[str] = ReadOnly("id", _ID)
    user: ReadOnly[str] = ReadOnly("user", "Login of the user whose key it is.")
    key: ReadOnlyOrNone[str] = ReadOnlyOrNone("key", _KEY)
    label: ReadOnly[str] = ReadOnly("label", _LABEL)
    description: ReadOnlyOrNone[str] = ReadOnlyOrNone("description", _DESCRIPTION)
    created_by: ReadOnlyOrNone[str] = ReadOnlyOrNone("createdBy", _CREATED_BY)

    def __init__(self, client: DSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def _members(self) -> dict[str, Any]:
        return self

    def to_personal_api_key(self) -> DSSPersonalApiKey:
        """Gives the handle on this key; nothing is sent."""
        return DSSPersonalApiKey(
            self.client,
            self.key or "",
            identity(api.personal_api_key.personal_api_key_list.OPERATION, self, "id"),
        )

    @property
    def created_on(self) -> datetime | None:
        """When the key was created."""
        return from_ms(self.get("createdOn"))
