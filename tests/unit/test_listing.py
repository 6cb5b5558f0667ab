"""What handles are made of, and how lists are wanted."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSDataError
from dataikuapi._listing import identities, identity, wants_objects
from dataikuapi_rest import api

OPERATION = api.api_deployer.api_deployer_list_infras.OPERATION
WHERE = r"GET /api-deployer/infras \(api_deployer_list_infras\) answered an object "


def test_identity_is_found_inside() -> None:
    assert identity(OPERATION, {"infraBasicInfo": {"id": "dev"}}, "infraBasicInfo", "id") == "dev"
    assert identities(OPERATION, {"a": "x", "b": "y"}, "b", "a") == ["y", "x"]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({}, "without infraBasicInfo.id$"),
        ({"infraBasicInfo": None}, "without infraBasicInfo.id$"),
        ({"infraBasicInfo": []}, "without infraBasicInfo.id$"),
        ({"infraBasicInfo": {"id": None}}, "without infraBasicInfo.id$"),
        (None, "without infraBasicInfo.id$"),
        ("dev", "without infraBasicInfo.id$"),
        ({"infraBasicInfo": {"id": ""}}, "whose infraBasicInfo.id is empty$"),
        ({"infraBasicInfo": {"id": 7}}, "whose infraBasicInfo.id is int$"),
    ],
)
def test_identity_says_what_is_missing_and_who_answered(answer: Any, fault: str) -> None:
    with pytest.raises(DSSDataError, match=WHERE + fault):
        identity(OPERATION, answer, "infraBasicInfo", "id")


def test_wants_objects_refuses_what_is_neither() -> None:
    assert wants_objects("objects")
    assert not wants_objects("listitem")
    with pytest.raises(ValueError, match="as_type"):
        wants_objects("dicts")
