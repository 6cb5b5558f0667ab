"""How an ML task splits its rows into those to train on and those to test on."""

from __future__ import annotations

import warnings
from typing import Any, Final, Self

_IN_ORDER: Final = {"KFOLD": "TIME_SERIES_KFOLD", "SHUFFLE": "TIME_SERIES_SINGLE_SPLIT"}
_UNORDERED: Final = {ordered: mode for mode, ordered in _IN_ORDER.items()}


def built(value: Any) -> Any:
    """What a builder of samples or filters has built; anything else as it is."""
    build = getattr(value, "build", None)
    return build() if callable(build) else value


class PredictionSplitParamsHandler:
    """How an ML task splits its rows; what is set is kept in the task's settings.

    Get it from `DSSPredictionMLTaskSettings.get_split_params`.

    Attributes:
        mltask_settings: the settings of the ML task.
    """

    SPLIT_PARAMS_KEY = "splitParams"

    def __init__(self, mltask_settings: dict[str, Any]) -> None:
        self.mltask_settings = mltask_settings

    def get_raw(self) -> dict[str, Any]:
        """Gives the parameters of the split as DSS keeps them.

        Returns:
            The dict itself.
        """
        return self.mltask_settings[self.SPLIT_PARAMS_KEY]

    def _single_dataset(self, selection: Any, dataset_name: str | None) -> dict[str, Any]:
        params = self.get_raw()
        params["ttPolicy"] = "SPLIT_SINGLE_DATASET"
        if selection is not None:
            params["ssdSelection"] = built(selection)
        if dataset_name is not None:
            params["ssdDatasetSmartName"] = dataset_name
        return params

    def set_split_random(
        self, train_ratio: float = 0.8, selection: Any = None, dataset_name: str | None = None
    ) -> Self:
        """Splits the rows of one dataset by chance.

        Args:
            train_ratio: share of the rows to train on.
            selection: rows to take, a dict or a builder; None to leave it as it is.
            dataset_name: name of the dataset; None for that of the analysis.

        Returns:
            This object.
        """
        params = self._single_dataset(selection, dataset_name)
        params["ssdTrainingRatio"] = train_ratio
        params["kfold"] = False
        return self

    def set_split_kfold(
        self, n_folds: int = 5, selection: Any = None, dataset_name: str | None = None
    ) -> Self:
        """Splits the rows of one dataset into folds, each of which is tested on once.

        Args:
            n_folds: how many folds.
            selection: rows to take, a dict or a builder; None to leave it as it is.
            dataset_name: name of the dataset; None for that of the analysis.

        Returns:
            This object.
        """
        params = self._single_dataset(selection, dataset_name)
        params["kfold"] = True
        params["nFolds"] = n_folds
        return self

    def set_split_explicit(
        self,
        train_selection: Any,
        test_selection: Any,
        dataset_name: str | None = None,
        test_dataset_name: str | None = None,
        train_filter: Any = None,
        test_filter: Any = None,
    ) -> Self:
        """Takes the rows to train on and those to test on from one dataset or from two.

        Args:
            train_selection: rows to train on, a dict or a builder; None for no sampling.
            test_selection: rows to test on, a dict or a builder; None for no sampling.
            dataset_name: name of the dataset to train on.
            test_dataset_name: name of the dataset to test on; None for the same.
            train_filter: filter of the rows to train on, a dict or a builder.
            test_filter: filter of the rows to test on, a dict or a builder.

        Returns:
            This object.

        Raises:
            ValueError: no dataset is named.
        """
        if dataset_name is None:
            raise ValueError("dataset_name must be given for an explicit split")
        params = self.get_raw()
        train: dict[str, Any] = {}
        test: dict[str, Any] = {}
        if test_dataset_name is None or test_dataset_name == dataset_name:
            params["ttPolicy"] = "EXPLICIT_FILTERING_SINGLE_DATASET"
            params["efsdDatasetSmartName"] = dataset_name
            params["efsdTrain"], params["efsdTest"] = train, test
        else:
            params["ttPolicy"] = "EXPLICIT_FILTERING_TWO_DATASETS"
            train["datasetSmartName"], test["datasetSmartName"] = dataset_name, test_dataset_name
            params["eftdTrain"], params["eftdTest"] = train, test
        for part, name, value in (
            (train, "selection", train_selection),
            (test, "selection", test_selection),
            (train, "filter", train_filter),
            (test, "filter", test_filter),
        ):
            if value is not None:
                part[name] = built(value)
        return self

    def set_time_ordering(self, feature_name: str, ascending: bool = True) -> Self:
        """Puts the rows in the order of a column: tests are on what comes last.

        Args:
            feature_name: name of the column.
            ascending: whether the smallest value comes first.

        Returns:
            This object.

        Raises:
            ValueError: the ML task has no such feature.
        """
        features = self.mltask_settings["preprocessing"]["per_feature"]
        if feature_name not in features:
            raise ValueError(f"the ML task has no feature {feature_name!r} to order by")
        self.unset_time_ordering()
        time = {"enabled": True, "timeVariable": feature_name, "ascending": ascending}
        self.mltask_settings["time"].update(time)
        features[feature_name]["missing_handling"] = "DROP_ROW"
        self._split_by("SORTED", feature_name, _IN_ORDER)
        return self

    def unset_time_ordering(self) -> Self:
        """Takes the rows in no order.

        Returns:
            This object.
        """
        self.mltask_settings["time"].update({"enabled": False, "timeVariable": None})
        self._split_by("RANDOM", None, _UNORDERED)
        return self

    def _split_by(self, mode: str, column: str | None, validation: dict[str, str]) -> None:
        params = self.get_raw()
        if params["ttPolicy"] == "SPLIT_SINGLE_DATASET":
            params["ssdSplitMode"] = mode
            params["ssdColumn"] = column
        search = self.mltask_settings["modeling"]["gridSearchParams"]
        search["mode"] = validation.get(search["mode"], search["mode"])

    def has_time_ordering(self) -> bool:
        """Tells whether the rows are put in an order.

        Returns:
            True if they are.
        """
        time: dict[str, Any] = self.mltask_settings.get("time") or {}
        return bool(time.get("enabled"))

    def _time(self, name: str) -> Any:
        if self.has_time_ordering():
            return self.mltask_settings["time"][name]
        warnings.warn("the rows of this ML task are in no order", stacklevel=3)
        return None

    def get_time_ordering_variable(self) -> str | None:
        """Gives the column that the rows are ordered by.

        Returns:
            Its name; None, with a warning, if they are in no order.
        """
        return self._time("timeVariable")

    def is_time_ordering_ascending(self) -> bool | None:
        """Tells whether the smallest value comes first.

        Returns:
            True if it does; None, with a warning, if the rows are in no order.
        """
        return self._time("ascending")
