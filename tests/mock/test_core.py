"""The instance: answers, checks, log, state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dssmock import errors
from dssmock.contract.verify import Verifier
from dssmock.core import (
    EMPTY,
    Binary,
    DSSMock,
    ManualClock,
    RealClock,
    Request,
    Response,
    Text,
    handles,
)
from tests.mock.tiny import DOCUMENT, answer, fail, make_mock, operation


def test_probe_of_health_needs_no_key(tiny: DSSMock) -> None:
    answer = tiny.handle(Request("GET", "/dip/api/get-configuration"))
    assert (answer.status, answer.json()) == (200, {})
    assert tiny.handle(Request("POST", "/dip/api/get-configuration")).status == 404
    assert tiny.handle(Request("GET", "/dip/api/other")).status == 404
    assert tiny.calls == []


@pytest.mark.parametrize("version", ["3.0", "7.9", "15.3", "99", "x", "", "15.2.", 15, None])
def test_version_out_of_range_is_refused(version: Any) -> None:
    with pytest.raises(ValueError, match=r"is no version of DSS from 8\.0 to 15\.2") as caught:
        make_mock(version=version)
    assert repr(version) in str(caught.value)
    mock = make_mock(version="8.0")
    if version is not None:
        with pytest.raises(ValueError, match="is no version of DSS"):
            mock.reset(version=version)
    assert mock.version == "8.0"
    with pytest.raises(ValueError, match="is no version of DSS"):
        Verifier(version)


def test_answers_carry_version_and_json_type(tiny: DSSMock) -> None:
    response = tiny.request("GET", "/things/")
    assert response.status == 200
    assert response.headers["dss-version"] == "15.2.0"
    assert response.headers["dss-api-version"] == "1"
    assert response.headers["content-type"] == "application/json;charset=utf-8"


@pytest.mark.parametrize("path", ["/nowhere", "/dip/publicapi/nowhere"])
def test_unknown_route_is_a_page(tiny: DSSMock, path: str) -> None:
    response = tiny.request("GET", path)
    assert response.status == 404
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["dss-version"] == "15.2.0"
    assert "<html>" in response.text
    assert tiny.calls[-1].status == 404
    assert tiny.calls[-1].operation is None


def test_path_outside_of_the_api_is_a_page_and_no_call(tiny: DSSMock) -> None:
    assert tiny.handle(Request("GET", "/login")).status == 404
    assert tiny.calls == []


def test_both_prefixes_lead_to_the_same(tiny: DSSMock) -> None:
    tiny.request("POST", "/public/api/things", json={"id": "a"})
    assert tiny.request("GET", "/dip/publicapi/things/a").json() == {"id": "a"}


def test_wrong_method_is_json_with_allow(tiny: DSSMock) -> None:
    response = tiny.request("PATCH", "/things/")
    assert response.status == 405
    assert response.headers["allow"] == "GET, POST"
    assert "rawMethodPATCHnotsupported" in response.json()["message"]


def test_operation_without_handler_is_501_and_named(tiny: DSSMock) -> None:
    response = tiny.request("GET", "/things/actions/missing")
    assert response.status == 501
    assert "thing_missing" in response.json()["message"]


def test_errors_have_the_shape_of_dss(tiny: DSSMock) -> None:
    response = tiny.request("GET", "/things/a%3Cb")
    assert response.status == 404
    assert response.json() == {
        "errorType": "com.dataiku.dip.server.controllers.NotFoundException",
        "message": "thing does not exist: a<b",
        "detailedMessage": "thing does not exist: a<b",
        "detailedMessageHTML": "<span>thing does not exist: a&lt;b</span>",
        "stackTraceStr": "com.dataiku.dip.server.controllers.NotFoundException: "
        "thing does not exist: a<b\n\tat dssmock",
    }


def test_error_keeps_type_code_and_detail() -> None:
    error = errors.Conflict("in use", "x.Y", code="ERR_X", detailed="in use by B")
    body = error.response().json()
    assert (error.response().status, body["errorType"], body["code"]) == (409, "x.Y", "ERR_X")
    assert body["detailedMessage"] == "in use by B"


def test_text_answer_is_utf8(tiny: DSSMock) -> None:
    response = tiny.request("GET", "/things/actions/log")
    assert response.body == "línea\n".encode()
    assert response.headers["content-type"] == "text/plain;charset=utf-8"


def test_binary_answer_streams_with_the_declared_type(tiny: DSSMock) -> None:
    tiny.request("POST", "/things/a/files/x/y.zip", content=b"\x00\xff\r\n")
    response = tiny.request("GET", "/things/a/files/x/y.zip")
    assert not isinstance(response.content, bytes)
    assert response.body == b"\x00\xff\r\n"
    assert response.headers["content-type"] == "application/zip"
    assert response.headers["content-disposition"] == 'attachment; filename="it.zip"'


@pytest.mark.parametrize(
    ("filename", "header"),
    [
        ("a b.zip", 'attachment; filename="a b.zip"'),
        ('a"\r\n日.zip', "attachment; filename*=UTF-8''a%22%0D%0A%E6%97%A5.zip"),
    ],
)
def test_file_name_fits_in_a_header(filename: str, header: str) -> None:
    mock = make_mock(handlers={"thing_read": lambda call: Binary(b"x", filename, "image/png")})
    response = mock.request("GET", "/things/a/files/b")
    assert response.headers["content-disposition"] == header
    assert response.headers["content-type"] == "image/png"
    assert response.body == b"x"


def test_handler_may_give_a_whole_response() -> None:
    mock = make_mock(handlers={"thing_wrong": lambda call: Response(500, {}, b"")})
    response = mock.request("GET", "/things/actions/wrong")
    assert (response.status, response.body) == (500, b"")
    assert response.headers["dss-version"] == "15.2.0"


def test_undeclared_answer_may_say_anything() -> None:
    mock = make_mock(handlers={"thing_update": lambda call: {"msg": "ok"}})
    assert mock.request("PUT", "/things/a", json={"id": "a"}).json() == {"msg": "ok"}


def test_status_is_the_declared_one() -> None:
    no_success = {"4XX": {"description": "no"}}
    created = {"201": answer({"type": "object"})["200"], "204": {"description": "nothing"}}
    document = {
        "paths": {"/a": {"put": operation("a", created)}, "/b": {"put": operation("b", no_success)}}
    }
    handlers = {"a": lambda call: {}, "b": lambda call: None}
    mock = DSSMock(bundle=document, handlers=handlers)
    assert mock.request("PUT", "/a").status == 201
    assert mock.request("PUT", "/b").status == 200


def test_operation_has_one_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dssmock.registry.HANDLERS", {})
    handles("a", "b")(fail("x"))
    with pytest.raises(ValueError, match="b has two handlers"):
        handles("b")(fail("x"))


def test_log_forgets_the_oldest(tiny: DSSMock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dssmock.calllog.MAX_CALLS", 2)
    for number in range(3):
        tiny.request("GET", f"/things/{number}")
    assert [call.path for call in tiny.calls] == ["/things/1", "/things/2"]


def test_empty_answer_has_no_body(tiny: DSSMock) -> None:
    tiny.request("POST", "/things/", json={"id": "a"})
    response = tiny.request("PUT", "/things/a", json={"id": "a", "size": 3})
    assert (response.status, response.body) == (200, b"")
    assert tiny.request("GET", "/things/a").json()["size"] == 3


@pytest.mark.parametrize(
    ("operation", "path", "value", "text"),
    [
        ("thing_wrong", "/things/actions/wrong", {"id": 5}, "/id: 5 is not of type"),
        ("thing_wrong", "/things/actions/wrong", {"id": "a", "x": object()}, "no JSON"),
        ("thing_wrong", "/things/actions/wrong", Text("a"), "no JSON where"),
        ("thing_wrong", "/things/actions/wrong", EMPTY, "answers nothing"),
        ("thing_wrong", "/things/actions/wrong", None, "null"),
        ("thing_log", "/things/actions/log", {"id": "a"}, "JSON where the document says text"),
        ("thing_wrong", "/things/actions/wrong", Binary(b"a"), "no JSON where"),
    ],
)
def test_answer_that_breaks_the_document_is_a_defect(
    operation: str, path: str, value: Any, text: str
) -> None:
    mock = make_mock(handlers={operation: lambda call: value})
    with pytest.raises(errors.MockDefect, match=operation) as caught:
        mock.request("GET", path)
    assert text in str(caught.value)
    assert mock.calls[-1].status == 500


def test_defect_names_the_place_in_the_document(tiny: DSSMock) -> None:
    with pytest.raises(
        errors.MockDefect, match="/paths/~1things~1actions~1wrong/get/responses/200"
    ):
        tiny.request("GET", "/things/actions/wrong")


def test_crash_of_a_handler_is_a_defect() -> None:
    mock = make_mock(handlers={"thing_wrong": lambda call: call.path["nope"]})
    with pytest.raises(errors.MockDefect, match="thing_wrong crashed: KeyError"):
        mock.request("GET", "/things/actions/wrong")


def test_error_of_a_handler_is_answered() -> None:
    mock = make_mock(handlers={"thing_wrong": fail("no disk")})
    response = mock.request("GET", "/things/actions/wrong")
    assert response.status == 500
    assert response.json()["message"] == "no disk"


def test_log_tells_what_came_and_no_credential(tiny: DSSMock) -> None:
    tiny.request("POST", "/things/", json={"id": "a/b"}, query={"x": "1"})
    tiny.request("GET", "/things/a%2Fb")
    first, second = tiny.calls
    assert (first.method, first.path, first.body) == ("POST", "/things/", {"id": "a/b"})
    assert (first.operation, first.status, first.query) == ("thing_create", 200, {"x": "1"})
    assert (second.path, second.status) == ("/things/a%2Fb", 200)
    assert tiny.admin_key not in repr(tiny.calls)


def test_log_keeps_the_body_as_it_came() -> None:
    def change(call: Any) -> Any:
        call.body["id"] = "changed"
        return call.body

    mock = make_mock(handlers={"thing_create": change})
    mock.request("POST", "/things/", json={"id": "a"})
    assert mock.calls[0].body == {"id": "a"}


def test_unknown_member_is_a_warning(tiny: DSSMock) -> None:
    body = {"id": "a", "colour": 1, "inner": {"b": 2}}
    assert tiny.request("POST", "/things/", json=body).status == 200
    assert tiny.calls[0].warnings == ["unknown member /inner/b", "unknown member /colour"]


def test_unknown_parameter_is_a_warning(tiny: DSSMock) -> None:
    assert tiny.request("GET", "/things/", query={"colour": "red"}).status == 200
    assert tiny.calls[0].warnings == ["unknown parameter colour"]


@pytest.mark.parametrize(
    "sent", [{"json": {"id": "a", "colour": 1}}, {"json": {"id": "a"}, "query": {"colour": "1"}}]
)
def test_strict_refuses_what_is_unknown(sent: dict[str, Any]) -> None:
    mock = make_mock(strict=True)
    response = mock.request("POST", "/things/", **sent)
    assert response.status == 400
    assert "colour" in response.json()["message"]
    assert len(mock.table("things")) == 0


@pytest.mark.parametrize("body", [{"id": 5}, {}, [], "a", {"id": "a", "inner": {"a": "x"}}])
def test_wrong_body_is_refused(tiny: DSSMock, body: Any) -> None:
    response = tiny.request("POST", "/things/", json=body)
    assert response.status == 400
    assert "thing_create" in response.json()["message"]
    assert len(tiny.table("things")) == 0


def test_versions_decide_which_operations_exist() -> None:
    assert make_mock().request("GET", "/old/").status == 404
    assert make_mock().request("GET", "/new/").status == 200
    assert make_mock(version="12.6.3").request("GET", "/old/").status == 200
    assert make_mock(version="12.6.3").request("GET", "/new/").status == 404
    assert make_mock(version="12.6.3").request("GET", "/old/").headers["dss-version"] == "12.6.3"


def test_reset_begins_anew(tiny: DSSMock) -> None:
    first = tiny.ids.short()
    tiny.request("POST", "/things/", json={"id": "a"})
    tiny.faults.add(status=503, times=None)
    tiny.blobs.put("x", b"1")
    tiny.reset()
    assert tiny.request("GET", "/things/a").status == 404
    assert len(tiny.calls) == 1
    assert "x" not in tiny.blobs
    assert tiny.ids.short() == first


def test_reset_begins_the_clock_anew() -> None:
    mock = make_mock(clock=ManualClock(1000))
    mock.clock.advance(864_000)
    mock.reset()
    assert mock.clock.now_ms() == 1000
    real = make_mock()
    before = real.clock.now_ms()
    real.clock.advance(864_000)
    real.reset()
    assert before <= real.clock.now_ms() < before + 864_000_000


def test_failed_reset_changes_nothing(tmp_path: Path) -> None:
    mock = DSSMock("demo", clock=ManualClock())
    mock.clock.advance(60)
    mock.futures.script("FAILED")
    mock.jobs.script("FAILED")
    mock.faults.add("group_list", status=503)
    mock.blobs.put("x", b"1")
    mock.nodes.own("auto").table("things").put("a", {"id": "a"})
    job = {"outputs": [{"projectKey": "PENGUINS", "id": "penguins_by_species"}]}
    mock.request("POST", "/projects/PENGUINS/jobs/", json=job)
    rows = "/projects/PENGUINS/datasets/penguins/data/?format=tsv-excel-noheader"
    text = mock.request("GET", rows).body
    calls, faults, saved = list(mock.calls), mock.faults.data(), mock.snapshot()
    bad = tmp_path / "bad.yaml"
    bad.write_text("extends: demo\nusers: [{login: eve}]\nprojects: [{key: PENGUINS}]\n")
    for seed, version in ((str(bad), "14.0.0"), ("demo", "never")):
        with pytest.raises(ValueError, match=r"PENGUINS|'never' is no version"):
            mock.reset(seed, version)
        assert (mock.seed, mock.version) == ("demo", "15.2.0")
        assert (mock.calls, mock.faults.data(), mock.snapshot()) == (calls, faults, saved)
    assert mock.log.after(0) == calls
    assert mock.request("GET", rows).body == text
    assert mock.request("GET", "/admin/groups/").status == 503
    mock.reset("empty")
    assert not mock.nodes.dump()
    mock.close()


def test_restore_goes_back(tiny: DSSMock) -> None:
    tiny.request("POST", "/things/", json={"id": "a"})
    tiny.blobs.put("x", b"1")
    saved = tiny.snapshot()
    next_id = tiny.ids.short()
    tiny.request("PUT", "/things/a", json={"id": "a", "size": 1})
    tiny.request("POST", "/things/", json={"id": "b"})
    tiny.blobs.put("x", b"2")
    for _ in range(2):
        tiny.restore(saved)
        assert tiny.request("GET", "/things/a").json() == {"id": "a"}
        assert tiny.request("GET", "/things/b").status == 404
        assert tiny.blobs.get("x") == b"1"
        assert tiny.ids.short() == next_id
        tiny.request("PUT", "/things/a", json={"id": "a", "size": 2})


def test_restore_does_not_go_back_in_time() -> None:
    mock = make_mock(clock=ManualClock(1000))
    mock.clock.advance(60)
    saved = mock.snapshot()
    mock.clock.advance(60)
    mock.restore(saved)
    assert mock.clock.now_ms() == 121_000
    other = make_mock(clock=ManualClock(1000))
    other.restore(saved)
    assert other.clock.now_ms() == 61_000


class Part:
    """An object of the state that is no JSON."""

    def __init__(self) -> None:
        self.value = 0
        self.closed = False

    def dump(self) -> int:
        return self.value

    def load(self, saved: int) -> None:
        self.value = saved

    def close(self) -> None:
        self.closed = True


def test_parts_live_as_long_as_the_state(tiny: DSSMock) -> None:
    part = tiny.part("p", Part)
    assert tiny.part("p", Part) is part
    saved = tiny.snapshot()
    part.value = 5
    late = tiny.part("late", Part)
    plain = tiny.part("plain", dict)
    tiny.restore(saved)
    assert part.value == 0
    assert late.closed
    assert tiny.part("late", Part) is not late
    assert tiny.part("plain", dict) is not plain
    tiny.reset()
    assert part.closed
    tiny.part("p", Part)
    tiny.close()
    assert tiny.part("p", Part) is not part


def test_seed_must_exist(tiny: DSSMock) -> None:
    with pytest.raises(ValueError, match="it is one of empty, demo"):
        make_mock(seed="full")
    with pytest.raises(ValueError, match="no seed"):
        tiny.reset("full")
    with pytest.raises(TypeError, match="a seed is a text, not 5"):
        tiny.reset(5)  # type: ignore[arg-type]


def test_handles_of_the_same_seed_are_the_same() -> None:
    assert make_mock().ids.short(12) == make_mock().ids.short(12)
    assert make_mock(rng_seed=1).ids.short(12) != make_mock().ids.short(12)
    assert make_mock().ids.secret().startswith("dkuaps-")


def test_clocks_advance() -> None:
    manual = ManualClock(1000)
    manual.advance(1.5)
    assert manual.now_ms() == 2500
    real = RealClock()
    before = real.now_ms()
    real.advance(3600)
    assert real.now_ms() - before >= 3_600_000


def test_package_document_is_used_by_default() -> None:
    mock = DSSMock()
    assert mock.request("GET", "/futures/").json() == []
    assert "future_get" in mock.bundle.operations


def test_operation_id_used_twice_is_refused() -> None:
    twice = {"/a": DOCUMENT["paths"]["/open"], "/b": DOCUMENT["paths"]["/open"]}
    with pytest.raises(ValueError, match="open_get is used twice"):
        DSSMock(bundle={**DOCUMENT, "paths": twice}, handlers={})
