"""Drift: how the values of columns differ between two datasets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from dssmock.services._loose import as_dict, as_number
from dssmock.services._ml_data import Column, Profile

LEVEL: Final = 1.96  # of the interval around the accuracy, in deviations


def distance(one: Column, other: Column) -> float:
    """How much the values of a column differ, from 0 to 1."""
    if one.numeric and other.numeric:
        spread = one.std + other.std
        moved = abs(one.mean - other.mean)
        if spread:
            return moved / (moved + spread)
        return 0.0 if moved == 0 else 1.0
    whole, others = sum(one.words.values()) or 1, sum(other.words.values()) or 1
    words = {*one.words, *other.words}
    return 0.5 * sum(
        abs(one.words.get(word, 0) / whole - other.words.get(word, 0) / others) for word in words
    )


def _pvalue(drift: float, rows: int) -> float:
    """Probability of such a difference without drift."""
    return round(math.exp(-2 * drift * drift * max(rows, 1)), 6)


def computed(
    now: Profile,
    before: Profile,
    params: Mapping[str, Any],
    target: str | None,
    importances: Mapping[str, float],
) -> dict[str, Any]:
    """Drift of data and predictions.

    Args:
        now: the data.
        before: those of the reference.
        params: what was asked for.
        target: column of the target, if it is known.
        importances: how important features are to the model.
    """
    wanted = as_dict(params.get("columns"))
    settings = [_settings(name, column, before, wanted) for name, column in now.columns.items()]
    used = [each["name"] for each in settings if each["actualHandling"] != "IGNORED"]
    drifts = {name: distance(now.columns[name], before.columns[name]) for name in used}
    rows = min(now.rows, before.rows)
    worst = max(drifts.values(), default=0.0)
    value = 0.5 + 0.5 * worst
    margin = LEVEL * math.sqrt(value * (1 - value) / max(rows, 1))
    shown = list(drifts)
    result: dict[str, Any] = {
        "driftModelResult": {
            "driftModelAccuracy": {
                "value": round(value, 6),
                "lower": round(max(value - margin, 0.0), 6),
                "upper": round(min(value + margin, 1.0), 6),
                "pvalue": _pvalue(worst, rows),
            },
            "driftVersusImportance": {
                "columns": shown,
                "columnDriftScores": [round(drifts[name], 6) for name in shown],
                "columnImportanceScores": [importances.get(name, 0.0) for name in shown],
            },
        },
        "univariateDriftResult": {
            "columns": {
                name: _column(now.columns[name], before.columns[name], drifts[name], rows, params)
                for name in used
            }
        },
        "perColumnSettings": settings,
    }
    if target in now.columns and target in before.columns:
        one, other = now.columns[target], before.columns[target]
        result["predictionDriftResult"] = _prediction(one, distance(one, other), rows)
    return result


def _settings(
    name: str, column: Column, before: Profile, wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """How a column is treated."""
    default = "NUMERICAL" if column.numeric else "CATEGORICAL"
    asked = as_dict(wanted.get(name))
    settings = {"name": name, "defaultHandling": default, "actualHandling": default}
    if asked.get("handling") in ("NUMERICAL", "CATEGORICAL"):
        settings["actualHandling"] = asked["handling"]
    if name not in before.columns:
        return {**settings, "actualHandling": "IGNORED", "errorMessage": "Not in the reference"}
    if asked.get("enabled") is False:
        settings["actualHandling"] = "IGNORED"
    return settings


def _column(
    now: Column, before: Column, drift: float, rows: int, params: Mapping[str, Any]
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": now.name,
        "type": "numerical" if now.numeric else "categorical",
        "populationStabilityIndex": round(2 * drift * drift, 6),
        "ksTestPvalue" if now.numeric else "chiSquareTestPvalue": _pvalue(drift, rows),
    }
    if now.numeric:
        told["wassersteinDistance"] = round(abs(now.mean - before.mean), 6)
    if params.get("computeHistograms", True):
        bins = int(as_number(params.get("nbBins")) or 10)
        told["histograms"] = {"nbBins": bins, "current": now.words, "reference": before.words}
    return told


def _prediction(target: Column, drift: float, rows: int) -> dict[str, Any]:
    test = "ksTestPvalue" if target.numeric and not target.words else "chiSquareTestPvalue"
    return {
        "populationStabilityIndex": round(2 * drift * drift, 6),
        test: _pvalue(drift, rows),
    }
