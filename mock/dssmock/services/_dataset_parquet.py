"""Parquet that was uploaded, read by a database of its own that sees nothing but the file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from dssmock import errors
from dssmock.sql.formula import literal

MAGIC: Final = b"PAR1"


def read(data: bytes, names: Sequence[str], name: str) -> list[dict[str, Any]]:
    """The rows of a file, by the names of the columns; a column that it lacks is null.

    Args:
        data: the file.
        names: columns that are wanted.
        name: name of the file, for errors.

    Raises:
        errors.BadRequest: it is broken.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="dssmock-") as folder:
        path = Path(folder) / "file.parquet"
        path.write_bytes(data)
        with duckdb.connect() as database:
            # Days and times come without a shift, as DSS shows them.
            database.execute("SET TimeZone = 'UTC'")
            database.execute(f"SET allowed_directories = [{literal(folder)}]")
            database.execute("SET enable_external_access = false")
            database.execute("SET lock_configuration = true")
            try:
                found = database.execute(
                    f"SELECT to_json(list(r)) FROM read_parquet({literal(str(path))}) AS r"
                ).fetchone()
            except duckdb.Error as problem:
                raise errors.BadRequest(f"Cannot read file {name}: {problem}") from problem
    rows: list[dict[str, Any]] = json.loads((found or ("[]",))[0] or "[]")
    return [{each: row.get(each) for each in names} for row in rows]
