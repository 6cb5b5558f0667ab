# Derived by `tox -e generate` from src/dataikuapi/aio/dss/projectlibrary.py. Do not edit.
"""The library of a project: code that its recipes and notebooks import."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_name, check_str
from dataikuapi._errors import DataikuException, DSSAPIError, DSSForbidden, DSSUnauthorized
from dataikuapi._paths import inner_path
from dataikuapi._uploads import uploading
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._uploads import Upload
    from dataikuapi.dssclient import DSSClient


class DSSLibrary:
    """The library of a project. Get it from :meth:`DSSProject.get_library`.

    It knows the tree as it was when it was read, and the changes made through it.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        root: the folder that holds all others.
    """

    def __init__(
        self, client: DSSClient, project_key: str, contents: Sequence[Mapping[str, Any]]
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.root: DSSLibraryFolder = DSSLibraryFolder(client, project_key, "/", None, set())
        self._fill(self.root, contents)

    def _fill(self, folder: DSSLibraryFolder, contents: Sequence[Mapping[str, Any]]) -> None:
        for each in contents:
            below = each.get("children")
            child = _put(folder, each["name"], is_folder=below is not None)
            if isinstance(child, DSSLibraryFolder):
                self._fill(child, below or [])

    def list(self, folder_path: str = "/") -> list[DSSLibraryItem]:
        """Lists what is in a folder; nothing is asked of DSS.

        Args:
            folder_path: path of the folder.

        Returns:
            Files and folders, in the order of their names.

        Raises:
            DataikuException: there is no such folder.
        """
        folder = self.get_folder(folder_path)
        if folder is None:
            raise DataikuException(f"The library has no folder {folder_path}")
        return folder.list()

    def get_file(self, path: str) -> DSSLibraryFile | None:
        """Finds a file; nothing is asked of DSS.

        Args:
            path: its path.

        Returns:
            The file, or None.

        Raises:
            DataikuException: it is a folder.
        """
        return self.root.get_file(path)

    def get_folder(self, path: str) -> DSSLibraryFolder | None:
        """Finds a folder; nothing is asked of DSS.

        Args:
            path: its path.

        Returns:
            The folder, or None.

        Raises:
            DataikuException: it is a file.
        """
        return self.root.get_folder(path)

    def add_file(self, file_name: str) -> DSSLibraryFile:
        """Creates an empty file.

        Operations: `project_library_get_file`, `project_library_put_file`.

        Args:
            file_name: its name, or its path from the top.

        Returns:
            The file.

        Raises:
            DataikuException: it is there already.
        """
        return self.root.add_file(file_name)

    def add_folder(self, folder_name: str) -> DSSLibraryFolder:
        """Creates a folder.

        Operation: `project_library_create_folder`.

        Args:
            folder_name: its name, or its path from the top.

        Returns:
            The folder.
        """
        return self.root.add_folder(folder_name)


class DSSLibraryItem:
    """A file or folder of a library.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        name: its name.
        parent: the folder that it is in; None for the root, and once it is deleted.
        children: what is in it; None for a file.
    """

    def __init__(
        self,
        client: DSSClient,
        project_key: str,
        name: str,
        parent: DSSLibraryFolder | None,
        children: set[DSSLibraryItem] | None,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.name = name
        self.parent = parent
        self.children = children

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.path}>"

    @property
    def path(self) -> str:
        """Its path from the root, with a slash before it."""
        if self.parent is None:
            return self.name
        return f"{self.parent.path.rstrip('/')}/{self.name}"

    def is_root(self) -> bool:
        """Tells whether it is the folder that holds all others.

        Returns:
            Whether it is.
        """
        return self.parent is None and self.name == "/"

    def _place(self, doing: str) -> DSSLibraryFolder:
        """The folder that it is in."""
        if self.is_root():
            raise DataikuException(f"Cannot {doing} root folder")
        if self.parent is None:
            raise DataikuException(f"Cannot {doing} {self.name}: it was deleted")
        return self.parent

    def delete(self) -> None:
        """Deletes it; a folder goes with all in it.

        Operation: `project_library_delete_item`.

        Raises:
            DataikuException: it is the root.
        """
        folder = self._place("delete")
        request = api.project_library.project_library_delete_item.build_request(
            self.project_key, inner_path("path", self.path)
        )
        self.client.rest.empty(request)
        _below(folder).discard(self)
        self.parent = None

    def rename(self, new_name: str) -> None:
        """Gives it another name in its folder.

        Operation: `project_library_rename_item`.

        Args:
            new_name: the name.

        Raises:
            DataikuException: it is the root.
        """
        self._place("rename")
        body = {"oldPath": self.path, "newName": check_name("new_name", new_name)}
        request = api.project_library.project_library_rename_item.build_request(
            self.project_key, body=body
        )
        self.client.rest.empty(request)
        self.name: str = new_name

    def move_to(self, destination_folder: DSSLibraryFolder) -> None:
        """Moves it into another folder.

        Operation: `project_library_move_item`.

        Args:
            destination_folder: the folder.

        Raises:
            DataikuException: it is the root, or the other is no folder.
        """
        folder = self._place("move")
        if not isinstance(cast("object", destination_folder), DSSLibraryFolder):
            raise DataikuException("Destination should be a folder")
        body = {"oldPath": self.path, "newPath": destination_folder.path}
        request = api.project_library.project_library_move_item.build_request(
            self.project_key, body=body
        )
        self.client.rest.empty(request)
        _below(folder).discard(self)
        _below(destination_folder).add(self)
        self.parent = destination_folder


class DSSLibraryFolder(DSSLibraryItem):
    """A folder of a library. Get it from :meth:`DSSLibrary.get_folder`."""

    def get_child(self, name: str) -> DSSLibraryItem | None:
        """Finds something in this folder; nothing is asked of DSS.

        Args:
            name: its name.

        Returns:
            The file or folder, or None.
        """
        return next((child for child in _below(self) if child.name == name), None)

    def list(self) -> list[DSSLibraryItem]:
        """Lists what is in this folder; nothing is asked of DSS.

        Returns:
            Files and folders, in the order of their names.
        """
        return sorted(_below(self), key=lambda child: child.name)

    def get_file(self, path: str) -> DSSLibraryFile | None:
        """Finds a file; nothing is asked of DSS.

        Args:
            path: its path from this folder.

        Returns:
            The file, or None.

        Raises:
            DataikuException: it is a folder.
        """
        item = self._find(path)
        if isinstance(item, DSSLibraryFolder):
            raise DataikuException(f"The item {path} is a folder, not a file")
        return cast("DSSLibraryFile | None", item)

    def get_folder(self, path: str) -> DSSLibraryFolder | None:
        """Finds a folder; nothing is asked of DSS.

        Args:
            path: its path from this folder; `/` is this folder itself.

        Returns:
            The folder, or None.

        Raises:
            DataikuException: it is a file.
        """
        item = self._find(path)
        if item is not None and not isinstance(item, DSSLibraryFolder):
            raise DataikuException(f"The item {path} is a file, not a folder")
        return item

    def _find(self, path: str) -> DSSLibraryItem | None:
        if not path:
            return None
        item = cast("DSSLibraryItem | None", self)
        for part in path.split("/"):
            if part in {"", "."}:
                continue
            if item is None:
                return None
            if part != "..":
                item = next((each for each in item.children or () if each.name == part), None)
            elif item.parent is None:
                raise DataikuException(f"Path {path} is not valid")
            else:
                item = item.parent
        return item

    def add_file(self, file_name: str) -> DSSLibraryFile:
        """Creates an empty file in this folder.

        Operations: `project_library_get_file`, `project_library_put_file`.

        Args:
            file_name: its name, or its path from this folder.

        Returns:
            The file.

        Raises:
            DataikuException: it is there already.
        """
        inner, path = self._new_path("file_name", file_name)
        if self._is_there(path):
            raise DataikuException(f"File {inner} already exists")
        request = api.project_library.project_library_put_file.build_request(
            self.project_key, path, body=b""
        )
        self.client.rest.empty(request)
        return cast("DSSLibraryFile", _put(self, inner, is_folder=False))

    def _is_there(self, path: str) -> bool:
        request = api.project_library.project_library_get_file.build_request(self.project_key, path)
        try:
            self.client.rest.json(request)
        except (DSSForbidden, DSSUnauthorized):
            raise
        except DSSAPIError:
            # How DSS says that there is no such file differs between its versions.
            return False
        return True

    def add_folder(self, folder_name: str) -> DSSLibraryFolder:
        """Creates a folder in this folder.

        Operation: `project_library_create_folder`.

        Args:
            folder_name: its name, or its path from this folder.

        Returns:
            The folder.
        """
        inner, path = self._new_path("folder_name", folder_name)
        request = api.project_library.project_library_create_folder.build_request(
            self.project_key, path
        )
        self.client.rest.empty(request)
        return cast("DSSLibraryFolder", _put(self, inner, is_folder=True))

    def _new_path(self, argument: str, name: str) -> tuple[str, str]:
        """Path of something new, from this folder and from the root."""
        inner = inner_path(argument, check_str(argument, name).strip())
        if any(part in {".", ".."} for part in inner.split("/")):
            raise ValueError(f"{argument} must not hold '.' or '..': {name!r}")
        return inner, inner_path(argument, f"{self.path}/{inner}")


class DSSLibraryFile(DSSLibraryItem):
    """A file of a library. Get it from :meth:`DSSLibrary.get_file`."""

    def __init__(
        self,
        client: DSSClient,
        project_key: str,
        name: str,
        parent: DSSLibraryFolder | None,
    ) -> None:
        super().__init__(client, project_key, name, parent, None)

    @overload
    def read(self, as_type: Literal["str"] = "str") -> str: ...
    @overload
    def read(self, as_type: Literal["bytes"]) -> bytes: ...
    def read(self, as_type: str = "str") -> str | bytes:
        """Reads the file.

        Operation: `project_library_get_file`.

        Args:
            as_type: `str` for text, `bytes` for bytes.

        Returns:
            The content.

        Raises:
            ValueError: `as_type` is neither; nothing was asked.
        """
        if as_type not in {"str", "bytes"}:
            raise ValueError(f"as_type must be 'str' or 'bytes', not {as_type!r}")
        in_bytes = as_type == "bytes"
        request = api.project_library.project_library_get_file.build_request(
            self.project_key,
            inner_path("path", self.path),
            data_encoding="base64" if in_bytes else None,
        )
        data: str = cast("Any", self.client.rest.json(request)).get("data") or ""
        return base64.b64decode(data) if in_bytes else data

    def write(self, data: str | Upload | io.IOBase) -> None:
        """Replaces the content of the file.

        Operation: `project_library_put_file`.

        Args:
            data: text, which is sent as UTF-8, bytes, an open file, which is sent as it is read,
                the path of one (`pathlib.Path`), or an iterable of bytes.
        """
        put = api.project_library.project_library_put_file.build_request
        path = inner_path("path", self.path)
        with uploading("data", data, text=True) as content:
            self.client.rest.empty(put(self.project_key, path, body=content))


def _below(folder: DSSLibraryFolder) -> set[DSSLibraryItem]:
    """What is in a folder."""
    return cast("set[DSSLibraryItem]", folder.children)


def _put(folder: DSSLibraryFolder, path: str, *, is_folder: bool) -> DSSLibraryItem:
    """Puts a file or folder into the tree; folders on the way to it are made."""
    name, _, rest = path.partition("/")
    item = folder.get_child(name)
    if item is None:
        if rest or is_folder:
            item = DSSLibraryFolder(folder.client, folder.project_key, name, folder, set())
        else:
            item = DSSLibraryFile(folder.client, folder.project_key, name, folder)
        _below(folder).add(item)
    if not rest:
        return item
    return _put(cast("DSSLibraryFolder", item), rest, is_folder=is_folder)
