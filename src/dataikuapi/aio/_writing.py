"""Files put into a dataset so that its readers see all of them or none.

The dataset is first tied to the files that it has, then the new file is sent under a name that it
does not know, and at last one change of the settings exchanges the list of files, the format and
the schema.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from dataikuapi._compat import AsyncShield
from dataikuapi._errors import DataikuException, DSSDataError
from dataikuapi._members import dict_in, sub_dict
from dataikuapi._targets import UPLOADS, Partition, explicit, selected, selects
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss._dataset.data import AsyncDatasetData

Change = Callable[[dict[str, Any]], None]


class AsyncUploads:
    """The files of a dataset of uploaded files; a single one cannot be deleted."""

    def __init__(self, dataset: AsyncDatasetData) -> None:
        self._dataset = dataset

    async def names(self) -> list[str]:
        """The files that are there."""
        return [str(each.get("path")) for each in await self._dataset.uploaded_list_files()]

    def new_name(self, taken: list[str], partition: Partition | None, suffix: str) -> str:
        """A name for a new file: the first that the dataset does not use.

        A file of an earlier write that is not used any more is replaced, so that they do not pile
        up.

        Args:
            taken: the files that the dataset uses.
            partition: None; such datasets are not written by partition.
            suffix: what the name ends in.

        Raises:
            ValueError: a partition was given.
        """
        if partition is not None:
            raise ValueError("datasets of uploaded files cannot be written by partition")
        number = 0
        while f"rows-{number}{suffix}" in {name.strip("/") for name in taken}:
            number += 1
        return f"rows-{number}{suffix}"

    async def put(self, name: str, content: Any) -> None:
        """Sends a file.

        Args:
            name: its name.
            content: the file: opened, or an iterator of bytes.
        """
        await self._dataset.uploaded_add_file(content, name)

    async def remove(self, names: list[str]) -> None:
        """Does nothing: DSS has no call for it, and nobody reads them.

        Args:
            names: names of the files.
        """


class AsyncFolderFiles:
    """The files of a dataset on a managed folder."""

    def __init__(self, dataset: AsyncDatasetData, reference: str) -> None:
        owner, dot, name = reference.partition(".")
        key = owner if dot else dataset.project_key
        project = dataset.client.get_project(key)
        self._folder = project.get_managed_folder(name if dot else reference)

    async def names(self) -> list[str]:
        """The files that are there."""
        found = await self._folder.list_contents()
        return [str(each.get("path")) for each in found.get("items") or []]

    def new_name(self, taken: list[str], partition: Partition | None, suffix: str) -> str:
        """A name for a new file that nobody else uses.

        Args:
            taken: the files that the dataset uses.
            partition: the partition that it is for; None for a dataset without.
            suffix: what the name ends in.
        """
        folder = "" if partition is None else f"/{partition.folder}"
        return f"{folder}/rows-{secrets.token_hex(8)}{suffix}"

    async def put(self, name: str, content: Any) -> None:
        """Sends a file.

        Args:
            name: its name.
            content: the file: opened, or an iterator of bytes.
        """
        await self._folder.put_file(name, content)

    async def remove(self, names: list[str]) -> None:
        """Deletes files.

        Args:
            names: names of the files.
        """
        for name in names:
            await self._folder.delete_file(name)


AnyFiles = AsyncUploads | AsyncFolderFiles


@frozen
class Plan:
    """What is to be written.

    Attributes:
        append: whether the files that are there stay.
        partition: the partition that is written; None for a dataset without.
        suffix: what the name of the file ends in.
        change: sets format and schema in the settings.
    """

    append: bool
    partition: Partition | None
    suffix: str
    change: Change


@define
class AsyncSwitch:
    """One write into a dataset."""

    dataset: AsyncDatasetData
    definition: dict[str, Any]
    plan: Plan
    label: str

    async def write(self, content: Any) -> None:
        """Sends the file, and makes the dataset consist of it.

        Args:
            content: the file: opened, or an iterator of bytes.
        """
        files = self._files()
        there = await files.names()
        used = selected(self.definition, there, self.label)
        partition = self.plan.partition
        goes = [] if self.plan.append else used
        if partition is not None:
            goes = [name for name in goes if partition.holds(name)]
        stays = [name for name in used if name not in goes]
        before = copy.deepcopy(dict_in(self.definition, "params").get("filesSelectionRules"))
        name = files.new_name(used, partition, self.plan.suffix)
        if not await self._tie(used):
            await self._write_in_place(files, name, content)
            return
        try:
            await files.put(name, content)
            await self._exchange([*stays, name], name)
        except BaseException:
            with AsyncShield():
                await self._undo(files, name, before)
            raise
        await files.remove(goes)
        await self._untie(files, [*stays, name], before)

    def _files(self) -> AnyFiles:
        if self.definition.get("type") == UPLOADS:
            return AsyncUploads(self.dataset)
        reference = str(dict_in(self.definition, "params").get("folderSmartId") or "")
        if not reference:
            raise ValueError(f"dataset {self.label} names no managed folder")
        return AsyncFolderFiles(self.dataset, reference)

    async def _read(self) -> dict[str, Any]:
        settings = await self.dataset.get_settings()
        return dict(settings.get_raw())

    async def _save(self, change: Change) -> None:
        """Changes the settings as they are now, so that little of what others do is lost."""
        definition = await self._read()
        change(definition)
        request = api.dataset.dataset_update.build_request(
            self.dataset.project_key, self.dataset.dataset_name, body=definition
        )
        await self.dataset.client.rest.empty(request)

    async def _tie(self, used: list[str]) -> bool:
        """Ties the dataset to the files that it has; tells whether DSS keeps to such a list."""
        rules = explicit(used)
        now = dict_in(dict_in(self.definition, "params"), "filesSelectionRules")
        if now.get("mode") == rules["mode"]:
            return True
        await self._save(lambda definition: _set_rules(definition, rules))
        kept = dict_in(dict_in(await self._read(), "params"), "filesSelectionRules")
        if kept.get("mode") == rules["mode"]:
            return True
        if self.definition.get("type") != UPLOADS:
            raise DSSDataError(f"DSS does not keep which files dataset {self.label} consists of")
        return False

    async def _exchange(self, names: list[str], new: str) -> None:
        """The switch: files, format and schema in one change."""
        rules = explicit(names)

        def change(definition: dict[str, Any]) -> None:
            self.plan.change(definition)
            _set_rules(definition, rules)

        try:
            await self._save(change)
        except DataikuException:
            # The answer may have been lost after DSS had saved.
            if not selects(await self._read(), new):
                raise

    async def _undo(self, files: AnyFiles, name: str, before: Any) -> None:
        """After a failure: takes the new file away, unless the dataset has it already."""
        try:
            if selects(await self._read(), name):
                return
            await files.remove([name])
            if name.strip("/") not in {each.strip("/") for each in await files.names()}:
                await self._save(lambda definition: _set_rules(definition, before))
        except DataikuException:
            # The first error is the one to be told; the dataset is tied to its old files.
            return

    async def _untie(self, files: AnyFiles, names: list[str], before: Any) -> None:
        """Gives the dataset its rule back, where it chooses just these files, too."""
        if dict_in({"rules": before}, "rules").get("mode") == explicit([])["mode"]:
            return
        there = {each.strip("/") for each in await files.names()}
        if there == {each.strip("/") for each in names}:
            await self._save(lambda definition: _set_rules(definition, before))

    async def _write_in_place(self, files: AnyFiles, name: str, content: Any) -> None:
        """The way for a DSS that has no list of files for this dataset: readers may see a gap."""
        if not self.plan.append:
            await self.dataset.clear()
        try:
            await files.put(name, content)
            await self._save(self.plan.change)
        except BaseException:
            if not self.plan.append:
                with AsyncShield():
                    await self.dataset.clear()
            raise


def _set_rules(definition: dict[str, Any], rules: Any) -> None:
    params = sub_dict(definition, "params")
    if rules is None:
        params.pop("filesSelectionRules", None)
    else:
        params["filesSelectionRules"] = rules
