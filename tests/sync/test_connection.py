# Derived by `tox -e generate` from tests/aio/test_connection.py. Do not edit.
"""Connections: lists, settings, details, tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.connection import DSSConnection, DSSConnectionListItem
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

PARAMS = {"host": "db.example.org", "port": 5432, "user": "dss", "password": "s3cret"}


def postgres(client: DSSClient, name: str = "pg") -> DSSConnection:
    return client.create_connection(name, "PostgreSQL", PARAMS)


def test_create_sends_what_is_usual(client: DSSClient, mock: DSSMock) -> None:
    connection = client.create_connection("pg", "PostgreSQL")
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


def test_create_keeps_what_is_given(client: DSSClient) -> None:
    client.create_connection(
        "lake", "EC2", {"bucket": "b"}, "ALLOWED", ("readers",), description="The lake"
    )
    lake = client.get_connection("lake").get_definition()
    assert lake["type"] == "EC2"
    assert lake.get("params") == {"bucket": "b"}
    assert lake.get("usableBy") == "ALLOWED"
    assert lake.get("allowedGroups") == ["readers"]
    assert lake.get("description") == "The lake"


def test_create_of_a_name_that_is_taken(client: DSSClient) -> None:
    postgres(client)
    with pytest.raises(DSSBadRequest, match="already exists: pg"):
        postgres(client)


def test_wrong_arguments_send_nothing(client: DSSClient, mock: DSSMock) -> None:
    wrong: Any = "host=db"
    for name in ("", ".", "..", "a\tb"):
        with pytest.raises(ValueError, match="name"):
            client.get_connection(name)
    with pytest.raises(ValueError, match="type"):
        client.create_connection("pg", "")
    with pytest.raises(TypeError, match="params"):
        client.create_connection("pg", "PostgreSQL", wrong)
    with pytest.raises(TypeError, match="allowed_groups"):
        client.create_connection("pg", "PostgreSQL", allowed_groups="readers")
    with pytest.raises(TypeError, match="definition"):
        client.get_connection("pg").set_definition()
    with pytest.raises(ValueError, match="connection_type"):
        client.list_connections_names("")
    with pytest.raises(ValueError, match="as_type"):
        client.list_connections("tuples")  # type: ignore[call-overload]
    assert mock.calls == []


def test_list_in_all_its_forms(client: DSSClient) -> None:
    postgres(client)
    by_name = client.list_connections()
    assert list(by_name) == ["pg"]
    item = by_name["pg"]
    assert isinstance(item, DSSConnectionListItem)
    assert (item.name, item.type, item["params"]["host"]) == ("pg", "PostgreSQL", "db.example.org")
    assert (item.to_connection().get_definition())["name"] == "pg"
    assert client.list_connections("listitems") == [item]
    (connection,) = client.list_connections(as_type="objects")
    assert isinstance(connection, DSSConnection)
    assert connection.name == "pg"


def test_an_item_that_is_only_partly_visible(client: DSSClient) -> None:
    item = DSSConnectionListItem(client, {"id": "pg", "label": "PostgreSQL"})
    assert (item.name, item.type) == ("pg", "PostgreSQL")


def test_names_by_type_and_rights(client: DSSClient, client_as: Callable[[str], DSSClient]) -> None:
    postgres(client)
    client.create_connection("lake", "EC2", usable_by="ALLOWED", allowed_groups=["writers"])
    assert client.list_connections_names("all") == ["pg", "lake"]
    assert client.list_connections_names("EC2") == ["lake"]
    client.create_user("carol", "s3cret", groups=["readers"])
    with client_as("carol") as carol:
        assert carol.list_connections_names("all") == ["pg"]


def test_settings_are_saved(client: DSSClient) -> None:
    connection = postgres(client)
    settings = connection.get_settings()
    assert settings.type == "PostgreSQL"
    assert settings.usable_by == "ALL"
    settings.allow_write = False
    settings.allow_managed_datasets = False
    settings.allow_managed_folders = True
    settings.allow_knowledge_banks = True
    settings.set_usability(False, "readers", "writers")
    settings.details_readability.set_readability(False, "readers")
    settings.get_raw()["maxActivities"] = 3
    settings.save()
    again = connection.get_settings()
    assert (again.allow_write, again.allow_managed_datasets) == (False, False)
    assert (again.allow_managed_folders, again.allow_knowledge_banks) == (True, True)
    assert (again.usable_by, again.usable_by_allowed_groups) == ("ALLOWED", ["readers", "writers"])
    assert again.details_readability.readable_by == "ALLOWED"
    assert again.details_readability.allowed_groups == ["readers"]
    assert again.get_raw().get("maxActivities") == 3
    assert "pg" in repr(again)


def test_use_and_readability_for_all_and_nobody(client: DSSClient) -> None:
    settings = (postgres(client)).get_settings()
    settings.set_usability(True)
    settings.details_readability.set_readability(True)
    assert (settings.usable_by, settings.details_readability.readable_by) == ("ALL", "ALL")
    settings.details_readability.set_readability(False)
    assert settings.details_readability.readable_by == "NONE"


def test_secrets_are_not_shown_and_not_lost(client: DSSClient) -> None:
    connection = postgres(client)
    settings = connection.get_settings()
    params = settings.get_raw().get("params") or {}
    assert params["password"] == ""
    params["port"] = 5433
    settings.save()
    info = connection.get_info()
    assert info.get_basic_credential() == {"user": "dss", "password": "s3cret"}
    assert info.get_params()["port"] == 5433


def test_definition_is_read_and_written(client: DSSClient) -> None:
    connection = postgres(client)
    definition = connection.get_definition()
    definition["description"] = "Orders"
    assert "pg" in str((connection.set_definition(definition)).get("msg"))
    assert (connection.get_definition()).get("description") == "Orders"
    definition["description"] = "Sales"
    connection.set_definition(description=definition)
    assert (connection.get_definition()).get("description") == "Sales"


def test_delete_removes_it(client: DSSClient) -> None:
    connection = postgres(client)
    connection.delete()
    with pytest.raises(DSSNotFound, match="Connection 'pg' does not exist"):
        connection.get_settings()
    with pytest.raises(DSSNotFound):
        connection.delete()
    assert client.list_connections() == {}


def test_info_tells_what_there_is(client: DSSClient) -> None:
    info = (postgres(client)).get_info()
    assert (info.get_type(), info.get_credential_mode()) == ("PostgreSQL", "GLOBAL")
    assert info.get_resolved_params() == {"host": "db.example.org", "port": 5432, "user": "dss"}
    with pytest.raises(ValueError, match="No AWS credential available"):
        info.get_aws_credential()
    with pytest.raises(ValueError, match="No OAUTH2 credential available"):
        info.get_oauth2_credential()


def test_info_of_other_credentials(client: DSSClient) -> None:
    s3 = client.create_connection("s3", "EC2", {"accessKey": "AK", "secretKey": "SK"})
    info = s3.get_info()
    assert info.get_aws_credential() == {"accessKey": "AK", "secretKey": "SK"}
    with pytest.raises(ValueError, match="No basic credential available"):
        info.get_basic_credential()
    drive = client.create_connection("drive", "SharePointOnline", {"accessToken": "tok"})
    assert (drive.get_info()).get_oauth2_credential() == {"accessToken": "tok"}


def test_info_with_the_variables_of_a_project(client: DSSClient, mock: DSSMock) -> None:
    connection = client.create_connection("pg", "PostgreSQL", {"host": "${db}.example.org"})
    variables = {"standard": {"db": "sales"}, "local": {}}
    mock.table("projects").put("SALES", {"projectKey": "SALES", "variables": variables})
    assert (connection.get_info()).get_resolved_params() == {"host": "${db}.example.org"}
    info = connection.get_info("SALES")
    assert info.get_resolved_params() == {"host": "sales.example.org"}
    assert info.get_params() == {"host": "${db}.example.org"}


def test_info_with_credentials_of_the_user(
    client: DSSClient, client_as: Callable[[str], DSSClient]
) -> None:
    connection = postgres(client)
    settings = connection.get_settings()
    settings.get_raw()["credentialsMode"] = "PER_USER"
    settings.details_readability.set_readability(False, "readers")
    settings.save()
    client.create_user("carol", "s3cret", groups=["readers"])
    with client_as("carol") as carol:
        own = carol.get_own_user().get_settings()
        own.set_basic_connection_credential("pg", "carol", "hers")
        own.save()
        info = carol.get_connection("pg").get_info()
    assert info.get_basic_credential() == {"user": "carol", "password": "hers"}


def test_info_is_for_those_who_may_read_it(
    client: DSSClient, client_as: Callable[[str], DSSClient]
) -> None:
    postgres(client)
    client.create_user("carol", "s3cret")
    with client_as("carol") as carol:
        with pytest.raises(DSSForbidden):
            carol.get_connection("pg").get_info()


def test_location_info_is_deprecated_and_works(client: DSSClient) -> None:
    connection = postgres(client)
    with pytest.warns(DeprecationWarning, match="get_info"):
        assert connection.get_location_info() == connection.get_info()


def test_both_synchronisations_are_tasks(client: DSSClient, mock: DSSMock) -> None:
    hdfs = client.create_connection("hdfs", "HDFS", {"root": "/dss"})
    for start in (hdfs.sync_root_acls, hdfs.sync_datasets_acls):
        future = start()
        assert mock.calls[-1].body == {"root": True}
        assert (future.wait_for_result())["paths"] == ["/dss"]


def test_test_tells_whether_it_answers(client: DSSClient) -> None:
    assert ((postgres(client)).test()).get("connectionOK") is True
    nowhere = client.create_connection("nowhere", "PostgreSQL", {"host": ""})
    assert (nowhere.test()).get("connectionOK") is False
    files = client.create_connection("files", "Filesystem", {"root": "/data"})
    with pytest.raises(DSSAPIError, match="cannot be tested"):
        files.test()
