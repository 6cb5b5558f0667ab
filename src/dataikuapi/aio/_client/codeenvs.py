"""Code environments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi._args import check_dict, check_str
from dataikuapi._errors import DSSDataError
from dataikuapi._listing import identities
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.codeenv import AsyncDSSCodeEnv
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi_rest.dicts import CodeEnvAnswer, CodeEnvListItem, CodeEnvUsage


class AsyncCodeEnvsCalls(AsyncCallsBase):
    """Client methods for code environments."""

    def _code_env_task(self, answer: Any) -> AsyncDSSFuture:
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        return AsyncDSSFuture.from_resp(self._client, cast("Mapping[str, Any]", answer))

    @overload
    async def list_code_envs(self, as_objects: Literal[False] = False) -> list[CodeEnvListItem]: ...
    @overload
    async def list_code_envs(self, as_objects: Literal[True]) -> list[AsyncDSSCodeEnv]: ...
    @overload
    async def list_code_envs(
        self, as_objects: bool = False
    ) -> list[CodeEnvListItem] | list[AsyncDSSCodeEnv]: ...
    async def list_code_envs(
        self, as_objects: bool = False
    ) -> list[CodeEnvListItem] | list[AsyncDSSCodeEnv]:
        """Lists the code environments of the instance.

        Needs the right to create or manage code environments.  Operation: `code_env_list`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The code environments, with at least `envName` and `envLang`, or as handles.

        Raises:
            DSSForbidden: the key has no such right.
        """
        request = api.code_env.code_env_list.build_request()
        items = await self.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_code_env(*identities(request.operation, item, "envLang", "envName"))
            for item in items
        ]

    def get_code_env(self, env_lang: str, env_name: str) -> AsyncDSSCodeEnv:
        """Gives a handle on a code environment.

        Args:
            env_lang: language, `PYTHON` or `R`.
            env_name: name of the code environment.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.aio.dss.codeenv import AsyncDSSCodeEnv

        return AsyncDSSCodeEnv(self._client, env_lang, env_name)

    @overload
    async def create_code_env(
        self,
        env_lang: str,
        env_name: str,
        deployment_mode: str,
        params: Mapping[str, Any] | None = None,
        wait: Literal[True] = True,
    ) -> AsyncDSSCodeEnv: ...
    @overload
    async def create_code_env(
        self,
        env_lang: str,
        env_name: str,
        deployment_mode: str,
        params: Mapping[str, Any] | None = None,
        *,
        wait: Literal[False],
    ) -> AsyncDSSFuture: ...
    @overload
    async def create_code_env(
        self,
        env_lang: str,
        env_name: str,
        deployment_mode: str,
        params: Mapping[str, Any] | None = None,
        wait: bool = True,
    ) -> AsyncDSSCodeEnv | AsyncDSSFuture: ...
    async def create_code_env(
        self,
        env_lang: str,
        env_name: str,
        deployment_mode: str,
        params: Mapping[str, Any] | None = None,
        wait: bool = True,
    ) -> AsyncDSSCodeEnv | AsyncDSSFuture:
        """Creates a code environment.

        Needs the right to create or manage code environments.  Operation: `code_env_create`.

        Args:
            env_lang: language, `PYTHON` or `R`.
            env_name: name of the new code environment.
            deployment_mode: how it is managed, such as `DESIGN_MANAGED`.
            params: what else it shall be, such as `{"pythonInterpreter": "PYTHON311"}`.
            wait: whether DSS answers only when it is built.

        Returns:
            The handle, or a task.

        Raises:
            DataikuException: the build failed; the text holds the messages.
            DSSBadRequest: there is one of this name already.
        """
        body = {**check_dict("params", params or {}), "deploymentMode": deployment_mode}
        request = api.code_env.code_env_create.build_request(
            env_lang, env_name, body=body, wait=wait
        )
        answer = answer_or_raise("Env creation", await self.rest.json(request))
        return self.get_code_env(env_lang, env_name) if wait else self._code_env_task(answer)

    @overload
    async def create_internal_code_env(
        self,
        internal_env_type: str,
        python_interpreter: str | None = None,
        code_env_version: str | None = None,
        wait: Literal[True] = True,
    ) -> AsyncDSSCodeEnv: ...
    @overload
    async def create_internal_code_env(
        self,
        internal_env_type: str,
        python_interpreter: str | None = None,
        code_env_version: str | None = None,
        *,
        wait: Literal[False],
    ) -> AsyncDSSFuture: ...
    @overload
    async def create_internal_code_env(
        self,
        internal_env_type: str,
        python_interpreter: str | None = None,
        code_env_version: str | None = None,
        wait: bool = True,
    ) -> AsyncDSSCodeEnv | AsyncDSSFuture: ...
    async def create_internal_code_env(
        self,
        internal_env_type: str,
        python_interpreter: str | None = None,
        code_env_version: str | None = None,
        wait: bool = True,
    ) -> AsyncDSSCodeEnv | AsyncDSSFuture:
        """Creates one of the code environments that DSS needs for features of its own.

        Operation: `code_env_create_internal`.

        Args:
            internal_env_type: which one, such as `RAG_CODE_ENV` or `PII_DETECTION_CODE_ENV`.
            python_interpreter: interpreter such as `PYTHON311`; DSS chooses if None.
            code_env_version: version; reserved by DSS.
            wait: whether DSS answers only when it is built.

        Returns:
            The handle, or a task.

        Raises:
            DataikuException: the build failed; the text holds the messages.
        """
        request = api.code_env.code_env_create_internal.build_request(
            dss_internal_code_env_type=check_str("internal_env_type", internal_env_type),
            python_interpreter=python_interpreter,
            code_env_version=code_env_version,
            wait=wait,
        )
        answer = answer_or_raise("Env creation", await self.rest.json(request))
        if not wait:
            return self._code_env_task(answer)
        name = answer.get("envName")
        if name is None:
            raise DSSDataError("the answer does not name the new code environment")
        return self.get_code_env("PYTHON", name)

    @overload
    async def create_code_env_from_python_preset(
        self,
        preset_name: str,
        allow_update: bool = True,
        interpreter: str | None = None,
        prefix: str | None = None,
        wait: Literal[True] = True,
    ) -> CodeEnvAnswer: ...
    @overload
    async def create_code_env_from_python_preset(
        self,
        preset_name: str,
        allow_update: bool = True,
        interpreter: str | None = None,
        prefix: str | None = None,
        *,
        wait: Literal[False],
    ) -> AsyncDSSFuture: ...
    @overload
    async def create_code_env_from_python_preset(
        self,
        preset_name: str,
        allow_update: bool = True,
        interpreter: str | None = None,
        prefix: str | None = None,
        wait: bool = True,
    ) -> CodeEnvAnswer | AsyncDSSFuture: ...
    async def create_code_env_from_python_preset(
        self,
        preset_name: str,
        allow_update: bool = True,
        interpreter: str | None = None,
        prefix: str | None = None,
        wait: bool = True,
    ) -> CodeEnvAnswer | AsyncDSSFuture:
        """Creates or updates a Python code environment from a preset of DSS.

        Operation: `code_env_create_from_preset`.

        Args:
            preset_name: name of the preset.
            allow_update: whether a code environment that is there already is updated.
            interpreter: interpreter such as `PYTHON311`; that of the preset if None.
            prefix: beginning of the name of the code environment.
            wait: whether DSS answers only when it is built.

        Returns:
            What DSS answers: `envName` and messages, or a task.

        Raises:
            DataikuException: the build failed; the text holds the messages.
        """
        request = api.code_env.code_env_create_from_preset.build_request(
            preset_name,
            allow_update=allow_update,
            interpreter=interpreter,
            prefix=prefix,
            wait=wait,
        )
        answer = answer_or_raise("Env creation", await self.rest.json(request))
        return answer if wait else self._code_env_task(answer)

    async def list_code_env_usages(self) -> list[CodeEnvUsage]:
        """Lists what uses code environments, on the whole instance.

        Operation: `code_env_list_all_usages`.

        Returns:
            For each use the code environment, the kind `envUsage`, `projectKey` and `objectId`.
        """
        return await self.rest.json(api.code_env.code_env_list_all_usages.build_request())
