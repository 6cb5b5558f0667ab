"""A recorded session becomes a mock with the same people, projects and answers."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from dssmock import DSSMock
from dssmock.__main__ import main
from dssmock.contract.exchange import read
from dssmock.contract.proxy import Proxy
from dssmock.contract.replay import RecordedDSS, UnusableSeed, load, seed_of
from dssmock.contract.verify import Verifier

API = "/public/api"
READS = (
    "/admin/groups/", "/admin/users/", "/admin/users/alice", "/admin/connections/", "/projects/",
    "/projects/PENGUINS/", "/projects/PENGUINS/variables/", "/projects/PENGUINS/permissions",
    "/projects/PENGUINS/metadata", "/projects/PENGUINS/datasets/",
    "/projects/PENGUINS/datasets/penguins", "/projects/PENGUINS/recipes/", "/instance-info",
    "/admin/logs/", "/users?x=1",
)  # fmt: skip


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("recorded") / "session.jsonl"
    anyio.run(record, file)
    return file


async def record(file: Path) -> None:
    real = DSSMock("demo", version="14.7.5")
    proxy = Proxy("http://dss.mock", Verifier("14.7.5"), lambda _: None, file, real.transport())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=proxy), base_url="http://proxy", auth=("admin-key", "")
    ) as client:
        for path in READS:
            await client.get(API + path)


@pytest.fixture(scope="module")
def seed(recording: Path) -> dict[str, Any]:
    return seed_of(read(recording), Verifier("14.7.5"))


@pytest.fixture
def dss(seed: dict[str, Any]) -> RecordedDSS:
    return RecordedDSS(seed)


def test_mock_has_the_same_people_and_projects(dss: RecordedDSS) -> None:
    real = DSSMock("demo")
    assert dss.left_out == []
    for name in ("users", "groups", "projects", "connections"):
        assert set(dss.table(name).ids()) >= set(real.table(name).ids())
    assert (
        dss.request("GET", "/admin/users/alice").json()["groups"]
        == real.table("users").get("alice")["groups"]
    )
    assert dss.version == "14.7.5"


def test_reads_are_answered_as_they_were(dss: RecordedDSS, recording: Path) -> None:
    for each in read(recording):
        now = dss.request("GET", each.path, query={"x": "1"} if each.query else None)
        assert now.status == each.status
        assert now.json() == json.loads(each.answer.body or b""), each.path


def test_read_after_a_write_shows_the_state(dss: RecordedDSS) -> None:
    path = "/projects/PENGUINS/variables/"
    changed = {"standard": {"new": 1}, "local": {}}
    assert dss.request("PUT", path, json=changed).status == 200
    assert dss.request("GET", path).json()["standard"] == {"new": 1}
    # Elsewhere nothing was written.
    assert (
        dss.request("GET", "/admin/logs/").json()
        == DSSMock("demo").request("GET", "/admin/logs/").json()
    )


def test_new_things_can_be_made_in_it(dss: RecordedDSS) -> None:
    made = {"login": "zoe", "password": "x", "displayName": "Zoe", "groups": ["readers"]}
    assert dss.request("POST", "/admin/users/", json=made).status == 200
    logins = [each["login"] for each in dss.request("GET", "/admin/users/").json()]
    assert "zoe" in logins


def test_rights_hold_for_recorded_answers(dss: RecordedDSS) -> None:
    assert dss.request("GET", "/projects/PENGUINS/recipes/", key=None).status == 401


def test_reset_goes_back_to_the_recording(dss: RecordedDSS) -> None:
    dss.request("DELETE", "/admin/users/alice")
    assert dss.request("GET", "/admin/users/alice").status == 404
    dss.reset()
    assert dss.request("GET", "/admin/users/alice").json()["login"] == "alice"


def test_document_that_cannot_be_made_is_told(seed: dict[str, Any]) -> None:
    broken = json.loads(json.dumps(seed))
    broken["documents"]["connections"]["odd"] = {"of": {"name": "odd"}, "document": {"name": "odd"}}
    mock = RecordedDSS(broken)
    [text] = mock.left_out
    assert text.startswith("connections odd:")


def test_seed_command_writes_a_seed(
    recording: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seed.json"
    options = ["--output", str(file), "--version", "14.7.5"]
    assert main(["seed", str(recording), *options]) == 0
    assert "answers; " in capsys.readouterr().out
    assert RecordedDSS(load(file)).left_out == []
    assert main(["seed", str(tmp_path / "none"), *options]) == 2


def test_other_files_are_no_seeds(tmp_path: Path) -> None:
    for text in ("no json", "[]", '{"format": "other"}'):
        (tmp_path / "x").write_text(text)
        with pytest.raises(UnusableSeed, match="is no seed"):
            load(tmp_path / "x")
    assert main(["replay", str(tmp_path / "x")]) == 2


def test_seed_of_a_version_that_is_not_known_is_unusable(
    seed: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seed.json"
    file.write_text(json.dumps({**seed, "version": "77"}))
    assert main(["replay", str(file)]) == 2
    assert f"{file}: version: '77' is no version of DSS" in capsys.readouterr().err


def test_replay_serves_until_it_is_told_to_stop(seed: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "seed.json"
    file.write_text(json.dumps(seed), encoding="utf-8")
    command = [sys.executable, "-m", "dssmock", "replay", str(file), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().partition(" at ")[2].partition(",")[0]
        answer = httpx.get(f"{url}{API}/projects/", auth=("admin-key", ""), trust_env=False)
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
    assert (answer.status_code, process.returncode, rest) == (200, 0, "Stopped.\n")


def test_replay_on_a_port_that_is_taken_says_so(
    seed: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seed.json"
    file.write_text(json.dumps(seed), encoding="utf-8")
    with DSSMock().serve() as other:
        assert main(["replay", str(file), "--port", str(other.port)]) == 2
    assert "in use" in capsys.readouterr().err
