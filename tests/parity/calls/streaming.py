"""Streaming endpoints, and the continuous activities between them."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Final

from tests.parity.scene import Scene

PAGE: Final = {"name": "page", "type": "string"}


def endpoints(see: Scene) -> None:
    project = _project(see)
    see("none", project.list_streaming_endpoints())
    clicks = project.create_kafka_streaming_endpoint("clicks", "kafka_main", "clicks")
    see("create on Kafka", clicks)
    see("create on Kafka with less", project.create_kafka_streaming_endpoint("less"))
    url = "https://example.com/events"
    events = see("create of events", project.create_httpsse_streaming_endpoint("events", url))
    see("create of events with less", project.create_httpsse_streaming_endpoint("fewer"))
    see("create another", project.create_streaming_endpoint("queue", "SQS", {"x": 1}))
    see("create another with less", project.create_streaming_endpoint("tick", "kdbplustick"))
    see.error("create twice", project.create_kafka_streaming_endpoint, "clicks")
    items = see("list", project.list_streaming_endpoints())
    item = items[0]
    see("item", [item.name, item.id, item.type, item.schema, item.connection, item.tags])
    see("connections", [each.connection for each in items if "connection" in each["params"]])
    see("as objects", project.list_streaming_endpoints(as_type="objects"))
    see.error("as nothing", project.list_streaming_endpoints, as_type="dicts")
    see("handle", item.to_streaming_endpoint())
    see("names", [clicks.name, clicks.id])
    see("schema", clicks.get_schema())
    see("set schema", clicks.set_schema({"columns": [PAGE]}))
    see("schema again", project.get_streaming_endpoint("clicks").get_schema())
    listed = project.list_streaming_endpoints()[0]
    see("column", [listed.get_column("page"), listed.get_column("none")])
    see("exists", [clicks.exists(), project.get_streaming_endpoint("none").exists()])
    see("usages", clicks.get_usages())
    see("discussions", clicks.get_object_discussions().list_discussions())
    zone = project.get_flow().create_zone("Streams")
    see("move", clicks.move_to_zone(zone))
    see("zone", clicks.get_zone().name)
    see("share", events.share_to_zone(zone.id))
    see("unshare", events.unshare_from_zone(zone))
    see("delete", clicks.delete())
    see.error("read what is gone", clicks.get_settings)


def settings(see: Scene) -> None:
    project = _project(see)
    clicks = project.create_kafka_streaming_endpoint("clicks", "kafka_main", "clicks")
    found = see("of Kafka", clicks.get_settings())
    see("parts", [found.type, found.get_raw(), found.get_raw_params()])
    found.set_connection_and_topic(topic="other")
    found.set_connection_and_topic("kafka_main")
    found.add_raw_schema_column(PAGE)
    found.tags = ["a"]
    found.description = "Long"
    found.short_description = "Short"
    found.custom_fields = {"x": 1}
    see("words", [found.tags, found.description, found.short_description, found.custom_fields])
    see("save", found.save())
    see("saved", clicks.get_settings().get_raw())
    events = project.create_httpsse_streaming_endpoint("events")
    found = see("of events", events.get_settings())
    found.set_url("https://example.com/other")
    see("save events", found.save())
    see("of another", project.create_streaming_endpoint("queue", "SQS").get_settings())
    see("detect", clicks.test_and_detect().wait_for_result())
    named = {"infer_storage_types": True, "limit": 3, "timeout": 5}
    see("detect with all", events.test_and_detect(**named).wait_for_result())
    see("detect settings", clicks.autodetect_settings().get_raw())
    see("detect settings with all", events.autodetect_settings(**named).get_raw())
    queue = project.get_streaming_endpoint("queue")
    see.error("detect another", queue.test_and_detect)
    see.error("detect settings of another", queue.autodetect_settings)


def managed(see: Scene) -> None:
    project = _project(see)
    wish = see("begin", project.new_managed_streaming_endpoint("clicks"))
    wish.with_store_into("kafka_main", format_option_id="avro")
    see("wishes", wish.get_creation_settings())
    see("not yet", wish.already_exists())
    made = see("create", wish.create())
    see("settings", made.get_settings().get_raw())
    see("already", wish.already_exists())
    see.error("again", wish.create)
    see("overwrite", wish.create(overwrite=True))
    typed = project.new_managed_streaming_endpoint("more", "kafka").with_store_into("kafka_main")
    see("with a type", typed.create())
    odd = project.new_managed_streaming_endpoint("odd").with_store_into("warehouse")
    see.error("on a database", odd.create)


def activities(see: Scene) -> None:
    project = _project(see)
    clicks = project.create_kafka_streaming_endpoint("clicks", "kafka_main", "clicks")
    see("none", project.list_continuous_activities())
    builder = clicks.new_recipe("csync", "stream")
    builder.with_new_output("arrived", "filesystem_managed")
    recipe = see("recipe", builder.create())
    code = clicks.new_code_recipe("cpython", "pass", "code")
    code.with_new_output_streaming_endpoint("out", "kafka_main")
    see("recipe of code", code.create())
    see("list", project.list_continuous_activities())
    see("list as dicts", project.list_continuous_activities(as_objects=False))
    activity = see("get", project.get_continuous_activity("stream"))
    see("its recipe", activity.get_recipe().name)
    see("start", activity.start({"abortAfterCrashes": 3}))
    see("status", activity.get_status())
    see.error("start again", activity.start)
    see("stop", activity.stop())
    see("start plainly", activity.start())
    see("stop again", activity.stop())
    see("stopped", activity.get_status())
    see("activity of the recipe", recipe.get_continuous_activity())
    see("usages", clicks.get_usages())
    other = see.client.get_project("PENGUINS")
    wrong = other.get_continuous_activity("compute_penguins_by_species")
    see.error("start what is not continuous", wrong.start)
    see.error("status of nothing", other.get_continuous_activity("none").get_status)


def inside_dss(see: Scene) -> None:
    """Handles of the package that is there where DSS runs the code."""
    inner = ModuleType("dataiku")
    inner.StreamingEndpoint = lambda name: name  # type: ignore[attr-defined]  (a module of the test)
    inner.Dataset = lambda name: name  # type: ignore[attr-defined]  (a module of the test)
    sys.modules["dataiku"] = inner
    try:
        project = see.client.get_project("PENGUINS")
        see("endpoint", project.get_streaming_endpoint("x").get_as_core_streaming_endpoint())
        see("dataset", project.get_dataset("penguins").get_as_core_dataset())
    finally:
        del sys.modules["dataiku"]


def _project(see: Scene) -> Any:
    see.client.create_connection("kafka_main", "Kafka", {}, usable_by="ALL")
    return see.client.get_project("PENGUINS")
