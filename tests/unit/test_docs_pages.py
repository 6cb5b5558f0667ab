"""The pages of the documentation site: their Python runs, and the reference is whole."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import dataikuapi
from dataikuapi.dss.project import DSSProject
from dssmock.core import DSSMock

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
BLOCK: Final = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN: Final = re.compile(r'^```.*\n--8<-- "(.*)"\n```$', re.MULTILINE)
OURS: Final = ("DSSClient", "DSSProject")
Reference = dict[Any, dict[str, list[str]]]


def pages() -> Iterator[Any]:
    for path in sorted(DOCS.rglob("*.md")):
        if BLOCK.search(path.read_text("utf-8")):
            yield pytest.param(path, id=str(path.relative_to(DOCS)))


@pytest.mark.parametrize("path", list(pages()))
def test_page_runs_from_top_to_bottom(
    path: Path,
    demo: DSSMock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for code in BLOCK.findall(path.read_text("utf-8")):
        tests_before = {name for name in names if name.startswith("test_")}
        exec(compile(code, str(path), "exec"), names)  # noqa: S102 - our own documentation
        for name in {name for name in names if name.startswith("test_")} - tests_before:
            run_as_pytest_does(names[name], demo)


def run_as_pytest_does(function: Any, demo: DSSMock) -> None:
    """Call a test of a page with what the fixtures of dssmock give."""
    client = dataikuapi.DSSClient(demo.base_url, demo.admin_key, transport=demo.transport())
    given = {"dss": DSSMock(), "dss_client": client}
    with client:
        function(*(given[name] for name in inspect.signature(function).parameters))


def test_what_the_page_on_moving_calls_missing_is_missing() -> None:
    text = (DOCS / "moving.md").read_text("utf-8")
    named = re.findall("`(.+?)`", re.split("^## .*$", text, flags=re.MULTILINE)[2])
    modules = [name for name in named if name.startswith("dataikuapi.")]
    clients = [name for name in named if "Client" in name and name not in OURS]
    methods = [name for name in named if re.fullmatch("[a-z_]+", name)]
    assert (len(modules), len(clients), len(methods)) == (4, 8, 21)
    for name in modules:
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(name)
    for name in clients:
        with pytest.raises(ImportError, match=name):
            getattr(dataikuapi, name)
    assert [m for m in methods if hasattr(dataikuapi.DSSClient, m) or hasattr(DSSProject, m)] == []


def included() -> set[str]:
    """The files that pages show as code."""
    found = (SHOWN.findall(path.read_text("utf-8")) for path in DOCS.rglob("*.md"))
    return {name for names in found for name in names}


def test_pages_show_all_examples_and_no_other_code() -> None:
    """What a page shows of a file is run by the tests of the examples."""
    examples = {f"examples/{path.name}" for path in (ROOT / "examples").glob("*.*")}
    assert included() == examples - {"examples/quickstart.py"}


def test_every_page_is_in_the_navigation() -> None:
    listed = set(re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text("utf-8")))
    assert {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} <= listed


def program() -> Any:
    """What makes the pages of the reference."""
    return importlib.import_module("docs._tools.reference")


@pytest.fixture(scope="module")
def reference() -> Reference:
    """The modules of each topic of the reference, with the names that are shown of them."""
    return program().pages()


def public_classes() -> Iterator[type]:
    """The classes that people reach through the public modules of the sync layer."""
    found = [info.name for info in pkgutil.walk_packages(dataikuapi.__path__, "dataikuapi.")]
    for name in ["dataikuapi", *found]:
        parts = name.split(".")
        if "aio" in parts or any(part.startswith("_") for part in parts):
            continue
        module = importlib.import_module(name)
        lazily = {*getattr(module, "_lazy_names", ()), *getattr(module, "__all__", ())}
        for member in {*vars(module), *lazily}:
            item = getattr(module, member)
            if not inspect.isclass(item) or member.startswith(("_", "Async")):
                continue
            if item.__module__ == name or member in lazily:
                yield item


def test_every_public_class_stands_in_the_reference(reference: Reference) -> None:
    shown = {module: names for page in reference.values() for module, names in page.items()}
    missing = {
        f"{item.__module__}.{item.__name__}"
        for item in public_classes()
        if item.__name__ not in (shown.get(item.__module__, [""]) or [item.__name__])
    }
    assert not missing, "give their modules to a topic of docs/_tools/reference.py"


def test_every_topic_of_the_reference_has_a_module(reference: Reference) -> None:
    for topic, modules in reference.items():
        assert modules, topic.name


def test_the_reference_shows_what_people_use_and_no_more(reference: Reference) -> None:
    by_name = {topic.name: modules for topic, modules in reference.items()}
    assert by_name["client"]["dataikuapi.dssclient"] == []
    assert by_name["client"]["dataikuapi._policy"] == ["Timeouts", "RetryPolicy"]
    modules = [module for shown in by_name.values() for module in shown]
    assert len(modules) == len(set(modules))
    assert not [module for module in modules if ".aio." in module or "_project" in module]
    page = program().page(program().TOPICS[0], by_name["client"])
    assert page.startswith("# Client\n")
    assert "\n::: dataikuapi.dssclient\n" in page
    assert (
        "\n::: dataikuapi._policy\n    options:\n      members: [Timeouts, RetryPolicy]\n" in page
    )
