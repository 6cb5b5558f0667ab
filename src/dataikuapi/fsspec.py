"""Managed folders as a file system, for pandas, pyarrow, polars and whatever else knows fsspec.

Needs the extra `fsspec`; with it every program that takes URLs takes
`dss://PROJECT/FOLDER/path`, where `FOLDER` is the identifier of a managed folder or its name:

    frame = pandas.read_csv("dss://SALES/reports/2026/january.csv")

The connection is that of `dataikuapi.api_client()`, or what `storage_options` say: `host`,
`api_key` and other arguments of `DSSClient`, or a ready `client`.
"""

# fsspec comes without types, so what is inherited from it is unknown to a type checker.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUntypedBaseClass=false
# pyright: reportMissingTypeStubs=false, reportIncompatibleMethodOverride=false

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from glob import has_magic
from typing import TYPE_CHECKING, Any, cast

from fsspec import register_implementation

from dataikuapi._dssfile import IN_MEMORY, PROTOCOL
from dataikuapi._dssfile import DSSFile as DSSFile
from dataikuapi._folders import local_path
from dataikuapi._fsbase import AbstractFileSystem, Info, as_os_errors, directory, file_entry

if TYPE_CHECKING:
    from dataikuapi.dss.managedfolder import DSSManagedFolder
    from dataikuapi.dssclient import DSSClient

CHUNK = 1024 * 1024


