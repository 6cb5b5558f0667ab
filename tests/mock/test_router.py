"""From a path to an operation."""

from __future__ import annotations

import pytest

from dssmock import errors
from dssmock.bundle import Bundle
from dssmock.router import NoRoute, Router, below_prefix, decode
from tests.mock.tiny import answer, in_path, operation

REST = {"x-dss-slashes": True}


def router(*paths: str, version: str = "15.2.0", method: str = "get") -> Router:
    items = {}
    for path in paths:
        names = [part[1:-1].rstrip("*") for part in path.split("/") if part.startswith("{")]
        parameters = [in_path(name, **(REST if f"{{{name}*}}" in path else {})) for name in names]
        node = operation(path, answer({}), parameters=parameters)
        items[path.replace("*", "")] = {method: node}
    document = {"openapi": "3.1.0", "paths": items}
    return Router(Bundle(document).operations.values(), version)


def found(router: Router, path: str) -> tuple[str, dict[str, str]]:
    segments = below_prefix("/public/api" + path)
    assert segments is not None
    match = router.match("GET", [decode(each) for each in segments])
    return match.operation.id, match.path


@pytest.mark.parametrize("path", ["/a/b", "/a/b/", "//a//b", "/a//b//"])
@pytest.mark.parametrize("declared", ["/a/b", "/a/b/"])
def test_slashes_do_not_matter(declared: str, path: str) -> None:
    assert found(router(declared), path) == (declared, {})


def test_literal_segment_wins() -> None:
    routes = router("/p/{id}", "/p/actions", "/p/{id}/x", "/p/actions/{kind}")
    assert found(routes, "/p/actions") == ("/p/actions", {})
    assert found(routes, "/p/other") == ("/p/{id}", {"id": "other"})
    assert found(routes, "/p/actions/go") == ("/p/actions/{kind}", {"kind": "go"})
    assert found(routes, "/p/actions/x") == ("/p/actions/{kind}", {"kind": "x"})


def test_search_goes_back_from_a_dead_end() -> None:
    routes = router("/p/actions/go", "/p/{id}/x")
    assert found(routes, "/p/actions/x") == ("/p/{id}/x", {"id": "actions"})


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("a%2Fb", "a/b"),
        ("a%20b%3F%23%25", "a b?#%"),
        ("%E6%97%A5", "日"),
        ("a+b", "a+b"),
        ("%2E%2E", ".."),
        ("%252F", "%2F"),
    ],
)
def test_segments_are_decoded(sent: str, value: str) -> None:
    assert found(router("/p/{id}"), f"/p/{sent}") == ("/p/{id}", {"id": value})


def test_parameter_takes_one_segment() -> None:
    with pytest.raises(NoRoute):
        found(router("/p/{id}"), "/p/a/b")


def test_parameter_with_slashes_takes_the_rest() -> None:
    routes = router("/f/{id}/contents/{path*}", "/f/{id}/contents", "/f/{id}/contents/now")
    assert found(routes, "/f/1/contents/a/b%20c/d.txt") == (
        "/f/{id}/contents/{path*}",
        {"id": "1", "path": "a/b c/d.txt"},
    )
    assert found(routes, "/f/1/contents/") == ("/f/{id}/contents", {"id": "1"})
    assert found(routes, "/f/1/contents/now")[0] == "/f/{id}/contents/now"
    assert found(routes, "/f/1/contents/now/x")[1] == {"id": "1", "path": "now/x"}


def test_parameter_with_slashes_may_stand_in_the_middle() -> None:
    routes = router("/f/{path*}/raw")
    assert found(routes, "/f/a/raw/raw") == ("/f/{path*}/raw", {"path": "a/raw"})


@pytest.mark.parametrize("path", ["/", "/x", "/a", "/a/b/c"])
def test_unknown_path_has_no_route(path: str) -> None:
    with pytest.raises(NoRoute):
        found(router("/a/b"), path)


def test_wrong_method_tells_the_right_ones() -> None:
    routes = router("/p/{id}", "/p/x", method="put")
    with pytest.raises(errors.MethodNotAllowed) as caught:
        found(routes, "/p/x")
    assert caught.value.headers == {"allow": "PUT"}


def test_method_decides_between_a_literal_and_a_parameter() -> None:
    literal, parameter = operation("lit", answer({})), operation("par", answer({}))
    parameter["parameters"] = [in_path("id")]
    document = {"paths": {"/p/x": {"put": literal}, "/p/{id}": {"get": parameter}}}
    routes = Router(Bundle(document).operations.values(), "15.2.0")
    assert found(routes, "/p/x") == ("par", {"id": "x"})


def test_two_operations_cannot_share_a_route() -> None:
    with pytest.raises(ValueError, match="have the same route"):
        router("/p/{id}", "/p/{name}/")


@pytest.mark.parametrize(
    ("since", "until", "version", "known"),
    [
        (None, None, "9.0.1", True),
        ("8.0", None, "8.0.0", True),
        ("8.0", None, "7.9.9", False),
        ("14.3", None, "14.10.0", True),
        (None, "12.6", "12.6.7", True),
        (None, "12.6", "12.7.0", False),
        ("9.0", "12.6", "13.0.0", False),
    ],
)
def test_operation_is_known_between_its_versions(
    since: str | None, until: str | None, version: str, known: bool
) -> None:
    extra = {"x-dss-since": since, "x-dss-until": until}
    document = {"paths": {"/a": {"get": operation("a", answer({}), **extra)}}}
    assert Bundle(document).operations["a"].known_in(version) is known


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        ("/public/api/a/b", ["a", "b"]),
        ("//dip/publicapi/a%2Fb/", ["a%2Fb"]),
        ("/dip/publicapi", []),
        ("/dip/api/a", None),
        ("/", None),
    ],
)
def test_prefixes(path: str, segments: list[str] | None) -> None:
    assert below_prefix(path) == segments


def test_path_item_and_parameters_may_be_references() -> None:
    document = {
        "paths": {"/p/{id}": {"$ref": "#/components/pathItems/P"}},
        "components": {
            "pathItems": {
                "P": {
                    "parameters": [{"$ref": "#/components/parameters/Id"}],
                    "get": operation("p", answer({})),
                }
            },
            "parameters": {"Id": in_path("id", **REST)},
        },
    }
    routes = Router(Bundle(document).operations.values(), "15.2.0")
    assert found(routes, "/p/a/b") == ("p", {"id": "a/b"})
