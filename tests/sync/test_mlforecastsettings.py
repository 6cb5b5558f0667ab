# Derived by `tox -e generate` from tests/aio/test_mlforecastsettings.py. Do not edit.
"""Settings of ML tasks that forecast or predict effects of a treatment."""

from __future__ import annotations

import datetime
import logging
from typing import Any

import pytest

from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.ml import planted, settings_of

LOGGER = "dataikuapi.dss.ml"


def forecast(client: DSSClient, mock: DSSMock) -> Any:
    """Settings of an ML task that forecasts visits of shops."""
    project = planted(client, mock)
    task = project.create_timeseries_forecasting_ml_task("visits", "visits", "day", ["shop"])
    return settings_of(task)


def causal(client: DSSClient, mock: DSSMock, outcome: str = "churn") -> Any:
    """Settings of an ML task on what a card for the best customers does."""
    project = planted(client, mock)
    return settings_of(project.create_causal_prediction_ml_task("customers", outcome, "vip"))


def read_again(settings: Any, client: DSSClient, *, save: bool = True) -> Any:
    """The same settings as they are in DSS."""
    if save:
        settings.save()
    project = client.get_project(settings.project_key)
    return settings_of(project.get_ml_task(settings.analysis_id, settings.mltask_id))


def test_series_are_known(client: DSSClient, mock: DSSMock) -> None:
    settings = forecast(client, mock)
    assert settings.time_variable == "day"
    assert settings.timeseries_identifiers == ["shop"]
    assert settings.get_prediction_type() == settings.PredictionTypes.TIMESERIES_FORECAST
    assert settings.get_time_step_params()["timeunit"] == "DAY"


def test_time_step_is_set_and_guessed_from(client: DSSClient, mock: DSSMock) -> None:
    settings = forecast(client, mock)
    settings.set_time_step("WEEK", n_time_units=2, end_of_week_day=3)
    found = (read_again(settings, client, save=False)).get_time_step_params()
    assert (found["timeunit"], found["numberOfTimeunits"], found["endOfWeekDay"]) == ("WEEK", 2, 3)
    calls = len(mock.calls)
    settings.set_time_step("QUARTER", unit_alignment=2, monthly_alignment=5, reguess=False)
    assert len(mock.calls) == calls
    found = (read_again(settings, client)).get_time_step_params()
    assert (found["unitAlignment"], found["monthlyAlignment"]) == (2, 5)


@pytest.mark.parametrize(
    ("given", "error", "match"),
    [
        ({"time_unit": "AEON"}, ValueError, "time_unit must be one of BUSINESS_DAY"),
        ({"n_time_units": 0}, ValueError, "n_time_units must be at least 1, not 0"),
        ({"n_time_units": "2"}, TypeError, "n_time_units must be a whole number"),
        ({"end_of_week_day": 8}, ValueError, "end_of_week_day must be from 1 to 7, not 8"),
        ({"time_unit": "QUARTER", "unit_alignment": 4}, ValueError, "from 1 to 3, not 4"),
        ({"monthly_alignment": 32}, ValueError, "from 1 to 31, not 32"),
    ],
)
def test_time_steps_are_checked(
    client: DSSClient,
    mock: DSSMock,
    given: dict[str, Any],
    error: type[Exception],
    match: str,
) -> None:
    settings = forecast(client, mock)
    before = dict(settings.get_time_step_params())
    with pytest.raises(error, match=match):
        settings.set_time_step(**given)
    assert settings.get_time_step_params() == before


def test_time_steps_without_effect_are_warned_of(
    client: DSSClient, mock: DSSMock, caplog: pytest.LogCaptureFixture
) -> None:
    settings = forecast(client, mock)
    with caplog.at_level(logging.WARNING, LOGGER):
        settings.set_time_step(end_of_week_day=2, reguess=False)
    assert "end_of_week_day has no effect: the time unit is DAY" in caplog.text
    assert settings.get_time_step_params()["endOfWeekDay"] == 2


