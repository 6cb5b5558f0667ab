"""Demo data of experiment tracking: trials on the penguins, and some that were given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dssmock.core import DSSMock

KEY: Final = "PENGUINS"
TRIALS, GIVEN_UP = "1", "2"
RUNS: Final = {
    "shallow0": (TRIALS, 3, 0.91),
    "deeper00": (TRIALS, 8, 0.97),
    "linear00": (GIVEN_UP, 1, 0.62),
}


def seed(dss: DSSMock) -> None:
    """Two experiments, of which one is deleted, with their runs."""
    for id, name, stage in ((TRIALS, "Species by size", "active"), (GIVEN_UP, "Sex", "deleted")):
        document: dict[str, Any] = {
            "projectKey": KEY,
            "experiment_id": id,
            "name": name,
            "lifecycle_stage": stage,
        }
        dss.table("mlflow_experiments").add(f"{KEY}.{id}", document)
    for id, (experiment, depth, accuracy) in RUNS.items():
        run = {
            "projectKey": KEY,
            "run_id": id,
            "experiment_id": experiment,
            "lifecycle_stage": "active" if experiment == TRIALS else "deleted",
            "params": {"depth": str(depth)},
            "metrics": {"accuracy": accuracy},
            "models": [{"artifact_path": "model"}],
        }
        dss.table("mlflow_runs").add(f"{KEY}.{id}", run)
