"""The library of a project: its tree, its files."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSConnectionError,
    DSSForbidden,
    DSSNotFound,
)
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.projectlibrary import (
    AsyncDSSLibrary,
    AsyncDSSLibraryFile,
    AsyncDSSLibraryFolder,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


class OnlyReads:
    """A file that can be read and no more."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def library(project: AsyncDSSProject) -> AsyncDSSLibrary:
    return await project.get_library()


def folder(library: AsyncDSSLibrary, path: str) -> AsyncDSSLibraryFolder:
    """A folder that is there."""
    found = library.get_folder(path)
    assert found is not None
    return found


async def paths(project: AsyncDSSProject) -> list[str]:
    """The paths of all files of the library, as DSS has them now."""

    def below(items: Any) -> list[str]:
        found: list[str] = []
        for item in items:
            found += [item.path] if item.children is None else below(item.list())
        return found

    return below((await project.get_library()).list())


async def test_a_new_library_has_what_dss_puts_there(library: AsyncDSSLibrary) -> None:
    assert [item.name for item in library.list()] == ["R", "external-libraries.json", "python"]
    assert library.root.is_root()
    assert library.root.path == "/"
    assert folder(library, "/python").list() == []
    file = library.get_file("external-libraries.json")
    assert file is not None
    assert '"pythonPath"' in await file.read()
    assert "external" in repr(file)


async def test_files_are_added_and_written(
    project: AsyncDSSProject, library: AsyncDSSLibrary
) -> None:
    file = await folder(library, "python").add_file(" tools.py ")
    assert (file.path, await file.read()) == ("/python/tools.py", "")
    await file.write("x = 'é'\n")
    assert await file.read() == "x = 'é'\n"
    await file.write(b"\xff\x00")
    assert await file.read(as_type="bytes") == b"\xff\x00"
    await file.write(io.BytesIO(b"y"))
    assert await file.read("bytes") == b"y"
    await file.write(io.StringIO("z"))
    assert await file.read() == "z"

    async def pieces() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    await file.write(pieces())
    assert await file.read() == "ab"
    await file.write("")
    assert await file.read("bytes") == b""
    await file.write(OnlyReads(b"w"))  # type: ignore[arg-type]  (more than promised)
    assert await file.read() == "w"
    deep = await library.add_file("python/a/b.py")
    assert deep.path == "/python/a/b.py"
    assert library.get_file("/python/a/b.py") is deep
    assert await paths(project) == [
        "/external-libraries.json",
        "/python/a/b.py",
        "/python/tools.py",
    ]


async def test_a_file_is_read_as_text_or_bytes(library: AsyncDSSLibrary) -> None:
    file = await library.add_file("a.txt")
    with pytest.raises(ValueError, match="as_type"):
        await file.read("lines")  # type: ignore[call-overload]


async def test_a_file_that_is_there_is_not_added(
    library: AsyncDSSLibrary, project: AsyncDSSProject
) -> None:
    await (await library.add_file("a.txt")).write("kept")
    again = await project.get_library()
    with pytest.raises(DataikuException, match=r"a\.txt already exists"):
        await again.add_file("a.txt")
    found = again.get_file("a.txt")
    assert found is not None
    assert await found.read() == "kept"


async def test_a_failure_is_not_taken_for_a_missing_file(
    library: AsyncDSSLibrary, mock: DSSMock
) -> None:
    mock.faults.add(op="project_library_get_file", times=9, drop=True)
    with pytest.raises(DSSConnectionError):
        await library.add_file("a.txt")
    mock.faults.clear()
    assert mock.calls[-1].operation != "project_library_put_file"


async def test_folders_are_added(library: AsyncDSSLibrary, project: AsyncDSSProject) -> None:
    made = await library.add_folder("shared")
    below = await made.add_folder("sub")
    assert below.path == "/shared/sub"
    assert isinstance(folder(await project.get_library(), "shared/sub"), AsyncDSSLibraryFolder)
    with pytest.raises(DSSBadRequest, match="shared"):
        await (await project.get_library()).add_folder("shared")


