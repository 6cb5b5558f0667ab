"""What the examples of bundles, deployers, channels and business applications need."""

from __future__ import annotations

import json
from typing import Any, Final

from dssmock.core import DSSMock
from tests.archives import zip_of

KEY: Final = "SALES"
SECOND: Final = "/data/bundles/sales-v2.zip"
BUNDLE: Final = f"/projects/{KEY}/bundles"
SERVICE: Final = f"/projects/{KEY}/apiservices/fraud"
DEPLOYER: Final = "/project-deployer"
DEPLOYMENT: Final = "SALES-on-prod"
APP: Final = "churn-watch"
CHANNEL: Final = {
    "id": "team-mail",
    "type": "smtp",
    "configuration": {"sender": "dss@example.com"},
}
STARTED: Final = 1767600000000
# What an operation makes must not be there yet, and what stands in its way must go.
ABSENT: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "api_service_create": (("api_services", f"{KEY}.fraud"),),
    "api_service_create_package": (("api_service_packages", f"{KEY}.fraud/v1"),),
    "business_app_create_code_env": (("code_envs", "PYTHON/churn_watch"),),
    "business_app_install_from_store": (("business_apps", APP),),
    "bundle_export": (("exported_bundles", f"{KEY}.v1"),),
    "messaging_channel_create": (("messaging_channels", "team-mail"),),
    "project_deployer_create_deployment": (("project_deployer_deployments", DEPLOYMENT),),
    "project_deployer_create_infra": (("project_deployer_infras", "prod"),),
    "project_deployer_create_project": (("project_deployer_projects", KEY),),
    "project_deployer_delete_bundle": (("project_deployer_deployments", DEPLOYMENT),),
    "project_deployer_delete_infra": (("project_deployer_deployments", DEPLOYMENT),),
    "project_deployer_delete_project": (("project_deployer_deployments", DEPLOYMENT),),
}


def plant(mock: DSSMock) -> None:
    """Add what the examples name."""
    _ask(mock, "PUT", f"{BUNDLE}/exported/v2")
    mock.blobs.put(SECOND, mock.request("GET", f"{BUNDLE}/exported/v2/archive").body)
    _ask(mock, "DELETE", f"{BUNDLE}/exported/v2")
    _ask(mock, "PUT", f"{BUNDLE}/exported/v1")
    _ask(mock, "POST", f"{BUNDLE}/v1/publish")
    archive = mock.request("GET", f"{BUNDLE}/exported/v1/archive").body
    path = f"{BUNDLE}/imported/actions/importFromStream"
    _ask(mock, "POST", path, files={"file": ("v1.zip", archive)})
    _ask(mock, "POST", f"{DEPLOYER}/infras", {"id": "prod", "stage": "Production"})
    wish = {
        "deploymentId": DEPLOYMENT,
        "publishedProjectKey": KEY,
        "infraId": "prod",
        "bundleId": "v1",
    }
    _ask(mock, "POST", f"{DEPLOYER}/deployments", wish)
    _ask(mock, "POST", f"{DEPLOYER}/deployments/{DEPLOYMENT}/actions/update")
    _ask(mock, "GET", "/instance-info")  # the update has ended by then
    with mock.table("project_deployer_deployments").edit(DEPLOYMENT) as deployment:
        deployment["updates"][0]["startTimestamp"] = STARTED
    _ask(mock, "POST", SERVICE)
    _ask(mock, "POST", f"{SERVICE}/packages/v1")
    _ask(mock, "POST", "/messaging-channels/", CHANNEL)
    _ask(mock, "POST", "/business-apps/install-from-store", {"businessAppId": APP})
    env = {"deploymentMode": "BUSINESS_APP_MANAGED", "conda": False}
    _ask(mock, "POST", f"/business-apps/{APP}/code-env/actions/create", env)
    _ask(mock, "GET", "/instance-info")
    with mock.table("projects").edit(KEY) as project:
        project["businessApp"] = {"id": APP, "version": "1.0.0", "running": True}


def arrange(mock: DSSMock, operation: str) -> None:
    """Make the instance ready for the example of an operation."""
    for table, id in ABSENT.get(operation, ()):
        mock.table(table).delete(id)
    if operation == "bundle_publish":
        with mock.table("project_deployer_projects").edit(KEY) as published:
            published["packages"] = []
    if operation == "api_service_publish_package":
        with mock.table("api_deployer_services").edit("fraud") as service:
            service["packages"] = []
    if operation == "project_deployer_generate_personal_api_key":
        with mock.table("project_deployer_infras").edit("prod") as infra:
            infra |= {"type": "MULTI_AUTOMATION_NODE", "automationNodes": [{"nodeId": "auto1"}]}
    if operation == "business_app_delete":
        with mock.table("projects").edit(KEY) as project:
            del project["businessApp"]


def file_for(mock: DSSMock, operation: str) -> bytes | None:
    """The file that an upload takes, None for the usual one."""
    if operation == "project_deployer_upload_bundle":
        return mock.blobs.get(SECOND)
    if operation == "messaging_channel_send":
        return json.dumps({"to": ["alice@example.org"], "subject": "s", "body": "b"}).encode()
    if operation == "business_app_install_from_archive":
        return zip_of({"business-app.json": json.dumps({"id": APP, "version": "2.0.0"})})
    return None


def _ask(mock: DSSMock, method: str, path: str, body: Any = None, **options: Any) -> None:
    answer = mock.request(method, path, json=body, **options)
    assert answer.status == 200, (path, answer.body)
