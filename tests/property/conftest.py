"""Property tests try the same values in every run, and leave no file behind."""

from __future__ import annotations

import pytest
from hypothesis import settings

from dssmock import DSSMock

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="module")
def mock() -> DSSMock:
    """An instance that the cases of a test share."""
    return DSSMock()
