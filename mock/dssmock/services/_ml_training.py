"""Training sessions: a model for each algorithm that is enabled, as the data let it be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _ml_algorithms as algorithms
from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_scores as scores
from dssmock.services import _ml_state as state
from dssmock.services._loose import as_dict, as_dicts, as_list, as_number, as_text
from dssmock.services._ml_data import Column, Profile, combined, profile, series_of, signals
from dssmock.services._ml_details import details_of
from dssmock.store import copy_json
from dssmock.trainings import failure_of, length_of, trainings

if TYPE_CHECKING:
    from dssmock.core import DSSMock

NOTHING: Final = Column("", True, False, 0, 0)
CUSTOM: Final = ("custom_python", "custom_mllib")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an ML task can learn from its data.

    Attributes:
        settings: settings of the ML task.
        found: what is known of the data.
        told: how much each feature tells of the target.
        per_target: the same for each target of several.
        series: the values of each series of a forecast.
    """

    settings: dict[str, Any]
    found: Profile
    told: dict[str, float]
    per_target: dict[str, dict[str, float]]
    series: dict[str, list[float]]

    @property
    def kind(self) -> str:
        """What is predicted; empty for a clustering."""
        return as_text(self.settings.get("predictionType"))

    @property
    def target(self) -> Column:
        """The target; something without values for a clustering."""
        return self.found.columns.get(as_text(self.settings.get("targetVariable")), NOTHING)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An algorithm that is to be trained.

    Attributes:
        member: where its settings stand.
        name: its name.
        block: its settings.
        clusters: how many clusters it makes, if it is told.
    """

    member: str
    name: str
    block: dict[str, Any]
    clusters: int | None = None


def lesson_of(dss: DSSMock, dataset: Mapping[str, Any], settings: dict[str, Any]) -> Lesson:
    """Look at the data with the settings of an ML task.

    Raises:
        errors.BadRequest: the rows cannot be read.
    """
    found = profile(dss, dataset)
    features = [name for name in guess.inputs_of(settings) if name in found.columns]
    kind = as_text(settings.get("predictionType"))
    classes = "CLASS" in kind
    if settings.get("taskType") == guess.CLUSTERING:
        told = {name: _spread(found, name) for name in features}
        return Lesson(settings, found, told, {}, {})
    targets = [as_text(settings.get("targetVariable"))]
    if kind == guess.MULTI:
        targets = [as_text(each) for each in as_list(settings.get("multiTargetVariables"))]
    each = {
        target: signals(dss, dataset, found, target, features, classes=classes)
        for target in targets
        if target in found.columns
    }
    together = {
        name: sum(one[name] for one in each.values()) / max(len(each), 1) for name in features
    }
    series: dict[str, list[float]] = {}
    if kind == guess.FORECAST:
        named = [as_text(one) for one in as_list(settings.get("timeseriesIdentifiers"))]
        time = as_text(settings.get("timeVariable"))
        series = series_of(dss, dataset, named, time, targets[0])
    return Lesson(settings, found, together, each if kind == guess.MULTI else {}, series)


def _spread(found: Profile, name: str) -> float:
    """How well a feature tells rows apart."""
    column = found.columns[name]
    return min(column.distinct / max(found.rows, 1), 1.0) * 0.5


def candidates(settings: Mapping[str, Any]) -> Iterator[Candidate]:
    """The algorithms that a session trains."""
    modeling = as_dict(settings.get("modeling"))
    task, kind = as_text(settings.get("taskType")), settings.get("predictionType")
    memory = settings.get("backendType") in (None, "PY_MEMORY")
    for member in algorithms.members_of(task, kind):
        block = as_dict(modeling.get(member))
        if not block.get("enabled") or not algorithms.fits(member, kind):
            continue
        if memory and not algorithms.in_memory(member):
            continue
        name = algorithms.name_of(member, kind)
        counts = block.get("k") if task == guess.CLUSTERING else None
        clusters = [each for each in as_list(counts) if isinstance(each, int)]
        for number in clusters or [None]:
            yield Candidate(member, name, block, number)
    for member in CUSTOM:
        for block in as_dicts(modeling.get(member)):
            if block.get("enabled"):
                yield Candidate(member, member.upper(), block)
    for name, block in as_dict(modeling.get("plugin_python")).items():
        if as_dict(block).get("enabled"):
            yield Candidate("plugin_python", name, as_dict(block))


def start(dss: DSSMock, row: str, by: str, wish: Mapping[str, Any]) -> str:
    """Start a session of an ML task, or put it into the queue while another is trained.

    Args:
        dss: the instance.
        row: identifier of the ML task.
        by: who starts it.
        wish: name and description of the session, and whether the queue is run after it.

    Returns:
        Identifier of the session.

    Raises:
        errors.BadRequest: no algorithm is enabled, or the rows cannot be read.
    """
    document = dss.table(state.TASKS).get(row)
    chosen = list(candidates(document["settings"]))
    if not chosen:
        raise errors.BadRequest("No algorithm is enabled that this ML task could train")
    dataset = state.dataset_of(dss, document["projectKey"], document["analysisId"])
    lesson = lesson_of(dss, dataset, document["settings"])
    script = trainings(dss).take()
    session_id = new_session(dss, row, by, wish, script)
    for number, candidate in enumerate(chosen, 1):
        model = trained(dss, lesson, candidate, session_id, script)
        add_model(dss, row, session_id, number, model)
    return session_id


def new_session(
    dss: DSSMock,
    row: str,
    by: str,
    wish: Mapping[str, Any],
    script: Mapping[str, Any] | None = None,
) -> str:
    """Add a session to an ML task: it runs, or waits while another does."""
    with dss.table(state.TASKS).edit(row) as document:
        number = document["lastSession"] = document["lastSession"] + 1
        session = {
            "id": f"s{number}",
            "name": wish.get("sessionName") or f"Session {number}",
            "description": wish.get("sessionDescription") or "",
            "startedBy": by,
            "started": dss.clock.now_ms(),
            "state": "QUEUED" if state.is_training(document) else "RUNNING",
            "work": state.begun(dss, length_of(script)),
        }
        document["sessions"].append(session)
        document["runQueue"] = document["runQueue"] or bool(wish.get("runQueue"))
        document["splits"] = True
    return session["id"]


def add_model(
    dss: DSSMock, row: str, session_id: str, number: int, model: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep a model of a session; gives its document."""
    key, analysis_id, task_id = row.split(".")
    document = {
        "projectKey": key,
        "analysisId": analysis_id,
        "mlTaskId": task_id,
        "sessionId": session_id,
        "preprocessingId": "pp1",
        "modelId": f"m{number}",
        **model,
    }
    dss.table(state.MODELS).add(f"{row}.{session_id}.pp1.m{number}", document)
    return document


