"""No secret shows anywhere: not in messages, causes, tracebacks, logs, pickles or the mock."""

from __future__ import annotations

import base64
import json
import logging
import pickle
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataikuapi import DSSClient
from dataikuapi._prepare import outgoing
from dataikuapi_rest import api
from dssmock import DSSMock
from dssmock.control import Control
from dssmock.http import Request
from tests.property.leaks import (
    ANY,
    CALLS,
    CLIENTS,
    FORMS,
    VISIBLE,
    WAYS,
    Echo,
    all_logged,
    found,
    places,
    seen,
)
from tests.servers import answer, serving

CALLS_TRIED = 44
numbers = count()
CHARACTERS = {
    VISIBLE: st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=8),
    ANY: st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
}
# Of the answers to these, nothing is told but their type.
QUIET = ("silence", "wrong kind")
# Of these the beginning is shown, by the calls that expect something else.
PAGES = ("login", "not utf-8")
NOTHING_HIDDEN: dict[str, Any] = {
    "dataikuapi._prepare.redact": lambda text, _: text,
    "dataikuapi._prepare.redact_json": lambda value, _: value,
    "dataikuapi._masking.redact": lambda text, _: text,
    "dataikuapi._failures.scrub": lambda *_: None,
    "dataikuapi._failures.redact": lambda text, _: text,
}
PAIRS = [pytest.param(kind, call, id=f"{kind} {call}") for kind in CLIENTS for call in CALLS]


def marked(text: str) -> str:
    """A secret that stands nowhere else; its beginning is known when it is cut."""
    return f"S{next(numbers):05x}r3t{text}!x"


def drawn(data: Any, kinds: dict[str, str]) -> dict[str, str]:
    """A secret for each place."""
    return {name: marked(data.draw(CHARACTERS[kind], label=name)) for name, kind in kinds.items()}


def leaks(texts: list[str], secrets: dict[str, str]) -> dict[str, list[str]]:
    """The places whose secrets are in the texts."""
    return {name: where for name, each in secrets.items() if (where := found(texts, each))}


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(("kind", "call"), PAIRS)
@settings(max_examples=CALLS_TRIED)
@given(data=st.data())
def test_no_secret_shows_anywhere(kind: str, call: str, is_async: bool, data: Any) -> None:
    secrets = drawn(data, places(kind, call))
    form = data.draw(st.sampled_from(FORMS), label="form")
    server = Echo(
        data.draw(st.sampled_from(list(WAYS)), label="way"),
        {each: form(each) for each in secrets.values()},
        is_async=is_async,
    )
    assert leaks(seen(kind, call, secrets, server), secrets) == {}


