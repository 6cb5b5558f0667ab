"""What a deployment of a project does on its automation nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.auth import keys_of_admin
from dssmock.scenarios import CANCELLED, ENDED
from dssmock.scenarios import TABLE as RUNS
from dssmock.services import _bundle_state as bundles
from dssmock.services import _folder_state as tree
from dssmock.services import _project_archive as archives
from dssmock.services import _project_deployer_state as state
from dssmock.services._object_state import rows_of
from dssmock.services.project_import import unknown_targets

if TYPE_CHECKING:
    from dssmock.call import Call
    from dssmock.core import DSSMock

OUTCOMES = {"FAILED": "failed", "WARNING": "warning", "SUCCESS": "successful"}
FAIL, NOTHING = "FAIL_IF_MISS", "DO_NOTHING"


@dataclass(frozen=True, slots=True)
class Target:
    """A project on an automation node.

    Attributes:
        name: name of the node.
        dss: the node.
        key: key of the project there.
    """

    name: str
    dss: DSSMock
    key: str

    def project(self) -> dict[str, Any] | None:
        """The document of the project, None when there is none."""
        return self.dss.table("projects").find(self.key)


@contextmanager
def targets(dss: DSSMock, deployment: Mapping[str, Any]) -> Iterator[list[Target]]:
    """The projects that a deployment makes, one on each node; nobody else changes them meanwhile.

    Raises:
        errors.ServerError: a node does not accept the key of the infrastructure.
    """
    settings = deployment["settings"]
    infra = state.infras(dss).get(settings["infraId"])
    key = state.deployed_key(settings)
    if infra.get("type") == state.SEVERAL:
        found = [
            Target(name, _reached(dss, each) or dss.nodes.own(f"{infra['id']}/{name}"), key)
            for each in infra.get("automationNodes") or []
            for name in [each.get("nodeId") or each.get("automationNodeUrl") or ""]
        ]
    else:
        node = _reached(dss, infra) or _here(dss, deployment, key) or dss.nodes.own(infra["id"])
        found = [Target(infra.get("nodeId") or infra["id"], node, key)]
    with _alone([each.dss for each in found if each.dss is not dss]):
        yield found


@contextmanager
def _alone(nodes: list[DSSMock]) -> Iterator[None]:
    if not nodes:
        yield
        return
    with nodes[0].alone(), _alone(nodes[1:]):
        yield


def _reached(dss: DSSMock, about: Mapping[str, Any]) -> DSSMock | None:
    """The node that settings name, if a test has made it known.

    Raises:
        errors.ServerError: it does not accept the key.
    """
    url = about.get("automationNodeUrl")
    node = dss.nodes.at(url)
    if node is not None and about.get("adminApiKey") not in keys_of_admin(node):
        raise errors.ServerError(f"The automation node {url} refuses the API key")
    return node


def _here(dss: DSSMock, deployment: Mapping[str, Any], key: str) -> DSSMock | None:
    """This instance, unless it has another project of the key, which must not be overwritten."""
    project = dss.table("projects").find(key)
    mine = project is None or project.get("deployment") == deployment["settings"]["id"]
    return dss if mine and deployment.get("place") != "NODE" else None


def deploy(target: Target, deployment: Mapping[str, Any], data: bytes, by: str) -> bundles.Said:
    """Make a project on a node hold the bundle that the settings name.

    Returns:
        What there is to say.

    Raises:
        errors.DSSError: it cannot; the project is as it was.
    """
    settings = deployment["settings"]
    archive = archives.unpack(data)
    fit = settings.get("bundleContainerSettings") or {}
    remapping = fit.get("remapping") or {}
    said: bundles.Said = [("WARNING", text) for text in unknown_targets(target.dss, remapping)]
    if target.project() is None:
        _install(target, settings, archive, remapping, data, by)
    elif settings["bundleId"] not in _imported(target):
        bundles.bring(target.dss, target.key, data, by)
    said += _environments(target, archive, settings["bundleId"], fit, by)
    wanted = {name: bool(on) for name, on in (settings.get("scenariosToActivate") or {}).items()}
    report = bundles.activate(
        target.dss, target.key, settings["bundleId"], by, wanted, remapping=remapping
    )
    said += [(each["severity"], each["message"]) for each in report["messages"]]
    _adjust(target, settings)
    return said


def _imported(target: Target) -> list[str]:
    found = rows_of(target.dss, bundles.IMPORTED, target.key)
    return [each["bundleId"] for each in found]


def _install(
    target: Target,
    settings: Mapping[str, Any],
    archive: archives.ProjectArchive,
    remapping: Mapping[str, Any],
    data: bytes,
    by: str,
) -> None:
    """Make the project on its node."""
    folder = settings.get("projectFolderId") or "ROOT"
    if folder not in tree.folders(target.dss):
        raise errors.NotFound(f"project folder does not exist: {folder}")

    def change(document: dict[str, Any]) -> None:
        document["folderId"] = folder
        document["bundleOrigin"] = archive.key
        document["deployment"] = settings["id"]
        document["permissions"]["permissions"] = []

    archives.install(
        target.dss,
        archive,
        key=target.key,
        by=by,
        action="PROJECT_CREATE_FROM_BUNDLE",
        remapping=remapping,
        change=change,
    )
    bundles.keep(target.dss, target.key, archive, data, by)
    bundles.set_active(target.dss, target.key, {})


def _environments(
    target: Target,
    archive: archives.ProjectArchive,
    bundle_id: str,
    fit: Mapping[str, Any],
    by: str,
) -> bundles.Said:
    """Care for the code environments as the settings want it.

    Raises:
        errors.BadRequest: one is missing, and the settings say that this is an error.
    """
    mode = (fit.get("codeEnvsBehavior") or {}).get("importTimeMode")
    missing = bundles.missing_envs(target.dss, archive, fit.get("remapping") or {})
    if mode == FAIL and missing:
        raise errors.BadRequest("; ".join(text for _, text in missing))
    if mode == NOTHING:
        return []
    report = bundles.preload(target.dss, target.key, bundle_id, by)
    return [(each["severity"], each["message"]) for each in report["messages"]]


def _adjust(target: Target, settings: Mapping[str, Any]) -> None:
    """Set what a deployment says about its project besides the bundle."""
    with target.dss.table("projects").edit(target.key) as document:
        if settings.get("localVariables") is not None:
            document["variables"]["local"] = settings["localVariables"]
    if settings.get("disableAutomaticTriggers"):
        bundles.set_active(target.dss, target.key, {})


def monitoring(target: Target) -> dict[str, Any]:
    """How the scenarios of a deployed project went last, by name."""
    scenarios = rows_of(target.dss, "scenarios", target.key)
    found: dict[str, list[str]] = {name: [] for name in (*OUTCOMES.values(), "aborted", "running")}
    for scenario in scenarios:
        ran = rows_of(target.dss, RUNS, f"{target.key}.{scenario['id']}")
        last = next((run for run in reversed(ran) if run["run"] is not None), None)
        if last is not None and last["phase"] != CANCELLED:
            found[_outcome(last)].append(scenario.get("name") or scenario["id"])
    return {
        "hasScenarios": bool(scenarios),
        "hasActiveScenarios": any(each.get("active") for each in scenarios),
        **found,
    }


def _outcome(run: Mapping[str, Any]) -> str:
    if run["phase"] != ENDED:
        return "running"
    return OUTCOMES.get(run["run"]["result"]["outcome"], "aborted")


def asked_of(call: Call, target: Target, **query: Any) -> Call:
    """The call as the node gets it from the deployer, which is an administrator there."""
    given = {name: value for name, value in query.items() if value is not None}
    auth = replace(call.auth, admin=True)
    return replace(call, dss=target.dss, path={"project_key": target.key}, query=given, auth=auth)
