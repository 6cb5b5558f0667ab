"""The page as a whole: keyboard, names of fields, contrast, foreign sites, pictures."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from dssmock.core import DSSMock
from dssmock.server import Server

NAMELESS = """() => [...document.querySelectorAll("input, select, textarea, button")]
  .filter((each) => !each.labels?.length && !each.ariaLabel && !each.textContent.trim())
  .map((each) => each.outerHTML)"""
# Contrast of texts with what is behind them, as WCAG 2 counts it.
CONTRASTS = """() => {
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((each) => each / 255)
      .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if (!own || !node.checkVisibility()) continue;
    const both = [light(parts(getComputedStyle(node).color)), light(behind(node))];
    const pair = both.sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${node.outerHTML.slice(0, 120)}`);
  }
  return low;
}"""


def furnish(mock: DSSMock) -> None:
    """Calls and tasks that show what the page can."""
    mock.request("GET", "/projects/")
    body = {"login": "zoe", "password": "s3cr3t", "groups": ["readers"], "sourceType": "LOCAL"}
    mock.request("POST", "/admin/users/", json=body)
    mock.request("POST", "/admin/groups/", json={"name": "g", "sourceType": "LOCAL", "colour": 1})
    mock.request("POST", "/projects/", json={"projectKey": 5})
    mock.request("GET", "/nothing")
    mock.faults.add("user_list", status=503, times=3)
    mock.request("GET", "/admin/users/")
    mock.futures.script(duration_ms=90_000)
    mock.request("POST", "/admin/container-exec/actions/push-base-images")
    mock.clock.advance(33)
    mock.request("GET", "/projects/PENGUINS/datasets/")


def show_log(page: Any) -> None:
    page.wait_for_selector("#log-list > li:nth-child(8)")
    page.locator("#log-list > li", has_text="group_create").locator("summary").first.click()


def show_state(page: Any) -> None:
    base = "project/PENGUINS"
    opened = (base, f"{base}/datasets", "dataset/PENGUINS/penguins", f"{base}/scenarios", "futures")
    for key in opened:
        page.click(f'[data-key="{key}"] > summary')
    page.click(f'[data-key="{base}/scenario/NIGHTLY"] > summary')
    page.wait_for_selector(".rows table")


def show_control(page: Any) -> None:
    page.wait_for_selector("#faults li")


def show_reference(page: Any) -> None:
    page.goto(page.url.partition("#")[0] + "#reference/dataset_get_schema")
    page.wait_for_selector("#try-form")
    page.fill("#try-project_key", "PENGUINS")
    page.fill("#try-dataset_name", "penguins")
    page.get_by_role("button", name="Send").click()
    page.wait_for_selector("#try-result pre")


VIEWS = {
    "log": show_log, "state": show_state, "control": show_control, "reference": show_reference,
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_view_is_readable_in_light_and_dark(
    page: Any, mock: DSSMock, tmp_path: Path, pytestconfig: Any, view: str, scheme: str
) -> None:
    furnish(mock)
    page.emulate_media(color_scheme=scheme)
    page.goto(page.url.partition("#")[0] + f"#{view}")
    VIEWS[view](page)
    assert page.evaluate(CONTRASTS) == []
    assert page.evaluate(NAMELESS) == []
    folder = pytestconfig.getoption("screenshots") or tmp_path
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=folder / f"mock-{view}-{scheme}.png", full_page=view != "log")
    colour = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
    assert (page.evaluate(colour) > 128) is (scheme == "light")


def test_keyboard_reaches_and_opens_everything(page: Any, mock: DSSMock) -> None:
    mock.request("GET", "/projects/")
    page.wait_for_selector("#log-list > li")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#state", state="visible")
    page.go_back()
    page.focus("#log-list summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".inside")


def test_narrow_window_needs_no_scrolling_sideways(page: Any, mock: DSSMock) -> None:
    furnish(mock)
    page.set_viewport_size({"width": 420, "height": 800})
    for view in VIEWS:
        page.goto(page.url.partition("#")[0] + f"#{view}")
        page.wait_for_selector(f"#{view}", state="visible")
        assert page.evaluate("document.documentElement.scrollWidth") <= 420, view


def test_page_says_when_the_mock_is_gone(browser: Any) -> None:
    other = DSSMock().serve()
    page = browser.new_page()
    page.goto(other.url)
    page.locator("#about", has_text="15.2.0").wait_for()
    other.stop()
    page.locator("#about", has_text="does not answer").wait_for()
    page.close()


class Foreign(BaseHTTPRequestHandler):
    """A page of another site."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>elsewhere</title>")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


FORGED = """async ([url, kind, body]) => {
  const made = { method: "POST", headers: { "Content-Type": kind }, body };
  try { return (await fetch(`${url}/_mock/reset`, { mode: "no-cors", ...made })).type; }
  catch { return "refused"; }
}"""


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_foreign_site_changes_nothing(
    browser: Any, server: Server, mock: DSSMock, kind: str
) -> None:
    mock.request("GET", "/projects/")
    site = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    Thread(target=site.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{site.server_port}")
    page.evaluate(FORGED, [server.url, kind, '{"seed": "empty"}'])
    page.close()
    site.shutdown()
    site.server_close()
    assert mock.seed == "demo"
    assert len(mock.calls) == 1
