"""Settings of ML tasks, guessed from the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dssmock import errors
from dssmock.services import _ml_algorithms as algorithms
from dssmock.services._loose import as_dict, as_dicts, as_list, as_text
from dssmock.services._ml_data import Column, Profile
from dssmock.store import copy_json

PREDICTION, CLUSTERING = "PREDICTION", "CLUSTERING"
FORECAST, MULTI = "TIMESERIES_FORECAST", "MULTI_TARGET_REGRESSION"
CAUSAL: Final = ("CAUSAL_REGRESSION", "CAUSAL_BINARY_CLASSIFICATION")
PLAIN: Final = ("BINARY_CLASSIFICATION", "MULTICLASS", "REGRESSION")
MOST_CLASSES: Final = 10
MOST_WORDS: Final = 200
METRICS: Final = {
    "BINARY_CLASSIFICATION": "ROC_AUC",
    "MULTICLASS": "ROC_AUC",
    "REGRESSION": "R2",
    FORECAST: "MASE",
    MULTI: "R2",
    "CAUSAL_REGRESSION": "QINI",
    "CAUSAL_BINARY_CLASSIFICATION": "QINI",
}
# Seconds of a step up to which each unit of time is meant.
_UNITS: Final = (
    (30, "SECOND"),
    (1800, "MINUTE"),
    (43_200, "HOUR"),
    (345_600, "DAY"),
    (1_728_000, "WEEK"),
    (5_184_000, "MONTH"),
    (15_552_000, "QUARTER"),
)
DIAGNOSTICS: Final = (
    "ML_DIAGNOSTICS_DATASET_SANITY_CHECKS",
    "ML_DIAGNOSTICS_MODELING_PARAMETERS",
    "ML_DIAGNOSTICS_TRAINING_OVERFIT",
    "ML_DIAGNOSTICS_LEAKAGE_DETECTION",
    "ML_DIAGNOSTICS_MODEL_CHECK",
    "ML_DIAGNOSTICS_ML_ASSERTIONS",
)


def require_columns(found: Profile, names: Sequence[str]) -> None:
    """Refuse columns that a dataset has not.

    Raises:
        errors.BadRequest: one is missing; it is named.
    """
    for name in names:
        if name not in found.columns:
            raise errors.BadRequest(f"The dataset has no column {name!r}")


def type_of(column: Column) -> str:
    """What a prediction of a column is, by its values."""
    if column.distinct == 2:
        return "BINARY_CLASSIFICATION"
    if column.numeric and column.distinct > MOST_CLASSES:
        return "REGRESSION"
    return "MULTICLASS"


def settings(wish: Mapping[str, Any], found: Profile) -> dict[str, Any]:
    """The settings of a new ML task.

    Args:
        wish: what it is to learn.
        found: what is known of its dataset.

    Raises:
        errors.BadRequest: the wish makes no sense for the data.
    """
    if wish.get("taskType") == CLUSTERING:
        return _common(CLUSTERING, None, wish, found, [])
    if wish.get("taskType") != PREDICTION:
        raise errors.BadRequest(f"Unknown type of ML task: {wish.get('taskType')}")
    kind, targets = prediction_of(wish, found)
    document = _common(PREDICTION, kind, wish, found, targets)
    if kind == MULTI:
        document["multiTargetVariables"] = targets
    else:
        document["targetVariable"] = targets[0]
        remap(document, found.columns[targets[0]])
    if kind == FORECAST:
        document.update(_forecast(wish, found))
        document["preprocessing"]["timeseriesSampling"] = _sampling()
        for name in (document["timeVariable"], *document["timeseriesIdentifiers"]):
            role = "TIME" if name == document["timeVariable"] else "TIMESERIES_IDENTIFIER"
            document["preprocessing"]["per_feature"][name]["role"] = role
    if kind in CAUSAL:
        document.update(_treatment(wish, found))
        document["preprocessing"]["per_feature"][document["treatmentVariable"]]["role"] = (
            "TREATMENT"
        )
    return document


def prediction_of(wish: Mapping[str, Any], found: Profile) -> tuple[str, list[str]]:
    """What is predicted, and of which columns.

    Raises:
        errors.BadRequest: a column is missing, or the type is not known.
    """
    kind = wish.get("predictionType")
    targets = [as_text(each) for each in as_list(wish.get("targetVariables"))]
    if kind == MULTI:
        if len(targets) < 2:
            raise errors.BadRequest("At least two targets are needed")
        require_columns(found, targets)
        return kind, targets
    target = as_text(wish.get("targetVariable"))
    require_columns(found, [target])
    guessed = type_of(found.columns[target])
    if wish.get("treatmentVariable"):
        kind = kind or CAUSAL[guessed == "BINARY_CLASSIFICATION"]
    kind = kind or guessed
    if kind not in (*PLAIN, FORECAST, *CAUSAL):
        raise errors.BadRequest(f"Unknown prediction type: {kind}")
    if kind == "BINARY_CLASSIFICATION" and found.rows and found.columns[target].distinct != 2:
        raise errors.BadRequest(f"Column {target!r} has not exactly two values")
    return kind, [target]


def _common(
    task: str, kind: str | None, wish: Mapping[str, Any], found: Profile, targets: Sequence[str]
) -> dict[str, Any]:
    policy = as_text(wish.get("guessPolicy"))
    return {
        "taskType": task,
        **({} if kind is None else {"predictionType": kind}),
        "backendType": wish.get("backendType") or "PY_MEMORY",
        "guessPolicy": policy,
        "preprocessing": {
            "per_feature": {
                name: feature(column, found.rows, name in targets)
                for name, column in found.columns.items()
            },
            "feature_selection_params": {"method": "NONE"},
            "reduce": {"enabled": False},
        },
        "modeling": modeling(policy, task, kind),
        "splitParams": {
            "ttPolicy": "SPLIT_SINGLE_DATASET",
            "ssdSplitMode": "RANDOM",
            "ssdColumn": None,
            "ssdTrainingRatio": 0.8,
            "ssdSeed": 1337,
            "ssdSelection": {"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 100_000},
            "kfold": False,
            "nFolds": 5,
        },
        "time": {"enabled": False, "timeVariable": None, "ascending": True},
        "weight": {"weightMethod": "NO_WEIGHTING"},
        "assertionsParams": {"assertions": []},
        "diagnosticsSettings": {
            "enabled": True,
            "settings": [{"type": each, "enabled": True} for each in DIAGNOSTICS],
        },
        "envSelection": {"envMode": "INHERIT"},
        "containerSelection": {"containerMode": "INHERIT"},
    }


def feature(column: Column, rows: int, is_target: bool) -> dict[str, Any]:
    """How a column is used."""
    if is_target:
        return {"role": "TARGET", "type": "NUMERIC" if column.numeric else "CATEGORY"}
    reason = None
    if column.distinct < 2:
        reason = "REJECT_ZERO_VARIANCE"
    elif not column.numeric and column.distinct > max(MOST_WORDS, rows // 2):
        reason = "REJECT_CARDINALITY"
    elif not column.numeric and rows > 3 and column.distinct == rows:
        reason = "REJECT_IDENTIFIER"
    shared = {
        "role": "REJECT" if reason else "INPUT",
        **({"autoReason": reason} if reason else {}),
        "state": {"userModified": False, "autoModifiedByDSS": False},
        "customHandlingCode": "",
    }
    if column.numeric:
        return {
            **shared,
            "type": "NUMERIC",
            "numerical_handling": "REGULAR",
            "missing_handling": "IMPUTE",
            "missing_impute_with": "MEAN",
            "rescaling": "AVGSTD",
        }
    return {
        **shared,
        "type": "CATEGORY",
        "category_handling": "DUMMIFY",
        "missing_handling": "NONE",
        "max_nb_categories": 100,
        "dummy_clip": "MAX_NB_CATEGORIES",
    }


def modeling(policy: str, task: str, kind: str | None) -> dict[str, Any]:
    """The algorithms of a new ML task, and how they are searched and compared."""
    blocks = {
        name: copy_json(algorithms.BLOCKS[name]) for name in algorithms.members_of(task, kind)
    }
    for name in algorithms.default_enabled(policy, task, kind):
        blocks[name]["enabled"] = True
    document: dict[str, Any] = {
        **blocks,
        "custom_python": [],
        "custom_mllib": [],
        "plugin_python": {},
        "plugin": {},  # its name on DSS 8
        "metrics": {
            "evaluationMetric": METRICS.get(kind or "", "SILHOUETTE"),
            "thresholdOptimizationMetric": "F1",
            "customMetrics": [],
        },
    }
    if task == PREDICTION:
        in_order = kind == FORECAST
        document["gridSearchParams"] = {
            "strategy": "GRID",
            "bayesianOptimizer": "SCIKIT_OPTIMIZE",
            "randomized": True,
            "seed": 1337,
            "nIter": 0,
            "nIterRandom": 10,
            "timeout": 0,
            "mode": "TIME_SERIES_SINGLE_SPLIT" if in_order else "KFOLD",
            "nFolds": 3,
            "splitRatio": 0.8,
            "cvSeed": 1337,
            "stratified": True,
            "foldOffset": False,
            "equalDurationFolds": False,
            "nJobs": 4,
            "distributed": False,
            "nContainers": 4,
        }
    if kind in CAUSAL:
        document["meta_learners"] = ["T_LEARNER"]
        document["propensityModeling"] = {
            "enabled": False,
            "calibrateProbabilities": False,
            "calibrationDataRatio": 0.1,
        }
    return document


def remap(document: dict[str, Any], target: Column) -> None:
    """Number the classes of a target, for types of prediction that have classes."""
    preprocessing = document["preprocessing"]
    if "CLASS" not in document["predictionType"]:
        preprocessing["target_remapping"] = []
        return
    words = sorted(target.words)
    preprocessing["target_remapping"] = [
        {"sourceValue": word, "mappedValue": number, "sampleFreq": target.words[word]}
        for number, word in enumerate(words)
    ]


def _forecast(wish: Mapping[str, Any], found: Profile) -> dict[str, Any]:
    time = as_text(wish.get("timeVariable"))
    identifiers = [as_text(each) for each in as_list(wish.get("timeseriesIdentifiers"))]
    require_columns(found, [time, *identifiers])
    column = found.columns[time]
    if not column.time:
        raise errors.BadRequest(f"Column {time!r} holds no dates")
    step = (column.high - column.low) / max(column.distinct - 1, 1)
    unit = next((name for most, name in _UNITS if step <= most), "YEAR")
    horizon = 7 if unit == "DAY" else 10
    return {
        "timeVariable": time,
        "timeseriesIdentifiers": identifiers,
        "timestepParams": {
            "timeunit": unit,
            "numberOfTimeunits": 1,
            "endOfWeekDay": 1,
            "unitAlignment": 1,
            "monthlyAlignment": 1,
        },
        "predictionLength": horizon,
        "evaluationParams": {"testSize": horizon, "gapSize": 0},
        "quantilesToForecast": [0.1, 0.5, 0.9],
        "skipTooShortTimeseriesForTraining": False,
    }


def _sampling() -> dict[str, Any]:
    return {
        "numericalInterpolateMethod": "LINEAR",
        "numericalInterpolateConstantValue": 0,
        "numericalExtrapolateMethod": "PREVIOUS_NEXT",
        "numericalExtrapolateConstantValue": 0,
        "categoricalImputeMethod": "MOST_COMMON",
        "categoricalConstantValue": "",
        "duplicateTimestampsHandlingMethod": "FAIL_IF_CONFLICTING",
        "startDateMode": "AUTO",
        "endDateMode": "AUTO",
    }


def _treatment(wish: Mapping[str, Any], found: Profile) -> dict[str, Any]:
    treatment = as_text(wish.get("treatmentVariable"))
    require_columns(found, [treatment])
    values = sorted(found.columns[treatment].words)
    if len(values) < 2:
        raise errors.BadRequest(f"Column {treatment!r} has not two values to compare")
    outcome = found.columns[as_text(wish.get("targetVariable"))]
    return {
        "treatmentVariable": treatment,
        "treatmentValues": values,
        "controlValue": values[0],
        "enableMultiTreatment": False,
        "positiveClass": max(outcome.words, default=None),
    }


def wish_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What an ML task was made for, to guess its settings again."""
    names = ("taskType", "predictionType", "backendType", "guessPolicy", "targetVariable")
    more = ("timeVariable", "timeseriesIdentifiers", "treatmentVariable")
    wish = {name: document.get(name) for name in (*names, *more)}
    return {**wish, "targetVariables": document.get("multiTargetVariables")}


