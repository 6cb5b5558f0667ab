"""Groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


async def test_create_and_list(client: AsyncDSSClient, mock: DSSMock) -> None:
    group = await client.create_group("writers", "They write", "LDAP")
    assert group.name == "writers"
    assert "writers" in repr(group)
    assert mock.calls[-1].body == {
        "name": "writers",
        "description": "They write",
        "sourceType": "LDAP",
    }
    writers = (await client.list_groups())[-1]
    assert writers["name"] == "writers"
    assert writers.get("description") == "They write"
    assert writers.get("sourceType") == "LDAP"
    assert writers.get("admin") is False


async def test_create_sends_what_is_usual(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_group("writers")
    assert mock.calls[-1].body == {
        "name": "writers",
        "description": None,
        "sourceType": "LOCAL",
    }


async def test_create_of_a_name_that_is_taken(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSBadRequest, match="already exists: readers"):
        await client.create_group("readers")


async def test_definition_is_read_and_written(client: AsyncDSSClient) -> None:
    group = await client.create_group("writers")
    definition = await group.get_definition()
    definition["mayCreateProjects"] = True
    definition["ldapGroupNames"] = ["cn=writers"]
    assert "writers" in str((await group.set_definition(definition)).get("msg"))
    again = await group.get_definition()
    assert again.get("mayCreateProjects") is True
    assert again.get("ldapGroupNames") == ["cn=writers"]


async def test_admin_group_gives_admin_rights(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    group = await client.create_group("bosses")
    await client.create_user("carol", "s3cret", groups=["bosses"])
    async with client_as("carol") as carol:
        with pytest.raises(DSSForbidden):
            await carol.list_groups()
        await group.set_definition({"name": "bosses", "admin": True})
        assert "bosses" in {found["name"] for found in await carol.list_groups()}
        await group.delete()
        with pytest.raises(DSSForbidden):
            await carol.list_groups()


async def test_delete_removes_it_for_its_members_too(client: AsyncDSSClient) -> None:
    group = await client.create_group("writers")
    user = await client.create_user("carol", "s3cret", groups=["writers", "readers"])
    await group.delete()
    assert (await user.get_info()).groups == ["readers"]
    with pytest.raises(DSSNotFound):
        await group.get_definition()
    with pytest.raises(DSSNotFound):
        await group.delete()


async def test_names_are_for_everybody(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await client.create_user("carol", "s3cret")
    async with client_as("carol") as carol:
        groups = await carol.list_groups_info()
    assert [group.name for group in groups] == ["administrators", "readers"]
    assert groups[1].get_raw() == {"name": "readers"}
    assert "readers" in repr(groups[1])


async def test_a_name_may_hold_anything(client: AsyncDSSClient) -> None:
    group = await client.create_group("a/b ?#% ü")
    assert (await group.get_definition())["name"] == "a/b ?#% ü"


@pytest.mark.parametrize("name", ["", ".", "..", "a\x00b"])
async def test_a_name_that_cannot_be_one(client: AsyncDSSClient, mock: DSSMock, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        client.get_group(name)
    with pytest.raises(ValueError, match="name"):
        await client.create_group(name)
    assert mock.calls == []


async def test_a_definition_is_a_dict(client: AsyncDSSClient, mock: DSSMock) -> None:
    wrong: Any = "readers"
    with pytest.raises(TypeError, match="definition"):
        await client.get_group("readers").set_definition(wrong)
    assert mock.calls == []
