"""What people read in a project: its wiki, insights, dashboards, webapps."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def wiki(see: Scene) -> None:
    wiki = see("wiki", see.client.get_project("PENGUINS").get_wiki())
    settings = see("settings", wiki.get_settings())
    see("taxonomy", settings.get_taxonomy())
    see("home", settings.get_home_article_id())
    see("articles", wiki.list_articles())
    see("create", wiki.create_article("Bills & beaks"))
    top = see("create with text", wiki.create_article("Océan", None, "# Water\n\n日本"))
    below = see("create below", wiki.create_article("Ice", top.article_id, content="Cold"))
    see.error("below nothing", wiki.create_article, "Lost", "none")
    see.error("without a name", wiki.create_article, " ")
    changed = wiki.get_settings()
    changed.move_article_in_taxonomy(below.article_id, "welcome0")
    see("moved", changed.get_taxonomy())
    changed.move_article_in_taxonomy(top.article_id, below.article_id)
    changed.move_article_in_taxonomy(below.article_id)
    see("moved to the top", changed.get_taxonomy())
    changed.set_home_article_id(top.article_id)
    see("save", changed.save())
    see("saved", wiki.get_settings().get_taxonomy())
    see.error("move nothing", changed.move_article_in_taxonomy, "none")
    see.error("move below nothing", changed.move_article_in_taxonomy, below.article_id, "none")
    changed.set_taxonomy([])
    see("empty taxonomy", changed.get_taxonomy())
    see.error("save without articles", changed.save)


def articles(see: Scene) -> None:
    wiki = see.client.get_project("PENGUINS").get_wiki()
    article = see("by id", wiki.get_article("methods0"))
    data = see("read", article.get_data())
    see("parts", [data.get_body(), data.get_metadata(), data.get_name()])
    data.set_body("Bills are measured twice.\n")
    data.set_name("Methods, again")
    data.set_metadata({**data.get_metadata(), "tags": ["bills"]})
    see("save", data.save())
    see("by name", wiki.get_article("Methods, again").get_data().get_body())
    see("upload", article.upload_attachement(see.memory(b"\x89PNG\x00"), "bill.png"))
    attached = article.get_data().get_metadata()["attachments"]
    see("attachments", attached)
    see("attachment", article.get_uploaded_file(attached[0]["smartId"]).content)
    see("discussions", article.get_object_discussions().list_discussions())
    path = see.folder / "wiki.pdf"
    see("export", wiki.get_export_stream().content[:5])
    see("export on other paper", wiki.export_to_file(str(path), "US_LETTER", True))
    see("the file", path.read_bytes()[:5])
    see("export an article", article.get_export_stream("A3", True, True).content[:5])
    see("export it to a file", article.export_to_file(str(path), export_children=True))
    see.outcome("odd paper", lambda: wiki.get_export_stream("papyrus"))
    see("delete", article.delete())
    see.error("read what is gone", article.get_data)
    see.error("delete what is gone", article.delete)
    see("taxonomy at the end", wiki.get_settings().get_taxonomy())


def insights(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    [item] = see("list", project.list_insights())
    see("item", [item.id, item.name, item.type, item.listed, item.owner, item.tags])
    see("as objects", project.list_insights(as_type="objects"))
    insight = see("to insight", item.to_insight())
    settings = see("settings", insight.get_settings())
    see("raw", settings.get_raw())
    _facts(see, "members", settings, "type")
    _describe(settings)
    settings.get_raw()["listed"] = False
    see("save", settings.save())
    see("saved", insight.get_settings().get_raw())
    made = see("create", project.create_insight({"type": "text", "name": "Note", "params": {}}))
    see("get", project.get_insight(made.insight_id).get_settings())
    see("delete", made.delete())
    see.error("read what is gone", made.get_settings)
    see.error("delete what is gone", made.delete)


def dashboards(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    [item] = see("list", project.list_dashboards())
    see("item", [item.id, item.name, item.listed, item.owner, item.num_pages, item.num_tiles])
    see("as objects", project.list_dashboards(as_type="objects"))
    dashboard = see("to dashboard", item.to_dashboard())
    settings = see("settings", dashboard.get_settings())
    _facts(see, "members", settings)
    _describe(settings)
    settings.get_raw()["pages"].append({"id": "p2", "title": "More", "grid": {"tiles": []}})
    settings.get_raw()["owner"] = "bob"
    see("save", settings.save())
    see("saved", dashboard.get_settings().get_raw())
    made = see("create", project.create_dashboard("Board"))
    see("create with settings", project.create_dashboard("Other", {"listed": True, "pages": []}))
    see("get", project.get_dashboard(made.dashboard_id).get_settings().get_raw())
    see("delete", made.delete())
    see.error("read what is gone", made.get_settings)
    see("list at the end", project.list_dashboards())


def webapps(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    [item] = see("list", project.list_webapps())
    see("item", [item.id, item.name, item.tags])
    see("as objects", project.list_webapps(as_type="objects"))
    webapp = see("to webapp", item.to_webapp())
    state = see("state", webapp.get_state())
    see("never started", [state.state, state.running])
    see("start", webapp.start_or_restart_backend().wait_for_result())
    see("running", webapp.get_state().running)
    backend = see("backend", webapp.get_backend_client())
    see("its URL", [backend.base_url, backend.url_for_path("//hello?x=1")])
    see("its session", backend.session is not None)
    see("stop", webapp.stop_backend())
    see("stopped", webapp.get_state().running)
    settings = see("settings", webapp.get_settings())
    settings.get_raw()["params"]["python"] = "app.run()\n"
    see("save", settings.save())
    see("saved", webapp.get_settings().get_raw())
    see("create", project.create_webapp("New"))
    made = see("create another", project.create_webapp("Dash it", "DASH"))
    see("get", project.get_webapp(made.webapp_id).get_settings().get_raw())
    see.error("create an odd one", project.create_webapp, "Odd", "COBOL")
    see.error("start a page", project.get_webapp("none").start_or_restart_backend)
    see.error("read what is not there", project.get_webapp("none").get_settings)
    see("list at the end", project.list_webapps())


def _facts(see: Scene, label: str, settings: Any, *more: str) -> None:
    shown = [settings.id, settings.name, settings.listed, settings.owner, settings.tags]
    shown += [settings.description, settings.short_description, settings.custom_fields]
    see(label, [*shown, *(getattr(settings, name) for name in more)])


def _describe(settings: Any) -> None:
    settings.tags = ["shown"]
    settings.description = "Long"
    settings.short_description = "Short"
    settings.custom_fields = {"reviewed": True}
