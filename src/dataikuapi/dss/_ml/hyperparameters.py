"""Hyperparameters of an algorithm: views on the settings of an ML task that check what is set."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dataikuapi.dss._ml.algorithm import PredictionAlgorithmSettings

MODES = ("EXPLICIT", "RANGE")
NUMBERS = (int, float)


def is_number(value: object) -> bool:
    """Whether a value is a number; True and False are none."""
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


class HyperparameterSettings:
    """One hyperparameter of an algorithm.

    Attributes:
        name: name of the hyperparameter, as the settings have it.
    """

    def __init__(self, name: str, algo_settings: PredictionAlgorithmSettings) -> None:
        self.name = name
        self._algo_settings = algo_settings

    def _raw(self) -> Any:
        return self._algo_settings[self.name]

    def _described(self, indent: int | None) -> str:
        settings = json.dumps(self._raw(), indent=indent)
        return f'{type(self).__name__}(hyperparameter="{self.name}", settings={settings})'

    def pretty(self) -> str:
        """The hyperparameter over several lines."""
        return self._described(4)

    def __repr__(self) -> str:
        return self._described(None)

    def _repr_html_(self) -> str:
        details = f"<details><pre>{self!r}</pre></details>"
        return f"<pre>{self.pretty()}</pre>{details}"


class Range:
    """A range of numbers to search in; give it to a numerical hyperparameter.

    Attributes:
        min: lowest value.
        max: highest value.
        nb_values: how many values a grid search tries; None to leave it as it is.
    """

    def __init__(self, min: float, max: float, nb_values: int | None = None) -> None:
        for name, value in (("min", min), ("max", max)):
            if not is_number(value):
                raise TypeError(f"{name} must be a number, not {type(value).__name__}")
        if min > max:
            raise ValueError(f"min {min} is above max {max}")
        self.min = min
        self.max = max
        self.nb_values = nb_values

    def __repr__(self) -> str:
        return f"Range(min={self.min}, max={self.max}, nb_values={self.nb_values})"


class RangeSettings:
    """The range of a numerical hyperparameter; what is set is checked and kept there."""

    def __init__(self, numerical_hyperparameter_settings: NumericalHyperparameterSettings) -> None:
        self._owner = numerical_hyperparameter_settings

    def __repr__(self) -> str:
        return f"RangeSettings(min={self.min}, max={self.max}, nb_values={self.nb_values})"

    def _members(self) -> dict[str, Any]:
        return self._owner.raw_range()

    @property
    def min(self) -> float:
        """Lowest value."""
        return self._members()["min"]

    @min.setter
    def min(self, value: float) -> None:
        self._owner.change_range(min=value)

    @property
    def max(self) -> float:
        """Highest value."""
        return self._members()["max"]

    @max.setter
    def max(self, value: float) -> None:
        self._owner.change_range(max=value)

    @property
    def nb_values(self) -> int:
        """How many values a grid search tries."""
        return self._members()["nbValues"]

    @nb_values.setter
    def nb_values(self, value: int) -> None:
        self._owner.change_range(nb_values=value)


class NumericalHyperparameterSettings(HyperparameterSettings):
    """A hyperparameter whose values are numbers: a list of them, or a range to search in."""

    RangeSettings = RangeSettings

    def _mode_member(self) -> str:
        return "gridMode" if self._algo_settings.strategy == "GRID" else "randomMode"

    def pretty(self) -> str:
        """The values or the range, whichever is used, over several lines."""
        shown: dict[str, Any] = {"definition_mode": self.definition_mode}
        name = "values" if self.definition_mode == "EXPLICIT" else "range"
        shown[name] = self._raw()[name]
        settings = json.dumps(shown, indent=4)
        return f'{type(self).__name__}(hyperparameter="{self.name}", settings={settings})'

    @property
    def definition_mode(self) -> str:
        """`EXPLICIT` for a list of values, `RANGE` for a range, in the strategy that is chosen."""
        return self._raw()[self._mode_member()]

    @definition_mode.setter
    def definition_mode(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(f"definition_mode must be one of {', '.join(MODES)}, not {mode!r}")
        self._raw()[self._mode_member()] = mode

    def set_explicit_values(self, values: Sequence[float]) -> None:
        """Sets the values to try.

        Args:
            values: the values.

        Raises:
            TypeError: they are no list of numbers.
            ValueError: the list is empty, or a value is outside the limits of the algorithm.
        """
        self.values = list(_numbers(self.name, values))
        self.definition_mode = "EXPLICIT"

    @property
    def values(self) -> list[float]:
        """The values to try when they are listed."""
        return self._raw()["values"]

    @values.setter
    def values(self, values: list[float]) -> None:
        checked = _numbers(self.name, values)
        for value in checked:
            self._check_limits(value, "value")
        if len(set(checked)) < len(checked):
            warnings.warn(f"{self.name}: some values are given twice: {values}", stacklevel=2)
        self._raw()["values"] = values

    def _check_limits(self, value: float, what: str) -> None:
        limit: dict[str, Any] = self._raw().get("limit") or {}
        low, high = limit.get("min"), limit.get("max")
        if low is not None and value < low:
            raise ValueError(f"{what} {value} of {self.name} is below the limit {low}")
        if high is not None and value > high:
            raise ValueError(f"{what} {value} of {self.name} is above the limit {high}")

    def raw_range(self) -> dict[str, Any]:
        """The range as the settings hold it."""
        return self._raw()["range"]

    def change_range(
        self, min: float | None = None, max: float | None = None, nb_values: int | None = None
    ) -> None:
        """Changes the range without making it the one that is used.

        Args:
            min: lowest value; None to leave it as it is.
            max: highest value; None to leave it as it is.
            nb_values: how many values a grid search tries; None to leave it as it is.

        Raises:
            TypeError: something is no number.
            ValueError: a bound is outside the limits, or the bounds are in the wrong order.
        """
        if min is None and max is None and nb_values is None:
            warnings.warn(
                f"the range of {self.name} is not changed: nothing is given", stacklevel=3
            )
        for name, value in (("min", min), ("max", max)):
            if value is None:
                continue
            if not is_number(value):
                raise TypeError(f"{name} of {self.name} must be a number")
            self._check_limits(value, name)
        if min is not None and max is not None and min > max:
            raise ValueError(f"min {min} of {self.name} is above max {max}")
        if nb_values is not None and (type(nb_values) is not int or nb_values < 2):
            raise ValueError(f"nb_values of {self.name} must be a whole number of at least 2")
        given = {"min": min, "max": max, "nbValues": nb_values}
        self.raw_range().update({name: value for name, value in given.items() if value is not None})

    def set_range(
        self, min: float | None = None, max: float | None = None, nb_values: int | None = None
    ) -> None:
        """Sets the range to search in, and makes it the one that is used.

        Args:
            min: lowest value; None to leave it as it is.
            max: highest value; None to leave it as it is.
            nb_values: how many values a grid search tries; None to leave it as it is.

        Raises:
            TypeError: something is no number.
            ValueError: a bound is outside the limits, or the bounds are in the wrong order.
        """
        self.change_range(min, max, nb_values)
        self.definition_mode = "RANGE"

    @property
    def range(self) -> RangeSettings:
        """The range to search in; its members can be set."""
        return RangeSettings(self)


def _numbers(name: str, values: Any) -> list[float]:
    """Requires a list of numbers with at least one."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise TypeError(f"values of {name} must be a list of numbers")
    found = cast("Sequence[Any]", values)
    if not found:
        raise ValueError(f"values of {name} must not be empty")
    for value in found:
        if not is_number(value):
            raise TypeError(f"values of {name} must be numbers, not {type(value).__name__}")
    return list(found)


