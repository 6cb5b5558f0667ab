"""Trained models: what is known of those of all types, in an ML task or in a saved model."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from dataikuapi._args import check_name, check_str
from dataikuapi._uploads import uploading
from dataikuapi.aio._download import download
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.dss._ml.checks import DSSMLDiagnostic
from dataikuapi_rest import api
from dataikuapi_rest.operation import EndpointRequest, FilePart

if TYPE_CHECKING:
    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask
    from dataikuapi.aio.dss.savedmodel import AsyncDSSSavedModel
    from dataikuapi.aio.dssclient import AsyncDSSClient

T = TypeVar("T")
# Makes the request of an operation, from the identifiers in its path and from options.
Build = Callable[..., EndpointRequest[T]]


class AsyncDSSTrainedModelDetails:
    """A trained model, in an ML task or as a version of a saved model.

    Get it from :meth:`AsyncDSSMLTask.get_trained_model_details` or
    :meth:`AsyncDSSSavedModel.get_version_details`.

    Attributes:
        details: all that DSS told of the model.
        snippet: the model in brief, with its metrics.
        saved_model: the saved model, or None.
        saved_model_version: identifier of its version, or None.
        mltask: the ML task, or None.
        mltask_model_id: full identifier of the model in the ML task, or None.
    """

    def __init__(
        self,
        details: dict[str, Any],
        snippet: dict[str, Any],
        saved_model: AsyncDSSSavedModel | None = None,
        saved_model_version: str | None = None,
        mltask: AsyncDSSMLTask | None = None,
        mltask_model_id: str | None = None,
    ) -> None:
        self.details = details
        self.snippet = snippet
        self.saved_model = saved_model
        self.saved_model_version = saved_model_version
        self.mltask = mltask
        self.mltask_model_id = mltask_model_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.details.get('fullModelId')}>"

    @property
    def client(self) -> AsyncDSSClient:
        if self.mltask is not None:
            return self.mltask.client
        return self._version()[0].client

    def _version(self) -> tuple[AsyncDSSSavedModel, str]:
        if self.saved_model is None:
            raise ValueError("the details belong neither to an ML task nor to a saved model")
        return self.saved_model, self.saved_model_version or ""

    def _of_task(self, build: Build[T], **options: Any) -> EndpointRequest[T]:
        """The request of an operation that only models in ML tasks have."""
        task = self.mltask
        if task is None:
            raise ValueError("only models in an ML task have this, not those of the flow")
        place = (task.project_key, task.analysis_id, task.mltask_id)
        return build(*place, self.mltask_model_id or "", **options)

    def _of_version(self, build: Build[T], **options: Any) -> EndpointRequest[T]:
        """The request of an operation that only versions of saved models have."""
        if self.mltask is not None:
            raise ValueError("only versions of saved models have this, not models in an ML task")
        model, version = self._version()
        return build(model.project_key, model.sm_id, version, **options)

    def request(self, lab: Build[T], saved: Build[T], **options: Any) -> EndpointRequest[T]:
        """The request of an operation that has a form for each place of a model.

        Args:
            lab: builds it for a model of an ML task.
            saved: builds it for a version of a saved model.
            options: what both take.
        """
        if self.mltask is not None:
            return self._of_task(lab, **options)
        return self._of_version(saved, **options)

    async def _start(
        self,
        lab: Build[Mapping[str, Any]],
        saved: Build[Mapping[str, Any]],
        **options: Any,
    ) -> AsyncDSSFuture:
        """Starts a task on the model."""
        state = await self.client.rest.json(self.request(lab, saved, **options))
        return AsyncDSSFuture.from_resp(self.client, state)

    def get_raw(self) -> dict[str, Any]:
        """Gives all that DSS told of the model.

        Returns:
            The dict itself.
        """
        return self.details

    @property
    def full_id(self) -> str:
        """Full identifier of the model."""
        return self.details["fullModelId"]

    def get_raw_snippet(self) -> dict[str, Any]:
        """Gives the model in brief.

        Returns:
            The dict itself.
        """
        return self.snippet

    def get_train_info(self) -> dict[str, Any]:
        """Gives how the training went.

        Returns:
            A dict with `state`, `startTime`, `endTime` and others.
        """
        return self.details["trainInfo"]

    def get_user_meta(self) -> dict[str, Any]:
        """Gives what people wrote on the model; what is changed is kept by :meth:`save_user_meta`.

        Returns:
            The dict itself: `name`, `description`, `starred`, `labels`.
        """
        return self.details["userMeta"]

    async def save_user_meta(self) -> None:
        """Keeps what :meth:`get_user_meta` gave, changed.

        Operation: `trained_model_update_user_meta` or `saved_model_update_version_user_meta`.
        """
        await self.client.rest.empty(
            self.request(
                api.trained_model.trained_model_update_user_meta.build_request,
                api.saved_model.saved_model_update_version_user_meta.build_request,
                body=self.details["userMeta"],
            )
        )

    async def get_origin_analysis_trained_model(self) -> AsyncDSSTrainedModelDetails | None:
        """Finds the model of an ML task that this version of a saved model was made of.

        Operation: `trained_model_get_details` and `trained_model_list_snippets`.

        Returns:
            The model; this one if it is in an ML task; None for a version trained in the flow.
        """
        if self.saved_model is None:
            return self
        origin: dict[str, Any] = self.details.get("smOrigin") or {}
        model_id = origin.get("fullModelId")
        if model_id is None:
            return None
        from dataikuapi.aio.dss._ml.mltask import AsyncDSSMLTask

        key = self.saved_model.project_key
        task = AsyncDSSMLTask.from_full_model_id(self.client, model_id, project_key=key)
        return await task.get_trained_model_details(model_id)

    def get_diagnostics(self) -> list[DSSMLDiagnostic]:
        """Gives what DSS found odd about the model.

        Returns:
            The diagnostics.
        """
        found: dict[str, Any] = self.details.get("mlDiagnostics") or {}
        diagnostics: list[dict[str, Any]] = found.get("diagnostics") or []
        return [DSSMLDiagnostic(each) for each in diagnostics]

    async def generate_documentation(
        self, folder_id: str | None = None, path: str | None = None
    ) -> AsyncDSSFuture:
        """Starts to write a document on the model.

        Operation: `trained_model_generate_documentation`,
        `trained_model_generate_documentation_from_folder` or those of saved models.

        Args:
            folder_id: identifier of the managed folder that holds the template; None for the
                template of DSS.
            path: path of the template in the folder.

        Returns:
            The task; `exportId` of its result is for :meth:`download_documentation_to_file`.

        Raises:
            ValueError: only one of both is given.
        """
        if bool(folder_id) != bool(path):
            raise ValueError("folder_id and path are given together, or none of them")
        lab, saved = api.trained_model, api.saved_model
        if folder_id is None:
            return await self._start(
                lab.trained_model_generate_documentation.build_request,
                saved.saved_model_generate_version_documentation.build_request,
            )
        return await self._start(
            lab.trained_model_generate_documentation_from_folder.build_request,
            saved.saved_model_generate_version_documentation_from_folder.build_request,
            folder_id=folder_id,
            path=path,
        )

    async def generate_documentation_from_custom_template(self, fp: AsyncUpload) -> AsyncDSSFuture:
        """Starts to write a document on the model, from a template of your own.

        Operation: `trained_model_generate_documentation_from_template` or
        `saved_model_generate_version_documentation_from_template`.

        Args:
            fp: the template, a document of Word: a file opened in binary mode, which is sent as it
                is read, the path of one (`pathlib.Path`), bytes, or an iterable of bytes.

        Returns:
            The task; `exportId` of its result is for :meth:`download_documentation_to_file`.
        """
        lab, saved = api.trained_model, api.saved_model
        with uploading("fp", fp) as content:
            return await self._start(
                lab.trained_model_generate_documentation_from_template.build_request,
                saved.saved_model_generate_version_documentation_from_template.build_request,
                body={"file": FilePart(content)},
            )

    def _documentation(self, export_id: str) -> EndpointRequest[Any]:
        check_name("export_id", export_id)
        if self.mltask is not None:
            build = api.trained_model.trained_model_download_documentation.build_request
            return build(self.mltask.project_key, export_id)
        build = api.saved_model.saved_model_download_documentation.build_request
        return build(self._version()[0].project_key, export_id)

    async def download_documentation_stream(self, export_id: str) -> AsyncDSSStream:
        """Downloads a document on the model.

        Operation: `trained_model_download_documentation` or `saved_model_download_documentation`.

        Args:
            export_id: `exportId` of the result of the task that wrote it.

        Returns:
            The document as a stream, to be closed.
        """
        return await self.client.rest.stream(self._documentation(export_id))

    async def download_documentation_to_file(
        self, export_id: str, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads a document on the model into a local file.

        Operation: `trained_model_download_documentation` or `saved_model_download_documentation`.

        Args:
            export_id: `exportId` of the result of the task that wrote it.
            path: path of the file; one that exists is replaced once all has arrived; or a file
                opened for writing bytes.
            progress: whether to show a progress bar.
        """
        await download(self.client.rest, self._documentation(export_id), path, progress=progress)


def metrics_of(snippet: Mapping[str, Any], *others: str) -> dict[str, Any]:
    """Gives what a snippet holds but what tells no performance.

    Args:
        snippet: the model in brief.
        others: names of members that are left out.

    Returns:
        A copy.
    """
    import copy

    kept = {name: value for name, value in snippet.items() if name not in others}
    return copy.deepcopy(kept)


def checked_features(name: str, value: Any) -> list[str]:
    """Requires the name of a feature or a list of names.

    Args:
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The names.
    """
    if isinstance(value, str):
        return [check_str(name, value)]
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{name} must be a string or a list, not {type(value).__name__}")
    return [check_str(name, each) for each in cast("list[Any]", value)]
