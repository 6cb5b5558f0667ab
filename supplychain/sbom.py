"""Writes a bill of materials of this environment: CycloneDX 1.6, as JSON.

It holds this package, dssmock, and what they need, as it is installed here.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import uuid
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

OURS = ("dataiku-openapi-client", "dssmock")
# A licence by its name in the SPDX list has no blanks; anything longer is the text itself.
SPDX = re.compile(r"^[A-Za-z0-9.+() -]{1,80}$")


def canonical(name: str) -> str:
    """The name of a package as the index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def purl(found: Distribution) -> str:
    """The address of a package for tools that look for vulnerabilities."""
    return f"pkg:pypi/{canonical(found.name)}@{found.version}"


def needs(found: Distribution) -> list[str]:
    """Names of what a package needs in this environment, its extras left out."""
    wanted = [Requirement(each) for each in found.requires or ()]
    return [
        canonical(each.name)
        for each in wanted
        if each.marker is None or each.marker.evaluate({"extra": ""})
    ]


def collected(names: tuple[str, ...]) -> dict[str, Distribution]:
    """Packages and all that they need, by name.

    Raises:
        PackageNotFoundError: one is not installed.
    """
    found: dict[str, Distribution] = {}
    queue = list(names)
    while queue:
        name = queue.pop()
        if name not in found:
            found[name] = distribution(name)
            queue += needs(found[name])
    return found


def licences(found: Distribution) -> list[dict[str, Any]]:
    """The licences that a package declares."""
    metadata = found.metadata
    text = metadata.get("License-Expression")
    if text:
        return [{"expression": text}]
    text = metadata.get("License") or ""
    if SPDX.match(text):
        return [{"license": {"name": text}}]
    named = [each for each in metadata.get_all("Classifier") or () if each.startswith("License")]
    return [{"license": {"name": each.rpartition(" :: ")[2]}} for each in named]


def component(found: Distribution) -> dict[str, Any]:
    """A package as the bill lists it."""
    said = {
        "type": "library",
        "bom-ref": purl(found),
        "name": canonical(found.name),
        "version": found.version,
        "purl": purl(found),
    }
    known = licences(found)
    return {**said, "licenses": known} if known else said


def bill(found: dict[str, Distribution]) -> dict[str, Any]:
    """The bill of materials; the same environment and SOURCE_DATE_EPOCH give the same one.

    Args:
        found: the packages by name, ours among them.
    """
    first, *_ = OURS
    parts = [component(each) for name, each in sorted(found.items()) if name != first]
    links = [
        {"ref": purl(each), "dependsOn": sorted(purl(found[name]) for name in set(needs(each)))}
        for _, each in sorted(found.items())
    ]
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([parts, links], sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": {
            "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": component(found[first]),
        },
        "components": parts,
        "dependencies": links,
    }


def main(arguments: list[str] | None = None) -> int:
    """Writes the bill.

    Args:
        arguments: those of the command line.

    Returns:
        0, or 1 when a package is not installed.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("dist/sbom.cdx.json"))
    options = parser.parse_args(arguments)
    try:
        made = bill(collected(OURS))
    except PackageNotFoundError as missing:
        print(f"{missing} is not installed here", file=sys.stderr)
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    print(f"{options.output}: {len(made['components']) + 1} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
