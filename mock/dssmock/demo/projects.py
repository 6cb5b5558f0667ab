"""Demo data of projects: folders, permissions, variables, discussions, an application."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _folder_state as tree
from dssmock.services import _project_archive as archives
from dssmock.services import _project_state as state
from dssmock.services import app, discussion

if TYPE_CHECKING:
    from dssmock.core import DSSMock

READERS: Final = {"group": "readers", "readProjectContent": True, "readDashboards": True}
WRITER: Final = {
    "readProjectContent": True,
    "writeProjectContent": True,
    "exportDatasetsData": True,
    "runScenarios": True,
}
PENGUINS: Final[dict[str, Any]] = {
    "metadata": {
        "shortDesc": "Sizes of three species of penguin",
        "description": "Measurements made at Palmer Station, Antarctica, from 2007 to 2009.",
        "tags": ["biology", "open-data"],
        "checklists": {
            "checklists": [
                {
                    "title": "Before publishing",
                    "createdOn": 0,
                    "items": [{"text": "Cite the source", "done": True, "createdBy": "alice"}],
                }
            ]
        },
    },
    "permissions": {"permissions": [READERS, {"group": "data_team", **WRITER}]},
    "settings": {
        "settings": {"codeEnvs": {"python": {"mode": "EXPLICIT_ENV", "envName": "py311_ml"}}},
        "exposedObjects": {
            "objects": [
                {"type": "DATASET", "localName": "penguins", "rules": [{"targetProject": "SALES"}]}
            ]
        },
    },
    "variables": {"standard": {"species": "Adelie", "min_mass_g": 3000}, "local": {"env": "demo"}},
    "tagColors": {"tags": {"biology": {"color": "#2ab1ac"}, "open-data": {"color": "#f28c38"}}},
    "interest": {"starCount": 3, "watchCount": 2},
}
SALES: Final[dict[str, Any]] = {
    "metadata": {"shortDesc": "What was sold, month by month", "tags": ["finance"]},
    "permissions": {"permissions": [READERS, {"group": "analysts", **WRITER}]},
    "settings": {"projectStatus": "In production"},
    "variables": {"standard": {"currency": "EUR", "fiscal_year": 2026}, "local": {}},
    "tagColors": {"tags": {"finance": {"color": "#28aadd"}}},
    "interest": {"starCount": 1, "watchCount": 1},
}
SURVEY: Final[dict[str, Any]] = {
    "metadata": {"shortDesc": "Template of a yearly survey", "tags": ["template"]},
    "variables": {"standard": {"year": 2026}, "local": {}},
}
SURVEY_APP: Final[dict[str, Any]] = {
    "label": "Yearly survey",
    "homepageSections": [
        {
            "sectionTitle": "Run",
            "tiles": [
                {"type": "SCENARIO_RUN", "prompt": "Collect the answers", "scenarioId": "COLLECT"},
                {"type": "INLINE_DATASET_EDIT", "prompt": "Questions", "datasetName": "questions"},
            ],
        }
    ],
}


def seed(dss: DSSMock) -> None:
    """Three projects in two folders, one of them the template of an application."""
    research = tree.add(dss, "Research", state.ROOT, "alice")
    field_work = tree.add(dss, "Field work", research, "alice")
    business = tree.add(dss, "Business", state.ROOT, "bob")
    _plant(dss, "PENGUINS", "Palmer penguins", "alice", field_work, PENGUINS)
    _plant(dss, "SALES", "Sales", "bob", business, SALES)
    _plant(dss, "SURVEY", "Survey", "alice", research, SURVEY, _template)
    _instance(dss, "SURVEY", "SURVEY_2026", "Survey of 2026")
    _talk(dss)


def _plant(
    dss: DSSMock,
    key: str,
    name: str,
    owner: str,
    folder: str,
    wish: dict[str, Any],
    turn: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Add a project whose document has these members."""

    def change(document: dict[str, Any]) -> None:
        document.update(state.merged(document, wish), folderId=folder)
        if turn is not None:
            turn(document)

    state.create(dss, key, name, owner, owner, change)


def _template(document: dict[str, Any]) -> None:
    app.make_template(document, SURVEY_APP)


def _instance(dss: DSSMock, template: str, key: str, name: str) -> None:
    """Add an instance of an application."""

    def change(document: dict[str, Any]) -> None:
        app.make_instance(document, app.PREFIX + template, name, temporary=False)

    archive = archives.gather(dss, template)
    archives.install(
        dss, archive, key=key, by="bob", owner="bob", action="APP_INSTANCE_CREATE", change=change
    )


def _talk(dss: DSSMock) -> None:
    """Two discussions, one of them with an answer."""
    place = ("PENGUINS", "PROJECT", "PENGUINS")
    begun = discussion.start(dss, place, "Source of the data", "alice", "Where is it from?")
    row = f"PENGUINS.{begun['id']}"
    discussion.answer(dss, row, "bob", "From Palmer Station; *penguins* has the reference.")
    place = ("PENGUINS", "DATASET", "penguins")
    discussion.start(dss, place, "Missing values", "bob", "Some rows have no sex.")
