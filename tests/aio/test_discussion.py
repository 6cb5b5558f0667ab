from __future__ import annotations

from collections.abc import Callable

import pytest

from dataikuapi._errors import DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def discussions(client: AsyncDSSClient) -> AsyncDSSObjectDiscussions:
    await client.create_project("SALES", "Sales", "admin")
    return client.get_object_discussions("SALES", "DATASET", "orders")


async def test_create_discussion(discussions: AsyncDSSObjectDiscussions) -> None:
    discussion = await discussions.create_discussion("Schema", "Which *types*?")
    assert discussion.discussion_data_has_replies is True
    assert (discussion.project_key, discussion.object_type) == ("SALES", "DATASET")
    assert discussion.object_id == "orders"
    metadata = discussion.get_metadata()
    assert (metadata["topic"], metadata["numReplies"]) == ("Schema", 1)
    assert "replies" not in metadata
    [reply] = await discussion.get_replies()
    assert (reply.get_text(), reply.get_author()) == ("Which *types*?", "admin")
    assert reply.get_timestamp() > 0
    assert reply.get_edited_timestamp() == 0
    assert reply.get_raw_data()["text"] == "Which *types*?"


async def test_list_discussions_reads_replies_when_asked(
    discussions: AsyncDSSObjectDiscussions, mock: DSSMock
) -> None:
    await discussions.create_discussion("Schema", "Which?")
    await discussions.create_discussion("Rows", "How many?")
    first, second = await discussions.list_discussions()
    assert (first.get_metadata()["topic"], second.get_metadata()["topic"]) == ("Schema", "Rows")
    assert second.discussion_data_has_replies is False
    asked = len(mock.calls)
    assert [reply.get_text() for reply in await second.get_replies()] == ["How many?"]
    assert [reply.get_text() for reply in await second.get_replies()] == ["How many?"]
    assert len(mock.calls) == asked + 1


async def test_discussions_are_of_one_object(
    client: AsyncDSSClient, discussions: AsyncDSSObjectDiscussions
) -> None:
    made = await discussions.create_discussion("Schema", "Which?")
    other = client.get_object_discussions("SALES", "DATASET", "customers")
    assert await other.list_discussions() == []
    with pytest.raises(DSSNotFound, match=made.discussion_id):
        await other.get_discussion(made.discussion_id)


async def test_get_discussion(discussions: AsyncDSSObjectDiscussions) -> None:
    made = await discussions.create_discussion("Schema", "Which?")
    found = await discussions.get_discussion(made.discussion_id)
    assert found.get_metadata() == made.get_metadata()
    assert found.discussion_data_has_replies is True


async def test_set_metadata_keeps_the_replies(discussions: AsyncDSSObjectDiscussions) -> None:
    await discussions.create_discussion("Schema", "Which?")
    [listed] = await discussions.list_discussions()
    metadata = listed.get_metadata()
    metadata["topic"] = "Types"
    metadata["later"] = {"kept": True}
    await listed.set_metadata(metadata)
    assert "replies" not in metadata
    assert listed.get_metadata()["topic"] == "Types"
    found = await discussions.get_discussion(listed.discussion_id)
    assert (found.get_metadata()["topic"], found.get_metadata()["later"]) == (
        "Types",
        {"kept": True},
    )
    assert [reply.get_text() for reply in await found.get_replies()] == ["Which?"]


async def test_add_reply(
    client: AsyncDSSClient,
    discussions: AsyncDSSObjectDiscussions,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "bob", "readers")
    await client.get_project("SALES").set_permissions(
        {"owner": "admin", "permissions": [{"group": "readers", "readProjectContent": True}]}
    )
    await discussions.create_discussion("Schema", "Which?")
    theirs = client_as("bob").get_object_discussions("SALES", "DATASET", "orders")
    [discussion] = await theirs.list_discussions()
    await discussion.add_reply("These é")
    assert discussion.get_metadata()["numReplies"] == 2
    found = await discussions.get_discussion(discussion.discussion_id)
    assert [(each.get_author(), each.get_text()) for each in await found.get_replies()] == [
        ("admin", "Which?"),
        ("bob", "These é"),
    ]


async def test_discussions_of_a_project_of_others(
    discussions: AsyncDSSObjectDiscussions,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_object_discussions("SALES", "DATASET", "orders")
    with pytest.raises(DSSForbidden):
        await theirs.list_discussions()


async def test_names_of_objects_arrive_as_they_are(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_project("SALES", "Sales", "admin")
    odd = client.get_object_discussions("SALES", "ARTICLE", "a/b ?#%é")
    made = await odd.create_discussion("Odd", "Name")
    [found] = await odd.list_discussions()
    assert found.discussion_id == made.discussion_id
    assert mock.table("discussions").values()[0]["objectId"] == "a/b ?#%é"


async def test_bad_input_is_refused_before_asking(
    discussions: AsyncDSSObjectDiscussions, client: AsyncDSSClient, mock: DSSMock
) -> None:
    made = await discussions.create_discussion("Schema", "Which?")
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="topic"):
        await discussions.create_discussion("", "Which?")
    with pytest.raises(TypeError, match="message"):
        await discussions.create_discussion("Schema", None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="text"):
        await made.add_reply("")
    with pytest.raises(TypeError, match="discussion_metadata"):
        await made.set_metadata("topic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="discussion_id"):
        await discussions.get_discussion("..")
    with pytest.raises(ValueError, match="object_id"):
        await client.get_object_discussions("SALES", "DATASET", "").list_discussions()
    assert len(mock.calls) == asked
