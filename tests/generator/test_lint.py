"""Each rule finds what it is for, and nothing in a sound spec."""

from __future__ import annotations

import pytest

from generator.bundle import load_bundle
from generator.lint import RULES, lint
from generator.lint.spec import Spec
from generator.yamlsource import Problem
from tests.generator.tiny import Tiny, json_answer, operation

PATHS, SCHEMAS = "paths/thing.yaml", "schemas/thing.yaml"
PARAMETERS, RESPONSES = "shared/parameters.yaml", "shared/responses.yaml"

GET = "operationId: thing_get\n"

# rule, file, what is replaced, by what
BREAKS = [
    ("stray-key", SCHEMAS, "description: Its id}", "description: Its id, or not quite}"),
    ("operation-id", PATHS, "operationId: thing_get\n", "operationId: thing_Get\n"),
    ("operation-id", PATHS, "operationId: thing_get\n", "operationId: other_get\n"),
    ("operation-id", PATHS, "operationId: thing_get\n", "operationId: thing_frobnicate\n"),
    ("operation-id", PATHS, "    operationId: thing_get\n", ""),
    ("operation-id-unique", PATHS, "operationId: thing_list\n", "operationId: thing_get\n"),
    ("operation-id-unique", PATHS, "operationId: thing_list\n", "operationId: thing-get\n"),
    ("single-tag", PATHS, "tags: [thing]", "tags: [thing, other]"),
    ("single-tag", PATHS, "tags: [thing]", "tags: []"),
    ("tag-file", PATHS, "tags: [thing]", "tags: [other]"),
    ("summary", PATHS, "summary: Does thing_get", "summary: Does thing_get."),
    ("summary", PATHS, "    summary: Does thing_get\n", ""),
    ("description", PATHS, 'description: "It does. [C15]"', "description: It does."),
    ("since", PATHS, 'x-dss-since: "8.0"', "x-dss-since: 8.0"),
    ("since", PATHS, '    x-dss-since: "8.0"\n', ""),
    ("since", PATHS, 'x-dss-until: "12.6"', 'x-dss-until: "7.0"'),
    ("since", PATHS, 'x-dss-until: "12.6"', "x-dss-until: soon"),
    ("retry", PATHS, "x-dss-retry: safe", "x-dss-retry: maybe"),
    ("retry", PATHS, "    x-dss-retry: safe\n", ""),
    ("retry", PATHS, "x-dss-retry: safe", "x-dss-retry: gone-is-ok"),
    ("operation-keys", PATHS, "x-dss-blocking: true", "x-dss-bloking: true"),
    ("operation-keys", PATHS, "x-dss-blocking: true", "x-dss-blocking: false"),
    ("operation-keys", PATHS, "x-dss-pages: {offset: offset, limit: limit}", "x-dss-pages: yes"),
    ("status-codes", PATHS, '      4XX: {$ref: "../shared/responses.yaml#/ClientError"}\n', ""),
    ("status-codes", PATHS, '      5XX: {$ref: "../shared/responses.yaml#/ServerError"}\n', ""),
    ("status-codes", PATHS, "      5XX:", "      default:"),
    ("status-codes", PATHS, '      "200":', '      "404":'),
    ("path-item", PATHS, "/things/:\n", "/things/:\n  x-note: a\n"),
    ("structure", PATHS, "/things/odd:", "/things/none: []\n/things/odd:"),
    ("path-shape", PATHS, "/things/odd:", "/things//odd:"),
    ("path-shape", PATHS, "/things/odd:", "/things/odd?x=1:"),
    ("parameter-shape", PARAMETERS, "description: Its id, ", ""),
    ("parameter-shape", PARAMETERS, "in: path", "in: cookie"),
    ("parameter-shape", PATHS, "{name: tags, ", "{name: tags, explode: false, "),
    ("parameter-shape", PATHS, "{name: tags, ", "{name: tags, x-dss-slashes: true, "),
    ("parameter-schema", PATHS, "schema: {type: integer}", "schema: {type: object}"),
    ("parameter-schema", PATHS, "schema: {type: integer}", "schema: {type: integer, default: 3}"),
    ("parameter-schema", PATHS, "{type: array, items: {type: string}}", "{type: array}"),
    ("parameter-schema", PATHS, ", schema: {type: integer}", ""),
    ("path-parameters", PARAMETERS, ", example: t1", ""),
    ("path-parameters", PARAMETERS, "required: true, ", ""),
    ("path-parameters", PARAMETERS, "name: thing_id", "name: thingId"),
    ("path-parameters", PATHS, "/things/odd:", "/things/{odd}:"),
    ("parameter-names", PATHS, "{name: limit, in", "{name: with_parts, in"),
    ("parameter-names", PATHS, "{name: limit, in", "{name: body, in"),
    ("content-type", PATHS, "multipart/form-data", "application/zip"),
    ("content-type", PATHS, "{text/plain: ", "{text/html: "),
    (
        "content-type",
        PATHS,
        "content: {text/plain",
        "content: {application/json: {schema: {type: string}, example: x}, text/plain",
    ),
    ("body-schema", PATHS, '{$ref: "../shared/schemas.yaml#/FreeForm"}', "{}"),
    ("body-schema", PATHS, "{type: string, format: binary}", "{type: string}"),
    ("body-schema", PATHS, "{type: string}, example: \"hello\"", "{type: integer}, example: 1"),
    ("body-schema", PATHS, "s/thing.yaml#/ThingUploadRequest", "s/thing.yaml#/MakersByName"),
    ("request-required", PATHS, "      required: true\n      content", "      content"),
    ("request-required", PATHS, "content: {multipart/form-data", "x-content: {multipart"),
    ("request-required", PATHS, "  put:", "  head:"),
    ("streams", PATHS, "    x-dss-stream: true\n", ""),
    ("streams", PATHS, GET, GET + "    x-dss-stream: true\n"),
    ("futures", "paths/other.yaml", "    x-dss-future: true\n", ""),
    ("futures", PATHS, GET, GET + "    x-dss-future: true\n"),
    ("schema-name", SCHEMAS, "\nOdd:", "\nmy_odd: {type: object, description: M}\nOdd:"),
    ("schema-name", SCHEMAS, "\nOdd:", "\nResponse: {type: object, description: M}\nOdd:"),
    ("schema-name", SCHEMAS, "\nOdd:", "\nmaker: {type: object, description: M}\nOdd:"),
    ("schema-shape", SCHEMAS, "  description: A maker\n", ""),
    ("schema-shape", SCHEMAS, "MakersByName:\n  type: object", "MakersByName:\n  type: string"),
    ("schema-keywords", SCHEMAS, "    size: {", "    size: {default: 3, "),
    ("schema-keywords", SCHEMAS, "{anyOf: [", "{oneOf: ["),
    ("schema-keywords", SCHEMAS, "  required: [id]", "  allOf: []\n  required: [id]"),
    ("schema-keywords", SCHEMAS, 'r"}\nThingUp', 'r", type: object}\nThingUp'),
    ("schema-keywords", SCHEMAS, "size: {type: [integer", "size: {type: [int"),
    ("schema-keywords", SCHEMAS, ', items: {$ref: "#/Thing"}', ""),
    ("schema-format", SCHEMAS, "format: int64", "format: date-time"),
    ("any-of", SCHEMAS, '{$ref: "#/Maker"}, {type: "null"}', '{$ref: "#/Maker"}, {$ref: "#/Odd"}'),
    ("any-of", SCHEMAS, '{$ref: "#/Maker"}, {type: "null"}', '{$ref: "#/Maker"}, {}'),
    ("property-names", SCHEMAS, "    size:", "    to_dict:"),
    ("property-names", SCHEMAS, "    size:", "    from_dict:"),
    ("property-names", SCHEMAS, "    size:", "    additionalProperties:"),
    ("property-names", SCHEMAS, "    size:", "    camelCase: {}\n    camel_case: {}\n    size:"),
    ("inline-object", SCHEMAS, "params: {", "params: {properties: {a: {}}, "),
    ("answers-open", SCHEMAS, "  additionalProperties: true\n  required", "  required"),
    ("answers-enum", SCHEMAS, "x-dss-values: [SMALL, LARGE]", "enum: [SMALL, LARGE]"),
    ("answers-identity", SCHEMAS, "required: [id]", "required: [id, maker]"),
    ("answers-identity", SCHEMAS, "required: [id]", "required: [id, kind, size, either]"),
    ("answers-nullable", SCHEMAS, 'size: {type: [integer, "null"]', "size: {type: [integer]"),
    ("requests-closed", SCHEMAS, "  additionalProperties: false\n", ""),
    ("required-exists", SCHEMAS, "required: [file]", "required: [file, other]"),
    ("values", SCHEMAS, "x-dss-values: [SMALL, LARGE]", "x-dss-values: []"),
    ("values", SCHEMAS, "    size: {", "    size: {x-dss-values: [A], "),
    ("unused", SCHEMAS, "\nOdd:", "\nEven: {type: object, description: E}\nOdd:"),
    ("unused", PARAMETERS, "ThingId:", "Other: {}\nThingId:"),
    ("unused", RESPONSES, "Done:", "Other: {description: O}\nDone:"),
    ("example-valid", SCHEMAS, "    size: {", "    size: {example: big, "),
    ("example-present", PATHS, ", example: {id: t1, size: 3}", ""),
    ("example-valid", PATHS, "example: {id: t1, size: 3}", "example: {id: t1, size: big}"),
    ("example-valid", PATHS, "example: {id: t1, size: 3}", "example: {size: 3}"),
    ("example-valid", PATHS, "example: {id: t1, kind: SMALL}", "example: {id: t1, kind: HUGE}"),
    ("example-valid", PARAMETERS, "example: t1", "example: 1"),
    ("example-known", PATHS, "example: {id: t1, size: 3}", "example: {id: t1, sise: 3}"),
]  # fmt: skip


