"""Connections: lists, settings, details, tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.connection import AsyncDSSConnection, AsyncDSSConnectionListItem
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

PARAMS = {"host": "db.example.org", "port": 5432, "user": "dss", "password": "s3cret"}


async def postgres(client: AsyncDSSClient, name: str = "pg") -> AsyncDSSConnection:
    return await client.create_connection(name, "PostgreSQL", PARAMS)


async def test_create_sends_what_is_usual(client: AsyncDSSClient, mock: DSSMock) -> None:
    connection = await client.create_connection("pg", "PostgreSQL")
    assert connection.name == "pg"
    assert "pg" in repr(connection)
    assert mock.calls[-1].body == {
        "name": "pg",
        "description": None,
        "type": "PostgreSQL",
        "params": {},
        "usableBy": "ALL",
        "allowedGroups": [],
    }


async def test_create_keeps_what_is_given(client: AsyncDSSClient) -> None:
    await client.create_connection(
        "lake", "EC2", {"bucket": "b"}, "ALLOWED", ("readers",), description="The lake"
    )
    lake = await client.get_connection("lake").get_definition()
    assert lake["type"] == "EC2"
    assert lake.get("params") == {"bucket": "b"}
    assert lake.get("usableBy") == "ALLOWED"
    assert lake.get("allowedGroups") == ["readers"]
    assert lake.get("description") == "The lake"


async def test_create_of_a_name_that_is_taken(client: AsyncDSSClient) -> None:
    await postgres(client)
    with pytest.raises(DSSBadRequest, match="already exists: pg"):
        await postgres(client)


async def test_wrong_arguments_send_nothing(client: AsyncDSSClient, mock: DSSMock) -> None:
    wrong: Any = "host=db"
    for name in ("", ".", "..", "a\tb"):
        with pytest.raises(ValueError, match="name"):
            client.get_connection(name)
    with pytest.raises(ValueError, match="type"):
        await client.create_connection("pg", "")
    with pytest.raises(TypeError, match="params"):
        await client.create_connection("pg", "PostgreSQL", wrong)
    with pytest.raises(TypeError, match="allowed_groups"):
        await client.create_connection("pg", "PostgreSQL", allowed_groups="readers")
    with pytest.raises(TypeError, match="definition"):
        await client.get_connection("pg").set_definition()
    with pytest.raises(ValueError, match="connection_type"):
        await client.list_connections_names("")
    with pytest.raises(ValueError, match="as_type"):
        await client.list_connections("tuples")  # type: ignore[call-overload]
    assert mock.calls == []


async def test_list_in_all_its_forms(client: AsyncDSSClient) -> None:
    await postgres(client)
    by_name = await client.list_connections()
    assert list(by_name) == ["pg"]
    item = by_name["pg"]
    assert isinstance(item, AsyncDSSConnectionListItem)
    assert (item.name, item.type, item["params"]["host"]) == ("pg", "PostgreSQL", "db.example.org")
    assert (await item.to_connection().get_definition())["name"] == "pg"
    assert await client.list_connections("listitems") == [item]
    (connection,) = await client.list_connections(as_type="objects")
    assert isinstance(connection, AsyncDSSConnection)
    assert connection.name == "pg"


async def test_an_item_that_is_only_partly_visible(client: AsyncDSSClient) -> None:
    item = AsyncDSSConnectionListItem(client, {"id": "pg", "label": "PostgreSQL"})
    assert (item.name, item.type) == ("pg", "PostgreSQL")


async def test_names_by_type_and_rights(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await postgres(client)
    await client.create_connection("lake", "EC2", usable_by="ALLOWED", allowed_groups=["writers"])
    assert await client.list_connections_names("all") == ["pg", "lake"]
    assert await client.list_connections_names("EC2") == ["lake"]
    await client.create_user("carol", "s3cret", groups=["readers"])
    async with client_as("carol") as carol:
        assert await carol.list_connections_names("all") == ["pg"]


async def test_settings_are_saved(client: AsyncDSSClient) -> None:
    connection = await postgres(client)
    settings = await connection.get_settings()
    assert settings.type == "PostgreSQL"
    assert settings.usable_by == "ALL"
    settings.allow_write = False
    settings.allow_managed_datasets = False
    settings.allow_managed_folders = True
    settings.allow_knowledge_banks = True
    settings.set_usability(False, "readers", "writers")
    settings.details_readability.set_readability(False, "readers")
    settings.get_raw()["maxActivities"] = 3
    await settings.save()
    again = await connection.get_settings()
    assert (again.allow_write, again.allow_managed_datasets) == (False, False)
    assert (again.allow_managed_folders, again.allow_knowledge_banks) == (True, True)
    assert (again.usable_by, again.usable_by_allowed_groups) == ("ALLOWED", ["readers", "writers"])
    assert again.details_readability.readable_by == "ALLOWED"
    assert again.details_readability.allowed_groups == ["readers"]
    assert again.get_raw().get("maxActivities") == 3
    assert "pg" in repr(again)


async def test_use_and_readability_for_all_and_nobody(client: AsyncDSSClient) -> None:
    settings = await (await postgres(client)).get_settings()
    settings.set_usability(True)
    settings.details_readability.set_readability(True)
    assert (settings.usable_by, settings.details_readability.readable_by) == ("ALL", "ALL")
    settings.details_readability.set_readability(False)
    assert settings.details_readability.readable_by == "NONE"


async def test_secrets_are_not_shown_and_not_lost(client: AsyncDSSClient) -> None:
    connection = await postgres(client)
    settings = await connection.get_settings()
    params = settings.get_raw().get("params") or {}
    assert params["password"] == ""
    params["port"] = 5433
    await settings.save()
    info = await connection.get_info()
    assert info.get_basic_credential() == {"user": "dss", "password": "s3cret"}
    assert info.get_params()["port"] == 5433


async def test_definition_is_read_and_written(client: AsyncDSSClient) -> None:
    connection = await postgres(client)
    definition = await connection.get_definition()
    definition["description"] = "Orders"
    assert "pg" in str((await connection.set_definition(definition)).get("msg"))
    assert (await connection.get_definition()).get("description") == "Orders"
    definition["description"] = "Sales"
    await connection.set_definition(description=definition)
    assert (await connection.get_definition()).get("description") == "Sales"


async def test_delete_removes_it(client: AsyncDSSClient) -> None:
    connection = await postgres(client)
    await connection.delete()
    with pytest.raises(DSSNotFound, match="Connection 'pg' does not exist"):
        await connection.get_settings()
    with pytest.raises(DSSNotFound):
        await connection.delete()
    assert await client.list_connections() == {}


async def test_info_tells_what_there_is(client: AsyncDSSClient) -> None:
    info = await (await postgres(client)).get_info()
    assert (info.get_type(), info.get_credential_mode()) == ("PostgreSQL", "GLOBAL")
    assert info.get_resolved_params() == {"host": "db.example.org", "port": 5432, "user": "dss"}
    with pytest.raises(ValueError, match="No AWS credential available"):
        info.get_aws_credential()
    with pytest.raises(ValueError, match="No OAUTH2 credential available"):
        info.get_oauth2_credential()


async def test_info_of_other_credentials(client: AsyncDSSClient) -> None:
    s3 = await client.create_connection("s3", "EC2", {"accessKey": "AK", "secretKey": "SK"})
    info = await s3.get_info()
    assert info.get_aws_credential() == {"accessKey": "AK", "secretKey": "SK"}
    with pytest.raises(ValueError, match="No basic credential available"):
        info.get_basic_credential()
    drive = await client.create_connection("drive", "SharePointOnline", {"accessToken": "tok"})
    assert (await drive.get_info()).get_oauth2_credential() == {"accessToken": "tok"}


async def test_info_with_the_variables_of_a_project(client: AsyncDSSClient, mock: DSSMock) -> None:
    connection = await client.create_connection("pg", "PostgreSQL", {"host": "${db}.example.org"})
    variables = {"standard": {"db": "sales"}, "local": {}}
    mock.table("projects").put("SALES", {"projectKey": "SALES", "variables": variables})
    assert (await connection.get_info()).get_resolved_params() == {"host": "${db}.example.org"}
    info = await connection.get_info("SALES")
    assert info.get_resolved_params() == {"host": "sales.example.org"}
    assert info.get_params() == {"host": "${db}.example.org"}


async def test_info_with_credentials_of_the_user(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    connection = await postgres(client)
    settings = await connection.get_settings()
    settings.get_raw()["credentialsMode"] = "PER_USER"
    settings.details_readability.set_readability(False, "readers")
    await settings.save()
    await client.create_user("carol", "s3cret", groups=["readers"])
    async with client_as("carol") as carol:
        own = await carol.get_own_user().get_settings()
        own.set_basic_connection_credential("pg", "carol", "hers")
        await own.save()
        info = await carol.get_connection("pg").get_info()
    assert info.get_basic_credential() == {"user": "carol", "password": "hers"}


async def test_info_is_for_those_who_may_read_it(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await postgres(client)
    await client.create_user("carol", "s3cret")
    async with client_as("carol") as carol:
        with pytest.raises(DSSForbidden):
            await carol.get_connection("pg").get_info()


async def test_location_info_is_deprecated_and_works(client: AsyncDSSClient) -> None:
    connection = await postgres(client)
    with pytest.warns(DeprecationWarning, match="get_info"):
        assert await connection.get_location_info() == await connection.get_info()


async def test_both_synchronisations_are_tasks(client: AsyncDSSClient, mock: DSSMock) -> None:
    hdfs = await client.create_connection("hdfs", "HDFS", {"root": "/dss"})
    for start in (hdfs.sync_root_acls, hdfs.sync_datasets_acls):
        future = await start()
        assert mock.calls[-1].body == {"root": True}
        assert (await future.wait_for_result())["paths"] == ["/dss"]


async def test_test_tells_whether_it_answers(client: AsyncDSSClient) -> None:
    assert (await (await postgres(client)).test()).get("connectionOK") is True
    nowhere = await client.create_connection("nowhere", "PostgreSQL", {"host": ""})
    assert (await nowhere.test()).get("connectionOK") is False
    files = await client.create_connection("files", "Filesystem", {"root": "/data"})
    with pytest.raises(DSSAPIError, match="cannot be tested"):
        await files.test()
