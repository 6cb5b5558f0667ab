"""The semantic diff: every kind of change, and whether it breaks callers."""

from __future__ import annotations

import json

import pytest

from generator.bundle import load_bundle
from generator.diff import diff
from tests.generator.tiny import Tiny

PATHS, SCHEMAS = "paths/thing.yaml", "schemas/thing.yaml"
GET = "operation thing_get"
LIMIT = "      - {name: limit,"
MEDIA = "media type changed from multipart/form-data to application/json"
KIND = "schema ThingCreateRequest.kind: type changed from 'LARGE' | 'SMALL' to "

# file, old text, new text, where and what of the change, whether it breaks callers
CHANGES = [
    (PATHS, "operationId: thing_get\n", "operationId: thing_read\n", f"{GET}: removed", True),
    (PATHS, "operationId: thing_get\n", "operationId: thing_read\n",
     "operation thing_read: added: GET /things/{thing_id}", False),
    (PATHS, "/things/odd:", "/things/odds:",
     "operation thing_get_odd: moved from GET /things/odd to GET /things/odds", True),
    (PATHS, "tags: [thing]", "tags: [other]",
     "operation thing_list: tag changed from ['thing'] to ['other']", True),
    (PATHS, "    x-dss-stream: true\n", "",
     "operation thing_download: x-dss-stream changed from True to None", True),
    (PATHS, 'x-dss-until: "12.6"', 'x-dss-until: "13.0"',
     "operation thing_read_log: x-dss-until changed from 12.6 to 13.0", False),
    (PATHS, "x-dss-retry: safe", "x-dss-retry: never",
     "operation thing_list: x-dss-retry changed from safe to never", False),
    (PATHS, "      - {name: limit, in: query, description: At most, schema: {type: integer}}\n", "",
     "operation thing_list query limit: removed", True),
    (PATHS, LIMIT, f"      - {{name: more, in: query, schema: {{type: string}}}}\n{LIMIT}",
     "operation thing_list query more: added", False),
    (PATHS, LIMIT,
     f"      - {{name: more, in: query, required: true, schema: {{type: string}}}}\n{LIMIT}",
     "operation thing_list query more: added, required", True),
    (PATHS, "{name: limit, in: query,", "{name: limit, in: query, required: true,",
     "operation thing_list query limit: required now", True),
    (PATHS, "schema: {type: integer}", "schema: {type: number}",
     "operation thing_list query limit: type changed from integer to number", False),
    (PATHS, "schema: {type: integer}", "schema: {type: string}",
     "operation thing_list query limit: type changed from integer to string", True),
    (PATHS, "      x-dss-slashes: true\n", "",
     "operation thing_download path file_path: x-dss-slashes changed", True),
    (PATHS, "      required: true\n      content:", "      required: false\n      content:",
     "operation thing_create request: no longer required", False),
    (PATHS, "multipart/form-data", "application/json",
     f"operation thing_upload request: {MEDIA}", True),
    (PATHS, "thing.yaml#/Odd", "thing.yaml#/Maker",
     "operation thing_get_odd answer 200: type changed from Odd to Maker", True),
    (PATHS, '"200": {$ref: "../shared/responses.yaml#/Done"}', '"204": {description: D}',
     "operation thing_update answer 200: removed", True),
    (PATHS, '"200": {$ref: "../shared/responses.yaml#/Done"}', '"204": {description: D}',
     "operation thing_update answer 204: added", True),
    (PATHS, "schema: {type: integer}", "schema: {}",
     "operation thing_list query limit: type changed from integer to any", False),
    (SCHEMAS, "\nOdd:", "\nEven: {type: object}\nOdd:", "schema Even: added", False),
    (SCHEMAS, '    size: {type: [integer, "null"], format: int64}\n', "",
     "schema Thing.size: removed", True),
    (SCHEMAS, "    size:", "    more: {type: string}\n    size:",
     "schema Thing.more: added", False),
    # Thing is sent, too: a caller that leaves the new member out is refused.
    (SCHEMAS, "  required: [id]\n  properties:\n    id: {type: string, d",
     "  required: [id, more]\n  properties:\n    more: {type: string}\n    id: {type: string, d",
     "schema Thing.more: added, required", True),
    (SCHEMAS, "  required: [id]\n  properties:\n    id: {type: string, d",
     "  properties:\n    id: {type: string, d", "schema Thing.id: no longer required", True),
    (SCHEMAS, "required: [file]", "required: [file, note]",
     "schema ThingUploadRequest.note: required now", True),
    (SCHEMAS, "required: [file]", "required: []",
     "schema ThingUploadRequest.file: no longer required", False),
    (SCHEMAS, "    note: {type: string}", '    note: {type: [string, "null"]}',
     "schema ThingUploadRequest.note: may be null now", False),
    (SCHEMAS, 'size: {type: [integer, "null"]', "size: {type: integer",
     "schema Thing.size: cannot be null any more", True),
    (SCHEMAS, '$id: {type: [string, "null"]}', "$id: {type: string}",
     "schema Odd.$id: cannot be null any more", False),
    (SCHEMAS, '$id: {type: [string, "null"]}', '$id: {type: [string, integer, "null"]}',
     "schema Odd.$id: type changed from string to integer | string", True),
    (SCHEMAS, 'list: {type: [array, "null"], items: {type: string}}',
     'list: {type: [array, "null"], items: {type: integer}}',
     "schema Odd.list: type changed from list of string to list of integer", True),
    (SCHEMAS, "enum: [SMALL, LARGE]", "enum: [SMALL, LARGE, HUGE]",
     f"{KIND}'HUGE' | 'LARGE' | 'SMALL'", False),
    (SCHEMAS, "enum: [SMALL, LARGE]", "enum: [SMALL]",
     f"{KIND}'SMALL'", True),
    (SCHEMAS, ", enum: [SMALL, LARGE]", "",
     f"{KIND}string", False),
    (SCHEMAS, "x-dss-values: [SMALL, LARGE]", "x-dss-values: [SMALL]",
     "schema Thing.kind: known values changed", False),
    (SCHEMAS, "params: {type: [object", "params: {type: [string, object",
     "schema Thing.params: type changed from object to object | string", True),
    (SCHEMAS, "  additionalProperties: false\n", "  additionalProperties: true\n",
     "schema ThingCreateRequest: open now: other members may come", False),
    (SCHEMAS, "additionalProperties: true\n  required: [id]",
     "additionalProperties: false\n  required: [id]",
     "schema Thing: closed now: no other members", True),
    (SCHEMAS, "Makers by name\n  additionalProperties: {$ref: \"#/Maker\"}",
     "Makers by name\n  additionalProperties: {$ref: \"#/Odd\"}",
     "schema MakersByName.*: type changed from Maker to Odd", True),
    (SCHEMAS, "Makers by name\n  additionalProperties: {$ref: \"#/Maker\"}",
     "Makers by name\n  additionalProperties: true",
     "schema MakersByName: other members changed", True),
    (SCHEMAS, "  description: Makers by name\n", "  properties: {a: {type: string}}\n",
     "schema MakersByName: has properties now", True),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "words", "breaking"), CHANGES)
