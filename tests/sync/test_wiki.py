# Derived by `tox -e generate` from tests/aio/test_wiki.py. Do not edit.
"""The wiki of a project: its tree, its articles, what is attached to them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DataikuException, DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.wiki import DSSWiki, DSSWikiArticle
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def wiki(client: DSSClient) -> DSSWiki:
    project = client.create_project("SALES", "Sales", "admin")
    return project.get_wiki()


def names(articles: list[DSSWikiArticle]) -> list[str]:
    """The names of articles."""
    return [(article.get_data()).get_name() for article in articles]


def test_articles_are_created_below_each_other(wiki: DSSWiki) -> None:
    assert wiki.list_articles() == []
    top = wiki.create_article("Welcome", content="# Hello é")
    below = wiki.create_article("Details", parent_id=top.article_id)
    wiki.create_article("Other")
    assert names(wiki.list_articles()) == ["Welcome", "Details", "Other"]
    assert (top.get_data()).get_body() == "# Hello é"
    assert (below.get_data()).get_body() == ""
    settings = wiki.get_settings()
    assert settings.get_home_article_id() == top.article_id
    assert settings.get_raw()["projectKey"] == "SALES"
    assert settings.get_taxonomy()[0] == {
        "id": top.article_id,
        "children": [{"id": below.article_id, "children": []}],
    }
    assert top.article_id in repr(top)


def test_list_articles_asks_once(wiki: DSSWiki, mock: DSSMock) -> None:
    for name in "abc":
        wiki.create_article(name)
    asked = len(mock.calls)
    assert len(wiki.list_articles()) == 3
    assert len(mock.calls) == asked + 1


def test_an_article_is_found_by_name_or_identifier(wiki: DSSWiki) -> None:
    made = wiki.create_article("Odd name? #1/2")
    assert (wiki.get_article("Odd name? #1/2")).article_id == made.article_id
    assert (wiki.get_article(made.article_id)).article_id == made.article_id
    with pytest.raises(DSSNotFound, match="Nowhere"):
        wiki.get_article("Nowhere")


def test_create_that_cannot_be(wiki: DSSWiki, mock: DSSMock) -> None:
    with pytest.raises(DSSNotFound, match="nowhere"):
        wiki.create_article("Lost", parent_id="nowhere")
    with pytest.raises(DSSBadRequest, match="blank"):
        wiki.create_article("  ")
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="article_name"):
        wiki.create_article("")
    assert len(mock.calls) == asked
    assert wiki.list_articles() == []


def test_articles_are_changed(wiki: DSSWiki) -> None:
    article = wiki.create_article("Welcome", content="Old")
    data = article.get_data()
    data.set_name("Home")
    data.set_body("New")
    metadata: Any = data.get_metadata()
    metadata["tags"] = ["a"]
    metadata["unknown"] = {"kept": [1]}
    data.set_metadata(dict(metadata))
    data.save()
    assert data.get_raw()["payload"] == "New"
    again = article.get_data()
    assert (again.get_name(), again.get_body()) == ("Home", "New")
    found: Any = again.get_metadata()
    assert (found["tags"], found["unknown"]) == (["a"], {"kept": [1]})
    assert found["versionTag"]["versionNumber"] == 2
    data.set_name(" ")
    with pytest.raises(DSSBadRequest, match="blank"):
        data.save()
    with pytest.raises(TypeError, match="metadata"):
        data.set_metadata("x")  # type: ignore[arg-type]


def test_articles_are_moved(wiki: DSSWiki) -> None:
    a, b, c = [(wiki.create_article(name)).article_id for name in "abc"]
    settings = wiki.get_settings()
    settings.move_article_in_taxonomy(b, a)
    settings.move_article_in_taxonomy(c, b)
    settings.set_home_article_id(c)
    settings.save()
    settings = wiki.get_settings()
    assert settings.get_home_article_id() == c
    [root] = settings.get_taxonomy()
    assert root["children"][0]["children"] == [{"id": c, "children": []}]
    with pytest.raises(DataikuException, match="Parent article not found"):
        settings.move_article_in_taxonomy(a, c)
    with pytest.raises(DataikuException, match="nowhere"):
        settings.move_article_in_taxonomy("nowhere")
    settings.move_article_in_taxonomy(c)
    assert [node["id"] for node in settings.get_taxonomy()] == [a, c]


def test_a_tree_that_misses_an_article_is_refused(wiki: DSSWiki) -> None:
    a, b = [(wiki.create_article(name)).article_id for name in "ab"]
    settings = wiki.get_settings()
    for tree in ([], [a], [a, b, a], [a, b, "x"]):
        settings.set_taxonomy([{"id": id, "children": []} for id in tree])
        with pytest.raises(DSSBadRequest, match="taxonomy"):
            settings.save()
    settings.set_taxonomy([{"id": id, "children": []} for id in (b, a)])
    settings.set_home_article_id("nowhere")
    with pytest.raises(DSSBadRequest, match="nowhere"):
        settings.save()
    assert (wiki.get_settings()).get_taxonomy()[0]["id"] == a


def test_articles_are_deleted(wiki: DSSWiki, mock: DSSMock) -> None:
    top = wiki.create_article("Top")
    below = wiki.create_article("Below", parent_id=top.article_id)
    top.upload_attachement(io.BytesIO(b"x"), "x.txt")
    top.delete()
    assert names(wiki.list_articles()) == ["Below"]
    assert (wiki.get_settings()).get_home_article_id() is None
    assert not mock.blobs.keys("projects/SALES/wiki/")
    with pytest.raises(DSSNotFound, match=top.article_id):
        top.get_data()
    below.delete()
    assert wiki.list_articles() == []


def attached(article: DSSWikiArticle) -> list[Any]:
    """What is attached to an article."""
    metadata: Any = (article.get_data()).get_metadata()
    return metadata["attachments"]


def test_files_are_attached(wiki: DSSWiki) -> None:
    article = wiki.create_article("Welcome")
    article.upload_attachement(io.BytesIO(b"\x89PNG"), "plan (é) 1/2.png")
    [found] = attached(article)
    assert found["details"]["objectDisplayName"] == "plan  12.png"
    assert found["details"]["mimeType"] == "image/png"
    with article.get_uploaded_file(found["smartId"]) as stream:
        assert stream.read() == b"\x89PNG"
    with pytest.raises(DSSNotFound, match="nowhere"):
        article.get_uploaded_file("nowhere")
    with pytest.raises(ValueError, match="filename"):
        article.upload_attachement(io.BytesIO(b""), "é")
    with pytest.raises(TypeError, match="fp"):
        article.upload_attachement(None, "a")  # type: ignore[arg-type]


def test_all_articles_are_exported(wiki: DSSWiki, tmp_path: Path) -> None:
    first = wiki.create_article("First", content="Hello (world)\n" * 100)
    wiki.create_article("Second", content="Bye")
    with wiki.get_export_stream() as stream:
        pdf = stream.read()
    assert pdf.startswith(b"%PDF-")
    assert rb"(Hello \(world\))" in pdf
    assert b"(Second)" in pdf
    first.upload_attachement(io.BytesIO(b"data"), "a.txt")
    wiki.export_to_file(tmp_path / "wiki.zip", paper_size="A3", export_attachment=True)
    with zipfile.ZipFile(tmp_path / "wiki.zip") as archive:
        attachment = next(name for name in archive.namelist() if name.endswith("a.txt"))
        assert archive.read(attachment) == b"data"
        assert b"842 1191" in archive.read("wiki.pdf")


def test_an_article_is_exported(wiki: DSSWiki, tmp_path: Path) -> None:
    top = wiki.create_article("Top")
    wiki.create_article("Below", parent_id=top.article_id)
    wiki.create_article("Other")
    top.export_to_file(tmp_path / "top.pdf")
    with top.get_export_stream("A4", export_children=True) as stream:
        both = stream.read()
    shown = [b"(Top)" in both, b"(Below)" in both, b"(Other)" in both]
    assert shown == [True, True, False]
    with zipfile.ZipFile(io.BytesIO(zipped(top))) as archive:
        assert archive.namelist() == ["wiki.pdf"]
    with pytest.raises(DSSBadRequest, match="A5"):
        top.get_export_stream("A5")


def zipped(article: DSSWikiArticle) -> bytes:
    """The zip of an article."""
    with article.get_export_stream(export_attachment=True) as stream:
        return stream.read()


def test_discussions(wiki: DSSWiki) -> None:
    article = wiki.create_article("Welcome")
    article.get_object_discussions().create_discussion("Text", "Which?")
    assert len(article.get_object_discussions().list_discussions()) == 1


def test_articles_travel_with_the_project(wiki: DSSWiki) -> None:
    article = wiki.create_article("Welcome", content="Text")
    article.upload_attachement(io.BytesIO(b"x"), "x.txt")
    wiki.client.get_project("SALES").duplicate("COPY", "Copy")
    [twin] = wiki.client.get_project("COPY").get_wiki().list_articles()
    assert (twin.get_data()).get_body() == "Text"
    [found] = attached(twin)
    with twin.get_uploaded_file(found["smartId"]) as stream:
        assert stream.read() == b"x"


def test_rights(wiki: DSSWiki, mock: DSSMock, client_as: Callable[[str], DSSClient]) -> None:
    article = wiki.create_article("Welcome")
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES").get_wiki()
    with pytest.raises(DSSForbidden):
        theirs.list_articles()
    line = {"group": "readers", "readProjectContent": True}
    project = wiki.client.get_project("SALES")
    project.set_permissions({"owner": "admin", "permissions": [line]})
    [found] = theirs.list_articles()
    assert found.article_id == article.article_id
    with pytest.raises(DSSForbidden):
        theirs.create_article("Mine")
    with pytest.raises(DSSForbidden):
        (found.get_data()).save()
    with pytest.raises(DSSForbidden):
        found.delete()
