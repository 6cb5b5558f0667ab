"""Control of an instance over HTTP, for tests in other languages: routes below ``/_mock/``.

============================  =============================================================
``GET health``                version, edition, seed and number of requests so far
``POST reset``                begin anew, the clock too; ``{"seed": "demo", "version": "14.0.0"}``
``POST snapshot``             keep the state; answers ``{"snapshot": 1}``
``GET snapshots``             the snapshots so far
``POST restore``              go back to ``{"snapshot": 1}``
``GET calls``                 the requests so far; ``DELETE`` forgets them, ``POST`` answers
                              and forgets them
``GET log``                   the same for people: times, verdicts and answers, secrets masked;
                              ``?after=12`` only those after the twelfth, ``?least_ms=5`` slow ones
``GET faults``                what goes wrong; ``POST`` adds a fault, ``DELETE`` clears all, or
                              one with ``{"id": 1}``
``POST futures``              what the next long task does, ``{"states": ["RUNNING", "DONE"]}``
``POST jobs``                 what the next job does, ``{"states": ["RUNNING", "FAILED"]}``
``POST scenarios``            what the next run of a scenario does, ``{"states": ["FAILED"]}``
``POST trainings``            what the next training does, ``{"outcome": "FAILED"}``
``GET clock``                 the time; ``POST`` ``{"advance": seconds}`` lets it pass, from 0 on,
                              ``{"mode": "scaled", "factor": 10}`` lets it go faster
``GET session``               the administrator's key, for the page
``GET state``                 people, projects and tasks as a tree
``GET table``                 the documents of a table, ``?name=users``, secrets masked
``GET rows``                  first rows of a dataset, ``?project=PENGUINS&dataset=penguins``
============================  =============================================================

A script with ``"duration_ms"`` runs on the clock, and ends in its last state.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import filter as matching
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from dssmock import errors, reading, views
from dssmock.clock import ScaledClock, factor_of
from dssmock.http import JSON_TYPE, Request, Response, dump_json
from dssmock.trainings import trainings

if TYPE_CHECKING:
    from dssmock.core import DSSMock

PREFIX: Final = "/_mock/"
KINDS: Final = {list: "a list", dict: "an object", str: "a text"}
Route = Callable[[dict[str, Any]], Any]


class Control:
    """The control routes of an instance.

    Args:
        dss: the instance.
    """

    def __init__(self, dss: DSSMock) -> None:
        self._dss = dss
        self._snapshots: list[dict[str, Any]] = []
        self._routes: dict[str, dict[str, Route]] = {
            "health": {"GET": self._health},
            "reset": {"POST": self._reset},
            "snapshot": {"POST": self._snapshot},
            "snapshots": {"GET": self._list_snapshots},
            "restore": {"POST": self._restore},
            "calls": {
                "GET": self._calls,
                "POST": self._take_calls,
                "DELETE": self._forget_calls,
            },
            "log": {"GET": self._log},
            "faults": {
                "GET": lambda _: self._dss.faults.data(),
                "POST": self._add_fault,
                "DELETE": self._clear_faults,
            },
            "futures": {"POST": self._script},
            "jobs": {"POST": self._script_job},
            "scenarios": {"POST": self._script_scenario},
            "trainings": {"POST": self._script_training},
            "clock": {"GET": self._time, "POST": self._set_clock},
            "session": {"GET": lambda _: {"adminKey": self._dss.admin_key}},
            "state": {"GET": lambda _: views.state(self._dss)},
            "table": {"GET": lambda body: views.table(self._dss, body["name"])},
            "rows": {"GET": lambda body: views.rows(self._dss, body["project"], body["dataset"])},
        }

    def handle(self, request: Request) -> Response:
        """Answer a request to a control route."""
        try:
            with self._dss.alone():
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
        body = reading.parse_json(raw) if raw.strip() else dict(parse_qsl(request.query))
        if not isinstance(body, dict):
            raise errors.BadRequest("the body must be an object")
        if request.method != "GET":
            self._dss.log.changes += 1
        try:
            return methods[request.method](body)
        except ValueError as problem:
            raise errors.BadRequest(f"{name}: {problem}") from problem
        except KeyError as problem:
            raise errors.BadRequest(f"{name}: needs {problem}, or does not know it") from problem
        except (TypeError, IndexError) as problem:
            raise errors.BadRequest(f"{name}: {problem!r}") from problem

    def _health(self, _: dict[str, Any]) -> dict[str, Any]:
        dss = self._dss
        known = {"version": dss.version, "edition": dss.edition, "seed": dss.seed}
        return {**known, "strict": dss.strict, "calls": len(dss.calls)}

    def _reset(self, body: dict[str, Any]) -> dict[str, Any]:
        self._dss.reset(**body)
        return self._health({})

    def _snapshot(self, _: dict[str, Any]) -> dict[str, int]:
        made = {"at": self._dss.clock.now_ms(), "state": self._dss.snapshot()}
        self._snapshots.append(made)
        return {"snapshot": len(self._snapshots)}

    def _list_snapshots(self, _: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"snapshot": number, "at": made["at"]}
                for number, made in enumerate(self._snapshots, 1)]  # fmt: skip

    def _restore(self, body: dict[str, Any]) -> dict[str, Any]:
        number = body["snapshot"]
        if not 1 <= number <= len(self._snapshots):
            raise errors.NotFound(f"no snapshot {number}")
        self._dss.restore(self._snapshots[number - 1]["state"])
        return self._health({})

    def _calls(self, _: dict[str, Any]) -> list[dict[str, Any]]:
        return [record.plain() for record in self._dss.calls]

    def _log(self, body: dict[str, Any]) -> dict[str, Any]:
        after, least = int(body.get("after", 0)), float(body.get("least_ms", 0))
        last = self._dss.log.number
        return {"last": last, "calls": views.calls(self._dss, after, least)}

    def _take_calls(self, _: dict[str, Any]) -> list[dict[str, Any]]:
        taken = self._calls({})
        self._dss.calls.clear()
        return taken

    def _forget_calls(self, _: dict[str, Any]) -> dict[str, Any]:
        self._dss.calls.clear()
        return self._health({})

    def _add_fault(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        pattern = body.get("op")
        if pattern is not None and not matching(self._dss.bundle.operations, str(pattern)):
            raise ValueError(f"op {pattern!r} is no operation, nor a pattern of one")
        self._dss.faults.add(**body)
        return self._dss.faults.data()

    def _clear_faults(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        if "id" in body:
            self._dss.faults.remove(body["id"])
        else:
            self._dss.faults.clear()
        return self._dss.faults.data()

    def _script(self, body: dict[str, Any]) -> dict[str, Any]:
        _check_script(body, "states", "result")
        options = {name: body.get(name) for name in ("error", "result", "duration_ms")}
        self._dss.futures.script(*_states(body), **options)
        return self._health({})

    def _script_job(self, body: dict[str, Any]) -> dict[str, Any]:
        _check_script(body, "states")
        options = {name: body.get(name) for name in ("error", "duration_ms")}
        self._dss.jobs.script(*_states(body), **options)
        return self._health({})

    def _script_scenario(self, body: dict[str, Any]) -> dict[str, Any]:
        _check_script(body, "states", "steps", "scenario")
        scenario = body.get("scenario")
        if scenario is not None and not self._dss.scenarios.exists(scenario):
            raise ValueError(f"scenario {scenario!r} does not exist")
        known = ("steps", "error", "scenario", "duration_ms")
        options = {name: body.get(name) for name in known}
        self._dss.scenarios.script(*body.get("states", ()), **options)
        return self._health({})

    def _script_training(self, body: dict[str, Any]) -> dict[str, Any]:
        _check_script(body, "outcome", "algorithms")
        trainings(self._dss).script(**body)
        return self._health({})

    def _time(self, _: dict[str, Any]) -> dict[str, Any]:
        clock = self._dss.clock
        known: dict[str, Any] = {"now": clock.now_ms()}
        if isinstance(clock, ScaledClock):
            known |= {"mode": clock.mode, "factor": clock.factor}
        return known

    def _set_clock(self, body: dict[str, Any]) -> dict[str, Any]:
        clock = self._dss.clock
        if not body.keys() & {"advance", "mode"}:
            raise ValueError("needs advance or mode")
        if "advance" in body and isinstance(clock, ScaledClock):
            # Before the mode is set: all of it happens, or nothing.
            clock.checked_advance(body["advance"])
        if "mode" in body:
            if not isinstance(clock, ScaledClock):
                raise ValueError("the clock of this instance has no modes")
            clock.set_factor(factor_of(body["mode"], body.get("factor")))
        if "advance" in body:
            clock.advance(body["advance"])
        return self._time({})


def _check_script(body: dict[str, Any], *names: str) -> None:
    """Refuse what a script cannot say; all of them have an error and a duration.

    Raises:
        ValueError: a member is not known, or of a wrong type; it is named.
    """
    known = (*names, "error", "duration_ms")
    for name in body:
        if name not in known:
            raise ValueError(f"no member {name!r}: it is one of {', '.join(known)}")
    types = {"states": list, "steps": dict, "algorithms": dict, "error": str, "scenario": str}
    for name, kind in types.items():
        if body.get(name) is not None and not isinstance(body[name], kind):
            raise ValueError(f"{name} must be {KINDS[kind]}, not {body[name]!r}")
    wrong = [state for state in body.get("states") or () if not isinstance(state, str | dict)]
    if wrong:
        raise ValueError(f"no state {wrong[0]!r}")


def _states(body: dict[str, Any]) -> list[Any]:
    """The states of a script; one with a duration needs none."""
    return body.get("states", []) if "duration_ms" in body else body["states"]
