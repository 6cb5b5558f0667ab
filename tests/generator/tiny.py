"""A small spec that holds every shape the real one has, as files of YAML."""

from __future__ import annotations

from pathlib import Path

ROOT = """\
openapi: 3.1.0
info: {title: Things, version: "1.0", license: {name: Apache-2.0, identifier: Apache-2.0}}
servers: [{url: "http://localhost/api"}]
security: [{key: []}]
components:
  securitySchemes: {key: {type: http, scheme: basic}}
"""

SHARED_RESPONSES = """\
ClientError:
  description: Refused
  content:
    application/json:
      schema: {$ref: "schemas.yaml#/DSSError"}
      example: {message: no}
ServerError:
  description: Failed
  content:
    application/json:
      schema: {$ref: "schemas.yaml#/DSSError"}
      example: {message: no}
Done: {description: Done}
"""

SHARED_PARAMETERS = """\
ThingId:
  {name: thing_id, in: path, required: true, description: Its id, example: t1,
   schema: {type: string}}
"""

SHARED_SCHEMAS = """\
DSSError:
  type: object
  description: An error
  additionalProperties: true
  properties:
    message: {type: [string, "null"]}
    detailedMessage: {type: [string, "null"]}
FreeForm: {type: object, description: Anything, additionalProperties: true}
FutureState:
  type: object
  description: A task
  additionalProperties: true
  properties:
    jobId: {type: [string, "null"]}
    result: {description: Whatever it gives}
"""

SCHEMAS = """\
Thing:
  type: object
  description: A thing
  additionalProperties: true
  required: [id]
  properties:
    id: {type: string, description: Its id}
    kind: {type: [string, "null"], x-dss-values: [SMALL, LARGE]}
    size: {type: [integer, "null"], format: int64}
    maker: {anyOf: [{$ref: "#/Maker"}, {type: "null"}], description: Who made it}
    parts: {type: [array, "null"], items: {$ref: "#/Thing"}}
    makers: {type: [object, "null"], additionalProperties: {$ref: "#/Maker"}}
    labels: {type: [object, "null"], additionalProperties: {type: string}}
    params: {type: [object, "null"], additionalProperties: true}
    either: {type: [string, integer, "null"]}
    from: {type: [string, "null"]}
Maker:
  type: object
  description: A maker
  additionalProperties: true
  properties:
    name: {type: [string, "null"], x-dss-values: [Ada]}
    type: {type: [string, "null"], x-dss-values: [PERSON], description: 'Its so-called "type"'}
MakersByName:
  type: object
  description: Makers by name
  additionalProperties: {$ref: "#/Maker"}
Tree:
  type: object
  description: Trees by name
  additionalProperties: {$ref: "#/Tree"}
Odd:
  type: object
  description: Names that Python cannot take
  additionalProperties: true
  properties:
    $id: {type: [string, "null"]}
    dotted.name: {type: [integer, "null"]}
    list: {type: [array, "null"], items: {type: string}}
    class: {type: [string, "null"]}
    task: {anyOf: [{$ref: "../shared/schemas.yaml#/FutureState"}, {type: "null"}]}
ThingCreateRequest:
  type: object
  description: A thing to make
  additionalProperties: false
  required: [id]
  properties:
    id: {type: string}
    kind: {type: string, enum: [SMALL, LARGE]}
    maker: {$ref: "#/Maker"}
ThingUploadRequest:
  type: object
  description: A file
  additionalProperties: false
  required: [file]
  properties:
    file: {type: string, format: binary}
    note: {type: string}
    overwrite: {type: boolean}
"""

ERRORS = """\
      4XX: {$ref: "../shared/responses.yaml#/ClientError"}
      5XX: {$ref: "../shared/responses.yaml#/ServerError"}
"""


def operation(name: str, success: str, *, retry: str = "safe", extra: str = "") -> str:
    """YAML of one operation of the tag `thing`."""
    return f"""\
    operationId: {name}
    tags: [{name.partition("_")[0]}]
    summary: Does {name}
    description: "It does. [C15]"
    x-dss-since: "8.0"
    x-dss-retry: {retry}
{extra}\
    responses:
      "200": {success}
{ERRORS}"""


def json_answer(schema: str, example: str) -> str:
    """YAML of a JSON answer."""
    content = f"{{application/json: {{schema: {schema}, example: {example}}}}}"
    return f"{{description: It, content: {content}}}"


def json_request(schema: str, example: str) -> str:
    """YAML of a required JSON body."""
    return f"""\
    requestBody:
      required: true
      content:
        application/json: {{schema: {schema}, example: {example}}}
"""


