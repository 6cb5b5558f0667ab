# Derived by `tox -e generate` from src/dataikuapi/aio/dss/projectgit.py. Do not edit.
"""The Git repository of a project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_name, check_str
from dataikuapi.dss._gitlibraries import GitLibraryCalls
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        GitCommandResult,
        GitCommit,
        GitDiff,
        GitLog,
        GitStatus,
        GitTag,
    )
    from dataikuapi_rest.operation import EndpointRequest


class DSSProjectGit(GitLibraryCalls):
    """The Git repository of a project. Get it from :meth:`DSSProject.get_project_git`.

    Commands answer a dict whose `success` says whether they worked: one that did not is no
    error.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
    """

    def __init__(self, client: DSSClient, project_key: str) -> None:
        self.client = client
        self.project_key = project_key

    def get_status(self) -> GitStatus:
        """Reads the current branch, the remotes and what is not committed.

        Operation: `project_git_get_status`.

        Returns:
            A dict with `currentBranch`, `remotes`, `trackingCount`, `clean`,
            `hasUncommittedChanges`, lists of paths such as `modified` and `untracked`, and others.
        """
        request = api.project_git.project_git_get_status.build_request(self.project_key)
        return self.client.rest.json(request)

    def get_remote(self, name: str = "origin") -> str | None:
        """Reads the address of a remote.

        Operation: `project_git_get_remote`.

        Args:
            name: name of the remote.

        Returns:
            The address; None if there is no such remote.
        """
        request = api.project_git.project_git_get_remote.build_request(self.project_key, name)
        return (self.client.rest.json(request)).get("url")

    def set_remote(self, url: str, name: str = "origin") -> None:
        """Sets the address of a remote.

        Operation: `project_git_set_remote`.

        Args:
            url: the address, such as `git@git.example.com:sales.git`.
            name: name of the remote.
        """
        request = api.project_git.project_git_set_remote.build_request(
            self.project_key, name, body={"url": check_str("url", url)}
        )
        self.client.rest.empty(request)

    def remove_remote(self, name: str = "origin") -> None:
        """Removes a remote.

        Operation: `project_git_remove_remote`.

        Args:
            name: name of the remote.
        """
        request = api.project_git.project_git_remove_remote.build_request(self.project_key, name)
        self.client.rest.empty(request)

    def list_branches(self, remote: bool = False) -> list[str]:
        """Lists the branches.

        Operation: `project_git_list_branches`.

        Args:
            remote: whether those of remotes are listed, too.

        Returns:
            The names.
        """
        request = api.project_git.project_git_list_branches.build_request(
            self.project_key, remote=remote
        )
        return self.client.rest.json(request)

    def create_branch(
        self,
        branch_name: str,
        commit: str | None = None,
        duplicate_project: bool = False,
        target_project_key: str | None = None,
        target_project_folder_id: str | None = None,
    ) -> GitCommandResult:
        """Creates a branch and switches to it.

        Operation: `project_git_create_branch`.

        Args:
            branch_name: name of the branch.
            commit: commit to begin from; the current one without it.
            duplicate_project: whether a copy of the project switches to it, and this one stays as
                it is, which DSS recommends.
            target_project_key: key of the copy; DSS makes one of this project's and the branch's
                name without it.
            target_project_folder_id: project folder to put the copy in.

        Returns:
            A dict with `success` and `output`.
        """
        body: dict[str, Any] = {
            "name": check_str("branch_name", branch_name),
            "commit": commit,
            "duplicateProject": duplicate_project,
            "targetProjectKey": target_project_key,
            "targetProjectFolderId": target_project_folder_id,
        }
        request = api.project_git.project_git_create_branch.build_request(
            self.project_key, body=body
        )
        return self.client.rest.json(request)

    def delete_branch(
        self,
        branch_name: str,
        force_delete: bool = False,
        remote: bool = False,
        delete_remotely: bool = False,
    ) -> None:
        """Deletes a branch.

        Operation: `project_git_delete_branch`.

        Args:
            branch_name: name of the branch.
            force_delete: whether it is deleted although commits of it would be lost.
            remote: whether it is a branch of a remote.
            delete_remotely: whether the remote deletes it, too.

        Raises:
            DSSAPIError: commits of it would be lost, and `force_delete` is not given.
        """
        body = {
            "name": check_str("branch_name", branch_name),
            "remote": remote,
            "deleteRemotely": delete_remotely,
            "forceDelete": force_delete,
        }
        request = api.project_git.project_git_delete_branch.build_request(
            self.project_key, body=body
        )
        self.client.rest.empty(request)

    def get_current_branch(self) -> str | None:
        """Reads the name of the branch that the project shows.

        Operation: `project_git_get_current_branch`.

        Returns:
            The name, or None.
        """
        request = api.project_git.project_git_get_current_branch.build_request(self.project_key)
        return (self.client.rest.json(request)).get("name")

    def list_tags(self) -> list[GitTag]:
        """Lists the tags.

        Operation: `project_git_list_tags`.

        Returns:
            The tags, as dicts with `name`, `shortName`, `commit`, `annotations` and `readOnly`.
        """
        request = api.project_git.project_git_list_tags.build_request(self.project_key)
        return self.client.rest.json(request)

    def create_tag(self, name: str, reference: str = "HEAD", message: str = "") -> None:
        """Gives a commit a name.

        Operation: `project_git_create_tag`.

        Args:
            name: the name.
            reference: the commit, or the branch whose last commit is meant.
            message: what to say about it.
        """
        body = {"name": check_str("name", name), "reference": reference, "message": message}
        request = api.project_git.project_git_create_tag.build_request(self.project_key, body=body)
        self.client.rest.empty(request)

    def delete_tag(self, name: str) -> None:
        """Deletes a tag in the repository of the project.

        Operation: `project_git_delete_tag`.

        Args:
            name: name of the tag.
        """
        body = {"name": check_str("name", name)}
        request = api.project_git.project_git_delete_tag.build_request(self.project_key, body=body)
        self.client.rest.empty(request)

    def switch(self, branch_name: str) -> GitCommandResult:
        """Switches the project to another branch.

        Operation: `project_git_switch_branch`.

        Args:
            branch_name: name of the branch.

        Returns:
            A dict with `success`, `messages` and `output`.
        """
        request = api.project_git.project_git_switch_branch.build_request(
            self.project_key, branch_name=check_str("branch_name", branch_name)
        )
        return self.client.rest.json(request)

    def checkout(self, branch_name: str) -> GitCommandResult:
        """The same as :meth:`switch`.

        Operation: `project_git_switch_branch`.

        Args:
            branch_name: name of the branch.

        Returns:
            A dict with `success`, `messages` and `output`.
        """
        return self.switch(branch_name)

    def fetch(self) -> GitCommandResult:
        """Fetches branches and tags of the remote; the project stays as it is.

        Operation: `project_git_fetch`.

        Returns:
            A dict with `success`, `logs` and `output`.
        """
        return self._do(api.project_git.project_git_fetch.build_request(self.project_key))

    def pull(self, branch_name: str | None = None) -> GitCommandResult:
        """Brings commits of the remote into the current branch, under those it has not.

        Operation: `project_git_pull`.

        Args:
            branch_name: name of the branch of the remote; the current one without it.

        Returns:
            A dict with `success`, `logs` and `output`.
        """
        return self._do(
            api.project_git.project_git_pull.build_request(
                self.project_key, branch_name=branch_name
            )
        )

    def push(self, branch_name: str | None = None) -> GitCommandResult:
        """Sends commits to the remote.

        Operation: `project_git_push`.

        Args:
            branch_name: name of the branch; the current one without it.

        Returns:
            A dict with `success`, `logs` and `output`.
        """
        return self._do(
            api.project_git.project_git_push.build_request(
                self.project_key, branch_name=branch_name
            )
        )

    def log(
        self, path: str | None = None, start_commit: str | None = None, count: int = 1000
    ) -> GitLog:
        """Lists commits, newest first; :meth:`iter_log` walks over all of them.

        Operation: `project_git_log`.

        Args:
            path: path of files; only commits that change some of them are listed.
            start_commit: commit to begin with; the last one without it.
            count: how many commits at most.

        Returns:
            A dict with `entries`, and `nextCommit` when there are more: where to begin next.
        """
        request = api.project_git.project_git_log.build_request(
            self.project_key, path=path, start_commit=start_commit, count=count
        )
        return self.client.rest.json(request)

    def iter_log(
        self, path: str | None = None, start_commit: str | None = None, page_size: int = 100
    ) -> Iterator[GitCommit]:
        """Walks over the commits, newest first, asking for more when they are wanted.

        Operation: `project_git_log`.

        Args:
            path: path of files; only commits that change some of them are given.
            start_commit: commit to begin with; the last one without it.
            page_size: how many are asked for at once.

        Yields:
            The commits, as dicts.
        """
        if page_size < 1:
            raise ValueError("page_size must be above 0")
        seen: set[str | None] = set()
        while True:
            page = self.log(path, start_commit, page_size)
            for entry in page.get("entries") or []:
                seen.add(entry.get("commit"))
                yield entry
            start_commit = page.get("nextCommit")
            # A server that names a commit again that was given must not be asked for ever.
            if not start_commit or start_commit in seen:
                return

    def diff(self, commit_from: str | None = None, commit_to: str | None = None) -> GitDiff:
        """Compares commits.

        Operation: `project_git_get_diff`.

        Args:
            commit_from: a commit; without `commit_to` it is compared with the one before it.
            commit_to: another commit. Without both, the project is compared with its last commit.

        Returns:
            A dict with `commitFrom`, `commitTo`, `addedLines`, `removedLines`, `changedFiles` and
            `entries`.
        """
        request = api.project_git.project_git_get_diff.build_request(
            self.project_key, commit_from=commit_from, commit_to=commit_to
        )
        return self.client.rest.json(request)

    def commit(self, message: str) -> None:
        """Commits what is not committed, new files included.

        Operation: `project_git_commit`.

        Args:
            message: what to say about it.
        """
        body = {"message": check_str("message", message)}
        request = api.project_git.project_git_commit.build_request(self.project_key, body=body)
        self.client.rest.empty(request)

    def revert_to_revision(self, commit: str) -> GitCommandResult:
        """Brings the project back to what it was at a commit, by a new commit.

        Operation: `project_git_revert_to_revision`.

        Args:
            commit: identifier of the commit, as :meth:`log` lists it.

        Returns:
            A dict with `success` and perhaps `logs`.
        """
        return self._do(
            api.project_git.project_git_revert_to_revision.build_request(
                self.project_key, commit=check_name("commit", commit)
            )
        )

    def revert_commit(self, commit: str) -> GitCommandResult:
        """Undoes what a commit changed, by a new commit.

        Operation: `project_git_revert_commit`.

        Args:
            commit: identifier of the commit, as :meth:`log` lists it.

        Returns:
            A dict with `success` and perhaps `logs`.
        """
        return self._do(
            api.project_git.project_git_revert_commit.build_request(
                self.project_key, commit=check_name("commit", commit)
            )
        )

    def reset_to_head(self) -> None:
        """Gives up what is not committed.

        Operation: `project_git_reset_to_head`.
        """
        self.client.rest.empty(
            api.project_git.project_git_reset_to_head.build_request(self.project_key)
        )

    def reset_to_upstream(self) -> None:
        """Gives up what the remote has not: the project becomes what its branch there holds.

        Operation: `project_git_reset_to_upstream`.
        """
        self.client.rest.empty(
            api.project_git.project_git_reset_to_upstream.build_request(self.project_key)
        )

    def drop_and_rebuild(self, i_know_what_i_am_doing: bool = False) -> None:
        """Throws the history away, with branches and tags, and begins a new one.

        Operation: `project_git_rebuild`.

        Args:
            i_know_what_i_am_doing: must be True.

        Raises:
            DataikuException: it is not; nothing was sent.
        """
        from dataikuapi._errors import DataikuException

        if not i_know_what_i_am_doing:
            raise DataikuException(
                "Set argument 'i_know_what_i_am_doing' to True to confirm that all of the Git "
                "history is to be lost."
            )
        self.client.rest.empty(
            api.project_git.project_git_rebuild.build_request(
                self.project_key, i_know_what_i_am_doing=True
            )
        )

    def _do(self, request: EndpointRequest[Any]) -> GitCommandResult:
        return cast("GitCommandResult", self.client.rest.json(request))
