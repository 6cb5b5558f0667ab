"""API keys, global and personal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dataikuapi import (
    DataikuException,
    DSSDataError,
    DSSForbidden,
    DSSNotFound,
    DSSUnauthorized,
)
from dataikuapi.aio.dss.apikey import (
    AsyncDSSGlobalApiKey,
    AsyncDSSGlobalApiKeyListItem,
    AsyncDSSPersonalApiKey,
    AsyncDSSPersonalApiKeyListItem,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


def connect(mock: DSSMock, key: str) -> AsyncDSSClient:
    return AsyncDSSClient(mock.base_url, key, transport=mock.transport())


async def test_a_new_global_key_works_until_it_is_deleted(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    key = await client.create_global_api_key("Nightly", "Runs", admin=True)
    assert mock.calls[-1].body == {
        "label": "Nightly",
        "description": "Runs",
        "globalPermissions": {"admin": True},
    }
    assert key.id_ in repr(key)
    assert key.key not in repr(key)
    async with connect(mock, key.key) as other:
        assert (await other.get_auth_info())["authIdentifier"] == key.id_
        assert len(await other.list_users()) == 1
        await key.delete()
        with pytest.raises(DSSUnauthorized):
            await other.get_auth_info()
    with pytest.raises(DSSNotFound):
        await key.get_definition()


async def test_a_global_key_has_no_rights_unless_given(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    key = await client.create_global_api_key()
    async with connect(mock, key.key) as other:
        with pytest.raises(DSSForbidden):
            await other.list_users()


async def test_a_global_key_with_the_rights_of_groups(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    key = await client.create_global_api_key_with_groups("L", groups=("administrators",))
    assert mock.calls[-1].body == {
        "label": "L",
        "description": None,
        "groups": ["administrators"],
    }
    assert (await key.get_definition()).groups == ["administrators"]
    async with connect(mock, key.key) as other:
        assert len(await other.list_groups()) == 2
    await client.create_global_api_key_with_groups()
    assert mock.calls[-1].body["groups"] == []
    with pytest.raises(TypeError, match="groups"):
        await client.create_global_api_key_with_groups(groups="readers")


async def test_global_keys_are_listed(client: AsyncDSSClient) -> None:
    key = await client.create_global_api_key_with_groups("Nightly", "Runs", ["readers"])
    item = (await client.list_global_api_keys())[-1]
    assert isinstance(item, AsyncDSSGlobalApiKeyListItem)
    assert (item.id, item.key, item["key"]) == (key.id_, key.key, key.key)
    assert (item.label, item.description, item.groups) == ("Nightly", "Runs", ["readers"])
    assert (item.user_for_impersonation, item.created_by) == (None, "admin")
    assert item.created_on is not None
    assert (await item.to_global_api_key().get_definition()).id == key.id_
    handle = (await client.list_global_api_keys(as_type="objects"))[-1]
    assert isinstance(handle, AsyncDSSGlobalApiKey)
    assert (handle.id_, handle.key) == (key.id_, key.key)


async def test_global_keys_are_found(client: AsyncDSSClient) -> None:
    key = await client.create_global_api_key("Nightly")
    by_secret = await client.get_global_api_key(key.key)
    by_id = await client.get_global_api_key_by_id(key.id_)
    assert (by_secret.id_, by_secret.key) == (by_id.id_, by_id.key) == (key.id_, key.key)
    with pytest.raises(DSSNotFound):
        await client.get_global_api_key("no secret")
    with pytest.raises(DSSNotFound):
        await client.get_global_api_key_by_id("no id")


async def test_secure_keys_are_not_shown(client: AsyncDSSClient, mock: DSSMock) -> None:
    mock.table("switches").put("secureApiKeys", True)
    key = await client.create_global_api_key("Nightly")
    assert key.key
    item = (await client.list_global_api_keys())[-1]
    assert item.key is None
    assert item.to_global_api_key().key == ""
    assert (await client.list_global_api_keys("objects"))[-1].key == ""
    assert (await client.get_global_api_key_by_id(key.id_)).key == ""
    assert "key" not in await key.get_definition()


async def test_the_definition_of_a_global_key_is_saved(client: AsyncDSSClient) -> None:
    key = await client.create_global_api_key("Nightly")
    definition = await key.get_definition()
    assert (definition.id, definition.created_by) == (key.id_, "admin")
    assert definition.expires_on is None
    assert definition.lifetime == 0
    definition.label = "Daily"
    definition.description = "Runs"
    definition.user_for_impersonation = "admin"
    definition.groups = ["readers"]
    definition.lifetime = 2
    await definition.save()
    again = await key.get_definition()
    assert (again.label, again.description, again.groups) == ("Daily", "Runs", ["readers"])
    assert (again.user_for_impersonation, again.lifetime) == ("admin", 2)
    assert again.created_on is not None
    assert again.expires_on is not None
    assert (again.expires_on - again.created_on).days == 2


async def test_set_definition_of_a_global_key(client: AsyncDSSClient, mock: DSSMock) -> None:
    key = await client.create_global_api_key("Nightly")
    await key.set_definition({"label": "L2", "globalPermissions": {"admin": True}})
    assert (await key.get_definition()).label == "L2"
    async with connect(mock, key.key) as other:
        assert len(await other.list_users()) == 1
    wrong: Any = "L3"
    with pytest.raises(TypeError, match="definition"):
        await key.set_definition(wrong)


async def test_times_of_a_key_that_dss_knows_little_of(client: AsyncDSSClient) -> None:
    item = AsyncDSSGlobalApiKeyListItem(client, {"id": "k"})
    assert (item.created_on, item.created_by, item.groups) == (None, None, None)
    item["createdOn"] = 1_767_600_000_000
    assert item.created_on == datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"messages": {"error": True, "messages": [{"message": "No more"}]}}, "No more"),
        ({"key": "k"}, "without its id"),
    ],
)
async def test_a_global_key_that_was_not_made(
    client: AsyncDSSClient, mock: DSSMock, answer: dict[str, Any], error: str
) -> None:
    mock.faults.add("global_api_key_create", 200, body=answer)
    with pytest.raises(DataikuException, match=error):
        await client.create_global_api_key("Nightly")


async def test_a_new_personal_key_works_until_it_is_deleted(
    client: AsyncDSSClient, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await client.create_user("carol", "s3cret")
    async with client_as("carol") as carol:
        created = await carol.create_personal_api_key("Laptop", "Mine")
        assert mock.calls[-1].body == {"label": "Laptop", "description": "Mine"}
        secret = created.get("key")
        assert secret
        assert secret == created.get("secret")
        async with connect(mock, secret) as laptop:
            assert (await laptop.get_auth_info())["authIdentifier"] == "carol"
            await carol.get_personal_api_key(created["id"]).delete()
            with pytest.raises(DSSUnauthorized):
                await laptop.get_auth_info()


async def test_a_new_personal_key_as_a_handle(client: AsyncDSSClient, mock: DSSMock) -> None:
    key = await client.create_personal_api_key("Laptop", as_type="object")
    assert isinstance(key, AsyncDSSPersonalApiKey)
    assert mock.calls[-1].body == {"label": "Laptop", "description": ""}
    assert key.id_ in repr(key)
    definition = await key.get_definition()
    assert (definition.get("user"), definition.get("key")) == ("admin", key.key)


async def test_a_personal_key_for_somebody_else(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_user("carol", "s3cret")
    key = await client.create_personal_api_key_for_user("carol", "L", "D")
    assert mock.calls[-1].body == {"user": "carol", "label": "L", "description": "D"}
    async with connect(mock, key.key) as carol:
        assert (await carol.get_auth_info())["authIdentifier"] == "carol"
    created = await client.create_personal_api_key_for_user("carol", as_type="dict")
    assert created.get("user") == "carol"
    with pytest.raises(DSSNotFound):
        await client.create_personal_api_key_for_user("nobody")
    with pytest.raises(ValueError, match="user"):
        await client.create_personal_api_key_for_user("")


async def test_personal_keys_are_listed(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await client.create_personal_api_key("Laptop", "Mine")
    await client.create_user("carol", "s3cret")
    await client.create_personal_api_key_for_user("carol")
    (item,) = await client.list_personal_api_keys()
    assert isinstance(item, AsyncDSSPersonalApiKeyListItem)
    assert (item.user, item.label, item.description) == ("admin", "Laptop", "Mine")
    assert (item.created_by, item.key) == ("admin", item["key"])
    assert item.created_on is not None
    assert (await item.to_personal_api_key().get_definition()).get("id") == item.id
    (handle,) = await client.list_personal_api_keys("objects")
    assert handle.id_ == item.id
    everybody = await client.list_all_personal_api_keys()
    assert [each.user for each in everybody] == ["admin", "carol"]
    handles = await client.list_all_personal_api_keys(as_type="objects")
    assert [each.id_ for each in handles] == [each.id for each in everybody]
    async with client_as("carol") as carol:
        assert [each.user for each in await carol.list_personal_api_keys()] == ["carol", "carol"]
        with pytest.raises(DSSForbidden):
            await carol.list_all_personal_api_keys()
        with pytest.raises(DSSForbidden):
            await carol.get_personal_api_key(item.id).get_definition()


async def test_set_definition_of_a_personal_key(client: AsyncDSSClient) -> None:
    key = await client.create_personal_api_key("Laptop", as_type="object")
    definition = await key.get_definition()
    definition["label"] = "Old laptop"
    definition["user"] = "somebody"
    await key.set_definition(definition)
    again = await key.get_definition()
    assert (again.get("label"), again.get("user")) == ("Old laptop", "admin")
    wrong: Any = None
    with pytest.raises(TypeError, match="definition"):
        await key.set_definition(wrong)


async def test_a_personal_key_needs_a_user(client: AsyncDSSClient, mock: DSSMock) -> None:
    key = await client.create_global_api_key()
    async with connect(mock, key.key) as nobody:
        with pytest.raises(DSSForbidden):
            await nobody.create_personal_api_key("L")


async def test_a_personal_key_that_was_not_made(client: AsyncDSSClient, mock: DSSMock) -> None:
    mock.faults.add("personal_api_key_create", 200, body={"key": "k"})
    with pytest.raises(DSSDataError, match="without its id"):
        await client.create_personal_api_key("L")


async def test_wrong_arguments_send_nothing(client: AsyncDSSClient, mock: DSSMock) -> None:
    wrong: Any = "tuples"
    for listing in (
        client.list_global_api_keys,
        client.list_personal_api_keys,
        client.list_all_personal_api_keys,
    ):
        with pytest.raises(ValueError, match="as_type must be listitems or objects"):
            await listing(wrong)
    with pytest.raises(ValueError, match="as_type must be dict or object"):
        await client.create_personal_api_key(as_type=wrong)
    with pytest.raises(ValueError, match="as_type must be dict or object"):
        await client.create_personal_api_key_for_user("carol", as_type=wrong)
    for name in ("", ".", ".."):
        with pytest.raises(ValueError, match="key"):
            await client.get_global_api_key(name)
        with pytest.raises(ValueError, match="id_"):
            await client.get_global_api_key_by_id(name)
        with pytest.raises(ValueError, match="id"):
            client.get_personal_api_key(name)
    assert mock.calls == []
