"""Faults as data: what goes wrong, for which operation, and how often."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from typing import Any, Final, Literal, get_args

from dssmock import errors
from dssmock.http import HTML_TYPE, JSON_TYPE, TEXT_TYPE, Response

# What RFC 9110 (5.1, 5.5) allows, for servers refuse to send anything else.
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"([!-~\x80-\xff]([\t -~\x80-\xff]*[!-~\x80-\xff])?)?")

Drop = Literal["connect", "before", "after", "reset"]


class _Default:
    """Says that a fault names no body of its own."""

    def __repr__(self) -> str:
        return "DEFAULT"


DEFAULT: Final = _Default()


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong; :meth:`Faults.add` explains the attributes."""

    op: str | None = None
    status: int | None = None
    times: int | None = 1
    after: int = 0
    body: Any = DEFAULT
    html: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    retry_after: float | str | None = None
    delay: float = 0.0
    drop: Drop | None = None
    cut_body: int | None = None
    stall: int | None = None
    probability: float = 1.0
    seed: int = 0
    id: int = 0
    seen: int = 0
    hits: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 -- the same in every run is the point

    def applies(self, operation: str | None) -> bool:
        """Whether it hits this request; counts it."""
        if self.op is not None and not fnmatchcase(operation or "", self.op):
            return False
        self.seen += 1
        if self.seen <= self.after or (self.times is not None and self.hits >= self.times):
            return False
        if self.probability < 1 and self._random.random() >= self.probability:
            return False
        self.hits += 1
        return True

    @property
    def answers(self) -> bool:
        """Whether it answers in the place of the handler."""
        return self.status is not None or self.drop in ("connect", "before")

    def response(self) -> Response:
        """The answer it gives in the place of the handler's."""
        status = self.status or 503
        headers = {"content-type": JSON_TYPE}
        if self.retry_after is not None:
            headers["retry-after"] = f"{self.retry_after}"
        content = self._content(headers)
        return Response(status, headers | dict(self.headers), content, self)

    def _content(self, headers: dict[str, str]) -> bytes:
        if self.html:
            headers["content-type"] = HTML_TYPE
        if isinstance(self.body, str):
            headers["content-type"] = HTML_TYPE if self.html else TEXT_TYPE
            return self.body.encode()
        if not isinstance(self.body, _Default):
            return json.dumps(self.body).encode()
        if self.html:
            return b"<html><body><h1>Bad Gateway</h1></body></html>"
        return errors.ServerError("Fault of the mock").response().body

    def data(self) -> dict[str, Any]:
        """The fault as JSON."""
        told = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if not each.name.startswith("_")
        }
        return {name: value for name, value in told.items() if not isinstance(value, _Default)}


