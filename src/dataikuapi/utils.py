"""Import path of names that scripts take from `dataikuapi.utils`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._errors import DataikuException as DataikuException
from dataikuapi._lazy import lazy
from dataikuapi._strings import CallableStr as CallableStr

if TYPE_CHECKING:
    from dataikuapi._rawrows import (
        DataikuStreamedHttpUTF8CSVReader as DataikuStreamedHttpUTF8CSVReader,
    )
    from dataikuapi._rawrows import DataikuValueCaster as DataikuValueCaster

if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DataikuStreamedHttpUTF8CSVReader": "dataikuapi._rawrows",
            "DataikuValueCaster": "dataikuapi._rawrows",
        },
    )
