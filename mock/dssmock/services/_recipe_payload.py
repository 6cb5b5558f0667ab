"""What a new recipe computes and how, before anybody has set it up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from dssmock.services._loose import as_list, as_text

Columns = list[dict[str, Any]]
Inputs = list[tuple[str, Columns]]
NO_FILTER: Final[dict[str, Any]] = {
    "enabled": False,
    "distinct": False,
    "uiData": {"mode": "&&", "conditions": []},
}
WITH_ENV: Final = frozenset(
    {"python", "r", "pyspark", "sparkr", "cpython", "prediction_scoring", "clustering_scoring"}
)
AGGREGATIONS: Final = (
    "count",
    "countDistinct",
    "min",
    "max",
    "avg",
    "sum",
    "concat",
    "stddev",
    "first",
    "last",
)


def params_of(kind: str) -> dict[str, Any]:
    """The parameters of a new recipe of a type."""
    if kind in WITH_ENV:
        return {
            "envSelection": {"envMode": "INHERIT"},
            "containerSelection": {"containerMode": "INHERIT"},
        }
    if kind == "sampling":
        return {
            "selection": {"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10000},
            "filter": dict(NO_FILTER),
        }
    return {"engineParams": {}}


def payload_of(kind: str, settings: Mapping[str, Any], inputs: Inputs) -> str | None:
    """The payload of a new recipe.

    Args:
        kind: its type.
        settings: its creation settings.
        inputs: name and columns of each input dataset of the role ``main``.
    """
    for given in ("payload", "script"):
        if isinstance(settings.get(given), str):
            return settings[given]
    if kind in MAKERS:
        return json.dumps(MAKERS[kind](settings, inputs))
    if isinstance(settings.get("initialPayload"), Mapping):
        return json.dumps(settings["initialPayload"])
    return None if kind in NO_PAYLOAD else "{}"


NO_PAYLOAD: Final = frozenset({"sync", "csync", "shell", "python", "r", "sql_query", "sql_script"})


def _first_columns(inputs: Inputs) -> Columns:
    return inputs[0][1] if inputs else []


def _around(**members: Any) -> dict[str, Any]:
    """What most visual recipes have: filters and columns before and after their work."""
    return {
        **members,
        "preFilter": dict(NO_FILTER),
        "computedColumns": [],
        "postFilter": dict(NO_FILTER),
    }


def _keys(column: Any) -> list[dict[str, Any]]:
    return [{"column": column}] if as_text(column) else []


def _grouping(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    key = settings.get("groupKey")
    values = [
        {"column": each["name"], "type": each["type"], **dict.fromkeys(AGGREGATIONS, False)}
        for each in _first_columns(inputs)
        if each["name"] != key
    ]
    return _around(keys=_keys(key), values=values, globalCount=True)


def _distinct(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    keys = [{"column": each["name"]} for each in _first_columns(inputs)]
    return _around(keys=keys, globalCount=False)


def _sort(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    return _around(orders=[], rowNumber=False, rank=False, denseRank=False)


def _topn(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    return _around(
        orders=[],
        keys=[],
        firstRows=10,
        lastRows=0,
        retrievedColumnsSelectionMode="ALL",
        retrievedColumns=[],
        rowNumber=False,
        rank=False,
        denseRank=False,
    )


def _split(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    return {"preFilter": dict(NO_FILTER), "computedColumns": []}


def _upsert(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    return _around(keys=_keys(settings.get("upsertKey")))


def _window(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    values = [{"column": each["name"], "value": True} for each in _first_columns(inputs)]
    return _around(values=values, windows=[{"partitioningColumns": [], "orders": []}])


def _shaker(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    return {"steps": [], "columnsSelection": {"mode": "ALL"}, "explorationSampling": {}}


def virtual_inputs(settings: Mapping[str, Any]) -> tuple[list[str], list[int]]:
    """The datasets that virtual inputs stand for, each once, and the position of each."""
    wanted = [as_text(each) for each in as_list(settings.get("virtualInputs"))]
    datasets = list(dict.fromkeys(wanted))
    return datasets, [datasets.index(each) for each in wanted]


def _tables(settings: Mapping[str, Any], inputs: Inputs) -> list[dict[str, Any]]:
    names, positions = virtual_inputs(settings)
    if not positions:
        names, positions = [name for name, _ in inputs], list(range(len(inputs)))
    return [
        {
            "index": position,
            "originLabel": names[position],
            "preFilter": dict(NO_FILTER),
            "computedColumns": [],
        }
        for position in positions
    ]


def _join(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    tables = _tables(settings, inputs)
    selected: list[dict[str, Any]] = []
    taken: set[str] = set()
    for number, table in enumerate(tables):
        columns = inputs[table["index"]][1] if table["index"] < len(inputs) else []
        for each in columns:
            if each["name"] not in taken:
                taken.add(each["name"])
                selected.append({"name": each["name"], "type": each["type"], "table": number})
    return {
        "virtualInputs": tables,
        "joins": [],
        "selectedColumns": selected,
        "computedColumns": [],
        "postFilter": dict(NO_FILTER),
    }


def _vstack(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    columns = dict.fromkeys(each["name"] for _, columns in inputs for each in columns)
    return {
        "virtualInputs": _tables(settings, inputs),
        "mode": "UNION",
        "selectedColumns": list(columns),
        "addOriginColumn": False,
        "originColumnName": "original_dataset",
        "postFilter": dict(NO_FILTER),
    }


def _generate(settings: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    return {"virtualInputs": _tables(settings, inputs), "relationships": []}


MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any], Inputs], dict[str, Any]]]] = {
    "distinct": _distinct,
    "fuzzyjoin": _join,
    "generate_features": _generate,
    "geojoin": _join,
    "grouping": _grouping,
    "join": _join,
    "shaker": _shaker,
    "sort": _sort,
    "split": _split,
    "topn": _topn,
    "upsert": _upsert,
    "vstack": _vstack,
    "window": _window,
}
