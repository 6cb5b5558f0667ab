"""What models look like inside: trees, paths of coefficients, rows with their clusters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _dataset_state as datasets
from dssmock.services._ml_data import sample
from dssmock.services._ml_scores import chance

if TYPE_CHECKING:
    from dssmock.core import DSSMock

MOST_TREES: Final = 5
STEPS: Final = 5
MOST_POINTS: Final = 100


def _weights(model: Mapping[str, Any]) -> dict[str, float]:
    """How important each feature is, the most important first."""
    raw = model["details"]["iperf"]["rawImportance"]
    pairs = zip(raw["variables"], raw["importances"], strict=True)
    return dict(sorted(pairs, key=lambda pair: -pair[1]))


def trees(model: Mapping[str, Any]) -> dict[str, Any]:
    """The trees of a model: each splits by two of the features, the most important ones first."""
    names = list(_weights(model))
    remapping = model["details"]["preprocessing"].get("target_remapping") or []
    classes = [each.get("sourceValue") for each in remapping if isinstance(each, dict)]
    count = min(MOST_TREES, len(names))
    found = {
        "featureNames": names,
        "trees": [_tree(model, number, len(names), len(classes)) for number in range(count)],
    }
    return {**found, "classes": [str(each) for each in classes]} if classes else found


def _tree(model: Mapping[str, Any], number: int, features: int, classes: int) -> dict[str, Any]:
    """A tree of five nodes: the root splits, then its left child."""
    rows = int(model["snippet"]["trainInfo"].get("trainRows") or 0)
    second = (number + 1) % max(features, 1)
    cut = [round(chance(number, node), 4) for node in range(2)]
    left, low = rows // 2, rows // 4
    tree: dict[str, Any] = {
        "feature": [number, second, -1, -1, -1],
        "threshold": [cut[0], cut[1], 0, 0, 0],
        "leftChild": [1, 3, -1, -1, -1],
        "rightChild": [2, 4, -1, -1, -1],
        "nSamples": [rows, left, rows - left, low, left - low],
        "impurity": [0.5, 0.4, 0.2, 0.1, 0.1],
    }
    if classes:
        tree["probas"] = [[1 / classes] * classes for _ in range(5)]
    else:
        tree["predict"] = [round(chance(number, "leaf", node), 4) for node in range(5)]
    return tree


def coefficient_paths(model: Mapping[str, Any]) -> dict[str, Any]:
    """Coefficients that grow to what they are as the penalty shrinks."""
    weights = _weights(model)
    ends = [round(value * (1 if chance(name) > 0.5 else -1), 6) for name, value in weights.items()]
    steps = [[[round(end * step / STEPS, 6) for end in ends]] for step in range(1, STEPS + 1)]
    return {"features": list(weights), "path": steps}


def scatter_plots(
    dss: DSSMock, dataset: Mapping[str, Any], model: Mapping[str, Any]
) -> dict[str, Any]:
    """A sample of the rows, each in a cluster."""
    columns = datasets.column_names(dataset)
    names = [name for name in _weights(model) if name in columns]
    rows = sample(dss, dataset, names, MOST_POINTS)
    clusters = len(model["details"]["facts"]["clusters"])
    return {
        "cluster": [f"cluster_{int(chance(row) * clusters)}" for row in rows],
        "features": {name: [row[number] for row in rows] for number, name in enumerate(names)},
    }
