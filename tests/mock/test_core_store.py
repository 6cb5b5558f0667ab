"""Tables, blobs and identifiers."""

from __future__ import annotations

import datetime

import pytest

from dssmock import errors
from dssmock.store import Blobs, Table, copy_json, singular


@pytest.fixture
def table() -> Table:
    table = Table("things")
    table.add("b", {"tags": ["x"]})
    table.add("a", {"tags": []})
    return table


def test_documents_keep_their_order(table: Table) -> None:
    assert table.ids() == ["b", "a"]
    assert table.values() == [{"tags": ["x"]}, {"tags": []}]
    assert table.items() == [("b", {"tags": ["x"]}), ("a", {"tags": []})]
    assert len(table) == 2
    assert "a" in table
    assert "c" not in table
    assert "2 documents" in repr(table)


def test_documents_are_copies(table: Table) -> None:
    given = {"tags": ["y"]}
    table.put("c", given)
    given["tags"].append("z")
    table.get("c")["tags"].append("z")
    table.find("c")["tags"].append("z")
    table.values()[2]["tags"].append("z")
    assert table.get("c") == {"tags": ["y"]}


def test_missing_document_is_named(table: Table) -> None:
    with pytest.raises(errors.NotFound, match="thing does not exist: c"):
        table.get("c")
    with pytest.raises(errors.NotFound, match="thing does not exist: c"):
        table.delete("c")
    with pytest.raises(errors.NotFound), table.edit("c"):
        pass
    assert table.find("c") is None


def test_name_can_be_taken_once(table: Table) -> None:
    with pytest.raises(errors.BadRequest, match="thing already exists: a"):
        table.add("a", {})
    assert table.get("a") == {"tags": []}


def test_delete_forgets(table: Table) -> None:
    table.delete("b")
    assert table.ids() == ["a"]


def test_edit_writes_when_the_block_ends(table: Table) -> None:
    with table.edit("a") as doc:
        doc["tags"].append("n")
    assert table.get("a") == {"tags": ["n"]}


def change_and_fail(table: Table) -> None:
    with table.edit("a") as doc:
        doc["tags"].append("n")
        raise errors.BadRequest("no")


def test_edit_changes_nothing_when_the_block_fails(table: Table) -> None:
    with pytest.raises(errors.BadRequest):
        change_and_fail(table)
    assert table.get("a") == {"tags": []}


@pytest.mark.parametrize("value", [datetime.date(2026, 1, 1), b"x", {1: 2}, [{"a": {1, 2}}]])
def test_only_json_is_kept(table: Table, value: object) -> None:
    with pytest.raises(TypeError):
        table.put("x", value)
    assert "x" not in table


def test_tuples_become_lists() -> None:
    assert copy_json({"a": (1, None, True)}) == {"a": [1, None, True]}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("users", "user"), ("code_envs", "code env"), ("libraries", "library"), ("x", "x")],
)
def test_kind_of_a_table_is_its_name_in_the_singular(name: str, kind: str) -> None:
    assert singular(name) == kind


def test_blobs_keep_bytes() -> None:
    blobs = Blobs()
    blobs.put("a/1", b"x")
    blobs.put("a/2", b"y")
    blobs.put("b", b"z")
    assert blobs.get("a/1") == b"x"
    assert blobs.keys("a/") == ["a/1", "a/2"]
    blobs.delete("a/1")
    blobs.delete("a/1")
    assert "a/1" not in blobs
    with pytest.raises(errors.NotFound, match="file does not exist: a/1"):
        blobs.get("a/1")
