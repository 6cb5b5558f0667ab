"""What is written into evaluation stores; plain dicts, the same for sync and async code."""

from __future__ import annotations

from typing import Any


class MetricDefinition(dict[str, Any]):
    """A metric of an evaluation made elsewhere, with its value."""

    def __init__(
        self, code: str, value: float, name: str | None = None, description: str | None = None
    ) -> None:
        super().__init__(metricCode=code, value=value, name=name, description=description)


class LabelDefinition(dict[str, Any]):
    """A label of an evaluation."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(key=key, value=value)
