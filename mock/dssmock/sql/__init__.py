"""Real SQL behind the connections: an embedded DuckDB for each one, locked away from the disk."""

from dssmock.sql.engine import Sql

__all__ = ["Sql"]
