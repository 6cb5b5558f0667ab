# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/__init__.py. Do not edit.
"""Parts of the handles of machine learning, by topic."""
