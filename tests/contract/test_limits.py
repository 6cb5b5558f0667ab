"""How long each operation of the spec may be silent, as it stands in what is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import anyio
import pytest

from dataikuapi import DSSClient, Timeouts
from dataikuapi._policy import FOUR_HOURS
from dataikuapi._wire import Limits, Wire
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.bundle import Operation
from tests.contract.examples import FORM, RAW, endpoint, example
from tests.contract.world import operations

# Read here anew, so that nothing of the generator stands between the document and the wire.
DOCUMENT = json.loads((files("dataikuapi_rest") / "openapi.json").read_text("utf-8"))
BLOCKING = {
    each["operationId"]
    for path in DOCUMENT["paths"].values()
    for each in path.values()
    if isinstance(each, dict) and each.get("x-dss-blocking") is True
}
DEFAULT = {"connect": 10, "read": 300, "write": 120, "pool": 10}


class Sent(Exception):
    """What is raised in the place of sending."""


class Noting:
    """A carrier that writes down the limits of what it should send."""

    def __init__(self) -> None:
        self.limits: Limits | None = None

    def note(self, wire: Wire) -> None:
        self.limits = wire.limits
        raise Sent

    def send(self, wire: Wire) -> None:
        self.note(wire)

    def close(self) -> None:
        """There is nothing to close."""


class AsyncNoting(Noting):
    """The same for an async client."""

    async def send(self, wire: Wire) -> None:  # type: ignore[override]  (the same, to be awaited)
        self.note(wire)

    async def close(self) -> None:  # type: ignore[override]  (the same, to be awaited)
        """There is nothing to close."""


def request_of(operation: Operation) -> Any:
    upload = RAW in operation.bodies or FORM in operation.bodies
    given = example(operation, file=b"x" if upload else None)
    return endpoint(operation).build_request(*given.path.values(), **given.keywords)


def sync_limits(operations: list[Operation], **options: Any) -> dict[str, Any]:
    """The limits with which the sync client sends each operation."""
    found: dict[str, Any] = {}
    with DSSClient("http://dss.mock", "k", **options) as client:
        carrier = Noting()
        client.rest._http._carrier = lambda *_, **__: carrier  # type: ignore[method-assign]  (in place of the carrier)
        for each in operations:
            for send in (client.rest.empty, client.rest.stream):
                with pytest.raises(Sent):
                    send(request_of(each))
                assert carrier.limits is not None
                assert (
                    found.setdefault(each.id, carrier.limits.by_name()) == carrier.limits.by_name()
                )
    return found


def async_limits(operations: list[Operation], **options: Any) -> dict[str, Any]:
    """The limits with which the async client sends each operation."""

    async def all_of_them() -> dict[str, Any]:
        found: dict[str, Any] = {}
        async with AsyncDSSClient("http://dss.mock", "k", **options) as client:
            carrier = AsyncNoting()
            client.rest._http._carrier = lambda *_, **__: carrier  # type: ignore[method-assign]  (in place of the carrier)
            for each in operations:
                with pytest.raises(Sent):
                    await client.rest.empty(request_of(each))
                assert carrier.limits is not None
                found[each.id] = carrier.limits.by_name()
        return found

    return anyio.run(all_of_them)


each_client = pytest.mark.parametrize("limits_of", [sync_limits, async_limits])
LimitsOf = Callable[..., dict[str, Any]]


@each_client
def test_default_limits_of_every_operation_are_those_of_the_document(limits_of: LimitsOf) -> None:
    found = limits_of(list(operations()))
    assert len(BLOCKING) > 70
    assert set(found) >= BLOCKING
    assert len(found) > len(BLOCKING) + 300
    for id, limits in found.items():
        assert limits == {**DEFAULT, "read": FOUR_HOURS if id in BLOCKING else 300}, id


@each_client
def test_explicit_limit_replaces_those_of_every_operation(limits_of: LimitsOf) -> None:
    for id, limits in limits_of(list(operations()), timeout=5).items():
        assert limits == dict.fromkeys(DEFAULT, 5), id


@each_client
def test_limit_of_blocking_operations_is_set_apart(limits_of: LimitsOf) -> None:
    given = Timeouts(read=7, blocking=None)
    for id, limits in limits_of(list(operations()), timeout=given).items():
        assert limits == {**DEFAULT, "read": None if id in BLOCKING else 7}, id
