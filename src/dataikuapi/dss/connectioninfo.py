"""What is known of connections: plain views of answers, the same for sync and async code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._members import ReadOnly

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import (
        ConnectionAWSCredential,
        ConnectionBasicCredential,
        ConnectionDetailsReadability,
        ConnectionOAuth2Credential,
    )


class DSSConnectionInfo(dict[str, Any]):
    """Details of a connection, with its credentials for those who may read them.

    Get it from `DSSConnection.get_info`; it is the dict that DSS answered.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)

    def get_type(self) -> str:
        """Type of the connection, such as `PostgreSQL`."""
        return self["type"]

    def get_credential_mode(self) -> str:
        """Whose credentials are used: `GLOBAL` or `PER_USER`."""
        return self["credentialsMode"]

    def get_params(self) -> dict[str, Any]:
        """Parameters of the connection, which depend on its type."""
        return self["params"]

    def get_resolved_params(self) -> dict[str, Any] | None:
        """Parameters of the connection with variables replaced; None for some types."""
        return self["resolvedParams"]

    def get_basic_credential(self) -> ConnectionBasicCredential:
        """Login and password of the connection.

        Returns:
            A dict with `user` and `password`.

        Raises:
            ValueError: the connection has none, or not for this caller.
        """
        return cast("ConnectionBasicCredential", self._credential("Basic", "basic"))

    def get_aws_credential(self) -> ConnectionAWSCredential:
        """Key pair of AWS.

        Returns:
            A dict with `accessKey`, `secretKey` and, when temporary, `sessionToken`.

        Raises:
            ValueError: the connection has none, or not for this caller.
        """
        return cast("ConnectionAWSCredential", self._credential("AWS", "AWS"))

    def get_oauth2_credential(self) -> ConnectionOAuth2Credential:
        """Access token of OAuth2.

        Returns:
            A dict with `accessToken`.

        Raises:
            ValueError: the connection has none, or not for this caller.
        """
        return cast("ConnectionOAuth2Credential", self._credential("OAuth2", "OAUTH2"))

    def _credential(self, kind: str, spoken: str) -> Any:
        name = f"resolved{kind}Credential"
        if name not in self:
            raise ValueError(f"No {spoken} credential available")
        return self[name]


class DSSConnectionDetailsReadability:
    """Who may read the details of a connection.

    Get it from `DSSConnectionSettings.details_readability`; changes are saved with the settings.
    """

    readable_by: ReadOnly[str] = ReadOnly(
        "readableBy", "`NONE`, `ALL`, or `ALLOWED` for the groups in `allowed_groups`."
    )
    allowed_groups: ReadOnly[list[str]] = ReadOnly(
        "allowedGroups", "Groups that may read the details when `readable_by` is `ALLOWED`."
    )

    def __init__(self, data: ConnectionDetailsReadability) -> None:
        self._data = data

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    def set_readability(self, all: bool, *groups: str) -> None:
        """Sets who may read the details: everybody, some groups, or nobody.

        Args:
            all: whether everybody may.
            groups: the groups that may; without any, and `all` False, nobody may.
        """
        if all:
            self._data["readableBy"] = "ALL"
        elif groups:
            self._data["readableBy"] = "ALLOWED"
            self._data["allowedGroups"] = list(groups)
        else:
            self._data["readableBy"] = "NONE"
