"""What the functions of the table are given: a client, and a place to write down what it gave."""

from __future__ import annotations

import importlib
import io
import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tests.parity.shapes import NO_ERROR, Shaper

ADMIN_KEY: Final = "admin-key"


class Control:
    """The control routes of a mock on a port.

    Args:
        url: where it listens.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, method: str, route: str, body: Any = None) -> Any:
        """Send a request to a control route."""
        data = None if body is None else json.dumps(body).encode()
        target = f"{self._url}/_mock/{route}"
        kind = {} if data is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(target, data, kind, method=method)  # noqa: S310 (our own mock)
        with self._opener.open(request, timeout=30) as answer:
            return json.load(answer)

    def taken_calls(self) -> list[dict[str, Any]]:
        """The requests since the last time this was asked."""
        return self.ask("POST", "calls")


class Scene:
    """One function of the table at work, with one of the two packages.

    Args:
        package: the module ``dataikuapi`` of this side.
        url: where the mock of this side listens.
        control: its control routes.
        folder: an empty folder.
        shaper: how values are written down.

    Attributes:
        package: the module ``dataikuapi``.
        url: where the mock listens.
        folder: a folder for files.
        client: a client with the administrator's key.
        steps: what was written down so far.
    """

    def __init__(
        self, package: Any, url: str, control: Control, folder: Path, shaper: Shaper
    ) -> None:
        self.package = package
        self.url = url
        self.folder = folder
        self.steps: list[dict[str, Any]] = []
        self._control = control
        self._shaper = shaper
        self.client = self.connect(ADMIN_KEY)

    def connect(self, key: str | None = None, **options: Any) -> Any:
        """Make a client.

        Args:
            key: the key; None with other credentials among the options.
            **options: other arguments of ``DSSClient``.
        """
        return self.package.DSSClient(self.url, key, **options)

    def module(self, name: str) -> Any:
        """A module of the package, by the path that scripts import."""
        return importlib.import_module(f"{self.package.__name__}.{name}")

    def __call__(self, label: str, value: Any) -> Any:
        """Write down what a call gave and which requests it sent.

        Args:
            label: what the call is, unique in its function.
            value: what it gave.

        Returns:
            The value; an iterator is read to its end.
        """
        self._keep(label, self._shaper.value(value))
        return value

    def error(self, label: str, call: Callable[..., Any], *args: Any, **named: Any) -> None:
        """Write down how a call fails; one that does not is written down too, as a fault.

        Args:
            label: what the call is, unique in its function.
            call: what to call.
            *args: with these arguments.
            **named: and these.
        """
        try:
            given = call(*args, **named)
        except Exception as problem:
            self._keep(label, self._shaper.error(problem))
        else:
            self._keep(label, {NO_ERROR: self._shaper.value(given)})

    def outcome(self, label: str, call: Callable[[], Any]) -> None:
        """Write down what a call gave, or how it failed, where the two may not do the same.

        Args:
            label: what the call is, unique in its function.
            call: what to call.
        """
        try:
            shape = self._shaper.value(call())
        except Exception as problem:
            shape = self._shaper.error(problem)
        self._keep(label, shape)

    def end(self) -> None:
        """Write down requests that were sent after the last call, if any were."""
        calls = self._control.taken_calls()
        if calls:
            self._add("the end", None, calls)

    def tasks(self, *states: Any, result: Any = None) -> None:
        """Say what the reads of the next long task answer, one state a read."""
        self._control.ask("POST", "futures", {"states": states, "result": result})

    def jobs(self, *states: str, error: str | None = None) -> None:
        """Say what the reads of the next job answer, one state a read."""
        self._control.ask("POST", "jobs", {"states": states, "error": error})

    def scenarios(self, *states: str, **more: Any) -> None:
        """Say what the reads of the next run of a scenario answer, as the mock's `script` does."""
        self._control.ask("POST", "scenarios", {"states": states, **more})

    def fault(self, **fault: Any) -> None:
        """Let something go wrong, as the mock's ``faults.add`` explains."""
        self._control.ask("POST", "faults", fault)

    def advance(self, seconds: float) -> None:
        """Let time pass on the clock of the instance."""
        self._control.ask("POST", "clock", {"advance": seconds})

    def file(self, data: bytes, name: str = "upload.zip") -> Any:
        """A file on the disk, opened to be read."""
        path = self.folder / name
        path.write_bytes(data)
        return path.open("rb")

    def memory(self, data: bytes) -> io.BytesIO:
        """A file in memory."""
        return io.BytesIO(data)

    def _keep(self, label: str, result: Any) -> None:
        if any(step["label"] == label for step in self.steps):
            raise ValueError(f"two calls have the label {label!r}")
        self._add(label, result, self._control.taken_calls())

    def _add(self, label: str, result: Any, calls: list[dict[str, Any]]) -> None:
        shown = [self._shaper.json(call) for call in calls]
        self.steps.append({"label": label, "result": result, "requests": shown})
