# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_dataset/__init__.py. Do not edit.
"""What makes up the handle of a dataset: a module for each topic."""
