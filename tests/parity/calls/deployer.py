"""The API Deployer: infrastructures, services, deployments."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Final

from tests.parity.scene import Scene

INFRA: Final = "local-nodes"
SERVICE: Final = "penguin-species"
DEPLOYMENT: Final = "penguins-live"
QUERIES: Final = [{"q": {"features": {"bill_length_mm": 40.1, "sex": None}}}]


def lists(see: Scene) -> None:
    deployer = see("handle", see.client.get_apideployer())
    see("stages", deployer.list_stages())
    see("infrastructures", deployer.list_infras())
    see("infrastructures, as dicts", deployer.list_infras(as_objects=False))
    see("services", deployer.list_services())
    see("services, as dicts", deployer.list_services(as_objects=False))
    see("deployments", deployer.list_deployments())
    see("deployments, as dicts", deployer.list_deployments(as_objects=False))
    handles = (deployer.get_infra("a"), deployer.get_service("b"), deployer.get_deployment("c"))
    see("handles", handles)
    see("ids", [[handle.id, handle.id()] for handle in handles])


def infrastructures(see: Scene) -> None:
    deployer = see.client.get_apideployer()
    see("create", deployer.create_infra("edge", "Development", "STATIC"))
    made = deployer.create_infra("cloud", "Production", "K8S", govern_check_policy="WARN")
    see("settings of it", made.get_settings())
    infra = deployer.get_infra(INFRA)
    status = see("status", infra.get_status())
    see("its deployments", status.get_deployments())
    see("its raw status", status.get_raw())
    settings = infra.get_settings()
    see("type", settings.get_type())
    settings.add_apinode("https://node2.example.org", "k2", "prefix")
    settings.add_apinode("https://node3.example.org", "k3")
    settings.remove_apinode("http://node1.example.org:12443")
    settings.remove_apinode("http://nowhere.example.org")
    see("save", settings.save())
    see("saved", infra.get_settings().get_raw())
    see("delete", made.delete())
    see.error("delete one in use", infra.delete)
    see.error("read what is gone", made.get_status)
    see.error("create twice", deployer.create_infra, "edge", "Production", "STATIC")


def services(see: Scene) -> None:
    deployer = see.client.get_apideployer()
    service = see("create", deployer.create_service("weather-api"))
    see("import", service.import_version(see.file(_version("v1"))))
    see("import from memory", service.import_version(see.memory(_version("v2"))))
    see.error("import no zip", service.import_version, see.memory(b"no zip"))
    status = see("status", service.get_status())
    see("versions", [status.get_versions(), status.get_raw(), status.get_deployments()])
    stream = service.get_version_stream("v1")
    see("stream", stream.content)
    path = see.folder / "v2.zip"
    see("to a file", service.download_version_to_file("v2", str(path)))
    see("the file", path.read_bytes())
    see("delete a version", service.delete_version("v1"))
    see.error("read what is gone", service.get_version_stream, "v1")
    settings = see("settings", service.get_settings())
    settings.get_raw()["basicInfo"] = {"name": "Weather"}
    see("save", settings.save())
    see("saved", service.get_settings().get_raw())
    see("delete", service.delete())
    demo = deployer.get_service(SERVICE).get_status()
    see("deployments", [demo.get_deployments(), demo.get_deployments(infra_id=INFRA)])
    see("deployments elsewhere", demo.get_deployments("nowhere"))
    see.error("delete one in use", deployer.get_service(SERVICE).delete)


def deployments(see: Scene) -> None:
    deployer = see.client.get_apideployer()
    see("create", deployer.create_deployment("second", SERVICE, INFRA, "v2"))
    line = {"group": "readers", "queryThroughDeployer": True}
    named: dict[str, Any] = {"authorizations_to_query_through_deployer": [line]}
    third = deployer.create_deployment("third", SERVICE, INFRA, "v1", "species", True, **named)
    see("settings of it", third.get_settings())
    see("status of what never ran", third.get_status())
    future = see("begin", third.start_update())
    see("wait", future.wait_for_result())
    settings = third.get_settings()
    settings.set_single_version("v2")
    see("save", settings.save())
    settings.set_enabled(False)
    see("save in spite of warnings", settings.save(ignore_warnings=True))
    see("saved", third.get_settings().get_raw())
    see("delete", third.delete())
    second = deployer.get_deployment("second")
    see.error("delete an enabled one", second.delete)
    see("disable and delete", second.delete(disable_first=True, ignore_pre_delete_errors=True))
    see("list", deployer.list_deployments(as_objects=False))
    see.error("no such version", deployer.create_deployment, "x", SERVICE, INFRA, "v9")
    see.error("read what is gone", third.get_settings)


def what_runs(see: Scene) -> None:
    deployment = see.client.get_apideployer().get_deployment(DEPLOYMENT)
    status = see("status", deployment.get_status())
    see("light and heavy", [status.get_light(), status.get_heavy()])
    see("health", [status.get_health(), status.get_health_messages()])
    see("URLs", status.get_service_urls())
    see("governance", deployment.get_governance_status())
    see("governance of a version", deployment.get_governance_status(version="v2"))
    document = see("OpenAPI", deployment.get_open_api())
    see("OpenAPI, read", [document.get(), document.get_raw()])
    for update in see("updates", deployment.list_updates()):
        see("update", [update.start_time, update.type, update.status, update.get_raw()])
        full = see("whole update", update.get_full_update())
        told = [full.start_time, full.end_time, full.requester, full.status, full.logs]
        see("its members", [*told, full.get_raw()])
        see("by time", deployment.get_update(update.start_time))
    see("last update", deployment.get_update())
    see.error("no such update", deployment.get_update, 1)


def queries(see: Scene) -> None:
    deployment = see.client.get_apideployer().get_deployment(DEPLOYMENT)
    see("test queries", deployment.run_test_queries())
    see("other test queries", deployment.run_test_queries("species", QUERIES))
    see("queries", deployment.run_queries(QUERIES))
    see("queries as they are", deployment.run_queries(QUERIES, "species", False))
    see.error("no such endpoint", deployment.run_queries, QUERIES, endpoint_id="nothing")
    bob = see.connect("bob-key").get_apideployer().get_deployment(DEPLOYMENT)
    see.error("may not", bob.run_queries, QUERIES)


def _version(name: str) -> bytes:
    """A version of a service, always the same bytes."""
    about = {"serviceId": "weather-api", "versionId": name, "endpoints": [{"id": "rain"}]}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("service.json", (2020, 1, 1, 0, 0, 0)), json.dumps(about))
    return out.getvalue()
