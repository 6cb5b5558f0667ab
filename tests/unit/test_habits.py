"""Habits of programs that nobody here wrote: what they do with streams, and what they import."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import shutil
import tarfile
from collections.abc import Iterator

import pytest

import dataikuapi
from dataikuapi import DSSClient
from dataikuapi._stream import DSSStream
from dataikuapi.dss.managedfolder import DSSManagedFolder
from dssmock import DSSMock

CSV = "name,size\nné,1\nb,2\n".encode()


@pytest.fixture
def client() -> Iterator[DSSClient]:
    with DSSMock("demo").serve(0) as server, DSSClient(server.url, "admin-key") as made:
        yield made


@pytest.fixture
def folder(client: DSSClient) -> DSSManagedFolder:
    made = client.get_project("SALES").create_managed_folder("habits")
    made.put_file("a.csv", CSV)
    return made


@pytest.fixture
def stream(folder: DSSManagedFolder) -> Iterator[DSSStream]:
    with folder.get_file("a.csv") as opened:
        yield opened


def test_raw_is_a_file_that_gives_lines(stream: DSSStream) -> None:
    assert stream.raw.readline() == b"name,size\n"
    assert list(stream.raw) == [b"n\xc3\xa9,1\n", b"b,2\n"]
    assert stream.raw.read() == b""


def test_raw_can_be_wrapped_as_text(stream: DSSStream) -> None:
    assert io.TextIOWrapper(stream.raw, encoding="utf-8").readlines()[1] == "né,1\n"
    assert stream.closed


def test_raw_can_be_buffered(stream: DSSStream) -> None:
    buffered = io.BufferedReader(stream.raw)
    assert buffered.peek(4)[:4] == b"name"
    assert buffered.read() == CSV


def test_stream_itself_can_be_buffered(stream: DSSStream) -> None:
    assert io.BufferedReader(stream).readline() == b"name,size\n"  # type: ignore[arg-type]  (scripts do so)


def test_raw_reads_on_where_the_stream_stopped(stream: DSSStream) -> None:
    assert stream.read(5) == b"name,"
    assert stream.readline() == b"size\n"
    assert stream.raw.peek()[:1] == b"n"
    assert b"".join(stream.raw.stream(3, decode_content=True)) == CSV[10:]


def test_raw_that_is_dropped_leaves_the_stream_open(stream: DSSStream) -> None:
    assert stream.raw.read(4) == b"name"
    assert stream.raw is stream.raw
    assert stream.raw.readall() == CSV[4:]


def test_raw_looks_like_that_of_urllib3(stream: DSSStream) -> None:
    raw = stream.raw
    raw.decode_content = True
    assert (raw.status, raw.readable(), raw.seekable()) == (200, True, False)
    assert raw.getheader("DSS-Version") == raw.headers["DSS-Version"] == "15.2.0"
    assert raw.data == CSV
    raw.release_conn()
    assert raw.closed
    raw.close()


def test_stream_has_the_methods_of_both(stream: DSSStream) -> None:
    stream.raise_for_status()
    assert (stream.ok, stream.status, stream.reason) == (True, 200, "OK")
    assert stream.url.endswith("/contents/a.csv")
    assert stream.getheader("nothing", "else") == "else"
    assert (stream.writable(), stream.seekable(), stream.closed) == (False, False, False)
    assert stream.data == stream.content == CSV
    stream.encoding = "latin-1"
    assert stream.text.splitlines()[1] == "nÃ©,1"


def test_archives_are_read_from_raw(folder: DSSManagedFolder) -> None:
    folder.put_file("a.csv.gz", gzip.compress(CSV))
    with folder.get_file("a.csv.gz") as stream:
        assert gzip.GzipFile(fileobj=stream.raw).read() == CSV
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("a.csv")
        member.size = len(CSV)
        archive.addfile(member, io.BytesIO(CSV))
    folder.put_file("a.tgz", packed.getvalue())
    with (
        folder.get_file("a.tgz") as stream,
        tarfile.open(fileobj=stream.raw, mode="r|gz") as archive,
    ):
        first = archive.next()
        assert first is not None
        assert first.name == "a.csv"


def test_export_is_copied_in_pieces(client: DSSClient) -> None:
    target = io.BytesIO()
    with client.get_project("SALES").get_export_stream() as stream:
        for piece in stream.stream(1000):
            target.write(piece)
    assert target.getvalue().startswith(b"PK")
    with client.get_project("SALES").get_export_stream() as stream:
        shutil.copyfileobj(stream, io.BytesIO())
        assert stream.readinto(bytearray(4)) == 0


def test_file_of_a_plugin_is_parsed_from_the_stream(client: DSSClient) -> None:
    with client.get_plugin("weather").get_file("plugin.json") as stream:
        assert json.loads(stream.data.decode())["id"] == "weather"


@pytest.mark.parametrize(
    ("module", "name", "home"),
    [
        ("dss.dataset", "DataikuStreamedHttpUTF8CSVReader", "utils"),
        ("dss.project", "DSSFuture", "dss.future"),
        ("dss.project", "DSSDataset", "dss.dataset"),
        ("dss.recipe", "DataikuException", "utils"),
        ("dss.sqlquery", "DataikuException", "utils"),
        ("dss.job", "DataikuException", "utils"),
        ("dss.wiki", "DSSObjectDiscussions", "dss.discussion"),
        ("dss.admin", "DSSInfoMessages", "dss.utils"),
        ("dssclient", "DSSProject", "dss.project"),
        ("dssclient", "DSSUser", "dss.admin"),
        ("dssclient", "DSSSSOSettings", "iam.settings"),
    ],
)
def test_class_is_found_where_another_module_used_it(module: str, name: str, home: str) -> None:
    found = getattr(importlib.import_module(f"dataikuapi.{module}"), name)
    assert found is getattr(importlib.import_module(f"dataikuapi.{home}"), name)


def test_name_that_was_never_there_is_an_import_error() -> None:
    module = importlib.import_module("dataikuapi.dss.dataset")
    with pytest.raises(AttributeError, match="DSSNothing"):
        _ = module.DSSNothing
    assert not hasattr(module, "_private")


def test_class_is_compared_through_the_bare_package(client: DSSClient) -> None:
    assert type(client.get_project("SALES")) is dataikuapi.dss.project.DSSProject  # type: ignore[attr-defined]  (loaded when asked for)
