# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_gitlibraries.py. Do not edit.
"""Parts of a project's library that come from other Git repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_str
from dataikuapi._paths import inner_path
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import FutureState, GitLibraries
    from dataikuapi_rest.operation import EndpointRequest


class GitLibraryCalls:
    """Methods on parts of a project's library that come from other Git repositories."""

    client: DSSClient
    project_key: str

    def list_libraries(self) -> GitLibraries:
        """Lists the parts of the library that come from other repositories.

        Operation: `project_git_list_libraries`.

        Returns:
            A dict whose `gitReferences` has them by path, and `pythonPath`.
        """
        request = api.project_git.project_git_list_libraries.build_request(self.project_key)
        return self.client.rest.json(request)

    @overload
    def add_library(
        self,
        repository: str,
        local_target_path: str,
        checkout: str,
        path_in_git_repository: str = "",
        add_to_python_path: bool = True,
        login: str | None = None,
        password: str | None = None,
        as_type: Literal["dict"] = "dict",
    ) -> FutureState: ...
    @overload
    def add_library(
        self,
        repository: str,
        local_target_path: str,
        checkout: str,
        path_in_git_repository: str = "",
        add_to_python_path: bool = True,
        login: str | None = None,
        password: str | None = None,
        *,
        as_type: Literal["object"],
    ) -> DSSFuture: ...
    def add_library(
        self,
        repository: str,
        local_target_path: str,
        checkout: str,
        path_in_git_repository: str = "",
        add_to_python_path: bool = True,
        login: str | None = None,
        password: str | None = None,
        as_type: str = "dict",
    ) -> FutureState | DSSFuture:
        """Starts to add a part of another repository to the library.

        Operation: `project_git_add_library`.

        Args:
            repository: address of the repository.
            local_target_path: path in the library to put it at.
            checkout: branch, tag or commit.
            path_in_git_repository: folder of the repository; all of it without.
            add_to_python_path: whether Python code can import from it.
            login: user of the repository, if its address is one of https.
            password: password of that user.
            as_type: `dict` for the state of the task, `object` for its handle.

        Returns:
            The task that fetches the files.

        Raises:
            ValueError: `as_type` is neither; nothing was sent.
        """
        from dataikuapi.dss.future import DSSFuture

        if as_type not in {"dict", "object"}:
            raise ValueError(f"as_type must be 'dict' or 'object', not {as_type!r}")
        body: dict[str, Any] = {
            "repository": check_str("repository", repository),
            "login": login,
            "password": password,
            "pathInGitRepository": path_in_git_repository,
            "localTargetPath": check_str("local_target_path", local_target_path),
            "checkout": check_str("checkout", checkout),
            "addToPythonPath": add_to_python_path,
        }
        state = self.client.rest.json(
            api.project_git.project_git_add_library.build_request(self.project_key, body=body)
        )
        return state if as_type == "dict" else DSSFuture.from_resp(self.client, state)

    def set_library(
        self,
        git_reference_path: str,
        remote: str,
        remotePath: str,
        checkout: str,
        login: str | None = None,
        password: str | None = None,
    ) -> str:
        """Changes where a part of the library comes from; :meth:`reset_library` fetches it.

        Operation: `project_git_set_library`.

        Args:
            git_reference_path: its path in the library.
            remote: address of the repository.
            remotePath: folder of the repository; all of it when empty.
            checkout: branch, tag or commit.
            login: user of the repository, if its address is one of https.
            password: password of that user.

        Returns:
            Its path in the library.
        """
        body: dict[str, Any] = {
            "repository": check_str("remote", remote),
            "login": login,
            "password": password,
            "pathInGitRepository": remotePath,
            "checkout": check_str("checkout", checkout),
        }
        request = api.project_git.project_git_set_library.build_request(
            self.project_key, inner_path("git_reference_path", git_reference_path), body=body
        )
        return self.client.rest.json(request)

    def remove_library(self, git_reference_path: str, delete_directory: bool) -> None:
        """Forgets where a part of the library comes from.

        Operation: `project_git_remove_library`.

        Args:
            git_reference_path: its path in the library.
            delete_directory: whether its files are deleted.
        """
        request = api.project_git.project_git_remove_library.build_request(
            self.project_key,
            inner_path("git_reference_path", git_reference_path),
            delete_directory=delete_directory,
        )
        self.client.rest.empty(request)

    def reset_library(self, git_reference_path: str) -> DSSFuture:
        """Starts to fetch a part of the library again; local changes of it are lost.

        Operation: `project_git_reset_library`.

        Args:
            git_reference_path: its path in the library.

        Returns:
            The task that fetches the files.
        """
        body = {"gitRef": check_str("git_reference_path", git_reference_path)}
        return self._start(
            api.project_git.project_git_reset_library.build_request(self.project_key, body=body)
        )

    def push_library(self, git_reference_path: str, commit_message: str) -> DSSFuture:
        """Starts to send a part of the library to its repository.

        Operation: `project_git_push_library`.

        Args:
            git_reference_path: its path in the library.
            commit_message: what to say about the commit there.

        Returns:
            The task that sends the files.
        """
        body = {
            "gitRef": check_str("git_reference_path", git_reference_path),
            "commitMessage": commit_message,
        }
        return self._start(
            api.project_git.project_git_push_library.build_request(self.project_key, body=body)
        )

    def push_all_libraries(self, commit_message: str) -> DSSFuture:
        """Starts to send all parts of the library to their repositories.

        Operation: `project_git_push_libraries`.

        Args:
            commit_message: what to say about the commits there.

        Returns:
            The task that sends the files.
        """
        body = {"commitMessage": commit_message}
        return self._start(
            api.project_git.project_git_push_libraries.build_request(self.project_key, body=body)
        )

    def reset_all_libraries(self) -> DSSFuture:
        """Starts to fetch all parts of the library again; local changes of them are lost.

        Operation: `project_git_reset_libraries`.

        Returns:
            The task that fetches the files.
        """
        return self._start(
            api.project_git.project_git_reset_libraries.build_request(self.project_key)
        )

    def _start(self, request: EndpointRequest[Any]) -> DSSFuture:
        from dataikuapi.dss.future import DSSFuture

        return DSSFuture.from_resp(self.client, self.client.rest.json(request))
