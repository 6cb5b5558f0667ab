"""People and what they reach: users, groups, connections, keys, and who one is."""

from __future__ import annotations

from dataikuapi.aio._client.apikeys import AsyncApiKeysCalls
from dataikuapi.aio._client.auth import AsyncAuthCalls
from dataikuapi.aio._client.connections import AsyncConnectionsCalls
from dataikuapi.aio._client.groups import AsyncGroupsCalls
from dataikuapi.aio._client.iam import AsyncIamCalls
from dataikuapi.aio._client.users import AsyncUsersCalls


class AsyncPeopleCalls(
    AsyncUsersCalls,
    AsyncGroupsCalls,
    AsyncConnectionsCalls,
    AsyncApiKeysCalls,
    AsyncAuthCalls,
    AsyncIamCalls,
):
    """Client methods for people and what they reach."""
