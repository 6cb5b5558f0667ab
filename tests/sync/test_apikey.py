# Derived by `tox -e generate` from tests/aio/test_apikey.py. Do not edit.
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
from dataikuapi.dss.apikey import (
    DSSGlobalApiKey,
    DSSGlobalApiKeyListItem,
    DSSPersonalApiKey,
    DSSPersonalApiKeyListItem,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


def connect(mock: DSSMock, key: str) -> DSSClient:
    return DSSClient(mock.base_url, key, transport=mock.transport())


def test_a_new_global_key_works_until_it_is_deleted(client: DSSClient, mock: DSSMock) -> None:
    key = client.create_global_api_key("Nightly", "Runs", admin=True)
    assert mock.calls[-1].body == {
        "label": "Nightly",
        "description": "Runs",
        "globalPermissions": {"admin": True},
    }
    assert key.id_ in repr(key)
    assert key.key not in repr(key)
    with connect(mock, key.key) as other:
        assert (other.get_auth_info())["authIdentifier"] == key.id_
        assert len(other.list_users()) == 1
        key.delete()
        with pytest.raises(DSSUnauthorized):
            other.get_auth_info()
    with pytest.raises(DSSNotFound):
        key.get_definition()


def test_a_global_key_has_no_rights_unless_given(client: DSSClient, mock: DSSMock) -> None:
    key = client.create_global_api_key()
    with connect(mock, key.key) as other:
        with pytest.raises(DSSForbidden):
            other.list_users()


def test_a_global_key_with_the_rights_of_groups(client: DSSClient, mock: DSSMock) -> None:
    key = client.create_global_api_key_with_groups("L", groups=("administrators",))
    assert mock.calls[-1].body == {
        "label": "L",
        "description": None,
        "groups": ["administrators"],
    }
    assert (key.get_definition()).groups == ["administrators"]
    with connect(mock, key.key) as other:
        assert len(other.list_groups()) == 2
    client.create_global_api_key_with_groups()
    assert mock.calls[-1].body["groups"] == []
    with pytest.raises(TypeError, match="groups"):
        client.create_global_api_key_with_groups(groups="readers")


def test_global_keys_are_listed(client: DSSClient) -> None:
    key = client.create_global_api_key_with_groups("Nightly", "Runs", ["readers"])
    item = (client.list_global_api_keys())[-1]
    assert isinstance(item, DSSGlobalApiKeyListItem)
    assert (item.id, item.key, item["key"]) == (key.id_, key.key, key.key)
    assert (item.label, item.description, item.groups) == ("Nightly", "Runs", ["readers"])
    assert (item.user_for_impersonation, item.created_by) == (None, "admin")
    assert item.created_on is not None
    assert (item.to_global_api_key().get_definition()).id == key.id_
    handle = (client.list_global_api_keys(as_type="objects"))[-1]
    assert isinstance(handle, DSSGlobalApiKey)
    assert (handle.id_, handle.key) == (key.id_, key.key)


def test_global_keys_are_found(client: DSSClient) -> None:
    key = client.create_global_api_key("Nightly")
    by_secret = client.get_global_api_key(key.key)
    by_id = client.get_global_api_key_by_id(key.id_)
    assert (by_secret.id_, by_secret.key) == (by_id.id_, by_id.key) == (key.id_, key.key)
    with pytest.raises(DSSNotFound):
        client.get_global_api_key("no secret")
    with pytest.raises(DSSNotFound):
        client.get_global_api_key_by_id("no id")


def test_secure_keys_are_not_shown(client: DSSClient, mock: DSSMock) -> None:
    mock.table("switches").put("secureApiKeys", True)
    key = client.create_global_api_key("Nightly")
    assert key.key
    item = (client.list_global_api_keys())[-1]
    assert item.key is None
    assert item.to_global_api_key().key == ""
    assert (client.list_global_api_keys("objects"))[-1].key == ""
    assert (client.get_global_api_key_by_id(key.id_)).key == ""
    assert "key" not in key.get_definition()


def test_the_definition_of_a_global_key_is_saved(client: DSSClient) -> None:
    key = client.create_global_api_key("Nightly")
    definition = key.get_definition()
    assert (definition.id, definition.created_by) == (key.id_, "admin")
    assert definition.expires_on is None
    assert definition.lifetime == 0
    definition.label = "Daily"
    definition.description = "Runs"
    definition.user_for_impersonation = "admin"
    definition.groups = ["readers"]
    definition.lifetime = 2
    definition.save()
    again = key.get_definition()
    assert (again.label, again.description, again.groups) == ("Daily", "Runs", ["readers"])
    assert (again.user_for_impersonation, again.lifetime) == ("admin", 2)
    assert again.created_on is not None
    assert again.expires_on is not None
    assert (again.expires_on - again.created_on).days == 2


def test_set_definition_of_a_global_key(client: DSSClient, mock: DSSMock) -> None:
    key = client.create_global_api_key("Nightly")
    key.set_definition({"label": "L2", "globalPermissions": {"admin": True}})
    assert (key.get_definition()).label == "L2"
    with connect(mock, key.key) as other:
        assert len(other.list_users()) == 1
    wrong: Any = "L3"
    with pytest.raises(TypeError, match="definition"):
        key.set_definition(wrong)


def test_times_of_a_key_that_dss_knows_little_of(client: DSSClient) -> None:
    item = DSSGlobalApiKeyListItem(client, {"id": "k"})
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
def test_a_global_key_that_was_not_made(
    client: DSSClient, mock: DSSMock, answer: dict[str, Any], error: str
) -> None:
    mock.faults.add("global_api_key_create", 200, body=answer)
    with pytest.raises(DataikuException, match=error):
        client.create_global_api_key("Nightly")


def test_a_new_personal_key_works_until_it_is_deleted(
    client: DSSClient, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    client.create_user("carol", "s3cret")
    with client_as("carol") as carol:
        created = carol.create_personal_api_key("Laptop", "Mine")
        assert mock.calls[-1].body == {"label": "Laptop", "description": "Mine"}
        secret = created.get("key")
        assert secret
        assert secret == created.get("secret")
        with connect(mock, secret) as laptop:
            assert (laptop.get_auth_info())["authIdentifier"] == "carol"
            carol.get_personal_api_key(created["id"]).delete()
            with pytest.raises(DSSUnauthorized):
                laptop.get_auth_info()


def test_a_new_personal_key_as_a_handle(client: DSSClient, mock: DSSMock) -> None:
    key = client.create_personal_api_key("Laptop", as_type="object")
    assert isinstance(key, DSSPersonalApiKey)
    assert mock.calls[-1].body == {"label": "Laptop", "description": ""}
    assert key.id_ in repr(key)
    definition = key.get_definition()
    assert (definition.get("user"), definition.get("key")) == ("admin", key.key)


def test_a_personal_key_for_somebody_else(client: DSSClient, mock: DSSMock) -> None:
    client.create_user("carol", "s3cret")
    key = client.create_personal_api_key_for_user("carol", "L", "D")
    assert mock.calls[-1].body == {"user": "carol", "label": "L", "description": "D"}
    with connect(mock, key.key) as carol:
        assert (carol.get_auth_info())["authIdentifier"] == "carol"
    created = client.create_personal_api_key_for_user("carol", as_type="dict")
    assert created.get("user") == "carol"
    with pytest.raises(DSSNotFound):
        client.create_personal_api_key_for_user("nobody")
    with pytest.raises(ValueError, match="user"):
        client.create_personal_api_key_for_user("")


def test_personal_keys_are_listed(client: DSSClient, client_as: Callable[[str], DSSClient]) -> None:
    client.create_personal_api_key("Laptop", "Mine")
    client.create_user("carol", "s3cret")
    client.create_personal_api_key_for_user("carol")
    (item,) = client.list_personal_api_keys()
    assert isinstance(item, DSSPersonalApiKeyListItem)
    assert (item.user, item.label, item.description) == ("admin", "Laptop", "Mine")
    assert (item.created_by, item.key) == ("admin", item["key"])
    assert item.created_on is not None
    assert (item.to_personal_api_key().get_definition()).get("id") == item.id
    (handle,) = client.list_personal_api_keys("objects")
    assert handle.id_ == item.id
    everybody = client.list_all_personal_api_keys()
    assert [each.user for each in everybody] == ["admin", "carol"]
    handles = client.list_all_personal_api_keys(as_type="objects")
    assert [each.id_ for each in handles] == [each.id for each in everybody]
    with client_as("carol") as carol:
        assert [each.user for each in carol.list_personal_api_keys()] == ["carol", "carol"]
        with pytest.raises(DSSForbidden):
            carol.list_all_personal_api_keys()
        with pytest.raises(DSSForbidden):
            carol.get_personal_api_key(item.id).get_definition()


def test_set_definition_of_a_personal_key(client: DSSClient) -> None:
    key = client.create_personal_api_key("Laptop", as_type="object")
    definition = key.get_definition()
    definition["label"] = "Old laptop"
    definition["user"] = "somebody"
    key.set_definition(definition)
    again = key.get_definition()
    assert (again.get("label"), again.get("user")) == ("Old laptop", "admin")
    wrong: Any = None
    with pytest.raises(TypeError, match="definition"):
        key.set_definition(wrong)


def test_a_personal_key_needs_a_user(client: DSSClient, mock: DSSMock) -> None:
    key = client.create_global_api_key()
    with connect(mock, key.key) as nobody:
        with pytest.raises(DSSForbidden):
            nobody.create_personal_api_key("L")


def test_a_personal_key_that_was_not_made(client: DSSClient, mock: DSSMock) -> None:
    mock.faults.add("personal_api_key_create", 200, body={"key": "k"})
    with pytest.raises(DSSDataError, match="without its id"):
        client.create_personal_api_key("L")


def test_wrong_arguments_send_nothing(client: DSSClient, mock: DSSMock) -> None:
    wrong: Any = "tuples"
    for listing in (
        client.list_global_api_keys,
        client.list_personal_api_keys,
        client.list_all_personal_api_keys,
    ):
        with pytest.raises(ValueError, match="as_type must be listitems or objects"):
            listing(wrong)
    with pytest.raises(ValueError, match="as_type must be dict or object"):
        client.create_personal_api_key(as_type=wrong)
    with pytest.raises(ValueError, match="as_type must be dict or object"):
        client.create_personal_api_key_for_user("carol", as_type=wrong)
    for name in ("", ".", ".."):
        with pytest.raises(ValueError, match="key"):
            client.get_global_api_key(name)
        with pytest.raises(ValueError, match="id_"):
            client.get_global_api_key_by_id(name)
        with pytest.raises(ValueError, match="id"):
            client.get_personal_api_key(name)
    assert mock.calls == []
