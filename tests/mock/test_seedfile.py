"""Seed files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dssmock.core import DSSMock
from dssmock.seedtable import SeedError

SHOP = """
groups:
  - name: analysts
users:
  - {login: ada, password: secret, groups: [analysts], key: ada-key}
  - {login: bo}
connections:
  - {name: warehouse, type: PostgreSQL}
variables: {region: eu}
projects:
  - key: SHOP
    name: The shop
    owner: ada
    tags: [finance]
    permissions: [{group: analysts, readProjectContent: true}]
    variables: {standard: {currency: EUR}}
    datasets:
      - name: orders
        columns: {id: bigint, country: string, amount: double, day: dateonly}
        rows: [[1, FR, 9.5, 2026-01-05], [2, null, 20, 2026-01-06]]
        tags: [raw]
      - {name: customers, csv: customers.csv, connection: warehouse}
    recipes:
      - recipePrototype:
          {type: sync, name: copy, projectKey: SHOP, inputs: {main: {items: [{ref: orders}]}},
           outputs: {main: {items: [{ref: customers}]}}}
        creationSettings: {}
    scenarios:
      - {id: NIGHTLY, active: true, steps: [{id: a, type: exec_sql, name: A, params: {}}]}
    requests:
      - {path: /projects/SHOP/wiki/, body: {projectKey: SHOP, name: Home}}
requests:
  - {method: PUT, path: /admin/variables/, body: {region: us}}
