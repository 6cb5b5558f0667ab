"""What the examples of recipes and of the flow need beside the demo instance."""

from __future__ import annotations

from typing import Final

from dssmock.core import DSSMock
from dssmock.services import _dataset_state as datasets
from dssmock.services import _flow_docx as docx
from dssmock.services import _flow_zones as zones
from dssmock.services import _managed_folder_state as folders
from dssmock.services import _object_state as objects
from dssmock.services import _recipe_payload as payloads
from dssmock.services import _recipe_state as recipes

KEY: Final = "SALES"
RECIPE, ZONE, TOOL, DOCUMENT = "compute_orders", "x1kd2f3g", "kJ2dPq0x", "s7Kq2PzB"
FOLDER, TEMPLATE = "rT5yHn8w", "/template.docx"
ITEM: Final = {"objectId": "orders", "objectType": "DATASET"}


def plant(mock: DSSMock) -> None:
    """Add what the examples name."""
    if f"{KEY}.raw_orders" not in mock.table(datasets.TABLE):
        datasets.add(mock, KEY, "raw_orders", "Inline", {}, "bob")
    tag = objects.tag_of(mock, "bob")
    recipe = recipes.blank("python") | {
        "projectKey": KEY,
        "name": RECIPE,
        "inputs": {"main": {"items": [{"ref": "raw_orders", "deps": []}]}},
        "outputs": {"main": {"items": [{"ref": "orders", "appendMode": False}]}},
        "params": payloads.params_of("python"),
        "versionTag": tag,
        "creationTag": dict(tag),
    }
    document = {"recipe": recipe, "payload": "import dataiku\n", "extras": {}}
    mock.table(recipes.TABLE).put(f"{KEY}.{RECIPE}", document)
    zones.keep(mock, zones.blank(KEY, ZONE, "Raw", None) | {"shared": [ITEM]})
    tool = {"projectKey": KEY, "id": TOOL, "type": "COPY", "data": {}, "states": {}}
    mock.table("flow_tools").put(f"{KEY}.{TOOL}", tool)
    mock.table("flow_documentations").put(f"{KEY}.{DOCUMENT}", {"projectKey": KEY, "id": DOCUMENT})
    mock.blobs.put(f"flow_documentation/{KEY}.{DOCUMENT}", template())


def plant_folder(mock: DSSMock) -> None:
    """Add the managed folder that has a template of a documentation."""
    params = {"connection": "filesystem_folders", "path": folders.PATH}
    document = folders.blank(mock, KEY, "templates", "Filesystem", params) | {"id": FOLDER}
    mock.table(folders.FOLDERS).put(f"{KEY}.{FOLDER}", document)
    folders.write(mock, KEY, FOLDER, TEMPLATE, template())


def template() -> bytes:
    """A document that can be filled."""
    return docx.write(["Documentation"], None)


def arrange(mock: DSSMock, operation: str) -> None:
    """Make the instance ready for the example of an operation."""
    if operation == "recipe_apply_schema_update":
        datasets.add(mock, KEY, "orders_by_customer", "Inline", {}, "bob")
        with mock.table(recipes.TABLE).edit(f"{KEY}.{RECIPE}") as document:
            outputs = {"main": {"items": [{"ref": "orders_by_customer"}]}}
            document["recipe"]["outputs"] = outputs
    if operation == "recipe_compute_schema_update":
        with mock.table(recipes.TABLE).edit(f"{KEY}.{RECIPE}") as document:
            document["recipe"] |= {"type": "sync", "params": payloads.params_of("sync")}
            document["payload"] = "{}"
    if operation == "flow_zone_share":
        zones.keep(mock, zones.blank(KEY, ZONE, "Raw", None))


def file_for(operation: str) -> bytes | None:
    """The file that an upload takes, None for the usual one."""
    return template() if operation.endswith("documentation_from_template") else None
