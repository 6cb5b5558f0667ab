"""Models that a connection serves."""

from __future__ import annotations

import pytest

from dataikuapi import DataikuException, DSSNotFound
from dataikuapi.aio.dss.connection import AsyncDSSConnection
from dataikuapi.aio.dss.local_model import AsyncDSSLocalModelKernel, AsyncDSSLocalModelStatus
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

MODEL = {"id": "org/small chat", "displayName": "Small"}


@pytest.fixture
async def connection(client: AsyncDSSClient) -> AsyncDSSConnection:
    """A connection that serves one model."""
    return await client.create_connection("hf", "HuggingFaceLocal", {"models": [MODEL]})


async def test_models_are_listed(connection: AsyncDSSConnection) -> None:
    (model,) = await connection.list_local_models()
    assert (model.model_id, model.connection_name) == ("org/small chat", "hf")
    assert "org/small chat" in repr(model)


async def test_only_one_type_of_connection_has_models(client: AsyncDSSClient) -> None:
    postgres = await client.create_connection("pg", "PostgreSQL")
    with pytest.raises(DataikuException, match="not a HuggingFaceLocal connection"):
        await postgres.list_local_models()
    with pytest.raises(DataikuException, match="not a HuggingFaceLocal connection"):
        await postgres.get_local_model("small").get_settings()


async def test_wake_up_and_shutdown(connection: AsyncDSSConnection, mock: DSSMock) -> None:
    model = connection.get_local_model("org/small chat")
    asleep = await model.get_status()
    assert (asleep.state, asleep.kernels) == ("STOPPED", [])
    await model.wake_up()
    awake = await model.get_status()
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
    assert dict(await kernel.get_log())["lines"] == ["model org/small chat is ready"]
    await model.shutdown(force=True)
    assert mock.calls[-1].query == {"force": True}
    assert (await model.get_status()).state == "STOPPED"
    with pytest.raises(DSSNotFound):
        await kernel.get_log()


async def test_settings_are_those_of_the_connection(connection: AsyncDSSConnection) -> None:
    settings = await connection.get_local_model("org/small chat").get_settings()
    assert settings.get_raw() == MODEL
    assert settings.model_id == "org/small chat"
    assert "org/small chat" in repr(settings)


async def test_a_model_that_is_not_there(connection: AsyncDSSConnection) -> None:
    model = connection.get_local_model("other")
    with pytest.raises(DSSNotFound):
        await model.get_status()
    with pytest.raises(ValueError, match="no model other"):
        await model.get_settings()


async def test_a_model_needs_an_identifier(connection: AsyncDSSConnection) -> None:
    with pytest.raises(ValueError, match="model_id"):
        connection.get_local_model("")


async def test_a_state_that_says_nothing(client: AsyncDSSClient) -> None:
    status = AsyncDSSLocalModelStatus(client, "hf", {})
    kernel = AsyncDSSLocalModelKernel(client, "hf", {})
    assert (status.state, status.model_id, status.kernels) == ("", None, [])
    assert (kernel.state, kernel.kernel_id, kernel.metrics) == ("", None, None)
    with pytest.raises(ValueError, match="kernel_id"):
        await kernel.get_log()
