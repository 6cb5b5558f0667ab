"""What a build of a code environment does: definitions, packages, images, and the log of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services._messages import messages

if TYPE_CHECKING:
    from dssmock.core import DSSMock

MODES = (
    "DESIGN_MANAGED", "DESIGN_NON_MANAGED", "PLUGIN_MANAGED", "PLUGIN_NON_MANAGED",
    "BUSINESS_APP_MANAGED", "BUSINESS_APP_NON_MANAGED", "AUTOMATION_SINGLE",
    "AUTOMATION_VERSIONED", "AUTOMATION_NON_MANAGED_PATH", "EXTERNAL_CONDA_NAMED", "DSS_INTERNAL",
)  # fmt: skip
INTERPRETERS = ("PYTHON39", "PYTHON310", "PYTHON311", "PYTHON312", "PYTHON313")
# No index has a package of this name, so that a build can be made to fail.
MISSING_PACKAGE = "does-not-exist"
PACKAGE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def new_definition(lang: str, name: str, owner: str, wish: dict[str, Any]) -> dict[str, Any]:
    """The definition of a code environment that is about to be built.

    Args:
        lang: PYTHON or R.
        name: its name.
        owner: login of the caller.
        wish: body of the request: deployment mode, and what the caller wants otherwise.

    Raises:
        errors.BadRequest: there is no such deployment mode.
    """
    mode = wish.get("deploymentMode")
    if mode not in MODES:
        raise errors.BadRequest(f"Unknown deployment mode of a code env: {mode}")
    desc = {
        "conda": False, "installCorePackages": True, "installJupyterSupport": True,
        "usableByAll": True, "allContainerConfs": False, "containerConfs": [],
    }  # fmt: skip
    if lang == "PYTHON":
        desc = {"pythonInterpreter": "PYTHON311", "corePackagesSet": "PANDAS23", **desc}
    packages = wish.get("specPackageList") or ""
    doc = {
        "envName": name, "envLang": lang, "deploymentMode": mode, "owner": owner,
        "specPackageList": packages, "specCondaEnvironment": wish.get("specCondaEnvironment") or "",
        "actualPackageList": "", "usableByAll": True, "permissions": [],
        "allContainerConfs": False, "containerConfs": [],
        "allSparkKubernetesConfs": False, "sparkKubernetesConfs": [],
        "containerCacheBustingLocation": "AFTER_START_DOCKERFILE", "predefinedContainerHooks": [],
    }  # fmt: skip
    top = {key: value for key, value in wish.items() if key in doc and value is not None}
    rest = {key: value for key, value in wish.items() if key not in doc and value is not None}
    desc.update({key: top[key] for key in desc if key in top})
    return {
        **doc,
        **top,
        **_automation(mode, packages),
        "desc": {**desc, **rest, "deploymentMode": mode},
    }


def _automation(mode: str, packages: str) -> dict[str, Any]:
    """The members that only code environments of automation nodes have."""
    if not mode.startswith("AUTOMATION"):
        return {}
    spec = {
        "specPackageList": packages,
        "specCondaEnvironment": "",
        "actualPackageList": "",
    }
    if mode == "AUTOMATION_VERSIONED":
        return {"versions": [{"versionId": "v1", **spec}]}
    place = "currentVersion" if mode == "AUTOMATION_SINGLE" else "noVersion"
    return {"versions": [], place: spec}


def version_of(doc: dict[str, Any], version_id: str | None) -> dict[str, Any]:
    """The part of a definition that holds the packages to build.

    Args:
        doc: the definition.
        version_id: the version that the caller named; only versioned ones have any.

    Raises:
        errors.BadRequest: a versioned code environment has no such version.
    """
    if doc["deploymentMode"] != "AUTOMATION_VERSIONED":
        return doc.get("currentVersion") or doc.get("noVersion") or doc
    for version in doc.get("versions") or []:
        if version_id in (None, version.get("versionId")):
            return version
    raise errors.BadRequest(f"Code env {doc['envName']} has no version {version_id}")


def packages_of(spec: str | None) -> list[str]:
    """The lines of a package list that name a package."""
    lines = (line.strip() for line in (spec or "").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def is_up_to_date(doc: dict[str, Any]) -> bool:
    """Whether what is installed is what the definition asks for."""
    if doc["deploymentMode"] == "AUTOMATION_VERSIONED" and not doc.get("versions"):
        return True  # without a version there is nothing to build
    target = version_of(doc, None)
    return packages_of(target.get("specPackageList")) == packages_of(
        target.get("actualPackageList")
    )


def install(
    dss: DSSMock, key: str, target: dict[str, Any], log: str, *, anew: bool = False
) -> dict[str, Any]:
    """Install the packages that a definition asks for, and write the log of it.

    Args:
        dss: the instance.
        key: identifier of the code environment.
        target: the part of its definition that holds the packages; changed when all goes well.
        log: name of the log.
        anew: whether the environment is built from scratch.

    Returns:
        The messages of the build.
    """
    wanted = packages_of(target.get("specPackageList"))
    problem = _problem(target, wanted)
    lines = [f"Building code env {key}" + (" from scratch" if anew else "")]
    lines += [f"Collecting {package}" for package in wanted]
    lines.append(f"ERROR: {problem}" if problem else "Successfully built")
    write_log(dss, key, log, lines)
    if problem:
        return messages(("ERROR", problem))
    target["actualPackageList"] = "\n".join(wanted)
    return messages(("SUCCESS", f"{len(wanted)} packages installed"))


def _problem(target: dict[str, Any], wanted: list[str]) -> str | None:
    interpreter = (target.get("desc") or {}).get("pythonInterpreter")
    if interpreter is not None and interpreter not in INTERPRETERS:
        return f"No such interpreter: {interpreter}"
    for package in wanted:
        name = PACKAGE_NAME.match(package)
        if name is None or name.group() == MISSING_PACKAGE:
            return f"No matching distribution found for {package}"
    return None


def build_images(dss: DSSMock, key: str, doc: dict[str, Any]) -> dict[str, Any]:
    """Build the container images of a code environment, and write the log of it."""
    settings = (dss.table("general_settings").find("instance") or {}).get("containerSettings") or {}
    known = [item["name"] for item in settings.get("executionConfigs") or [] if "name" in item]
    wanted = known if doc.get("allContainerConfs") else doc.get("containerConfs") or []
    said = [
        ("SUCCESS", f"Image built for {name}") if name in known
        else ("ERROR", f"No such container configuration: {name}")
        for name in wanted
    ]  # fmt: skip
    write_log(dss, key, "images.log", [f"{severity}: {text}" for severity, text in said])
    return messages(*said)


def write_log(dss: DSSMock, key: str, name: str, lines: list[str]) -> None:
    """Replace a log of a code environment."""
    now = datetime.fromtimestamp(dss.clock.now_ms() / 1000, UTC)
    stamp = now.strftime("[%Y/%m/%d-%H:%M:%S]")
    logs = dss.table("code_env_logs").find(key) or {}
    logs[name] = "".join(f"{stamp} {line}\n" for line in [*lines, "Done"])
    dss.table("code_env_logs").put(key, logs)