"""


@pytest.fixture
def seeded(tmp_path: Path) -> DSSMock:
    (tmp_path / "customers.csv").write_text('id,name\n1,Ada\n2,"Bob, B"\n3,\n')
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP)
    return DSSMock(str(file))


def rows(mock: DSSMock, name: str) -> list[str]:
    path = f"/projects/SHOP/datasets/{name}/data/"
    return mock.request("GET", path, query={"format": "tsv-excel-header"}).text.splitlines()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{columns: {a: bigint}, rows: [[1], [x]]}", "rows[1][0]: 'x' is no value of a column"),
        ("{columns: {b: string, a: tinyint}, rows: [[y, 300]]}", "rows[0][1]: 300 is no value"),
        ("{columns: {a: double}, rows: [[z]]}", "rows[0][0]: 'z'"),
        ("{columns: {a: dateonly}, rows: [[soon]]}", "rows[0][0]: 'soon'"),
        ("{columns: {a: int}, columns: {b: int}, rows: []}", "columns: stands twice"),
    ],
)
def test_seed_of_rows_that_do_not_fit_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(f"projects: [{{key: P, datasets: [{{name: d, {text[1:]}]}}]")
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        DSSMock(str(file))
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("name", ["seed.yaml", "seed.json"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"users": [], "users": []}', "users: stands twice in one mapping"),
        ('{"users": [{"login": "a", "key": "k"}, {"login": "b", "key": "k"}]}', "users[1].key"),
        ('{"users": [{"login": "a", "key": "admin-key"}]}', "users[0].key: 'admin-key' is the key"),
    ],
)
def test_key_that_is_taken_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=re.escape(said)):
        DSSMock(str(tmp_path / name))


def test_file_plants_people_projects_and_rows(seeded: DSSMock) -> None:
    assert seeded.calls == []
    listed = seeded.request("GET", "/projects/", key="ada-key").json()
    assert [(each["projectKey"], each["ownerLogin"]) for each in listed] == [("SHOP", "ada")]
    assert seeded.request("GET", "/auth/info", key="bo-key").json()["authIdentifier"] == "bo"
    assert rows(seeded, "orders") == [
        "id\tcountry\tamount\tday", "1\tFR\t9.5\t2026-01-05", "2\t\t20.0\t2026-01-06",
    ]  # fmt: skip
    assert rows(seeded, "customers") == ["id\tname", "1\tAda", "2\tBob, B", "3\t"]
    variables = seeded.request("GET", "/projects/SHOP/variables/").json()
    assert variables == {"standard": {"currency": "EUR"}, "local": {}}
    assert seeded.request("GET", "/admin/variables/").json() == {"region": "us"}
    scenario = seeded.request("GET", "/projects/SHOP/scenarios/NIGHTLY").json()
    assert (scenario["active"], scenario["params"]["steps"][0]["id"]) == (True, "a")
    assert [each["recipe"]["name"] for each in seeded.table("recipes").values()] == ["copy"]
    metadata = seeded.request("GET", "/projects/SHOP/datasets/orders/metadata").json()
    assert metadata["tags"] == ["raw"]
    assert len(seeded.table("wiki_articles")) == 1


def test_reset_plants_the_file_again(seeded: DSSMock) -> None:
    seeded.request("DELETE", "/projects/SHOP")
    seeded.reset()
    assert "SHOP" in seeded.table("projects")


def test_file_can_extend_the_demo(tmp_path: Path) -> None:
    file = tmp_path / "more.json"
    file.write_text(json.dumps({"extends": "demo", "groups": [{"name": "late"}]}))
    mock = DSSMock(str(file))
    assert {"late", "data_team"} <= set(mock.table("groups").ids())
    assert "PENGUINS" in mock.table("projects")


def test_empty_file_is_an_empty_instance(tmp_path: Path) -> None:
    file = tmp_path / "nothing.yml"
    file.write_text("")
    assert DSSMock(str(file)).table("users").ids() == ["admin"]


def project(**members: Any) -> dict[str, Any]:
    return {"projects": [{"key": "P", **members}]}


def dataset(**members: Any) -> dict[str, Any]:
    return project(datasets=[{"name": "d", **members}])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "must be a mapping, not list"),
        ({"people": []}, "people: no such key"),
        ({"extends": "full"}, "extends: must be empty or demo"),
        ({"users": {}}, None),
        ({"users": "ada"}, "users: must be a list, not str"),
        ({"users": ["ada"]}, "users[0]: must be a mapping, not str"),
        ({"users": [{"password": "x"}]}, "users[0]: needs login"),
        ({"users": [{"login": 5}]}, "users[0].login: must be a text, not 5"),
        ({"users": [{"login": "a", "key": ""}]}, "users[0].key: must be a text"),
        ({"users": [{"login": "a", "groups": 5}]}, "users[0]: Invalid body of user_create"),
        ({"users": [{"login": "a", "colour": 5}]}, "users[0]: unknown member /colour"),
        ({"groups": [{"name": "readers"}]}, "groups[0]: "),
        (project(colour=1), "projects[0].colour: no such key"),
        (project(variables=[]), "projects[0].variables: must be a mapping"),
        (project(permissions=5), "projects[0].permissions: must be a list"),
        (dataset(), "projects[0].datasets[0]: needs columns"),
        (dataset(columns=[]), "projects[0].datasets[0].columns: must be a mapping"),
        (dataset(columns={"a": "text"}), "projects[0].datasets[0].columns.a: no type 'text'"),
        (dataset(columns={"a": "int"}, rows=5), "projects[0].datasets[0].rows: must be a list"),
        (dataset(columns={"a": "int"}, rows=[[1, 2]]), "rows[0]: must be a list of 1 values"),
        (dataset(csv="none.csv"), "projects[0].datasets[0].csv: "),
        (dataset(csv=5), "projects[0].datasets[0].csv: must be the path"),
        (dataset(csv="empty.csv"), "csv: empty.csv has no header"),
        (dataset(csv="a", rows=[]), "has rows and csv"),
        (dataset(columns={"a": "int"}, connection="x"), "projects[0].datasets[0]: "),
        (project(scenarios=[{"name": "x"}]), "projects[0].scenarios[0]: needs id"),
        ({"requests": [{"path": "/x", "method": "GET"}]}, "requests[0].method: must be one of"),
        ({"requests": [{"path": "/nowhere"}]}, "requests[0]: the request was answered 404"),
    ],
)
def test_bad_file_is_one_error_that_names_file_and_key(
    tmp_path: Path, given: Any, said: str | None
) -> None:
    (tmp_path / "empty.csv").write_text("")
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(given))
    if said is None:
        assert DSSMock(str(file)).table("users").ids() == ["admin"]
        return
    with pytest.raises(SeedError) as caught:
        DSSMock(str(file))
    assert str(caught.value).startswith(f"{file}: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.yaml", b"a: [", "is no YAML"),
        ("a.yaml", b"a: !!python/object:os.system {}", "is no YAML"),
        ("a.json", b"{", "is no JSON"),
        ("a.yaml", b"\xff", "cannot be read"),
    ],
)
def test_file_that_cannot_be_parsed_is_one_error(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SeedError, match=said) as caught:
        DSSMock(str(file))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("page", ["docs/howto/mock-seeds.md", "mock/dssmock/seedfile.py"])
def test_file_of_the_documentation_can_be_planted(tmp_path: Path, page: str) -> None:
    text = (Path(__file__).parents[2] / page).read_text("utf-8")
    (tmp_path / "customers.csv").write_text("id,name\n1,Ada\n")
    file = tmp_path / "shop.yaml"
    file.write_text(text.partition("```yaml\n")[2].partition("```")[0])
    mock = DSSMock(str(file))
    assert rows(mock, "orders")[1].startswith("1\tFR\t9.5")
    assert rows(mock, "customers") == ["id\tname", "1\tAda"]
