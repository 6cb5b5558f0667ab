"""The wiki of a project: its tree, its articles, what is attached to them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DataikuException, DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.wiki import AsyncDSSWiki, AsyncDSSWikiArticle
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def wiki(client: AsyncDSSClient) -> AsyncDSSWiki:
    project = await client.create_project("SALES", "Sales", "admin")
    return project.get_wiki()


async def names(articles: list[AsyncDSSWikiArticle]) -> list[str]:
    """The names of articles."""
    return [(await article.get_data()).get_name() for article in articles]


async def test_articles_are_created_below_each_other(wiki: AsyncDSSWiki) -> None:
    assert await wiki.list_articles() == []
    top = await wiki.create_article("Welcome", content="# Hello é")
    below = await wiki.create_article("Details", parent_id=top.article_id)
    await wiki.create_article("Other")
    assert await names(await wiki.list_articles()) == ["Welcome", "Details", "Other"]
    assert (await top.get_data()).get_body() == "# Hello é"
    assert (await below.get_data()).get_body() == ""
    settings = await wiki.get_settings()
    assert settings.get_home_article_id() == top.article_id
    assert settings.get_raw()["projectKey"] == "SALES"
    assert settings.get_taxonomy()[0] == {
        "id": top.article_id,
        "children": [{"id": below.article_id, "children": []}],
    }
    assert top.article_id in repr(top)


async def test_list_articles_asks_once(wiki: AsyncDSSWiki, mock: DSSMock) -> None:
    for name in "abc":
        await wiki.create_article(name)
    asked = len(mock.calls)
    assert len(await wiki.list_articles()) == 3
    assert len(mock.calls) == asked + 1


async def test_an_article_is_found_by_name_or_identifier(wiki: AsyncDSSWiki) -> None:
    made = await wiki.create_article("Odd name? #1/2")
    assert (await wiki.get_article("Odd name? #1/2")).article_id == made.article_id
    assert (await wiki.get_article(made.article_id)).article_id == made.article_id
    with pytest.raises(DSSNotFound, match="Nowhere"):
        await wiki.get_article("Nowhere")


async def test_create_that_cannot_be(wiki: AsyncDSSWiki, mock: DSSMock) -> None:
    with pytest.raises(DSSNotFound, match="nowhere"):
        await wiki.create_article("Lost", parent_id="nowhere")
    with pytest.raises(DSSBadRequest, match="blank"):
        await wiki.create_article("  ")
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="article_name"):
        await wiki.create_article("")
    assert len(mock.calls) == asked
    assert await wiki.list_articles() == []


async def test_articles_are_changed(wiki: AsyncDSSWiki) -> None:
    article = await wiki.create_article("Welcome", content="Old")
    data = await article.get_data()
    data.set_name("Home")
    data.set_body("New")
    metadata: Any = data.get_metadata()
    metadata["tags"] = ["a"]
    metadata["unknown"] = {"kept": [1]}
    data.set_metadata(dict(metadata))
    await data.save()
    assert data.get_raw()["payload"] == "New"
    again = await article.get_data()
    assert (again.get_name(), again.get_body()) == ("Home", "New")
    found: Any = again.get_metadata()
    assert (found["tags"], found["unknown"]) == (["a"], {"kept": [1]})
    assert found["versionTag"]["versionNumber"] == 2
    data.set_name(" ")
    with pytest.raises(DSSBadRequest, match="blank"):
        await data.save()
    with pytest.raises(TypeError, match="metadata"):
        data.set_metadata("x")  # type: ignore[arg-type]


async def test_articles_are_moved(wiki: AsyncDSSWiki) -> None:
    a, b, c = [(await wiki.create_article(name)).article_id for name in "abc"]
    settings = await wiki.get_settings()
    settings.move_article_in_taxonomy(b, a)
    settings.move_article_in_taxonomy(c, b)
    settings.set_home_article_id(c)
    await settings.save()
    settings = await wiki.get_settings()
    assert settings.get_home_article_id() == c
    [root] = settings.get_taxonomy()
    assert root["children"][0]["children"] == [{"id": c, "children": []}]
    with pytest.raises(DataikuException, match="Parent article not found"):
        settings.move_article_in_taxonomy(a, c)
    with pytest.raises(DataikuException, match="nowhere"):
        settings.move_article_in_taxonomy("nowhere")
    settings.move_article_in_taxonomy(c)
    assert [node["id"] for node in settings.get_taxonomy()] == [a, c]


async def test_a_tree_that_misses_an_article_is_refused(wiki: AsyncDSSWiki) -> None:
    a, b = [(await wiki.create_article(name)).article_id for name in "ab"]
    settings = await wiki.get_settings()
    for tree in ([], [a], [a, b, a], [a, b, "x"]):
        settings.set_taxonomy([{"id": id, "children": []} for id in tree])
        with pytest.raises(DSSBadRequest, match="taxonomy"):
            await settings.save()
    settings.set_taxonomy([{"id": id, "children": []} for id in (b, a)])
    settings.set_home_article_id("nowhere")
    with pytest.raises(DSSBadRequest, match="nowhere"):
        await settings.save()
    assert (await wiki.get_settings()).get_taxonomy()[0]["id"] == a


async def test_articles_are_deleted(wiki: AsyncDSSWiki, mock: DSSMock) -> None:
    top = await wiki.create_article("Top")
    below = await wiki.create_article("Below", parent_id=top.article_id)
    await top.upload_attachement(io.BytesIO(b"x"), "x.txt")
    await top.delete()
    assert await names(await wiki.list_articles()) == ["Below"]
    assert (await wiki.get_settings()).get_home_article_id() is None
    assert not mock.blobs.keys("projects/SALES/wiki/")
    with pytest.raises(DSSNotFound, match=top.article_id):
        await top.get_data()
    await below.delete()
    assert await wiki.list_articles() == []


async def attached(article: AsyncDSSWikiArticle) -> list[Any]:
    """What is attached to an article."""
    metadata: Any = (await article.get_data()).get_metadata()
    return metadata["attachments"]


async def test_files_are_attached(wiki: AsyncDSSWiki) -> None:
    article = await wiki.create_article("Welcome")
    await article.upload_attachement(io.BytesIO(b"\x89PNG"), "plan (é) 1/2.png")
    [found] = await attached(article)
    assert found["details"]["objectDisplayName"] == "plan  12.png"
    assert found["details"]["mimeType"] == "image/png"
    async with await article.get_uploaded_file(found["smartId"]) as stream:
        assert await stream.read() == b"\x89PNG"
    with pytest.raises(DSSNotFound, match="nowhere"):
        await article.get_uploaded_file("nowhere")
    with pytest.raises(ValueError, match="filename"):
        await article.upload_attachement(io.BytesIO(b""), "é")
    with pytest.raises(TypeError, match="fp"):
        await article.upload_attachement(None, "a")  # type: ignore[arg-type]


async def test_all_articles_are_exported(wiki: AsyncDSSWiki, tmp_path: Path) -> None:
    first = await wiki.create_article("First", content="Hello (world)\n" * 100)
    await wiki.create_article("Second", content="Bye")
    async with await wiki.get_export_stream() as stream:
        pdf = await stream.read()
    assert pdf.startswith(b"%PDF-")
    assert rb"(Hello \(world\))" in pdf
    assert b"(Second)" in pdf
    await first.upload_attachement(io.BytesIO(b"data"), "a.txt")
    await wiki.export_to_file(tmp_path / "wiki.zip", paper_size="A3", export_attachment=True)
    with zipfile.ZipFile(tmp_path / "wiki.zip") as archive:
        attachment = next(name for name in archive.namelist() if name.endswith("a.txt"))
        assert archive.read(attachment) == b"data"
        assert b"842 1191" in archive.read("wiki.pdf")


async def test_an_article_is_exported(wiki: AsyncDSSWiki, tmp_path: Path) -> None:
    top = await wiki.create_article("Top")
    await wiki.create_article("Below", parent_id=top.article_id)
    await wiki.create_article("Other")
    await top.export_to_file(tmp_path / "top.pdf")
    async with await top.get_export_stream("A4", export_children=True) as stream:
        both = await stream.read()
    shown = [b"(Top)" in both, b"(Below)" in both, b"(Other)" in both]
    assert shown == [True, True, False]
    with zipfile.ZipFile(io.BytesIO(await zipped(top))) as archive:
        assert archive.namelist() == ["wiki.pdf"]
    with pytest.raises(DSSBadRequest, match="A5"):
        await top.get_export_stream("A5")


async def zipped(article: AsyncDSSWikiArticle) -> bytes:
    """The zip of an article."""
    async with await article.get_export_stream(export_attachment=True) as stream:
        return await stream.read()


async def test_discussions(wiki: AsyncDSSWiki) -> None:
    article = await wiki.create_article("Welcome")
    await article.get_object_discussions().create_discussion("Text", "Which?")
    assert len(await article.get_object_discussions().list_discussions()) == 1


async def test_articles_travel_with_the_project(wiki: AsyncDSSWiki) -> None:
    article = await wiki.create_article("Welcome", content="Text")
    await article.upload_attachement(io.BytesIO(b"x"), "x.txt")
    await wiki.client.get_project("SALES").duplicate("COPY", "Copy")
    [twin] = await wiki.client.get_project("COPY").get_wiki().list_articles()
    assert (await twin.get_data()).get_body() == "Text"
    [found] = await attached(twin)
    async with await twin.get_uploaded_file(found["smartId"]) as stream:
        assert await stream.read() == b"x"


async def test_rights(
    wiki: AsyncDSSWiki, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    article = await wiki.create_article("Welcome")
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES").get_wiki()
    with pytest.raises(DSSForbidden):
        await theirs.list_articles()
    line = {"group": "readers", "readProjectContent": True}
    project = wiki.client.get_project("SALES")
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    [found] = await theirs.list_articles()
    assert found.article_id == article.article_id
    with pytest.raises(DSSForbidden):
        await theirs.create_article("Mine")
    with pytest.raises(DSSForbidden):
        await (await found.get_data()).save()
    with pytest.raises(DSSForbidden):
        await found.delete()
