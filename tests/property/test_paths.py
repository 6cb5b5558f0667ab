"""Any name reaches the server as it is, or is refused before anything is sent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dataikuapi import DSSClient
from dataikuapi._prepare import outgoing
from dataikuapi._settings import API_PREFIX
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi_rest.operation import MAX_URL
from dssmock import router
from dssmock.bundle import Operation, default_bundle
from dssmock.core import Call, DSSMock, Response
from dssmock.server import Server
from tests.contract.examples import Example, endpoint, example
from tests.contract.world import home_of, operations

# What paths, queries and servers make something else of, beside any other text.
AWKWARD = st.text(
    alphabet="/\\?#%&=+;:@~ .|^`'\"<>{}[]\t\r\n\0\x7f\x80\x85ab0é☃"
    "\U0001f43b\ud800\u2028\u202e\u200b",
    min_size=0,
    max_size=6,
)
TRAVERSALS = st.sampled_from([
    "", ".", "..", "...", "/", "//", "%2e", "%2e%2e", "%2E%2e%2F", "%252e%252e", "..%2f", "a/../b",
    "../../admin/users", "..\\..", "\\", "a\\..\\b", "..;", "..;/admin", "a;b=c", ";", "a?b=c",
    "a#b", "?", "#", "a%", "%", "%zz", "%00", "a\0b", "a\r\nX-Evil: 1", "\r\n\r\nGET / HTTP/1.1",
    "a b", " ", "+", "~", "//evil.example", "http://evil.example/", "@evil.example", ":80", "a//b",
    "/a", "a/", "\uff0e\uff0e", "\u2024\u2024", "\uff0f", "\u2215", "\u2044", "\u2025",
    "é", "e\u0301", "\u212b", "Å", "A\u030a", "ﬁ", "\u1e9b\u0323", "İ", "ß", "\u202eevil",
    "\u2066a\u2069", "\u200f", "\ufeff", "\u00a0", "\u2028", "\ud800", "a\udfff", "\udcff",
    "\U0010ffff", "🏳️‍🌈", "*", "{x}", "${x}", "$(x)", "'", '"', "<script>", "null", "0", "-1",
])  # fmt: skip
LONG = st.builds(
    lambda piece, times: piece * times, st.sampled_from(["a", "é", "/a", "%", "🐻", "../"]),
    st.integers(100, 400),
)  # fmt: skip
NAMES = st.one_of(AWKWARD, TRAVERSALS, st.text(max_size=12), LONG)
WITH_NAMES = [each for each in operations() if "{" in each.path]
# With it and the number of parameters there are more than 10,000 cases; a test says so.
ROUNDS = 15
BASE = "http://dss.mock"


http = httpx.Client(base_url=BASE)


@cache
def router_of(version: str) -> router.Router:
    return router.Router(operations(), version)


@cache
def example_of(id: str) -> Example:
    operation = default_bundle().operations[id]
    upload = not {"application/octet-stream", "multipart/form-data"}.isdisjoint(operation.bodies)
    return example(operation, file=b"x" if upload else None)


@cache
def slashes_of(id: str) -> dict[str, bool]:
    operation = default_bundle().operations[id]
    return {each.name: each.slashes for each in operation.parameters if each.place == "path"}


def is_refused(value: str, *, slashes: bool) -> bool:
    """The reasons for which a name is refused, and no others."""
    parts = value.split("/") if slashes else [value]
    empty = not (value.strip("/") if slashes else value)
    control = any(unicodedata.category(each) in ("Cc", "Cs") for each in value)
    return empty or control or not {".", ".."}.isdisjoint(parts)


def as_it_arrives(value: str, *, slashes: bool) -> str:
    # Double slashes count as one, as for DSS.
    return "/".join(part for part in value.split("/") if part) if slashes else value


def refused(operation: Operation, values: dict[str, str]) -> list[str]:
    slashes = slashes_of(operation.id)
    return [name for name in values if is_refused(values[name], slashes=slashes[name])]


def expected(operation: Operation, values: dict[str, str]) -> dict[str, str]:
    slashes = slashes_of(operation.id)
    return {name: as_it_arrives(each, slashes=slashes[name]) for name, each in values.items()}


def drawn(data: Any, example: Example) -> dict[str, str]:
    """A hostile string for one parameter or for all, and for the others what they mostly are."""
    names = list(example.path)
    victims = data.draw(st.sampled_from([*([name] for name in names), names]), label="victims")
    return {
        name: data.draw(NAMES, label=name) if name in victims else example.path[name]
        for name in names
    }


def check(operation: Operation, values: dict[str, str]) -> None:
    """Names of one call arrive as they are, at the operation that was meant, or are refused."""
    example = example_of(operation.id)
    build = endpoint(operation).build_request
    bad = refused(operation, values)
    if bad:
        with pytest.raises(ValueError, match=f"^{bad[0]} "):
            build(*values.values(), **example.keywords)
        return
    request = outgoing(build(*values.values(), **example.keywords))
    url = http.build_request(request.method, BASE + API_PREFIX + request.path).url
    assert (url.scheme, url.netloc, url.query, url.fragment) == ("http", b"dss.mock", b"", "")
    assert not set(url.raw_path) & set(b" \r\n\0\\#?")
    segments = router.below_prefix(url.raw_path.decode("ascii"))
    assert segments is not None
    decoded = [router.decode(each) for each in segments]
    match = router_of(home_of(operation)).match(operation.method, decoded)
    assert (match.operation.id, match.path) == (operation.id, expected(operation, values))


@settings(max_examples=ROUNDS, suppress_health_check=list(HealthCheck))
@given(names=st.lists(NAMES, min_size=41, max_size=41))
def test_name_arrives_unchanged_or_is_refused(names: list[str]) -> None:
    # Another name for each parameter of each operation, and one call with all of them.
    given = cycle(names)
    for operation in WITH_NAMES:
        usual = example_of(operation.id).path
        for parameter in usual:
            check(operation, {**usual, parameter: next(given)})
        if len(usual) > 1:
            check(operation, {parameter: next(given) for parameter in usual})


def test_names_are_tried_ten_thousand_times_at_every_parameter_of_the_spec() -> None:
    parameters = sum(len(example_of(each.id).path) for each in WITH_NAMES)
    assert parameters == sum(each.path.count("{") for each in operations())
    assert parameters * ROUNDS > 10_000


def test_name_too_long_for_an_url_is_refused_at_every_parameter() -> None:
    for operation in WITH_NAMES:
        example = example_of(operation.id)
        for parameter in example.path:
            values = {**example.path, parameter: "a" * MAX_URL}
            request = outgoing(
                endpoint(operation).build_request(*values.values(), **example.keywords)
            )
            with pytest.raises(
                ValueError, match=f"^{parameter} is too long: the URL of {operation.id} "
            ):
                request.url(BASE + API_PREFIX)


# On sockets, where servers and libraries have their own ideas of a path. What is sent to an
# operation without a body is enough: paths are made in one place.
PLAIN = [each for each in WITH_NAMES if each.method in ("GET", "DELETE") and each.until is None]
arrived: list[tuple[str, dict[str, str]]] = []


def note(call: Call) -> Response:
    arrived.append((call.operation, call.path))
    return Response(200)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that only writes down which names arrive."""
    mock = DSSMock(handlers={each.id: note for each in operations()})
    with mock.serve() as server:
        yield server


@settings(max_examples=150)
@given(data=st.data(), operation=st.sampled_from(PLAIN))
def test_name_arrives_unchanged_over_a_socket(
    server: Server, data: Any, operation: Operation
) -> None:
    example = example_of(operation.id)
    values = drawn(data, example)
    if refused(operation, values) or sum(map(len, values.values())) > 2000:
        return
    request = endpoint(operation).build_request(*values.values(), **example.keywords)
    arrived.clear()
    with DSSClient(server.url, "admin-key") as made:
        made.rest.empty(request)
    assert arrived == [(operation.id, expected(operation, values))]


@settings(max_examples=150)
@given(data=st.data(), operation=st.sampled_from(PLAIN))
def test_name_arrives_unchanged_over_a_socket_from_async_code(
    server: Server, data: Any, operation: Operation
) -> None:
    example = example_of(operation.id)
    values = drawn(data, example)
    if refused(operation, values) or sum(map(len, values.values())) > 2000:
        return
    request = endpoint(operation).build_request(*values.values(), **example.keywords)
    arrived.clear()

    async def send() -> None:
        async with AsyncDSSClient(server.url, "admin-key") as made:
            await made.rest.empty(request)

    anyio.run(send)
    assert arrived == [(operation.id, expected(operation, values))]
