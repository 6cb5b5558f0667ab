"""Import path of small helpers, each of which has a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi._taggable import DSSTaggableObjectListItem as DSSTaggableObjectListItem
    from dataikuapi._taggable import DSSTaggableObjectSettings as DSSTaggableObjectSettings
    from dataikuapi.dss.filters import DSSComputedColumn as DSSComputedColumn
    from dataikuapi.dss.filters import DSSDatasetSelectionBuilder as DSSDatasetSelectionBuilder
    from dataikuapi.dss.filters import DSSFilter as DSSFilter
    from dataikuapi.dss.filters import DSSFilterBuilder as DSSFilterBuilder
    from dataikuapi.dss.filters import DSSFilterOperator as DSSFilterOperator
    from dataikuapi.dss.infomessages import DSSInfoMessage as DSSInfoMessage
    from dataikuapi.dss.infomessages import DSSInfoMessages as DSSInfoMessages
    from dataikuapi.dss.locations import AnyLoc as AnyLoc
    from dataikuapi.dss.simplefilters import DSSSimpleFilter as DSSSimpleFilter
    from dataikuapi.dss.simplefilters import DSSSimpleFilterOperator as DSSSimpleFilterOperator

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "AnyLoc": "dataikuapi.dss.locations",
            "DSSComputedColumn": "dataikuapi.dss.filters",
            "DSSDatasetSelectionBuilder": "dataikuapi.dss.filters",
            "DSSFilter": "dataikuapi.dss.filters",
            "DSSFilterBuilder": "dataikuapi.dss.filters",
            "DSSFilterOperator": "dataikuapi.dss.filters",
            "DSSInfoMessage": "dataikuapi.dss.infomessages",
            "DSSInfoMessages": "dataikuapi.dss.infomessages",
            "DSSTaggableObjectListItem": "dataikuapi._taggable",
            "DSSTaggableObjectSettings": "dataikuapi._taggable",
            "DSSSimpleFilter": "dataikuapi.dss.simplefilters",
            "DSSSimpleFilterOperator": "dataikuapi.dss.simplefilters",
        },
    )
