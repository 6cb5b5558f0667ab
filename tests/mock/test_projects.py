"""Projects, folders, imports, applications and discussions of the mock, asked without a client."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from dssmock.core import DSSMock, Response
from tests.people import add_group, add_person

SALES = {"projectKey": "SALES", "name": "Sales", "owner": "admin"}


@pytest.fixture
def mock() -> DSSMock:
    """An instance with a project, and with carol, who is a reader."""
    mock = DSSMock(strict=True)
    add_person(mock, "carol", "readers")
    mock.table("personal_api_keys").add("k", {"id": "k", "key": "carol-key", "user": "carol"})
    assert mock.request("POST", "/projects/", json=SALES).status == 200
    return mock


def ask(mock: DSSMock, method: str, path: str, key: str = "carol-key", **options: Any) -> Response:
    """Ask as carol."""
    return mock.request(method, path, key=key, **options)


def let_carol(mock: DSSMock, *rights: str) -> None:
    """Give the readers rights on the project, and no others."""
    line = {"group": "readers", **dict.fromkeys(rights, True)}
    body = {"owner": "admin", "permissions": [line]}
    assert mock.request("PUT", "/projects/SALES/permissions", json=body).status == 200


def archive(members: dict[str, str]) -> bytes:
    """A zip of these texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    return out.getvalue()


def import_as(mock: DSSMock, data: bytes, **settings: Any) -> Any:
    """Upload an archive and import it."""
    upload = mock.request("POST", "/projects/import/upload", files={"file": ("a.zip", data)})
    path = f"/projects/import/{upload.json()['id']}/process"
    return mock.request("POST", path, json=settings or {"_": "_"}).json()


@pytest.mark.parametrize("key", ["A-B", "A B", "A/B", "é", ""])
def test_a_key_has_letters_digits_and_underscores(mock: DSSMock, key: str) -> None:
    answer = mock.request("POST", "/projects/", json={**SALES, "projectKey": key})
    assert answer.status == 400
    assert "Invalid project key" in answer.json()["message"]


def test_creation_needs_a_right(mock: DSSMock) -> None:
    body = {**SALES, "projectKey": "MINE", "owner": "carol"}
    assert ask(mock, "POST", "/projects/", json=body).status == 403
    add_group(mock, "readers", "mayCreateProjects")
    assert ask(mock, "POST", "/projects/", json=body).status == 200
    assert ask(mock, "GET", "/projects/MINE").json()["ownerLogin"] == "carol"


def test_creation_in_a_folder_that_is_closed_or_missing(mock: DSSMock) -> None:
    add_group(mock, "readers", "mayCreateProjects")
    folder = mock.request("POST", "/project-folders/ROOT/children", query={"name": "F"}).json()
    body = {**SALES, "projectKey": "MINE", "owner": "carol"}
    for id, status in ((folder["id"], 403), ("nowhere", 404)):
        answer = ask(mock, "POST", "/projects/", json=body, query={"projectFolderId": id})
        assert answer.status == status
    assert "MINE" not in mock.table("projects")


def test_creation_with_settings_of_a_wrong_kind_makes_no_project(mock: DSSMock) -> None:
    body = {**SALES, "projectKey": "MINE", "settings": {"exposedObjects": 3}}
    assert mock.request("POST", "/projects/", json=body).status == 400
    assert "MINE" not in mock.table("projects")


def test_the_list_can_be_filtered_by_tags(mock: DSSMock) -> None:
    body = {**SALES, "projectKey": "TAGGED", "tags": ["x", "y"]}
    mock.request("POST", "/projects/", json=body)
    listed = mock.request("GET", "/projects/", query={"tags": ["y", "z"]}).json()
    assert [item["projectKey"] for item in listed] == ["TAGGED"]


READ = ("metadata", "tags", "variables/", "settings", "permissions", "interest", "timeline")


@pytest.mark.parametrize("part", READ)
def test_reading_needs_the_right_to_read(mock: DSSMock, part: str) -> None:
    assert ask(mock, "GET", f"/projects/SALES/{part}").status == 403
    assert mock.request("GET", f"/projects/NOWHERE/{part}").status == 404
    assert ask(mock, "GET", f"/projects/NOWHERE/{part}").status == 403
    let_carol(mock, "readProjectContent")
    assert ask(mock, "GET", f"/projects/SALES/{part}").status == 200


