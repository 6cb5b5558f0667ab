"""Import path of small helpers, each of which has a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi._taggable import DSSTaggableObjectListItem as DSSTaggableObjectListItem
    from dataikuapi.dss.infomessages import DSSInfoMessage as DSSInfoMessage
    from dataikuapi.dss.infomessages import DSSInfoMessages as DSSInfoMessages

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "DSSInfoMessage": "dataikuapi.dss.infomessages",
            "DSSInfoMessages": "dataikuapi.dss.infomessages",
            "DSSTaggableObjectListItem": "dataikuapi._taggable",
        },
    )
