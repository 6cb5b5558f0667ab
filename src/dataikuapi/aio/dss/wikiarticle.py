"""Articles of the wiki of a project."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dict, check_str
from dataikuapi._uploads import uploading
from dataikuapi._wikitree import attachment_name
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import WikiArticleData
    from dataikuapi_rest.operation import EndpointRequest


class AsyncDSSWikiArticle:
    """An article. Get it from :meth:`AsyncDSSWiki.get_article`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        article_id: identifier of the article.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, article_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.article_id = article_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.article_id}>"

    async def get_data(self) -> AsyncDSSWikiArticleData:
        """Reads the article.

        Operation: `wiki_get_article`.

        Returns:
            The article, to be changed and saved.

        Raises:
            DSSNotFound: there is no such article.
        """
        request = api.wiki.wiki_get_article.build_request(self.project_key, self.article_id)
        data = await self.client.rest.json(request)
        return AsyncDSSWikiArticleData(self.client, self.project_key, self.article_id, data)

    async def upload_attachement(self, fp: AsyncUpload | IO[str] | str, filename: str) -> None:
        """Attaches a file to the article. The name of this method is spelt as DSS spells it.

        Operation: `wiki_upload_attachment`.

        Args:
            fp: the content: an open file, which is sent as it is read, the path of one
                (`pathlib.Path`), bytes, an iterable of bytes, or text, which is sent as UTF-8.
            filename: name of the file, whose end tells its type; characters other than letters,
                digits, blanks, dots, underscores and hyphens are dropped.
        """
        name = attachment_name(check_str("filename", filename))
        attach = api.wiki.wiki_upload_attachment.build_request
        with uploading("fp", fp, text=True) as content:
            body = {"file": FilePart(content, name)}
            await self.client.rest.json(attach(self.project_key, self.article_id, body=body))

    async def get_uploaded_file(self, upload_id: str) -> AsyncDSSStream:
        """Reads a file attached to the article.

        Operation: `wiki_download_attachment`.

        Args:
            upload_id: identifier of the file: `smartId` of one of the `attachments` that the
                metadata of the article lists.

        Returns:
            The file as a stream, to be closed by the caller.

        Raises:
            DSSNotFound: there is no such file.
        """
        request = api.wiki.wiki_download_attachment.build_request(
            self.project_key, self.article_id, upload_id
        )
        return await self.client.rest.stream(request)

    async def get_export_stream(
        self,
        paper_size: str = "A4",
        export_children: bool = False,
        export_attachment: bool = False,
    ) -> AsyncDSSStream:
        """Exports the article.

        Operation: `wiki_export_article`.

        Args:
            paper_size: `A4`, `A3`, `US_LETTER` or `LEDGER`.
            export_children: whether the articles below it go along.
            export_attachment: whether attached files go along, which makes a zip.

        Returns:
            The PDF or zip as a stream, to be closed by the caller.
        """
        request = self._export(paper_size, export_children, export_attachment)
        return await self.client.rest.stream(request)

    async def export_to_file(
        self,
        path: str | os.PathLike[str] | IO[bytes],
        paper_size: str = "A4",
        export_children: bool = False,
        export_attachment: bool = False,
        *,
        progress: bool = False,
    ) -> None:
        """Exports the article into a local file, which is there when all has arrived.

        Operation: `wiki_export_article`.

        Args:
            path: path of the file to write; one that exists is replaced; or a file opened for
                writing bytes.
            paper_size: `A4`, `A3`, `US_LETTER` or `LEDGER`.
            export_children: whether the articles below it go along.
            export_attachment: whether attached files go along, which makes a zip.
            progress: whether to show a progress bar.

        Raises:
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
            DSSDataError: what arrived was cut short; the file was not touched.
        """
        from dataikuapi.aio._download import download

        request = self._export(paper_size, export_children, export_attachment)
        await download(self.client.rest, request, path, progress=progress)

    def _export(
        self, paper_size: str, export_children: bool, export_attachment: bool
    ) -> EndpointRequest[bytes]:
        body = {
            "paperSize": paper_size,
            "exportChildren": export_children,
            "exportAttachments": export_attachment,
        }
        return api.wiki.wiki_export_article.build_request(
            self.project_key, self.article_id, body=body
        )

    async def delete(self) -> None:
        """Deletes the article; those below it go up a level.

        Operation: `wiki_delete_article`.
        """
        request = api.wiki.wiki_delete_article.build_request(self.project_key, self.article_id)
        await self.client.rest.empty(request)

    def get_object_discussions(self) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions on the article; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "ARTICLE", self.article_id)


class AsyncDSSWikiArticleData:
    """The content of an article. Get it from :meth:`AsyncDSSWikiArticle.get_data`.

    What is set stays here until :meth:`save`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        article_id: identifier of the article.
        article_data: the article, changed in place.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        article_id: str,
        article_data: WikiArticleData,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.article_id = article_id
        self.article_data = article_data

    def get_raw(self) -> WikiArticleData:
        """Gives the article as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.article_data

    def get_body(self) -> str | None:
        """Gives the text of the article, in Markdown.

        Returns:
            The text, or None.
        """
        return self.article_data.get("payload")

    def set_body(self, content: str) -> None:
        """Sets the text of the article.

        Args:
            content: the text, in Markdown.
        """
        self.article_data["payload"] = content

    def get_metadata(self) -> dict[str, Any] | None:
        """Gives what is known of the article beside its text: name, tags, attachments.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return cast("dict[str, Any] | None", self.article_data.get("article"))

    def set_metadata(self, metadata: Mapping[str, Any]) -> None:
        """Replaces what is known of the article beside its text.

        Args:
            metadata: what :meth:`get_metadata` gave, changed.
        """
        self.article_data["article"] = cast("Any", check_dict("metadata", metadata))

    def get_name(self) -> str:
        """Gives the name of the article.

        Returns:
            The name.
        """
        return cast("Any", self.article_data)["article"]["name"]

    def set_name(self, name: str) -> None:
        """Sets the name of the article.

        Args:
            name: the name.
        """
        cast("Any", self.article_data)["article"]["name"] = check_str("name", name)

    async def save(self, *, force: bool | None = None) -> None:
        """Saves the article, and keeps what DSS made of it.

        Operation: `wiki_update_article`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        body = cast("Mapping[str, Any]", self.article_data)
        request = api.wiki.wiki_update_article.build_request(
            self.project_key, self.article_id, body=body
        )
        read = api.wiki.wiki_get_article.build_request(self.project_key, self.article_id)
        async with AsyncSaving(self.client.rest, read, self.article_data, force):
            self.article_data: WikiArticleData = await self.client.rest.json(request)
