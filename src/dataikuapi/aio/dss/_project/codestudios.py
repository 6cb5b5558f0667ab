"""Code studios of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi._args import check_str
from dataikuapi._errors import DSSDataError
from dataikuapi._listing import identity, wants_objects
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.codestudio import (
        AsyncDSSCodeStudioObject,
        AsyncDSSCodeStudioObjectListItem,
    )


class AsyncProjectCodeStudios(AsyncProjectBase):
    """Methods on code studios."""

    @overload
    async def list_code_studios(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSCodeStudioObjectListItem]: ...
    @overload
    async def list_code_studios(
        self, as_type: Literal["objects", "object"]
    ) -> list[AsyncDSSCodeStudioObject]: ...
    @overload
    async def list_code_studios(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSCodeStudioObjectListItem] | list[AsyncDSSCodeStudioObject]: ...
    async def list_code_studios(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSCodeStudioObjectListItem] | list[AsyncDSSCodeStudioObject]:
        """Lists the code studios of this project.

        Operation: `code_studio_list`.

        Args:
            as_type: `listitems` or `objects`.

        Returns:
            The code studios.

        Raises:
            ValueError: there is no such `as_type`; nothing was asked.
        """
        from dataikuapi.aio.dss.codestudio import AsyncDSSCodeStudioObjectListItem

        objects = wants_objects(as_type)
        request = api.code_studio.code_studio_list.build_request(self.project_key)
        items = await self.client.rest.json(request)
        if objects:
            return [self.get_code_studio(identity(request.operation, item, "id")) for item in items]
        return [
            AsyncDSSCodeStudioObjectListItem(self.client, self.project_key, item) for item in items
        ]

    def get_code_studio(self, code_studio_id: str) -> AsyncDSSCodeStudioObject:
        """Gives a handle on a code studio; nothing is asked of DSS.

        Args:
            code_studio_id: identifier of the code studio.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.codestudio import AsyncDSSCodeStudioObject

        return AsyncDSSCodeStudioObject(self.client, self.project_key, code_studio_id)

    async def create_code_studio(self, name: str, template_id: str) -> AsyncDSSCodeStudioObject:
        """Creates a code studio, which belongs to the caller and does not run yet.

        Operation: `code_studio_create`.

        Args:
            name: its name; others may share it.
            template_id: identifier of its template.

        Returns:
            The handle.

        Raises:
            DSSNotFound: there is no such template.
            DataikuException: the creation failed; the text holds the messages.
        """
        body = {
            "name": check_str("name", name),
            "templateId": check_str("template_id", template_id),
        }
        request = api.code_studio.code_studio_create.build_request(self.project_key, body=body)
        answer = await self.client.rest.json(request)
        made: Any = answer_or_raise("Code studio creation", answer).get("codeStudio")
        if not made:
            raise DSSDataError("the answer does not name the new code studio")
        return self.get_code_studio(identity(request.operation, answer, "codeStudio", "id"))
