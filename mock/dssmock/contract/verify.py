"""Judges an exchange: what of its request and its answer the document does not allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from dssmock import checking, errors, reading
from dssmock.bundle import Bundle, Operation, default_bundle
from dssmock.contract.exchange import Exchange, Message
from dssmock.http import Request
from dssmock.router import NoRoute, Router, below_prefix, decode
from dssmock.versions import NEWEST, check_version

Half = Literal["route", "request", "answer"]
FIRST_OF_FAILURE = 400
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where an exchange is not as the document says.

    Attributes:
        half: ``route``, ``request`` or ``answer``.
        text: where in it, and what is there.
        unknown: whether it is only something that the document does not know.
    """

    half: Half
    text: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about an exchange.

    Attributes:
        exchange: the exchange.
        operation: operationId, None where the document has none.
        deviations: what is not as the document says.
        unjudged: what could not be judged, and why.
    """

    exchange: Exchange
    operation: str | None
    deviations: list[Deviation] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether the document forbids something in it."""
        return any(not each.unknown for each in self.deviations)


class Verifier:
    """Judges exchanges with one version of DSS.

    Args:
        version: the version; operations that it has not are no operations.
        bundle: the document; the one of the package when missing.

    Raises:
        ValueError: the mock knows no such version.
    """

    def __init__(self, version: str = NEWEST, bundle: Bundle | None = None) -> None:
        self.version = check_version(version)
        self.bundle = bundle or default_bundle()
        self._router = Router(self.bundle.operations.values(), version)

    def judge(self, exchange: Exchange) -> Verdict:
        """Judge one exchange with the public API."""
        try:
            segments = [decode(each) for each in below_prefix(exchange.path) or ()]
            operation = self._router.match(exchange.method, segments).operation
        except (NoRoute, errors.DSSError) as problem:
            return Verdict(exchange, None, [self._no_route(exchange, problem)])
        verdict = Verdict(exchange, operation.id)
        self._judge_request(operation, verdict)
        self._judge_answer(operation, verdict)
        return verdict

    def judge_all(self, exchanges: Iterable[Exchange]) -> list[Verdict]:
        """Judge those that went to the public API."""
        return [self.judge(each) for each in exchanges if below_prefix(each.path) is not None]

    def _no_route(self, exchange: Exchange, problem: Exception) -> Deviation:
        kind = "path" if isinstance(problem, NoRoute) else "method of this path"
        text = f"the document has no such {kind} in DSS {self.version}"
        # Where DSS says the same, only the caller is wrong.
        agreed = isinstance(problem, NoRoute) and exchange.status == errors.NotFound.status
        return Deviation("route", f"{text}, and DSS has none either" if agreed else text)

    def _judge_request(self, operation: Operation, verdict: Verdict) -> None:
        exchange = verdict.exchange
        given = reading.Input()
        found = verdict.deviations
        if exchange.request.body is None:
            verdict.unjudged.append("the body of the request was not kept")
        body = exchange.request.body or b""
        request = Request(
            exchange.method, exchange.path, exchange.query, exchange.request.headers, body
        )
        try:
            given.query, unknown = reading.read_query(operation, exchange.query)
            given.warnings.extend(f"unknown parameter {name}" for name in unknown)
            if exchange.request.body is not None:
                reading.read_body(operation, request, given)
                checking.check_body(self.bundle, operation, given)
        except errors.DSSError as problem:
            # Where DSS refuses it too, the two agree.
            if exchange.status < FIRST_OF_FAILURE:
                found.append(Deviation("request", problem.message))
        found.extend(Deviation("request", text, unknown=True) for text in given.warnings)

    def _judge_answer(self, operation: Operation, verdict: Verdict) -> None:
        exchange, answer = verdict.exchange, verdict.exchange.answer
        if exchange.status >= FIRST_OF_FAILURE:
            self._judge_failure(verdict)
            return
        if answer.body is None:
            verdict.unjudged.append("the body of the answer was not kept")
            return
        if JSON in operation.answers:
            self._judge_json(operation, answer, verdict)
            return
        media = reading.media_type(answer.headers)
        if answer.body and operation.answers and media not in operation.answers:
            kinds = ", ".join(operation.answers)
            text = f"the answer is {media or 'of no type'} where the document says {kinds}"
            verdict.deviations.append(Deviation("answer", text, unknown=True))

    def _judge_json(self, operation: Operation, answer: Message, verdict: Verdict) -> None:
        others = [kind for kind in operation.answers if kind != JSON]
        if others and reading.media_type(answer.headers) in others:
            return
        try:
            value = reading.parse_json(answer.body or b"")
        except errors.DSSError as problem:
            verdict.deviations.append(Deviation("answer", problem.message))
            return
        findings = self.bundle.validator(operation.answers[JSON]).iter_errors(value)
        unknown, wrong = checking.sort_findings(findings)
        verdict.deviations.extend(Deviation("answer", text) for text in wrong)
        verdict.deviations.extend(Deviation("answer", text, unknown=True) for text in unknown)

    def _judge_failure(self, verdict: Verdict) -> None:
        """An error is JSON with a message; a page, which a proxy before DSS writes, is not."""
        answer = verdict.exchange.answer
        if not answer.body or reading.media_type(answer.headers) != JSON:
            return
        try:
            value = reading.parse_json(answer.body)
        except errors.DSSError as problem:
            verdict.deviations.append(Deviation("answer", problem.message))
            return
        if not isinstance(value, dict) or not {"message", "errorType"} & set(value):
            text = "the error names no errorType and no message"
            verdict.deviations.append(Deviation("answer", text))