def test_diff_finds_the_change(
    tiny: Tiny, file: str, old: str, new: str, words: str, breaking: bool
) -> None:
    before = load_bundle(tiny.root).document
    tiny.replace(file, old, new)
    changes = diff(before, load_bundle(tiny.root).document)
    found = {f"{change.where}: {change.what}": change.breaking for change in changes}
    assert words in found
    assert found[words] is breaking


def test_diff_of_a_schema_that_is_gone(tiny: Tiny) -> None:
    before = load_bundle(tiny.root).document
    after = json.loads(json.dumps(before))
    del after["components"]["schemas"]["MakersByName"]
    del after["paths"]["/things/makers"]
    assert [str(change) for change in diff(before, after)] == [
        "BREAKING operation thing_list_makers: removed",
        "BREAKING schema MakersByName: removed",
    ]


@pytest.mark.parametrize("required", [True, False])
def test_diff_of_bodies_that_come_and_go(tiny: Tiny, required: bool) -> None:
    before = load_bundle(tiny.root).document
    after = json.loads(json.dumps(before))
    body = after["paths"]["/things/"]["post"].pop("requestBody")
    after["paths"]["/things/"]["get"]["requestBody"] = {**body, "required": required}
    found = {str(change) for change in diff(before, after)}
    added = "BREAKING" if required else "ok      "
    assert f"{added} operation thing_list request: body added{', required' * required}" in found
    assert "BREAKING operation thing_create request: body removed" in found


def test_diff_leaves_words_and_examples_out(tiny: Tiny) -> None:
    before = load_bundle(tiny.root).document
    tiny.replace(PATHS, "summary: Does thing_get", "summary: Does something else")
    tiny.replace(PATHS, "example: {id: t1, size: 3}", "example: {id: t2}")
    tiny.replace(SCHEMAS, "description: A maker", "description: The maker")
    assert diff(before, load_bundle(tiny.root).document) == []