@pytest.mark.parametrize(
    ("part", "right"),
    [
        ("metadata", "writeProjectContent"),
        ("tags", "writeProjectContent"),
        ("variables/", "writeProjectContent"),
        ("settings", "admin"),
        ("permissions", "admin"),
    ],
)
def test_writing_needs_the_right_to_write(mock: DSSMock, part: str, right: str) -> None:
    path = f"/projects/SALES/{part}"
    body = mock.request("GET", path).json()
    let_carol(mock, "readProjectContent")
    assert ask(mock, "PUT", path, json=body).status == 403
    let_carol(mock, right)
    assert ask(mock, "PUT", path, json=body).status == 200


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("DELETE", "/projects/SALES", {}),
        ("POST", "/projects/SALES/actions/sync", {}),
        ("POST", "/projects/SALES/duplicate/", {"json": {
            "targetProjectKey": "COPY", "targetProjectName": "Copy"}}),
        ("POST", "/projects/import/upload", {"files": {"file": ("a.zip", b"PK")}}),
        ("POST", "/projects/SALES/generate-ai-description", {}),
    ],
)  # fmt: skip
def test_readers_may_not(mock: DSSMock, method: str, path: str, options: dict[str, Any]) -> None:
    let_carol(mock, "readProjectContent")
    assert ask(mock, method, path, **options).status == 403


def test_a_partial_settings_document_is_a_null_pointer(mock: DSSMock) -> None:
    answer = mock.request("PUT", "/projects/SALES/settings", json={"settings": {}})
    assert answer.status == 500
    assert answer.json()["errorType"] == "java.lang.NullPointerException"


def test_a_part_of_the_variables_empties_the_other(mock: DSSMock) -> None:
    path = "/projects/SALES/variables/"
    mock.request("PUT", path, json={"standard": {"a": 1}, "local": {"b": 2}})
    mock.request("PUT", path, json={"local": {"b": 3}})
    assert mock.request("GET", path).json() == {"standard": {}, "local": {"b": 3}}


def test_permissions_without_an_owner_keep_the_owner(mock: DSSMock) -> None:
    mock.request("PUT", "/projects/SALES/permissions", json={"permissions": []})
    kept = mock.request("GET", "/projects/SALES/permissions").json()
    assert (kept["owner"], kept["additionalDashboardUsers"]) == ("admin", {"users": []})


def test_wrong_choices_are_refused(mock: DSSMock) -> None:
    copy = {"targetProjectKey": "C", "targetProjectName": "C", "duplicationMode": "SOME"}
    path = "/projects/SALES/generate-ai-description"
    for answer in (
        mock.request("POST", "/projects/SALES/duplicate/", json=copy),
        mock.request("POST", path, query={"purpose": "poetic"}),
        mock.request("POST", path, query={"length": "endless"}),
        mock.request("GET", "/projects/SALES/timeline", query={"itemCount": "-1"}),
    ):
        assert answer.status == 400


def test_the_timeline_is_of_limited_length(mock: DSSMock) -> None:
    from dssmock.services import _project_state as state

    with mock.table("projects").edit("SALES") as document:
        for _ in range(state.LONGEST_TIMELINE + 5):
            state.note(mock, document, "admin", "EDIT")
    items = mock.request("GET", "/projects/SALES/timeline", query={"itemCount": 5000}).json()
    assert len(items["items"]) == state.LONGEST_TIMELINE


def test_an_archive_takes_along_what_other_tables_and_files_hold(mock: DSSMock) -> None:
    mock.table("articles").add("SALES.a1", {"projectKey": "SALES", "id": "a1"})
    mock.table("recipes").add("r1", {"projectKey": "SALES", "inputProjectKey": "SALES"})
    mock.table("others").add("x", {"projectKey": "OTHER"})
    mock.table("notebooks").add("SALES/n", {"projectKey": "SALES", "name": "n"})
    mock.blobs.put("projects/SALES/files/a.txt", b"content")
    data = mock.request("POST", "/projects/SALES/export", json={}).body
    nothing = [{"source": "a"}, {"target": "b"}, {}]
    answer = import_as(mock, data, targetProjectKey="COPY", remapping={"containerExecs": nothing})
    assert answer["success"] is True
    assert mock.table("articles").get("COPY.a1") == {"projectKey": "COPY", "id": "a1"}
    [copied] = [each for id, each in mock.table("recipes").items() if id != "r1"]
    assert copied == {"projectKey": "COPY", "inputProjectKey": "COPY"}
    assert mock.table("others").ids() == ["x"]
    assert mock.table("notebooks").ids() == ["SALES/n"]
    assert mock.blobs.get("projects/COPY/files/a.txt") == b"content"
    mock.request("DELETE", "/projects/COPY")
    assert mock.table("articles").ids() == ["SALES.a1"]
    assert mock.table("recipes").ids() == ["r1"]
    assert mock.blobs.keys("projects/COPY/") == []
    mock.request("DELETE", "/projects/SALES")
    assert len(mock.table("notebooks")) == 0


