"""The instance: one :class:`DSSMock` is one DSS, with its state, its rules and its log."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dssmock import answers, checking, errors, masking, reading, router, seeds
from dssmock.auth import Auth, authenticate
from dssmock.before import Before
from dssmock.bundle import Bundle, Operation, bundle_of
from dssmock.call import Call, CallRecord
from dssmock.calllog import CallLog
from dssmock.clock import Clock, ManualClock, RealClock, ScaledClock, catch_up
from dssmock.editions import check_edition, refuse
from dssmock.faults import Fault, Faults
from dssmock.futures import Futures
from dssmock.http import (
    EMPTY,
    JSON_TYPE,
    Binary,
    Empty,
    Request,
    Response,
    Text,
    Upload,
)
from dssmock.jobs import Jobs
from dssmock.nodes import Nodes
from dssmock.parts import Parts
from dssmock.registry import Handler, handles, load_services
from dssmock.requests import build_request
from dssmock.scenarios import Scenarios
from dssmock.store import Blobs, Ids, Table, copy_json
from dssmock.trainings import trainings
from dssmock.versions import NEWEST, check_version

if TYPE_CHECKING:
    from dssmock.server import Server
    from dssmock.sql import Sql
    from dssmock.transport import MockTransport

__all__ = [
    "EMPTY",
    "Auth",
    "Binary",
    "Bundle",
    "Call",
    "CallRecord",
    "DSSMock",
    "Empty",
    "ManualClock",
    "RealClock",
    "Request",
    "Response",
    "ScaledClock",
    "Text",
    "Upload",
    "handles",
]

API_VERSION: Final = "1"
ADMIN_KEY: Final = "admin-key"
BASE_URL: Final = "http://dss.mock"
# No public API, but probes of health ask it without a key; what it answers is not written down.
HEALTH_PROBE: Final = "/dip/api/get-configuration"
QUICK_MS: Final = 10.0

logger = logging.getLogger("dssmock")
logger.addHandler(logging.NullHandler())
_T = TypeVar("_T")


class DSSMock:
    """A mock DSS: a state, and the public REST API on it.

    Args:
        seed: what is there at first: ``empty`` (an administrator and no more), ``demo``, or the
            path of a file (see :mod:`dssmock.seedfile`).
        strict: refuse what the document does not know, instead of only noting it.
        version: version of DSS to be, from 8.0 to 15.2; operations that it had not do not exist.
        rng_seed: seed of the identifiers.
        clock: the time; the machine's own when missing.
        bundle: the document; the one of the package when missing.
        handlers: handlers by operationId; those of the package when missing.
        edition: ``enterprise``, or ``community`` whose licence refuses some operations.

    Raises:
        ValueError: there is no such seed, version or edition.

    Attributes:
        admin_key: key of the administrator of every seed.
        base_url: where clients in process find the instance.
        calls: the requests so far.
        faults: what goes wrong.
        futures: the long tasks.
        jobs: the jobs.
        scenarios: the runs of scenarios.
        nodes: other instances, to which projects are deployed.
        clock: the time.
        ids: source of identifiers.
        blobs: bytes by name.
        version: version of DSS.
        edition: edition of DSS.
        log: keeps ``calls``.
    """

    admin_key: str = ADMIN_KEY
    base_url: str = BASE_URL

    def __init__(
        self,
        seed: str = "empty",
        strict: bool = False,
        version: str = NEWEST,
        rng_seed: int = 0,
        clock: Clock | None = None,
        *,
        bundle: Bundle | Mapping[str, Any] | None = None,
        handlers: Mapping[str, Handler] | None = None,
        edition: str = "enterprise",
    ) -> None:
        seeds.check(seed)
        check_edition(edition)
        check_version(version)
        self.seed = seed
        self.strict = strict
        self.version = version
        self.edition = edition
        self.rng_seed = rng_seed
        self.clock: Clock = clock or RealClock()
        self.bundle = bundle_of(bundle)
        self.handlers = load_services() if handlers is None else handlers
        self.calls: list[CallRecord] = []
        self.log = CallLog(self.calls)
        self.faults = Faults()
        self.futures = Futures(self)
        self.jobs = Jobs(self)
        self.scenarios = Scenarios(self)
        self.nodes = Nodes(self)
        self.blobs = Blobs()
        self.ids = Ids(rng_seed)
        self._tables: dict[str, Table] = {}
        self._parts = Parts()
        self._lock = threading.RLock()
        self._slow: set[str | None] = set()
        self._router = router.router_of(self.bundle, version)
        seeds.plant(self, seed)

    def table(self, name: str) -> Table:
        """The table of this name, made on first use."""
        if name not in self._tables:
            self._tables[name] = Table(name)
        return self._tables[name]

    def table_names(self) -> list[str]:
        """Names of the tables that hold a document."""
        return [name for name, table in self._tables.items() if len(table)]

    @property
    def sql(self) -> Sql:
        """The databases behind the connections."""
        from dssmock.sql import Sql

        return self.part("sql", Sql)

    def part(self, name: str, make: Callable[[], _T]) -> _T:
        """An object that lives as long as the state does, such as a database.

        It is made on first use and, when it has a ``close``, closed on :meth:`reset`. One with
        ``dump()`` and ``load(saved)`` takes part in snapshots.

        Args:
            name: its name.
            make: makes it.
        """
        return self._parts.get(name, make)

    def reset(self, seed: str | None = None, version: str | None = None) -> None:
        """Go back to the beginning: state, faults, tasks, log and clock, all of them or none.

        Args:
            seed: the seed to begin from; the same as before when missing.
            version: version of DSS to be from now on; the same as before when missing.

        Raises:
            ValueError: there is no such seed, or it is no version; nothing has changed.
        """
        seeds.check(seed or self.seed)
        if version is not None:
            check_version(version)
        with self._lock:
            known = version in (None, self.version)
            routes = self._router if known else router.router_of(self.bundle, version)
            before = Before(self, self._lasting())
            old = [self._parts, *self.nodes.take()]
            self._tables, self._parts = {}, Parts()
            try:
                self._router, self.version = routes, version or self.version
                self._begin(seed or self.seed)
            except BaseException:
                self.close()
                before.bring_back()
                raise
            for each in old:
                each.close()

    def _begin(self, seed: str) -> None:
        """Empty what is left of the state, and plant a seed."""
        self.seed = seed
        self.calls.clear()
        self.faults.clear()
        for work in self._works():
            work.clear()
        self.blobs, self.ids = Blobs(), Ids(self.rng_seed)
        if isinstance(self.clock, ScaledClock):
            self.clock.restart()
        seeds.plant(self, seed)

    def snapshot(self) -> Any:
        """The state as it is now, for :meth:`restore`."""
        with self._lock:
            return {
                "tables": {
                    name: table.dump() for name, table in self._tables.items() if len(table)
                },
                "blobs": dict(self.blobs.data),
                "ids": self.ids.random.getstate(),
                "works": [work.dump() for work in self._works()],
                "nodes": self.nodes.dump(),
                "parts": self._parts.dump(),
                "clock": self.clock.now_ms(),
            }

    def restore(self, saved: Any) -> None:
        """Go back to a snapshot; log and faults stay, and time does not go back.

        A clock that is behind the snapshot, as after a reset or in another process, goes on from
        the snapshot's moment.
        """
        with self._lock:
            catch_up(self.clock, saved["clock"])
            self._tables.clear()
            for name, docs in saved["tables"].items():
                self.table(name).load(docs)
            self.blobs.data = dict(saved["blobs"])
            self.ids.random.setstate(saved["ids"])
            for work, dumped in zip(self._works(), saved["works"], strict=True):
                work.load(dumped)
            self.nodes.load(saved["nodes"])
            self._make_parts(saved["parts"])
            self._parts.load(saved["parts"])

    def close(self) -> None:
        """Close what the instance holds open; it makes it anew when it is used again."""
        with self._lock:
            self._parts.close()
            self.nodes.clear()

    def alone(self) -> AbstractContextManager[Any]:
        """Hold back all requests, for work on the state that is no request to this instance."""
        return self._lock

    def request(
        self,
        method: str,
        path: str,
        key: str | None = ADMIN_KEY,
        json: Any = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        files: Mapping[str, Any] | None = None,
    ) -> Response:
        """Send a request without a client, as tests of handlers do.

        Args:
            method: the verb.
            path: the path, below the prefix or with it; what is percent-encoded stays so.
            key: the key to send; None sends no credential.
            json: a JSON body.
            query: values of the query; a list is repeated.
            headers: further headers.
            content: a body as bytes.
            files: parts of a multipart form, by name: bytes, ``(filename, bytes)``, or a text for
                a field.
        """
        made = build_request(
            method,
            path,
            key=key,
            json=json,
            query=query,
            headers=headers,
            content=content,
            files=files,
        )
        return self.handle(made)

    def transport(self) -> MockTransport:
        """A transport for clients of httpx, sync and async, that ends in this instance."""
        from dssmock.transport import MockTransport

        return MockTransport(self)

    def serve(self, port: int = 0, host: str = "127.0.0.1") -> Server:
        """Serve the instance on a port, from a thread, until the answer is stopped.

        Args:
            port: the port; 0 takes a free one.
            host: the address to listen on.
        """
        from dssmock.server import Server

        return Server(self, host, port)

    def handle(self, request: Request) -> Response:
        """Answer a request.

        Raises:
            errors.MockDefect: a handler crashed, or answered what the document does not allow.
        """
        segments = router.below_prefix(request.path)
        if segments is None:
            if (request.method, request.path) == ("GET", HEALTH_PROBE):
                return self._signed(Response(200, {"content-type": JSON_TYPE}, b"{}"))
            return self._signed(errors.html_page(404, "Not found"))
        record = CallRecord(request.method, router.below(request.path, segments))
        with self._lock:
            self.log.begin(record, self.clock.now_ms())
            started = time.perf_counter_ns()
            try:
                response = self._route(request, segments, record)
            except router.NoRoute:
                response = errors.html_page(404, "Not found")
            except errors.DSSError as error:
                response = error.response()
            except Exception:
                record.status, record.verdict = 500, "defect"
                raise
            finally:
                record.took_ms = (time.perf_counter_ns() - started) / 1e6
                slow = record.took_ms > QUICK_MS
                (self._slow.add if slow else self._slow.discard)(record.operation)
            self.log.end(record, response)
        if logger.isEnabledFor(logging.INFO):
            logger.info("%s %s %d", record.method, record.path, record.status)
        return self._signed(response)

    def handle_quickly(self, request: Request) -> Response | None:
        """Answer a request whose answer takes no time, as far as is known; else None.

        It is a read, nothing else is being answered, and its operation was not slow the last time.
        An event loop can call this: a thread for each small read would cost more than the answer.

        Raises:
            errors.MockDefect: as :meth:`handle`.
        """
        segments = router.below_prefix(request.path) if request.method == "GET" else None
        match = self._match(request, segments) if segments else None
        if match is None or match.operation.id in self._slow or not self._lock.acquire(False):
            return None
        try:
            return self.handle(request)
        finally:
            self._lock.release()

    def _route(self, request: Request, segments: list[str], record: CallRecord) -> Response:
        for work in self._works():
            work.settle()
        match = self._match(request, segments)
        record.path = masking.shown_path(record.path, match)
        fault = self.faults.find(match.operation.id if match else None)
        if match is not None:
            record.operation = match.operation.id
        if fault is not None and fault.answers:
            record.verdict = "fault"
            if match is not None:
                self._note(match.operation, request, record)
            return fault.response()
        if match is None:
            record.verdict = "unknown"
            # Raises again what the first look found, now that no fault answers instead.
            match = self._router.match(request.method, [router.decode(each) for each in segments])
        return _with_fault(self._perform(match, request, record), fault)

    def shown_path(self, request: Request) -> str:
        """The path of a request as a log may show it."""
        segments = router.below_prefix(request.path)
        if segments is None:
            return request.path
        shown = router.below(request.path, segments)
        return masking.shown_path(shown, self._match(request, segments))

    def _match(self, request: Request, segments: list[str]) -> router.Match | None:
        try:
            return self._router.match(request.method, [router.decode(each) for each in segments])
        except (router.NoRoute, errors.DSSError):
            return None

    def _note(self, operation: Operation, request: Request, record: CallRecord) -> None:
        """Write down what a request said that a fault answers, if it can be read at all."""
        try:
            self._read(operation, request, record)
        except errors.DSSError:
            logger.debug("a request that a fault answered could not be read")

    def _perform(self, match: router.Match, request: Request, record: CallRecord) -> Response:
        operation = match.operation
        auth = Auth() if operation.public else authenticate(self, request.headers)
        if self.edition != "enterprise":
            refuse(self.edition, operation.id)
        record.verdict = "refused"
        given = self._read(operation, request, record)
        handler = self.handlers.get(operation.id)
        if handler is None:
            record.verdict = "unserved"
            raise errors.NotHandled(f"The mock has no handler for {operation.id}")
        checking.check_body(self.bundle, operation, given)
        self._judge_unknown(operation, given, record)
        record.verdict = "warning" if given.warnings else "ok"
        call = Call(
            dss=self,
            operation=operation.id,
            path=match.path,
            query=given.query,
            body=given.body,
            raw=given.raw,
            files=given.files,
            form=given.form,
            headers=request.headers,
            auth=auth,
            uploads=given.uploads,
        )
        return answers.make(self.bundle, operation, _run(handler, call))

    def _read(self, operation: Operation, request: Request, record: CallRecord) -> reading.Input:
        given = reading.Input()
        given.query, unknown = reading.read_query(operation, request.query)
        record.query = masking.masked(given.query)
        given.warnings.extend(f"unknown parameter {name}" for name in unknown)
        reading.read_body(operation, request, given)
        record.body = masking.masked(copy_json(given.body))
        record.files = {name: (each.filename, len(each.data)) for name, each in given.files.items()}
        return given

    def _judge_unknown(
        self, operation: Operation, given: reading.Input, record: CallRecord
    ) -> None:
        if not given.warnings:
            return
        record.warnings = given.warnings
        if self.strict:
            raise errors.BadRequest(f"{operation.id}: {'; '.join(given.warnings)}")
        logger.warning("%s: %s", operation.id, "; ".join(given.warnings))

    def _works(self) -> tuple[Futures, Jobs, Scenarios]:
        """What goes on by itself; scenarios are last, they wait for tasks and jobs."""
        return self.futures, self.jobs, self.scenarios

    def _lasting(self) -> list[Any]:
        """The objects that a reset changes and does not replace."""
        clock = [self.clock] if isinstance(self.clock, ScaledClock) else []
        return [self.faults, self.nodes, *clock, *self._works()]

    def _signed(self, response: Response) -> Response:
        own = {"dss-version": self.version, "dss-api-version": API_VERSION}
        headers = {**own, **response.headers}
        return Response(response.status, headers, response.content, response.fault)

    def _make_parts(self, saved: Mapping[str, Any]) -> None:
        """Make the parts that a reset, or the end of another process, has dropped."""
        if "sql" in saved:
            _ = self.sql
        if "trainings" in saved:
            trainings(self)


def _run(handler: Handler, call: Call) -> Any:
    try:
        return handler(call)
    except (errors.DSSError, errors.MockDefect):
        raise
    except Exception as problem:
        raise errors.MockDefect(
            f"the handler of {call.operation} crashed: {problem!r}"
        ) from problem


def _with_fault(response: Response, fault: Fault | None) -> Response:
    if fault is None:
        return response
    return replace(response, headers={**response.headers, **fault.headers}, fault=fault)
