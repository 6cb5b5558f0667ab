"""What is known of a trained model beside its metrics: curves, importances, clusters, oddities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_scores as scores
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.services._ml_training import Candidate, Lesson

LEAK: Final = 0.98
FEW_ROWS: Final = 1000
_TITLES: Final = {
    "ML_DIAGNOSTICS_DATASET_SANITY_CHECKS": "Dataset sanity checks",
    "ML_DIAGNOSTICS_LEAKAGE_DETECTION": "Leakage detection",
}


def details_of(
    lesson: Lesson,
    candidate: Candidate,
    metrics: Mapping[str, Any],
    cells: Sequence[Mapping[str, Any]],
    best: Mapping[str, Any],
) -> dict[str, Any]:
    """What is known of a model that was trained well.

    Args:
        lesson: what could be learnt.
        candidate: the algorithm.
        metrics: how good it is.
        cells: the points of the search.
        best: the point that was chosen.
    """
    from dssmock.services._ml_training import importance

    weights = importance(lesson, candidate)
    resolved = {"algorithm": candidate.name, **_singles(candidate.block), **best["params"]}
    raw = {"variables": list(weights), "importances": list(weights.values())}
    details: dict[str, Any] = {
        "actualParams": {"resolved": copy_json(resolved)},
        "iperf": {"gridCells": copy_json(list(cells)), "rawImportance": raw},
        "perf": _performance(lesson, metrics, best["score"]),
        "mlDiagnostics": {"diagnostics": diagnostics(lesson)},
        "trainDiagnostics": {"diagnostics": diagnostics(lesson)},  # its name on DSS 9
    }
    if not lesson.kind:
        details["facts"] = facts(lesson, int(metrics["nbClusters"]))
    return details


def _singles(block: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in block.items()
        if name != "enabled" and not isinstance(value, dict)
    }


def _performance(lesson: Lesson, metrics: Mapping[str, Any], explained: float) -> dict[str, Any]:
    """How good a model is, in detail."""
    plain = {name: value for name, value in metrics.items() if isinstance(value, int | float)}
    if lesson.kind == "BINARY_CLASSIFICATION":
        return {"tiMetrics": plain, "rocVizData": roc(explained), "perCutData": cuts(metrics)}
    if lesson.kind == guess.MULTI:
        each = {
            name: {"metrics": told, "residuals": _residuals(lesson, name, told)}
            for name, told in metrics["perTargetMetrics"].items()
        }
        return {"metrics": plain, "rocVizData": None, "perTargetPerf": each}
    return {"metrics": plain, "rocVizData": None}


def _residuals(lesson: Lesson, name: str, told: Mapping[str, float]) -> dict[str, Any]:
    target = lesson.found.columns[name]
    return {"mean": 0.0, "std": told["rmse"], "min": -2 * told["rmse"], "max": 2 * target.std}


def roc(explained: float) -> list[list[dict[str, float]]]:
    """The points of a ROC curve, for each fold."""
    bend = 1 - min(explained, 0.99)
    steps = [number / 10 for number in range(11)]
    return [[{"x": step, "y": round(step**bend, 6), "p": round(1 - step, 6)} for step in steps]]


def cuts(metrics: Mapping[str, float]) -> dict[str, list[float]]:
    """Metrics for each threshold: the higher it is, the more precise and the less complete."""
    steps = [round(number / 20, 2) for number in range(1, 20)]
    precision = [_near(metrics["precision"], 0.4 * (step - 0.5)) for step in steps]
    recall = [_near(metrics["recall"], 0.4 * (0.5 - step)) for step in steps]
    pairs = list(zip(precision, recall, strict=True))
    f1 = [round(2 * one * two / (one + two), 6) if one + two else 0.0 for one, two in pairs]
    return {"cut": steps, "precision": precision, "recall": recall, "f1": f1}


def _near(value: float, change: float) -> float:
    return round(min(max(value + change, 0.0), 1.0), 6)


def facts(lesson: Lesson, clusters: int) -> dict[str, Any]:
    """What is special about each cluster: how far its mean of a feature is from that of all."""
    rows, sizes = lesson.found.rows, _sizes(lesson.found.rows, clusters)
    features = [lesson.found.columns[name] for name in lesson.told]
    found: list[dict[str, Any]] = []
    for number, size in enumerate(sizes):
        told = [
            {
                "feature_label": each.name,
                "type": "numerical",
                "global_mean": each.mean,
                "cluster_mean": round(
                    each.mean + each.std * (2 * scores.chance(each.name, number) - 1), 6
                ),
            }
            for each in features
            if each.numeric
        ]
        name = f"cluster_{number}"
        found.append({"name": name, "size": size, "ratio": size / max(rows, 1), "facts": told})
    return {"clusters": found}


def _sizes(rows: int, clusters: int) -> list[int]:
    """Numbers of rows that are as many as all together."""
    weights = [1 + scores.chance("cluster", number) for number in range(clusters)]
    whole = sum(weights)
    sizes = [int(rows * weight / whole) for weight in weights]
    sizes[0] += rows - sum(sizes)
    return sizes


def diagnostics(lesson: Lesson) -> list[dict[str, Any]]:
    """What is odd about a model, among what the settings look for."""
    wanted = guess.diagnostics_of(lesson.settings)
    found: list[tuple[str, str]] = []
    if lesson.found.rows < FEW_ROWS:
        text = f"The dataset has only {lesson.found.rows} rows"
        found.append(("ML_DIAGNOSTICS_DATASET_SANITY_CHECKS", text))
    leaks = [name for name, value in lesson.told.items() if value > LEAK and lesson.kind]
    for name in leaks:
        text = f"Feature {name} gives the target away"
        found.append(("ML_DIAGNOSTICS_LEAKAGE_DETECTION", text))
    return [
        {"type": kind, "displayableType": _TITLES[kind], "message": text}
        for kind, text in found
        if kind in wanted
    ]
