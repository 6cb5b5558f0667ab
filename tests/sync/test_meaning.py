# Derived by `tox -e generate` from tests/aio/test_meaning.py. Do not edit.
"""Meanings that users make."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


def test_create_keeps_what_it_is_told(client: DSSClient) -> None:
    meaning = client.create_meaning(
        "Sizes", "Sizes of shirts", "VALUES_LIST", description="From S to L",
        values=["S", {"value": "L", "color": "#00ff00"}], detectable=True,
    )  # fmt: skip
    definition = meaning.get_definition()
    assert definition["id"] == "sizes"
    assert definition["label"] == "Sizes of shirts"
    assert definition["description"] == "From S to L"
    assert definition["entries"] == [{"value": "S"}, {"value": "L", "color": "#00ff00"}]
    assert definition["normalizationMode"] == "EXACT"
    assert definition["detectable"] is True
    assert repr(meaning).endswith("Meaning 'Sizes'>")


def test_create_of_a_mapping_makes_entries_of_its_targets(client: DSSClient) -> None:
    mappings: list[dict[str, Any]] = [
        {"from": "1", "to": "yes"}, {"from": "0", "to": {"value": "no", "color": "#f00"}},
    ]  # fmt: skip
    client.create_meaning("yesno", "Yes/No", "VALUES_MAPPING", mappings=mappings)
    assert mappings[0] == {"from": "1", "to": "yes"}
    definition = client.get_meaning("yesno").get_definition()
    assert definition["mappings"] == [
        {"from": "1", "to": {"value": "yes"}},
        {"from": "0", "to": {"value": "no", "color": "#f00"}},
    ]  # fmt: skip


def test_create_of_a_pattern(client: DSSClient) -> None:
    meaning = client.create_meaning(
        "code", "Code", "PATTERN", pattern="[a-z]+", normalizationMode="LOWERCASE"
    )
    definition = meaning.get_definition()
    assert (definition["pattern"], definition["normalizationMode"]) == ("[a-z]+", "LOWERCASE")
    with pytest.raises(DSSBadRequest, match="NORMALIZED"):
        client.create_meaning("x", "X", "PATTERN", None, None, None, "x", "NORMALIZED")
    with pytest.raises(DSSBadRequest, match="needs a pattern"):
        client.create_meaning("x", "X", "PATTERN")


def test_create_refuses_what_is_there_or_unknown(client: DSSClient) -> None:
    client.create_meaning("m", "M", "DECLARATIVE")
    with pytest.raises(DSSBadRequest, match="exists"):
        client.create_meaning("M", "M", "DECLARATIVE")
    with pytest.raises(DSSBadRequest, match="Unknown type"):
        client.create_meaning("n", "N", "TELEPATHIC")


def test_create_refuses_bad_arguments(client: DSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="id"):
        client.create_meaning("", "M", "DECLARATIVE")
    with pytest.raises(TypeError, match="values"):
        client.create_meaning("m", "M", "VALUES_LIST", values="abc")
    with pytest.raises(TypeError, match="mappings"):
        client.create_meaning("m", "M", "VALUES_MAPPING", mappings=["a"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="id"):
        client.get_meaning("..")
    assert mock.calls == []


def test_list_gives_the_definitions(client: DSSClient) -> None:
    client.create_meaning("a", "A", "DECLARATIVE")
    client.create_meaning("b", "B", "DECLARATIVE")
    assert [meaning["id"] for meaning in client.list_meanings()] == ["a", "b"]


def test_definition_is_written_back(client: DSSClient) -> None:
    meaning = client.create_meaning("a", "A", "DECLARATIVE")
    definition = meaning.get_definition()
    definition["label"] = "Other"
    assert (meaning.set_definition(definition))["label"] == "Other"
    assert (client.list_meanings())[0]["label"] == "Other"
    with pytest.raises(DSSNotFound, match="nope"):
        client.get_meaning("nope").get_definition()
    with pytest.raises(DSSNotFound, match="nope"):
        client.get_meaning("nope").set_definition(definition)


def test_users_read_meanings_and_administrators_make_them(
    client: DSSClient, mock: DSSMock, client_as: Any
) -> None:
    meaning = client.create_meaning("a", "A", "DECLARATIVE")
    mock.table("users").put("bob", {"login": "bob", "groups": ["readers"]})
    with client_as("bob") as bob:
        assert bob.list_meanings() == [meaning.get_definition()]
        with pytest.raises(DSSForbidden):
            bob.create_meaning("b", "B", "DECLARATIVE")
        with pytest.raises(DSSForbidden):
            bob.get_meaning("a").set_definition({"label": "B"})
