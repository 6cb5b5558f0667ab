"""Any name reaches the server as it is, or is refused before anything is sent."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dataikuapi import DSSClient
from dssmock.bundle import Operation, default_bundle
from dssmock.core import Call, DSSMock, Response
from tests.contract.examples import Example, arranged, endpoint
from tests.contract.world import home_of, operations

# What paths, queries and servers make something else of, beside any other text.
AWKWARD = st.text(
    alphabet="/\\?#%&=+;:@~ .\t\n\0\x7f\x80ab0é☃\U0001f43b\ud800", min_size=0, max_size=6
)
NAMES = st.one_of(AWKWARD, st.text(max_size=12), st.sampled_from(["", ".", "..", "%2e", "a/../b"]))
WITH_NAMES = [pytest.param(each, id=each.id) for each in operations() if "{" in each.path]
arrived: list[dict[str, str]] = []


def note(call: Call) -> Response:
    arrived.append(call.path)
    return Response(200)


@cache
def noting_mock(version: str) -> DSSMock:
    """An instance that only writes down which names arrive."""
    return DSSMock(version=version, handlers={each.id: note for each in operations()})


@cache
def example_of(id: str) -> Example:
    return arranged(default_bundle().operations[id])[1]


def is_refused(value: str, *, slashes: bool) -> bool:
    parts = value.split("/") if slashes else [value]
    control = any(unicodedata.category(each) in ("Cc", "Cs") for each in value)
    return not value or control or not {".", ".."}.isdisjoint(parts)


def as_it_arrives(value: str, *, slashes: bool) -> str:
    # Double slashes count as one, as for DSS.
    return "/".join(part for part in value.split("/") if part) if slashes else value


@pytest.mark.parametrize("operation", WITH_NAMES)
@settings(max_examples=20)
@given(data=st.data())
def test_name_arrives_unchanged_or_is_refused(operation: Operation, data: Any) -> None:
    mock = noting_mock(home_of(operation))
    slashes = {each.name: each.slashes for each in operation.parameters if each.place == "path"}
    example = example_of(operation.id)
    values = {name: data.draw(NAMES, label=name) for name in example.path}
    assume(all(values[name].strip("/") or not values[name] or not slashes[name] for name in values))
    refused = [name for name in values if is_refused(values[name], slashes=slashes[name])]
    arrived.clear()
    with DSSClient(mock.base_url, mock.admin_key, transport=mock.transport()) as client:
        if refused:
            with pytest.raises(ValueError, match=f"^{refused[0]} "):
                endpoint(operation).build_request(*values.values(), **example.keywords)
            return
        request = endpoint(operation).build_request(*values.values(), **example.keywords)
        client.rest.empty(request)
    assert arrived == [
        {name: as_it_arrives(value, slashes=slashes[name]) for name, value in values.items()}
    ]
    assert mock.calls[-1].operation == operation.id
