# Derived by `tox -e generate` from tests/aio/test_discussion.py. Do not edit.
from __future__ import annotations

from collections.abc import Callable

import pytest

from dataikuapi._errors import DSSForbidden, DSSNotFound
from dataikuapi.dss.discussion import DSSObjectDiscussions
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def discussions(client: DSSClient) -> DSSObjectDiscussions:
    client.create_project("SALES", "Sales", "admin")
    return client.get_object_discussions("SALES", "DATASET", "orders")


def test_create_discussion(discussions: DSSObjectDiscussions) -> None:
    discussion = discussions.create_discussion("Schema", "Which *types*?")
    assert discussion.discussion_data_has_replies is True
    assert (discussion.project_key, discussion.object_type) == ("SALES", "DATASET")
    assert discussion.object_id == "orders"
    metadata = discussion.get_metadata()
    assert (metadata["topic"], metadata["numReplies"]) == ("Schema", 1)
    assert "replies" not in metadata
    [reply] = discussion.get_replies()
    assert (reply.get_text(), reply.get_author()) == ("Which *types*?", "admin")
    assert reply.get_timestamp() > 0
    assert reply.get_edited_timestamp() == 0
    assert reply.get_raw_data()["text"] == "Which *types*?"


def test_list_discussions_reads_replies_when_asked(
    discussions: DSSObjectDiscussions, mock: DSSMock
) -> None:
    discussions.create_discussion("Schema", "Which?")
    discussions.create_discussion("Rows", "How many?")
    first, second = discussions.list_discussions()
    assert (first.get_metadata()["topic"], second.get_metadata()["topic"]) == ("Schema", "Rows")
    assert second.discussion_data_has_replies is False
    asked = len(mock.calls)
    assert [reply.get_text() for reply in second.get_replies()] == ["How many?"]
    assert [reply.get_text() for reply in second.get_replies()] == ["How many?"]
    assert len(mock.calls) == asked + 1


def test_discussions_are_of_one_object(
    client: DSSClient, discussions: DSSObjectDiscussions
) -> None:
    made = discussions.create_discussion("Schema", "Which?")
    other = client.get_object_discussions("SALES", "DATASET", "customers")
    assert other.list_discussions() == []
    with pytest.raises(DSSNotFound, match=made.discussion_id):
        other.get_discussion(made.discussion_id)


def test_get_discussion(discussions: DSSObjectDiscussions) -> None:
    made = discussions.create_discussion("Schema", "Which?")
    found = discussions.get_discussion(made.discussion_id)
    assert found.get_metadata() == made.get_metadata()
    assert found.discussion_data_has_replies is True


def test_set_metadata_keeps_the_replies(discussions: DSSObjectDiscussions) -> None:
    discussions.create_discussion("Schema", "Which?")
    [listed] = discussions.list_discussions()
    metadata = listed.get_metadata()
    metadata["topic"] = "Types"
    metadata["later"] = {"kept": True}
    listed.set_metadata(metadata)
    assert "replies" not in metadata
    assert listed.get_metadata()["topic"] == "Types"
    found = discussions.get_discussion(listed.discussion_id)
    assert (found.get_metadata()["topic"], found.get_metadata()["later"]) == (
        "Types",
        {"kept": True},
    )
    assert [reply.get_text() for reply in found.get_replies()] == ["Which?"]


def test_add_reply(
    client: DSSClient,
    discussions: DSSObjectDiscussions,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    add_person(mock, "bob", "readers")
    client.get_project("SALES").set_permissions(
        {"owner": "admin", "permissions": [{"group": "readers", "readProjectContent": True}]}
    )
    discussions.create_discussion("Schema", "Which?")
    theirs = client_as("bob").get_object_discussions("SALES", "DATASET", "orders")
    [discussion] = theirs.list_discussions()
    discussion.add_reply("These é")
    assert discussion.get_metadata()["numReplies"] == 2
    found = discussions.get_discussion(discussion.discussion_id)
    assert [(each.get_author(), each.get_text()) for each in found.get_replies()] == [
        ("admin", "Which?"),
        ("bob", "These é"),
    ]


def test_discussions_of_a_project_of_others(
    discussions: DSSObjectDiscussions,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_object_discussions("SALES", "DATASET", "orders")
    with pytest.raises(DSSForbidden):
        theirs.list_discussions()


def test_names_of_objects_arrive_as_they_are(client: DSSClient, mock: DSSMock) -> None:
    client.create_project("SALES", "Sales", "admin")
    odd = client.get_object_discussions("SALES", "ARTICLE", "a/b ?#%é")
    made = odd.create_discussion("Odd", "Name")
    [found] = odd.list_discussions()
    assert found.discussion_id == made.discussion_id
    assert mock.table("discussions").values()[0]["objectId"] == "a/b ?#%é"


def test_bad_input_is_refused_before_asking(
    discussions: DSSObjectDiscussions, client: DSSClient, mock: DSSMock
) -> None:
    made = discussions.create_discussion("Schema", "Which?")
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="topic"):
        discussions.create_discussion("", "Which?")
    with pytest.raises(TypeError, match="message"):
        discussions.create_discussion("Schema", None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="text"):
        made.add_reply("")
    with pytest.raises(TypeError, match="discussion_metadata"):
        made.set_metadata("topic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="discussion_id"):
        discussions.get_discussion("..")
    with pytest.raises(ValueError, match="object_id"):
        client.get_object_discussions("SALES", "DATASET", "").list_discussions()
    assert len(mock.calls) == asked
