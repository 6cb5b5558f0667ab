# Derived by `tox -e generate` from tests/aio/__init__.py. Do not edit.
