"""Reports on models, computed from what is known of them and of their data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _ml_guess as guess
from dssmock.services._loose import as_dict, as_number
from dssmock.services._ml_data import Column, Profile, profile, series_of
from dssmock.services._ml_scores import chance

if TYPE_CHECKING:
    from dssmock.core import DSSMock

Model = Mapping[str, Any]
BINS: Final = 5
TIMELY: Final = ("mase", "mape", "smape", "mae", "mse", "rmse", "nd", "msis")


def require_features(found: Profile, features: Sequence[str]) -> None:
    """Refuse to compute on columns that the data have not.

    Raises:
        errors.BadRequest: one is missing, or none is given.
    """
    if not features:
        raise errors.BadRequest("No feature is given")
    guess.require_columns(found, features)


def _metrics(model: Model) -> dict[str, float]:
    performance = as_dict(model["details"].get("perf"))
    return as_dict(performance.get("tiMetrics") or performance.get("metrics"))


def _weight(model: Model, name: str) -> float:
    raw = as_dict(as_dict(model["details"].get("iperf")).get("rawImportance"))
    pairs = dict(zip(raw.get("variables") or [], raw.get("importances") or [], strict=False))
    return float(pairs.get(name, 0.0))


def _computed(params: Mapping[str, Any], found: Profile) -> dict[str, Any]:
    """On how many rows a report was computed."""
    size = int(as_number(params.get("sample_size")) or 1000)
    seed = params.get("random_state", 1337)
    records = min(size, found.rows)
    return {"nbRecords": records, "randomState": seed, "onSample": records < found.rows}


def dependencies(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    model: Model,
    features: Sequence[str],
    params: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """Partial dependences: the more important a feature is, the more predictions follow it.

    Raises:
        errors.BadRequest: a feature is missing.
    """
    found = profile(dss, dataset)
    require_features(found, features)
    targets = model["details"].get("coreParams", {}).get("multi_target_variables")
    reports: list[dict[str, Any]] = []
    for name in features:
        column, weight = found.columns[name], _weight(model, name)
        values = _values(column)
        curve = [round(0.5 + weight * (number / len(values) - 0.5), 6) for number in _up(values)]
        report = {"feature": name, **_computed(params, found), "values": values}
        report |= {"isNumeric": column.numeric, "data": [curve for _ in targets or [name]]}
        reports.append({**report, "multiTargetVariables": targets} if targets else report)
    return reports


def _up(values: Sequence[Any]) -> range:
    return range(1, len(values) + 1)


def _values(column: Column) -> list[Any]:
    """The values of a feature that are looked at."""
    if not column.numeric:
        return list(column.words)[:10] or [""]
    step = (column.high - column.low) / BINS
    return [round(column.low + step * number, 6) for number in range(BINS + 1)]


def subpopulations(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    model: Model,
    features: Sequence[str],
    params: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """Subpopulation analyses: how good a model is for each value of a feature.

    Raises:
        errors.BadRequest: a feature is missing.
    """
    found = profile(dss, dataset)
    require_features(found, features)
    return [
        {
            "feature": name,
            "computed_as_type": "NUMERIC" if found.columns[name].numeric else "CATEGORY",
            **_computed(params, found),
            "modalities": [
                {"index": number, **each}
                for number, each in enumerate(_modalities(model, found.columns[name], found.rows))
            ],
        }
        for name in features
    ]


def _modalities(model: Model, column: Column, rows: int) -> list[dict[str, Any]]:
    parts: list[tuple[dict[str, Any], int]] = []
    if column.numeric:
        bounds = _values(column)
        for number, (low, high) in enumerate(pairwise(bounds)):
            lowest = {"gte": low} if number == 0 else {"gt": low}
            parts.append(({**lowest, "lte": high}, column.filled // BINS))
    else:
        parts = [({"value": word}, count) for word, count in list(column.words.items())[:10]]
    parts.append(({"missing_values": True}, rows - column.filled))
    return [
        {**definition, "excluded": True}
        if count < 1
        else {**definition, **scored(model, count, column.name, definition)}
        for definition, count in parts
    ]


def scored(model: Model, rows: int, *about: Any) -> dict[str, Any]:
    """How good a model is on some rows: nearly as on all."""
    near = 0.95 + 0.1 * chance(*about) if about else 1.0
    metrics = {
        name: round(min(value * near, 1.0) if 0 <= value <= 1 else value * near, 6)
        for name, value in _metrics(model).items()
    }
    averages = {"predictionAvg": 0.5 * near, "targetAvg": 0.5, "predictionStd": 0.2 * near}
    told: dict[str, Any] = {name: [round(value, 6)] for name, value in averages.items()}
    told |= {"targetStd": [0.25], "testWeight": rows}
    return {"performanceMetrics": metrics, "perf": {"globalMetrics": told}}


def shapley(
    dss: DSSMock, dataset: Mapping[str, Any], model: Model, params: Mapping[str, Any]
) -> dict[str, Any]:
    """Explanations: the importance of the most important features, and what it is made of."""
    found = profile(dss, dataset)
    names = list(as_dict(as_dict(model["details"].get("preprocessing")).get("per_feature")))
    weights = {name: _weight(model, name) for name in names if _weight(model, name) > 0}
    most = int(as_number(params.get("n_explanations")) or 10)
    rows = min(int(as_number(params.get("num_samples")) or 100), found.rows)
    top = dict(sorted(weights.items(), key=lambda pair: -pair[1])[: max(most, 1)])
    explained = {
        name: [round(value * (2 * chance(name, row) - 1), 6) for row in range(min(rows, 20))]
        for name, value in top.items()
    }
    facts = [
        {"feature": name, "importance": value, "correlation": round(chance(name) * 2 - 1, 6)}
        for name, value in top.items()
    ]
    remapping = as_dict(model["details"].get("preprocessing")).get("target_remapping") or []
    classes = [str(as_dict(each).get("sourceValue")) for each in remapping] or ["regression"]
    return {
        "explanations": {
            "absoluteImportance": top,
            "explanations": explained,
            "observations": {name: list(range(min(rows, 20))) for name in top},
        },
        "facts": {"perClassFacts": dict.fromkeys(classes, facts)},
    }


def series(dss: DSSMock, dataset: Mapping[str, Any], model: Model) -> dict[str, list[float]]:
    """The values of each series that a model forecasts.

    Raises:
        errors.BadRequest: it forecasts none.
    """
    core = as_dict(model["details"].get("coreParams"))
    if core.get("prediction_type") != guess.FORECAST:
        raise errors.BadRequest("This model does not forecast")
    identifiers = [each for each in core.get("timeseriesIdentifiers") or [] if each]
    time, target = core.get("timeVariable") or "", core.get("target_variable") or ""
    return series_of(dss, dataset, identifiers, time, target)


def series_metrics(model: Model, names: Sequence[str]) -> dict[str, Any]:
    """How good the forecast of each series is: nearly as of all."""
    metrics = {name: value for name, value in _metrics(model).items() if name in TIMELY}
    return {
        "perTimeseries": {
            each: {
                name: round(value * (0.9 + 0.2 * chance(each)), 6)
                for name, value in metrics.items()
            }
            for each in names
        }
    }


def forecasts(
    found: Mapping[str, Sequence[float]], horizon: int, quantiles: Sequence[float]
) -> dict[str, Any]:
    """Forecasts of the last steps of each series: what came before, and how it varies."""
    told: dict[str, Any] = {}
    for name, values in found.items():
        known, right = list(values[:-horizon]) or list(values), list(values[-horizon:])
        mean = sum(known) / len(known)
        spread = (sum((each - mean) ** 2 for each in known) / len(known)) ** 0.5
        told[name] = {
            "groundTruth": right,
            "forecasts": [
                {
                    "quantile": quantile,
                    "values": [round(mean + spread * (quantile - 0.5) * 2, 6) for _ in right],
                }
                for quantile in quantiles
            ],
        }
    return {"perTimeseries": told}


def residuals(found: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """What is left of each series when its mean is taken away."""
    told: dict[str, Any] = {}
    for name, values in found.items():
        mean = sum(values) / len(values)
        told[name] = {"residuals": [round(value - mean, 6) for value in values]}
    return {"perTimeseries": told}


def permutation(model: Model, names: Sequence[str], params: Mapping[str, Any]) -> dict[str, Any]:
    """How much worse forecasts are when a feature is shuffled."""
    raw = as_dict(as_dict(model["details"].get("iperf")).get("rawImportance"))
    pairs = zip(raw.get("variables") or [], raw.get("importances") or [], strict=False)
    overall = dict(pairs)
    iterations = int(as_number(params.get("permutationImportanceIterations")) or 5)
    told: dict[str, Any] = {"overall": overall, "iterations": iterations}
    if params.get("perIdentifierPermutationImportance"):
        told["perIdentifier"] = {
            each: {name: round(value * (0.9 + 0.2 * chance(each, name)), 6)
                   for name, value in overall.items()}
            for each in names
        }  # fmt: skip
    return told
