"""Zip archives for tests."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_at(path: Path) -> dict[str, bytes]:
    """The files of an archive that lies in a local file."""
    return files_of(path.read_bytes())


def names_in(folder: Path) -> list[str]:
    """What is in a local folder."""
    return [each.name for each in folder.iterdir()]


def plugin_zip(
    plugin_id: str = "weather",
    version: str = "1.0.0",
    files: Mapping[str, str | bytes] | None = None,
    **meta: Any,
) -> bytes:
    """A plugin with a parameter set, and more files if wanted."""
    manifest = {"id": plugin_id, "version": version, "meta": {"label": "Weather", **meta}}
    parameter_set = {
        "params": [{"name": "region", "defaultValue": "eu"}, {"name": "station"}],
        "pluginParams": [{"name": "token", "defaultValue": "abc"}],
    }
    return zip_of(
        {
            "plugin.json": json.dumps(manifest),
            "parameter-sets/account/parameter-set.json": json.dumps(parameter_set),
            "python-lib/weather.py": "x = 1\n",
            **(files or {}),
        }
    )


def version_zip(version: str | None = None, *endpoints: dict[str, Any]) -> bytes:
    """A version package of an API service."""
    about: dict[str, Any] = {"endpoints": list(endpoints)}
    if version is not None:
        about["versionId"] = version
    return zip_of({"service.json": json.dumps(about)})
