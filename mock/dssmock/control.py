"""Control of an instance over HTTP, for tests in other languages: routes below ``/_mock/``.

============================  =============================================================
``GET health``                version, seed and number of requests so far
``POST reset``                begin anew; ``{"seed": "demo"}`` with another seed
``POST snapshot``             keep the state; answers ``{"snapshot": 1}``
``POST restore``              go back to ``{"snapshot": 1}``
``GET calls``                 the requests so far; ``DELETE`` forgets them
``GET faults``                what goes wrong; ``POST`` adds a fault, ``DELETE`` clears all
``POST futures``              what the next long task does, ``{"states": ["RUNNING", "DONE"]}``
``POST jobs``                 what the next job does, ``{"states": ["RUNNING", "FAILED"]}``
``POST scenarios``            what the next run of a scenario does, ``{"states": ["FAILED"]}``
``GET clock``                 the time; ``POST`` ``{"advance": seconds}`` lets it pass
============================  =============================================================
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors, reading
from dssmock.http import JSON_TYPE, Request, Response, dump_json

if TYPE_CHECKING:
    from dssmock.core import DSSMock

PREFIX: Final = "/_mock/"


class Control:
    """The control routes of an instance.

    Args:
        dss: the instance.
    """

    def __init__(self, dss: DSSMock) -> None:
        self._dss = dss
        self._snapshots: list[Any] = []
        self._routes: dict[str, dict[str, Callable[[dict[str, Any]], Any]]] = {
            "health": {"GET": self._health},
            "reset": {"POST": self._reset},
            "snapshot": {"POST": self._snapshot},
            "restore": {"POST": self._restore},
            "calls": {"GET": self._calls, "DELETE": self._forget_calls},
            "faults": {
                "GET": lambda _: self._dss.faults.data(),
                "POST": self._add_fault,
                "DELETE": self._clear_faults,
            },
            "futures": {"POST": self._script},
            "jobs": {"POST": self._script_job},
            "scenarios": {"POST": self._script_scenario},
            "clock": {"GET": self._time, "POST": self._advance},
        }

    def handle(self, request: Request) -> Response:
        """Answer a request to a control route."""
        try:
            value = self._perform(request)
        except errors.DSSError as error:
            return error.response()
        return Response(200, {"content-type": JSON_TYPE}, dump_json(value))

    def _perform(self, request: Request) -> Any:
        name = request.path.removeprefix(PREFIX).strip("/")
        methods = self._routes.get(name)
        if methods is None:
            raise errors.NotFound(f"no control route {name}: {', '.join(self._routes)}")
        if request.method not in methods:
            allowed = ", ".join(methods)
            raise errors.MethodNotAllowed(f"{name} takes {allowed}", headers={"allow": allowed})
        raw = request.read()
        body = reading.parse_json(raw) if raw.strip() else {}
        if not isinstance(body, dict):
            raise errors.BadRequest("the body must be an object")
        try:
            return methods[request.method](body)
        except (TypeError, ValueError, KeyError, IndexError) as problem:
            raise errors.BadRequest(f"{name}: {problem!r}") from problem

    def _health(self, _: dict[str, Any]) -> dict[str, Any]:
        dss = self._dss
        return {"version": dss.version, "seed": dss.seed, "calls": len(dss.calls)}

    def _reset(self, body: dict[str, Any]) -> dict[str, Any]:
        self._dss.reset(**body)
        return self._health({})

    def _snapshot(self, _: dict[str, Any]) -> dict[str, int]:
        self._snapshots.append(self._dss.snapshot())
        return {"snapshot": len(self._snapshots)}

    def _restore(self, body: dict[str, Any]) -> dict[str, Any]:
        number = body["snapshot"]
        if not 1 <= number <= len(self._snapshots):
            raise errors.NotFound(f"no snapshot {number}")
        self._dss.restore(self._snapshots[number - 1])
        return self._health({})

    def _calls(self, _: dict[str, Any]) -> list[dict[str, Any]]:
        return [asdict(record) for record in self._dss.calls]

    def _forget_calls(self, _: dict[str, Any]) -> dict[str, Any]:
        self._dss.calls.clear()
        return self._health({})

    def _add_fault(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        self._dss.faults.add(**body)
        return self._dss.faults.data()

    def _clear_faults(self, _: dict[str, Any]) -> list[dict[str, Any]]:
        self._dss.faults.clear()
        return []

    def _script(self, body: dict[str, Any]) -> dict[str, Any]:
        error = errors.ServerError(body["error"]) if body.get("error") else None
        self._dss.futures.script(*body["states"], error=error, result=body.get("result"))
        return self._health({})

    def _script_job(self, body: dict[str, Any]) -> dict[str, Any]:
        self._dss.jobs.script(*body["states"], error=body.get("error"))
        return self._health({})

    def _script_scenario(self, body: dict[str, Any]) -> dict[str, Any]:
        options = {name: body.get(name) for name in ("steps", "error", "scenario")}
        self._dss.scenarios.script(*body.get("states", ()), **options)
        return self._health({})

    def _time(self, _: dict[str, Any]) -> dict[str, int]:
        return {"now": self._dss.clock.now_ms()}

    def _advance(self, body: dict[str, Any]) -> dict[str, int]:
        self._dss.clock.advance(body["advance"])
        return self._time({})