class Faults:
    """The faults of an instance; each request is hit by the first one that applies."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._last_id = 0

    def add(
        self,
        op: str | None = None,
        status: int | None = None,
        times: int | None = 1,
        after: int = 0,
        *,
        body: Any = DEFAULT,
        html: bool = False,
        headers: Mapping[str, str] | None = None,
        retry_after: float | str | None = None,
        delay: float = 0.0,
        drop: bool | Drop = False,
        cut_body: int | None = None,
        stall: int | None = None,
        probability: float = 1.0,
        seed: int = 0,
    ) -> int:
        """Let something go wrong.

        A fault that only delays, cuts, stalls or adds headers lets the handler answer; any other
        answers in its place.

        Args:
            op: operationId it hits, or a pattern such as ``group_*``; every request when missing.
            status: status it answers; 503 (502 for a page) unless the fault is another one.
            times: how many requests it hits; None hits for ever.
            after: how many requests pass before it begins.
            body: a text, or any JSON; a body of DSS when missing.
            html: whether the answer is a page, as gateways answer.
            headers: further headers, texts by name; names count in lower case.
            retry_after: value of a ``Retry-After`` header.
            delay: seconds before the answer. In process no time is lost: the instance's clock
                moves, and the client's time-out for reading is compared.
            drop: the connection breaks: ``connect`` before it is made, ``before`` (or True) the
                handler runs, ``after`` it ran, ``reset`` the same by a reset.
            cut_body: send this many bytes of the body, then close; its length announces all.
            stall: send this many bytes of the body, then nothing ever more.
            probability: how likely it hits a request that it could hit, above 0 and up to 1;
                ``times`` counts the hits.
            seed: seed of that chance: the same requests are hit in every run.

        Returns:
            Its number, for :meth:`remove`.

        Raises:
            ValueError: a value is outside of what it may be; it is named.
        """
        _check(status, times, after, delay, drop, cut_body, stall, probability)
        named = _checked_headers(headers, retry_after)
        dropped: Drop | None = "before" if drop is True else drop or None
        kept = bool(delay or dropped or headers) or cut_body is not None or stall is not None
        spoken = html or body is not DEFAULT or retry_after is not None
        if status is None and (spoken or not kept):
            status = 502 if html else 503
        fault = Fault(
            op=op,
            status=status,
            times=times,
            after=after,
            body=body,
            html=html,
            headers=named,
            retry_after=retry_after,
            delay=delay,
            drop=dropped,
            cut_body=cut_body,
            stall=stall,
            probability=probability,
            seed=seed,
            id=self._last_id + 1,
        )
        self._last_id = fault.id
        self._faults.append(fault)
        return fault.id

    def find(self, operation: str | None) -> Fault | None:
        """The fault that hits a request of this operation, if one does."""
        for fault in self._faults:
            if fault.applies(operation):
                return fault
        return None

    def remove(self, id: int) -> None:
        """Let one fault happen no more.

        Args:
            id: its number.

        Raises:
            KeyError: there is no such fault.
        """
        left = [fault for fault in self._faults if fault.id != id]
        if len(left) == len(self._faults):
            raise KeyError(id)
        self._faults = left

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._faults.clear()

    def data(self) -> list[dict[str, Any]]:
        """All faults as JSON."""
        return [fault.data() for fault in self._faults]


def _checked_headers(headers: Any, retry_after: Any) -> dict[str, str]:
    """The headers with their names in lower case.

    Raises:
        ValueError: a name or a value cannot be sent; it is named.
    """
    if headers is not None and not isinstance(headers, Mapping):
        raise ValueError(f"headers must be texts by name, not {headers!r}")
    given: dict[Any, Any] = dict(headers or {})
    for name, value in given.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ValueError(f"headers: {name!r} is no name of a header")
        if not isinstance(value, str) or not _VALUE.fullmatch(value):
            raise ValueError(f"headers: {name} cannot be {value!r}: it must be Latin-1 text")
    if retry_after is not None and not _VALUE.fullmatch(f"{retry_after}"):
        raise ValueError(f"retry_after cannot be {retry_after!r}")
    return {name.lower(): value for name, value in given.items()}


def _check(
    status: int | None,
    times: int | None,
    after: int,
    delay: float,
    drop: bool | Drop,
    cut_body: int | None,
    stall: int | None,
    probability: float,
) -> None:
    limits = (
        ("status", status, 200, 599),
        ("times", times, 1, None),
        ("after", after, 0, None),
        ("delay", delay, 0, None),
        ("cut_body", cut_body, 0, None),
        ("stall", stall, 0, None),
    )
    for name, value, least, most in limits:
        if value is None:
            continue
        good = isinstance(value, int | float) and not isinstance(value, bool) and value >= least
        if not good or (most is not None and value > most):
            upper = f" to {most}" if most is not None else " on"
            raise ValueError(f"{name} must be a number from {least}{upper}, not {value!r}")
    if not isinstance(probability, int | float) or not 0 < probability <= 1:
        raise ValueError(f"probability must be above 0 and at most 1, not {probability!r}")
    if drop not in (True, False, None, *get_args(Drop)):
        raise ValueError(f"no drop {drop!r}: it is one of {', '.join(get_args(Drop))}")
