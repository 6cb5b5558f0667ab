from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.projectfolder import AsyncDSSProjectFolder
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_group, add_person


@pytest.fixture
async def root(client: AsyncDSSClient) -> AsyncDSSProjectFolder:
    return await client.get_root_project_folder()


async def again(folder: AsyncDSSProjectFolder) -> AsyncDSSProjectFolder:
    """The folder as it is now."""
    return await folder.client.get_project_folder(folder.id)


async def test_the_root(root: AsyncDSSProjectFolder) -> None:
    assert root.id == "ROOT"
    assert root.name is None
    assert root.get_name() is None
    assert await root.get_parent() is None
    assert await root.get_path() == "/"
    assert await root.list_child_folders() == []
    assert root.list_project_keys() == []
    assert "ROOT" in repr(root)


async def test_folders_in_folders(root: AsyncDSSProjectFolder) -> None:
    finance = await root.create_sub_folder("Finance")
    year = await finance.create_sub_folder("2026 é")
    assert (finance.name, year.get_name()) == ("Finance", "2026 é")
    parent = await year.get_parent()
    assert parent is not None
    assert parent.id == finance.id
    assert await year.get_path() == "/Finance/2026 é"
    [child] = await (await again(root)).list_child_folders()
    assert child.id == finance.id


async def test_get_path_ends_when_a_server_answers_a_circle(
    root: AsyncDSSProjectFolder, mock: DSSMock
) -> None:
    finance = await root.create_sub_folder("Finance")
    circle = {"id": "itself", "name": "Itself", "parentId": "itself"}
    mock.faults.add("project_folder_get", status=200, body=circle, times=None)
    assert await finance.get_path() == "/Finance"


async def test_the_former_name_of_the_identifier(root: AsyncDSSProjectFolder) -> None:
    with pytest.warns(DeprecationWarning, match="use id"):
        assert root.project_folder_id == "ROOT"


async def test_create_project_in_a_folder(
    client: AsyncDSSClient, root: AsyncDSSProjectFolder, mock: DSSMock
) -> None:
    folder = await root.create_sub_folder("Finance")
    settings: dict[str, Any] = {"extra": {"a": 1}}
    project = await folder.create_project("SALES", "Sales", "admin", "Sold", settings)
    assert mock.calls[-1].query == {"projectFolderId": folder.id}
    assert (await project.get_settings()).get_raw()["extra"] == {"a": 1}
    now = await again(folder)
    assert now.list_project_keys() == ["SALES"]
    [handle] = now.list_projects()
    assert await handle.get_metadata() == await project.get_metadata()


