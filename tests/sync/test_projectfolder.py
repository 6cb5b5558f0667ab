# Derived by `tox -e generate` from tests/aio/test_projectfolder.py. Do not edit.
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.projectfolder import DSSProjectFolder
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_group, add_person


@pytest.fixture
def root(client: DSSClient) -> DSSProjectFolder:
    return client.get_root_project_folder()


def again(folder: DSSProjectFolder) -> DSSProjectFolder:
    """The folder as it is now."""
    return folder.client.get_project_folder(folder.id)


def test_the_root(root: DSSProjectFolder) -> None:
    assert root.id == "ROOT"
    assert root.name is None
    assert root.get_name() is None
    assert root.get_parent() is None
    assert root.get_path() == "/"
    assert root.list_child_folders() == []
    assert root.list_project_keys() == []
    assert "ROOT" in repr(root)


def test_folders_in_folders(root: DSSProjectFolder) -> None:
    finance = root.create_sub_folder("Finance")
    year = finance.create_sub_folder("2026 é")
    assert (finance.name, year.get_name()) == ("Finance", "2026 é")
    parent = year.get_parent()
    assert parent is not None
    assert parent.id == finance.id
    assert year.get_path() == "/Finance/2026 é"
    [child] = (again(root)).list_child_folders()
    assert child.id == finance.id


def test_get_path_ends_when_a_server_answers_a_circle(
    root: DSSProjectFolder, mock: DSSMock
) -> None:
    finance = root.create_sub_folder("Finance")
    circle = {"id": "itself", "name": "Itself", "parentId": "itself"}
    mock.faults.add("project_folder_get", status=200, body=circle, times=None)
    assert finance.get_path() == "/Finance"


def test_the_former_name_of_the_identifier(root: DSSProjectFolder) -> None:
    with pytest.warns(DeprecationWarning, match="use id"):
        assert root.project_folder_id == "ROOT"


def test_create_project_in_a_folder(
    client: DSSClient, root: DSSProjectFolder, mock: DSSMock
) -> None:
    folder = root.create_sub_folder("Finance")
    settings: dict[str, Any] = {"extra": {"a": 1}}
    project = folder.create_project("SALES", "Sales", "admin", "Sold", settings)
    assert mock.calls[-1].query == {"projectFolderId": folder.id}
    assert (project.get_settings()).get_raw()["extra"] == {"a": 1}
    now = again(folder)
    assert now.list_project_keys() == ["SALES"]
    [handle] = now.list_projects()
    assert handle.get_metadata() == project.get_metadata()


