"""Where the records of two packages differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final
from urllib.parse import unquote

from tests.parity.shapes import NO_ERROR, OBJECT, RAISED

ABSENT: Final = "(absent)"
BROKEN: Final = "broken"
SERVER_ERROR: Final = "DataikuException"
Requests = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Point:
    """One place where the two differ.

    Attributes:
        step: the call, as ``module.function/label``.
        at: where in it, such as ``/requests/0/body/groups``.
        theirs: what the incumbent has there.
        ours: what this package has there.
    """

    step: str
    at: str
    theirs: Any
    ours: Any


def compare_records(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[Point]:
    """All differences of two records of the same phase."""
    for name in {**theirs, **ours}:
        yield from _compare_acts(name, theirs.get(name), ours.get(name))


def _compare_acts(name: str, theirs: Any, ours: Any) -> Iterator[Point]:
    for side, act in (("incumbent", theirs), ("ours", ours)):
        if act is None or act["broken"]:
            text = ABSENT if act is None else act["broken"]
            yield Point(f"{name}/{BROKEN}", f"/{side}", text, "")
    if theirs is None or ours is None:
        return
    left, right = _steps(theirs), _steps(ours)
    for label in {**left, **right}:
        step = f"{name}/{label}"
        if label not in left or label not in right:
            yield Point(step, "", left.get(label, ABSENT), right.get(label, ABSENT))
        else:
            yield from _compare_steps(step, left[label], right[label])


def _steps(act: Mapping[str, Any]) -> dict[str, Any]:
    return {step["label"]: step for step in act["steps"]}


def _compare_steps(
    step: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> Iterator[Point]:
    requests = [[readable(call) for call in side["requests"]] for side in (theirs, ours)]
    for at, left, right in diff_requests(*requests):
        yield Point(step, at, left, right)
    for at, left, right in diff(theirs["result"], ours["result"], "/result"):
        own = at == f"/result/{RAISED}/message" and requests == [[], []]
        yield Point(step, f"/result/{RAISED}/words" if own else at, left, right)
    if all(
        isinstance(side["result"], dict) and NO_ERROR in side["result"] for side in (theirs, ours)
    ):
        yield Point(step, f"/result/{NO_ERROR}", "an error is expected", "")


def readable(call: Mapping[str, Any]) -> dict[str, Any]:
    """A request with its path decoded: ``%2F`` and a slash stay two things, other spellings not."""
    parts = [unquote(part).replace("/", "%2F") for part in call["path"].split("/")]
    return {**call, "path": "/".join(parts)}


def diff_requests(theirs: Requests, ours: Requests) -> Iterator[tuple[str, Any, Any]]:
    """The places where two lists of requests differ; those that one side only sends are one place.

    Requests that both send are compared with each other, wherever in their lists they are.
    """
    left, right = [[(call["method"], call["path"]) for call in side] for side in (theirs, ours)]
    matches = SequenceMatcher(None, left, right, autojunk=False)
    for same, begin, end, start, stop in matches.get_opcodes():
        if same == "equal" or end - begin == stop - start:
            pairs = zip(theirs[begin:end], ours[start:stop], strict=True)
            for index, pair in enumerate(pairs, begin):
                yield from diff(*pair, f"/requests/{index}")
        else:
            yield "/requests/more", _told(theirs[begin:end]), _told(ours[start:stop])


def _told(calls: Requests) -> list[str]:
    """The operations of requests, or what was asked for where there is none."""
    return [call.get("operation") or f"{call['method']} {call['path']}" for call in calls]


def diff(theirs: Any, ours: Any, at: str) -> Iterator[tuple[str, Any, Any]]:
    """The places where two shapes differ, each with both sides."""
    if type(theirs) is not type(ours):
        yield at, theirs, ours
    elif isinstance(theirs, dict):
        yield from _diff_objects(theirs, ours, at)
    elif isinstance(theirs, list):
        yield from _diff_lists(theirs, ours, at)
    elif theirs != ours:
        yield at, theirs, ours


def _diff_objects(
    theirs: Mapping[str, Any], ours: Mapping[str, Any], at: str
) -> Iterator[tuple[str, Any, Any]]:
    raised = [side.keys() == {RAISED} for side in (theirs, ours)]
    if all(raised):
        yield from _diff_errors(theirs[RAISED], ours[RAISED], f"{at}/{RAISED}")
        return
    if any(raised):
        yield at, theirs, ours
        return
    if _is_instance(theirs) and theirs.keys() == ours.keys():
        [name] = theirs
        # Attributes that only this package's handles have are no difference.
        extra = {each: member for each, member in ours[name].items() if each in theirs[name]}
        ours = {name: extra}
    for name in {**theirs, **ours}:
        left, right = theirs.get(name, ABSENT), ours.get(name, ABSENT)
        yield from diff(left, right, f"{at}/{name}")


def _is_instance(shape: Mapping[str, Any]) -> bool:
    [name, *others] = shape or [""]
    return not others and name.startswith(OBJECT) and isinstance(shape[name], dict)


def _diff_lists(
    theirs: Sequence[Any], ours: Sequence[Any], at: str
) -> Iterator[tuple[str, Any, Any]]:
    for index, (left, right) in enumerate(zip(theirs, ours, strict=False)):
        yield from diff(left, right, f"{at}/{index}")
    if len(theirs) != len(ours):
        shorter = min(len(theirs), len(ours))
        yield f"{at}/{shorter}...", list(theirs[shorter:]), list(ours[shorter:])


def _diff_errors(
    theirs: Mapping[str, Any], ours: Mapping[str, Any], at: str
) -> Iterator[tuple[str, Any, Any]]:
    """An error may be of a subclass of the incumbent's, and begins as the incumbent's."""
    if theirs["class"] not in ours["classes"]:
        yield f"{at}/class", theirs["class"], ours["class"]
    if theirs["message"] != ours["message"]:
        # What the server said is repeated; what a package says itself is its own wording.
        name = "message" if theirs["class"] == SERVER_ERROR else "words"
        yield f"{at}/{name}", theirs["message"], ours["message"]
