"""Makes a mock of a recording: the same people and projects, and the answers that were given.

A seed is a JSON document with two parts. ``documents`` are what the mock knows how to keep; they
are created through its own API, so that its rules hold. ``answers`` are what reads were answered; a
read is answered so until something is written in the same project, or in the same part of the
instance: from then on only the state can be right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dssmock import errors
from dssmock.bundle import Operation
from dssmock.call import Call
from dssmock.contract.exchange import Exchange
from dssmock.contract.verify import Verifier
from dssmock.core import DSSMock
from dssmock.http import Request, Response
from dssmock.registry import Handler, load_services
from dssmock.router import below_prefix, decode, split
from dssmock.versions import check_version

FORMAT: Final = "dssmock-seed"
JSON: Final = "application/json"
SUCCESS: Final = range(200, 300)
# Of a task an answer of yesterday says nothing.
LIVE: Final = frozenset({"future_get", "future_list", "job_get", "job_list", "scenario_run_get"})
SAFE: Final = frozenset({"GET", "HEAD"})
INITIAL_PASSWORD: Final = "changeme"  # noqa: S105 -- a mock needs one, and DSS never tells it


class UnusableSeed(ValueError):
    """A file is no seed of recorded answers."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How a kind of document is made in a mock.

    Attributes:
        kind: name of the kind in a seed.
        create: path to create it at.
        body: what is sent there, made of the document.
        update: path of the whole document; empty where there is none.
    """

    kind: str
    create: str
    body: Callable[[Mapping[str, Any]], dict[str, Any]]
    update: str = ""


def _user(doc: Mapping[str, Any]) -> dict[str, Any]:
    names = ("login", "displayName", "sourceType", "groups", "userProfile", "email")
    return {"password": INITIAL_PASSWORD, **{each: doc[each] for each in names if each in doc}}


def _project(doc: Mapping[str, Any]) -> dict[str, Any]:
    key = doc["projectKey"]
    owner = doc.get("ownerLogin") or "admin"
    return {"projectKey": key, "name": doc.get("name") or key, "owner": owner,
            "tags": doc.get("tags") or [], "description": doc.get("shortDesc")}  # fmt: skip


def _group(doc: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": doc["name"], "description": doc.get("description"),
            "sourceType": doc.get("sourceType") or "LOCAL"}  # fmt: skip


# In the order in which they are made: what comes later names what was before.
KINDS: Final = (
    Kept("groups", "/admin/groups/", _group, "/admin/groups/{name}"),
    Kept("users", "/admin/users/", _user, "/admin/users/{login}"),
    Kept("connections", "/admin/connections/", dict, ""),
    Kept("projects", "/projects/", _project, ""),
    Kept("variables", "", dict, "/projects/{projectKey}/variables/"),
    Kept("permissions", "", dict, "/projects/{projectKey}/permissions"),
    Kept("metadata", "", dict, "/projects/{projectKey}/metadata"),
    Kept("datasets", "/projects/{projectKey}/datasets/", dict,
         "/projects/{projectKey}/datasets/{name}"),
)  # fmt: skip
# Operations whose answer is a document, or many of them, with the kind and what names them.
LISTS: Final = {"group_list": ("groups", "name"), "user_list": ("users", "login"),
                "project_list": ("projects", "projectKey"), "dataset_list": ("datasets", "name"),
                "connection_list": ("connections", "name")}  # fmt: skip
ONES: Final = {"group_get": ("groups", "name"), "user_get": ("users", "login"),
               "project_get": ("projects", "projectKey"), "dataset_get": ("datasets", "name"),
               "connection_get": ("connections", "name")}  # fmt: skip
OF_PROJECT: Final = {"project_get_variables": "variables", "project_get_permissions": "permissions",
                     "project_get_metadata": "metadata"}  # fmt: skip


def seed_of(exchanges: Iterable[Exchange], verifier: Verifier) -> dict[str, Any]:
    """A seed of a recording.

    Args:
        exchanges: the recording, without secrets.
        verifier: knows the operations.
    """
    answers: dict[str, dict[str, Any]] = {}
    documents: dict[str, dict[str, Any]] = {kept.kind: {} for kept in KINDS}
    for exchange in exchanges:
        verdict = verifier.judge(exchange) if below_prefix(exchange.path) is not None else None
        if verdict is None or verdict.operation is None or verdict.wrong:
            continue
        operation = verifier.bundle.operations[verdict.operation]
        value = _value(operation, exchange)
        if value is None or verdict.operation in LIVE:
            continue
        key = _key(exchange.path, exchange.query)
        # The first answer: later ones may show what the session itself wrote.
        answers.setdefault(key, {"operation": operation.id, "body": value})
        _gather(documents, operation.id, exchange.path, value)
    return {"format": FORMAT, "version": verifier.version, "documents": documents,
            "answers": answers}  # fmt: skip


def _value(operation: Operation, exchange: Exchange) -> Any:
    """The JSON that a read answered, or None for anything else."""
    body = exchange.answer.body
    readable = exchange.method in SAFE and exchange.status in SUCCESS and body
    return json.loads(body) if readable and body and JSON in operation.answers else None


def _gather(documents: dict[str, dict[str, Any]], id: str, path: str, value: Any) -> None:
    segments = [decode(each) for each in below_prefix(path) or ()]
    project = {"projectKey": segments[1]} if segments[0] == "projects" and segments[1:] else {}
    found: list[Any] = []
    if id in LISTS:
        found = list(value.values()) if isinstance(value, dict) else value
    elif id in ONES:
        found = [value]
    elif id in OF_PROJECT:
        # The path, and not the document, says whose it is.
        documents[OF_PROJECT[id]].setdefault(segments[1], {"of": project, "document": value})
    kind, name = LISTS.get(id) or ONES.get(id) or ("", "")
    for document in found:
        place = "/".join([*project.values(), str(document[name])])
        known = documents[kind].get(place, {}).get("document", {})
        # Items of lists are short; a document that was read alone completes them.
        documents[kind][place] = {"of": {**project, name: document[name]},
                                  "document": {**document, **known} if id in LISTS
                                  else {**known, **document}}  # fmt: skip


def _key(path: str, query: str) -> str:
    """What a read asks for: the same with either prefix and with or without a final slash."""
    place = "/".join(below_prefix(path) or split(path))
    return f"{place}?{'&'.join(sorted(query.split('&')))}" if query else place


def load(file: Path) -> dict[str, Any]:
    """Read a seed.

    Args:
        file: the file.

    Raises:
        UnusableSeed: it is none.
    """
    try:
        seed = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise UnusableSeed(f"{file} is no seed: {problem}") from None
    if not isinstance(seed, dict) or seed.get("format") != FORMAT:
        raise UnusableSeed(f"{file} is no seed: its format is not {FORMAT}")
    try:
        check_version(seed.get("version"))
    except ValueError as problem:
        raise UnusableSeed(f"{file}: version: {problem}") from None
    return seed


class RecordedDSS(DSSMock):
    """A mock that begins as a recording.

    Args:
        recorded: the seed, as :func:`load` gives it.
        **options: further arguments of :class:`dssmock.DSSMock`.

    Attributes:
        left_out: documents of the seed that could not be made, and why.
    """

    def __init__(self, recorded: Mapping[str, Any], **options: Any) -> None:
        self._recorded = recorded
        self._written: set[str] = set()
        self._planting = True
        self.left_out: list[str] = []
        options.setdefault("version", recorded["version"])
        super().__init__("empty", handlers=self._answering(load_services()), **options)
        self._plant()

    def reset(self, seed: str | None = None) -> None:
        """Go back to the recording.

        Args:
            seed: only ``empty``, or nothing: there is no other beginning.
        """
        super().reset(seed)
        self._plant()

    def handle(self, request: Request) -> Response:
        """Answer a request."""
        response = super().handle(request)
        if request.method not in SAFE and response.status in SUCCESS and not self._planting:
            self._written.add(_part(request.path))
        return response

    def _plant(self) -> None:
        self._planting = True
        self.left_out.clear()
        self._written.clear()
        for kept in KINDS:
            for place, entry in self._recorded["documents"].get(kept.kind, {}).items():
                self._make(kept, place, entry["of"], entry["document"])
        self._planting = False
        self.calls.clear()

    def _make(
        self, kept: Kept, place: str, of: Mapping[str, str], document: Mapping[str, Any]
    ) -> None:
        if kept.create:
            created = self.request("POST", _filled(kept.create, of), json=kept.body(document))
            if created.status not in SUCCESS and not kept.update:
                self.left_out.append(f"{kept.kind} {place}: {created.text}")
                return
        if not kept.update:
            return
        path = _filled(kept.update, of)
        now = self.request("GET", path)
        whole = {**now.json(), **document} if now.status in SUCCESS else dict(document)
        saved = self.request("PUT", path, json=whole)
        if saved.status not in SUCCESS:
            self.left_out.append(f"{kept.kind} {place}: {saved.text}")

    def _answering(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        answered = {each["operation"] for each in self._recorded["answers"].values()}
        return {
            id: self._recalling(handler) if id in answered else handler
            for id, handler in handlers.items()
        }

    def _recalling(self, handler: Handler) -> Handler:
        """A handler that first looks whether this read was recorded, and still holds."""

        def answer(call: Call) -> Any:
            # The handler runs first: it also decides who may read this.
            try:
                value = handler(call)
            except (errors.NotFound, errors.ServerError):
                if (recorded := self._recall(call)) is not None:
                    return recorded
                raise
            recorded = self._recall(call)
            return value if recorded is None else recorded

        return answer

    def _recall(self, call: Call) -> Any:
        if self._planting:
            return None
        operation = self.bundle.operations[call.operation]
        path = _filled(operation.path, call.path)
        if _part(path) in self._written:
            return None
        # The query as it is in the log of calls says nothing of its order; nor does a recording.
        for key, each in self._recorded["answers"].items():
            place, _, query = key.partition("?")
            same = each["operation"] == call.operation and place == "/".join(split(path))
            if same and _read_query(operation, query) == call.query:
                return json.loads(json.dumps(each["body"]))
        return None


def _read_query(operation: Operation, query: str) -> dict[str, Any]:
    from dssmock import reading

    return reading.read_query(operation, query)[0]


def _filled(path: str, values: Mapping[str, str]) -> str:
    from urllib.parse import quote

    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    return path


def _part(path: str) -> str:
    """The part of the instance that a path is in: a project, or what the path begins with."""
    segments = below_prefix(path) or split(path)
    return "/".join(segments[:2])
