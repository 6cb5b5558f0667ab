"""Streaming endpoints: list, create, settings, schema, detection, recipes."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.streaming_endpoint import AsyncDSSStreamingEndpoint
from dataikuapi.aio.dss.streamingsettings import (
    AsyncHTTPSSEStreamingEndpointSettings,
    AsyncKafkaStreamingEndpointSettings,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project, plant_recipe

PAGE = {"name": "page", "type": "string"}


@pytest.fixture
def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """A project, and a connection to Kafka."""
    plant_project(mock, "SALES", "orders")
    mock.table("connections").put("kafka_main", {"name": "kafka_main", "type": "Kafka"})
    mock.table("connections").put("disk", {"name": "disk", "type": "Filesystem"})
    return client.get_project("SALES")


@pytest.fixture
async def clicks(project: AsyncDSSProject) -> AsyncDSSStreamingEndpoint:
    """An endpoint on Kafka."""
    return await project.create_kafka_streaming_endpoint("clicks", "kafka_main", "clicks")


async def test_create_of_each_kind(
    project: AsyncDSSProject, clicks: AsyncDSSStreamingEndpoint, mock: DSSMock
) -> None:
    assert (clicks.name, clicks.id) == ("clicks", "clicks")
    kafka = await clicks.get_settings()
    assert kafka.get_raw_params() == {"connection": "kafka_main", "topic": "clicks"}
    events = await project.create_httpsse_streaming_endpoint("events", "https://example.com/s")
    assert (await events.get_settings()).get_raw_params() == {"url": "https://example.com/s"}
    await project.create_httpsse_streaming_endpoint("more")
    other = await project.create_streaming_endpoint("queue", "SQS", {"connection": "x"})
    assert (await other.get_settings()).type == "SQS"
    await project.create_streaming_endpoint("tick", "kdbplustick")
    assert mock.calls[-1].body["params"] == {}
    for name in ("clicks", "orders"):
        with pytest.raises(DSSBadRequest, match=f"already exists: SALES.{name}"):
            await project.create_kafka_streaming_endpoint(name)
    with pytest.raises(ValueError, match="streaming_endpoint_name"):
        await project.create_streaming_endpoint("", "kafka")


async def test_list_as_items_and_objects(
    project: AsyncDSSProject, clicks: AsyncDSSStreamingEndpoint
) -> None:
    await clicks.set_schema({"columns": [PAGE]})
    item = (await project.list_streaming_endpoints())[0]
    assert (item.name, item.id, item.type, item.connection, item.tags) == (
        "clicks", "clicks", "kafka", "kafka_main", [],
    )  # fmt: skip
    assert item.schema == {"columns": [PAGE]}
    assert item.get_column("page") == PAGE
    assert item.get_column("nothing") is None
    assert repr(item).endswith(" SALES.clicks>")
    assert repr(item.to_streaming_endpoint()) == repr(clicks)
    assert [each.id for each in await project.list_streaming_endpoints("objects")] == ["clicks"]
    with pytest.raises(ValueError, match="as_type"):
        await project.list_streaming_endpoints("dicts")


async def test_settings_are_saved(clicks: AsyncDSSStreamingEndpoint) -> None:
    settings = await clicks.get_settings()
    assert isinstance(settings, AsyncKafkaStreamingEndpointSettings)
    settings.set_connection_and_topic(topic="other")
    settings.add_raw_schema_column(PAGE)
    settings.get_raw()["unknown"] = {"kept": [1]}
    await settings.save()
    again = await clicks.get_settings()
    assert again.get_raw_params() == {"connection": "kafka_main", "topic": "other"}
    assert again.get_raw()["unknown"] == {"kept": [1]}
    assert await clicks.get_schema() == {"columns": [PAGE]}
    settings.set_connection_and_topic("kafka_2", None)
    assert settings.get_raw_params() == {"connection": "kafka_2", "topic": "other"}


async def test_settings_of_server_sent_events(project: AsyncDSSProject) -> None:
    endpoint = await project.create_httpsse_streaming_endpoint("events")
    settings = await endpoint.get_settings()
    assert isinstance(settings, AsyncHTTPSSEStreamingEndpointSettings)
    settings.set_url("https://example.com/other")
    await settings.save()
    assert (await endpoint.get_settings()).get_raw_params()["url"] == "https://example.com/other"


async def test_exists_is_false_only_when_there_is_none(
    project: AsyncDSSProject, clicks: AsyncDSSStreamingEndpoint, mock: DSSMock
) -> None:
    assert await clicks.exists() is True
    await clicks.delete()
    assert await clicks.exists() is False
    with pytest.raises(DSSNotFound, match=r"SALES\.clicks"):
        await clicks.get_settings()
    mock.faults.add(op="streaming_endpoint_get_schema", status=403)
    with pytest.raises(DSSAPIError):
        await clicks.exists()


async def test_usages_are_recipes_and_go_with_the_endpoint(
    clicks: AsyncDSSStreamingEndpoint, mock: DSSMock
) -> None:
    assert await clicks.get_usages() == []
    plant_recipe(mock, "reader", "csync", ["clicks"], ["orders"])
    plant_recipe(mock, "writer", "cpython", ["orders"], ["SALES.clicks"])
    assert await clicks.get_usages() == [
        {"type": "RECIPE_INPUT", "objectId": "reader", "objectProjectKey": "SALES"},
        {"type": "RECIPE_OUTPUT", "objectId": "writer", "objectProjectKey": "SALES"},
    ]
    await clicks.delete()
    assert mock.table("recipes").ids() == []


async def test_detection_finds_the_columns(
    clicks: AsyncDSSStreamingEndpoint, mock: DSSMock
) -> None:
    messages = [{"page": "a", "ms": 5, "ok": True, "x": 1.5}, {"page": "b", "ms": None}]
    mock.table("stream_messages").put("SALES.clicks", {"messages": messages})
    settings = await clicks.autodetect_settings(infer_storage_types=True)
    types = {column["name"]: column["type"] for column in settings.get_raw()["schema"]["columns"]}
    assert types == {"page": "string", "ms": "bigint", "ok": "boolean", "x": "double"}
    assert await clicks.get_schema() == {"columns": []}
    await settings.save()
    assert len((await clicks.get_schema())["columns"] or []) == 4
    future = await clicks.test_and_detect(limit=1, timeout=5)
    assert mock.calls[-1].body == {"inferStorageTypes": False, "limit": 1, "timeout": 5}
    result: Any = await future.wait_for_result()
    assert result["table"]["rows"] == [["a", 5, True, 1.5]]
    assert {column["type"] for column in result["table"]["columns"]} == {"string"}
    assert result["schemaDetection"]["detectedButNotInSchema"] == []


async def test_detection_without_messages_leaves_the_columns(project: AsyncDSSProject) -> None:
    endpoint = await project.create_httpsse_streaming_endpoint("events")
    await endpoint.set_schema({"columns": [PAGE]})
    settings = await endpoint.autodetect_settings()
    assert settings.get_raw()["schema"] == {"columns": [PAGE]}


async def test_detection_of_other_types_is_refused(project: AsyncDSSProject) -> None:
    endpoint = await project.create_streaming_endpoint("queue", "SQS")
    with pytest.raises(ValueError, match="SQS"):
        await endpoint.test_and_detect()
    with pytest.raises(ValueError, match="SQS"):
        await endpoint.autodetect_settings()


async def test_managed_endpoint(project: AsyncDSSProject, mock: DSSMock) -> None:
    helper = project.new_managed_streaming_endpoint("clicks").with_store_into("kafka_main", "avro")
    assert helper.get_creation_settings() == {
        "connectionId": "kafka_main", "formatOptionId": "avro",
    }  # fmt: skip
    assert await helper.already_exists() is False
    endpoint = await helper.create()
    assert mock.calls[-1].body["type"] is None
    params = (await endpoint.get_settings()).get_raw_params()
    assert params["topic"] == "SALES_clicks"
    assert await helper.already_exists() is True
    with pytest.raises(DSSBadRequest, match="already exists"):
        await helper.create()
    await endpoint.set_schema({"columns": [PAGE]})
    await helper.create(overwrite=True)
    assert await endpoint.get_schema() == {"columns": []}


async def test_managed_endpoint_needs_a_connection_that_can(project: AsyncDSSProject) -> None:
    helper = project.new_managed_streaming_endpoint("clicks", "kafka")
    with pytest.raises(DSSBadRequest, match="does not exist"):
        await helper.create(overwrite=True)
    helper = project.new_managed_streaming_endpoint("clicks")
    with pytest.raises(DSSBadRequest, match="disk"):
        await helper.with_store_into("disk").create()


async def test_recipes_that_read_the_endpoint(clicks: AsyncDSSStreamingEndpoint) -> None:
    code = clicks.new_code_recipe("cpython", "pass", "compute_events")
    assert code.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "clicks"
    assert clicks.new_code_recipe("cpython") is not None
    sync = clicks.new_recipe("csync", "compute_events")
    assert sync.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "clicks"


async def test_discussions_are_about_the_endpoint(clicks: AsyncDSSStreamingEndpoint) -> None:
    discussions = clicks.get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == ("STREAMING_ENDPOINT", "clicks")


async def test_core_endpoint_comes_from_the_platform(
    clicks: AsyncDSSStreamingEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = ModuleType("dataiku")
    core.StreamingEndpoint = lambda name: ["core", name]  # type: ignore[attr-defined]  (a module of the test)
    monkeypatch.setitem(sys.modules, "dataiku", core)
    assert clicks.get_as_core_streaming_endpoint() == ["core", "SALES.clicks"]
