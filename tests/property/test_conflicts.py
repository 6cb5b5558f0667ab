"""Settings of every kind that has a version tag notice what somebody else saved in between."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest

from dataikuapi import DSSClient, DSSConflict
from tests.property.kinds import KINDS, VERSIONED, Kind
from tests.property.test_settings import client_of, world


@pytest.fixture
def client() -> Iterator[DSSClient]:
    world().arrange("")
    with client_of(world().mock) as client:
        yield client.with_options(detect_conflicts=True)


def stored(kind: Kind) -> dict[str, object]:
    return world().mock.table(kind.table).get(kind.id)


@pytest.mark.parametrize("name", sorted(VERSIONED))
def test_change_in_between_is_a_conflict(name: str, client: DSSClient) -> None:
    kind = KINDS[name]
    first, second = kind.read(client), kind.read(client)
    first.save()
    first.save()
    before = stored(kind)
    with pytest.raises(DSSConflict):
        second.save()
    assert stored(kind) == before
    second.save(force=True)
    assert stored(kind) != before
    second.save()


def test_kinds_that_take_force_are_those_with_a_version(client: DSSClient) -> None:
    taking = {
        name
        for name, kind in KINDS.items()
        if "force" in inspect.signature(kind.read(client).save).parameters
    }
    inside = {name for name in taking if "," in name}
    assert taking - inside == VERSIONED
