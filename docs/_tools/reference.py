"""Makes the pages of the reference: one for each topic, with the classes of its modules.

MkDocs calls the two functions at the end. A test asks `pages` whether every public class is there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

SOURCES: Final = Path(__file__).parents[2] / "src"


@dataclass(frozen=True)
class Topic:
    """A page of the reference.

    Attributes:
        name: name of its file.
        title: its heading.
        text: what it is about.
        modules: patterns of the modules that it shows, below `dataikuapi.`, in this order.
        inherited: whether each class repeats what it has from the classes above it.
    """

    name: str
    title: str
    text: str
    modules: str
    inherited: bool = True


# What people are given without ever importing it.
EXTRA: Final = {
    "dataikuapi._bundles": ["PermissionsPropagationPolicy"],
    "dataikuapi._stream": ["DSSStream"],
    "dataikuapi.dss._ml.externalmodel": ["ExternalModelVersionHandler"],
}
# A module belongs to the first topic that has it.
TOPICS: Final = (
    Topic(
        "client",
        "Client",
        "Everything begins with a client. Its async twin is `dataikuapi.aio.AsyncDSSClient`.",
        "dssclient _policy _session _stream dss.instanceinfo",
    ),
    Topic(
        "errors",
        "Errors",
        "All of these are in `dataikuapi`, too: `from dataikuapi import DSSNotFound`. The first is "
        "the one that all others descend from.",
        "_errors",
    ),
    Topic(
        "waiting",
        "Futures and waiting",
        "`wait_all`, `as_completed` and `PollPolicy` are in `dataikuapi`.",
        "dss.future _waiting _wait",
    ),
    Topic(
        "people",
        "Users, groups, keys",
        "Most of this needs an administrator's key.",
        "dss.user* dss.group dss.apikey dss.impersonation iam.*",
    ),
    Topic(
        "instance",
        "The instance",
        "Connections, code environments, clusters, settings, meanings. Import paths of "
        "`dataiku-api-client` such as `dataikuapi.dss.admin` work.",
        "dss.connection* dss.local* dss.codeenv* dss.cluster* dss.generalsettings "
        "dss.codestudiotemplate dss.instancevariables dss.meaning* dss.messaging* dss.*footprint* "
        "dss.permissionscheck",
    ),
    Topic(
        "projects",
        "Projects",
        "A project handle leads to everything that a project has.",
        "dss.project dss.projectsettings dss.projectimport dss.projectfolder dss.projectlibrary "
        "dss.projectgit* dss.app* dss.businessapp* dss.codestudio dss.codestudioconflicts",
    ),
    Topic(
        "sql",
        "SQL queries",
        "Queries on connections and datasets, read row by row.",
        "dss.sqlquery",
    ),
    Topic(
        "datasets",
        "Datasets",
        "Rows, schemas, settings, creation, metrics, data quality, statistics.",
        "dss.dataset* dss.data_quality* dss.dataquality* dss.metrics dss.statistics* dss.filters "
        "dss.simplefilters dss.tablesimport dss.feature*",
    ),
    Topic(
        "streaming",
        "Streaming",
        "Streaming endpoints and continuous activities.",
        "dss.streaming* dss.continuousactivity",
    ),
    Topic(
        "recipes",
        "Recipes",
        "A handle, settings and a creator for each type. What a class has from its bases stands "
        "with them.",
        "dss.recipehandle dss.recipesettings dss.recipecreator dss.recipe*",
        inherited=False,
    ),
    Topic("flow", "Flow", "The graph of a project, its zones and tools.", "dss.flow*"),
    Topic("jobs", "Jobs", "Builds, started and waited for.", "dss.job*"),
    Topic(
        "scenarios",
        "Scenarios",
        "Steps, triggers and reporters; runs and their details; macros.",
        "dss.scenario* dss.macro*",
    ),
    Topic(
        "folders",
        "Managed folders",
        "Files of any kind, and a file system for fsspec: `dss://PROJECT/FOLDER/path`.",
        "dss.managedfolder* fsspec",
    ),
    Topic(
        "ml",
        "Machine learning",
        "Analyses, ML tasks, trained models, saved models, evaluations.",
        "dss.analysis* dss._ml.mltask dss._ml.settings dss._ml.predictionsettings dss.savedmodel* "
        "dss.ml* dss._ml.* dss.modelevaluation* dss.evaluation* dss.modelcomparison* dss.drift* "
        "_databricks dss_plugin_mlflow.*",
    ),
    Topic(
        "knowledge",
        "Wiki, dashboards, notebooks",
        "What people write and show: wiki, discussions, dashboards, insights, web apps, notebooks.",
        "dss.wiki* dss.discussion* dss.dashboard* dss.insight* dss.webapp* dss.notebook* "
        "dss.jupyternotebook* dss.sqlnotebook*",
    ),
    Topic("plugins", "Plugins", "Installation, settings, presets, usages.", "dss.plugin*"),
    Topic(
        "deployers",
        "Bundles and deployers",
        "The Project Deployer, API services and the API Deployer. Bundles themselves are methods "
        "of [DSSProject](projects.md) and of the [client](client.md).",
        "_bundles dss.projectdeployer* dss.apiservice* dss.apideployer*",
    ),
    Topic(
        "common",
        "What others share",
        "Classes that several topics use.",
        "dss.* _*",
    ),
)


def pages() -> dict[Topic, dict[str, list[str]]]:
    """The modules of each topic, with the names that are shown of each; none means all."""
    left = {name: shown for name, shown in sorted(modules().items()) if shown is not None}
    found: dict[Topic, dict[str, list[str]]] = {}
    for topic in TOPICS:
        patterns = [f"dataikuapi.{pattern}" for pattern in topic.modules.split()]
        chosen = [name for each in patterns for name in left if fnmatchcase(name, each)]
        # A pattern of its own puts a module in front of those that a later one finds.
        found[topic] = {name: left[name] for name in dict.fromkeys(chosen)}
        left = {name: shown for name, shown in left.items() if name not in chosen}
    return found


def modules() -> dict[str, list[str] | None]:
    """The modules of the sync layer, with what is shown: nothing (None), some names, or all."""
    found: dict[str, list[str] | None] = {}
    own: dict[str, list[str]] = {}
    exported = {module: list(names) for module, names in EXTRA.items()}
    for path in sorted((SOURCES / "dataikuapi").rglob("*.py")):
        parts = path.relative_to(SOURCES).with_suffix("").parts
        if "aio" in parts:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        name = ".".join(parts)
        own[name] = _own(tree)
        if "._" in name:
            found[name] = None
        elif own[name]:
            found[name] = []
        for module, item in _exports(tree):
            exported.setdefault(module, []).append(item)
    for module, names in exported.items():
        if found.get(module, []) is None:
            found[module] = [name for name in own[module] if name in names]
    return found


def _own(tree: ast.Module) -> list[str]:
    """The public classes and functions of a module, as they stand in it."""
    kinds = (ast.ClassDef, ast.FunctionDef)
    names = [node.name for node in tree.body if isinstance(node, kinds)]
    return [name for name in names if not name.startswith("_")]


def _exports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What a module gives on to those who import it: `import NAME as NAME` for type checkers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and ".aio" not in node.module:
            yield from ((node.module, one.name) for one in node.names if one.asname == one.name)


def page(topic: Topic, shown: dict[str, list[str]]) -> str:
    """The Markdown of a page."""
    parts = [f"# {topic.title}", topic.text]
    for module, names in shown.items():
        lines = [f"::: {module}"]
        if names or not topic.inherited:
            lines.append("    options:")
        if names:
            lines.append(f"      members: [{', '.join(names)}]")
        if not topic.inherited:
            lines += ["      inherited_members: false", "      show_bases: true"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages into the navigation."""
    entries = [{topic.title: f"reference/{topic.name}.md"} for topic in TOPICS]
    assert config.nav is not None
    for section in config.nav:
        if "Reference" in section:
            section["Reference"] = [*section["Reference"], *entries]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site."""
    from mkdocs.structure.files import File

    for topic, shown in pages().items():
        path = f"reference/{topic.name}.md"
        files.append(File.generated(config, path, content=page(topic, shown)))
    return files
