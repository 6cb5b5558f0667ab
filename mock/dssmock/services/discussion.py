"""Handlers of discussions on objects of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _project_state as state

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# Kept in the table for the mock itself: on which object the discussion is.
PLACE = ("objectType", "objectId")


def place_of(call: Call) -> tuple[str, str, str]:
    """Project, type and identifier of the object, for a caller who may read the project.

    Raises:
        errors.NotFound: the object is a project, and not this one.
    """
    key, kind, id = (call.path[name] for name in ("project_key", "object_type", "object_id"))
    call.require_project(key)
    if kind == "PROJECT" and id != key:
        raise errors.NotFound(f"project does not exist: {id}")
    return key, kind, id


def row_of(call: Call) -> str:
    """Identifier in the table of the discussion that is meant.

    Raises:
        errors.NotFound: there is no such discussion on the object.
    """
    key, kind, id = place_of(call)
    discussion_id = call.path["discussion_id"]
    row = f"{key}.{discussion_id}"
    found = call.dss.table("discussions").find(row)
    if found is None or (found["objectType"], found["objectId"]) != (kind, id):
        raise errors.NotFound(f"discussion does not exist: {discussion_id}")
    return row


def shown(discussion: dict[str, Any]) -> dict[str, Any]:
    """A discussion as the API shows it."""
    return {name: value for name, value in discussion.items() if name not in PLACE}


def count(dss: DSSMock, discussion: dict[str, Any]) -> None:
    """Bring what sums up the replies in line with them."""
    replies = discussion["replies"]
    discussion["numReplies"] = len(replies)
    discussion["lastReplyTime"] = max((reply.get("time") or 0 for reply in replies), default=0)
    logins = dict.fromkeys(reply["author"] for reply in replies if reply.get("author"))
    discussion["users"] = {login: state.person(dss, login) for login in logins}


def new_reply(dss: DSSMock, author: str, text: str) -> dict[str, Any]:
    """A message."""
    return {
        "id": dss.ids.short(8),
        "author": author,
        "text": text,
        "time": dss.clock.now_ms(),
        "editedOn": 0,
    }


def start(
    dss: DSSMock, place: tuple[str, str, str], topic: str, author: str, text: str
) -> dict[str, Any]:
    """Start a discussion on an object.

    Args:
        dss: the instance.
        place: project, type and identifier of the object.
        topic: what it is about.
        author: login of who writes the first message.
        text: the first message.
    """
    key, kind, id = place
    discussion_id = dss.ids.short(7)
    discussion = {
        "id": discussion_id,
        "projectKey": key,
        "objectType": kind,
        "objectId": id,
        "topic": topic,
        "closedOn": 0,
        "replies": [new_reply(dss, author, text)],
    }
    count(dss, discussion)
    dss.table("discussions").add(f"{key}.{discussion_id}", discussion)
    return discussion


def answer(dss: DSSMock, row: str, author: str, text: str) -> dict[str, Any]:
    """Add a message to a discussion; gives the discussion."""
    with dss.table("discussions").edit(row) as discussion:
        discussion["replies"].append(new_reply(dss, author, text))
        count(dss, discussion)
        return discussion


@handles("discussion_list")
def list_discussions(call: Call) -> list[dict[str, Any]]:
    place = place_of(call)
    found = []
    for discussion in call.dss.table("discussions").values():
        if (discussion["projectKey"], discussion["objectType"], discussion["objectId"]) == place:
            del discussion["replies"]
            found.append(shown(discussion))
    return found


@handles("discussion_create")
def create(call: Call) -> dict[str, Any]:
    topic, text = call.body["topic"], call.body["reply"]
    return shown(start(call.dss, place_of(call), topic, call.auth.name, text))


@handles("discussion_get")
def get(call: Call) -> dict[str, Any]:
    return shown(call.dss.table("discussions").get(row_of(call)))


@handles("discussion_update")
def update(call: Call) -> dict[str, Any]:
    row = row_of(call)
    if call.body.get("replies") is None:
        raise errors.BadRequest("A discussion cannot be changed without its replies")
    with call.dss.table("discussions").edit(row) as discussion:
        before = {reply.get("id"): reply.get("text") for reply in discussion["replies"]}
        fixed = {name: discussion[name] for name in ("id", "projectKey", *PLACE)}
        discussion.update({**call.body, **fixed})
        for reply in discussion["replies"]:
            if reply.get("id") in before and reply.get("text") != before[reply["id"]]:
                reply["editedOn"] = call.dss.clock.now_ms()
        count(call.dss, discussion)
        return shown(discussion)


@handles("discussion_reply")
def reply(call: Call) -> dict[str, Any]:
    return shown(answer(call.dss, row_of(call), call.auth.name, call.body["reply"]))
