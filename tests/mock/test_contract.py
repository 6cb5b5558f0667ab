"""Recorded traffic: read, cleaned, judged, told about."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from dssmock import DSSMock
from dssmock.__main__ import main
from dssmock.contract.exchange import Exchange, Message, UnreadableRecording, read, write
from dssmock.contract.proxy import KEPT_BYTES, Proxy
from dssmock.contract.secrets import REMOVED, clean
from dssmock.contract.usage import has_state, measure
from dssmock.contract.verify import Verdict, Verifier
from dssmock.registry import load_services

SECRET = "dkuaps-Zx81Secret9"
BASIC = f"Basic {b64encode(f'{SECRET}:'.encode()).decode()}"
TYPED = {"content-type": "application/json;charset=utf-8"}


def exchange(
    method: str = "GET",
    path: str = "/public/api/projects/",
    query: str = "",
    *,
    body: object = None,
    status: int = 200,
    answer: object = (),
    headers: dict[str, str] | None = None,
) -> Exchange:
    sent = b"" if body is None else json.dumps(body).encode()
    came = Message(TYPED, json.dumps(list(answer) if answer == () else answer).encode())
    return Exchange(method, path, query, Message(headers or {}, sent), status, came, 1.5)


def texts(verdict: Verdict) -> list[str]:
    return [f"{each.half} {each.text}" for each in verdict.deviations]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier()


def test_accepts_what_the_document_allows(verifier: Verifier) -> None:
    verdict = verifier.judge(exchange())
    assert (verdict.operation, verdict.deviations, verdict.wrong) == ("project_list", [], False)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (exchange(path="/public/api/nowhere"), "route the document has no such path"),
        (exchange("PATCH"), "route the document has no such method"),
        (exchange(query="includeLocation=perhaps"), "request Parameter includeLocation"),
        (exchange(answer={"a": 1}), "answer at /"),
        (exchange(query="new=1"), "request unknown parameter new"),
        (exchange("POST", "/public/api/admin/groups/", body={"name": 5}, answer={"msg": ""}),
         "request Invalid body of group_create"),
        (exchange(status=404, answer={"reason": "none"}), "answer the error names no errorType"),
    ],
)  # fmt: skip
def test_finds_a_deviation(verifier: Verifier, made: Exchange, expected: str) -> None:
    [text] = texts(verifier.judge(made))
    assert text.startswith(expected)


def test_refusal_of_a_wrong_request_is_no_deviation(verifier: Verifier) -> None:
    error = {"errorType": "java.lang.IllegalArgumentException", "message": "no"}
    made = exchange(query="includeLocation=perhaps", status=400, answer=error)
    assert verifier.judge(made).deviations == []


def test_answer_that_is_no_json_deviates(verifier: Verifier) -> None:
    made = Exchange("GET", "/public/api/projects/", "", Message(), 200, Message({}, b"<html>"))
    assert texts(verifier.judge(made))[0].startswith("answer Malformed JSON")
    page = Exchange("GET", "/public/api/projects/", "", Message(), 502, Message({}, b"<html>"))
    assert verifier.judge(page).deviations == []


def test_body_that_was_not_kept_is_not_judged(verifier: Verifier) -> None:
    made = Exchange("GET", "/public/api/projects/", "", Message({}, None), 200, Message({}, None))
    verdict = verifier.judge(made)
    assert len(verdict.unjudged) == 2
    assert verdict.deviations == []


def test_version_decides_which_operations_there_are() -> None:
    made = exchange(path="/public/api/admin/globalAPIKeys/")
    assert Verifier("12.6.4").judge(made).operation == "global_api_key_list_old"
    assert Verifier().judge(made).operation is None


def test_secrets_are_gone_from_all_places() -> None:
    made = exchange(
        "PUT",
        f"/public/api/admin/globalAPIKeys/{SECRET}",
        f"apiKey={SECRET}&token=t0psecret&x=1",
        body={"label": f"of {SECRET}", "params": {"password": "pa55word"}, "secrets": ["s1"]},
        answer={"key": "abcdef0123", "secret": {"value": "hidden99"}, "n": [{"note": SECRET}]},
        headers={"authorization": BASIC, "cookie": "dip=abcdefgh", "content-type": "a/b"},
    )
    shown = repr(clean(made))
    for secret in (SECRET, "pa55word", "t0psecret", "abcdef0123", "hidden99", "abcdefgh", BASIC):
        assert secret not in shown
    assert "s1" not in json.loads(clean(made).request.body or b"")["secrets"]
    assert clean(made).request.headers == {"content-type": "a/b"}
    assert clean(made).query == f"apiKey={REMOVED}&token={REMOVED}&x=1"


def test_key_is_found_in_every_way_to_send_it() -> None:
    for header in (
        {"authorization": "Bearer plainkey77"},
        {"authorization": f"Basic {b64encode(b':plainkey77').decode()}"},
        {"x-dku-apiticket": "plainkey77"},
    ):
        made = exchange(headers=header, answer=[{"owner": "plainkey77"}])
        assert b"plainkey77" not in (clean(made).answer.body or b"")


def test_named_secret_of_a_user_is_blanked() -> None:
    made = exchange(answer={"login": "a", "adminProperties": {}, "list": [
        {"name": "n", "value": "v4lue", "secret": True}]})  # fmt: skip
    document = json.loads(clean(made).answer.body or b"")
    assert document["list"] == [{"name": "n", "value": REMOVED, "secret": True}]


def test_binary_bodies_are_not_kept_by_cleaning() -> None:
    made = Exchange("GET", "/public/api/a", "", Message({}, b"\xff\xfe"), 200, Message({}, b"text"))
    assert (clean(made).request.body, clean(made).answer.body) == (None, b"text")


def test_ticket_that_stands_alone_is_blanked() -> None:
    made = exchange("POST", "/public/api/auth/ticket-from-browser-headers", answer={"msg": "tick9"})
    assert json.loads(clean(made).answer.body or b"") == {"msg": REMOVED}


def test_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    binary = Message({"a": "b"}, b"\xff")
    made = [exchange(body={"é": 1}), Exchange("GET", "/x", "", binary, 200, Message({}, None))]
    write(tmp_path / "r.jsonl", made)
    assert read(tmp_path / "r.jsonl") == made


def test_har_file_is_read(tmp_path: Path) -> None:
    entry = {
        "time": 12.0,
        "request": {
            "method": "post", "url": "https://dss.example/public/api/sql/queries/?a=1",
            "headers": [{"name": "Content-Type", "value": "application/json"}],
            "postData": {"text": "{}"},
        },
        "response": {
            "status": 200, "headers": [],
            "content": {"text": b64encode(b"[1]").decode(), "encoding": "base64"},
        },
    }  # fmt: skip
    cut = json.loads(json.dumps(entry))
    cut["response"]["content"] = {"size": 9}
    cut["request"]["postData"] = {"params": [{"name": "file"}]}
    (tmp_path / "a.har").write_text(json.dumps({"log": {"entries": [entry, cut]}}))
    first, second = read(tmp_path / "a.har")
    assert (first.called, first.query) == ("POST /public/api/sql/queries/", "a=1")
    assert (first.request.body, first.answer.body) == (b"{}", b"[1]")
    assert (second.request.body, second.answer.body) == (None, None)


@pytest.mark.parametrize("text", ["no json", '{"a": 1}', '{"log": {"entries": [{}]}}', "[1]"])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_text(text)
    with pytest.raises(UnreadableRecording, match="no recording and no HAR file"):
        read(tmp_path / "x")


def test_usage_sorts_operations(verifier: Verifier) -> None:
    handlers = load_services()
    calls = [exchange(), exchange(), exchange(path="/public/api/none")]
    calls.append(exchange(path="/public/api/resources/scoring-lib-jar"))
    usage = measure(verifier.judge_all(calls), handlers)
    assert usage.stateful == {"project_list": 2}
    assert usage.example == {"resource_get_scoring_lib": 1}
    assert usage.missing == {"GET /public/api/none": 1}
    assert list(usage.lines())[-1] == "1 state, 1 example, 1 missing"
    assert not has_state(lambda call: call.path)


@pytest.fixture
def dss() -> DSSMock:
    return DSSMock("demo")


async def through(dss: DSSMock, recording: Path, *calls: tuple[str, str]) -> list[Verdict]:
    told: list[Verdict] = []
    proxy = Proxy("http://dss.mock", Verifier(), told.append, recording, dss.transport())
    transport = httpx.ASGITransport(app=proxy)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://proxy", auth=("admin-key", "")
    ) as client:
        for method, path in calls:
            await client.request(method, path)
    return told


async def test_proxy_passes_on_judges_and_records(dss: DSSMock, tmp_path: Path) -> None:
    file = tmp_path / "session.jsonl"
    told = await through(
        dss, file, ("GET", "/public/api/projects/"), ("GET", "/public/api/none"), ("GET", "/page")
    )
    assert [each.operation for each in told] == ["project_list", None]
    assert told[0].deviations == []
    [first, _] = read(file)
    assert {each["projectKey"] for each in json.loads(first.answer.body or b"")} >= {"PENGUINS"}
    assert "admin-key" not in file.read_text()
    assert BASIC not in file.read_text()


async def test_proxy_passes_bodies_and_slashes_unchanged(dss: DSSMock) -> None:
    proxy = Proxy("http://dss.mock/", Verifier(), lambda _: None, None, dss.transport())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=proxy), base_url="http://proxy", auth=("admin-key", "")
    ) as client:
        body = {"name": "a b", "description": "ö", "sourceType": "LOCAL"}
        made = await client.post("/public/api/admin/groups/", json=body)
        found = await client.get("/public/api/admin/groups/a%20b?x=%2F")
    assert made.status_code == 200
    assert found.json()["description"] == "ö"
    assert dss.calls[-1].query == {"x": "/"}
    assert found.headers["dss-version"] == dss.version


async def test_proxy_keeps_no_long_body() -> None:
    pieces = [b"x" * (KEPT_BYTES // 2)] * 3
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, stream=httpx.ByteStream(b"".join(pieces)))
    )
    told: list[Verdict] = []
    proxy = Proxy("http://dss", Verifier(), told.append, None, transport)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=proxy), base_url="http://proxy"
    ) as client:
        answer = await client.get("/public/api/projects/")
    assert len(answer.content) == sum(map(len, pieces))
    assert told[0].unjudged == ["the body of the answer was not kept"]


async def test_proxy_says_when_it_cannot_reach_the_dss() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    proxy = Proxy("http://dss", Verifier(), lambda _: None, None, httpx.MockTransport(refuse))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=proxy), base_url="http://proxy"
    ) as client:
        answer = await client.get("/public/api/projects/")
    assert answer.status_code == 502
    assert "cannot reach http://dss" in answer.text


def test_check_writes_all_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.jsonl"
    write(file, [exchange(), exchange(answer={"<b>": SECRET}), exchange(path="/other")])
    options = [f"--{kind}={tmp_path / kind}" for kind in ("json", "junit", "html")]
    assert main(["check", str(file), *options]) == 1
    told = capsys.readouterr().out
    assert "2 calls of 1 of" in told
    assert "1 deviate" in told
    assert "1 requests went elsewhere" in told
    document = json.loads((tmp_path / "json").read_text())
    assert document["operations"] == {"project_list": 2}
    assert [len(each["deviations"]) for each in document["calls"]] == [0, 1]
    suite = ElementTree.parse(tmp_path / "junit").getroot()  # noqa: S314 -- just written
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    page = (tmp_path / "html").read_text()
    assert "project_list" in page
    for text in (told, page, (tmp_path / "junit").read_text(), (tmp_path / "json").read_text()):
        assert SECRET not in text
        assert "<b>" not in text or text is told or text.startswith("{")


def test_check_of_good_traffic_ends_well(tmp_path: Path) -> None:
    write(tmp_path / "r", [exchange()])
    assert main(["check", str(tmp_path / "r")]) == 0
    assert main(["check", str(tmp_path / "none")]) == 2
    assert main(["coverage", str(tmp_path / "none")]) == 2


def test_file_that_is_no_text_is_refused_by_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "s1.zip"
    for content in (b"PK\x03\x04\xff\xfe", b"[" * 100_000):
        file.write_bytes(content)
        for command in (["check", str(file)], ["seed", str(file), "-o", str(tmp_path / "x")]):
            assert main(command) == 2
            assert f"{file} is no recording" in capsys.readouterr().err


def test_report_that_cannot_be_written_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    write(tmp_path / "r", [exchange("GET", "/projects/", answer=[])])
    monkeypatch.setattr(Path, "write_text", fail)
    for command in (["check", "--html"], ["seed", "--output"]):
        name, option = command
        assert main([name, str(tmp_path / "r"), option, str(tmp_path / "x")]) == 2
        assert capsys.readouterr().err == "the disk is full\n"


def test_coverage_of_a_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "r", [exchange()])
    assert main(["coverage", str(tmp_path / "r")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "state         1 project_list"
