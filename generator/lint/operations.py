"""Rules of paths and operations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.bundle import METHODS
from generator.lint.spec import Finding, Spec
from generator.naming import module_name
from generator.yamlsource import Pointer

SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
VERSION = re.compile(r"[0-9]+\.[0-9]+(\.[0-9]+)?\Z")
SOURCE = re.compile(r"\[[^\[\]]+\]\.?\Z")
RETRIES = ("safe", "never", "gone-is-ok")
CODES = ("200", "201", "202", "204", "4XX", "5XX")
FLAGS = ("x-dss-future", "x-dss-stream", "x-dss-blocking", "x-dss-html")
OPERATION_KEYS = {"x-dss-since", "x-dss-until", "x-dss-retry", "x-dss-pages", *FLAGS}
# What an operation can do; a new word is added here when DSS needs one.
VERBS = {
    "abort", "activate", "add", "apply", "build", "cancel", "check", "clear", "clone", "commit",
    "compile",
    "compute", "copy", "create", "delete", "deploy", "detect", "discard", "download", "drop",
    "duplicate", "evaluate", "execute", "export", "fetch", "finish", "generate", "get", "guess",
    "import", "index", "install", "list", "locate", "log", "merge", "move", "preload", "prepare",
    "preview", "process", "provision", "publish", "pull", "push", "put", "read", "rebuild",
    "refresh", "register", "remove", "rename", "reply", "reset", "resolve", "restore", "resync",
    "revert", "run", "save", "search", "send", "set", "share", "shutdown", "stage", "start",
    "stop", "stream", "submit", "switch", "sync", "test", "train", "undeploy", "unload",
    "unshare", "update", "upload", "validate", "wake", "write",
}  # fmt: skip
MAX_SUMMARY = 100


def operation_id(spec: Spec) -> Iterator[Finding]:
    """An operationId is `<tag>_<verb>[_<noun>]` in snake case: it becomes the module's name."""
    for op in spec.operations:
        name = op.value.get("operationId")
        if not isinstance(name, str) or not SNAKE.match(name) or module_name(name) != name:
            yield op.pointer, f"operationId must be snake case, not {name!r}"
            continue
        tags = op.value.get("tags") or [""]
        tag = str(tags[0])
        verb = name.removeprefix(f"{tag}_").partition("_")[0]
        if not name.startswith(f"{tag}_"):
            yield op.at("operationId"), f"operationId {name} must begin with {tag}_"
        elif verb not in VERBS:
            yield op.at("operationId"), f"{verb} is no verb of the list in this rule"


def operation_id_unique(spec: Spec) -> Iterator[Finding]:
    """Equal names would overwrite each other's modules without a warning."""
    seen: dict[str, str] = {}
    for op in spec.operations:
        name = module_name(str(op.value.get("operationId")))
        if name in seen:
            yield op.at("operationId"), f"{name} is also the name of {seen[name]}"
        seen[name] = f"{op.method.upper()} {op.path}"


def single_tag(spec: Spec) -> Iterator[Finding]:
    """An operation has one tag, which is its package; only the first would be used."""
    for op in spec.operations:
        tags = op.value.get("tags")
        if not isinstance(tags, list) or len(tags) != 1 or not SNAKE.match(str(tags[0])):
            yield op.pointer, f"one tag in snake case is needed, not {tags!r}"


def tag_file(spec: Spec) -> Iterator[Finding]:
    """A file holds the operations of one tag, and its name begins with the tag."""
    for op in spec.operations:
        file, _ = spec.bundle.locate(op.pointer)
        stem = file.rpartition("/")[2].removesuffix(".yaml")
        tag = str((op.value.get("tags") or [""])[0])
        if stem != tag and not stem.startswith(f"{tag}_"):
            yield op.at("tags"), f"operations of tag {tag} belong in {tag}.yaml or {tag}_*.yaml"


def summary(spec: Spec) -> Iterator[Finding]:
    """A summary is one short line without a full stop."""
    for op in spec.operations:
        words = str(op.value.get("summary") or "").strip()
        if not words or "\n" in words or len(words) > MAX_SUMMARY or words.endswith("."):
            text = f"summary must be one line of at most {MAX_SUMMARY} characters, no full stop"
            yield op.at("summary"), text


def description(spec: Spec) -> Iterator[Finding]:
    """A description ends with its sources in brackets."""
    for op in spec.operations:
        if not SOURCE.search(str(op.value.get("description") or "").strip()):
            yield op.at("description"), "description must end with its sources: [source, source]"


