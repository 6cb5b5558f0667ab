# Derived by `tox -e generate` from src/dataikuapi/aio/_client/people.py. Do not edit.
"""People and what they reach: users, groups, connections, keys, and who one is."""

from __future__ import annotations

from dataikuapi._client.apikeys import ApiKeysCalls
from dataikuapi._client.auth import AuthCalls
from dataikuapi._client.connections import ConnectionsCalls
from dataikuapi._client.groups import GroupsCalls
from dataikuapi._client.iam import IamCalls
from dataikuapi._client.users import UsersCalls


class PeopleCalls(
    UsersCalls,
    GroupsCalls,
    ConnectionsCalls,
    ApiKeysCalls,
    AuthCalls,
    IamCalls,
):
    """Client methods for people and what they reach."""
