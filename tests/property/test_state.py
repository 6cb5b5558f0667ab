"""Whatever is created, renamed and deleted in whatever order, the instance says what is there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from dataikuapi import DSSBadRequest, DSSClient, DSSNotFound
from dataikuapi.dss.projectfolder import DSSProjectFolder
from dssmock.core import DSSMock

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)
NAMES = TEXTS.filter(lambda name: name.strip() == name and name not in (".", ".."))
# A slash would make two folders of one in a path.
FOLDER_NAMES = NAMES.filter(lambda name: "/" not in name)
KEYS = st.text(alphabet="ABC_1", min_size=1, max_size=3)


class Instance(RuleBasedStateMachine):
    """Groups, users, projects and folders, beside dicts that say what there should be."""

    groups = Bundle("groups")
    users = Bundle("users")
    projects = Bundle("projects")
    folders = Bundle("folders")

    @initialize(target=folders)
    def start(self) -> DSSProjectFolder:
        self.mock = DSSMock()
        self.client = DSSClient("http://dss.mock", "admin-key", transport=self.mock.transport())
        self.descriptions = {
            item["name"]: item["description"] for item in self.client.list_groups()
        }
        self.display_names = {
            item["login"]: item["displayName"] for item in self.client.list_users()
        }
        self.labels: dict[str, str] = {}
        self.places: dict[str, str] = {}
        root = self.client.get_root_project_folder()
        self.folder_names: dict[str, Any] = {root.id: root.name}
        self.parents: dict[str, str] = {}
        return root

    def teardown(self) -> None:
        if hasattr(self, "client"):
            self.client.close()

    @rule(target=groups, name=NAMES, description=TEXTS)
    def create_group(self, name: str, description: str) -> Any:
        if name in self.descriptions:
            with pytest.raises(DSSBadRequest, match="already exists"):
                self.client.create_group(name, description)
            return multiple()
        self.client.create_group(name, description)
        self.descriptions[name] = description
        return name

    @rule(name=groups, description=TEXTS)
    def describe_group(self, name: str, description: str) -> None:
        group = self.client.get_group(name)
        group.set_definition({**group.get_definition(), "description": description})
        self.descriptions[name] = description

    @rule(name=consumes(groups))
    def delete_group(self, name: str) -> None:
        group = self.client.get_group(name)
        group.delete()
        del self.descriptions[name]
        with pytest.raises(DSSNotFound):
            group.get_definition()

    @rule(target=users, login=NAMES, display_name=TEXTS)
    def create_user(self, login: str, display_name: str) -> Any:
        if login in self.display_names:
            with pytest.raises(DSSBadRequest, match="already exists"):
                self.client.create_user(login, "secret", display_name)
            return multiple()
        self.client.create_user(login, "secret", display_name)
        self.display_names[login] = display_name
        return login

    @rule(login=users, display_name=TEXTS)
    def rename_user(self, login: str, display_name: str) -> None:
        user = self.client.get_user(login).get_settings()
        user.get_raw()["displayName"] = display_name
        user.save()
        self.display_names[login] = display_name

    @rule(login=consumes(users))
    def delete_user(self, login: str) -> None:
        self.client.get_user(login).delete()
        del self.display_names[login]

    @rule(target=projects, key=KEYS, label=TEXTS, folder=folders)
    def create_project(self, key: str, label: str, folder: DSSProjectFolder) -> Any:
        if key in self.labels:
            with pytest.raises(DSSBadRequest, match="already used"):
                self.client.create_project(key, label, "admin")
            return multiple()
        folder.create_project(key, label, "admin")
        self.labels[key], self.places[key] = label, folder.id
        return key

    @rule(key=projects, label=TEXTS)
    def rename_project(self, key: str, label: str) -> None:
        project = self.client.get_project(key)
        project.set_metadata({**project.get_metadata(), "label": label})
        self.labels[key] = label

    @rule(key=projects, folder=folders)
    def move_project(self, key: str, folder: DSSProjectFolder) -> None:
        self.client.get_project(key).move_to_folder(folder)
        self.places[key] = folder.id

    @rule(key=consumes(projects))
    def delete_project(self, key: str) -> None:
        self.client.get_project(key).delete()
        del self.labels[key], self.places[key]

    @rule(target=folders, parent=folders, name=FOLDER_NAMES)
    def create_folder(self, parent: DSSProjectFolder, name: str) -> DSSProjectFolder:
        folder = parent.create_sub_folder(name)
        self.folder_names[folder.id] = name
        self.parents[folder.id] = parent.id
        return folder

    @rule(folder=folders, name=FOLDER_NAMES)
    def rename_folder(self, folder: DSSProjectFolder, name: str) -> None:
        if folder.id not in self.parents:
            return
        document = folder.get_settings()
        document.set_name(name)
        document.save()
        self.folder_names[folder.id] = name

    @rule(target=folders, folder=consumes(folders))
    def delete_folder(self, folder: DSSProjectFolder) -> Any:
        busy = folder.id in {*self.parents.values(), *self.places.values()}
        if busy or folder.id not in self.parents:
            with pytest.raises(DSSBadRequest):
                folder.delete()
            return folder
        folder.delete()
        del self.folder_names[folder.id], self.parents[folder.id]
        return multiple()

    @invariant()
    def lists_agree(self) -> None:
        groups = self.client.list_groups()
        assert {each["name"]: each["description"] for each in groups} == self.descriptions
        users = self.client.list_users()
        assert {each["login"]: each["displayName"] for each in users} == self.display_names
        projects = self.client.list_projects()
        assert {each["projectKey"]: each["name"] for each in projects} == self.labels

    @invariant()
    def tree_agrees(self) -> None:
        names: dict[str, Any] = {}
        parents: dict[str, str] = {}
        places: dict[str, str] = {}
        todo = [self.client.get_root_project_folder()]
        while todo:
            folder = todo.pop()
            names[folder.id] = folder.name
            places.update(dict.fromkeys(folder.list_project_keys(), folder.id))
            below = folder.list_child_folders()
            parents.update({child.id: folder.id for child in below})
            todo += below
        assert (names, parents, places) == (self.folder_names, self.parents, self.places)


TestInstance = Instance.TestCase
TestInstance.settings = settings(max_examples=25, stateful_step_count=25)