async def test_items_are_found(library: AsyncDSSLibrary) -> None:
    await library.add_file("python/a/b.py")
    a = folder(library, "./python/./a/")
    assert isinstance(a.get_child("b.py"), AsyncDSSLibraryFile)
    assert a.get_child("c.py") is None
    assert a.get_file("../a/b.py") is library.get_file("python/a/b.py")
    assert a.get_folder("..") is library.get_folder("python")
    assert library.get_folder("/") is library.root
    assert library.get_file("nowhere/x") is None
    assert library.get_file("python/a/b.py/c") is None
    assert library.get_file("") is None
    assert library.get_folder("nowhere") is None
    with pytest.raises(DataikuException, match="is a folder"):
        library.get_file("python")
    with pytest.raises(DataikuException, match="is a file"):
        library.get_folder("python/a/b.py")
    with pytest.raises(DataikuException, match="not valid"):
        library.get_folder("../x")
    with pytest.raises(DataikuException, match="nowhere"):
        library.list("nowhere")
    assert [item.name for item in library.list("python")] == ["a"]


async def test_items_are_renamed(library: AsyncDSSLibrary, project: AsyncDSSProject) -> None:
    file = await library.add_file("python/a/b.py")
    await folder(library, "python/a").rename("z")
    assert file.path == "/python/z/b.py"
    await file.rename("c.py")
    assert "/python/z/c.py" in await paths(project)
    await file.write("x")
    with pytest.raises(ValueError, match="new_name"):
        await file.rename("")
    with pytest.raises(DSSBadRequest, match="Invalid name"):
        await file.rename("a/b")


async def test_items_are_moved(library: AsyncDSSLibrary, project: AsyncDSSProject) -> None:
    file = await library.add_file("python/a/b.py")
    await file.write("x")
    await file.move_to(folder(library, "R"))
    assert (file.path, library.get_file("R/b.py")) == ("/R/b.py", file)
    assert folder(library, "python/a").list() == []
    assert await file.read() == "x"
    await folder(library, "R").move_to(folder(library, "python"))
    assert "/python/R/b.py" in await paths(project)
    await file.move_to(library.root)
    assert "/b.py" in await paths(project)
    with pytest.raises(DSSBadRequest, match="itself"):
        await folder(library, "python").move_to(folder(library, "python/a"))
    for bad in (None, file):
        with pytest.raises(DataikuException, match="folder"):
            await file.move_to(bad)  # type: ignore[arg-type]


async def test_items_are_deleted(library: AsyncDSSLibrary, project: AsyncDSSProject) -> None:
    file = await library.add_file("python/a/b.py")
    await folder(library, "python/a").delete()
    assert folder(library, "python").list() == []
    assert await paths(project) == ["/external-libraries.json"]
    with pytest.raises(DSSNotFound, match=r"b\.py"):
        await file.read()
    external = library.get_file("external-libraries.json")
    assert external is not None
    await external.delete()
    with pytest.raises(DataikuException, match="deleted"):
        await external.delete()
    assert await paths(project) == []


async def test_the_root_stays(library: AsyncDSSLibrary, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(DataikuException, match="Cannot delete root"):
        await library.root.delete()
    with pytest.raises(DataikuException, match="Cannot rename root"):
        await library.root.rename("x")
    with pytest.raises(DataikuException, match="Cannot move root"):
        await library.root.move_to(folder(library, "python"))
    for bad in ("", "..", "a/../b", "/"):
        with pytest.raises(ValueError, match="file_name"):
            await library.add_file(bad)
    assert len(mock.calls) == asked


async def test_rights(
    library: AsyncDSSLibrary,
    project: AsyncDSSProject,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES")
    with pytest.raises(DSSForbidden):
        await theirs.get_library()
    line = {"group": "readers", "readProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    read = await theirs.get_library()
    with pytest.raises(DSSForbidden):
        await read.add_file("x.py")
    with pytest.raises(DSSForbidden):
        await read.add_folder("x")
    with pytest.raises(DSSForbidden):
        await folder(read, "python").delete()
    await project.set_permissions({"owner": "admin", "permissions": []})
    with pytest.raises(DSSForbidden):
        await read.add_file("x.py")


async def test_files_travel_with_the_project(
    library: AsyncDSSLibrary, project: AsyncDSSProject, client: AsyncDSSClient
) -> None:
    await (await library.add_file("python/a.py")).write("x = 1")
    await project.duplicate("COPY", "Copy")
    twin = (await client.get_project("COPY").get_library()).get_file("python/a.py")
    assert twin is not None
    assert await twin.read() == "x = 1"
