"""The command ``dssmock serve``: its arguments, kept state, and how it ends."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import zipfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console

from dssmock import serving, statefile, statelock
from dssmock.__main__ import main
from dssmock.clock import ManualClock, parse_clock
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


@pytest.mark.parametrize("mode", ["real", "stepped", "scaled:0.5"])
def test_state_keeps_the_time(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "state.zip"
    mock = DSSMock("demo", clock=parse_clock(mode))
    mock.clock.advance(86_400)
    mock.jobs.script("DONE", duration_ms=60_000)
    job = {"outputs": [{"projectKey": "PENGUINS", "id": "penguins_by_species"}]}
    made = mock.request("POST", "/projects/PENGUINS/jobs/", json=job).json()
    mock.request("GET", "/projects/PENGUINS/jobs/")
    statefile.write(file, mock)
    other = DSSMock(clock=parse_clock(mode))
    statefile.read(file, other)
    assert 0 <= other.clock.now_ms() - mock.clock.now_ms() + 30_000 < 60_000
    for seconds, state in ((0, "RUNNING"), (60, "DONE")):
        other.clock.advance(seconds)
        jobs = other.request("GET", "/projects/PENGUINS/jobs/").json()
        assert {each["def"]["id"]: each["state"] for each in jobs}[made["id"]] == state
    for each in (mock, other):
        each.close()


def test_state_without_a_time_still_loads(tmp_path: Path) -> None:
    file = tmp_path / "state.zip"
    statefile.write(file, DSSMock("demo"))
    with zipfile.ZipFile(file) as archive:
        document = json.loads(archive.read(statefile.DOCUMENT))
        blobs = {name: archive.read(name) for name in archive.namelist()}
    del document["clock"]
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {**blobs, statefile.DOCUMENT: json.dumps(document)}.items():
            archive.writestr(name, data)
    mock = DSSMock(clock=ManualClock(1000))
    statefile.read(file, mock)
    assert mock.clock.now_ms() == 1000
    assert "PENGUINS" in mock.table("projects")


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


def test_keeper_goes_on_after_a_defect(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []
    right = statefile.write

    def fail_once(path: Path, dss: DSSMock) -> None:
        tried.append(path)
        if len(tried) == 1:
            raise TypeError("no JSON")
        right(path, dss)

    monkeypatch.setattr(statefile, "write", fail_once)
    mock = DSSMock()
    file = tmp_path / "s.zip"
    keeper = statefile.Keeper(file, mock, interval=0.001)
    mock.request("POST", "/admin/groups/", json={"name": "g", "sourceType": "LOCAL"})
    while not file.exists() and keeper._thread.is_alive():
        keeper._thread.join(0.01)
    assert file.exists()
    assert "The state was not kept" in caplog.text
    assert "no JSON" in caplog.text
    tried.clear()
    assert serving._keep(keeper) == 1


def test_quiet_shows_warnings_only(caplog: pytest.LogCaptureFixture) -> None:
    for quiet, lines in ((True, ["The state was not kept"]), (False, ["GET /", "The state was"])):
        console = Console(file=StringIO(), width=100)
        with serving._shown(console, quiet=quiet):
            logging.getLogger("dssmock").info("GET /")
            logging.getLogger("dssmock").warning("The state was not kept: full")
        text = console.file.getvalue()  # type: ignore[attr-defined]  (a StringIO)
        assert [line in text for line in lines] == [True] * len(lines)
        assert ("GET /" in text) is not quiet


def test_second_mock_on_a_state_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "state.zip"
    options = ("--seed", "empty", "--state", str(file), "--quiet")
    command = [sys.executable, "-m", "dssmock", "serve", "--port", "0", *options]
    with running(*options) as (_, run):
        # In a process, with a time-out: one that is not refused serves for ever.
        second = subprocess.run(command, capture_output=True, text=True, timeout=60)
        error = f"dssmock: {file}: another mock (process {run.pid}) keeps its state in this file\n"
        assert (second.returncode, second.stderr) == (1, error)
        run.kill()
        run.wait(30)
    assert (tmp_path / "state.zip.lock").exists()
    with running(*options) as (_, run):
        run.send_signal(signal.SIGTERM)
        assert run.communicate(timeout=30)[1] == ""
    assert [each.name for each in tmp_path.iterdir()] == ["state.zip"]


def test_lock_that_its_owner_removed_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "state.zip"
    beside = tmp_path / "state.zip.lock"
    right = statelock._lock
    removed = iter([True])

    def lock_late(handle: int) -> None:
        """The owner ends between the opening and the locking of its file."""
        right(handle)
        if next(removed, False):
            beside.unlink()

    monkeypatch.setattr(statelock, "_lock", lock_late)
    with statelock.held(file):
        assert beside.read_text() == str(os.getpid())
        with pytest.raises(statelock.StateTaken), statelock.held(file):
            pass
        beside.write_text("?")
        with pytest.raises(statelock.StateTaken, match="another mock keeps"), statelock.held(file):
            pass
    assert not beside.exists()


def test_lock_that_cannot_be_made_is_one_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "state.zip"
    (tmp_path / "state.zip.lock").mkdir()
    assert main(["serve", "--port", "0", "--state", str(file)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"dssmock: The state cannot be kept in {file}: ")
    (tmp_path / "state.zip.lock").rmdir()

    def fail(handle: int) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(statelock, "_lock", fail)
    assert main(["serve", "--port", "0", "--state", str(file)]) == 1
    assert "no locks here" in capsys.readouterr().err


def test_banner_says_what_is_served(tmp_path: Path) -> None:
    file = tmp_path / "a rather long name of a state file that would not fit in one line.zip"
    for first in ("the empty data", f"the state of {file}"):
        command = [sys.executable, "-m", "dssmock", "serve", "--port", "0", "--seed", "empty"]
        with subprocess.Popen(
            [*command, "--state", str(file)], stdout=subprocess.PIPE, text=True
        ) as run:
            assert run.stdout is not None
            assert run.stdout.readline() == f"Mock DSS 15.2.0 with {first}\n"
            [run.stdout.readline() for _ in range(4)]
            run.send_signal(signal.SIGTERM)
            run.communicate(timeout=30)


def test_broken_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "state.zip"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        statefile.write(file, DSSMock())
    assert [each.name for each in tmp_path.iterdir()] == ["state.zip"]
    assert file.read_bytes() == b"old"
