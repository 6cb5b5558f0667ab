# Derived by `tox -e generate` from tests/aio/test_long_urls.py. Do not edit.
"""What is too long for a URL is refused before anything is sent, whatever carries the calls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dataikuapi.dssclient import DSSClient
from dataikuapi_rest.operation import MAX_URL
from dssmock.core import DSSMock
from tests.servers import answer, serving

LONG = "a" * (MAX_URL + 1)


@pytest.fixture(params=["sockets", "transport of httpx"])
def anyone(request: pytest.FixtureRequest, mock: DSSMock, client: DSSClient) -> Iterator[DSSClient]:
    """A client on the empty instance, by each kind of carrier."""
    if request.param != "sockets":
        yield client
        return
    with mock.serve() as server:
        with DSSClient(server.url, mock.admin_key) as made:
            yield made


def test_long_name_is_refused_by_its_own(anyone: DSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match=r"^project_key is too long: the URL of project_get_"):
        anyone.get_project(LONG).get_settings()
    # A name that only its quotes make too long.
    with pytest.raises(ValueError, match=r"^group_name is too long: .* at most 65536 can be sent"):
        anyone.get_group("é" * (MAX_URL // 6)).get_definition()
    assert mock.calls == []


def test_long_path_of_a_file_is_refused(anyone: DSSClient, mock: DSSMock) -> None:
    folder = anyone.get_project("P").get_managed_folder("F")
    with pytest.raises(ValueError, match=r"^path is too long"):
        folder.get_file("a/" * MAX_URL)
    assert mock.calls == []


def test_long_query_is_refused_by_the_longest_name(anyone: DSSClient, mock: DSSMock) -> None:
    params = {"few": "x", "many": ["column"] * 10_000}
    with pytest.raises(ValueError, match=r"^many is too long: the URL of the request "):
        anyone._perform_json("GET", "/x", params=params)
    with pytest.raises(ValueError, match=r"^path is too long: the URL of the request "):
        anyone._perform_json("GET", f"/{LONG}")
    with pytest.raises(ValueError, match=r"^url cannot be sent: URL component 'query' too long"):
        anyone.rest.outside("GET", f"{anyone.host}/x", params={"q": LONG})
    assert mock.calls == []


def test_url_of_the_greatest_length_is_sent() -> None:
    with serving([answer(b"{}")]) as server:
        with DSSClient(server.url, "key") as client:
            rest = MAX_URL - len(client.rest.settings.base_url) - len("/?q=")
            assert client._perform_json("GET", "/", params={"q": "a" * rest}) == {}
            with pytest.raises(ValueError, match="65537 characters"):
                client._perform_json("GET", "/", params={"q": "a" * (rest + 1)})
