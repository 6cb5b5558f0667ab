"""When a download that broke may go on where it stopped, and whether all of it has arrived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from dataikuapi._errors import DSSDataError
from dataikuapi_rest.frozen import Frozen
from dataikuapi_rest.operation import EndpointRequest

R = TypeVar("R", bound=EndpointRequest[Any])

_PART = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class Whole(Frozen):
    """What the head of an answer says about its body.

    Attributes:
        size: length in bytes, None when it is not told or counts other bytes than are given out.
        tag: what tells this content from any other, None when a part of it can't be asked for.
    """

    size: int | None
    tag: str | None


def whole_of(headers: Mapping[str, str]) -> Whole:
    """Reads the head of an answer.

    Args:
        headers: its headers.

    Returns:
        What they say about the body.
    """
    length = headers.get("Content-Length", "")
    # The length of what is compressed on the way is not that of what comes out.
    plain = headers.get("Content-Encoding", "identity").lower() == "identity"
    if not plain or not (length.isascii() and length.isdigit()):
        return Whole(None, None)
    tag = headers.get("ETag", "")
    # A weak tag may stand for contents whose bytes differ; joining them would mix two files.
    usable = tag.startswith('"') and headers.get("Accept-Ranges", "").strip().lower() == "bytes"
    return Whole(int(length), tag if usable else None)


def rest_of(request: R, whole: Whole, have: int) -> R:
    """The request for what is still missing, provided that the content is the same.

    Args:
        request: the request for all of it.
        whole: what the first answer said; with a tag.
        have: how many bytes have arrived.

    Returns:
        The request.
    """
    headers = {**request.headers, "Range": f"bytes={have}-", "If-Range": whole.tag or ""}
    return request.changed(headers=headers)


def check_rest(status: int, headers: Mapping[str, str], whole: Whole, have: int) -> None:
    """Requires an answer to be the missing part, and of the same content.

    Args:
        status: its HTTP status.
        headers: its headers.
        whole: what the first answer said.
        have: how many bytes have arrived.

    Raises:
        DSSDataError: it is something else.
    """
    part = _PART.fullmatch(headers.get("Content-Range", "").strip())
    places = part and [int(place) for place in part.groups()]
    same = headers.get("ETag", whole.tag) == whole.tag
    if status == 200 or not same:
        raise DSSDataError("the content has changed in DSS while it was downloaded")
    if whole.size is None or places != [have, whole.size - 1, whole.size]:
        raise DSSDataError("DSS sent another part than the one that was asked for")


def check_size(whole: Whole, have: int) -> None:
    """Requires that all has arrived, as far as the length is known.

    Args:
        whole: what the first answer said.
        have: how many bytes have arrived.

    Raises:
        DSSDataError: it is less or more.
    """
    if whole.size is not None and have != whole.size:
        raise DSSDataError(f"the answer was cut short: {have} of {whole.size} bytes arrived")
