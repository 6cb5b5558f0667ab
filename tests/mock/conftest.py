"""Fixtures of the mock's own tests."""

from __future__ import annotations

import pytest

from dssmock.core import DSSMock
from tests.mock.tiny import make_mock


@pytest.fixture
def tiny() -> DSSMock:
    """A mock of the tiny document."""
    return make_mock()
