# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/__init__.py. Do not edit.
"""What makes up the handle of a project: a module for each topic."""
