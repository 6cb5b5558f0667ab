# Derived by `tox -e generate` from tests/aio/test_group.py. Do not edit.
"""Groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


def test_create_and_list(client: DSSClient, mock: DSSMock) -> None:
    group = client.create_group("writers", "They write", "LDAP")
    assert group.name == "writers"
    assert "writers" in repr(group)
    assert mock.calls[-1].body == {
        "name": "writers",
        "description": "They write",
        "sourceType": "LDAP",
    }
    writers = (client.list_groups())[-1]
    assert writers["name"] == "writers"
    assert writers.get("description") == "They write"
    assert writers.get("sourceType") == "LDAP"
    assert writers.get("admin") is False


def test_create_sends_what_is_usual(client: DSSClient, mock: DSSMock) -> None:
    client.create_group("writers")
    assert mock.calls[-1].body == {
        "name": "writers",
        "description": None,
        "sourceType": "LOCAL",
    }


def test_create_of_a_name_that_is_taken(client: DSSClient) -> None:
    with pytest.raises(DSSBadRequest, match="already exists: readers"):
        client.create_group("readers")


def test_definition_is_read_and_written(client: DSSClient) -> None:
    group = client.create_group("writers")
    definition = group.get_definition()
    definition["mayCreateProjects"] = True
    definition["ldapGroupNames"] = ["cn=writers"]
    assert "writers" in str((group.set_definition(definition)).get("msg"))
    again = group.get_definition()
    assert again.get("mayCreateProjects") is True
    assert again.get("ldapGroupNames") == ["cn=writers"]


def test_admin_group_gives_admin_rights(
    client: DSSClient, client_as: Callable[[str], DSSClient]
) -> None:
    group = client.create_group("bosses")
    client.create_user("carol", "s3cret", groups=["bosses"])
    with client_as("carol") as carol:
        with pytest.raises(DSSForbidden):
            carol.list_groups()
        group.set_definition({"name": "bosses", "admin": True})
        assert "bosses" in {found["name"] for found in carol.list_groups()}
        group.delete()
        with pytest.raises(DSSForbidden):
            carol.list_groups()


def test_delete_removes_it_for_its_members_too(client: DSSClient) -> None:
    group = client.create_group("writers")
    user = client.create_user("carol", "s3cret", groups=["writers", "readers"])
    group.delete()
    assert (user.get_info()).groups == ["readers"]
    with pytest.raises(DSSNotFound):
        group.get_definition()
    with pytest.raises(DSSNotFound):
        group.delete()


def test_names_are_for_everybody(client: DSSClient, client_as: Callable[[str], DSSClient]) -> None:
    client.create_user("carol", "s3cret")
    with client_as("carol") as carol:
        groups = carol.list_groups_info()
    assert [group.name for group in groups] == ["administrators", "readers"]
    assert groups[1].get_raw() == {"name": "readers"}
    assert "readers" in repr(groups[1])


def test_a_name_may_hold_anything(client: DSSClient) -> None:
    group = client.create_group("a/b ?#% ü")
    assert (group.get_definition())["name"] == "a/b ?#% ü"


@pytest.mark.parametrize("name", ["", ".", "..", "a\x00b"])
def test_a_name_that_cannot_be_one(client: DSSClient, mock: DSSMock, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        client.get_group(name)
    with pytest.raises(ValueError, match="name"):
        client.create_group(name)
    assert mock.calls == []


def test_a_definition_is_a_dict(client: DSSClient, mock: DSSMock) -> None:
    wrong: Any = "readers"
    with pytest.raises(TypeError, match="definition"):
        client.get_group("readers").set_definition(wrong)
    assert mock.calls == []
