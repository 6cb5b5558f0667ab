"""What the examples of folders, wikis, dashboards, webapps, libraries and Git need."""

from __future__ import annotations

from typing import Any, Final

from dssmock.core import DSSMock
from dssmock.services import _managed_folder_state as folders
from tests.contract.planting import ask, rename

KEY: Final = "SALES"
PROJECT: Final = f"/projects/{KEY}"
ID: Final = "O2ue6CX3"
OTHER: Final = "4lF6yms1"
UPLOAD: Final = "kJ2dPq0A"
STUDIO: Final = "hT5sQw1z"
LIBRARY: Final = "python/tools.py"
SHARED: Final = {
    "repository": "git@git.example.com:shared.git",
    "checkout": "main",
    "pathInGitRepository": "",
    "localTargetPath": "python/shared",
}
# What an operation makes must not be there yet.
ABSENT: Final[dict[str, tuple[str, str, Any]]] = {
    "project_git_add_library": ("DELETE", "lib-git-refs/python%2Fshared", None),
    "project_git_create_branch": ("POST", "actions/deleteBranch", {"name": "feature"}),
    "project_git_create_tag": ("POST", "actions/deleteTag", {"name": "v1"}),
    "project_git_set_remote": ("DELETE", "remotes/origin", None),
}


def plant(mock: DSSMock) -> None:
    """Add what the examples name."""
    _folders(mock)
    _wiki(mock)
    _pages(mock)
    _code_studio(mock)
    # Last, so that there is nothing to commit.
    _repository(mock)


def arrange(mock: DSSMock, operation: str) -> None:
    """Make the instance ready for the example of an operation."""
    if operation in ABSENT:
        method, path, body = ABSENT[operation]
        ask(mock, method, f"{PROJECT}/git/{path}", body)


def _folders(mock: DSSMock) -> None:
    finance = {"projectKey": "FINANCE", "name": "Finance", "owner": "alice"}
    ask(mock, "POST", "/projects/", finance)
    for key, id in ((KEY, ID), ("FINANCE", OTHER)):
        params = {"connection": "filesystem_folders", "path": folders.PATH}
        folder = {"name": "reports", "projectKey": key, "type": None, "params": params}
        made = ask(mock, "POST", f"/projects/{key}/managedfolders/", folder)
        rename(mock, folders.FOLDERS, made["id"], id, key)
    folders.write(mock, KEY, ID, "/2026/january.csv", b"day,orders\n1,20\n")
    ask(mock, "POST", f"{PROJECT}/managedfolders/{ID}/actions/computeMetrics")
    ask(mock, "GET", "/instance-info")  # the metrics are known by then


def _wiki(mock: DSSMock) -> None:
    for name, id, parent in (("Welcome", OTHER, None), ("Plans", "hT5sQw1z", OTHER)):
        page = {"projectKey": KEY, "name": name, "parent": parent}
        made = ask(mock, "POST", f"{PROJECT}/wiki/", page)["article"]
        for table in ("wiki_articles", "wikis"):
            rename(mock, table, made["id"], id)
    path = f"{PROJECT}/wiki/{OTHER}/upload"
    made = ask(mock, "POST", path, files={"file": ("plan.png", b"\x89PNG")})
    rename(mock, "wiki_articles", made["smartId"], UPLOAD)
    uploads = f"projects/{KEY}/wiki/{OTHER}"
    mock.blobs.put(f"{uploads}/{UPLOAD}", mock.blobs.get(f"{uploads}/{made['smartId']}"))
    mock.blobs.delete(f"{uploads}/{made['smartId']}")


def _pages(mock: DSSMock) -> None:
    made = ask(mock, "POST", f"{PROJECT}/dashboards/", {"name": "Sales at a glance", "pages": []})
    rename(mock, "dashboards", made["id"], ID)
    insight = {"type": "dataset_table", "params": {"datasetSmartName": "orders"}}
    made = ask(mock, "POST", f"{PROJECT}/insights/", {"insightPrototype": insight})
    rename(mock, "insights", made["id"], ID)
    made = ask(mock, "POST", f"{PROJECT}/webapps/", {"name": "What if", "type": "STANDARD"})
    rename(mock, "webapps", made["webAppId"], OTHER)
    with mock.table("webapps").edit(f"{KEY}.{OTHER}") as webapp:
        webapp["params"]["backendEnabled"] = True


def _code_studio(mock: DSSMock) -> None:
    body = {"name": "Explore", "templateId": "vscode"}
    made = ask(mock, "POST", f"{PROJECT}/code-studios/", body)["codeStudio"]
    rename(mock, "code_studios", made["id"], STUDIO)
    ask(mock, "POST", f"{PROJECT}/code-studios/{STUDIO}/restart")
    ask(mock, "GET", "/instance-info")  # it runs by then


def _repository(mock: DSSMock) -> None:
    put = {"content": b"x = 1\n", "headers": {"Content-Type": "application/octet-stream"}}
    steps: tuple[tuple[str, Any], ...] = (
        ("branches/", {"name": "feature", "duplicateProject": False}),
        ("actions/switchBranch?branchName=master", None),
        ("lib-git-refs/", SHARED),
        ("remotes/origin", {"url": "git@git.example.com:sales.git"}),
        ("tags/", {"name": "v1", "reference": "HEAD"}),
        ("actions/commit", {"message": "Tools"}),
        ("actions/push", None),
    )
    for path, body in steps:
        if path == "actions/commit":
            ask(mock, "POST", f"{PROJECT}/libraries/contents/{LIBRARY}", **put)
        ask(mock, "POST", f"{PROJECT}/git/{path}", body)
