# Derived by `tox -e generate` from src/dataikuapi/aio/_client/__init__.py. Do not edit.
"""Groups of methods of the client."""
