# Derived by `tox -e generate` from tests/aio/test_upload_faults.py. Do not edit.
"""Uploads that break on the way leave nothing of themselves, and what was there stays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSConnectionError
from dataikuapi.dss.dataset import DSSDataset
from dataikuapi.dss.managedfolder import DSSManagedFolder
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from dssmock.server import Server
from tests.cutting import cutting

LARGE = b"x" * 1_000_000


class Torn(io.BytesIO):
    """A file on a disk that fails after some bytes."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() >= 300_000:
            raise OSError(5, "Input/output error")
        return super().read(min(size or 65_536, 65_536) if size != -1 else 65_536)


def torn_pieces() -> Iterator[bytes]:
    yield LARGE[:300_000]
    raise KeyError("nothing more")


@pytest.fixture
def server() -> Iterator[Server]:
    mock = DSSMock()
    with mock.serve() as server:
        yield server
    mock.close()


@pytest.fixture
def project(server: Server) -> Iterator[DSSProject]:
    with DSSClient(server.url, server.dss.admin_key) as client:
        yield client.create_project("SALES", "Sales", "admin")


@pytest.fixture
def folder(project: DSSProject) -> DSSManagedFolder:
    folder = project.create_managed_folder("files")
    folder.put_file("old.bin", b"old")
    return folder


@pytest.fixture
def uploads(project: DSSProject) -> DSSDataset:
    dataset = project.create_upload_dataset("uploads")
    dataset.uploaded_add_file(b"old", "old.bin")
    return dataset


def sizes(folder: DSSManagedFolder) -> dict[str, int]:
    found = folder.list_contents()
    return {each["path"]: each["size"] for each in found["items"]}


def lengths(dataset: DSSDataset) -> dict[str, int]:
    return {each["path"]: each["length"] for each in dataset.uploaded_list_files()}


@pytest.mark.parametrize("pieces", [False, True])
def test_upload_whose_connection_breaks_leaves_nothing(
    folder: DSSManagedFolder, uploads: DSSDataset, server: Server, pieces: bool
) -> None:
    def content() -> Any:
        return (LARGE[start : start + 50_000] for start in range(0, len(LARGE), 50_000))

    with cutting(server.url, after=400_000) as url:
        with DSSClient(url, server.dss.admin_key) as client:
            project = client.get_project("SALES")
            there = project.get_managed_folder(folder.id)
            dataset = project.get_dataset("uploads")
            for name in ("old.bin", "new.bin"):
                with pytest.raises(DSSConnectionError):
                    there.put_file(name, content() if pieces else LARGE)
                with pytest.raises(DSSConnectionError):
                    dataset.uploaded_add_file(content() if pieces else LARGE, name)
    assert sizes(folder) == {"/old.bin": 3}
    assert lengths(uploads) == {"old.bin": 3}


@pytest.mark.parametrize("name", ["old.bin", "new.bin"])
def test_upload_whose_source_fails_leaves_nothing(
    folder: DSSManagedFolder, uploads: DSSDataset, name: str
) -> None:
    with pytest.raises(KeyError, match="nothing more"):
        folder.put_file(name, torn_pieces())
    with pytest.raises(KeyError, match="nothing more"):
        uploads.uploaded_add_file(torn_pieces(), name)
    with pytest.raises(OSError, match="Input/output error"):
        folder.put_file(name, Torn(LARGE))
    with pytest.raises(OSError, match="Input/output error"):
        uploads.uploaded_add_file(Torn(LARGE), name)
    assert sizes(folder) == {"/old.bin": 3}
    assert lengths(uploads) == {"old.bin": 3}


def test_folder_upload_that_breaks_leaves_whole_files_only(
    folder: DSSManagedFolder, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "a.bin").write_bytes(b"first")
    (tmp_path / "b.bin").write_bytes(LARGE)
    with cutting(server.url, after=400_000) as url:
        with DSSClient(url, server.dss.admin_key) as client:
            there = client.get_project("SALES").get_managed_folder(folder.id)
            with pytest.raises(DSSConnectionError):
                there.upload_folder("/", tmp_path)
    assert sizes(folder) == {"/a.bin": 5, "/old.bin": 3}
