"""Checks of requests and answers against the document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dssmock import errors
from dssmock.bundle import Bundle, Operation
from dssmock.reading import FORM_TYPES, Input


def check_body(bundle: Bundle, operation: Operation, given: Input) -> None:
    """Check the body of a request; unknown members become warnings.

    Raises:
        errors.BadRequest: a member is of a wrong type, or one is missing.
    """
    for kind in FORM_TYPES:
        if kind in operation.bodies:
            _check_form(bundle, operation.bodies[kind], given)
            return
    pointer = operation.bodies.get("application/json")
    if pointer is None:
        return
    if not given.raw.strip():
        _default_body(bundle, pointer, operation, given)
        return
    _check_json(bundle, pointer, operation, given)


def _default_body(bundle: Bundle, pointer: str, operation: Operation, given: Input) -> None:
    """No body counts as ``{}``, and as nothing where the body is optional and no object."""
    if operation.body_required:
        _check_json(bundle, pointer, operation, given)
    elif bundle.validator(pointer).is_valid({}):
        given.body = {}


def _check_json(bundle: Bundle, pointer: str, operation: Operation, given: Input) -> None:
    unknown, wrong = sort_findings(bundle.validator(pointer).iter_errors(given.body))
    if wrong:
        raise errors.BadRequest(f"Invalid body of {operation.id}: {'; '.join(wrong[:3])}")
    given.warnings.extend(unknown)


def _check_form(bundle: Bundle, pointer: str, given: Input) -> None:
    schema, _ = bundle.resolve(bundle.at(pointer), pointer)
    names = set(given.form) | set(given.files)
    missing = [name for name in schema.get("required", []) if name not in names]
    if missing:
        raise errors.BadRequest(f"Missing part: {', '.join(missing)}")
    if schema.get("additionalProperties", True) is False:
        unknown = sorted(names - set(schema.get("properties", {})))
        given.warnings.extend(f"unknown part {name}" for name in unknown)


def sort_findings(findings: Iterable[Any]) -> tuple[list[str], list[str]]:
    """Split a validator's findings into unknown members and what is wrong."""
    unknown: list[str] = []
    wrong: list[str] = []
    for finding in findings:
        names = _unknown_members(finding)
        if names is None:
            wrong.append(describe(finding))
        else:
            place = _place(finding)
            unknown.extend(f"unknown member {place}/{name}" for name in names)
    return unknown, wrong


def _unknown_members(finding: Any) -> list[str] | None:
    """The members that are the only trouble of a finding, or None if there is more to it.

    A closed schema behind ``anyOf`` (something or null) reports the ``anyOf``; its branches tell.
    """
    kind = finding.kind
    if kind.name == "additionalProperties":
        return list(kind.unexpected)
    if kind.name == "anyOf":
        for branch in kind.context:
            inner = [_unknown_members(each) for each in branch]
            if all(each is not None for each in inner):
                return [name for each in inner for name in each or []]
    return None


def check_answer(bundle: Bundle, operation: Operation, value: Any) -> None:
    """Check a JSON answer of a handler.

    Raises:
        errors.MockDefect: the document does not allow it.
    """
    pointer = operation.answers.get("application/json")
    if pointer is None:
        return
    findings = list(bundle.validator(pointer).iter_errors(value))
    if findings:
        texts = "; ".join(describe(finding) for finding in findings[:3])
        raise errors.MockDefect(
            f"the answer of {operation.id} breaks the document ({pointer}): {texts}"
        )


def describe(finding: Any) -> str:
    """A finding in words: where, and what."""
    return f"at {_place(finding) or '/'}: {finding.message}"


def _place(finding: Any) -> str:
    return "".join(f"/{step}" for step in finding.instance_path)
