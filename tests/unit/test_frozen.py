"""Values that do not change."""

from __future__ import annotations

import copy
import pickle

import pytest

from dataikuapi import RetryPolicy, Timeouts
from dataikuapi._config import Connection
from dataikuapi_rest.operation import EndpointRequest, Operation

OPERATION = Operation("x_get", "x", "GET", "/x", "8.0", pages={"size": "n"})


def test_compare_by_fields() -> None:
    assert Timeouts(1) == Timeouts(connect=1.0)
    assert Timeouts(1) != Timeouts(2)
    assert Timeouts(1) != (1, 300, 120, 10)
    assert len({Timeouts(1), Timeouts(1), RetryPolicy()}) == 2
    assert hash(OPERATION) == hash(OPERATION.changed(tag="y"))


def test_refuse_changes() -> None:
    limits = Timeouts()
    with pytest.raises(AttributeError, match="connect can't be set"):
        limits.connect = 1  # type: ignore[misc]
    with pytest.raises(AttributeError, match="connect can't be deleted"):
        del limits.connect
    assert limits.connect == 10


FIELDS = "connect, read, write, pool, blocking"


@pytest.mark.parametrize(
    ("given", "named", "text"),
    [
        ((), {"reed": 1}, f"Timeouts has no field reed: it takes {FIELDS}"),
        ((1,), {"reed": 1, "x": 2}, f"Timeouts has no field reed, x: it takes {FIELDS}"),
        ((1, 2, 3, 4, 5, 6), {}, f"Timeouts takes 5 values at most, not 6: {FIELDS}"),
        ((1,), {"connect": 2}, "Timeouts got connect twice: in its place and by name"),
    ],
)
def test_refuse_wrong_fields(given: tuple[float, ...], named: dict[str, float], text: str) -> None:
    with pytest.raises(TypeError) as caught:
        Timeouts(*given, **named)
    assert str(caught.value) == text


def test_refuse_to_be_made_without_what_is_needed() -> None:
    with pytest.raises(TypeError) as caught:
        Operation("x_get", method="GET")  # type: ignore[call-arg]
    assert str(caught.value) == "Operation needs tag, path, since, too"


def test_print_no_secret() -> None:
    shown = repr(Connection("https://dss", "here", api_key="hidden", internal_ticket="hidden"))
    assert shown == "Connection(url='https://dss', source='here', no_check_certificate=False)"


def test_copy_and_pickle() -> None:
    pickled = pickle.loads(pickle.dumps(Timeouts(7)))  # noqa: S301 - made a moment ago
    assert copy.deepcopy(Timeouts(7)) == pickled == Timeouts(7)
    assert Timeouts(7).changed(read=2) == Timeouts(7, 2)


def test_generic_ones_take_types() -> None:
    assert EndpointRequest[int](OPERATION, "/x") == EndpointRequest(OPERATION, "/x")


def test_label_is_the_path_unless_told() -> None:
    assert EndpointRequest(OPERATION, "/x").label == "/x"
    assert EndpointRequest(OPERATION, "/x", label="/y").label == "/y"
