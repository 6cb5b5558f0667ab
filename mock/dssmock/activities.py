"""What a job does: one activity for each recipe that it runs, and the note that things were built.

The recipes of a type are run by the function that :func:`runs_recipes` registers for it. One that
nobody runs, such as a recipe whose code is the user's, ends well with a line in the log that says
so: the mock never executes what users wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from dssmock.core import DSSMock

BUILDS: Final = "dataset_builds"
NOT_PARTITIONED: Final = "NP"


@dataclass(slots=True)
class Activity:
    """The run of one recipe.

    Attributes:
        dss: the instance.
        project_key: project of the recipe.
        recipe: a copy of the recipe's document.
        partition: the partition asked for; ``NP`` for none.
        job_id: the job it is part of.
        by: who started the job.
        lines: its log.
        warnings: how many warnings it gave.
    """

    dss: DSSMock
    project_key: str
    recipe: dict[str, Any]
    partition: str
    job_id: str
    by: str
    lines: list[str] = field(default_factory=list)
    warnings: int = 0

    def say(self, text: str) -> None:
        """Write a line in the log."""
        self.lines.append(line(self.dss, text))

    def warn(self, text: str) -> None:
        """Write a warning in the log, and count it."""
        self.warnings += 1
        self.lines.append(line(self.dss, text, "WARN"))


Runner = Callable[[Activity], None]
_R = TypeVar("_R", bound=Runner)
RUNNERS: dict[str, Runner] = {}


def runs_recipes(*types: str) -> Callable[[_R], _R]:
    """Make a function run the recipes of some types; it raises a ``DSSError`` when they fail.

    Args:
        *types: types of recipe, such as ``sync``.
    """

    def register(runner: _R) -> _R:
        RUNNERS.update(dict.fromkeys(types, runner))
        return runner

    return register


def perform(activity: Activity) -> None:
    """Run a recipe and note that its outputs are built.

    Raises:
        errors.DSSError: the recipe failed.
    """
    kind = str(activity.recipe.get("type"))
    began = activity.dss.clock.now_ms()
    activity.say(f"Running recipe {activity.recipe['name']} of type {kind}")
    runner = RUNNERS.get(kind, _leave)
    done = False
    try:
        runner(activity)
        done = True
    finally:
        for ref in refs(activity.recipe, "outputs"):
            place = whole(activity.project_key, ref)
            note_build(activity.dss, place, activity.job_id, activity.partition, began, done)
    activity.say(f"Recipe {activity.recipe['name']} done")


def _leave(activity: Activity) -> None:
    kind = activity.recipe.get("type")
    activity.warn(f"The mock does not run recipes of type {kind}: their outputs stay as they are")


def note_build(
    dss: DSSMock, place: tuple[str, str], job_id: str, partition: str, began: int, success: bool
) -> None:
    """Note how the build of a dataset, folder or model went.

    Args:
        dss: the instance.
        place: project and identifier of what was built.
        job_id: the job that built it.
        partition: the partition; ``NP`` for none.
        began: when it began, in milliseconds.
        success: whether it went well.
    """
    key, id = place
    partitions = (dss.table(BUILDS).find(f"{key}.{id}") or {}).get("partitions", {})
    now = dss.clock.now_ms()
    build = {
        "jobId": job_id,
        "jobProjectKey": key,
        "buildStartTime": began,
        "buildEndTime": now,
        "buildSuccess": success,
        "partitions": {**partitions, partition: now} if success else partitions,
    }
    dss.table(BUILDS).put(f"{key}.{id}", build)


def last_build(dss: DSSMock, project_key: str, id: str) -> dict[str, Any] | None:
    """The last time that something was built well, or None: when, and by which job."""
    build = dss.table(BUILDS).find(f"{project_key}.{id}")
    return build if build is not None and build.get("buildSuccess") else None


def refs(recipe: Mapping[str, Any], side: str) -> Iterator[str]:
    """What a recipe reads or writes, as it names it.

    Args:
        recipe: its document.
        side: ``inputs`` or ``outputs``.
    """
    for role in (recipe.get(side) or {}).values():
        for item in role.get("items") or []:
            if item.get("ref"):
                yield item["ref"]


def recipe_of(document: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The recipe in a document of the table ``recipes``, whether or not a payload is beside it."""
    return None if document is None else dict(document.get("recipe") or document)


def whole(project_key: str, ref: str) -> tuple[str, str]:
    """Project and identifier of what an object of a project calls ``ref``."""
    key, dot, id = ref.partition(".")
    return (key, id) if dot else (project_key, ref)


def line(dss: DSSMock, text: str, level: str = "INFO") -> str:
    """A line of a log."""
    moment = datetime.fromtimestamp(dss.clock.now_ms() / 1000, tz=UTC)
    stamp = moment.strftime("%Y/%m/%d-%H:%M:%S.") + f"{moment.microsecond // 1000:03d}"
    return f"[{stamp}] [{level}] [dku.mock] - {text}"


def stamped(dss: DSSMock, pattern: str, taken: Callable[[str], bool]) -> str:
    """A text with the time in it that is not taken yet; a later millisecond if it has to be.

    Args:
        dss: the instance.
        pattern: what ``strftime`` fills; ``%f`` are milliseconds here.
        taken: whether a text is used already.
    """
    now = dss.clock.now_ms()
    while True:
        moment = datetime.fromtimestamp(now // 1000, tz=UTC)
        text = moment.strftime(pattern.replace("%f", f"{now % 1000:03d}"))
        if not taken(text):
            return text
        now += 1