def test_resampling_is_set(client: DSSClient, mock: DSSMock) -> None:
    settings = forecast(client, mock)
    settings.set_numerical_interpolation("CONSTANT", 1.5)
    settings.set_numerical_extrapolation("CONSTANT", 2)
    settings.set_categorical_imputation("CONSTANT", "none")
    settings.set_duplicate_timestamp_handling("MEAN_MODE")
    start, end = datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 9)
    settings.set_resampling_dates("CUSTOM", start, "CUSTOM", end)
    found = (read_again(settings, client)).get_resampling_params()
    assert found["numericalInterpolateMethod"] == "CONSTANT"
    assert found["numericalInterpolateConstantValue"] == 1.5
    assert found["numericalExtrapolateConstantValue"] == 2
    assert found["categoricalConstantValue"] == "none"
    assert found["duplicateTimestampsHandlingMethod"] == "MEAN_MODE"
    assert (found["startDateMode"], found["customStartDate"]) == ("CUSTOM", "2026-01-02")
    assert found["customEndDate"].startswith("2026-01-09")
    settings.set_resampling_dates()
    assert settings.get_resampling_params()["endDateMode"] == "AUTO"


def test_resampling_without_effect_is_warned_of(
    client: DSSClient, mock: DSSMock, caplog: pytest.LogCaptureFixture
) -> None:
    settings = forecast(client, mock)
    with caplog.at_level(logging.WARNING, LOGGER):
        settings.set_numerical_interpolation("LINEAR", 3)
        settings.set_resampling_dates(custom_start_date=datetime.date(2026, 1, 1))
        settings.set_numerical_extrapolation(constant=None)
    assert "interpolation is not by CONSTANT" in caplog.text
    assert "custom_start_date has no effect: the mode is AUTO" in caplog.text
    assert len(caplog.records) == 2


def test_resampling_is_checked(client: DSSClient, mock: DSSMock) -> None:
    settings = forecast(client, mock)
    for change in (
        settings.set_numerical_interpolation,
        settings.set_numerical_extrapolation,
        settings.set_categorical_imputation,
        settings.set_duplicate_timestamp_handling,
    ):
        with pytest.raises(ValueError, match="method must be one of"):
            change("MAGIC")
    with pytest.raises(TypeError, match="constant must be a number, not str"):
        settings.set_numerical_interpolation("CONSTANT", "1")
    with pytest.raises(TypeError, match="constant must be a number, not str"):
        settings.set_numerical_extrapolation("CONSTANT", "1")
    with pytest.raises(TypeError, match="constant must be a string, not int"):
        settings.set_categorical_imputation("CONSTANT", 1)
    with pytest.raises(ValueError, match="end_date_mode must be one of AUTO, CUSTOM"):
        settings.set_resampling_dates(end_date_mode="NEVER")
    with pytest.raises(TypeError, match="custom_start_date must be a date, not str"):
        settings.set_resampling_dates("CUSTOM", "2026-01-01")


def test_horizon_is_set_and_guessed_from(client: DSSClient, mock: DSSMock) -> None:
    settings = forecast(client, mock)
    settings.set_forecast_horizon(3, validation_horizons=2)
    again = read_again(settings, client, save=False)
    assert again.forecast_horizon == settings.forecast_horizon == 3
    assert again.get_raw()["evaluationParams"]["testSize"] == 6
    calls = len(mock.calls)
    settings.set_forecast_horizon(4, reguess=False)
    assert len(mock.calls) == calls
    assert settings.get_raw()["evaluationParams"]["testSize"] == 8


def test_horizons_are_checked(client: DSSClient, mock: DSSMock) -> None:
    settings = forecast(client, mock)
    with pytest.raises(ValueError, match="forecast_horizon must be at least 1"):
        settings.set_forecast_horizon(0)
    with pytest.raises(TypeError, match="validation_horizons must be a whole number"):
        settings.set_forecast_horizon(2, validation_horizons=1.5)
    settings.set_forecast_horizon(5, reguess=False, validation_horizons=1)
    settings.evaluation_gap = 2
    assert settings.evaluation_gap == 2
    assert settings.get_raw()["evaluationParams"]["testSize"] == 3
    with pytest.raises(ValueError, match="no whole number of horizons"):
        settings.set_forecast_horizon(6)
    with pytest.raises(ValueError, match="evaluation_gap must be from 0 to 4, not 5"):
        settings.evaluation_gap = 5
    assert settings.forecast_horizon == 5


