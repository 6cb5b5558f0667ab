"""Every example runs on the demo instance and does there what it promises."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import anyio
import pytest

from dataikuapi import DSSClient
from dataikuapi.aio import AsyncDSSClient
from dssmock.core import DSSMock
from tests.clocks import AsyncFakeClock, FakeClock
from tests.example_runs import INCUMBENT_TOO, Place, run

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def mock() -> DSSMock:
    return DSSMock("demo")


@pytest.fixture
def other() -> DSSMock:
    return DSSMock("demo")


@pytest.fixture
def place(mock: DSSMock, other: DSSMock, tmp_path: Path) -> Place:
    return Place(connect(mock), connect(other, "http://other.example.org"), tmp_path)


def connect(mock: DSSMock, url: str = "") -> DSSClient:
    transport = mock.transport()
    return DSSClient(url or mock.base_url, mock.admin_key, transport=transport, clock=FakeClock())


def csv_lines(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def test_examples_are_short() -> None:
    for path in EXAMPLES.glob("*.py"):
        assert 30 <= len(path.read_text("utf-8").splitlines()) <= 80, path.name


def test_every_example_is_tested() -> None:
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    for path in EXAMPLES.glob("*.py"):
        # The quickstart has a test of its own.
        assert path.stem in tested | {"quickstart"}
    assert set(INCUMBENT_TOO) <= {path.stem for path in EXAMPLES.glob("*.py")}


def test_audit(place: Place, mock: DSSMock, capsys: pytest.CaptureFixture[str]) -> None:
    with mock.table("projects").edit("SALES") as sales:
        sales["permissions"]["permissions"].append({"group": "gone", "admin": True})
        sales["permissions"]["owner"] = "dave"
    assert run("audit", place) == [
        "SALES: its owner dave can not log in",
        "SALES: the group gone does not exist",
        "SALES: gone administers it beside the owner",
        "SURVEY: nobody but its owner can see it",
        "SURVEY_2026: nobody but its owner can see it",
    ]
    assert "SALES: its owner dave can not log in\n" in capsys.readouterr().out
    lines = csv_lines(place.folder / "permissions.csv")
    assert ["PENGUINS", "alice", "data_team", "", "True", "True"] in lines
    assert not [call for call in mock.calls if call.method != "GET"]


def test_cicd(place: Place, mock: DSSMock) -> None:
    project = place.client.get_project("PENGUINS")
    scenario = project.create_scenario("Checks", "step_based", {"params": {}, "tags": ["test"]})
    assert run("cicd", place) == [True, True]
    deployment = place.client.get_projectdeployer().get_deployment("penguins-production")
    assert deployment.get_settings().bundle_id == "v2"
    assert [bundle["bundleId"] for bundle in project.list_exported_bundles()["bundles"]]
    assert len(scenario.get_last_runs()) == 2


def test_cicd_goes_back_to_the_former_bundle(place: Place) -> None:
    run("cicd", place)
    deployment = place.client.get_projectdeployer().get_deployment("penguins-production")
    settings = deployment.get_settings()
    settings.get_raw()["bundleContainerSettings"]["codeEnvsBehavior"]["importTimeMode"] = (
        "FAIL_IF_MISS"
    )
    settings.save()
    project = place.client.get_project("PENGUINS").get_settings()
    project.set_python_code_env("py39_legacy")
    project.save()
    assert place.main("cicd")(place.client, "PENGUINS", "v3") is False
    assert deployment.get_settings().bundle_id == "v2"
    assert deployment.get_status().get_health() == "HEALTHY"


def test_code_envs(place: Place, mock: DSSMock) -> None:
    outcome = run("code_envs", place)
    envs = mock.table("code_envs")
    assert outcome["py311_ml"] == "has pandas==2.2.3"
    assert "pandas==2.2.3" in envs.get("PYTHON/py311_ml")["specPackageList"]
    assert "2.2.2" not in envs.get("PYTHON/py311_ml")["specPackageList"]


def test_code_envs_keeps_what_can_not_be_built(place: Place, mock: DSSMock) -> None:
    packages = mock.table("code_envs").get("PYTHON/py311_ml")["specPackageList"]
    outcome = place.main("code_envs")(place.client, "pandas", "does-not-exist")
    assert outcome["py311_ml"].startswith("kept as it was: ")
    assert mock.table("code_envs").get("PYTHON/py311_ml")["specPackageList"] == packages


def test_data_quality(place: Place, mock: DSSMock) -> None:
    assert run("data_quality", place) == {"ERROR": 2, "OK": 1, "WARNING": 1}
    lines = csv_lines(place.folder / "quality.csv")
    assert ["species_names", "Species", "ERROR", "3 is below 4"] in lines
    assert len(lines) == 5
    run("data_quality", place)
    rules = place.client.get_project("PENGUINS").get_dataset("species_names")
    assert len(rules.get_data_quality_rules().list_rules()) == 1


def test_dataset_profile(place: Place) -> None:
    found = {summary["column"]: summary for summary in run("dataset_profile", place)}
    assert found["species"]["distinct"] == 3
    assert (found["body_mass_g"]["lowest"], found["body_mass_g"]["highest"]) == (2700, 6300)
    assert found["sex"]["empty"] == 11
    lines = csv_lines(place.folder / "penguins.csv")
    assert len(lines) == 345
    assert lines[0][0] == "species"


def test_folder_sync(place: Place) -> None:
    first, second = run("folder_sync", place)
    assert first == {"/2026/adelie.jpg": "uploaded", "/gentoo.jpg": "downloaded"}
    assert second == {}
    folders = place.client.get_project("PENGUINS").list_managed_folders()
    folder = place.client.get_project("PENGUINS").get_managed_folder(folders[-1]["id"])
    with folder.get_file("2026/adelie.jpg") as stream:
        assert stream.read() == b"on this side"
    local = place.folder / "photos"
    assert (local / "gentoo.jpg").read_bytes() == b"on the other side"
    os.utime(local / "gentoo.jpg", (0, 0))
    (local / "2026" / "adelie.jpg").write_bytes(b"changed on this side")
    folder.put_file("gentoo.jpg", b"changed")
    third = place.main("folder_sync")(place.client, "PENGUINS", folder.id, local)
    assert third == {"/2026/adelie.jpg": "uploaded", "/gentoo.jpg": "downloaded"}
    assert (local / "gentoo.jpg").read_bytes() == b"changed"


def test_folder_sync_leaves_the_directory_alone_in_which_it_is(place: Place) -> None:
    from examples.folder_sync import within

    with pytest.raises(ValueError, match="outside"):
        within(place.folder / "photos", "/../secrets")


def test_nightly(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("nightly", place) == ["SUCCESS", "FAILED"]
    assert "Failed: Build nothing_like_this dataset does not exist" in capsys.readouterr().out
    project = place.client.get_project("PENGUINS")
    made = [item["id"] for item in project.list_scenarios() if item["name"] == "Nightly build"]
    assert len(made) == 1
    settings = project.get_scenario(made[0]).get_settings()
    assert settings.active
    assert [trigger["params"]["frequency"] for trigger in settings.raw_triggers] == ["Daily"]
    assert settings.raw_reporters[0]["messaging"]["configuration"]["recipient"]
    assert project.get_dataset("penguins_by_species").get_info().is_last_build_successful


def test_promotion(place: Place, mock: DSSMock, other: DSSMock) -> None:
    assert sorted(run("promotion", place)) == ["v1", "v2"]
    copy = other.table("projects").get("PENGUINS")
    assert copy["variables"]["standard"] == {"species": "Adelie", "min_mass_g": 3000}
    assert copy["variables"]["local"]["env"] == "production"
    names = {item["name"] for item in place.other.get_project("PENGUINS").list_datasets()}
    assert "penguins_by_species" in names


def test_plugin_rollout(place: Place, mock: DSSMock, other: DSSMock) -> None:
    assert run("plugin_rollout", place) == ["1.2.0", ""]
    for dss in (mock, other):
        plugin = dss.table("plugins").get("weather")
        assert plugin["version"] == "1.3.0"
        presets = {preset["name"]: preset for preset in plugin["settings"]["presets"]}
        assert presets["bergen"]["config"]["region"] == "no"
        env = plugin["settings"]["codeEnvName"]
        assert f"PYTHON/{env}" in dss.table("code_envs")


def test_provisioning(place: Place, mock: DSSMock) -> None:
    first, second = run("provisioning", place)
    assert first == [
        "groups/ornithology: created",
        "users/grace: created",
        "users/carol: changed groups",
        "connections/archive: created",
        "projects/BIRDS: created",
    ]
    assert second == []
    assert mock.table("users").get("grace")["groups"] == ["ornithology", "readers"]
    assert mock.table("connections").get("archive")["params"] == {"root": "/data/archive"}
    project = mock.table("projects").get("BIRDS")
    assert project["permissions"]["owner"] == "grace"
    assert project["permissions"]["permissions"] == [
        {"group": "ornithology", "writeProjectContent": True}
    ]


def test_recipe_pipeline(place: Place) -> None:
    first, second = run("recipe_pipeline", place)
    assert first == second
    counted = place.client.sql_query(
        "SELECT country, round(sum(amount), 2), count(*) FROM orders o LEFT JOIN customers c "
        "ON o.customer_id = c.id GROUP BY 1",
        connection="warehouse",
    )
    expected = {(country, float(amount), number) for country, amount, number in counted.iter_rows()}
    assert {(country, round(amount, 2), number) for country, amount, number in first} == expected


def test_retraining(place: Place) -> None:
    assert run("retraining", place) == [True, False]
    project = place.client.get_project("PENGUINS")
    model = project.get_saved_model(project.list_saved_models()[-1]["id"])
    scores = {
        version["id"]: model.get_version_details(version["id"]).get_performance_metrics()["auc"]
        for version in model.list_versions()
    }
    assert len(scores) == 2
    assert scores.pop(model.get_active_version()["id"]) > next(iter(scores.values()))


def test_wiki_report(place: Place) -> None:
    names = ["What is in this project", "Datasets", "Recipes", "Scenarios"]
    assert run("wiki_report", place) == [names, []]
    wiki = place.client.get_project("PENGUINS").get_wiki()
    articles = {article.get_data().get_name(): article for article in wiki.list_articles()}
    assert "| penguins | PostgreSQL |" in articles["Datasets"].get_data().get_body()
    home = articles["What is in this project"]
    assert wiki.get_settings().get_home_article_id() == home.article_id
    taxonomy = {entry["id"]: entry for entry in wiki.get_settings().get_taxonomy()}
    below = {entry["id"] for entry in taxonomy[home.article_id]["children"]}
    assert below == {articles[name].article_id for name in names[1:]}
    place.client.get_project("PENGUINS").get_dataset("species_names").delete()
    assert place.main("wiki_report")(place.client, "PENGUINS") == ["Datasets"]


def test_fan_out(mock: DSSMock, capsys: pytest.CaptureFixture[str]) -> None:
    from examples.fan_out import main

    mock.faults.add("project_get_permissions", status=403, times=1, after=1)

    async def ask() -> list[dict[str, Any]]:
        options = {"transport": mock.transport(), "clock": AsyncFakeClock()}
        async with AsyncDSSClient(mock.base_url, "alice-key", **options) as client:
            return await main(client, at_once=1)

    found = {item["key"]: item for item in anyio.run(ask)}
    assert found["PENGUINS"]["tags"] == ["biology", "open-data"]
    assert found["PENGUINS"]["variables"] == ["min_mass_g", "species"]
    assert found["SALES"]["problem"]
    assert found["SURVEY"]["owner"] == "alice"
    assert "PENGUINS" in capsys.readouterr().out
