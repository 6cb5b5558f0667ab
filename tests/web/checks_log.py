"""The live log of requests."""

from __future__ import annotations

from typing import Any

from dssmock.core import DSSMock

HOSTILE = "<img src=x onerror='window.hacked=1'>"


def entry(page: Any, operation: str) -> Any:
    return page.locator("#log-list > li", has_text=operation).first


def test_empty_log_shows_a_first_call(page: Any) -> None:
    assert page.locator("#log-empty").is_visible()
    assert (
        page.locator("#log-first").inner_text().startswith("curl -u admin-key: http://127.0.0.1:")
    )


def test_call_shows_up_while_the_page_is_open(page: Any, mock: DSSMock) -> None:
    mock.request("GET", "/projects/", query={"tags": "finance"})
    line = entry(page, "project_list")
    line.wait_for()
    spans = line.locator("summary > span").all_inner_texts()
    assert spans[2:5] == ["GET /projects/?tags=finance", "project_list", "200"]
    assert float(spans[5]) > 0
    assert spans[6] == "ok"
    assert page.locator("#log-empty").is_hidden()


def test_verdicts_tell_calls_apart(page: Any, mock: DSSMock) -> None:
    mock.request("POST", "/admin/groups/", json={"name": "g", "sourceType": "LOCAL", "colour": 1})
    mock.request("POST", "/projects/", json={"projectKey": 5})
    mock.request("GET", "/nothing")
    mock.faults.add("user_list", status=503)
    mock.request("GET", "/admin/users/")
    page.wait_for_selector("#log-list > li:nth-child(4)")
    badges = page.locator("#log-list .badge").all_inner_texts()
    assert badges == ["fault", "unknown", "refused", "warning"]
    page.select_option("#log-verdict", "warning")
    assert page.locator("#log-list > li").count() == 1
    assert page.locator("#log-count").inner_text() == "1 of 4"
    entry(page, "group_create").locator("summary").first.click()
    assert "unknown member /colour" in page.locator(".inside").inner_text()


def test_bodies_are_folded_and_secrets_masked(page: Any, mock: DSSMock) -> None:
    body = {"login": "zoe", "password": "s3cr3t", "groups": [], "sourceType": "LOCAL"}
    mock.request("POST", "/admin/users/", json=body)
    mock.request("POST", "/admin/global-api-keys/", json={"label": "CI"})
    made = mock.table("global_api_keys").values()[-1]["key"]
    entry(page, "user_create").wait_for()
    assert page.locator(".inside").count() == 0
    for operation in ("user_create", "global_api_key_create"):
        entry(page, operation).locator("summary").first.click()
    shown = page.locator("#log-list").inner_text()
    assert '"password": "***"' in shown
    assert "s3cr3t" not in page.content()
    assert made not in page.content()
    fold = entry(page, "user_create").locator(".inside > details").first
    fold.locator("summary").click()
    assert not fold.locator("pre").is_visible()


def test_search_looks_into_bodies_and_marks(page: Any, mock: DSSMock) -> None:
    mock.request("GET", "/projects/")
    mock.request("GET", "/admin/groups/")
    entry(page, "group_list").wait_for()
    page.fill("#log-search", "Analysts")
    assert page.locator("#log-list > li").count() == 1
    assert "analysts" in page.locator(".inside mark").all_inner_texts()
    page.fill("#log-search", "project_list")
    assert page.locator("#log-list mark").all_inner_texts() == ["project_list"]
    page.fill("#log-search", "")
    assert page.locator("#log-list > li").count() == 2


def test_pause_holds_the_log_and_clear_empties_it(page: Any, mock: DSSMock) -> None:
    page.click("#log-pause")
    assert page.get_attribute("#log-pause", "aria-pressed") == "true"
    mock.request("GET", "/projects/")
    # Two looks at the clock of the header are two chances to show the call.
    with page.expect_response("**/_mock/clock"):
        pass
    with page.expect_response("**/_mock/clock"):
        pass
    assert page.locator("#log-list > li").count() == 0
    page.click("#log-pause")
    entry(page, "project_list").wait_for()
    page.click("#log-clear")
    page.wait_for_selector("#log-empty", state="visible")
    assert mock.calls == []


def test_log_begins_anew_with_another_process(page: Any, mock: DSSMock) -> None:
    mock.request("GET", "/projects/")
    mock.request("GET", "/projects/")
    page.wait_for_selector("#log-list > li:nth-child(2)")
    mock.log.number = 0
    mock.calls.clear()
    mock.request("GET", "/admin/groups/")
    entry(page, "group_list").wait_for()
    assert page.locator("#log-list > li").count() == 1


def test_what_callers_send_is_only_text(page: Any, mock: DSSMock) -> None:
    mock.request("POST", "/admin/groups/", json={"name": HOSTILE, "sourceType": "LOCAL"})
    mock.request("GET", f"/projects/{HOSTILE}/datasets/")
    page.wait_for_selector("#log-list > li:nth-child(2)")
    entry(page, "group_create").locator("summary").first.click()
    page.fill("#log-search", "onerror")
    assert HOSTILE in page.locator("#log-list").inner_text()
    page.goto(page.url.partition("#")[0] + "#state")
    page.click('[data-key="groups"] > summary')
    assert HOSTILE in page.locator("#state-tree").inner_text()
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.hacked") is None


def test_link_leads_to_the_reference(page: Any, mock: DSSMock) -> None:
    mock.request("GET", "/projects/")
    entry(page, "project_list").locator("summary").first.click()
    page.click("text=Reference of project_list")
    page.wait_for_selector("#try-form")
    assert page.locator("#reference-page h2").inner_text() == "List the projects"
