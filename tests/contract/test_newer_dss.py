"""Every answer can be read when another version of DSS gives it: more, other or fewer members."""

from __future__ import annotations

import contextlib
import copy
import inspect
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import httpx
import pytest

from dataikuapi import DataikuException, DSSClient, DSSDataError
from dataikuapi_rest import Client
from dssmock.bundle import Operation, default_bundle
from tests.contract.examples import FORM, RAW, endpoint, example
from tests.contract.tomorrow import MODES, Tomorrow, answer_example, answer_schema
from tests.contract.world import World, operations
from tests.property.kinds import KINDS, plant

SEEDS = range(3)
READS = [
    pytest.param(each, id=each.id)
    for each in operations()
    if answer_schema(each) is not None and answer_example(each) is not None
]


def answers(operation: Operation) -> Iterator[Any]:
    """The example of an answer, as other versions would give it."""
    schema = answer_schema(operation)
    assert schema is not None
    for mode in MODES:
        for seed in SEEDS if mode == "mixed" else (0,):
            given = answer_example(operation)
            yield Tomorrow(mode, seed).change(copy.deepcopy(given), schema)


def as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [as_json(each) for each in value]
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    return value.to_dict() if hasattr(value, "to_dict") else value


@pytest.mark.parametrize("operation", READS)
def test_answer_of_another_version_is_read_whole(operation: Operation) -> None:
    upload = RAW in operation.bodies or FORM in operation.bodies
    given = example(operation, file=b"x" if upload else None)
    place, keywords = tuple(given.path.values()), given.keywords
    for answer in answers(operation):
        body = json.dumps(answer)
        transport = httpx.MockTransport(
            lambda _, body=body: httpx.Response(operation.status, text=body)
        )
        with Client("http://dss.mock", "k", options={"transport": transport}) as client:
            got = endpoint(operation).sync_detailed(*place, client=client, **keywords)
        assert as_json(got.parsed) == answer
        with DSSClient("http://dss.mock", "k", transport=transport) as client:
            request = endpoint(operation).build_request(*place, **keywords)
            assert client.rest.json(request) == answer


def test_answers_are_changed_in_each_way() -> None:
    counts: Counter[str] = Counter()
    for each in READS:
        operation = each.values[0]
        for mode in MODES:
            tomorrow = Tomorrow(mode)
            tomorrow.change(answer_example(operation), answer_schema(operation) or {})
            counts[mode] += tomorrow.changes
    assert min(counts.values()) > 100, counts


# Handles: what they read of the mock, whose answers are changed on the way.


class Nameless:
    """Leaves nothing in the items of lists."""

    def change(self, value: Any, schema: Any) -> Any:
        del schema
        if isinstance(value, list):
            return [{} if isinstance(each, dict) else each for each in value]
        return value


class Changing(httpx.BaseTransport):
    """Lets the mock answer, and changes its answers to reads while a mode is set."""

    def __init__(self, world: World) -> None:
        self._mock = world.mock
        self._inner = world.mock.transport()
        self.tomorrow: Tomorrow | Nameless | None = None
        self.changed: set[str] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        name = self._mock.calls[-1].operation
        operation = default_bundle().operations.get(name or "")
        if self.tomorrow is None or operation is None or request.method != "GET":
            return response
        schema = answer_schema(operation)
        content = response.read()
        if schema is not None and response.status_code == operation.status:
            content = json.dumps(self.tomorrow.change(json.loads(content), schema)).encode()
            self.changed.add(operation.id)
        return httpx.Response(response.status_code, headers=_plain(response), content=content)


def _plain(response: httpx.Response) -> dict[str, str]:
    drop = {"content-length", "transfer-encoding"}
    return {name: value for name, value in response.headers.items() if name.lower() not in drop}


# What says which object it is stands inside these: without it there is nothing to make a handle of.
IDENTITY = frozenset(
    {"deploymentBasicInfo", "infraBasicInfo", "projectBasicInfo", "serviceBasicInfo"}
)
READING = re.compile(r"^(list|get|iter|exists|already|to)(_|$)")
Read = Callable[[DSSClient], Any]
ROOTS: dict[str, Read] = {
    "client": lambda client: client,
    "project": lambda client: client.get_project("SALES"),
    **{name: kind.read for name, kind in KINDS.items()},
}


