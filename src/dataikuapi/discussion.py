"""Another import path of the discussions, which the reference of DSS names."""

from __future__ import annotations

from dataikuapi._lazy import lazy

__getattr__, __dir__, __all__ = lazy(
    __name__,
    dict.fromkeys(
        ("DSSDiscussion", "DSSDiscussionReply", "DSSObjectDiscussions"),
        "dataikuapi.dss.discussion",
    ),
)
