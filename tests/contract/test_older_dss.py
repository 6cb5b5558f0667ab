"""An operation that a server does not have: the error says which version of DSS has it."""

from __future__ import annotations

import pickle
from functools import cache
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSClient, DSSNotFound
from dataikuapi_rest import ApiError, Client, api
from dataikuapi_rest.operation import EndpointRequest
from dssmock.bundle import Operation, version_key
from dssmock.core import DSSMock
from dssmock.router import router_of
from tests.contract.examples import FORM, RAW, endpoint, example
from tests.contract.world import operations

# Their paths look like those of older operations whose last part is a name, which answer instead.
TAKEN = {
    "code_env_create_from_preset",
    "code_env_create_internal",
    "job_list_running",
    "scenario_get_last_test_html_report",
    "scenario_get_last_test_report",
    "scenario_get_testing_status",
    "scenario_list_runs_by_date",
}
ALL = [pytest.param(each, id=each.id) for each in operations()]
REMOVED = [pytest.param(each, id=each.id) for each in operations() if each.until]


@cache
def mock_of(version: str) -> DSSMock:
    mock = DSSMock()
    # Past its own check: clients meet servers that are older than the mock can be asked to be.
    mock.version, mock._router = version, router_of(mock.bundle, version)
    return mock


def client_of(mock: DSSMock) -> DSSClient:
    return DSSClient(mock.base_url, mock.admin_key, transport=mock.transport())


def low_level(mock: DSSMock) -> Client:
    base = f"{mock.base_url}/dip/publicapi"
    return Client(base, mock.admin_key, options={"transport": mock.transport()})


def before(version: str | None) -> str:
    first, second = version_key(version or "")
    return f"{first}.{second - 1}" if second else f"{first - 1}.9"


def after(version: str | None) -> str:
    first, second = version_key(version or "")
    return f"{first}.{second + 1}.0"


def request_of(operation: Operation) -> EndpointRequest[Any]:
    upload = RAW in operation.bodies or FORM in operation.bodies
    given = example(operation, file=b"x" if upload else None)
    return endpoint(operation).build_request(*given.path.values(), **given.keywords)


def raised(mock: DSSMock, request: EndpointRequest[Any]) -> DSSAPIError:
    with client_of(mock) as client, pytest.raises(DSSAPIError) as caught:
        client.rest.empty(request)
    return caught.value


@pytest.mark.parametrize("operation", ALL)
def test_operation_newer_than_the_server_says_so(operation: Operation) -> None:
    version = before(operation.since)
    error = raised(mock_of(version), request_of(operation))
    if operation.id in TAKEN:
        assert error.absence is None or error.status == 405
        return
    assert error.status in (404, 405)
    assert error.absence == f"needs DSS {operation.since}, this server is {version}"
    assert str(error).endswith(f")\n{operation.id} {error.absence}")


@pytest.mark.parametrize("operation", REMOVED)
def test_operation_removed_from_the_server_says_so(operation: Operation) -> None:
    version = after(operation.until)
    error = raised(mock_of(version), request_of(operation))
    assert error.absence == f"was removed after DSS {operation.until}, this server is {version}"
    assert str(error).endswith(f")\n{operation.id} {error.absence}")


def test_method_of_the_client_says_so_and_begins_as_ever() -> None:
    mock = DSSMock(version="11.4")
    with client_of(mock) as client, pytest.raises(DSSNotFound) as caught:
        client.list_expired_trial_users()
    first, second, third = str(caught.value).split("\n")
    assert first.startswith("Unknown error: <")
    assert second == "(404, GET /admin/list-trial-expired-users)"
    assert third == "user_list_expired_trials needs DSS 12.6, this server is 11.4"
    twin = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert twin.absence == "needs DSS 12.6, this server is 11.4"


def test_typed_function_says_so() -> None:
    with low_level(DSSMock(version="11.4")) as client, pytest.raises(ApiError) as caught:
        api.user.user_list_expired_trials.sync(client=client)
    assert caught.value.absence == "needs DSS 12.6, this server is 11.4"
    assert str(caught.value) == f"user_list_expired_trials answered 404: {caught.value.absence}"


def test_missing_object_is_not_blamed_on_the_version() -> None:
    mock = DSSMock(version="11.4")
    mock.faults.add("project_list", status=404, body={"errorType": "a.b.NotFoundException"})
    error = raised(mock, api.project.project_list.build_request())
    assert error.absence is None
    with low_level(mock) as client, pytest.raises(ApiError) as caught:
        api.group.group_get.sync("nobody", client=client)
    assert caught.value.status_code == 404
    assert caught.value.absence is None


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("12.6.0", None),
        ("13.0.1-beta2", None),
        ("12.5.2-rc1", "needs DSS 12.6, this server is 12.5.2"),
        ("9", "needs DSS 12.6, this server is 9"),
        ("", None),
        ("unknown", None),
        ("1" * 9000, None),
        (None, None),
    ],
)
def test_version_of_the_header_decides(version: str | None, expected: str | None) -> None:
    operation = api.user.user_list_expired_trials.OPERATION
    headers = {} if version is None else {"DSS-Version": version}
    assert operation.absence(404, headers) == expected
    assert operation.absence(500, headers) is None


def test_last_version_holds_its_own_fixes() -> None:
    (old, *_) = [each.values[0] for each in REMOVED if each.values[0].until == "13.5"]
    known = endpoint(old).OPERATION
    assert known.absence(404, {"DSS-Version": "13.5.7"}) is None
    assert known.absence(404, {"DSS-Version": "14.0"}) is not None
