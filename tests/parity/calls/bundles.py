"""Bundles of projects, and API services with their packages."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def export(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("none", project.list_exported_bundles())
    see("export", project.export_bundle("v1"))
    named = {"release_notes": "Été", "evaluate_project_standards_checks": False}
    see("export with notes", project.export_bundle("v2", **named))
    see("list", project.list_exported_bundles())
    see.error("export twice", project.export_bundle, "v1")
    with project.get_exported_bundle_archive_stream("v1") as stream:
        see("stream", stream.content[:2])
    path = see.folder / "v1.zip"
    see("to a file", project.download_exported_bundle_archive_to_file("v1", str(path)))
    see("the file", path.read_bytes())
    see.error("stream of nothing", project.get_exported_bundle_archive_stream, "none")
    see("publish", project.publish_bundle("v1"))
    see("publish elsewhere", project.publish_bundle("v2", "OTHER"))
    see.error("publish twice", project.publish_bundle, "v1")
    see("published", project.list_exported_bundles())
    see("delete", project.delete_exported_bundle("v1"))
    see.error("delete what is gone", project.delete_exported_bundle, "v1")


def activation(see: Scene) -> None:
    """A project that was made from its first bundle takes the second."""
    client = see.client
    project = client.get_project("PENGUINS")
    first = _bundle(see, "v1")
    project.set_variables({"standard": {"year": 2027}, "local": {"env": "dev"}})
    second = _bundle(see, "v2")
    project.delete().wait_for_result()
    client.create_project_from_bundle_archive(see.memory(first))
    there = client.get_project("PENGUINS")
    see("list", there.list_imported_bundles())
    see("import", there.import_bundle_from_stream(see.file(second, "v2.zip")))
    see("list again", there.list_imported_bundles())
    see("preload", there.preload_bundle("v2"))
    see("activate", there.activate_bundle("v2"))
    see("variables", there.get_variables())
    see("back", there.activate_bundle("v1", {"NIGHTLY": False, "CHECKS": True}))
    see("back by name", there.activate_bundle("v1", scenarios_to_enable={"NIGHTLY": True}))
    see("scenarios", [[each.id, each["active"]] for each in there.list_scenarios()])
    see("active", [each.get("activeBundleState") for each in client.list_projects()])
    see("delete", there.delete_imported_bundle("v2"))
    see.error("delete the active one", there.delete_imported_bundle, "v1")
    see.error("activate nothing", there.activate_bundle, "none")
    see.error("import no bundle", there.import_bundle_from_stream, see.memory(b"no zip"))
    see.error("import of the server", there.import_bundle_from_archive, "/data/none.zip")


def services(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("none", project.list_api_services())
    service = see("create", project.create_api_service("birds"))
    see("id", str(service.id))
    see.error("create twice", project.create_api_service, "birds")
    settings = see("settings", service.get_settings())
    see("parts", [settings.get_raw(), settings.auth_method, settings.endpoints])
    settings.add_prediction_endpoint("a", "model1")
    settings.add_multitarget_prediction_endpoint("b", "model1")
    settings.add_clustering_endpoint("c", "model1")
    settings.add_forecasting_endpoint("d", "model1")
    settings.add_causal_prediction_endpoint("e", "model1")
    settings.add_causal_prediction_endpoint("f", "model1", compute_propensity=True)
    settings.get_raw()["authMethod"] = "API_KEYS"
    see("changed", settings.get_raw())
    see("save", settings.save())
    see.error("package without its model", service.create_package, "v0")
    settings = service.get_settings()
    settings.get_raw()["endpoints"] = []
    see("save without", settings.save())
    [item] = see("list", project.list_api_services())
    see("item", [item.name, item.id, item.auth_method, item.endpoints, item.to_api_service()])
    see("as objects", project.list_api_services(as_type="objects"))
    see.error("as nothing", project.list_api_services, as_type="dicts")
    see.error("settings of nothing", project.get_api_service("none").get_settings)


def packages(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    service = project.create_api_service("birds")
    see("none", service.list_packages())
    see("create", service.create_package("v1"))
    see("create with notes", service.create_package("v2", release_notes="Été"))
    see("list", service.list_packages())
    see("summary", service.get_package_summary("v2"))
    with service.download_package_stream("v1") as stream:
        see("stream", stream.read())
    path = see.folder / "v1.zip"
    see("to a file", service.download_package_to_file("v1", str(path)))
    see("the file", path.read_bytes())
    see("publish", service.publish_package("v1"))
    see("publish elsewhere", service.publish_package("v1", published_service_id="other"))
    see("delete", service.delete_package("v2"))
    see.error("summary of what is gone", service.get_package_summary, "v2")
    see.error("stream of what is gone", service.download_package_stream, "v2")
    see.error("create twice", service.create_package, "v1")
    see.error("publish what is gone", service.publish_package, "v2")


def _bundle(see: Scene, name: str) -> Any:
    project = see.client.get_project("PENGUINS")
    project.export_bundle(name)
    return project.get_exported_bundle_archive_stream(name).content
