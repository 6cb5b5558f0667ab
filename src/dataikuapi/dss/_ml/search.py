"""How an ML task searches for hyperparameters."""

from __future__ import annotations

from typing import Any

from dataikuapi._members import Member

STRATEGIES = ("GRID", "RANDOM", "BAYESIAN")
VALIDATION_MODES = ("KFOLD", "SHUFFLE", "TIME_SERIES_KFOLD", "TIME_SERIES_SINGLE_SPLIT", "CUSTOM")
# Members that are shown, by what they are about.
_SHOWN = (
    ("Search strategy:", ("strategy", "bayesianOptimizer", "nIter", "nIterRandom", "randomized")),
    ("Search validation:", ("mode", "splitRatio", "nFolds", "cvSeed", "stratified")),
    ("Execution:", ("timeout", "nJobs", "distributed", "nContainers", "seed")),
)


def _whole(name: str, value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}")
    return value


def _yes_or_no(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be a bool, not {type(value).__name__}")
    return value


class _Whole(Member[int]):
    """A member that is a whole number."""

    def __set__(self, owner: Any, value: int) -> None:
        super().__set__(owner, _whole(self.name, value))


class _YesOrNo(Member[bool]):
    """A member that is true or false."""

    def __set__(self, owner: Any, value: bool) -> None:
        super().__set__(owner, _yes_or_no(self.name, value))


class HyperparameterSearchSettings:
    """How an ML task searches for hyperparameters; what is set is kept in the task's settings.

    Get it from `DSSPredictionMLTaskSettings.get_hyperparameter_search_settings`.
    """

    def __init__(self, raw_settings: dict[str, Any]) -> None:
        self._raw_settings = raw_settings

    def _members(self) -> dict[str, Any]:
        return self._raw_settings

    fold_offset: _YesOrNo = _YesOrNo("foldOffset", "Whether the folds of a forecast are set apart.")
    equal_duration_folds: _YesOrNo = _YesOrNo(
        "equalDurationFolds", "Whether folds take as long each."
    )
    cv_seed: _Whole = _Whole("cvSeed", "Seed of the split into folds.")
    distributed: _YesOrNo = _YesOrNo(
        "distributed", "Whether the search runs in several containers."
    )
    timeout: _Whole = _Whole("timeout", "Minutes that the search may take; 0 for no limit.")
    parallelism: _Whole = _Whole("nJobs", "How many points are tried at once; -1 for one a core.")

    def _repr_html_(self) -> str:
        lines = [f"{type(self).__name__}("]
        for title, names in _SHOWN:
            lines.append(title)
            raw = self._raw_settings
            lines += [f'    "{name}"={raw[name]!r}' for name in names if name in raw]
        text = "\n".join([*lines, ")"])
        return f"<pre>{text}</pre><details><pre>{self!r}</pre></details>"

    def __repr__(self) -> str:
        return f"{type(self).__name__}(settings={self._raw_settings})"

    @property
    def strategy(self) -> str:
        """`GRID`, `RANDOM` or `BAYESIAN`."""
        return self._raw_settings["strategy"]

    @strategy.setter
    def strategy(self, strategy: str) -> None:
        if strategy not in STRATEGIES:
            raise ValueError(f"strategy must be one of {', '.join(STRATEGIES)}, not {strategy!r}")
        self._raw_settings["strategy"] = strategy

    def _search(self, strategy: str, seed: int | None) -> None:
        if seed is not None:
            self._raw_settings["seed"] = _whole("seed", seed)
        self._raw_settings["strategy"] = strategy

    def set_grid_search(self, shuffle: bool | None = True, seed: int | None = 1337) -> None:
        """Tries all points of the grid.

        Args:
            shuffle: whether in random order; None to leave it as it is.
            seed: seed of the order; None to leave it as it is.

        Raises:
            TypeError: something is of a wrong type.
        """
        if shuffle is not None:
            self._raw_settings["randomized"] = _yes_or_no("shuffle", shuffle)
        self._search("GRID", seed)

    def set_random_search(self, seed: int | None = 1337) -> None:
        """Tries random points.

        Args:
            seed: seed of the points; None to leave it as it is.

        Raises:
            TypeError: the seed is no whole number.
        """
        self._search("RANDOM", seed)

    def set_bayesian_search(self, seed: int | None = 1337) -> None:
        """Tries the points that look best after those that were tried.

        Args:
            seed: seed of the points; None to leave it as it is.

        Raises:
            TypeError: the seed is no whole number.
        """
        self._search("BAYESIAN", seed)

    @property
    def validation_mode(self) -> str:
        """`KFOLD`, `SHUFFLE`, `TIME_SERIES_KFOLD`, `TIME_SERIES_SINGLE_SPLIT` or `CUSTOM`."""
        return self._raw_settings["mode"]

    @validation_mode.setter
    def validation_mode(self, mode: str) -> None:
        if mode not in VALIDATION_MODES:
            known = ", ".join(VALIDATION_MODES)
            raise ValueError(f"validation_mode must be one of {known}, not {mode!r}")
        self._raw_settings["mode"] = mode

    def _validate_by(self, mode: str, stratified: bool | None, cv_seed: int | None) -> None:
        if stratified is not None:
            self._raw_settings["stratified"] = _yes_or_no("stratified", stratified)
        if cv_seed is not None:
            self.cv_seed = cv_seed
        self._raw_settings["mode"] = mode

    def set_kfold_validation(
        self, n_folds: int | None = 5, stratified: bool | None = True, cv_seed: int | None = 1337
    ) -> None:
        """Scores each point on several folds; a task whose rows are in order keeps the order.

        Args:
            n_folds: how many folds; None to leave it as it is.
            stratified: whether each has the same share of classes; None to leave it as it is.
            cv_seed: seed of the split; None to leave it as it is.

        Raises:
            TypeError: something is of a wrong type.
            ValueError: there would be no fold.
        """
        if n_folds is not None:
            if _whole("n_folds", n_folds) < 1:
                raise ValueError(f"n_folds must be above 0, not {n_folds}")
            self._raw_settings["nFolds"] = n_folds
        in_order = self.validation_mode in {"TIME_SERIES_SINGLE_SPLIT", "TIME_SERIES_KFOLD"}
        self._validate_by("TIME_SERIES_KFOLD" if in_order else "KFOLD", stratified, cv_seed)

    def set_single_split_validation(
        self,
        split_ratio: float | None = 0.8,
        stratified: bool | None = True,
        cv_seed: int | None = 1337,
    ) -> None:
        """Scores each point on one split; a task whose rows are in order keeps the order.

        Args:
            split_ratio: share of the rows to train on; None to leave it as it is.
            stratified: whether both parts have the same share of classes; None to leave it.
            cv_seed: seed of the split; None to leave it as it is.

        Raises:
            TypeError: something is of a wrong type.
            ValueError: the ratio is not between 0 and 1.
        """
        if split_ratio is not None:
            if not 0 < split_ratio < 1:
                raise ValueError(f"split_ratio must be between 0 and 1, not {split_ratio}")
            self._raw_settings["splitRatio"] = split_ratio
        in_order = self.validation_mode in {"TIME_SERIES_SINGLE_SPLIT", "TIME_SERIES_KFOLD"}
        self._validate_by(
            "TIME_SERIES_SINGLE_SPLIT" if in_order else "SHUFFLE", stratified, cv_seed
        )

    def set_custom_validation(self, code: str | None = None) -> None:
        """Scores each point as code in Python says.

        Args:
            code: the code; None to leave it as it is.

        Raises:
            TypeError: the code is no text.
        """
        if code is not None:
            if not isinstance(code, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
                raise TypeError(f"code must be a string, not {type(code).__name__}")
            self._raw_settings["code"] = code
        self._raw_settings["mode"] = "CUSTOM"

    def set_search_distribution(
        self, distributed: bool = False, n_containers: int | None = 4
    ) -> None:
        """Says whether the search runs in several containers.

        Args:
            distributed: whether it does.
            n_containers: how many containers; None to leave it as it is.

        Raises:
            TypeError: something is of a wrong type.
        """
        self.distributed = distributed
        if n_containers is not None:
            self._raw_settings["nContainers"] = _whole("n_containers", n_containers)

    def _iterations(self) -> str:
        return "nIter" if self.strategy == "GRID" else "nIterRandom"

    @property
    def n_iter(self) -> int:
        """How many points are tried at most, in the strategy that is chosen; 0 for no limit."""
        return self._raw_settings[self._iterations()]

    @n_iter.setter
    def n_iter(self, n_iter: int) -> None:
        self._raw_settings[self._iterations()] = _whole("n_iter", n_iter)