async def test_get_default_folder_for_project_creation(
    root: AsyncDSSProjectFolder, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    folder = await root.create_sub_folder("Finance")
    assert (await folder.get_default_folder_for_project_creation()).id == folder.id
    add_group(mock, "makers", "mayWriteInRootProjectFolder")
    add_person(mock, "bob", "makers")
    settings = await folder.get_settings()
    settings.get_permissions().append({"group": "makers", "read": True})
    await settings.save()
    theirs = await client_as("bob").get_project_folder(folder.id)
    assert (await theirs.get_default_folder_for_project_creation()).id == "ROOT"


async def test_delete_an_empty_folder(root: AsyncDSSProjectFolder) -> None:
    folder = await root.create_sub_folder("Finance")
    await folder.delete()
    with pytest.raises(DSSNotFound):
        await again(folder)


async def test_a_folder_with_something_in_it_stays(root: AsyncDSSProjectFolder) -> None:
    folder = await root.create_sub_folder("Finance")
    child = await folder.create_sub_folder("2026")
    with pytest.raises(DSSBadRequest, match="not empty"):
        await folder.delete()
    await child.delete()
    await folder.create_project("SALES", "Sales", "admin")
    with pytest.raises(DSSBadRequest, match="not empty"):
        await folder.delete()
    assert (await again(folder)).name == "Finance"


async def test_move_to(root: AsyncDSSProjectFolder) -> None:
    one, two = await root.create_sub_folder("One"), await root.create_sub_folder("Two")
    await two.move_to(one)
    assert await (await again(two)).get_path() == "/One/Two"
    await two.move_to("ROOT")
    assert await (await again(two)).get_path() == "/Two"


async def test_a_folder_does_not_move_into_itself(root: AsyncDSSProjectFolder) -> None:
    one = await root.create_sub_folder("One")
    two = await one.create_sub_folder("Two")
    with pytest.raises(DSSBadRequest, match="itself"):
        await one.move_to(two)
    with pytest.raises(DSSBadRequest, match="root"):
        await root.move_to(one)


async def test_move_project_to(client: AsyncDSSClient, root: AsyncDSSProjectFolder) -> None:
    one, two = await root.create_sub_folder("One"), await root.create_sub_folder("Two")
    project = await one.create_project("SALES", "Sales", "admin")
    await one.move_project_to("SALES", two)
    assert (await again(two)).list_project_keys() == ["SALES"]
    await two.move_project_to(project, root)
    assert (await again(root)).list_project_keys() == ["SALES"]
    with pytest.raises(DSSNotFound, match="SALES"):
        await one.move_project_to("SALES", two)


async def test_a_wrong_destination_is_refused_before_asking(
    root: AsyncDSSProjectFolder, mock: DSSMock
) -> None:
    one = await root.create_sub_folder("One")
    asked = len(mock.calls)
    with pytest.raises(TypeError, match="destination"):
        await one.move_to(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="destination"):
        await one.move_project_to("SALES", "..")
    with pytest.raises(ValueError, match="project_key"):
        await one.move_project_to("", root)
    with pytest.raises(ValueError, match="name"):
        await one.create_sub_folder("")
    with pytest.raises(ValueError, match="project_folder_id"):
        await root.client.get_project_folder("..")
    assert len(mock.calls) == asked


async def test_any_other_identifier_arrives_as_it_is(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSNotFound, match=r"a/b \?#%é"):
        await client.get_project_folder("a/b ?#%é")


async def test_settings(root: AsyncDSSProjectFolder, mock: DSSMock) -> None:
    add_person(mock, "bob")
    folder = await root.create_sub_folder("Finance")
    settings = await folder.get_settings()
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
    await settings.save()
    assert (await folder.get_settings()).get_raw() == {
        "name": "Money",
        "owner": "bob",
        "permissions": [{"group": "readers", "read": True}],
        "later": {"kept": True},
    }
    assert (await again(folder)).name == "Money"


async def test_settings_without_permissions_get_some(root: AsyncDSSProjectFolder) -> None:
    settings = await (await root.create_sub_folder("Finance")).get_settings()
    del settings.get_raw()["permissions"]
    settings.get_permissions().append({"group": "readers", "read": True})
    assert settings.get_raw()["permissions"] == [{"group": "readers", "read": True}]


async def test_settings_refuse_empty_names(root: AsyncDSSProjectFolder) -> None:
    settings = await (await root.create_sub_folder("Finance")).get_settings()
    with pytest.raises(ValueError, match="name"):
        settings.set_name("")
    with pytest.raises(ValueError, match="owner"):
        settings.set_owner("")


async def test_who_has_no_right_on_a_folder_does_not_see_it(
    root: AsyncDSSProjectFolder, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    add_person(mock, "carol", "readers")
    folder = await root.create_sub_folder("Finance")
    theirs = client_as("carol")
    assert await (await theirs.get_root_project_folder()).list_child_folders() == []
    with pytest.raises(DSSForbidden):
        await theirs.get_project_folder(folder.id)
    settings = await folder.get_settings()
    settings.get_permissions().append({"group": "readers", "read": True})
    await settings.save()
    seen = await theirs.get_project_folder(folder.id)
    with pytest.raises(DSSForbidden):
        await seen.get_settings()
    with pytest.raises(DSSForbidden):
        await seen.create_sub_folder("2026")
    with pytest.raises(DSSForbidden):
        await seen.delete()
