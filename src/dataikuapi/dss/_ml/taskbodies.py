"""What is sent to make an ML task of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dataikuapi._args import check_list, check_str


def prediction(
    target_variable: str, ml_backend_type: str, guess_policy: str, prediction_type: str | None
) -> dict[str, Any]:
    """What to send to make an ML task that predicts.

    Args:
        target_variable: the target.
        ml_backend_type: what trains.
        guess_policy: how settings are guessed.
        prediction_type: what is predicted; None to guess it.

    Returns:
        The body.
    """
    body: dict[str, Any] = {
        "taskType": "PREDICTION",
        "targetVariable": check_str("target_variable", target_variable),
        "backendType": ml_backend_type,
        "guessPolicy": guess_policy,
    }
    if prediction_type is not None:
        body["predictionType"] = prediction_type
    return body


def clustering(ml_backend_type: str, guess_policy: str) -> dict[str, Any]:
    """What to send to make an ML task that clusters.

    Args:
        ml_backend_type: what trains.
        guess_policy: how settings are guessed.

    Returns:
        The body.
    """
    return {
        "taskType": "CLUSTERING",
        "backendType": ml_backend_type,
        "guessPolicy": guess_policy,
    }


def forecasting(
    target_variable: str,
    time_variable: str,
    timeseries_identifiers: Sequence[str] | None,
    guess_policy: str,
) -> dict[str, Any]:
    """What to send to make an ML task that forecasts.

    Args:
        target_variable: the target.
        time_variable: the column that holds the moments.
        timeseries_identifiers: the columns that tell series apart; None for one series.
        guess_policy: how settings are guessed.

    Returns:
        The body.
    """
    named = timeseries_identifiers
    return {
        "taskType": "PREDICTION",
        "targetVariable": check_str("target_variable", target_variable),
        "timeVariable": check_str("time_variable", time_variable),
        "timeseriesIdentifiers": (
            None if named is None else check_list("timeseries_identifiers", named)
        ),
        "backendType": "PY_MEMORY",
        "guessPolicy": guess_policy,
        "predictionType": "TIMESERIES_FORECAST",
    }


def multi_target(target_variables: Sequence[str], guess_policy: str) -> dict[str, Any]:
    """What to send to make an ML task that predicts several targets at once.

    Args:
        target_variables: the targets.
        guess_policy: how settings are guessed.

    Returns:
        The body.
    """
    return {
        "taskType": "PREDICTION",
        "targetVariables": check_list("target_variables", target_variables),
        "backendType": "PY_MEMORY",
        "guessPolicy": guess_policy,
        "predictionType": "MULTI_TARGET_REGRESSION",
    }


def causal(outcome_variable: str, treatment_variable: str) -> dict[str, Any]:
    """What to send to make an ML task that predicts the effect of a treatment.

    Args:
        outcome_variable: the outcome.
        treatment_variable: the treatment.

    Returns:
        The body, without the type of the prediction.
    """
    return {
        "taskType": "PREDICTION",
        "targetVariable": check_str("outcome_variable", outcome_variable),
        "treatmentVariable": check_str("treatment_variable", treatment_variable),
        "backendType": "PY_MEMORY",
        "guessPolicy": "CAUSAL_PREDICTION",
    }