def test_get_default_folder_for_project_creation(
    root: DSSProjectFolder, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    folder = root.create_sub_folder("Finance")
    assert (folder.get_default_folder_for_project_creation()).id == folder.id
    add_group(mock, "makers", "mayWriteInRootProjectFolder")
    add_person(mock, "bob", "makers")
    settings = folder.get_settings()
    settings.get_permissions().append({"group": "makers", "read": True})
    settings.save()
    theirs = client_as("bob").get_project_folder(folder.id)
    assert (theirs.get_default_folder_for_project_creation()).id == "ROOT"


def test_delete_an_empty_folder(root: DSSProjectFolder) -> None:
    folder = root.create_sub_folder("Finance")
    folder.delete()
    with pytest.raises(DSSNotFound):
        again(folder)


def test_a_folder_with_something_in_it_stays(root: DSSProjectFolder) -> None:
    folder = root.create_sub_folder("Finance")
    child = folder.create_sub_folder("2026")
    with pytest.raises(DSSBadRequest, match="not empty"):
        folder.delete()
    child.delete()
    folder.create_project("SALES", "Sales", "admin")
    with pytest.raises(DSSBadRequest, match="not empty"):
        folder.delete()
    assert (again(folder)).name == "Finance"


def test_move_to(root: DSSProjectFolder) -> None:
    one, two = root.create_sub_folder("One"), root.create_sub_folder("Two")
    two.move_to(one)
    assert (again(two)).get_path() == "/One/Two"
    two.move_to("ROOT")
    assert (again(two)).get_path() == "/Two"


def test_a_folder_does_not_move_into_itself(root: DSSProjectFolder) -> None:
    one = root.create_sub_folder("One")
    two = one.create_sub_folder("Two")
    with pytest.raises(DSSBadRequest, match="itself"):
        one.move_to(two)
    with pytest.raises(DSSBadRequest, match="root"):
        root.move_to(one)


def test_move_project_to(client: DSSClient, root: DSSProjectFolder) -> None:
    one, two = root.create_sub_folder("One"), root.create_sub_folder("Two")
    project = one.create_project("SALES", "Sales", "admin")
    one.move_project_to("SALES", two)
    assert (again(two)).list_project_keys() == ["SALES"]
    two.move_project_to(project, root)
    assert (again(root)).list_project_keys() == ["SALES"]
    with pytest.raises(DSSNotFound, match="SALES"):
        one.move_project_to("SALES", two)


def test_a_wrong_destination_is_refused_before_asking(
    root: DSSProjectFolder, mock: DSSMock
) -> None:
    one = root.create_sub_folder("One")
    asked = len(mock.calls)
    with pytest.raises(TypeError, match="destination"):
        one.move_to(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="destination"):
        one.move_project_to("SALES", "..")
    with pytest.raises(ValueError, match="project_key"):
        one.move_project_to("", root)
    with pytest.raises(ValueError, match="name"):
        one.create_sub_folder("")
    with pytest.raises(ValueError, match="project_folder_id"):
        root.client.get_project_folder("..")
    assert len(mock.calls) == asked


def test_any_other_identifier_arrives_as_it_is(client: DSSClient) -> None:
    with pytest.raises(DSSNotFound, match=r"a/b \?#%é"):
        client.get_project_folder("a/b ?#%é")


def test_settings(root: DSSProjectFolder, mock: DSSMock) -> None:
    add_person(mock, "bob")
    folder = root.create_sub_folder("Finance")
    settings = folder.get_settings()
    assert (settings.id, settings.get_name(), settings.get_owner()) == (
        folder.id,
        "Finance",
        "admin",
    )
    assert settings.get_permissions() == []
    settings.set_name("Money")
    settings.set_owner("bob")
    settings.get_permissions().append({"group": "readers", "read": True})
    settings.get_raw()["later"] = {"kept": True}
    settings.save()
    assert (folder.get_settings()).get_raw() == {
        "name": "Money",
        "owner": "bob",
        "permissions": [{"group": "readers", "read": True}],
        "later": {"kept": True},
    }
    assert (again(folder)).name == "Money"


def test_settings_without_permissions_get_some(root: DSSProjectFolder) -> None:
    settings = (root.create_sub_folder("Finance")).get_settings()
    del settings.get_raw()["permissions"]
    settings.get_permissions().append({"group": "readers", "read": True})
    assert settings.get_raw()["permissions"] == [{"group": "readers", "read": True}]


def test_settings_refuse_empty_names(root: DSSProjectFolder) -> None:
    settings = (root.create_sub_folder("Finance")).get_settings()
    with pytest.raises(ValueError, match="name"):
        settings.set_name("")
    with pytest.raises(ValueError, match="owner"):
        settings.set_owner("")


def test_who_has_no_right_on_a_folder_does_not_see_it(
    root: DSSProjectFolder, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    add_person(mock, "carol", "readers")
    folder = root.create_sub_folder("Finance")
    theirs = client_as("carol")
    assert (theirs.get_root_project_folder()).list_child_folders() == []
    with pytest.raises(DSSForbidden):
        theirs.get_project_folder(folder.id)
    settings = folder.get_settings()
    settings.get_permissions().append({"group": "readers", "read": True})
    settings.save()
    seen = theirs.get_project_folder(folder.id)
    with pytest.raises(DSSForbidden):
        seen.get_settings()
    with pytest.raises(DSSForbidden):
        seen.create_sub_folder("2026")
    with pytest.raises(DSSForbidden):
        seen.delete()
