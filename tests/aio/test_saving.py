"""Saving looks, where it is asked to, whether somebody else saved in between."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from dataikuapi import DSSConflict, DSSForbidden
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.aio.conftest import connect


@pytest.fixture
async def watching(demo: DSSMock) -> AsyncIterator[AsyncDSSClient]:
    """A client that was told to detect conflicts."""
    async with connect(demo, demo.admin_key) as client:
        yield client.with_options(detect_conflicts=True)


def operations(mock: DSSMock, since: int) -> list[str | None]:
    return [each.operation for each in mock.calls[since:]]


async def test_save_overwrites_and_asks_nothing_more_by_default(
    demo_client: AsyncDSSClient, demo: DSSMock
) -> None:
    dataset = demo_client.get_project("SALES").get_dataset("orders")
    mine, theirs = await dataset.get_settings(), await dataset.get_settings()
    theirs.description = "theirs"
    await theirs.save()
    mine.description = "mine"
    since = len(demo.calls)
    await mine.save()
    assert operations(demo, since) == ["dataset_update"]
    assert (await dataset.get_settings()).description == "mine"


async def test_change_of_somebody_else_is_not_overwritten(
    demo_client: AsyncDSSClient, watching: AsyncDSSClient, demo: DSSMock
) -> None:
    mine = await watching.get_project("SALES").get_dataset("orders").get_settings()
    dataset = demo_client.get_project("SALES").get_dataset("orders")
    theirs = await dataset.get_settings()
    theirs.description = "theirs"
    await theirs.save()
    mine.description = "mine"
    since = len(demo.calls)
    with pytest.raises(DSSConflict) as caught:
        await mine.save()
    assert operations(demo, since) == ["dataset_get"]
    stored = (await dataset.get_settings()).get_raw()
    assert stored["description"] == "theirs"
    assert caught.value.status == 409
    assert caught.value.body == {"versionTag": stored["versionTag"]}
    number = stored["versionTag"]["versionNumber"]
    first, second = str(caught.value).split("\n")
    assert first.startswith(f"Conflict: it is at version {number} in DSS, saved by admin, ")
    assert first.endswith(f"version {number - 1} was read; read it again, or save with force=True")
    assert second == "(save of /projects/SALES/datasets/orders, not sent)"
    await mine.save(force=True)
    assert (await dataset.get_settings()).description == "mine"
    # The forced save is followed, so the next one is not in conflict with it.
    mine.description = "mine again"
    await mine.save()
    assert (await dataset.get_settings()).description == "mine again"


async def test_one_save_can_be_checked_alone(demo_client: AsyncDSSClient) -> None:
    scenario = demo_client.get_project("PENGUINS").get_scenario("NIGHTLY")
    mine, theirs = await scenario.get_settings(), await scenario.get_settings()
    await mine.save(force=False)
    await mine.save(force=False)
    with pytest.raises(DSSConflict):
        await theirs.save(force=False)
    await theirs.save()


async def test_object_made_anew_is_another_version(watching: AsyncDSSClient, demo: DSSMock) -> None:
    mine = await watching.get_project("SALES").get_dataset("orders").get_settings()
    with demo.table("datasets").edit("SALES.orders") as stored:
        stored["versionTag"]["lastModifiedOn"] += 1
    with pytest.raises(DSSConflict):
        await mine.save()


async def test_settings_of_a_project_take_the_version_of_the_project(
    demo_client: AsyncDSSClient, watching: AsyncDSSClient, demo: DSSMock
) -> None:
    project = watching.get_project("SALES")
    since = len(demo.calls)
    mine, theirs = await project.get_settings(), await project.get_settings()
    assert operations(demo, since) == ["project_get_summary", "project_get_settings"] * 2
    await mine.save()
    await mine.save()
    with pytest.raises(DSSConflict):
        await theirs.save()
    unwatched = await demo_client.get_project("SALES").get_settings()
    with pytest.raises(DSSConflict, match="do not say which version was read"):
        await unwatched.save(force=False)
    await unwatched.save()


async def test_document_that_dss_keeps_no_version_of_is_saved(
    watching: AsyncDSSClient, demo: DSSMock
) -> None:
    with demo.table("datasets").edit("SALES.orders") as stored:
        del stored["versionTag"]
    settings = await watching.get_project("SALES").get_dataset("orders").get_settings()
    settings.description = "mine"
    await settings.save()
    assert demo.table("datasets").get("SALES.orders")["description"] == "mine"


async def test_save_that_is_refused_keeps_the_version_that_was_read(
    watching: AsyncDSSClient, demo: DSSMock
) -> None:
    settings = await watching.get_project("SALES").get_dataset("orders").get_settings()
    tag = dict(settings.get_raw()["versionTag"])
    demo.faults.add("dataset_update", status=403)
    since = len(demo.calls)
    with pytest.raises(DSSForbidden):
        await settings.save()
    assert operations(demo, since) == ["dataset_get", "dataset_update"]
    assert settings.get_raw()["versionTag"] == tag


async def test_conflict_that_dss_itself_answers_is_the_same_exception(
    demo_client: AsyncDSSClient, demo: DSSMock
) -> None:
    settings = await demo_client.get_project("SALES").get_dataset("orders").get_settings()
    demo.faults.add("dataset_update", status=409)
    with pytest.raises(DSSConflict):
        await settings.save()