def _rules(tiny: Tiny) -> set[str]:
    return {problem.rule for problem in lint(load_bundle(tiny.root))}


def test_lint_finds_nothing_in_a_sound_spec(tiny: Tiny) -> None:
    assert lint(load_bundle(tiny.root)) == []


@pytest.mark.parametrize(("rule", "file", "old", "new"), BREAKS)
def test_rule_finds_what_breaks_it(tiny: Tiny, rule: str, file: str, old: str, new: str) -> None:
    tiny.replace(file, old, new)
    assert rule in _rules(tiny)


def test_every_rule_has_a_spec_that_breaks_it() -> None:
    # The names of requests stand in two files; they have a test of their own.
    assert {rule for rule, *_ in BREAKS} | {"request-names"} == set(RULES)


def test_schema_only_sent_must_end_in_request(tiny: Tiny) -> None:
    for file in ("paths/thing.yaml", "schemas/thing.yaml"):
        tiny.replace(file, "ThingCreateRequest", "ThingToMake")
    assert "request-names" in _rules(tiny)


def test_schema_answered_must_not_end_in_request(tiny: Tiny) -> None:
    tiny.replace("paths/thing.yaml", "thing.yaml#/Odd", "thing.yaml#/ThingCreateRequest")
    assert "request-names" in _rules(tiny)


