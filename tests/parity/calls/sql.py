"""Queries, and their rows as Python values."""

from __future__ import annotations

from tests.parity.scene import Scene

NUMBERS = """
SELECT * FROM (VALUES
  (1::TINYINT, 2::SMALLINT, 3, 4::BIGINT, 1.5::FLOAT, 2.25::DOUBLE, 10.10::DECIMAL(10,2)),
  (-128, -32768, -2147483648, -9223372036854775808, -0.0, 1e308, -99999999.99),
  (127, 32767, 2147483647, 9223372036854775807, 3.4e38, 5e-324, 99999999.99),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL)
) AS t(tiny, small, whole, big, single, twice, exact)
"""
ODD_NUMBERS = """
SELECT 'NaN'::DOUBLE AS nan, 'Infinity'::DOUBLE AS inf, '-Infinity'::FLOAT AS minus_inf,
       170141183460469231731687303715884105727::HUGEINT AS huge,
       18446744073709551615::UBIGINT AS u, 0.1::DOUBLE + 0.2 AS sum, 1e16::DOUBLE AS long,
       123456789.123456789::DECIMAL(18,9) AS exact
"""
TEXTS = """
SELECT * FROM (VALUES
  (1, ''), (2, NULL), (3, ' padded '), (4, 'tab\there'), (5, 'line\nbreak'), (6, 'cr\r\nlf'),
  (7, 'a "quoted" word'), (8, '"'), (9, '""'), (10, 'it''s'), (11, 'back\\slash'),
  (12, 'naïve été'), (13, '日本語'), (14, '😀 emoji'), (15, 'zero\u200bwidth'),
  (16, 'NULL'), (17, 'true'), (18, '\t'), (19, '\n'), (20, repeat('x', 130000)),
  (21, ',;|'), (22, '\u00a0'), (23, '\u2028')
) AS t(id, text) ORDER BY id
"""
TIMES = """
SELECT * FROM (VALUES
  (DATE '2024-02-29', TIMESTAMP '2024-02-29 23:59:59.999', TIMESTAMPTZ '2024-02-29 23:59:59+02'),
  (DATE '1582-10-15', TIMESTAMP '1969-12-31 23:59:59.001', TIMESTAMPTZ '1900-01-01 00:00:00+00'),
  (DATE '0001-01-01', TIMESTAMP '9999-12-31 23:59:59', TIMESTAMPTZ '2038-01-19 03:14:08.5Z'),
  (NULL, NULL, NULL)
) AS t(day, clock, moment)
"""
NESTED = """
SELECT [1, 2, NULL] AS list, {'a': 1, 'b': 'x\ty'} AS record, MAP {'k': 1.5} AS map,
       true AS yes, false AS no, NULL::BOOLEAN AS unknown, '\\xAA\\x00'::BLOB AS bytes,
       INTERVAL 3 DAYS AS span, TIME '12:34:56.789' AS hour,
       UUID '00000000-0000-0000-0000-000000000001' AS id
"""


def rows(see: Scene) -> None:
    for name, query in {
        "numbers": NUMBERS,
        "odd numbers": ODD_NUMBERS,
        "texts": TEXTS,
        "times": TIMES,
        "nested": NESTED,
        "no rows": "SELECT * FROM penguins WHERE year = 1900",
        "one cell": "SELECT 1 AS a",
        "one null": "SELECT NULL AS a",
        "one empty text": "SELECT '' AS a UNION ALL SELECT 'b'",
        "same names": "SELECT 1 AS a, 2 AS a",
        "odd names": 'SELECT 1 AS "a b", 2 AS "été\t", 3 AS "3"',
    }.items():
        asked = see(name, see.client.sql_query(query, connection="warehouse"))
        see(f"{name}, schema", asked.get_schema())
        see(f"{name}, rows", list(asked.iter_rows()))
        see(f"{name}, verified", asked.verify())


def tables(see: Scene) -> None:
    for table in ("penguins", "penguins_raw", "customers", "orders"):
        asked = see.client.sql_query(f"SELECT * FROM {table}", connection="warehouse")  # noqa: S608 (names of this list)
        see(f"{table}, rows", list(asked.iter_rows()))
        see(f"{table}, verified", asked.verify())