def since(spec: Spec) -> Iterator[Finding]:
    """Every operation says since which version of DSS it is known, replaced ones until which."""
    for op in spec.operations:
        first, last = op.value.get("x-dss-since"), op.value.get("x-dss-until")
        if not isinstance(first, str) or not VERSION.match(first):
            yield (
                op.at("x-dss-since"),
                f'x-dss-since must be a version such as "8.0", not {first!r}',
            )
        elif last is not None and not (isinstance(last, str) and VERSION.match(last)):
            yield (
                op.at("x-dss-until"),
                f'x-dss-until must be a version such as "12.6", not {last!r}',
            )
        elif last is not None and _version(last) < _version(first):
            yield op.at("x-dss-until"), f"x-dss-until {last} is before x-dss-since {first}"


def _version(text: str) -> list[int]:
    return [int(part) for part in text.split(".")]


def retry(spec: Spec) -> Iterator[Finding]:
    """Every operation says whether repeating it is harmless."""
    for op in spec.operations:
        value = op.value.get("x-dss-retry")
        if value not in RETRIES:
            yield op.at("x-dss-retry"), f"x-dss-retry must be one of {RETRIES}, not {value!r}"
        elif value == "gone-is-ok" and op.method != "delete":
            yield op.at("x-dss-retry"), "only a DELETE can be gone-is-ok"


def operation_keys(spec: Spec) -> Iterator[Finding]:
    """Extensions are those that are known; flags are there only when true."""
    for op in spec.operations:
        for key, value in op.value.items():
            if key.startswith("x-") and key not in OPERATION_KEYS:
                yield op.at(key), f"{key} is not known for operations"
            elif key in FLAGS and value is not True:
                yield op.at(key), f"{key} is either true or not there"
            elif key == "x-dss-pages" and not isinstance(value, dict):
                yield op.at(key), "x-dss-pages must be a mapping"


def status_codes(spec: Spec) -> Iterator[Finding]:
    """Errors are the ranges 4XX and 5XX: `default` would parse a 204 as an error."""
    for op in spec.operations:
        codes = list(op.value.get("responses") or {})
        for code in codes:
            if code not in CODES:
                yield op.at("responses", code), f"an answer {code} is none of {', '.join(CODES)}"
        for code in ("4XX", "5XX"):
            if code not in codes:
                yield op.at("responses"), f"the answer {code} is missing"
        if not any(code.startswith("2") for code in codes):
            yield op.at("responses"), "no successful answer is described"


def path_item(spec: Spec) -> Iterator[Finding]:
    """A path item behind `$ref` would vanish without a warning."""
    allowed = {*METHODS, "parameters", "summary", "description"}
    for path, item in spec.path_items():
        if not isinstance(item, dict):
            yield ("paths", path), "a path item must be a mapping"
            continue
        for key in item:
            if key not in allowed:
                yield ("paths", path, key), f"a path item must not have {key}"


def path_shape(spec: Spec) -> Iterator[Finding]:
    """Paths are relative to the server's prefix, without query, and keep DSS's trailing slashes."""
    for path, _ in spec.path_items():
        rest = re.sub(r"{[a-z_0-9]+}", "", path)
        if not path.startswith("/") or "//" in path or re.search(r"[?#{}\s]", rest):
            yield ("paths", path), f"{path} is no path of this API"


def stray_key(spec: Spec) -> Iterator[Finding]:
    """A key with a blank is the rest of an unquoted text behind a comma, lost by the author."""
    for section, value in spec.document.items():
        for pointer, key in _keys((section,), value):
            if " " in key:
                yield pointer, f"key {key!r}: put the text before it in quotes"


def _keys(pointer: Pointer, value: object) -> Iterator[tuple[Pointer, str]]:
    """Walk over the keys of a value, those of examples left out."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _keys((*pointer, index), item)
    if isinstance(value, dict):
        for key, item in value.items():
            place = (*pointer, key)
            yield place, key
            if key == "properties" and isinstance(item, dict):
                # Names of properties may hold blanks; what stands below them is ours again.
                for name, schema in item.items():
                    yield from _keys((*place, name), schema)
            elif key != "example":
                yield from _keys(place, item)


RULES = {
    "stray-key": stray_key,
    "operation-id": operation_id,
    "operation-id-unique": operation_id_unique,
    "single-tag": single_tag,
    "tag-file": tag_file,
    "summary": summary,
    "description": description,
    "since": since,
    "retry": retry,
    "operation-keys": operation_keys,
    "status-codes": status_codes,
    "path-item": path_item,
    "path-shape": path_shape,
}
