"""Handlers of reports on models, in ML tasks and in the flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _ml_reports as reports
from dssmock.services import _object_state as objects
from dssmock.services._external_model import json_object
from dssmock.services._ml_data import profile
from dssmock.services._model_place import Place, dataset_of, trained_place


def _start(call: Call, what: str, make: Callable[[Place, Mapping[str, Any]], Any]) -> Any:
    """Compute a report as a task.

    Args:
        call: the call.
        what: words for the report.
        make: computes it and gives the result; gets the model and its dataset.
    """
    found = trained_place(call, objects.WRITE)
    dataset = dataset_of(call, found.model)
    # Features that are not there are refused at once, not in the task.
    features = (call.body or {}).get("features")
    if features is not None:
        reports.require_features(profile(call.dss, dataset), features)
    return call.dss.futures.start(
        call, lambda: make(found, dataset), payload={"displayName": f"{what} of {found.full_id}"}
    )


def _keep(call: Call, found: Place, name: str, value: Any) -> Any:
    """Keep a report with its model."""
    with call.dss.table(found.table).edit(found.row) as model:
        model["reports"][name] = value
    return value


def _merged(
    call: Call, found: Place, name: str, computed: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Reports by feature: those computed now beside those of other features."""
    new = {each["feature"] for each in computed}
    old = call.dss.table(found.table).get(found.row)["reports"].get(name) or []
    kept = [each for each in old if each["feature"] not in new]
    _keep(call, found, name, [*kept, *computed])
    return [*kept, *computed]


def _params(call: Call) -> dict[str, Any]:
    return (call.body or {}).get("computationParams") or {}


def _report(call: Call, name: str, empty: Any) -> Any:
    """A report that was computed; what there is before that if it was not."""
    return trained_place(call).model["reports"].get(name, empty)


@handles("trained_model_get_dependencies", "saved_model_get_version_dependencies")
def get_dependencies(call: Call) -> dict[str, Any]:
    return {"partialDependencies": _report(call, "dependencies", [])}


@handles("trained_model_compute_dependencies", "saved_model_compute_version_dependencies")
def compute_dependencies(call: Call) -> dict[str, Any]:
    features, params = call.body["features"], _params(call)

    def make(found: Place, dataset: Mapping[str, Any]) -> dict[str, Any]:
        made = reports.dependencies(call.dss, dataset, found.model, features, params)
        return {"partialDependencies": _merged(call, found, "dependencies", made)}

    return _start(call, "Partial dependencies", make)


def _subpopulations(found: Place, analyses: list[dict[str, Any]]) -> dict[str, Any]:
    rows = int(found.model["snippet"]["trainInfo"].get("testRows") or 0)
    return {"global": reports.scored(found.model, rows), "subpopulationAnalyses": analyses}


@handles("trained_model_get_subpopulations", "saved_model_get_version_subpopulations")
def get_subpopulations(call: Call) -> dict[str, Any]:
    return _subpopulations(trained_place(call), _report(call, "subpopulations", []))


@handles("trained_model_compute_subpopulations", "saved_model_compute_version_subpopulations")
def compute_subpopulations(call: Call) -> dict[str, Any]:
    features, params = call.body["features"], _params(call)

    def make(found: Place, dataset: Mapping[str, Any]) -> dict[str, Any]:
        made = reports.subpopulations(call.dss, dataset, found.model, features, params)
        return _subpopulations(found, _merged(call, found, "subpopulations", made))

    return _start(call, "Subpopulation analyses", make)


@handles("trained_model_compute_shapley", "saved_model_compute_version_shapley")
def compute_shapley(call: Call) -> dict[str, Any]:
    params = _params(call)

    def make(found: Place, dataset: Mapping[str, Any]) -> dict[str, Any]:
        made = reports.shapley(call.dss, dataset, found.model, params)
        _keep(call, found, "shapley", made)
        return made["explanations"]

    return _start(call, "Shapley feature importance", make)


@handles("trained_model_get_explanations", "saved_model_get_version_explanations")
def get_explanations(call: Call) -> dict[str, Any]:
    return _report(call, "shapley", {"explanations": {}})["explanations"]


@handles("trained_model_get_explanation_facts", "saved_model_get_version_explanation_facts")
def get_explanation_facts(call: Call) -> dict[str, Any]:
    return _report(call, "shapley", {"facts": {}})["facts"]


def _series(call: Call, found: Place) -> dict[str, list[float]]:
    return reports.series(call.dss, dataset_of(call, found.model), found.model)


@handles("trained_model_get_residuals", "saved_model_get_version_residuals")
def get_residuals(call: Call) -> dict[str, Any]:
    return _report(call, "residuals", {"perTimeseries": {}})


@handles("trained_model_compute_residuals", "saved_model_compute_version_residuals")
def compute_residuals(call: Call) -> dict[str, Any]:
    _series(call, trained_place(call, objects.WRITE))

    def make(found: Place, dataset: Mapping[str, Any]) -> dict[str, Any]:
        made = reports.residuals(reports.series(call.dss, dataset, found.model))
        return _keep(call, found, "residuals", made)

    return _start(call, "Residuals", make)


@handles(
    "trained_model_get_permutation_importance", "saved_model_get_version_permutation_importance"
)
def get_permutation_importance(call: Call) -> dict[str, Any]:
    return _report(call, "permutation", {})


@handles(
    "trained_model_compute_permutation_importance",
    "saved_model_compute_version_permutation_importance",
)
def compute_permutation_importance(call: Call) -> dict[str, Any]:
    params = json_object("computationParams", call.query)
    names = list(_series(call, trained_place(call, objects.WRITE)))

    def make(found: Place, dataset: Mapping[str, Any]) -> dict[str, Any]:
        return _keep(call, found, "permutation", reports.permutation(found.model, names, params))

    return _start(call, "Permutation importance", make)


@handles("trained_model_get_timeseries_metrics", "saved_model_get_version_timeseries_metrics")
def get_timeseries_metrics(call: Call) -> dict[str, Any]:
    found = trained_place(call)
    return reports.series_metrics(found.model, list(_series(call, found)))


@handles("trained_model_get_forecasts", "saved_model_get_version_forecasts")
def get_forecasts(call: Call) -> dict[str, Any]:
    found = trained_place(call)
    series = _series(call, found)
    core = found.model["details"]["coreParams"]
    horizon, quantiles = core.get("predictionLength"), core.get("quantilesToForecast")
    if not isinstance(horizon, int) or horizon < 1:
        raise errors.BadRequest("The horizon of this forecast is not known")
    known = [each for each in quantiles or [] if isinstance(each, int | float)]
    return reports.forecasts(series, horizon, known)