DOCUMENT = "project_config/params.json"
BROKEN = {
    "no zip": b"nothing of the kind",
    "no project": archive({"plugin.json": "{}"}),
    "no JSON": archive({DOCUMENT: "{"}),
    "no object": archive({DOCUMENT: "[]"}),
    "no key": archive({DOCUMENT: "{}"}),
    "a key that is none": archive({DOCUMENT: '{"projectKey": "../A"}'}),
    "metadata of a wrong kind": archive({DOCUMENT: '{"projectKey": "A", "metadata": {"tags": 3}}'}),
    "settings of a wrong kind": archive({DOCUMENT: '{"projectKey": "A", "settings": []}'}),
    "a type of a wrong kind": archive({DOCUMENT: '{"projectKey": "A", "projectAppType": 1}'}),
    "tables of a wrong kind": archive(
        {DOCUMENT: '{"projectKey": "A"}', "project_config/tables/t.json": "[]"}
    ),
    "too deep": archive({DOCUMENT: "[" * 100_000}),
    "outside": archive({DOCUMENT: '{"projectKey": "A"}', "../evil": "x"}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_an_archive_that_is_broken_is_told_inside_the_answer(mock: DSSMock, kind: str) -> None:
    answer = import_as(mock, BROKEN[kind])
    assert answer["success"] is False
    assert answer["messages"]["error"] is True
    assert mock.table("projects").ids() == ["SALES"]


def test_an_archive_brings_only_what_is_its_own(mock: DSSMock) -> None:
    data = archive(
        {
            DOCUMENT: json.dumps({"projectKey": "A"}),
            "project_config/tables/users.json": json.dumps({"admin": {"login": "admin"}}),
            "project_config/tables/things.json": json.dumps(
                {"A.one": {}, "two": {"projectKey": "A"}, "three": {"projectKey": "SALES"}}
            ),
        }
    )
    assert import_as(mock, data)["success"] is True
    assert mock.table("users").get("admin")["groups"] == ["administrators"]
    assert mock.table("things").ids() == ["A.one", "two"]
    assert mock.request("GET", "/projects/A").json()["ownerLogin"] == "admin"


def test_an_import_that_does_not_exist(mock: DSSMock) -> None:
    assert mock.request("POST", "/projects/import/nope/process", json={"_": "_"}).status == 404
    assert mock.request("POST", "/projects/import/upload", files={"other": b"x"}).status == 400


def test_a_bundle_with_a_wrong_policy(mock: DSSMock) -> None:
    data = mock.request("POST", "/projects/SALES/export", json={}).body
    mock.request("DELETE", "/projects/SALES")
    query = {"permissionsPropagationPolicy": "SOME"}
    files = {"file": ("b.zip", data)}
    assert mock.request("POST", "/projectsFromBundle/", files=files, query=query).status == 400
    assert ask(mock, "POST", "/projectsFromBundle/", files=files).status == 403
    query = {"permissionsPropagationPolicy": "ALL"}
    assert mock.request("POST", "/projectsFromBundle/", files=files, query=query).status == 200


def test_folders_with_names_that_cannot_be(mock: DSSMock) -> None:
    for name in ("", "  ", "a/b"):
        answer = mock.request("POST", "/project-folders/ROOT/children", query={"name": name})
        assert answer.status == 400
    folder = mock.request("POST", "/project-folders/ROOT/children", query={"name": "F"}).json()
    path = f"/project-folders/{folder['id']}/settings"
    assert mock.request("PUT", path, json={"permissions": []}).status == 400
    assert mock.request("PUT", path, json={"name": "F", "owner": "nobody"}).status == 400


def test_the_root_folder_stays(mock: DSSMock) -> None:
    assert mock.request("DELETE", "/project-folders/ROOT").status == 400
    path = "/project-folders/ROOT/settings"
    settings = {"permissions": [{"group": "readers", "read": True}]}
    assert mock.request("PUT", path, json=settings).status == 200
    assert mock.request("GET", path).json()["permissions"] == settings["permissions"]


def test_rights_on_a_folder_hold_below_it(mock: DSSMock) -> None:
    outer = mock.request("POST", "/project-folders/ROOT/children", query={"name": "O"}).json()
    inner = mock.request("POST", f"/project-folders/{outer['id']}/children", query={"name": "I"})
    path = f"/project-folders/{inner.json()['id']}"
    assert ask(mock, "GET", path).status == 403
    line = {"group": "readers", "writeContents": True}
    settings = {"name": "O", "owner": "admin", "permissions": [line]}
    mock.request("PUT", f"/project-folders/{outer['id']}/settings", json=settings)
    assert ask(mock, "GET", path).status == 200
    made = ask(mock, "POST", f"{path}/children", query={"name": "Hers"}).json()
    assert ask(mock, "GET", f"/project-folders/{made['id']}/settings").json()["owner"] == "carol"
    assert ask(mock, "DELETE", path).status == 403
    assert ask(mock, "DELETE", f"/project-folders/{made['id']}").status == 200


def test_a_folder_is_seen_for_what_is_in_it(mock: DSSMock) -> None:
    outer = mock.request("POST", "/project-folders/ROOT/children", query={"name": "O"}).json()
    inner = mock.request("POST", f"/project-folders/{outer['id']}/children", query={"name": "I"})
    path = "/project-folders/ROOT/projects/SALES/move"
    assert mock.request("POST", path, query={"destination": inner.json()["id"]}).status == 200
    let_carol(mock, "readProjectContent")
    assert ask(mock, "GET", "/project-folders/ROOT").json()["childrenIds"] == [outer["id"]]
    seen = ask(mock, "GET", f"/project-folders/{inner.json()['id']}").json()
    assert seen["projectKeys"] == ["SALES"]
    moved = ask(mock, "POST", f"/project-folders/{inner.json()['id']}/projects/SALES/move",
                query={"destination": "ROOT"})  # fmt: skip
    assert moved.status == 403
    path = f"/project-folders/{inner.json()['id']}/default-for-project-creation"
    assert ask(mock, "GET", path).status == 403


def test_the_manifest_of_what_is_no_template(mock: DSSMock) -> None:
    path = "/projects/SALES/app-manifest"
    assert mock.request("GET", path).status == 400
    assert mock.request("PUT", path, json={"label": "x"}).status == 400


def test_an_instance_that_was_overtaken_fails_as_a_task() -> None:
    mock = DSSMock(seed="demo", strict=True)
    mock.futures.default_ms = 1000
    body = {"targetProjectKey": "NEXT", "targetProjectName": "Next"}
    state = mock.request("POST", "/apps/PROJECT_SURVEY/instances", json=body).json()
    mock.request("POST", "/projects/", json={**SALES, "projectKey": "NEXT"})
    mock.clock.advance(2)
    assert mock.request("GET", f"/futures/{state['jobId']}").status == 400


def test_a_discussion_is_changed_with_its_replies(mock: DSSMock) -> None:
    path = "/projects/SALES/discussions/PROJECT/SALES/"
    made = mock.request("POST", path, json={"topic": "T", "reply": "R"}).json()
    assert mock.request("PUT", path + made["id"], json={"topic": "U"}).status == 400
    made["replies"][0]["text"] = "S"
    changed = mock.request("PUT", path + made["id"], json={**made, "id": "other"}).json()
    assert changed["id"] == made["id"]
    assert changed["replies"][0]["editedOn"] > 0
    mock.request("PUT", path + made["id"], json={**changed, "replies": []})
    assert mock.request("GET", path + made["id"]).json()["numReplies"] == 0


def test_discussions_on_a_project_that_is_another(mock: DSSMock) -> None:
    assert mock.request("GET", "/projects/SALES/discussions/PROJECT/OTHER/").status == 404
    assert mock.request("GET", "/projects/SALES/discussions/DATASET/d/none").status == 404


def test_the_demo_has_projects_people_can_use() -> None:
    mock = DSSMock(seed="demo", strict=True)
    keys = [each["projectKey"] for each in mock.request("GET", "/projects/").json()]
    assert keys == ["PENGUINS", "SALES", "SURVEY", "SURVEY_2026"]
    listed = mock.request("GET", "/projects/", key="carol-key").json()
    assert [each["projectKey"] for each in listed] == ["PENGUINS", "SALES"]
    path = "/projects/PENGUINS/discussions/PROJECT/PENGUINS/"
    [discussion] = mock.request("GET", path, key="carol-key").json()
    assert (discussion["topic"], discussion["numReplies"]) == ("Source of the data", 2)
