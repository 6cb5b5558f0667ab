"""`build_request` and what it is made of."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest


def test_operation_says_what_the_spec_says(rest: ModuleType) -> None:
    operation = rest.api.thing.thing_read_log.OPERATION
    assert operation == rest.operation.Operation(
        id="thing_read_log", tag="thing", method="GET", path="/things/log", since="8.0",
        until="12.6", retry="safe", pages={"offset": "offset", "limit": "limit"},
    )  # fmt: skip
    hash(operation)
    thing = rest.api.thing
    assert thing.thing_download.OPERATION.stream
    assert thing.thing_put_file.OPERATION.blocking
    assert thing.thing_delete.OPERATION.retry == "gone-is-ok"
    assert rest.api.other.other_start.OPERATION.future


def test_operation_says_what_kind_of_json_it_answers(rest: ModuleType) -> None:
    assert rest.api.thing.thing_get.OPERATION.answer == "object"
    assert rest.api.thing.thing_list.OPERATION.answer == "array"
    assert rest.api.thing.thing_delete.OPERATION.answer is None


def test_secret_in_the_path_is_left_out_of_the_label(rest: ModuleType) -> None:
    request = rest.api.other.other_get.build_request("s3/cret", x_trace="t")
    assert request.path == "/others/s3%2Fcret/use"
    assert request.label == "/others/***/use"
    assert request.headers == {"X-Trace": "t"}
    assert rest.api.thing.thing_get.build_request("t").label == "/things/t"


def test_query_is_rendered_as_the_server_reads_it(rest: ModuleType) -> None:
    build = rest.api.thing.thing_list.build_request
    assert build().params == []
    assert build(with_parts=None, limit=rest.UNSET).params == []
    request = build(with_parts=False, tags=["a b", "c"], limit=0)
    assert request.params == [
        ("withParts", "false"), ("tags", "a b"), ("tags", "c"), ("limit", "0"),
    ]  # fmt: skip


def test_query_refuses_what_is_no_text(rest: ModuleType) -> None:
    with pytest.raises(TypeError, match="limit"):
        rest.api.thing.thing_list.build_request(limit={"a": 1})


@pytest.mark.parametrize(
    "name", ["a/b", "a?b", "a#b", "50%", "a b", "å字", "a+b", "a%2Fb", "...", 7]
)
def test_path_values_arrive_as_they_are(rest: ModuleType, name: object) -> None:
    path = rest.api.thing.thing_get.build_request(name).path
    prefix, _, value = path.rpartition("/")
    assert (prefix, unquote(value)) == ("/things", str(name))


@pytest.mark.parametrize("name", ["", ".", "..", "a\nb", "a\x00", "\x7f", "\ud800"])
def test_path_values_that_cannot_arrive_are_refused(rest: ModuleType, name: str) -> None:
    with pytest.raises(ValueError, match="thing_id"):
        rest.api.thing.thing_get.build_request(name)


@pytest.mark.parametrize("name", [None, True, 1.5, b"a", ["a"]])
def test_path_values_of_another_type_are_refused(rest: ModuleType, name: object) -> None:
    with pytest.raises(TypeError, match="thing_id"):
        rest.api.thing.thing_get.build_request(name)


def test_path_parameters_with_slashes_keep_them(rest: ModuleType) -> None:
    build = rest.api.thing.thing_download.build_request
    assert build("t/1", "a b/c%.csv").path == "/things/t%2F1/contents/a%20b/c%25.csv"


@pytest.mark.parametrize("path", ["../secret", "a/../b", "a/./b", ".."])
def test_path_parameters_with_slashes_refuse_dot_segments(rest: ModuleType, path: str) -> None:
    with pytest.raises(ValueError, match="file_path"):
        rest.api.thing.thing_download.build_request("t", path)


def test_json_body_takes_dicts_and_models(rest: ModuleType) -> None:
    build = rest.api.thing.thing_create.build_request
    body = {"id": "t1", "kind": "SMALL"}
    assert build(body=body).json is body
    model = rest.models.ThingCreateRequest(id="t1", maker=rest.models.Maker(name="Ada"))
    assert build(body=model).json == {"id": "t1", "maker": {"name": "Ada"}}


def test_json_body_takes_lists_of_models(rest: ModuleType) -> None:
    makers = [rest.models.Maker(name="Ada"), {"name": "Bo"}]
    assert rest.operation.json_body(makers) == [{"name": "Ada"}, {"name": "Bo"}]
    assert rest.operation.json_body(rest.UNSET) is None


def test_optional_body_can_be_left_out(rest: ModuleType) -> None:
    build = rest.api.other.other_update.build_request
    assert build().json is None
    assert build(body=[{"id": "t1"}]).json == [{"id": "t1"}]
    assert rest.operation.multipart_body(None, ()) is None
    assert rest.operation.raw_body(rest.UNSET) is None


def test_multipart_body_names_its_files(rest: ModuleType, tmp_path: Path) -> None:
    part = rest.operation.FilePart
    build = rest.api.thing.thing_upload.build_request
    files = dict(build("t", body={"file": part(b"x"), "note": "n", "overwrite": True}).files)
    assert files["file"] == part(b"x", "file")
    assert files["note"] == part(b"n")
    assert files["overwrite"] == part(b"true")
    named = build("t", body={"file": part(b"x", "a.zip", "application/zip")}).files
    assert named == [("file", part(b"x", "a.zip", "application/zip"))]
    path = tmp_path / "b.zip"
    path.write_bytes(b"zip")
    with path.open("rb") as handle:
        assert build("t", body={"file": handle}).files[0][1].filename == "b.zip"
    model = rest.models.ThingUploadRequest(file=part(io.BytesIO(b"x")), note="n")
    assert [name for name, _ in build("t", body=model).files] == ["file", "note"]


def test_raw_body_is_handed_on_unread(rest: ModuleType) -> None:
    build = rest.api.thing.thing_put_file.build_request
    stream = io.BytesIO(b"x")
    request = build("t", "a", body=stream)
    assert request.content is stream
    assert request.headers == {"Content-Type": "application/octet-stream"}
    for wrong in ("text", 3, {"a": 1}):
        with pytest.raises(TypeError, match="body"):
            build("t", "a", body=wrong)


def test_chunk_reader_reads_an_iterable_like_a_file(rest: ModuleType) -> None:
    reader = rest.types.ChunkReader([b"abc", b"", b"defg"])
    assert [reader.read(2), reader.read(2), reader.read(9)] == [b"ab", b"c", b"defg"]
    assert reader.read(1) == b""
    assert rest.types.ChunkReader([b"a", b"b"]).read() == b"ab"


def _modules_after(folder: Path, code: str) -> set[str]:
    """Modules loaded by code that runs in a fresh interpreter."""
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_building_a_request_loads_that_endpoint_only(package_folder: Path) -> None:
    code = "from tiny_rest import api\napi.thing.thing_download.build_request('t', 'a')"
    loaded = _modules_after(package_folder, code)
    ours = {name for name in loaded if name.startswith("tiny_rest.")}
    assert {name for name in ours if name.startswith("tiny_rest.api.")} == {
        "tiny_rest.api.thing", "tiny_rest.api.thing.thing_download",
    }  # fmt: skip
    assert not any(name.startswith(("tiny_rest.models", "tiny_rest.dicts")) for name in ours)
    assert "httpx" not in loaded
    assert "typing_extensions" not in loaded


def test_calling_an_endpoint_loads_its_models_only(package_folder: Path) -> None:
    code = """
import httpx
from tiny_rest import Client, api
transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"a": {"name": "b"}}))
client = Client("http://dss.test/api", options={"transport": transport})
api.thing.thing_list_makers.sync(client=client)
"""
    loaded = _modules_after(package_folder, code)
    models = {name for name in loaded if name.startswith("tiny_rest.models.")}
    assert models == {"tiny_rest.models.makers_by_name", "tiny_rest.models.maker"}


def test_importing_the_package_loads_nothing_else(package_folder: Path) -> None:
    loaded = _modules_after(package_folder, "import tiny_rest")
    assert {name for name in loaded if name.startswith("tiny_rest")} == {"tiny_rest"}


def test_http_library_is_imported_in_one_module(package_folder: Path) -> None:
    sources = (package_folder / "tiny_rest").rglob("*.py")
    importing = [
        path.name for path in sources if "import httpx as httpx" in path.read_text("utf-8")
    ]
    assert importing == ["_http.py"]
    for path in (package_folder / "tiny_rest").rglob("*.py"):
        lines = path.read_text("utf-8").splitlines()
        assert not [line for line in lines if line.strip() == "import httpx"], path