def guessed_again(
    document: dict[str, Any], change: Mapping[str, Any], found: Profile, *, full: bool
) -> dict[str, Any]:
    """The settings of an ML task after a change of what it learns.

    Args:
        document: its settings.
        change: what changes, as the wish for a new task has it; empty for nothing.
        found: what is known of its dataset.
        full: whether all settings are guessed, and not only those that depend on the change.

    Raises:
        errors.BadRequest: the change makes no sense.
    """
    wish = {**wish_of(document), **change}
    if "targetVariable" in change and "predictionType" not in change:
        special = document.get("predictionType") in (FORECAST, *CAUSAL)
        wish["predictionType"] = document.get("predictionType") if special else None
    fresh = settings(wish, found)
    if full or not change or document.get("taskType") == CLUSTERING:
        return fresh
    old = as_dict(as_dict(document.get("preprocessing")).get("per_feature"))
    features = fresh["preprocessing"]["per_feature"]
    for name, each in features.items():
        was = as_dict(old.get(name))
        roles = {as_text(was.get("role")), each["role"]}
        if was and roles <= {"INPUT", "REJECT", "WEIGHT"}:
            features[name] = was
    changed = fresh.get("predictionType") != document.get("predictionType")
    kept = fresh["modeling"] if changed else document.get("modeling")
    return {**document, **fresh, "modeling": kept, "splitParams": document.get("splitParams")}


def inputs_of(document: Mapping[str, Any]) -> list[str]:
    """The features that an ML task learns from."""
    features = as_dict(as_dict(document.get("preprocessing")).get("per_feature"))
    return [name for name, each in features.items() if as_dict(each).get("role") == "INPUT"]


def diagnostics_of(document: Mapping[str, Any]) -> set[str]:
    """The types of diagnostics that an ML task makes."""
    wanted = as_dict(document.get("diagnosticsSettings"))
    if not wanted.get("enabled"):
        return set()
    return {
        as_text(each.get("type"))
        for each in as_dicts(wanted.get("settings"))
        if each.get("enabled")
    }
