"""Demo data of what people read and write in a project: folder, wiki, dashboard, webapp, code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _code_studio_state as code_studios
from dssmock.services import _library_state as library
from dssmock.services import _managed_folder_state as folders
from dssmock.services._object_state import made

if TYPE_CHECKING:
    from dssmock.core import DSSMock

KEY, OWNER = "PENGUINS", "alice"
NOTES: Final = {
    "2007/notes.txt": "Clutches of two eggs were chosen before laying was complete.\n",
    "2008/notes.txt": "Nests were marked again; see the map of 2007.\n",
    "islands.csv": "island,latitude\nBiscoe,-65.43\nDream,-64.73\nTorgersen,-64.77\n",
}
ARTICLES: Final = (
    ("welcome0", "Welcome", "# Palmer penguins\n\nStart with the dataset `penguins`.\n"),
    ("methods0", "Methods", "Bills are measured from the tip to the base.\n"),
)
CODE: Final = "def grams(kilograms):\n    return 1000 * kilograms\n"


def seed(dss: DSSMock) -> None:
    """Content of the project of the penguins."""
    _folder(dss)
    _wiki(dss)
    _board(dss)
    library.write(dss, KEY, "python/penguins.py", CODE.encode())
    _code_studio(dss)


def _folder(dss: DSSMock) -> None:
    params = {"connection": "filesystem_folders", "path": folders.PATH}
    document = folders.blank(dss, KEY, "field_notes", "Filesystem", params)
    document["id"] = "fieldnts"
    dss.table(folders.FOLDERS).add(f"{KEY}.fieldnts", made(dss, OWNER, document))
    for path, text in NOTES.items():
        folders.write(dss, KEY, "fieldnts", path, text.encode())


def _wiki(dss: DSSMock) -> None:
    (top, *_), (below, *_) = ARTICLES
    for id, name, text in ARTICLES:
        about: dict[str, Any] = {"id": id, "name": name, "projectKey": KEY, "tags": []}
        article = made(dss, OWNER, {**about, "layout": "WIKI_ARTICLE", "attachments": []})
        dss.table("wiki_articles").add(f"{KEY}.{id}", {"article": article, "payload": text})
    tree = [{"id": top, "children": [{"id": below, "children": []}]}]
    wiki = {"projectKey": KEY, "id": "wiki", "name": "Wiki", "homeArticleId": top}
    dss.table("wikis").add(f"{KEY}.wiki", {**wiki, "taxonomy": tree})


def _board(dss: DSSMock) -> None:
    shared = {"projectKey": KEY, "owner": OWNER, "listed": True, "tags": []}
    insight = {**shared, "id": "masses0", "name": "Masses", "type": "dataset_table"}
    insight["params"] = {"datasetSmartName": "penguins"}
    dss.table("insights").add(f"{KEY}.masses0", made(dss, OWNER, insight))
    tile = {"tileId": "t1", "tileType": "INSIGHT", "insightId": "masses0"}
    page = {"id": "p1", "title": "Overview", "grid": {"tiles": [tile]}}
    dashboard = {**shared, "id": "glance0", "name": "Penguins at a glance", "pages": [page]}
    dss.table("dashboards").add(f"{KEY}.glance0", made(dss, OWNER, dashboard))
    webapp = {"id": "guess00", "projectKey": KEY, "name": "Guess the species", "tags": []}
    params = {"html": "<h1>Guess</h1>", "css": "", "js": "", "python": "", "backendEnabled": True}
    full = {**webapp, "type": "STANDARD", "params": params}
    dss.table("webapps").add(f"{KEY}.guess00", made(dss, OWNER, full))


def _code_studio(dss: DSSMock) -> None:
    studio = {"id": "studio00", "projectKey": KEY, "name": "Workbench", "templateId": "vscode"}
    full = {**studio, "owner": OWNER, "libName": "studio00", "tags": []}
    dss.table(code_studios.STUDIOS).add(f"{KEY}.studio00", made(dss, OWNER, full))
