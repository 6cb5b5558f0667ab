"""Users."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._session import Session
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.usersettings import AsyncDSSOwnUserSettings, AsyncDSSUserSettings
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.userinfo import DSSUserActivity, DSSUserInfo
    from dataikuapi_rest.dicts import Message, User


class AsyncDSSUser:
    """A user of the DSS instance. Get it from :meth:`AsyncDSSClient.get_user`.

    Attributes:
        client: the client that made this handle.
        login: login of the user.
    """

    def __init__(self, client: AsyncDSSClient, login: str) -> None:
        self.client = client
        self.login = login

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.login}>"

    async def delete(self, allow_self_deletion: bool = False) -> None:
        """Deletes the user. Needs an administrator's key.

        Operation: `user_delete`.

        Args:
            allow_self_deletion: whether the user may be the one who calls. Careful: a loop could
                delete the last administrator.

        Raises:
            DSSNotFound: no user has this login.
            DSSBadRequest: it is one's own user, and `allow_self_deletion` is False.
        """
        await self.client.rest.empty(
            api.user.user_delete.build_request(self.login, allow_self_deletion=allow_self_deletion)
        )

    async def get_settings(self) -> AsyncDSSUserSettings:
        """Reads the settings of the user, to be changed and saved. Needs an administrator's key.

        Operation: `user_get`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSNotFound: no user has this login.
        """
        from dataikuapi.aio.dss.usersettings import AsyncDSSUserSettings

        return AsyncDSSUserSettings(self.client, self.login, await self._read())

    async def _read(self) -> User:
        return await self.client.rest.json(api.user.user_get.build_request(self.login))

    async def get_activity(self) -> DSSUserActivity:
        """Reads when the user was last seen. Needs an administrator's key.

        Operation: `user_get_activity`.

        Returns:
            The times of the last logins and of the last activity.

        Raises:
            DSSNotFound: no user has this login.
        """
        from dataikuapi.dss.userinfo import DSSUserActivity

        activity = await self.client.rest.json(api.user.user_get_activity.build_request(self.login))
        return DSSUserActivity(self.client, self.login, activity)

    async def get_info(self) -> DSSUserInfo:
        """Reads what everybody may know of the user; needs no administrator.

        Operation: `user_get_info`.

        Returns:
            Name, groups and mail address.

        Raises:
            DSSNotFound: no user has this login.
        """
        from dataikuapi.dss.userinfo import DSSUserInfo

        return DSSUserInfo(
            await self.client.rest.json(api.user.user_get_info.build_request(self.login))
        )

    async def start_resync_from_supplier(self) -> AsyncDSSFuture:
        """Starts to read the user anew from LDAP, Azure AD or the custom source it comes from.

        Operation: `user_resync`.

        Returns:
            The task.

        Raises:
            DSSNotFound: no user has this login.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        state = await self.client.rest.json(api.user.user_resync.build_request(self.login))
        return AsyncDSSFuture.from_resp(self.client, state)

    async def get_definition(self) -> User:
        """Reads the user as a dict. Deprecated: use :meth:`get_settings`.

        Operation: `user_get`.

        Returns:
            The user with `login`, `enabled`, `groups` and many more.

        Raises:
            DSSNotFound: no user has this login.
        """
        _warn("get_definition")
        return await self._read()

    async def set_definition(self, definition: User | Mapping[str, Any]) -> Message:
        """Writes the user back. Deprecated: use :meth:`get_settings` and its `save`.

        Operation: `user_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed; `password` sets a new one.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: no user has this login.
        """
        _warn("set_definition")
        body = check_dict("definition", definition)
        return await self.client.rest.json(
            api.user.user_update.build_request(self.login, body=body)
        )

    def get_client_as(self) -> AsyncDSSClient:
        """Gives a client that acts as this user. Works with an administrator's credentials.

        It has connections of its own, to be closed by the caller, and the options of this client.

        Returns:
            The client; nothing is sent.
        """
        from dataikuapi.aio.dssclient import AsyncDSSClient

        client, settings = self.client, self.client.rest.settings
        acting = AsyncDSSClient(
            client.host,
            client.api_key,
            client.internal_ticket,
            {"X-DKU-ProxyUser": self.login},
            jwt_bearer_token=client.jwt_bearer_token,
            timeout=settings.timeouts,
            retries=settings.retries,
            transport=settings.transport,
            clock=settings.clock,
            detect_conflicts=settings.detect_conflicts,
        )
        _share_session(settings.session, acting.rest.settings.session)
        return acting


def _share_session(source: Session, target: Session) -> None:
    """Gives a client what scripts set on the session of another."""
    target.verify, target.cert, target.auth = source.verify, source.cert, source.auth
    target.proxies, target.trust_env = dict(source.proxies), source.trust_env
    for name, value in source.headers.items():
        target.headers.setdefault(name, value)


def _warn(method: str) -> None:
    text = f"DSSUser.{method} is deprecated: use get_settings"
    warnings.warn(text, DeprecationWarning, stacklevel=3)


class AsyncDSSOwnUser:
    """The user who calls. Get it from :meth:`AsyncDSSClient.get_own_user`.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: AsyncDSSClient) -> None:
        self.client = client

    async def get_settings(self) -> AsyncDSSOwnUserSettings:
        """Reads one's own settings, to be changed and saved.

        Operation: `own_user_get`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSForbidden: the key belongs to no user.
        """
        from dataikuapi.aio.dss.usersettings import AsyncDSSOwnUserSettings

        raw = await self.client.rest.json(api.own_user.own_user_get.build_request())
        return AsyncDSSOwnUserSettings(self.client, raw)
