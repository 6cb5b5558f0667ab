"""What can be uploaded, and what of it a progress bar is told."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from dataikuapi import DSSClient
from dataikuapi._uploads import uploading
from dataikuapi.dss.projectlibrary import DSSLibraryFile
from dssmock.core import DSSMock


class Pipe(io.RawIOBase):
    """A file of unknown length that can be read once."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(size)


def everything(content: Any) -> bytes:
    """All of what goes to the server."""
    if isinstance(content, bytes):
        return content
    return content.read() if hasattr(content, "read") else b"".join(content)


@pytest.mark.parametrize("progress", [False, True])
@pytest.mark.parametrize(
    "make",
    [
        lambda _: b"abc",
        lambda _: bytearray(b"abc"),
        lambda _: io.BytesIO(b"abc"),
        lambda _: [b"a", b"bc"],
        lambda _: iter([b"a", memoryview(b"bc")]),
        lambda _: Pipe(b"abc"),
        lambda path: path,
    ],
)
def test_uploads_are_given_whole(make: Any, progress: bool, tmp_path: Path) -> None:
    (tmp_path / "file.zip").write_bytes(b"abc")
    with uploading("fp", make(tmp_path / "file.zip"), progress=progress) as content:
        assert everything(content) == b"abc"


def test_file_of_a_path_is_closed_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(b"abc" * 50_000)
    upload = uploading("fp", path)
    content = upload.__enter__()
    assert content.read(1) == b"a"
    error = RuntimeError("the call failed")
    assert not upload.__exit__(RuntimeError, error, None)
    assert content.closed
    with uploading("fp", path, progress=True) as counted:
        assert counted.name == str(path)
        assert sum(len(piece) for piece in counted) == 150_000


def test_text_is_taken_where_it_makes_sense() -> None:
    with uploading("f", "é", text=True) as content:
        assert content == "é".encode()
    with uploading("f", io.StringIO("é"), text=True, progress=True) as content:
        assert everything(content) == "é".encode()


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ("file.zip", TypeError, r"fp must be a file opened in binary mode, not a path"),
        (io.StringIO("x"), TypeError, "fp is opened as text"),
        ({"a": b"b"}, TypeError, "not dict"),
        (5, TypeError, "not int"),
        (Path("/nowhere/file.zip"), FileNotFoundError, r"/nowhere/file\.zip"),
        (Path("/"), IsADirectoryError, "fp is a folder: /"),
    ],
)
def test_what_cannot_be_uploaded_is_refused(
    value: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message), uploading("fp", value):
        pytest.fail("it was taken")


def test_async_pieces_are_refused_in_sync_code_before_anything_is_sent() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"x"

    mock, wrong = DSSMock(), cast("Any", pieces())
    client = DSSClient(mock.base_url, mock.admin_key, transport=mock.transport())
    with client:
        with pytest.raises(TypeError, match="f is an async iterable: AsyncDSSClient takes those"):
            client.get_project("P").get_managed_folder("F").put_file("a", wrong)
        with pytest.raises(TypeError, match="fp is an async iterable"):
            client.get_project("P").get_dataset("d").uploaded_add_file(wrong, "a")
        with pytest.raises(TypeError, match="data is an async iterable"):
            DSSLibraryFile(client, "P", "a", None).write(wrong)
    assert not mock.calls


def test_pieces_that_are_no_bytes_are_refused() -> None:
    with uploading("fp", [b"a", "b"]) as content, pytest.raises(TypeError, match="not str"):
        b"".join(content)


def test_progress_shows_how_much_has_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(b"x" * 2000)
    with uploading("fp", path, progress=True) as content:
        content.read()
    shown = capsys.readouterr().out
    assert "file.zip" in shown
    assert "2.0/2.0 kB" in shown