def read_modes(see: Scene) -> None:
    modes = ("AS_IS", "AS_STRING", "AS_DATE")
    for mode in modes:
        named = {"datetimenotz_read_mode": mode, "dateonly_read_mode": mode}
        asked = see.client.sql_query(TIMES, connection="warehouse", **named)
        see(f"{mode}, rows", [asked.get_schema(), *asked.iter_rows()])
    for flag in (True, False):
        named = {"read_timestamp_without_timezone_as_string": flag, "read_date_as_string": flag}
        asked = see.client.sql_query(TIMES, connection="warehouse", **named)
        see(f"{flag}, rows", [asked.get_schema(), *asked.iter_rows()])


def all_arguments(see: Scene) -> None:
    ask = see.client.sql_query
    before = ["CREATE TABLE seen (id INTEGER)", "INSERT INTO seen VALUES (7)"]
    asked = ask("SELECT * FROM seen", "warehouse", pre_queries=before, post_queries=["COMMIT"])
    see("before and after", list(asked.iter_rows()))
    see("verified", asked.verify())
    see("kept", list(ask("SELECT id FROM seen", "warehouse").iter_rows()))
    conf = {"extra_conf": {"dialect": "x"}, "project_key": "PENGUINS", "type": "sql"}
    see("with a project", list(ask("SELECT 1 AS a", connection="warehouse", **conf).iter_rows()))
    see("no result", ask("CREATE TABLE t (a INTEGER)", connection="warehouse").get_schema())
    see("changed rows", list(ask("INSERT INTO seen VALUES (8)", "warehouse").iter_rows()))
    script = {
        "script_steps": [{"type": "ColumnRenamer"}],
        "script_input_schema": {"columns": []},
        "script_output_schema": {"columns": []},
        "script_report_location": "none",
    }
    see.error("with a script", ask, "SELECT 1", connection="warehouse", **script)


def failures(see: Scene) -> None:
    ask = see.client.sql_query
    see.error("syntax", ask, "SELEC 1", connection="warehouse")
    see.error("no table", ask, "SELECT * FROM nothing", connection="warehouse")
    see.error("no connection", ask, "SELECT 1", connection="nothing")
    see.error("nowhere", ask, "SELECT 1")
    see.error("twice", ask, "SELECT 1", connection="warehouse", database="demo")
    see.error("no database", ask, "SELECT 1", "warehouse", type="hive")
    see.error("not of SQL", ask, "SELECT 1", connection="filesystem_managed")
    see.error("no dataset", ask, "SELECT 1", dataset_full_name="PENGUINS.nothing")
    see.error("no project", ask, "SELECT 1", connection="warehouse", project_key="NOWHERE")
    asked = ask("SELECT * FROM penguins LIMIT 3", connection="warehouse")
    see("rows before it broke", list(asked.iter_rows()))
    broken = {"errorType": "java.sql.SQLException", "message": "The connection broke"}
    see.fault(op="sql_finish_streaming", status=500, body=broken)
    see.error("it broke", asked.verify)
    see.error("rows, twice", lambda: list(asked.iter_rows()))


def cell_of_any_length(see: Scene) -> None:
    long = see.client.sql_query("SELECT repeat('é', 200000) AS a", connection="warehouse")
    see.outcome("long", lambda: [len(text) for [text] in long.iter_rows()])


def cut_short(see: Scene) -> None:
    asked = see.client.sql_query("SELECT * FROM penguins LIMIT 3", connection="warehouse")
    see.fault(op="sql_stream_rows", cut_body=100)
    see.error("rows", lambda: list(asked.iter_rows()))


def rights(see: Scene) -> None:
    bob = see.connect("bob-key")
    see("may", list(bob.sql_query("SELECT 1 AS a", connection="warehouse").iter_rows()))
    see.error("may not", bob.sql_query, "SELECT 1 AS a", connection="lake")
    asked = see.connect("alice-key").sql_query("SELECT 1 AS a", connection="warehouse")
    see("left alone", asked)
