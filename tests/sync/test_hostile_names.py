# Derived by `tox -e generate` from tests/aio/test_hostile_names.py. Do not edit.
"""File names of the server choose no place on this side but below the folder asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dataikuapi import DSSDataError
from dataikuapi.dssclient import DSSClient
from dssmock.core import Call, DSSMock, Response
from dssmock.http import Binary
from tests.sync.conftest import connect

CLIMBING = [
    "/../evil", "/a/../../evil", "/..", "/a/./b", "/a//b", "/nul\0byte", "/../../../../tmp/evil",
]  # fmt: skip


def listing(*paths: str) -> DSSMock:
    """An instance whose only folder holds files of these names."""

    def contents(_: Call) -> Any:
        return {"items": [{"path": path, "size": 4, "lastModified": 1} for path in paths]}

    def file(_: Call) -> Any:
        return Binary(b"evil")

    handlers = {"managed_folder_list_contents": contents, "managed_folder_get_file": file}
    return DSSMock(handlers=handlers)


def fill(client: DSSClient, folder: Path) -> None:
    client.get_project("P").get_managed_folder("F").download_folder("/", folder)


@pytest.mark.parametrize("path", CLIMBING)
def test_download_of_a_folder_refuses_a_name_that_climbs(path: str, tmp_path: Path) -> None:
    mock = listing("/fine", path)
    with connect(mock, mock.admin_key) as client:
        with pytest.raises(DSSDataError, match="cannot be local"):
            fill(client, tmp_path / "in")
    assert list(tmp_path.iterdir()) == []


def test_download_of_a_folder_does_not_follow_a_link_out_of_it(tmp_path: Path) -> None:
    mock = listing("/link/evil")
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out")
    with connect(mock, mock.admin_key) as client:
        with pytest.raises(DSSDataError, match="a link leads 'link/evil' out"):
            fill(client, tmp_path / "in")
    assert list((tmp_path / "out").iterdir()) == []


def test_download_of_a_folder_does_not_write_through_a_link(tmp_path: Path) -> None:
    mock = listing("/file")
    (tmp_path / "in").mkdir()
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "in" / "file").symlink_to(tmp_path / "precious")
    with connect(mock, mock.admin_key) as client:
        with pytest.raises(DSSDataError, match="a link leads"):
            fill(client, tmp_path / "in")
    assert (tmp_path / "precious").read_text() == "mine"


def test_download_of_a_folder_takes_odd_names_that_stay_in_it(tmp_path: Path) -> None:
    mock = listing("/...", "/..a/b..", "/-rf", "/é/e\u0301", "/~")
    with connect(mock, mock.admin_key) as client:
        fill(client, tmp_path / "in")
    found = {str(each.relative_to(tmp_path / "in")) for each in tmp_path.rglob("*")} - {"."}
    assert {"...", "..a/b..", "-rf", "~"} <= found


def test_name_in_the_header_of_a_download_is_not_used(tmp_path: Path) -> None:
    def file(_: Call) -> Any:
        disposition = 'attachment; filename="../../evil"'
        return Response(200, {"content-disposition": disposition}, b"data")

    mock = DSSMock(handlers={"managed_folder_get_file": file})
    with connect(mock, mock.admin_key) as client:
        folder = client.get_project("P").get_managed_folder("F")
        folder.download_file("a", tmp_path / "mine")
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]
