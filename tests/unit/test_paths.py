from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._paths import absolute, inner_path, replacing, target_file


@pytest.mark.parametrize("given", ["a/b", "/a/b", "//a//b/", "a/b/"])
def test_a_path_inside_an_object_has_no_slashes_to_spare(given: str) -> None:
    assert inner_path("path", given) == "a/b"


def test_a_path_inside_an_object_names_a_file() -> None:
    with pytest.raises(ValueError, match="path"):
        inner_path("path", "//")
    with pytest.raises(TypeError, match="path"):
        inner_path("path", 3)


def test_a_target_is_a_file_in_a_folder_that_exists(tmp_path: Path) -> None:
    assert target_file("path", tmp_path / "a") == str(tmp_path / "a")
    assert target_file("path", "a") == "a"
    with pytest.raises(IsADirectoryError, match="path"):
        target_file("path", tmp_path)
    with pytest.raises(FileNotFoundError, match="path"):
        target_file("path", str(tmp_path / "x" / "a"))
    with pytest.raises(ValueError, match="path"):
        target_file("path", "")


@pytest.mark.parametrize("check", [target_file, absolute])
def test_what_is_no_path(check: Any) -> None:
    with pytest.raises(TypeError, match="path"):
        check("path", 3)


def test_an_absolute_path_begins_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute("path", "x/../a") == str(tmp_path / "a")
    assert absolute("path", Path("/a/b")) == os.path.abspath("/a/b")


def names_in(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(each.name for each in folder.iterdir())


def test_a_file_is_there_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with replacing(str(path)) as file:
        file.write(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert names_in(tmp_path) == ["a"]


def write_half(path: Path) -> None:
    """Fail while writing a file."""
    with replacing(str(path)) as file:
        file.write(b"new")
        raise ZeroDivisionError


def test_a_file_is_left_as_it_was_when_the_block_fails(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_half(path)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a"]


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with replacing(str(path)) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a", tmp_path / "link"
    path.write_bytes(b"old")
    link.symlink_to(path)
    with replacing(str(link)) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_device_is_written_as_it_is() -> None:
    with replacing(os.devnull) as file:
        file.write(b"gone")
    assert not os.path.isfile(os.devnull)
