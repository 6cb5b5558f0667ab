"""The state as a tree."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock.core import DSSMock


@pytest.fixture
def tree(page: Any) -> Any:
    page.click("nav >> text=State")
    page.wait_for_selector('[data-key="project/PENGUINS"]')
    return page


def unfold(page: Any, *keys: str) -> None:
    for key in keys:
        page.click(f'[data-key="{key}"] > summary')


def text_of(page: Any, key: str) -> str:
    return page.locator(f'[data-key="{key}"]').inner_text()


def test_people_and_connections_are_shown(tree: Any) -> None:
    unfold(tree, "users", "groups", "keys", "connections")
    assert "alice" in text_of(tree, "users")
    assert "disabled" in text_of(tree, "users")
    assert "administrators" in text_of(tree, "groups")
    assert "Administration" in text_of(tree, "keys")
    assert "admin-key" not in text_of(tree, "people")
    assert "warehouse" in text_of(tree, "connections")


def test_dataset_shows_its_rows(tree: Any) -> None:
    base = "project/PENGUINS"
    unfold(tree, base, f"{base}/datasets", "dataset/PENGUINS/penguins")
    tree.wait_for_selector(".rows tbody tr")
    assert tree.locator(".rows tbody tr").count() == 50
    assert "species" in tree.locator(".rows th").first.inner_text()
    unfold(tree, "dataset/PENGUINS/species_names")
    tree.wait_for_selector("text=Adélie penguin")


def test_rows_that_cannot_be_read_say_why(tree: Any, mock: DSSMock) -> None:
    mock.sql.execute("warehouse", "DROP TABLE public.penguins")
    base = "project/PENGUINS"
    unfold(tree, base, f"{base}/datasets", "dataset/PENGUINS/penguins")
    tree.wait_for_selector('[data-key="dataset/PENGUINS/penguins"] .bad')
    assert "penguins" in tree.locator('[data-key="dataset/PENGUINS/penguins"] .bad').inner_text()


def test_recipes_jobs_and_runs_are_shown(tree: Any) -> None:
    base = "project/PENGUINS"
    unfold(tree, base, f"{base}/recipes", f"{base}/jobs", f"{base}/scenarios")
    assert "DONE" in text_of(tree, f"{base}/jobs")
    tree.locator(f'[data-key^="{base}/job/"] > summary').first.click()
    unfold(tree, f"{base}/scenario/NIGHTLY")
    runs = tree.locator(f'[data-key^="{base}/scenario/NIGHTLY/"]')
    assert [each.split()[0] for each in runs.all_inner_texts()] == ["SUCCESS", "FAILED"]
    runs.nth(1).locator("summary").click()
    assert "Count the penguins" in runs.nth(1).inner_text()


def test_future_shows_its_progress(tree: Any, mock: DSSMock) -> None:
    mock.futures.script(duration_ms=100_000)
    mock.request("POST", "/admin/container-exec/actions/push-base-images")
    mock.clock.advance(25)
    unfold(tree, "futures")
    bar = tree.locator('[data-key="futures"] progress')
    bar.wait_for()
    assert float(bar.get_attribute("value")) / float(bar.get_attribute("max")) == 0.25
    mock.clock.advance(80)
    mock.request("GET", "/projects/")
    bar.wait_for(state="detached")


def test_tree_stays_open_and_focused_when_it_changes(tree: Any, mock: DSSMock) -> None:
    unfold(tree, "groups")
    tree.focus('[data-key="groups"] > summary')
    mock.request("POST", "/admin/groups/", json={"name": "newcomers", "sourceType": "LOCAL"})
    tree.wait_for_selector("text=newcomers")
    focused = "document.activeElement.parentElement.dataset.key"
    assert tree.evaluate(focused) == "groups"


def test_tables_show_their_documents_masked(tree: Any, mock: DSSMock) -> None:
    unfold(tree, "tables", "table/global_api_keys")
    tree.wait_for_selector('[data-key="table/global_api_keys"] pre')
    shown = text_of(tree, "table/global_api_keys")
    assert '"key": "***"' in shown
    assert mock.admin_key not in shown


def test_refresh_reads_rows_again(tree: Any, mock: DSSMock) -> None:
    base = "project/PENGUINS"
    unfold(tree, base, f"{base}/datasets", "dataset/PENGUINS/penguins")
    tree.wait_for_selector(".rows tbody tr")
    mock.sql.execute("warehouse", "DELETE FROM public.penguins WHERE species <> 'Gentoo'")
    tree.click("#state-refresh")
    tree.locator(".rows", has_text="Adelie").wait_for(state="detached")
    assert tree.locator("#notice").inner_text() == "The state was read again."
