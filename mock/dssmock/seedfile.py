"""Seed files: what an instance holds at first, as YAML or JSON that people write.

```yaml
extends: empty            # or demo
groups:
  - name: analysts
users:
  - {login: ada, password: secret, groups: [analysts], key: ada-key}
connections:
  - {name: warehouse, type: PostgreSQL}
projects:
  - key: SHOP
    name: The shop
    owner: ada
    permissions: [{group: analysts, readProjectContent: true}]
    variables: {standard: {currency: EUR}}
    datasets:
      - name: orders
        columns: {id: bigint, country: string, amount: double}
        rows: [[1, FR, 9.5], [2, DE, 20]]
      - {name: customers, csv: customers.csv}
    scenarios:
      - {id: NIGHTLY, active: true}
requests:                 # anything else that the public API can do
  - {method: POST, path: /projects/SHOP/wiki/, body: {projectKey: SHOP, name: Home}}
```

Everything is planted through the public API, so the document of the API checks it. A finding names
the file and the key: ``shop.yaml: projects[0].datasets[1]: ...``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dssmock.seedtable import CONNECTION_TYPE, TYPES, SeedError, checked, items, take

if TYPE_CHECKING:
    from dssmock.core import DSSMock

METHODS: Final = ("POST", "PUT", "DELETE")
TOP: Final = ("extends", "groups", "users", "connections", "variables", "projects", "requests")
DEFAULT_PASSWORD: Final = "password"  # noqa: S105 -- of people who exist in a mock only


def plant(dss: DSSMock, file: Path) -> None:
    """Plant what a file says; nobody sees the requests that do it.

    Args:
        dss: the instance, which holds the seed ``empty``.
        file: the file.

    Raises:
        SeedError: the file cannot be read, or says what cannot be; file and key are named.
    """
    try:
        _Planting(dss, file).run(_parsed(file))
    except SeedError as problem:
        raise SeedError(f"{file}: {problem}") from None
    finally:
        dss.calls.clear()


def _parsed(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise SeedError(f"cannot be read: {problem}") from None
    found = _load_json(text) if file.suffix == ".json" else _load_yaml(text)
    found = {} if found is None else found
    return checked(found, "", TOP)


def _load_json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except ValueError as problem:
        raise SeedError(f"is no JSON: {problem}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys all differ."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise SeedError(f"{name}: stands twice in one mapping")
        found[name] = value
    return found


def _check_keys(yaml: Any, root: Any) -> None:
    """Refuse a mapping of YAML in which a key stands twice: the last one would win silently."""
    seen: set[int] = set()  # what an alias names is met again, and may hold itself
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            names: set[tuple[str, str]] = set()
            for name, value in node.value:
                key = (name.tag, name.value) if isinstance(name, yaml.ScalarNode) else None
                if key in names:
                    line = name.start_mark.line + 1
                    raise SeedError(f"{name.value}: stands twice in one mapping (line {line})")
                if key is not None:
                    names.add(key)
                waiting.append(value)


def _load_yaml(text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_keys(yaml, yaml.compose(text, Loader=loader))
        return yaml.load(text, Loader=loader)  # noqa: S506 (both loaders are safe)
    except yaml.YAMLError as problem:
        said = " ".join(str(problem).split())
        raise SeedError(f"is no YAML: {said}") from None


@dataclass(slots=True)
class _Planting:
    """The planting of one file."""

    dss: DSSMock
    file: Path

    def run(self, given: Mapping[str, Any]) -> None:
        base = given.get("extends", "empty")
        if base == "demo":
            from dssmock import demo

            demo.seed(self.dss)
        elif base != "empty":
            raise SeedError(f"extends: must be empty or demo, not {base!r}")
        for place, group in items(given, "groups"):
            take(place, group, "name", str)
            self._send(place, "POST", "/admin/groups/", {"sourceType": "LOCAL", **group})
        for place, user in items(given, "users"):
            self._user(place, user)
        for place, connection in items(given, "connections"):
            take(place, connection, "name", str)
            body = {"params": {}, "type": CONNECTION_TYPE, "usableBy": "ALL", **connection}
            self._send(place, "POST", "/admin/connections/", body)
        if "variables" in given:
            self._send("variables", "PUT", "/admin/variables/", given["variables"])
        for place, project in items(given, "projects"):
            self._project(place, project)
        self._requests(given)

    def _user(self, place: str, user: dict[str, Any]) -> None:
        login = take(place, user, "login", str)
        key = user.pop("key", f"{login}-key")
        body = {
            "displayName": login,
            "password": DEFAULT_PASSWORD,
            "sourceType": "LOCAL",
            "groups": [],
            "userProfile": "FULL_DESIGNER",
            **user,
        }
        self._send(place, "POST", "/admin/users/", body)
        if not isinstance(key, str) or not key:
            raise SeedError(f"{place}.key: must be a text")
        for table in ("personal_api_keys", "global_api_keys"):
            if any(each.get("key") == key for each in self.dss.table(table).values()):
                raise SeedError(f"{place}.key: {key!r} is the key of somebody else")
        document = {
            "id": f"seed-{login}",
            "key": key,
            "user": login,
            "label": "From the seed file",
            "description": "",
            "createdOn": self.dss.clock.now_ms(),
            "createdBy": login,
        }
        self.dss.table("personal_api_keys").put(document["id"], document)

    def _project(self, place: str, project: dict[str, Any]) -> None:
        known = ("key", "name", "owner", "description", "tags", "permissions", "variables",
                 "datasets", "recipes", "scenarios", "wiki", "requests")  # fmt: skip
        checked(project, place, known)
        key = take(place, project, "key", str)
        body = {
            "projectKey": key,
            "name": project.get("name", key),
            "owner": project.get("owner", "admin"),
            "description": project.get("description"),
            "tags": project.get("tags", []),
        }
        self._send(place, "POST", "/projects/", body)
        self._permissions(place, key, project)
        if "variables" in project:
            variables = {"standard": {}, "local": {}, **_mapping(place, project, "variables")}
            self._send(f"{place}.variables", "PUT", f"/projects/{key}/variables/", variables)
        for at, dataset in items(project, "datasets", place):
            self._dataset(at, key, dataset)
        for at, recipe in items(project, "recipes", place):
            self._send(at, "POST", f"/projects/{key}/recipes/", recipe)
        for at, scenario in items(project, "scenarios", place):
            self._scenario(at, key, scenario)
        self._requests(project, place)

    def _permissions(self, place: str, key: str, project: Mapping[str, Any]) -> None:
        if "permissions" not in project:
            return
        path = f"/projects/{key}/permissions"
        old = self._send(place, "GET", path)
        body = {**old, "permissions": [each for _, each in items(project, "permissions", place)]}
        self._send(f"{place}.permissions", "PUT", path, body)

    def _dataset(self, place: str, key: str, dataset: dict[str, Any]) -> None:
        checked(dataset, place, ("name", "columns", "rows", "csv", "connection", "tags"))
        name = take(place, dataset, "name", str)
        columns, rows = self._table(place, dataset)
        connection = dataset.get("connection", "filesystem_managed")
        if connection == "filesystem_managed":
            self._ensure_storage()
        kind = self._send(place, "GET", f"/admin/connections/{connection}")["type"]
        sql = kind not in ("Filesystem", "S3", "Azure", "GCS", "HDFS")
        params = {"connection": connection, "path": f"${{projectKey}}/{name}"}
        if sql:
            params = {"connection": connection, "mode": "table", "schema": "public", "table": name}
        body: dict[str, Any] = {
            "projectKey": key, "name": name, "type": kind, "params": params, "managed": not sql,
        }  # fmt: skip
        if not sql:
            from dssmock.services._dataset_state import CSV

            body |= {"formatType": "csv", "formatParams": dict(CSV)}
        self._send(place, "POST", f"/projects/{key}/datasets/", body)
        schema = {"columns": columns, "userModified": True}
        self._send(f"{place}.columns", "PUT", f"/projects/{key}/datasets/{name}/schema", schema)
        if "tags" in dataset:
            path = f"/projects/{key}/datasets/{name}/metadata"
            known = self._send(place, "GET", path)
            self._send(f"{place}.tags", "PUT", path, {**known, "tags": dataset["tags"]})
        if rows:
            self._fill(place, key, name, rows)

    def _ensure_storage(self) -> None:
        """The connection of managed datasets, which every new DSS has."""
        if "filesystem_managed" not in self.dss.table("connections"):
            body = {"name": "filesystem_managed", "type": "Filesystem", "usableBy": "ALL",
                    "params": {"root": "/data/managed_datasets"}}  # fmt: skip
            self._send("connections", "POST", "/admin/connections/", body)

    def _table(
        self, place: str, dataset: Mapping[str, Any]
    ) -> tuple[list[dict[str, Any]], list[list[Any]]]:
        """Columns and rows of a dataset, from the file itself or from a CSV file beside it."""
        if "csv" in dataset:
            if "rows" in dataset:
                raise SeedError(f"{place}: has rows and csv, which exclude each other")
            names, rows = self._read_csv(f"{place}.csv", dataset["csv"])
            default: dict[str, Any] = dict.fromkeys(names, "string")
        else:
            rows, default = dataset.get("rows", []), {}
        columns = _mapping(place, dataset, "columns") if "columns" in dataset else default
        if not columns:
            raise SeedError(f"{place}: needs columns")
        for name, kind in columns.items():
            if kind not in TYPES:
                raise SeedError(f"{place}.columns.{name}: no type {kind!r}: {', '.join(TYPES)}")
        if not isinstance(rows, list):
            raise SeedError(f"{place}.rows: must be a list")
        for index, row in enumerate(rows):
            if not isinstance(row, list) or len(row) != len(columns):
                raise SeedError(f"{place}.rows[{index}]: must be a list of {len(columns)} values")
        return [{"name": name, "type": kind} for name, kind in columns.items()], rows

    def _read_csv(self, place: str, path: Any) -> tuple[list[str], list[list[Any]]]:
        if not isinstance(path, str):
            raise SeedError(f"{place}: must be the path of a file")
        try:
            text = (self.file.parent / path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise SeedError(f"{place}: {problem}") from None
        lines = list(csv.reader(io.StringIO(text, newline="")))
        if not lines:
            raise SeedError(f"{place}: {path} has no header")
        names, *rows = lines
        return names, [[cell or None for cell in row] for row in rows if row]

    def _fill(self, place: str, key: str, name: str, rows: list[list[Any]]) -> None:
        from dssmock import errors
        from dssmock.services import _dataset_state, _dataset_write

        document = _dataset_state.find(self.dss, key, name)
        texts = [[_cell(value) for value in row] for row in rows]
        try:
            misfit = _dataset_write.misfit(self.dss, document, texts)
            if misfit is not None:
                index, column, kind = misfit
                value = rows[index][column]
                where = f"{place}.rows[{index}][{column}]"
                raise SeedError(f"{where}: {value!r} is no value of a column of type {kind}")
            _dataset_write.put_rows(self.dss, document, texts)
        except errors.DSSError as problem:
            raise SeedError(f"{place}.rows: {problem.message}") from None

    def _scenario(self, place: str, key: str, scenario: dict[str, Any]) -> None:
        known = ("id", "name", "type", "active", "steps", "triggers", "reporters", "params")
        checked(scenario, place, known)
        id = take(place, scenario, "id", str)
        params = {**scenario.get("params", {})}
        if "steps" in scenario:
            params["steps"] = scenario["steps"]
        body = {"id": id, "name": scenario.get("name", id), "params": params,
                "type": scenario.get("type", "step_based")}  # fmt: skip
        made = self._send(place, "POST", f"/projects/{key}/scenarios/", body)
        more = {
            name: scenario[name] for name in ("active", "triggers", "reporters") if name in scenario
        }
        if more:
            path = f"/projects/{key}/scenarios/{made.get('id', id)}"
            document = self._send(place, "GET", path)
            self._send(place, "PUT", path, {**document, **more})

    def _requests(self, given: Mapping[str, Any], place: str = "") -> None:
        for at, request in items(given, "requests", place):
            checked(request, at, ("method", "path", "query", "body"))
            method = request.get("method", "POST")
            if method not in METHODS:
                raise SeedError(f"{at}.method: must be one of {', '.join(METHODS)}, not {method!r}")
            path = take(at, request, "path", str)
            self._send(at, method, path, request.get("body"), request.get("query"))

    def _send(self, place: str, method: str, path: str, body: Any = None, query: Any = None) -> Any:
        """Send a request; what the document does not know of it counts as an error."""
        response = self.dss.request(method, path, json=body, query=query)
        record = self.dss.calls[-1] if self.dss.calls else None
        if response.status >= 400:
            raise SeedError(f"{place}: {_said(response)}")
        if record is not None and record.warnings:
            raise SeedError(f"{place}: {'; '.join(record.warnings)}")
        kind = response.headers.get("content-type", "")
        return response.json() if kind.startswith("application/json") and response.body else None


def _said(response: Any) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return f"the request was answered {response.status}"


def _mapping(place: str, given: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = given[name]
    if not isinstance(value, dict):
        raise SeedError(f"{place}.{name}: must be a mapping")
    return value


def _cell(value: Any) -> Any:
    """A value as the rows of datasets take it: times as text, the rest as JSON has it."""
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
