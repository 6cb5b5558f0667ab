"""What the table of today asks for with arguments that older versions do not take."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from tests.parity.data import plant, plant_later
from tests.parity.scene import Scene


def clusters(see: Scene) -> None:
    client = see.client
    cluster = see("create", client.create_cluster("old", "manual", {"a": 1}))
    definition = see("read", cluster.get_definition())
    see("change", cluster.set_definition(definition))
    settings = see("settings", cluster.get_settings())
    see("change to the same", cluster.set_definition(settings.get_raw()))
    see("plugin data", settings.get_plugin_data())
    see("raw", settings.get_raw())
    see("save", settings.save())
    see("delete", cluster.delete())


def connections(see: Scene) -> None:
    client = see.client
    made = see("create", client.create_connection("old", "PostgreSQL", {"host": "db"}))
    definition = see("read", made.get_definition())
    see("change", made.set_definition(definition))
    see("delete", made.delete())
    item = client.list_connections(as_type="listitem")[0]
    see("type", item.type)
    see("handle", item.to_connection())


def keys(see: Scene) -> None:
    client = see.client
    see("own", client.create_personal_api_key("mine"))
    made = see("create", client.create_global_api_key("robot", "Runs", admin=True))
    see("list", client.list_global_api_keys())
    again = client.get_global_api_key(made.key)
    definition = see("read", again.get_definition())
    see("change", again.set_definition({**definition, "description": "Walks"}))
    see("changed", client.get_global_api_key(made.key).get_definition())
    see("delete", made.delete())


def meanings(see: Scene) -> None:
    meaning = see("create", see.client.create_meaning("old", "Old", "DECLARATIVE"))
    definition = see("read", meaning.get_definition())
    see("change", meaning.set_definition(definition))


def deployer(see: Scene) -> None:
    client = see.client
    deployer = client.get_apideployer()
    see("deployments", deployer.list_deployments())
    service = see("service", deployer.create_service("oldies"))
    see("settings", service.get_settings().get_raw())
    see("save", service.get_settings().save())
    see("status", [service.get_status().get_versions(), service.get_status().get_raw()])
    infra = see("infrastructure", deployer.create_infra("spare", "Development", "STATIC"))
    see("delete it", infra.delete())
    old = see("deployment", deployer.get_deployments()[0])
    see("deployment settings", old.get_settings().get_raw())


def project_deployer(see: Scene) -> None:
    deployer = see.client.get_projectdeployer()
    infra = see("infrastructure", deployer.create_infra("spare", "Development"))
    see("delete", infra.delete())


def preparation(see: Scene) -> None:
    builder = see.client.get_project("PENGUINS").new_recipe("prepare", "tidy")
    builder.with_input("penguins").with_new_output("tidied", "filesystem_managed")
    settings = see("recipe", builder.create().get_settings())
    see("filter", settings.add_filter_on_bad_meaning("LongMeaning", "year"))


def joins(see: Scene) -> None:
    """A condition, where the method is a static one that takes the settings too."""
    builder = see.client.get_project("PENGUINS").new_recipe("join", "meet")
    builder.with_input("penguins").with_input("species_names")
    settings = builder.with_new_output("met", "filesystem_managed").create().get_settings()
    joined = settings.add_join("INNER", 0, 1)
    names = {"column1": "species", "column2": "species"}
    see("condition", type(settings).add_condition_to_join(settings, joined, **names))


def deployment(see: Scene) -> None:
    deployer = see.client.get_apideployer()
    old = see(
        "get",
        deployer.get_deployment(deployer.list_deployments(False)[0]["deploymentBasicInfo"]["id"]),
    )
    settings = see("settings", old.get_settings())
    see("raw", settings.get_raw())
    see("disable", settings.set_enabled(False))
    see("version", settings.set_single_version("v1"))
    see("save", settings.save())
    see("update", old.start_update().wait_for_result())
    see("delete", old.delete())


def datasets(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    dataset = project.get_dataset("penguins")
    see("columns", dataset.get_settings().schema_columns)
    helper = see("managed", project.new_managed_dataset_creation_helper("copy"))
    see("store", helper.with_store_into("filesystem_managed"))
    see("settings", helper.get_creation_settings())
    copy = see("create", helper.create())
    see("exists", helper.already_exists())
    see("copy", dataset.copy_to(copy, True, "OVERWRITE").wait_for_result())
    helper = project.new_managed_dataset_creation_helper("parts")
    see("partitioning", helper.with_copy_partitioning_from("penguins"))


def endpoints(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    helper = see("managed", project.new_managed_streaming_endpoint_creation_helper("stream"))
    see("store", helper.with_store_into("kafka"))
    see("settings", helper.get_creation_settings())
    see("exists", helper.already_exists())

    see.client.create_connection("kafka_main", "Kafka", {})
    topic = project.new_managed_streaming_endpoint_creation_helper("topic", "kafka")
    topic.with_store_into("kafka_main")
    made = see("create", topic.create())
    see("read", made.get_settings().get_raw())


def activities(see: Scene) -> None:
    """A continuous recipe, where no builder makes one."""
    see.client.create_connection("kafka_main", "Kafka", {})
    project = see.client.get_project("PENGUINS")
    roles = {}
    for role, name in (("inputs", "clicks"), ("outputs", "arrived")):
        made = project.create_kafka_streaming_endpoint(name, "kafka_main", name)
        settings = made.get_settings()
        see(f"topic of {name}", settings.set_connection_and_topic("kafka_main", f"{name}-2"))
        see(f"save {name}", settings.save())
        roles[role] = {"main": {"items": [{"ref": name}]}}
    code = {"type": "cpython", "name": "flow", **roles}
    see("recipe", project.create_recipe(code, {"payload": "pass"}))
    activity = project.get_continuous_activity("flow")
    see("start", activity.start())
    see("status", activity.get_status())
    see("stop", activity.stop())


def metrics(see: Scene) -> None:
    visits = see.client.get_project("SALES").get_dataset("visits")
    day = "2026-01-02"
    see("compute", visits.compute_metrics(day))
    last = see("last", visits.get_last_metric_values(day))
    name = last.get_all_ids()[0]
    see("of a partition", last.get_partition_value(name, day))


def packages(see: Scene) -> None:
    service = see.client.get_project("PENGUINS").create_api_service("old")
    service.create_package("v1")
    with service.download_package_stream("v1") as stream:
        archive = stream.read()
    published = see.client.get_apideployer().create_service("oldies")
    see("import", published.import_version("v1", see.memory(archive)))
    see("versions", published.get_status().get_versions())
    see("delete", service.delete_package("v1"))
    see("none", service.list_packages())


def templates(see: Scene) -> None:
    """A template of code studios that people made in the interface."""
    template = see("get", see.client.get_code_studio_template("vscode"))
    settings = see("settings", template.get_settings())
    see("raw", settings.get_raw())
    see("all", settings.get_built_for_all_container_confs())
    see("some", settings.get_built_container_confs())
    see("for one", settings.set_built_container_confs("k8s"))
    see("save", settings.save())
    see("build", template.build().wait_for_result())


def business_apps(see: Scene) -> None:
    """Applications, where nothing waits for their installation by itself."""
    client = see.client
    template = client.get_project("SURVEY").get_export_stream().read()
    about = {"id": "watch", "version": "1", "name": "Watch"}
    data = io.BytesIO(template)
    with zipfile.ZipFile(data, "a") as packed:
        packed.writestr("business-app.json", json.dumps(about))
    see("install", client.install_business_app_from_archive(see.file(data.getvalue())) is not None)
    [item] = client.list_business_apps()
    see("item", item.get_raw())
    app = see("handle", item.to_business_app())
    made = see("create", app.create_instance("EU", "Europe", short_desc="All of it"))
    [item] = app.list_instances()
    see("instance", item.get_raw())
    see("instance as handle", item.to_instance())
    made = see("get", app.get_instance("EU"))
    see("project", made.get_as_project().get_variables())
    see("rights", made.get_user_permissions("carol"))
    see("upgrade", made.upgrade() is not None)
    see("delete", made.delete() is not None)
    see("none", app.list_instances())


def people(see: Scene) -> None:
    client = see.client
    user = see("create", client.create_user("old", "s3cret", "Old", groups=["readers"]))
    definition = see("read", user.get_definition())
    see("change", user.set_definition(definition))
    see("delete", user.delete())
    see("headers", client.get_auth_info_from_browser_headers({"authorization": "Bearer admin-key"}))
    see("ticket", client.get_ticket_from_browser_headers({"authorization": "Bearer admin-key"}))


def stores(see: Scene) -> None:
    """Evaluation stores as DSS 9 to 13 have them."""
    project = see.client.get_project("SALES")
    see("none", project.list_model_evaluation_stores())
    store = see("create", project.create_model_evaluation_store("old"))
    see("get", project.get_model_evaluation_store(store.mes_id))
    settings = see("settings", store.get_settings())
    see("raw", settings.get_raw())
    see("save", settings.save())
    see("usages", store.get_usages())
    see("discussions", store.get_object_discussions().list_discussions())
    zone = project.get_flow().create_zone("Quality")
    see("move", store.move_to_zone(zone))
    see("zone", store.get_zone().name)
    see("share", store.share_to_zone("default"))
    see("unshare", store.unshare_from_zone("default"))
    see("evaluations", store.list_model_evaluations())
    see("compute", store.compute_metrics())
    see("last", store.get_last_metric_values())
    see("checks", store.run_checks())
    see("delete", store.delete())


def evaluations(see: Scene) -> None:
    """Evaluations as DSS 11 to 13 have them, of models alone."""
    store = _judging(see)
    see("build", store.build().get_status()["baseStatus"]["state"])
    latest = see("latest", store.get_latest_model_evaluation())
    info = see("info", latest.get_full_info())
    see("raw", info.get_raw())
    info.user_meta["name"] = "Renamed"
    see("save", info.save_user_meta())
    see("metrics", latest.get_metrics())
    last = see("last", store.get_last_metric_values())
    see("history", store.get_metric_history(last.get_all_ids()[0]))
    see("drift of data", _drift(latest.compute_data_drift()))
    see("drift", _drift(latest.compute_drift()))
    see("prediction", latest.compute_drift().prediction_drift_result.get_raw())
    see("delete", latest.delete())


def proxies(see: Scene) -> None:
    """Models of other products, as DSS 11 calls them."""
    project = see.client.get_project("SALES")
    model = see("create", project.create_proxy_model("old", "BINARY_CLASSIFICATION"))
    handler = model.create_proxy_model_version("v1", "sagemaker", {"endpoint_name": "churn"})
    see("version", handler)
    see("versions", [each["id"] for each in model.list_versions()])


def diagnostics(see: Scene) -> None:
    task = plant(see).create_prediction_ml_task("clients", "churn")
    model = task.get_trained_model_details(task.train()[0])
    see("raw", [each.get_raw() for each in model.get_diagnostics()])


def runs(see: Scene) -> None:
    """Evaluations as DSS 9 has them, with files."""
    project = see.client.get_project("SALES")
    store = see("create", project.create_model_evaluation_store("runs"))
    run = see("run", store.create_model_evaluation())
    see("list", store.list_model_evaluations())
    see("get", store.get_model_evaluation(run.run_id))
    see("info", run.get_full_info())
    see("put", run.put_file("a/b.txt", see.memory(b"text")))
    see("files", run.list_contents())
    see("file", run.get_file("a/b.txt").content)
    see("drop", run.delete_file("a/b.txt"))
    settings = see("settings", run.get_settings())
    see("save", settings.save())
    see("delete", run.delete())
    see("delete some", store.delete_model_evaluations([]))


def _judging(see: Scene) -> Any:
    """A store, and a recipe that evaluates a model on later customers."""
    project = plant(see)
    plant_later(project)
    task = project.create_prediction_ml_task("clients", "churn")
    saved = task.deploy_to_flow(task.train()[0], "Churn", "clients")["savedModelId"]
    store = project.create_model_evaluation_store("old")
    builder = project.new_recipe("evaluation", "judge").with_input("later")
    builder.with_input_model(saved)
    builder.with_output_evaluation_store(store.id)
    see("recipe", builder.create())
    return store


def _drift(result: Any) -> list[Any]:
    model = result.drift_model_result
    return [
        result.get_raw(),
        model.get_raw(),
        model.drift_model_accuracy.get_raw(),
        result.univariate_drift_result.get_raw(),
        [each.get_raw() for each in result.per_column_settings],
    ]
