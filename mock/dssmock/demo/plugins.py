"""Plugins and the API Deployer of the demo instance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dssmock.services import _deployer_state as deployer
from dssmock.services import _plugin_state as plugins
from dssmock.services._plugin_archive import MANIFEST, write_zip

if TYPE_CHECKING:
    from dssmock.core import DSSMock

PLUGIN = "weather"
PARAMETER_SET = "account"
SERVICE, INFRA, DEPLOYMENT = "penguin-species", "local-nodes", "penguins-live"


def seed(dss: DSSMock) -> None:
    """Install a plugin, and publish and deploy a service."""
    _seed_plugin(dss)
    _seed_service(dss)
    _seed_deployment(dss)


def _seed_plugin(dss: DSSMock) -> None:
    plugins.install(dss, _plugin_files(), is_dev=True)
    with dss.table("plugins").edit(PLUGIN) as plugin:
        plugin["settings"]["presets"].append(
            {
                "name": "oslo",
                "type": f"parameter-set-{PLUGIN}-{PARAMETER_SET}",
                "owner": "admin",
                "config": {"region": "eu", "station": "NO-0150"},
                "pluginConfig": {"endpoint": "https://weather.example.org"},
                "defaultPermission": {"use": True},
                "permissions": [{"group": "readers", "use": False}],
            }
        )


def _plugin_files() -> dict[str, bytes]:
    manifest = {
        "id": PLUGIN,
        "version": "1.2.0",
        "meta": {
            "label": "Weather",
            "description": "Daily observations of weather stations",
            "author": "The mock's authors",
            "icon": "icon-cloud",
            "tags": ["demo"],
        },
    }
    parameter_set = {
        "meta": {"label": "Account"},
        "params": [
            {
                "name": "region",
                "label": "Region",
                "type": "STRING",
                "defaultValue": "eu",
            },
            {"name": "station", "label": "Station", "type": "STRING"},
        ],
        "pluginParams": [
            {
                "name": "endpoint",
                "label": "Endpoint",
                "type": "STRING",
                "defaultValue": "https://weather.example.org",
            }
        ],
    }
    return {
        MANIFEST: _json(manifest),
        "README.md": b"# Weather\n\nReads what weather stations saw.\n",
        f"parameter-sets/{PARAMETER_SET}/parameter-set.json": _json(parameter_set),
        "code-env/python/spec/requirements.txt": b"python-dateutil\n",
        "python-lib/weather/__init__.py": b'"""Weather stations."""\n',
        "python-lib/weather/stations.py": b'STATIONS = {"NO-0150": "Oslo"}\n',
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=2).encode()


def _seed_service(dss: DSSMock) -> None:
    settings = {
        "id": SERVICE,
        "basicInfo": {"name": SERVICE},
        "permissions": [],
        "owner": "admin",
    }
    packages = [_package(dss, version) for version in ("v1", "v2")]
    deployer.services(dss).put(SERVICE, {"settings": settings, "packages": packages})


def _package(dss: DSSMock, version: str) -> dict[str, Any]:
    query = {"q": {"features": {"bill_length_mm": 39.1, "flipper_length_mm": 181}}}
    endpoints = [{"id": "species", "type": "STD_PREDICTION", "testQueries": [query]}]
    key = f"api-services/{SERVICE}/{version}"
    about = {"serviceId": SERVICE, "versionId": version, "endpoints": endpoints}
    dss.blobs.put(key, write_zip({deployer.SERVICE_FILE: _json(about)}))
    return {
        "id": version,
        "publishedOn": dss.clock.now_ms(),
        "publishedBy": "admin",
        "endpoints": endpoints,
        "blob": key,
    }


def _seed_deployment(dss: DSSMock) -> None:
    node = {"url": "http://node1.example.org:12443", "adminAPIKey": "node-key"}
    infra = {
        "id": INFRA,
        "type": "STATIC",
        "stage": "Production",
        "governCheckPolicy": "NO_CHECK",
        "apiNodes": [node],
        "permissions": [],
        "owner": "admin",
    }
    deployer.infras(dss).put(INFRA, infra)
    settings = {
        "id": DEPLOYMENT,
        "infraId": INFRA,
        "publishedServiceId": SERVICE,
        "endpointId": None,
        "enabled": True,
        "generationsMapping": {"mode": "SINGLE_GENERATION", "generation": "v1"},
        "authorizationsToQueryThroughDeployer": [],
        "owner": "admin",
    }
    started = dss.clock.now_ms()
    update = {
        "startTimestamp": started,
        "endTimestamp": started + 1500,
        "requester": "admin",
        "type": "DEPLOY",
        "status": "SUCCESS",
        "logs": {"lines": [f"Updating {DEPLOYMENT}", "Deployed version v1"]},
    }
    deployment = {"settings": settings, "running": "v1", "updates": [update]}
    deployer.deployments(dss).put(DEPLOYMENT, deployment)
