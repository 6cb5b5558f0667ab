"""Assertions and diagnostics: what is expected of a model, and what DSS found odd about it."""

from __future__ import annotations

from typing import Any

from dataikuapi._members import Member, MemberOrNone, ReadOnly


class OnDict:
    """A view on a dict of DSS."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._internal_dict = data

    def _members(self) -> dict[str, Any]:
        return self._internal_dict

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.get_raw()})"

    def get_raw(self) -> dict[str, Any]:
        """Gives the dict of DSS.

        Returns:
            The dict itself.
        """
        return self._internal_dict


class DSSMLDiagnostic(OnDict):
    """Something that DSS found odd about a trained model.

    Get it from `DSSTrainedModelDetails.get_diagnostics`.
    """

    def get_type(self) -> str:
        """Gives the type of the diagnostic.

        Returns:
            A word such as `ML_DIAGNOSTICS_LEAKAGE_DETECTION`.
        """
        return self._internal_dict["type"]

    def get_type_pretty(self) -> str:
        """Gives the type of the diagnostic, for people to read.

        Returns:
            The words.
        """
        return self._internal_dict["displayableType"]

    def get_message(self) -> str:
        """Gives what was found.

        Returns:
            A sentence.
        """
        return self._internal_dict["message"]

    def get_details(self) -> Any:
        """Gives more about it.

        Returns:
            What DSS tells, or None.
        """
        return self._internal_dict.get("details")

    def __repr__(self) -> str:
        return f"{type(self).__name__}(type={self.get_type()}, message={self.get_message()})"


class DSSMLAssertionCondition(OnDict):
    """What an assertion expects of predictions. Make one with one of the `from_` methods."""

    expected_class: MemberOrNone[str] = MemberOrNone[str](
        "expectedClass", "The class to be predicted, or None."
    )
    expected_valid_ratio: Member[float] = Member[float](
        "expectedValidRatio",
        "Share of the rows, from 0 to 1, that have to be as expected.",
    )
    expected_min: MemberOrNone[float] = MemberOrNone[float](
        "expectedMinValue", "Lowest prediction, or None."
    )
    expected_max: MemberOrNone[float] = MemberOrNone[float](
        "expectedMaxValue", "Highest prediction, or None."
    )

    @staticmethod
    def from_expected_class(
        expected_valid_ratio: float, expected_class: str
    ) -> DSSMLAssertionCondition:
        """Expects a class.

        Args:
            expected_valid_ratio: share of the rows, from 0 to 1, that have to be of the class.
            expected_class: the class.

        Returns:
            The condition.
        """
        return DSSMLAssertionCondition(
            {"expectedValidRatio": expected_valid_ratio, "expectedClass": expected_class}
        )

    @staticmethod
    def from_expected_range(
        expected_valid_ratio: float, expected_min: float, expected_max: float
    ) -> DSSMLAssertionCondition:
        """Expects a number within bounds.

        Args:
            expected_valid_ratio: share of the rows, from 0 to 1, that have to be within.
            expected_min: lowest number.
            expected_max: highest number.

        Returns:
            The condition.
        """
        return DSSMLAssertionCondition(
            {
                "expectedValidRatio": expected_valid_ratio,
                "expectedMinValue": expected_min,
                "expectedMaxValue": expected_max,
            }
        )


class DSSMLAssertionParams(OnDict):
    """An assertion on the predictions of a model. Make one with :meth:`from_params`."""

    name: Member[str] = Member[str]("name", "Name of the assertion.")
    filter: Member[dict[str, Any]] = Member[dict[str, Any]](
        "filter", "Filter of the rows that it is on."
    )

    @staticmethod
    def from_params(
        name: str, a_filter: dict[str, Any], condition: DSSMLAssertionCondition
    ) -> DSSMLAssertionParams:
        """Makes an assertion.

        Args:
            name: its name.
            a_filter: filter of the rows that it is on.
            condition: what is expected of their predictions.

        Returns:
            The assertion.

        Raises:
            TypeError: the condition is none.
        """
        params = DSSMLAssertionParams({"name": name, "filter": a_filter})
        params.condition = condition
        return params

    @property
    def condition(self) -> DSSMLAssertionCondition:
        """What is expected of the predictions."""
        return DSSMLAssertionCondition(self._internal_dict["assertionCondition"])

    @condition.setter
    def condition(self, condition: DSSMLAssertionCondition) -> None:
        if not isinstance(condition, DSSMLAssertionCondition):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            kind = type(condition).__name__
            raise TypeError(f"condition must be a DSSMLAssertionCondition, not {kind}")
        self._internal_dict["assertionCondition"] = condition.get_raw()


class DSSMLAssertionsParams(OnDict):
    """The assertions of an ML task.

    Get it from `DSSPredictionMLTaskSettings.get_assertions_params`.
    """

    def _assertions(self) -> list[dict[str, Any]]:
        return self._internal_dict["assertions"]

    def get_assertion(self, assertion_name: str) -> DSSMLAssertionParams | None:
        """Gives an assertion.

        Args:
            assertion_name: its name.

        Returns:
            The assertion, or None if there is none of this name.
        """
        for each in self._assertions():
            if each["name"] == assertion_name:
                return DSSMLAssertionParams(each)
        return None

    def get_assertions_names(self) -> list[str]:
        """Lists the names of the assertions.

        Returns:
            The names.
        """
        return [each["name"] for each in self._assertions()]

    def add_assertion(self, assertion_params: DSSMLAssertionParams) -> None:
        """Adds an assertion.

        Args:
            assertion_params: the assertion.

        Raises:
            TypeError: it is none.
        """
        if not isinstance(assertion_params, DSSMLAssertionParams):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            kind = type(assertion_params).__name__
            raise TypeError(f"assertion_params must be a DSSMLAssertionParams, not {kind}")
        self._assertions().append(assertion_params.get_raw())

    def delete_assertion(self, assertion_name: str) -> None:
        """Removes an assertion.

        Args:
            assertion_name: its name.

        Raises:
            ValueError: there is none of this name.
        """
        found = self.get_assertion(assertion_name)
        if found is None:
            raise ValueError(f"there is no assertion {assertion_name!r}")
        self._assertions().remove(found.get_raw())


class DSSMLAssertionMetrics(OnDict):
    """How an assertion went for a trained model."""

    name: ReadOnly[str] = ReadOnly[str]("name", "Name of the assertion.")
    result: ReadOnly[bool] = ReadOnly[bool]("result", "Whether it holds.")
    valid_ratio: ReadOnly[float] = ReadOnly[float](
        "validRatio", "Share of the rows that are as expected."
    )
    nb_matching_rows: ReadOnly[int] = ReadOnly[int]("nbMatchingRows", "How many rows it is on.")
    nb_dropped_rows: ReadOnly[int] = ReadOnly[int](
        "nbDroppedRows", "How many of them were dropped."
    )

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(name='{self.name}', result={self.result}, "
            f"valid_ratio={self.valid_ratio}, nb_matching_rows={self.nb_matching_rows}, "
            f"nb_dropped_rows={self.nb_dropped_rows})"
        )


class DSSMLAssertionsMetrics(OnDict):
    """How the assertions went for a trained model.

    Get it from `DSSTrainedPredictionModelDetails.get_assertions_metrics`.
    """

    passing_assertions_ratio: ReadOnly[float] = ReadOnly[float](
        "passingAssertionsRatio", "Share of the assertions that hold."
    )

    def get_metrics(self, assertion_name: str) -> DSSMLAssertionMetrics | None:
        """Gives how an assertion went.

        Args:
            assertion_name: name of the assertion.

        Returns:
            How it went, or None if there is none of this name.
        """
        for each in self._internal_dict["perAssertion"]:
            if each["name"] == assertion_name:
                return DSSMLAssertionMetrics(each)
        return None
