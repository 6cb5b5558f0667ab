"""Bundles: made of projects, imported into projects, activated there.

A bundle is the archive of a project with a manifest that names it. What a project made and what it
imported stands in two tables of documents named ``KEY.BUNDLE``; the archives lie beside them. They
stay on their instance: an archive of a project holds no bundles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _code_env_build as build
from dssmock.services import _project_archive as archives
from dssmock.services._identifiers import check_id
from dssmock.services._messages import messages
from dssmock.services._object_state import rows_of

if TYPE_CHECKING:
    from dssmock.core import DSSMock

EXPORTED, IMPORTED = "exported_bundles", "imported_bundles"
UNNAMED = "initial"  # the bundle that an archive without a name stands for
Said = list[tuple[str, str]]


def row(key: str, bundle_id: str) -> str:
    """Identifier of a bundle in its table."""
    return f"{key}.{bundle_id}"


def node_id(dss: DSSMock) -> str:
    """Name of the instance among its like."""
    return (dss.table("instance").find("info") or {}).get("nodeId", "dssmock")


def make(dss: DSSMock, key: str, bundle_id: str, by: str, notes: str | None) -> None:
    """Make a bundle of a project as it is now.

    Raises:
        errors.BadRequest: there is one of this name, or it cannot be one.
    """
    check_id("a bundle", bundle_id)
    archive = archives.gather(dss, key)
    archive.document["variables"]["local"] = {}  # they belong to the node
    said = {"exportedOn": dss.clock.now_ms(), "exportedBy": by, "releaseNotes": notes or ""}
    manifest = {
        "originalProjectKey": key,
        "generatedWithDSSVersion": dss.version,
        "designNodeId": node_id(dss),
        "exportUserInfo": said,
    }
    counts = {name: len(documents) for name, documents in archive.tables.items()}
    document = {
        "projectKey": key,
        "bundleId": bundle_id,
        "state": "BUILT",
        "exportManifest": manifest,
        "contentSummary": {**counts, "files": len(archive.blobs)},
    }
    dss.table(EXPORTED).add(row(key, bundle_id), document)
    envs = [each for each in dss.table("code_envs").values() if each["envName"] in _envs(archive)]
    data = archives.pack(archive, {**manifest, "bundleId": bundle_id, "codeEnvs": envs})
    dss.blobs.put(_blob(EXPORTED, key, bundle_id), data)


def _envs(archive: archives.ProjectArchive) -> set[str]:
    """Names of the code environments that a project names somewhere."""
    return set(_named([archive.document, archive.tables], "envName"))


def _named(value: Any, member: str) -> Iterator[str]:
    """The texts that stand in members of this name, at any depth."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name == member and isinstance(each, str) and each:
                yield each
            yield from _named(each, member)
    elif isinstance(value, list):
        for each in value:
            yield from _named(each, member)


def _blob(side: str, key: str, bundle_id: str) -> str:
    return archives.live_blob(key, f"{side}/{bundle_id}")


def data_of(dss: DSSMock, side: str, key: str, bundle_id: str) -> bytes:
    """The archive of a bundle.

    Raises:
        errors.NotFound: the project has no such bundle.
    """
    dss.table(side).get(row(key, bundle_id))
    return dss.blobs.get(_blob(side, key, bundle_id))


def archive_of_server(dss: DSSMock, path: str) -> bytes:
    """A file on the machine of the instance: the bytes that it keeps are the whole disk.

    Args:
        dss: the instance.
        path: the path; clients make it absolute.

    Raises:
        errors.BadRequest: there is no such file.
    """
    for name in (path, path.removeprefix("/")):
        if name in dss.blobs:
            return dss.blobs.get(name)
    raise errors.BadRequest(f"Archive does not exist: {path}")


def listed(dss: DSSMock, side: str, key: str) -> list[dict[str, Any]]:
    """The bundles of a project as lists show them, oldest first."""
    hidden = ("projectKey", "contentSummary")
    found = rows_of(dss, side, key)
    return [{name: each[name] for name in each if name not in hidden} for each in found]


def forget(dss: DSSMock, side: str, key: str, bundle_id: str) -> None:
    """Delete a bundle.

    Raises:
        errors.NotFound: the project has no such bundle.
    """
    dss.table(side).delete(row(key, bundle_id))
    dss.blobs.delete(_blob(side, key, bundle_id))


def name_of(archive: archives.ProjectArchive) -> str:
    """The identifier of a bundle that was brought.

    Raises:
        errors.BadRequest: it cannot be one.
    """
    return check_id("a bundle", str(archive.manifest.get("bundleId") or UNNAMED))


