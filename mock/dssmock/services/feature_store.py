"""Handlers of the feature store."""

from __future__ import annotations

from typing import Any

from dssmock.core import Call, handles


@handles("feature_store_list_groups")
def list_groups(call: Call) -> list[dict[str, Any]]:
    return [
        {"projectKey": each["projectKey"], "name": each["name"]}
        for each in call.dss.table("datasets").values()
        if each.get("featureGroup") and call.may_project(each["projectKey"])
    ]
