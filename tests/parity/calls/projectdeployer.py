"""The Project Deployer: infrastructures, published projects, deployments."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def infrastructures(see: Scene) -> None:
    deployer = see("handle", see.client.get_projectdeployer())
    see("stages", deployer.list_stages())
    see("none", deployer.list_infras())
    made = see("create", deployer.create_infra("prod", "Production"))
    see("create with a policy", deployer.create_infra("test", "Test", govern_check_policy="WARN"))
    see("id", str(made.id))
    see("list", deployer.list_infras())
    see("list as dicts", deployer.list_infras(as_objects=False))
    infra = see("get", deployer.get_infra("prod"))
    status = see("status", infra.get_status())
    see("parts", [status.get_raw(), status.get_deployments()])
    settings = see("settings", infra.get_settings())
    settings.get_raw()["automationNodeUrl"] = "https://auto.example.com"
    see("save", settings.save())
    see("saved", infra.get_settings().get_raw())
    settings.get_raw()["type"] = "MULTI_AUTOMATION_NODE"
    settings.get_raw()["automationNodes"] = [{"nodeId": "one"}]
    settings.save()
    key = see("personal key", infra.generate_personal_api_key("ci", "For the pipeline"))
    see("its parts", _key(key))
    named = {"for_user": "bob"}
    see("key of another", _key(infra.generate_personal_api_key("ci", "", **named)))
    see("key of nobody", _key(infra.generate_personal_api_key("ci", "", "nobody")))
    see("delete", deployer.get_infra("test").delete())
    see.error("read what is gone", deployer.get_infra("test").get_status)
    see.error("create twice", deployer.create_infra, "prod", "Production")
    see.error("create nowhere", deployer.create_infra, "x", "Nowhere")
    see.error("may not", see.connect("carol-key").get_projectdeployer().create_infra, "y", "Test")


def projects(see: Scene) -> None:
    deployer = see.client.get_projectdeployer()
    see("none", deployer.list_projects())
    made = see("create", deployer.create_project("PENGUINS"))
    see("id", str(made.id))
    data = _bundle(see, "v1")
    see("upload", deployer.upload_bundle(see.memory(data)))
    see("upload elsewhere", deployer.upload_bundle(see.file(data, "v1.zip"), project_key="COPY"))
    see("list", deployer.list_projects())
    see("list as dicts", deployer.list_projects(as_objects=False))
    project = see("get", deployer.get_project("PENGUINS"))
    status = see("status", project.get_status())
    see("parts", [status.get_raw(), status.get_bundles(), status.get_infras()])
    see("deployments", [status.get_deployments(), status.get_deployments("prod")])
    settings = see("settings", project.get_settings())
    settings.get_raw()["name"] = "Of all"
    see("save", settings.save())
    see("saved", project.get_settings().get_raw())
    with project.get_bundle_stream("v1") as stream:
        see("stream", stream.content == data)
    path = see.folder / "v1.zip"
    see("to a file", project.download_bundle_to_file("v1", str(path)))
    see("the file", path.read_bytes() == data)
    see("delete a bundle", project.delete_bundle("v1"))
    see.error("delete what is gone", project.delete_bundle, "v1")
    see.error("stream what is gone", project.get_bundle_stream, "v1")
    see("delete", project.delete())
    see.error("read what is gone", project.get_status)
    see.error("upload twice", deployer.upload_bundle, see.memory(data), "COPY")
    see.error("upload no bundle", deployer.upload_bundle, see.memory(b"no zip"))


def deployments(see: Scene) -> None:
    deployer = _deployer(see)
    see("none", deployer.list_deployments())
    made = see("create", deployer.create_deployment("dep", "PENGUINS", "prod", "v1", "LIVE"))
    see("id", str(made.id))
    named = {"project_folder_id": "ROOT", "ignore_warnings": True, "deployed_project_key": "X"}
    see("create with all", deployer.create_deployment("more", "PENGUINS", "prod", "v1", **named))
    see("list", deployer.list_deployments())
    see("list as dicts", deployer.list_deployments(as_objects=False))
    deployment = see("get", deployer.get_deployment("dep"))
    see("status before", deployment.get_status().get_health())
    see("governance", deployment.get_governance_status())
    see("governance of a bundle", deployment.get_governance_status("v2"))
    see("update", deployment.start_update().wait_for_result())
    status = see("status", deployment.get_status())
    see("parts", [status.get_light(), status.get_heavy()])
    see("health", [status.get_health(), status.get_health_messages()])
    settings = see("settings", deployment.get_settings())
    see("what", [settings.bundle_id, settings.published_project_key, settings.get_raw()])
    settings.bundle_id = "v2"
    see("save", settings.save())
    see("save at any rate", settings.save(ignore_warnings=True))
    see("out of sync", deployment.get_status().get_health())
    see("update again", deployment.start_update().wait_for_result())
    see("deployed", see.client.get_project("LIVE").get_variables())
    see("of the project", deployer.get_project("PENGUINS").get_status().get_deployments("prod"))
    see("of the infrastructure", deployer.get_infra("prod").get_status().get_deployments())
    see("delete", deployment.delete())
    see.error("read what is gone", deployment.get_status)
    see.error("create of nothing", deployer.create_deployment, "y", "PENGUINS", "prod", "v9")


def updates_and_tests(see: Scene) -> None:
    deployer = _deployer(see)
    deployment = deployer.create_deployment("dep", "PENGUINS", "prod", "v1", "LIVE")
    see("none", deployment.list_updates())
    see.error("never updated", deployment.get_update)
    deployment.start_update().wait_for_result()
    see.advance(60)
    deployment.start_update().wait_for_result()
    items = see("list", deployment.list_updates())
    item = items[0]
    see("item", [item.start_time, item.type, item.status, item.get_raw()])
    full = see("full", item.get_full_update())
    see("parts", [full.start_time, full.end_time, full.requester, full.status, full.logs])
    see("raw", full.get_raw())
    see("last", deployment.get_update().get_raw())
    see("by time", deployment.get_update(timestamp=items[-1].start_time).get_raw())
    status = see("tests before", deployment.get_testing_status())
    see("numbers", [status.nb_total_ran_scenarios, status.nb_scenarios_per_outcome])
    see("run tests", deployment.run_test_scenarios().get_raw())
    see("tests", deployment.get_testing_status(bundle_id="v1").get_raw())
    see("tests of a node", deployment.get_testing_status("v1", "prod").get_raw())
    see.error("tests elsewhere", deployment.run_test_scenarios, "none")


def _key(made: Any) -> list[Any]:
    about = [made.created_on_all_nodes, made.user, made.secret, made.error, made.nodes_and_keys]
    wrong = [made.nodes_where_user_does_not_exist, made.nodes_where_user_is_disabled]
    return [*about, *wrong, made.get_raw()]


def _bundle(see: Scene, name: str) -> Any:
    project = see.client.get_project("PENGUINS")
    project.export_bundle(name)
    return project.get_exported_bundle_archive_stream(name).content


def _deployer(see: Scene) -> Any:
    """A deployer with an infrastructure and two bundles of a project."""
    project = see.client.get_project("PENGUINS")
    for name in ("v1", "v2"):
        project.set_variables({"standard": {"bundle": name}, "local": {}})
        project.export_bundle(name)
        project.publish_bundle(name)
    deployer = see.client.get_projectdeployer()
    deployer.create_infra("prod", "Production")
    return deployer
