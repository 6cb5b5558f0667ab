"""Settings read and saved stay as they are, with whatever DSS has put into them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataikuapi import DSSClient
from dssmock.core import DSSMock
from tests.contract.world import World

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
# A member of tomorrow; names that exist already mean something.
UNKNOWN = st.dictionaries(st.text(max_size=6).map("tomorrow's {}".format), JSON, max_size=3)
# What the server alone writes.
OWN = {"versionTag", "lastModifiedBy", "lastModifiedOn"}

READ: Mapping[str, Callable[[DSSClient], Any]] = {
    "project": lambda client: client.get_project("SALES").get_settings(),
    "project folder": lambda client: client.get_project_folder("aB3dE6g").get_settings(),
    "user": lambda client: client.get_user("alice").get_settings(),
    "own user": lambda client: client.get_own_user().get_settings(),
    "general": lambda client: client.get_general_settings(),
    "variables": lambda client: client.get_global_variables(),
    "connection": lambda client: client.get_connection("warehouse").get_settings(),
    "cluster": lambda client: client.get_cluster("eks_main").get_settings(),
    "code env": lambda client: client.get_code_env("PYTHON", "py311_ml").get_settings(),
    "plugin": lambda client: client.get_plugin("my-plugin").get_settings(),
    "plugin in project": lambda client: client.get_plugin("my-plugin").get_project_settings("SALES"),
    "infra": lambda client: client.get_apideployer().get_infra("prod").get_settings(),
    "service": lambda client: client.get_apideployer().get_service("fraud").get_settings(),
    "deployment": lambda client: (
        client.get_apideployer().get_deployment("fraud-on-prod").get_settings()
    ),
    "global key": lambda client: client.get_global_api_key_by_id("gk1").get_definition(),
    "single sign-on": lambda client: client.get_sso_settings(),
    "LDAP": lambda client: client.get_ldap_settings(),
    "Azure AD": lambda client: client.get_azure_ad_settings(),
}


@cache
def world() -> World:
    return World()


def members(document: Any) -> dict[str, Any]:
    """The dict behind a settings object."""
    if isinstance(document, dict):
        return document
    return document.get_raw() if hasattr(document, "get_raw") else document._members()


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a document at any depth."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from objects(each)


def stored(mock: DSSMock) -> Any:
    """All that the instance keeps, but for what it notes itself."""
    return _without_own({name: dict(mock.table(name).items()) for name in mock.table_names()})


def _without_own(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_own(each) for each in value]
    if isinstance(value, dict):
        return {name: _without_own(each) for name, each in value.items() if name not in OWN}
    return value


@pytest.mark.parametrize("kind", READ)
@settings(max_examples=12)
@given(data=st.data())
def test_save_keeps_everything_and_changes_nothing_else(kind: str, data: Any) -> None:
    world().arrange("")
    mock = world().mock
    with DSSClient(mock.base_url, mock.admin_key, transport=mock.transport()) as client:
        first = READ[kind](client)
        for place in list(objects(members(first)))[:5]:
            place.update(data.draw(UNKNOWN))
        expected = copy.deepcopy(members(first))
        first.save()
        again = READ[kind](client)
        assert _without_own(members(again)) == _without_own(expected)
        before = stored(mock)
        again.save()
        assert stored(mock) == before
