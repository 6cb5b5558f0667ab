# Derived by `tox -e generate` from tests/aio/test_saving.py. Do not edit.
"""Saving looks, where it is asked to, whether somebody else saved in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dataikuapi import DSSConflict, DSSForbidden
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.conftest import connect


@pytest.fixture
def watching(demo: DSSMock) -> Iterator[DSSClient]:
    """A client that was told to detect conflicts."""
    with connect(demo, demo.admin_key) as client:
        yield client.with_options(detect_conflicts=True)


def operations(mock: DSSMock, since: int) -> list[str | None]:
    return [each.operation for each in mock.calls[since:]]


def test_save_overwrites_and_asks_nothing_more_by_default(
    demo_client: DSSClient, demo: DSSMock
) -> None:
    dataset = demo_client.get_project("SALES").get_dataset("orders")
    mine, theirs = dataset.get_settings(), dataset.get_settings()
    theirs.description = "theirs"
    theirs.save()
    mine.description = "mine"
    since = len(demo.calls)
    mine.save()
    assert operations(demo, since) == ["dataset_update"]
    assert (dataset.get_settings()).description == "mine"


def test_change_of_somebody_else_is_not_overwritten(
    demo_client: DSSClient, watching: DSSClient, demo: DSSMock
) -> None:
    mine = watching.get_project("SALES").get_dataset("orders").get_settings()
    dataset = demo_client.get_project("SALES").get_dataset("orders")
    theirs = dataset.get_settings()
    theirs.description = "theirs"
    theirs.save()
    mine.description = "mine"
    since = len(demo.calls)
    with pytest.raises(DSSConflict) as caught:
        mine.save()
    assert operations(demo, since) == ["dataset_get"]
    stored = (dataset.get_settings()).get_raw()
    assert stored["description"] == "theirs"
    assert caught.value.status == 409
    assert caught.value.body == {"versionTag": stored["versionTag"]}
    number = stored["versionTag"]["versionNumber"]
    first, second = str(caught.value).split("\n")
    assert first.startswith(f"Conflict: it is at version {number} in DSS, saved by admin, ")
    assert first.endswith(f"version {number - 1} was read; read it again, or save with force=True")
    assert second == "(save of /projects/SALES/datasets/orders, not sent)"
    mine.save(force=True)
    assert (dataset.get_settings()).description == "mine"
    # The forced save is followed, so the next one is not in conflict with it.
    mine.description = "mine again"
    mine.save()
    assert (dataset.get_settings()).description == "mine again"


def test_one_save_can_be_checked_alone(demo_client: DSSClient) -> None:
    scenario = demo_client.get_project("PENGUINS").get_scenario("NIGHTLY")
    mine, theirs = scenario.get_settings(), scenario.get_settings()
    mine.save(force=False)
    mine.save(force=False)
    with pytest.raises(DSSConflict):
        theirs.save(force=False)
    theirs.save()


def test_object_made_anew_is_another_version(watching: DSSClient, demo: DSSMock) -> None:
    mine = watching.get_project("SALES").get_dataset("orders").get_settings()
    with demo.table("datasets").edit("SALES.orders") as stored:
        stored["versionTag"]["lastModifiedOn"] += 1
    with pytest.raises(DSSConflict):
        mine.save()


def test_settings_of_a_project_take_the_version_of_the_project(
    demo_client: DSSClient, watching: DSSClient, demo: DSSMock
) -> None:
    project = watching.get_project("SALES")
    since = len(demo.calls)
    mine, theirs = project.get_settings(), project.get_settings()
    assert operations(demo, since) == ["project_get_summary", "project_get_settings"] * 2
    mine.save()
    mine.save()
    with pytest.raises(DSSConflict):
        theirs.save()
    unwatched = demo_client.get_project("SALES").get_settings()
    with pytest.raises(DSSConflict, match="do not say which version was read"):
        unwatched.save(force=False)
    unwatched.save()


def test_document_that_dss_keeps_no_version_of_is_saved(watching: DSSClient, demo: DSSMock) -> None:
    with demo.table("datasets").edit("SALES.orders") as stored:
        del stored["versionTag"]
    settings = watching.get_project("SALES").get_dataset("orders").get_settings()
    settings.description = "mine"
    settings.save()
    assert demo.table("datasets").get("SALES.orders")["description"] == "mine"


def test_save_that_is_refused_keeps_the_version_that_was_read(
    watching: DSSClient, demo: DSSMock
) -> None:
    settings = watching.get_project("SALES").get_dataset("orders").get_settings()
    tag = dict(settings.get_raw()["versionTag"])
    demo.faults.add("dataset_update", status=403)
    since = len(demo.calls)
    with pytest.raises(DSSForbidden):
        settings.save()
    assert operations(demo, since) == ["dataset_get", "dataset_update"]
    assert settings.get_raw()["versionTag"] == tag


def test_conflict_that_dss_itself_answers_is_the_same_exception(
    demo_client: DSSClient, demo: DSSMock
) -> None:
    settings = demo_client.get_project("SALES").get_dataset("orders").get_settings()
    demo.faults.add("dataset_update", status=409)
    with pytest.raises(DSSConflict):
        settings.save()