class CategoricalHyperparameterSettings(HyperparameterSettings):
    """A hyperparameter whose values are words, of which some are tried."""

    def set_values(self, values: Iterable[str]) -> None:
        """Sets the values to try; all others are not tried.

        Args:
            values: some of :meth:`get_all_possible_values`.

        Raises:
            TypeError: they are no list of words.
            ValueError: the algorithm does not know one.
        """
        if isinstance(values, str) or not isinstance(values, list):
            raise TypeError(f"values of {self.name} must be a list, not {type(values).__name__}")
        known = self.get_all_possible_values()
        for value in cast("list[Any]", values):
            if not isinstance(value, str):
                raise TypeError(f"values of {self.name} must be strings")
            if value not in known:
                raise ValueError(f"{self.name} cannot be {value!r}: it is one of {known}")
        for value in known:
            self._raw()["values"][value] = {"enabled": value in values}

    def get_values(self) -> list[str]:
        """Gives the values that are tried.

        Returns:
            The values.
        """
        return [value for value, state in self._raw()["values"].items() if state["enabled"]]

    def get_all_possible_values(self) -> list[str]:
        """Gives the values that the algorithm knows.

        Returns:
            The values.
        """
        return list(self._raw()["values"])


class _SingleSettings(HyperparameterSettings):
    """A hyperparameter that has one value and is not searched for."""

    def __repr__(self) -> str:
        return f'{type(self).__name__}(hyperparameter="{self.name}", value={self._raw()!r})'

    def pretty(self) -> str:
        """The hyperparameter and its value."""
        return repr(self)

    def get_value(self) -> Any:
        """Gives the value.

        Returns:
            The value.
        """
        return self._raw()


