"""What a type checker knows of the client; pyright reads this file, nothing runs it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import Any, assert_type

from dataikuapi import AsyncDSSClient, DSSClient
from dataikuapi import dssclient as sync_module
from dataikuapi._casting import Row
from dataikuapi._stream import DSSStream
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dss.group import AsyncDSSGroup
from dataikuapi.dss.admin import DSSConnection, DSSGroup, DSSUser
from dataikuapi.dss.apideployer import DSSAPIDeployer, DSSAPIDeployerInfra
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dss.plugin import DSSPlugin, DSSPluginSettings
from dataikuapi.dss.project import DSSProject, DSSProjectSettings
from dataikuapi.dss.projectfolder import DSSProjectFolder
from dataikuapi.dss.sqlquery import DSSSQLQuery
from dataikuapi_rest import api
from dataikuapi_rest.dicts import FutureState, Group, ProjectSummary, SQLColumn
from dataikuapi_rest.operation import EndpointRequest


def sync(client: DSSClient) -> None:
    assert_type(client.list_groups(), list[Group])
    assert_type(client.list_groups()[0]["name"], str)
    assert_type(client.get_group("g"), DSSGroup)
    assert_type(client.get_group("g").get_definition(), Group)
    assert_type(client.create_user("ada", "secret"), DSSUser)
    assert_type(client.get_connection("c"), DSSConnection)
    assert_type(client.list_project_keys(), list[str])
    assert_type(client.list_projects(), list[ProjectSummary])
    project = client.get_project("P")
    assert_type(project, DSSProject)
    assert_type(project.get_settings(), DSSProjectSettings)
    assert_type(project.get_project_folder(), DSSProjectFolder)
    assert_type(project.get_export_stream(), DSSStream)
    assert_type(client.list_futures(), list[FutureState])
    assert_type(client.list_futures(as_objects=True), list[DSSFuture])
    assert_type(client.install_plugin_from_store("p"), DSSFuture)
    plugin = client.get_plugin("p")
    assert_type(plugin, DSSPlugin)
    assert_type(plugin.get_settings(), DSSPluginSettings)
    query = client.sql_query("SELECT 1", connection="c")
    assert_type(query, DSSSQLQuery)
    assert_type(query.get_schema(), list[SQLColumn])
    assert_type(query.iter_rows(), Generator[Row])
    assert_type(client.get_apideployer(), DSSAPIDeployer)
    assert_type(client.get_apideployer().list_infras(), list[DSSAPIDeployerInfra])
    assert_type(client.get_log("backend.log"), str)
    assert_type(client.with_options(timeout=5), DSSClient)
    assert_type(sync_module.api_client(), DSSClient)
    assert_type(client.get_future("f").wait_for_result(), Any)
    with client as same:
        assert_type(same, DSSClient)


async def awaited(client: AsyncDSSClient) -> None:
    assert_type(await client.list_groups(), list[Group])
    assert_type(client.get_group("g"), AsyncDSSGroup)
    assert_type(await client.get_group("g").get_definition(), Group)
    assert_type(await client.install_plugin_from_store("p"), AsyncDSSFuture)
    assert_type(await client.list_futures(as_objects=True), list[AsyncDSSFuture])
    query = await client.sql_query("SELECT 1", connection="c")
    assert_type(query.iter_rows(), AsyncGenerator[Row])
    async with client as same:
        assert_type(same, AsyncDSSClient)


def low_level(client: DSSClient) -> None:
    request = api.group.group_get.build_request("g")
    assert_type(request, EndpointRequest[Group])
    assert_type(client.rest.json(request), Group)
    assert_type(client.rest.text(request), str)
