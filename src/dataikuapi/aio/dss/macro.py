"""Macros, which the API calls runnables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dict
from dataikuapi._lazy import lazy
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import Macro, MacroState

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


KINDS = (None, "string", "json")


class AsyncDSSMacro:
    """A macro that can run in a project. Get it from the project's `get_macro`.

    Example:
        macro = project.get_macro("pyrunnable_builtin-macros_list-datasets-using-connection")
        run_id = await macro.run({"connection": "filesystem_managed"})
        print(await macro.get_result(run_id, as_type="json"))

    Attributes:
        client: the client that made this handle.
        runnable_type: identifier of the macro.
        project_key: key of the project.
        definition: the definition, once it was read.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        runnable_type: str,
        definition: Macro | Mapping[str, Any] | None = None,
    ) -> None:
        self.client = client
        self.runnable_type = runnable_type
        self.project_key = project_key
        self.definition = cast("Macro | None", definition)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.runnable_type!r}>"

    async def get_definition(self) -> Macro:
        """Gives the definition of the macro, read once and then remembered.

        Operation: `macro_get`, unless the definition is known.

        Returns:
            A dict with `meta`, `resultType`, `params` and, for administrators, `adminParams`.

        Raises:
            DSSNotFound: there is no such macro.
        """
        if self.definition is None:
            request = api.macro.macro_get.build_request(self.project_key, self.runnable_type)
            self.definition = await self.client.rest.json(request)
        return self.definition

    async def run(
        self,
        params: Mapping[str, Any] | None = None,
        admin_params: Mapping[str, Any] | None = None,
        wait: bool = True,
    ) -> str:
        """Runs the macro.

        Operation: `macro_run`.

        Args:
            params: parameters of the run.
            admin_params: parameters for administrators; ignored for others.
            wait: whether DSS answers only when the run has ended.

        Returns:
            Identifier of the run, for :meth:`get_status`, :meth:`get_result` and :meth:`abort`.

        Raises:
            DSSNotFound: there is no such macro.
        """
        body = {
            "params": {} if params is None else check_dict("params", params),
            "adminParams": {} if admin_params is None else check_dict("admin_params", admin_params),
        }
        request = api.macro.macro_run.build_request(
            self.project_key, self.runnable_type, body=body, wait=wait
        )
        return (await self.client.rest.json(request))["runId"]

    async def abort(self, run_id: str) -> None:
        """Aborts a run; one that has ended stays as it is.

        Operation: `macro_abort`.

        Args:
            run_id: what :meth:`run` gave.

        Raises:
            DSSNotFound: there is no such run.
        """
        await self.client.rest.empty(
            api.macro.macro_abort.build_request(self.project_key, self.runnable_type, run_id)
        )

    async def get_status(self, run_id: str) -> MacroState:
        """Reads how a run goes. Once its result was read, a run no longer exists.

        Operation: `macro_get_state`.

        Args:
            run_id: what :meth:`run` gave.

        Returns:
            A dict with `running` and others.
        """
        request = api.macro.macro_get_state.build_request(
            self.project_key, self.runnable_type, run_id
        )
        return await self.client.rest.json(request)

    async def get_result(self, run_id: str, as_type: str | None = None) -> Any:
        """Reads the result of a run, which can be done once.

        Operation: `macro_get_result`.

        Args:
            run_id: what :meth:`run` gave.
            as_type: `string` for the text, `json` for what the text says as JSON, which macros with
                a `resultType` of `RESULT_TABLE` or `JSON_OBJECT` give; None for a stream.

        Returns:
            The result; a stream is to be closed by the caller.

        Raises:
            DSSAPIError: the run goes on, or failed.
            DSSNotFound: there is no such run.
            ValueError: `as_type` is none of these.
        """
        if as_type not in KINDS:
            raise ValueError(f"as_type must be None, 'string' or 'json', not {as_type!r}")
        request = api.macro.macro_get_result.build_request(
            self.project_key, self.runnable_type, run_id
        )
        stream = await self.client.rest.stream(request)
        if as_type is None:
            return stream
        async with stream:
            data = await stream.read()
        return json.loads(data) if as_type == "json" else data.decode("utf-8", "replace")