def test_quantiles_and_short_series(client: DSSClient, mock: DSSMock) -> None:
    settings = forecast(client, mock)
    settings.quantiles_to_forecast = [0.9, 0.1, 0.9]
    settings.skip_too_short_timeseries_for_training = True
    again = read_again(settings, client)
    assert again.quantiles_to_forecast == [0.1, 0.9]
    assert again.skip_too_short_timeseries_for_training is True
    with pytest.raises(TypeError, match="quantiles_to_forecast must be a list, not tuple"):
        settings.quantiles_to_forecast = (0.5,)


def test_classes_of_an_outcome(client: DSSClient, mock: DSSMock) -> None:
    settings = causal(client, mock)
    assert settings.get_prediction_type() == "CAUSAL_BINARY_CLASSIFICATION"
    settings.positive_outcome_class = "no"
    assert (read_again(settings, client)).positive_outcome_class == "no"
    with pytest.raises(ValueError, match="no class 'maybe'"):
        settings.positive_outcome_class = "maybe"


def test_outcomes_that_are_numbers_have_no_class(client: DSSClient, mock: DSSMock) -> None:
    settings = causal(client, mock, "spent")
    assert settings.get_prediction_type() == "CAUSAL_REGRESSION"
    with pytest.raises(ValueError, match="one of two classes"):
        settings.positive_outcome_class = "1"
    with pytest.raises(ValueError, match="one of two classes"):
        _ = settings.positive_outcome_class


def test_treatments(client: DSSClient, mock: DSSMock, caplog: pytest.LogCaptureFixture) -> None:
    settings = causal(client, mock)
    values = settings.get_raw()["treatmentValues"]
    other = next(each for each in values if each != settings.control_value)
    settings.control_value = other
    assert (read_again(settings, client)).control_value == other
    with pytest.raises(ValueError, match="never 'sugar'"):
        settings.control_value = "sugar"
    with caplog.at_level(logging.WARNING, LOGGER):
        settings.enable_multi_valued_treatment = True
    assert settings.enable_multi_valued_treatment is True
    assert "no three values" in caplog.text
    caplog.clear()
    settings.get_raw()["treatmentValues"] = ["0", "1", "2"]
    settings.enable_multi_valued_treatment = True
    assert caplog.text == ""


def test_treatment_analysis(client: DSSClient, mock: DSSMock) -> None:
    settings = causal(client, mock)
    settings.set_treatment_analysis_enabled(True, True, 0.2)
    found = (read_again(settings, client)).get_treatment_analysis_settings()
    assert found["enabled"] is True
    assert found["calibrateProbabilities"] is True
    assert found["calibrationDataRatio"] == 0.2


def test_meta_learners(client: DSSClient, mock: DSSMock, caplog: pytest.LogCaptureFixture) -> None:
    settings = causal(client, mock)
    settings.disable_all_algorithms()
    with caplog.at_level(logging.WARNING, LOGGER):
        settings.meta_learners = ["S_LEARNER"]
        assert "no algorithm is enabled" in caplog.text
        settings.set_algorithm_enabled("RANDOM_FOREST_CLASSIFICATION", True)
        caplog.clear()
        settings.meta_learners = ["S_LEARNER", "X_LEARNER"]
        settings.get_algorithm_settings("CAUSAL_FOREST")
        assert caplog.text == ""
        again = read_again(settings, client)
        assert again.meta_learners == ["S_LEARNER", "X_LEARNER"]
        settings.meta_learners = []
        settings.get_algorithm_settings("RANDOM_FOREST_CLASSIFICATION")
        assert "needs a meta-learner" in caplog.text
    assert again.get_enabled_algorithm_names() == ["RANDOM_FOREST_CLASSIFICATION"]
    with pytest.raises(ValueError, match="some of S_LEARNER, T_LEARNER, X_LEARNER"):
        settings.meta_learners = ["Z_LEARNER"]
    with pytest.raises(TypeError, match="must be a list, not str"):
        settings.meta_learners = "S_LEARNER"


def test_algorithms_of_a_causal_task(client: DSSClient, mock: DSSMock) -> None:
    settings = causal(client, mock)
    settings.add_custom_python_model("Mine")
    del settings.get_raw()["modeling"]["causal_forest"]
    assert "Mine" in settings.get_enabled_algorithm_names()
    assert "CAUSAL_FOREST" not in settings.get_enabled_algorithm_names()
    with pytest.raises(ValueError, match="MLLib backend is not supported"):
        settings.add_custom_mllib_model()
