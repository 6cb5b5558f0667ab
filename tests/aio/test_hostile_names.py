"""File names of the server choose no place on this side but below the folder asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dataikuapi import DSSDataError
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import Call, DSSMock, Response
from dssmock.http import Binary
from tests.aio.conftest import connect

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


async def fill(client: AsyncDSSClient, folder: Path) -> None:
    await client.get_project("P").get_managed_folder("F").download_folder("/", folder)


@pytest.mark.parametrize("path", CLIMBING)
async def test_download_of_a_folder_refuses_a_name_that_climbs(path: str, tmp_path: Path) -> None:
    mock = listing("/fine", path)
    async with connect(mock, mock.admin_key) as client:
        with pytest.raises(DSSDataError, match="cannot be local"):
            await fill(client, tmp_path / "in")
    assert list(tmp_path.iterdir()) == []


async def test_download_of_a_folder_does_not_follow_a_link_out_of_it(tmp_path: Path) -> None:
    mock = listing("/link/evil")
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out")
    async with connect(mock, mock.admin_key) as client:
        with pytest.raises(DSSDataError, match="a link leads 'link/evil' out"):
            await fill(client, tmp_path / "in")
    assert list((tmp_path / "out").iterdir()) == []


async def test_download_of_a_folder_does_not_write_through_a_link(tmp_path: Path) -> None:
    mock = listing("/file")
    (tmp_path / "in").mkdir()
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "in" / "file").symlink_to(tmp_path / "precious")
    async with connect(mock, mock.admin_key) as client:
        with pytest.raises(DSSDataError, match="a link leads"):
            await fill(client, tmp_path / "in")
    assert (tmp_path / "precious").read_text() == "mine"


async def test_download_of_a_folder_takes_odd_names_that_stay_in_it(tmp_path: Path) -> None:
    mock = listing("/...", "/..a/b..", "/-rf", "/é/e\u0301", "/~")
    async with connect(mock, mock.admin_key) as client:
        await fill(client, tmp_path / "in")
    found = {str(each.relative_to(tmp_path / "in")) for each in tmp_path.rglob("*")} - {"."}
    assert {"...", "..a/b..", "-rf", "~"} <= found


async def test_name_in_the_header_of_a_download_is_not_used(tmp_path: Path) -> None:
    def file(_: Call) -> Any:
        disposition = 'attachment; filename="../../evil"'
        return Response(200, {"content-disposition": disposition}, b"data")

    mock = DSSMock(handlers={"managed_folder_get_file": file})
    async with connect(mock, mock.admin_key) as client:
        folder = client.get_project("P").get_managed_folder("F")
        await folder.download_file("a", tmp_path / "mine")
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]
