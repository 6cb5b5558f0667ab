"""Promote a bundle from a design node to an automation node, without a Project Deployer.

The project is created on the automation node when it is not there. What differs between the two,
such as the name of a connection or a variable, is set after the bundle is active.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from dataikuapi import DSSClient


def main(
    design: DSSClient,
    automation: DSSClient,
    project_key: str,
    bundle: str,
    variables: dict[str, Any] | None = None,
) -> None:
    """Make a bundle on the design node and activate it on the automation node."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, f"{project_key}-{bundle}.zip")
        export(design, project_key, bundle, archive)
        bring(automation, project_key, archive)

    project = automation.get_project(project_key)
    project.preload_bundle(bundle)
    report = project.activate_bundle(bundle)
    for message in report.get("messages", []):
        print(message["severity"], message.get("message") or message.get("title"))

    local = project.get_variables()
    local["local"].update(variables or {})
    project.set_variables(local)
    print(project_key, "runs bundle", bundle, "on", automation.host)


def export(design: DSSClient, project_key: str, bundle: str, archive: Path) -> None:
    """Make the bundle, unless it is there, and download it."""
    project = design.get_project(project_key)
    made = [item["bundleId"] for item in project.list_exported_bundles()["bundles"]]
    if bundle not in made:
        project.export_bundle(bundle)
    project.download_exported_bundle_archive_to_file(bundle, str(archive))
    print("Downloaded", archive.name)


def bring(automation: DSSClient, project_key: str, archive: Path) -> None:
    """Upload the bundle: into its project, or as a new project."""
    with archive.open("rb") as file:
        if project_key in automation.list_project_keys():
            automation.get_project(project_key).import_bundle_from_stream(file)
        else:
            automation.create_project_from_bundle_archive(file)


if __name__ == "__main__":
    main(
        DSSClient(os.environ["DESIGN_URL"], os.environ["DESIGN_KEY"]),
        DSSClient(os.environ["AUTOMATION_URL"], os.environ["AUTOMATION_KEY"]),
        project_key="PENGUINS",
        bundle="v1",
        variables={"env": "production"},
    )
