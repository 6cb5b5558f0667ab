# Derived by `tox -e generate` from src/dataikuapi/aio/dss/codestudiotemplate.py. Do not edit.
"""Templates of code studios."""

from __future__ import annotations

import os
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, cast

from dataikuapi._args import check_str
from dataikuapi._dates import from_ms
from dataikuapi._listing import identity
from dataikuapi._members import ReadOnly
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._stream import DSSStream
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.infomessages import DSSInfoMessages
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import CodeStudioTemplate, CodeStudioTemplateListItem


class DSSCodeStudioTemplateListItem:
    """A template as :meth:`DSSClient.list_code_studio_templates` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: DSSClient, data: CodeStudioTemplateListItem) -> None:
        self.client = client
        self._data = data

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def to_code_studio_template(self) -> DSSCodeStudioTemplate:
        """Gives a handle on the template; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return DSSCodeStudioTemplate(
            self.client,
            identity(
                api.code_studio_template.code_studio_template_list.OPERATION, self._data, "id"
            ),
        )

    label: ReadOnly[str] = ReadOnly[str]("label", "Label of the template.")
    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the template.")

    @property
    def build_for_configs(self) -> list[str]:
        """Names of the container configurations that the template is built for."""
        return self._data.get("buildFor") or []

    @property
    def last_built(self) -> datetime | None:
        """When the template was last built, None if it never was."""
        return from_ms(self._data.get("lastBuilt"))


class DSSCodeStudioTemplate:
    """A template of code studios. Get it from :meth:`DSSClient.get_code_studio_template`.

    Attributes:
        client: the client that made this handle.
        template_id: identifier of the template.
    """

    def __init__(self, client: DSSClient, template_id: str) -> None:
        self.client = client
        self.template_id = template_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.template_id!r}>"

    def get_settings(self) -> DSSCodeStudioTemplateSettings:
        """Reads the settings of the template, to be changed and saved.

        Operation: `code_studio_template_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such template.
        """
        request = api.code_studio_template.code_studio_template_get.build_request(self.template_id)
        settings = self.client.rest.json(request)
        return DSSCodeStudioTemplateSettings(self.client, self.template_id, settings)

    def build(self, disable_docker_cache: bool = False) -> DSSFuture:
        """Builds the images of the template, anew if they are there.

        The key must be a personal one, or stand for a user.
        Operation: `code_studio_template_build`.

        Args:
            disable_docker_cache: whether nothing is taken from earlier builds.

        Returns:
            The task that builds them.

        Raises:
            DSSForbidden: the caller may not manage this template.
        """
        from dataikuapi.dss.future import DSSFuture

        request = api.code_studio_template.code_studio_template_build.build_request(
            self.template_id, with_no_cache=disable_docker_cache
        )
        return DSSFuture.from_resp(self.client, self.client.rest.json(request))

    def get_export_stream(self) -> DSSStream:
        """Exports the template. Needs DSS 15.2.

        Operation: `code_studio_template_export`.

        Returns:
            The zip archive as a stream, to be closed by the caller.
        """
        return self.client.rest.stream(self._export())

    def export_to_file(
        self, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Exports the template into a local file, which is there when all has arrived.

        :meth:`DSSClient.import_code_studio_template` takes it. Needs DSS 15.2.
        Operation: `code_studio_template_export`.

        Args:
            path: path of the zip archive to write; one that exists is replaced; or a file opened
                for writing bytes.
            progress: whether to show a progress bar.

        Raises:
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
            DSSDataError: the archive was cut short; the file was not touched.
        """
        from dataikuapi._download import download

        download(self.client.rest, self._export(), path, progress=progress)

    def _export(self) -> Any:
        return api.code_studio_template.code_studio_template_export.build_request(self.template_id)

    def delete(self, delete_runtime: bool = False, delete_images: bool = False) -> DSSInfoMessages:
        """Deletes the template. Needs DSS 15.2.

        Operation: `code_studio_template_delete`.

        Args:
            delete_runtime: whether code studios that were made from it are deleted, too.
            delete_images: whether its images and build folders are deleted, too.

        Returns:
            What DSS says about it; look at `has_error`.

        Raises:
            DSSForbidden: the caller may not manage this template.
        """
        from dataikuapi.dss.infomessages import DSSInfoMessages

        request = api.code_studio_template.code_studio_template_delete.build_request(
            self.template_id, delete_runtime=delete_runtime, delete_images=delete_images
        )
        return DSSInfoMessages(self.client.rest.json(request))


class DSSCodeStudioTemplateSettings:
    """Settings of a template. Get them from :meth:`DSSCodeStudioTemplate.get_settings`.

    Attributes:
        client: the client that read these settings.
        template_id: identifier of the template.
        settings: the settings as a dict, changed in place.
    """

    def __init__(
        self,
        client: DSSClient,
        template_id: str,
        settings: CodeStudioTemplate | dict[str, Any],
    ) -> None:
        self.client = client
        self.template_id = template_id
        self.settings: dict[str, Any] = cast("dict[str, Any]", settings)

    def get_raw(self) -> CodeStudioTemplate:
        """Gives the settings themselves, to read and to change.

        Returns:
            The settings, not a copy: `type`, and in `params` what the type needs.
        """
        return cast("CodeStudioTemplate", self.settings)

    def get_built_for_all_container_confs(self) -> bool:
        """Tells whether an image is built for each container configuration.

        Returns:
            Whether it is.
        """
        return self.settings.get("allContainerConfs", False)

    def get_built_container_confs(self) -> list[str]:
        """Gives the container configurations that an image is built for, if not for all.

        Returns:
            Their names.
        """
        return self.settings.get("containerConfs") or []

    def set_built_container_confs(self, *configs: str, all: bool = False) -> None:
        """Chooses the container configurations that the next build makes an image for.

        Args:
            configs: names of the configurations; they do not count with `all`.
            all: whether an image is built for each.

        Raises:
            TypeError: a name is no string.
            ValueError: a name is empty.
        """
        names = [check_str("configs", name) for name in configs]
        self.settings["allContainerConfs"] = all
        if not all:
            self.settings["containerConfs"] = names

    def save(self) -> None:
        """Writes the settings back; images stay as they are until the next build.

        Operation: `code_studio_template_update`.

        Raises:
            DSSNotFound: there is no such template (any more).
        """
        request = api.code_studio_template.code_studio_template_update.build_request(
            self.template_id, body=self.settings
        )
        self.client.rest.empty(request)
