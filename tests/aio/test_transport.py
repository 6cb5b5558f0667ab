"""The escape hatches of the client, and how it is made and thrown away."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import pytest

from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.aio.conftest import connect
from tests.servers import answer, serving


async def test_escape_hatches_send_what_they_are_given(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    group = {"name": "g", "description": "d", "sourceType": "LOCAL"}
    assert await client._perform_text("POST", "/admin/groups/", body=group)
    found = await client._perform_json("GET", "/admin/groups/g")
    assert found["description"] == "d"
    await client._perform_empty("DELETE", "/admin/groups/g")
    stream = await client._perform_raw("GET", "/admin/groups/")
    assert (await stream.read()).startswith(b"[")
    stream = await client._perform_http("GET", "/admin/groups/")
    assert (await stream.read()).startswith(b"[")
    operations = [call.operation for call in mock.calls]
    assert operations == ["group_create", "group_get", "group_delete", "group_list", "group_list"]


async def test_upload_by_the_old_door_streams_the_file(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"of a path")
    with serving([answer(b'{"id": 1}')]) as server:
        async with AsyncDSSClient(server.url, "key") as client:
            stream = await client._perform_json_upload("POST", "/up", "a", io.BytesIO(b"zip"))
            assert await stream.read() == b'{"id": 1}'
            await client._perform_json_upload("POST", "/up", "b", tmp_path / "b.zip")
            with pytest.raises(TypeError, match="opened as text"):
                await client._perform_json_upload("POST", "/up", "a", io.StringIO("text"))
    assert b'name="file"; filename="a"' in server.requests[0].body
    assert b"of a path" in server.requests[1].body


async def test_raw_body_may_come_in_pieces() -> None:
    with serving([answer(b"{}")]) as server:
        async with AsyncDSSClient(server.url, "key") as client:
            await client._perform_json("POST", "/x", raw_body=io.BytesIO(b"from a file"))
            await client._perform_json("POST", "/x", raw_body=iter([b"one", b"two"]))
    assert [request.body for request in server.requests] == [b"from a file", b"onetwo"]


async def test_ticket_acts_for_its_user(mock: DSSMock) -> None:
    ticket = await connect(mock, mock.admin_key).get_ticket()
    inside = AsyncDSSClient(mock.base_url, internal_ticket=ticket, transport=mock.transport())
    assert (await inside.get_auth_info()).get("authIdentifier") == "admin"
    await inside.close()


async def test_old_and_empty_arguments() -> None:
    with pytest.deprecated_call(match="insecure_tls"):
        client = AsyncDSSClient("https://dss", jwt_bearer_token="token", insecure_tls=True)
    assert client._session.verify is False
    assert client._session.headers["authorization"] == "Bearer token"
    with pytest.raises(ValueError, match="api_key, internal_ticket or jwt_bearer_token"):
        AsyncDSSClient("https://dss")


async def test_client_can_not_be_pickled(client: AsyncDSSClient) -> None:
    with pytest.raises(TypeError, match="can't be pickled"):
        pickle.dumps(client)
    assert repr(client) == "<AsyncDSSClient http://dss.mock>"


async def test_session_settings_count_from_the_next_call() -> None:
    with serving([answer(b"[]")]) as server:
        async with AsyncDSSClient(server.url, "key") as client:
            await client.list_groups()
            client._session.trust_env = False
            client._session.headers["X-New"] = "1"
            await client.list_groups()
    assert "x-new" in server.requests[1].headers
    assert server.connections == 2
