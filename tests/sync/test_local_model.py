# Derived by `tox -e generate` from tests/aio/test_local_model.py. Do not edit.
"""Models that a connection serves."""

from __future__ import annotations

import pytest

from dataikuapi import DataikuException, DSSNotFound
from dataikuapi.dss.connection import DSSConnection
from dataikuapi.dss.local_model import DSSLocalModelKernel, DSSLocalModelStatus
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

MODEL = {"id": "org/small chat", "displayName": "Small"}


@pytest.fixture
def connection(client: DSSClient) -> DSSConnection:
    """A connection that serves one model."""
    return client.create_connection("hf", "HuggingFaceLocal", {"models": [MODEL]})


def test_models_are_listed(connection: DSSConnection) -> None:
    (model,) = connection.list_local_models()
    assert (model.model_id, model.connection_name) == ("org/small chat", "hf")
    assert "org/small chat" in repr(model)


def test_only_one_type_of_connection_has_models(client: DSSClient) -> None:
    postgres = client.create_connection("pg", "PostgreSQL")
    with pytest.raises(DataikuException, match="not a HuggingFaceLocal connection"):
        postgres.list_local_models()
    with pytest.raises(DataikuException, match="not a HuggingFaceLocal connection"):
        postgres.get_local_model("small").get_settings()


def test_wake_up_and_shutdown(connection: DSSConnection, mock: DSSMock) -> None:
    model = connection.get_local_model("org/small chat")
    asleep = model.get_status()
    assert (asleep.state, asleep.kernels) == ("STOPPED", [])
    model.wake_up()
    awake = model.get_status()
    assert (awake.state, awake.model_id) == ("READY", "org/small chat")
    assert awake.get_raw().get("state") == "READY"
    assert "READY" in repr(awake)
    (kernel,) = awake.kernels
    assert (kernel.state, kernel.model_id, kernel.metrics) == (
        "READY",
        "org/small chat",
        {"requests": 0},
    )
    assert kernel.get_raw().get("kernelId") == kernel.kernel_id
    assert str(kernel.kernel_id) in repr(kernel)
    assert dict(kernel.get_log())["lines"] == ["model org/small chat is ready"]
    model.shutdown(force=True)
    assert mock.calls[-1].query == {"force": True}
    assert (model.get_status()).state == "STOPPED"
    with pytest.raises(DSSNotFound):
        kernel.get_log()


def test_settings_are_those_of_the_connection(connection: DSSConnection) -> None:
    settings = connection.get_local_model("org/small chat").get_settings()
    assert settings.get_raw() == MODEL
    assert settings.model_id == "org/small chat"
    assert "org/small chat" in repr(settings)


def test_a_model_that_is_not_there(connection: DSSConnection) -> None:
    model = connection.get_local_model("other")
    with pytest.raises(DSSNotFound):
        model.get_status()
    with pytest.raises(ValueError, match="no model other"):
        model.get_settings()


def test_a_model_needs_an_identifier(connection: DSSConnection) -> None:
    with pytest.raises(ValueError, match="model_id"):
        connection.get_local_model("")


def test_a_state_that_says_nothing(client: DSSClient) -> None:
    status = DSSLocalModelStatus(client, "hf", {})
    kernel = DSSLocalModelKernel(client, "hf", {})
    assert (status.state, status.model_id, status.kernels) == ("", None, [])
    assert (kernel.state, kernel.kernel_id, kernel.metrics) == ("", None, None)
    with pytest.raises(ValueError, match="kernel_id"):
        kernel.get_log()
