"""Pointing MLflow to the registry of Databricks, with a stand-in for MLflow."""

from __future__ import annotations

import os
import sys
import types
from typing import Any

import pytest

from dataikuapi.dss.drift import DriftParams, PerColumnDriftParamBuilder
from dataikuapi.dss.savedmodel import DatabricksRepositoryContextManager

OAUTH = {
    "type": "DatabricksModelDeployment",
    "params": {"host": "adb", "port": 8080, "httpPath": "/w/1/", "authType": "OAUTH2_APP"},
    "resolvedOAuth2Credential": {"accessToken": "oauth-1"},
    "proxySettingsAsString": "proxy:3128",
}


@pytest.fixture
def mlflow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """MLflow, as far as it knows its registry."""
    module: Any = types.ModuleType("mlflow")
    module.uri = None
    module.get_registry_uri = lambda: module.uri
    module.set_registry_uri = lambda uri: setattr(module, "uri", uri)
    monkeypatch.setitem(sys.modules, "mlflow", module)
    for name in ("DATABRICKS_HOST", "DATABRICKS_TOKEN", "MLFLOW_TRACKING_URI"):
        monkeypatch.delenv(name, raising=False)
    return module


def changed(**params: Any) -> dict[str, Any]:
    """The connection, changed."""
    return {**OAUTH, "params": {**OAUTH["params"], **params}}  # type: ignore[dict-item]  (params is a dict in it)


def test_a_block_points_to_the_registry(mlflow: Any) -> None:
    with DatabricksRepositoryContextManager(OAUTH, use_unity_catalog=False):
        assert mlflow.uri == "databricks"
        assert os.environ["DATABRICKS_HOST"] == "http://adb:8080/w/1"
        assert os.environ["DATABRICKS_TOKEN"] == "oauth-1"
        assert os.environ["http_proxy"] == os.environ["https_proxy"] == "http://proxy:3128"
    assert mlflow.uri is None
    assert "DATABRICKS_HOST" not in os.environ
    assert "https_proxy" not in os.environ


@pytest.mark.parametrize(
    ("params", "match"),
    [
        ({"host": None}, "has no host"),
        ({"port": 0}, "has no port"),
        ({"authType": "LUCK"}, "Unhandled auth method: LUCK"),
    ],
)
def test_connections_must_tell_enough(mlflow: Any, params: dict[str, Any], match: str) -> None:
    manager = DatabricksRepositoryContextManager(changed(**params), use_unity_catalog=True)
    with pytest.raises(ValueError, match=match):
        manager.__enter__()
    assert mlflow.uri is None
    assert "DATABRICKS_HOST" not in os.environ


def test_parameters_of_drift() -> None:
    columns = PerColumnDriftParamBuilder().with_column_drift_param("age", "NUMERICAL", False)
    params = DriftParams.from_params(columns.build(), 5, False, 0.9)
    assert params.data == {
        "columns": {"age": {"handling": "NUMERICAL", "enabled": False}},
        "nbBins": 5,
        "computeHistograms": False,
        "confidenceLevel": 0.9,
    }
    assert repr(params) == f"DriftParams({params.data})"
