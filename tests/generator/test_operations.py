"""The spec compared with a table of operations."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.__main__ import main
from generator.bundle import load_bundle
from generator.operations import missing, normalised, read_table, select
from generator.yamlsource import SourceError
from tests.generator.tiny import Tiny

TITLES = "node\tmethod\tpath\tsince\treturns\tquery\tbody\tofficial methods"
ROWS = (
    "dss\tGET\t/things/{name}\t8.0\tjson\t\t\tDSSThing.get DSSOther.look",
    "dss\tPUT\t/things/{id}/paint\t9.0\tempty\tcolor\t\tDSSThing.paint",
    "dss\tGET\t/things/{id}/\t12.6\tjson\t\t\tDSSClient.list_things",
    "govern\tGET\t/artifacts\t11.4\tjson\t\t\tGovernClient.list",
)


def table_in(folder: Path, *rows: str, titles: str = TITLES) -> Path:
    """A table of these lines."""
    path = folder / "operations.tsv"
    path.write_text("\n".join((titles, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/things/", "/things/"),
        ("/things/{id}", "/things/{}"),
        ("/a/{x}/b/{y}.zip", "/a/{}/b/{}.zip"),
    ],
)
def test_names_of_parameters_do_not_count(path: str, expected: str) -> None:
    assert normalised(path) == expected


def test_a_table_is_read_for_one_kind_of_node(tmp_path: Path) -> None:
    table = table_in(tmp_path, *ROWS)
    first = read_table(table)[0]
    assert (first.method, first.path, first.since) == ("GET", "/things/{name}", "8.0")
    assert first.callers == ("DSSThing.get", "DSSOther.look")
    assert [each.path for each in read_table(table, "govern")] == ["/artifacts"]


@pytest.mark.parametrize(
    ("since", "classes", "expected"),
    [
        ((), (), ["8.0", "9.0", "12.6"]),
        (("8.0", "9.0"), (), ["8.0", "9.0"]),
        ((), ("DSSOther", "DSSClient"), ["8.0", "12.6"]),
        (("9.0",), ("DSSOther",), []),
    ],
)
def test_operations_are_chosen_by_version_and_class(
    tmp_path: Path, since: tuple[str, ...], classes: tuple[str, ...], expected: list[str]
) -> None:
    operations = read_table(table_in(tmp_path, *ROWS))
    assert [each.since for each in select(operations, since, classes)] == expected


def test_missing_ones_are_those_whose_method_or_path_differs(tiny: Tiny, tmp_path: Path) -> None:
    operations = read_table(table_in(tmp_path, *ROWS))
    found = missing(operations, load_bundle(tiny.root))
    assert [each.path for each in found] == ["/things/{id}/", "/things/{id}/paint"]


def test_the_command_lists_and_counts(
    tiny: Tiny, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = str(table_in(tmp_path, *ROWS))
    root = ["--root", str(tiny.root), "operations", table]
    assert main([*root, "--since", "8.0"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "since 8.0: 1 of 1",
        "1 of 1 operations are in the spec",
    ]
    assert main([*root, "--since", "8.0,9.0", "--classes", "DSSThing"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "  9.0 PUT    /things/{id}/paint (DSSThing.paint)",
        "since 8.0: 1 of 1",
        "since 9.0: 0 of 1",
        "1 of 2 operations are in the spec",
    ]
    assert main(root) == 1
    versions = [line for line in capsys.readouterr().out.splitlines() if "since" in line]
    assert versions == ["since 8.0: 1 of 1", "since 9.0: 0 of 1", "since 12.6: 0 of 1"]
    assert main([*root, "--node", "govern"]) == 1


@pytest.mark.parametrize(
    ("titles", "rows", "message"),
    [
        ("node\tpath", (), "operations.tsv:1 table the titles must begin with node, method"),
        ("", (), "operations.tsv:1 table the titles"),
        (TITLES, ("dss\tGET\t/x",), "operations.tsv:2 table 3 columns instead of 8"),
    ],
)
def test_what_is_no_table_is_refused_by_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    titles: str,
    rows: tuple[str, ...],
    message: str,
) -> None:
    table = table_in(tmp_path, *rows, titles=titles)
    assert main(["--root", str(tmp_path), "operations", str(table)]) == 2
    assert message in capsys.readouterr().err


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"operations\.tsv:1 table"):
        read_table(tmp_path / "operations.tsv")
    path = tmp_path / "operations.tsv"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="utf-8"):
        read_table(path)
    path.write_bytes(b"")
    with pytest.raises(SourceError, match="titles"):
        read_table(path)