def is_handle(value: Any) -> bool:
    return type(value).__module__.startswith("dataikuapi.")


def handles(value: Any) -> list[Any]:
    """The handles in what a method gave: one of each class of a list."""
    found: dict[type, Any] = {}
    for each in value if isinstance(value, list) else [value]:
        if is_handle(each):
            found.setdefault(type(each), each)
    return list(found.values())


def readers(value: Any) -> Iterator[str]:
    """Names of the methods that read, and can be called without arguments."""
    for name in dir(type(value)):
        method = getattr(type(value), name)
        if READING.match(name) and inspect.isfunction(method):
            parameters = list(inspect.signature(method).parameters.values())[1:]
            if all(each.default is not each.empty or each.kind > 1 for each in parameters):
                yield name


def read(value: Any, name: str) -> list[Any]:
    """Calls a method and reads what it gives to the end: the handles in it."""
    got = getattr(value, name)()
    return handles(list(got) if inspect.isgenerator(got) else got)


@cache
def instance() -> tuple[Changing, DSSClient]:
    made = World()
    plant(made.mock)
    transport = Changing(made)
    mock = made.mock
    return transport, DSSClient(mock.base_url, mock.admin_key, transport=transport)


@cache
def methods() -> list[tuple[Any, str]]:
    """One handle of every class that reading leads to, with the methods that work on it."""
    _, client = instance()
    queue = [root(client) for root in ROOTS.values()]
    seen: set[type] = set()
    found: list[tuple[Any, str]] = []
    while queue:
        handle = queue.pop(0)
        if type(handle) in seen:
            continue
        seen.add(type(handle))
        for name in readers(handle):
            # Some lack what they need here: a run that has ended, a default project.
            with contextlib.suppress(DataikuException, ValueError, KeyError):
                queue += read(handle, name)
                found.append((handle, name))
    return found


def properties(handle: Any) -> set[str]:
    """The properties that can be read."""
    names = {name for name, _ in inspect.getmembers(type(handle), inspect.isdatadescriptor)}
    good: set[str] = set()
    for name in names:
        if not name.startswith("_"):
            with contextlib.suppress(Exception):
                getattr(handle, name)
                good.add(name)
    return good


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:the rows of this ML task")
@pytest.mark.parametrize("mode", MODES)
def test_handles_read_what_another_version_answers(mode: str) -> None:
    transport, _ = instance()
    calls = methods()
    transport.changed.clear()
    failed: list[str] = []
    for handle, name in calls:
        today = read(handle, name)
        transport.tomorrow = Tomorrow(mode, keep=IDENTITY)
        try:
            later = read(handle, name)
            if mode.startswith("new"):
                # All that was there is there: nothing may have become unreadable, unless a type
                # of tomorrow makes it another kind of settings.
                pairs = [
                    pair
                    for pair in zip(today, later, strict=True)
                    if type(pair[0]) is type(pair[1])
                ]
                failed += [
                    f"{type(new).__name__}.{each}"
                    for old, new in pairs
                    for each in properties(old) - properties(new)
                ]
        except Exception as error:
            failed.append(f"{type(handle).__name__}.{name}: {error!r}")
        finally:
            transport.tomorrow = None
    assert failed == []
    assert len(calls) > 500
    assert len(transport.changed) > 90, len(transport.changed)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:the rows of this ML task")
def test_lists_say_what_their_items_lack() -> None:
    transport, _ = instance()
    said: set[str] = set()
    for handle, name in methods():
        method = getattr(handle, name)
        keywords = (
            {"as_type": "objects"} if "as_type" in inspect.signature(method).parameters else {}
        )
        if not name.startswith("list"):
            continue
        transport.tomorrow = Nameless()
        text = None
        try:
            method(**keywords)
        except DSSDataError as error:
            text = str(error)
        finally:
            transport.tomorrow = None
        if text is not None:
            assert re.search(r"\(\w+\) answered an object without \w", text)
            said.add(f"{type(handle).__name__}.{name}")
    assert {"DSSAPIDeployer.list_infras", "DSSProjectDeployer.list_deployments"} <= said
    assert len(said) >= 15, said
