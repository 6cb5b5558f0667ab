"""Write the wiki of a project from the project itself: an article for each kind of object.

An article that is there is written anew, and only when it changed, so that the history stays short.
"""

from __future__ import annotations

import os
from typing import Any

from dataikuapi import DSSClient

HOME = "What is in this project"


def main(client: DSSClient, project_key: str) -> list[str]:
    """Bring the articles up to date and give the names of those that changed."""
    project = client.get_project(project_key)
    wiki = project.get_wiki()
    articles = {article.get_data().get_name(): article for article in wiki.list_articles()}
    texts = {
        HOME: overview(project),
        "Datasets": listing(project.list_datasets(), "type"),
        "Recipes": listing(project.list_recipes(), "type"),
        "Scenarios": listing(project.list_scenarios(), "type"),
    }
    changed = [name for name, text in texts.items() if write(wiki, articles, name, text)]
    settings = wiki.get_settings()
    settings.set_home_article_id(articles[HOME].article_id)
    settings.save()
    print("Changed:", ", ".join(changed) or "nothing")
    return changed


def write(wiki: Any, articles: dict[str, Any], name: str, text: str) -> bool:
    """Make an article say a text; True when it did not."""
    if name not in articles:
        home = articles.get(HOME)
        parent = home.article_id if home else None
        articles[name] = wiki.create_article(name, parent_id=parent, content=text)
        return True
    data = articles[name].get_data()
    if data.get_body() == text:
        return False
    data.set_body(text)
    data.save()
    return True


def overview(project: Any) -> str:
    """What the project says of itself."""
    metadata = project.get_metadata()
    lines = [f"# {metadata['label']}", "", metadata.get("description") or "", "", "## Variables"]
    for name, value in sorted(project.get_variables()["standard"].items()):
        lines.append(f"- `{name}`: {value}")
    return "\n".join(lines)


def listing(items: list[Any], detail: str) -> str:
    """A table of objects."""
    lines = sorted(f"| {item['name']} | {item.get(detail, '')} |" for item in items)
    return "\n".join([f"| Name | {detail.title()} |", "|---|---|", *lines])


if __name__ == "__main__":
    main(DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"]), "PENGUINS")
