# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_ml/forecastsettings.py. Do not edit.
"""Settings of ML tasks that forecast."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping
from typing import Any, ClassVar

from dataikuapi.dss._ml.algorithm import PredictionAlgorithmMeta
from dataikuapi.dss._ml.algorithmtables import FORECASTING
from dataikuapi.dss._ml.settings import AbstractTabularPredictionMLTaskSettings
from dataikuapi_rest import api

logger = logging.getLogger("dataikuapi.dss.ml")
# How many units each unit of time can be aligned to.
_ALIGNMENTS = {"QUARTER": 3, "HALF_YEAR": 6, "YEAR": 12}
_MONTHLY = ("MONTH", *_ALIGNMENTS)


def _one_of(name: str, value: str, known: frozenset[str]) -> str:
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(sorted(known))}, not {value!r}")
    return value


def _whole(name: str, value: Any, low: int, high: float = float("inf")) -> int:
    if type(value) is not int:
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}")
    if not low <= value <= high:
        bounds = f"at least {low}" if high == float("inf") else f"from {low} to {high}"
        raise ValueError(f"{name} must be {bounds}, not {value}")
    return value


class DSSTimeseriesForecastingMLTaskSettings(AbstractTabularPredictionMLTaskSettings):
    """Settings of an ML task that forecasts.

    Get it from :meth:`DSSMLTask.get_settings`.
    """

    _algorithm_remap: ClassVar[Mapping[str, PredictionAlgorithmMeta | str]] = FORECASTING
    _prediction_types: ClassVar[tuple[str, ...]] = ("TIMESERIES_FORECAST",)
    _TIME_UNITS: ClassVar[frozenset[str]] = frozenset(
        [
            "MILLISECOND",
            "SECOND",
            "MINUTE",
            "HOUR",
            "DAY",
            "BUSINESS_DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "HALF_YEAR",
            "YEAR",
        ]
    )
    _INTERPOLATION_METHODS: ClassVar[frozenset[str]] = frozenset(
        ["NEAREST", "PREVIOUS", "NEXT", "LINEAR", "QUADRATIC", "CUBIC", "CONSTANT", "STAIRCASE"]
    )
    _EXTRAPOLATION_METHODS: ClassVar[frozenset[str]] = frozenset(
        ["PREVIOUS_NEXT", "NO_EXTRAPOLATION", "CONSTANT", "LINEAR", "QUADRATIC", "CUBIC"]
    )
    _CATEGORICAL_IMPUTATION_METHODS: ClassVar[frozenset[str]] = frozenset(
        ["MOST_COMMON", "NULL", "CONSTANT", "PREVIOUS_NEXT", "PREVIOUS", "NEXT"]
    )
    _DUPLICATE_TIMESTAMPS_HANDLING_METHODS: ClassVar[frozenset[str]] = frozenset(
        ["FAIL_IF_CONFLICTING", "DROP_IF_CONFLICTING", "MEAN_MODE"]
    )
    _BOUNDARY_DATE_MODE: ClassVar[frozenset[str]] = frozenset({"AUTO", "CUSTOM"})

    class PredictionTypes:
        """What can be predicted."""

        TIMESERIES_FORECAST = "TIMESERIES_FORECAST"

    def get_time_step_params(self) -> dict[str, Any]:
        """Gives the step between two moments of a series.

        Returns:
            The dict itself: `timeunit`, `numberOfTimeunits` and others.
        """
        return self.mltask_settings["timestepParams"]

    def set_time_step(
        self,
        time_unit: str | None = None,
        n_time_units: int | None = None,
        end_of_week_day: int | None = None,
        reguess: bool = True,
        update_algorithm_settings: bool = True,
        unit_alignment: int | None = None,
        monthly_alignment: int | None = None,
    ) -> None:
        """Sets the step between two moments of a series; what is None stays as it is.

        Operation: `ml_task_guess_with_forecasting`, unless `reguess` is False.

        Args:
            time_unit: unit of the step, such as `DAY`.
            n_time_units: how many units a step is.
            end_of_week_day: last day of a week, from 1 for Sunday to 7, for steps of weeks.
            reguess: whether DSS guesses the settings that depend on the step, at once. It does so
                on the settings that it has: save others first, and read the settings again.
            update_algorithm_settings: whether those of algorithms are guessed, too.
            unit_alignment: month in its quarter, half-year or year that a step begins with.
            monthly_alignment: day of the month that a step begins with.

        Raises:
            TypeError: something is no whole number.
            ValueError: something is out of its bounds; nothing was changed.
        """
        params = dict(self.get_time_step_params())
        if time_unit is not None:
            params["timeunit"] = _one_of("time_unit", time_unit, self._TIME_UNITS)
        unit = params["timeunit"]
        given = (
            ("n_time_units", n_time_units, "numberOfTimeunits", None, float("inf")),
            ("end_of_week_day", end_of_week_day, "endOfWeekDay", ("WEEK",), 7),
            ("monthly_alignment", monthly_alignment, "monthlyAlignment", _MONTHLY, 31),
            (
                "unit_alignment",
                unit_alignment,
                "unitAlignment",
                tuple(_ALIGNMENTS),
                _ALIGNMENTS.get(unit, 12),
            ),
        )
        for name, value, member, units, high in given:
            if value is None:
                continue
            params[member] = _whole(name, value, 1, high)
            if units is not None and unit not in units:
                logger.warning("%s has no effect: the time unit is %s", name, unit)
        self.get_time_step_params().update(params)
        if reguess:
            self._reguess(
                {"timestepParams": params, "updateAlgorithmSettings": update_algorithm_settings}
            )

    def _reguess(self, body: dict[str, Any]) -> None:
        self.client.rest.empty(
            api.ml_task.ml_task_guess_with_forecasting.build_request(
                self.project_key, self.analysis_id, self.mltask_id, body=body
            )
        )

    def get_resampling_params(self) -> dict[str, Any]:
        """Gives how series are brought to equal steps.

        Returns:
            The dict itself.
        """
        return self.mltask_settings["preprocessing"]["timeseriesSampling"]

    def _fill(
        self, what: str, method: tuple[str, str | None, frozenset[str]], constant: tuple[str, Any]
    ) -> None:
        """Sets a method of filling in values, and the constant that it may need."""
        params = self.get_resampling_params()
        member, name, known = method
        if name is not None:
            params[member] = _one_of("method", name, known)
        if constant[1] is not None:
            if params.get(member) != "CONSTANT":
                logger.warning("the constant has no effect: %s is not by CONSTANT", what)
            params[constant[0]] = constant[1]

    def set_numerical_interpolation(
        self, method: str | None = None, constant: float | None = None
    ) -> None:
        """Sets how missing numbers within a series are filled in.

        Args:
            method: `NEAREST`, `PREVIOUS`, `NEXT`, `LINEAR`, `QUADRATIC`, `CUBIC`, `CONSTANT` or
                `STAIRCASE`; None to leave it as it is.
            constant: the number, for `CONSTANT`.

        Raises:
            TypeError: the constant is no number.
            ValueError: there is no such method.
        """
        _number(constant)
        self._fill(
            "interpolation",
            ("numericalInterpolateMethod", method, self._INTERPOLATION_METHODS),
            ("numericalInterpolateConstantValue", constant),
        )

    def set_numerical_extrapolation(
        self, method: str | None = None, constant: float | None = None
    ) -> None:
        """Sets how missing numbers at the ends of a series are filled in.

        Args:
            method: `PREVIOUS_NEXT`, `NO_EXTRAPOLATION`, `CONSTANT`, `LINEAR`, `QUADRATIC` or
                `CUBIC`; None to leave it as it is.
            constant: the number, for `CONSTANT`.

        Raises:
            TypeError: the constant is no number.
            ValueError: there is no such method.
        """
        _number(constant)
        self._fill(
            "extrapolation",
            ("numericalExtrapolateMethod", method, self._EXTRAPOLATION_METHODS),
            ("numericalExtrapolateConstantValue", constant),
        )

    def set_categorical_imputation(
        self, method: str | None = None, constant: str | None = None
    ) -> None:
        """Sets how missing words of a series are filled in.

        Args:
            method: `MOST_COMMON`, `NULL`, `CONSTANT`, `PREVIOUS_NEXT`, `PREVIOUS` or `NEXT`; None
                to leave it as it is.
            constant: the word, for `CONSTANT`.

        Raises:
            TypeError: the constant is no text.
            ValueError: there is no such method.
        """
        if constant is not None and not isinstance(constant, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            raise TypeError(f"constant must be a string, not {type(constant).__name__}")
        self._fill(
            "imputation",
            ("categoricalImputeMethod", method, self._CATEGORICAL_IMPUTATION_METHODS),
            ("categoricalConstantValue", constant),
        )

    def set_resampling_dates(
        self,
        start_date_mode: str = "AUTO",
        custom_start_date: datetime.date | None = None,
        end_date_mode: str = "AUTO",
        custom_end_date: datetime.date | None = None,
    ) -> None:
        """Sets when all series begin and end.

        Args:
            start_date_mode: `AUTO`, or `CUSTOM` to give the first moment.
            custom_start_date: the first moment.
            end_date_mode: `AUTO`, or `CUSTOM` to give the last moment.
            custom_end_date: the last moment.

        Raises:
            TypeError: a moment is no date.
            ValueError: there is no such mode.
        """
        params = self.get_resampling_params()
        for side, mode, date in (
            ("start", start_date_mode, custom_start_date),
            ("end", end_date_mode, custom_end_date),
        ):
            params[f"{side}DateMode"] = _one_of(f"{side}_date_mode", mode, self._BOUNDARY_DATE_MODE)
            if date is None:
                continue
            if not isinstance(date, datetime.date):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
                raise TypeError(f"custom_{side}_date must be a date, not {type(date).__name__}")
            if mode != "CUSTOM":
                logger.warning("custom_%s_date has no effect: the mode is %s", side, mode)
            params[f"custom{side.capitalize()}Date"] = date.isoformat()

    def set_duplicate_timestamp_handling(self, method: str) -> None:
        """Sets what happens to rows of one series with the same moment.

        Args:
            method: `FAIL_IF_CONFLICTING`, `DROP_IF_CONFLICTING` or `MEAN_MODE`.

        Raises:
            ValueError: there is no such method.
        """
        known = self._DUPLICATE_TIMESTAMPS_HANDLING_METHODS
        chosen = _one_of("method", method, known)
        self.get_resampling_params()["duplicateTimestampsHandlingMethod"] = chosen

    @property
    def forecast_horizon(self) -> int:
        """How many steps are forecast."""
        return self.mltask_settings["predictionLength"]

    def set_forecast_horizon(
        self,
        forecast_horizon: int,
        reguess: bool = True,
        update_algorithm_settings: bool = True,
        validation_horizons: int | None = None,
    ) -> None:
        """Sets how many steps are forecast.

        Operation: `ml_task_guess_with_forecasting`, unless `reguess` is False.

        Args:
            forecast_horizon: how many steps.
            reguess: whether DSS guesses the settings that depend on it, at once. It does so on the
                settings that it has: save others first, and read the settings again.
            update_algorithm_settings: whether those of algorithms are guessed, too.
            validation_horizons: how many horizons the model is evaluated on; None for as many as
                now.

        Raises:
            TypeError: something is no whole number.
            ValueError: something is below 1, or the evaluation is on no whole number of horizons.
        """
        _whole("forecast_horizon", forecast_horizon, 1)
        evaluation = self.mltask_settings["evaluationParams"]
        if validation_horizons is None:
            validation_horizons, rest = divmod(int(evaluation["testSize"]), self.forecast_horizon)
            if rest:
                raise ValueError("the evaluation is on no whole number of horizons: give it")
        _whole("validation_horizons", validation_horizons, 1)
        self.mltask_settings["predictionLength"] = forecast_horizon
        evaluation["testSize"] = forecast_horizon * validation_horizons
        if reguess:
            self._reguess(
                {
                    "forecastHorizon": forecast_horizon,
                    "updateAlgorithmSettings": update_algorithm_settings,
                    "validationHorizons": validation_horizons,
                }
            )

    @property
    def evaluation_gap(self) -> int:
        """How many steps of the horizon are left out of the evaluation."""
        return self.mltask_settings["evaluationParams"]["gapSize"]

    @evaluation_gap.setter
    def evaluation_gap(self, value: int) -> None:
        horizon = self.forecast_horizon
        gap = _whole("evaluation_gap", value, 0, horizon - 1)
        self.mltask_settings["evaluationParams"].update(gapSize=gap, testSize=horizon - gap)

    @property
    def time_variable(self) -> str:
        """The column that holds the moments."""
        return self.mltask_settings["timeVariable"]

    @property
    def timeseries_identifiers(self) -> list[str]:
        """The columns that tell series apart."""
        return list(self.mltask_settings["timeseriesIdentifiers"])

    @property
    def quantiles_to_forecast(self) -> list[float]:
        """The quantiles that are forecast."""
        return self.mltask_settings["quantilesToForecast"]

    @quantiles_to_forecast.setter
    def quantiles_to_forecast(self, values: list[float]) -> None:
        if not isinstance(values, list):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            raise TypeError(f"quantiles_to_forecast must be a list, not {type(values).__name__}")
        self.mltask_settings["quantilesToForecast"] = sorted(set(values))

    @property
    def skip_too_short_timeseries_for_training(self) -> bool | None:
        """Whether series that are too short are left out, instead of failing."""
        return self.mltask_settings.get("skipTooShortTimeseriesForTraining")

    @skip_too_short_timeseries_for_training.setter
    def skip_too_short_timeseries_for_training(self, value: bool) -> None:
        self.mltask_settings["skipTooShortTimeseriesForTraining"] = value


def _number(constant: Any) -> None:
    if constant is not None and not isinstance(constant, (int, float)):
        raise TypeError(f"constant must be a number, not {type(constant).__name__}")
