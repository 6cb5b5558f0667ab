"""Settings read and saved stay as they are, with whatever DSS has put into them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dataikuapi.dss
import dataikuapi.iam
from dataikuapi import DSSClient
from dssmock.core import DSSMock
from tests.contract.world import World
from tests.property.kinds import KINDS, Kind, plant

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
# A member of tomorrow; names that exist already mean something.
UNKNOWN = st.dictionaries(st.text(max_size=6).map("tomorrow's {}".format), JSON, max_size=3)
# What the server writes by itself on each save.
OWN = {"creationTag", "versionTag", "lastModifiedBy", "lastModifiedOn", "timeline"}


@cache
def world() -> World:
    """An instance whose settings were all saved once, so that all are stored."""
    made = World()
    plant(made.mock)
    with client_of(made.mock) as client:
        for kind in KINDS.values():
            kind.read(client).save()
    made.keep()
    return made


def client_of(mock: DSSMock) -> DSSClient:
    return DSSClient(mock.base_url, mock.admin_key, transport=mock.transport())


def without_own(value: Any) -> Any:
    if isinstance(value, list):
        return [without_own(each) for each in value]
    if isinstance(value, dict):
        return {name: without_own(each) for name, each in value.items() if name not in OWN}
    return value


def stored(mock: DSSMock, table: str) -> Any:
    """All that a table keeps, but for what the server notes by itself."""
    return without_own(dict(mock.table(table).items()))


def add(mock: DSSMock, kind: Kind, unknown: Mapping[str, Any]) -> None:
    """Puts members into the settings, as if a newer DSS had them."""
    with mock.table(kind.table).edit(kind.id) as document:
        for step in kind.inside:
            document = document[step]
        document.update(unknown)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=10)
@given(unknown=UNKNOWN)
def test_read_and_saved_settings_stay_as_they_are(name: str, unknown: dict[str, Any]) -> None:
    kind, mock = KINDS[name], world().mock
    original = mock.table(kind.table).get(kind.id)
    add(mock, kind, unknown)
    before = stored(mock, kind.table)
    try:
        with client_of(mock) as client:
            kind.read(client).save()
        assert stored(mock, kind.table) == before
    finally:
        mock.table(kind.table).put(kind.id, original)


def test_saving_all_settings_changes_nothing_else() -> None:
    world().arrange("")
    mock = world().mock
    for kind in KINDS.values():
        add(mock, kind, {"tomorrow's": [1, None]})
    before = {table: stored(mock, table) for table in mock.table_names()}
    with client_of(mock) as client:
        for kind in KINDS.values():
            kind.read(client).save()
    assert {table: stored(mock, table) for table in mock.table_names()} == before


# What has `save`, and is not read and saved as a whole document.
OTHERS = {
    "DSSNotebookHistory": "runs of queries, by cell",
    "DSSPluginParameterSet": "a part of the settings of a plugin, which it saves",
    "DSSPluginProjectParameterSet": "the same in a project",
    "MLFlowVersionSettings": "a version made by MLflow: tests/aio/test_externalmodel.py",
    "DSSRecipeDefinitionAndPayload": "the old name of the settings of a recipe",
}


def classes_that_save() -> Iterator[type]:
    """Public classes that can be saved, those left out that only others inherit."""
    found: set[type] = set()
    for package in (dataikuapi.dss, dataikuapi.iam):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(each.name)
            found |= {
                value
                for value in vars(module).values()
                if inspect.isclass(value)
                and value.__module__ == module.__name__
                and callable(getattr(value, "save", None))
            }
    bases = {base for each in found for base in each.__mro__[1:]}
    yield from found - bases


def test_every_class_that_saves_is_among_the_kinds() -> None:
    world().arrange("")
    with client_of(world().mock) as client:
        read = {type(kind.read(client)) for kind in KINDS.values()}
    missing = {each.__name__ for each in set(classes_that_save()) - read}
    assert missing == set(OTHERS)
