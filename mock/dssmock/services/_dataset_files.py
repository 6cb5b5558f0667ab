"""Where the files of datasets are: bytes by name, by kind of dataset.

Uploads and what DSS manages lie under the project and travel with it; files of an outside
connection lie under ``connections/NAME/path``, where tests can put them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from dssmock import errors
from dssmock.services import _dataset_state as state
from dssmock.services import _managed_folder_state as folders
from dssmock.services._loose import as_dict, as_list, as_text

if TYPE_CHECKING:
    from dssmock.core import DSSMock

UPLOADS: Final = "UploadedFiles"
IN_FOLDER: Final = "FilesInFolder"
OUT: Final = "out-s0.csv"
TIME_PARTS: Final = {"%Y": 0, "%M": 1, "%D": 2, "%H": 3}
PERIODS: Final = {"YEAR": "%Y", "MONTH": "%Y/%M", "DAY": "%Y/%M/%D", "HOUR": "%Y/%M/%D/%H"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a dataset.

    Attributes:
        path: where it is within the dataset, with a slash first.
        blob: name of its bytes; None for a file of a managed folder.
        data: the bytes.
    """

    path: str
    blob: str | None
    data: bytes


def place_of(dss: DSSMock, dataset: Mapping[str, Any]) -> str:
    """What the names of a dataset's bytes begin with."""
    key, name = dataset["projectKey"], dataset["name"]
    if dataset["type"] in state.FILES and not dataset.get("managed"):
        params = dataset.get("params") or {}
        bucket = as_text(params.get("bucket")) or as_text(params.get("container"))
        path = expand(dss, key, as_text(params.get("path")))
        parts = [as_text(params.get("connection")), bucket, path]
        return "/".join(["connections", *[part.strip("/") for part in parts if part]])
    kind = "uploads" if dataset["type"] == UPLOADS else "datasets"
    return f"projects/{key}/{kind}/{name}"


def expand(dss: DSSMock, key: str, text: str) -> str:
    """A path or a table's name with the project's variables in it."""
    project = dss.table("projects").find(key) or {}
    variables = project.get("variables") or {}
    known = {**(variables.get("standard") or {}), **(variables.get("local") or {})}
    for name, value in {**known, "projectKey": key}.items():
        text = text.replace(f"${{{name}}}", str(value))
    return text


def files(dss: DSSMock, dataset: Mapping[str, Any]) -> list[File]:
    """The files of a dataset, in the order of their paths.

    Raises:
        errors.NotFound: they are in a managed folder that does not exist.
    """
    if dataset["type"] == IN_FOLDER:
        return _files_in_folder(dss, dataset)
    chosen = _choice(dataset)
    place = place_of(dss, dataset)
    found = [(name, name[len(place) :]) for name in sorted(dss.blobs.keys(place))]
    return [
        File(path or f"/{place.rpartition('/')[2]}", name, dss.blobs.get(name))
        for name, path in found
        if (not path or path.startswith("/")) and (chosen is None or path in chosen)
    ]


def _choice(dataset: Mapping[str, Any]) -> list[str] | None:
    """The files that the settings name one by one; None when they name none."""
    rules = as_dict(as_dict(dataset.get("params")).get("filesSelectionRules"))
    if rules.get("mode") != "EXPLICIT_SELECT_FILES":
        return None
    return [folders.clean(str(path)) for path in as_list(rules.get("explicitFiles"))]


def _files_in_folder(dss: DSSMock, dataset: Mapping[str, Any]) -> list[File]:
    params = dataset.get("params") or {}
    key, id = state.split_ref(dataset["projectKey"], as_text(params.get("folderSmartId")))
    folders.find(dss, key, id)
    chosen = _choice(dataset)
    paths = [item["path"] for item in folders.listing(dss, key, id)]
    return [
        File(path, None, folders.read(dss, key, id, path))
        for path in paths
        if chosen is None or path in chosen
    ]


def pattern_of(dataset: Mapping[str, Any]) -> str:
    """Where the files of a partition are; by default a folder for each dimension."""
    partitioning = dataset.get("partitioning") or {}
    if partitioning.get("filePathPattern"):
        return partitioning["filePathPattern"]
    parts = [
        PERIODS.get(as_text((each.get("params") or {}).get("period")), PERIODS["DAY"])
        if each.get("type") == "time"
        else f"%{{{each.get('name')}}}"
        for each in state.dimensions_of(dataset)
    ]
    return "/".join(["", *parts, ".*"])


def partition_of(dataset: Mapping[str, Any], path: str) -> str | None:
    """The partition that a file belongs to; None if its path fits none."""
    pattern = pattern_of(dataset)
    partitioning = {
        "dimensions": state.dimensions_of(dataset),
        "filePathPattern": pattern if pattern.startswith("/") else f"/{pattern}",
    }
    found = folders.partition_of({"partitioning": partitioning}, path)
    return None if found is None else unquote(found)


def path_for(dataset: Mapping[str, Any], partition: str) -> str:
    """Path of the file that holds a partition which DSS writes.

    Raises:
        errors.BadRequest: the partition has not as many values as there are dimensions.
    """
    dimensions = state.dimensions_of(dataset)
    values = partition.split("|")
    if len(values) != len(dimensions):
        raise errors.BadRequest(
            f"Partition {partition!r} needs {len(dimensions)} values, joined by bars"
        )
    path = pattern_of(dataset)
    for dimension, value in zip(dimensions, values, strict=True):
        if dimension.get("type") == "time":
            parts = value.split("-")
            for mark, at in TIME_PARTS.items():
                path = path.replace(mark, parts[at] if at < len(parts) else "")
        else:
            path = path.replace(f"%{{{dimension.get('name')}}}", quote(value, safe=" "))
    return "/" + path.replace(".*", OUT).lstrip("/")


def delete(dss: DSSMock, dataset: Mapping[str, Any], partitions: list[str] | None = None) -> None:
    """Delete the files of a dataset or of some partitions; uploads that it does not read, too."""
    everything = dataset
    if dataset["type"] == UPLOADS:
        everything = {**dataset, "params": {}}
    for file in files(dss, everything):
        wanted = partitions is None or partition_of(dataset, file.path) in partitions
        if wanted and file.blob is not None:
            dss.blobs.delete(file.blob)


def move(dss: DSSMock, dataset: Mapping[str, Any], new_name: str) -> None:
    """Let the files that lie under the project follow a dataset to its new name."""
    old = place_of(dss, dataset)
    new = place_of(dss, {**dataset, "name": new_name})
    for name in dss.blobs.keys(f"{old}/") if new != old else []:
        dss.blobs.put(new + name[len(old) :], dss.blobs.get(name))
        dss.blobs.delete(name)
