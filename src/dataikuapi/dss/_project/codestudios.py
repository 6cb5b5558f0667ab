# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/codestudios.py. Do not edit.
"""Code studios of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi._args import check_str
from dataikuapi._errors import DSSDataError
from dataikuapi._listing import identity, wants_objects
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.codestudio import (
        DSSCodeStudioObject,
        DSSCodeStudioObjectListItem,
    )


class ProjectCodeStudios(ProjectBase):
    """Methods on code studios."""

    @overload
    def list_code_studios(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[DSSCodeStudioObjectListItem]: ...
    @overload
    def list_code_studios(
        self, as_type: Literal["objects", "object"]
    ) -> list[DSSCodeStudioObject]: ...
    @overload
    def list_code_studios(
        self, as_type: str = "listitems"
    ) -> list[DSSCodeStudioObjectListItem] | list[DSSCodeStudioObject]: ...
    def list_code_studios(
        self, as_type: str = "listitems"
    ) -> list[DSSCodeStudioObjectListItem] | list[DSSCodeStudioObject]:
        """Lists the code studios of this project.

        Operation: `code_studio_list`.

        Args:
            as_type: `listitems` or `objects`.

        Returns:
            The code studios.

        Raises:
            ValueError: there is no such `as_type`; nothing was asked.
        """
        from dataikuapi.dss.codestudio import DSSCodeStudioObjectListItem

        objects = wants_objects(as_type)
        request = api.code_studio.code_studio_list.build_request(self.project_key)
        items = self.client.rest.json(request)
        if objects:
            return [self.get_code_studio(identity(request.operation, item, "id")) for item in items]
        return [DSSCodeStudioObjectListItem(self.client, self.project_key, item) for item in items]

    def get_code_studio(self, code_studio_id: str) -> DSSCodeStudioObject:
        """Gives a handle on a code studio; nothing is asked of DSS.

        Args:
            code_studio_id: identifier of the code studio.

        Returns:
            The handle.
        """
        from dataikuapi.dss.codestudio import DSSCodeStudioObject

        return DSSCodeStudioObject(self.client, self.project_key, code_studio_id)

    def create_code_studio(self, name: str, template_id: str) -> DSSCodeStudioObject:
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
        answer = self.client.rest.json(request)
        made: Any = answer_or_raise("Code studio creation", answer).get("codeStudio")
        if not made:
            raise DSSDataError("the answer does not name the new code studio")
        return self.get_code_studio(identity(request.operation, answer, "codeStudio", "id"))
