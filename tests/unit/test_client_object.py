"""The client object itself: options, closing, pickling, old arguments, what `repr` shows."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Any

import pytest

import dataikuapi
from dataikuapi import DSSClient, DSSConnectionError, RetryPolicy, Timeouts
from dssmock.core import DSSMock


def make(mock: DSSMock, **options: Any) -> DSSClient:
    return DSSClient(mock.base_url, "admin-key", transport=mock.transport(), **options)


def test_repr_shows_the_host_and_no_secret() -> None:
    client = DSSClient("http://dss", "very-secret", extra_headers={"X-Token": "other-secret"})
    shown = repr(client) + repr(client._session) + repr(client._session.headers)
    assert "http://dss" in shown
    assert "very-secret" not in shown
    assert "other-secret" not in shown


def test_closed_client_refuses_calls() -> None:
    with make(DSSMock()) as client:
        assert client.list_project_keys() == []
    with pytest.raises(DSSConnectionError, match="closed"):
        client.list_project_keys()


def test_closing_twice_is_fine() -> None:
    client = make(DSSMock())
    client.close()
    client.close()
    with pytest.raises(DSSConnectionError, match="closed"):
        client.list_project_keys()


def test_client_can_not_be_pickled() -> None:
    with pytest.raises(TypeError, match="can't be pickled"):
        pickle.dumps(DSSClient("http://dss", "key"))


def test_with_options_shares_the_connection_and_keeps_the_original() -> None:
    client = DSSClient("http://dss", "key")
    twin = client.with_options(timeout=5, retries=RetryPolicy(tries=1))
    assert twin.rest.settings.timeouts == Timeouts(5, 5, 5, 5, 5)
    assert twin.rest.settings.retries.tries == 1
    assert client.rest.settings.timeouts == Timeouts()
    assert twin._session is client._session
    assert twin.get_group("g").client is twin


def test_default_limits() -> None:
    limits = Timeouts()
    assert (limits.connect, limits.read, limits.write, limits.pool) == (10, 300, 120, 10)
    assert limits.blocking == 4 * 3600
    assert RetryPolicy().tries == 3


def test_blocking_operations_may_be_silent_longer() -> None:
    from dataikuapi_rest.api.code_env import code_env_create
    from dataikuapi_rest.api.group import group_list

    limits = Timeouts()
    assert code_env_create.OPERATION.blocking
    assert limits.read_limit(code_env_create.OPERATION) == limits.blocking
    assert limits.read_limit(group_list.OPERATION) == limits.read
    assert limits.read_limit(None) == limits.read


def test_old_names_of_arguments_are_taken() -> None:
    with pytest.deprecated_call(match="insecure_tls"):
        client = DSSClient("https://dss", "key", insecure_tls=True)
    assert client._session.verify is False
    client = DSSClient("https://dss", "key", None, None, True, ("cert", "key"), None)
    assert client._session.verify is False
    assert client._session.cert == ("cert", "key")


@pytest.mark.parametrize("name", ["GovernClient", "FMClientAWS", "APINodeClient"])
def test_clients_that_are_not_here_say_so(name: str) -> None:
    with pytest.raises(ImportError, match=f"dataikuapi.{name} is not in dataiku-openapi-client"):
        getattr(dataikuapi, name)


def test_unknown_names_are_named() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        dataikuapi.no_such_thing  # noqa: B018
    with pytest.raises(AttributeError, match="no_such_module"):
        dataikuapi.dss.no_such_module  # noqa: B018


def test_modules_are_reached_as_attributes() -> None:
    code = (
        "import dataikuapi; print(dataikuapi.dss.admin.DSSUser.__name__, "
        "dataikuapi.dss.future.DSSFuture.__name__, dataikuapi.dssclient.DSSClient.__name__, "
        "dataikuapi.dssclient.TemporaryImportHandle.__name__, "
        "dataikuapi.discussion.DSSObjectDiscussions.__name__, "
        "dataikuapi.dss.project.DSSPlugin.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "DSSUser", "DSSFuture", "DSSClient", "TemporaryImportHandle", "DSSObjectDiscussions",
        "DSSPlugin",
    ]  # fmt: skip


def test_incumbent_beside_ours_gives_a_warning(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataikuapi._beside import warn_when_beside

    folder = tmp_path_factory.mktemp("env") / "site-packages"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder), str(folder / "missing-site-packages")])
    warn_when_beside()
    (folder / "dataiku_api_client-15.2.0.dist-info").mkdir()
    with pytest.warns(UserWarning, match="dataiku-api-client is installed beside"):
        warn_when_beside()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_forked_child_makes_connections_of_its_own() -> None:
    client = make(DSSMock())
    assert client.list_project_keys() == []
    http = client.rest._http
    (carrier,) = http._carriers.values()
    child = os.fork()
    if child == 0:
        good = client.list_project_keys() == [] and carrier not in http._carriers.values()
        os._exit(0 if good else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert [*http._carriers.values()] == [carrier]


def test_escape_hatches_send_what_they_are_given() -> None:
    mock = DSSMock()
    with make(mock) as client:
        assert client._perform_json("GET", "/admin/groups/", params={"a": None})
        created = client._perform_text(
            "POST", "/admin/groups/", body={"name": "g", "description": "d", "sourceType": "LOCAL"}
        )
        assert created
        client._perform_empty("DELETE", "/admin/groups/g")
        stream = client._perform_raw("GET", "/admin/groups/")
        assert stream.status_code == 200
        assert isinstance(stream.json(), list)
        assert client._perform_http("GET", "/admin/groups/").content.startswith(b"[")
    assert [call.method for call in mock.calls] == ["GET", "POST", "DELETE", "GET", "GET"]


@pytest.mark.parametrize("path", ["admin/groups/", "/admin/../projects/", ""])
def test_escape_hatches_refuse_paths_that_go_elsewhere(path: str) -> None:
    with make(DSSMock()) as client, pytest.raises(ValueError, match="path"):
        client._perform_json("GET", path)


def test_body_that_is_no_json_is_refused_before_it_is_sent() -> None:
    mock = DSSMock()
    with make(mock) as client:
        with pytest.raises(TypeError, match="body cannot be written as JSON"):
            client._perform_json("PUT", "/admin/variables/", body={"x": object()})
        with pytest.raises(ValueError, match="body cannot be written as JSON"):
            client._perform_json("PUT", "/admin/variables/", body={"x": float("nan")})
    assert mock.calls == []


@pytest.mark.parametrize("wrong", [3, 0, False, Timeouts()])
def test_retries_that_are_no_policy_are_refused_at_once(wrong: Any) -> None:
    text = r"retries must be a RetryPolicy, such as RetryPolicy\(tries=3\), not "
    with pytest.raises(TypeError, match=f"{text}{type(wrong).__name__}"):
        DSSClient("http://dss", "key", retries=wrong)
    with make(DSSMock()) as client, pytest.raises(TypeError, match=text):
        client.with_options(retries=wrong)