def test_ten_thousand_secrets_are_searched() -> None:
    each_time = sum(len(places(kind, call)) for kind in CLIENTS for call in CALLS)
    assert each_time * CALLS_TRIED > 10_000


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("way", [name for name in WAYS if name not in QUIET + PAGES])
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_secrets_are_found_when_nothing_is_hidden(
    way: str, call: str, is_async: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, identity in NOTHING_HIDDEN.items():
        monkeypatch.setattr(name, identity)
    secrets = {name: marked("") for name in places("bearer", call)}
    server = Echo(way, {each: each for each in secrets.values()}, is_async=is_async)
    assert set(leaks(seen("bearer", call, secrets, server), secrets)) == set(secrets)


@pytest.mark.parametrize("way", PAGES)
def test_key_is_found_in_a_page_when_nothing_is_hidden(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dataikuapi._prepare.redact", lambda text, _: text)
    secrets = {name: marked("") for name in places("bearer", "nothing")}
    server = Echo(way, {secrets["own"]: secrets["own"]})
    assert set(leaks(seen("bearer", "nothing", secrets, server), secrets)) == {"own"}


def test_key_shows_in_no_form_of_basic() -> None:
    secret = marked("é/+")
    value = base64.b64encode(f"{secret}:".encode()).decode()
    secrets = {name: marked("") for name in places("api key", "nothing")} | {"own": secret}
    for form in (value, f"Basic {value}"):
        for way in WAYS:
            texts = seen("api key", "nothing", secrets, Echo(way, {form: form}))
            assert leaks(texts, {"own": secret}) == {}
            assert not any(value in text for text in texts)


@settings(max_examples=150)
@given(data=st.data())
def test_refused_secret_is_not_told(data: Any) -> None:
    odd = data.draw(st.sampled_from(["\n", "\r\nX: 1", "\0", "é", "\x01", "\ud800", "\x7f"]))
    secret = f"{marked('')[:-2]}{odd}{data.draw(CHARACTERS[VISIBLE])}"
    texts: list[str] = []
    for options in (
        {"internal_ticket": secret},
        {"jwt_bearer_token": secret},
        {"api_key": "k", "extra_headers": {"X-Token": secret}},
        {"api_key": "k", "extra_headers": {secret: "value"}},
        {"api_key": secret + "\ud800"},
    ):
        transport = Echo("silence", {})
        with pytest.raises(ValueError, match=r"header|surrogate") as caught:
            DSSClient("http://dss", transport=transport, **options).list_groups()
        texts += [repr(caught.value), str(caught.value), repr(caught.value.__context__)]
    key = f"{marked('')}\n"
    with pytest.raises(ValueError, match="key must not hold control") as caught:
        api.global_api_key.global_api_key_get_by_secret.build_request(key)
    texts += [repr(caught.value)]
    marks = {"own": secret[:9], "path": key[:9]}
    assert {name: [t for t in texts if mark in t] for name, mark in marks.items()} == {
        "own": [],
        "path": [],
    }


@settings(max_examples=50)
@given(data=st.data())
def test_requests_that_tools_print_show_no_secret(data: Any) -> None:
    secrets = drawn(data, {"body": ANY, "path": ANY, "header": ANY})
    create = api.user.user_create.build_request(body={"login": "c", "password": secrets["body"]})
    read = api.global_api_key.global_api_key_get_by_secret.build_request(secrets["path"])
    read = read.changed(headers={"X-Token": secrets["header"]})
    texts = [repr(each) for each in (create, read, outgoing(create), outgoing(read))]
    assert leaks(texts, secrets) == {}


@settings(max_examples=250)
@given(data=st.data())
def test_log_of_the_mock_holds_no_secret(mock: DSSMock, data: Any) -> None:
    kinds = {"key": VISIBLE, "password": ANY, "connection": ANY, "path": ANY, "query": ANY}
    secrets = drawn(data, kinds)
    mock.calls.clear()
    with all_logged() as texts:
        with DSSClient(
            mock.base_url,
            mock.admin_key,
            transport=mock.transport(),
            extra_headers={"X-Other-Key": secrets["key"]},
        ) as client:
            login = f"u{next(numbers)}"
            client.create_user(login, secrets["password"])
            params = {"password": secrets["connection"]}
            client.create_connection(login, "PostgreSQL", params=params)
            request = api.global_api_key.global_api_key_get_by_secret.build_request(secrets["path"])
            with pytest.raises(Exception, match="\n") as caught:
                client.rest.json(request)
            client._perform_json("GET", "/admin/users/", params={"apiKey": secrets["query"]})
        texts += [repr(mock.calls), repr(caught.value)]
    calls = Control(mock).handle(Request("GET", "/_mock/calls")).body.decode()
    texts += [calls, json.dumps(json.loads(calls), ensure_ascii=False)]
    texts.append(pickle.dumps(mock.calls).decode("latin-1"))
    assert leaks(texts, secrets) == {}
    assert [call.operation for call in mock.calls][:3] == [
        "user_create",
        "connection_create",
        "global_api_key_get_by_secret",
    ]
    # What was sent has arrived all the same.
    assert mock.table("users").get(login)["password"] == secrets["password"]


def test_log_of_the_mock_would_show_secrets(mock: DSSMock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dssmock.masking.masked", lambda value: value)
    monkeypatch.setattr("dssmock.masking.shown_path", lambda path, _: path)
    mock.request("POST", "/admin/users/", json={"login": "carol", "password": "S3cr3t-of-carol"})
    mock.request("GET", "/admin/globalAPIKeys/S3cr3t-in-path")
    assert "S3cr3t-of-carol" in repr(mock.calls)
    assert "S3cr3t-in-path" in repr(mock.calls)


def test_log_of_other_requests_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        serving([answer(b"[]")]) as server,
        DSSClient(server.url, "a-long-key") as client,
    ):
        client.list_groups()
    lines = [each.getMessage() for each in caplog.records if each.name.startswith("urllib3")]
    assert lines[-1] == f'{server.url} "GET /dip/publicapi/admin/groups/ HTTP/1.1" 200 2'