def trained(
    dss: DSSMock,
    lesson: Lesson,
    candidate: Candidate,
    session_id: str,
    script: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A model: in brief, in detail, and what people can write on it."""
    now = dss.clock.now_ms()
    failure = _failure(lesson, candidate) or failure_of(script, candidate.name)
    length = length_of(script)
    info: dict[str, Any] = {"state": "FAILED" if failure else "DONE", "startTime": now}
    duration = state.pace(dss).duration_ms if length is None else length
    info |= {"endTime": now + duration, **_row_counts(lesson)}
    if failure:
        info["failure"] = {"message": failure, "code": "ERR_ML_MOCK"}
    snippet: dict[str, Any] = {
        "algorithm": candidate.name,
        "taskType": lesson.settings.get("taskType"),
        "backendType": lesson.settings.get("backendType"),
        "sessionId": session_id,
        "sessionDate": now,
        "trainDate": now,
        "trainInfo": info,
    }
    if lesson.kind:
        snippet["predictionType"] = lesson.kind
    details: dict[str, Any] = {"trainInfo": info, **_settings_of(lesson, candidate)}
    if not failure:
        cells = _search(lesson, candidate)
        best = max(cells, key=lambda cell: cell["score"])
        metrics = _metrics(lesson, candidate, best)
        snippet |= _scored(lesson, candidate, metrics, cells)
        details |= details_of(lesson, candidate, metrics, cells, best)
    named = f"{candidate.name.replace('_', ' ').capitalize()} ({session_id})"
    meta = {"name": named, "description": "", "starred": False, "labels": []}
    return {"snippet": snippet, "details": details, "userMeta": meta, "reports": {}}


def _failure(lesson: Lesson, candidate: Candidate) -> str | None:
    """Why a model cannot be trained, or None."""
    if candidate.member in CUSTOM or candidate.member == "plugin_python":
        return "The mock does not run the code of users and plugins"
    if lesson.found.rows < 2:
        return "The dataset has too few rows to train on"
    if not lesson.told and lesson.kind != guess.FORECAST:
        return "No feature is left to learn from"
    for name in _goals(lesson):
        if name not in lesson.found.columns:
            return f"The dataset has no column {name}"
    return None


def _goals(lesson: Lesson) -> list[str]:
    if lesson.kind == guess.MULTI:
        return [as_text(each) for each in as_list(lesson.settings.get("multiTargetVariables"))]
    return [as_text(lesson.settings.get("targetVariable"))] if lesson.kind else []


def _row_counts(lesson: Lesson) -> dict[str, int]:
    split = as_dict(lesson.settings.get("splitParams"))
    share = as_number(split.get("ssdTrainingRatio"))
    share = 0.8 if share is None or not 0 < share < 1 else share
    rows = lesson.found.rows
    train = rows if split.get("kfold") or not lesson.kind else round(rows * share)
    return {"fullRows": rows, "trainRows": train, "testRows": rows - train}


def _settings_of(lesson: Lesson, candidate: Candidate) -> dict[str, Any]:
    """The settings that a model was trained with."""
    names = ("taskType", "backendType")
    core = {name: lesson.settings.get(name) for name in names}
    if lesson.kind:
        core |= {"prediction_type": lesson.kind}
        core |= {"target_variable": lesson.settings.get("targetVariable")}
    if lesson.kind == guess.MULTI:
        core["multi_target_variables"] = _goals(lesson)
    if lesson.kind == guess.FORECAST:
        own = ("timeVariable", "timeseriesIdentifiers", "predictionLength", "quantilesToForecast")
        core |= {name: copy_json(lesson.settings.get(name)) for name in own}
    return {
        "coreParams": core,
        "preprocessing": copy_json(as_dict(lesson.settings.get("preprocessing"))),
        "modeling": {"algorithm": candidate.name, candidate.member: copy_json(candidate.block)},
        "splitDesc": copy_json(as_dict(lesson.settings.get("splitParams"))),
    }


def _quality(lesson: Lesson, candidate: Candidate, told: Mapping[str, float], *more: Any) -> float:
    strength = algorithms.strength(candidate.member)
    if lesson.kind == guess.FORECAST:
        # A series tells something of itself.
        told = {**told, "": 0.5}
    plain = {name: each for name, each in candidate.block.items() if name != "enabled"}
    if candidate.clusters:
        plain["k"] = candidate.clusters
    return scores.quality(combined(told), strength, candidate.member, plain, *more)


def _search(lesson: Lesson, candidate: Candidate) -> list[dict[str, Any]]:
    """The points of the search for hyperparameters, each with its score."""
    search = as_dict(as_dict(lesson.settings.get("modeling")).get("gridSearchParams"))
    found = scores.points(candidate.block, search)
    return [
        {
            "params": point,
            "score": round(_quality(lesson, candidate, lesson.told, point), 6),
            "status": "DONE",
            "trainTime": 10 + round(90 * scores.chance(point)),
        }
        for point in found or [{}]
    ]


def _metrics(lesson: Lesson, candidate: Candidate, best: Mapping[str, Any]) -> dict[str, Any]:
    """How good a model is."""
    explained = best["score"]
    if lesson.kind == guess.MULTI:
        each = {
            target: scores.regression(
                _quality(lesson, candidate, told, best["params"]), lesson.found.columns[target]
            )
            for target, told in lesson.per_target.items()
        }
        return {**_means(list(each.values())), "perTargetMetrics": each}
    if lesson.kind == "REGRESSION":
        return dict(scores.regression(explained, lesson.target))
    if lesson.kind == guess.FORECAST:
        return dict(scores.forecast(explained, lesson.target))
    if lesson.kind in guess.CAUSAL:
        return dict(scores.causal(explained))
    if not lesson.kind:
        clusters = candidate.clusters or (2 if candidate.member == "isolation_forest" else 5)
        return dict(scores.clustering(explained, clusters, lesson.found.rows))
    return dict(scores.classification(explained, shares_of(lesson.target), lesson.target.distinct))


def _means(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = found[0] if found else {}
    return {name: round(sum(each[name] for each in found) / len(found), 6) for name in names}


def shares_of(target: Column) -> list[float]:
    """The share of each class of a target."""
    whole = sum(target.words.values()) or 1
    return [count / whole for count in target.words.values()]


def _scored(
    lesson: Lesson,
    candidate: Candidate,
    metrics: Mapping[str, Any],
    cells: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """What a snippet says of how good a model is."""
    chosen = as_dict(as_dict(lesson.settings.get("modeling")).get("metrics"))
    metric = as_text(chosen.get("evaluationMetric"))
    told = {**metrics, "evaluationMetric": metric, "gridLength": len(cells)}
    if metric == "CUSTOM":
        told["customScore"] = max(cell["score"] for cell in cells)
    top = sorted(importance(lesson, candidate).items(), key=lambda pair: -pair[1])
    told["topImportance"] = [{"variable": name, "importance": value} for name, value in top[:5]]
    asserted = as_dicts(as_dict(lesson.settings.get("assertionsParams")).get("assertions"))
    if asserted and lesson.kind in guess.PLAIN:
        told["assertionsMetrics"] = _assertions(lesson, asserted, cells)
    return told


def importance(lesson: Lesson, candidate: Candidate) -> dict[str, float]:
    """How important each feature is to a model; all together are 1."""
    weights = {
        name: value * (0.9 + 0.1 * scores.chance(candidate.member, name)) + 1e-6
        for name, value in lesson.told.items()
    }
    whole = sum(weights.values()) or 1.0
    return {name: round(value / whole, 6) for name, value in weights.items()}


def _assertions(
    lesson: Lesson, asserted: Sequence[Mapping[str, Any]], cells: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """How the assertions go: the better the model, the more rows are as expected."""
    best = max(cell["score"] for cell in cells)
    rows = _row_counts(lesson)["testRows"]
    found: list[dict[str, Any]] = []
    for each in asserted:
        condition = as_dict(each.get("assertionCondition"))
        wanted = as_number(condition.get("expectedValidRatio")) or 0.0
        valid = round(0.5 + 0.5 * best, 6)
        one = {"name": each.get("name"), "result": valid >= wanted, "validRatio": valid}
        found.append({**one, "nbMatchingRows": rows, "nbDroppedRows": 0})
    passing = sum(each["result"] for each in found) / len(found)
    return {"perAssertion": found, "passingAssertionsRatio": passing}
