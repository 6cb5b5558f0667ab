"""What is in a dataset: rows, partitions, files, and what they look like."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any, cast

from dataikuapi._args import check_name
from dataikuapi._casting import json_row_caster, types_of
from dataikuapi._errors import DataikuException
from dataikuapi._members import dict_in
from dataikuapi._uploads import AsyncUpload, uploading
from dataikuapi.aio.dss._dataset.rows import AsyncDatasetRows, names_of
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.datasetsettings import AsyncDSSDatasetSettings
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi_rest.dicts import DatasetUploadedFile, Message

PLUGIN_TYPES = ("CustomPython_", "CustomJava_")


class AsyncDatasetData(AsyncDatasetRows):
    """Methods on what is in a dataset."""

    async def list_partitions(self) -> list[str]:
        """Lists the partitions that have data.

        Operation: `dataset_list_partitions`.

        Returns:
            Their identifiers; values of several dimensions are joined by bars.
        """
        request = api.dataset.dataset_list_partitions.build_request(*self._place)
        return await self.client.rest.json(request)

    async def clear(self, partitions: str | Sequence[str] | None = None) -> Message:
        """Deletes the rows; the dataset stays.

        Operation: `dataset_clear`.

        Args:
            partitions: only those of this partition, or of these.

        Returns:
            What DSS answers.

        Raises:
            ValueError: the list of partitions is empty; nothing was deleted.
        """
        request = api.dataset.dataset_clear.build_request(
            *self._place, partitions=names_of("partitions", partitions)
        )
        return await self.client.rest.json(request)

    async def copy_to(
        self, target: AsyncDatasetData, sync_schema: bool = True, write_mode: str = "OVERWRITE"
    ) -> AsyncDSSFuture:
        """Starts to copy the rows into another dataset.

        Operation: `dataset_copy`.

        Args:
            target: the other dataset.
            sync_schema: whether it takes over the columns.
            write_mode: `OVERWRITE`, or `APPEND` to keep the rows that it has.

        Returns:
            The task that copies.

        Raises:
            DSSNotFound: one of the two does not exist.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        if not isinstance(target, AsyncDatasetData):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            raise TypeError(f"target must be a dataset, not {type(target).__name__}")
        body: dict[str, Any] = {
            "targetProjectKey": target.project_key,
            "targetDatasetName": target.dataset_name,
            "syncSchema": sync_schema,
            "writeMode": write_mode,
        }
        request = api.dataset.dataset_copy.build_request(*self._place, body=body)
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))

    async def search_data_elastic(
        self,
        query_string: str,
        start: int = 0,
        size: int = 128,
        sort_columns: Sequence[Any] | None = None,
        partitions: Sequence[str] | None = None,
        *,
        timeout: float | None = None,
    ) -> dict[str, Any]:
        """Searches the rows of a dataset on Elasticsearch, and waits for them.

        Operation: `dataset_search_rows`.

        Args:
            query_string: query in the language of Elasticsearch.
            start: number of the first row, from 0.
            size: how many rows at most.
            sort_columns: columns to sort by.
            partitions: only rows of these.
            timeout: seconds to wait at most.

        Returns:
            A dict with `columns`, `rows`, `warnings` and, for the first page, `found`.

        Raises:
            DSSBadRequest: the dataset is not on Elasticsearch.
            DSSFutureError: the search gave no result.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.dataset.dataset_search_rows.build_request(
            *self._place,
            query_string=query_string,
            start=start,
            size=size,
            # Without a list the incumbent sends the JSON text null, which DSS reads as none.
            sort_columns=json.dumps(None if sort_columns is None else list(sort_columns)),
            partitions=json.dumps(None if partitions is None else list(partitions)),
        )
        future = AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))
        result = dict(await future.wait_for_result(timeout=timeout))
        cast_row = json_row_caster(types_of(result["columns"]))
        result["rows"] = [cast_row(row) for row in result["rows"]]
        return result

    async def synchronize_hive_metastore(self) -> None:
        """Writes the definition of this dataset into the Hive metastore.

        Operation: `dataset_sync_hive`.

        Raises:
            DSSBadRequest: Hive cannot know datasets of this type.
        """
        await self.client.rest.empty(api.dataset.dataset_sync_hive.build_request(*self._place))

    async def update_from_hive(self) -> None:
        """Reads the definition of this dataset from the Hive metastore.

        Operation: `dataset_update_from_hive`.

        Raises:
            DSSBadRequest: Hive does not know the dataset.
        """
        request = api.dataset.dataset_update_from_hive.build_request(*self._place)
        await self.client.rest.empty(request)

    async def uploaded_add_file(
        self, fp: AsyncUpload | IO[str] | str, filename: str, *, progress: bool = False
    ) -> None:
        """Adds a file to a dataset of uploaded files; it is streamed.

        Nothing is detected by this: :meth:`autodetect_settings` does that.

        Operation: `dataset_upload_file`.

        Args:
            fp: the content: an open file, which is sent as it is read, the path of one
                (`pathlib.Path`), bytes, an iterable of bytes, or text, which is sent as UTF-8.
            filename: name of the file; one of this name is replaced.
            progress: whether to show a progress bar.

        Raises:
            DSSBadRequest: the dataset takes no uploads.
            IsADirectoryError: the path is a folder; nothing was sent.
        """
        from dataikuapi_rest.operation import FilePart

        name = check_name("filename", filename)
        with uploading("fp", fp, progress=progress, text=True) as content:
            request = api.dataset.dataset_upload_file.build_request(
                *self._place, body={"file": FilePart(content, name)}
            )
            await self.client.rest.empty(request)

    async def uploaded_list_files(self) -> list[DatasetUploadedFile]:
        """Lists the files of a dataset of uploaded files.

        Operation: `dataset_list_files`.

        Returns:
            For each a dict with its name as `path`, and `length`.
        """
        request = api.dataset.dataset_list_files.build_request(*self._place)
        return await self.client.rest.json(request)

    async def test_and_detect(self, infer_storage_types: bool = False) -> Any:
        """Looks at the data and tells its format and columns; nothing is changed.

        Operations: `dataset_get`, and `dataset_detect_files`, `dataset_detect_sql`,
        `dataset_detect_elasticsearch` or `dataset_detect_custom`, as the type asks for.

        Args:
            infer_storage_types: whether columns of files get other types than string.

        Returns:
            For files the task that looks at them, else what was found.

        Raises:
            ValueError: datasets of this type cannot be looked at.
        """
        return await self._detect(await self.get_settings(), infer_storage_types)

    async def _detect(self, settings: AsyncDSSDatasetSettings, infer: bool) -> Any:
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        kind, rest = settings.type, self.client.rest
        if self._is_on_files(kind):
            body = {"detectPossibleFormats": True, "inferStorageTypes": infer}
            request = api.dataset.dataset_detect_files.build_request(*self._place, body=body)
            return AsyncDSSFuture.from_resp(self.client, await rest.json(request))
        if kind in self._SQL_TYPES:
            return await rest.json(api.dataset.dataset_detect_sql.build_request(*self._place))
        if kind == "ElasticSearch":
            return await rest.json(
                api.dataset.dataset_detect_elasticsearch.build_request(*self._place)
            )
        if kind.startswith(PLUGIN_TYPES):
            wish = {"inferStorageTypes": infer}
            return await rest.json(
                api.dataset.dataset_detect_custom.build_request(*self._place, body=wish)
            )
        raise ValueError(f"don't know how to test/detect on dataset type:{kind}")

    def _is_on_files(self, kind: str) -> bool:
        return kind in self._FS_TYPES or kind.startswith("fsprovider_")

    async def autodetect_settings(
        self, infer_storage_types: bool = False, *, timeout: float | None = None
    ) -> AsyncDSSDatasetSettings:
        """Looks at the data and puts its format and columns into the settings; saves nothing.

        Example:
            await dataset.uploaded_add_file(file, "orders.csv")
            settings = await dataset.autodetect_settings(infer_storage_types=True)
            await settings.save()

        Operation: `dataset_get`. What looks at the data is told by :meth:`test_and_detect`.

        Args:
            infer_storage_types: whether columns of files get other types than string.
            timeout: seconds to wait at most.

        Returns:
            The settings as they would be, to be saved.

        Raises:
            ValueError: datasets of this type cannot be looked at.
            DataikuException: nothing was recognised; the message holds what DSS found.
        """
        settings = await self.get_settings()
        found = await self._detect(settings, infer_storage_types)
        raw = settings.get_raw()
        if self._is_on_files(settings.type):
            answer = await found.wait_for_result(timeout=timeout)
            found = dict_in(answer, "format")
            if not found.get("ok"):
                raise _undetected("Format", answer)
            raw["formatType"] = found["type"]
            raw["formatParams"] = found["params"]
        schema = found.get("schema") or dict_in(found, "schemaDetection").get("newSchema")
        if schema is None:
            what = "Schema" if settings.type.startswith(PLUGIN_TYPES) else "Format"
            raise _undetected(what, found)
        raw["schema"] = schema
        return settings

    def get_as_core_dataset(self) -> Any:
        """Gives the same dataset for the `dataiku` package, which there is inside of DSS.

        Returns:
            The `dataiku.Dataset`.

        Raises:
            ImportError: the package is not installed.
        """
        import dataiku  # pyright: ignore[reportMissingImports]  (it is there only where DSS runs the code)

        return cast("Any", dataiku).Dataset(f"{self.project_key}.{self.dataset_name}")


def _undetected(what: str, answer: Any) -> DataikuException:
    return DataikuException(f"{what} detection failed, complete response is {json.dumps(answer)}")
