"""Managed folders as a file system, and what pandas, pyarrow and polars make of it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pandas
import polars
import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import pytest

from dataikuapi.dss.managedfolder import DSSManagedFolder
from dataikuapi.dssclient import DSSClient
from dataikuapi.fsspec import DSSFile, DSSFileSystem
from dssmock.core import DSSMock
from dssmock.transport import MockTransport
from tests.clocks import FakeClock
from tests.people import add_person


@pytest.fixture
def mock() -> DSSMock:
    return DSSMock()


@pytest.fixture
def client(mock: DSSMock) -> Iterator[DSSClient]:
    transport: MockTransport = mock.transport()
    with DSSClient(mock.base_url, mock.admin_key, transport=transport, clock=FakeClock()) as client:
        yield client


@pytest.fixture
def folder(client: DSSClient) -> DSSManagedFolder:
    project = client.create_project("SALES", "Sales", "admin")
    return project.create_managed_folder("reports")


@pytest.fixture
def fs(client: DSSClient, folder: DSSManagedFolder) -> DSSFileSystem:
    return DSSFileSystem(client=client, skip_instance_cache=True)


@pytest.fixture
def filled(fs: DSSFileSystem, folder: DSSManagedFolder) -> str:
    """A folder with files; gives its path."""
    for path in ("a.txt", "b/c.txt", "b/d/e.txt", "bc.txt"):
        folder.put_file(path, path)
    return f"SALES/{folder.id}"


@pytest.fixture
def options(client: DSSClient, folder: DSSManagedFolder) -> Iterator[dict[str, DSSClient]]:
    """Storage options for programs that make the file system themselves."""
    yield {"client": client}
    DSSFileSystem.clear_instance_cache()


def test_ls_goes_from_projects_to_files(
    fs: DSSFileSystem, filled: str, folder: DSSManagedFolder
) -> None:
    assert fs.ls("dss://", detail=False) == ["SALES"]
    [listed] = fs.ls("SALES")
    assert listed == {
        "name": f"SALES/{folder.id}",
        "size": 0,
        "type": "directory",
        "label": "reports",
    }
    assert fs.ls(f"dss://{filled}", detail=False) == [
        f"{filled}/a.txt",
        f"{filled}/b",
        f"{filled}/bc.txt",
    ]
    assert [(each["name"], each["type"]) for each in fs.ls(f"{filled}/b/")] == [
        (f"{filled}/b/c.txt", "file"),
        (f"{filled}/b/d", "directory"),
    ]
    assert fs.ls(f"{filled}/a.txt", detail=False) == [f"{filled}/a.txt"]


def test_a_folder_is_found_by_its_name(fs: DSSFileSystem, filled: str) -> None:
    assert fs.ls("SALES/reports/b", detail=False) == ["SALES/reports/b/c.txt", "SALES/reports/b/d"]
    assert fs.cat("SALES/reports/a.txt") == b"a.txt"


def test_a_name_of_two_folders_means_none(
    fs: DSSFileSystem, folder: DSSManagedFolder, client: DSSClient
) -> None:
    client.get_project("SALES").create_managed_folder("reports")
    with pytest.raises(FileNotFoundError, match="reports"):
        fs.ls("SALES/reports")
    assert fs.ls(f"SALES/{folder.id}") == []


def test_a_folder_made_later_is_found(fs: DSSFileSystem, filled: str, client: DSSClient) -> None:
    assert fs.exists(filled)
    client.get_project("SALES").create_managed_folder("later")
    assert fs.ls("SALES/later") == []


@pytest.mark.parametrize(
    "path",
    [
        "NOWHERE",
        "NOWHERE/x",
        "SALES/nowhere",
        "SALES/nowhere/a",
        "SALES/reports/no",
        "SALES/reports/a",
    ],
)
def test_what_is_not_there(fs: DSSFileSystem, filled: str, path: str) -> None:
    with pytest.raises(FileNotFoundError):
        fs.info(path)
    with pytest.raises(FileNotFoundError):
        fs.ls(path)
    assert not fs.exists(path)
    if path.count("/") > 1:
        for read in (fs.cat_file, fs.open, fs.rm, fs.rm_file):
            with pytest.raises(FileNotFoundError):
                read(path)


def test_info(fs: DSSFileSystem, filled: str, mock: DSSMock) -> None:
    info = fs.info(f"{filled}/a.txt")
    assert (info["size"], info["type"]) == (5, "file")
    assert fs.info("") == {"name": "", "size": 0, "type": "directory"}
    for directory in ("SALES", filled, f"{filled}/b", f"{filled}/b/d"):
        assert fs.info(directory) == {"name": directory, "size": 0, "type": "directory"}
    moment = datetime.datetime.fromtimestamp(info["mtime"], tz=datetime.UTC)
    assert fs.modified(f"{filled}/a.txt") == fs.created(f"{filled}/a.txt") == moment
    with pytest.raises(IsADirectoryError):
        fs.modified(filled)


def test_find_walk_and_glob_list_once(fs: DSSFileSystem, filled: str, mock: DSSMock) -> None:
    fs.exists(filled)
    asked = len(mock.calls)
    everything = [f"{filled}/{name}" for name in ("a.txt", "b/c.txt", "b/d/e.txt", "bc.txt")]
    assert fs.find(filled) == everything
    assert [call.operation for call in mock.calls[asked:]].count(
        "managed_folder_list_contents"
    ) <= 2
    assert fs.glob(f"{filled}/**/*.txt") == everything
    assert fs.glob(f"{filled}/b*") == [f"{filled}/b", f"{filled}/bc.txt"]
    assert [place for place, _, _ in fs.walk(filled)] == [filled, f"{filled}/b", f"{filled}/b/d"]
    assert fs.du(filled) == sum(len(name) - len(filled) - 1 for name in everything)
    assert sorted(fs.find("SALES")) == everything


def test_walk_of_what_is_not_there(fs: DSSFileSystem, filled: str) -> None:
    assert list(fs.walk("SALES/nowhere")) == []
    seen: list[OSError] = []
    assert list(fs.walk("SALES/nowhere", on_error=seen.append)) == []
    assert len(seen) == 1
    with pytest.raises(FileNotFoundError):
        list(fs.walk("SALES/nowhere", on_error="raise"))


def test_files_are_read(fs: DSSFileSystem, filled: str) -> None:
    with fs.open(f"dss://{filled}/b/c.txt") as file:
        assert isinstance(file, DSSFile)
        assert (file.readable(), file.writable(), file.seekable()) == (True, False, True)
        assert (file.size, file.name) == (7, f"{filled}/b/c.txt")
        assert file.read(3) == b"b/c"
        assert file.seek(-1, io.SEEK_END) == file.tell() == 6
        assert file.read() == b"t"
        with pytest.raises(io.UnsupportedOperation):
            file.write(b"x")
    assert file.closed
    file.close()
    with fs.open(f"{filled}/a.txt", "r") as text:
        assert text.read() == "a.txt"
    assert fs.cat_file(f"{filled}/a.txt", start=1, end=-1) == b".tx"
    assert fs.cat(f"{filled}/b", recursive=True, on_error="omit") == {
        f"{filled}/b/c.txt": b"b/c.txt",
        f"{filled}/b/d/e.txt": b"b/d/e.txt",
    }


def test_files_are_written(fs: DSSFileSystem, filled: str, folder: DSSManagedFolder) -> None:
    with fs.open(f"{filled}/new.bin", "wb") as file:
        assert (file.readable(), file.writable(), file.seekable()) == (False, True, False)
        assert file.write(b"12") == 2
        with pytest.raises(io.UnsupportedOperation):
            file.read()
        with pytest.raises(io.UnsupportedOperation):
            file.seek(0)
        assert not fs.exists(f"{filled}/new.bin")
        assert file.tell() == 2
    assert folder.get_file("new.bin").content == b"12"
    with fs.open(f"{filled}/new.bin", "ab") as file:
        file.write(b"34")
    with fs.open(f"{filled}/more.bin", "ab") as file:
        file.write(b"5")
    assert fs.cat([f"{filled}/new.bin", f"{filled}/more.bin"]) == {
        f"{filled}/new.bin": b"1234",
        f"{filled}/more.bin": b"5",
    }
    with fs.open(f"{filled}/text.txt", "w", encoding="utf-8") as text:
        text.write("é\n")
    assert fs.read_text(f"{filled}/text.txt") == "é\n"
    fs.touch(f"{filled}/empty")
    assert fs.size(f"{filled}/empty") == 0


def test_large_files_are_no_matter_of_memory(fs: DSSFileSystem, filled: str) -> None:
    block = bytes(range(256)) * 4096
    with fs.open(f"{filled}/large", "wb") as file:
        for _ in range(10):
            file.write(block)
    with fs.open(f"{filled}/large") as file:
        assert file.size == 10 * len(block)
        file.seek(9 * len(block))
        assert file.read() == block


def test_a_file_that_exists_is_not_made_again(fs: DSSFileSystem, filled: str) -> None:
    with pytest.raises(FileExistsError):
        fs.open(f"{filled}/a.txt", "xb")
    with fs.open(f"{filled}/x.txt", "xb") as file:
        file.write(b"x")
    with pytest.raises(FileExistsError):
        fs.pipe_file(f"{filled}/x.txt", b"y", mode="create")
    fs.pipe_file(f"{filled}/x.txt", b"y")
    assert fs.cat(f"{filled}/x.txt") == b"y"


def test_half_a_file_is_never_uploaded(fs: DSSFileSystem, filled: str) -> None:
    def fail() -> None:
        with fs.open(f"{filled}/a.txt", "wb") as file:
            file.write(b"half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    forgotten = [fs.open(f"{filled}/a.txt", "wb")]
    forgotten[0].write(b"half")
    with pytest.warns(ResourceWarning, match="not written"):
        forgotten.clear()
    fs.open(f"{filled}/a.txt").__del__()
    assert fs.cat(f"{filled}/a.txt") == b"a.txt"


def test_transactions(fs: DSSFileSystem, filled: str) -> None:
    with fs.transaction:
        with fs.open(f"{filled}/t.txt", "wb") as file:
            file.write(b"t")
        assert not fs.exists(f"{filled}/t.txt")
    assert fs.cat(f"{filled}/t.txt") == b"t"

    def fail() -> None:
        with fs.transaction:
            with fs.open(f"{filled}/u.txt", "wb") as file:
                file.write(b"u")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert not fs.exists(f"{filled}/u.txt")


def test_modes_and_places_that_cannot_be(fs: DSSFileSystem, filled: str) -> None:
    with pytest.raises(ValueError, match="mode"):
        DSSFile(fs, f"{filled}/a.txt", "r+b")
    for mode in ("rb", "wb"):
        with pytest.raises(IsADirectoryError):
            fs.open(filled, mode)
        with pytest.raises(FileNotFoundError):
            fs.open("SALES/nowhere/a.txt", mode)
    with pytest.raises(FileNotFoundError, match="names no managed folder"):
        fs.open("SALES", "wb")


def test_files_are_deleted(fs: DSSFileSystem, filled: str, folder: DSSManagedFolder) -> None:
    with pytest.raises(IsADirectoryError):
        fs.rm(f"{filled}/b")
    with pytest.raises(IsADirectoryError):
        fs.rm_file(f"{filled}/b")
    fs.rm(f"{filled}/b/c.txt")
    fs.rm(f"{filled}/b/*", recursive=True)
    assert fs.find(filled) == [f"{filled}/a.txt", f"{filled}/bc.txt"]
    fs.rm(f"{filled}/*.txt")
    assert fs.find(filled) == []
    folder.put_file("x/y", "z")
    fs.rm(f"{filled}/x", recursive=True)
    folder.put_file("x/y", "z")
    fs.rm(filled, recursive=True)
    assert fs.ls(filled) == []
    assert fs.exists(filled)


def test_directories_are_implied(fs: DSSFileSystem, filled: str) -> None:
    fs.mkdir(f"{filled}/new")
    fs.makedirs(f"{filled}/new/er", exist_ok=True)
    assert not fs.exists(f"{filled}/new")
    fs.rmdir(f"{filled}/new")
    with pytest.raises(OSError, match="not empty"):
        fs.rmdir(f"{filled}/b")
    with pytest.raises(FileNotFoundError):
        fs.mkdir("SALES/nowhere")


def test_files_are_copied_and_moved(fs: DSSFileSystem, filled: str, client: DSSClient) -> None:
    other = f"SALES/{client.get_project('SALES').create_managed_folder('other').id}"
    fs.cp_file(f"{filled}/a.txt", f"{other}/copy.txt")
    assert fs.cat(f"{other}/copy.txt") == b"a.txt"
    fs.copy(f"{filled}/b", f"{other}/tree", recursive=True)
    assert fs.find(f"{other}/tree") == [f"{other}/tree/c.txt", f"{other}/tree/d/e.txt"]
    fs.mv(f"{filled}/a.txt", f"{other}/moved.txt")
    assert not fs.exists(f"{filled}/a.txt")
    assert fs.cat(f"{other}/moved.txt") == b"a.txt"


def test_files_go_from_and_to_the_local_disk(
    fs: DSSFileSystem, filled: str, tmp_path: Path
) -> None:
    fs.get(filled, str(tmp_path / "down"), recursive=True)
    assert (tmp_path / "down" / "b" / "d" / "e.txt").read_text() == "b/d/e.txt"
    fs.put(str(tmp_path / "down"), f"{filled}/up", recursive=True)
    assert len(fs.find(f"{filled}/up")) == 4
    fs.get_file(f"{filled}/b", str(tmp_path / "dir"))
    assert (tmp_path / "dir").is_dir()
    with pytest.raises(FileExistsError):
        fs.put_file(str(tmp_path / "down" / "a.txt"), f"{filled}/a.txt", mode="create")
    with pytest.raises(FileNotFoundError):
        fs.get_file(f"{filled}/nowhere", str(tmp_path / "x"))
    assert not (tmp_path / "x").exists()


def test_rights_are_those_of_the_key(mock: DSSMock, filled: str) -> None:
    add_person(mock, "carol", "readers")
    mock.table("personal_api_keys").add("k", {"id": "k", "key": "carol-key", "user": "carol"})
    with DSSClient(mock.base_url, "carol-key", transport=mock.transport()) as client:
        theirs = DSSFileSystem(client=client, skip_instance_cache=True)
        with pytest.raises(PermissionError):
            theirs.ls(filled)


def test_the_connection_is_named_by_options_or_surroundings(
    mock: DSSMock, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mock.serve() as server:
        path = f"dss://{filled}/a.txt"
        with fsspec.open(path, host=server.url, api_key=mock.admin_key) as file:
            assert file.read() == b"a.txt"
        monkeypatch.setenv("DKU_DSS_URL", server.url)
        monkeypatch.setenv("DKU_API_KEY", mock.admin_key)
        with fsspec.open(path) as file:
            assert file.read() == b"a.txt"
        for fs in list(DSSFileSystem._cache.values()):
            fs.client.close()
        DSSFileSystem.clear_instance_cache()


FRAME = pandas.DataFrame({"city": ["Paris", "Köln"], "sold": [3, 4]})


def test_pandas(options: dict[str, DSSClient]) -> None:
    FRAME.to_csv("dss://SALES/reports/p.csv", index=False, storage_options=options)
    read = pandas.read_csv("dss://SALES/reports/p.csv", storage_options=options)
    assert read.equals(FRAME.astype(read.dtypes.to_dict()))
    FRAME.to_parquet("dss://SALES/reports/p.parquet", storage_options=options)
    read = pandas.read_parquet("dss://SALES/reports/p.parquet", storage_options=options)
    assert read["sold"].tolist() == [3, 4]


def test_pyarrow(fs: DSSFileSystem) -> None:
    table = pyarrow.table({"city": ["Paris", "Köln"], "sold": [3, 4]})
    pyarrow.parquet.write_table(table, "SALES/reports/t.parquet", filesystem=fs)
    assert pyarrow.parquet.read_table("SALES/reports/t.parquet", filesystem=fs).equals(table)
    pyarrow.dataset.write_dataset(
        table,
        "SALES/reports/set",
        format="parquet",
        partitioning=["city"],
        partitioning_flavor="hive",
        filesystem=fs,
    )
    dataset = pyarrow.dataset.dataset("SALES/reports/set", filesystem=fs, partitioning="hive")
    assert sorted(dataset.to_table().column("sold").to_pylist()) == [3, 4]


def test_polars(fs: DSSFileSystem) -> None:
    frame = polars.DataFrame({"city": ["Paris", "Köln"], "sold": [3, 4]})
    with fs.open("SALES/reports/f.parquet", "wb") as file:
        frame.write_parquet(file)
    with fs.open("SALES/reports/f.parquet") as file:
        assert polars.read_parquet(file).equals(frame)
    with fs.open("SALES/reports/f.csv", "wb") as file:
        frame.write_csv(file)
    with fs.open("SALES/reports/f.csv") as file:
        assert polars.read_csv(file).equals(frame)
