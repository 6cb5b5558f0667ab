"""The bundles of a project: made and published, imported and activated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_name
from dataikuapi._paths import absolute
from dataikuapi._uploads import uploading
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    import os

    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi_rest.dicts import (
        BundleImportAnswer,
        BundleReport,
        ExportedBundleDetails,
        ExportedBundles,
        ImportedBundles,
        Message,
        PublishedBundleState,
    )
    from dataikuapi_rest.operation import EndpointRequest


class AsyncProjectBundles(AsyncProjectBase):
    """Methods on bundles, of a design node first and of an automation node then."""

    async def list_exported_bundles(self) -> ExportedBundles:
        """Lists the bundles that were made of this project.

        Operation: `bundle_list_exported`.

        Returns:
            A dict with a list `bundles`, oldest first; each has at least `bundleId`.
        """
        request = api.bundle.bundle_list_exported.build_request(self.project_key)
        return await self.client.rest.json(request)

    async def get_exported_bundle(self, bundle_id: str) -> ExportedBundleDetails:
        """Reads about one bundle that was made of this project.

        Operation: `bundle_get_exported`.

        Args:
            bundle_id: identifier of the bundle.

        Returns:
            A dict with what the list has, and what the bundle holds.

        Raises:
            DSSNotFound: the project has no such bundle.
        """
        check_name("bundle_id", bundle_id)
        request = api.bundle.bundle_get_exported.build_request(self.project_key, bundle_id)
        return await self.client.rest.json(request)

    async def export_bundle(
        self,
        bundle_id: str,
        release_notes: str | None = None,
        evaluate_project_standards_checks: bool = True,
    ) -> Message:
        """Makes a bundle of this project as it is now.

        Operation: `bundle_export`.

        Args:
            bundle_id: identifier of the new bundle.
            release_notes: what is new in it.
            evaluate_project_standards_checks: whether the checks of Project Standards run first.

        Returns:
            What DSS says of it.

        Raises:
            DSSBadRequest: the project has a bundle of this identifier.
        """
        check_name("bundle_id", bundle_id)
        return await self.client.rest.json(
            api.bundle.bundle_export.build_request(
                self.project_key,
                bundle_id,
                release_notes=release_notes,
                evaluate_project_standards_checks=evaluate_project_standards_checks,
            )
        )

    async def delete_exported_bundle(self, bundle_id: str) -> Message:
        """Deletes a bundle that was made of this project; what was published of it stays.

        Operation: `bundle_delete_exported`.

        Args:
            bundle_id: identifier of the bundle.

        Returns:
            What DSS says of it.
        """
        check_name("bundle_id", bundle_id)
        request = api.bundle.bundle_delete_exported.build_request(self.project_key, bundle_id)
        return await self.client.rest.json(request)

    async def get_exported_bundle_archive_stream(self, bundle_id: str) -> AsyncDSSStream:
        """Downloads a bundle; an automation node can import it.

        Operation: `bundle_get_archive`.

        Args:
            bundle_id: identifier of the bundle.

        Returns:
            The zip archive, as a stream to be closed by the caller.

        Raises:
            DSSNotFound: the project has no such bundle.
        """
        return await self.client.rest.stream(self._archive(bundle_id))

    async def download_exported_bundle_archive_to_file(
        self, bundle_id: str, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads a bundle into a local file.

        Operation: `bundle_get_archive`.

        Args:
            bundle_id: identifier of the bundle.
            path: path of the zip archive to write; one that exists is replaced once all has
                arrived. With `-` it goes to the standard output; or a file opened for writing
                bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSNotFound: the project has no such bundle; no file was written.
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
        """
        from dataikuapi.aio._download import download_or_print

        await download_or_print(self.client.rest, self._archive(bundle_id), path, progress=progress)

    def _archive(self, bundle_id: str) -> EndpointRequest[bytes]:
        check_name("bundle_id", bundle_id)
        return api.bundle.bundle_get_archive.build_request(self.project_key, bundle_id)

    async def publish_bundle(
        self, bundle_id: str, published_project_key: str | None = None
    ) -> PublishedBundleState:
        """Publishes a bundle on the Project Deployer.

        Operation: `bundle_publish`.

        Args:
            bundle_id: identifier of the bundle.
            published_project_key: the published project, which is made when there is none; the
                key of this project when it is not given.

        Returns:
            A dict with `publishedOn`, `publishedBy` and `publishedProjectKey`.

        Raises:
            DSSNotFound: the project has no such bundle.
            DSSBadRequest: the published project has a bundle of this identifier.
        """
        check_name("bundle_id", bundle_id)
        return await self.client.rest.json(
            api.bundle.bundle_publish.build_request(
                self.project_key, bundle_id, published_project_key=published_project_key
            )
        )

    async def list_imported_bundles(self) -> ImportedBundles:
        """Lists the bundles that were imported into this project, on an automation node.

        Operation: `bundle_list_imported`.

        Returns:
            A dict with a list `bundles`, oldest first; each has at least `bundleId`.
        """
        request = api.bundle.bundle_list_imported.build_request(self.project_key)
        return await self.client.rest.json(request)

    async def import_bundle_from_archive(
        self, archive_path: str | os.PathLike[str]
    ) -> BundleImportAnswer:
        """Imports a bundle that lies on the server, an automation node.

        Operation: `bundle_import_from_archive`.

        Args:
            archive_path: path of the zip archive on the server; a relative one is taken to begin
                in the current folder of this program.

        Returns:
            A dict with `projectKey` and `bundleId`.

        Raises:
            DSSAPIError: there is no such file, or it is no bundle of this project.
        """
        return await self.client.rest.json(
            api.bundle.bundle_import_from_archive.build_request(
                self.project_key, archive_path=absolute("archive_path", archive_path)
            )
        )

    async def import_bundle_from_stream(self, fp: AsyncUpload, *, progress: bool = False) -> None:
        """Imports a bundle, on an automation node; it is not active yet.

        Operation: `bundle_import_from_stream`.

        Args:
            fp: the bundle: a file opened in binary mode, which is sent as it is read, the path of
                one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSAPIError: it is no bundle of this project, or was imported already.
        """
        upload = api.bundle.bundle_import_from_stream.build_request
        with uploading("fp", fp, progress=progress) as content:
            request = upload(self.project_key, body={"file": FilePart(content)})
            await self.client.rest.empty(request)

    async def activate_bundle(
        self, bundle_id: str, scenarios_to_enable: Mapping[str, bool] | None = None
    ) -> BundleReport:
        """Makes an imported bundle the content of this project.

        Operation: `bundle_activate`.

        Args:
            bundle_id: identifier of the bundle.
            scenarios_to_enable: whether scenarios are active then, by identifier.

        Returns:
            A report with the errors and warnings that there were.

        Raises:
            DSSNotFound: no such bundle was imported.
        """
        check_name("bundle_id", bundle_id)
        body: dict[str, Any] = {}
        if scenarios_to_enable:
            wanted = check_dict("scenarios_to_enable", scenarios_to_enable)
            body["scenariosActiveOnActivation"] = wanted
        request = api.bundle.bundle_activate.build_request(self.project_key, bundle_id, body=body)
        return await self.client.rest.json(request)

    async def preload_bundle(self, bundle_id: str) -> BundleReport:
        """Prepares an imported bundle: makes the code environments that it needs.

        Operation: `bundle_preload`.

        Args:
            bundle_id: identifier of the bundle.

        Returns:
            A report with what there is to say.

        Raises:
            DSSNotFound: no such bundle was imported.
        """
        check_name("bundle_id", bundle_id)
        request = api.bundle.bundle_preload.build_request(self.project_key, bundle_id)
        return await self.client.rest.json(request)

    async def delete_imported_bundle(self, bundle_id: str) -> Message:
        """Deletes an imported bundle, which must not be the active one.

        Operation: `bundle_delete_imported`.

        Args:
            bundle_id: identifier of the bundle.

        Returns:
            What DSS says of it.

        Raises:
            DSSBadRequest: the bundle is active.
        """
        check_name("bundle_id", bundle_id)
        request = api.bundle.bundle_delete_imported.build_request(self.project_key, bundle_id)
        return await self.client.rest.json(request)