def test_lint_names_file_and_line(tiny: Tiny) -> None:
    tiny.replace("paths/thing.yaml", "x-dss-retry: safe", "x-dss-retry: maybe")
    text = tiny.path("paths/thing.yaml").read_text(encoding="utf-8")
    line = text[: text.index("x-dss-retry: maybe")].count("\n") + 1
    (problem,) = lint(load_bundle(tiny.root))
    assert str(problem).startswith(f"openapi/paths/thing.yaml:{line} retry x-dss-retry must be")


def test_lint_finds_path_items_behind_references(tiny: Tiny) -> None:
    tiny.add("paths/other.yaml", '/hidden:\n  $ref: "thing.yaml#/~1things~1odd"\n')
    assert "ref-target" in _rules(tiny)


def test_lint_finds_path_items_behind_references_of_the_document(tiny: Tiny) -> None:
    bundle = load_bundle(tiny.root)
    bundle.document["paths"]["/hidden"] = {"$ref": "#/paths/~1things~1odd"}
    assert {problem.rule for problem in lint(bundle)} == {"path-item"}


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("schemas/other.yaml", "Thing: {type: object}\n", "duplicate-name"),
        ("paths/other.yaml", "/things/odd: {}\n", "duplicate-name"),
        ("shared/more.yaml", "A: {}\n", "shared-file"),
    ],
)
def test_bundle_finds_names_that_occur_twice(tiny: Tiny, file: str, text: str, rule: str) -> None:
    tiny.write(file, text)
    assert rule in _rules(tiny)


def test_bundle_finds_references_to_nothing(tiny: Tiny) -> None:
    tiny.replace("paths/thing.yaml", "thing.yaml#/Thing", "thing.yaml#/Nothing")
    (problem,) = lint(load_bundle(tiny.root))
    assert isinstance(problem, Problem)
    assert (problem.rule, problem.file) == ("ref-target", "openapi/paths/thing.yaml")


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ('Odd: {$ref: "#/Odd"}\n', "Odd -> Odd"),
        ('Odd: {$ref: "#/Even"}\nEven: {$ref: "#/Odd"}\n', "Odd -> Even -> Odd"),
        ('Odd: {anyOf: [{$ref: "#/Odd"}, {type: "null"}]}\n', "Odd -> Odd"),
    ],
)
def test_component_that_refers_to_itself_is_found(tiny: Tiny, text: str, way: str) -> None:
    schemas = tiny.path(SCHEMAS).read_text("utf-8")
    start, end = schemas.index("Odd:"), schemas.index("ThingCreateRequest:")
    tiny.write(SCHEMAS, schemas[:start] + text + schemas[end:])
    line = schemas[:start].count("\n") + 1
    found = [str(each) for each in lint(load_bundle(tiny.root))]
    assert f"openapi/{SCHEMAS}:{line} ref-cycle Odd refers to itself: {way}" in found
    assert {each.split()[1] for each in found} == {"ref-cycle"}


def test_references_that_lead_back_have_an_end(tiny: Tiny) -> None:
    tiny.add(SCHEMAS, 'Loop: {$ref: "#/Loop"}\n')
    bundle = load_bundle(tiny.root)
    loop = {"$ref": "#/components/schemas/Loop"}
    assert bundle.resolve(loop) == {}
    assert Spec(bundle).follow((), loop) == (("components", "schemas", "Loop"), {})


def test_operation_added_to_another_file_is_found(tiny: Tiny) -> None:
    answer = json_answer('{$ref: "../schemas/thing.yaml#/Maker"}', "{name: a}")
    tiny.add("paths/other.yaml", f"/more:\n  get:\n{operation('other_list', answer)}")
    assert _rules(tiny) == set()
