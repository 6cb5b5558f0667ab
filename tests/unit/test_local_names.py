"""Names of the server as local paths, by the rules of each system."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataikuapi import DSSClient, DSSDataError
from dataikuapi._folders import local_path, place_for
from dataikuapi.fsspec import DSSFileSystem
from dssmock.core import DSSMock

EVERYWHERE = ["..", ".", "", "a/..", "../a", "a//b", "/a", "a/", "a\0b"]
WINDOWS = [
    "a\\b", "..\\a", "C:", "C:\\a", "c:/a", "a:stream", "nul", "NUL.txt", "con", "Aux", "prn.a.b",
    "com1", "LPT9.log", "com\xb9", "conin$", "a.", "a ", "nul .txt", "a/nul/b", "a*", "a?", "a|b",
    "a\nb",
]  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("windows", [True, False])
def test_path_that_climbs_is_refused_everywhere(path: str, windows: bool) -> None:
    with pytest.raises(DSSDataError, match="cannot be local"):
        local_path(path, windows=windows)


@pytest.mark.parametrize("path", WINDOWS)
def test_name_that_means_more_on_windows_is_refused_there(path: str) -> None:
    with pytest.raises(DSSDataError, match="cannot be local"):
        local_path(path, windows=True)
    assert local_path(path, windows=False) == path


@pytest.mark.parametrize("path", ["a", "a/b.c", "null", "com10", "console.txt", "..a", "a b", "é"])
def test_ordinary_name_is_taken(path: str) -> None:
    assert local_path(path, windows=True) == path


def test_place_is_below_the_folder_even_where_the_folder_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "name").symlink_to(tmp_path / "real")
    place = place_for(str(tmp_path / "name"), "a/b")
    assert (tmp_path / "real" / "a").is_dir()
    assert place == str(tmp_path / "name" / "a" / "b")


@pytest.mark.parametrize("path", ["../../evil/x", "a/../../../evil", ".."])
def test_file_system_makes_no_place_out_of_the_target(path: str, tmp_path: Path) -> None:
    mock = DSSMock()
    with DSSClient(mock.base_url, mock.admin_key, transport=mock.transport()) as client:
        files = DSSFileSystem(client=client, skip_instance_cache=True)
        with pytest.raises(DSSDataError, match="cannot be local"):
            files.get_file(f"P/F/{path}", str(tmp_path / "in" / path))
    assert list(tmp_path.iterdir()) == []
