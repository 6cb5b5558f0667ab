"""What of MLflow is used, for tests: the package is large and not required."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

import pytest


class FileInfo(NamedTuple):
    """As MLflow's."""

    path: str
    is_dir: bool
    file_size: int | None


class Registry:
    """Both registries of MLflow in one."""

    def __init__(self) -> None:
        self.providers: list[Any] = []
        self.stores: dict[str, Any] = {}

    def register(self, what: Any, store: Any = None) -> None:
        if store is None:
            self.providers.append(what())
        else:
            self.stores[what] = store

    def __iter__(self) -> Iterator[Any]:
        return iter(self.providers)


class MLflow(ModuleType):
    """What of MLflow is used."""

    def __init__(self) -> None:
        super().__init__("mlflow")
        self.__version__ = "3.1.0"
        self.registry = Registry()
        self.calls: list[Any] = []

    def set_tracking_uri(self, uri: str | None) -> None:
        self.calls.append(uri)

    def end_run(self) -> None:
        self.calls.append("end_run")


def fake_mlflow(monkeypatch: pytest.MonkeyPatch) -> MLflow:
    """Puts what is used of MLflow in the place of the package."""
    fake = MLflow()
    parts: dict[str, dict[str, Any]] = {
        "mlflow.tracking": {},
        "mlflow.tracking.request_header": {},
        "mlflow.tracking.request_header.registry": {
            "_request_header_provider_registry": fake.registry
        },
        "mlflow.store": {},
        "mlflow.store.artifact": {},
        "mlflow.store.artifact.artifact_repository_registry": {
            "_artifact_repository_registry": fake.registry
        },
        "mlflow.entities": {"FileInfo": FileInfo},
    }
    monkeypatch.setitem(sys.modules, "mlflow", fake)
    for name, members in parts.items():
        module = ModuleType(name)
        module.__dict__.update(members)
        monkeypatch.setitem(sys.modules, name, module)
    return fake
