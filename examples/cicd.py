"""Deploy a project from CI: test it, bundle it, publish the bundle, deploy it, check the result.

When the deployment is not healthy afterwards, the former bundle is deployed again. Runs against the
design node that the Project Deployer belongs to.
"""

from __future__ import annotations

import os
from typing import Any

from dataikuapi import DSSClient

INFRA, DEPLOYMENT = "production", "penguins-production"


def main(
    client: DSSClient,
    project_key: str,
    bundle: str,
    infra: str = INFRA,
    deployment_id: str = DEPLOYMENT,
) -> bool:
    """Bring the project's present state into production; False when it had to be taken back."""
    run_tests(client, project_key)
    project = client.get_project(project_key)
    project.export_bundle(bundle, release_notes="Made by CI")
    project.publish_bundle(bundle)
    print("Published bundle", bundle)

    deployer = client.get_projectdeployer()
    known = [deployment.id for deployment in deployer.list_deployments()]
    if deployment_id not in known:
        deployment = deployer.create_deployment(deployment_id, project_key, infra, bundle)
        return deploy(deployment)
    deployment = deployer.get_deployment(deployment_id)
    former = change_bundle(deployment, bundle)
    if deploy(deployment):
        return True
    change_bundle(deployment, former)
    deploy(deployment)
    print("Went back to bundle", former)
    return False


def run_tests(client: DSSClient, project_key: str) -> None:
    """Run the scenarios that have the tag "test"; one that fails ends the program."""
    for item in client.get_project(project_key).list_scenarios():
        if "test" in item.get("tags", []):
            client.get_project(project_key).get_scenario(item["id"]).run_and_wait()
            print("Passed:", item["id"])


def change_bundle(deployment: Any, bundle: str) -> str:
    """Set the bundle of a deployment and give the one that it had."""
    settings = deployment.get_settings()
    former, settings.bundle_id = settings.bundle_id, bundle
    settings.save()
    return former


def deploy(deployment: Any) -> bool:
    """Make a deployment what its settings say, and tell whether it is healthy then."""
    deployment.start_update().wait_for_result()
    status = deployment.get_status()
    for message in status.get_health_messages()["messages"]:
        print(message["severity"], message["message"])
    print(deployment.id, "is", status.get_health())
    return status.get_health() in ("HEALTHY", "WARNING")


if __name__ == "__main__":
    dss = DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"])
    raise SystemExit(0 if main(dss, "PENGUINS", os.environ["CI_COMMIT_TAG"]) else 1)
