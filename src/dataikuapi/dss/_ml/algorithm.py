"""Settings of one algorithm: a dict of DSS whose hyperparameters are attributes, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, Self, TypeVar, cast, overload

from dataikuapi.dss._ml.hyperparameters import (
    CategoricalHyperparameterSettings,
    HyperparameterSettings,
    NumericalHyperparameterSettings,
    Range,
    SingleCategoryHyperparameterSettings,
    SingleValueHyperparameterSettings,
)

H = TypeVar("H")


class Parameter(Generic[H]):
    """An attribute that stands for a member of the settings of an algorithm.

    Args:
        key: name of the member, if it is not that of the attribute.
    """

    def __init__(self, key: str | None = None) -> None:
        self.key = key or ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.key: str = self.key or name

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> Self: ...
    @overload
    def __get__(self, owner: PredictionAlgorithmSettings, kind: type[Any]) -> H: ...
    def __get__(self, owner: PredictionAlgorithmSettings | None, kind: type[Any]) -> Self | H:
        return self if owner is None else self.view(owner)

    def __set__(self, owner: PredictionAlgorithmSettings, value: Any) -> None:
        self.change(owner, value)

    def view(self, owner: PredictionAlgorithmSettings) -> H:
        """What the attribute is.

        Args:
            owner: settings of the algorithm.
        """
        return owner[self.key]

    def change(self, owner: PredictionAlgorithmSettings, value: Any) -> None:
        """Sets the member; a value of another type than before is refused.

        Args:
            owner: settings of the algorithm.
            value: the new value.
        """
        before = owner.get(self.key)
        if before is not None and not isinstance(value, type(before)):
            kind = type(before).__name__
            raise TypeError(f"{self.key} must be of type {kind}, not {type(value).__name__}")
        owner[self.key] = value


class Numerical(Parameter[NumericalHyperparameterSettings]):
    """A hyperparameter whose values are numbers."""

    def view(self, owner: PredictionAlgorithmSettings) -> NumericalHyperparameterSettings:
        """The view on it.

        Args:
            owner: settings of the algorithm.
        """
        return NumericalHyperparameterSettings(self.key, owner)

    def change(self, owner: PredictionAlgorithmSettings, value: Any) -> None:
        """Takes a list of values, a range, or the settings of another algorithm.

        Args:
            owner: settings of the algorithm.
            value: the new value.
        """
        view = self.view(owner)
        if isinstance(value, list):
            view.set_explicit_values(cast("list[float]", value))
        elif isinstance(value, Range):
            view.set_range(value.min, value.max, value.nb_values)
        elif isinstance(value, NumericalHyperparameterSettings):
            other = value.range
            view.set_range(other.min, other.max, other.nb_values)
            view.set_explicit_values(list(value.values))
            view.definition_mode = value.definition_mode
        else:
            raise TypeError(
                f"{self.key} must be a list, a Range or the settings of another hyperparameter "
                f"with numbers, not {type(value).__name__}"
            )


class Categorical(Parameter[CategoricalHyperparameterSettings]):
    """A hyperparameter whose values are words, of which some are tried."""

    def view(self, owner: PredictionAlgorithmSettings) -> CategoricalHyperparameterSettings:
        """The view on it.

        Args:
            owner: settings of the algorithm.
        """
        return CategoricalHyperparameterSettings(self.key, owner)

    def change(self, owner: PredictionAlgorithmSettings, value: Any) -> None:
        """Takes the list of the words to try.

        Args:
            owner: settings of the algorithm.
            value: the new value.
        """
        self.view(owner).set_values(value)


class Single(Parameter[SingleValueHyperparameterSettings]):
    """A hyperparameter with one value, of one of some types.

    Args:
        types: the types; none for any.
    """

    def __init__(self, *types: type) -> None:
        super().__init__()
        self.types: list[type] | None = list(types) or None

    def view(self, owner: PredictionAlgorithmSettings) -> SingleValueHyperparameterSettings:
        """The view on it.

        Args:
            owner: settings of the algorithm.
        """
        return SingleValueHyperparameterSettings(self.key, owner, self.types)

    def change(self, owner: PredictionAlgorithmSettings, value: Any) -> None:
        """Takes the value.

        Args:
            owner: settings of the algorithm.
            value: the new value.
        """
        self.view(owner).set_value(value)


class OneOf(Parameter[SingleCategoryHyperparameterSettings]):
    """A hyperparameter with one value out of a few.

    Args:
        values: the values.
        key: name of the member, if it is not that of the attribute.
    """

    def __init__(self, *values: str, key: str | None = None) -> None:
        super().__init__(key)
        self.values: list[str] = list(values)

    def view(self, owner: PredictionAlgorithmSettings) -> SingleCategoryHyperparameterSettings:
        """The view on it.

        Args:
            owner: settings of the algorithm.
        """
        return SingleCategoryHyperparameterSettings(self.key, owner, self.values)

    def change(self, owner: PredictionAlgorithmSettings, value: Any) -> None:
        """Takes the value.

        Args:
            owner: settings of the algorithm.
            value: the new value.
        """
        self.view(owner).set_value(value)


class Plain(Parameter[Any]):
    """A parameter that is no hyperparameter: the attribute is its value."""


class PredictionAlgorithmSettings(dict[str, Any]):
    """Settings of one algorithm of an ML task: the dict of DSS, and attributes for what is in it.

    Get it from `DSSPredictionMLTaskSettings.get_algorithm_settings`.

    Example:
        forest = settings.get_algorithm_settings("RANDOM_FOREST_CLASSIFICATION")
        forest.enabled = True
        forest.n_estimators.set_range(min=50, max=200, nb_values=4)
        forest.max_tree_depth = [5, 10]
    """

    def __init__(
        self, raw_settings: Mapping[str, Any], hyperparameter_search_params: Mapping[str, Any]
    ) -> None:
        super().__init__(raw_settings)
        self._hyperparameter_search_params = hyperparameter_search_params

    @classmethod
    def _parameters(cls) -> dict[str, Parameter[Any]]:
        """The attributes that stand for members, those of the base classes first."""
        found: dict[str, Parameter[Any]] = {}
        for base in reversed(cls.__mro__):
            for value in vars(base).values():
                if isinstance(value, Parameter):
                    known = cast("Parameter[Any]", value)
                    found[known.key] = known
        return found

    def _get_all_hyperparameter_names(self) -> list[str]:
        return [key for key in self._parameters() if key in self]

    def _repr_html_(self) -> str:
        lines = [f"{type(self).__name__}(", f'    "enabled": {self.enabled}']
        for key, parameter in self._parameters().items():
            if key in self:
                view = parameter.view(self)
                shown = view.pretty() if isinstance(view, HyperparameterSettings) else view
                lines.append(f'    "{key}": {shown}')
        text = "\n".join([*lines, ")"])
        return f"<pre>{text}</pre><details><pre>{self!r}</pre></details>"

    def __repr__(self) -> str:
        return f"{type(self).__name__}(values={super().__repr__()})"

    @property
    def enabled(self) -> bool:
        """Whether the algorithm is trained."""
        return self["enabled"]

    @enabled.setter
    def enabled(self, enabled: bool) -> None:
        if not isinstance(enabled, bool):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            raise TypeError(f"enabled must be a bool, not {type(enabled).__name__}")
        self["enabled"] = enabled

    @property
    def strategy(self) -> str:
        """How the ML task searches for hyperparameters; set on the task, not here."""
        return self._hyperparameter_search_params["strategy"]

    @strategy.setter
    def strategy(self, _: Any) -> None:
        raise AttributeError(
            "the strategy belongs to the ML task: set it on what "
            "get_hyperparameter_search_settings() gives"
        )


class PredictionAlgorithmMeta:
    """Where the settings of an algorithm stand, and the class that shows them.

    Attributes:
        algorithm_name: name of the member of the settings.
        algorithm_settings_class: the class.
    """

    def __init__(
        self,
        algorithm_name: str,
        algorithm_settings_class: type[PredictionAlgorithmSettings] = PredictionAlgorithmSettings,
    ) -> None:
        self.algorithm_name = algorithm_name
        self.algorithm_settings_class = algorithm_settings_class
