# Derived by `tox -e generate` from src/dataikuapi/aio/dss/__init__.py. Do not edit.
"""Handles on the objects of a DSS instance."""

from dataikuapi._lazy import lazy_submodules

__getattr__ = lazy_submodules(__name__)
