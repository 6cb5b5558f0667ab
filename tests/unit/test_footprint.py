"""Footprints as they are read."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi._errors import DSSDataError
from dataikuapi.dss.data_directories_footprint import Footprint


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1499, "1499 B"),
        (1500, "1.50 KB"),
        (1_499_999, "1500.00 KB"),
        (1_500_000, "1.50 MB"),
        (1_500_000_000, "1.50 GB"),
        (2_000_000_000_000, "2000.00 GB"),
    ],
)
def test_sizes_as_people_read_them(size: int, text: str) -> None:
    footprint = Footprint({"size": size})
    assert footprint.human_readable_size == text
    assert footprint.get_size() == text
    assert footprint.get_size("TB") == text


def test_sizes_in_a_unit() -> None:
    footprint = Footprint({"size": 2_500_000})
    sizes = [footprint.get_size(unit) for unit in ("B", "KB", "MB", "GB")]
    assert sizes == [2_500_000, 2500.0, 2.5, 0.0025]


def test_counts() -> None:
    footprint = Footprint({"nbFiles": 1, "nbFolders": 2, "nbErrors": 3})
    assert (footprint.nb_files, footprint.nb_folders, footprint.nb_errors) == (1, 2, 3)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"projectKey": "SALES"}, "SALES"),
        ({"path": "/tmp/x"}, "/tmp/x"),  # noqa: S108 (a path in an answer)
        ({"language": "PYTHON", "name": "env"}, "env (PYTHON)"),
        ({"type": "DEV", "name": "geo"}, "geo (DEV)"),
        ({"type": "DEV"}, "N/A (DEV)"),
    ],
)
def test_items_are_named_by_what_they_are(item: dict[str, Any], name: str) -> None:
    found = Footprint({"items": [{**item, "size": 5}]}).details
    assert list(found) == [name]
    assert found[name].size == 5


def test_details_are_the_members_that_are_footprints() -> None:
    footprint = Footprint({"size": 3, "logs": {"size": 1}, "plugins": {"size": 2}})
    assert {name: each.size for name, each in footprint.details.items()} == {
        "logs": 1,
        "plugins": 2,
    }
    assert (Footprint({"items": []}).details, Footprint({"items": None}).details) == ({}, {})


def test_items_of_an_unknown_kind() -> None:
    with pytest.raises(DSSDataError, match="size"):
        _ = Footprint({"items": [{"size": 1}]}).details
