# Derived by `tox -e generate` from tests/aio/test_dataset_links.py. Do not edit.
"""Datasets: what uses them, where columns come from, zones, recipes."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest
from dataikuapi.dss.dataset import DSSDataset
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


@pytest.fixture
def dataset(project: DSSProject) -> DSSDataset:
    return project.create_dataset("orders", "Filesystem", {"connection": "files"}, "csv")


def recipe(source: str, target: str) -> dict[str, Any]:
    """A recipe between two datasets, as the mock keeps it."""
    return {
        "projectKey": "SALES",
        "name": f"compute_{target}",
        "inputs": {"main": {"items": [{"ref": source}]}},
        "outputs": {"main": {"items": [{"ref": target}]}},
    }


def chain(project: DSSProject, mock: DSSMock) -> DSSDataset:
    """Datasets a, b and c that recipes lead through."""
    for name in "abc":
        made = project.create_upload_dataset(name)
        made.set_schema({"columns": [{"name": "id", "type": "int"}]})
    for source, target in ("ab", "bc"):
        row = f"SALES.compute_{target}"
        mock.table("recipes").put(row, {"recipe": recipe(source, target), "payload": ""})
    return project.get_dataset("b")


def test_usages(project: DSSProject, mock: DSSMock) -> None:
    middle = chain(project, mock)
    assert middle.get_usages() == [
        {"type": "RECIPE_OUTPUT", "objectId": "compute_b", "objectProjectKey": "SALES"},
        {"type": "RECIPE_INPUT", "objectId": "compute_c", "objectProjectKey": "SALES"},
    ]
    settings = project.get_settings()
    settings.add_exposed_object("DATASET", "b", "SALES")
    settings.save()
    assert len(middle.get_usages()) == 2


def test_recipes_follow_a_dataset(project: DSSProject, mock: DSSMock) -> None:
    middle = chain(project, mock)
    middle.rename("m")
    kinds = [each["type"] for each in middle.get_usages()]
    assert kinds == ["RECIPE_OUTPUT", "RECIPE_INPUT"]
    middle.delete()
    assert mock.table("recipes").ids() == []


def test_column_lineage(project: DSSProject, mock: DSSMock) -> None:
    middle = chain(project, mock)
    found = middle.get_column_lineage("id")
    steps = [(each["sourceDatasetName"], each["targetDatasetName"]) for each in found]
    assert steps == [("a", "b"), ("b", "c")]
    assert mock.calls[-1].query == {"columnName": "id"}
    assert len(middle.get_column_lineage("id", max_dataset_count=2)) == 1
    with pytest.raises(DSSBadRequest, match="nothing"):
        middle.get_column_lineage("nothing")
    with pytest.raises(ValueError, match="max_dataset_count"):
        middle.get_column_lineage("id", 0)


def test_zones(project: DSSProject, dataset: DSSDataset) -> None:
    zone = project.get_flow().create_zone("Raw")
    dataset.move_to_zone(zone)
    assert (dataset.get_zone()).id == zone.id
    dataset.rename("all_orders")
    assert (dataset.get_zone()).id == zone.id


def test_new_recipes_read_the_dataset(project: DSSProject, dataset: DSSDataset) -> None:
    creator = dataset.new_code_recipe("python", "print(1)", "compute_x")
    assert creator.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "orders"
    assert creator.script == "print(1)"
    creator = dataset.new_code_recipe("r")
    assert creator.recipe_proto["type"] == "r"
    creator = dataset.new_recipe("sync", "sync_x")
    assert creator.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "orders"
