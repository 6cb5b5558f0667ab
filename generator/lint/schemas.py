"""Rules of schemas."""

from __future__ import annotations

import keyword
from collections import defaultdict
from collections.abc import Iterator

from generator.lint.spec import Finding, Json, Spec, ref_name
from generator.naming import class_name, module_name, python_name
from generator.pytypes import is_record, type_list

# Methods of the generated classes that a property of the same name would hide.
FORBIDDEN_PROPERTIES = {
    "additionalProperties",
    "additional_properties",
    "additional_keys",
    "additionalKeys",
    "from_dict",
    "fromDict",
    "to_dict",
    "toDict",
}
KEYWORDS = {
    "$ref", "additionalProperties", "anyOf", "description", "enum", "example", "format", "items",
    "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "pattern", "properties",
    "required", "type", "x-dss-values",
}  # fmt: skip
FORMATS = {"int32", "int64", "float", "double", "binary", "password"}
TYPES = {"string", "integer", "number", "boolean", "object", "array", "null"}
MAX_IDENTITY = 3
# Names that generated modules import for themselves.
RESERVED_CLASSES = {
    "Any", "Client", "Content", "EndpointRequest", "File", "FilePart", "Literal", "Mapping",
    "Operation", "OpenModel", "Required", "Response", "Scalar", "Self", "Sequence", "TypeAlias",
    "TypedDict", "Unset",
}  # fmt: skip


def schema_name(spec: Spec) -> Iterator[Finding]:
    """A schema has the name that its class will have, and a module of its own."""
    seen: dict[str, str] = {}
    for name in spec.schemas:
        pointer = ("components", "schemas", name)
        if class_name(name) != name:
            yield pointer, f"schema {name} would become class {class_name(name)}"
        if name in RESERVED_CLASSES or keyword.iskeyword(name):
            yield pointer, f"generated code uses the name {name} for itself"
        module = module_name(name)
        if module in seen:
            yield pointer, f"schemas {seen[module]} and {name} would share the module {module}"
        seen[module] = name


def schema_shape(spec: Spec) -> Iterator[Finding]:
    """A component is an object and says where its facts are from; the rest is written in place."""
    for name, schema in spec.schemas.items():
        pointer = ("components", "schemas", name)
        if type_list(schema) != ["object"]:
            yield pointer, f"schema {name} must have `type: object`"
        if not str(schema.get("description") or "").strip():
            yield pointer, f"schema {name} has no description"


def schema_keywords(spec: Spec) -> Iterator[Finding]:
    """Only keywords whose effect on generated code is known; no oneOf, allOf, discriminator."""
    for pointer, node in spec.all_nodes():
        for key in sorted(set(node) - KEYWORDS):
            if " " not in key:  # Those with a blank are another rule's.
                yield (*pointer, key), f"a schema must not have the keyword {key!r}"
        if "$ref" in node and set(node) - {"$ref", "description"}:
            yield pointer, "beside $ref only a description is read"
        unknown = set(map(str, type_list(node))) - TYPES
        if unknown:
            yield pointer, f"type {', '.join(sorted(unknown))} is not known"
        if "array" in type_list(node) and not isinstance(node.get("items"), dict):
            yield pointer, "an array says what its items are"


def schema_format(spec: Spec) -> Iterator[Finding]:
    """DSS writes times as milliseconds: `date-time` would fail on them."""
    for pointer, node in spec.all_nodes():
        if "format" in node and node["format"] not in FORMATS:
            yield (*pointer, "format"), f"format {node['format']} must not be used (times: int64)"


def any_of(spec: Spec) -> Iterator[Finding]:
    """The members of an anyOf differ in JSON type, so that a value belongs to one of them."""
    for pointer, node in spec.all_nodes():
        if "anyOf" not in node:
            continue
        kinds = [kind for part in node["anyOf"] for kind in _json_types(part)]
        if len(kinds) != len(set(kinds)) or not kinds or "type" in node:
            yield (*pointer, "anyOf"), "members of anyOf must be of different types, known each"


def _json_types(schema: Json) -> list[str]:
    """JSON types of a member of an anyOf; components are objects."""
    return ["object"] if "$ref" in schema else type_list(schema) or ["unknown", "unknown"]


def property_names(spec: Spec) -> Iterator[Finding]:
    """A property must not hide a method of its class, nor share its attribute with another."""
    for pointer, node in spec.all_nodes():
        seen: dict[str, str] = {}
        for name in node.get("properties") or {}:
            place = (*pointer, "properties", name)
            attribute = python_name(name)
            if name in FORBIDDEN_PROPERTIES or attribute in FORBIDDEN_PROPERTIES:
                yield place, f"a property {name} would break its class"
            if attribute in seen:
                yield place, f"properties {seen[attribute]} and {name} are both {attribute} in code"
            seen[attribute] = name


