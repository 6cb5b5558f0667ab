"""Another import path of the discussions, which the reference of DSS names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.dss.discussion import DSSDiscussion as DSSDiscussion
    from dataikuapi.dss.discussion import DSSDiscussionReply as DSSDiscussionReply
    from dataikuapi.dss.discussion import DSSObjectDiscussions as DSSObjectDiscussions

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        dict.fromkeys(
            ("DSSDiscussion", "DSSDiscussionReply", "DSSObjectDiscussions"),
            "dataikuapi.dss.discussion",
        ),
    )
