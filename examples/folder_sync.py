"""Keep a local directory and a managed folder alike: the newer file of two wins.

Only what is on one side, or differs in size, is moved; large files pass through in pieces.
Nothing is deleted on either side.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dataikuapi import DSSClient


def main(client: DSSClient, project_key: str, folder_id: str, local: Path) -> dict[str, str]:
    """Synchronise the two and tell for each file that was moved where it went."""
    folder = client.get_project(project_key).get_managed_folder(folder_id)
    here = {f"/{path.relative_to(local).as_posix()}": path for path in files(local)}
    there = {item["path"]: item for item in folder.list_contents()["items"]}
    moved = {}
    for path in sorted(here.keys() | there.keys()):
        target = within(local, path)
        if should_upload(here.get(path), there.get(path)):
            with target.open("rb") as file:
                folder.put_file(path, file)
            moved[path] = "uploaded"
        elif path not in here or target.stat().st_size != there[path]["size"]:
            download(folder, path, target)
            moved[path] = "downloaded"
    for path, what in moved.items():
        print(what, path)
    return moved


def files(local: Path) -> list[Path]:
    """The files below a directory, without those of downloads that did not end."""
    return [path for path in local.rglob("*") if path.is_file() and path.suffix != ".part"]


def within(local: Path, path: str) -> Path:
    """The place of a file of the folder; refuses one that is outside the directory."""
    target = (local / path.lstrip("/")).resolve()
    if not target.is_relative_to(local.resolve()):
        raise ValueError(f"{path} is outside {local}")
    return target


def should_upload(mine: Path | None, theirs: dict[str, Any] | None) -> bool:
    """Whether the local file is there, and new or newer."""
    if mine is None or theirs is None:
        return mine is not None
    stat = mine.stat()
    return stat.st_size != theirs["size"] and stat.st_mtime * 1000 >= theirs["lastModified"]


def download(folder: Any, path: str, target: Path) -> None:
    """Write a file beside its place and move it there when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with folder.get_file(path) as stream, part.open("wb") as file:
        for piece in stream.iter_content(1 << 20):
            file.write(piece)
    part.replace(target)


if __name__ == "__main__":
    dss = DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"])
    main(dss, "PENGUINS", os.environ["FOLDER"], Path("photos"))
