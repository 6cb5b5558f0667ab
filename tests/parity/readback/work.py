"""The content of a project, made with one client and read with the other."""

from __future__ import annotations

import io
from typing import Any, Final

from tests.parity.data import KEY, plant
from tests.parity.scene import Scene

MANAGED: Final = "filesystem_managed"
LOG: Final = "day,wind,note\n1915-01-19,3.5,So 极\n1915-11-21,,“sunk”\n"


def write_data(see: Scene) -> None:
    project = see.client.create_project("ENDURANCE", "Endurance", "alice")
    log = project.create_upload_dataset("log")
    log.uploaded_add_file(io.BytesIO(LOG.encode()), "log é.csv")
    settings = log.autodetect_settings(infer_storage_types=True)
    settings.description = "What was seen"
    settings.tags = ["ice"]
    see("log", settings.save())
    builder = project.new_recipe("sort", "sort_log").with_input("log")
    recipe = builder.with_new_output("sorted", MANAGED).create()
    found = recipe.get_settings()
    found.add_sorting_key("wind", ascending=False)
    found.row_number_column_enabled = True
    found.custom_fields = {"reviewed": True}
    see("recipe", found.save())
    recipe.compute_schema_updates().apply()
    see("run", recipe.run().get_status()["baseStatus"]["state"])
    code = project.new_recipe("python", "code").with_input("sorted").with_script("# à faire\n")
    code.with_new_output_dataset("coded", MANAGED)
    see("code", code.create())
    rules = log.get_data_quality_rules()
    rule = {"type": "ColumnNotEmptyRule", "columns": ["note"], "displayName": "Notes"}
    see("rule", rules.create_rule(rule).get_raw())
    zone = project.get_flow().create_zone("Ice", "#00ffff")
    zone.add_items([recipe, project.get_dataset("log")])
    see("zone", zone.id)
    folder = project.create_managed_folder("Photographs")
    folder.put_file("1915/été.bin", bytes(range(256)) * 100)
    see("folder", folder.compute_metrics())


def read_data(see: Scene) -> None:
    project = see.client.get_project("ENDURANCE")
    see("datasets", project.list_datasets())
    log = project.get_dataset("log")
    see("log", [log.get_settings().get_raw(), list(log.iter_rows())])
    see("rules", [rule.get_raw() for rule in log.get_data_quality_rules().list_rules()])
    see("sorted", list(project.get_dataset("sorted").iter_rows()))
    recipe = project.get_recipe("sort_log").get_settings()
    see("recipe", [recipe.get_recipe_raw_definition(), recipe.get_json_payload()])
    see("code", project.get_recipe("code").get_settings().get_code())
    see("jobs", [job.get_log() for job in project.list_jobs("objects")])
    zones = project.get_flow().list_zones()
    see("zones", [[zone.name, zone.color, [each.id for each in zone.items]] for zone in zones])
    folder = project.get_managed_folder(project.list_managed_folders()[0]["id"])
    see("files", folder.list_contents())
    see("file", folder.get_file("1915/été.bin").content)
    see("metrics", folder.get_last_metric_values().get_raw())


def write_words(see: Scene) -> None:
    project = see.client.get_project("ENDURANCE")
    wiki = project.get_wiki()
    top = wiki.create_article("Journey", content="# Weddell Sea\n\n“Patience”\n")
    below = wiki.create_article("Crew", top.article_id)
    below.upload_attachement(see.memory(b"\x89PNG"), "crew.png")
    see("article", below.article_id)
    insight = project.create_insight({"type": "text", "name": "Motto", "params": {"text": "é"}})
    page = {"id": "p", "title": "Ice", "grid": {"tiles": [{"insightId": insight.insight_id}]}}
    see("board", project.create_dashboard("Glance", {"pages": [page]}))
    webapp = project.create_webapp("Map", "DASH").get_settings()
    webapp.get_raw()["params"]["python"] = "app.title = 'Où ?'\n"
    see("webapp", webapp.save())
    book = {"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# É"]}]}
    full = {"metadata": {}, "nbformat": 4, "nbformat_minor": 5, **book}
    see("book", project.create_jupyter_notebook("Été & more", full))
    wish = {"projectKey": "ENDURANCE", "connection": "warehouse", "cells": [{"code": "select 1"}]}
    see("queries", project.create_sql_notebook(wish))
    library = project.get_library()
    library.add_folder("python/ice").add_file("floe.py").write("SIZE = 'é'\n")
    git = project.get_project_git()
    git.set_remote("git@git.example.com:endurance.git")
    git.commit("Begin")
    see("status", git.get_status())


