"""Code environments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.codeenvsettings import (
        AsyncDSSAutomationCodeEnvSettings,
        AsyncDSSDesignCodeEnvSettings,
    )
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import (
        CodeEnv,
        CodeEnvAnswer,
        CodeEnvLog,
        CodeEnvProjectVersion,
        CodeEnvUsage,
    )
    from dataikuapi_rest.operation import EndpointRequest


class AsyncDSSCodeEnv:
    """A code environment of the instance. Get it from :meth:`AsyncDSSClient.get_code_env`.

    Attributes:
        client: the client that made this handle.
        env_lang: language of the code environment, `PYTHON` or `R`.
        env_name: name of the code environment.
    """

    def __init__(self, client: AsyncDSSClient, env_lang: str, env_name: str) -> None:
        self.client = client
        self.env_lang = env_lang
        self.env_name = env_name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.env_lang} {self.env_name!r}>"

    async def _act(
        self, deed: str, request: EndpointRequest[CodeEnvAnswer], wait: bool
    ) -> CodeEnvAnswer | AsyncDSSFuture:
        """Sends a request that DSS answers when done, or with a task if told not to wait."""
        answer = answer_or_raise(deed, await self.client.rest.json(request))
        if wait:
            return answer
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        return AsyncDSSFuture.from_resp(self.client, cast("dict[str, Any]", answer))

    @overload
    async def delete(self, wait: Literal[True] = True) -> CodeEnvAnswer: ...
    @overload
    async def delete(self, wait: Literal[False]) -> AsyncDSSFuture: ...
    @overload
    async def delete(self, wait: bool = True) -> CodeEnvAnswer | AsyncDSSFuture: ...
    async def delete(self, wait: bool = True) -> CodeEnvAnswer | AsyncDSSFuture:
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
        return await self._act("Env deletion", request, wait)

    async def get_definition(self) -> CodeEnv:
        """Reads the definition of the code environment; :meth:`get_settings` is handier.

        Operation: `code_env_get`.

        Returns:
            The definition.

        Raises:
            DSSServerError: there is no such code environment.
        """
        request = api.code_env.code_env_get.build_request(self.env_lang, self.env_name)
        return await self.client.rest.json(request)

    async def set_definition(self, env: CodeEnv | dict[str, Any]) -> CodeEnv:
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
        return await self.client.rest.json(request)

    async def get_version_for_project(self, project_key: str) -> CodeEnvProjectVersion:
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
        return await self.client.rest.json(request)

    async def get_settings(
        self,
    ) -> AsyncDSSDesignCodeEnvSettings | AsyncDSSAutomationCodeEnvSettings:
        """Reads the settings of the code environment, to be changed and saved.

        Operation: `code_env_get`.

        Returns:
            The settings; of which kind depends on the node.

        Raises:
            DSSServerError: there is no such code environment.
        """
        from dataikuapi.aio.dss.codeenvsettings import (
            AsyncDSSAutomationCodeEnvSettings,
            AsyncDSSDesignCodeEnvSettings,
        )

        data = await self.get_definition()
        # Some deployment modes exist on both kinds of nodes; only automation nodes have versions.
        if data.get("versions") is not None:
            return AsyncDSSAutomationCodeEnvSettings(self, data)
        return AsyncDSSDesignCodeEnvSettings(self, data)

    @overload
    async def set_jupyter_support(
        self, active: bool, wait: Literal[True] = True
    ) -> CodeEnvAnswer: ...
    @overload
    async def set_jupyter_support(self, active: bool, wait: Literal[False]) -> AsyncDSSFuture: ...
    @overload
    async def set_jupyter_support(
        self, active: bool, wait: bool = True
    ) -> CodeEnvAnswer | AsyncDSSFuture: ...
    async def set_jupyter_support(
        self, active: bool, wait: bool = True
    ) -> CodeEnvAnswer | AsyncDSSFuture:
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
        return await self._act("Env update", request, wait)

    @overload
    async def update_packages(
        self,
        force_rebuild_env: bool = False,
        version: str | None = None,
        wait: Literal[True] = True,
    ) -> CodeEnvAnswer: ...
    @overload
    async def update_packages(
        self,
        force_rebuild_env: bool = False,
        version: str | None = None,
        *,
        wait: Literal[False],
    ) -> AsyncDSSFuture: ...
    @overload
    async def update_packages(
        self, force_rebuild_env: bool = False, version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | AsyncDSSFuture: ...
    async def update_packages(
        self, force_rebuild_env: bool = False, version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | AsyncDSSFuture:
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
        return await self._act("Env update", request, wait)

    @overload
    async def update_images(
        self, env_version: str | None = None, wait: Literal[True] = True
    ) -> CodeEnvAnswer: ...
    @overload
    async def update_images(
        self, env_version: str | None = None, *, wait: Literal[False]
    ) -> AsyncDSSFuture: ...
    @overload
    async def update_images(
        self, env_version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | AsyncDSSFuture: ...
    async def update_images(
        self, env_version: str | None = None, wait: bool = True
    ) -> CodeEnvAnswer | AsyncDSSFuture:
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
        return await self._act("Env image build", request, wait)

    async def list_usages(self, env_version: str | None = None) -> list[CodeEnvUsage]:
        """Lists what uses the code environment.

        Operation: `code_env_list_usages`.

        Args:
            env_version: not used; scripts written for version 9 of DSS give it.

        Returns:
            For each use its kind `envUsage`, with `projectKey` and `objectId`.
        """
        request = api.code_env.code_env_list_usages.build_request(self.env_lang, self.env_name)
        return await self.client.rest.json(request)

    async def list_logs(self, env_version: str | None = None) -> list[CodeEnvLog]:
        """Lists the logs of the code environment; those of a failed creation are there too.

        Operation: `code_env_list_logs`.

        Args:
            env_version: not used; scripts written for version 9 of DSS give it.

        Returns:
            The logs, each with at least `name`.
        """
        request = api.code_env.code_env_list_logs.build_request(self.env_lang, self.env_name)
        return await self.client.rest.json(request)

    async def get_log(self, log_name: str) -> str:
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
        return await self.client.rest.text(request)
