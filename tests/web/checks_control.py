"""Buttons and forms that steer the instance."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from dssmock.core import DSSMock
from dssmock.trainings import trainings


@pytest.fixture
def panel(page: Any) -> Any:
    page.click("nav >> text=Control")
    # The pace of the clock is read last; what is chosen before that would be chosen back.
    expect(page.locator("#clock-mode")).to_have_value("stepped")
    return page


def said(page: Any, text: str) -> None:
    page.locator("#notice", has_text=text).wait_for()


def test_reset_begins_anew_with_a_seed(panel: Any, mock: DSSMock) -> None:
    panel.get_by_label("Seed", exact=True).select_option("empty")
    panel.get_by_role("button", name="Reset").click()
    said(panel, "begins anew")
    assert mock.seed == "empty"
    assert len(mock.table("projects")) == 0


def test_snapshot_is_taken_and_restored(panel: Any, mock: DSSMock) -> None:
    before = mock.table("groups").ids()
    panel.click("#take-snapshot")
    said(panel, "Snapshot")
    mock.request("POST", "/admin/groups/", json={"name": "later", "sourceType": "LOCAL"})
    panel.click("#restore-snapshot")
    said(panel, "back at snapshot")
    assert mock.table("groups").ids() == before


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("status", {"status": "429"}, {"status": 429}),
        ("html", {"status": "502"}, {"status": 502, "html": True}),
        ("delay", {"delay": "1.5"}, {"status": None, "delay": 1.5}),
        ("drop", {"drop": "reset"}, {"status": None, "drop": "reset"}),
        ("cut_body", {"cut_body": "7"}, {"status": None, "cut_body": 7}),
    ],
)
def test_fault_of_each_kind_is_added(
    panel: Any, mock: DSSMock, kind: str, fields: dict[str, str], expected: dict[str, Any]
) -> None:
    panel.fill("#fault-op", "project_*")
    panel.select_option("#fault-kind", kind)
    for name, value in fields.items():
        place = panel.locator("#fault-cut" if name == "cut_body" else f"#fault-{name}")
        place.select_option(value) if name == "drop" else place.fill(value)
    panel.fill("#fault-times", "")
    panel.fill("#fault-probability", "0.5")
    panel.fill("#fault-seed", "3")
    panel.fill("#fault-after", "2")
    panel.get_by_role("button", name="Add the fault").click()
    said(panel, "added")
    [fault] = mock.faults.data()
    general = {"op": "project_*", "times": None, "probability": 0.5, "seed": 3, "after": 2}
    assert fault | general | expected == fault


def test_fault_hits_and_is_removed(panel: Any, mock: DSSMock) -> None:
    panel.fill("#fault-op", "project_list")
    panel.get_by_role("button", name="Add the fault").click()
    said(panel, "added")
    assert "project_list: status 503" in panel.locator("#faults").inner_text()
    assert mock.request("GET", "/projects/").status == 503
    panel.get_by_role("button", name="Remove fault").click()
    said(panel, "gone")
    assert mock.faults.data() == []


def test_wrong_fault_says_why(panel: Any, mock: DSSMock) -> None:
    panel.fill("#fault-op", "nothing_like_it")
    panel.get_by_role("button", name="Add the fault").click()
    said(panel, "is no operation")
    assert "bad" in panel.get_attribute("#notice", "class")
    assert mock.faults.data() == []


def test_operations_are_offered(panel: Any, mock: DSSMock) -> None:
    panel.wait_for_selector("#operations option", state="attached")
    assert panel.locator("#operations option").count() == len(mock.bundle.operations)


def test_clock_advances_and_changes_its_pace(panel: Any, mock: DSSMock) -> None:
    before = mock.clock.now_ms()
    panel.fill("#clock-seconds", "90")
    panel.get_by_role("button", name="Advance").click()
    moment = datetime.fromtimestamp((before + 90_000) // 1000, tz=UTC)
    said(panel, f"{moment:%H:%M:%S} UTC")
    assert mock.clock.now_ms() == before + 90_000
    panel.select_option("#clock-mode", "scaled")
    panel.fill("#clock-factor", "20")
    panel.get_by_role("button", name="Change the clock").click()
    said(panel, "scaled")
    panel.locator("#time", has_text="scaled 20 times").wait_for()


def test_scripts_are_set_for_all_kinds_of_work(panel: Any, mock: DSSMock) -> None:
    panel.fill("#script-states", "RUNNING, FAILED")
    panel.fill("#script-error", "no disk")
    for kind in ("futures", "jobs", "scenarios", "trainings"):
        panel.select_option("#script-kind", kind)
        panel.get_by_role("button", name="Set the script").click()
        said(panel, "follows the script")
        panel.evaluate("document.querySelector('#notice').textContent = ''")
    task = mock.request("POST", "/admin/container-exec/actions/push-base-images").json()["jobId"]
    assert mock.request("GET", f"/futures/{task}").json()["alive"]
    assert mock.request("GET", f"/futures/{task}").json()["message"] == "no disk"
    assert trainings(mock).take()["outcome"] == "FAILED"
    assert mock.jobs.dump()[0][0]["states"] == ["RUNNING", "FAILED"]
    assert mock.scenarios.dump()[0][0]["states"] == ["RUNNING", "FAILED"]


def test_script_with_a_duration_runs_on_the_clock(panel: Any, mock: DSSMock) -> None:
    panel.fill("#script-states", "")
    panel.fill("#script-duration", "60")
    panel.get_by_role("button", name="Set the script").click()
    said(panel, "follows the script")
    task = mock.request("POST", "/admin/container-exec/actions/push-base-images").json()["jobId"]
    assert mock.request("GET", f"/futures/{task}").json()["alive"]
    mock.clock.advance(60)
    assert mock.request("GET", f"/futures/{task}").json()["hasResult"]
