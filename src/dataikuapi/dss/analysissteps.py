"""Builders of the steps of visual analyses; plain objects, the same for sync and async code."""

from __future__ import annotations

from typing import Any, Self


class DSSAnalysisStepBuilder:
    """Builds a step of the script of a visual analysis.

    Attributes:
        step: the step so far.
    """

    def __init__(self, step_type: str | None = None, step_name: str | None = None) -> None:
        self.step: dict[str, Any] = {
            "metaType": "PROCESSOR",
            "type": step_type,
            "name": step_name,
            "params": {},
        }

    def build(self) -> dict[str, Any]:
        """Gives the step.

        Returns:
            The step, as scripts hold it.
        """
        return self.step

    def with_type(self, step_type: str) -> Self:
        """Sets the type of the step.

        Args:
            step_type: type of the processor.

        Returns:
            This builder.
        """
        self.step["type"] = step_type
        return self

    def with_name(self, step_name: str) -> Self:
        """Sets the name of the step.

        Args:
            step_name: the name.

        Returns:
            This builder.
        """
        self.step["name"] = step_name
        return self

    def _with(self, name: str, value: Any) -> Self:
        self.step["params"][name] = value
        return self


class DSSFormulaStepBuilder(DSSAnalysisStepBuilder):
    """Builds a step that computes a column by a formula."""

    def __init__(self, step_name: str | None = None) -> None:
        super().__init__("CreateColumnWithGREL", step_name)

    def with_output_column(self, column_name: str) -> Self:
        """Sets the column that is computed.

        Args:
            column_name: its name.

        Returns:
            This builder.
        """
        return self._with("column", column_name)

    def with_error_column(self, column_name: str) -> Self:
        """Sets the column that errors of the formula go to.

        Args:
            column_name: its name.

        Returns:
            This builder.
        """
        return self._with("errorColumn", column_name)

    def with_expression(self, expression: str) -> Self:
        """Sets the formula.

        Args:
            expression: the formula.

        Returns:
            This builder.
        """
        return self._with("expression", expression)


class AppliesToStepBuilder(DSSAnalysisStepBuilder):
    """Builds a step that works on some columns."""

    def __init__(self, step_type: str | None = None, step_name: str | None = None) -> None:
        super().__init__(step_type, step_name)
        self._with("appliesTo", "SINGLE_COLUMN")

    def with_column_selection_mode(self, column_selection_mode: str) -> Self:
        """Sets how the columns are chosen.

        Args:
            column_selection_mode: `SINGLE_COLUMN`, `COLUMNS`, `PATTERN` or `ALL`.

        Returns:
            This builder.
        """
        return self._with("appliesTo", column_selection_mode)

    def with_columns(self, *column_names: str) -> Self:
        """Sets the columns.

        Args:
            column_names: their names.

        Returns:
            This builder.
        """
        return self._with("columns", list(column_names))

    def with_column_regex(self, regex: str) -> Self:
        """Sets the pattern of the names of the columns.

        Args:
            regex: the regular expression.

        Returns:
            This builder.
        """
        return self._with("appliesToPattern", regex)

    def with_single_column_selection(self, column_name: str) -> Self:
        """Chooses one column.

        Args:
            column_name: its name.

        Returns:
            This builder.
        """
        return self.with_column_selection_mode("SINGLE_COLUMN").with_columns(column_name)

    def with_multiple_column_selection(self, *column_names: str) -> Self:
        """Chooses several columns.

        Args:
            column_names: their names.

        Returns:
            This builder.
        """
        return self.with_column_selection_mode("COLUMNS").with_columns(*column_names)

    def with_regex_column_selection(self, regex: str) -> Self:
        """Chooses columns by their names.

        Args:
            regex: regular expression of the names.

        Returns:
            This builder.
        """
        return self.with_column_selection_mode("PATTERN").with_column_regex(regex)

    def with_all_column_selection(self, column_name: str | None = None) -> Self:
        """Chooses all columns.

        Args:
            column_name: not used.

        Returns:
            This builder.
        """
        return self.with_column_selection_mode("ALL")


class FilterAndFlagStepBuilder(AppliesToStepBuilder):
    """Builds a step that removes, keeps or marks rows or cells."""

    def __init__(self, step_type: str | None = None, step_name: str | None = None) -> None:
        super().__init__(step_type, step_name)
        self._with("booleanMode", "AND")
        self._with("action", "REMOVE_ROW")

    def with_action(self, action: str) -> Self:
        """Sets what is done.

        Args:
            action: `KEEP_ROW`, `REMOVE_ROW`, `CLEAR_CELL`, `DONTCLEAR_CELL` or `FLAG`.

        Returns:
            This builder.
        """
        return self._with("action", action)

    def with_boolean_mode(self, boolean_mode: str) -> Self:
        """Sets how the tests of several columns are joined.

        Args:
            boolean_mode: `AND` or `OR`.

        Returns:
            This builder.
        """
        return self._with("booleanMode", boolean_mode)

    def with_flag_column(self, column_name: str) -> Self:
        """Sets the column of the marks.

        Args:
            column_name: its name.

        Returns:
            This builder.
        """
        return self._with("flagColumn", column_name)


class FilterOnValueStepBuilder(FilterAndFlagStepBuilder):
    """Builds a step that chooses rows by values."""

    def __init__(self, step_name: str | None = None) -> None:
        super().__init__("FlagOnValue", step_name)

    def with_values(self, *values: str) -> Self:
        """Sets the values.

        Args:
            values: the values.

        Returns:
            This builder.
        """
        return self._with("values", list(values))

    def with_matching_mode(self, matching_mode: str) -> Self:
        """Sets how cells are compared with the values.

        Args:
            matching_mode: `FULL_STRING`, `SUBSTRING` or `PATTERN`.

        Returns:
            This builder.
        """
        return self._with("matchingMode", matching_mode)

    def with_normalization_mode(self, normalization_mode: str) -> Self:
        """Sets what is made equal before the comparison.

        Args:
            normalization_mode: `EXACT`, `LOWERCASE` or `NORMALIZED`.

        Returns:
            This builder.
        """
        return self._with("normalizationMode", normalization_mode)


class FilterOnBadTypeStepBuilder(FilterAndFlagStepBuilder):
    """Builds a step that chooses rows whose values are not of a meaning."""

    def __init__(self, step_name: str | None = None) -> None:
        super().__init__("FilterOnBadType", step_name)

    def with_meaning(self, meaning: str) -> Self:
        """Sets the meaning.

        Args:
            meaning: identifier of the meaning.

        Returns:
            This builder.
        """
        return self._with("type", meaning)


class RemoveRowsStepBuilder(AppliesToStepBuilder):
    """Builds a step that chooses rows that have no value."""

    def __init__(self, step_name: str | None = None) -> None:
        super().__init__("RemoveRowsOnEmpty", step_name)

    def with_meaning(self, keep: bool) -> Self:
        """Says whether the rows without a value are kept; the others go then.

        Args:
            keep: whether they are kept.

        Returns:
            This builder.
        """
        return self._with("keep", keep)
