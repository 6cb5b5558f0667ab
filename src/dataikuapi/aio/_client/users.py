"""Users."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_list, check_name, check_str
from dataikuapi._listing import identity
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.user import AsyncDSSOwnUser, AsyncDSSUser
    from dataikuapi.dss.userinfo import DSSAuthorizationMatrix, DSSUserActivity, DSSUserInfo
    from dataikuapi_rest.dicts import FutureState, User, UserActionStatus
    from dataikuapi_rest.operation import EndpointRequest

# What a user who is created with others gets where nothing is said.
_NEW_USER: Mapping[str, Any] = {
    "login": "",
    "displayName": "",
    "sourceType": "LOCAL",
    "groups": [],
    "userProfile": "DATA_SCIENTIST",
    "email": None,
}


class AsyncUsersCalls(AsyncCallsBase):
    """Client methods for users."""

    @overload
    async def list_users(
        self, as_objects: Literal[False] = False, include_settings: bool = False
    ) -> list[User]: ...
    @overload
    async def list_users(
        self, as_objects: Literal[True], include_settings: bool = False
    ) -> list[AsyncDSSUser]: ...
    @overload
    async def list_users(
        self, as_objects: bool = False, include_settings: bool = False
    ) -> list[User] | list[AsyncDSSUser]: ...
    async def list_users(
        self, as_objects: bool = False, include_settings: bool = False
    ) -> list[User] | list[AsyncDSSUser]:
        """Lists the users. Needs an administrator's key.

        Operation: `user_list`.

        Args:
            as_objects: whether handles are given instead of dicts.
            include_settings: whether each dict holds all settings.

        Returns:
            The users, as dicts with `login`, `displayName`, `groups`, ... or as handles.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        request = api.user.user_list.build_request(include_settings=include_settings)
        users = await self.rest.json(request)
        return (
            [self.get_user(identity(request.operation, user, "login")) for user in users]
            if as_objects
            else users
        )

    def get_user(self, login: str) -> AsyncDSSUser:
        """Gives a handle on a user.

        Args:
            login: login of the user.

        Returns:
            The handle; nothing is sent, and nothing checked but that this can be a login.
        """
        from dataikuapi.aio.dss.user import AsyncDSSUser

        return AsyncDSSUser(self._client, check_name("login", login))

    async def create_user(
        self,
        login: str,
        password: str | None,
        display_name: str = "",
        source_type: str = "LOCAL",
        groups: Iterable[str] | None = None,
        profile: str = "DATA_SCIENTIST",
        email: str | None = None,
    ) -> AsyncDSSUser:
        """Creates a user. Needs an administrator's key; not open to Dataiku Cloud.

        Operation: `user_create`.

        Args:
            login: login of the user.
            password: password of the user; of use for local users.
            display_name: name that is shown.
            source_type: `LOCAL`, `LDAP`, ...
            groups: names of the groups the user is put into.
            profile: profile that the licence counts, such as `FULL_DESIGNER`.
            email: mail address.

        Returns:
            The handle.

        Raises:
            DSSBadRequest: the login is taken.
            DSSForbidden: the key is no administrator's.
        """
        user = self.get_user(login)
        body: dict[str, Any] = {
            "login": login,
            "password": None if password is None else check_str("password", password),
            "displayName": display_name,
            "sourceType": source_type,
            "groups": [] if groups is None else check_list("groups", groups),
            "userProfile": profile,
            "email": email,
        }
        await self.rest.empty(api.user.user_create.build_request(body=body))
        return user

    async def create_users(self, users: Iterable[Mapping[str, Any]]) -> list[UserActionStatus]:
        """Creates many users. Needs an administrator's key; not open to Dataiku Cloud.

        Operation: `user_create_many`.

        Args:
            users: a dict for each, with `login`, `password`, `displayName`, `sourceType`,
                `groups`, `userProfile`, `email`; what is missing gets the usual value.

        Returns:
            What became of each: `login`, `status` (`SUCCESS` or `FAILURE`) and `error`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        body = [_completed(check_dict("users", user)) for user in check_list("users", users)]
        return await self.rest.json(api.user.user_create_many.build_request(body=body))

    async def edit_users(
        self, user_changes: Iterable[User | Mapping[str, Any]]
    ) -> list[UserActionStatus]:
        """Changes many users. Needs an administrator's key; not open to Dataiku Cloud.

        Operation: `user_update_many`.

        Args:
            user_changes: a dict for each, with `login` and the members to change, shaped as
                those of `list_users(include_settings=True)`.

        Returns:
            What became of each: `login`, `status` (`SUCCESS` or `FAILURE`) and `error`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        changes = check_list("user_changes", user_changes)
        body = [check_dict("user_changes", change) for change in changes]
        return await self.rest.json(api.user.user_update_many.build_request(body=body))

    async def delete_users(
        self, user_logins: Iterable[str], allow_self_deletion: bool = False
    ) -> list[UserActionStatus]:
        """Deletes many users. Needs an administrator's key; not open to Dataiku Cloud.

        Operation: `user_delete_many`.

        Args:
            user_logins: logins of the users.
            allow_self_deletion: whether one's own user may be among them.

        Returns:
            What became of each: `login`, `status` (`SUCCESS` or `FAILURE`) and `error`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        return await self.rest.json(
            api.user.user_delete_many.build_request(
                body=check_list("user_logins", user_logins),
                allow_self_deletion=allow_self_deletion,
            )
        )

    def get_own_user(self) -> AsyncDSSOwnUser:
        """Gives a handle on one's own user.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.aio.dss.user import AsyncDSSOwnUser

        return AsyncDSSOwnUser(self._client)

    async def list_users_info(self) -> list[DSSUserInfo]:
        """Lists the users as everybody may see them; needs no administrator.

        Operation: `user_list_info`.

        Returns:
            Name, groups and mail address of each.
        """
        from dataikuapi.dss.userinfo import DSSUserInfo

        users = await self.rest.json(api.user.user_list_info.build_request())
        return [DSSUserInfo(user) for user in users]

    async def list_users_activity(self, enabled_users_only: bool = False) -> list[DSSUserActivity]:
        """Lists when users were last seen. Needs an administrator's key.

        Operation: `user_list_activity`.

        Args:
            enabled_users_only: whether users who may not log in are left out.

        Returns:
            The times of the last logins and of the last activity of each user.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.dss.userinfo import DSSUserActivity

        request = api.user.user_list_activity.build_request(enabled_users_only=enabled_users_only)
        found = await self.rest.json(request)
        return [
            DSSUserActivity(self._client, identity(request.operation, each, "login"), each)
            for each in found
        ]

    async def list_expired_trial_users(self) -> list[User]:
        """Lists the users whose trial is over. Needs an administrator's key.

        Operation: `user_list_expired_trials`.

        Returns:
            The users as dicts.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        return await self.rest.json(api.user.user_list_expired_trials.build_request())

    async def get_authorization_matrix(self) -> DSSAuthorizationMatrix:
        """Reads what each user and each group may do. Needs an administrator's key.

        Operation: `user_get_authorization_matrix`.

        Returns:
            The matrix; its `raw` is the answer of DSS.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.dss.userinfo import DSSAuthorizationMatrix

        matrix = await self.rest.json(api.user.user_get_authorization_matrix.build_request())
        return DSSAuthorizationMatrix(matrix)

    async def start_resync_users_from_supplier(self, logins: Iterable[str]) -> AsyncDSSFuture:
        """Starts to read users anew from LDAP, Azure AD or the custom source they come from.

        Operation: `user_resync_many`.

        Args:
            logins: logins of the users.

        Returns:
            The task.
        """
        body = check_list("logins", logins)
        return await self._start(api.user.user_resync_many.build_request(body=body))

    async def start_resync_all_users_from_supplier(self) -> AsyncDSSFuture:
        """Starts to read all users anew from LDAP, Azure AD or the custom source.

        Operation: `user_resync_many`.

        Returns:
            The task.
        """
        return await self._start(api.user.user_resync_many.build_request())

    async def start_fetch_external_groups(self, user_source_type: str) -> AsyncDSSFuture:
        """Starts to look up the groups of an external source.

        Operation: `user_list_external_groups`.

        Args:
            user_source_type: `LDAP`, `AZURE_AD` or `CUSTOM`.

        Returns:
            The task; its result is a list of names.
        """
        request = api.user.user_list_external_groups.build_request(
            user_source_type=check_str("user_source_type", user_source_type)
        )
        return await self._start(request)

    async def start_fetch_external_users(
        self,
        user_source_type: str,
        login: str | None = None,
        email: str | None = None,
        group_name: str | None = None,
    ) -> AsyncDSSFuture:
        """Starts to look up people in an external source.

        A login or an address finds the one who has it; else a group finds its members; without
        any of them, everybody is found.

        Operation: `user_list_external`.

        Args:
            user_source_type: `LDAP`, `AZURE_AD` or `CUSTOM`.
            login: login in the external source.
            email: mail address in the external source.
            group_name: group in the external source.

        Returns:
            The task; its result is a list of people.
        """
        request = api.user.user_list_external.build_request(
            user_source_type=check_str("user_source_type", user_source_type),
            login=login,
            email=email,
            group_name=group_name,
        )
        return await self._start(request)

    async def start_provision_users(
        self, user_source_type: str, users: Iterable[Mapping[str, Any]]
    ) -> AsyncDSSFuture:
        """Starts to make users of people of an external source.

        Operation: `user_provision`.

        Args:
            user_source_type: `LDAP`, `AZURE_AD` or `CUSTOM`.
            users: people as :meth:`start_fetch_external_users` found them.

        Returns:
            The task.
        """
        body: dict[str, Any] = {
            "userSourceType": check_str("user_source_type", user_source_type),
            "users": check_list("users", users),
        }
        return await self._start(api.user.user_provision.build_request(body=body))

    async def _start(self, request: EndpointRequest[FutureState]) -> AsyncDSSFuture:
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        return AsyncDSSFuture.from_resp(self._client, await self.rest.json(request))


def _completed(user: Mapping[str, Any]) -> dict[str, Any]:
    """A user to create with the usual values where nothing is said; the caller's stays as it is."""
    body = {**_NEW_USER, **user}
    body["groups"] = list(body["groups"] or [])
    return body
