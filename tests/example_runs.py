"""How each example is run: with our package in the tests, with the incumbent by the parity run.

``python -m tests.example_runs NAME FOLDER URL URL`` runs one with the ``dataikuapi`` of this
interpreter, on the demo instances behind two URLs; the standard library is all else it needs.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

KEY: Final = "admin-key"
# These use nothing that the incumbent has not.
INCUMBENT_TOO: Final = (
    "audit",
    "cicd",
    "code_envs",
    "data_quality",
    "dataset_profile",
    "folder_sync",
    "nightly",
    "plugin_rollout",
    "promotion",
    "provisioning",
    "recipe_pipeline",
    "retraining",
    "wiki_report",
)
QUALITY: Final = {
    "species_names": [
        {
            "type": "RecordCountInRangeRule",
            "displayName": "Species",
            "minimumEnabled": True,
            "minimum": 4,
        }
    ]
}


@dataclass
class Place:
    """What an example is given.

    Attributes:
        client: client of a demo instance.
        other: client of a second one.
        folder: an empty folder.
    """

    client: Any
    other: Any
    folder: Path

    def main(self, name: str) -> Callable[..., Any]:
        """The function of an example."""
        return importlib.import_module(f"examples.{name}").main


def audit(place: Place) -> Any:
    return place.main("audit")(place.client, place.folder / "permissions.csv")


def code_envs(place: Place) -> Any:
    return place.main("code_envs")(place.client, "pandas", "pandas==2.2.3")


def cicd(place: Place) -> Any:
    place.client.get_projectdeployer().create_infra("production", "Production")
    main = place.main("cicd")
    return [main(place.client, "PENGUINS", bundle) for bundle in ("v1", "v2")]


def data_quality(place: Place) -> Any:
    main = place.main("data_quality")
    found = main(place.client, "PENGUINS", place.folder / "quality.csv", QUALITY)
    return dict(sorted(found.items()))


def dataset_profile(place: Place) -> Any:
    path = place.folder / "penguins.csv"
    return place.main("dataset_profile")(place.client, "PENGUINS", "penguins", path)


def folder_sync(place: Place) -> Any:
    local = place.folder / "photos"
    (local / "2026").mkdir(parents=True)
    (local / "2026" / "adelie.jpg").write_bytes(b"on this side")
    folder = place.client.get_project("PENGUINS").create_managed_folder("photos")
    folder.put_file("gentoo.jpg", io.BytesIO(b"on the other side"))
    main = place.main("folder_sync")
    return [main(place.client, "PENGUINS", folder.id, local) for _ in range(2)]


def nightly(place: Place) -> Any:
    main = place.main("nightly")
    runs = (["penguins_by_species"], ["nothing_like_this"])
    return [main(place.client, "PENGUINS", names, "team@example.org") for names in runs]


def plugin_rollout(place: Place) -> Any:
    archive = place.folder / "weather.zip"
    manifest = {"id": "weather", "version": "1.3.0", "meta": {"label": "Weather"}}
    parameters = {"meta": {"label": "Account"}, "params": [{"name": "region", "type": "STRING"}]}
    archive.write_bytes(
        zipped(
            {
                "plugin.json": json.dumps(manifest),
                "parameter-sets/account/parameter-set.json": json.dumps(parameters),
                "code-env/python/spec/requirements.txt": "python-dateutil\n",
            }
        )
    )
    place.other.get_plugin("weather").delete(force=True).wait_for_result()
    preset = {"parameter_set": "account", "name": "bergen", "config": {"region": "no"}}
    clients = [place.client, place.other]
    return list(place.main("plugin_rollout")(clients, "weather", archive, preset).values())


def promotion(place: Place) -> Any:
    place.other.get_project("PENGUINS").delete()
    main = place.main("promotion")
    for bundle in ("v1", "v2"):
        main(place.client, place.other, "PENGUINS", bundle, {"env": "production"})
    bundles = place.other.get_project("PENGUINS").list_imported_bundles()["bundles"]
    return [bundle["bundleId"] for bundle in bundles]


def provisioning(place: Place) -> Any:
    main = place.main("provisioning")
    return [main(place.client), main(place.client)]


def recipe_pipeline(place: Place) -> Any:
    main = place.main("recipe_pipeline")
    return [main(place.client), main(place.client)]


def retraining(place: Place) -> Any:
    project = place.client.get_project("PENGUINS")
    task = project.create_prediction_ml_task("penguins", "sex", wait_guess_complete=True)
    scores = {
        model: task.get_trained_model_details(model).get_performance_metrics()["auc"]
        for model in task.train()
    }
    worst = min(scores, key=lambda model: scores[model])
    model = task.deploy_to_flow(worst, "sex of a penguin", "penguins")["savedModelId"]
    main = place.main("retraining")
    return [main(place.client, "PENGUINS", model), main(place.client, "PENGUINS", model)]


def wiki_report(place: Place) -> Any:
    main = place.main("wiki_report")
    return [main(place.client, "PENGUINS"), main(place.client, "PENGUINS")]


def zipped(files: dict[str, str]) -> bytes:
    """An archive of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()


def run(name: str, place: Place) -> Any:
    """Run an example; gives what it gave."""
    return globals()[name](place)


if __name__ == "__main__":
    import dataikuapi

    name, folder, *urls = sys.argv[1:]
    clients = [dataikuapi.DSSClient(url, KEY) for url in urls]
    print(json.dumps(run(name, Place(*clients, Path(folder))), default=str))  # noqa: T201 (its parent reads it)
