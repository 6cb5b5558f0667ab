"""Schemathesis drives the mock on a port with the whole document: no finding, no operation missed.

python tests/contract/run_schemathesis.py [--quick] [arguments of `schemathesis run`]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import schemathesis
from schemathesis.cli import schemathesis as command_line
from schemathesis.transport.serialization import Binary

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dssmock.core import DSSMock, Request, Response  # noqa: E402
from tests.contract import accepted  # noqa: E402
from tests.contract.world import World, home_of, operations  # noqa: E402

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

    def __init__(self, version: str) -> None:
        self.world = World(version, RecordingMock)
        self.operations = {operation.id: operation for operation in operations(version)}
        self.examples = dict(self._examples())

    def run(self, arguments: list[str]) -> int:
        """Run Schemathesis; gives its exit status."""
        with self.world.mock.serve() as server, tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "schemathesis.toml"
            config.write_text(CONFIG.read_text("utf-8") + self._dictionaries(), "utf-8")
            chosen = "|".join(self.operations)
            try:
                command_line.main(
                    [
                        *("--config-file", str(config), "run", str(DOCUMENT)),
                        *("--url", f"{server.url}/dip/publicapi"),
                        *("--include-operation-id-regex", f"^({chosen})$"),
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
            if case.path_parameters.get(name) == self.examples[name]:
                case.path_parameters[name] = value

    def with_archive(self, operation: str, body: Any) -> Any:
        """Put an archive in the place of the bytes of an upload."""
        if isinstance(body, dict) and isinstance(body.get("file"), Binary):
            return {**body, "file": Binary(self.world.file_for(operation))}
        return body

    def _examples(self) -> Iterator[tuple[str, str]]:
        document = self.world.mock.bundle
        for operation in self.operations.values():
            for node in document.at(operation.pointer.rpartition("/")[0]).get("parameters", []):
                parameter, _ = document.resolve(node, "")
                if parameter["in"] == "path":
                    yield parameter["name"], parameter["example"]

    def _dictionaries(self) -> str:
        lines: list[str] = []
        for name, example in self.examples.items():
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
        text = f"{failure}\n{_said(response)}"
        return accepted.find(failure.code, text, case.operation.path) is None


def _said(response: Any) -> str:
    """What the instance answered; a body of blanks counts as none, as for the instance."""
    if response is None:
        return ""
    sent = response.request.body
    blank = isinstance(sent, bytes) and not sent.strip()
    return response.content.decode(errors="replace") + ("\nMissing request body" if blank else "")


def main(arguments: list[str]) -> int:
    """Run Schemathesis on every version of DSS that the document has operations for."""
    if "--quick" in arguments:
        arguments = [*QUICK, *(each for each in arguments if each != "--quick")]
    status = 0
    for version in sorted({home_of(operation) for operation in operations()}):
        driver = Driver(version)
        hook(driver)
        status |= driver.run(arguments)
    missed = [each.id for each in operations() if each.id not in RecordingMock.succeeded]
    for operation in missed:
        print(f"{operation} never succeeded")
    return status or int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
