"""Makes what comes from the spec: low-level package, bundle, lock file, the mock's coverage."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import tree, unasync
from generator.attributes import render_attributes
from generator.bundle import Bundle
from generator.coverage import PAGE, render_coverage
from generator.engine import TEMPLATES, run_engine
from generator.lazy import lazy_names
from generator.lock import render_lock
from generator.typeddicts import render_dicts
from generator.views import header

PACKAGE = "generated/dataikuapi_rest"
LOCK = "generated/LOCK.toml"
MOCK_BUNDLE = "mock/dssmock/openapi.json"
SUPPORT = Path(__file__).parent / "support"
RUFF = ["--isolated", "--line-length=100", "--target-version=py311", "--quiet"]
# Imports that a module turned out not to need, and the order of those it needs.
RUFF_RULES = "F401,I"


class GenerateError(Exception):
    """What was generated is not what the spec asks for."""


@dataclass(frozen=True)
class Result:
    """What a run did."""

    operations: int
    difference: tree.Difference


def generate(bundle: Bundle, root: Path, *, write: bool) -> Result:
    """Make the low-level package anew and compare it with that of the project.

    Args:
        bundle: the whole spec.
        root: directory of the project.
        write: whether the files of the project are brought up to date.

    Returns:
        The number of operations, and how the project's files differed.
    """
    with tree.exclusive(root), make(bundle) as (made, operations):
        page = render_coverage(root, bundle.to_json())
        if page is not None:
            (made / PAGE).write_bytes(page)
        difference = tree.compare(made, root, [PACKAGE])
        if write:
            tree.exchange(made, root, difference)
    return Result(operations, difference)


@dataclass(frozen=True)
class Layer:
    """The sync layer as it is derived anew.

    Attributes:
        root: directory of the project.
        texts: its files.
        attributes: the file that marks them as machine-made.
        difference: how the project's files differ.
    """

    root: Path
    texts: dict[Path, str]
    attributes: tuple[Path, str]
    difference: tree.Difference

    def write(self) -> None:
        """Bring the files of the project up to date."""
        with tree.exclusive(self.root):
            unasync.write(self.root, self.texts)
            path, text = self.attributes
            tree.write_atomic(path, text.encode())


def derive(root: Path) -> Layer | None:
    """Derive the sync layer anew and compare it with that of the project.

    Args:
        root: directory of the project.

    Returns:
        The layer, not yet written; None where there is no async layer.

    Raises:
        UnasyncError: something was not converted.
    """
    if not any((root / source).is_dir() for source, _ in unasync.TREES):
        return None
    difference = tree.Difference()
    with tree.exclusive(root):
        texts = unasync.derive(root)
        names = [path.relative_to(root).as_posix() for path in texts]
        attributes = (root / ".gitattributes", render_attributes(names))
        for path, text in (*texts.items(), attributes):
            name = path.relative_to(root).as_posix()
            if not path.exists():
                difference.missing.append(name)
            elif path.read_text(encoding="utf-8") != text:
                difference.changed.append(name)
        orphans = unasync.orphans(root, texts)
    difference.extra += [path.relative_to(root).as_posix() for path in orphans]
    return Layer(root, texts, attributes, difference)


@contextmanager
def make(bundle: Bundle) -> Iterator[tuple[Path, int]]:
    """Make all files in a temporary directory, laid out as the project is."""
    with tempfile.TemporaryDirectory(prefix="generator-") as folder:
        made = Path(folder)
        package = made / PACKAGE
        package.parent.mkdir(parents=True)
        operations = run_engine(bundle, package)
        _add_support(package)
        _add_dicts(bundle, package)
        _format(package)
        _count(bundle, package, operations)
        text = bundle.to_json()
        for name in (f"{PACKAGE}/openapi.json", MOCK_BUNDLE):
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        lock = render_lock(text, TEMPLATES, SUPPORT, package, operations)
        (made / LOCK).write_text(lock, encoding="utf-8")
        yield made, operations


def _add_support(package: Path) -> None:
    """Copy the modules that are written by hand over those of the code generator."""
    for path in sorted(SUPPORT.iterdir()):
        if path.suffix == ".py":
            line = header(f"generator/support/{path.name}")
            text = f"# {line}\n{path.read_text(encoding='utf-8')}"
            (package / path.name).write_text(text, encoding="utf-8")
        elif path.name == "py.typed":
            shutil.copy(path, package / path.name)


def _add_dicts(bundle: Bundle, package: Path) -> None:
    """Write the TypedDicts, and say in every `__init__` where it comes from."""
    folder = package / "dicts"
    folder.mkdir()
    modules, homes = render_dicts(bundle)
    for name, (source, origin) in modules.items():
        (folder / f"{name}.py").write_text(f"# {header(origin)}\n{source}", encoding="utf-8")
    doc = "TypedDicts of the schemas; each module is loaded when it is first used."
    (folder / "__init__.py").write_text(lazy_names(doc, homes), encoding="utf-8")
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not text.startswith("# Generated by"):
            path.write_text(f"# {header('openapi/')}\n{text.lstrip()}", encoding="utf-8")


def _format(package: Path) -> None:
    """Tidy and format; the result depends on the version of ruff, which the lock file names."""
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--fix-only", f"--select={RUFF_RULES}"], ["format"]):
        done = subprocess.run(
            [*ruff, *command, *RUFF, str(package)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise GenerateError(f"ruff {command[0]} failed: {done.stderr or done.stdout}")


def _count(bundle: Bundle, package: Path, generated: int) -> None:
    """Make sure that no operation got lost on the way."""
    wanted = {operation["operationId"] for _, _, operation in bundle.operations()}
    found = {path.stem for path in package.glob("api/*/*.py") if path.stem != "__init__"}
    if wanted != found or generated != len(wanted):
        lost = ", ".join(sorted(wanted ^ found)) or "names that occur twice"
        raise GenerateError(f"operations and endpoint modules differ: {lost}")
