"""The pages of the document, and "try it"."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock.core import DSSMock

EVERY_PAGE = """async () => {
  const pages = await import("/_mock/web/reference.js");
  const spec = await (await fetch("/_mock/openapi.json")).json();
  const broken = [];
  for (const item of Object.values(spec.paths)) {
    for (const node of Object.values(item)) {
      if (!node.operationId) continue;
      await pages.show(node.operationId);
      const shown = document.querySelector("#reference-page").textContent;
      const whole = shown.includes(node.operationId) && !shown.includes("[object");
      if (!whole) broken.push(node.operationId);
    }
  }
  return broken;
}"""


@pytest.fixture
def book(page: Any) -> Any:
    page.click("nav >> text=Reference")
    page.wait_for_selector("#reference-list details")
    return page


def open_page(page: Any, operation: str) -> None:
    page.evaluate("id => { location.hash = `#reference/${id}`; }", operation)
    page.locator("#reference-page", has_text=operation).locator("#try-form").wait_for()


def test_every_operation_is_listed(book: Any, mock: DSSMock) -> None:
    assert book.locator("#reference-list a").count() == len(mock.bundle.operations)


def test_search_narrows_the_list(book: Any) -> None:
    book.fill("#reference-search", "user create")
    assert book.locator("#reference-list a:visible").count() == 3
    assert book.locator("#reference-count").inner_text().startswith("3 of ")


def test_page_shows_parameters_and_schemas(book: Any) -> None:
    open_page(book, "project_list")
    text = book.locator("#reference-page").inner_text()
    assert "GET /projects/" in text
    assert "includeLocation" in text
    assert "versionTag" in text
    nested = book.locator(".schema details", has_text="versionTag").first
    nested.locator("summary").first.click()
    assert "lastModifiedOn" in nested.inner_text()
    book.locator("summary", has_text="Example").first.click()
    assert '"projectKey": "SALES"' in book.locator("#reference-page pre").first.inner_text()


def test_page_of_every_operation_is_drawn(book: Any) -> None:
    assert book.evaluate(EVERY_PAGE) == []


def test_read_can_be_tried(book: Any, mock: DSSMock) -> None:
    open_page(book, "group_get")
    book.fill("#try-group_name", "analysts")
    book.get_by_role("button", name="Send").click()
    book.wait_for_selector("#try-result pre")
    assert '"name": "analysts"' in book.locator("#try-result pre").inner_text()
    assert book.locator("#try-result .badge").inner_text() == "200"
    assert mock.calls[-1].operation == "group_get"


def test_write_can_be_tried(book: Any, mock: DSSMock) -> None:
    open_page(book, "group_create")
    book.fill("#try-body", '{"name": "tried", "sourceType": "LOCAL"}')
    book.get_by_role("button", name="Send").click()
    book.wait_for_selector("#try-result pre")
    assert "tried" in mock.table("groups")


def test_refusal_is_shown(book: Any) -> None:
    open_page(book, "group_list")
    book.fill("#try-key", "carol-key")
    book.get_by_role("button", name="Send").click()
    book.wait_for_selector("#try-result .badge.bad")
    assert book.locator("#try-result .badge").inner_text() == "403"


def test_query_and_names_are_encoded(book: Any, mock: DSSMock) -> None:
    open_page(book, "project_list")
    book.select_option("#try-includeLocation", "true")
    book.get_by_role("button", name="Send").click()
    book.wait_for_selector("#try-result pre")
    assert mock.calls[-1].query == {"includeLocation": True}
    open_page(book, "group_get")
    book.fill("#try-group_name", "a/b c")
    book.get_by_role("button", name="Send").click()
    book.wait_for_selector("#try-result .badge.bad")
    assert mock.calls[-1].path == "/admin/groups/a%2Fb%20c"
