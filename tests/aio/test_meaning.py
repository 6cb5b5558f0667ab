"""Meanings that users make."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


async def test_create_keeps_what_it_is_told(client: AsyncDSSClient) -> None:
    meaning = await client.create_meaning(
        "Sizes", "Sizes of shirts", "VALUES_LIST", description="From S to L",
        values=["S", {"value": "L", "color": "#00ff00"}], detectable=True,
    )  # fmt: skip
    definition = await meaning.get_definition()
    assert definition["id"] == "sizes"
    assert definition["label"] == "Sizes of shirts"
    assert definition["description"] == "From S to L"
    assert definition["entries"] == [{"value": "S"}, {"value": "L", "color": "#00ff00"}]
    assert definition["normalizationMode"] == "EXACT"
    assert definition["detectable"] is True
    assert repr(meaning).endswith("Meaning 'Sizes'>")


async def test_create_of_a_mapping_makes_entries_of_its_targets(client: AsyncDSSClient) -> None:
    mappings: list[dict[str, Any]] = [
        {"from": "1", "to": "yes"}, {"from": "0", "to": {"value": "no", "color": "#f00"}},
    ]  # fmt: skip
    await client.create_meaning("yesno", "Yes/No", "VALUES_MAPPING", mappings=mappings)
    assert mappings[0] == {"from": "1", "to": "yes"}
    definition = await client.get_meaning("yesno").get_definition()
    assert definition["mappings"] == [
        {"from": "1", "to": {"value": "yes"}},
        {"from": "0", "to": {"value": "no", "color": "#f00"}},
    ]  # fmt: skip


async def test_create_of_a_pattern(client: AsyncDSSClient) -> None:
    meaning = await client.create_meaning(
        "code", "Code", "PATTERN", pattern="[a-z]+", normalizationMode="LOWERCASE"
    )
    definition = await meaning.get_definition()
    assert (definition["pattern"], definition["normalizationMode"]) == ("[a-z]+", "LOWERCASE")
    with pytest.raises(DSSBadRequest, match="NORMALIZED"):
        await client.create_meaning("x", "X", "PATTERN", None, None, None, "x", "NORMALIZED")
    with pytest.raises(DSSBadRequest, match="needs a pattern"):
        await client.create_meaning("x", "X", "PATTERN")


async def test_create_refuses_what_is_there_or_unknown(client: AsyncDSSClient) -> None:
    await client.create_meaning("m", "M", "DECLARATIVE")
    with pytest.raises(DSSBadRequest, match="exists"):
        await client.create_meaning("M", "M", "DECLARATIVE")
    with pytest.raises(DSSBadRequest, match="Unknown type"):
        await client.create_meaning("n", "N", "TELEPATHIC")


async def test_create_refuses_bad_arguments(client: AsyncDSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="id"):
        await client.create_meaning("", "M", "DECLARATIVE")
    with pytest.raises(TypeError, match="values"):
        await client.create_meaning("m", "M", "VALUES_LIST", values="abc")
    with pytest.raises(TypeError, match="mappings"):
        await client.create_meaning("m", "M", "VALUES_MAPPING", mappings=["a"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="id"):
        client.get_meaning("..")
    assert mock.calls == []


async def test_list_gives_the_definitions(client: AsyncDSSClient) -> None:
    await client.create_meaning("a", "A", "DECLARATIVE")
    await client.create_meaning("b", "B", "DECLARATIVE")
    assert [meaning["id"] for meaning in await client.list_meanings()] == ["a", "b"]


async def test_definition_is_written_back(client: AsyncDSSClient) -> None:
    meaning = await client.create_meaning("a", "A", "DECLARATIVE")
    definition = await meaning.get_definition()
    definition["label"] = "Other"
    assert (await meaning.set_definition(definition))["label"] == "Other"
    assert (await client.list_meanings())[0]["label"] == "Other"
    with pytest.raises(DSSNotFound, match="nope"):
        await client.get_meaning("nope").get_definition()
    with pytest.raises(DSSNotFound, match="nope"):
        await client.get_meaning("nope").set_definition(definition)


async def test_users_read_meanings_and_administrators_make_them(
    client: AsyncDSSClient, mock: DSSMock, client_as: Any
) -> None:
    meaning = await client.create_meaning("a", "A", "DECLARATIVE")
    mock.table("users").put("bob", {"login": "bob", "groups": ["readers"]})
    async with client_as("bob") as bob:
        assert await bob.list_meanings() == [await meaning.get_definition()]
        with pytest.raises(DSSForbidden):
            await bob.create_meaning("b", "B", "DECLARATIVE")
        with pytest.raises(DSSForbidden):
            await bob.get_meaning("a").set_definition({"label": "B"})
