"""Import path of names that scripts take from `dataikuapi.utils`."""

from __future__ import annotations

from dataikuapi._errors import DataikuException as DataikuException
from dataikuapi._strings import CallableStr as CallableStr

__all__ = ["CallableStr", "DataikuException"]
