"""Archives that come from outside are read with care."""

from __future__ import annotations

import bz2
import gzip
import io
import stat
import struct
import zipfile
from collections.abc import Callable

import pytest

from dssmock import errors
from dssmock.core import DSSMock
from dssmock.services import _dataset_csv, _plugin_archive
from dssmock.services._plugin_archive import read_zip


def packed(name: str, data: bytes = b"x", kind: int = zipfile.ZIP_DEFLATED, mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data, kind)
    return out.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """An archive that says its only file is this small."""
    raw = bytearray(packed("a", data))
    directory = raw.index(b"PK\x01\x02")
    struct.pack_into("<I", raw, directory + 24, size)
    struct.pack_into("<I", raw, 22, size)
    return bytes(raw)


@pytest.mark.parametrize(
    "name",
    ["../evil", "a/../../evil", "/etc/passwd", "\\evil", "..\\evil", "a\\..\\..\\b", "C:/evil",
     "c:\\evil", "a\nb", "."],
)  # fmt: skip
def test_name_that_leaves_is_refused(name: str) -> None:
    with pytest.raises(errors.BadRequest, match="Invalid path"):
        read_zip(packed(name))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_link_and_device_are_refused(kind: int) -> None:
    with pytest.raises(errors.BadRequest, match="what is no file"):
        read_zip(packed("a", b"/etc/passwd", mode=kind | 0o777))


def test_ordinary_file_is_read() -> None:
    assert read_zip(packed("a/b c.py", b"x = 1", mode=stat.S_IFREG | 0o644)) == {
        "a/b c.py": b"x = 1"
    }


def test_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_plugin_archive, "LARGEST", 10_000)
    with pytest.raises(errors.BadRequest, match="too large"):
        read_zip(packed("a", b"\0" * 10_001))


def test_archive_that_lies_about_its_size_is_refused() -> None:
    with pytest.raises(errors.BadRequest, match="not a valid zip"):
        read_zip(lying(b"\0" * 5_000_000, 10))


def test_archive_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_plugin_archive, "MOST_FILES", 3)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(4):
            archive.writestr(str(number), b"")
    with pytest.raises(errors.BadRequest, match="too large"):
        read_zip(out.getvalue())


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(kind: int) -> None:
    # Python unpacks these in one piece, whatever the archive says of its size.
    with pytest.raises(errors.BadRequest, match="Unknown compression"):
        read_zip(packed("a", b"\0" * 1000, kind))


def test_packed_file_of_a_dataset_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_dataset_csv, "LARGEST", 1000)
    assert _dataset_csv.text_of(gzip.compress(b"a" * 1000), "", "f") == "a" * 1000
    with pytest.raises(errors.BadRequest, match="too large unpacked"):
        _dataset_csv.text_of(gzip.compress(b"a" * 1001), "", "f")


UPLOADS: dict[str, Callable[[DSSMock, bytes], int]] = {
    "plugin": lambda dss, data: (
        dss.request(
            "POST", "/plugins/actions/installFromZip", files={"file": ("p.zip", data)}
        ).status
    ),
}


@pytest.mark.parametrize("upload", UPLOADS.values(), ids=list(UPLOADS))
@pytest.mark.parametrize("data", [packed("../plugin.json"), lying(b"\0" * 100_000, 3)])
def test_hostile_upload_is_answered_as_a_bad_request(
    upload: Callable[[DSSMock, bytes], int], data: bytes
) -> None:
    assert upload(DSSMock(), data) == 400


def test_body_that_is_no_archive_is_refused() -> None:
    with pytest.raises(errors.BadRequest, match="not a valid zip"):
        read_zip(bz2.compress(b"x"))
