"""How good models are: metrics computed from what the data tell and what an algorithm makes of it.

Nothing is trained. The share of the target that a model explains, its quality, is what the features
tell, times the strength of the algorithm, times a little that depends on its settings; all metrics
follow from the quality and the distribution of the target, so that they fit together.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any, Final

from dssmock.services._ml_data import Column

BEST: Final = 0.995


def chance(*parts: Any) -> float:
    """A number from 0 to 1 that is always the same for the same things."""
    text = json.dumps(parts, sort_keys=True, default=str).encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:6], "big") / 2**48


def quality(told: float, strength: float, *settings: Any) -> float:
    """Share of the target that a model explains.

    Args:
        told: how much the features tell.
        strength: how much of it the algorithm makes use of.
        settings: what else the result depends on.
    """
    return min(max(told * strength * (0.97 + 0.03 * chance(*settings)), 0.0), BEST)


def rounded(values: Mapping[str, float]) -> dict[str, float]:
    """Metrics as they are shown."""
    return {name: round(value, 6) for name, value in values.items()}


def classification(explained: float, shares: list[float], classes: int) -> dict[str, float]:
    """Metrics of a classification.

    Args:
        explained: quality of the model.
        shares: share of each class.
        classes: how many classes there are.
    """
    usual = max(shares, default=1.0)
    rare = min(shares, default=0.5) or 0.5
    root = math.sqrt(explained)
    entropy = -sum(share * math.log(share) for share in shares if share > 0)
    precision, recall = rare + (1 - rare) * root, 0.5 + 0.5 * root
    accuracy = usual + (1 - usual) * explained
    return rounded(
        {
            "auc": 0.5 + 0.5 * root,
            "accuracy": accuracy,
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / (precision + recall),
            "logLoss": entropy * (1 - explained),
            "mcc": root,
            "hammingLoss": 1 - accuracy,
            "averagePrecision": precision,
            "calibrationLoss": 0.1 * (1 - explained),
            "costMatrixGain": accuracy - usual,
            **({"lift": 1 + (1 / rare - 1) * root, "usedThreshold": 0.5} if classes == 2 else {}),
        }
    )


def regression(explained: float, target: Column) -> dict[str, float]:
    """Metrics of a prediction of numbers."""
    error = target.std * math.sqrt(1 - explained)
    size = abs(target.mean) or 1.0
    return rounded(
        {
            "r2": explained,
            "evs": explained,
            "pearson": math.sqrt(explained),
            "rmse": error,
            "mse": error * error,
            "mae": 0.8 * error,
            "mape": 0.8 * error / size,
            "rmsle": math.log1p(error / size),
        }
    )


def forecast(explained: float, target: Column) -> dict[str, float]:
    """Metrics of a forecast."""
    error = target.std * math.sqrt(1 - explained)
    size = abs(target.mean) or 1.0
    return rounded(
        {
            "mase": 0.2 + 1.2 * (1 - explained),
            "mape": 0.8 * error / size,
            "smape": 0.75 * error / size,
            "mae": 0.8 * error,
            "mse": error * error,
            "rmse": error,
            "nd": 0.8 * error / size,
            "msis": 1 + 4 * (1 - explained),
            "meanAbsoluteQuantileLoss": 0.3 * error,
        }
    )


def causal(explained: float) -> dict[str, float]:
    """Metrics of a prediction of effects."""
    return rounded({"qini": 0.5 * explained, "auuc": 0.6 * explained, "netUplift": 0.2 * explained})


def clustering(explained: float, clusters: int, rows: int) -> dict[str, float]:
    """Metrics of a clustering."""
    return rounded(
        {
            "silhouette": 0.1 + 0.7 * explained,
            "inertia": rows * (1 - explained) / max(clusters, 1),
            "nbClusters": clusters,
        }
    )


def points(block: Mapping[str, Any], search: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The points that a search for hyperparameters tries.

    Args:
        block: settings of the algorithm.
        search: settings of the search.
    """
    grid = search.get("strategy", "GRID") == "GRID"
    axes = {name: _values(each, grid) for name, each in block.items() if isinstance(each, dict)}
    found: list[dict[str, Any]] = [{}]
    for name, values in axes.items():
        if values:
            found = [{**point, name: value} for point in found for value in values][:MOST_POINTS]
    most = search.get("nIter" if grid else "nIterRandom")
    limit = most if isinstance(most, int) and most > 0 else MOST_POINTS
    return sorted(found, key=lambda point: chance(point, search.get("seed")))[:limit]


MOST_POINTS: Final = 50


def _values(each: Mapping[str, Any], grid: bool) -> list[Any]:
    """The values of a hyperparameter that are tried."""
    values = each.get("values")
    if isinstance(values, dict):
        return [word for word, state in values.items() if _is_on(state)]
    bounds = each.get("range")
    mode = each.get("gridMode" if grid else "randomMode")
    if mode == "RANGE" and isinstance(bounds, dict):
        low, high, count = (bounds.get(name) for name in ("min", "max", "nbValues"))
        if all(isinstance(one, int | float) for one in (low, high)):
            steps = count if isinstance(count, int) and 1 < count <= MOST_POINTS else 3
            return [_whole(low + (high - low) * step / (steps - 1)) for step in range(steps)]
    return list(values) if isinstance(values, list) else []


def _is_on(state: Any) -> bool:
    return isinstance(state, dict) and bool(state.get("enabled"))


def _whole(value: float) -> float:
    """A number, as an integer where it is one."""
    return int(value) if float(value).is_integer() else round(value, 6)
