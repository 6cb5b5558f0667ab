"""What is too long for a URL is refused before anything is sent, whatever carries the calls."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi_rest.operation import MAX_URL
from dssmock.core import DSSMock
from tests.servers import answer, serving

LONG = "a" * (MAX_URL + 1)


@pytest.fixture(params=["sockets", "transport of httpx"])
async def anyone(
    request: pytest.FixtureRequest, mock: DSSMock, client: AsyncDSSClient
) -> AsyncIterator[AsyncDSSClient]:
    """A client on the empty instance, by each kind of carrier."""
    if request.param != "sockets":
        yield client
        return
    with mock.serve() as server:
        async with AsyncDSSClient(server.url, mock.admin_key) as made:
            yield made


async def test_long_name_is_refused_by_its_own(anyone: AsyncDSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match=r"^project_key is too long: the URL of project_get_"):
        await anyone.get_project(LONG).get_settings()
    # A name that only its quotes make too long.
    with pytest.raises(ValueError, match=r"^group_name is too long: .* at most 65536 can be sent"):
        await anyone.get_group("é" * (MAX_URL // 6)).get_definition()
    assert mock.calls == []


async def test_long_path_of_a_file_is_refused(anyone: AsyncDSSClient, mock: DSSMock) -> None:
    folder = anyone.get_project("P").get_managed_folder("F")
    with pytest.raises(ValueError, match=r"^path is too long"):
        await folder.get_file("a/" * MAX_URL)
    assert mock.calls == []


async def test_long_query_is_refused_by_the_longest_name(
    anyone: AsyncDSSClient, mock: DSSMock
) -> None:
    params = {"few": "x", "many": ["column"] * 10_000}
    with pytest.raises(ValueError, match=r"^many is too long: the URL of the request "):
        await anyone._perform_json("GET", "/x", params=params)
    with pytest.raises(ValueError, match=r"^path is too long: the URL of the request "):
        await anyone._perform_json("GET", f"/{LONG}")
    with pytest.raises(ValueError, match=r"^url cannot be sent: URL component 'query' too long"):
        await anyone.rest.outside("GET", f"{anyone.host}/x", params={"q": LONG})
    assert mock.calls == []


async def test_url_of_the_greatest_length_is_sent() -> None:
    with serving([answer(b"{}")]) as server:
        async with AsyncDSSClient(server.url, "key") as client:
            rest = MAX_URL - len(client.rest.settings.base_url) - len("/?q=")
            assert await client._perform_json("GET", "/", params={"q": "a" * rest}) == {}
            with pytest.raises(ValueError, match="65537 characters"):
                await client._perform_json("GET", "/", params={"q": "a" * (rest + 1)})
