"""Writes the package `dicts`: a TypedDict for every schema of the spec."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections import defaultdict
from typing import Any

from generator.bundle import Bundle
from generator.pytypes import annotation, is_record, namer

# Inside a class body a field of such a name would hide the type that a later field needs.
_HIDING = {"str", "int", "float", "bool", "bytes", "list", "dict", "Any", "Literal", "Required"}
_IMPORTS = {
    "Any": "from typing import Any",
    "Literal": "from typing import Literal",
    "Required": "from typing import Required",
    "TypeAlias": "from typing import TypeAlias",
    "TypedDict": "from typing_extensions import TypedDict",
}


def render_dicts(bundle: Bundle) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Render one module for each schema file.

    Args:
        bundle: the whole spec.

    Returns:
        Source and origin of each module by its name, and the module of each schema.
    """
    modules: dict[str, list[str]] = defaultdict(list)
    homes: dict[str, str] = {}
    origins: dict[str, str] = {}
    for name in bundle.document["components"]["schemas"]:
        file, _ = bundle.locate(("components", "schemas", name))
        module = "shared" if "/shared/" in file else file.rpartition("/")[2].removesuffix(".yaml")
        modules[module].append(name)
        homes[name] = module
        origins[module] = file
    sources = {
        module: (_Module(bundle, module, homes).render(names, origins[module]), origins[module])
        for module, names in modules.items()
    }
    return sources, homes


class _Module:
    """Renders the schemas of one file."""

    def __init__(self, bundle: Bundle, module: str, homes: dict[str, str]) -> None:
        self.schemas: dict[str, Any] = bundle.document["components"]["schemas"]
        self.module = module
        self.homes = homes
        self.others: set[str] = set()
        self.name_of = namer(self.schemas, self._record_name)

    def render(self, names: list[str], origin: str) -> str:
        """Put the module together."""
        parts = [self._schema(name, self.schemas[name]) for name in names]
        body = "\n\n\n".join(parts)
        imports = [line for word, line in _IMPORTS.items() if re.search(rf"\b{word}\b", body)]
        imports += [f"from . import {other} as _{other}" for other in sorted(self.others)]
        head = f'"""Shapes of JSON described in {origin}."""\n'
        listing = "".join(f"    {name!r},\n" for name in sorted(names))
        return f"{head}\n{chr(10).join(imports)}\n\n__all__ = (\n{listing})\n\n\n{body}\n"

    def _record_name(self, name: str) -> str:
        """Render a reference to a schema, which may live in another module."""
        home = self.homes[name]
        if home == self.module:
            return name
        self.others.add(home)
        return f"_{home}.{name}"

    def _schema(self, name: str, schema: dict[str, Any]) -> str:
        if not is_record(schema):
            kind = annotation(schema, self.name_of)
            # Quoted when it may name a class that stands further down.
            kind = repr(kind) if "$ref" in str(schema) else kind
            return f"{name}: TypeAlias = {kind}\n{_doc(schema, '')}"
        required = set(schema.get("required", ()))
        fields = {
            key: self._field(value, required=key in required)
            for key, value in schema["properties"].items()
        }
        if all(key.isidentifier() and not keyword.iskeyword(key) for key in fields) and not (
            _HIDING & set(fields) or any(key.startswith("__") for key in fields)
        ):
            return self._class(name, schema, fields)
        members = "".join(f"        {key!r}: {kind},\n" for key, kind in fields.items())
        call = f"{name} = TypedDict(\n    {name!r},\n    {{\n{members}    }},\n"
        return f"{call}    total=False,\n    extra_items=Any,\n)\n{_doc(schema, '')}"

    def _class(self, name: str, schema: dict[str, Any], fields: dict[str, str]) -> str:
        """Render a class; used whenever every key can be a name in Python."""
        lines = [f"class {name}(TypedDict, total=False, extra_items=Any):", _doc(schema, "    ")]
        for key, kind in fields.items():
            lines.append(f"\n    {key}: {kind}")
            doc = _doc(schema["properties"][key], "    ")
            lines += [doc] if doc else []
        return "\n".join(lines)

    def _field(self, schema: dict[str, Any], *, required: bool) -> str:
        kind = annotation(schema, self.name_of)
        # Quoted when it may name a class that stands further down. Not everything is, as
        # `__required_keys__` knows nothing of a `Required` inside quotes.
        kind = repr(kind) if "$ref" in str(schema) else kind
        return f"Required[{kind}]" if required else kind


def _doc(schema: dict[str, Any], indent: str) -> str:
    """Render the description of a schema as a docstring; empty when it has none."""
    words = str(schema.get("description", "")).strip()
    values = schema.get("x-dss-values")
    if values:
        known = "Known values: " + ", ".join(str(value) for value in values) + "."
        words = f"{words.rstrip('.')}. {known}" if words else known
    if not words:
        return f'{indent}"""Shape of a JSON object."""' if is_record(schema) else ""
    return docstring(words, indent)


def docstring(words: str, indent: str) -> str:
    """Quote text as a docstring, wrapped to the width of the project."""
    text = words.replace("\\", "\\\\").replace('"""', "'''").strip()
    paragraphs = [
        textwrap.fill(" ".join(part.split()), 100 - len(indent) - 6) for part in text.split("\n\n")
    ]
    lines = "\n\n".join(paragraphs).split("\n")
    if len(lines) == 1 and not lines[0].endswith('"'):
        return f'{indent}"""{lines[0]}"""'
    inner = "\n".join(f"{indent}{line}".rstrip() for line in lines)
    return f'{indent}"""{inner.lstrip()}\n{indent}"""'
