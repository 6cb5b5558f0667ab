"""The tree of exceptions, and which one an answer becomes."""

from __future__ import annotations

import pickle

import pytest

import dataikuapi
from dataikuapi import _errors as errors


@pytest.mark.parametrize(
    ("cls", "bases"),
    [
        (errors.DSSConnectionError, [errors.DataikuException]),
        (errors.DSSTimeoutError, [errors.DSSConnectionError, TimeoutError]),
        (errors.DSSDataError, [errors.DataikuException]),
        (errors.DSSAPIError, [errors.DataikuException]),
        (errors.DSSBadRequest, [errors.DSSAPIError]),
        (errors.DSSUnauthorized, [errors.DSSAPIError]),
        (errors.DSSForbidden, [errors.DSSAPIError]),
        (errors.DSSNotFound, [errors.DSSAPIError]),
        (errors.DSSConflict, [errors.DSSAPIError]),
        (errors.DSSRateLimited, [errors.DSSAPIError]),
        (errors.DSSServerError, [errors.DSSAPIError]),
        (errors.DSSFutureError, [errors.DataikuException]),
        (errors.DSSFutureFailed, [errors.DSSFutureError]),
        (errors.DSSFutureAborted, [errors.DSSFutureError]),
        (errors.DSSFutureLost, [errors.DSSFutureError]),
        (errors.DSSFutureTimeout, [errors.DSSFutureError, TimeoutError]),
    ],
)
def test_tree(cls: type[Exception], bases: list[type[Exception]]) -> None:
    assert all(issubclass(cls, base) for base in bases)
    assert getattr(dataikuapi, cls.__qualname__) is cls


def test_old_import_path_gives_the_same_class() -> None:
    from dataikuapi.utils import DataikuException

    assert DataikuException is dataikuapi.DataikuException


def test_api_errors_keep_the_name_that_scripts_compare() -> None:
    assert errors.DSSNotFound.__name__ == "DataikuException"
    assert errors.DSSNotFound.__qualname__ == "DSSNotFound"
    assert errors.DSSFutureFailed.__name__ == "DataikuException"
    assert errors.DSSFutureLost.__name__ == "DSSFutureLost"


@pytest.mark.parametrize(
    ("status", "error_type", "expected"),
    [
        (400, None, errors.DSSBadRequest),
        (401, None, errors.DSSUnauthorized),
        (403, None, errors.DSSForbidden),
        (404, None, errors.DSSNotFound),
        (409, None, errors.DSSConflict),
        (429, None, errors.DSSRateLimited),
        (418, None, errors.DSSAPIError),
        (500, None, errors.DSSServerError),
        (599, "java.lang.Error", errors.DSSServerError),
        (500, "com.dataiku.dip.server.controllers.NotFoundException", errors.DSSNotFound),
        (400, "ElementNotFoundException", errors.DSSNotFound),
        (500, "a.b.NotAuthenticatedException", errors.DSSUnauthorized),
    ],
)
def test_class_of_an_answer(status: int, error_type: str | None, expected: type[Exception]) -> None:
    assert errors.error_class(status, error_type) is expected


@pytest.mark.parametrize(
    "error",
    [
        errors.DSSNotFound("T: gone", status=404, error_type="T", body={"a": 1}, path="/x"),
        errors.DSSFutureFailed("T: broke", state={"b": 2}, job_id="j", elapsed=1.5),
    ],
)
def test_errors_survive_pickling(error: Exception) -> None:
    twin = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(twin) is type(error)
    assert str(twin) == str(error)
    assert vars(twin) == vars(error)