def read_words(see: Scene) -> None:
    project = see.client.get_project("ENDURANCE")
    wiki = project.get_wiki()
    see("taxonomy", wiki.get_settings().get_taxonomy())
    articles = [article.get_data() for article in wiki.list_articles()]
    see("articles", [[each.get_metadata(), each.get_body()] for each in articles])
    see("boards", [each.get_settings().get_raw() for each in project.list_dashboards("objects")])
    see("insights", [each.get_settings().get_raw() for each in project.list_insights("objects")])
    see("webapps", [each.get_settings().get_raw() for each in project.list_webapps("objects")])
    books = project.list_jupyter_notebooks()
    see("books", [book.get_content().get_raw() for book in books])
    queries = project.list_sql_notebooks("objects")
    see("queries", [each.get_content().get_raw() for each in queries])
    see("code", project.get_library().get_file("python/ice/floe.py").read())
    git = project.get_project_git()
    see("repository", [git.get_remote(), git.get_status(), git.log()["entries"][0]["message"]])


def write_routine(see: Scene) -> None:
    client = see.client
    project = client.get_project("ENDURANCE")
    step = {"id": "s", "name": "s", "type": "exec_sql",
            "params": {"connection": "warehouse", "sql": "select 1"}}  # fmt: skip
    scenario = project.create_scenario("NIGHT", "step_based", {"params": {"steps": [step]}})
    settings = scenario.get_settings()
    settings.add_daily_trigger(3, 15, year=2026, month=1, day=2)
    settings.active = True
    see("scenario", settings.save())
    see("run", scenario.run_and_wait().outcome)
    service = project.create_api_service("ship").get_settings()
    endpoint: dict[str, Any] = {"id": "q", "type": "PY_FUNCTION", "code": "def f(): return 'é'\n"}
    service.endpoints.append(endpoint)
    see("service", service.save())
    see("package", project.get_api_service("ship").create_package("v1"))
    see("bundle", project.export_bundle("v1", release_notes="Été"))
    see("publish", project.publish_bundle("v1"))
    deployer = client.get_projectdeployer()
    deployer.create_infra("port", "Production")
    deployment = deployer.create_deployment("sea", "ENDURANCE", "port", "v1", "QUEST")
    see("deploy", deployment.start_update().wait_for_result())
    channel = client.new_messaging_channel("slack")
    channel.with_id("radio")
    channel.with_webhook_url("https://radio.example.org/é")
    see("channel", channel.create())


def read_routine(see: Scene) -> None:
    client = see.client
    project = client.get_project("ENDURANCE")
    scenario = project.get_scenario("NIGHT")
    see("scenario", scenario.get_settings().get_raw())
    runs = scenario.get_last_runs()
    see("runs", [[run.outcome, run.start_time, run.get_details(), run.get_log()] for run in runs])
    see("service", project.get_api_service("ship").get_settings().get_raw())
    see("package", project.get_api_service("ship").get_package_summary("v1"))
    with project.get_exported_bundle_archive_stream("v1") as stream:
        see("bundle", stream.content)
    deployment = client.get_projectdeployer().get_deployment("sea")
    see("deployment", [deployment.get_settings().get_raw(), deployment.get_status().get_heavy()])
    see("deployed", client.get_project("QUEST").list_scenarios())
    see("channel", client.get_messaging_channel("radio").get_settings().get_raw())


def write_models(see: Scene) -> None:
    project = plant(see)
    task = project.create_prediction_ml_task("clients", "churn")
    settings = task.get_settings()
    settings.disable_all_algorithms()
    forest = "RANDOM_FOREST_CLASSIFICATION"
    settings.set_algorithm_enabled(forest, True)
    settings.get_algorithm_settings(forest).n_estimators = [10, 20]
    settings.reject_feature("id")
    settings.set_metric("F1")
    settings.split_params.set_split_random(0.7)
    see("settings", settings.save())
    [model] = see("train", task.train())
    see("deploy", task.deploy_to_flow(model, "Churn", "clients"))
    details = task.get_trained_model_details(model)
    details.get_user_meta()["name"] = "Le meilleur"
    see("words", details.save_user_meta())
    see("explain", details.compute_partial_dependencies(["age"]).get_raw())
    store = project.create_model_evaluation_store("quality")
    metric = store.MetricDefinition("kpi", 0.5)
    see("evaluation", store.add_custom_evaluation([metric], "jan", model=model))


def read_models(see: Scene) -> None:
    project = see.client.get_project(KEY)
    [about] = project.list_ml_tasks()["mlTasks"]
    task = project.get_ml_task(about["analysisId"], about["mlTaskId"])
    see("settings", task.get_settings().get_raw())
    [model] = task.get_trained_models_ids()
    details = task.get_trained_model_details(model)
    see("details", [details.get_raw(), details.get_user_meta()])
    see("dependencies", details.get_partial_dependencies().get_raw())
    saved = project.get_saved_model(project.list_saved_models()[0]["id"])
    see("versions", [saved.list_versions(), saved.get_settings().get_raw()])
    [store] = project.list_evaluation_stores()
    see("evaluation", store.get_latest_evaluation().get_full_info().get_raw())