def inline_object(spec: Spec) -> Iterator[Finding]:
    """An object with properties is a component: inline it gets a name that depends on its place."""
    for pointer, node in spec.all_nodes():
        is_component = len(pointer) == 3 and pointer[:2] == ("components", "schemas")
        if is_record(node) and not is_component:
            yield pointer, "an object with properties must be a schema of its own"


def answers_open(spec: Spec) -> Iterator[Finding]:
    """Answers may hold more than the spec knows."""
    for name in sorted(spec.answered):
        schema = spec.schemas.get(name, {})
        if is_record(schema) and schema.get("additionalProperties") is not True:
            yield ("components", "schemas", name), f"{name} is answered: additionalProperties: true"


def answers_enum(spec: Spec) -> Iterator[Finding]:
    """Other versions of DSS have values the spec does not know: x-dss-values instead of enum."""
    for name, pointer, node in spec.component_nodes():
        if name in spec.answered and "enum" in node:
            yield pointer, "no enum in answers: document values with x-dss-values"


def answers_identity(spec: Spec) -> Iterator[Finding]:
    """Answers promise nothing but what identifies them: a few members, text or number."""
    for name in sorted(spec.answered):
        schema = spec.schemas.get(name, {})
        pointer = ("components", "schemas", name, "required")
        required = schema.get("required") or []
        if len(required) > MAX_IDENTITY:
            yield pointer, f"{name} is answered: at most {MAX_IDENTITY} members can be required"
        for member in required:
            kinds = type_list(schema.get("properties", {}).get(member, {}))
            if kinds not in (["string"], ["integer"]):
                yield pointer, f"{member} is no identity: it is not simply text or a number"


def answers_nullable(spec: Spec) -> Iterator[Finding]:
    """A member of an answer that is not its identity may be null."""
    for name in sorted(spec.answered):
        schema = spec.schemas.get(name, {})
        for member, value in (schema.get("properties") or {}).items():
            if member in (schema.get("required") or []) or _may_be_null(value):
                continue
            place = ("components", "schemas", name, "properties", member)
            yield place, f"{member} is answered: it must be nullable, or required as identity"


def _may_be_null(schema: Json) -> bool:
    """Whether a schema lets null pass."""
    if "anyOf" in schema:
        return any(_may_be_null(part) for part in schema["anyOf"])
    kinds = type_list(schema)
    return "null" in kinds or (not kinds and "$ref" not in schema)


def requests_closed(spec: Spec) -> Iterator[Finding]:
    """What is only sent is described whole; documents that come back keep what is unknown."""
    for name in sorted(spec.requested - spec.answered):
        schema = spec.schemas.get(name, {})
        if is_record(schema) and schema.get("additionalProperties") is not False:
            yield (
                ("components", "schemas", name),
                f"{name} is only sent: additionalProperties: false",
            )


def required_exists(spec: Spec) -> Iterator[Finding]:
    """What is required is described."""
    for name, schema in spec.schemas.items():
        for member in schema.get("required") or []:
            if member not in (schema.get("properties") or {}):
                yield ("components", "schemas", name, "required"), f"{member} is no property"


def values(spec: Spec) -> Iterator[Finding]:
    """Known values are a list of texts beside a type of text."""
    for pointer, node in spec.all_nodes():
        if "x-dss-values" not in node:
            continue
        known = node["x-dss-values"]
        texts = isinstance(known, list) and known and all(isinstance(item, str) for item in known)
        if not texts or "string" not in type_list(node):
            yield (*pointer, "x-dss-values"), "x-dss-values is a list of texts for a string"


def unused(spec: Spec) -> Iterator[Finding]:
    """Every component is used."""
    used: dict[str, set[str]] = defaultdict(set)
    used["schemas"] = spec.answered | spec.requested
    for op in spec.operations:
        item = spec.document["paths"][op.path]
        for value in [*item.get("parameters", ()), *op.value.get("parameters", ())]:
            used["parameters"].add(ref_name(value) or "")
        for value in op.value.get("responses", {}).values():
            used["responses"].add(ref_name(value) or "")
    for kind in ("schemas", "responses", "parameters"):
        for name in spec.document["components"][kind]:
            if name not in used[kind]:
                yield ("components", kind, name), f"{name} is not used"


RULES = {
    "schema-name": schema_name,
    "schema-shape": schema_shape,
    "schema-keywords": schema_keywords,
    "schema-format": schema_format,
    "any-of": any_of,
    "property-names": property_names,
    "inline-object": inline_object,
    "answers-open": answers_open,
    "answers-enum": answers_enum,
    "answers-identity": answers_identity,
    "answers-nullable": answers_nullable,
    "requests-closed": requests_closed,
    "required-exists": required_exists,
    "values": values,
    "unused": unused,
}
