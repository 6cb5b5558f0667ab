"""Slips that leave YAML sound: each is reported with its file and line, alone, and no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.__main__ import main
from generator.bundle import load_bundle
from generator.lint import lint
from generator.yamlsource import SourceError, read_source
from tests.generator.tiny import Tiny

GET = "/slip:\n  get:\n    "
# A file of paths, the line, and what is said of it.
PATHS = [
    ("/slip: []\n", 1, "/slip must be a mapping, not a list"),
    ("/slip:\n  put:\n", 2, "put must be a mapping, not nothing"),
    ("/slip:\n  trace: 3\n", 2, "trace must be a mapping, not 3"),
    ("/slip:\n  parameters: {}\n", 2, "parameters must be a list, not a mapping"),
    (GET + "parameters:\n", 3, "parameters must be a list, not nothing"),
    (
        GET + "parameters:\n      - limit\n",
        4,
        "a member of parameters must be a mapping, not the text 'limit'",
    ),
    (
        GET + "parameters:\n      - {name: a, schema: foo}\n",
        4,
        "schema must be a mapping, not the text 'foo'",
    ),
    (GET + "parameters:\n      - {name: 3}\n", 4, "name must be a text, not 3"),
    (GET + "responses:\n", 3, "responses must be a mapping, not nothing"),
    (GET + "responses: [a]\n", 3, "responses must be a mapping, not a list"),
    (GET + 'responses:\n      "200":\n', 4, "200 must be a mapping, not nothing"),
    (
        GET + 'responses:\n      "200":\n        content:\n',
        5,
        "content must be a mapping, not nothing",
    ),
    (
        GET + 'responses:\n      "200":\n        content:\n          application/json:\n',
        6,
        "application/json must be a mapping, not nothing",
    ),
    (
        GET + "responses:\n      4XX: {$ref: '../shared/schemas.yaml#/DSSError'}\n",
        4,
        "here only responses can be referred to, not #/components/schemas/DSSError",
    ),
    (GET + "requestBody: a\n", 3, "requestBody must be a mapping, not the text 'a'"),
    (
        GET + "requestBody: {$ref: '../shared/responses.yaml#/Done'}\n",
        3,
        "here only requestBodies can be referred to, not #/components/responses/Done",
    ),
    (
        GET + "requestBody:\n      content:\n        application/json: {schema: foo}\n",
        5,
        "schema must be a mapping, not the text 'foo'",
    ),
    (GET + "tags: slip\n", 3, "tags must be a list, not the text 'slip'"),
    (GET + "tags:\n      - 7\n", 4, "tags must hold texts, not 7"),
    (GET + "operationId: [a]\n", 3, "operationId must be a text, not a list"),
    (GET + "summary: {a: b}\n", 3, "summary must be a single value, not a mapping"),
]
SLIP = "Slip:\n  type: object\n  "
SCHEMAS = [
    ("Slip:\n", 1, "Slip must be a mapping, not nothing"),
    (SLIP + "properties: [a, b]\n", 3, "properties must be a mapping, not a list"),
    (SLIP + "properties:\n    name:\n", 4, "name must be a mapping, not nothing"),
    (SLIP + "required: name\n", 3, "required must be a list, not the text 'name'"),
    (SLIP + "required: [3]\n", 3, "required must hold texts, not 3"),
    (SLIP + "anyOf: {}\n", 3, "anyOf must be a list, not a mapping"),
    (SLIP + "anyOf:\n    -\n", 4, "a member of anyOf must be a mapping, not nothing"),
    (SLIP + "items: Thing\n", 3, "items must be a mapping, not the text 'Thing'"),
    (SLIP + "enum: A\n", 3, "enum must be a list, not the text 'A'"),
    (SLIP + "additionalProperties: yes\n", 3, "additionalProperties must be a mapping, not"),
    (SLIP + "items: {$ref: 3}\n", 3, "$ref must be a text, not 3"),
    ("Slip:\n  type: {}\n", 2, "type must be a list, not a mapping"),
]


@pytest.mark.parametrize(
    ("file", "text", "line", "message"),
    [("paths/slip.yaml", *each) for each in PATHS]
    + [("schemas/slip.yaml", *each) for each in SCHEMAS],
)
def test_slip_is_reported_alone_with_file_and_line(
    tiny: Tiny, file: str, text: str, line: int, message: str
) -> None:
    tiny.write(file, text)
    (problem,) = lint(load_bundle(tiny.root))
    assert str(problem).startswith(f"openapi/{file}:{line} structure {message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("paths:\n  /x: {}\n", "paths are written in openapi/paths/*.yaml, none here"),
        ("components: a\n", "components must be a mapping"),
        ("components: {schemas: {Thing: {}}}\n", "schemas are written in files of their own"),
        ("components: {responses: [a]}\n", "responses are written in files of their own"),
    ],
)
def test_root_file_holds_nothing_that_has_its_own_files(
    tiny: Tiny, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.write("dss.yaml", f"openapi: 3.1.0\n{text}")
    assert main(["--root", str(tiny.root), "generate"]) == 1
    assert capsys.readouterr().err.startswith(f"openapi/dss.yaml:2 structure {message}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n\tb: 1\n", 2),
        ("a:\n  b: 1\n\tc: 2\n", 3),
        ("a:\n  b:\n  \tc: 2\n", 3),
        ("a:\n  - b\n\t- c\n", 3),
    ],
)
def test_tab_in_the_indentation_is_called_a_tab(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=f"a.yaml:{line} yaml a tab in the indentation"):
        read_source(path, "a.yaml")


def test_other_slip_of_yaml_is_not_called_a_tab(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a:\t[1\nb: 2\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_source(path, "a.yaml")
    assert "a tab in the indentation" not in str(caught.value)
