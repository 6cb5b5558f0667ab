"""Handles on the objects of a DSS instance."""

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy_submodules

if not TYPE_CHECKING:
    __getattr__ = lazy_submodules(__name__)
