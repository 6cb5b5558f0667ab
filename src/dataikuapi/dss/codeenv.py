# Derived by `tox -e generate` from src/dataikuapi/aio/dss/codeenv.py. Do not edit.
"""Code environments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.codeenvsettings import (
        DSSAutomationCodeEnvSettings,
        DSSDesignCodeEnvSettings,
    )
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        CodeEnv,
        CodeEnvAnswer,
        CodeEnvLog,
        CodeEnvProjectVersion,
        CodeEnvUsage,
    )
    from dataikuapi_rest.operation import EndpointRequest


class DSSCodeEnv:
    """A code environment of the instance. Get it from :meth:`DSSClient.get_code_env`.

    Attributes:
        client: the client that made this handle.
        env_lang: language of the code environment, `PYTHON` or `R`.
        env_name: name of the code environment.
    """

    def __init__(self, client: DSSClient, env_lang: str, env_name: str) -> None:
        self.client = client
        self.env_lang = env_lang
        self.env_name = env_name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.env_lang} {self.env_name!r}>"

    def _act(
        self, deed: str, request: EndpointRequest[CodeEnvAnswer], wait: bool
    ) -> CodeEnvAnswer | DSSFuture:
        """Sends a request that DSS answers when done, or with a task if told not to wait."""
        answer = answer_or_raise(deed, self.client.rest.json(request))
        if wait:
            return answer
        from dataikuapi.dss.future import DSSFuture

        return DSSFuture.from_resp(self.client, cast("dict[str, Any]", answer))

    @overload
    def delete(self, wait: Literal[True] = True) -> CodeEnvAnswer: ...
    @overload
    def delete(self, wait: Literal[False]) -> DSSFuture: ...
    @overload
    def delete(self, wait: bool = True) -> CodeEnvAnswer | DSSFuture: ...
    def delete(self, wait: bool = True) -> CodeEnvAnswer | DSSFuture:
        """Deletes the code environment.

        Needs the right to manage all code environments.  Operation: `code_env_delete`.

        Args:
            wait: whether DSS answers only when the code environment is gone.

        Returns:
            The messages of the deletion, or a task.

        Raises:
            DataikuException: the deletion failed; the text holds the messages.
            DSSServerError: there is no such code environment.
        """
        request = api.code_env.code_env_delete.build_request(
            self.env_lang, self.env_name, wait=wait
        )
        return self._act("Env deletion", request, wait)

    def get_definition(self) -> CodeEnv:
        """Reads the definition of the code environment; :meth:`get_settings` is handier.

        Operation: `code_env_get`.

        Returns:
            The definition.

        Raises:
            DSSServerError: there is no such code environment.
        """
        request = api.code_env.code_env_get.build_request(self.env_lang, self.env_name)
        return self.client.rest.json(request)

    def set_definition(self, env: CodeEnv | dict[str, Any]) -> CodeEnv:
        """Writes a definition that :meth:`get_definition` gave and the caller changed.

        Operation: `code_env_update`.

        Args:
            env: the whole definition.

        Returns:
            The definition as DSS keeps it now.

        Raises:
            DSSServerError: there is no such code environment.
        """
        request = api.code_env.code_env_update.build_request(self.env_lang, self.env_name, body=env)
        return self.client.rest.json(request)

    def get_version_for_project(self, project_key: str) -> CodeEnvProjectVersion:
        """Finds the version of the code environment that a project uses.

        Operation: `code_env_get_project_version`.

        Args:
            project_key: key of the project.

        Returns:
            `version` and `bundleId`; empty unless the project uses a versioned one.
        """
        request = api.code_env.code_env_get_project_version.build_request(
            self.env_lang, self.env_name, project_key
        )
        return self.client.rest.json(request)

    def get_settings(
        self,
    ) -> DSSDesignCodeEnvSettings | DSSAutomationCodeEnvSettings:
        """Reads the settings of the code environment, to be changed and saved.

        Operation: `code_env_get`.

        Returns:
            The settings; of which kind depends on the node.

        Raises:
            DSSServerError: there is no such code environment.
        """
        from dataikuapi.dss.codeenvsettings import (
            DSSAutomationCodeEnvSettings,
            DSSDesignCodeEnvSettings,
        )

        data = self.get_definition()
        # Some deployment modes exist on both kinds of nodes; only automation nodes have versions.
        if data.get("versions") is not None:
            return DSSAutomationCodeEnvSettings(self, data)
        return DSSDesignCodeEnvSettings(self, data)

    @overload
    def set_jupyter_support(self, active: bool, wait: Literal[True] = True) -> CodeEnvAnswer: ...
    @overload
    def set_jupyter_support(self, active: bool, wait: Literal[False]) -> DSSFuture: ...
    @overload
    def set_jupyter_support(self, active: bool, wait: bool = True) -> CodeEnvAnswer | DSSFuture: ...
    def set_jupyter_support(self, active: bool, wait: bool = True) -> CodeEnvAnswer | DSSFuture:
        """Lets notebooks use the code environment, or no longer.

        Operation: `code_env_set_jupyter`.

        Args:
            active: whether notebooks can use it.
            wait: whether DSS answers only when done.

        Returns:
            The messages, or a task.

        Raises:
            DataikuException: it failed; the text holds the messages.
        """
        request = api.code_env.code_env_set_jupyter.build_request(
            self.env_lang, self.env_name, active=active, wait=wait
        )
        return self._act("Env update", request, wait)

    @overload
    def update_packages(
        self,
        force_rebuild_env: bool = False,
        version: str | None = None,
        wait: Literal[True] = True,
    ) -> CodeEnvAnswer: ...
    @overload
    def update_packages(
        self,
        force_rebuild_env: bool = False,
        version: str | None = None,
        *,
        wait: Literal[False],
    ) -> DSSFuture: ...
    @overload
    def update_packages(
        self, force_rebuild_env: bool = False, version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | DSSFuture: ...
    def update_packages(
        self, force_rebuild_env: bool = False, version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | DSSFuture:
        """Installs what the settings of the code environment ask for.

        Operation: `code_env_update_packages`.

        Args:
            force_rebuild_env: whether to build it from scratch.
            version: the version to build, of a versioned one of an automation node.
            wait: whether DSS answers only when done.

        Returns:
            The messages of the build, or a task.

        Raises:
            DataikuException: the build failed; the text holds the messages.
        """
        request = api.code_env.code_env_update_packages.build_request(
            self.env_lang,
            self.env_name,
            force_rebuild_env=force_rebuild_env,
            version_to_update=version,
            wait=wait,
        )
        return self._act("Env update", request, wait)

    @overload
    def update_images(
        self, env_version: str | None = None, wait: Literal[True] = True
    ) -> CodeEnvAnswer: ...
    @overload
    def update_images(
        self, env_version: str | None = None, *, wait: Literal[False]
    ) -> DSSFuture: ...
    @overload
    def update_images(
        self, env_version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | DSSFuture: ...
    def update_images(
        self, env_version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | DSSFuture:
        """Builds the container images of the code environment.

        Needs an administrator's key.  Operation: `code_env_update_images`.

        Args:
            env_version: the version, of a versioned one.
            wait: whether DSS answers only when done.

        Returns:
            The messages of the build, or a task.

        Raises:
            DataikuException: the build failed; the text holds the messages.
        """
        request = api.code_env.code_env_update_images.build_request(
            self.env_lang, self.env_name, env_version=env_version, wait=wait
        )
        return self._act("Env image build", request, wait)

    def list_usages(self, env_version: str | None = None) -> list[CodeEnvUsage]:
        """Lists what uses the code environment.

        Operation: `code_env_list_usages`.

        Args:
            env_version: not used; scripts written for version 9 of DSS give it.

        Returns:
            For each use its kind `envUsage`, with `projectKey` and `objectId`.
        """
        request = api.code_env.code_env_list_usages.build_request(self.env_lang, self.env_name)
        return self.client.rest.json(request)

    def list_logs(self, env_version: str | None = None) -> list[CodeEnvLog]:
        """Lists the logs of the code environment; those of a failed creation are there too.

        Operation: `code_env_list_logs`.

        Args:
            env_version: not used; scripts written for version 9 of DSS give it.

        Returns:
            The logs, each with at least `name`.
        """
        request = api.code_env.code_env_list_logs.build_request(self.env_lang, self.env_name)
        return self.client.rest.json(request)

    def get_log(self, log_name: str) -> str:
        """Reads a log of the code environment.

        Operation: `code_env_get_log`.

        Args:
            log_name: name of the log, from :meth:`list_logs`.

        Returns:
            The whole log.

        Raises:
            DSSNotFound: there is no such log.
        """
        request = api.code_env.code_env_get_log.build_request(
            self.env_lang, self.env_name, log_name
        )
        return self.client.rest.text(request)
