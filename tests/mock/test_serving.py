"""The command ``dssmock serve``: its arguments, kept state, and how it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import zipfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from dssmock import serving, statefile
from dssmock.__main__ import main
from dssmock.core import DSSMock


def parsed(*arguments: str) -> Namespace:
    parser = ArgumentParser()
    serving.add_arguments(parser)
    return parser.parse_args(arguments)


@contextmanager
def running(*arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command in a process of its own, with its URL."""
    command = [sys.executable, "-m", "dssmock", "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        try:
            lines = [run.stdout.readline() for _ in range(5)]
            yield lines[1].split()[-1], run
        finally:
            if run.poll() is None:
                run.kill()


def test_state_lasts_from_one_run_to_the_next(tmp_path: Path) -> None:
    file = tmp_path / "state.zip"
    options = ("--seed", "empty", "--state", str(file), "--quiet")
    group = {"name": "kept", "description": "", "sourceType": "LOCAL"}
    for status in (404, 200):
        with running(*options) as (url, run):
            with httpx.Client(base_url=url, auth=("admin-key", ""), trust_env=False) as client:
                assert client.get("/public/api/admin/groups/kept").status_code == status
                client.post("/public/api/admin/groups/", json=group)
            run.send_signal(signal.SIGTERM)
            _, err = run.communicate(timeout=30)
        assert (run.returncode, err) == (0, "")
        assert zipfile.is_zipfile(file)
    assert [each.name for each in tmp_path.iterdir()] == ["state.zip"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"zip"])
def test_broken_state_is_one_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "state.zip"
    file.write_bytes(content)
    if content == b"zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(statefile.DOCUMENT, json.dumps({"format": 1, "tables": 3}))
    before = file.read_bytes()
    assert main(["serve", "--port", "0", "--state", str(file)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"dssmock: {file}: holds no state of dssmock")
    assert said.count("\n") == 1
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--seed", "full"], "no seed 'full'"),
        (["--seed", "missing.yaml"], "no file 'missing.yaml'"),
        (["--clock", "fast"], "no clock 'fast'"),
        (["--clock", "scaled"], "needs a factor"),
        (["--clock", "scaled:x"], "is no number"),
        (["--clock", "real:2"], "only a scaled clock"),
        (["--state", "/nowhere/at/all/state.zip"], "no folder /nowhere/at/all"),
    ],
)
def test_wrong_argument_is_one_error(
    capsys: pytest.CaptureFixture[str], options: list[str], error: str
) -> None:
    assert main(["serve", "--port", "0", *options]) == 1
    said = capsys.readouterr().err
    assert error in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "error"),
    [
        (["--port", "99999"], "is no port"),
        (["--version", "7.0"], "from 8.0 to 15.2"),
        (["--version", "16"], "is no version"),
        (["--version", "15.3"], "from 8.0 to 15.2"),
        (["--edition", "free"], "invalid choice"),
    ],
)
def test_argument_that_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str], option: list[str], error: str
) -> None:
    with pytest.raises(SystemExit):
        main(["serve", *option])
    assert error in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["check", "f"],
        ["proxy", "--to", "http://dss"],
        ["seed", "f", "-o", "g"],
        ["coverage", "f"],
        ["serve"],
    ],
)
def test_version_out_of_range_is_a_wrong_argument(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--version", "77"])
    assert caught.value.code == 2
    assert "'77' is no version of DSS from 8.0 to 15.2" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url", ["foo", "ftp://x", "http://", "//dss", "http://dss:x", "http://[::1"]
)
def test_target_that_is_no_url_is_a_wrong_argument(
    capsys: pytest.CaptureFixture[str], url: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["proxy", "--to", url])
    assert caught.value.code == 2
    assert f"{url!r} is no URL such as" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["check", "f", "--html"],
        ["check", "f", "--json"],
        ["check", "f", "--junit"],
        ["seed", "f", "-o"],
        ["proxy", "--to", "http://dss", "--html"],
        ["proxy", "--to", "http://dss", "--record"],
        ["coverage", "--write"],
    ],
)
def test_file_that_cannot_be_written_is_a_wrong_argument(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    cases = {tmp_path / "none" / "x": "no folder", tmp_path: "is a folder"}
    for file, said in cases.items():
        with pytest.raises(SystemExit) as caught:
            main([*command, str(file)])
        assert caught.value.code == 2
        assert said in capsys.readouterr().err


def test_arguments_shape_the_instance(tmp_path: Path) -> None:
    options = ("--edition", "community", "--version", "8.0.0", "--clock", "stepped", "--strict")
    mock = serving.make(parsed("--seed", "empty", *options))
    assert (mock.version, mock.edition, mock.strict) == ("8.0.0", "community", True)
    assert mock.clock.now_ms() == mock.clock.now_ms() == 1_767_614_400_000
    licence = mock.request("GET", "/admin/licensing/status").json()["base"]["licenseContent"]
    assert licence["licenseKind"] == "COMMUNITY"
    refused = mock.request("GET", "/admin/clusters/")
    assert refused.status == 403
    assert "license does not allow cluster_list" in refused.json()["message"]
    with pytest.raises(ValueError, match="no edition 'free'"):
        DSSMock(edition="free")


def test_state_comes_back_whole(tmp_path: Path) -> None:
    file = tmp_path / "state.zip"
    mock = DSSMock("demo")
    mock.futures.default_ms = 5000
    mock.jobs.script("RUNNING", "FAILED")
    mock.request("POST", "/projects/PENGUINS/scenarios/NIGHTLY/run", json={})
    statefile.write(file, mock)
    other = DSSMock()
    statefile.read(file, other)
    for name in mock.table_names():
        assert other.table(name).docs == mock.table(name).docs, name
    assert other.blobs.data == mock.blobs.data
    assert other.ids.short() == mock.ids.short()
    assert other.futures.default_ms == 5000
    rows = "/projects/PENGUINS/datasets/penguins/data/?format=tsv-excel-noheader"
    assert other.request("GET", rows).body == mock.request("GET", rows).body
    for each in (mock, other):
        each.close()


def test_keeper_writes_only_what_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "state.zip"
    mock = DSSMock()
    keeper = statefile.Keeper(file, mock, interval=3600)
    mock.request("GET", "/admin/groups/")
    assert not keeper.keep()
    assert not file.exists()
    mock.request("POST", "/admin/groups/", json={"name": "g", "sourceType": "LOCAL"})
    assert keeper.keep()
    assert not keeper.keep()
    keeper.close()
    again = DSSMock()
    statefile.read(file, again)
    assert "g" in again.table("groups")


def test_keeper_says_what_it_cannot_write(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []

    def fail(path: Path, dss: DSSMock) -> None:
        tried.append(path)
        raise OSError("the disk is full")

    monkeypatch.setattr(statefile, "write", fail)
    mock = DSSMock()
    keeper = statefile.Keeper(tmp_path / "s.zip", mock, interval=0.001)
    mock.request("POST", "/admin/groups/", json={"name": "g", "sourceType": "LOCAL"})
    while len(tried) < 2:
        keeper._thread.join(0.01)
    assert serving._keep(keeper) == 1
    assert "The state was not kept: the disk is full" in caplog.text


def test_broken_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "state.zip"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        statefile.write(file, DSSMock())
    assert [each.name for each in tmp_path.iterdir()] == ["state.zip"]
    assert file.read_bytes() == b"old"
