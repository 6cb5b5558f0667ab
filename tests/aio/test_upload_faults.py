"""Uploads that break on the way leave nothing of themselves, and what was there stays."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSConnectionError
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.managedfolder import AsyncDSSManagedFolder
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
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
async def project(server: Server) -> AsyncIterator[AsyncDSSProject]:
    async with AsyncDSSClient(server.url, server.dss.admin_key) as client:
        yield await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def folder(project: AsyncDSSProject) -> AsyncDSSManagedFolder:
    folder = await project.create_managed_folder("files")
    await folder.put_file("old.bin", b"old")
    return folder


@pytest.fixture
async def uploads(project: AsyncDSSProject) -> AsyncDSSDataset:
    dataset = await project.create_upload_dataset("uploads")
    await dataset.uploaded_add_file(b"old", "old.bin")
    return dataset


async def sizes(folder: AsyncDSSManagedFolder) -> dict[str, int]:
    found = await folder.list_contents()
    return {each["path"]: each["size"] for each in found["items"]}


async def lengths(dataset: AsyncDSSDataset) -> dict[str, int]:
    return {each["path"]: each["length"] for each in await dataset.uploaded_list_files()}


@pytest.mark.parametrize("pieces", [False, True])
async def test_upload_whose_connection_breaks_leaves_nothing(
    folder: AsyncDSSManagedFolder, uploads: AsyncDSSDataset, server: Server, pieces: bool
) -> None:
    def content() -> Any:
        return (LARGE[start : start + 50_000] for start in range(0, len(LARGE), 50_000))

    with cutting(server.url, after=400_000) as url:
        async with AsyncDSSClient(url, server.dss.admin_key) as client:
            project = client.get_project("SALES")
            there = project.get_managed_folder(folder.id)
            dataset = project.get_dataset("uploads")
            for name in ("old.bin", "new.bin"):
                with pytest.raises(DSSConnectionError):
                    await there.put_file(name, content() if pieces else LARGE)
                with pytest.raises(DSSConnectionError):
                    await dataset.uploaded_add_file(content() if pieces else LARGE, name)
    assert await sizes(folder) == {"/old.bin": 3}
    assert await lengths(uploads) == {"old.bin": 3}


@pytest.mark.parametrize("name", ["old.bin", "new.bin"])
async def test_upload_whose_source_fails_leaves_nothing(
    folder: AsyncDSSManagedFolder, uploads: AsyncDSSDataset, name: str
) -> None:
    with pytest.raises(KeyError, match="nothing more"):
        await folder.put_file(name, torn_pieces())
    with pytest.raises(KeyError, match="nothing more"):
        await uploads.uploaded_add_file(torn_pieces(), name)
    with pytest.raises(OSError, match="Input/output error"):
        await folder.put_file(name, Torn(LARGE))
    with pytest.raises(OSError, match="Input/output error"):
        await uploads.uploaded_add_file(Torn(LARGE), name)
    assert await sizes(folder) == {"/old.bin": 3}
    assert await lengths(uploads) == {"old.bin": 3}


async def test_folder_upload_that_breaks_leaves_whole_files_only(
    folder: AsyncDSSManagedFolder, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "a.bin").write_bytes(b"first")
    (tmp_path / "b.bin").write_bytes(LARGE)
    with cutting(server.url, after=400_000) as url:
        async with AsyncDSSClient(url, server.dss.admin_key) as client:
            there = client.get_project("SALES").get_managed_folder(folder.id)
            with pytest.raises(DSSConnectionError):
                await there.upload_folder("/", tmp_path)
    assert await sizes(folder) == {"/a.bin": 5, "/old.bin": 3}
