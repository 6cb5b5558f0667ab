# Derived by `tox -e generate` from tests/aio/test_streaming_endpoint.py. Do not edit.
"""Streaming endpoints: list, create, settings, schema, detection, recipes."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSBadRequest, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.streaming_endpoint import DSSStreamingEndpoint
from dataikuapi.dss.streamingsettings import (
    HTTPSSEStreamingEndpointSettings,
    KafkaStreamingEndpointSettings,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project, plant_recipe

PAGE = {"name": "page", "type": "string"}


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    """A project, and a connection to Kafka."""
    plant_project(mock, "SALES", "orders")
    mock.table("connections").put("kafka_main", {"name": "kafka_main", "type": "Kafka"})
    mock.table("connections").put("disk", {"name": "disk", "type": "Filesystem"})
    return client.get_project("SALES")


@pytest.fixture
def clicks(project: DSSProject) -> DSSStreamingEndpoint:
    """An endpoint on Kafka."""
    return project.create_kafka_streaming_endpoint("clicks", "kafka_main", "clicks")


def test_create_of_each_kind(
    project: DSSProject, clicks: DSSStreamingEndpoint, mock: DSSMock
) -> None:
    assert (clicks.name, clicks.id) == ("clicks", "clicks")
    kafka = clicks.get_settings()
    assert kafka.get_raw_params() == {"connection": "kafka_main", "topic": "clicks"}
    events = project.create_httpsse_streaming_endpoint("events", "https://example.com/s")
    assert (events.get_settings()).get_raw_params() == {"url": "https://example.com/s"}
    project.create_httpsse_streaming_endpoint("more")
    other = project.create_streaming_endpoint("queue", "SQS", {"connection": "x"})
    assert (other.get_settings()).type == "SQS"
    project.create_streaming_endpoint("tick", "kdbplustick")
    assert mock.calls[-1].body["params"] == {}
    for name in ("clicks", "orders"):
        with pytest.raises(DSSBadRequest, match=f"already exists: SALES.{name}"):
            project.create_kafka_streaming_endpoint(name)
    with pytest.raises(ValueError, match="streaming_endpoint_name"):
        project.create_streaming_endpoint("", "kafka")


def test_list_as_items_and_objects(project: DSSProject, clicks: DSSStreamingEndpoint) -> None:
    clicks.set_schema({"columns": [PAGE]})
    item = (project.list_streaming_endpoints())[0]
    assert (item.name, item.id, item.type, item.connection, item.tags) == (
        "clicks", "clicks", "kafka", "kafka_main", [],
    )  # fmt: skip
    assert item.schema == {"columns": [PAGE]}
    assert item.get_column("page") == PAGE
    assert item.get_column("nothing") is None
    assert repr(item).endswith(" SALES.clicks>")
    assert repr(item.to_streaming_endpoint()) == repr(clicks)
    assert [each.id for each in project.list_streaming_endpoints("objects")] == ["clicks"]
    with pytest.raises(ValueError, match="as_type"):
        project.list_streaming_endpoints("dicts")


def test_settings_are_saved(clicks: DSSStreamingEndpoint) -> None:
    settings = clicks.get_settings()
    assert isinstance(settings, KafkaStreamingEndpointSettings)
    settings.set_connection_and_topic(topic="other")
    settings.add_raw_schema_column(PAGE)
    settings.get_raw()["unknown"] = {"kept": [1]}
    settings.save()
    again = clicks.get_settings()
    assert again.get_raw_params() == {"connection": "kafka_main", "topic": "other"}
    assert again.get_raw()["unknown"] == {"kept": [1]}
    assert clicks.get_schema() == {"columns": [PAGE]}
    settings.set_connection_and_topic("kafka_2", None)
    assert settings.get_raw_params() == {"connection": "kafka_2", "topic": "other"}


def test_settings_of_server_sent_events(project: DSSProject) -> None:
    endpoint = project.create_httpsse_streaming_endpoint("events")
    settings = endpoint.get_settings()
    assert isinstance(settings, HTTPSSEStreamingEndpointSettings)
    settings.set_url("https://example.com/other")
    settings.save()
    assert (endpoint.get_settings()).get_raw_params()["url"] == "https://example.com/other"


def test_exists_is_false_only_when_there_is_none(
    project: DSSProject, clicks: DSSStreamingEndpoint, mock: DSSMock
) -> None:
    assert clicks.exists() is True
    clicks.delete()
    assert clicks.exists() is False
    with pytest.raises(DSSNotFound, match=r"SALES\.clicks"):
        clicks.get_settings()
    mock.faults.add(op="streaming_endpoint_get_schema", status=403)
    with pytest.raises(DSSAPIError):
        clicks.exists()


def test_usages_are_recipes_and_go_with_the_endpoint(
    clicks: DSSStreamingEndpoint, mock: DSSMock
) -> None:
    assert clicks.get_usages() == []
    plant_recipe(mock, "reader", "csync", ["clicks"], ["orders"])
    plant_recipe(mock, "writer", "cpython", ["orders"], ["SALES.clicks"])
    assert clicks.get_usages() == [
        {"type": "RECIPE_INPUT", "objectId": "reader", "objectProjectKey": "SALES"},
        {"type": "RECIPE_OUTPUT", "objectId": "writer", "objectProjectKey": "SALES"},
    ]
    clicks.delete()
    assert mock.table("recipes").ids() == []


def test_detection_finds_the_columns(clicks: DSSStreamingEndpoint, mock: DSSMock) -> None:
    messages = [{"page": "a", "ms": 5, "ok": True, "x": 1.5}, {"page": "b", "ms": None}]
    mock.table("stream_messages").put("SALES.clicks", {"messages": messages})
    settings = clicks.autodetect_settings(infer_storage_types=True)
    types = {column["name"]: column["type"] for column in settings.get_raw()["schema"]["columns"]}
    assert types == {"page": "string", "ms": "bigint", "ok": "boolean", "x": "double"}
    assert clicks.get_schema() == {"columns": []}
    settings.save()
    assert len((clicks.get_schema())["columns"] or []) == 4
    future = clicks.test_and_detect(limit=1, timeout=5)
    assert mock.calls[-1].body == {"inferStorageTypes": False, "limit": 1, "timeout": 5}
    result: Any = future.wait_for_result()
    assert result["table"]["rows"] == [["a", 5, True, 1.5]]
    assert {column["type"] for column in result["table"]["columns"]} == {"string"}
    assert result["schemaDetection"]["detectedButNotInSchema"] == []


def test_detection_without_messages_leaves_the_columns(project: DSSProject) -> None:
    endpoint = project.create_httpsse_streaming_endpoint("events")
    endpoint.set_schema({"columns": [PAGE]})
    settings = endpoint.autodetect_settings()
    assert settings.get_raw()["schema"] == {"columns": [PAGE]}


def test_detection_of_other_types_is_refused(project: DSSProject) -> None:
    endpoint = project.create_streaming_endpoint("queue", "SQS")
    with pytest.raises(ValueError, match="SQS"):
        endpoint.test_and_detect()
    with pytest.raises(ValueError, match="SQS"):
        endpoint.autodetect_settings()


def test_managed_endpoint(project: DSSProject, mock: DSSMock) -> None:
    helper = project.new_managed_streaming_endpoint("clicks").with_store_into("kafka_main", "avro")
    assert helper.get_creation_settings() == {
        "connectionId": "kafka_main", "formatOptionId": "avro",
    }  # fmt: skip
    assert helper.already_exists() is False
    endpoint = helper.create()
    assert mock.calls[-1].body["type"] is None
    params = (endpoint.get_settings()).get_raw_params()
    assert params["topic"] == "SALES_clicks"
    assert helper.already_exists() is True
    with pytest.raises(DSSBadRequest, match="already exists"):
        helper.create()
    endpoint.set_schema({"columns": [PAGE]})
    helper.create(overwrite=True)
    assert endpoint.get_schema() == {"columns": []}


def test_managed_endpoint_needs_a_connection_that_can(project: DSSProject) -> None:
    helper = project.new_managed_streaming_endpoint("clicks", "kafka")
    with pytest.raises(DSSBadRequest, match="does not exist"):
        helper.create(overwrite=True)
    helper = project.new_managed_streaming_endpoint("clicks")
    with pytest.raises(DSSBadRequest, match="disk"):
        helper.with_store_into("disk").create()


def test_recipes_that_read_the_endpoint(clicks: DSSStreamingEndpoint) -> None:
    code = clicks.new_code_recipe("cpython", "pass", "compute_events")
    assert code.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "clicks"
    assert clicks.new_code_recipe("cpython") is not None
    sync = clicks.new_recipe("csync", "compute_events")
    assert sync.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "clicks"


def test_discussions_are_about_the_endpoint(clicks: DSSStreamingEndpoint) -> None:
    discussions = clicks.get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == ("STREAMING_ENDPOINT", "clicks")


def test_core_endpoint_comes_from_the_platform(
    clicks: DSSStreamingEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = ModuleType("dataiku")
    core.StreamingEndpoint = lambda name: ["core", name]  # type: ignore[attr-defined]  (a module of the test)
    monkeypatch.setitem(sys.modules, "dataiku", core)
    assert clicks.get_as_core_streaming_endpoint() == ["core", "SALES.clicks"]