class SingleValueHyperparameterSettings(_SingleSettings):
    """A hyperparameter that has one value.

    Attributes:
        accepted_types: types that the value may have; None for any.
    """

    def __init__(
        self,
        name: str,
        algo_settings: PredictionAlgorithmSettings,
        accepted_types: Sequence[type] | None = None,
    ) -> None:
        super().__init__(name, algo_settings)
        self.accepted_types = accepted_types

    def set_value(self, value: Any) -> None:
        """Sets the value.

        Args:
            value: the value.

        Raises:
            TypeError: it is of another type than the algorithm takes.
        """
        # As in the hints of Python, a whole number will do where a float is asked for.
        types = () if self.accepted_types is None else tuple(self.accepted_types)
        taken = isinstance(value, types) or (float in types and is_number(value))
        if self.accepted_types is not None and not taken:
            names = ", ".join(each.__name__ for each in types)
            raise TypeError(f"{self.name} must be of type {names}, not {type(value).__name__}")
        self._algo_settings[self.name] = value

    def get_accepted_types(self) -> Sequence[type] | None:
        """Gives the types that the value may have.

        Returns:
            The types; None for any.
        """
        return self.accepted_types


class SingleCategoryHyperparameterSettings(_SingleSettings):
    """A hyperparameter that has one value out of a few.

    Attributes:
        accepted_values: the values; None for any.
    """

    def __init__(
        self,
        name: str,
        algo_settings: PredictionAlgorithmSettings,
        accepted_values: Sequence[str] | None = None,
    ) -> None:
        super().__init__(name, algo_settings)
        self.accepted_values = accepted_values

    def set_value(self, value: Any) -> None:
        """Sets the value.

        Args:
            value: the value.

        Raises:
            ValueError: the algorithm does not know it.
        """
        if self.accepted_values is not None and value not in self.accepted_values:
            known = ", ".join(self.accepted_values)
            raise ValueError(f"{self.name} must be one of {known}, not {value!r}")
        self._algo_settings[self.name] = value

    def get_all_possible_values(self) -> Sequence[str] | None:
        """Gives the values that the algorithm knows.

        Returns:
            The values; None for any.
        """
        return self.accepted_values
