"""Schemathesis drives the mock on a port with the whole document: no finding, no operation missed.

What this program does not know are arguments of `schemathesis run`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import schemathesis
from schemathesis.cli import schemathesis as command_line
from schemathesis.openapi.checks import AllowHeaderMismatch, UnsupportedMethodResponse
from schemathesis.transport.serialization import Binary

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dssmock.bundle import Operation  # noqa: E402 (found by the line above)
from dssmock.core import DSSMock, Request, Response  # noqa: E402 (found by the line above)
from tests.contract import accepted, siblings, steps  # noqa: E402 (found by the line above)
from tests.contract.world import World, home_of, operations, parameters  # noqa: E402 (found by the line above)

CONFIG: Final = ROOT / "tests/contract/schemathesis.toml"
DOCUMENT: Final = ROOT / "generated/dataikuapi_rest/openapi.json"
QUICK: Final = ("--phases", "examples,fuzzing", "--max-examples", "1")
# Tables whose identifiers are values of path parameters.
TABLES: Final = {
    "cluster_id": "clusters",
    "connection_name": "connections",
    "deployment_id": "api_deployer_deployments",
    "group_name": "groups",
    "infra_id": "api_deployer_infras",
    "key_id": "global_api_keys",
    "login": "users",
    "meaning_id": "meanings",
    "plugin_id": "plugins",
    "project_folder_id": "project_folders",
    "project_key": "projects",
    "service_id": "api_deployer_services",
}


class RecordingMock(DSSMock):
    """Remembers which operations have succeeded, over all its lives."""

    succeeded: Final[set[str]] = set()

    def handle(self, request: Request) -> Response:
        """Answer, and remember."""
        response = super().handle(request)
        operation = self.calls[-1].operation
        if operation is not None and response.status < 300:
            self.succeeded.add(operation)
        return response


class Driver:
    """Runs Schemathesis on one version of DSS."""

    def __init__(self, version: str, chosen: Sequence[Operation]) -> None:
        self.world = World(version, RecordingMock)
        self._regex = f"^({'|'.join(operation.id for operation in chosen)})$"
        self._examples = {
            parameter["name"]: parameter["example"]
            for operation in chosen
            for parameter in parameters(operation, "path")
        }

    def run(self, arguments: list[str]) -> int:
        """Run Schemathesis; gives its exit status."""
        with self.world.mock.serve() as server, tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "schemathesis.toml"
            config.write_text(CONFIG.read_text("utf-8") + self._dictionaries(), "utf-8")
            try:
                command_line.main(
                    [
                        *("--config-file", str(config), "run", str(DOCUMENT)),
                        *("--url", f"{server.url}/dip/publicapi"),
                        *("--include-operation-id-regex", self._regex),
                        *arguments,
                    ]
                )
            except SystemExit as end:
                return int(end.code or 0)
        return 0

    def before(self, case: Any) -> None:
        """Set the instance up for a case, so that each can be repeated alone."""
        stateful = case.meta is not None and case.meta.phase.name.value == "stateful"
        # Scenarios of several steps go on, unless one has taken the run's own key away.
        if stateful and "adminkey" in self.world.mock.table("global_api_keys"):
            return
        operation = case.operation.definition.raw["operationId"]
        for name, value in self.world.arrange(operation).items():
            if case.path_parameters.get(name) == self._examples[name]:
                case.path_parameters[name] = value

    def with_archive(self, operation: str, body: Any) -> Any:
        """Put what is expected in the place of the bytes of an upload."""
        for part in ("file", "message"):
            if isinstance(body, dict) and isinstance(body.get(part), Binary):
                return {**body, part: Binary(self.world.file_for(operation))}
        return body

    def knows_better(self, failure: Any, path: str) -> bool:
        """Whether a finding is about verbs that stand elsewhere in the document.

        The document is one for all versions, and has one route at several paths; the instance is
        of one version.
        """
        if isinstance(failure, UnsupportedMethodResponse):
            return failure.method in siblings.verbs(path)
        if not isinstance(failure, AllowHeaderMismatch):
            return False
        more, less = set(failure.undocumented_methods), set(failure.missing_methods)
        return more <= siblings.verbs(path) and less <= self._elsewhen(path)

    def _elsewhen(self, path: str) -> set[str]:
        """The verbs of a path that other versions of DSS have."""
        return {
            each.method
            for each in operations()
            if each.path == path and not each.known_in(self.world.mock.version)
        }

    def _dictionaries(self) -> str:
        lines: list[str] = []
        for name, example in self._examples.items():
            table = TABLES.get(name)
            known = self.world.mock.table(table).ids() if table else []
            values = json.dumps([example, *(id for id in known if id != example)])
            lines += [f"[dictionaries.{name}]", f"values = {values}"]
            lines += [f'[parameters."path.{name}"]', f'dictionary = "{name}"', "probability = 0.7"]
        return "\n" + "\n".join(lines) + "\n"


def hook(driver: Driver) -> None:
    """Let Schemathesis ask the driver."""
    schemathesis.hooks.unregister_all()

    @schemathesis.hook
    def before_call(context: Any, case: Any, kwargs: Any) -> None:
        driver.before(case)

    @schemathesis.hook
    def map_body(context: Any, body: Any) -> Any:
        return driver.with_archive(context.operation.definition.raw["operationId"], body)

    @schemathesis.hook
    def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
        path = case.operation.path
        if driver.knows_better(failure, path):
            return False
        text = f"{failure}\n{_said(response)}"
        return accepted.find(failure.code, text, path) is None


def _said(response: Any) -> str:
    """What the instance answered; a body of blanks counts as none, as for the instance."""
    if response is None:
        return ""
    sent = response.request.body
    blank = isinstance(sent, bytes) and not sent.strip()
    return response.content.decode(errors="replace") + ("\nMissing request body" if blank else "")


def main() -> int:
    """Run Schemathesis on every version of DSS that the document has operations for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the examples, and one case more")
    parser.add_argument("--only", default="", help="operations whose operationId begins so")
    options, further = parser.parse_known_args()
    status = 0
    counted = steps.count()
    tried = [each for each in operations() if each.id.startswith(options.only)]
    for version in sorted({home_of(operation) for operation in tried}):
        driver = Driver(version, [each for each in tried if home_of(each) == version])
        hook(driver)
        status |= driver.run([*(QUICK if options.quick else ()), *further])
    missed = [each.id for each in tried if each.id not in RecordingMock.succeeded]
    for operation in missed:
        print(f"{operation} never succeeded")
    print(counted)
    whole = not (options.quick or options.only or further)
    return status or int(bool(missed) or (whole and not counted.followed))


if __name__ == "__main__":
    raise SystemExit(main())
