"""Plugins, code environments, clusters, services and rows of one client, read with the other."""

from __future__ import annotations

import io
import json
import zipfile

from tests.parity.scene import Scene


def write_plugins(see: Scene) -> None:
    client = see.client
    see("install", client.install_plugin_from_archive(see.memory(_zip("sails", "plugin.json"))))
    plugin = client.get_plugin("sails")
    blob = bytes(range(256)) * 4000
    see("put", plugin.put_file("resource/canvas.bin", see.file(blob, "canvas.bin")))
    see("put text", plugin.put_file("python-lib/sails/knots.py", see.memory("é = 1\n".encode())))
    see("rename", plugin.rename_file("python-lib/sails/knots.py", "bends.py"))
    settings = client.get_plugin("weather").get_settings()
    preset = settings.get_parameter_set("account").create_preset("ship", with_defaults=True)
    preset.config["station"] = "SHIP-1"
    preset.set_usable_by("readers", True)
    see("preset", preset.save())
    of_project = client.get_plugin("weather").get_project_settings("SALES")
    of_project.get_parameter_set("account").create_preset("shop")
    see("preset of a project", of_project.save())
    see("store", client.install_plugin_from_store("text-tools").wait_for_result())


def read_plugins(see: Scene) -> None:
    client = see.client
    see("list", client.list_plugins())
    plugin = client.get_plugin("sails")
    see("files", plugin.list_files())
    see("blob", plugin.get_file("resource/canvas.bin").read())
    see("text", plugin.get_file("python-lib/sails/bends.py").read())
    see("download", client.download_plugin_stream("sails").content)
    see("settings", client.get_plugin("weather").get_settings().get_raw())
    see("of a project", client.get_plugin("weather").get_project_settings("SALES").get_raw())


def write_environments(see: Scene) -> None:
    client = see.client
    env = client.create_code_env("PYTHON", "ship_env", "DESIGN_MANAGED")
    settings = env.get_settings()
    settings.set_required_packages("pandas", "polars")
    settings.set_built_container_confs("k8s")
    see("save", settings.save())
    see("build", env.update_packages())
    cluster = client.create_cluster("ship_cluster", "manual", {"a": 1}, "KUBERNETES")
    raw = cluster.get_settings()
    raw.get_raw()["usableByAll"] = False
    see("cluster", raw.save())


def read_environments(see: Scene) -> None:
    client = see.client
    see("list", client.list_code_envs())
    env = client.get_code_env("PYTHON", "ship_env")
    see("settings", env.get_settings().get_raw())
    see("logs", [env.get_log(log["name"]) for log in env.list_logs()])
    see("clusters", client.list_clusters())
    names = [each["id"] for each in client.list_clusters()]
    see("definitions", [client.get_cluster(name).get_definition() for name in names])


def write_services(see: Scene) -> None:
    deployer = see.client.get_apideployer()
    service = deployer.create_service("ship-api")
    see("version", service.import_version(see.memory(_zip("v1", "service.json"))))
    infra = deployer.create_infra("ship-infra", "Development", "STATIC")
    settings = infra.get_settings()
    settings.add_apinode("https://ship.example.org", "key")
    see("infra", settings.save())
    deployment = deployer.create_deployment("ship-live", "ship-api", "ship-infra", "v1")
    see("update", deployment.start_update().wait_for_result())


def read_services(see: Scene) -> None:
    deployer = see.client.get_apideployer()
    see("service", deployer.get_service("ship-api").get_status().get_versions())
    see("package", deployer.get_service("ship-api").get_version_stream("v1").content)
    see("infra", deployer.get_infra("ship-infra").get_settings().get_raw())
    deployment = deployer.get_deployment("ship-live")
    see("deployment", [deployment.get_settings().get_raw(), deployment.get_status().get_heavy()])
    see("last update", deployment.get_update().get_raw())


def write_rows(see: Scene) -> None:
    make = "CREATE TABLE log (day DATE, hour TIMESTAMPTZ, wind DOUBLE, calm BOOLEAN, note VARCHAR)"
    rows = (
        "INSERT INTO log VALUES (DATE '1911-12-14', '1911-12-14 15:00:00+00', 3.5, false, 'So 极'),"
        " (NULL, NULL, NULL, NULL, NULL), (DATE '1912-01-17', NULL, -0.0, true, 'tab\there')"
    )
    query = see.client.sql_query(rows, "warehouse", pre_queries=[make], post_queries=["COMMIT"])
    see("schema", query.get_schema())
    see("rows", list(query.iter_rows()))
    see("verify", query.verify())


def read_rows(see: Scene) -> None:
    query = see.client.sql_query("SELECT * FROM log ORDER BY note", connection="warehouse")
    see("schema", query.get_schema())
    see("rows", list(query.iter_rows()))
    see("verify", query.verify())


def _zip(name: str, manifest: str) -> bytes:
    """A plugin or a version of a service, always the same bytes."""
    about = {"id": name, "version": "1.0", "versionId": name, "endpoints": [{"id": "heading"}]}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo(manifest, (2020, 1, 1, 0, 0, 0)), json.dumps(about))
    return out.getvalue()
