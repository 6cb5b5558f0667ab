"""Code environments."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def lists(see: Scene) -> None:
    client = see.client
    see("list", client.list_code_envs())
    see("objects", client.list_code_envs(as_objects=True))
    see("usages", client.list_code_env_usages())
    see("handle", client.get_code_env("PYTHON", "py311_ml"))


def create(see: Scene) -> None:
    client = see.client
    see("create", client.create_code_env("PYTHON", "plain", "DESIGN_MANAGED"))
    params = {"pythonInterpreter": "PYTHON311", "installCorePackages": True}
    future = client.create_code_env("PYTHON", "full", "DESIGN_MANAGED", params, wait=False)
    see("later", future)
    see("wait", future.wait_for_result())
    see("R", client.create_code_env("R", "statistics", "DESIGN_MANAGED", {"conda": False}))
    see("internal", client.create_internal_code_env("RAG_CODE_ENV"))
    named: dict[str, Any] = {"python_interpreter": "PYTHON310", "code_env_version": "1.0"}
    later = client.create_internal_code_env("PII_DETECTION_CODE_ENV", wait=False, **named)
    see("internal, later", later.wait_for_result())
    see("preset", client.create_code_env_from_python_preset("DATA_SCIENCE"))
    later = client.create_code_env_from_python_preset("VISUALIZATION", False, None, "my", False)
    see("preset, later", later.wait_for_result())
    see("list", client.list_code_envs())
    see.error("twice", client.create_code_env, "PYTHON", "plain", "DESIGN_MANAGED")
    see.error("no language", client.create_code_env, "PERL", "x", "DESIGN_MANAGED")
    see.error("no preset", client.create_code_env_from_python_preset, "NOTHING")
    see.error("no internal one", client.create_internal_code_env, "NOTHING")
    bad = {"specPackageList": "does-not-exist"}
    see.error("a build that fails", client.create_code_env, "R", "b", "DESIGN_MANAGED", bad)


def change(see: Scene) -> None:
    env = see.client.get_code_env("PYTHON", "py39_legacy")
    definition = see("read", env.get_definition())
    see("change", env.set_definition({**definition, "owner": "alice"}))
    see("update", env.update_packages())
    see("rebuild", env.update_packages(force_rebuild_env=True, version="v1"))
    see("update later", env.update_packages(wait=False).wait_for_result())
    see("images", env.update_images())
    see("images later", env.update_images("v1", wait=False).wait_for_result())
    see("jupyter", env.set_jupyter_support(True))
    see("no jupyter, later", env.set_jupyter_support(False, wait=False).wait_for_result())
    see("usages", env.list_usages())
    names = [log["name"] for log in see("logs", env.list_logs())]
    for name in names:
        see(f"log {name}", env.get_log(name))
    see.error("no such log", env.get_log, "nothing.log")
    see("read again", env.get_definition())
    see("delete", env.delete())
    see.error("delete what is gone", env.delete)
    other = see.client.get_code_env("R", "r_stats").delete(wait=False)
    see("delete later", other.wait_for_result())


def usage(see: Scene) -> None:
    env = see.client.get_code_env("PYTHON", "py311_ml")
    see("usages", env.list_usages())
    see("version for a project", env.get_version_for_project("PENGUINS"))


def settings(see: Scene) -> None:
    env = see.client.get_code_env("PYTHON", "py311_ml")
    settings = see("read", env.get_settings())
    see("its name", [settings.env_lang, settings.env_name])
    see("packages", [settings.get_required_packages(), settings.get_required_packages(True)])
    see("conda", [settings.get_required_conda_spec(), settings.get_required_conda_spec(True)])
    settings.set_required_packages("pandas", "polars>=1")
    settings.set_required_conda_spec("python=3.11", "pip")
    _change_containers(settings)
    see("containers", _containers(settings))
    see("raw", settings.get_raw())
    see("save", settings.save())
    saved = see("saved", env.get_settings())
    saved.set_built_container_confs(all=True)
    saved.set_built_spark_kubernetes_confs(all=True)
    saved.set_cache_busting_location()
    see("save for all", saved.save())
    see("for all", _containers(env.get_settings()))


def automation(see: Scene) -> None:
    client = see.client
    wish = {"specPackageList": "numpy"}
    for mode in ("AUTOMATION_SINGLE", "AUTOMATION_VERSIONED", "AUTOMATION_NON_MANAGED_PATH"):
        name = mode.lower()
        env = see(f"create {name}", client.create_code_env("PYTHON", name, mode, dict(wish)))
        see(f"settings of {name}", env.get_settings())
    single = client.get_code_env("PYTHON", "automation_single").get_settings()
    version = see("version", single.get_version())
    see("version, raw", version.get_raw())
    see("version's packages", version.get_required_packages(as_list=True))
    version.set_required_packages("numpy", "scipy")
    version.set_required_conda_spec("pip")
    see("version's conda", version.get_required_conda_spec())
    _change_containers(single)
    see("save", single.save())
    see("saved", client.get_code_env("PYTHON", "automation_single").get_settings().get_raw())
    see("raw", [single.get_raw(), single.env_lang, single.env_name, _containers(single)])
    versioned = client.get_code_env("PYTHON", "automation_versioned").get_settings()
    see.error("which version", versioned.get_version)
    see.error("no such version", versioned.get_version, "nothing")
    env = client.get_code_env("PYTHON", "automation_versioned")
    see.outcome("for a project", lambda: env.get_version_for_project("PENGUINS"))


def _change_containers(settings: Any) -> None:
    settings.set_built_container_confs("k8s", "other")
    settings.set_built_spark_kubernetes_confs("spark")
    settings.set_cache_busting_location("NONE")
    settings.set_dockerfile_fragment("RUN true", "dockerfileAtEnd")
    settings.add_container_runtime_addition("SYSTEM_LEVEL_CUDA_112_CUDNN_811")


def _containers(settings: Any) -> list[Any]:
    return [
        settings.get_built_for_all_container_confs(),
        settings.get_built_container_confs(),
        settings.built_for_all_spark_kubernetes_confs(),
        settings.get_built_spark_kubernetes_confs(),
        settings.get_cache_busting_location(),
        settings.get_dockerfile_fragment("dockerfileAtEnd"),
        settings.get_container_runtime_additions(),
    ]
