# Derived by `tox -e generate` from tests/aio/test_codeenvsettings.py. Do not edit.
"""Settings of code environments: packages, containers, versions."""

from __future__ import annotations

import pytest

from dataikuapi import DataikuException
from dataikuapi.dss.codeenv import DSSCodeEnv
from dataikuapi.dss.codeenvsettings import (
    DSSAutomationCodeEnvSettings,
    DSSDesignCodeEnvSettings,
)
from dataikuapi.dssclient import DSSClient


def design(client: DSSClient) -> DSSDesignCodeEnvSettings:
    """Settings of a new code environment of a design node."""
    env = client.create_code_env("PYTHON", "env", "DESIGN_MANAGED")
    settings = env.get_settings()
    assert isinstance(settings, DSSDesignCodeEnvSettings)
    return settings


def again(settings: DSSDesignCodeEnvSettings) -> DSSDesignCodeEnvSettings:
    """The same settings after a save, read anew."""
    settings.save()
    read = settings.codeenv.get_settings()
    assert isinstance(read, DSSDesignCodeEnvSettings)
    return read


def automation(client: DSSClient, mode: str) -> tuple[DSSCodeEnv, DSSAutomationCodeEnvSettings]:
    """A code environment of an automation node, and its settings."""
    env = client.create_code_env("PYTHON", mode.lower(), mode)
    settings = env.get_settings()
    assert isinstance(settings, DSSAutomationCodeEnvSettings)
    return env, settings


def test_settings_name_their_environment(client: DSSClient) -> None:
    settings = design(client)
    assert (settings.env_lang, settings.env_name) == ("PYTHON", "env")
    assert settings.get_raw()["envName"] == "env"


def test_packages_are_lines(client: DSSClient) -> None:
    settings = design(client)
    assert settings.get_required_packages() == ""
    assert settings.get_required_packages(as_list=True) == []
    settings.set_required_packages("pandas", "requests<3")
    settings.set_required_conda_spec("python=3.11", "gdal")
    settings = again(settings)
    assert settings.get_required_packages() == "pandas\nrequests<3"
    assert settings.get_required_packages(as_list=True) == ["pandas", "requests<3"]
    assert settings.get_required_conda_spec() == "python=3.11\ngdal"
    assert settings.get_required_conda_spec(as_list=True) == ["python=3.11", "gdal"]


def test_packages_given_as_one_list_are_refused(client: DSSClient) -> None:
    settings = design(client)
    with pytest.raises(TypeError, match="packages must be strings, not list"):
        settings.set_required_packages(["pandas"])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="spec must be strings"):
        settings.set_required_conda_spec(1)  # type: ignore[arg-type]


def test_container_configurations(client: DSSClient) -> None:
    settings = design(client)
    assert settings.get_built_for_all_container_confs() is False
    assert settings.get_built_container_confs() == []
    settings.set_built_container_confs("k8s", "other")
    settings = again(settings)
    assert settings.get_built_container_confs() == ["k8s", "other"]
    settings.set_built_container_confs(all=True)
    settings = again(settings)
    assert settings.get_built_for_all_container_confs() is True
    assert settings.get_raw()["desc"]["allContainerConfs"] is True
    with pytest.raises(TypeError, match="configs must be strings"):
        settings.set_built_container_confs(["k8s"])  # type: ignore[arg-type]


def test_spark_configurations(client: DSSClient) -> None:
    settings = design(client)
    settings.set_built_spark_kubernetes_confs("spark", all=False)
    settings = again(settings)
    assert settings.built_for_all_spark_kubernetes_confs() is False
    assert settings.get_built_spark_kubernetes_confs() == ["spark"]
    settings.set_built_spark_kubernetes_confs(all=True)
    settings = again(settings)
    assert settings.built_for_all_spark_kubernetes_confs() is True


def test_dockerfile_of_the_images(client: DSSClient) -> None:
    settings = design(client)
    assert settings.get_cache_busting_location() == "AFTER_START_DOCKERFILE"
    assert settings.get_dockerfile_fragment("dockerfileAtEnd") == ""
    settings.set_cache_busting_location("END")
    settings.set_dockerfile_fragment("RUN true", "dockerfileAtEnd")
    settings = again(settings)
    assert settings.get_cache_busting_location() == "END"
    assert settings.get_dockerfile_fragment("dockerfileAtEnd") == "RUN true"
    with pytest.raises(ValueError, match="location"):
        settings.set_dockerfile_fragment("RUN true", "")


def test_container_runtime_additions(client: DSSClient) -> None:
    settings = design(client)
    assert settings.get_container_runtime_additions() == []
    settings.add_container_runtime_addition("BASIC_GPU_ENABLING")
    settings.add_container_runtime_addition("PYTHON38_SUPPORT")
    settings = again(settings)
    found = settings.get_container_runtime_additions()
    assert [hook["type"] for hook in found] == ["BASIC_GPU_ENABLING", "PYTHON38_SUPPORT"]


def test_version_of_a_versioned_environment(client: DSSClient) -> None:
    env, settings = automation(client, "AUTOMATION_VERSIONED")
    version = settings.get_version("v1")
    assert version.get_raw()["versionId"] == "v1"
    assert version.codeenv_settings.env_name == env.env_name
    version.set_required_packages("a", "b")
    settings.save()
    definition = env.get_definition()
    assert definition["versions"][0]["specPackageList"] == "a\nb"
    with pytest.raises(ValueError, match=r"version_id is required.*v1"):
        settings.get_version()
    with pytest.raises(ValueError, match=r"'v9' does not exist.*v1"):
        settings.get_version("v9")


@pytest.mark.parametrize(
    ("mode", "member"),
    [("AUTOMATION_SINGLE", "currentVersion"), ("AUTOMATION_NON_MANAGED_PATH", "noVersion")],
)
def test_only_version_of_an_environment(client: DSSClient, mode: str, member: str) -> None:
    env, settings = automation(client, mode)
    assert settings.get_version().get_raw() is settings.settings[member]
    settings.get_version().set_required_packages("a")
    settings.save()
    definition = env.get_definition()
    assert dict(definition)[member]["specPackageList"] == "a"


def test_version_that_dss_does_not_answer_is_saved_too(client: DSSClient) -> None:
    env, settings = automation(client, "AUTOMATION_SINGLE")
    settings.settings["currentVersion"] = None
    settings.get_version().set_required_packages("a")
    settings.save()
    definition = env.get_definition()
    assert definition["currentVersion"] == {"specPackageList": "a"}


def test_version_of_a_mode_without_any(client: DSSClient) -> None:
    _, settings = automation(client, "AUTOMATION_SINGLE")
    settings.get_raw()["deploymentMode"] = "DESIGN_MANAGED"
    with pytest.raises(DataikuException, match="DESIGN_MANAGED"):
        settings.get_version()