def bring(dss: DSSMock, key: str, data: bytes, by: str) -> str:
    """Import a bundle into a project, where it waits to be activated.

    Returns:
        Its identifier.

    Raises:
        errors.BadRequest: it is no bundle, of another project, or imported already.
    """
    archive = archives.unpack(data)
    archives.check_parts(dss, archive.document)
    origin = dss.table("projects").get(key).get("bundleOrigin", key)
    if archive.key != origin:
        raise errors.BadRequest(f"The bundle is of project {archive.key}, not of {origin}")
    keep(dss, key, archive, data, by)
    return name_of(archive)


def keep(dss: DSSMock, key: str, archive: archives.ProjectArchive, data: bytes, by: str) -> None:
    """Keep an imported bundle.

    Raises:
        errors.BadRequest: the project has one of this identifier.
    """
    bundle_id = name_of(archive)
    document = {
        "projectKey": key,
        "bundleId": bundle_id,
        "importState": {"importedOn": dss.clock.now_ms(), "importedBy": by},
        "exportManifest": manifest_of(archive),
        "preloaded": False,
    }
    dss.table(IMPORTED).add(row(key, bundle_id), document)
    dss.blobs.put(_blob(IMPORTED, key, bundle_id), data)


def manifest_of(archive: archives.ProjectArchive) -> dict[str, Any]:
    """What lists show of where a bundle comes from."""
    hidden = ("bundleId", "codeEnvs")
    return {name: each for name, each in archive.manifest.items() if name not in hidden}


def preload(dss: DSSMock, key: str, bundle_id: str, by: str) -> dict[str, Any]:
    """Make the code environments that a bundle needs and that do not exist.

    Returns:
        What there is to say.

    Raises:
        errors.NotFound: the project has no such bundle.
    """
    archive = archives.unpack(data_of(dss, IMPORTED, key, bundle_id))
    said: Said = []
    for env in archive.manifest.get("codeEnvs") or []:
        id = f"{env['envLang']}/{env['envName']}"
        if id not in dss.table("code_envs"):
            said += _made_env(dss, id, env, by)
    with dss.table(IMPORTED).edit(row(key, bundle_id)) as document:
        document["preloaded"] = True
    return messages(*said, *missing_envs(dss, archive, {}))


def _made_env(dss: DSSMock, id: str, env: Mapping[str, Any], by: str) -> Said:
    """Build a code environment as a bundle describes it, and say how it went."""
    wish = {
        "deploymentMode": "AUTOMATION_SINGLE",
        "specPackageList": env.get("specPackageList"),
    }
    doc = build.new_definition(env["envLang"], env["envName"], by, wish)
    report = build.install(dss, id, build.version_of(doc, None), "create.log")
    if report["error"]:
        return [(each["severity"], each["message"]) for each in report["messages"]]
    dss.table("code_envs").add(id, doc)
    return [("SUCCESS", f"Created code env {env['envName']}")]


def missing_envs(
    dss: DSSMock, archive: archives.ProjectArchive, remapping: Mapping[str, Any]
) -> Said:
    """What to say of code environments that a bundle needs and that do not exist here."""
    known = {each["envName"] for each in dss.table("code_envs").values()}
    other = {pair.get("source"): pair.get("target") for pair in remapping.get("codeEnvs") or []}
    missing = sorted({other.get(name) or name for name in _envs(archive)} - known)
    return [("WARNING", f"Code env does not exist: {name}") for name in missing]


def activate(
    dss: DSSMock,
    key: str,
    bundle_id: str,
    by: str,
    scenarios: Mapping[str, Any],
    remapping: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Make an imported bundle the content of its project.

    Args:
        dss: the instance.
        key: key of the project.
        bundle_id: the bundle.
        by: who does it.
        scenarios: whether scenarios are active then, by identifier. The others are as they were,
            and what is new is not active.
        remapping: names of the bundle to names of this instance.

    Returns:
        What there is to say.

    Raises:
        errors.NotFound: the project has no such bundle.
    """
    archive = archives.unpack(data_of(dss, IMPORTED, key, bundle_id))
    before = {each["id"]: each.get("active", False) for each in rows_of(dss, "scenarios", key)}

    def change(document: dict[str, Any]) -> None:
        document["activeBundleId"] = bundle_id

    archives.replace_content(
        dss, archive, key=key, by=by, action="BUNDLE_ACTIVATE", remapping=remapping, change=change
    )
    set_active(dss, key, before | dict(scenarios))
    unknown = sorted(set(scenarios) - {each["id"] for each in rows_of(dss, "scenarios", key)})
    said = [("WARNING", f"Scenario does not exist: {name}") for name in unknown]
    return messages(*said, *missing_envs(dss, archive, remapping or {}))


def set_active(dss: DSSMock, key: str, wanted: Mapping[str, Any]) -> None:
    """Switch the scenarios of a project on and off; those that are not named go off."""
    for scenario in rows_of(dss, "scenarios", key):
        with dss.table("scenarios").edit(row(key, scenario["id"])) as document:
            document["active"] = bool(wanted.get(scenario["id"], False))
