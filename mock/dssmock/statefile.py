"""State kept between runs: a zip archive of one JSON document and the blobs.

Long tasks are not kept: a real DSS forgets them when it restarts, too. Jobs and runs of scenarios
are; they go on when the state is back.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dssmock.core import DSSMock

FORMAT: Final = 1
DOCUMENT: Final = "state.json"
BLOBS: Final = "blobs"
BROKEN: Final = (
    OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError, IndexError,
)  # fmt: skip
INTERVAL: Final = 5.0  # seconds between two looks whether something has changed


class StateError(ValueError):
    """A file that holds no state; the text names it and says what is wrong."""


def pack(snapshot: Mapping[str, Any], blobs: dict[str, bytes]) -> dict[str, Any]:
    """A snapshot as JSON; its bytes go into ``blobs``, which the JSON refers to by number.

    Args:
        snapshot: what :meth:`dssmock.core.DSSMock.snapshot` gave.
        blobs: where the bytes go, by name in the archive.
    """
    names: dict[str, str] = {}
    for name, data in snapshot["blobs"].items():
        place = f"{BLOBS}/{len(blobs)}"
        blobs[place], names[name] = data, place
    (_, _, consume_once, default_ms), *works = snapshot["works"]
    return {
        "tables": snapshot["tables"],
        "blobs": names,
        "ids": snapshot["ids"],
        "works": [[consume_once, default_ms], *works],
        "nodes": {name: pack(each, blobs) for name, each in snapshot["nodes"].items()},
        "parts": snapshot["parts"],
        "clock": snapshot["clock"],
    }


def unpack(document: Mapping[str, Any], blobs: Mapping[str, bytes]) -> dict[str, Any]:
    """The snapshot that :func:`pack` turned into JSON."""
    version, state, gauss = document["ids"]
    (consume_once, default_ms), *works = document["works"]
    return {
        "tables": document["tables"],
        "blobs": {name: blobs[place] for name, place in document["blobs"].items()},
        "ids": (version, tuple(state), gauss),
        "works": [({}, [], consume_once, default_ms), *works],
        "nodes": {name: unpack(each, blobs) for name, each in document["nodes"].items()},
        "parts": document["parts"],
        # Older states have no time.
        "clock": document.get("clock", 0),
    }


def write(path: Path, dss: DSSMock) -> None:
    """Write the state of an instance, whole or not at all.

    Args:
        path: the file; an older one is replaced in one step.
        dss: the instance.

    Raises:
        OSError: the file cannot be written.
    """
    with dss.alone():
        snapshot, seed, version = dss.snapshot(), dss.seed, dss.version
    blobs: dict[str, bytes] = {}
    document = {"format": FORMAT, "seed": seed, "version": version, **pack(snapshot, blobs)}
    text = json.dumps(document, ensure_ascii=False)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(DOCUMENT, text)
                for place, data in blobs.items():
                    archive.writestr(place, data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path, dss: DSSMock) -> None:
    """Bring an instance into the state of a file.

    Args:
        path: the file.
        dss: the instance.

    Raises:
        StateError: the file holds no state.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            document = json.loads(archive.read(DOCUMENT))
            blobs = {name: archive.read(name) for name in archive.namelist() if name != DOCUMENT}
        if document["format"] != FORMAT:
            raise StateError(f"{path}: written by another version of dssmock")
        snapshot = unpack(document, blobs)
    except StateError:
        raise
    except BROKEN as problem:
        raise StateError(f"{path}: holds no state of dssmock ({problem})") from None
    try:
        dss.restore(snapshot)
    except BROKEN as problem:
        raise StateError(f"{path}: holds no state of dssmock ({problem!r})") from None


class Keeper:
    """Keeps the state of an instance in a file: at intervals when it has changed, and at the end.

    Args:
        path: the file.
        dss: the instance.
        interval: seconds between two looks.
    """

    def __init__(self, path: Path, dss: DSSMock, interval: float = INTERVAL) -> None:
        self._path = path
        self._dss = dss
        self._interval = interval
        self._kept = dss.log.changes
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dssmock-state", daemon=True)
        self._thread.start()

    def keep(self) -> bool:
        """Write the state if a request may have changed it since; tells whether it did."""
        changes = self._dss.log.changes
        if changes == self._kept:
            return False
        write(self._path, self._dss)
        self._kept = changes
        return True

    def close(self) -> None:
        """Write the state for the last time, whatever happened.

        Raises:
            OSError: the file cannot be written.
        """
        self._ended.set()
        self._thread.join()
        write(self._path, self._dss)

    def _run(self) -> None:
        import logging

        while not self._ended.wait(self._interval):
            try:
                self.keep()
            except OSError as problem:
                logging.getLogger("dssmock").warning("The state was not kept: %s", problem)
            except Exception:
                # A defect of the mock: what comes later may be kept again.
                logging.getLogger("dssmock").exception("The state was not kept")
