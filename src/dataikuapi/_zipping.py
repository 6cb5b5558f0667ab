"""Local folders packed to be uploaded."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO, Any

from dataikuapi._uploads import local_files


@contextmanager
def zipped(name: str, folder: Any) -> Generator[IO[bytes]]:
    """Packs a local folder into a temporary zip, on the disk and not in memory.

    Args:
        name: name of the argument, for the message.
        folder: path of the folder.

    Yields:
        The zip, opened to be read; it is gone when the block ends.

    Raises:
        TypeError: it is no path.
        NotADirectoryError: there is no such folder.
        ValueError: it holds no file.
    """
    files = local_files(name, folder)
    if not files:
        raise ValueError(f"{name} holds no file: {folder}")
    with tempfile.TemporaryFile(suffix=".zip") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, inner in files:
                archive.write(path, inner)
        file.seek(0)
        yield file
