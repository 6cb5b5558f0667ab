# Derived by `tox -e generate` from tests/aio/test_projectlibrary.py. Do not edit.
"""The library of a project: its tree, its files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSConnectionError,
    DSSForbidden,
    DSSNotFound,
)
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.projectlibrary import (
    DSSLibrary,
    DSSLibraryFile,
    DSSLibraryFolder,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


class OnlyReads:
    """A file that can be read and no more."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


@pytest.fixture
def library(project: DSSProject) -> DSSLibrary:
    return project.get_library()


def folder(library: DSSLibrary, path: str) -> DSSLibraryFolder:
    """A folder that is there."""
    found = library.get_folder(path)
    assert found is not None
    return found


def paths(project: DSSProject) -> list[str]:
    """The paths of all files of the library, as DSS has them now."""

    def below(items: Any) -> list[str]:
        found: list[str] = []
        for item in items:
            found += [item.path] if item.children is None else below(item.list())
        return found

    return below((project.get_library()).list())


def test_a_new_library_has_what_dss_puts_there(library: DSSLibrary) -> None:
    assert [item.name for item in library.list()] == ["R", "external-libraries.json", "python"]
    assert library.root.is_root()
    assert library.root.path == "/"
    assert folder(library, "/python").list() == []
    file = library.get_file("external-libraries.json")
    assert file is not None
    assert '"pythonPath"' in file.read()
    assert "external" in repr(file)


def test_files_are_added_and_written(project: DSSProject, library: DSSLibrary) -> None:
    file = folder(library, "python").add_file(" tools.py ")
    assert (file.path, file.read()) == ("/python/tools.py", "")
    file.write("x = 'é'\n")
    assert file.read() == "x = 'é'\n"
    file.write(b"\xff\x00")
    assert file.read(as_type="bytes") == b"\xff\x00"
    file.write(io.BytesIO(b"y"))
    assert file.read("bytes") == b"y"
    file.write(io.StringIO("z"))
    assert file.read() == "z"

    def pieces() -> Iterator[bytes]:
        yield b"a"
        yield b"b"

    file.write(pieces())
    assert file.read() == "ab"
    file.write("")
    assert file.read("bytes") == b""
    file.write(OnlyReads(b"w"))  # type: ignore[arg-type]  (more than promised)
    assert file.read() == "w"
    deep = library.add_file("python/a/b.py")
    assert deep.path == "/python/a/b.py"
    assert library.get_file("/python/a/b.py") is deep
    assert paths(project) == [
        "/external-libraries.json",
        "/python/a/b.py",
        "/python/tools.py",
    ]


def test_a_file_is_read_as_text_or_bytes(library: DSSLibrary) -> None:
    file = library.add_file("a.txt")
    with pytest.raises(ValueError, match="as_type"):
        file.read("lines")  # type: ignore[call-overload]


def test_a_file_that_is_there_is_not_added(library: DSSLibrary, project: DSSProject) -> None:
    (library.add_file("a.txt")).write("kept")
    again = project.get_library()
    with pytest.raises(DataikuException, match=r"a\.txt already exists"):
        again.add_file("a.txt")
    found = again.get_file("a.txt")
    assert found is not None
    assert found.read() == "kept"


def test_a_failure_is_not_taken_for_a_missing_file(library: DSSLibrary, mock: DSSMock) -> None:
    mock.faults.add(op="project_library_get_file", times=9, drop=True)
    with pytest.raises(DSSConnectionError):
        library.add_file("a.txt")
    mock.faults.clear()
    assert mock.calls[-1].operation != "project_library_put_file"


def test_folders_are_added(library: DSSLibrary, project: DSSProject) -> None:
    made = library.add_folder("shared")
    below = made.add_folder("sub")
    assert below.path == "/shared/sub"
    assert isinstance(folder(project.get_library(), "shared/sub"), DSSLibraryFolder)
    with pytest.raises(DSSBadRequest, match="shared"):
        (project.get_library()).add_folder("shared")


def test_items_are_found(library: DSSLibrary) -> None:
    library.add_file("python/a/b.py")
    a = folder(library, "./python/./a/")
    assert isinstance(a.get_child("b.py"), DSSLibraryFile)
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


def test_items_are_renamed(library: DSSLibrary, project: DSSProject) -> None:
    file = library.add_file("python/a/b.py")
    folder(library, "python/a").rename("z")
    assert file.path == "/python/z/b.py"
    file.rename("c.py")
    assert "/python/z/c.py" in paths(project)
    file.write("x")
    with pytest.raises(ValueError, match="new_name"):
        file.rename("")
    with pytest.raises(DSSBadRequest, match="Invalid name"):
        file.rename("a/b")


def test_items_are_moved(library: DSSLibrary, project: DSSProject) -> None:
    file = library.add_file("python/a/b.py")
    file.write("x")
    file.move_to(folder(library, "R"))
    assert (file.path, library.get_file("R/b.py")) == ("/R/b.py", file)
    assert folder(library, "python/a").list() == []
    assert file.read() == "x"
    folder(library, "R").move_to(folder(library, "python"))
    assert "/python/R/b.py" in paths(project)
    file.move_to(library.root)
    assert "/b.py" in paths(project)
    with pytest.raises(DSSBadRequest, match="itself"):
        folder(library, "python").move_to(folder(library, "python/a"))
    for bad in (None, file):
        with pytest.raises(DataikuException, match="folder"):
            file.move_to(bad)  # type: ignore[arg-type]


def test_items_are_deleted(library: DSSLibrary, project: DSSProject) -> None:
    file = library.add_file("python/a/b.py")
    folder(library, "python/a").delete()
    assert folder(library, "python").list() == []
    assert paths(project) == ["/external-libraries.json"]
    with pytest.raises(DSSNotFound, match=r"b\.py"):
        file.read()
    external = library.get_file("external-libraries.json")
    assert external is not None
    external.delete()
    with pytest.raises(DataikuException, match="deleted"):
        external.delete()
    assert paths(project) == []


def test_the_root_stays(library: DSSLibrary, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(DataikuException, match="Cannot delete root"):
        library.root.delete()
    with pytest.raises(DataikuException, match="Cannot rename root"):
        library.root.rename("x")
    with pytest.raises(DataikuException, match="Cannot move root"):
        library.root.move_to(folder(library, "python"))
    for bad in ("", "..", "a/../b", "/"):
        with pytest.raises(ValueError, match="file_name"):
            library.add_file(bad)
    assert len(mock.calls) == asked


def test_rights(
    library: DSSLibrary,
    project: DSSProject,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES")
    with pytest.raises(DSSForbidden):
        theirs.get_library()
    line = {"group": "readers", "readProjectContent": True}
    project.set_permissions({"owner": "admin", "permissions": [line]})
    read = theirs.get_library()
    with pytest.raises(DSSForbidden):
        read.add_file("x.py")
    with pytest.raises(DSSForbidden):
        read.add_folder("x")
    with pytest.raises(DSSForbidden):
        folder(read, "python").delete()
    project.set_permissions({"owner": "admin", "permissions": []})
    with pytest.raises(DSSForbidden):
        read.add_file("x.py")


def test_files_travel_with_the_project(
    library: DSSLibrary, project: DSSProject, client: DSSClient
) -> None:
    (library.add_file("python/a.py")).write("x = 1")
    project.duplicate("COPY", "Copy")
    twin = (client.get_project("COPY").get_library()).get_file("python/a.py")
    assert twin is not None
    assert twin.read() == "x = 1"
