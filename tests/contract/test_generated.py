"""The document, the generated functions and the mock agree: each example goes all the way."""

from __future__ import annotations

import copy
import inspect
import json
from importlib.resources import files
from typing import Any, get_type_hints

import pytest

import dataikuapi_rest.dicts
import dataikuapi_rest.models
from dataikuapi_rest import ApiError, Client
from dssmock.bundle import Operation, default_bundle
from dssmock.call import CallRecord
from dssmock.core import DSSMock
from dssmock.masking import masked
from tests.contract.examples import Example, arranged, bodies, endpoint, file_part
from tests.contract.world import operations

OPERATIONS = [pytest.param(each, id=each.id) for each in operations()]
BODIES = [pytest.param(name, value, id=place) for place, name, value in bodies()]
UNKNOWN = {"aMemberOfTomorrow": {"deep": [1, None, "x"]}}


def client_of(mock: DSSMock, key: str | None = "admin-key") -> Client:
    base = f"{mock.base_url}/dip/publicapi"
    return Client(base, key, options={"transport": mock.transport()})


def check(record: CallRecord, example: Example) -> None:
    """The request arrived as the example says."""
    assert record.operation == example.operation.id
    assert record.status == example.operation.status
    assert record.query == masked(example.query)
    assert record.body == masked(example.json)
    if example.file is not None and "multipart/form-data" in example.operation.bodies:
        assert record.files is not None
        assert record.files[file_part(example.operation)][1] == len(example.file)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_example_succeeds_sync(operation: Operation) -> None:
    world, example = arranged(operation)
    with client_of(world.mock) as client:
        answer = endpoint(operation).sync_detailed(
            *example.path.values(), client=client, **example.keywords
        )
    assert answer.status_code == operation.status
    check(world.mock.calls[-1], example)
    check_answer(operation, answer.parsed, answer.content)


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_example_succeeds_async(operation: Operation) -> None:
    world, example = arranged(operation)
    async with client_of(world.mock) as client:
        answer = await endpoint(operation).asyncio_detailed(
            *example.path.values(), client=client, **example.keywords
        )
    assert answer.status_code == operation.status
    check(world.mock.calls[-1], example)
    check_answer(operation, answer.parsed, answer.content)


def check_answer(operation: Operation, parsed: Any, content: bytes) -> None:
    """The answer is parsed whole: written back, it is what the mock sent."""
    if "application/json" not in operation.answers:
        expected = content.decode() if "text/plain" in operation.answers else content
        assert parsed == (expected if operation.answers else None)
        return
    assert as_json(parsed) == json.loads(content)


def as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [as_json(each) for each in value]
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    return value.to_dict() if hasattr(value, "to_dict") else value


@pytest.mark.parametrize("operation", OPERATIONS)
def test_stranger_gets_a_typed_error(operation: Operation) -> None:
    world, example = arranged(operation)
    with client_of(world.mock, None) as client, pytest.raises(ApiError) as caught:
        endpoint(operation).sync(*example.path.values(), client=client, **example.keywords)
    assert caught.value.operation.id == operation.id
    assert caught.value.status_code == 401
    assert caught.value.error is not None
    assert caught.value.error["errorType"].endswith("NotAuthenticatedException")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_generated_operation_says_what_the_document_says(operation: Operation) -> None:
    generated = endpoint(operation).OPERATION
    assert (generated.id, generated.tag) == (operation.id, operation.tag)
    assert (generated.method, generated.path) == (operation.method, operation.path)
    assert (generated.since, generated.until) == (operation.since, operation.until)
    names = ("sync", "asyncio", "sync_detailed", "asyncio_detailed", "build_request")
    assert all(inspect.isfunction(getattr(endpoint(operation), name)) for name in names)


@pytest.mark.parametrize(("name", "value"), BODIES)
def test_example_survives_its_model(name: str, value: dict[str, Any]) -> None:
    model = getattr(dataikuapi_rest.models, name)
    before = copy.deepcopy(value)
    assert model.from_dict(value).to_dict() == before
    assert value == before


@pytest.mark.parametrize(("name", "value"), BODIES)
def test_open_model_keeps_what_it_does_not_know(name: str, value: dict[str, Any]) -> None:
    given = {**value, **UNKNOWN}
    schema = default_bundle().document["components"]["schemas"][name]
    read = getattr(dataikuapi_rest.models, name).from_dict(given).to_dict()
    assert read == (value if schema.get("additionalProperties") is False else given)


def test_each_schema_has_a_model_and_a_typed_dict() -> None:
    names = set(default_bundle().document["components"]["schemas"])
    assert set(dataikuapi_rest.models.__all__) == names
    assert set(dataikuapi_rest.dicts.__all__) == names


def test_typed_dicts_have_the_members_of_their_schemas() -> None:
    for name, schema in default_bundle().document["components"]["schemas"].items():
        if "properties" in schema:
            made = getattr(dataikuapi_rest.dicts, name)
            assert set(get_type_hints(made)) == set(schema["properties"]), name
            assert made.__required_keys__ >= set(schema.get("required", [])), name


def test_both_packages_hold_the_same_document() -> None:
    texts = [
        files(package).joinpath("openapi.json").read_bytes()
        for package in ("dataikuapi_rest", "dssmock")
    ]
    assert texts[0] == texts[1]
