"""Handlers of the wiki of a project: the tree of articles, the articles, their attachments."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services._object_state import READ, WRITE, begun, replaced, rows_of
from dssmock.services._pdf import PAPERS, pdf
from dssmock.services._plugin_archive import uploaded, write_zip

if TYPE_CHECKING:
    from dssmock.core import DSSMock

ARTICLES, WIKIS = "wiki_articles", "wikis"
Tree = list[dict[str, Any]]


def wiki_of(call: Call, right: str = READ) -> dict[str, Any]:
    """The settings of the wiki of a call; every project has one."""
    key = call.path["project_key"]
    call.require_project(key, right)
    empty = {"projectKey": key, "id": "wiki", "name": "Wiki", "homeArticleId": None, "taxonomy": []}
    return call.dss.table(WIKIS).find(f"{key}.wiki") or empty


def keep(dss: DSSMock, wiki: dict[str, Any]) -> None:
    """Keep the settings of a wiki."""
    dss.table(WIKIS).put(f"{wiki['projectKey']}.wiki", wiki)


def article_of(call: Call, right: str = READ) -> dict[str, Any]:
    """The article of a call, by identifier or name.

    Raises:
        errors.NotFound: the project has no such article.
    """
    key, wanted = call.path["project_key"], call.path["article_id"]
    call.require_project(key, right)
    found = call.dss.table(ARTICLES).find(f"{key}.{wanted}")
    if found is not None:
        return found
    for each in rows_of(call.dss, ARTICLES, key):
        if each["article"]["name"] == wanted:
            return each
    raise errors.NotFound(f"article does not exist: {key}.{wanted}")


def row_of(article: dict[str, Any]) -> str:
    """Identifier of an article in the table."""
    return f"{article['article']['projectKey']}.{article['article']['id']}"


def nodes(tree: Tree) -> Iterator[dict[str, Any]]:
    """All articles of a tree, each before those below it."""
    for node in tree:
        yield node
        yield from nodes(node.get("children") or [])


@handles("wiki_get_settings")
def get_settings(call: Call) -> dict[str, Any]:
    return wiki_of(call)


@handles("wiki_update_settings")
def update_settings(call: Call) -> dict[str, Any]:
    wiki = wiki_of(call, WRITE)
    key = wiki["projectKey"]
    told = [node.get("id") for node in nodes(call.body.get("taxonomy") or [])]
    known = [each["article"]["id"] for each in rows_of(call.dss, ARTICLES, key)]
    if sorted(map(str, told)) != sorted(known):
        raise errors.BadRequest("Every article must be in the taxonomy once, and no other")
    home = call.body.get("homeArticleId")
    if home and home not in known:
        raise errors.BadRequest(f"Home article does not exist: {home}")
    changed = {**call.body, "projectKey": key, "id": wiki["id"]}
    keep(call.dss, changed)
    return changed


@handles("wiki_create_article")
def create_article(call: Call) -> dict[str, Any]:
    wiki = wiki_of(call, WRITE)
    key, name, parent = wiki["projectKey"], call.body["name"], call.body.get("parent")
    if not name.strip():
        raise errors.BadRequest("The name of an article must not be blank")
    level = wiki["taxonomy"]
    if parent:
        above = next((node for node in nodes(level) if node["id"] == parent), None)
        if above is None:
            raise errors.NotFound(f"article does not exist: {key}.{parent}")
        level = above["children"]
    id = call.dss.ids.short(8)
    article = begun(
        call,
        {
            "id": id,
            "name": name,
            "projectKey": key,
            "layout": "WIKI_ARTICLE",
            "tags": [],
            "attachments": [],
        },
    )
    level.append({"id": id, "children": []})
    wiki["homeArticleId"] = wiki.get("homeArticleId") or id
    keep(call.dss, wiki)
    made = {"article": article, "payload": ""}
    call.dss.table(ARTICLES).add(f"{key}.{id}", made)
    return made


@handles("wiki_get_article")
def get_article(call: Call) -> dict[str, Any]:
    return article_of(call)


@handles("wiki_update_article")
def update_article(call: Call) -> dict[str, Any]:
    old = article_of(call, WRITE)
    given = call.body.get("article") or {}
    changed = {**call.body, "article": replaced(call, old["article"], given)}
    if not str(changed["article"].get("name") or "").strip():
        raise errors.BadRequest("The name of an article must not be blank")
    call.dss.table(ARTICLES).put(row_of(old), changed)
    return changed


@handles("wiki_delete_article")
def delete_article(call: Call) -> Empty:
    article, wiki = article_of(call, WRITE), wiki_of(call, WRITE)
    id = article["article"]["id"]
    wiki["taxonomy"] = _without(wiki["taxonomy"], id)
    if wiki.get("homeArticleId") == id:
        wiki["homeArticleId"] = None
    keep(call.dss, wiki)
    for blob in call.dss.blobs.keys(_uploads(article)):
        call.dss.blobs.delete(blob)
    call.dss.table(ARTICLES).delete(row_of(article))
    return EMPTY


def _without(tree: Tree, id: str) -> Tree:
    """A tree without an article; those below it take its place."""
    kept: Tree = []
    for node in tree:
        below = _without(node.get("children") or [], id)
        kept += below if node["id"] == id else [{**node, "children": below}]
    return kept


def _uploads(article: dict[str, Any]) -> str:
    """Beginning of the names of the bytes attached to an article."""
    about = article["article"]
    return f"projects/{about['projectKey']}/wiki/{about['id']}/"


@handles("wiki_upload_attachment")
def upload_attachment(call: Call) -> dict[str, Any]:
    article = article_of(call, WRITE)
    file, id = uploaded(call.files), call.dss.ids.short(8)
    name = file.filename or "file"
    attached = {
        "attachmentType": "FILE",
        "smartId": id,
        "details": {
            "objectDisplayName": name,
            "mimeType": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "size": len(file.data),
        },
    }
    call.dss.blobs.put(_uploads(article) + id, file.data)
    with call.dss.table(ARTICLES).edit(row_of(article)) as draft:
        draft["article"].setdefault("attachments", []).append(attached)
    return attached


@handles("wiki_download_attachment")
def download_attachment(call: Call) -> Binary:
    article, id = article_of(call), call.path["upload_id"]
    blob = _uploads(article) + id
    if blob not in call.dss.blobs:
        raise errors.NotFound(f"article {row_of(article)} has no attachment {id}")
    return Binary(call.dss.blobs.get(blob))


@handles("wiki_export")
def export(call: Call) -> Binary:
    return _export(call, [node["id"] for node in nodes(wiki_of(call)["taxonomy"])])


@handles("wiki_export_article")
def export_article(call: Call) -> Binary:
    id = article_of(call)["article"]["id"]
    ids = [id]
    if call.body.get("exportChildren"):
        own = [node for node in nodes(wiki_of(call)["taxonomy"]) if node["id"] == id]
        ids = [node["id"] for node in nodes(own)]
    return _export(call, ids)


def _export(call: Call, ids: list[str]) -> Binary:
    paper = call.body.get("paperSize") or "A4"
    if paper not in PAPERS:
        raise errors.BadRequest(f"Unknown paper size: {paper}")
    key = call.path["project_key"]
    articles = [call.dss.table(ARTICLES).get(f"{key}.{id}") for id in ids]
    texts = [f"{each['article']['name']}\n\n{each.get('payload') or ''}" for each in articles]
    document = pdf(texts, paper)
    if not (call.body.get("exportAttachments") or call.body.get("exportAttachment")):
        return Binary(document, "wiki.pdf")
    files = {"wiki.pdf": document}
    for article in articles:
        for attached in article["article"].get("attachments") or []:
            blob = _uploads(article) + str(attached.get("smartId"))
            if blob in call.dss.blobs:
                name = (attached.get("details") or {}).get("objectDisplayName") or "file"
                files[f"attachments/{attached['smartId']}-{name}"] = call.dss.blobs.get(blob)
    return Binary(write_zip(files), "wiki.zip")