THING = '{$ref: "../schemas/thing.yaml#/Thing"}'
REQUEST = '{$ref: "../schemas/thing.yaml#/ThingCreateRequest"}'
UPLOAD = '{$ref: "../schemas/thing.yaml#/ThingUploadRequest"}'
FREE = '{$ref: "../shared/schemas.yaml#/FreeForm"}'
DONE = '{$ref: "../shared/responses.yaml#/Done"}'
BINARY = "{type: string, format: binary}"
BYTES = f"{{description: It, content: {{application/octet-stream: {{schema: {BINARY}}}}}}}"
TEXT = '{description: It, content: {text/plain: {schema: {type: string}, example: "hello"}}}'
QUERY = """\
    parameters:
      - {name: withParts, in: query, description: Whether parts come too, schema: {type: boolean}}
      - {name: tags, in: query, description: Some, schema: {type: array, items: {type: string}}}
      - {name: limit, in: query, description: At most, schema: {type: integer}}
"""

PATHS = f"""\
/things/:
  get:
{
    operation(
        "thing_list", json_answer(f"{{type: array, items: {THING}}}", "[{id: t1}]"), extra=QUERY
    )
}
  post:
{
    operation(
        "thing_create",
        json_answer(THING, "{id: t1}"),
        retry="never",
        extra=json_request(REQUEST, "{id: t1, kind: SMALL}"),
    )
}
/things/{{thing_id}}:
  parameters: [{{$ref: "../shared/parameters.yaml#/ThingId"}}]
  get:
{operation("thing_get", json_answer(THING, "{id: t1, size: 3}"))}
  put:
{operation("thing_update", DONE, extra=json_request(THING, "{id: t1}"))}
  delete:
{operation("thing_delete", DONE, retry="gone-is-ok")}
/things/{{thing_id}}/upload:
  parameters: [{{$ref: "../shared/parameters.yaml#/ThingId"}}]
  post:
{
    operation(
        "thing_upload",
        DONE,
        retry="never",
        extra=f'''
    requestBody:
      required: true
      content: {{multipart/form-data: {{schema: {UPLOAD}}}}}
''',
    )
}
/things/{{thing_id}}/contents/{{file_path}}:
  parameters:
    - {{$ref: "../shared/parameters.yaml#/ThingId"}}
    - name: file_path
      in: path
      required: true
      description: Path of the file
      schema: {{type: string}}
      example: a/b.csv
      x-dss-slashes: true
  get:
{operation("thing_download", BYTES, extra="    x-dss-stream: true" + chr(10))}
  post:
{
    operation(
        "thing_put_file",
        DONE,
        retry="never",
        extra=f'''
    x-dss-blocking: true
    requestBody:
      required: true
      content: {{application/octet-stream: {{schema: {BINARY}}}}}
''',
    )
}
/things/odd:
  get:
{operation("thing_get_odd", json_answer('{$ref: "../schemas/thing.yaml#/Odd"}', "{class: x}"))}
/things/makers:
  get:
{
    operation(
        "thing_list_makers",
        json_answer('{$ref: "../schemas/thing.yaml#/MakersByName"}', "{a: {name: b}}"),
    )
}
/things/free:
  get:
{operation("thing_get_free", json_answer(FREE, "{x: 1}"))}
/things/log:
  get:
{
    operation(
        "thing_read_log",
        TEXT,
        extra='''
    x-dss-until: "12.6"
    x-dss-pages: {offset: offset, limit: limit}
''',
    )
}
"""

SECRET = """\
    parameters:
      - name: secret_key
        in: path
        required: true
        description: A secret
        schema: {type: string}
        example: k
        x-dss-secret: true
      - {name: X-Trace, in: header, description: Its trace, schema: {type: string}}
"""
THINGS = f"{{type: array, items: {THING}}}"
TREE = '{$ref: "../schemas/thing.yaml#/Tree"}'

OTHER_PATHS = f"""\
/others/{{secret_key}}/use:
  get:
{operation("other_get", json_answer(TREE, "{a: {b: {}}}"), extra=SECRET)}
/others/:
  put:
{
    operation(
        "other_update", DONE, extra=json_request(THINGS, "[{id: t1}]").replace("true", "false")
    )
}\
      "204": {{description: Nothing to do}}
/others/start:
  post:
{
    operation(
        "other_start",
        json_answer('{$ref: "../shared/schemas.yaml#/FutureState"}', "{jobId: j}"),
        retry="never",
        extra="    x-dss-future: true" + chr(10),
    )
}
"""

FILES = {
    "dss.yaml": ROOT,
    "shared/responses.yaml": SHARED_RESPONSES,
    "shared/parameters.yaml": SHARED_PARAMETERS,
    "shared/schemas.yaml": SHARED_SCHEMAS,
    "schemas/thing.yaml": SCHEMAS,
    "paths/thing.yaml": PATHS,
    "paths/other.yaml": OTHER_PATHS,
}


class Tiny:
    """The small spec in a directory of its own, to be changed by a test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def path(self, name: str) -> Path:
        return self.root / "openapi" / name

    def write(self, name: str, text: str) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one place of a file; the place must be there."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def add(self, name: str, text: str) -> None:
        """Add lines to the end of a file."""
        self.write(name, self.path(name).read_text(encoding="utf-8") + text)