class DSSFileSystem(AbstractFileSystem):
    """The managed folders of a DSS instance.

    Projects and folders look like directories that are always there; below them directories are
    what the paths of files imply, so that making one does nothing.

    Args:
        host: URL of the instance; without it, that of :func:`dataikuapi.api_client`.
        api_key: key to use there.
        client: a client to use instead.
        client_options: other arguments of :class:`DSSClient`.
        fs_options: options of fsspec itself.
    """

    protocol = PROTOCOL
    root_marker = ""

    def __init__(
        self,
        host: str | None = None,
        api_key: str | None = None,
        client: DSSClient | None = None,
        client_options: dict[str, Any] | None = None,
        **fs_options: Any,
    ) -> None:
        super().__init__(**fs_options)
        self.client: DSSClient = (
            client if client is not None else _connect(host, api_key, client_options)
        )
        self._folders: dict[str, dict[str, str]] = {}

    def _place(self, path: str) -> tuple[str, str, str]:
        """Project, folder and path in the folder; empty where the path is shorter."""
        project, _, rest = str(self._strip_protocol(path)).partition("/")
        folder, _, inner = rest.partition("/")
        return project, folder, inner.strip("/")

    def _folder(self, path: str) -> tuple[DSSManagedFolder, str]:
        """The managed folder of a path, and the path in it.

        Raises:
            FileNotFoundError: there is no such folder, or the path names none.
        """
        project, name, inner = self._place(path)
        if not name:
            raise FileNotFoundError(f"{PROTOCOL}://{path} names no managed folder")
        known = self._folders.get(project, {})
        if name not in known:
            known = self._folders[project] = self._names(project)
        if name not in known:
            raise FileNotFoundError(f"project {project} has no managed folder {name!r}")
        return self.client.get_project(project).get_managed_folder(known[name]), inner

    def _names(self, project: str) -> dict[str, str]:
        """Identifiers of the folders of a project, by themselves and by names that are unique."""
        with as_os_errors(project):
            found: Any = self.client.get_project(project).list_managed_folders()
        names = [each.get("name") for each in found]
        by_name = {each["name"]: each["id"] for each in found if names.count(each.get("name")) == 1}
        return {**by_name, **{each["id"]: each["id"] for each in found}}

    def _listing(self, path: str) -> dict[str, Info]:
        """All files and implied directories of the managed folder of a path, by their path."""
        folder, inner = self._folder(path)
        with as_os_errors(path):
            items: Any = folder.list_contents().get("items") or []
        full = str(self._strip_protocol(path))
        root = full[: len(full) - len(inner)].rstrip("/") if inner else full
        found = {root: directory(root)}
        for item in items:
            name = root + item["path"]
            found[name] = file_entry(name, item)
            parent = name.rpartition("/")[0]
            while parent not in found:
                found[parent] = directory(parent)
                parent = parent.rpartition("/")[0]
        return found

    def ls(
        self,
        path: str,
        detail: bool = True,
        *,
        _listing: dict[str, Info] | None = None,
        **kwargs: Any,
    ) -> list[Any]:
        """Lists a directory: projects at the top, managed folders in them, then their files.

        Args:
            path: the directory; for a file, the file itself is listed.
            detail: whether dicts are given instead of names.
            kwargs: not used.

        Returns:
            The entries, in the order of their names.

        Raises:
            FileNotFoundError: there is nothing of this name.
        """
        path = str(self._strip_protocol(path))
        project, folder, _ = self._place(path)
        if not project:
            entries = [directory(key) for key in self.client.list_project_keys()]
        elif not folder:
            entries = self._folders_of(project)
        else:
            listing = self._listing(path) if _listing is None else _listing
            if path not in listing:
                raise FileNotFoundError(f"{PROTOCOL}://{path}")
            own = listing[path]
            inside = [each for name, each in listing.items() if name.rpartition("/")[0] == path]
            entries = [own] if own["type"] == "file" else inside
        entries = sorted(entries, key=lambda each: each["name"])
        return entries if detail else [each["name"] for each in entries]

    def _folders_of(self, project: str) -> list[Info]:
        with as_os_errors(project):
            found: Any = self.client.get_project(project).list_managed_folders()
        return [{**directory(f"{project}/{each['id']}"), "label": each["name"]} for each in found]

    def info(self, path: str, **kwargs: Any) -> Info:
        """Describes a file or directory.

        Args:
            path: its path.
            kwargs: not used.

        Returns:
            A dict with `name`, `type` and `size`; for files also `mtime`, in seconds.

        Raises:
            FileNotFoundError: there is nothing of this name.
        """
        path = str(self._strip_protocol(path))
        project, folder, inner = self._place(path)
        if inner:
            listing = self._listing(path)
            if path not in listing:
                raise FileNotFoundError(f"{PROTOCOL}://{path}")
            return listing[path]
        if folder:
            self._folder(path)
        elif project and project not in self.client.list_project_keys():
            raise FileNotFoundError(f"{PROTOCOL}://{path}")
        return directory(path)

    def walk(
        self,
        path: str,
        maxdepth: int | None = None,
        topdown: bool = True,
        on_error: Any = "omit",
        **kwargs: Any,
    ) -> Iterator[Any]:
        """Walks over a directory and those in it; a managed folder is listed once, not at each.

        Args:
            path: the directory.
            maxdepth: how deep to go; None for all of it.
            topdown: whether a directory comes before those in it.
            on_error: what becomes of errors: `omit`, `raise`, or a function.
            kwargs: options of :meth:`ls`.

        Yields:
            Path, directories and files of each directory.
        """
        path = str(self._strip_protocol(path))
        if self._place(path)[1] and "_listing" not in kwargs:
            try:
                kwargs["_listing"] = self._listing(path)
            except OSError as error:
                if on_error == "raise":
                    raise
                if callable(on_error):
                    on_error(error)
                return
        yield from super().walk(path, maxdepth, topdown, on_error, **kwargs)

    def created(self, path: str) -> datetime.datetime:
        """When a file was written; DSS knows no other time.

        Args:
            path: path of the file.

        Returns:
            The time, in UTC.
        """
        return self.modified(path)

    def modified(self, path: str) -> datetime.datetime:
        """When a file was written.

        Args:
            path: path of the file.

        Returns:
            The time, in UTC.

        Raises:
            FileNotFoundError: there is no such file.
        """
        info = self.info(path)
        if "mtime" not in info:
            raise IsADirectoryError(f"{PROTOCOL}://{path}")
        return datetime.datetime.fromtimestamp(info["mtime"], tz=datetime.UTC)

    def mkdir(self, path: str, create_parents: bool = True, **kwargs: Any) -> None:
        """Does nothing below a managed folder: directories are there when files are.

        Args:
            path: the directory.
            create_parents: not used.
            kwargs: not used.

        Raises:
            FileNotFoundError: the managed folder does not exist; it is not made.
        """
        self._folder(path)

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """The same as :meth:`mkdir`.

        Args:
            path: the directory.
            exist_ok: not used.
        """
        self._folder(path)

    def rmdir(self, path: str) -> None:
        """Does nothing for a directory without files, which is not there anyhow.

        Args:
            path: the directory.

        Raises:
            OSError: it holds files.
        """
        if self.exists(path) and self.ls(path):
            raise OSError(f"not empty: {PROTOCOL}://{path}")

    def rm_file(self, path: str) -> None:
        """Deletes a file.

        Args:
            path: path of the file.

        Raises:
            FileNotFoundError: there is no such file.
            IsADirectoryError: it is a directory.
        """
        if self.info(path)["type"] == "directory":
            raise IsADirectoryError(f"{PROTOCOL}://{path} is a directory")
        self._delete(path)

    def _delete(self, path: str) -> None:
        """Deletes a file, or all files below a path."""
        folder, inner = self._folder(path)
        with as_os_errors(path):
            folder.delete_file(inner or "/")

    def rm(
        self, path: str | list[str], recursive: bool = False, maxdepth: int | None = None
    ) -> None:
        """Deletes files; a managed folder is emptied, never deleted.

        Args:
            path: path of a file or directory, or several; `*` and the like are expanded.
            recursive: whether directories are deleted with all in them.
            maxdepth: how deep to go; None for all of it.

        Raises:
            FileNotFoundError: there is nothing of this name.
            IsADirectoryError: it is a directory, and `recursive` is not given.
        """
        if recursive and maxdepth is None and isinstance(path, str) and not has_magic(path):
            self.info(path)
            self._delete(path)
            return
        for each in cast("list[str]", self.expand_path(path, recursive, maxdepth)):
            if not recursive or self.isfile(each):
                self.rm_file(each)

    def cp_file(self, path1: str, path2: str, **kwargs: Any) -> None:
        """Copies a file, by way of this machine.

        Args:
            path1: path of the file.
            path2: path of the copy.
            kwargs: not used.

        Raises:
            FileNotFoundError: there is no such file.
        """
        if self.isdir(path1):
            self.mkdir(path2)
            return
        with self._fetched(path1) as content:
            self.send(path2, content)

    @contextmanager
    def _fetched(self, path: str) -> Generator[Any]:
        """A local copy of a file, deleted at the end."""
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as content:
            self.fetch(path, content)
            yield content

    def fetch(self, path: str, into: Any) -> None:
        """Writes a file into a local one and goes back to its start.

        Args:
            path: path of the file.
            into: the local file, opened to write and read bytes.

        Raises:
            FileNotFoundError: there is no such file.
        """
        folder, inner = self._file_of(path)
        with as_os_errors(path), folder.get_file(inner) as stream:
            for chunk in stream.iter_content(CHUNK):
                into.write(chunk)
        into.seek(0)

    def send(self, path: str, content: Any) -> None:
        """Uploads content; the file is there, whole, when DSS has all of it.

        Args:
            path: path of the file.
            content: bytes, or a file opened to read bytes.
        """
        folder, inner = self._file_of(path)
        with as_os_errors(path):
            folder.put_file(inner, content)

    def check_file(self, path: str) -> None:
        """Requires a path below a managed folder that exists.

        Args:
            path: the path.

        Raises:
            FileNotFoundError: there is no such managed folder.
            IsADirectoryError: the path is that of the folder itself.
        """
        self._file_of(path)

    def _file_of(self, path: str) -> tuple[DSSManagedFolder, str]:
        folder, inner = self._folder(path)
        if not inner:
            raise IsADirectoryError(f"{PROTOCOL}://{path} is a directory")
        return folder, inner

    def cat_file(
        self, path: str, start: int | None = None, end: int | None = None, **kwargs: Any
    ) -> bytes:
        """Reads a file.

        Args:
            path: path of the file.
            start: first byte; negative to count from the end.
            end: byte to stop before; negative to count from the end.
            kwargs: not used.

        Returns:
            The bytes.

        Raises:
            FileNotFoundError: there is no such file.
        """
        with self._fetched(path) as content:
            return cast("bytes", content.read())[start:end]

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **kwargs: Any) -> None:
        """Writes a file.

        Args:
            path: path of the file.
            value: the bytes.
            mode: `overwrite`, or `create` to refuse a file that exists.
            kwargs: not used.

        Raises:
            FileExistsError: there is such a file, and `mode` is `create`.
        """
        if mode == "create" and self.exists(path):
            raise FileExistsError(f"{PROTOCOL}://{path}")
        self.send(path, bytes(value))

    def get_file(self, rpath: str, lpath: str, **kwargs: Any) -> None:
        """Writes a file into a local one, which is there when all has arrived.

        Args:
            rpath: path of the file.
            lpath: path of the local file; the directories on the way to it are made.
            kwargs: not used.

        Raises:
            FileNotFoundError: there is no such file.
            DSSDataError: the path climbs, or can't be one of a local file.
        """
        named = self._place(rpath)[2]
        if named:
            # Whoever copies a directory has made the local path of what DSS names.
            local_path(named)
        if self.isdir(rpath):
            os.makedirs(lpath, exist_ok=True)
            return
        folder, inner = self._folder(rpath)
        os.makedirs(os.path.dirname(os.path.abspath(lpath)), exist_ok=True)
        with as_os_errors(rpath):
            folder.download_file(inner, lpath)

    def put_file(self, lpath: str, rpath: str, mode: str = "overwrite", **kwargs: Any) -> None:
        """Uploads a local file.

        Args:
            lpath: path of the local file.
            rpath: path of the file.
            mode: `overwrite`, or `create` to refuse a file that exists.
            kwargs: not used.

        Raises:
            FileExistsError: there is such a file, and `mode` is `create`.
        """
        if os.path.isdir(lpath):
            self.mkdir(rpath)
            return
        if mode == "create" and self.exists(rpath):
            raise FileExistsError(f"{PROTOCOL}://{rpath}")
        with open(lpath, "rb") as file:
            self.send(rpath, file)

    def _open(self, path: str, mode: str = "rb", autocommit: bool = True, **kwargs: Any) -> DSSFile:
        return DSSFile(self, path, mode, autocommit)


def _connect(host: str | None, api_key: str | None, options: dict[str, Any] | None) -> DSSClient:
    """A client on the instance that is named, or on that of the surroundings."""
    from dataikuapi.dssclient import DSSClient, api_client

    if host is None:
        return api_client(**(options or {}))
    return DSSClient(host, api_key=api_key, **(options or {}))


register_implementation(PROTOCOL, DSSFileSystem, clobber=True)
