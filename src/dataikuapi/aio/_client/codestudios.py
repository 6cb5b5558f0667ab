"""Templates of code studios."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi._args import check_dict, check_str
from dataikuapi._errors import DSSDataError
from dataikuapi._listing import identity, wants_objects
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio.dss.codestudiotemplate import (
        AsyncDSSCodeStudioTemplate,
        AsyncDSSCodeStudioTemplateListItem,
    )
    from dataikuapi_rest.dicts import CodeStudioTemplateCreateAnswer


class AsyncCodeStudiosCalls(AsyncCallsBase):
    """Client methods for templates of code studios."""

    @overload
    async def list_code_studio_templates(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSCodeStudioTemplateListItem]: ...
    @overload
    async def list_code_studio_templates(
        self, as_type: Literal["objects", "object"]
    ) -> list[AsyncDSSCodeStudioTemplate]: ...
    @overload
    async def list_code_studio_templates(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSCodeStudioTemplateListItem] | list[AsyncDSSCodeStudioTemplate]: ...
    async def list_code_studio_templates(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSCodeStudioTemplateListItem] | list[AsyncDSSCodeStudioTemplate]:
        """Lists the code studio templates of the instance.

        Operation: `code_studio_template_list`.

        Args:
            as_type: `listitems` or `objects`.

        Returns:
            The templates.

        Raises:
            ValueError: there is no such `as_type`; nothing was asked.
        """
        from dataikuapi.aio.dss.codestudiotemplate import AsyncDSSCodeStudioTemplateListItem

        objects = wants_objects(as_type)
        request = api.code_studio_template.code_studio_template_list.build_request()
        items = await self.rest.json(request)
        if objects:
            return [
                self.get_code_studio_template(identity(request.operation, item, "id"))
                for item in items
            ]
        return [AsyncDSSCodeStudioTemplateListItem(self._client, item) for item in items]

    def get_code_studio_template(self, template_id: str) -> AsyncDSSCodeStudioTemplate:
        """Gives a handle on a code studio template; nothing is asked of DSS.

        Args:
            template_id: identifier of the template.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.codestudiotemplate import AsyncDSSCodeStudioTemplate

        return AsyncDSSCodeStudioTemplate(self._client, template_id)

    async def create_code_studio_template(
        self, template_label: str, template_type: str
    ) -> AsyncDSSCodeStudioTemplate:
        """Creates a code studio template, which is not built yet. Needs DSS 15.2.

        Operation: `code_studio_template_create`.

        Args:
            template_label: label of the new template.
            template_type: `block_based`, `manual`, or a type that a plugin brings.

        Returns:
            The handle.

        Raises:
            DSSForbidden: the caller may not create code studio templates.
            DataikuException: the creation failed; the text holds the messages.
        """
        body = {
            "label": check_str("template_label", template_label),
            "type": check_str("template_type", template_type),
        }
        request = api.code_studio_template.code_studio_template_create.build_request(body=body)
        answer = await self.rest.json(request)
        created = answer_or_raise("Code studio template creation", answer)
        template_id = created.get("id")
        if template_id is None:
            raise DSSDataError("the answer does not name the new code studio template")
        return self.get_code_studio_template(template_id)

    async def import_code_studio_template(
        self,
        archive_path: str | os.PathLike[str] | AsyncUpload,
        label: str | None = None,
        import_spec: Mapping[str, Any] | None = None,
        *,
        progress: bool = False,
    ) -> CodeStudioTemplateCreateAnswer:
        """Imports a code studio template that was exported before. Needs DSS 15.2.

        Operation: `code_studio_template_import`.

        Args:
            archive_path: path of the zip archive, or the archive as a file opened in binary mode,
                bytes, or an iterable of bytes.
            label: label of the new template; that of the archive if None.
            import_spec: how to import; None or an empty dict as DSS does by itself.
            progress: whether to show a progress bar.

        Returns:
            A dict with the `id` of the new template and `messages`. An import that failed may
            answer, too: look at `messages`.

        Raises:
            FileNotFoundError: there is no file of this path; nothing was sent.
            DSSForbidden: the caller may not create code studio templates.
        """
        from dataikuapi._uploads import uploading

        given: dict[str, Any] = {} if label is None else {"label": label}
        if import_spec:
            given["import_spec"] = json.dumps(check_dict("import_spec", import_spec))
        archive = Path(archive_path) if isinstance(archive_path, str) else archive_path
        name = os.path.basename(archive) if isinstance(archive, os.PathLike) else "template.zip"
        start = api.code_studio_template.code_studio_template_import.build_request
        with uploading("archive_path", archive, progress=progress) as content:
            return await self.rest.json(start(body={"file": FilePart(content, name)}, **given))
