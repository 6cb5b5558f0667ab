"""The tree of project folders."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def tree(see: Scene) -> None:
    root = see("root", see.client.get_root_project_folder())
    see("root itself", [root.id, root.name, root.get_name(), root.project_folder_id])
    see("path of the root", root.get_path())
    see("parent of the root", root.get_parent())
    see("children", root.list_child_folders())
    see("keys in the root", root.list_project_keys())
    work = see("field work", _folder(see, "Research", "Field work"))
    see("path", work.get_path())
    see("its parent", work.get_parent().name)
    see("its keys", work.list_project_keys())
    see("its projects", work.list_projects())
    see("by id", see.client.get_project_folder(work.id).name)
    see("place for new projects", work.get_default_folder_for_project_creation())


def change(see: Scene) -> None:
    research = _folder(see, "Research")
    drafts = see("create", research.create_sub_folder("Drafts & ideas"))
    see("path", drafts.get_path())
    see("create a project", drafts.create_project("IDEA", "An idea", "alice", "Just one"))
    with_settings = {"settings": {"projectStatus": "Draft"}}
    see("with settings", drafts.create_project("IDEB", "Other", "bob", None, with_settings))
    see("projects", see.client.get_project_folder(drafts.id).list_project_keys())
    business = _folder(see, "Business")
    see("move a project", drafts.move_project_to("IDEA", business))
    see("move a handle", drafts.move_project_to(see.client.get_project("IDEB"), business))
    see("where they are", see.client.get_project_folder(business.id).list_project_keys())
    see("move", drafts.move_to(business))
    see("moved", see.client.get_project_folder(drafts.id).get_path())
    see("delete", see.client.get_project_folder(drafts.id).delete())
    see.error("read what is gone", see.client.get_project_folder, drafts.id)
    see.error("delete one that is not empty", _folder(see, "Business").delete)
    see.error("delete the root", see.client.get_root_project_folder().delete)


def settings(see: Scene) -> None:
    folder = _folder(see, "Business")
    settings = see("read", folder.get_settings())
    see("members", [settings.get_name(), settings.get_owner(), settings.get_permissions()])
    settings.set_name("Commerce")
    settings.set_owner("alice")
    settings.get_permissions().append({"group": "analysts", "read": True})
    see("raw", settings.get_raw())
    see("save", settings.save())
    see("saved", folder.get_settings())
    see("name", see.client.get_project_folder(folder.id).get_name())
    see.error("may not", see.connect("carol-key").get_project_folder(folder.id).get_settings)


def _folder(see: Scene, *names: str) -> Any:
    folder = see.client.get_root_project_folder()
    for name in names:
        folder = next(each for each in folder.list_child_folders() if each.name == name)
    return folder
