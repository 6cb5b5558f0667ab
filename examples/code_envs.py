"""Raise a package in all Python code environments that ask for it, and rebuild them.

An environment whose build fails gets its former packages back. Needs the right to manage code
environments.
"""

from __future__ import annotations

import os
import re

from dataikuapi import DSSClient
from dataikuapi.utils import DataikuException


def main(client: DSSClient, package: str, requirement: str) -> dict[str, str]:
    """Write the requirement in place of the package's, and tell what became of each code env."""
    projects = projects_by_env(client)
    outcome = {}
    for item in client.list_code_envs():
        if item["envLang"] == "PYTHON" and item["deploymentMode"] == "DESIGN_MANAGED":
            name = item["envName"]
            result = update(client, name, package, requirement)
            if result:
                outcome[name] = result
                used = ", ".join(projects.get(name, [])) or "no project"
                print(f"{name} (used by {used}): {result}")
    return outcome


def projects_by_env(client: DSSClient) -> dict[str, list[str]]:
    """Which projects use each Python code env."""
    found: dict[str, set[str]] = {}
    for usage in client.list_code_env_usages():
        if usage.get("projectKey") and usage["envLang"] == "PYTHON":
            found.setdefault(usage["envName"], set()).add(usage["projectKey"])
    return {name: sorted(keys) for name, keys in found.items()}


def update(client: DSSClient, name: str, package: str, requirement: str) -> str:
    """Update one code env; gives nothing when the package is none of its own."""
    env = client.get_code_env("PYTHON", name)
    settings = env.get_settings()
    before = settings.get_required_packages(as_list=True)
    after = [requirement if package_of(line) == package else line for line in before]
    if after == before:
        return ""
    settings.set_required_packages(*after)
    settings.save()
    try:
        env.update_packages(force_rebuild_env=True)
    except DataikuException as error:
        settings.set_required_packages(*before)
        settings.save()
        env.update_packages(force_rebuild_env=True)
        return f"kept as it was: {error}"
    return f"has {requirement}"


def package_of(line: str) -> str:
    """Name of the package in a line of requirements."""
    return re.split(r"[^\w.-]", line.strip(), maxsplit=1)[0].lower()


if __name__ == "__main__":
    main(DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"]), "pandas", "pandas==2.2.3")
