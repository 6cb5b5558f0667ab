# Derived by `tox -e generate` from tests/aio/test_managedfolder_files.py. Do not edit.
"""Managed folders: their files, up and down, one by one and whole folders."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import (
    DSSConnectionError,
    DSSDataError,
    DSSNotFound,
)
from dataikuapi.dss.managedfolder import DSSManagedFolder
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


@pytest.fixture
def folder(project: DSSProject) -> DSSManagedFolder:
    return project.create_managed_folder("reports")


def local_names(path: Path) -> list[str]:
    """What is in a local folder."""
    return sorted(each.name for each in path.iterdir())


def paths(folder: DSSManagedFolder) -> list[str]:
    """The paths of the files of a folder."""
    return [str(item["path"]) for item in (folder.list_contents())["items"] or []]


def content(folder: DSSManagedFolder, path: str) -> bytes:
    """The bytes of a file."""
    with folder.get_file(path) as stream:
        return stream.read()


def test_files_are_written_and_read(folder: DSSManagedFolder) -> None:
    item = folder.put_file("/2026/a b#?%é.csv", io.BytesIO(b"x,y\n"))
    assert (item["path"], item["size"]) == ("/2026/a b#?%é.csv", 4)
    assert content(folder, "2026/a b#?%é.csv") == b"x,y\n"
    [listed] = (folder.list_contents())["items"] or []
    assert listed == item


@pytest.mark.parametrize("given", ["é\n", "é\n".encode(), io.StringIO("é\n")])
def test_put_file_takes_text_and_bytes(folder: DSSManagedFolder, given: Any) -> None:
    folder.put_file("a.txt", given)
    assert content(folder, "a.txt") == "é\n".encode()


def test_put_file_takes_a_file_opened_as_text(folder: DSSManagedFolder, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("é" * 100_000, encoding="utf-8")
    with path.open(encoding="utf-8") as file:
        item = folder.put_file("a.txt", file)
    assert item["size"] == 200_000


def test_put_file_takes_a_path_or_pieces(
    folder: DSSManagedFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "local.bin"
    path.write_bytes(b"x" * 200_000)
    item = folder.put_file("a.bin", path, progress=True)
    assert item["size"] == 200_000
    assert "200.0/200.0 kB" in capsys.readouterr().out
    folder.put_file("b.bin", (bytes([number]) for number in range(3)))
    assert content(folder, "b.bin") == b"\x00\x01\x02"
    with pytest.raises(IsADirectoryError, match="f is a folder"):
        folder.put_file("c.bin", tmp_path)
    assert paths(folder) == ["/a.bin", "/b.bin"]


def test_put_file_takes_pieces_as_they_come(
    folder: DSSManagedFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    def pieces(count: int, piece: Any) -> Iterator[Any]:
        for _ in range(count):
            yield piece

    item = folder.put_file("a.bin", pieces(4, b"x" * 100_000))
    assert item["size"] == 400_000
    assert content(folder, "a.bin") == b"x" * 400_000
    folder.put_file("b.bin", pieces(2, bytearray(1000)), progress=True)
    assert "2.0" in capsys.readouterr().out
    assert content(folder, "b.bin") == bytes(2000)
    folder.put_file("c.bin", pieces(0, b""))
    assert content(folder, "c.bin") == b""
    with pytest.raises(TypeError, match="f must yield bytes, not str"):
        folder.put_file("d.bin", pieces(1, "text"))
    assert paths(folder) == ["/a.bin", "/b.bin", "/c.bin"]


def test_put_file_of_what_is_no_content_names_what_is(
    folder: DSSManagedFolder,
) -> None:
    text = r"f must be a file opened in binary mode, bytes, a pathlib\.Path or an iterable of bytes"
    with pytest.raises(TypeError, match=f"{text}, not int"):
        folder.put_file("a.bin", 3)  # type: ignore[arg-type]


def test_download_folder_shows_progress(
    folder: DSSManagedFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.put_file("a.bin", b"x" * 1000)
    folder.put_file("b.bin", b"x" * 2000)
    folder.download_folder("/", tmp_path / "out", progress=True)
    assert local_names(tmp_path / "out") == ["a.bin", "b.bin"]
    assert "3.0/3.0 kB" in capsys.readouterr().out


def test_put_file_replaces(folder: DSSManagedFolder) -> None:
    folder.put_file("a.txt", b"first")
    folder.put_file("//a.txt", b"2nd")
    assert content(folder, "/a.txt") == b"2nd"
    assert paths(folder) == ["/a.txt"]


def test_get_file_that_is_missing(folder: DSSManagedFolder) -> None:
    with pytest.raises(DSSNotFound, match=r"/nowhere\.txt"):
        folder.get_file("nowhere.txt")


def test_delete_file(folder: DSSManagedFolder) -> None:
    for path in ("a.txt", "b/c.txt", "b/d/e.txt", "bc.txt"):
        folder.put_file(path, b"")
    folder.delete_file("/a.txt")
    folder.delete_file("a.txt")
    assert paths(folder) == ["/b/c.txt", "/b/d/e.txt", "/bc.txt"]
    folder.delete_file("b")
    assert paths(folder) == ["/bc.txt"]
    folder.delete_file("/")
    assert paths(folder) == []


def test_upload_folder(folder: DSSManagedFolder, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.bin").write_bytes(b"\x00" * 300_000)
    (tmp_path / "a.txt").write_text("a")
    folder.upload_folder("/some/target/", tmp_path)
    assert paths(folder) == ["/some/target/a.txt", "/some/target/in/b.bin"]
    assert len(content(folder, "some/target/in/b.bin")) == 300_000
    folder.upload_folder("/", tmp_path / "in")
    assert content(folder, "b.bin")
    with pytest.raises(NotADirectoryError, match="folder"):
        folder.upload_folder("/", tmp_path / "a.txt")
    with pytest.raises(TypeError, match="folder"):
        folder.upload_folder("/", 3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="path"):
        folder.upload_folder("../x", tmp_path)
    with pytest.raises(TypeError, match="path"):
        folder.upload_folder(None, tmp_path)  # type: ignore[arg-type]


def test_download_file(folder: DSSManagedFolder, tmp_path: Path) -> None:
    folder.put_file("a.txt", b"x" * 200_000)
    folder.download_file("a.txt", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"x" * 200_000
    with pytest.raises(DSSNotFound):
        folder.download_file("b.txt", tmp_path / "b.txt")
    with pytest.raises(FileNotFoundError, match="target"):
        folder.download_file("a.txt", tmp_path / "no" / "a.txt")
    assert local_names(tmp_path) == ["a.txt"]


def test_download_folder_makes_a_folder(folder: DSSManagedFolder, tmp_path: Path) -> None:
    for path in ("a.txt", "b/c.txt", "b/d/e.txt", "bc.txt"):
        folder.put_file(path, path)
    folder.download_folder("b", tmp_path / "new")
    assert (tmp_path / "new" / "c.txt").read_text() == "b/c.txt"
    assert (tmp_path / "new" / "d" / "e.txt").read_text() == "b/d/e.txt"
    assert local_names(tmp_path / "new") == ["c.txt", "d"]


def test_download_folder_into_one_that_exists(folder: DSSManagedFolder, tmp_path: Path) -> None:
    folder.put_file("a.txt", b"new")
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "other.txt").write_text("stays")
    folder.download_folder("/", tmp_path)
    assert (tmp_path / "a.txt").read_text() == "new"
    assert (tmp_path / "other.txt").read_text() == "stays"


def test_download_folder_that_breaks_leaves_nothing(
    folder: DSSManagedFolder, mock: DSSMock, tmp_path: Path
) -> None:
    folder.put_file("a.txt", b"1")
    folder.put_file("b.txt", b"x" * 1000)
    mock.faults.add(op="managed_folder_get_file", after=1, cut_body=10)
    with pytest.raises(DSSDataError):
        folder.download_folder("/", tmp_path / "new")
    assert local_names(tmp_path) == []


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("nowhere", "path: managed folder .* has no file below '/nowhere'"),
        ("/b/c", "path: managed folder .* has no file below '/b/c'"),
        ("b/c.txt", "path: '/b/c.txt' of managed folder .* is a file: download_file takes it"),
    ],
)
def test_download_folder_of_what_is_none_is_refused(
    folder: DSSManagedFolder, tmp_path: Path, path: str, text: str, exists: bool
) -> None:
    folder.put_file("b/c.txt", b"1")
    if exists:
        (tmp_path / "new").mkdir()
    with pytest.raises(ValueError, match=text):
        folder.download_folder(path, tmp_path / "new")
    assert local_names(tmp_path) == (["new"] if exists else [])


def test_download_folder_of_an_empty_one_makes_an_empty_one(
    folder: DSSManagedFolder, tmp_path: Path
) -> None:
    folder.download_folder("/", tmp_path / "new")
    assert local_names(tmp_path) == ["new"]
    assert local_names(tmp_path / "new") == []


def test_download_folder_never_climbs(
    folder: DSSManagedFolder, mock: DSSMock, tmp_path: Path
) -> None:
    mock.table("managed_folder_files").put(
        f"SALES.{folder.id}/x", {"path": "/../../evil", "size": 1, "lastModified": 0}
    )
    with pytest.raises(DSSDataError, match="evil"):
        folder.download_folder("/", tmp_path / "new")
    assert local_names(tmp_path) == []


def test_download_folder_to_a_wrong_place(
    folder: DSSManagedFolder, mock: DSSMock, tmp_path: Path
) -> None:
    asked = len(mock.calls)
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError, match="folder"):
        folder.download_folder("/", tmp_path / "file")
    with pytest.raises(FileNotFoundError, match="folder"):
        folder.download_folder("/", tmp_path / "no" / "where")
    with pytest.raises(TypeError, match="folder"):
        folder.download_folder("/", None)  # type: ignore[arg-type]
    assert len(mock.calls) == asked


def test_bad_paths_are_refused_before_asking(folder: DSSManagedFolder, mock: DSSMock) -> None:
    asked = len(mock.calls)
    for path in ("", "/", ".", "./", "a/../b", "a\x00b"):
        with pytest.raises(ValueError, match="path"):
            folder.put_file(path, b"")
        with pytest.raises(ValueError, match="path"):
            folder.get_file(path)
    with pytest.raises(ValueError, match="path"):
        folder.delete_file("")
    with pytest.raises(TypeError, match="f must"):
        folder.put_file("a", 3)  # type: ignore[arg-type]
    closed = io.StringIO("x")
    closed.close()
    with pytest.raises(ValueError, match="closed"):
        folder.put_file("a", closed)
    assert len(mock.calls) == asked


def test_paths_built_with_dots_name_the_same_file(folder: DSSManagedFolder, tmp_path: Path) -> None:
    folder.put_file("./run/./a.txt", b"1")
    assert paths(folder) == ["/run/a.txt"]
    with folder.get_file("/./run/a.txt") as stream:
        assert stream.read() == b"1"
    (tmp_path / "b.txt").write_text("2")
    folder.upload_folder(".", tmp_path)
    folder.upload_folder("./run/.", tmp_path)
    assert paths(folder) == ["/b.txt", "/run/a.txt", "/run/b.txt"]
    folder.delete_file("./run")
    assert paths(folder) == ["/b.txt"]
    with pytest.raises(ValueError, match="root"):
        folder.delete_file(".")


def test_a_file_opened_for_writing_is_refused(folder: DSSManagedFolder, tmp_path: Path) -> None:
    with (tmp_path / "a").open("w") as file, pytest.raises(ValueError, match="reading"):
        folder.put_file("a", file)
    with (tmp_path / "a").open("wb") as binary, pytest.raises(ValueError, match="reading"):
        folder.put_file("a", binary)


class BreaksOff(io.BytesIO):
    """A file whose disk fails after some bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 0:
            raise OSError("the disk is gone")
        return super().read(10)


def test_half_an_upload_is_no_file(folder: DSSManagedFolder, mock: DSSMock) -> None:
    with pytest.raises(OSError, match="the disk is gone"):
        folder.put_file("a.txt", BreaksOff(b"x" * 100))
    mock.faults.add(op="managed_folder_put_file", drop="before")
    with pytest.raises(DSSConnectionError):
        folder.put_file("a.txt", b"x")
    assert paths(folder) == []
